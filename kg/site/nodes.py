"""A page for any node that has none of its own: its statements, as they stand in the graph."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Store

from kg.answers import readable
from kg.graph.curies import compact
from kg.site.filters import anchor
from kg.site.source import Source
from kg.site.views import Asked, View

_MOST = 200
_OF = ("te:about", "rdf:subject")  # by which a statement leads to its fair or edition


@dataclass(frozen=True, slots=True)
class Line:
    """One statement: the property, and the other end of it, `iri` where that is a node."""

    property: str
    value: str
    iri: str | None


def view(source: Source, asked: Asked) -> View | None:
    """Show the statements of a node and those about it."""
    node = source.node(asked.path)
    if node is None:
        return None
    said = sorted(
        (
            _line(source, quad.predicate, quad.object)
            for quad in source.store.quads_for_pattern(node, None, None, None)
        ),
        key=lambda line: (line.property, line.value),
    )
    about = [
        _line(source, quad.predicate, quad.subject) for quad in source.store.quads_for_pattern(None, None, node, None)
    ]
    about.sort(key=lambda line: (line.property, line.value))
    values = {
        "iri": node.value,
        "kind": _kind(said),
        "of": [line for line in said if line.property in _OF],
        "place": anchor(node.value),
        "said": said[:_MOST],
        "about": about[:_MOST],
        "more": max(0, len(about) - _MOST) + max(0, len(said) - _MOST),
    }
    title = label(source.store, node)
    return View("node.html", title if title != node.value else readable(unquote(asked.path)), values)


def label(store: Store, node: NamedNode) -> str:
    """Return the label of a node, else the last steps of its IRI."""
    found = sorted(
        quad.object.value
        for quad in store.quads_for_pattern(node, NamedNode("http://www.w3.org/2000/01/rdf-schema#label"), None, None)
        if isinstance(quad.object, Literal)
    )
    return readable(found[0]) if found else node.value


def _kind(said: list[Line]) -> str:
    """Return the class of a node, that of this ontology where it has several."""
    kinds = sorted((line.value for line in said if line.property == "rdf:type"), key=lambda kind: kind[:3] != "te:")
    return kinds[0].rpartition(":")[2] if kinds else "Node"


def _line(source: Source, predicate: NamedNode, other: object) -> Line:
    name = compact(predicate.value) or predicate.value
    if not isinstance(other, NamedNode):
        return Line(name, readable(other.value if isinstance(other, Literal) else str(other)), None)
    path = source.path_of(other.value)
    if path is None:
        return Line(name, compact(other.value) or other.value, other.value)
    shown = label(source.store, other)
    return Line(name, shown if shown != other.value else readable(unquote(path)), other.value)
