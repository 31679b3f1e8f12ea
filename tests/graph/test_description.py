"""What a graph tells of itself: the counts are those of the graph, by whatever way they are counted."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store, Triple

from kg.build import Build, build
from kg.graph.curies import curie
from kg.graph.description import LICENSE, SHAPES, Counts, description_of
from kg.graph.index import Index
from kg.graph.store import all_triples, make_store
from kg.graph.turtle import blocks

ARTICLES = Path(__file__).parents[2] / "sources" / "articles"
GRAPH = "https://example.org/kg/dataset/graph"


@pytest.fixture(scope="module")
def built() -> Build:
    return build([ARTICLES / name for name in ("ciie-6-close.txt", "ciie-5-close.txt", "ces-2024-wrap.txt")])


@pytest.fixture(scope="module")
def index(built: Build) -> Index:
    return Index.of(built.store)


def facts(store: Store) -> list[Triple]:
    return [triple for triple in all_triples(store) if "/dataset/" not in str(triple.subject)]


def test_the_graph_has_a_title_a_licence_its_shapes_and_its_sources(index: Index) -> None:
    assert {curie("void:Dataset"), curie("dcat:Dataset")} == set(index.get(GRAPH, "rdf:type"))
    assert index.text(GRAPH, "dcterms:title").endswith("as told by 3 articles")
    assert index.nodes(GRAPH, "dcterms:license") == [LICENSE]
    assert index.nodes(GRAPH, "dcterms:conformsTo") == [SHAPES]
    assert set(index.nodes(GRAPH, "dcterms:source")) == set(index.instances("te:Article"))
    assert index.text(GRAPH, "void:uriSpace") == "https://example.org/kg/"


def test_the_counts_are_those_of_the_graph_without_the_description(built: Build, index: Index) -> None:
    own = facts(built.store)
    assert index.whole(GRAPH, "void:triples") == len(own)
    assert index.whole(GRAPH, "void:distinctSubjects") == len({triple.subject for triple in own})
    classes = Counter(str(triple.object) for triple in own if triple.predicate == curie("rdf:type"))
    properties = Counter(str(triple.predicate) for triple in own)
    assert partitions(index, "class", "void:entities") == classes
    assert partitions(index, "property", "void:triples") == properties
    assert index.whole(GRAPH, "void:classes") == len(classes)
    assert index.whole(GRAPH, "void:properties") == len(properties)


def partitions(index: Index, kind: str, number: str) -> dict[str, int | None]:
    parts = index.nodes(GRAPH, f"void:{kind}Partition")
    return {f"<{index.nodes(part, f'void:{kind}')[0]}>": index.whole(part, number) for part in parts}


def test_the_report_counts_all_that_is_written(built: Build) -> None:
    assert built.report.triples == len(built.store) > len(facts(built.store))


def test_nothing_tells_when_it_was_made_and_no_node_is_blank(built: Build) -> None:
    described = [triple for triple in all_triples(built.store) if triple not in set(facts(built.store))]
    assert not {t.predicate for t in described} & {curie(f"dcterms:{n}") for n in ("created", "issued", "modified")}
    assert all(isinstance(triple.subject, NamedNode) for triple in described)


def test_profiles_of_blocks_count_what_the_triples_count(built: Build) -> None:
    own = facts(built.store)
    assert Counts.of_profiles((block.profile, 1) for block in blocks(own, built.base)) == Counts.of(own)


def test_terms_of_any_vocabulary_are_counted() -> None:
    odd = NamedNode("http://other.example/terms/a*b(c):d")
    store = make_store([Triple(odd, odd, odd), Triple(odd, curie("rdf:type"), odd)])
    counted = Counts.of(all_triples(store))
    assert (counted.triples, counted.nodes, counted.classes) == (2, 1, {odd.value: 1})
    written = blocks(all_triples(store), "https://example.org/kg/")
    assert Counts.of_profiles((block.profile, 1) for block in written) == counted


@pytest.mark.parametrize("base", ["https://example.org/kg/", "https://example.org/kg#"])
def test_every_part_has_a_name_of_its_own(base: str) -> None:
    described = make_store(description_of(make_store([]), base))
    assert len({quad.subject for quad in described}) == 1
    odd = NamedNode("http://other.example/terms/ä b".replace(" ", ""))
    described = make_store(description_of(make_store([Triple(odd, odd, odd)]), base))
    assert all(str(quad.subject).startswith(f"<{base}dataset/graph") for quad in described)
