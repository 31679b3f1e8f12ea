from __future__ import annotations

from dataclasses import replace

import pytest

from kg.score.fits import (
    about_fits,
    attribute_fits,
    change_fits,
    comparable,
    core_fits,
    deal_fits,
    edition_fits,
    full_fits,
    same_name,
    same_number,
    scope_fits,
)
from kg.score.gold import Gold, GoldChange, GoldDeal, GoldEdition, GoldMetric
from kg.score.output import Output, OutputChange, OutputDeal, OutputEdition, OutputMetric

SIXTH = GoldEdition("e1", "Shanghai Tea Expo", ("STE",), 6, 2023, ())
UNTOLD = GoldEdition("e2", "Lima Boat Show", (), None, None, ())
GOLD = Gold("a", "2023-11-10", (SIXTH, UNTOLD), (), ())
OUTPUT = Output(
    editions={
        "ste/6": OutputEdition("ste/6", frozenset({"Shanghai Tea Expo"}), 6, 2023),
        "ste/5": OutputEdition("ste/5", frozenset({"Shanghai Tea Expo"}), 5, 2022),
        "ste": OutputEdition("ste", frozenset({"STE"}), is_fair=True),
        "lima": OutputEdition("lima", frozenset({"Lima Boat Show"}), is_fair=True),
    },
    countries={"cn": "CN"},
)
WANTED = GoldMetric("e1", "exhibitors", ((3486, "count"),), "exact", "actual", "total", None, "3,486 exhibitors")
FOUND = OutputMetric("ste/6", "exhibitors", 3486.0, "count", "exact", "actual", "total", None, None)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Canton Fair", "the CANTON-FAIR", True),
        ("China International Import Expo", "China Import Expo", True),  # "international" is folded away
        ("Canton Fair", "Autumn Canton Fair", True),
        ("Fair", "Canton Fair", False),  # one word stands for no longer name
        ("Canton Fair", "Canton Expo", False),
        ("", "", True),
    ],
)
def test_names(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (1000, 1005, True),
        (1000, 1006, False),
        (0, 0, True),
        (-1000, -1005, True),
        (None, None, False),
        (1, None, False),
    ],
)
def test_numbers(one: float | None, other: float | None, same: bool) -> None:
    assert same_number(one, other) is same


@pytest.mark.parametrize(
    ("ordinal", "year", "fits"),
    [(6, 2023, True), (6, 1999, True), (5, 2023, False), (None, 2023, True), (None, 2022, False), (None, None, True)],
)
def test_the_ordinal_decides_before_the_year(ordinal: int | None, year: int | None, fits: bool) -> None:
    assert edition_fits(SIXTH, OutputEdition("x", frozenset({"STE"}), ordinal, year)) is fits


def test_another_name_is_another_edition() -> None:
    assert not edition_fits(SIXTH, OutputEdition("x", frozenset({"Lima Boat Show"}), 6, 2023))


@pytest.mark.parametrize(
    ("wanted", "found", "fits"),
    [
        ("e1", "ste/6", True),
        ("e1", "ste/5", False),
        ("e1", "ste", False),  # a numbered edition is not its fair
        ("e2", "lima", True),  # of which nothing tells which one it is, the fair will do
        ("fair:Shanghai Tea Expo", "ste", True),  # by the alias that the article's editions have
        ("fair:Shanghai Tea Expo", "ste/6", False),
        ("fair:Lima Boat Show", "ste", False),
        ("country:CN", "cn", True),
        ("country:DE", "cn", False),
        ("e1", "nowhere", False),
        ("e9", "ste/6", False),
    ],
)
def test_what_a_figure_is_about(wanted: str, found: str, fits: bool) -> None:
    assert about_fits(replace(WANTED, about=wanted), replace(FOUND, about=found), GOLD, OUTPUT) is fits


@pytest.mark.parametrize(
    "other",
    [
        replace(FOUND, about="ste/5"),
        replace(FOUND, indicator="visitors"),
        replace(FOUND, value=3400.0),
        replace(FOUND, unit="percent"),
        replace(FOUND, value=None),
    ],
)
def test_the_core_is_edition_indicator_value_and_unit(other: OutputMetric) -> None:
    assert core_fits(WANTED, FOUND, GOLD, OUTPUT)
    assert not core_fits(WANTED, other, GOLD, OUTPUT)


