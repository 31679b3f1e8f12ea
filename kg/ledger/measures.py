"""What a figure is measured in, so that two can be compared: areas in square metres, sums in their currencies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from kg.ledger.intervals import Stated, stated_amount
from kg.model import MetricFact

# `count`, `percent`, `days`, `area` or a currency: figures of one dimension can be compared.
Dimension = str
AREA = "area"
SHARE = "percent"

# Square metres to a unit: the international foot is 0.3048 metres.
_AREAS = {"m2": Fraction(1), "ft2": Fraction(3048, 10_000) ** 2, "ha": Fraction(10_000)}


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure in the unit of its dimension; `factor` leads to it from the unit in which the figure is stated."""

    fact: MetricFact
    dimension: Dimension
    stated: Stated
    factor: Fraction = Fraction(1)


def measures(fact: MetricFact) -> Iterator[Measure]:
    """Yield what a fact measures: its value, and the same sum in a second currency where one is stated."""
    if fact.value is not None and fact.unit is not None and fact.value >= 0:
        dimension, factor = AREA if fact.unit in _AREAS else fact.unit, _AREAS.get(fact.unit, Fraction(1))
        stated = stated_amount(fact.value, fact.bound, counted=is_counted(dimension), factor=factor)
        yield Measure(fact, dimension, stated, factor)
    if fact.also is not None and fact.also.value >= 0:
        yield Measure(fact, fact.also.unit, stated_amount(fact.also.value, fact.also.bound, counted=False))


def is_counted(dimension: Dimension) -> bool:
    """Tell whether figures of a dimension are whole numbers, that need not be rounded."""
    return dimension in ("count", "days")
