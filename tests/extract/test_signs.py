from __future__ import annotations

import pytest

from kg.extract.signs import signs_in
from kg.model import ScopeKind


def found(text: str) -> list[tuple[ScopeKind, bool, str]]:
    return [(s.kind, s.strong, s.span.of(text)) for s in signs_in(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "kind", "word"),
    [
        ("120 foreign firms", ScopeKind.OVERSEAS, "foreign"),
        ("half came from abroad", ScopeKind.OVERSEAS, "abroad"),
        ("40 domestic buyers", ScopeKind.DOMESTIC, "domestic"),
        ("nine newcomers", ScopeKind.FIRST_TIME, "newcomers"),
        ("nine had never exhibited before", ScopeKind.FIRST_TIME, "had never exhibited before"),
        ("12 start-ups", ScopeKind.STARTUPS, "start-ups"),
        ("30 Fortune Global 500 firms", ScopeKind.FORTUNE_500, "Fortune Global 500"),
        ("80 spoke by video", ScopeKind.ONLINE, "by video"),
        ("80 came in person", ScopeKind.ONSITE, "in person"),
        ("9,000 on the opening day", ScopeKind.OTHER, "opening day"),
        ("80 makers of machine tools", ScopeKind.SECTOR, "machine tools"),
    ],
)
def test_words_that_say_a_part_are_strong(text: str, kind: ScopeKind, word: str) -> None:
    assert (kind, True, word) in found(text)


def test_words_that_may_describe_the_whole_are_weak() -> None:
    assert found("an international audience") == [(ScopeKind.OVERSEAS, False, "international")]


def test_words_inside_others_are_no_signs() -> None:
    assert found("The teamster foreignness of Newcomersville") == []


def test_a_sign_is_found_only_within_its_stretch() -> None:
    text = "foreign guests, foreign firms"
    assert [s.span.start for s in signs_in(text, 8, len(text))] == [16]
