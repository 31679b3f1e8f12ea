"""Changes as intervals: what a stated one may stand for, and what two figures give in its place."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kg.ledger.intervals import (
    APPROX_POSSIBLE,
    Interval,
    Stated,
    around,
    beyond,
    last_digit,
    last_digit_meant,
    stated_amount,
    to_next_round,
)
from kg.model import Bound, Change, Direction

# "A fifth more" is 17.5 to 22.5 percent: the words for shares and multiples lie so far apart.
_WORD_WIDTH = Fraction(1, 8)


def stated_growth(change: Change) -> Stated:
    """Return the growth that a change in percent or by a factor states, as a share of the earlier figure.

    >>> fall = stated_growth(Change(Direction.DOWN, percent=Decimal("5")))
    >>> float(fall.likely.low), float(fall.likely.high)
    (-0.055, -0.045)
    """
    if change.factor is not None:
        times = _factor(change.factor, change.bound)
        if change.direction is Direction.DOWN:
            times = Stated(1 / times.value, _inverse(times.likely), _inverse(times.possible))
        return times.each(lambda end: end - 1)
    return stated_points(change).each(lambda end: end / 100)


def stated_points(change: Change) -> Stated:
    """Return a change in percent as one in percentage points."""
    assert change.percent is not None
    return _directed(_percent(change.percent, change.bound), change.direction)


def stated_difference(change: Change, *, counted: bool, factor: Fraction) -> Stated:
    """Return the difference that an absolute change states, in the unit in which the figures are compared."""
    assert change.absolute is not None
    size = stated_amount(change.absolute, change.bound, counted=counted, factor=factor)
    return _directed(size, change.direction)


def growth(new: Stated, old: Stated) -> Stated | None:
    """Return by what share of `old` the later figure is larger; None where the earlier figure is nothing.

    >>> both = [stated_amount(Decimal(n), Bound.EXACT, counted=True) for n in (189, 172)]
    >>> round(float(growth(*both).value), 3)
    0.099
    """
    if old.value == 0:
        return None
    likely, possible = _quotient(new.likely, old.likely), _quotient(new.possible, old.possible)
    return Stated(new.value / old.value, likely, possible).each(lambda end: end - 1)


def difference(new: Stated, old: Stated) -> Stated:
    """Return by how much the later figure is larger."""
    likely, possible = _minus(new.likely, old.likely), _minus(new.possible, old.possible)
    return Stated(new.value - old.value, likely, possible)


def _percent(size: Decimal, bound: Bound) -> Stated:
    point, step = Fraction(size), last_digit_meant(size)
    if bound is Bound.EXACT:
        return around(point, step / 2, step / 2)
    if bound is Bound.APPROX:
        half = max(_WORD_WIDTH * point, step)
        return around(point, half, APPROX_POSSIBLE * half)
    return beyond(point, to_next_round(size), bound)


def _factor(factor: Decimal, bound: Bound) -> Stated:
    """Return what a multiple stands for: "doubled" is a word, 1.8 times is a number with its digits."""
    point = Fraction(factor)
    if bound in (Bound.MIN, Bound.MAX):
        return beyond(point, min(last_digit(factor), point / 2), bound)
    if bound is Bound.EXACT and factor != factor.to_integral_value():
        half = last_digit_meant(factor) / 2
        return around(point, half, half)
    return around(point, _WORD_WIDTH * point, APPROX_POSSIBLE * _WORD_WIDTH * point)


def _directed(size: Stated, direction: Direction) -> Stated:
    if direction is Direction.UP:
        return size

    def turned(interval: Interval) -> Interval:
        low, high = interval.low, interval.high
        return Interval(None if high is None else -high, None if low is None else -low)

    return Stated(-size.value, turned(size.likely), turned(size.possible))


# Quotients are of figures, which are never below nothing, so that a missing low end is 0.


def _inverse(interval: Interval) -> Interval:
    return _quotient(Interval(Fraction(1), Fraction(1)), interval)


def _quotient(over: Interval, under: Interval) -> Interval:
    low = Fraction(0) if under.high is None or over.low is None else over.low / under.high
    return Interval(low, None if over.high is None or not under.low else over.high / under.low)


def _minus(one: Interval, other: Interval) -> Interval:
    low = None if one.low is None or other.high is None else one.low - other.high
    return Interval(low, None if one.high is None or other.low is None else one.high - other.low)
