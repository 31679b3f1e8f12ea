from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from pyoxigraph import NamedNode, Quad, Store
from sample import FACTS, ID, TEXT, registry

from kg.graph.curies import curie
from kg.graph.network import KINDS, to_networkx
from kg.graph.store import make_store
from kg.graph.triples import triples

BASE = "https://example.org/kg/"
SIXTH = f"{BASE}edition/harbour-expo/6"
ARTICLE = f"{BASE}article/harbour-6%20close"


def sample_store() -> Store:
    return make_store(triples(FACTS, registry()))


@pytest.fixture(scope="module")
def network() -> nx.MultiDiGraph[str]:
    return to_networkx(sample_store())


def metrics(network: nx.MultiDiGraph[str], **wanted: object) -> list[str]:
    return [
        node
        for node, values in network.nodes(data=True)
        if values["kind"] == "metric" and wanted.items() <= values.items()
    ]


def kinds_from(network: nx.MultiDiGraph[str], node: str) -> set[tuple[str, str]]:
    return {(d["kind"], target.removeprefix(BASE)) for _, target, d in network.out_edges(node, data=True)}


def test_every_node_has_kind_label_and_iri(network: nx.MultiDiGraph[str]) -> None:
    for node, values in network.nodes(data=True):
        assert values["iri"] == node
        assert values["label"]
        assert values["kind"] in KINDS
    count = {kind: sum(v["kind"] == kind for _, v in network.nodes(data=True)) for kind in KINDS}
    assert count == {
        **{"fair": 1, "edition": 3, "organizer": 5, "country": 2, "city": 1},
        **{"metric": 9, "deal": 1, "article": 1, "speaker": 1},
    }


def test_an_edition_has_its_values_as_plain_python(network: nx.MultiDiGraph[str]) -> None:
    assert network.nodes[SIXTH] == {
        "kind": "edition",
        "label": "Harbour Expo 2023 (6th)",
        "iri": SIXTH,
        "ordinal": 6,
        "year": 2023,
        "start_date": "2023-11-05",
        "end_date": "2023-11-10",
        "venue": "Cais Hall",
        "theme": "Tides & Trade",
        "mode": "hybrid",
    }
    assert type(network.nodes[SIXTH]["ordinal"]) is int


def test_a_metric_has_its_amount_its_change_and_a_label(network: nx.MultiDiGraph[str]) -> None:
    (node,) = metrics(network, indicator="deal-value")
    assert network.nodes[node] == {
        **{"kind": "metric", "iri": node, "label": "deal-value: 7840000000 USD", "derived": False},
        **{"indicator": "deal-value", "value": 7.84e9, "unit": "USD", "bound": "exact", "status": "actual"},
        **{
            "scope": "total",
            "change_direction": "up",
            "change_percent": 6.7,
            "also_value": 7.2e9,
            "independent_sources": 1,
            "also_unit": "EUR",
        },
    }
    assert [network.nodes[n]["label"] for n in metrics(network, bound="min")] == ["exhibitors: ≥ 3400"]
    assert [network.nodes[n]["label"] for n in metrics(network, indicator="halls")] == ["halls: change"]
    assert [network.nodes[n]["scope_of"] for n in metrics(network, scope="country")] == ["BR"]
    assert kinds_from(network, node) == {
        ("about", "edition/harbour-expo/6"),
        ("compared_with", "edition/harbour-expo/5"),
        ("said_by", "agent/ana-sa-director"),
        ("derived_from", "article/harbour-6%20close"),
    }


def test_each_attribute_has_one_type(network: nx.MultiDiGraph[str]) -> None:
    types: dict[tuple[str, str], set[type]] = {}
    for _, values in network.nodes(data=True):
        for name, value in values.items():
            types.setdefault(("node", name), set()).add(type(value))
    for _, _, values in network.edges(data=True):
        for name, value in values.items():
            types.setdefault(("edge", name), set()).add(type(value))
    assert all(len(found) == 1 and found <= {str, int, float, bool} for found in types.values()), types
    assert types["node", "value"] == {float}


def test_an_edition_leads_to_its_places_and_organizers(network: nx.MultiDiGraph[str]) -> None:
    links = {link for link in kinds_from(network, SIXTH) if link[0] != "stated_in"}
    assert links == {
        ("edition_of", "fair/harbour-expo"),
        ("held_in", "city/PT/lisbon"),
        ("held_in", "country/PT"),
        ("guest", "country/BR"),
        ("organized_by", "organizer/porto-aberto"),
        ("co_organized_by", "organizer/camara-do-mar"),
        ("hosted_by", "organizer/city-council"),
    }
    assert kinds_from(network, f"{BASE}city/PT/lisbon") == {("located_in", "country/PT")}
    assert network.has_edge(SIXTH, f"{BASE}fair/harbour-expo", key="edition_of")


