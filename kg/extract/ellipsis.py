"""Units that a text states once and the reader carries on: "480 million dollars in 2019, 75 in 2020"."""

from __future__ import annotations

from bisect import bisect_left
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


class Said:
    """The amounts of money and of space in a text that have units, to be looked up by their place."""

    def __init__(self, amounts: Sequence[AmountMention], labels: Mapping[int, str]) -> None:
        self._amounts = amounts
        self._all: dict[bool, list[int]] = {True: [], False: []}
        self._labelled: dict[tuple[bool, str], list[int]] = {}
        for i, amount in enumerate(amounts):
            money = amount.unit not in _OTHERS
            if money or amount.unit in _AREAS:
                self._all[money].append(i)
                self._labelled.setdefault((money, labels.get(i, "")), []).append(i)

    def model(self, i: int, label: str, *, money: bool) -> AmountMention | None:
        """Return whose unit a number carries on: the last of its label, else the last before it, else the first."""
        for indices in (self._labelled.get((money, label), []), self._all[money]):
            before = bisect_left(indices, i)
            if before:
                return self._amounts[indices[before - 1]]
        return self._amounts[self._all[money][0]] if self._all[money] else None


def completed(
    amounts: Sequence[AmountMention], i: int, labels: Mapping[int, str], governor: Governor, said: Said
) -> AmountMention:
    """Return the number at an index with the unit that it left to the reader, if it did.

    `labels` are what the numbers of the text were found to count, `said` the units that the text has.
    """
    amount, label = amounts[i], labels[i]
    if amount.unit != "count":
        return amount
    if label in _MONEY:
        model = said.model(i, label, money=True)
        return amount if model is None else _scaled(amount, model)
    if label == Indicator.EXHIBITION_AREA:
        model = said.model(i, label, money=False)
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


def _scaled(amount: AmountMention, model: AmountMention) -> AmountMention:
    scale = model.scale if amount.scale == 1 and amount.value < _SCALED_BELOW else 1
    return replace(amount, unit=model.unit, value=plain(amount.value * Decimal(scale)))
