"""What is said of a node, and of the service itself, as RDF in the form that a program asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, RdfFormat, Store, Triple, serialize

from kg.graph.curies import curie
from kg.graph.turtle import turtle
from kg.graph.vocab import PREFIXES

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_MOST_POINTING = 500


@dataclass(frozen=True, slots=True)
class Form:
    """A form of RDF: the short name by which a person asks for it, and the media type."""

    name: str
    syntax: RdfFormat

    @property
    def content_type(self) -> str:
        """The media type as it is sent."""
        media_type = self.syntax.media_type
        return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


_FORMS = (
    Form("ttl", RdfFormat.TURTLE),
    Form("jsonld", RdfFormat.JSON_LD),
    Form("nt", RdfFormat.N_TRIPLES),
    Form("rdf", RdfFormat.RDF_XML),
    Form("nq", RdfFormat.N_QUADS),
    Form("trig", RdfFormat.TRIG),
)
_BY_NAME = {form.name: form for form in _FORMS}
# By media type; the two last are old names.
RDF_FORMS = {form.syntax.media_type: form for form in _FORMS} | {
    "application/json": _BY_NAME["jsonld"],
    "application/x-turtle": _BY_NAME["ttl"],
}
RDF_NAMES = tuple(_BY_NAME)


def form_named(name: str) -> Form:
    """Return a form by its short name or its media type. Raises `KeyError` where there is none."""
    return _BY_NAME.get(name) or RDF_FORMS[name]


def describe_node(store: Store, node: NamedNode, base: str, form: Form) -> bytes | None:
    """Write what a graph says of a node, None where it says nothing.

    That is: its statements, those of the nodes that are parts of it by their IRIs (`node#part`), the first 500 that
    point at it, and the names of all that are met there.
    """
    own = [quad.triple for quad in store.quads_for_pattern(node, None, None, None)]
    pointing = [quad.triple for quad in islice(store.quads_for_pattern(None, None, node, None), _MOST_POINTING)]
    if not own and not pointing:
        return None
    inside = {t.subject for t in pointing if isinstance(t.subject, NamedNode) and _is_part(t.subject, node)}
    own += [quad.triple for part in inside for quad in store.quads_for_pattern(part, None, None, None)]
    said = dict.fromkeys((*own, *pointing))
    others = dict.fromkeys(term for t in said for term in (t.subject, t.object) if isinstance(term, NamedNode))
    named = (
        quad.triple for term in others for quad in store.quads_for_pattern(term, curie("rdfs:label"), None, None)
    )
    return write(dict.fromkeys((*said, *named)), base, form)


def write(triples: Iterable[Triple], base: str, form: Form) -> bytes:
    """Write triples in a form; Turtle is sorted and made for reading."""
    if form.syntax == RdfFormat.TURTLE:
        return turtle(triples, base)
    prefixes = dict(PREFIXES) if form.syntax in (RdfFormat.RDF_XML, RdfFormat.TRIG) else None
    return serialize(triples, format=form.syntax, prefixes=prefixes) or b""


def _is_part(node: NamedNode, whole: NamedNode) -> bool:
    return node.value.startswith(f"{whole.value}#")


def describe_service(address: str, triples: int, form: Form) -> bytes:
    """Write the description of the endpoint at an address, in the terms of SPARQL 1.1 Service Description."""
    service, dataset, graph = BlankNode("service"), BlankNode("dataset"), BlankNode("graph")
    formats = (QueryResultsFormat.JSON, QueryResultsFormat.XML, QueryResultsFormat.CSV, QueryResultsFormat.TSV)
    said = [
        Triple(service, curie("rdf:type"), _sd("Service")),
        Triple(service, _sd("endpoint"), NamedNode(address)),
        *(Triple(service, _sd("supportedLanguage"), _sd(name)) for name in ("SPARQL10Query", "SPARQL11Query")),
        *(Triple(service, _sd("resultFormat"), NamedNode(each.iri)) for each in formats),
        *(Triple(service, _sd("resultFormat"), NamedNode(each.syntax.iri)) for each in _FORMS),
        Triple(service, _sd("defaultDataset"), dataset),
        Triple(dataset, curie("rdf:type"), _sd("Dataset")),
        Triple(dataset, _sd("defaultGraph"), graph),
        Triple(graph, curie("rdf:type"), _sd("Graph")),
        Triple(graph, NamedNode(f"{_VOID}triples"), Literal(triples)),
    ]
    prefixes = {"sd": _SD, "void": _VOID}
    return serialize(said, format=form.syntax, prefixes=None if form.syntax == RdfFormat.JSON_LD else prefixes) or b""


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)
