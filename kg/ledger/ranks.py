"""Which of the figures of one thing is published: the rules of rank, see docs/ledger.md.

The rules stand in an order, and the first that tells two figures apart decides between them. Figures that can both
be true support each other, so that three writers who round one count differently outweigh a fourth with another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from kg.ledger.figures import Family, Figure, fits
from kg.ledger.support import Backing, width_class
from kg.ledger.timing import Timing
from kg.model import Bound, FairId, MetricFact, Rank, RankRule, ScopeKind

_BACKED = frozenset({RankRule.LATER_REPORT, RankRule.MORE_SOURCES})


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
            rank, rule = Rank.PREFERRED, None if len(ordered) == 1 else _rule(best, ordered[1])
        elif weight.corrected:
            rank, rule = Rank.DEPRECATED, RankRule.CORRECTION
        else:
            rank, rule = Rank.NORMAL, _rule(best, weight)
        fact = replace(weight.figure.fact, rank=rank, rank_rule=rule)
        ranked.append(Ranked(weight.figure, fact, weight.several, weight.corrected))
    return RankedFamily(family, tuple(ranked))


@dataclass(frozen=True, slots=True)
class _Weight:
    """A figure with its value under each rule, in the order of the rules; the smaller is the better."""

    figure: Figure
    rules: tuple[tuple[RankRule, Fraction | int], ...]
    several: bool
    corrected: bool


def _rule(winner: _Weight, loser: _Weight) -> RankRule:
    pairs = zip(winner.rules, loser.rules, strict=True)
    rule = next((rule for (rule, one), (_, other) in pairs if one != other), RankRule.FIRST_IN_ORDER)
    # What rounds a figure stands behind it, so that the exact one has more sources, and later ones, by being exact.
    rounds = loser.figure.tier == winner.figure.tier and fits(winner.figure, loser.figure)
    if rule in _BACKED and rounds and width_class(winner.figure) < width_class(loser.figure):
        return RankRule.EXACT_OVER_ROUNDED
    return rule


def _weights(family: Family, timing: Timing) -> list[_Weight]:
    tiers: dict[int, list[Figure]] = defaultdict(list)
    for figure in family.figures:
        tiers[figure.tier].append(figure)
    weights = []
    for figures in tiers.values():
        corrector = _corrector(figures, timing)
        backing = Backing.of(figures, timing)
        for figure in figures:
            corrected = corrector is not None and _corrects(corrector, figure, timing)
            rules = _rules(figure, corrected=corrected, backing=backing, timing=timing)
            weights.append(_Weight(figure, rules, backing.several(figure), corrected))
    return weights


def _rules(
    figure: Figure, *, corrected: bool, backing: Backing, timing: Timing
) -> tuple[tuple[RankRule, Fraction | int], ...]:
    """Return the value of a figure under each rule, in their order."""
    day = backing.day(figure)
    # A fair in general has no day on which it is over: what was said last is nearest to how it is now.
    known = day if isinstance(figure.fact.about, FairId) else backing.stage(figure)
    width = figure.stated.likely.width
    additions = (figure.fact.change is not None) + (figure.fact.also is not None)
    first = min(evidence.span.start for evidence in figure.fact.evidence)
    return (
        (RankRule.RESULT_OVER_FORECAST, figure.tier),
        (RankRule.CORRECTION, int(corrected)),
        (RankRule.LATER_REPORT, -known),
        (RankRule.MORE_SOURCES, -backing.support(figure)),
        (RankRule.EXACT_OVER_ROUNDED, int(figure.fact.bound is not Bound.EXACT)),
        (RankRule.EXACT_OVER_ROUNDED, int(figure.limits)),
        (RankRule.LATER_REPORT, -day),
        (RankRule.EXACT_OVER_ROUNDED, width if width is not None else 0),
        (RankRule.MORE_SOURCES, -timing.copies.sources(figure.articles)),
        (RankRule.FINER, -additions),
        (RankRule.LATER_REPORT, -timing.latest(figure.articles)),
        # Of several totals of one article the others may be parts of the largest.
        (RankRule.FIRST_IN_ORDER, -figure.stated.value if figure.fact.scope.kind is ScopeKind.TOTAL else 0),
        (RankRule.FIRST_IN_ORDER, first),
        (RankRule.FIRST_IN_ORDER, -figure.stated.value),
    )


# --- corrections ---


def _corrector(figures: Sequence[Figure], timing: Timing) -> Figure | None:
    """Return the figure that the latest article gives as a correction."""
    correcting = [figure for figure in figures if figure.fact.correcting]
    return max(correcting, key=lambda f: (timing.latest(f.fact.correcting), -f.stated.value), default=None)


def _corrects(corrector: Figure, figure: Figure, timing: Timing) -> bool:
    """Tell whether a correction leaves no place for a figure that was given before it, or in the same article."""
    said = timing.earliest(figure.articles)
    return not fits(corrector, figure) and said <= timing.latest(corrector.fact.correcting)
