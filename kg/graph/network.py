"""The graph for network analysis: typed nodes and edges with plain values, not raw triples.

Nodes are fairs, editions, organizers, countries, cities, metrics, deals, articles and the speakers who are quoted.
Claims and evidence become edges to the article, with the quote and its offsets. Numbers that are measured are floats,
so that each attribute has one type throughout; the exact decimals are in the graph itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter

import networkx as nx
from pyoxigraph import Store

from kg.graph.index import Index
from kg.graph.turtle import natural_key

Value = str | int | float | bool
Attributes = dict[str, Value]

# The kinds of nodes in their order, and the class of each.
KINDS: Mapping[str, str] = {
    "fair": "te:Fair",
    "edition": "te:Edition",
    "organizer": "te:Organizer",
    "country": "te:Country",
    "city": "te:City",
    "metric": "te:Metric",
    "deal": "te:Deal",
    "article": "te:Article",
    "speaker": "prov:Agent",
}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "edition": {
        "start_date": "te:startDate",
        "end_date": "te:endDate",
        "venue": "te:venue",
        "theme": "te:theme",
        "mode": "te:mode",
    },
    "country": {"alpha2": "te:alpha2", "alpha3": "te:alpha3"},
    "metric": {
        "indicator": "te:indicator",
        "unit": "te:unit",
        "bound": "te:bound",
        "status": "te:status",
        "scope": "te:scope",
        "scope_of": "te:scopeOf",
        "basis": "te:basis",
        "rank": "te:rank",
        "ranked_by": "te:rankedBy",
        "rule": "prov:wasGeneratedBy",
    },
    "deal": {"unit": "te:unit"},
    "article": {
        "identifier": "schema:identifier",
        "published": "schema:datePublished",
        "publisher": "schema:publisher",
        "url": "schema:url",
        "sha256": "te:sha256",
    },
}
_WHOLE: Mapping[str, Mapping[str, str]] = {
    "fair": {"founded": "te:foundedYear"},
    "edition": {"ordinal": "te:ordinal", "year": "te:year"},
    "metric": {"independent_sources": "te:independentSources"},
    "deal": {"independent_sources": "te:independentSources"},
}
_MEASURED: Mapping[str, Mapping[str, str]] = {"metric": {"value": "te:value"}, "deal": {"value": "te:value"}}

# Properties whose objects are nodes of the network, and the kind of edge that each makes.
LINKS: Mapping[str, str] = {
    "te:editionOf": "edition_of",
    "te:precededBy": "preceded_by",
    "te:city": "held_in",
    "te:guestCountry": "guest",
    "te:participantCountry": "participant",
    "te:host": "hosted_by",
    "te:coOrganizer": "co_organized_by",
    "te:supporter": "supported_by",
    "te:about": "about",
    "te:scopeOf": "scope_of",
    "te:party": "party",
    "prov:wasAttributedTo": "said_by",
    "schema:mentions": "mentions",
    "te:copyOf": "copy_of",
}
_ROLES = ("te:host", "te:coOrganizer", "te:supporter")
_SIGNS = {"min": "≥ ", "max": "≤ ", "approx": "≈ "}


@dataclass(frozen=True, slots=True)
class _Edge:
    source: str
    target: str
    kind: str
    key: str
    attributes: Attributes = field(default_factory=dict)


def to_networkx(store: Store) -> nx.MultiDiGraph[str]:
    """Return the graph as a network: a node an IRI, with `kind`, `label`, `iri` and its values.

    Edges are keyed by their `kind` (`edition_of`, `held_in`, `organized_by`, `preceded_by`, `about`, ...), those to
    articles (`derived_from`, `stated_in`) by kind and place, since one article may prove a statement twice. Figures
    that differ from a published one lead to it (`differs_from`), with the kind of difference. Nodes and edges come in
    a fixed order.

    >>> len(to_networkx(Store()))
    0
    """
    index = Index.of(store)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for kind, class_ in KINDS.items():
        for node in sorted(index.instances(class_), key=natural_key):
            if node not in graph:
                graph.add_node(
                    node, kind=kind, label=_label(index, node, kind), iri=node, **_values(index, node, kind)
                )
    for node in list(graph):
        edges = [edge for edge in _edges(index, node, graph.nodes[node]["kind"]) if edge.target in graph]
        for edge in sorted(edges, key=attrgetter("kind", "target", "key")):
            graph.add_edge(edge.source, edge.target, key=edge.key, kind=edge.kind, **edge.attributes)
    return graph


def _label(index: Index, node: str, kind: str) -> str:
    if kind == "metric":
        sign = _SIGNS.get(index.text(node, "te:bound"), "")
        amount = [index.text(node, "te:value"), index.text(node, "te:unit").replace("count", "")]
        said = f"{sign}{' '.join(part for part in amount if part)}" if amount[0] else "change"
        return f"{index.text(node, 'te:indicator')}: {said}"
    if kind == "deal":
        return " and ".join(index.text(party, "rdfs:label") or party for party in index.nodes(node, "te:party"))
    return index.text(node, "rdfs:label") or node


def _values(index: Index, node: str, kind: str) -> Attributes:
    values: dict[str, Value | None] = {name: index.text(node, p) for name, p in _WORDS.get(kind, {}).items()}
    values |= {name: index.whole(node, p) for name, p in _WHOLE.get(kind, {}).items()}
    values |= {name: index.number(node, p) for name, p in _MEASURED.get(kind, {}).items()}
    if kind == "fair":
        values["aliases"] = "; ".join(term.value for term in index.get(node, "skos:altLabel"))
    if kind == "metric":
        values["derived"] = bool(index.get(node, "prov:wasGeneratedBy"))
        for change in index.nodes(node, "te:change"):
            values["change_direction"] = index.text(change, "te:direction")
            values |= {f"change_{m}": index.number(change, f"te:{m}") for m in ("percent", "absolute", "factor")}
        for also in index.nodes(node, "te:alternateValue"):
            values |= {"also_value": index.number(also, "te:value"), "also_unit": index.text(also, "te:unit")}
    return {name: value for name, value in values.items() if value is not None and value != ""}


def _edges(index: Index, node: str, kind: str) -> Iterator[_Edge]:
    for name, link in LINKS.items():
        yield from (_Edge(node, target, link, link) for target in index.nodes(node, name))
    place = "located_in" if kind == "city" else "held_in"
    yield from (_Edge(node, target, place, place) for target in index.nodes(node, "te:country"))
    in_a_role = {target for role in _ROLES for target in index.nodes(node, role)}
    for target in index.nodes(node, "te:organizer"):
        if target not in in_a_role:
            yield _Edge(node, target, "organized_by", "organized_by")
    for change in index.nodes(node, "te:change"):
        for target in index.nodes(change, "te:comparedWith"):
            yield _Edge(node, target, "compared_with", "compared_with")
    for source in index.nodes(node, "prov:wasDerivedFrom"):
        yield _Edge(node, source, "derived_from", "derived_from")
        yield from _quotes(index, node, source, "derived_from", {})
    for difference in index.differences.get(node, ()):
        relative = index.number(difference, "te:relativeDifference")
        why: Attributes = {"difference": index.text(difference, "te:differenceKind")}
        why |= {} if relative is None else {"relative_difference": relative}
        for target in index.nodes(difference, "te:preferredStatement"):
            yield _Edge(node, target, "differs_from", "differs_from", why)
    for claim in index.claims.get(node, ()):
        said = {
            "predicate": "".join(iri.rpartition("#")[2] for iri in index.nodes(claim, "rdf:predicate")[:1]),
            "value": index.text(claim, "rdf:object"),
            "rank": index.text(claim, "te:rank"),
        }
        for source in index.nodes(claim, "prov:wasDerivedFrom"):
            yield from _quotes(index, node, source, "stated_in", said)


def _quotes(index: Index, node: str, source: str, kind: str, said: Mapping[str, str]) -> Iterator[_Edge]:
    """Lead from a node to the articles of its evidence; a source that is no evidence leads to none."""
    start, end = index.whole(source, "oa:start"), index.whole(source, "oa:end")
    attributes: Attributes = {**said, "quote": index.text(source, "oa:exact")}
    attributes |= {} if start is None or end is None else {"char_start": start, "char_end": end}
    key = " ".join([kind, *(said[name] for name in ("predicate", "value") if name in said), f"{start}-{end}"])
    for article in index.nodes(source, "te:article"):
        yield _Edge(node, article, kind, key, {name: value for name, value in attributes.items() if value != ""})
