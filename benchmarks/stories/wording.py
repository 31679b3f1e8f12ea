"""Numbers in words: exact, rounded or as a bound, as news writes them, with the value that the words then give."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from random import Random

_APPROXIMATE = ("about", "around", "some", "roughly", "close to")
_AT_LEAST = ("more than", "over", "at least", "upwards of")
_MONEY_WORDS = {"EUR": "euros", "GBP": "pounds", "CNY": "yuan", "INR": "rupees", "JPY": "yen", "ZAR": "rand"}


@dataclass(frozen=True, slots=True)
class Wording:
    """A number as written, with the value, the unit and the bound that the writing gives."""

    text: str
    value: Decimal
    unit: str
    bound: str = "exact"


def worded(value: Decimal, unit: str, view: str, random: Random) -> Wording:
    """Write a number as one sees it: `exact`, `rounded` or `bound`."""
    written, bound, prefix = value, "exact", ""
    if view == "rounded":
        written, bound = _to_figures(value, 2, ROUND_HALF_EVEN), "approx"
        prefix = random.choice(_APPROXIMATE) + " "
    elif view == "bound":
        written, bound = _to_figures(value - 1, 2, ROUND_FLOOR), "min"
        prefix = random.choice(_AT_LEAST) + " "
    return Wording(prefix + _amount(written, unit, random), written, unit, bound)


def percent(value: Decimal, random: Random) -> str:
    """Write a percentage."""
    return f"{value}{random.choice((' percent', ' percent', ' per cent', '%'))}"


def _to_figures(value: Decimal, figures: int, rounding: str) -> Decimal:
    """Round to that many significant figures."""
    if value <= 0:
        return Decimal(1)
    return Decimal(int(value.quantize(Decimal(1).scaleb(value.adjusted() - figures + 1), rounding=rounding)))


def _amount(value: Decimal, unit: str, random: Random) -> str:
    if unit == "count":
        return _number(value)
    if unit == "m2":
        return f"{_number(value)} {random.choice(('square meters', 'square metres', 'sq m'))}"
    size, scale = (value / 10**9, " billion") if value >= 10**9 else (value / 10**6, " million")
    if value < 10**6:
        size, scale = value, ""
    number = _number(size.normalize())
    if unit == "USD":
        return f"{random.choice(('US$', '$'))}{number}{scale}"
    if unit in _MONEY_WORDS:
        return f"{number}{scale} {_MONEY_WORDS[unit]}"
    return f"{unit} {number}{scale}"


def _number(value: Decimal) -> str:
    return f"{value:,f}"
