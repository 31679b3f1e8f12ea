"""What the pages are made from: the graph, the texts of its articles, and what is computed once for all pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import NamedNode, Store

from kg.lookup import EditionLine, FairLine, list_fairs


@dataclass(frozen=True)
class Source:
    """A graph to be shown.

    `base` is what its data IRIs start with. `text_of` gives the text of an article by its id, None where it was not
    kept; the quotes are then shown without the words around them.
    """

    store: Store
    base: str
    text_of: Callable[[str], str | None]

    @cached_property
    def fairs(self) -> tuple[FairLine, ...]:
        """All fairs with their editions, sorted by name."""
        return list_fairs(self.store)

    @cached_property
    def fair_by_path(self) -> dict[str, FairLine]:
        """The fairs by their paths, such as `fair/ciie`."""
        return {path: fair for fair in self.fairs if (path := self.path_of(fair.node.value)) is not None}

    @cached_property
    def edition_by_path(self) -> dict[str, tuple[FairLine, EditionLine]]:
        """The editions by their paths, such as `edition/ciie/6`, each with its fair."""
        return {
            path: (fair, edition)
            for fair in self.fairs
            for edition in fair.editions
            if (path := self.path_of(edition.node.value)) is not None
        }

    def path_of(self, iri: str) -> str | None:
        """Return the path of the page about a node of this graph, None for an IRI from elsewhere.

        It is what follows the base, percent-encoded as it stands there: `edition/ciie/6`.
        """
        return iri[len(self.base) :] if iri.startswith(self.base) and len(iri) > len(self.base) else None

    def node(self, path: str) -> NamedNode | None:
        """Return the node that a path is about, None where the graph has none."""
        try:
            node = NamedNode(self.base + path)
        except ValueError:
            return None
        return node if next(self.store.quads_for_pattern(node, None, None, None), None) is not None else None
