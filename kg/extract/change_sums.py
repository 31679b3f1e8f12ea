"""Whose change it is, by reckoning: "2,807 exhibitors; the fair before had 2,866, so 2.1 percent were lost".

The words put the change beside the earlier figure. Where the figure before it is what the change makes of that one,
and not the other way round, the change is of the figure before.

>>> from kg.model import Change, Direction
>>> down = Change(Direction.DOWN, percent=Decimal("2.1"))
>>> found = settled([Changed(Decimal(2807), "e", None), Changed(Decimal(2866), "e", down)])
>>> [f.change == down for f in found]
[True, False]
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.model import Change, Direction

_BACK = 3  # figures before a change's own among which the later one is looked for
_ROUNDING = Decimal("0.006")  # stated percentages and figures are rounded


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure with its change; figures that count the same thing in the same unit have an equal `counted`."""

    value: Decimal
    counted: Hashable
    change: Change | None


def settled(figures: Sequence[Changed]) -> list[Changed]:
    """Return the figures, each change with the one that it makes of the other."""
    found = list(figures)
    for n, figure in enumerate(figures):
        if figure.change is None:
            continue
        for k in range(n - 1, max(-1, n - 1 - _BACK), -1):
            later = found[k]
            if later.counted != figure.counted or later.change is not None or later.value == figure.value:
                continue
            if _makes(figure.value, figure.change, later.value) and not _makes(
                later.value, figure.change, figure.value
            ):
                found[k], found[n] = replace(later, change=figure.change), replace(figure, change=None)
                break
    return found


def _makes(earlier: Decimal, change: Change, later: Decimal) -> bool:
    """Tell whether a change makes one value of another, as far as rounding allows."""
    up = change.direction is Direction.UP
    if change.percent is not None:
        made = earlier * (1 + (change.percent if up else -change.percent) / 100)
    elif change.absolute is not None:
        made = earlier + (change.absolute if up else -change.absolute)
    elif change.factor:
        made = earlier * change.factor if up else earlier / change.factor
    else:
        return False
    return abs(made - later) <= _ROUNDING * later
