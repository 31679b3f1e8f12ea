"""Units that stand in a label and not with the number: "Net area, sqm: 27,400", "Orders (EUR m)   3.1".

>>> unit_of("Net area, sqm"), unit_of("from abroad (%)").unit, unit_of("Orders, EUR '000").scale
(LabelUnit(unit='m2', scale=1, factor=Decimal('1')), 'percent', 1000)
>>> unit_of("Exhibitors (of which foreign)") is None
True
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from kg.extract.amount_mentions import AmountMention
from kg.extract.measures import ONE, unit_after
from kg.extract.money import ANYWHERE, Setting, name_after, symbol_before
from kg.extract.numerals import SCALES, SHORT_SCALES, plain
from kg.extract.tables import Cell


@dataclass(frozen=True, slots=True)
class LabelUnit:
    """A unit that a label states: as in an amount, with the scale word beside it and the factor of the unit."""

    unit: str
    scale: int = 1
    factor: Decimal = ONE


# The last part of a label, in brackets, after a comma or alone, is where its unit stands.
_PART = re.compile(r"(?:\((?P<in>[^()]{1,24})\)|,\s*(?P<after>[^,()]{1,24})|^(?P<all>[^,()]{1,24}))\s*\*?\s*\Z")
_THOUSANDS = re.compile(r"['’]?000s?\Z|thousands?\Z")
_LABEL = re.compile(r"(?:\A|(?<=[\n.;•·▪|]))[ \t•·▪*#–—-]*(?P<label>[^\W\d][^\n:|.;]{0,60})\*?\s*[:|]\s*\Z")
_LONGEST_LABEL = 70


@lru_cache(maxsize=512)
def unit_of(label: str, setting: Setting = ANYWHERE) -> LabelUnit | None:
    """Return the unit that a label states, or None."""
    match = _PART.search(label)
    if match is None:
        return None
    part = next(group for group in (match["in"], match["after"], match["all"]) if group is not None).strip()
    scale = 1
    words = part.split()
    if words and (size := _scale(words[-1])) and (len(words) > 1 or match["all"] is None):
        scale, words = size, words[:-1]
    part = " ".join(words)
    if not part:
        return LabelUnit("count", scale) if scale > 1 else None
    mark = unit_after(f"1 {part}", 1)
    if mark is not None and mark.end == len(part) + 2 and mark.unit not in ("other", "points"):
        return LabelUnit(mark.unit, scale, mark.factor)
    symbol = symbol_before(f"{part} 1", len(part) + 1, setting)
    money = symbol if symbol is not None and symbol.start == 0 else name_after(f"1 {part}", 1, setting)
    if (
        money is not None
        and (money.start == 0 or money.end == len(part) + 2)
        and (len(part) > 1 or not part.isalpha())
    ):
        return LabelUnit(money.code, scale)
    return None


def _scale(word: str) -> int | None:
    lower = word.lower().rstrip(".")
    if _THOUSANDS.fullmatch(lower):
        return 1000
    return SCALES.get(lower) or (SHORT_SCALES.get(lower) if lower != "mm" else None)


def with_label_units(
    text: str, amounts: Sequence[AmountMention], cells: Sequence[Cell], setting: Setting
) -> list[AmountMention]:
    """Return the amounts, those that have no unit of their own with that of their label, row or column."""
    starts = [cell.span.start for cell in cells]
    found = []
    for amount in amounts:
        unit = None
        if amount.unit == "count":
            at = bisect_left(starts, amount.span.start + 1) - 1
            cell = cells[at] if at >= 0 and amount.span.start < cells[at].span.end else None
            for label in (cell.row, cell.column) if cell is not None else (_label_before(text, amount),):
                unit = unit or (unit_of(label, setting) if label else None)
        found.append(amount if unit is None else _in_unit(amount, unit))
    return found


def _label_before(text: str, amount: AmountMention) -> str | None:
    start = max(0, amount.span.start - _LONGEST_LABEL)
    match = (
        _LABEL.search(text[start : amount.span.start])
        if text[amount.span.start - 2 : amount.span.start].strip()
        else None
    )
    return match["label"] if match is not None else None


def _in_unit(amount: AmountMention, unit: LabelUnit) -> AmountMention:
    scale = unit.scale if amount.scale == 1 else 1
    return replace(
        amount,
        value=plain(amount.value * scale * unit.factor),
        upper=None if amount.upper is None else plain(amount.upper * scale * unit.factor),
        unit=unit.unit,
        scale=amount.scale * scale,
        factor=unit.factor,
    )
