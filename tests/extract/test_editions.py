from __future__ import annotations

from datetime import date

import pytest
from tea_texts import PUBLISHED, document

from kg.extract.currents import CurrentOption
from kg.extract.editions import find_editions, likeliest, options_of
from kg.extract.entries import Entry


def entries(text: str, published: date | None = PUBLISHED) -> list[Entry]:
    return find_editions(document(text, published)).entries


def numbered(text: str, published: date | None = PUBLISHED) -> set[tuple[int | None, int | None]]:
    return {(entry.ordinal, entry.year) for entry in entries(text, published)}


def test_a_text_of_no_fair_has_no_editions() -> None:
    editions = find_editions(document("The leaves unfold."))
    assert (editions.entries, editions.main) == ([], None)
    assert options_of(document("The leaves unfold.")) == []


def test_each_fair_has_one_current_edition_and_the_main_one_comes_first() -> None:
    text = (
        "The 6th Shanghai Tea Expo closed in Shanghai on Friday. The Shanghai Tea Expo drew 3,000 exhibitors."
        " The Lima Coffee Fair drew 300 exhibitors in 2021."
    )
    editions = find_editions(document(text))
    current = [entry for entry in editions.entries if entry.current]
    assert sorted(entry.fair.names[0] for entry in current) == ["Lima Coffee Fair", "Shanghai Tea Expo"]
    assert editions.main is not None
    assert editions.main.names[0] == "Shanghai Tea Expo"
    assert editions.entries[0].current
    assert editions.entries[0].fair is editions.main
    for fair in {id(entry.fair): entry.fair for entry in editions.entries}.values():
        assert editions.of(fair) == [entry for entry in editions.entries if entry.fair is fair]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The 6th Shanghai Tea Expo opened. The previous edition was small.", {(6, 2023), (5, 2022)}),
        ("The 6th Shanghai Tea Expo opened. The next edition will be larger.", {(6, 2023), (7, 2024)}),
        ("The 6th Shanghai Tea Expo opened. The 4th edition drew 300 exhibitors.", {(6, 2023), (4, None)}),
        ("The Shanghai Tea Expo 2023 opened. In 2019, it drew 300 exhibitors.", {(None, 2023), (None, 2019)}),
        ("This year's Shanghai Tea Expo opened. Last year's fair drew 300.", {(None, 2023), (None, 2022)}),
        ("The inaugural Shanghai Tea Expo opened.", {(1, 2023)}),
        (
            "The 7th Shanghai Tea Expo will be held from November 5 to 10, 2024. This year's fair drew 300.",
            {(7, 2024), (6, 2023)},
        ),
        (
            "The 6th Shanghai Tea Expo opened, a year after the fifth; the edition of 2021 drew 300 exhibitors.",
            {(6, 2023), (5, 2022), (None, 2021)},
        ),
        (
            "The 6th Shanghai Tea Expo opened on Friday. The 5th edition drew 300. The 2022 edition was cancelled.",
            {(6, 2023), (5, 2021), (None, 2022)},
        ),
        (
            "The 2023 edition of the 6th Shanghai Tea Expo was cancelled. The 2023 edition was called off on Friday.",
            {(6, 2023)},
        ),
        (
            "The 6th Shanghai Tea Expo opened on Friday. It is larger than in 2019, the year of the fifth edition.",
            {(6, 2023), (5, 2019)},
        ),
        (
            "The first Shanghai Tea Expo opened. Stands for 2025 go fast, as that second edition grows.",
            {(1, 2023), (2, 2025)},
        ),
    ],
)
def test_every_cue_has_its_edition(text: str, expected: set[tuple[int | None, int | None]]) -> None:
    assert expected <= numbered(text)


def test_the_years_of_a_biennial_fair_are_two_apart() -> None:
    text = "The 6th Shanghai Tea Expo, a biennial fair, opened. The previous edition drew 300 exhibitors."
    assert {(6, 2023), (5, 2021)} <= numbered(text)


def test_there_is_no_edition_before_the_first() -> None:
    assert all(
        entry.ordinal != 0 for entry in entries("The 1st Shanghai Tea Expo opened. The previous show was none.")
    )


def test_without_dates_nothing_is_said_of_years() -> None:
    assert numbered("The 6th Shanghai Tea Expo opened.", None) == {(6, None)}


def test_a_year_that_only_the_publication_gives_is_not_stated() -> None:
    [entry] = entries("The 6th Shanghai Tea Expo opened.")
    assert (entry.year, entry.year_stated) == (2023, False)
    [entry] = entries("The Shanghai Tea Expo 2023 opened.")
    assert (entry.year, entry.year_stated) == (2023, True)


def test_two_ways_to_name_an_edition_give_one_entry() -> None:
    text = "The 6th Shanghai Tea Expo opened. This year's expo is large. The sixth edition drew 300 exhibitors."
    assert [(e.ordinal, e.current) for e in entries(text)] == [(6, True)]
    assert len(entries(text)[0].cues) == 3


def test_distances_are_counted_from_the_current_edition() -> None:
    text = "The 6th Shanghai Tea Expo opened. The 4th edition drew 300 exhibitors; the 7th edition is planned."
    assert {(e.ordinal, e.steps) for e in entries(text)} == {(6, 0), (4, -2), (7, 1)}


def test_the_number_beside_a_stated_one_is_weighed_too() -> None:
    text = "The Shanghai Tea Expo closed on Friday. The 7th Shanghai Tea Expo will open in May 2024."
    options = {o.value: o.features for o, _ in options_of(document(text)) if o.kind == "ordinal"}
    assert set(options) == {6, 7, 8}
    assert "before a stated one" in options[6]
    assert "after a stated one" in options[8]
    assert not [f for f in options[7] if f.endswith("a stated one")]


@pytest.mark.parametrize(
    ("chances", "pairs", "registered", "expected"),
    [
        ({("ordinal", 29): 0.9, ("ordinal", 28): 0.1, ("year", 2018): 0.9}, {}, {}, (29, 2018)),
        ({("ordinal", 29): 0.9, ("year", 2018): 0.9}, {29: 2016}, {}, (None, 2018)),
        ({("ordinal", 28): 0.6, ("year", 2018): 0.9}, {}, {2018: {29}, 2016: {28}}, (None, 2018)),
        ({("ordinal", 28): 0.6, ("year", 2018): 0.6, ("year", 2016): 0.5}, {}, {2018: {29}, 2016: {28}}, (28, 2016)),
        ({("ordinal", 28): 0.99, ("year", 2018): 0.9}, {}, {2018: {29}}, (28, 2018)),
        ({("ordinal", 28): 0.6, ("year", 2018): 0.9}, {}, {2016: {28}}, (28, 2018)),
        ({("ordinal", 28): 0.3, ("year", 2018): 0.9}, {}, {}, (None, 2018)),
        ({}, {}, {}, (None, None)),
    ],
)
def test_an_ordinal_and_a_year_are_chosen_together(
    chances: dict[tuple[str, int], float],
    pairs: dict[int, int],
    registered: dict[int, set[int]],
    expected: tuple[int | None, int | None],
) -> None:
    options = {CurrentOption(kind, value, ()): chance for (kind, value), chance in chances.items()}
    assert likeliest(options, pairs, registered) == expected
