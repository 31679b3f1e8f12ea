"""Signatures of texts, and which texts repeat which. The stories are made by the benchmark, where the ways stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_fairs import registry

from benchmarks.copies import VARIANTS, judged, make, quoting, sentences, story, texts_of
from kg.ledger import copies
from kg.ledger.copies import Text, find_copies
from kg.model import Article, Reading
from kg.resolve import resolve
from kg.resolve.signatures import MOST_HASHES, Sketch, read_signature, signature

DAY = date(2023, 5, 1)
# All but these are found without exception; of these the bigger part is.
HARDEST = ("15 % of words replaced", "20 % of words replaced")


def text(article: str, words: str, days: int | None = 0) -> Text:
    return Text(article, None if days is None else DAY + timedelta(days), signature(words))


def tale(number: int, fair: int = 0) -> str:
    return story(Random(number), fair)


def originals(*texts: Text) -> dict[str, str]:
    return dict(find_copies(texts).originals)


# --- signatures ---


def test_a_signature_is_the_same_on_every_machine() -> None:
    assert signature("The fair in Porto drew 4,120 visitors.").hex() == "007dc1640f21aca33091014d468ff76e63"


def test_a_signature_knows_words_and_not_how_they_are_set() -> None:
    told = "The fair closed.\nIn Porto it drew 4,120 visitors - a record, said Ana."
    assert signature(told) == signature("The fair closed. In  Porto it drew\n4,120 visitors (a record, said Ana)!")
    assert signature(told) != signature(told.replace("4,120", "4,121"))


def test_what_has_no_name_and_no_number_is_no_part_of_a_signature() -> None:
    assert read_signature(signature("It was a good fair. The halls were full, as they always were.")).hashes == ()


@pytest.mark.parametrize(("stories", "level"), [(1, 0), (12, 1), (24, 2)])
def test_a_long_text_has_a_signature_of_bounded_length(stories: int, level: int) -> None:
    told = " ".join(tale(n) for n in range(stories))
    sketch = read_signature(signature(told))
    assert sketch.level == level
    assert len(signature(told)) == 1 + 4 * len(sketch.hashes) <= 1 + 4 * MOST_HASHES
    exact = len({h for n in range(stories) for h in read_signature(signature(tale(n))).hashes})
    assert abs(sketch.size - exact) < exact * 0.15


@given(st.text())
def test_any_text_has_a_signature(words: str) -> None:
    sketch = read_signature(signature(words))
    assert list(sketch.hashes) == sorted(set(sketch.hashes))


def test_a_reading_has_the_signature_of_its_text() -> None:
    read = resolve(Reading(Article("a", tale(1))), registry())
    assert read.signature == signature(tale(1))
    assert Text.of(read) == Text("a", None, signature(tale(1)))


# --- what is a copy ---


def test_copies_are_found_in_each_way_and_nothing_else_is_taken_for_one() -> None:
    made = list(make(1_500, seed=7))
    outcome = judged(made, find_copies(texts_of(made)).originals)
    assert outcome.false_alarms == 0
    assert set(outcome.made) == set(VARIANTS)
    missed = {way: number - outcome.found.get(way, 0) for way, number in outcome.made.items()}
    assert all(missed.pop(way) < outcome.made[way] / 2 for way in HARDEST)
    assert not any(missed.values())


@pytest.mark.parametrize("number", range(5))
def test_reports_that_share_a_fair_and_a_quoted_sentence_are_no_copies(number: int) -> None:
    first, second = tale(number), tale(number + 100)
    assert sentences(first)[-1] == sentences(second)[-1]  # what stands below each report on this fair
    assert not originals(text("a", first), text("b", quoting(second, first, Random(number)), 1))


def test_texts_that_share_too_little_to_go_by_are_no_copies() -> None:
    told = sentences(tale(1))[-1]
    assert not originals(text("a", told), text("b", told, 1))


def test_a_story_that_was_first_printed_in_short_is_one_story() -> None:
    full = tale(3)
    short = " ".join(sentences(full)[:8])
    assert originals(text("full", full, 1), text("short", short)) == {"full": "short"}


def test_a_report_that_a_round_up_takes_in_is_its_source_only_where_it_is_a_good_part() -> None:
    short = " ".join(sentences(tale(1))[:8])
    among = " ".join([short, *(tale(n, n) for n in range(2, 8))])
    assert not originals(text("short", short), text("round-up", among, 1))
    assert originals(text("short", short, 1), text("round-up", among)) == {"short": "round-up"}


@pytest.mark.parametrize("stories", [12, 24])
def test_a_part_of_a_text_that_is_too_long_to_keep_whole_is_found(stories: int) -> None:
    long = " ".join(tale(n, n) for n in range(stories))
    part, other = text("part", tale(5, 5), 1), text("other", tale(99, 5), 1)
    assert originals(text("long", long), part, other) == {"part": "long"}


# --- which is the original ---


def test_the_original_is_what_was_published_first() -> None:
    told, short = tale(1), " ".join(sentences(tale(1))[:9])
    assert originals(text("b", told, 3), text("c", short, 2), text("a", told, 4)) == {"a": "c", "b": "c"}


def test_of_one_day_the_longer_is_the_original_and_of_equals_the_first_by_name() -> None:
    told, short = tale(1), " ".join(sentences(tale(1))[:9])
    assert originals(text("a", short), text("c", told), text("b", told)) == {"a": "b", "c": "b"}


def test_an_article_without_a_date_is_no_original_of_one_with_a_date() -> None:
    assert originals(text("a", tale(1), None), text("b", tale(1), 900)) == {"a": "b"}


def test_a_chain_of_copies_leads_to_the_first() -> None:
    links, random = [tale(1)], Random(5)
    for _ in range(4):
        links.append(VARIANTS["10 % of words replaced"](links[-1], random))
    assert not originals(text("0", links[0]), text("4", links[4], 4))  # hardly a word in four is left
    chain = [text(str(n), words, n) for n, words in enumerate(links)]
    assert originals(*chain) == {"1": "0", "2": "0", "3": "0", "4": "0"}


# --- many ---


COLLECTION = texts_of(list(make(60, seed=3, copied=0.5)))


@settings(max_examples=25, derandomize=True, deadline=None)
@given(order=st.permutations(range(len(COLLECTION))))
def test_the_order_of_texts_does_not_matter(order: Sequence[int]) -> None:
    assert originals(*(COLLECTION[n] for n in order)) == originals(*COLLECTION)


@settings(max_examples=25, derandomize=True, deadline=None)
@given(number=st.integers(0, 10_000), stories=st.integers(1, 30), days=st.integers(-400, 400))
def test_a_text_of_its_own_changes_nothing_for_others(number: int, stories: int, days: int) -> None:
    own = " ".join(tale(number + 1_000_000 + n, 500 + n) for n in range(stories))
    assert originals(*COLLECTION, text("own", own, days)) == originals(*COLLECTION)


def test_a_copy_is_compared_with_few_texts_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    real = copies.copied_share

    def counted(*sketches: Sketch) -> float:
        nonlocal compared
        compared += 1
        return real(*sketches)

    monkeypatch.setattr(copies, "copied_share", counted)
    random = Random(1)
    ways = [way for way in VARIANTS if way not in HARDEST]
    texts = [text("first", tale(1))]
    texts += [text(f"c{n}", VARIANTS[ways[n % len(ways)]](tale(1), random), 1 + n) for n in range(600)]
    texts += [text(f"o{n}", tale(100 + n), n) for n in range(600)]
    found = originals(*texts)
    assert found == {f"c{n}": "first" for n in range(600)}
    assert compared < 5 * len(texts)


def test_what_has_no_signature_is_no_copy() -> None:
    bare = replace(text("a", tale(1)), signature=b"")
    assert not originals(bare, replace(bare, article="b"), text("c", tale(1)))
