"""What follows from the statements of a graph: the ontology's schema applied to it, and the rules of ontology/rules.

The schema's closure under OWL 2 RL is computed once by owlrl, over the ontology alone; of it, only what helps readers
is written to the graph: super-classes, super-properties of our own, inverses. What domains and ranges give is not: it
would type nodes that nothing describes, and the shapes could no longer see the fault. The rules are CONSTRUCT
queries and mark what they derive, see docs/decisions/0002-derived-triples.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import owlrl
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QueryTriples, Store, Triple
from rdflib import OWL, RDF, RDFS, Graph
from rdflib.term import Node, URIRef

from kg.graph.vocab import LABELS, PREFIXES, RULES, te
from kg.resources import resource

# The order of the rules in a round: what a rule reads is written by those before it.
RULE_ORDER = (
    "country-from-city",
    "previous-edition",
    "chain-by-ordinal",
    "chain-by-year",
    "previous-figure",
    "current-figure",
    "remainder",
)
SCHEMA = "schema"

_TYPE = NamedNode(str(RDF.type))
_LABEL = NamedNode(str(RDFS.label))


@dataclass(frozen=True, slots=True)
class Schema:
    """The closure of the ontology, in the parts that are applied to a graph; only entries that add something."""

    superclasses: Mapping[NamedNode, tuple[NamedNode, ...]]
    superproperties: Mapping[NamedNode, tuple[NamedNode, ...]]
    inverses: Mapping[NamedNode, tuple[NamedNode, ...]]


@dataclass(frozen=True, slots=True)
class InferenceReport:
    """What was added to a graph: the derived triples, sorted, and how many came from `schema` and from each rule."""

    derived: tuple[Triple, ...]
    counts: Mapping[str, int]


@cache
def schema() -> Schema:
    """Return the closure of the ontology and its alignments under OWL 2 RL, computed by owlrl on the first call."""
    graph = Graph()
    for path in sorted(resource("ontology").glob("*.ttl")):
        graph.parse(path)
    axioms = Graph()
    axioms += [triple for triple in graph if triple[1] in _AXIOMS or (triple[1] == RDF.type and triple[2] in _KINDS)]
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(axioms)
    inverses = [*axioms.subject_objects(OWL.inverseOf), *((q, p) for p, q in axioms.subject_objects(OWL.inverseOf))]
    return Schema(
        _table((c, d) for c, d in axioms.subject_objects(RDFS.subClassOf) if d not in _TOP),
        _table((p, q) for p, q in axioms.subject_objects(RDFS.subPropertyOf) if _is_ours(q)),
        _table(inverses),
    )


def infer(store: Store) -> InferenceReport:
    """Add to the default graph of `store` what follows from it, until nothing new does.

    The result depends on the triples alone, not on the order in which they came; a second call adds nothing.
    """
    derived: list[Triple] = []
    counts = dict.fromkeys((SCHEMA, *RULE_ORDER), 0)
    grew = True
    while grew:
        found = len(derived)
        for name in (SCHEMA, *RULE_ORDER, SCHEMA):
            new = apply_schema(store) if name == SCHEMA else apply_rule(store, name)
            counts[name] += len(new)
            derived += new
        grew = len(derived) > found
    return InferenceReport(tuple(sorted(derived, key=str)), counts)


def apply_rule(store: Store, name: str) -> list[Triple]:
    """Add what one rule derives from `store`, and return the triples that are new; one round, not to a fixpoint.

    With the first triple that a rule derives, the graph says what the rule's IRI means. Raises `KeyError` where there
    is no rule of that name.
    """
    rule = NamedNode(RULES[name])
    results = store.query(_query(name))
    assert isinstance(results, QueryTriples)
    found = list(results)
    if not found:
        return []
    described = [
        Triple(rule, _TYPE, NamedNode(te.Rule)),
        Triple(rule, _LABEL, Literal(LABELS[rule.value], language="en")),
    ]
    return _added(store, [*found, *described])


def apply_schema(store: Store) -> list[Triple]:
    """Add what the ontology's axioms give for the statements of `store`, and return the triples that are new."""
    closure = schema()
    new = _added(store, _of_properties(store, closure))
    return new + _added(store, _of_classes(store, closure))


def _of_properties(store: Store, closure: Schema) -> Iterator[Triple]:
    for name, supers in closure.superproperties.items():
        for s, _, o, _ in store.quads_for_pattern(None, name, None):
            yield from (Triple(s, q, o) for q in supers)
    for name, inverses in closure.inverses.items():
        for s, _, o, _ in store.quads_for_pattern(None, name, None):
            if not isinstance(o, Literal):  # left for the shapes to refuse
                yield from (Triple(o, q, s) for q in inverses)


def _of_classes(store: Store, closure: Schema) -> Iterator[Triple]:
    for name, supers in closure.superclasses.items():
        for s, _, _, _ in store.quads_for_pattern(None, _TYPE, name):
            yield from (Triple(s, _TYPE, c) for c in supers)


def _added(store: Store, triples: Iterable[Triple]) -> list[Triple]:
    """Add the triples that the default graph lacks, and return them, each once."""
    graph = DefaultGraph()
    quads = dict.fromkeys(Quad(t.subject, t.predicate, t.object, graph) for t in triples)
    new = [quad for quad in quads if quad not in store]
    store.extend(new)
    return [quad.triple for quad in new]


@cache
def _query(name: str) -> str:
    return (resource("ontology") / "rules" / f"{name}.rq").read_text(encoding="utf-8")


_AXIOMS = frozenset(
    {
        RDFS.subClassOf,
        RDFS.subPropertyOf,
        RDFS.domain,
        RDFS.range,
        OWL.inverseOf,
        OWL.disjointWith,
        OWL.equivalentClass,
    }
)
_KINDS = frozenset({OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty})
_TOP = frozenset({OWL.Thing, RDFS.Resource})


def _is_ours(node: Node) -> bool:
    return str(node).startswith(PREFIXES["te"])


def _table(pairs: Iterable[tuple[Node, Node]]) -> dict[NamedNode, tuple[NamedNode, ...]]:
    """Gather, for each of our terms, the other terms that it is paired with, sorted."""
    table: dict[str, set[str]] = {}
    for a, b in pairs:
        if a != b and _is_ours(a) and isinstance(b, URIRef):
            table.setdefault(str(a), set()).add(str(b))
    return {NamedNode(a): tuple(NamedNode(b) for b in sorted(table[a])) for a in sorted(table)}
