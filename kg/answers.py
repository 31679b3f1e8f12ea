"""Rows of a SELECT query as plain Python values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution, QuerySolutions, Store, Triple, Variable

from kg.graph.vocab import PREFIXES

# What moves a cursor, clears a screen, ends a line, turns the direction of writing or cannot be seen at all, in words
# that came from an article.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def readable(text: str) -> str:
    r"""Return `text` without the control characters that a terminal would obey.

    >>> readable("a \x1b[2J fair")
    'a \ufffd[2J fair'
    """
    return _UNSEEN.sub("\ufffd", text)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an answer, read by the names of its variables."""

    solution: QuerySolution

    def node(self, name: str) -> NamedNode:
        """Return the IRI that the query always binds to `name`."""
        term = self.solution[name]
        if not isinstance(term, NamedNode):
            raise TypeError(f"{name} is no IRI: {term}")
        return term

    def optional(self, name: str) -> str | None:
        """Return the IRI or the words bound to `name`, None where there are none."""
        term = self.solution[name]
        return readable(term.value) if isinstance(term, NamedNode | Literal) else None

    def text(self, name: str) -> str:
        """Return the words bound to `name`, or none."""
        return self.optional(name) or ""

    def number(self, name: str) -> Decimal | None:
        """Return the number bound to `name`; None where it is unbound or not a number."""
        text = self.optional(name)
        try:
            return None if text is None else Decimal(text)
        except InvalidOperation:
            return None

    def whole(self, name: str) -> int | None:
        """Return the whole number bound to `name`, as `number` does."""
        number = self.number(name)
        return None if number is None else int(number)


def select(store: Store, query: str, about: NamedNode | None = None) -> Iterator[Row]:
    """Run a SELECT query of this package; `?node`, which it selects, stands for `about` where that is given."""
    bound: dict[Variable, NamedNode | BlankNode | Literal | Triple] | None = (
        None if about is None else {Variable("node"): about}
    )
    solutions = store.query(query, prefixes=dict(PREFIXES), substitutions=bound)
    if not isinstance(solutions, QuerySolutions):
        raise TypeError("not a SELECT query")
    return (Row(solution) for solution in solutions)


def values(name: str, nodes: Iterable[NamedNode]) -> str:
    """Return the pattern by which a query asks of several nodes at once.

    >>> values("fair", [NamedNode("https://example.org/kg/fair/ciie")])
    'VALUES ?fair { <https://example.org/kg/fair/ciie> }'
    """
    return f"VALUES ?{name} {{ {' '.join(map(str, nodes))} }}"