def test_a_host_is_not_an_organizer_twice() -> None:
    store = sample_store()
    host = NamedNode(f"{BASE}organizer/city-council")
    store.add(Quad(NamedNode(SIXTH), curie("te:organizer"), host))
    links = {kind for kind, target in kinds_from(to_networkx(store), SIXTH) if target == "organizer/city-council"}
    assert links == {"hosted_by"}


def test_quotes_stand_on_the_edges_to_articles(network: nx.MultiDiGraph[str]) -> None:
    quotes = [d for _, _, d in network.in_edges(ARTICLE, data=True)]
    assert {d["kind"] for d in quotes} == {"derived_from", "stated_in"}
    assert all(TEXT[d["char_start"] : d["char_end"]] == d["quote"] for d in quotes)
    assert network.nodes[ARTICLE]["identifier"] == ID


def test_claims_become_edges_with_predicate_value_and_rank(network: nx.MultiDiGraph[str]) -> None:
    said = {
        (d["predicate"], d["value"], d["rank"])
        for _, _, d in network.out_edges(SIXTH, data=True)
        if d["kind"] == "stated_in"
    }
    assert len(said) == len(FACTS.attributes)
    assert {
        ("startDate", "2023-11", "normal"),
        ("guestCountry", "BR", "preferred"),
        ("city", "Lisbon", "preferred"),
    } <= said
    assert {("mode", "hybrid", "preferred"), ("host", "City Council", "preferred")} <= said


def test_a_deal_is_named_by_its_parties(network: nx.MultiDiGraph[str]) -> None:
    (deal,) = [node for node, values in network.nodes(data=True) if values["kind"] == "deal"]
    assert network.nodes[deal]["label"] == "Nordsee and Vento"
    assert {kind for kind, _ in kinds_from(network, deal)} == {"about", "party", "derived_from"}


def test_a_derived_figure_leads_to_the_figure_that_it_comes_from() -> None:
    store = sample_store()
    (stated,) = metrics(to_networkx(store), indicator="deal-value")
    derived = NamedNode(f"{BASE}metric/derived-0")
    for name, value in (
        ("rdf:type", curie("te:Metric")),
        ("te:indicator", NamedNode("https://w3id.org/trade-event#indicator-deal-value")),
        ("prov:wasGeneratedBy", NamedNode("https://w3id.org/trade-event#rule-previous-figure")),
        ("prov:wasDerivedFrom", NamedNode(stated)),
    ):
        store.add(Quad(derived, curie(name), value))
    network = to_networkx(store)
    assert network.nodes[derived.value]["derived"] is True
    assert kinds_from(network, derived.value) == {("derived_from", stated.removeprefix(BASE))}


def test_nodes_stand_by_kind_and_number(network: nx.MultiDiGraph[str]) -> None:
    kinds = [values["kind"] for _, values in network.nodes(data=True)]
    assert kinds == sorted(kinds, key=list(KINDS).index)
    editions = [node for node, values in network.nodes(data=True) if values["kind"] == "edition"]
    assert [node[-1] for node in editions] == ["5", "6", "7"]


def test_the_order_is_the_same_under_any_hash_seed() -> None:
    program = (
        "import test_network as t; n = t.to_networkx(t.sample_store());"
        "print(list(n.nodes(data=True)), list(n.edges(keys=True, data=True)))"
    )
    texts = set()
    for seed in ("1", "2"):
        paths = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[2])])
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths}
        texts.add(
            subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True).stdout
        )
    assert len(texts) == 1


def test_a_graph_that_lacks_half_of_everything_is_still_a_network() -> None:
    store = Store()
    for class_ in KINDS.values():
        store.add(Quad(NamedNode(f"a:{class_[3:]}"), curie("rdf:type"), curie(class_)))
    claim = NamedNode("a:claim")
    store.add(Quad(claim, curie("rdf:type"), curie("te:Claim")))
    store.add(Quad(claim, curie("rdf:subject"), NamedNode("a:Edition")))
    store.add(Quad(claim, curie("prov:wasDerivedFrom"), NamedNode("a:evidence")))
    store.add(Quad(NamedNode("a:evidence"), curie("te:article"), NamedNode("a:Article")))
    network = to_networkx(store)
    assert len(network) == len(KINDS)
    assert [d["kind"] for _, _, d in network.edges(data=True)] == ["stated_in"]
