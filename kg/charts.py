"""Time lines as charts of bars in a terminal: an edition a row, without colour, and in ASCII if need be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.table import Table
from rich.text import Text

from kg.timelines import Point, TimeLine
from kg.wording import amount

_LEAST_BAR = 6  # columns; where there are fewer, the figures stand alone
_LONGEST_BAR = 48
_SOURCES_FROM = 70  # columns from which on the articles are named
_PAD = 2
_TOLD = ("label", "value", "notes", "sources")  # beside the bar


@dataclass(frozen=True, slots=True)
class _Signs:
    """What a chart is drawn with. The status shows in the bar and is said beside it: no colour is needed."""

    bars: dict[str, str]
    bounds: dict[str, str]
    gap: str


_UNICODE = _Signs(
    bars={"actual": "█", "registered": "▒", "expected": "░"},
    bounds={"min": "≥ ", "max": "≤ ", "approx": "~ "},
    gap="–",
)
_ASCII = _Signs(
    bars={"actual": "#", "registered": "=", "expected": "-"},
    bounds={"min": ">= ", "max": "<= ", "approx": "~ "},
    gap="-",
)


@dataclass(frozen=True, slots=True)
class Chart:
    """A time line as bars. `labels` names its editions, in the order of its points."""

    line: TimeLine
    labels: tuple[str, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        signs = _ASCII if options.ascii_only else _UNICODE
        rows = [_row(label, point, signs) for label, point in _rows(self)]
        if options.max_width < _SOURCES_FROM:
            rows = [replace(row, sources="") for row in rows]
        widths = {name: max(cell_len(getattr(row, name)) for row in rows) for name in _TOLD}
        beside = sum(width + _PAD for width in widths.values() if width)
        length = min(options.max_width - beside, _LONGEST_BAR)
        most = max(row.size for row in rows)
        grid = Table.grid(padding=(0, _PAD, 0, 0))
        grid.add_column(overflow="fold")
        grid.add_column(justify="right", min_width=widths["value"], no_wrap=True)
        for _ in range((length >= _LEAST_BAR) + bool(widths["notes"]) + bool(widths["sources"])):
            grid.add_column(overflow="fold")
        for row in rows:
            bar = [Text(_bar(row, most, length, signs), style="cyan")] if length >= _LEAST_BAR else []
            notes = [Text(row.notes)] if widths["notes"] else []
            sources = [Text(row.sources, style="dim")] if widths["sources"] else []
            grid.add_row(Text(row.label), Text(row.value), *bar, *notes, *sources)
        yield grid


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    value: str = ""
    size: Decimal = Decimal(0)
    bound: str = ""
    status: str = ""
    notes: str = ""
    sources: str = ""


def _rows(chart: Chart) -> Iterator[tuple[str, Point | None]]:
    """Yield the points with their labels, and a row without a point for editions that the graph does not know."""
    last: int | None = None
    for label, point in zip(chart.labels, chart.line.points, strict=True):
        ordinal = point.edition.ordinal
        if last is not None and ordinal is not None and ordinal > last + 1:
            yield "...", None
        yield label, point
        last = ordinal if ordinal is not None else last


def _row(label: str, point: Point | None, signs: _Signs) -> _Row:
    figure = point.figure if point else None
    if figure is None:
        return _Row(label, signs.gap if point else "")
    notes = (figure.status if figure.status != "actual" else "", figure.basis or "", "derived" if figure.rule else "")
    articles = sorted({quote.article for quote in figure.quotes if not quote.copy_of})
    more = f" +{len(articles) - 1}" if articles[1:] else ""
    return _Row(
        label=label,
        value=signs.bounds.get(figure.bound, "") + amount(figure.value, figure.unit),
        size=figure.value or Decimal(0),
        bound=figure.bound,
        status=figure.status,
        notes=", ".join(note for note in notes if note),
        sources=f"{articles[0]}{more}" if articles else "",
    )


def _bar(row: _Row, most: Decimal, length: int, signs: _Signs) -> str:
    if not row.status or most <= 0:
        return ""
    drawn = max(1, int(row.size / most * (length - 1) + Decimal("0.5")))
    return signs.bars.get(row.status, signs.bars["actual"]) * drawn + (">" if row.bound == "min" else "")
