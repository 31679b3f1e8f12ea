"""The code lists of the ontology, which stand in every graph: it tells by itself what its codes mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.graph.curies import curie
from kg.graph.literals import text_literal
from kg.graph.vocab import BOUNDS, DIFFERENCE_KINDS, INDICATORS, MODES, RANK_RULES, SCOPES, STATUSES, VERDICTS
from kg.resources import resource

_LISTS = (INDICATORS, BOUNDS, STATUSES, SCOPES, MODES, RANK_RULES, DIFFERENCE_KINDS, VERDICTS)
_TOLD = ("rdf:type", "rdfs:label", "skos:notation", "skos:definition")


def code(codes: Mapping[str, str], notation: str) -> NamedNode | Literal:
    """Return the concept of a notation; a notation that the list lacks stays a word, for the shapes to refuse.

    >>> str(code(SCOPES, "first-time")), str(code(MODES, "by post"))
    ('<https://w3id.org/trade-event#scope-first-time>', '"by post"')
    """
    iri = codes.get(notation)
    return text_literal(notation) if iri is None else NamedNode(iri)


@cache
def code_lists() -> tuple[Triple, ...]:
    """Return what the ontology tells of its concepts: class, label, notation and definition."""
    concepts = {iri for codes in _LISTS for iri in codes.values()}
    told = {curie(name) for name in _TOLD}
    return tuple(
        quad.triple
        for quad in _quads()
        if isinstance(quad.subject, NamedNode) and quad.subject.value in concepts and quad.predicate in told
    )


def _quads() -> Iterator[Quad]:
    return parse(path=resource("ontology") / "trade-event.ttl", format=RdfFormat.TURTLE)
