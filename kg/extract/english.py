"""What English words are: finite verbs, participles, adverbs, prepositions; a word of none of these may be a noun."""

from __future__ import annotations

from functools import cache

from kg.extract.lexicon import DATA

FILE = DATA / "english.tsv"
_VERBS = frozenset(("past", "finite", "modal"))


@cache
def _kinds() -> dict[str, str]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))


def kind_of(word: str) -> str | None:
    """Return what a word in lower case most often is: `past`, `finite`, `modal`, `verb`, `participle`, `adverb`,
    `preposition`; None for a noun, an adjective or an unknown word.

    >>> [kind_of(w) for w in ("arrived", "exhibits", "come", "registered", "abroad", "sheep")]
    ['past', None, 'verb', 'participle', 'adverb', None]
    """
    return _kinds().get(word)


def is_verb(word: str) -> bool:
    """Tell whether a word in lower case is a verb in a finite form more often than anything else.

    >>> [is_verb(w) for w in ("went", "exhibits", "could", "visit", "sold", "stands")]
    [True, False, True, False, False, True]
    """
    return _kinds().get(word) in _VERBS
