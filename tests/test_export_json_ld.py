"""JSON-LD: short names by a context that is tested against the ontology, and the same triples when it is expanded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odd_graph import odd_store, sample_store
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from kg.exports import context_source
from kg.exports.json_ld import jsonld
from kg.graph.curies import curie
from kg.graph.store import all_triples, make_store
from kg.graph.vocab import te
from kg.resources import resource

pyld = pytest.importorskip("pyld", reason="pyld is not installed")


def offline(url: str, options: object) -> Any:
    raise AssertionError(f"{url} would be fetched")


def expanded(data: bytes) -> set[Triple]:
    """Read a document by pyld, which may fetch nothing."""
    options = {"format": "application/n-quads", "documentLoader": offline}
    text = pyld.jsonld.to_rdf(json.loads(data), options)
    return {quad.triple for quad in pyoxigraph.parse(text, format=RdfFormat.N_QUADS)}


def test_the_context_is_what_the_ontology_gives() -> None:
    written = (resource("ontology") / context_source.FILE).read_text(encoding="utf-8")
    anew = context_source.file_text(resource("ontology"))
    assert written == anew, "run `python -m kg.exports.context_source` after a change of the ontology"


def test_every_class_and_property_of_the_ontology_has_a_name() -> None:
    terms = json.loads((resource("ontology") / context_source.FILE).read_text(encoding="utf-8"))["@context"]
    whole = {term.get("@id") if isinstance(term, dict) else term for term in terms.values()}
    assert {f"te:{name}" for name in vars(te) if not name.startswith("__")} <= whole


def test_a_new_term_of_the_ontology_reaches_the_context(tmp_path: Path) -> None:
    for path in resource("ontology").glob("*.ttl"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "more.ttl").write_text(
        "<https://w3id.org/trade-event#area> a <http://www.w3.org/2002/07/owl#DatatypeProperty> ;"
        " <http://www.w3.org/2000/01/rdf-schema#range> <http://www.w3.org/2001/XMLSchema#decimal> ;"
        " <http://www.w3.org/2000/01/rdf-schema#isDefinedBy> <https://w3id.org/trade-event> ."
    )
    assert context_source.context(tmp_path)["area"] == {"@id": "te:area", "@type": "xsd:decimal"}


def test_bare_names_are_those_of_schema_org() -> None:
    document = {**json.loads((resource("ontology") / context_source.FILE).read_text(encoding="utf-8"))}
    document |= {"@id": "https://example.org/x", "type": "ExhibitionEvent", "keywords": "tea", "headline": "Tea"}
    (node,) = pyld.jsonld.expand(document, {"documentLoader": offline})
    assert node["@type"] == ["https://schema.org/ExhibitionEvent"]
    assert {"https://schema.org/keywords", "https://schema.org/headline"} <= set(node)


@pytest.mark.parametrize("store", [odd_store, sample_store])
def test_pyld_expands_it_to_the_same_triples(store: Any) -> None:
    assert expanded(jsonld(store())) == set(all_triples(store()))


def test_every_name_in_the_document_is_short() -> None:
    names: set[str] = set()

    def visit(value: Any) -> None:
        if isinstance(value, dict):
            names.update(value)
            for each in value.values():
                visit(each)
        elif isinstance(value, list):
            for each in value:
                visit(each)

    visit(json.loads(jsonld(sample_store()))["@graph"])
    assert not {name for name in names if ":" in name}
    assert {"editions", "figures", "claims", "quotes", "value", "change"} <= names


def test_each_node_stands_once() -> None:
    ids: list[str] = []

    def visit(node: Any) -> None:
        if isinstance(node, dict):
            if len(node) > 1 and "id" in node:
                ids.append(node["id"])
            for each in node.values():
                visit(each)
        elif isinstance(node, list):
            for each in node:
                visit(each)

    visit(json.loads(jsonld(sample_store()))["@graph"])
    assert len(ids) == len(set(ids))
    assert len(ids) == len({triple.subject for triple in all_triples(sample_store())})


NODES = [NamedNode(f"https://example.org/kg/{path}") for path in ("fair/a", "edition/a/1", "metric/b", "article/c")]
NODES += [NamedNode("https://example.org/kg/article/c#char=1,2"), NamedNode("http://other.example/x:y?z#a")]
LINKS = ["te:editionOf", "te:about", "rdf:subject", "te:article", "te:change", "schema:mentions", "rdf:object"]
VALUES = ["te:value", "te:ordinal", "te:startDate", "rdfs:label", "te:scopeOf", "oa:start", "schema:url"]
KINDS = [
    "te:Fair",
    "te:Edition",
    "te:Metric",
    "te:Claim",
    "te:Evidence",
    "te:Article",
    "schema:Country",
    "te:Country",
]
DATATYPES = ["xsd:string", "xsd:decimal", "xsd:integer", "xsd:date", "xsd:gYearMonth", "xsd:anyURI", "xsd:gYear"]

nodes = st.sampled_from(NODES)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(["7", "007", "-0", "6.70"])
literals = st.builds(lambda text, kind: Literal(text, datatype=curie(kind)), texts, st.sampled_from(DATATYPES))
tagged = st.builds(lambda text, tag: Literal(text, language=tag), texts, st.sampled_from(["en", "de"]))
typings = st.builds(lambda s, k: Triple(s, curie("rdf:type"), curie(k)), nodes, st.sampled_from(KINDS))
linked = st.builds(lambda s, p, o: Triple(s, curie(p), o), nodes, st.sampled_from(LINKS + VALUES), nodes)
valued = st.builds(lambda s, p, o: Triple(s, curie(p), o), nodes, st.sampled_from(LINKS + VALUES), literals | tagged)


@given(st.lists(typings | linked | valued, max_size=25))
@settings(deadline=None, max_examples=150)
def test_any_graph_comes_back(triples: list[Triple]) -> None:
    store = make_store(triples)
    assert expanded(jsonld(store)) == set(all_triples(store))
