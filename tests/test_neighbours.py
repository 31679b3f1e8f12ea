import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, Store
from telling_graphs import BASE, SIXTH, TEA, WICKED, WICKED_EDITION, WICKED_ONE, graph

import kg
from kg.errors import KgError
from kg.graph.network import KINDS, to_networkx
from kg.neighbours import Edge, find_node, neighbourhood

ARTICLES = Path(__file__).parents[1] / "sources" / "articles"


@pytest.fixture(scope="module")
def sample() -> Store:
    return kg.build(
        [ARTICLES / f"{name}.txt" for name in ("ciie-5-close", "ciie-6-close", "paris-air-show-2023")]
    ).store


def short(iri: str) -> str:
    return iri.removeprefix(BASE)


def test_an_edition_has_around_it_what_is_said_of_it() -> None:
    found = neighbourhood(TEA, SIXTH)
    assert {(short(node.iri), node.kind, node.label) for node in found.nodes} == {
        ("edition/tea/6", "edition", "Tea Expo 2023 (6th)"),
        ("edition/tea/5", "edition", "Tea Expo 2022 (5th)"),
        ("fair/tea", "fair", "Tea Expo"),
        ("organizer/guild", "organizer", "Tea Guild"),
        ("organizer/host", "organizer", "Hefei Halls"),
        ("country/CN", "country", "China"),
        ("city/CN/hefei", "city", "Hefei"),
        ("metric/1", "metric", "exhibitors: at least 1,250.5 (registered)"),
        ("metric/2", "metric", "exhibitors: 900"),
        ("article/a", "article", "Tea rises"),
        ("article/b", "article", "Tea falls"),
    }
    assert found.nodes[0].iri == SIXTH
    assert found.left_out == 0


def test_edges_are_readable_and_carry_the_quotes() -> None:
    edges = {(short(edge.source), edge.label, short(edge.target)): edge for edge in neighbourhood(TEA, SIXTH).edges}
    assert edges["metric/1", "stated in", "article/a"].quotes == ("1,250-plus",)
    assert edges["edition/tea/6", "stated in", "article/a"].quotes == ("Hefei", "HEFEI")
    assert ("metric/1", "about", "edition/tea/6") in edges
    assert ("edition/tea/6", "edition of", "fair/tea") in edges
    assert ("edition/tea/6", "held in", "city/CN/hefei") in edges
    assert ("edition/tea/6", "hosted by", "organizer/host") in edges
    assert ("edition/tea/6", "organized by", "organizer/guild") in edges
    assert ("edition/tea/6", "organized by", "organizer/host") not in edges
    assert ("metric/2", "conflicts with", "metric/1") in edges
    assert ("metric/2", "compared with", "edition/tea/5") in edges
    assert ("city/CN/hefei", "located in", "country/CN") in edges
    assert all(edge.quotes == () for edge in edges.values() if edge.label != "stated in")


def test_an_article_leads_to_what_it_states_something_of_and_back() -> None:
    fair, article = f"{BASE}fair/tea", f"{BASE}article/c"
    for node in (fair, article):
        assert Edge(fair, article, "stated in", ("1900",)) in neighbourhood(TEA, node).edges


def test_a_derived_figure_stands_two_steps_away() -> None:
    labels = {node.label for node in neighbourhood(TEA, SIXTH, depth=2).nodes}
    assert "exhibitors: about 857 (derived)" in labels
    assert Edge(f"{BASE}metric/3", f"{BASE}metric/2", "derived from") in neighbourhood(TEA, SIXTH, depth=2).edges


# `to_networkx` reads the whole graph and `neighbourhood` goes from node to node: they must come to the same.
def test_the_neighbours_are_those_of_the_network(sample: Store) -> None:
    network = to_networkx(sample)
    undirected = network.to_undirected(as_view=True)
    assert len(network) > 50
    for node in network:
        found = neighbourhood(sample, node, most=len(network))
        assert {each.iri for each in found.nodes} == {node, *undirected[node]}
        inside = network.subgraph(each.iri for each in found.nodes)
        assert {(edge.source, edge.target) for edge in found.edges} == set(inside.edges())
        assert all(network.nodes[each.iri]["kind"] == each.kind for each in found.nodes)


def test_two_steps_reach_the_neighbours_of_neighbours(sample: Store) -> None:
    network = to_networkx(sample).to_undirected()
    node = f"{BASE}edition/ciie/6"
    found = neighbourhood(sample, node, depth=2, most=len(network))
    assert {each.iri for each in found.nodes} == {
        node,
        *network[node],
        *(n for each in network[node] for n in network[each]),
    }


