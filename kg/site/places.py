"""The pages of countries and cities: what is held there, and what articles say of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.answers import select, values
from kg.graph.vocab import te
from kg.lookup import FairLine
from kg.site.lists import EditionRow
from kg.site.source import Source
from kg.site.views import Asked, View
from kg.statements import Chosen, figures

_MOST_FIGURES = 200


@dataclass(frozen=True, slots=True)
class FairHere:
    """A fair with those of its editions that a page is about, the newest first."""

    fair: FairLine
    editions: tuple[EditionRow, ...]


def by_fair(source: Source, nodes: Iterable[str]) -> tuple[FairHere, ...]:
    """Group editions by their fairs, these by name; what is no edition of a fair is left out."""
    wanted = set(nodes)
    grouped: dict[str, list[EditionRow]] = {}
    rows = [source.edition_rows[node] for node in wanted if node in source.edition_rows]
    for row in sorted(rows, key=lambda row: row.order, reverse=True):
        grouped.setdefault(row.fair.node.value, []).append(row)
    found = [FairHere(rows[0].fair, tuple(rows)) for rows in grouped.values()]
    return tuple(sorted(found, key=lambda each: (each.fair.label.casefold(), each.fair.node.value)))


# --- countries ---


def countries(source: Source, asked: Asked) -> View | None:
    """Show all countries."""
    return None if asked.rest else View("countries.html", "Countries", {"countries": source.countries})


def country(source: Source, asked: Asked) -> View | None:
    """Show what is held in a country, where it is a guest, and the figures about it."""
    node = source.node(asked.path)
    line = next((each for each in source.countries if each.node == node), None)
    if node is None or line is None:
        return None
    within = sorted(_leading_to(source, te.scopeOf, node))
    shown = {
        "line": line,
        "cities": [city for city in source.cities if city.country == node.value],
        "held": by_fair(source, _leading_to(source, te.country, node)),
        "guest_of": by_fair(source, _leading_to(source, te.guestCountry, node)),
        "part_of": by_fair(source, _leading_to(source, te.participantCountry, node)),
        "about": figures(source.store, Chosen.metrics_about([node]))[:_MOST_FIGURES],
        "within": figures(source.store, Chosen.nodes(within[:_MOST_FIGURES])),
        "more": max(0, len(within) - _MOST_FIGURES),
    }
    return View("country.html", line.label, shown)


def _leading_to(source: Source, predicate: str, node: NamedNode) -> Iterable[str]:
    """Return all that has a property with this value."""
    found = source.store.quads_for_pattern(None, NamedNode(predicate), node, None)
    return (quad.subject.value for quad in found if isinstance(quad.subject, NamedNode))


# --- cities ---

_VENUES = "SELECT ?edition ?venue { %s ?edition te:venue ?venue }"


def city(source: Source, asked: Asked) -> View | None:
    """Show what is held in a city, and where in it."""
    node = source.node(asked.path)
    line = next((each for each in source.cities if each.node == node), None)
    if node is None or line is None:
        return None
    editions = list(_leading_to(source, te.city, node))
    venues = select(source.store, _VENUES % values("edition", map(NamedNode, editions)))
    shown = {
        "line": line,
        "country_path": source.path_of(line.country),
        "held": by_fair(source, editions),
        "venues": sorted({row.text("venue") for row in venues}, key=str.casefold),
    }
    return View("city.html", line.label, shown)
