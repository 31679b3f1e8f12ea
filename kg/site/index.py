"""Finding fairs, editions, organisations, countries, cities and articles by the names that people use."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.registry import fold_name

_LONGEST = 200  # characters of a question
_LEAST_NEAR = 4  # letters of a word that may be a slip of another
_NEARNESS = 0.75
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
    "twentieth",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found.

    `names` are its names, folded; `words` all words that lead to it, folded, with a blank before each.
    """

    path: str
    label: str
    kind: str
    detail: str
    names: tuple[str, ...]
    words: str


def make_entry(path: str, label: str, kind: str, detail: str, names: Iterable[str] = (), more: str = "") -> Entry:
    """Fold the names of a thing; `more` are words that lead to it too, but are none of its names.

    >>> make_entry("fair/ciie", "China International Import Expo", "fair", "", ["CIIE"], "Shanghai").words
    ' china import expo ciie shanghai'
    """
    folded = tuple(dict.fromkeys(fold_name(name) for name in (label, *names)))
    return Entry(
        path, label, kind, detail, folded, "".join(f" {words}" for words in (*folded, fold_name(more)) if words)
    )


@dataclass(frozen=True)
class Index:
    """All that can be found; of equally good answers the one that comes first is the better one."""

    entries: tuple[Entry, ...]

    def find(self, question: str) -> tuple[Entry, ...]:
        """Return what a question means: exact names first, then beginnings of names, phrases, and words.

        Each word of it must begin a word of what is found. Where nothing is found so, the words are taken for slips
        of the pen, each of the nearest word of a name.
        """
        words = question_words(question)
        return self._matching(words) or self._matching([self._near(word) for word in words])

    def _matching(self, words: Sequence[str]) -> tuple[Entry, ...]:
        whole, starts = " ".join(words), [f" {word}" for word in words]
        found = sorted(
            (_rank(entry, whole), place)
            for place, entry in enumerate(self.entries)
            if starts and all(start in entry.words for start in starts)
        )
        return tuple(self.entries[place] for _, place in found)

    def _near(self, word: str) -> str:
        likely = [each for each in self._vocabulary if abs(len(each) - len(word)) <= 2]
        near = difflib.get_close_matches(word, likely, n=1, cutoff=_NEARNESS) if len(word) >= _LEAST_NEAR else []
        return near[0] if near else word

    @cached_property
    def _vocabulary(self) -> Sequence[str]:
        """The words of names; headlines have too many words that are no names."""
        return sorted({word for entry in self.entries if entry.kind != "article" for word in entry.words.split()})


def _rank(entry: Entry, whole: str) -> int:
    if whole in entry.names:
        return 0
    if any(name.startswith(whole) for name in entry.names):
        return 1
    return 2 if f" {whole}" in entry.words else 3


def question_words(question: str) -> list[str]:
    """Return the folded words of a question; ordinals in words become numbers.

    >>> question_words("The sixth CIIE"), question_words("Expomóvil  2024"), question_words("  ")
    (['6th', 'ciie'], ['expomovil', '2024'], [])
    """
    words = fold_name(question[:_LONGEST]).split()
    return [ordinal(_ORDINALS.index(word) + 1) if word in _ORDINALS else word for word in words]


def ordinal(number: int) -> str:
    """Write an ordinal with its ending.

    >>> ordinal(1), ordinal(12), ordinal(22), ordinal(133)
    ('1st', '12th', '22nd', '133rd')
    """
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
