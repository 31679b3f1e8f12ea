from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from kg.extract.claims import read_article
from kg.extract.dates import find_dates
from kg.extract.when_where import in_year
from kg.model import Article, Place, Predicate, Reading
from kg.registry import Registry, load_registry

PUBLISHED = date(2023, 11, 10)  # a Friday


@cache
def registry() -> Registry:
    return load_registry()


def read(text: str, published: date | None = PUBLISHED) -> Reading:
    reading = read_article(Article("a", text, published=published), registry())
    for claim in reading.claims:
        assert claim.evidence.span.of(text) == claim.evidence.quote
    return reading


def stated(text: str, predicate: Predicate, published: date | None = PUBLISHED) -> list[object]:
    return [c.value for c in read(text, published).claims if c.predicate is predicate]


def run(text: str, published: date | None = PUBLISHED) -> tuple[list[object], list[object]]:
    reading = read(text, published)
    starts: list[object] = [c.value for c in reading.claims if c.predicate is Predicate.START_DATE]
    ends: list[object] = [c.value for c in reading.claims if c.predicate is Predicate.END_DATE]
    return starts, ends


@pytest.mark.parametrize(
    "text",
    [
        "The Shanghai Tea Expo was held in Shanghai from November 5 to 10.",
        "The Shanghai Tea Expo opened on Sunday in Shanghai. It drew 300 exhibitors and closes on Friday.",
        "The Shanghai Tea Expo opened on November 5 in Shanghai and ran until November 10.",
        "The six-day Shanghai Tea Expo opened on November 5 in Shanghai.",
        "The Shanghai Tea Expo closed on Friday in Shanghai. The six-day fair drew 300 exhibitors.",
    ],
)
def test_forms_of_one_run(text: str) -> None:
    assert run(text) == (["2023-11-05"], ["2023-11-10"])


@pytest.mark.parametrize(
    "text",
    [
        "The Shanghai Tea Expo was praised. The company was founded on March 3, 1987 by two brothers.",
        "The Shanghai Tea Expo has a new logo. Its founder had bought his first garden in June 1922.",
    ],
)
def test_dates_of_other_things_give_no_run(text: str) -> None:
    assert run(text) == ([], [])


def test_a_month_is_start_and_end() -> None:
    assert run("The Shanghai Tea Expo will be held in Shanghai in April 2024.") == (["2024-04"], ["2024-04"])


def test_the_year_of_the_edition_rules_a_date_without_one() -> None:
    [mention] = find_dates("It ran from 5 to 10 November.", published=PUBLISHED)
    assert in_year(mention, 2019).period.start == "2019-11-05"
    assert in_year(mention, 2019).period.end == "2019-11-10"
    assert in_year(mention, None) is mention
    [over_new_year] = find_dates("It ran from 30 December to 2 January.", published=PUBLISHED)
    assert in_year(over_new_year, 2019).period.end == "2020-01-02"


def test_a_leap_day_stands_in_no_other_year() -> None:
    [mention] = find_dates("It opened on 29 February.", published=date(2024, 3, 5))
    assert in_year(mention, 2020).period.start == "2020-02-29"
    assert in_year(mention, 2023) is mention


@pytest.mark.parametrize("text", ["5 to 10 November 2022", "on Friday", "yesterday"])
def test_a_date_that_knows_its_year_keeps_it(text: str) -> None:
    [mention] = find_dates(text, published=PUBLISHED)
    assert in_year(mention, 2019) == mention


def test_the_city_of_the_fair_is_the_one_it_is_held_in() -> None:
    text = "The Cheese Expo was held in Lyon from November 5 to 10. Buyers flew in from Osaka and Toronto."
    assert stated(text, Predicate.CITY) == [Place("Lyon", "FR")]


def test_each_fair_has_its_own_city() -> None:
    text = (
        "The Lyon Cheese Fair was held in Lyon from November 5 to 10. The Alpine Wine Fair was held in Turin from "
        "October 2 to 4 and drew 300 exhibitors."
    )
    places = {c.subject.fair.name: c.value for c in read(text).claims if c.predicate is Predicate.CITY}  # type: ignore[union-attr]
    assert places == {"Lyon Cheese Fair": Place("Lyon", "FR"), "Alpine Wine Fair": Place("Turin", "IT")}


def test_a_city_state_is_a_city() -> None:
    text = "The Orchid Expo was held in Singapore from November 5 to 10. It drew 300 exhibitors."
    assert stated(text, Predicate.CITY) == [Place("Singapore", "SG")]
