"""Whatever stands in an article, reading it gives true quotes or nothing, in time proportional to its length."""

from __future__ import annotations

import gc
import time
from datetime import date
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.articles import read_articles
from kg.extract.claims import read_article
from kg.extract.document import analyse
from kg.model import Article, EditionRef, Evidence, FairRef, FindingCode, Reading, Span
from kg.registry import Registry, load_registry

PUBLISHED = date(2023, 11, 10)
# What articles are made of, so that random texts come to speak of fairs, and go wrong in the ways that articles do.
PIECES = st.sampled_from(
    """
    The 6th China International Import Expo (CIIE)|Shanghai Tea Expo|the fair|Canton Fair's|this year's edition
    |the previous session|the 12th|inaugural|in 2019|last year|next September|from Nov 5 to 10|5 November 2023
    |six-day|on Friday|Shanghai|Germany's|Brazilian|United Arab Emirates|3,486|exhibitors|visitors from 154 countries
    |US$78.41 billion|up 6.7 percent|than in 2022|more than|nearly doubled|367,000 square meters|120,000 sq m|stands
    |twelve|half of|70%|said|Sun Li, head of the bureau,|signed a contract with|Acme Ltd|Globex|worth|organised by
    |the Ministry of Commerce|under the theme|“New Era”|online and offline|guest of honour|; |, |. |: |\n|\n\n|- |• |(
    |)|[|]|"|’|–|…|!|?|0|1|.5|1.|%|$|€|：|。|１２３|٣|²|½|\u200b|\u00a0|\ufeff|İ|ß|ŉ|\U0001f600|\r|\t|\x00|\u2028
    """.replace("\n    |", "|")
    .strip()
    .split("|")
)
TEXTS = st.lists(PIECES, max_size=40).map(" ".join) | st.lists(PIECES, max_size=30).map("".join)
FIGURES = "The 6th Shanghai Tea Expo drew 3,486 exhibitors in 2023, up 5 percent on 2022."


@cache
def registry() -> Registry:
    return load_registry()


def read(text: str, published: date | None = PUBLISHED, title: str | None = None) -> Reading:
    reading = read_article(Article("a", text, title=title, published=published), registry())
    check(reading)
    return reading


def check(reading: Reading) -> None:
    """Hold a reading to its promises: each quote is the text's own, each fact is about something that it names."""
    text = reading.article.text
    statements: list[Evidence] = [claim.evidence for claim in reading.claims]
    statements += [metric.evidence for metric in reading.metrics]
    statements += [deal.evidence for deal in reading.deals]
    for evidence in statements:
        assert evidence.article == reading.article.id
        assert evidence.quote
        assert evidence.span.of(text) == evidence.quote
    for finding in reading.findings:
        assert finding.span is None or finding.span.of(text) == finding.quote
    keys = {edition.key for edition in reading.editions}
    assert len(keys) == len(reading.editions)
    about = [*(c.subject for c in reading.claims), *(m.about for m in reading.metrics)]
    named = set(reading.editions)
    assert all(subject in named for subject in about if isinstance(subject, EditionRef))
    assert all(deal.edition in named and deal.parties for deal in reading.deals)
    assert all(edition.relative_to is None or edition.relative_to in keys for edition in reading.editions)
    for fair in (*reading.fairs, *(e.fair for e in reading.editions), *(s for s in about if isinstance(s, FairRef))):
        assert all(name in text for name in (fair.name, *fair.aliases))
    if not reading.editions and not reading.fairs:
        assert not statements


@settings(derandomize=True, max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from([None, PUBLISHED]), st.sampled_from([None, "", "China International Import Expo"]))
@example("", None, None)
@example("\n", None, None)
def test_texts_of_the_pieces_of_articles_are_read_truly(text: str, published: date | None, title: str | None) -> None:
    read(text, published, title)


@settings(derandomize=True, max_examples=80, deadline=None)
@given(st.text(max_size=300), st.integers(0, 300))
def test_any_unicode_around_a_statement_is_survived(noise: str, at: int) -> None:
    read(noise)
    read(noise[:at] + FIGURES + noise[at:])
    read(f"{noise} {FIGURES} {noise}")


@settings(derandomize=True, max_examples=40, deadline=None)
@given(TEXTS)
def test_mentions_of_one_kind_stand_in_order_and_apart(text: str) -> None:
    doc = analyse(Article("a", text, published=PUBLISHED), registry())
    for spans in (
        [a.span for a in doc.amounts],
        [d.span for d in doc.dates],
        [n.span for n in doc.names],
        [p.span for p in doc.places],
        [s.span for s in doc.sentences],
        [b.span for b in doc.blocks],
    ):
        assert all(one.end <= other.start for one, other in pairwise(spans)), spans
        assert all(span.start < span.end <= len(text) for span in spans)
    for starts in ([c.span.start for c in doc.cues], [c.span.start for c in doc.changes]):
        assert starts == sorted(starts)
    for mention in doc.names:
        assert mention.span.of(text) == mention.surface
        assert mention.outer.contains(mention.span)


