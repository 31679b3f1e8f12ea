from __future__ import annotations

import pytest

from kg.extract.amounts import find_amounts
from kg.extract.ellipsis import Said, completed
from kg.extract.governors import Governor


def complete(text: str, label: str, source: str = "compared") -> tuple[str, str]:
    """Return value and unit of the second number of a text, which counts what the first does."""
    amounts = find_amounts(text)
    labels = {0: label, 1: label}
    done = completed(amounts, 1, labels, Governor((), source, 0), Said(amounts, labels))
    return str(done.value), done.unit


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("Deals of $480 million, against 75 in 2020", "deal-value", ("75000000", "USD")),
        ("Deals of $2.5 billion, against 1.8 billion", "deal-value", ("1800000000", "USD")),
        ("Deals of $480 million, against 75,000 in 2020", "deal-value", ("75000", "USD")),
        ("Space of 26,000 sq m, of which 4,000 outdoors", "exhibition-area", ("4000", "m2")),
        ("40 percent came back, up from 35", "visitors", ("35", "percent")),
        ("40 percent came back, of 350", "visitors", ("350", "count")),
        ("40 firms came, against 35", "exhibitors", ("35", "count")),
        ("40 percent came back, up from 35 percent", "visitors", ("35", "percent")),
    ],
)
def test_a_bare_number_takes_the_unit_that_was_said(text: str, label: str, expected: tuple[str, str]) -> None:
    assert complete(text, label) == expected


def test_a_share_is_carried_on_in_comparisons_only() -> None:
    assert complete("40 percent came back. There were 35", "visitors", "earlier") == ("35", "count")


def test_without_money_in_the_text_none_is_made_up() -> None:
    assert complete("3 firms signed for 75", "deal-value") == ("75", "count")
