"""Two ways of writing a name meet under one key, and different names do not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.registry import fold_name, fold_place, load_registry

fast = settings(max_examples=150, derandomize=True, deadline=None)
FAIRS = sorted({name for fair in load_registry().fairs for name in fair.names})
COUNTRIES = sorted({name for row in load_registry().countries for name in (row.name, *row.aliases)})
words = st.lists(st.text("abcABCéüŁ中1'’.-", min_size=1, max_size=6), min_size=1, max_size=5)


def scorer_fold(name: str) -> tuple[str, ...]:
    """Fold as the scorer of the corpus does, so that what it calls one name is one name here too."""
    parts = re.sub(r"[^\w]+", " ", name.casefold()).split()
    return tuple(word for word in parts if word not in ("the", "international"))


@fast
@given(words)
def test_folding_a_key_changes_nothing(parts: list[str]) -> None:
    name = " ".join(parts)
    assert fold_name(fold_name(name)) == fold_name(name)
    assert fold_place(fold_place(name)) == fold_place(name)


@fast
@given(words, st.sampled_from(["the", "The", "International", "&", "and", "-", ","]), st.integers(0, 5))
def test_words_that_papers_leave_out_do_not_count(parts: list[str], word: str, place: int) -> None:
    with_it = " ".join([*parts[:place], word, *parts[place:]])
    if fold_name(" ".join(parts)):
        assert fold_name(with_it) == fold_name(" ".join(parts))


@fast
@given(words)
def test_case_does_not_count(parts: list[str]) -> None:
    name = " ".join(parts)
    assert fold_name(name.upper()) == fold_name(name)
    if len(fold_place(name)) > 4:
        assert fold_place(name.upper()) == fold_place(name)


@fast
@given(st.sampled_from(FAIRS), st.sampled_from(["", "the ", "The International "]))
def test_the_scorers_equal_names_are_equal_here(name: str, start: str) -> None:
    written = start + name.replace("&", "-").upper()
    if scorer_fold(written) == scorer_fold(name) != ():
        assert fold_name(written) == fold_name(name)


@fast
@given(st.sampled_from(FAIRS))
def test_every_name_of_a_fair_finds_it(name: str) -> None:
    owners = [fair.slug for fair in load_registry().fairs if name in fair.names]
    assert set(owners) <= {fair.slug for fair in load_registry().fairs_named(name)}


@fast
@given(st.sampled_from(COUNTRIES), st.booleans())
def test_every_name_of_a_country_finds_it(name: str, article: bool) -> None:
    found = load_registry().country_named(f"the {name.removeprefix('The ')}" if article else name)
    assert found is not None
    assert name in (found.name, *found.aliases)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CES", "CES Asia"),
        ("Paris Air Show", "Dubai Airshow"),
        ("Seoul Book Fair", "Sharjah Book Fair"),
        ("IAA Mobility", "IAA Transportation"),
    ],
)
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


def test_abbreviations_keep_their_case() -> None:
    assert fold_place("US") != fold_place("us")
    assert fold_place("U.S.A.") == fold_place("USA")
    assert fold_place("The Hague") == fold_place("hague")
