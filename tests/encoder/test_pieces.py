from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.encoder.pieces import CLS, SEP, UNKNOWN, Pieces, pieces_of, vocabulary


def told(word: str) -> list[str]:
    names = {number: piece for piece, number in vocabulary().items()}
    return [names[number] for number in pieces_of(word)]


def test_a_word_is_cut_into_the_longest_pieces_that_are_known_from_the_left() -> None:
    assert told("fair") == ["fair"]
    assert told("exhibitors") == ["exhibit", "##ors"]
    assert told("Gulfood") == ["gulf", "##ood"]


def test_case_and_accents_are_folded() -> None:
    assert pieces_of("Köln") == pieces_of("KOLN")
    assert pieces_of("São") == pieces_of("sao")


def test_a_sign_that_no_piece_has_and_a_word_too_long_are_unknown() -> None:
    assert told("\U0001f9e9") == [UNKNOWN]
    assert told("a" * 101) == [UNKNOWN]


def test_the_vocabulary_has_what_opens_and_closes_a_window() -> None:
    assert {CLS, SEP, UNKNOWN} <= vocabulary().keys()
    assert sorted(vocabulary().values()) == list(range(len(vocabulary())))


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(max_size=80), st.integers(-50, 50))
def test_every_piece_stands_at_a_word_of_the_text_in_order(text: str, shift: int) -> None:
    pieces = Pieces()
    pieces.add(text, shift)
    covered: set[int] = set()
    for start, end in zip(pieces.starts, pieces.ends, strict=True):
        assert 0 <= start - shift < end - shift <= len(text)
        assert not any(c.isspace() for c in text[start - shift : end - shift])
        covered.update(range(start - shift, end - shift))
    assert list(pieces.starts) == sorted(pieces.starts)
    assert covered == {i for i, c in enumerate(text) if not c.isspace()}
