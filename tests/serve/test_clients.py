"""Programs of others that ask the endpoint, each as its users do."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.dom.minidom import Document

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from running import Running
from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, URLENCODED, XML
from SPARQLWrapper import SPARQLWrapper as Wrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

TE = "https://w3id.org/trade-event#"
CIIE = "https://example.org/kg/fair/ciie"
FAIRS = f"SELECT ?fair ?label WHERE {{ ?fair a <{TE}Fair> ; rdfs:label ?label }} ORDER BY ?label"
DESCRIBE = f"DESCRIBE <{CIIE}>"
CONSTRUCT = f"CONSTRUCT {{ ?e <{TE}editionOf> ?f }} WHERE {{ ?e <{TE}editionOf> ?f }}"
NODE = Path(__file__).parents[1] / "clients/node_modules"


def wrapper(server: Running, query: str, form: str, method: str = GET, way: str = URLENCODED) -> Wrapper:
    made = Wrapper(server.sparql, returnFormat=form)
    made.setMethod(method)
    made.setRequestMethod(way)
    made.setQuery(query)
    return made


WAYS = {"get": (GET, URLENCODED), "form": (POST, URLENCODED), "direct": (POST, POSTDIRECTLY)}


@pytest.mark.parametrize("way", WAYS)
def test_sparqlwrapper_gets_rows(server: Running, way: str) -> None:
    rows: Any = wrapper(server, FAIRS, JSON, *WAYS[way]).queryAndConvert()
    labels = [row["label"]["value"] for row in rows["results"]["bindings"]]
    assert "China International Import Expo" in labels
    tree: Any = wrapper(server, FAIRS, XML, *WAYS[way]).queryAndConvert()
    assert isinstance(tree, Document)
    assert len(tree.getElementsByTagName("result")) == len(labels)
    for form in (CSV, TSV):
        text: Any = wrapper(server, FAIRS, form, *WAYS[way]).queryAndConvert()
        assert len(text.decode().splitlines()) == len(labels) + 1


@pytest.mark.parametrize("way", WAYS)
def test_sparqlwrapper_asks(server: Running, way: str) -> None:
    for query, expected in ((f"ASK {{ <{CIIE}> a <{TE}Fair> }}", True), (f"ASK {{ <{CIIE}> a <urn:x> }}", False)):
        answer: Any = wrapper(server, query, JSON, *WAYS[way]).queryAndConvert()
        assert answer["boolean"] is expected


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # SPARQLWrapper makes one
@pytest.mark.parametrize("query", [DESCRIBE, CONSTRUCT])
@pytest.mark.parametrize(("form", "syntax"), [(TURTLE, "turtle"), (N3, "turtle"), (RDFXML, None), (JSONLD, None)])
def test_sparqlwrapper_gets_graphs(server: Running, query: str, form: str, syntax: str | None) -> None:
    answer: Any = wrapper(server, query, form).queryAndConvert()
    graph = answer if syntax is None else rdflib.Graph().parse(data=answer, format=syntax)
    assert len(graph) > 5


def test_sparqlwrapper_is_told_what_is_wrong(server: Running) -> None:
    with pytest.raises(QueryBadFormed, match="not SPARQL"):
        wrapper(server, "SELECT", JSON).query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
def test_the_store_of_rdflib(server: Running, method: Any, form: str) -> None:
    store = SPARQLStore(server.sparql, method=method, returnFormat=form)
    graph = rdflib.Graph(store)
    rows = [row for row in graph.query(FAIRS) if isinstance(row, rdflib.query.ResultRow)]
    assert "China International Import Expo" in {str(row.label) for row in rows}
    if form in ("xml", "json"):
        assert (rdflib.URIRef(CIIE), rdflib.RDF.type, rdflib.URIRef(f"{TE}Fair")) in graph


def test_the_store_of_rdflib_gets_graphs(server: Running) -> None:
    graph = rdflib.Graph(SPARQLStore(server.sparql, returnFormat="xml"))
    # rdflib asks for rows and for graphs alike.
    assert len(list(graph.triples((rdflib.URIRef(CIIE), None, None)))) > 3


def comunica(server: Running, query: str, form: str) -> str:
    program = NODE / ".bin/comunica-sparql"
    done = subprocess.run(
        [str(shutil.which("node")), str(program), f"sparql@{server.sparql}", "-q", query, "-t", form],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


needs_comunica = pytest.mark.skipif(
    not (NODE / "@comunica").is_dir() or shutil.which("node") is None, reason="`npm ci` was not run in tests/clients"
)


@needs_comunica
def test_comunica_gets_rows(server: Running) -> None:
    query = f"PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> {FAIRS}"
    rows: list[Mapping[str, str]] = json.loads(comunica(server, query, "application/json"))
    assert '"China International Import Expo"' in {row["label"] for row in rows}


@needs_comunica
def test_comunica_asks_and_gets_graphs(server: Running) -> None:
    assert "true" in comunica(server, f"ASK {{ <{CIIE}> a <{TE}Fair> }}", "application/sparql-results+json")
    graph = rdflib.Graph().parse(data=comunica(server, CONSTRUCT, "text/turtle"), format="turtle")
    assert len(graph) > 5


@needs_comunica
def test_comunica_follows_iris_of_nodes(server: Running, sample: Path) -> None:
    """It finds the triples by fetching the description of a node, without the endpoint."""
    done = subprocess.run(
        [
            *(str(shutil.which("node")), str(NODE / ".bin/comunica-sparql"), f"{server.url}fair/ciie"),
            *("-q", f"SELECT ?label WHERE {{ <{CIIE}> <http://www.w3.org/2000/01/rdf-schema#label> ?label }}"),
            *("-t", "text/csv"),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.splitlines() == ["label", "China International Import Expo"]
