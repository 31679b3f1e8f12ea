"""What a stated number may stand for: the interval that its digits and its bound show.

Every number has two intervals. The likely one is what a reader takes it for: 8,000 is 7,950 to 8,050, "over 3,400" is
3,400 to 3,500. The possible one is what it does not rule out: "over 3,400" is 3,400 or any number above. Two
statements fit where the likely intervals meet, and exclude each other only where the possible ones do not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kg.model import Bound

# "Some 300" may be 312, and "about 25" may be 24: as wide as its last digit that is not zero, within these shares.
_APPROX_LEAST = Fraction(1, 40)
_APPROX_MOST = Fraction(1, 20)
# "Over 100,000" is no more than a tenth above it, or else the next round number would have been named.
_ABOVE_MOST = Fraction(1, 10)
# A number that is only approximate may be off by twice its width; beyond that it is wrong.
APPROX_POSSIBLE = 2


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`, both included; an end that nothing limits is None."""

    low: Fraction | None
    high: Fraction | None

    def meets(self, other: Interval) -> bool:
        """Tell whether a number lies in both intervals.

        >>> Interval(Fraction(1), Fraction(2)).meets(Interval(Fraction(2), None))
        True
        """
        return _reaches(self.high, other.low) and _reaches(other.high, self.low)

    def holds(self, number: Fraction) -> bool:
        """Tell whether a number lies in the interval."""
        return (self.low is None or self.low <= number) and (self.high is None or number <= self.high)

    @property
    def width(self) -> Fraction | None:
        """How far the ends lie apart, None where one is missing."""
        return None if self.high is None or self.low is None else self.high - self.low


@dataclass(frozen=True, slots=True)
class Stated:
    """A number as it was stated, with the intervals that it is likely and that it is possible to stand for."""

    value: Fraction
    likely: Interval
    possible: Interval

    def each(self, change: Callable[[Fraction], Fraction]) -> Stated:
        """Return the number with its ends changed by a function that keeps the order of numbers."""

        def both(interval: Interval) -> Interval:
            low, high = interval.low, interval.high
            return Interval(None if low is None else change(low), None if high is None else change(high))

        return Stated(change(self.value), both(self.likely), both(self.possible))


def stated_amount(value: Decimal, bound: Bound, *, counted: bool, factor: Fraction = Fraction(1)) -> Stated:
    """Return what a figure stands for; `factor` leads from its unit to the one in which figures are compared.

    A count without zeros at its end is exact; money, areas and shares are rounded in any case. Zeros at the end may
    be rounding, but two digits are always meant.

    >>> exact = stated_amount(Decimal(50213), Bound.EXACT, counted=True)
    >>> exact.likely.width == 0, stated_amount(Decimal(8000), Bound.EXACT, counted=True).likely.width == 100
    (True, True)
    """
    return _amount(value, bound, counted).each(lambda end: end * factor)


def _amount(value: Decimal, bound: Bound, counted: bool) -> Stated:
    point, step = Fraction(value), last_digit_meant(value)
    if bound is Bound.EXACT:
        half = Fraction(0) if counted and step <= 1 else step / 2
        return around(point, half, half)
    if bound is Bound.APPROX:
        half = min(max(last_digit(value) / 2, _APPROX_LEAST * point), _APPROX_MOST * point)
        half = max(half, Fraction(1) if counted else step / 2)
        return around(point, half, APPROX_POSSIBLE * half)
    return beyond(point, min(to_next_round(value), max(_ABOVE_MOST * point, step)), bound)


# --- the digits of a number ---


def last_digit_meant(value: Decimal) -> Fraction:
    """Return the unit of the last digit that is meant: zeros at the end are not, but the first two digits are."""
    digits, place = _digits(value)
    return Fraction(10) ** (place if digits >= 2 or place <= 0 else place - 1)


def last_digit(value: Decimal) -> Fraction:
    """Return the unit of the last digit that is not zero: 10,000 for 50,000."""
    return Fraction(10) ** _digits(value)[1]


def to_next_round(value: Decimal) -> Fraction:
    """Return how far the next round number is: 100 for 3,400, and 50 for 550, after which comes 600."""
    last = value.normalize().as_tuple().digits[-1:]
    return last_digit(value) * (5 if last == (5,) else 1)


def _digits(value: Decimal) -> tuple[int, int]:
    """Return how many digits a number has without the zeros at its end, and the power of ten of the last."""
    _, digits, exponent = value.normalize().as_tuple()
    return len(digits), exponent if isinstance(exponent, int) else 0


# --- intervals ---


def around(point: Fraction, likely: Fraction, possible: Fraction) -> Stated:
    """Return a number that may be off to both sides, but is not below nothing."""
    return Stated(
        point,
        Interval(max(point - likely, Fraction(0)), point + likely),
        Interval(max(point - possible, Fraction(0)), point + possible),
    )


def beyond(point: Fraction, reach: Fraction, bound: Bound) -> Stated:
    """Return a number that is a limit, and likely passed by no more than `reach`."""
    if bound is Bound.MIN:
        return Stated(point, Interval(point, point + reach), Interval(point, None))
    return Stated(point, Interval(max(point - reach, Fraction(0)), point), Interval(Fraction(0), point))


def _reaches(high: Fraction | None, low: Fraction | None) -> bool:
    return high is None or low is None or low <= high
