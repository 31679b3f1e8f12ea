"""What English words are: finite verbs, participles, adverbs, and nouns by kind (a person, an animal, a document)."""

from __future__ import annotations

from functools import cache

from kg.extract.lexicon import DATA

FILE = DATA / "english.tsv"
_VERBS = frozenset(("past", "finite", "modal"))


@cache
def _kinds() -> dict[str, tuple[str, ...]]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {word: tuple(kinds.split()) for word, kinds in rows}


def kinds_of(word: str) -> tuple[str, ...]:
    """Return the kinds of a word in lower case: `past`, `verb`, `adverb`, ..., or those of a noun, broadest first.

    >>> kinds_of("ambassadors")[0], kinds_of("sheep")[0], kinds_of("arrived"), kinds_of("qwx")
    ('noun.person', 'noun.animal', ('past',), ())
    """
    table = _kinds()
    found = table.get(word)
    if found is None and word.endswith("s"):
        base = word[:-3] + "y" if word.endswith("ies") else word[:-2] if word.endswith(("ches", "shes", "xes")) else word[:-1]
        found = table.get(base)
        if found and not found[0].startswith("noun."):
            found = None
    if found is None and word.endswith("men"):
        found = table.get(word[:-3] + "man")
    if found is None and "-" in word:
        return kinds_of(word.rsplit("-", 1)[-1])
    return found or ()


def is_verb(word: str) -> bool:
    """Tell whether a word in lower case is a verb in a finite form more often than anything else.

    >>> [is_verb(w) for w in ("went", "exhibits", "could", "visit", "sold", "stands")]
    [True, False, True, False, False, True]
    """
    kinds = _kinds().get(word)
    return bool(kinds) and kinds[0] in _VERBS
