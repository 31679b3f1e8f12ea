from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_fairs import AIRSHOW, AUTO_CHINA, CANTON, CIFTIS, CIIE, DRUPA, FAIRS, IRREGULAR, ISE, fair_row

from kg.cadence import Certainty, Slot, find_ordinal, find_year, step_ordinal, step_year
from kg.registry import Cadence, FairRow


def year_of(fair: FairRow, ordinal: int) -> tuple[int, str | None, str] | None:
    holding = find_ordinal(fair, ordinal)
    return (holding.year, holding.season, holding.certainty.value) if holding else None


def ordinal_of(fair: FairRow, year: int, season: str | None = None) -> tuple[int, str] | None:
    holding = find_year(fair, year, season)
    return (holding.ordinal, holding.certainty.value) if holding else None


def test_known_pairs_are_exact() -> None:
    assert year_of(CIIE, 1) == (2018, None, "known")
    assert year_of(CANTON, 127) == (2020, "spring", "known")
    assert ordinal_of(CANTON, 2020, "autumn") == (128, "known")


def test_between_known_pairs_an_annual_fair_is_counted() -> None:
    assert [year_of(CIIE, n) for n in (2, 6)] == [(2019, None, "interpolated"), (2023, None, "interpolated")]
    assert ordinal_of(CIIE, 2022) == (5, "interpolated")


def test_a_fair_held_twice_a_year_alternates_as_its_known_pairs_show() -> None:
    assert year_of(CANTON, 131) == (2022, "spring", "interpolated")
    assert year_of(CANTON, 126) == (2019, "autumn", "interpolated")
    assert ordinal_of(CANTON, 2023, "spring") == (133, "interpolated")


def test_a_year_with_two_editions_has_no_ordinal() -> None:
    assert ordinal_of(CANTON, 2020) is None
    assert ordinal_of(CANTON, 2020, "summer") is None


def test_a_cancelled_edition_that_kept_its_number_is_counted_and_marked() -> None:
    cancelled = find_ordinal(AUTO_CHINA, 17)
    assert cancelled is not None
    assert (cancelled.year, cancelled.held, cancelled.certainty) == (2022, False, Certainty.INTERPOLATED)
    assert step_ordinal(AUTO_CHINA, 18, -1) == 16
    assert step_year(AUTO_CHINA, Slot(2024), -1) == Slot(2020)


def test_a_cancelled_year_that_took_no_number_is_skipped() -> None:
    assert year_of(ISE, 18) == (2022, None, "interpolated")
    assert ordinal_of(ISE, 2021) is None
    assert step_year(ISE, Slot(2022), -1) == Slot(2020)


def test_where_the_cadence_does_not_fit_both_pairs_nothing_is_said() -> None:
    assert year_of(AIRSHOW, 7) is None
    assert ordinal_of(AIRSHOW, 2008) is None
    off_by_one = fair_row("off", known="1=2000|5=2003")
    assert [year_of(off_by_one, n) for n in (2, 3, 4)] == [None, None, None]


def test_beyond_the_known_pairs_the_cadence_is_followed_over_cancelled_years() -> None:
    assert year_of(CIIE, 9) == (2026, None, "extrapolated")
    assert year_of(DRUPA, 17) == (2024, None, "extrapolated")
    assert ordinal_of(DRUPA, 2020) is None
    assert ordinal_of(DRUPA, 2024) == (17, "extrapolated")
    third = find_ordinal(CIIE, 10)
    assert third is not None
    assert third.distance == 3


def test_nothing_is_before_the_first_edition() -> None:
    assert year_of(CIIE, 0) is None
    assert ordinal_of(CIIE, 2017) is None
    late = fair_row("late", known="5=2010", first_year=2008)
    assert year_of(late, 3) == (2008, None, "extrapolated")
    assert year_of(late, 2) is None


def test_without_known_pairs_there_are_no_numbers_but_neighbours() -> None:
    assert year_of(CIFTIS, 7) is None
    assert ordinal_of(CIFTIS, 2020) is None
    assert step_year(CIFTIS, Slot(2020), -1) == Slot(2019)
    assert step_year(CIFTIS, Slot(2012), -1) is None


def test_an_irregular_fair_has_only_its_known_pairs() -> None:
    assert year_of(IRREGULAR, 4) == (2016, None, "known")
    assert [year_of(IRREGULAR, n) for n in (3, 6, 9)] == [None, None, None]
    assert step_year(IRREGULAR, Slot(2018), -1) == Slot(2016)
    assert step_year(IRREGULAR, Slot(2024), 1) is None


def test_neighbours_follow_the_numbering_where_a_fair_was_moved() -> None:
    assert step_year(AIRSHOW, Slot(2022), -1) == Slot(2021)
    assert step_year(AIRSHOW, Slot(2022), 1) == Slot(2024)
    assert step_year(AIRSHOW, Slot(2024), 1) == Slot(2026)


def test_the_edition_before_the_first_does_not_exist() -> None:
    assert step_ordinal(CIIE, 1, -1) is None
    assert step_ordinal(None, 3, -4) is None
    assert step_ordinal(None, 3, 4) == 7


@pytest.mark.parametrize("season", ["spring", "autumn"])
def test_neighbours_of_a_season(season: str) -> None:
    before = {"spring": Slot(2022, "autumn"), "autumn": Slot(2023, "spring")}[season]
    assert step_year(CANTON, Slot(2023, season), -1) == before
    assert step_year(CANTON, Slot(2023), -1) is None


@settings(max_examples=200, derandomize=True, deadline=None)
@given(fair=st.sampled_from(FAIRS), ordinal=st.integers(1, 160))
def test_from_ordinal_to_year_and_back(fair: FairRow, ordinal: int) -> None:
    there = find_ordinal(fair, ordinal)
    if there is not None:
        assert find_year(fair, there.year, there.season) == there


@settings(max_examples=200, derandomize=True, deadline=None)
@given(
    period=st.sampled_from([Cadence.ANNUAL, Cadence.BIENNIAL, Cadence.TRIENNIAL]),
    numbers=st.lists(st.integers(1, 30), min_size=1, max_size=3, unique=True),
    cancelled=st.lists(st.integers(1950, 2040), max_size=4, unique=True),
    asked=st.integers(1, 40),
)
def test_safe_years_ascend_with_ordinals_and_avoid_years_without_edition(
    period: Cadence, numbers: list[int], cancelled: list[int], asked: int
) -> None:
    years = {Cadence.ANNUAL: 1, Cadence.BIENNIAL: 2, Cadence.TRIENNIAL: 3}[period]
    pairs = {n: 1950 + n * years for n in sorted(numbers)}
    known = "|".join(f"{n}={y}" for n, y in pairs.items())
    fair = fair_row("x", cadence=period, known=known, cancelled=tuple(set(cancelled) - set(pairs.values())))
    holdings = [h for n in range(1, asked + 1) if (h := find_ordinal(fair, n)) is not None]
    assert [h.year for h in holdings] == sorted({h.year for h in holdings})
    for holding in holdings:
        if holding.held:
            assert holding.year not in fair.cancelled_years
        if holding.ordinal in pairs:
            assert (holding.year, holding.certainty) == (pairs[holding.ordinal], Certainty.KNOWN)
