"""Words of a text, and what a name's own words tell of its bearer.

What bears a name is told by the last noun before any "of" or "for": a `Fair for Trade in Services` is a fair, a
`Ministry of Commerce` an organisation, an `Exhibition Centre` a venue.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from kg.extract.lexicon import words

WORD = re.compile(r"[^\W_](?:[\w&+=/]|[-’'.!](?=\w))*")
_PREPOSITIONS = frozenset("of for in de del on der des du di".split())


class NameKind(StrEnum):
    """What bears a name, as far as its own words tell."""

    FAIR = "fair"
    WEAK = "weak"
    VENUE = "venue"
    ORGANIZATION = "organization"
    PERSON = "person"
    COINED = "coined"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text with its offsets."""

    start: int
    end: int
    text: str
    lower: str


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Return the words of `text` between two offsets.

    >>> [w.text for w in words_of("The 6th CIIE's US$78.41bn, O=MEGA & R+T.")]
    ['The', '6th', "CIIE's", 'US', '78.41bn', 'O=MEGA', 'R+T']
    """
    stop = len(text) if end is None else end
    return [Word(m.start(), m.end(), m[0], m[0].lower()) for m in WORD.finditer(text, start, stop)]


def is_capitalised(word: str) -> bool:
    """Tell whether a word looks like part of a name: a capital first, or inside ("i2i", "drupa" is not)."""
    return word[0].isupper() or (len(word) > 1 and any(c.isupper() for c in word[1:]) and not word[0].isdigit())


def head_kind(name_words: list[str]) -> NameKind:
    """Tell what bears a name from its words in lower case.

    >>> head_kind("china international fair for trade in services".split())
    <NameKind.FAIR: 'fair'>
    >>> head_kind("ministry of commerce".split()), head_kind("exhibition centre".split())
    (<NameKind.ORGANIZATION: 'organization'>, <NameKind.VENUE: 'venue'>)
    >>> head_kind("pt jakarta international expo".split()), head_kind("feria de zaragoza".split())
    (<NameKind.ORGANIZATION: 'organization'>, <NameKind.ORGANIZATION: 'organization'>)
    """
    if len(name_words) > 1 and name_words[0] in words("company_prefix"):
        return NameKind.ORGANIZATION
    if len([w for w in name_words if w not in _PREPOSITIONS]) == 2 and name_words[0] in words("house"):
        return NameKind.ORGANIZATION  # "Messe Berlin" is the house that stages fairs
    heads = [name_words[i - 1] for i, word in enumerate(name_words) if i and word in _PREPOSITIONS]
    heads.append(name_words[-1])
    if len(heads) == 1 and heads[0] in words("venue"):
        return NameKind.VENUE  # "Rho Fiera" is a place, "Fiera di Bologna" a fair
    for head in heads:
        kind = _kind_of_head(head)
        if kind is not None:
            return kind
    if name_words[0] in words("fair_strong") and len(name_words) > 1:
        return NameKind.FAIR  # "Salon International ...", "Feria ...", "Expo ..." put the head first
    return NameKind.COINED


def _kind_of_head(head: str) -> NameKind | None:
    if head in words("fair_strong"):
        return NameKind.FAIR
    if head in words("organization"):
        return NameKind.ORGANIZATION
    if head in words("venue"):
        return NameKind.VENUE
    if head in words("fair_weak") or head in words("sub_event"):
        return NameKind.WEAK
    return None
