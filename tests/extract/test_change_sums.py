from __future__ import annotations

from decimal import Decimal

import pytest
from tea_texts import read

from kg.extract.change_sums import Changed, settled
from kg.model import Change, Direction

DOWN_2 = Change(Direction.DOWN, percent=Decimal("2.1"))
UP_40 = Change(Direction.UP, percent=Decimal(40))
TWICE = Change(Direction.UP, factor=Decimal(2))
LESS_100 = Change(Direction.DOWN, absolute=Decimal(100))


def changes(*figures: tuple[int, str, Change | None]) -> list[Change | None]:
    return [f.change for f in settled([Changed(Decimal(v), c, ch) for v, c, ch in figures])]


@pytest.mark.parametrize(
    ("later", "earlier", "change"),
    [(2807, 2866, DOWN_2), (38600, 27500, UP_40), (400, 200, TWICE), (2800, 2900, LESS_100)],
)
def test_a_change_beside_the_earlier_figure_is_of_the_later_one(later: int, earlier: int, change: Change) -> None:
    assert changes((later, "visitors", None), (earlier, "visitors", change)) == [change, None]


def test_a_change_that_the_figures_do_not_bear_out_stays() -> None:
    assert changes((2807, "visitors", None), (5000, "visitors", DOWN_2)) == [None, DOWN_2]
    assert changes((2866, "visitors", None), (2807, "visitors", DOWN_2)) == [None, DOWN_2]


def test_figures_of_other_things_and_changed_ones_are_left_alone() -> None:
    assert changes((2807, "buyers", None), (2866, "visitors", DOWN_2)) == [None, DOWN_2]
    assert changes((2807, "visitors", UP_40), (2866, "visitors", DOWN_2)) == [UP_40, DOWN_2]


def test_the_later_figure_may_stand_a_little_before() -> None:
    assert changes((2807, "v", None), (61, "c", None), (2866, "v", DOWN_2)) == [DOWN_2, None, None]
    far = [(9, "c", None)] * 3
    assert changes((2807, "v", None), *far, (2866, "v", DOWN_2))[-1] is DOWN_2


def test_an_article_is_read_so() -> None:
    found = read("The 6th Shanghai Tea Expo drew 1,400 exhibitors, up 40 percent from 1,000 exhibitors last year.")
    [metric] = [m for m in found.metrics if "1,400" in m.evidence.quote]
    assert metric.change is not None
    assert metric.change.percent == 40
