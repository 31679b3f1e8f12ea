from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.bodies import find_bodies
from kg.extract.claims import read_article
from kg.extract.names import find_names
from kg.model import Article, Predicate
from kg.registry import Registry, load_registry

ROLES = (Predicate.ORGANIZER, Predicate.HOST, Predicate.CO_ORGANIZER, Predicate.SUPPORTER)


@cache
def registry() -> Registry:
    return load_registry()


def parties(text: str) -> dict[object, Predicate]:
    reading = read_article(Article("a", text), registry())
    return {c.value: c.predicate for c in reading.claims if c.predicate in ROLES}


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "The 6th Lyon Cheese Fair is organised by the Cheesemakers Association and opened on May 3, 2022.",
            "Cheesemakers Association",
            Predicate.ORGANIZER,
        ),
        (
            "The 6th Lyon Cheese Fair opened on May 3, 2022. The organiser, Fromalia, counts 300 stands at the fair.",
            "Fromalia",
            Predicate.ORGANIZER,
        ),
        (
            "The 6th Lyon Cheese Fair opened on May 3, 2022. Fromalia, which organises the fair, counts 300 stands.",
            "Fromalia",
            Predicate.ORGANIZER,
        ),
        (
            "The 6th Lyon Cheese Fair, hosted by the Ministry of Agriculture, opened on May 3, 2022.",
            "Ministry of Agriculture",
            Predicate.HOST,
        ),
    ],
)
def test_who_organises(text: str, name: str, role: Predicate) -> None:
    assert parties(text) == {name: role}


def test_a_list_of_organisers() -> None:
    text = (
        "The 6th Lyon Cheese Fair was organised by the Ministry of Agriculture and the Cheesemakers Association. "
        "It opened on May 3, 2022."
    )
    assert set(parties(text)) == {"Ministry of Agriculture", "Cheesemakers Association"}


def test_the_full_name_stands_for_the_short_one() -> None:
    text = (
        "Visitors came in crowds, the Cheesemakers Association of Savoy (CAS) says. The 6th Lyon Cheese Fair opened "
        "on May 3, 2022. CAS, which organises the fair, had hoped for fewer."
    )
    assert set(parties(text)) == {"Cheesemakers Association of Savoy"}


@pytest.mark.parametrize(
    "text",
    [
        "The 6th Lyon Cheese Fair opened on May 3, 2022. Acme Dairies and Globex Foods showed new machines.",
        "The 6th Lyon Cheese Fair opened on May 3, 2022. Buyers from Walmart and the Bank of Savoy walked the halls.",
    ],
)
def test_those_who_exhibit_do_not_organise(text: str) -> None:
    assert parties(text) == {}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the Ministry of Industry and Trade", ["Ministry of Industry and Trade"]),
        ("the Society of Bakers and Reed Exhibitions", ["Society of Bakers", "Reed Exhibitions"]),
        ("the Japan Potters' Association", ["Japan Potters' Association"]),
        ("France's Ministry of Trade", ["France", "Ministry of Trade"]),
        ("the Fujian provincial government", ["Fujian provincial government"]),
        ("the People's Government of Fujian Province", ["People's Government of Fujian Province"]),
    ],
)
def test_names_of_bodies_are_parted_and_completed(text: str, names: list[str]) -> None:
    assert [b.surface for b in find_bodies(text, find_names(text), frozenset())] == names


PIECES = st.sampled_from(
    [
        "the ",
        "Ministry of Trade",
        " and ",
        "People",
        "'s ",
        "Government",
        " provincial government",
        ", ",
        "Lyon",
        " – ",
        "X",
    ]
)


@settings(max_examples=80, derandomize=True)
@given(st.lists(PIECES, max_size=9).map("".join))
def test_a_body_is_the_text_at_its_span(text: str) -> None:
    bodies = find_bodies(text, find_names(text), frozenset())
    assert all(b.span.of(text) == b.surface for b in bodies)
    assert all(a.span.end <= b.span.start for a, b in pairwise(bodies))
