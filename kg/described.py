"""What a graph says of a node, read statement by statement.

A query that asks for a dozen things which a node may have takes far longer than reading the node: its statements are
few. What many nodes lead to, such as the codes of statuses, is read once.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal, NamedNode, Store

from kg.answers import readable
from kg.graph.curies import curie

_LABEL, _NOTATION = curie("rdfs:label"), curie("skos:notation")


class Description:
    """The statements of a node, by the IRIs of their properties; of several values the first in order is read."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, list[NamedNode | Literal]]) -> None:
        self._values = values

    def term(self, name: str) -> NamedNode | Literal | None:
        """Return the value of a property, None without one."""
        found = self._values.get(name)
        if found is None:
            return None
        return found[0] if len(found) == 1 else min(found, key=str)

    def optional(self, name: str) -> str | None:
        """Return the words or the IRI of a property, None without one."""
        term = self.term(name)
        return None if term is None else readable(term.value)

    def number(self, name: str) -> Decimal | None:
        """Return the number of a property; None where it has none or is not a number."""
        text = self.optional(name)
        try:
            return None if text is None else Decimal(text)
        except InvalidOperation:
            return None

    def whole(self, name: str) -> int | None:
        """Return the whole number of a property, as `number` does."""
        number = self.number(name)
        return None if number is None else int(number)

    def nodes(self, name: str) -> tuple[NamedNode, ...]:
        """Return the nodes that a property leads to, sorted by their IRIs."""
        found = (term for term in self._values.get(name, ()) if isinstance(term, NamedNode))
        return tuple(sorted(found, key=lambda node: node.value))


class Descriptions:
    """Reads nodes of a graph, and remembers the names of those that others lead to."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names: dict[tuple[str, NamedNode], str | None] = {}

    def of(self, node: NamedNode) -> Description:
        """Read the statements of a node."""
        values: dict[str, list[NamedNode | Literal]] = {}
        for quad in self._store.quads_for_pattern(node, None, None, None):
            if isinstance(quad.object, NamedNode | Literal):
                values.setdefault(quad.predicate.value, []).append(quad.object)
        return Description(values)

    def label(self, term: NamedNode | Literal | None) -> str | None:
        """Return the label of a node; words are their own label."""
        if isinstance(term, Literal):
            return readable(term.value)
        return self._name(_LABEL, term)

    def notation(self, term: NamedNode | Literal | None) -> str | None:
        """Return the notation of a code."""
        return self._name(_NOTATION, term if isinstance(term, NamedNode) else None)

    def _name(self, predicate: NamedNode, node: NamedNode | None) -> str | None:
        if node is None:
            return None
        key = (predicate.value, node)
        if key not in self._names:
            found = (quad.object for quad in self._store.quads_for_pattern(node, predicate, None, None))
            words = sorted(each.value for each in found if isinstance(each, Literal))
            self._names[key] = readable(words[0]) if words else None
        return self._names[key]
