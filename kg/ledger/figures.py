"""Which figures are about one thing, in which unit they are compared, and when two of them can both be true."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kg.ledger.intervals import Stated, stated_amount
from kg.ledger.metrics import Key, subject_key
from kg.ledger.timing import Stage, Timing
from kg.ledger.wording import text_key
from kg.model import Bound, CountryRef, Indicator, MetricFact, Status

# Square metres in the units of areas; a foot is 0.3048 m by definition.
_SQUARE_METRES: Mapping[str, Fraction] = {
    "m2": Fraction(1),
    "ft2": Fraction("0.3048") ** 2,
    "ha": Fraction(10_000),
}
_NOT_MONEY = frozenset({"count", "percent", "days", *_SQUARE_METRES})
_TIERS = {Status.ACTUAL: 0, Status.REGISTERED: 1, Status.EXPECTED: 2}
_LIMITS = frozenset({Bound.MIN, Bound.MAX})


@dataclass(frozen=True, slots=True)
class Figure:
    """A stated figure among those of the same thing: what it stands for in their common unit, and who says it when.

    `tier` is 0 for a result, 1 for what is registered, 2 for what is expected; what was said of an edition that had
    not begun is no result, whatever its words.
    """

    fact: MetricFact
    stated: Stated
    bound: Bound
    articles: frozenset[str]
    tier: int
    stage: Stage

    @property
    def limits(self) -> bool:
        """Whether it gives a limit only."""
        return self.bound in _LIMITS


def fits(one: Figure, other: Figure) -> bool:
    """Tell whether two figures can be of one true number: one lies within what the other's digits and words allow.

    "50,000" is 50,213 to its two digits; "over 3,400" allows 3,486, and "over 550" does not allow 545.
    """
    return _allows(one.stated, other.stated.value) or _allows(other.stated, one.stated.value)


def _allows(stated: Stated, value: Fraction) -> bool:
    low, high = stated.possible.low, stated.possible.high
    return (low is None or low <= value) and (high is None or value <= high)


@dataclass(frozen=True, slots=True)
class Family:
    """The figures of one thing: of one subject, indicator, part of the whole, way of counting, and kind of unit."""

    key: Key
    basis: str
    figures: tuple[Figure, ...]


def families(facts: Iterable[MetricFact], timing: Timing) -> tuple[Family, ...]:
    """Bring together the figures that are of one thing, in a fixed order.

    Left out are changes without a figure, numbers that may count anything, and the figures of countries, on which
    the articles of all fairs have a say.
    """
    alike: dict[tuple[Key, str], list[MetricFact]] = defaultdict(list)
    for fact in facts:
        if fact.value is None or fact.indicator is Indicator.OTHER or isinstance(fact.about, CountryRef):
            continue
        alike[_thing(fact), fact.basis or ""].append(fact)
    return tuple(
        Family((*thing, unit), basis, tuple(_figure(fact, unit, timing) for fact in said))
        for (thing, basis), all_said in sorted(alike.items())
        for unit, said in _by_unit(all_said).items()
    )


def _thing(fact: MetricFact) -> Key:
    return (*subject_key(fact.about), fact.indicator, fact.scope.kind, text_key(fact.scope.of or ""))


def _by_unit(facts: Sequence[MetricFact]) -> dict[str, list[MetricFact]]:
    """Part figures by the unit in which they can be compared.

    All areas are compared in square metres. A sum in two currencies is compared in the one in which most sums are
    given, its own or the second; nothing else leads from a currency to another.
    """
    found: dict[str, list[MetricFact]] = defaultdict(list)
    sums = []
    for fact in facts:
        unit = fact.unit or ""
        if unit in _NOT_MONEY:
            found["m2" if unit in _SQUARE_METRES else unit].append(fact)
        else:
            sums.append(fact)
    uses = Counter(unit for fact in sums for unit in _currencies(fact))
    for fact in sums:
        found[min(_currencies(fact), key=lambda unit: (-uses[unit], unit))].append(fact)
    return found


def _currencies(fact: MetricFact) -> frozenset[str]:
    return frozenset({fact.unit or "", *(() if fact.also is None else (fact.also.unit,))})


def _figure(fact: MetricFact, unit: str, timing: Timing) -> Figure:
    articles = frozenset(evidence.article for evidence in fact.evidence)
    value, bound = fact.value or Decimal(0), fact.bound
    if fact.unit != unit and unit not in _SQUARE_METRES and fact.also is not None:
        value = fact.also.value
        bound = fact.also.bound if fact.also.bound is not Bound.EXACT else bound
    factor = _SQUARE_METRES.get(fact.unit or "", Fraction(1))
    stated = stated_amount(value, bound, counted=fact.unit in ("count", "days"), factor=factor)
    stage = timing.last_stage(articles, fact.about)
    tier = _TIERS[fact.status]
    if stage is Stage.BEFORE:
        tier = max(tier, _TIERS[Status.REGISTERED])
    return Figure(fact, stated, bound, articles, tier, stage)
