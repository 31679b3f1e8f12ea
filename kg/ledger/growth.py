"""Stated changes recomputed: "up 6%" against the figure of the edition that it names, within the rounding of both.

A change is confirmed where what is stated and what the figures give can be the same, contradicted where they cannot,
and not checkable where a figure is missing, is disputed, or is too vague to tell. Compared are figures that articles
state; what the graph derives from a change comes later and never stands for a source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import product

from kg.ledger.measures import Dimension, Measure, measures
from kg.ledger.metrics import scope_key
from kg.ledger.recomputing import is_alike, recompute
from kg.model import (
    NO_COPIES,
    Bound,
    Copies,
    EditionId,
    GrowthCheck,
    Indicator,
    MetricFact,
    Rank,
    Scope,
    ScopeKind,
    Status,
    Unchecked,
    Verdict,
)

# The status of a figure -> those of earlier figures that its change may be measured by. By the first, it may be
# contradicted; by the others only confirmed: what is registered in advance is not what came last time.
_COMPARABLE = {
    Status.ACTUAL: (Status.ACTUAL,),
    Status.REGISTERED: (Status.REGISTERED, Status.ACTUAL),
    Status.EXPECTED: (Status.ACTUAL, Status.EXPECTED, Status.REGISTERED),
}
# Parts that say nothing without a name: two figures for "a sector" need not be of the same one.
_NAMED = frozenset(ScopeKind) - {
    ScopeKind.TOTAL,
    ScopeKind.OVERSEAS,
    ScopeKind.DOMESTIC,
    ScopeKind.ONLINE,
    ScopeKind.ONSITE,
    ScopeKind.FIRST_TIME,
    ScopeKind.STARTUPS,
    ScopeKind.FORTUNE_500,
}
# Where sources have more figures than this for one thing, nothing can be said, and no more need be compared.
# Of so many figures that lost in rank, one may still prove a change.
_MOST_RIVALS = 8

# What a figure counts, but for its edition and status.
Counted = tuple[Indicator, ScopeKind, str, str]


def check_growth(facts: Iterable[MetricFact], copies: Copies = NO_COPIES) -> tuple[GrowthCheck, ...]:
    """Recompute every change that the facts state, in their order; copies count with their originals."""
    ordered = tuple(facts)
    figures = _Figures.of(ordered, copies)
    return tuple(_check(fact, figures) for fact in ordered if fact.change is not None)


def best_supported(figures: Sequence[Measure], copies: Copies = NO_COPIES) -> tuple[Measure, ...]:
    """Return the figure that sources give for one thing; several, where they do not agree.

    It is the preferred one where one is ranked so, and never one that is known to be wrong. Else, of figures that can
    be the same, the one that says most stands for all: the exact before the vague, then the one with most articles
    behind it. Of those that cannot, the ones stay that have the most independent sources behind them.
    """
    preferred = tuple(figure for figure in figures if figure.fact.rank is Rank.PREFERRED)
    if preferred:
        return preferred
    standing = (figure for figure in figures if figure.fact.rank is not Rank.DEPRECATED)
    support: dict[Measure, set[str]] = {}
    for figure in sorted(standing, key=_vagueness):
        same = (other for other in support if figure.stated.possible.meets(other.stated.possible))
        first = next(same, figure if len(support) < _MOST_RIVALS else None)
        if first is not None:
            support.setdefault(first, set()).update(copies.source(e.article) for e in figure.fact.evidence)
    most = max(map(len, support.values()), default=0)
    return tuple(figure for figure, sources in support.items() if len(sources) == most)


def _vagueness(figure: Measure) -> tuple[object, ...]:
    fact = figure.fact
    return (
        fact.bound is not Bound.EXACT,
        fact.bound is not Bound.APPROX,
        figure.stated.likely.width,
        -len({evidence.article for evidence in fact.evidence}),
        -len(fact.evidence),
        (figure.stated.value, fact.evidence),
    )


@dataclass(slots=True)
class _Figures:
    """The figures of all editions, by what they count and what they are measured in; each is looked at once."""

    _measured: dict[tuple[EditionId, Counted, Status], dict[Dimension, list[Measure]]]
    _copies: Copies
    _best: dict[tuple[EditionId, Counted, Status, Dimension], tuple[Measure, ...]] = field(default_factory=dict)
    _rivals: dict[tuple[EditionId, Counted, Status, Dimension], tuple[Measure, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: Iterable[MetricFact], copies: Copies) -> _Figures:
        """Sort the figures of facts."""
        measured: dict[tuple[EditionId, Counted, Status], dict[Dimension, list[Measure]]] = defaultdict(dict)
        for fact in facts:
            counted = _counted(fact)
            if fact.value is not None and isinstance(fact.about, EditionId) and counted is not None:
                for measure in measures(fact):
                    measured[fact.about, counted, fact.status].setdefault(measure.dimension, []).append(measure)
        return cls(dict(measured), copies)

    def dimensions(self, edition: EditionId, counted: Counted, status: Status) -> tuple[Dimension, ...]:
        """Return what the figures are measured in, sorted."""
        return tuple(sorted(self._measured.get((edition, counted, status), ())))

    def best(self, edition: EditionId, counted: Counted, status: Status, dimension: Dimension) -> tuple[Measure, ...]:
        """Return the best supported figure measured so; several, where sources do not agree."""
        key = edition, counted, status, dimension
        if key not in self._best:
            self._best[key] = best_supported(self._measured_in(*key), self._copies)
        return self._best[key]

    def rivals(
        self, edition: EditionId, counted: Counted, status: Status, dimension: Dimension
    ) -> tuple[Measure, ...]:
        """Return some of the figures that lost in rank, the least vague first, but for those known to be wrong."""
        key = edition, counted, status, dimension
        if key not in self._rivals:
            lost = (figure for figure in self._measured_in(*key) if figure.fact.rank is Rank.NORMAL)
            self._rivals[key] = tuple(nsmallest(_MOST_RIVALS, lost, key=_vagueness))
        return self._rivals[key]

    def _measured_in(
        self, edition: EditionId, counted: Counted, status: Status, dimension: Dimension
    ) -> Sequence[Measure]:
        return self._measured.get((edition, counted, status), {}).get(dimension, ())


def _counted(fact: MetricFact) -> Counted | None:
    """Return what a fact counts; None where two such facts may count different things."""
    scope: Scope = fact.scope
    if fact.indicator is Indicator.OTHER or (scope.kind in _NAMED and not scope.of):
        return None
    # An audit says how a figure was checked, not what it counts.
    basis = fact.basis if fact.basis not in (None, "audited") else ""
    return fact.indicator, *scope_key(scope), basis or ""


def _check(claim: MetricFact, figures: _Figures) -> GrowthCheck:
    before = claim.compared_with
    if not isinstance(claim.about, EditionId) or before is None or before == claim.about:
        return _unchecked(claim, Unchecked.NO_EDITION)
    counted = _counted(claim)
    if counted is None:
        return _unchecked(claim, Unchecked.NO_FIGURE)
    standard, *others = _COMPARABLE[claim.status]
    check = _against(claim, claim.about, counted, (before, counted, standard), figures)
    if check is None or check.verdict is not Verdict.CONFIRMED:
        looser = [(before, counted, status) for status in others]
        if counted[-1]:
            # Who says "net" once may mean it of both figures.
            looser += [(before, (*counted[:-1], ""), status) for status in (standard, *others)]
        for earlier in looser:
            other = _against(claim, claim.about, counted, earlier, figures)
            if other is not None and other.verdict is Verdict.CONFIRMED:
                return other
    return check or _unchecked(claim, Unchecked.NO_FIGURE)


def _against(
    claim: MetricFact,
    edition: EditionId,
    counted: Counted,
    standard: tuple[EditionId, Counted, Status],
    figures: _Figures,
) -> GrowthCheck | None:
    """Check a claim against the earlier figures of one kind; None where a figure is missing."""
    own = tuple(measures(claim))
    dimensions = [m.dimension for m in own] or list(figures.dimensions(edition, counted, claim.status))
    earlier = figures.dimensions(*standard)
    if not dimensions or not earlier:
        return None
    shared = next((dimension for dimension in dimensions if dimension in earlier), None)
    if shared is None:
        return _unchecked(claim, Unchecked.OTHER_UNIT)
    later = tuple(m for m in own if m.dimension == shared) or figures.best(edition, counted, claim.status, shared)
    told = _verdict(claim, later, figures.best(*standard, shared))
    if told is not None:
        return told
    # The published figure counts something else. One that lost against it may still prove the change, not refute it.
    checks = (_verdict(claim, later, (rival,)) for rival in figures.rivals(*standard, shared))
    return next((check for check in checks if check is not None and check.verdict is Verdict.CONFIRMED), None)


def _verdict(claim: MetricFact, later: Sequence[Measure], earlier: Sequence[Measure]) -> GrowthCheck | None:
    change, said = claim.change, set(claim.evidence)
    assert change is not None
    # The words that state the change are no second source for a figure of it.
    pairs = [
        (new, old)
        for new, old in product(later, earlier)
        if is_alike(change, new, old) and not said >= set(old.fact.evidence)
    ]
    if not pairs:
        return None
    found = [recompute(change, new, old) for new, old in pairs]
    against = tuple(dict.fromkeys(old.fact for _, old in pairs))
    if len({one.verdict for one in found}) > 1:
        return _unchecked(claim, Unchecked.DISPUTED, against)
    first, (new, _) = found[0], pairs[0]
    return GrowthCheck(
        claim=claim,
        verdict=first.verdict,
        reason=Unchecked.BOUNDS_TOO_WIDE if first.verdict is Verdict.NOT_CHECKABLE else None,
        recomputed=first.size,
        direction=first.direction,
        figure=None if new.fact is claim else new.fact,
        against=against,
    )


def _unchecked(claim: MetricFact, reason: Unchecked, against: tuple[MetricFact, ...] = ()) -> GrowthCheck:
    return GrowthCheck(claim, Verdict.NOT_CHECKABLE, reason, against=against)
