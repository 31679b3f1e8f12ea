"""What nouns count: the classes of data/nouns.toml, for single words and for phrases."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache

from kg.extract.lexicon import DATA

# "Trade visitors" buy, "foreign trade" is no trade visitor: these before a noun for persons make them buyers.
_TRADE = frozenset("trade business professional specialist industry hosted corporate commercial".split())
_PERSONS = frozenset(("visitor", "attendee"))


@cache
def noun_classes() -> dict[str, tuple[str, ...]]:
    """Return for each noun, singular and plural, the classes it counts in."""
    with (DATA / "nouns.toml").open("rb") as file:
        table: dict[str, list[str]] = tomllib.load(file)
    classes: dict[str, set[str]] = {}
    for name, nouns in table.items():
        for noun in nouns:
            for form in _forms(noun):
                classes.setdefault(form, set()).add(name)
    return {noun: tuple(sorted(names)) for noun, names in classes.items()}


def _forms(noun: str) -> tuple[str, ...]:
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun, noun[:-1] + "ies"
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun, noun + "es"
    if noun.endswith("man"):
        return noun, noun[:-3] + "men"
    return noun, noun + "s"


def singular(word: str) -> str:
    """Return a rough singular of a lower-case noun, the same for all its spellings here.

    >>> [singular(w) for w in ("companies", "stands", "launches", "press", "bus")]
    ['company', 'stand', 'launch', 'press', 'bus']
    """
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def classes_of(word: str) -> tuple[str, ...]:
    """Return the noun classes of a word in lower case; hyphened words count by their last part."""
    known = noun_classes()
    return known.get(word) or known.get(word.rsplit("-", 1)[-1], ())


def classes_of_phrase(words: Sequence[str]) -> tuple[str, ...]:
    """Return the classes of a noun phrase in lower case: those of its head, as the words before it change them.

    >>> classes_of_phrase(["foreign", "visitors"]), classes_of_phrase(["foreign", "trade", "visitors"])
    (('visitor',), ('buyer',))
    """
    if not words:
        return ()
    classes = classes_of(words[-1])
    if classes and set(classes) <= _PERSONS and any(w.rsplit("-", 1)[0] in _TRADE for w in words[:-1]):
        return ("buyer",)
    return classes
