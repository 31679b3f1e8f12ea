from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.places import find_places
from kg.registry import Registry, load_registry


@cache
def registry() -> Registry:
    return load_registry()


def places(text: str) -> list[tuple[str, str, str | None]]:
    return [(p.kind, p.name, p.country) for p in find_places(text, registry())]


@pytest.mark.parametrize(
    ("text", "kind", "country"),
    [
        ("It was held in Lyon.", "city", "FR"),
        ("It was held in Ho Chi Minh City.", "city", "VN"),
        ("Buyers from France came.", "country", "FR"),
        ("Buyers from South Korea came.", "country", "KR"),
        ("French buyers came.", "demonym", "FR"),
        ("France's buyers came.", "country", "FR"),
    ],
)
def test_places_by_kind(text: str, kind: str, country: str) -> None:
    [(found, _, code)] = places(text)
    assert (found, code) == (kind, country)


def test_the_longest_name_wins() -> None:
    assert [(kind, country) for kind, _, country in places("the south of South Africa")] == [("country", "ZA")]


@pytest.mark.parametrize("text", ["", "It was held in the spring.", "The reading of the minutes was nice."])
def test_small_letters_are_no_places(text: str) -> None:
    assert places(text) == []


@settings(max_examples=80, derandomize=True)
@given(
    st.lists(st.sampled_from(["Lyon", "New York", "'s ", " ", ", ", "France", "French", "South", "\n", "Ünter"])).map(
        "".join
    )
)
def test_a_place_covers_its_name_and_overlaps_none(text: str) -> None:
    found = find_places(text, registry())
    assert all(p.span.of(text).strip() == p.span.of(text) != "" for p in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


def test_the_country_of_a_currency_sign_is_no_place() -> None:
    assert places("Orders came to US$150 million.") == []
    assert places("Buyers from the US spent $150 million.") == [("country", "United States", "US")]