@pytest.mark.parametrize(
    "other",
    [
        replace(FOUND, scope="overseas"),
        replace(FOUND, status="expected"),
        replace(FOUND, bound="min"),
        replace(FOUND, change=OutputChange("up", 5.0, None, None)),
    ],
)
def test_the_whole_is_scope_status_bound_and_change_as_well(other: OutputMetric) -> None:
    assert full_fits(WANTED, FOUND)
    assert not full_fits(WANTED, other)
    assert core_fits(WANTED, other, GOLD, OUTPUT)


def test_an_amount_in_two_currencies_may_be_found_in_either() -> None:
    both = replace(WANTED, amounts=((2e12, "CNY"), (2.82e11, "USD")))
    for value, unit, fits in ((2e12, "CNY", True), (2.82e11, "USD", True), (2e12, "USD", False)):
        assert core_fits(both, replace(FOUND, value=value, unit=unit), GOLD, OUTPUT) is fits


def test_where_only_a_change_is_stated_it_stands_for_the_value() -> None:
    wanted = replace(WANTED, amounts=(), change=GoldChange("up", 6.7, None, None))
    found = replace(FOUND, value=None, unit=None, change=OutputChange("up", 6.7, None, None))
    assert core_fits(wanted, found, GOLD, OUTPUT)
    assert not core_fits(wanted, replace(found, change=OutputChange("down", 6.7, None, None)), GOLD, OUTPUT)
    assert not core_fits(wanted, replace(found, value=3486.0), GOLD, OUTPUT)


@pytest.mark.parametrize(
    ("wanted", "found", "fits"),
    [
        (None, None, True),
        (GoldChange("up", 5, None, None), None, False),
        (None, OutputChange("up", 5, None, None), False),
        (GoldChange("up", 5, None, None), OutputChange("up", None, 5, None), False),
        (GoldChange("up", None, None, 2), OutputChange("up", None, None, 2), True),
        (GoldChange("up", None, 135, None), OutputChange("down", None, 135, None), False),
    ],
)
def test_changes(wanted: GoldChange | None, found: OutputChange | None, fits: bool) -> None:
    assert change_fits(wanted, found) is fits


@pytest.mark.parametrize(
    ("wanted", "scope", "of", "fits"),
    [
        ("country:DE", "country", "DE", True),
        ("country:DE", "country", "FR", False),
        ("region:Africa", "region", "ASEAN", True),  # the name of a region is not compared
        ("total", "total", None, True),
        ("overseas", "domestic", None, False),
    ],
)
def test_scopes(wanted: str, scope: str, of: str | None, fits: bool) -> None:
    assert scope_fits(replace(WANTED, scope=wanted), replace(FOUND, scope=scope, scope_of=of)) is fits


@pytest.mark.parametrize(
    ("wanted", "found", "fits"),
    [
        (GoldDeal(("Gome", "Samsung China"), 7.1e8, "USD"), OutputDeal(frozenset({"Gome"}), 7.1e8, "USD"), True),
        (GoldDeal(("Gome",), 7.1e8, "USD"), OutputDeal(frozenset({"Gome"}), None, None), False),
        (GoldDeal(("Gome",), 7.1e8, "USD"), OutputDeal(frozenset({"Gome"}), 7.1e8, "CNY"), False),
        (GoldDeal(("Gome",), None, None), OutputDeal(frozenset({"Gome", "Haier"}), None, None), True),
        (GoldDeal(("Gome",), None, None), OutputDeal(frozenset({"Haier"}), None, None), False),
    ],
)
def test_deals(wanted: GoldDeal, found: OutputDeal, fits: bool) -> None:
    assert deal_fits(wanted, found) is fits


@pytest.mark.parametrize(
    ("name", "one", "other", "same"),
    [
        ("city", "The Hague", "hague", True),
        ("theme", "New Era, Shared Future!", "new era shared future", True),
        ("organizer", "Ministry of Commerce", "the Ministry of Commerce of China", True),
        ("start", "2023-11", "2023-11-05", False),
        ("country", "CN", "cn", False),
    ],
)
def test_attributes(name: str, one: str, other: str, same: bool) -> None:
    assert attribute_fits(name, comparable(name, one), comparable(name, other)) is same
