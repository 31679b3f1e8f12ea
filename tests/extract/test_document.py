from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.document import Document, analyse
from kg.model import Article, Span
from kg.registry import Registry, load_registry

TEXT = (
    "SHANGHAI TEA EXPO CLOSES\n\n"
    "The 6th Shanghai Tea Expo (STE) closed in Shanghai on Friday. It drew 3,486 exhibitors from Brazil, Kenya and "
    "Japan, up 5 percent on 2022. STE will return in November 2024.\n\n"
    "The Lima Coffee Fair in Peru opens next week with 300 stands. Lima expects 12,000 visitors; Peru sold coffee "
    "worth US$1.2 billion in 2021.\n"
)


@cache
def registry() -> Registry:
    return load_registry()


@cache
def document() -> Document:
    return analyse(Article("a", TEXT, title="Shanghai Tea Expo closes"), registry())


def at(words: str) -> int:
    return TEXT.index(words)


def names_of(doc: Document) -> set[str]:
    return {name for fair in doc.fairs for name in fair.names}


def test_the_document_sees_what_the_text_holds() -> None:
    doc = document()
    assert {"Shanghai Tea Expo", "STE", "Lima Coffee Fair"} <= names_of(doc)
    assert {"3,486", "300", "12,000"} <= {a.number.of(TEXT) for a in doc.amounts}
    assert {"Shanghai", "Brazil", "Kenya", "Japan", "Peru"} <= {
        p.span.of(TEXT).removeprefix("The ") for p in doc.places
    }
    assert [block.kind.value for block in doc.blocks] == ["heading", "paragraph", "paragraph"]


zones = st.tuples(st.integers(0, len(TEXT) + 5), st.integers(0, len(TEXT) + 5)).map(lambda z: Span(min(z), max(z)))


@settings(derandomize=True, max_examples=150)
@given(zones)
def test_what_begins_within_a_span_is_found_as_by_looking_at_everything(zone: Span) -> None:
    doc = document()

    def within(start: int) -> bool:
        return zone.start <= start < zone.end

    assert list(doc.amounts_in(zone)) == [a for a in doc.amounts if within(a.span.start)]
    assert list(doc.names_in(zone)) == [n for n in doc.names if within(n.span.start)]
    assert list(doc.places_in(zone)) == [p for p in doc.places if within(p.span.start)]
    assert list(doc.cues_in(zone)) == [c for c in doc.cues if within(c.span.start)]
    assert list(doc.dates_in(zone)) == [d for d in doc.dates if within(d.span.start)]
    assert list(doc.changes_in(zone)) == [c for c in doc.changes if within(c.span.start)]
    assert list(doc.mentions_in(zone)) == [m for m in doc.mentions if within(m.name.span.start)]
    before = [m for m in doc.mentions if m.name.span.start < zone.start]
    assert doc.mention_before(zone.start) == (before[-1] if before else None)


@settings(derandomize=True, max_examples=80)
@given(st.integers(0, len(TEXT) - 1))
def test_an_offset_has_one_sentence_and_its_block(offset: int) -> None:
    doc = document()
    sentence, block = doc.sentence_at(offset), doc.block_at(offset)
    assert block.span.contains(sentence.span)
    assert sentence in block.sentences
    if not TEXT[offset].isspace():
        assert sentence.span.start <= offset < sentence.span.end


@pytest.mark.parametrize(
    ("words", "fair"),
    [
        ("3,486", "STE"),
        ("300 stands", "Lima Coffee Fair"),
        ("12,000", "Lima Coffee Fair"),
        ("November 2024", "STE"),
    ],
)
def test_the_fair_named_last_in_the_block(words: str, fair: str) -> None:
    found = document().last_fair(at(words))
    assert found is not None
    assert fair in found.names


def test_a_fair_is_not_the_last_of_another_block() -> None:
    text = "The Shanghai Tea Expo opened.\n\nIt drew 300 exhibitors. The Lima Coffee Fair followed."
    doc = analyse(Article("a", text), registry())
    assert doc.last_fair(text.index("300")) is None
    after = doc.last_fair(text.index("The Lima"))
    assert after is not None
    assert "Lima Coffee Fair" in after.names


@pytest.mark.parametrize(
    ("heading", "headed"),
    [("Lima Coffee Fair, May 3-6", True), ("2. Lima Coffee Fair, May 3-6", True), ("What else is new", False)],
)
def test_a_block_that_names_no_fair_speaks_of_the_one_in_the_heading_above(heading: str, headed: bool) -> None:
    text = (
        f"The Shanghai Tea Expo closed in May. The Lima Coffee Fair is next.\n\n{heading}\nIn 2022, some 300 came.\n"
    )
    found = analyse(Article("a", text), registry()).last_fair(text.index("2022"))
    assert (found is not None and "Lima Coffee Fair" in found.names) == headed


def test_the_country_that_a_text_names_most_leads_and_the_alphabet_decides_between_equals() -> None:
    assert document().main_country == "PE"
    assert analyse(Article("a", "Kenya and Brazil and Kenya."), registry()).main_country == "KE"
    assert analyse(Article("a", "Kenya and Brazil."), registry()).main_country == "BR"
    assert analyse(Article("a", "Nothing."), registry()).main_country is None


@pytest.mark.parametrize("text", ["", " \n\t\n", "\u200b"])
def test_a_text_of_nothing_has_nothing(text: str) -> None:
    doc = analyse(Article("a", text), registry())
    assert not any((doc.fairs, doc.mentions, doc.amounts, doc.places, doc.dates))


def test_a_page_without_line_feeds_is_cut_into_sentences_and_blocks_of_bounded_length() -> None:
    text = "and more tea came " * 3_000 + "The Shanghai Tea Expo closed. " + "It was full. " * 3_000
    doc = analyse(Article("a", text), registry())
    assert max(s.span.end - s.span.start for s in doc.sentences) <= 1_100
    assert max(b.span.end - b.span.start for b in doc.blocks) <= 10_000
    covered = "".join(s.span.of(text) for s in doc.sentences)
    assert "".join(covered.split()) == "".join(text.split())