HUB = graph(
    '<fair/hub> a te:Fair ; rdfs:label "Hub" .'
    + "".join(
        f'<edition/hub/{i}> a te:Edition ; rdfs:label "Hub {i}" ; te:editionOf <fair/hub> ;'
        f'  te:year "{1900 + i}"^^xsd:gYear .'
        f"<metric/{i}> a te:Metric ; te:about <fair/hub> ; te:value {i} ;"
        f'  te:rank "{"preferred" if i == 77 else "normal"}" .'
        f'<article/{i}> a te:Article ; schema:identifier "{i}" ; schema:mentions <fair/hub> ;'
        f'  schema:datePublished "20{i % 100:02}-01-02"^^xsd:date .'
        for i in range(1, 100)
    )
    + '<organizer/one> a te:Organizer ; rdfs:label "One" . <fair/hub> te:organizer <organizer/one> .'
)


def test_of_many_neighbours_each_kind_has_its_turn_and_the_rest_is_counted() -> None:
    found = neighbourhood(HUB, f"{BASE}fair/hub", most=11)
    kinds = [node.kind for node in found.nodes]
    assert kinds == ["fair", *("edition", "organizer", "metric", "article"), *["edition", "metric", "article"] * 2]
    assert found.left_out == 3 * 99 + 1 - 10
    names = [short(node.iri) for node in found.nodes]
    assert [name for name in names if name.startswith("edition")] == [f"edition/hub/{i}" for i in (99, 98, 97)]
    assert [name for name in names if name.startswith("article")] == [f"article/{i}" for i in (99, 98, 97)]
    assert names[3] == "metric/77"


@settings(max_examples=30)
@given(st.integers(1, 400), st.integers(0, 3))
def test_there_are_never_more_nodes_than_asked_for(most: int, depth: int) -> None:
    found = neighbourhood(HUB, f"{BASE}edition/hub/3", depth, most)
    nodes = {node.iri for node in found.nodes}
    assert 1 <= len(found.nodes) == len(nodes) <= most
    assert all({edge.source, edge.target} <= nodes for edge in found.edges)
    assert (found.left_out > 0) == (most < {0: 1, 1: 2, 2: 299, 3: 299}[depth] and depth > 0)


def test_the_order_of_the_triples_does_not_matter() -> None:
    quads = list(HUB)
    random.Random(1).shuffle(quads)
    other = Store()
    for quad in quads:
        other.add(quad)
    assert neighbourhood(other, f"{BASE}fair/hub", 2, 50) == neighbourhood(HUB, f"{BASE}fair/hub", 2, 50)


class Watched:
    """A store that counts what is read of it, and does not let itself be read as a whole."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.read = 0

    def quads_for_pattern(
        self, subject: NamedNode | None, predicate: Any, object: NamedNode | None
    ) -> Iterator[Quad]:
        assert subject is not None or object is not None
        for quad in self.store.quads_for_pattern(subject, predicate, object):
            self.read += 1
            yield quad

    def query(self, query: str, **how: Any) -> Any:
        return self.store.query(query, **how)


def test_only_what_is_near_is_read() -> None:
    watched = Watched(HUB)
    found = neighbourhood(watched, f"{BASE}edition/hub/5")  # type: ignore[arg-type]
    assert [short(node.iri) for node in found.nodes] == ["edition/hub/5", "fair/hub"]
    assert watched.read < 40


@pytest.mark.parametrize("node", [f"{BASE}fair/none", "no IRI", "", f"{BASE}article/a#char=0,5", f"{BASE}claim/1"])
def test_what_is_no_node_of_the_network_is_refused(node: str) -> None:
    with pytest.raises(KgError, match=r"is no fair, edition, .* or speaker of this graph"):
        neighbourhood(TEA, node)


def test_words_of_articles_are_words() -> None:
    found = neighbourhood(WICKED_ONE, WICKED_EDITION, depth=2)
    shown = WICKED.replace("\u202e", "\ufffd").replace("\x01", "\ufffd")
    assert {node.label for node in found.nodes if node.kind != "metric"} == {shown}
    assert [edge.quotes for edge in found.edges if edge.label == "stated in"] == [(shown,)]


def test_nodes_are_found_by_name_and_by_iri() -> None:
    assert find_node(TEA, "sixth Tea Expo") == SIXTH == find_node(TEA, SIXTH)
    assert find_node(TEA, f"{BASE}metric/1") == f"{BASE}metric/1"
    with pytest.raises(KgError, match="the nearest names are Tea Expo"):
        find_node(TEA, "Tee Expo")


def test_all_kinds_can_stand_in_the_middle(sample: Store) -> None:
    first: dict[str, str] = {}
    for node, values in to_networkx(sample).nodes(data=True):
        first.setdefault(values["kind"], node)
    assert set(first) == set(KINDS)
    assert all(len(neighbourhood(sample, node).nodes) > 1 for node in first.values())
