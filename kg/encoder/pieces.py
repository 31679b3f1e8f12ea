"""Word pieces: the tokens of the encoder, with the offsets of the words that they are of.

A word that is not in the vocabulary is cut into the longest pieces that are, from the left (WordPiece: Schuster and
Nakajima, Japanese and Korean voice search, 2012, as BERT uses it). The case and accents of letters are folded.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from functools import cache, lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
CLS, SEP, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
# Ideographs stand for themselves; else a word is a run of letters and digits, and all other signs stand alone.
_IDEOGRAPHS = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_IDEOGRAPHS}]|[^\W_{_IDEOGRAPHS}]+|[^\w\s]|_")
_LONGEST = 100  # characters of a word; a longer one is no word


class Pieces:
    """The pieces of a text: their ids, and where the word of each begins and ends."""

    def __init__(self) -> None:
        self.ids = array("i")
        self.starts = array("q")
        self.ends = array("q")

    def __len__(self) -> int:
        return len(self.ids)

    def add(self, text: str, shift: int = 0) -> None:
        """Cut a text and add its pieces; `shift` is added to their offsets."""
        for word in _WORD.finditer(text):
            own = pieces_of(word[0])
            self.ids.extend(own)
            self.starts.extend([word.start() + shift] * len(own))
            self.ends.extend([word.end() + shift] * len(own))


@cache
def vocabulary() -> dict[str, int]:
    """Return the ids of all pieces; those that continue a word begin with ``##``."""
    lines = (DATA / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
    return {piece: i for i, piece in enumerate(lines) if piece}


@lru_cache(maxsize=1 << 15)
def pieces_of(word: str) -> tuple[int, ...]:
    """Return the ids of a word's pieces.

    >>> len(pieces_of("Exhibitors")), pieces_of("exhibitors") == pieces_of("EXHIBITORS")
    (2, True)
    """
    known = vocabulary()
    unknown = (known[UNKNOWN],)
    if len(word) > _LONGEST:
        return unknown
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
    found: list[int] = []
    start = 0
    while start < len(plain):
        head = "##" if start else ""
        end = next((e for e in range(len(plain), start, -1) if head + plain[start:e] in known), None)
        if end is None:
            return unknown
        found.append(known[head + plain[start:end]])
        start = end
    return tuple(found) or unknown
