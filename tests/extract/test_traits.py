from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from kg.extract.claims import read_article
from kg.extract.document import analyse
from kg.extract.traits import find_traits, speaker_of
from kg.model import Article, CountryRef, Mode, Predicate
from kg.registry import Registry, load_registry

OPENING = "The 6th Lyon Cheese Fair opened on May 3, 2022. "


@cache
def registry() -> Registry:
    return load_registry()


def stated(text: str, predicate: Predicate) -> list[object]:
    reading = read_article(Article("a", text, published=date(2022, 5, 4)), registry())
    return [c.value for c in reading.claims if c.predicate is predicate]


@pytest.mark.parametrize(
    "text",
    [
        'The 6th Lyon Cheese Fair, themed "Milk and Time," opened on May 3, 2022.',
        "The 6th Lyon Cheese Fair opened on May 3, 2022 under the motto “Milk and Time”.",
        OPENING + "The fair's slogan is ‘Milk and Time’.",
    ],
)
def test_themes(text: str) -> None:
    assert stated(text, Predicate.THEME) == ["Milk and Time"]


def test_the_theme_of_a_forum_is_not_that_of_the_fair() -> None:
    assert stated(OPENING + 'A forum on the theme of "Milk and Time" drew a crowd.', Predicate.THEME) == []


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("The 6th Lyon Cheese Fair was held entirely online on May 3, 2022.", Mode.ONLINE),
        ("The 6th Lyon Cheese Fair was held both online and offline on May 3, 2022.", Mode.HYBRID),
        ("The 6th Lyon Cheese Fair was held in person on May 3, 2022.", Mode.IN_PERSON),
    ],
)
def test_modes(text: str, mode: Mode) -> None:
    assert stated(text, Predicate.MODE) == [mode.value]


def test_what_is_sold_online_makes_no_mode() -> None:
    assert stated("The 6th Lyon Cheese Fair opened on May 3, 2022. Tickets are sold online.", Predicate.MODE) == []


def test_guest_countries_and_no_others() -> None:
    text = OPENING + "Greece and Turkey are the guest countries of honour, while 300 exhibitors came from Spain."
    assert stated(text, Predicate.GUEST_COUNTRY) == [CountryRef("GR"), CountryRef("TR")]


def test_traits_stand_at_their_spans() -> None:
    text = (
        OPENING
        + 'Italy is the partner country. The theme is "Milk and Time". It was held entirely online as an event.'
    )
    doc = analyse(Article("a", text), registry())
    traits = find_traits(doc)
    assert [t.kind for t in traits] == ["guest", "theme", "mode"]
    assert traits[0].span.of(text) == "Italy"
    assert traits[1].span.of(text) == traits[1].value == "Milk and Time"


def test_who_says_it() -> None:
    text = OPENING + '"It drew 300 exhibitors," said Ada Martin, head of the fair. It drew 20 buyers.'
    doc = analyse(Article("a", text), registry())
    first, second = (next(a for a in doc.amounts if a.number.of(text) == n) for n in ("300", "20"))
    assert speaker_of(doc, first.span) == "Ada Martin, head of the fair"
    assert speaker_of(doc, second.span) is None
