from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.document import Document, analyse
from kg.extract.surroundings import beside, name_around, phase_words, setting
from kg.model import Article, Span
from kg.registry import Registry, load_registry

TEXT = "The Lyon Cheese Fair opened in Lyon on May 3, 2022 and ran until May 6. Turin has the Alpine Wine Fair."


@cache
def registry() -> Registry:
    return load_registry()


@cache
def document() -> Document:
    return analyse(Article("a", TEXT), registry())


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def test_words_beside_keep_to_their_sentence() -> None:
    features = beside(document(), at("May 6"))
    assert "L1=until" in features
    assert "R1=." in features or "R1=$" in features
    assert not any("turin" in f for f in features)


def test_phases_before_and_after() -> None:
    assert "before close" in phase_words(document(), at("May 6"))
    assert "before open" in phase_words(document(), at("May 3"))
    assert phase_words(document(), at("Turin")) == []


def test_what_the_sentence_holds() -> None:
    features = setting(document(), at("May 3"))
    assert "fair in sentence" in features
    assert "hold=opened" in features


@settings(max_examples=60, derandomize=True)
@given(st.integers(0, len(TEXT)), st.integers(0, 12))
def test_the_name_around_a_span_is_what_a_scan_finds(start: int, length: int) -> None:
    doc, span = document(), Span(start, min(start + length, len(TEXT)))
    holding = [n for n in doc.names if n.span.contains(span) and n.span.start <= span.start < n.span.end]
    found = name_around(doc, span)
    assert [found] == holding or ((found is None or found.span.end == span.start) and not holding)
