"""Units that a text states once and the reader carries on: "480 million dollars in 2019, 75 in 2020"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from kg.extract.amounts import AmountMention
from kg.extract.governors import Governor
from kg.extract.numerals import plain
from kg.model import Indicator

_MONEY = frozenset({Indicator.DEAL_VALUE, Indicator.INVESTMENT, Indicator.TRADE_VALUE})
_AREAS = frozenset({"m2", "ft2", "ha"})
_OTHERS = frozenset({"count", "percent", "days", "points", "other", *_AREAS})
_CARRIED = frozenset({"compared", "list"})  # how a share's sign may be carried on
_SCALED_BELOW = 1000  # a number above this is written out: no scale word is to be understood with it
_HUNDRED = 100


def completed(
    amounts: Sequence[AmountMention], i: int, label: str, governor: Governor, labels: Mapping[int, str]
) -> AmountMention:
    """Return the number at an index with the unit that it left to the reader, if it did.

    `label` is what it counts and `labels` what the numbers of the text were found to count.
    """
    amount = amounts[i]
    if amount.unit != "count":
        return amount
    if label in _MONEY:
        model = _model(amounts, i, label, labels, money=True)
        return amount if model is None else _scaled(amount, model)
    if label == Indicator.EXHIBITION_AREA:
        model = _model(amounts, i, label, labels, money=False)
        return amount if model is None else replace(amount, unit=model.unit, value=plain(amount.value * model.factor))
    j = governor.lender
    if (
        j is not None
        and amounts[j].unit == "percent"
        and labels.get(j) == label
        and governor.source in _CARRIED
        and amount.value <= _HUNDRED
        and amount.form == "digits"
    ):
        return replace(amount, unit="percent")
    return amount


def _model(
    amounts: Sequence[AmountMention], i: int, label: str, labels: Mapping[int, str], *, money: bool
) -> AmountMention | None:
    """The amount whose unit is carried on: the last before of the same label, else the last before, else the next."""
    fits = [j for j, a in enumerate(amounts) if (a.unit not in _OTHERS if money else a.unit in _AREAS)]
    before = [j for j in fits if j < i]
    same = [j for j in before if labels.get(j) == label]
    order = (same or before)[-1:] or fits[:1]
    return amounts[order[0]] if order else None


def _scaled(amount: AmountMention, model: AmountMention) -> AmountMention:
    scale = model.scale if amount.scale == 1 and amount.value < _SCALED_BELOW else 1
    return replace(amount, unit=model.unit, value=plain(amount.value * Decimal(scale)))
