"""TriG and N-Quads: what each article says stands in the graph that has its name."""

from __future__ import annotations

import shutil
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from odd_graph import odd_store, sample_store
from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, RdfFormat, Store, Triple, parse

from kg.export import export
from kg.exports.graphs import by_article
from kg.graph.curies import curie
from kg.graph.store import all_triples, load_store, make_store
from kg.graph.validate import fast_validate

BASE = "https://example.org/kg/"
Graphs = dict[object, set[Triple]]


def graphs(quads: Iterable[Quad]) -> Graphs:
    found: Graphs = defaultdict(set)
    for quad in quads:
        found[quad.graph_name].add(quad.triple)
    return found


@pytest.mark.parametrize("store", [odd_store, sample_store])
def test_all_graphs_together_are_the_graph(store: Callable[[], Store]) -> None:
    whole = store()
    found = graphs(by_article(whole))
    assert set().union(*found.values()) == set(all_triples(whole))
    articles = {quad.subject for quad in whole.quads_for_pattern(None, curie("rdf:type"), curie("te:Article"))}
    assert set(found) == articles | {DefaultGraph()}


def test_an_article_says_its_own_words_and_what_they_prove_and_nothing_else() -> None:
    for name, triples in graphs(by_article(sample_store())).items():
        if name == DefaultGraph():
            continue
        alone = make_store(triples)
        assert {quad.object for quad in alone.quads_for_pattern(None, curie("te:article"), None)} <= {name}
        for kind in ("te:Claim", "te:Metric", "te:Deal"):
            for quad in alone.quads_for_pattern(None, curie("rdf:type"), curie(kind)):
                proofs = alone.quads_for_pattern(quad.subject, curie("prov:wasDerivedFrom"), None)
                quoted = {each.subject for each in alone.quads_for_pattern(None, curie("oa:exact"), None)}
                assert set() < {each.object for each in proofs} <= quoted
        for concluded in ("te:rank", "te:verdict", "te:independentSources", "te:recomputed"):
            assert not list(alone.quads_for_pattern(None, curie(concluded), None))
        assert not list(alone.quads_for_pattern(None, curie("rdf:type"), curie("te:Difference")))


def test_what_several_articles_say_stands_in_the_graph_of_each() -> None:
    store = Store()
    store.extend(by_article(sample_store()))
    metric = NamedNode(f"{BASE}metric/76a3865e40594483")
    said = {quad.graph_name for quad in store.quads_for_pattern(metric, curie("te:value"), None)}
    ids = ("autumn-2024-calendar", "ciie-6-close", "ciie-7-results", "ciie-in-figures")
    assert said == {NamedNode(f"{BASE}article/{each}") for each in ids}
    for quad in store.quads_for_pattern(metric, curie("prov:wasDerivedFrom"), None):
        assert str(quad.object).startswith(f"{str(quad.graph_name)[:-1]}#char=")


def test_one_query_tells_the_articles_apart() -> None:
    store = Store()
    store.extend(by_article(sample_store()))
    query = "SELECT ?g (COUNT(?m) AS ?n) { GRAPH ?g { ?m a <https://w3id.org/trade-event#Metric> } } GROUP BY ?g"
    rows = store.query(query)
    assert isinstance(rows, QuerySolutions)
    counts = {str(row["g"]).strip("<>"): str(row["n"]) for row in rows}
    assert counts[f"{BASE}article/canton-126-close"].startswith('"6"')


@pytest.mark.parametrize("to", ["trig", "nq"])
def test_both_syntaxes_hold_the_same_graphs(tmp_path: Path, to: str) -> None:
    export(odd_store(), to, tmp_path / f"g.{to}")
    assert graphs(parse(path=str(tmp_path / f"g.{to}"))) == graphs(by_article(odd_store()))


@pytest.mark.parametrize("to", ["trig", "nq"])
def test_it_is_read_as_one_graph_and_conforms(tmp_path: Path, to: str) -> None:
    export(sample_store(), to, tmp_path / f"g.{to}")
    assert set(all_triples(load_store(tmp_path / f"g.{to}"))) == set(all_triples(sample_store()))
    assert fast_validate(tmp_path / f"g.{to}").conforms


@pytest.mark.skipif(shutil.which("serdi") is None, reason="serdi is not installed")
@pytest.mark.parametrize("to", ["trig", "nq"])
def test_serd_reads_the_same_statements(tmp_path: Path, to: str) -> None:
    export(sample_store(), to, tmp_path / f"g.{to}")
    syntax = {"trig": "trig", "nq": "nquads"}[to]
    done = subprocess.run(
        ["serdi", "-i", syntax, "-o", "nquads", str(tmp_path / f"g.{to}")], capture_output=True, check=True
    )
    assert graphs(parse(done.stdout, format=RdfFormat.N_QUADS)) == graphs(by_article(sample_store()))


@pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper is not installed")
@pytest.mark.parametrize("to", ["trig", "nq"])
def test_raptor_reads_the_same_statements(tmp_path: Path, to: str) -> None:
    export(sample_store(), to, tmp_path / f"g.{to}")
    syntax = {"trig": "trig", "nq": "nquads"}[to]
    done = subprocess.run(
        ["rapper", "-q", "-i", syntax, "-o", "nquads", str(tmp_path / f"g.{to}")], capture_output=True, check=True
    )
    assert graphs(parse(done.stdout, format=RdfFormat.N_QUADS)) == graphs(by_article(sample_store()))
