"""The figures of an article in their order: what was told before a figure tells which part of the whole it counts.

The first and largest number of exhibitors is that of all exhibitors; a smaller one that follows is likely a part of
it; a number that was told before counts the same part again.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from kg.extract.amounts import AmountMention
from kg.extract.document import Document
from kg.model import Scope, ScopeKind

_UNITS = {"m2": "area", "ft2": "area", "ha": "area", "count": "count", "percent": "percent", "days": "days"}
_SIZES = (("half", 2), ("tenth", 10))  # a figure against the largest of its rivals
_CHANCE = 12  # a number above this that is told twice is the same figure


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts and what it is about; figures about the same edition have an equal `about`."""

    amount: AmountMention
    indicator: str
    about: Hashable


class Story:
    """The figures of one article; a figure's rivals are those of the same indicator, edition and kind of unit."""

    def __init__(self, doc: Document, figures: Sequence[Figure]) -> None:
        self.doc = doc
        self.figures = figures
        groups: dict[Hashable, list[int]] = {}
        for n, figure in enumerate(figures):
            groups.setdefault(_group(figure), []).append(n)
        self._groups = groups

    def features(self, n: int, told: Sequence[Scope]) -> list[str]:
        """Return the features of a figure in the story; `told` are the scopes of the figures before it."""
        return self._rank(n) + self._told(n, told) + (self._before(n, told) if n else ["first figure"])

    def _rank(self, n: int) -> list[str]:
        """Return where a figure stands among its rivals in order and in size."""
        figure = self.figures[n]
        group = self._groups[_group(figure)]
        value, most = figure.amount.value, max(self.figures[k].amount.value for k in group)
        order = "only" if len(group) == 1 else "first" if group[0] == n else "last" if group[-1] == n else "later"
        size = "largest" if value >= most else next((s for s, k in _SIZES if value * k > most), "small")
        return [
            f"rank {order}",
            f"size {size}",
            f"rank {order} {size}",
            f"rank {order} {size}&{figure.indicator}",
            f"size {size}&{figure.indicator}",
        ]

    def _told(self, n: int, told: Sequence[Scope]) -> list[str]:
        """Return what the rivals before a figure counted, and whether they were more."""
        figure = self.figures[n]
        value = figure.amount.value
        earlier = [k for k in self._groups[_group(figure)] if k < n]
        if not earlier:
            return ["total untold"]
        most = max(self.figures[k].amount.value for k in earlier)
        size = "below" if value < most else "same" if value == most else "above"
        last = earlier[-1]
        step = "below" if value < self.figures[last].amount.value else "above"
        f = [f"{size} told", f"rival before={told[last].kind}", f"rival before={told[last].kind} {step}"]
        same = [k for k in earlier if self.figures[k].amount.value == value]
        if same and value > _CHANCE:
            f.append(f"repeat of {told[same[-1]].kind}")
        if any(told[k].kind is ScopeKind.TOTAL for k in earlier):
            f += ["total told", f"total told {size}", f"total told&{figure.indicator}"]
        else:
            f.append("total untold")
        return f

    def _before(self, n: int, told: Sequence[Scope]) -> list[str]:
        """Return what the figure right before counted and how far back it stands."""
        figure, last = self.figures[n], self.figures[n - 1]
        here = self.doc.sentence_index(figure.amount.span.start)
        there = self.doc.sentence_index(last.amount.span.start)
        block = self.doc.block_of[here] == self.doc.block_of[there]
        far = "same" if here == there else "far" if not block else "next" if here == there + 1 else "block"
        kind = told[n - 1].kind
        f = [
            f"before {last.indicator} {kind} then {figure.indicator}",
            f"before {kind} {far}",
            f"before {kind} {far} {'same' if last.indicator == figure.indicator else 'other'}",
        ]
        if last.about != figure.about:
            f += ["about changes", f"about changes {kind}"]
        return f


def _group(figure: Figure) -> Hashable:
    return figure.indicator, figure.about, _UNITS.get(figure.amount.unit, "money")
