"""A time line as a drawing: where its marks, lines, ticks and labels stand. A template draws them as SVG.

Editions stand in the order of time, as far apart as the years between them; a mark says by its form whether a figure
came true and whether an article states it. All lengths are in the units of the drawing's own box.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from statistics import median

from kg.graph.triples import numeral
from kg.lookup import EditionLine
from kg.site.axis import Axis, axis_of
from kg.statements import Figure
from kg.timelines import Point, TimeLine
from kg.wording import amount, short_label

_HEIGHT = 228
_TOP, _BOTTOM = 34, 44  # room for an arrow and its label; for years and ordinals
_RIGHT = 18
_CHARACTER = 6.4  # the width of a digit in a label
_SLOT = 19  # between editions that follow each other, at least
_WIDTHS = (360, 740, 1120)  # one, two and three columns of a page
_LONGEST_GAP = 3.0  # times the usual time between editions; more is drawn as a break
_SHORTEST_GAP = 0.3
_YEAR_ROOM, _ORDINAL_ROOM = 34, 36
_ARROW = 17
_WORDS_ABOVE, _WORDS_BELOW = 11, 22
_FARTHEST = Decimal("1.5")  # times the largest published figure
_TIP_ROOM = 76  # a label that stands nearer to the edge is set flush with it

_FORMS = {"actual": "result", "registered": "registered", "expected": "forecast"}


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid, with its label."""

    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Label:
    """Words below the chart, centred at `x`."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A line between the marks of two editions that follow each other; not `firm` where one of them is no result."""

    x1: float
    y1: float
    x2: float
    y2: float
    firm: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """The figure of an edition. `form` is result, registered, forecast or derived.

    `arrow` is the length of the arrow of a bound, which points up for "at least" and down for "at most"; 0 without.
    Its words stand at the height `words_y`, and `anchor` says at which side of `x`: start, middle or end. `name` is
    that of the edition beside its fair, `others` are the amounts that other articles give.
    """

    x: float
    y: float
    form: str
    bound: str
    arrow: float
    words: str
    words_y: float
    anchor: str
    name: str
    edition: EditionLine
    figure: Figure
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Other:
    """What other articles give for the same thing."""

    value: Decimal
    unit: str | None
    bound: str


