"""The axis of a chart: round numbers from nought to more than the largest value."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from kg.wording import scale_of, unit_words

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_MOST_STEPS = 5
_FINEST = 9  # decimals


@dataclass(frozen=True, slots=True)
class Axis:
    """Round numbers, evenly apart, with their labels; `unit` is what the labels count, such as `billion USD`."""

    ticks: tuple[Decimal, ...]
    labels: tuple[str, ...]
    unit: str

    def share(self, value: Decimal) -> float:
        """Return where a value stands between the first and the last tick, from 0 to 1."""
        return float(value / self.ticks[-1])


def axis_of(most: Decimal, unit: str | None) -> Axis:
    """Return the axis for values from 0 to `most`.

    >>> axis_of(Decimal(3486), "count")
    Axis(ticks=(Decimal('0'), Decimal('1000'), Decimal('2000'), Decimal('3000'), Decimal('4000')), \
labels=('0', '1,000', '2,000', '3,000', '4,000'), unit='')
    >>> axis_of(Decimal("78.41E9"), "USD").labels, axis_of(Decimal("78.41E9"), "USD").unit
    (('0', '20', '40', '60', '80'), 'billion USD')
    """
    ticks = round_ticks(most, whole=unit in (None, "count"))
    divisor, name = scale_of(ticks[-1])
    labels = tuple(f"{(tick / divisor).normalize():,f}" for tick in ticks)
    return Axis(ticks, labels, " ".join(part for part in (name, unit_words(unit)) if part))


def round_ticks(most: Decimal, *, whole: bool) -> tuple[Decimal, ...]:
    """Return round numbers from 0 to `most` or a little more, at most six; no fractions where `whole`.

    >>> [str(tick) for tick in round_ticks(Decimal("6.7"), whole=False)]
    ['0', '2', '4', '6', '8']
    >>> [str(tick) for tick in round_ticks(Decimal(1), whole=True)]
    ['0', '1']
    """
    if most <= 0:
        return (Decimal(0), Decimal(1))
    power = Decimal(10) ** max((most / _MOST_STEPS).adjusted(), 0 if whole else -_FINEST)
    step = next(each * power for each in _STEPS if _fits(each * power, most, whole))
    count = int((most / step).to_integral_value(ROUND_CEILING))
    return tuple(_plain(step * number) for number in range(count + 1))


def _fits(step: Decimal, most: Decimal, whole: bool) -> bool:
    return step * _MOST_STEPS >= most and (not whole or step == step.to_integral_value())


def _plain(number: Decimal) -> Decimal:
    """Return a number without trailing noughts in its exponent: 1000, not 1E+3."""
    return Decimal(f"{number.normalize():f}")
