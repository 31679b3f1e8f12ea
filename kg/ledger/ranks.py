"""Which of the figures of one thing is published: the rules of rank, see docs/ledger.md.

The rules stand in an order, and the first that tells two figures apart decides between them. Figures that can both
be true support each other, so that three writers who round one count differently outweigh a fourth with another.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from kg.ledger.figures import Family, Figure, fits
from kg.ledger.intervals import Interval
from kg.ledger.timing import Stage, Timing
from kg.model import Bound, FairId, MetricFact, RankRule

# What widens a single number to an interval, in units of whatever is counted.
_SPECK = Fraction(1, 10**6)
# A source that gives several figures for one thing counts several things: half of it stands behind each.
_WHOLE, _HALF = 2, 1


@dataclass(frozen=True, slots=True)
class Ranked:
    """A figure with its rank; `several` is set where its articles give other figures for the same thing too."""

    figure: Figure
    fact: MetricFact
    several: bool
    corrected: bool


@dataclass(frozen=True, slots=True)
class RankedFamily:
    """The figures of one thing, the published one first."""

    family: Family
    ranked: tuple[Ranked, ...]

    @property
    def preferred(self) -> Ranked:
        """The figure that is published."""
        return self.ranked[0]


def rank_family(family: Family, timing: Timing) -> RankedFamily:
    """Rank the figures of one thing: one is preferred, those that a later article corrects are deprecated."""
    weights = _weights(family, timing)
    ordered = sorted(weights, key=lambda weight: tuple(value for _, value in weight.rules))
    best = ordered[0]
    ranked = []
    for weight in ordered:
        if weight is best:
            rank, rule = "preferred", None if len(ordered) == 1 else _rule(best, ordered[1])
        elif weight.corrected:
            rank, rule = "deprecated", RankRule.CORRECTION
        else:
            rank, rule = "normal", _rule(best, weight)
        fact = replace(weight.figure.fact, rank=rank, rank_rule=rule)
        ranked.append(Ranked(weight.figure, fact, weight.several, weight.corrected))
    return RankedFamily(family, tuple(ranked))


@dataclass(frozen=True, slots=True)
class _Weight:
    """A figure with its value under each rule, in the order of the rules; the smaller is the better."""

    figure: Figure
    rules: tuple[tuple[RankRule, Fraction], ...]
    several: bool
    corrected: bool


def _rule(winner: _Weight, loser: _Weight) -> RankRule:
    pairs = zip(winner.rules, loser.rules, strict=True)
    return next((rule for (rule, one), (_, other) in pairs if one != other), RankRule.FIRST_IN_ORDER)


def _weights(family: Family, timing: Timing) -> list[_Weight]:
    tiers: dict[int, list[Figure]] = defaultdict(list)
    for figure in family.figures:
        tiers[figure.tier].append(figure)
    weights = []
    for figures in tiers.values():
        corrector = _corrector(figures, timing)
        backing = _Backing.of(figures, timing)
        for figure in figures:
            corrected = corrector is not None and _corrects(corrector, figure, timing)
            rules = tuple(_rules(figure, corrected=corrected, backing=backing, timing=timing))
            weights.append(_Weight(figure, rules, figure.articles.isdisjoint(backing.single), corrected))
    return weights


def _rules(
    figure: Figure, *, corrected: bool, backing: _Backing, timing: Timing
) -> Iterable[tuple[RankRule, Fraction]]:
    """Yield the value of a figure under each rule, in their order."""
    span = _span(figure, figure.stated.likely)
    day = backing.day(figure)
    # A fair in general has no day on which it is over: what was said last is nearest to how it is now.
    known = day if isinstance(figure.fact.about, FairId) else backing.stage(figure, span)
    width = figure.stated.likely.width
    additions = (figure.fact.change is not None) + (figure.fact.also is not None)
    first = min(evidence.span.start for evidence in figure.fact.evidence)
    values = (
        (RankRule.RESULT_OVER_FORECAST, figure.tier),
        (RankRule.CORRECTION, int(corrected)),
        (RankRule.LATER_REPORT, -known),
        (RankRule.MORE_SOURCES, -backing.support(figure, span)),
        (RankRule.EXACT_OVER_ROUNDED, int(figure.fact.bound is not Bound.EXACT)),
        (RankRule.EXACT_OVER_ROUNDED, int(figure.limits)),
        (RankRule.LATER_REPORT, -day),
        (RankRule.EXACT_OVER_ROUNDED, width if width is not None else 0),
        (RankRule.MORE_SOURCES, -timing.copies.sources(figure.articles)),
        (RankRule.FINER, -additions),
        (RankRule.LATER_REPORT, -timing.latest(figure.articles)),
        (RankRule.FIRST_IN_ORDER, first),
        (RankRule.FIRST_IN_ORDER, -figure.stated.value),
    )
    return ((rule, Fraction(value)) for rule, value in values)


# --- corrections ---


def _corrector(figures: Sequence[Figure], timing: Timing) -> Figure | None:
    """Return the figure that the latest article gives as a correction."""
    correcting = [figure for figure in figures if figure.fact.correcting]
    return max(correcting, key=lambda f: (timing.latest(f.fact.correcting), -f.stated.value), default=None)


def _corrects(corrector: Figure, figure: Figure, timing: Timing) -> bool:
    """Tell whether a correction leaves no place for a figure that was given before it, or in the same article."""
    said = timing.earliest(figure.articles)
    return not fits(corrector, figure) and said <= timing.latest(corrector.fact.correcting)


# --- support ---


@dataclass(frozen=True, slots=True)
class _Span:
    """The numbers from `low` to just below `high`; None where nothing limits them."""

    low: Fraction
    high: Fraction | None


def _span(figure: Figure, interval: Interval) -> _Span:
    """Return what a figure stands for; the number that is given as a limit is one of those that it allows."""
    low, high = interval.low or Fraction(0), interval.high
    closed = figure.limits or low == high
    return _Span(low, high + _SPECK if closed and high is not None else high)


@dataclass(slots=True)
class _Spans:
    """Spans, to be counted by those that they share a number with."""

    lows: list[Fraction] = field(default_factory=list)
    highs: list[Fraction] = field(default_factory=list)
    open_ended: int = 0

    @classmethod
    def of(cls, spans: Iterable[_Span]) -> _Spans:
        found = list(spans)
        highs = sorted(span.high for span in found if span.high is not None)
        return cls(sorted(span.low for span in found), highs, len(found) - len(highs))

    def sharing(self, span: _Span) -> int:
        """Count the spans that share a number with this one, without looking at each."""
        begun = len(self.lows) if span.high is None else bisect_left(self.lows, span.high)
        return begun - bisect_right(self.highs, span.low)


@dataclass(frozen=True, slots=True)
class _Backing:
    """What stands behind the figures of one tier: the sources with one figure, by what they take it to be."""

    single: frozenset[str]
    singles: _Spans
    at_end: _Spans
    days: dict[int, int]
    timing: Timing

    @classmethod
    def of(cls, figures: Sequence[Figure], timing: Timing) -> _Backing:
        said: dict[str, list[Figure]] = defaultdict(list)
        stages: dict[str, Stage] = defaultdict(lambda: Stage.BEFORE)
        for figure in figures:
            for article in figure.articles:
                source = timing.copies.source(article)
                stages[source] = max(stages[source], timing.stage(article, figure.fact.about))
                if not said[source] or said[source][-1] is not figure:
                    said[source].append(figure)
        single = {source: min(own, key=_width) for source, own in said.items() if _agree(own)}
        spans = {source: _span(figure, figure.stated.likely) for source, figure in single.items()}
        articles = {article for figure in figures for article in figure.articles}
        return cls(
            frozenset(article for article in articles if timing.copies.source(article) in single),
            _Spans.of(spans.values()),
            _Spans.of(s for source, s in spans.items() if stages[source] is Stage.AFTER),
            _cluster_days(figures, timing),
            timing,
        )

    def support(self, figure: Figure, span: _Span) -> int:
        several = self.timing.copies.sources(figure.articles - self.single)
        return _WHOLE * self.singles.sharing(span) + _HALF * several

    def stage(self, figure: Figure, span: _Span) -> Stage:
        return Stage.AFTER if self.at_end.sharing(span) else figure.stage

    def day(self, figure: Figure) -> int:
        return self.days[id(figure)]


def _width(figure: Figure) -> tuple[bool, Fraction, Fraction]:
    width = figure.stated.likely.width
    return width is None, width or Fraction(0), figure.stated.value


def _agree(figures: Sequence[Figure]) -> bool:
    """Tell whether the figures of one source can all be of one number."""
    spans = [_span(figure, figure.stated.possible) for figure in figures]
    highs = [span.high for span in spans if span.high is not None]
    return not highs or max(span.low for span in spans) < min(highs)


def _cluster_days(figures: Sequence[Figure], timing: Timing) -> dict[int, int]:
    """Return for each figure the latest day on which it was given, or another that rounds it."""
    days: dict[int, int] = {}
    cluster: list[Figure] = []
    reach: Fraction | None = Fraction(0)

    def close() -> None:
        latest = max((timing.latest(figure.articles) for figure in cluster), default=0)
        days.update((id(figure), latest) for figure in cluster)

    for figure in sorted(figures, key=lambda f: (_span(f, f.stated.likely).low, f.stated.value)):
        span = _span(figure, figure.stated.likely)
        if reach is not None and span.low >= reach:
            close()
            cluster, reach = [], span.low
        cluster.append(figure)
        reach = None if reach is None or span.high is None else max(reach, span.high)
    close()
    return days
