from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from kg.extract.claims import read_article
from kg.model import Article, Claim, CountryRef, FairRef, Predicate
from kg.registry import Registry, load_registry

OPENING = "The 6th Lyon Cheese Fair opened on May 3, 2022. "


@cache
def registry() -> Registry:
    return load_registry()


def claims(text: str, predicate: Predicate) -> list[Claim]:
    reading = read_article(Article("a", text, published=date(2022, 5, 4)), registry())
    found = [c for c in reading.claims if c.predicate is predicate]
    assert all(c.evidence.span.of(text) == c.evidence.quote for c in found)
    return found


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("First held in 1979, the fair is the oldest of its kind.", 1979),
        ("The fair was set up in 1957 by ten farmers.", 1957),
        ("Since its establishment in 1957 it has grown without a break.", 1957),
        ("The Lyon Cheese Fair dates back to 1894.", 1894),
    ],
)
def test_the_year_in_which_a_fair_began(text: str, year: int) -> None:
    [claim] = claims(OPENING + text, Predicate.FOUNDED_YEAR)
    assert isinstance(claim.subject, FairRef)
    assert claim.subject.name == "Lyon Cheese Fair"
    assert claim.value == year


@pytest.mark.parametrize(
    "text",
    [
        "The Cheesemakers Association, founded in 1957, counts ten members.",
        "When the company began in 1999, it had two cows.",
        "Ten farmers came in 1957.",
        "The fair will be launched in 2030 as a festival.",
    ],
)
def test_the_year_of_something_else_is_none(text: str) -> None:
    assert claims(OPENING + text, Predicate.FOUNDED_YEAR) == []


def test_where_an_edition_is_held() -> None:
    text = "The 6th Lyon Cheese Fair was held at the Savoy Exhibition Centre on May 3, 2022. It drew 300 exhibitors."
    assert [c.value for c in claims(text, Predicate.VENUE)] == ["Savoy Exhibition Centre"]


def test_a_hall_in_which_something_else_happens_is_no_venue() -> None:
    text = OPENING + "Ten growers met for lunch at the Savoy Exhibition Centre."
    assert claims(text, Predicate.VENUE) == []


def test_the_country_in_the_name_stands_in_for_a_city() -> None:
    text = "The 6th Eswatini Trade Fair opened on May 3, 2022. It drew 300 exhibitors."
    assert [c.value for c in claims(text, Predicate.COUNTRY)] == [CountryRef("SZ")]
    assert claims(text, Predicate.CITY) == []
