from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.amounts import find_amounts
from kg.extract.dates import DateMention, find_dates

SATURDAY = date(2023, 11, 11)


def only(text: str, published: date | None = SATURDAY) -> DateMention:
    found = find_dates(text, published=published)
    assert len(found) == 1, [(m.surface, m.kind) for m in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("It ran from November 5 to 10.", "2023-11-05", "2023-11-10"),
        ("It ran 5-10 November 2022.", "2022-11-05", "2022-11-10"),
        ("Dates: Nov. 5–10", "2023-11-05", "2023-11-10"),
        ("It ran from the 5th to the 10th of November.", "2023-11-05", "2023-11-10"),
        ("It ran between 5 and 10 November.", "2023-11-05", "2023-11-10"),
        ("It ran from June 15th to 24th, 2020.", "2020-06-15", "2020-06-24"),
        ("It runs Feb. 28-March 3, 2024.", "2024-02-28", "2024-03-03"),
        ("It runs 31 January to 2 February 2024.", "2024-01-31", "2024-02-02"),
        ("It ran December 28 to January 3, 2024.", "2023-12-28", "2024-01-03"),
        ("Tuesday, 7 November to Friday, 10 November", "2023-11-07", "2023-11-10"),
        ("It was held November 5th through November 10th.", "2023-11-05", "2023-11-10"),
        ("2023-11-05 was the day.", "2023-11-05", "2023-11-05"),
        ("It closed on 15/11/2022.", "2022-11-15", "2022-11-15"),
        ("It opened on the first of February, 1967.", "1967-02-01", "1967-02-01"),
        ("It opened on Thursday.", "2023-11-09", "2023-11-09"),
        ("It will open on Thursday.", "2023-11-16", "2023-11-16"),
        ("It met last Wednesday.", "2023-11-08", "2023-11-08"),
        ("It meets next Wednesday.", "2023-11-15", "2023-11-15"),
        ("It closed yesterday.", "2023-11-10", "2023-11-10"),
        ("It ran from Monday to Thursday.", "2023-11-06", "2023-11-09"),
        ("It meets next month.", "2023-12", "2023-12"),
        ("It was held last October.", "2022-10", "2022-10"),
        ("It was held last May.", "2023-05", "2023-05"),
        ("It was held in March.", "2023-03", "2023-03"),
        ("It will be held in March.", "2024-03", "2024-03"),
        ("It met this autumn.", "2023-09", "2023-11"),
        ("It meets next spring.", "2024-03", "2024-05"),
        ("It met in 2020.", "2020", "2020"),
        ("It met two years ago.", "2021", "2021"),
        ("It met last year.", "2022", "2022"),
        ("It is to be held from October 18 to 21, 2024.", "2024-10-18", "2024-10-21"),
        ("It was held on Tuesday 10 March.", "2020-03-10", "2020-03-10"),
        ("It is on the 1st of this month.", "2023-11-01", "2023-11-01"),
        ("It runs from Tuesday 14 to Saturday 18 here.", "2023-11-14", "2023-11-18"),
        ("It ran from Saturday the 4th to Monday the 6th.", "2023-11-04", "2023-11-06"),
        ("The next one begins on November 2.", "2024-11-02", "2024-11-02"),
        ("On Sunday evening the last guest left.", "2023-11-05", "2023-11-05"),
        ("It'll be back February 20 through 22.", "2024-02-20", "2024-02-22"),
    ],
)
def test_days_and_periods(text: str, start: str, end: str) -> None:
    found = only(text)
    assert (found.period.start, found.period.end) == (start, end)
    assert found.span.of(text) == found.surface


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("the six-day event", 6),
        ("it lasts four days", 4),
        ("a week-long fair", 7),
        ("over three days", 3),
        ("two weeks of it", 14),
    ],
)
def test_durations(text: str, days: int) -> None:
    found = only(text)
    assert (found.kind, found.length_days, found.rule) == ("duration", days, "duration")


def test_a_part_of_the_run_is_no_length_of_it() -> None:
    assert only("in the first two days").rule == "duration-part"


@pytest.mark.parametrize(
    "text",
    [
        "It may open.",
        "They march on.",
        "The 2000 visitors saw it.",
        "It had 12 halls and 300 firms.",
        "Open on 05/11/2023.",
        "One day he came.",
        "In February 31, nobody.",
        "It sat there.",
        "Sunshine and fallow land.",
        "",
        "30 Mayors came.",
        "February 30",
    ],
)
def test_texts_without_days(text: str) -> None:
    assert [m.surface for m in find_dates(text, published=SATURDAY) if m.kind in ("day", "range", "year")] == []


