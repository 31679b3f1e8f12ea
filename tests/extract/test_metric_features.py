from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tea_texts import document

from kg.extract.document import Document
from kg.extract.governors import governors
from kg.extract.lexicon import DATA
from kg.extract.metric_features import amount_features, clause_of, noun_phrase
from kg.extract.nouns import classes_of, noun_classes, singular
from kg.extract.sentences import tokenize
from kg.model import Indicator, Span


def features(text: str, number: str, previous: str | None = None) -> set[str]:
    doc = document(text)
    [index] = [i for i, a in enumerate(doc.amounts) if a.number.of(text) == number]
    labels = dict.fromkeys(range(index), previous or "none")
    return set(amount_features(doc, doc.amounts[index], governors(doc)[index], previous, labels))


def phrase(words: str) -> str:
    return " ".join(token.text for token in noun_phrase(list(tokenize(words)), 0))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("new foreign exhibitors from Peru", "new foreign exhibitors"),
        ("visitors, and buyers", "visitors"),
        ("exhibitors and visitors", "exhibitors"),
        ("were there", ""),
        ("(in all)", ""),
        ("", ""),
    ],
)
def test_a_noun_phrase_ends_at_a_small_word_or_a_mark(words: str, expected: str) -> None:
    assert phrase(words) == expected


@given(st.from_regex(r"[a-z]{2,12}[bdgklmnprtw]", fullmatch=True))
@settings(derandomize=True, max_examples=200)
def test_the_plural_of_a_word_has_its_singular(word: str) -> None:
    assert singular(word + "s") == singular(word) == word


@pytest.mark.parametrize("word", ["exhibitors", "exhibitor", "companies", "company", "co-exhibitors", "square"])
def test_a_noun_and_its_plural_count_in_the_same_classes(word: str) -> None:
    assert classes_of(word) == classes_of(singular(word))


def test_the_classes_of_nouns_are_named_in_their_file() -> None:
    named = set(tomllib.loads((DATA / "nouns.toml").read_text(encoding="utf-8")))
    assert {name for classes in noun_classes().values() for name in classes} == named
    assert classes_of("leaf") == ()
    counted = {classes_of(word) for word in ("exhibitor", "visitor", "booth", "hall", "country", "deal")}
    assert () not in counted
    assert len(counted) > 4
    assert any(indicator.value in named for indicator in Indicator)


def test_the_noun_after_a_number_is_its_head_whatever_stands_before() -> None:
    text = "The Shanghai Tea Expo drew 3,486 foreign exhibitors and 512 visitors."
    heads = {f for f in features(text, "3,486") if f.startswith("head=")}
    assert any("exhibitor" in f for f in heads)
    assert not any("visitor" in f for f in heads)


def test_a_label_at_the_head_of_a_line_counts_for_its_number() -> None:
    labelled = {
        f for f in features("Shanghai Tea Expo\n\nExhibitors: 3,486\nVisitors: 51,200", "3,486") if "label" in f
    }
    assert any("exhibitor" in f for f in labelled)
    assert not any("visitor" in f for f in labelled)


def test_what_a_far_end_of_a_long_line_says_is_not_looked_at() -> None:
    near = "Exhibitors: " + "tea " * 40 + "3,486"
    far = "Exhibitors: " + "tea " * 4_000 + "3,486"
    assert any("label" in f for f in features(near, "3,486"))
    assert not any("label" in f for f in features(far, "3,486"))


def test_the_number_before_is_part_of_what_is_seen() -> None:
    text = "The Shanghai Tea Expo drew 3,486 exhibitors."
    assert features(text, "3,486", "visitors") != features(text, "3,486", "booths")


def test_what_the_lending_number_counts_is_seen() -> None:
    text = "The Shanghai Tea Expo drew 3,486 exhibitors, against 3,107 in 2022."
    assert "lender=exhibitors" in features(text, "3,107", "exhibitors")
    assert "lender=booths" in features(text, "3,107", "booths")
    assert not any(f.startswith("lender=") for f in features(text, "3,486", "booths"))


def test_a_cell_is_seen_with_the_labels_of_its_row_and_column() -> None:
    rows = ("                2022     2023", "Exhibitors     3,107    3,486", " – foreign       612      704")
    text = "Shanghai Tea Expo\n\n" + "\n".join(rows)
    assert "cell row=exhibitor" in features(text, "3,486")
    assert "cell parent=exhibitor" in features(text, "704")


@pytest.mark.parametrize(
    ("text", "words", "clause"),
    [
        ("It drew 300 firms; halls held 20 stands.", "300", "It drew 300 firms"),
        ("It drew 300 firms; halls held 20 stands.", "20", " halls held 20 stands."),
        ("It drew 300 firms while 20 stayed away.", "20", " 20 stayed away."),
        ("It drew firms (300 of them) and guests.", "300", "300 of them"),
    ],
)
def test_a_clause_is_cut_at_marks_and_joining_words(text: str, words: str, clause: str) -> None:
    doc = document(text)
    start = text.index(words)
    found = clause_of(doc, Span(start, start + len(words))).of(text)
    assert found.strip() == clause.strip()


def test_a_clause_holds_its_span_and_stays_in_its_sentence() -> None:
    text = "The Tea Expo drew 300 (or so) firms: 200 from China – 100 more than in 2022 – but few left. It closed."
    doc: Document = document(text)
    for amount in doc.amounts:
        clause = clause_of(doc, amount.span)
        assert clause.contains(amount.span)
        assert doc.sentence_at(amount.span.start).span.contains(clause)