@dataclass(frozen=True, slots=True)
class Ghost:
    """Another article's figure, as it is drawn beside the mark of the published one."""

    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Gap:
    """An edition without a figure."""

    x: float
    name: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A time line as it is drawn. `unit` is what the labels of the ticks count, such as `billion USD`."""

    line: TimeLine
    width: int
    height: int
    left: float
    right: float
    top: float
    bottom: float
    unit: str
    ticks: tuple[Tick, ...]
    years: tuple[Label, ...]
    ordinals: tuple[Label, ...]
    stretches: tuple[Stretch, ...]
    marks: tuple[Mark, ...]
    ghosts: tuple[Ghost, ...]
    gaps: tuple[Gap, ...]
    breaks: tuple[float, ...]

    @property
    def forms(self) -> frozenset[str]:
        """What the marks of this drawing are, for its legend."""
        named = {mark.form for mark in self.marks} | {mark.bound for mark in self.marks if mark.bound != "exact"}
        return frozenset(named | ({"other"} if self.ghosts else set()) | ({"gap"} if self.gaps else set()))


def draw(line: TimeLine, fair: str, others: Mapping[str, Sequence[Other]]) -> Drawing:
    """Lay out a time line of a fair with that name; `others` are by the node of the figure that they are beside."""
    gaps = _gaps(line.points)
    steps = [min(gap, _LONGEST_GAP) for gap in gaps]
    width = _width(sum(steps))
    figures = [point.figure for point in line.points if point.figure is not None]
    most = max((figure.value or Decimal(0) for figure in figures), default=Decimal(0))
    # A rival that is far larger counts something else; it would press all marks to the ground.
    rivals = {
        figure.node: [each for each in others.get(figure.node, ()) if _beside(each, figure, most)]
        for figure in figures
    }
    most = max([most, *(each.value for found in rivals.values() for each in found)])
    axis = axis_of(most, line.unit)
    left = 12 + _CHARACTER * max(len(label) for label in axis.labels)
    frame = _Frame(left, float(width - _RIGHT), float(_TOP), float(_HEIGHT - _BOTTOM), axis)
    places = _places(steps, frame.left, frame.right)
    marks = tuple(
        _mark(x, point.edition, point.figure, frame, short_label(point.edition.label, fair), others)
        for x, point in zip(places, line.points, strict=True)
        if point.figure is not None
    )
    return Drawing(
        line=line,
        width=width,
        height=_HEIGHT,
        left=frame.left,
        right=frame.right,
        top=frame.top,
        bottom=frame.bottom,
        unit=axis.unit,
        ticks=tuple(Tick(frame.y(value), label) for value, label in zip(axis.ticks, axis.labels, strict=True)),
        years=_spaced(_year_labels(places, line.points), _YEAR_ROOM),
        ordinals=_spaced(_ordinal_labels(places, line.points), _ORDINAL_ROOM),
        stretches=tuple(_stretches(marks, line.points)),
        marks=marks,
        ghosts=tuple(
            Ghost(mark.x, frame.y(each.value), amount(each.value, each.unit, each.bound))
            for mark in marks
            for each in rivals[mark.figure.node]
        ),
        gaps=tuple(
            Gap(x, short_label(point.edition.label, fair))
            for x, point in zip(places, line.points, strict=True)
            if point.figure is None
        ),
        breaks=tuple(
            _round((before + after) / 2)
            for (before, after), gap in zip(pairwise(places), gaps[1:], strict=True)
            if gap > _LONGEST_GAP
        ),
    )


def _beside(other: Other, figure: Figure, most: Decimal) -> bool:
    return other.unit == figure.unit and other.value != figure.value and other.value <= most * _FARTHEST


# --- along the years ---


def _gaps(points: Sequence[Point]) -> list[float]:
    """Return how far each edition stands from the one before it, 1 for the usual time; the first from the edge."""
    times = _times([point.edition for point in points])
    apart = [after - before for before, after in pairwise(times)]
    usual = median(apart) if apart else 1.0
    return [0.0, *(max(each / usual, _SHORTEST_GAP) for each in apart)]


def _times(editions: Sequence[EditionLine]) -> list[float]:
    """Return when editions are held, in years; where these are not known or do not rise, their numbers or order."""
    years = [edition.year for edition in editions]
    if None not in years:
        known = [year for year in years if year is not None]
        shares = [_share(known, place) for place in range(len(known))]
        times = [year + share for year, share in zip(known, shares, strict=True)]
        if _rises(times):
            return times
    ordinals = [float(edition.ordinal) for edition in editions if edition.ordinal is not None]
    if len(ordinals) == len(editions) and _rises(ordinals):
        return ordinals
    return [float(place) for place in range(len(editions))]


def _share(years: Sequence[int], place: int) -> float:
    """Return the part of the year that has passed when an edition is held: half of it, where it is the only one."""
    year = years[place]
    return (years[:place].count(year) + 0.5) / years.count(year)


def _rises(times: Sequence[float]) -> bool:
    return all(before < after for before, after in pairwise(times))


def _width(slots: float) -> int:
    need = 90 + _SLOT * slots
    return next((width for width in _WIDTHS if need <= width), _WIDTHS[-1])


def _places(steps: Sequence[float], left: float, right: float) -> list[float]:
    """Spread editions over the width, half a step from its edges."""
    total = sum(steps)
    step = (right - left) / (total + 1)
    place, places = left + step / 2, []
    for each in steps:
        place += each * step
        places.append(_round(place))
    return places


def _year_labels(places: Sequence[float], points: Sequence[Point]) -> Iterator[Label]:
    """Yield each year once, in the middle of its editions."""
    of_year: dict[int, list[float]] = {}
    for x, point in zip(places, points, strict=True):
        if point.edition.year is not None:
            of_year.setdefault(point.edition.year, []).append(x)
    for year, xs in of_year.items():
        yield Label(_round((xs[0] + xs[-1]) / 2), str(year))


def _ordinal_labels(places: Sequence[float], points: Sequence[Point]) -> Iterator[Label]:
    for x, point in zip(places, points, strict=True):
        if point.edition.ordinal is not None:
            yield Label(x, numeral(point.edition.ordinal))


def _spaced(labels: Iterable[Label], room: float) -> tuple[Label, ...]:
    """Leave out labels that would touch one after them: the last, which is the newest, stays."""
    kept: list[Label] = []
    for label in sorted(labels, key=lambda label: -label.x):
        if not kept or kept[-1].x - label.x >= room:
            kept.append(label)
    return tuple(reversed(kept))


# --- marks ---


@dataclass(frozen=True, slots=True)
class _Frame:
    """The box that the marks stand in."""

    left: float
    right: float
    top: float
    bottom: float
    axis: Axis

    def y(self, value: Decimal) -> float:
        return _round(self.bottom - (self.bottom - self.top) * self.axis.share(value))


def _mark(
    x: float,
    edition: EditionLine,
    figure: Figure,
    frame: _Frame,
    name: str,
    others: Mapping[str, Sequence[Other]],
) -> Mark:
    y = frame.y(figure.value or Decimal(0))
    arrow = _round(min(_ARROW, {"min": y, "max": frame.bottom - y}.get(figure.bound, 0.0)))
    above = y - _WORDS_ABOVE - (arrow if figure.bound == "min" else 0)
    rivals = (
        each for each in others.get(figure.node, ()) if (each.value, each.bound) != (figure.value, figure.bound)
    )
    return Mark(
        x=x,
        y=y,
        form="derived" if figure.rule else _FORMS.get(figure.status, "forecast"),
        bound=figure.bound,
        arrow=arrow,
        words=amount(figure.value, figure.unit, figure.bound),
        words_y=_round(above if above >= _WORDS_ABOVE else y + _WORDS_BELOW),
        anchor="start" if x - frame.left < _TIP_ROOM else "end" if frame.right - x < _TIP_ROOM else "middle",
        name=name,
        edition=edition,
        figure=figure,
        others=tuple(amount(each.value, each.unit, each.bound) for each in rivals),
    )


def _stretches(marks: Sequence[Mark], points: Sequence[Point]) -> Iterator[Stretch]:
    """Yield the lines between editions that follow each other; where one is missing, the line has a gap."""
    by_edition = {mark.edition.node.value: mark for mark in marks}
    for before, after in pairwise(points):
        first, second = (by_edition.get(point.edition.node.value) for point in (before, after))
        if first is not None and second is not None and _follow(before.edition, after.edition):
            yield Stretch(first.x, first.y, second.x, second.y, first.form == second.form == "result")


def _follow(before: EditionLine, after: EditionLine) -> bool:
    return before.ordinal is None or after.ordinal is None or after.ordinal == before.ordinal + 1


def _round(length: float) -> float:
    return round(length, 1)
