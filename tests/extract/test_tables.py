from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tea_texts import document

from kg.extract.labelled import LabelUnit, unit_of
from kg.extract.tables import find_cells

BY_FAIR = """\
                     m²    Orders (EUR m)
Tea Expo 2010        84               6.5
Coffee Expo 2012    240               8.9
"""


def test_a_cell_has_the_heading_over_it() -> None:
    assert [(c.span.of(BY_FAIR), c.row, c.column) for c in find_cells(BY_FAIR)] == [
        ("84", "Tea Expo 2010", "m²"),
        ("6.5", "Tea Expo 2010", "Orders (EUR m)"),
        ("240", "Coffee Expo 2012", "m²"),
        ("8.9", "Coffee Expo 2012", "Orders (EUR m)"),
    ]


def test_bars_and_tabs_part_cells_like_spaces() -> None:
    for gap in (" | ", "\t", "   "):
        text = f"Year{gap}2010{gap}2012\nStands{gap}84{gap}96\nHalls{gap}4{gap}5\n"
        assert [(c.row, c.column) for c in find_cells(text)] == [
            ("Stands", "2010"), ("Stands", "2012"), ("Halls", "2010"), ("Halls", "2012"),
        ]  # fmt: skip


def test_a_missing_figure_keeps_the_columns_in_order() -> None:
    text = "           2010   2012\nStands      n/a     96\nHalls         4      5\n"
    assert [c.column for c in find_cells(text) if c.span.of(text) == "96"] == ["2012"]


def test_prose_is_no_table() -> None:
    assert find_cells("It drew 300 firms.  It had 20 stands.\n\nIn 2010  it was  closed.\n") == []


@given(st.text(alphabet="ab 12|\t\n–.", max_size=200))
@settings(derandomize=True, max_examples=300)
def test_cells_come_in_order_and_do_not_overlap(text: str) -> None:
    cells = find_cells(text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(cells))


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("Net area, sqm", LabelUnit("m2")),
        ("Exhibition space (m²)", LabelUnit("m2")),
        ("from abroad (%)", LabelUnit("percent")),
        ("Orders (EUR m)", LabelUnit("EUR", 10**6)),
        ("Orders, EUR '000", LabelUnit("EUR", 1000)),
        ("Visitors, thousand", LabelUnit("count", 1000)),
        ("Exhibitors", None),
        ("Visitors (unique)", None),
    ],
)
def test_a_label_states_a_unit(label: str, unit: LabelUnit | None) -> None:
    assert unit_of(label) == unit


def test_numbers_take_the_unit_of_their_label() -> None:
    stated = {a.number.of(BY_FAIR): (a.value, a.unit) for a in document(BY_FAIR).amounts}
    assert stated["240"] == (Decimal(240), "m2")
    assert stated["8.9"] == (Decimal(8_900_000), "EUR")
    doc = document("The fair was full. Square metres: 12,000, halls: 4.")
    assert [(a.value, a.unit) for a in doc.amounts] == [(Decimal(12_000), "m2"), (Decimal(4), "count")]


def test_a_bare_sign_is_the_currency_of_the_place() -> None:
    units = [
        a.unit for a in document("BRISBANE - The Tea Expo in Brisbane, Australia, took orders of $5 million.").amounts
    ]
    assert units == ["AUD"]
    assert [a.unit for a in document("The Tea Expo took orders of $5 million.").amounts] == ["USD"]
