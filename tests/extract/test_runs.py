from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.dates import DateMention, find_dates
from kg.extract.runs import Dated, best_run, run_length

PUBLISHED = date(2023, 11, 11)
SURE, DOUBT = 1.0, -0.5


def dated(text: str, **gains: float) -> Dated:
    [mention] = find_dates(text, published=PUBLISHED)
    return Dated(mention, gains)


def at(found: Dated, offset: int) -> Dated:
    """Move a date to another place of the text, so that two of them stand in an order."""
    mention = found.mention
    moved = DateMention(
        type(mention.span)(offset, offset + 5), mention.surface, mention.period, mention.kind, mention.rule,
        year_stated=mention.year_stated, length_days=mention.length_days,
    )  # fmt: skip
    return Dated(moved, found.gains)


def ends(*dates: Dated, apart: int = 100) -> tuple[str | None, str | None]:
    run = best_run([at(d, apart * i) for i, d in enumerate(dates)])
    if run is None:
        return None, None
    return run.start.value if run.start else None, run.end.value if run.end else None


def test_a_range_is_a_run() -> None:
    assert ends(dated("5 to 10 November 2023", range=SURE)) == ("2023-11-05", "2023-11-10")


def test_two_days_that_both_look_like_the_end_are_start_and_end() -> None:
    first = dated("5 November 2023", start=0.3, end=0.5)
    last = dated("10 November 2023", start=-1.0, end=0.8)
    assert ends(first, last) == ("2023-11-05", "2023-11-10")
    assert ends(last, first) == ("2023-11-05", "2023-11-10")


def test_a_stated_length_decides_between_two_starts() -> None:
    early = dated("3 November 2023", start=0.6, end=DOUBT)
    right = dated("5 November 2023", start=0.5, end=DOUBT)
    last = dated("10 November 2023", start=DOUBT, end=SURE)
    length = dated("the six-day fair", length=0.5)
    assert ends(early, right, last) == ("2023-11-03", "2023-11-10")
    assert ends(early, right, last, length) == ("2023-11-05", "2023-11-10")


def test_start_and_length_give_the_end_and_the_reverse() -> None:
    length = dated("the six-day fair", length=SURE)
    assert ends(dated("5 November 2023", start=SURE, end=DOUBT), length) == ("2023-11-05", "2023-11-10")
    assert ends(dated("10 November 2023", start=DOUBT, end=SURE), length) == ("2023-11-05", "2023-11-10")


def test_a_length_of_something_else_gives_no_end() -> None:
    length = dated("the six-day fair", length=-SURE)
    assert ends(dated("5 November 2023", start=SURE, end=DOUBT), length) == ("2023-11-05", None)


def test_a_weekday_beside_a_start_is_of_its_week() -> None:
    opened = dated("on 31 October 2023", start=SURE, end=DOUBT)
    until = dated("until Saturday it will run", start=-SURE, end=SURE)
    assert until.mention.period.end != "2023-11-04"
    assert ends(opened, until, apart=40) == ("2023-10-31", "2023-11-04")
    assert ends(opened, until, apart=400) == ("2023-10-31", "2023-11-11")


def test_months_stay_months() -> None:
    assert ends(dated("in October 2024", range=SURE, start=0.2)) == ("2024-10", "2024-10")
    assert ends(dated("in October 2024", range=DOUBT, start=SURE)) == ("2024-10", None)


@pytest.mark.parametrize("text", ["5 November 2023", "5 to 10 November 2023", "in October 2024", "the six-day fair"])
def test_dates_that_speak_for_nothing_give_no_run(text: str) -> None:
    roles = dict.fromkeys(("range", "start", "end", "day", "length"), -SURE)
    assert best_run([dated(text, **roles)]) is None


def test_no_run_is_longer_than_a_season() -> None:
    opened, closed = dated("1 March 2023", start=SURE), dated("30 September 2023", end=0.9)
    assert ends(opened, closed) == ("2023-03-01", None)


@settings(max_examples=60, derandomize=True)
@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.floats(-2, 2), st.floats(-2, 2), st.floats(-2, 2)), min_size=1, max_size=6
    )
)
def test_a_run_never_ends_before_it_starts_and_is_of_the_dates(rows: list[tuple[int, float, float, float]]) -> None:
    days = [PUBLISHED + timedelta(days=shift) for shift, *_ in rows]
    dates = [
        dated(f"{day.day} {day:%B} {day.year}", start=a, end=b, day=c)
        for day, (_, a, b, c) in zip(days, rows, strict=True)
    ]
    start, end = ends(*dates)
    stated = {day.isoformat() for day in days}
    assert {start, end} - {None} <= stated
    if start and end:
        length = run_length(start, end)
        assert length is not None
        assert length >= 1
