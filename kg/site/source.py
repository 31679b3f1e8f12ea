"""What the pages are made from: the graph, the texts of its articles, and what is computed once for all pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from pyoxigraph import NamedNode, Store

from kg.answers import select
from kg.checks import CONFLICT, CONTRADICTED, Checks, Wanted, check
from kg.lookup import EditionLine, FairLine, list_fairs
from kg.model import Finding
from kg.sheets import held
from kg.site.lists import (
    ArticleLine,
    CityLine,
    CountryLine,
    EditionRow,
    OrganizerLine,
    list_articles,
    list_cities,
    list_countries,
    list_organizers,
)

MOST_CHECKS = 100  # conflicts, and growth claims, that are told in full: the largest

_SUBJECTS = "SELECT DISTINCT ?node { ?node a ?kind }"


def _no_findings(article: str) -> tuple[Finding, ...]:
    return ()


def findings_by_article(read: Callable[[], Iterable[Finding]]) -> Callable[[str], tuple[Finding, ...]]:
    """Return what gives the findings of an article by its id; all are read when the first are asked for."""

    @cache
    def grouped() -> dict[str | None, list[Finding]]:
        found: dict[str | None, list[Finding]] = defaultdict(list)
        for finding in read():
            found[finding.article].append(finding)
        return dict(found)

    return lambda article: tuple(grouped().get(article, ()))


@dataclass(frozen=True)
class Source:
    """A graph to be shown.

    `base` is what its data IRIs start with. `text_of` gives the text of an article by its id, None where it was not
    kept; the quotes are then shown without the words around them. `findings_of` gives what was seen in an article and
    did not become a fact.
    """

    store: Store
    base: str
    text_of: Callable[[str], str | None]
    findings_of: Callable[[str], tuple[Finding, ...]] = _no_findings

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

    @cached_property
    def editions(self) -> tuple[EditionRow, ...]:
        """All editions with when and where they are held, the newest first, those without a time last."""
        times = held(self.store, (edition.node for fair in self.fairs for edition in fair.editions))
        rows = [
            EditionRow(fair, edition, times[edition.node.value]) for fair in self.fairs for edition in fair.editions
        ]
        return tuple(sorted(rows, key=lambda row: row.order, reverse=True))

    @cached_property
    def edition_rows(self) -> dict[str, EditionRow]:
        """The editions by their nodes, the newest first."""
        return {row.edition.node.value: row for row in self.editions}

    @cached_property
    def countries(self) -> tuple[CountryLine, ...]:
        """All countries, sorted by name."""
        return list_countries(self.store)

    @cached_property
    def cities(self) -> tuple[CityLine, ...]:
        """All cities, sorted by name."""
        return list_cities(self.store)

    @cached_property
    def organizers(self) -> tuple[OrganizerLine, ...]:
        """All organisations, sorted by name."""
        return list_organizers(self.store)

    @cached_property
    def articles(self) -> tuple[ArticleLine, ...]:
        """All articles, the newest first."""
        return list_articles(self.store)

    @cached_property
    def article_lines(self) -> dict[str, ArticleLine]:
        """The articles by their nodes."""
        return {line.node.value: line for line in self.articles}

    @cached_property
    def checks(self) -> Checks:
        """The conflicts and the growth that does not add up, the largest of them in full, the others as counts."""
        return check(self.store, wanted=Wanted(frozenset({CONFLICT}), frozenset({CONTRADICTED}), MOST_CHECKS))

    @cached_property
    def size(self) -> int:
        """How many triples there are."""
        return len(self.store)

    @cached_property
    def copies(self) -> dict[str, tuple[ArticleLine, ...]]:
        """The articles that repeat another's text, by the node of that, the newest first."""
        found: dict[str, tuple[ArticleLine, ...]] = {}
        for line in self.articles:
            if line.copy_of is not None:
                found[line.copy_of] = (*found.get(line.copy_of, ()), line)
        return found

    @cached_property
    def node_paths(self) -> tuple[str, ...]:
        """The paths of all nodes of this graph, sorted; a part of a page, such as a quote, is no page of its own."""
        found = {
            path for row in select(self.store, _SUBJECTS) if (path := self.path_of(row.text("node"))) is not None
        }
        return tuple(sorted({path.partition("#")[0] for path in found} - {""}))

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
