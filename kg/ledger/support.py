"""What stands behind a figure: the independent sources that give it, or round it.

A rounded figure stands behind each exact one that it rounds, but no exact figure behind its rounding: else the
roundest would have most sources. Sources are counted without comparing each with each, since one edition may have ten
thousand figures.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf, log10

from kg.ledger.figures import Figure
from kg.ledger.intervals import Interval
from kg.ledger.timing import Stage, Timing

# What widens a single number to an interval, in units of whatever is counted.
_SPECK = Fraction(1, 10**6)
# A source that gives several figures for one thing counts several things: half of it stands behind each.
_WHOLE, _HALF = 2, 1


def width_class(figure: Figure) -> float:
    """Return how widely a figure is stated: the power of ten that its interval reaches, -inf for an exact count."""
    width = figure.stated.likely.width
    if width is None:
        return inf
    return float(round(log10(width))) if width else -inf


@dataclass(frozen=True, slots=True)
class Backing:
    """What stands behind the figures of one thing that are all results, or all forecasts.

    `finest` is the finest figure of each source that gives one number only, however often it rounds it.
    """

    finest: Mapping[str, Figure]
    spans: _Spans
    at_end: _Spans
    days: Mapping[int, int]
    timing: Timing

    @classmethod
    def of(cls, figures: Sequence[Figure], timing: Timing) -> Backing:
        """Find the sources of some figures."""
        said: dict[str, list[Figure]] = defaultdict(list)
        stages: dict[str, Stage] = defaultdict(lambda: Stage.BEFORE)
        for figure in figures:
            for article in figure.articles:
                source = timing.copies.source(article)
                stages[source] = max(stages[source], timing.stage(article, figure.fact.about))
                if not said[source] or said[source][-1] is not figure:
                    said[source].append(figure)
        finest = {source: min(own, key=_fineness) for source, own in said.items() if _agree(own)}
        at_end = [figure for source, figure in finest.items() if stages[source] is Stage.AFTER]
        return cls(finest, _Spans.of(finest.values()), _Spans.of(at_end), _days(figures, timing), timing)

    def several(self, figure: Figure) -> bool:
        """Tell whether all that give a figure give others for the same thing too."""
        return all(source not in self.finest for source in self._sources(figure))

    def support(self, figure: Figure) -> int:
        """Return how many sources stand behind a figure, in halves."""
        own = self._sources(figure)
        beside = [source for source in own if source in self.finest and not _backs(self.finest[source], figure)]
        several = sum(source not in self.finest for source in own)
        return _WHOLE * (self.spans.backing(figure) + len(beside)) + _HALF * several

    def stage(self, figure: Figure) -> Stage:
        """Return the last stage at which a source stood behind a figure."""
        return Stage.AFTER if self.at_end.backing(figure) else figure.stage

    def day(self, figure: Figure) -> int:
        """Return the latest day on which a figure was given, or one that fits it."""
        return self.days[id(figure)]

    def _sources(self, figure: Figure) -> frozenset[str]:
        return frozenset(map(self.timing.copies.source, figure.articles))


@dataclass(frozen=True, slots=True)
class _Span:
    """The numbers from `low` to just below `high`; None where nothing limits them.

    Unlike those of an `Interval`, its ends are not shared: 8,000 and 8,100 meet at 8,050, yet neither rounds the
    other.
    """

    low: Fraction
    high: Fraction | None

    def meets(self, other: _Span) -> bool:
        """Tell whether a number lies in both."""
        begins = other.high is None or self.low < other.high
        return begins and (self.high is None or other.low < self.high)


def _span(figure: Figure, interval: Interval) -> _Span:
    """Return what a figure stands for; the number that is given as a limit is one of those that it allows."""
    low, high = interval.low or Fraction(0), interval.high
    closed = figure.limits or low == high
    return _Span(low, high + _SPECK if closed and high is not None else high)


def _likely(figure: Figure) -> _Span:
    return _span(figure, figure.stated.likely)


def _backs(one: Figure, other: Figure) -> bool:
    return width_class(one) >= width_class(other) and _likely(one).meets(_likely(other))


@dataclass(frozen=True, slots=True)
class _Spans:
    """The ends of spans by the class of their width, sorted."""

    lows: Mapping[float, Sequence[Fraction]]
    highs: Mapping[float, Sequence[Fraction]]

    @classmethod
    def of(cls, figures: Iterable[Figure]) -> _Spans:
        lows: dict[float, list[Fraction]] = defaultdict(list)
        highs: dict[float, list[Fraction]] = defaultdict(list)
        for figure in figures:
            span, width = _likely(figure), width_class(figure)
            lows[width].append(span.low)
            if span.high is not None:
                highs[width].append(span.high)
        return cls({w: sorted(ends) for w, ends in lows.items()}, {w: sorted(ends) for w, ends in highs.items()})

    def backing(self, figure: Figure) -> int:
        """Count the spans that share a number with a figure and are no finer; none of them is looked at by itself."""
        span, least = _likely(figure), width_class(figure)
        return sum(
            (len(lows) if span.high is None else bisect_left(lows, span.high))
            - bisect_right(self.highs.get(width, ()), span.low)
            for width, lows in self.lows.items()
            if width >= least
        )


def _fineness(figure: Figure) -> tuple[bool, Fraction, Fraction]:
    width = figure.stated.likely.width
    return width is None, width or Fraction(0), figure.stated.value


def _agree(figures: Sequence[Figure]) -> bool:
    """Tell whether the figures of one source can all be of one number."""
    spans = [_span(figure, figure.stated.possible) for figure in figures]
    highs = [span.high for span in spans if span.high is not None]
    return not highs or max(span.low for span in spans) < min(highs)


def _days(figures: Sequence[Figure], timing: Timing) -> dict[int, int]:
    """Return for each figure the latest day on which it was given, or another that fits it, by way of others too."""
    days: dict[int, int] = {}
    chain: list[Figure] = []
    reach: Fraction | None = Fraction(0)

    def close() -> None:
        latest = max((timing.latest(figure.articles) for figure in chain), default=0)
        days.update((id(figure), latest) for figure in chain)

    for figure in sorted(figures, key=lambda f: (_likely(f).low, f.stated.value)):
        span = _likely(figure)
        if reach is not None and span.low >= reach:
            close()
            chain, reach = [], span.low
        chain.append(figure)
        reach = None if reach is None or span.high is None else max(reach, span.high)
    close()
    return days
