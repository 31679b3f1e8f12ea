"""The figures of a fair over its editions: for each of the main indicators the preferred figure of each edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Store

from kg.answers import select, values
from kg.lookup import EditionLine, FairLine
from kg.statements import Chosen, Figure, count_articles, figures

# The figures by which editions of a fair are compared, in their order; shares of them are no rivals of numbers.
MAIN_INDICATORS = (
    *("exhibitors", "visitors", "visits", "attendees", "buyers", "countries"),
    *("exhibition area", "deal value"),
)
_SHARE = "percent"


@dataclass(frozen=True, slots=True)
class Point:
    """The preferred figure of one edition; None where the graph has none."""

    edition: EditionLine
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class TimeLine:
    """One indicator of a fair in one unit, counted as a whole, with a point for each edition from first to last."""

    indicator: str
    unit: str | None
    points: tuple[Point, ...]


def time_lines(store: Store, fair: FairLine) -> tuple[TimeLine, ...]:
    """Return the time lines of a fair, in the order of `MAIN_INDICATORS`, the unit of most editions first.

    A time line has no gaps filled: an edition without a figure stands in it as a point without one.
    """
    found: dict[tuple[str, str | None], dict[str, Figure]] = defaultdict(dict)
    for (indicator, unit, node), rivals in _rivals(store, fair).items():
        found[indicator, unit][node] = min(rivals, key=preference)
    lines = [_line(*named, found[named], fair) for named in found]
    return tuple(sorted(lines, key=_order))


def key_figures(lines: Iterable[TimeLine]) -> dict[str, dict[str, Figure]]:
    """Return the figures that best stand for each edition, by its node and their indicator."""
    best: dict[str, dict[str, Figure]] = defaultdict(dict)
    for line in lines:
        for point in line.points:
            if point.figure is not None:
                here = best[point.edition.node.value]
                rival = here.get(line.indicator)
                if rival is None or preference(point.figure) < preference(rival):
                    here[line.indicator] = point.figure
    return best


def preference(figure: Figure) -> tuple[object, ...]:
    """Sort the figure first that stands for an edition; the rank decides where the graph has one."""
    return (
        figure.standing.rank != "preferred",
        figure.status != "actual",
        figure.rule is not None,
        -(figure.standing.sources or count_articles(figure.quotes)),
        -(figure.value or Decimal(0)),
        figure.node,
    )


# The nodes alone: an edition may have thousands of figures, of which a time line takes a few.
_TOTALS = """
SELECT ?statement ?indicator ?rank WHERE {
  %s
  ?statement te:about ?subject ; a te:Metric ; te:scope te:scope-total ; te:indicator ?concept .
  ?concept rdfs:label ?indicator .
  OPTIONAL { ?statement te:rank ?rank }
}"""


def _rivals(store: Store, fair: FairLine) -> dict[tuple[str, str | None, str], list[Figure]]:
    """Group the figures that a time line may show by indicator, unit and edition."""
    nodes = [
        row.text("statement")
        for row in select(store, _TOTALS % values("subject", (edition.node for edition in fair.editions)))
        if row.text("indicator") in MAIN_INDICATORS and row.optional("rank") in (None, "preferred")
    ]
    rivals: dict[tuple[str, str | None, str], list[Figure]] = defaultdict(list)
    for figure in figures(store, Chosen.nodes(nodes)):
        if figure.value is not None and figure.unit != _SHARE:
            rivals[figure.indicator, figure.unit, figure.subject].append(figure)
    return rivals


def _line(indicator: str, unit: str | None, found: dict[str, Figure], fair: FairLine) -> TimeLine:
    points = [Point(edition, found.get(edition.node.value)) for edition in fair.editions]
    known = [place for place, point in enumerate(points) if point.figure is not None]
    return TimeLine(indicator, unit, tuple(points[known[0] : known[-1] + 1]))


def _order(line: TimeLine) -> tuple[object, ...]:
    known = sum(point.figure is not None for point in line.points)
    return (MAIN_INDICATORS.index(line.indicator), -known, line.unit or "")
