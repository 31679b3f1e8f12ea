"""Parts of a graph: what is chosen is there with all that proves it, nothing else is, and the part conforms."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odd_graph import sample_store
from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from kg.errors import KgError
from kg.export import FORMATS, export
from kg.graph.curies import curie
from kg.graph.index import Index
from kg.graph.store import all_triples, make_store
from kg.graph.validate import fast_validate
from kg.lookup import list_fairs
from kg.selection import Wanted, part_of

BASE = "https://example.org/kg/"
STATEMENTS = (("te:Metric", "te:about"), ("te:Deal", "te:about"), ("te:Difference", "te:about"))


@cache
def whole() -> Index:
    return Index.of(sample_store())


def part(fair: str | None = None, country: str | None = None, since: str | None = None) -> Index:
    return Index.of(part_of(sample_store(), Wanted(fair, country, since)))


def statements_about(index: Index, nodes: set[str]) -> set[str]:
    kinds = (*STATEMENTS, ("te:Claim", "rdf:subject"))
    return {s for kind, link in kinds for s in index.instances(kind) if nodes & set(index.nodes(s, link))}


def test_a_fair_comes_with_all_its_editions_and_all_that_is_said_of_them() -> None:
    ciie = part(fair="CIIE")
    nodes = {each for each in whole().instances("te:Edition") if "/edition/ciie/" in each} | {f"{BASE}fair/ciie"}
    assert nodes <= set(ciie.objects)
    assert statements_about(ciie, nodes) == statements_about(whole(), nodes)
    assert set(ciie.instances("te:Fair")) == {f"{BASE}fair/ciie"}


def test_an_edition_comes_alone() -> None:
    sixth = part(fair="CIIE 2023")
    node = {f"{BASE}edition/ciie/6"}
    assert statements_about(sixth, node) == statements_about(whole(), node)
    assert not sixth.get(f"{BASE}fair/ciie", "te:organizer")
    assert sixth.text(f"{BASE}fair/ciie", "rdfs:label") == "China International Import Expo"


def test_what_a_figure_is_checked_against_comes_with_its_own_evidence() -> None:
    sixth = part(fair="CIIE 2023")
    fifth = f"{BASE}edition/ciie/5"
    figures = [each for each in sixth.instances("te:Metric") if fifth in sixth.nodes(each, "te:about")]
    assert len(figures) == 1
    assert sixth.text(figures[0], "te:value") == "73520000000"
    assert all(sixth.text(proof, "oa:exact") for proof in sixth.nodes(figures[0], "prov:wasDerivedFrom"))
    assert sixth.text(fifth, "rdfs:label")
    assert not sixth.get(fifth, "te:startDate")
    assert whole().get(fifth, "te:startDate")


@pytest.mark.parametrize("name", ["Germany", "germany", "DE", "deu"])
def test_a_country_has_the_editions_that_are_held_there(name: str) -> None:
    country = f"{BASE}country/DE"
    held = {each for each in whole().instances("te:Edition") if country in whole().nodes(each, "te:country")}
    there = part(country=name)
    assert held
    assert {each for each in there.instances("te:Edition") if there.get(each, "te:country")} == held
    assert statements_about(there, held) == statements_about(whole(), held)


@pytest.mark.parametrize(
    ("since", "first"),
    [("2023", 6), ("2023-11", 6), ("2023-11-05", 6), ("2023-11-06", 7), ("2024-11-05", 7), ("2022-11-05", 5)],
)
def test_since_is_the_day_of_the_beginning(since: str, first: int) -> None:
    later = part(fair="CIIE", since=since)
    there = [each for each in later.instances("te:Edition") if later.get(each, "te:city")]
    assert min(int(later.text(each, "te:ordinal")) for each in there) == first


def dated(begins: Literal | None, year: str | None) -> Store:
    node, fair = NamedNode(f"{BASE}edition/tea/1"), NamedNode(f"{BASE}fair/tea")
    rows: list[tuple[NamedNode, str, NamedNode | Literal | None]] = [
        *((node, "rdf:type", curie("te:Edition")), (fair, "rdf:type", curie("te:Fair"))),
        *((node, "rdfs:label", Literal("Tea")), (fair, "rdfs:label", Literal("Tea"))),
        *((node, "te:editionOf", fair), (node, "te:startDate", begins)),
        (node, "te:year", Literal(year, datatype=curie("xsd:gYear")) if year else None),
    ]
    return make_store(Triple(s, curie(p), o) for s, p, o in rows if o is not None)


@pytest.mark.parametrize(
    ("begins", "year", "since", "is_in"),
    [
        (Literal("2024-03", datatype=curie("xsd:gYearMonth")), "2024", "2024-03-20", True),
        (Literal("2024-03", datatype=curie("xsd:gYearMonth")), "2024", "2024-04", False),
        (Literal("2024-02", datatype=curie("xsd:gYearMonth")), None, "2024-02-29", True),
        (None, "2024", "2024-12-31", True),
        (None, "2024", "2025", False),
        (None, None, "1900", False),
    ],
)
def test_what_may_begin_then_is_in(begins: Literal | None, year: str | None, since: str, is_in: bool) -> None:
    store = dated(begins, year)
    if is_in:
        assert len(Index.of(part_of(store, Wanted(since=since))).instances("te:Edition")) == 1
    else:
        with pytest.raises(KgError, match="nothing to write"):
            part_of(store, Wanted(since=since))


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (Wanted(fair="Narnia Fair"), "nothing is known of 'Narnia Fair'"),
        (Wanted(country="Narnia"), "knows no country 'Narnia'; editions are held in China, "),
        (Wanted(country=""), "knows no country ''"),
        (Wanted(since="soon"), "'soon' is no day, month or year; give one such as"),
        (Wanted(since="2023-02-30"), "'2023-02-30' is no day"),
        (Wanted(since="0000"), "'0000' is no day"),
        (Wanted(fair="CIIE", since="2090"), "no edition is of 'CIIE' and known to begin in 2090 or later"),
        (Wanted(fair="CIIE", country="DE"), "no edition is of 'CIIE' and held in 'DE'"),
    ],
)
def test_a_name_or_date_that_finds_nothing_is_one_sentence(wanted: Wanted, message: str) -> None:
    with pytest.raises(KgError, match=message) as caught:
        part_of(sample_store(), wanted)
    assert "\n" not in str(caught.value)


@cache
def names() -> list[str | None]:
    fairs = list_fairs(sample_store())
    return [None, *(fair.label for fair in fairs), *(each.label for fair in fairs for each in fair.editions)]


some_names = st.deferred(lambda: st.sampled_from(names()))
some_countries = st.sampled_from([None, "China", "AE", "Spain"])
some_years = st.sampled_from([None, *range(2017, 2026)])


@given(some_names, some_countries, some_years)
@settings(deadline=None, max_examples=40)
def test_any_part_conforms_and_says_nothing_that_the_whole_does_not(
    fair: str | None, country: str | None, since: int | None
) -> None:
    wanted = Wanted(fair, country, None if since is None else str(since))
    if not wanted:
        return
    try:
        found = part_of(sample_store(), wanted)
    except KgError:
        return
    own = {triple for triple in all_triples(found) if "/dataset/" not in str(triple.subject)}
    assert own < set(all_triples(sample_store()))
    assert fast_validate(found).conforms
    index = Index.of(found)
    for kind in ("te:Metric", "te:Claim", "te:Deal"):
        for node in index.instances(kind):
            assert index.objects[node] == whole().objects[node]
    for node in index.instances("te:Evidence"):
        assert index.nodes(node, "te:article")[0] in index.objects


@pytest.mark.parametrize("to", FORMATS)
def test_a_part_is_written_in_every_format(tmp_path: Path, to: str) -> None:
    export(part_of(sample_store(), Wanted(fair="CES")), to, tmp_path / "ces")
    assert (tmp_path / "ces").exists()


def test_the_part_describes_itself_as_a_part() -> None:
    store = part_of(sample_store(), Wanted(fair="CIIE", since="2023"))
    index = Index.of(store)
    node = f"{BASE}dataset/china-international-import-expo-since-2023"
    assert index.nodes(node, "dcterms:isPartOf") == [f"{BASE}dataset/graph"]
    assert index.text(node, "dcterms:title").endswith(": China International Import Expo, since 2023")
    assert set(index.nodes(node, "dcterms:source")) == set(index.instances("te:Article"))
    described = sum("/dataset/" in str(triple.subject) for triple in all_triples(store))
    assert index.whole(node, "void:triples") == len(store) - described
    assert f"{BASE}dataset/graph" not in index.objects


def test_the_licence_is_that_of_the_whole() -> None:
    store = make_store(all_triples(sample_store()))
    graph, own = NamedNode(f"{BASE}dataset/graph"), NamedNode("https://creativecommons.org/publicdomain/zero/1.0/")
    for quad in list(store.quads_for_pattern(graph, curie("dcterms:license"), None)):
        store.remove(quad)
    store.add(Quad(graph, curie("dcterms:license"), own))
    found = part_of(store, Wanted(fair="CES"))
    assert [quad.object for quad in found.quads_for_pattern(None, curie("dcterms:license"), None)] == [own]
