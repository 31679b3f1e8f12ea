from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple, serialize
from rdflib.compare import isomorphic
from sample import FACTS, registry

from kg.errors import NotABuildError, SourceError
from kg.graph.curies import curie
from kg.graph.store import all_triples, base_of, load_store, make_store, to_rdflib, write_turtle
from kg.graph.triples import triples
from kg.model import Facts


@pytest.fixture
def store() -> Store:
    return make_store(triples(FACTS, registry()))


def test_a_store_holds_each_triple_once() -> None:
    one = Triple(curie("te:Edition"), curie("rdfs:label"), Literal("x"))
    assert list(all_triples(make_store([one, one]))) == [one]
    assert len(make_store([])) == 0


@pytest.mark.parametrize("given_as", ["directory", "file", "text"])
def test_a_build_is_read_back(store: Store, tmp_path: Path, given_as: str) -> None:
    path = tmp_path / "graph.ttl"
    path.write_bytes(write_turtle(store))
    given: dict[str, Path | str] = {"directory": tmp_path, "file": path, "text": str(tmp_path)}
    read = load_store(given[given_as])
    assert set(all_triples(read)) == set(all_triples(store))
    assert write_turtle(read) == path.read_bytes()


@pytest.mark.parametrize(
    ("name", "syntax"), [("g.nt", RdfFormat.N_TRIPLES), ("g.rdf", RdfFormat.RDF_XML), ("g.jsonld", RdfFormat.JSON_LD)]
)
def test_files_of_other_syntaxes_are_read_by_their_names(
    store: Store, tmp_path: Path, name: str, syntax: RdfFormat
) -> None:
    path = tmp_path / name
    quads = list(store) if syntax.supports_datasets else list(all_triples(store))
    path.write_bytes(serialize(quads, format=syntax) or b"")
    assert set(all_triples(load_store(path))) == set(all_triples(store))


def test_named_graphs_are_read_as_one(tmp_path: Path) -> None:
    (tmp_path / "g.nq").write_text("<a:s> <a:p> <a:o> <a:g> .\n<a:s> <a:p> <a:o> .\n<a:s> <a:p> <a:x> <a:h> .\n")
    text = write_turtle(load_store(tmp_path / "g.nq")).decode()
    assert text.count("<a:o>") == 1
    assert text.count("<a:x>") == 1


def test_a_directory_that_is_no_build(tmp_path: Path) -> None:
    with pytest.raises(NotABuildError, match="kg build"):
        load_store(tmp_path)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("g.txt", "", r"g\.txt: not the name of an RDF file"),
        ("none", None, "none: not the name of an RDF file"),
        ("missing.ttl", None, r"missing\.ttl: cannot be read"),
        ("g.ttl", "<a:s> <a:p> ", r"g\.ttl: not Turtle: .*"),
        ("g.ttl", "\x00\x01", r"g\.ttl: not Turtle: .*"),
        ("g.nt", "<s> <p> <o> .", r"g\.nt: not N-Triples: .*"),
    ],
)
def test_files_that_are_no_graph(tmp_path: Path, name: str, text: str | None, message: str) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    with pytest.raises(SourceError, match=message) as caught:
        load_store(tmp_path / name)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("base", ["https://data.example.net/x/", "http://localhost:80/", "https://example.net/a#"])
def test_the_base_is_known_from_the_nodes(base: str) -> None:
    assert base_of(make_store(triples(FACTS, registry(), base))) == base


def test_a_graph_without_data_has_the_default_base() -> None:
    assert base_of(make_store(triples(Facts(), registry()))) == "https://example.org/kg/"
    assert write_turtle(Store()) == b"@base <https://example.org/kg/> .\n"


def test_rdflib_gets_the_same_triples_with_prefixes(store: Store) -> None:
    graph = to_rdflib(store)
    parsed = rdflib.Graph().parse(data=serialize(all_triples(store), format=RdfFormat.N_TRIPLES) or b"", format="nt")
    assert isomorphic(graph, parsed)
    assert dict(graph.namespaces())["te"] == rdflib.URIRef("https://w3id.org/trade-event#")
    found = graph.query('ASK { ?edition te:year "2023"^^xsd:gYear ; rdfs:label "Harbour Expo 2023 (6th)" }')
    assert found.askAnswer


def test_rdflib_gets_nodes_without_names_and_languages() -> None:
    store = Store()
    store.add(Quad(BlankNode("x"), curie("rdfs:label"), Literal("chat", language="fr")))
    store.add(Quad(NamedNode("a:s"), curie("rdf:value"), BlankNode("x")))
    graph = to_rdflib(store)
    (blank,) = graph.objects(rdflib.URIRef("a:s"))
    assert list(graph.objects(blank)) == [rdflib.Literal("chat", lang="fr")]
