from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tea_texts import document

from kg.extract.governors import Governor, governors
from kg.extract.nouns import classes_of_phrase
from kg.extract.phrases import counted, frame
from kg.extract.sentences import tokenize


def governor(text: str, number: str) -> Governor:
    doc = document(text)
    return next(g for a, g in zip(doc.amounts, governors(doc), strict=True) if a.number.of(text) == number)


@pytest.mark.parametrize(
    ("text", "number", "source", "classes"),
    [
        ("The fair drew 3,486 foreign exhibitors.", "3,486", "head", ("exhibitor",)),
        ("Exhibitors attending: 3,486", "3,486", "label", ("exhibitor",)),
        ("Visitors of the free theatre: 512", "512", "label", ("visitor",)),
        ("Stands, 453; speakers, 12.", "12", "label", ("speaker",)),
        ("Trade visitors numbered 9,100.", "9,100", "subject", ("buyer",)),
        ("The number of visitors from abroad rose to 9,100.", "9,100", "subject", ("visitor",)),
        ("It drew 300 exhibitors, against 280 in 2022.", "280", "compared", ("exhibitor",)),
        ("It drew 300 exhibitors (2022: 280).", "280", "compared", ("exhibitor",)),
        ("It drew 300 exhibitors: 14 foreign.", "14", "list", ("exhibitor",)),
        ("It drew 300 exhibitors, 14 of them new.", "14", "anaphor", ("exhibitor",)),
        ("It drew 300 buyers from 24 countries, 58 from Peru.", "58", "list", ("buyer",)),
        ("The fair drew 300 exhibitors. In 2022 it had been 280.", "280", "they", ("exhibitor",)),
        ("The forum had an audience of 480.", "480", "of", ("visitor",)),
    ],
)
def test_a_number_finds_its_noun(text: str, number: str, source: str, classes: tuple[str, ...]) -> None:
    found = governor(text, number)
    assert (found.source, found.classes) == (source, classes)


def test_money_lends_no_noun_to_a_count() -> None:
    assert governor("Orders reached $40 million. In all, 512.", "512").lender is None


def test_a_country_before_a_number_is_no_label() -> None:
    assert governor("It drew 300 buyers, the United States 58.", "58").classes == ("buyer",)


@given(st.text(alphabet="aeo 3,.:;()-–%$ofthmsv\n1", max_size=120))
@settings(derandomize=True, max_examples=200)
def test_every_number_has_one_governor_and_borrows_only_from_before(text: str) -> None:
    doc = document(text)
    found = governors(doc)
    assert len(found) == len(doc.amounts)
    assert all(g.lender is None or g.lender < i for i, g in enumerate(found))


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("exhibitors attending the fair", "exhibitors"),
        ("exhibiting companies from Peru", "companies"),
        ("registered buyers came", "buyers"),
        ("stands sold so far", "stands"),
        ("of the foreign stands", "stands"),
        ("people sat down", "people"),
        ("exhibitors direct", "exhibitors"),
    ],
)
def test_a_phrase_ends_with_its_noun(words: str, head: str) -> None:
    assert counted(list(tokenize(words))).words[-1].text == head


@pytest.mark.parametrize("words", ["sold", "respectively", "in 2019", "hadn't come", ", others"])
def test_no_noun_no_phrase(words: str) -> None:
    assert counted(list(tokenize(words))).words == ()


@pytest.mark.parametrize(
    ("words", "pronoun"), [("of them", "them"), ("others", "others"), ("of which foreign", "which")]
)
def test_a_pronoun_stands_for_a_phrase(words: str, pronoun: str) -> None:
    assert counted(list(tokenize(words))).anaphor == pronoun


def test_what_is_signed_is_the_subject_not_the_signing() -> None:
    found = frame(list(tokenize("The number of contracts inked at the fair was")))
    assert (found.subject, found.verb) == ("contracts", "was")


@pytest.mark.parametrize(
    ("phrase", "classes"),
    [(["visitors"], ("visitor",)), (["trade", "visitors"], ("buyer",)), (["trade", "stands"], ("booth",)), ([], ())],
)
def test_visitors_of_the_trade_are_buyers(phrase: list[str], classes: tuple[str, ...]) -> None:
    assert classes_of_phrase(phrase) == classes