@pytest.mark.parametrize("stem", ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
def test_what_is_read_as_a_weekday_is_one(stem: str) -> None:
    for ending in ("", "s", "r", "rs", "day", "sday", "nesday", "rsday", "urday"):
        for word in (stem + ending, (stem + ending).upper()):
            found = find_dates(f"It closed last {word}. {word}, 240 firms came.", published=SATURDAY)
            assert {date.surface.rstrip(".") for date in found} <= {word, f"last {word}"}


def test_thus_is_no_thursday() -> None:
    assert find_dates("Heads were counted last. Thus 240 came.", published=SATURDAY) == []


def test_the_sentence_gives_the_year() -> None:
    text = "The 2025 show is set for July 16-18."
    assert find_dates(text, published=SATURDAY)[-1].period.end == "2025-07-18"


def test_without_a_publication_date_the_year_stays_open() -> None:
    found = only("It ran from June 15 to 24.", published=None)
    assert (found.period.start, found.month, found.day, found.end_day, found.year_stated) == (None, 6, 15, 24, False)


def test_a_day_without_a_month_is_in_the_month_named_before() -> None:
    text = "Opening on April 13, 2024 and ending on the 18th, it is long."
    assert [m.period.start for m in find_dates(text, published=SATURDAY)] == ["2024-04-13", "2024-04-18"]


def test_days_later_are_reckoned_from_the_day_named_before() -> None:
    text = "It opens on 27 August 2023 and shuts three days later."
    assert [m.period.start for m in find_dates(text, published=SATURDAY)] == ["2023-08-27", "2023-08-30"]


def test_a_length_with_in_is_no_time_to_come() -> None:
    assert only("It drew 16,000 in three days.").length_days == 3
    assert only("It will open in three days.").period.start == "2023-11-14"


def test_phases_are_runs_of_days_of_one_month() -> None:
    text = "It ran October 15-19, 23-27 and October 31-November 4."
    assert [(m.period.start, m.period.end) for m in find_dates(text, published=SATURDAY)] == [
        ("2023-10-15", "2023-10-19"),
        ("2023-10-23", "2023-10-27"),
        ("2023-10-31", "2023-11-04"),
    ]


@pytest.mark.parametrize(
    ("text", "role"), [("It opened on Monday", "start"), ("It lasts until Friday", "end"), ("Seen Monday", None)]
)
def test_roles(text: str, role: str | None) -> None:
    assert only(text).role == role


_PIECES = [
    "5",
    "10",
    "31",
    "2023",
    "1999",
    " ",
    "November",
    "Feb.",
    "May",
    "to",
    "–",
    "-",
    "the ",
    "th",
    "of ",
    "Monday",
    "Sat",
    "last ",
    "next ",
    "year",
    "week",
    "three",
    "-day",
    "ago",
    ",",
    ".",
    "\n",
    "from ",
    "until ",
    "(",
    ")",
    "spring",
    "in ",
    "and ",
    "yesterday",
    "day after",
    "/",
    "é",
]


@settings(max_examples=150, derandomize=True, deadline=None)
@given(
    st.lists(st.sampled_from(_PIECES), max_size=14).map("".join) | st.text(max_size=60),
    st.none() | st.dates(),
)
def test_any_text_gives_dates_in_order_at_their_offsets(text: str, published: date | None) -> None:
    last = 0
    for mention in find_dates(text, published=published):
        assert last <= mention.span.start < mention.span.end <= len(text)
        assert mention.surface == text[mention.span.start : mention.span.end]
        start, end = mention.period.start, mention.period.end
        assert start is None or end is None or start <= end
        last = mention.span.end


@pytest.mark.parametrize(
    "text",
    [
        "It ran from 5 to 10 November 2023 with 300 firms.",
        "On November 5, 40 firms and 2,000 guests came.",
        "In 2019 it drew 2019 visitors.",
    ],
)
def test_no_number_is_both_a_day_and_an_amount(text: str) -> None:
    dates = [m.span for m in find_dates(text, published=SATURDAY) if m.kind != "duration"]
    assert not [a for a in find_amounts(text) if any(a.span.overlaps(d) for d in dates)]
