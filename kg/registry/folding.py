"""When two ways of writing a name are the same name: the keys under which the registry is searched."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NOT_A_WORD = re.compile(r"[^\w]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_BLANKS = re.compile(r"[\s\-‐‑–—]+")
# Letters that Unicode does not take apart, as they are written on keyboards without them.
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ı": "i",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "’": "'",
        "ʻ": "'",
        "‘": "'",
    }
)
# Words that newspapers put in and leave out of one fair's name at will.
_LOOSE_WORDS = frozenset({"the", "international", "and"})
_LONGEST_ABBREVIATION = 4


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.translate(_LETTERS)))
    return unicodedata.normalize("NFC", bare)


def fold_name(name: str) -> str:
    """Return the key of a fair's name: case, accents, punctuation, "the", "international" and "and" folded.

    A name that consists of nothing but such words keeps them, so that no name has an empty key unless it has no
    letter or digit at all.

    >>> fold_name("The Hong Kong International Wine & Spirits Fair")
    'hong kong wine spirits fair'
    >>> fold_name("Expomóvil") == fold_name("EXPOMOVIL")
    True
    >>> fold_name("International")
    'international'
    """
    words = _NOT_A_WORD.sub(" ", _without_accents(name).casefold()).split()
    telling = [word for word in words if word not in _LOOSE_WORDS]
    return " ".join(telling or words)


@lru_cache(maxsize=1 << 16)
def fold_place(name: str) -> str:
    """Return the key of a place's or currency's name: case, accents, hyphens, full stops and a first "the" folded.

    Abbreviations of up to four capitals keep their case, since `US` is a country and `us` is not.

    >>> fold_place("the United Arab Emirates"), fold_place("Côte d’Ivoire"), fold_place("U.S.")
    ('united arab emirates', "cote d'ivoire", 'US')
    """
    plain = _without_accents(name)
    if not plain.isalpha():
        plain = _BLANKS.sub(" ", plain.replace(".", "")).strip()
        if len(plain) > 4 and plain[:4].casefold() == "the ":
            plain = plain[4:]
    if len(plain) <= _LONGEST_ABBREVIATION and plain.isupper() and plain.isascii():
        return plain
    return plain.casefold()
