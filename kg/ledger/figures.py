"""Which figures are about one thing, in which unit they are compared, and when two of them can both be true."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.ledger.intervals import Stated
from kg.ledger.measures import Measure, measures
from kg.ledger.metrics import Key, scope_key, subject_key
from kg.ledger.timing import Stage, Timing
from kg.model import Bound, CountryRef, Indicator, MetricFact, Status

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
    articles: frozenset[str]
    tier: int
    stage: Stage

    @property
    def limits(self) -> bool:
        """Whether it gives a limit only."""
        return self.fact.bound in _LIMITS


def fits(one: Figure, other: Figure) -> bool:
    """Tell whether two figures can be of one true number: one lies within what the other's digits and words allow.

    "50,000" is 50,213 to its two digits; "over 3,400" allows 3,486, and "over 550" does not allow 545.
    """
    return one.stated.possible.holds(other.stated.value) or other.stated.possible.holds(one.stated.value)


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
        if fact.indicator is not Indicator.OTHER and not isinstance(fact.about, CountryRef):
            alike[_thing(fact), fact.basis or ""].append(fact)
    return tuple(
        Family((*thing, unit), basis, tuple(_figure(measure, timing) for measure in measured))
        for (thing, basis), said in sorted(alike.items())
        for unit, measured in _by_unit(said).items()
    )


def _thing(fact: MetricFact) -> Key:
    return (*subject_key(fact.about), fact.indicator, *scope_key(fact.scope))


def _by_unit(facts: Iterable[MetricFact]) -> dict[str, list[Measure]]:
    """Part figures by the unit in which they can be compared.

    A sum in two currencies is compared in the one in which most sums are given, its own or the second; nothing else
    leads from one currency to another.
    """
    choices = [choice for fact in facts if fact.value is not None and (choice := tuple(measures(fact)))]
    uses = Counter(measure.dimension for choice in choices for measure in choice)
    found: dict[str, list[Measure]] = defaultdict(list)
    for choice in choices:
        measure = min(choice, key=lambda m: (-uses[m.dimension], m.dimension))
        found[measure.dimension].append(measure)
    return found


def _figure(measure: Measure, timing: Timing) -> Figure:
    fact = measure.fact
    articles = frozenset(evidence.article for evidence in fact.evidence)
    stage = timing.last_stage(articles, fact.about)
    tier = _TIERS[fact.status]
    if stage is Stage.BEFORE:
        tier = max(tier, _TIERS[Status.REGISTERED])
    return Figure(fact, measure.stated, articles, tier, stage)
