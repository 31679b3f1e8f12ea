from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.amounts import find_amounts
from kg.extract.changes import ChangeMention, find_changes
from kg.model import Bound


def changes(text: str) -> list[ChangeMention]:
    return find_changes(text, 0, len(text), find_amounts(text))


def written(mention: ChangeMention) -> str:
    change = mention.change
    if change is None:
        return "earlier"
    if change.percent is not None:
        size = f"{change.percent}%"
    elif change.factor is not None:
        size = f"x{change.factor}"
    else:
        size = str(change.absolute)
    return f"{change.direction.value} {size}"


# A text, the change, the figure that changed, the earlier figure, and what it is compared with.
LINKS = [
    ("It drew 3,486 firms, up 6.7% on the previous expo.", "up 6.7%", "3,486", None, "previous"),
    ("Attendance rose 12% to 4,500 in May.", "up 12%", "4,500", None, "previous"),
    ("It drew 2,240 firms, 14 percent more than the 1,965 of 2021.", "up 14%", "2,240", "1,965", "2021"),
    ("It had 27 countries, six more than the 21 of 2023.", "up 6", "27", "21", "2023"),
    ("Attendance grew from 2,500 to 2,800.", "earlier", "2,800", "2,500", None),
    ("It drew 28,000 people, down from 34,000 last year.", "earlier", "28,000", "34,000", None),
    (
        "It drew 174,562 buyers from 212 countries, 9 per cent fewer than in spring.",
        "down 9%",
        "174,562",
        None,
        "previous",
    ),
    ("It drew 300 firms. That is 38 more than last year.", "up 38", "300", None, "previous"),
    ("The number of buyers was up by 8 per cent.", "up 8%", None, None, "previous"),
    ("South Korea doubled its presence to 38.", "up x2", "38", None, "previous"),
    ("Over 80,000 visitors came; buyers were up 10 per cent.", "up 10%", None, None, "previous"),
    ("It had 106 countries, six up on 2015.", "up 6", "106", None, "2015"),
    (
        "The halls were toured by 4,310 buyers from 52 countries, 9 per cent more than last time.",
        "up 9%",
        "4,310",
        None,
        "previous",
    ),
    ("It had 740 stands, 12 per cent more than four years earlier.", "up 12%", "740", None, "4 years earlier"),
    ("It had 740 stands, 12 per cent more than a year earlier.", "up 12%", "740", None, "previous"),
    ("It had 9,011 guests, an improvement of 8 per cent on the 27th show.", "up 8%", "9,011", None, "27"),
]


@pytest.mark.parametrize(("text", "expected", "target", "base", "versus"), LINKS)
def test_what_changed_and_against_what(
    text: str, expected: str, target: str | None, base: str | None, versus: str | None
) -> None:
    amounts = find_amounts(text)
    [found] = find_changes(text, 0, len(text), amounts)
    assert written(found) == expected
    assert (None if found.target is None else amounts[found.target].number.of(text)) == target
    assert (None if found.base is None else amounts[found.base].number.of(text)) == base
    assert (found.change.versus if found.change else None) == versus


def test_respectively_maps_in_order() -> None:
    text = "It had 3,107 firms and 10,828 guests, with respective increases of 40% and 81% on last year."
    amounts = find_amounts(text)
    found = find_changes(text, 0, len(text), amounts)
    assert [(written(c), str(amounts[c.target or 0].value)) for c in found] == [
        ("up 40%", "3107"),
        ("up 81%", "10828"),
    ]


def test_years_back_are_counted() -> None:
    [found] = changes("It had 300 firms, 5 percent more than four years earlier.")
    assert found.years_back == 4


def test_the_amount_of_a_change_is_consumed_and_nothing_else() -> None:
    text = "It drew 3,486 firms, up 6.7% on the previous expo."
    [found] = changes(text)
    assert [find_amounts(text)[i].value for i in found.consumed] == [Decimal("6.7")]


_PIECES = [
    "12%",
    "3,486",
    " ",
    "firms",
    "up",
    "down",
    "rose",
    "by ",
    "to ",
    "from ",
    "more than",
    "fewer",
    "than in ",
    "2019",
    ", ",
    ". ",
    "an increase of ",
    "doubled",
    "twice",
    "respectively",
    "and ",
    "a third",
    "\n",
    "(",
    ")",
    "on ",
    "the ",
    "last year",
    "compared with ",
    "percent",
    "growth",
]


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=16).map(" ".join) | st.text(max_size=60))
def test_any_text_gives_changes_with_right_indices(text: str) -> None:
    amounts = find_amounts(text)
    for found in find_changes(text, 0, len(text), amounts):
        assert 0 <= found.span.start <= found.span.end <= len(text)
        used = [i for i in (found.amount, found.target, found.base) if i is not None]
        assert len(set(used)) == len(used)
        assert all(0 <= i < len(amounts) for i in used)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Attendance was up 12 per cent on 2017.", Bound.EXACT),
        ("Attendance was up almost 12 per cent on 2017.", Bound.APPROX),
        ("Attendance was up by over 12 per cent on 2017.", Bound.MIN),
        ("Attendance was a fifth more than in 2017.", Bound.APPROX),
        ("Attendance nearly tripled.", Bound.APPROX),
        ("Attendance more than doubled.", Bound.MIN),
        ("Attendance was halved.", Bound.APPROX),
        ("Attendance doubled.", Bound.EXACT),
    ],
)
def test_how_exact_a_change_is(text: str, bound: Bound) -> None:
    [found] = changes(text)
    assert found.change is not None
    assert found.change.bound is bound
