"""One part of the graph as it is kept: all about one fair, or the figures about one country, through the gate.

No part needs another. What several of them refer to (bodies, people, cities, articles) is told by each as far as it
knows, and put together by `join` when all parts are there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg.graph.codes import code_lists
from kg.graph.curies import curie
from kg.graph.infer import infer
from kg.graph.iris import Iris
from kg.graph.nodes import Nodes, Spelling, name_triples
from kg.graph.store import all_triples, make_store
from kg.graph.triples import triples
from kg.graph.turtle import Block, blocks
from kg.graph.validate import quarantine
from kg.model import CountryRef, EditionRef, Facts, FairRef, Finding, Subject
from kg.registry import Registry
from kg.resolve import ResolvedReading

ARTICLES = "articles"  # the part that describes the articles themselves
_NAMES = (curie("rdfs:label"), curie("skos:altLabel"))
# Nodes of these classes are told of by many parts; a part has only what it needs of them.
_SHARED = ("te:Article", "te:Organizer", "prov:Agent", "te:City")


@dataclass(frozen=True, slots=True)
class Shared:
    """What a part says of a node that other parts speak of too, as N-Triples, without its names."""

    subject: str
    data: str


@dataclass(frozen=True, slots=True)
class Fragment:
    """A part of the graph that conforms: its own nodes, what it says of shared ones, and what was found."""

    name: str
    blocks: tuple[Block, ...]
    shared: tuple[Shared, ...]
    spellings: tuple[Spelling, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What all parts say of one shared node: their N-Triples, and how often each of its names is used."""

    subject: str
    data: tuple[str, ...]
    uses: Mapping[str, int]


def of_fair(reading: ResolvedReading, refs: Collection[FairRef]) -> ResolvedReading:
    """Cut a reading down to what it says of one fair, which it knows as `refs`."""
    return replace(
        reading,
        fairs=tuple(seen for seen in reading.fairs if seen.ref in refs),
        editions=tuple(seen for seen in reading.editions if seen.ref.fair in refs),
        mentioned=tuple(ref for ref in reading.mentioned if ref in refs),
        claims=tuple(claim for claim in reading.claims if _fair_of(claim.subject) in refs),
        metrics=tuple(metric for metric in reading.metrics if _fair_of(metric.about) in refs),
        deals=tuple(deal for deal in reading.deals if deal.edition.fair in refs),
        findings=(),
    )


def of_country(reading: ResolvedReading, alpha2: str) -> ResolvedReading:
    """Cut a reading down to what it says of a country itself."""
    return ResolvedReading(
        reading.article, metrics=tuple(metric for metric in reading.metrics if metric.about == CountryRef(alpha2))
    )


def _fair_of(subject: Subject) -> FairRef | None:
    match subject:
        case EditionRef():
            return subject.fair
        case FairRef():
            return subject
        case CountryRef():
            return None


def publish(name: str, facts: Facts, registry: Registry, base: str) -> Fragment:
    """Write facts as a part of the graph: with what follows from them, and without what breaks a shape."""
    nodes = Nodes(Iris(base), registry)
    store = make_store(triples(facts, registry, base, nodes))
    infer(store)
    gate = quarantine(store)
    common = {
        quad.subject
        for kind in _SHARED
        for quad in gate.graph.quads_for_pattern(None, curie("rdf:type"), curie(kind))
        if isinstance(quad.subject, NamedNode)
    }
    left: Collection[object] = common if name == ARTICLES else common | _concepts()
    names = {(t.subject, t.object) for t in _of(gate.graph, common) if t.predicate in _NAMES}
    return Fragment(
        name,
        tuple(blocks((t for t in all_triples(gate.graph) if t.subject not in left), base)),
        tuple(Shared(node.value, _data(name, gate.graph, node)) for node in sorted(common, key=str)),
        tuple(each for each in nodes.spellings() if (NamedNode(each.node), Literal(each.text)) in names),
        (*facts.findings, *gate.findings),
    )


@cache
def _concepts() -> frozenset[NamedNode]:
    """Return the nodes of the code lists, which stand in the graph once."""
    return frozenset(t.subject for t in code_lists() if isinstance(t.subject, NamedNode))


def _of(store: Store, nodes: Iterable[NamedNode]) -> Iterable[Triple]:
    return (quad.triple for node in nodes for quad in store.quads_for_pattern(node, None, None))


def _data(part: str, store: Store, node: NamedNode) -> str:
    """Write what a part tells of a shared node: names are counted over all parts, articles have one of their own."""
    rows = _of(store, [node])
    if Quad(node, curie("rdf:type"), curie("te:Article")) not in store:
        rows = (t for t in rows if t.predicate not in _NAMES)
    elif part != ARTICLES:
        rows = (t for t in rows if t.predicate == curie("schema:mentions"))
    return "".join(sorted(f"{t} .\n" for t in rows))


def join(nodes: Iterable[Gathered], base: str) -> list[Block]:
    """Write shared nodes from what all parts say of them; one that no part describes is left out."""
    found: list[Triple] = []
    for node in nodes:
        told = [quad.triple for data in node.data for quad in parse(data, format=RdfFormat.N_TRIPLES)]
        if any(t.predicate == curie("rdf:type") for t in told):
            found += told
            if node.uses:
                found += name_triples(NamedNode(node.subject), node.uses)
    return blocks(found, base)