@settings(derandomize=True, max_examples=30, deadline=None)
@given(
    st.sampled_from(["", "---\n", "---\ntitle: A\n---\n", "---\ntitle: [\n---\n", "---\n: :\n"]), st.text(max_size=80)
)
def test_front_matter_of_any_kind_leaves_offsets_that_fit_the_body(
    tmp_path_factory: pytest.TempPathFactory, head: str, noise: str
) -> None:
    path = tmp_path_factory.mktemp("any") / "article.txt"
    path.write_bytes((head + noise + "\n" + FIGURES).encode("utf-8"))
    for article in read_articles([path]).articles:
        check(read_article(article, registry()))


ODD = {
    "digits only": "7294016835",
    "one word": "x",
    "hyphens": "a-b-",
    "only names": "Berlin Toy ",
    "names that are joined": "Toy and Tea of Lima ",
    "a list of names": "Fair of Aa, Bb and Cc, Dd and Ee, ",
    "only brackets": "([{)",
    "names in brackets": "(TF) ",
    "only marks": ".,;:!? ",
    "only quotes": "“”'\"",
    "only years": "2019 ",
    "only months": "May 5, ",
    "only sums": "US$5 million ",
    "only shares": "5% ",
    "only number words": "five million ",
    "only verbs": "said signed held ",
    "only tabs": "a\t|",
    "only lines": "a\n",
    "only blank lines": "\n",
    "only dates without marks": "1/2/",
    "only ordinals": "the 5th edition ",
    "an open theme": "theme ",
}


@pytest.mark.parametrize("piece", ODD.values(), ids=ODD.keys())
def test_a_long_line_of_one_thing_is_read_in_proportion(piece: str) -> None:
    def seconds(length: int) -> float:
        text = FIGURES + " " + piece * (length // len(piece))
        gc.disable()  # to collect the garbage of all tests before takes longer than what is measured
        try:
            start = time.process_time()
            read(text)
            return time.process_time() - start
        finally:
            gc.enable()

    seconds(500)
    assert seconds(6_000) < 10 * seconds(1_500) + 0.1


def almanac(length: int, between: str) -> str:
    """Return a text of as many characters that speaks of ever other fairs, editions and figures."""
    cities = "Berlin Paris Milan Tokyo Dubai Lagos Lima Oslo Madrid Vienna".split()
    goods = "Toy Tea Steel Boat Book Shoe Bread Lamp Chair Tile Paper Glass Ink".split()
    parts: list[str] = []
    while sum(map(len, parts)) < length:
        i = len(parts)
        name = f"{cities[i % 10]} {goods[i % 13]} Fair"
        parts.append(
            f"The {i % 90 + 2}nd {name} opened in {cities[i % 7]} on {i % 27 + 1} May {2008 + i % 15}. It drew"
            f" {300 + i} exhibitors from {10 + i % 80} countries, up {2 + i % 30}% on last year, said Anna Brown of"
            f" the Chamber of {goods[i % 11]} Makers. Germany sent {10 + i % 88} firms and China {9 + i % 50}. The"
            f" previous edition had {i % 90 + 9},{100 + i % 900} visitors; deals worth US${2 + i % 80} million were"
            f" signed. Acme{i} Ltd signed a contract with Globex."
        )
    return between.join(parts)


@pytest.mark.parametrize("between", ["\n\n", " ", None], ids=["paragraphs", "one line", "one sentence"])
def test_an_almanac_of_fairs_is_read_in_proportion(between: str | None) -> None:
    def seconds(length: int) -> float:
        text = almanac(length, between or " ")
        if between is None:
            text = text.replace(". ", ", ")
        start = time.process_time()
        reading = read(text)
        assert len(reading.metrics) > length / 500
        return time.process_time() - start

    seconds(1_000)
    assert seconds(24_000) < 9 * seconds(6_000)


def test_a_line_of_two_hundred_kilobytes_keeps_its_quotes() -> None:
    reading = read(FIGURES + " and more tea came" * 12_000 + " and 512 visitors")
    assert len(reading.article.text) > 200_000
    assert any(metric.evidence.quote.startswith("3,486") for metric in reading.metrics)


def test_a_text_of_no_fair_gives_one_finding_and_nothing_else() -> None:
    reading = read("The leaves unfold. The water sings.")
    assert [finding.code for finding in reading.findings] == [FindingCode.NO_FAIR]
    assert reading == Reading(reading.article, findings=reading.findings)


def test_what_stands_after_a_statement_does_not_move_its_quote() -> None:
    def spans(text: str) -> list[Span]:
        return [metric.evidence.span for metric in read(text).metrics if metric.evidence.quote.startswith("3,486")]

    assert spans(FIGURES) == spans(FIGURES + "\n\n" + "Nothing else was told.") != []
    assert spans("\n\n" + FIGURES) == [Span(s.start + 2, s.end + 2) for s in spans(FIGURES)]
