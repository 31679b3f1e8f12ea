from __future__ import annotations

import tomllib

import pytest

from kg.extract.lexicon import DATA, ORDINAL_WORDS, known_names, ordinal_of, words

TABLE = tomllib.loads((DATA / "words.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(TABLE))
def test_a_list_is_the_words_of_its_file_in_lower_case(name: str) -> None:
    assert words(name) == {word.lower() for word in TABLE[name]}
    assert words(name)


def test_no_list_says_a_word_twice() -> None:
    for name, listed in TABLE.items():
        assert len({word.casefold() for word in listed}) == len(listed), name


def test_an_unknown_list_is_an_error() -> None:
    with pytest.raises(KeyError):
        words("no such list")
    with pytest.raises(KeyError):
        known_names("no such list")


def test_known_names_are_lists_of_their_own_without_repetition() -> None:
    table = tomllib.loads((DATA / "known_names.toml").read_text(encoding="utf-8"))
    for name, listed in table.items():
        assert known_names(name) == frozenset(listed)
        assert len(set(listed)) == len(listed), name
    assert all(name.islower() for name in known_names("small"))


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("first", 1),
        ("Inaugural", 1),
        ("twelfth", 12),
        ("Twentieth", 20),
        ("twenty-first", 21),
        ("forty-eighth", 48),
        ("ninety-ninth", 99),
        ("hundredth", 100),
        ("1st", 1),
        ("22nd", 22),
        ("127th", 127),
    ],
)
def test_ordinals_in_words_and_digits(word: str, number: int) -> None:
    assert ordinal_of(word) == number


@pytest.mark.parametrize("word", ["", "th", "fair", "month", "second-hand", "forty-eight", "twenty-", "12345th"])
def test_other_words_are_no_ordinals(word: str) -> None:
    assert ordinal_of(word) is None


def test_every_number_below_a_hundred_has_one_ordinal_word() -> None:
    tens = "twent thirt fort fift sixt sevent eight ninet".split()
    spelled = {*ORDINAL_WORDS, *(f"{t}ieth" for t in tens)}
    spelled |= {f"{t}y-{ones}" for t in tens for ones in ORDINAL_WORDS[:9]}
    assert sorted(ordinal_of(word) or 0 for word in spelled) == list(range(1, 100))
