"""One stated change against two figures: what they give, and whether that can be what is stated."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kg.ledger.intervals import Stated
from kg.ledger.measures import SHARE, Measure, is_counted
from kg.ledger.rates import difference, growth, stated_difference, stated_growth, stated_points
from kg.ledger.sameness import plain_number
from kg.model import Bound, Change, Direction, Verdict

# Digits behind the point of a percentage or a factor that was recomputed, if the stated one has no more.
_PLACES = 2
_FIRM = frozenset({Bound.EXACT, Bound.APPROX})
# A figure so many times larger or smaller than the change makes it counts something else, whatever it is called.
_FARTHEST = 3


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What two figures give in the place of a stated change; `size` is in the form in which the change is stated."""

    verdict: Verdict
    size: Decimal | None
    direction: Direction | None


def recompute(change: Change, new: Measure, old: Measure) -> Recomputed:
    """Compare a stated change with the one between two figures of one dimension.

    A change of a share in percent may be meant in percentage points as well: either reading may hold.
    """
    firm = new.fact.bound in _FIRM and old.fact.bound in _FIRM
    if change.absolute is not None:
        found = difference(new.stated, old.stated)
        stated = stated_difference(change, counted=is_counted(new.dimension), factor=new.factor)
        return _told(_verdict(stated, found, firm), found.value / new.factor, _digits(change.absolute))
    relative = _relative(change, new.stated, old.stated, firm)
    if new.dimension != SHARE or change.percent is None or relative.verdict is Verdict.CONFIRMED:
        return relative
    found = difference(new.stated, old.stated)
    points = _told(_verdict(stated_points(change), found, firm), found.value, _digits(change.percent))
    return relative if points.verdict is Verdict.CONTRADICTED else points


def is_alike(change: Change, new: Measure, old: Measure) -> bool:
    """Tell whether an earlier figure can count the same thing: it is not far from what figure and change make it."""
    if change.absolute is not None:
        up = change.direction is Direction.UP
        made = new.stated.value - Fraction(change.absolute) * new.factor * (1 if up else -1)
    else:
        times = stated_growth(change).value + 1
        made = new.stated.value / times if times > 0 else Fraction(0)
    return made <= 0 or made / _FARTHEST <= old.stated.value <= made * _FARTHEST


def _relative(change: Change, new: Stated, old: Stated, firm: bool) -> Recomputed:
    found = growth(new, old)
    if found is None:
        return Recomputed(Verdict.NOT_CHECKABLE, None, None)
    verdict = _verdict(stated_growth(change), found, firm)
    if change.percent is not None:
        return _told(verdict, found.value * 100, _digits(change.percent))
    times = found.value + 1
    if times == 0:
        return Recomputed(verdict, None, Direction.DOWN)
    size = plain_number(_rounded(max(times, 1 / times), _PLACES))
    return Recomputed(verdict, size, None if size == 1 else Direction.UP if times > 1 else Direction.DOWN)


def _verdict(stated: Stated, found: Stated, firm: bool) -> Verdict:
    """Compare two changes; `firm` figures are meant as they are written, and are no mere limits."""
    if not stated.possible.meets(found.possible):
        return Verdict.CONTRADICTED
    likely = stated.likely
    if firm and likely.holds(found.value):
        return Verdict.CONFIRMED
    # Figures that give anything from nothing to twice the stated change say nothing of it.
    width = found.likely.width
    widest = max(abs(stated.value), likely.width or Fraction(0))
    if width is None or width > widest or not likely.meets(found.likely):
        return Verdict.NOT_CHECKABLE
    return Verdict.CONFIRMED


def _told(verdict: Verdict, size: Fraction, digits: int) -> Recomputed:
    rounded = plain_number(_rounded(abs(size), max(_PLACES, digits)))
    direction = Direction.UP if size > 0 else Direction.DOWN
    return Recomputed(verdict, rounded, direction if rounded else None)


def _rounded(number: Fraction, places: int) -> Decimal:
    return Decimal(round(number * 10**places)).scaleb(-places)


def _digits(number: Decimal) -> int:
    """Return how many digits a number has behind its point."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
