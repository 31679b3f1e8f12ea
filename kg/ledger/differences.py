"""Why figures of one thing differ: each against the published one, and the published ones of its parts and bases.

Only a conflict is left where nothing explains a difference; see docs/ledger.md for the kinds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.ledger.contradictions import conflict, subject_name
from kg.ledger.figures import Figure, families, fits
from kg.ledger.metrics import Key
from kg.ledger.ranks import Ranked, RankedFamily, rank_family
from kg.ledger.sameness import plain_number
from kg.ledger.timing import Stage, Timing
from kg.model import (
    Bound,
    CountryRef,
    Difference,
    DifferenceKind,
    FairId,
    Finding,
    Indicator,
    MetricFact,
    ScopeKind,
)

# What is counted up while an edition runs: the number of a day in between is a limit of the last one.
_GROWING = frozenset(
    {
        Indicator.VISITORS,
        Indicator.VISITS,
        Indicator.BUYERS,
        Indicator.ATTENDEES,
        Indicator.DEALS,
        Indicator.DEAL_VALUE,
    }
)
_HUNDREDTH = Decimal("0.01")
# Of the first nine conflicts that were looked at in news, six were farther apart: all of them counted two things.
_FARTHEST = 2
# Which of the ways of counting the others are held against: what is said without one, then the widest.
_BASES = ("", "gross", "audited", "net")


@dataclass(frozen=True, slots=True)
class FigureLedger:
    """The figures of all articles with their ranks, where they differ, and their contradictions."""

    facts: tuple[MetricFact, ...]
    differences: tuple[Difference, ...]
    findings: tuple[Finding, ...]


def rank_figures(facts: Sequence[MetricFact], timing: Timing) -> FigureLedger:
    """Rank all figures that are compared, and say where those of one thing differ."""
    ranked = [rank_family(family, timing) for family in families(facts, timing)]
    changed = {id(one.figure.fact): one.fact for family in ranked for one in family.ranked}
    found = tuple(differences(ranked, timing))
    return FigureLedger(tuple(changed.get(id(fact), fact) for fact in facts), found, tuple(conflict_findings(found)))


def differences(ranked: Sequence[RankedFamily], timing: Timing) -> Iterator[Difference]:
    """Yield each figure that differs from the published one of its thing; then those of bases and parts."""
    for family in ranked:
        for other in family.ranked[1:]:
            kind = kind_of(family.preferred, other, timing)
            if kind is not None:
                yield _difference(family.preferred, other, kind)
    yield from _across_bases(ranked)
    yield from _across_scopes(ranked)


def kind_of(one: Ranked, other: Ranked, timing: Timing) -> DifferenceKind | None:
    """Return why two figures of one thing differ, None where they do not; the same whichever is named first."""
    a, b = one.figure, other.figure
    if a.stated.value == b.stated.value:
        return None
    if a.tier != b.tier:
        return DifferenceKind.FORECAST
    if one.corrected or other.corrected:
        return DifferenceKind.CORRECTION
    if fits(a, b):
        return DifferenceKind.BOUND if a.limits or b.limits else DifferenceKind.ROUNDING
    if _still_growing(a, b, timing) or _still_growing(b, a, timing):
        return DifferenceKind.BOUND
    if one.several or other.several or a.articles & b.articles:
        return DifferenceKind.SCOPE
    if a.tier > 0:
        return DifferenceKind.FORECAST
    if _far_apart(a, b, timing):
        return DifferenceKind.SCOPE
    # What is said of a fair in general is true of its day only.
    return None if isinstance(a.fact.about, FairId) else DifferenceKind.CONFLICT


def _still_growing(smaller: Figure, larger: Figure, timing: Timing) -> bool:
    """Tell whether the smaller figure was given while the edition ran, and the larger one later."""
    return (
        smaller.stated.value < larger.stated.value
        and smaller.fact.indicator in _GROWING
        and smaller.stage is Stage.DURING
        and timing.latest(smaller.articles) < timing.latest(larger.articles)
    )


def _far_apart(one: Figure, other: Figure, timing: Timing) -> bool:
    """Tell whether a figure of one source is so far from another that it will count something else.

    Two results for one thing are seldom so unlike; a count of a delegation, taken for that of the fair, often is.
    """
    low, high = sorted((one.stated.value, other.stated.value))
    alone = min(timing.copies.sources(figure.articles) for figure in (one, other)) == 1
    return alone and high > _FARTHEST * low


def _across_bases(ranked: Iterable[RankedFamily]) -> Iterator[Difference]:
    alike: dict[Key, list[RankedFamily]] = defaultdict(list)
    for family in ranked:
        alike[family.family.key].append(family)
    for counted in alike.values():
        lead, *others = sorted(counted, key=lambda family: _BASES.index(family.family.basis))
        for other in others:
            if _unlike(lead.preferred, other.preferred):
                yield _difference(lead.preferred, other.preferred, DifferenceKind.BASIS)


def _across_scopes(ranked: Iterable[RankedFamily]) -> Iterator[Difference]:
    """Yield the parts that one article gives against the whole that another gives."""
    wholes: dict[tuple[Key, str], Ranked] = {}
    parts: list[tuple[tuple[Key, str], Ranked]] = []
    for family in ranked:
        *subject, indicator, kind, _, unit = family.family.key
        thing = (*subject, indicator, unit), family.family.basis
        if kind == ScopeKind.TOTAL:
            wholes[thing] = family.preferred
        else:
            parts.append((thing, family.preferred))
    for thing, part in parts:
        if thing in wholes and _unlike(wholes[thing], part):
            yield _difference(wholes[thing], part, DifferenceKind.SCOPE)


def _unlike(one: Ranked, other: Ranked) -> bool:
    """Tell whether two articles would seem to disagree, did one not count otherwise or less than the other."""
    a, b = one.figure, other.figure
    return a.tier == b.tier and not a.articles & b.articles and not fits(a, b)


def _difference(preferred: Ranked, other: Ranked, kind: DifferenceKind) -> Difference:
    about = preferred.fact.about
    assert not isinstance(about, CountryRef)  # their figures are in no family
    values = preferred.figure.stated.value, other.figure.stated.value
    share = abs(values[0] - values[1]) / max(values) * 100
    relative = Decimal(share.numerator) / Decimal(share.denominator)
    return Difference(about, preferred.fact, other.fact, kind, plain_number(relative.quantize(_HUNDREDTH)))


def conflict_findings(found: Iterable[Difference]) -> Iterator[Finding]:
    """Tell of each figure that contradicts the published one."""
    for difference in found:
        one, other = difference.preferred, difference.other
        if (
            difference.kind is DifferenceKind.CONFLICT
            and isinstance(one, MetricFact)
            and isinstance(other, MetricFact)
        ):
            name = subject_name(difference.about)
            part = "" if one.scope.kind is ScopeKind.TOTAL else f" ({_part(one)})"
            yield conflict(
                f"{one.indicator} of {name}{part}",
                (_shown(one), one.evidence[0]),
                (_shown(other), other.evidence[0]),
                (("subject", name), ("indicator", one.indicator)),
            )


def _part(fact: MetricFact) -> str:
    return fact.scope.kind if fact.scope.of is None else f"{fact.scope.kind}: {fact.scope.of}"


def _shown(fact: MetricFact) -> str:
    sign = "" if fact.bound is Bound.EXACT else f"{fact.bound} "
    return f"{sign}{fact.value} {fact.unit}"
