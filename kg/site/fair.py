"""The page of a fair: its figures over the years as charts, its editions side by side, and what does not add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pyoxigraph import NamedNode

from kg.answers import select, values
from kg.checks import check
from kg.graph.literals import unit_notation
from kg.lookup import EditionLine, FairLine
from kg.sheets import Held, held, make_sheet
from kg.site import nodes
from kg.site.attributes import attributes_of
from kg.site.chart import Drawing, Other, draw
from kg.site.citations import Citations
from kg.site.facts import anchor_of, facts_of
from kg.site.fair_disputes import WANTED, disputes_of
from kg.site.mentions import mentions_of_fair
from kg.site.outline import outline_of
from kg.site.source import Source
from kg.site.views import Asked, View
from kg.statements import Figure
from kg.timelines import MAIN_INDICATORS, TimeLine, key_figures, time_lines
from kg.wording import days, short_label

# The figures by which editions are compared, and the indicators that stand for each, the best first.
_COLUMNS: Mapping[str, Sequence[str]] = {
    "Exhibitors": ("exhibitors",),
    "Visitors": ("visitors", "visits", "attendees", "buyers"),
    "Area": ("exhibition area",),
    "Deal value": ("deal value",),
}


@dataclass(frozen=True, slots=True)
class Chart:
    """A time line with its drawing; `title` names the indicator, and the unit where it has several."""

    title: str
    drawing: Drawing


@dataclass(frozen=True, slots=True)
class EditionRow:
    """An edition in the table of a fair, with a figure or None for each column."""

    edition: EditionLine
    name: str
    when: str
    place: str
    figures: tuple[Figure | None, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A city or country where editions were held."""

    iri: str
    name: str


def view(source: Source, asked: Asked) -> View | None:
    """Show a fair."""
    fair = source.fair_by_path.get(asked.path)
    if fair is None:
        return nodes.view(source, asked)
    outline = outline_of(source, fair.node, fair.figures, asked)
    sheet = make_sheet(source.store, fair.node, outline.chosen)
    citations = Citations(source)
    lines = time_lines(source.store, fair)
    best = key_figures(lines)
    places = held(source.store, [edition.node for edition in fair.editions])
    newest = _newest(fair, best)
    checks = check(source.store, fair, WANTED)
    charts = _charts(source, fair, lines)
    values = {
        "fair": fair,
        "attributes": attributes_of(source, fair.node, sheet.statements, sheet.differences, citations),
        "cycle": cycle_words(fair.editions),
        "places": _places(source, fair.node),
        "newest": newest,
        "tiles": _tiles(best.get(newest.node.value, {})) if newest else (),
        "charts": charts,
        "forms": frozenset().union(*(chart.drawing.forms for chart in charts)),
        "columns": tuple(_COLUMNS),
        "rows": tuple(_row(edition, fair, best, places) for edition in reversed(fair.editions)),
        "disputes": disputes_of(source, fair, checks, citations),
        "indicators": facts_of(source, sheet.figures, sheet.differences, citations),
        "outline": outline,
        "mentions": mentions_of_fair(source, fair.node),
        "shown_at": lambda figure: f"{source.path_of(figure.subject) or asked.path}#{anchor_of(source, figure.node)}",
    }
    return View("fair.html", fair.label, values)


# --- the head ---


def cycle_words(editions: Sequence[EditionLine]) -> str:
    """Say how often a fair is held, as the years of its editions tell; nothing where they do not.

    >>> from pyoxigraph import NamedNode
    >>> node = NamedNode("https://example.org/kg/edition/tea/1")
    >>> cycle_words([EditionLine(node, "", None, year, 0, 0, 0) for year in (2019, 2021, 2023)])
    'every two years'
    """
    years = [edition.year for edition in editions if edition.year is not None]
    of_year = [years.count(year) for year in set(years)]
    if len(of_year) > 1 and sorted(of_year)[len(of_year) // 2] == 2:
        return "twice a year"
    apart = [after - before for before, after in pairwise(sorted(set(years)))]
    if not apart or len(years) != len(set(years)):
        return ""
    usual = max(set(apart), key=lambda each: (apart.count(each), -each))
    if apart.count(usual) * 2 <= len(apart):
        return ""
    return {1: "every year", 2: "every two years", 3: "every three years"}.get(usual, f"every {usual} years")


_PLACES = """
SELECT DISTINCT ?node ?place ?name WHERE {
  ?edition te:editionOf ?node ; te:city|te:country ?place . ?place rdfs:label ?name
}"""


def _places(source: Source, fair: NamedNode) -> tuple[Place, ...]:
    found = {row.text("place"): row.text("name") for row in select(source.store, _PLACES, fair)}
    return tuple(Place(iri, found[iri]) for iri in sorted(found, key=lambda iri: (found[iri], iri)))


def _newest(fair: FairLine, best: Mapping[str, Mapping[str, Figure]]) -> EditionLine | None:
    """Return the newest edition with a result that an article states."""
    for edition in reversed(fair.editions):
        figures = best.get(edition.node.value, {}).values()
        if any(figure.status == "actual" and figure.rule is None for figure in figures):
            return edition
    return None


def _tiles(figures: Mapping[str, Figure]) -> tuple[Figure, ...]:
    return tuple(figures[name] for name in MAIN_INDICATORS if name in figures)


# --- over the years ---

_OTHERS = """
SELECT ?preferred ?other ?value ?unit ?bound WHERE {
  %s
  ?difference te:preferredStatement ?preferred ; te:otherStatement ?other .
  ?other te:value ?value ; te:unit ?unit ; te:bound/skos:notation ?bound .
}"""


def _charts(source: Source, fair: FairLine, lines: Sequence[TimeLine]) -> tuple[Chart, ...]:
    """Draw the time lines that have more than one point."""
    drawn = [line for line in lines if sum(point.figure is not None for point in line.points) > 1]
    others = _others(source, (point.figure for line in drawn for point in line.points if point.figure is not None))
    return tuple(Chart(_line_title(line, drawn), draw(line, fair.label, others)) for line in drawn)


def _others(source: Source, figures: Iterable[Figure]) -> dict[str, list[Other]]:
    found: dict[str, dict[str, Other]] = defaultdict(dict)
    nodes = values("preferred", (NamedNode(figure.node) for figure in figures))
    for row in select(source.store, _OTHERS % nodes):
        value = row.number("value")
        if value is not None:
            other = Other(value, unit_notation(row.text("unit")), row.text("bound"))
            found[row.text("preferred")][row.text("other")] = other
    return {node: [each[other] for other in sorted(each)] for node, each in found.items()}


def _line_title(line: TimeLine, lines: Iterable[TimeLine]) -> str:
    title = line.indicator.capitalize()
    units = {each.unit for each in lines if each.indicator == line.indicator}
    return f"{title}, {line.unit}" if len(units) > 1 else title


def _row(
    edition: EditionLine, fair: FairLine, best: Mapping[str, Mapping[str, Figure]], places: Mapping[str, Held]
) -> EditionRow:
    here = places.get(edition.node.value, Held("", "", ""))
    known = best.get(edition.node.value, {})
    figures = (next((known[name] for name in names if name in known), None) for names in _COLUMNS.values())
    name = short_label(edition.label, fair.label)
    return EditionRow(edition, name, days(here.opens, here.closes), here.place, tuple(figures))
