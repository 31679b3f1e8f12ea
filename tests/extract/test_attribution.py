from __future__ import annotations

import time
from datetime import date

import pytest
from tea_texts import PUBLISHED, document

from kg.extract.attribution import Attribution
from kg.extract.editions import find_editions
from kg.extract.entries import Entry
from kg.extract.links import Counted
from kg.model import Span


def chosen(text: str, words: str, kind: str = "amount", published: date | None = PUBLISHED) -> Entry | None:
    doc = document(text, published)
    start = text.index(words)
    return Attribution(doc, find_editions(doc)).choose(Span(start, start + len(words)), kind)


@pytest.mark.parametrize(
    ("text", "words", "ordinal", "year"),
    [
        ("The 6th Shanghai Tea Expo drew 3,486 exhibitors. The previous edition had 2,900.", "3,486", 6, 2023),
        ("The 6th Shanghai Tea Expo drew 3,486 exhibitors. The previous edition had 2,900.", "2,900", 5, 2022),
        ("The Shanghai Tea Expo 2023 drew 3,486 exhibitors. In 2019, it had 4,100 exhibitors.", "3,486", None, 2023),
        ("The Shanghai Tea Expo 2023 drew 3,486 exhibitors. In 2019, it had 4,100 exhibitors.", "4,100", None, 2019),
        ("This year's Shanghai Tea Expo drew 300 firms, against 250 firms last year.", "300", None, 2023),
        ("Two years ago the Shanghai Tea Expo drew 250 firms. This year it drew 300 firms.", "250", None, 2021),
        ("Two years ago the Shanghai Tea Expo drew 250 firms. This year it drew 300 firms.", "300", None, 2023),
    ],
)
def test_a_number_belongs_to_the_edition_that_its_words_point_at(
    text: str, words: str, ordinal: int | None, year: int
) -> None:
    entry = chosen(text, words)
    assert entry is not None
    assert (entry.ordinal, entry.year) == (ordinal, year)


@pytest.mark.parametrize(("words", "fair"), [("3,486", "Shanghai Tea Expo"), ("300", "Lima Coffee Fair")])
def test_a_number_belongs_to_the_fair_of_its_sentence(words: str, fair: str) -> None:
    text = (
        "The 6th Shanghai Tea Expo drew 3,486 exhibitors.\n\n"
        "The 12th Lima Coffee Fair, held in Peru in the same week, drew 300 exhibitors."
    )
    entry = chosen(text, words)
    assert entry is not None
    assert entry.fair.names[0] == fair


def test_a_choice_does_not_hang_on_the_choices_before_it() -> None:
    text = "The 6th Shanghai Tea Expo drew 3,486 exhibitors. The previous edition had 2,900 exhibitors."
    doc = document(text)
    attribution = Attribution(doc, find_editions(doc))
    spans = [amount.span for amount in doc.amounts]
    forth = [attribution.choose(span, "amount") for span in spans]
    back = [attribution.choose(span, "amount") for span in reversed(spans)]
    assert forth == back[::-1]


def test_features_tell_candidates_apart_and_are_the_same_each_time() -> None:
    text = "The 6th Shanghai Tea Expo drew 3,486 exhibitors. The previous edition had 2,900 exhibitors."
    doc = document(text)
    editions = find_editions(doc)
    attribution = Attribution(doc, editions)
    span = doc.amounts[-1].span
    each = [attribution.features(span, "amount", entry) for entry in [*editions.entries, None]]
    attribution.choose(doc.amounts[0].span, "amount")
    assert each == [attribution.features(span, "amount", entry) for entry in [*editions.entries, None]]
    assert len({tuple(features) for features in each}) == len(each)


def test_of_very_many_editions_the_near_ones_are_chosen_among() -> None:
    years = range(1960, 2020)
    text = "The Shanghai Tea Expo 2023 opened in Shanghai. " + " ".join(
        f"In {year}, the fair had {3 * year} exhibitors." for year in years
    )
    assert len(find_editions(document(text)).entries) > 50
    for year in (1960, 1987, 2019):
        entry = chosen(text, str(3 * year))
        assert entry is not None
        assert entry.year == year


def test_without_editions_nothing_is_chosen() -> None:
    assert chosen("In all, 300 leaves fell.", "300") is None


def test_a_choice_takes_no_longer_where_a_text_speaks_of_many_more_fairs() -> None:
    def seconds(fairs: int) -> float:
        text = " ".join(
            f"The {i + 2}th Lima Toy{i} Fair drew {i + 300} exhibitors in {2000 + i % 20}." for i in range(fairs)
        )
        doc = document(text)
        attribution = Attribution(doc, find_editions(doc))
        start = time.process_time()
        for amount in doc.amounts:
            attribution.choose(amount.span, "amount")
        return (time.process_time() - start) / len(doc.amounts)

    seconds(20)
    assert seconds(240) < 3 * seconds(60)


def test_numbers_are_chosen_for_together() -> None:
    text = "The 6th Shanghai Tea Expo drew 3,486 firms. The previous edition had 2,900 firms and 41,000 visitors."
    doc = document(text)
    attribution = Attribution(doc, find_editions(doc))
    found = attribution.choose_all([Counted(amount.span, label="exhibitors") for amount in doc.amounts])
    assert [entry and entry.ordinal for entry in found] == [6, 5, 5]
    assert attribution.choose_all([]) == []


def test_a_number_under_a_year_belongs_to_that_year() -> None:
    text = "The Shanghai Tea Expo closed.\n\n              2023     2021\nExhibitors     310      250"
    entry = chosen(text, "250")
    assert entry is not None
    assert entry.year == 2021


def test_a_date_is_of_no_fair_in_general() -> None:
    doc = document("The 6th Shanghai Tea Expo opened on 5 November.")
    attribution = Attribution(doc, find_editions(doc))
    span = doc.dates[0].span
    assert None in attribution.candidates(span, "amount")
    assert None not in attribution.candidates(span, "date")
