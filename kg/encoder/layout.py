"""An article laid out for the encoder: its pieces, the windows it is read in, and the way between two places.

Training and reading lay out an article alike, since both do it here.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.encoder.pieces import Pieces
from kg.model import Span

WINDOW = 384  # pieces that are read at once
OVERLAP = 64  # of these, so many on each side are of the windows beside
FAR, STEPS = 27, 12  # how many lengths of a way are told apart, and kinds of borders that it crosses
NUMBERS = 8  # and counts of numbers on it
_HALF = FAR // 2
_SENTENCE_END = re.compile(r"[.!?;:][\"”’)]*(?=\s)|\n")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in an article: its pieces from `first` to before `last`, and its sentence, line and number by rank."""

    first: int
    last: int
    sentence: int
    line: int
    number: int


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces that are read at once, from `start` to before `end`; those from `first` to before `last` are its own."""

    start: int
    end: int
    first: int
    last: int


class Layout:
    """An article with its heading, the day and the title, before it."""

    def __init__(self, text: str, title: str | None, published: date | None) -> None:
        heading = " ".join(filter(None, (published.isoformat() if published else "", title or "")))
        self.pieces = Pieces()
        self.pieces.add(heading, -len(heading) - 1)
        self.pieces.add(text)
        self._sentences = [m.end() for m in _SENTENCE_END.finditer(text)]
        self._lines = [m.start() for m in re.finditer("\n", text)]
        self._numbers = [m.start() for m in _DIGITS.finditer(text)]
        self.windows = list(windows(len(self.pieces)))
        self._borders = [w.first for w in self.windows]

    def spot(self, span: Span) -> Spot:
        """Return the place of a span, in an article that has a piece."""
        first = min(bisect_right(self.pieces.ends, span.start), len(self.pieces) - 1)
        last = max(bisect_left(self.pieces.starts, span.end), first + 1)
        return Spot(
            first,
            last,
            bisect_right(self._sentences, span.start),
            bisect_right(self._lines, span.start),
            bisect_left(self._numbers, span.start),
        )

    def windows_of(self, spot: Spot) -> Iterator[tuple[int, int, int]]:
        """Yield the windows that have a place's pieces: the index, the first piece, and the one after the last."""
        at = bisect_right(self._borders, spot.first) - 1
        while at < len(self.windows) and self.windows[at].first < spot.last:
            window = self.windows[at]
            yield at, max(spot.first, window.first), min(spot.last, window.last)
            at += 1


def windows(count: int) -> Iterator[Window]:
    """Yield the windows of so many pieces, each with as many of its own.

    >>> [(w.start, w.end, w.first, w.last) for w in windows(500)]
    [(0, 314, 0, 250), (186, 500, 250, 500)]
    """
    if count <= WINDOW:
        if count:
            yield Window(0, count, 0, count)
        return
    parts = math.ceil(count / (WINDOW - 2 * OVERLAP))
    size = math.ceil(count / parts)
    for first in range(0, count, size):
        last = min(count, first + size)
        yield Window(max(0, first - OVERLAP), min(count, last + OVERLAP), first, last)


def way(one: Spot, other: Spot) -> tuple[int, int, int]:
    """Return which length, borders and count of numbers the way from one place to another has, each as a number.

    Lengths are told apart by their logarithm, and by direction.

    >>> near, far = Spot(10, 11, 1, 0, 1), Spot(14, 15, 1, 0, 2)
    >>> way(near, far), way(far, near)
    ((16, 1, 3), (10, 0, 2))
    """
    apart = other.first - one.first
    after = int(apart > 0)
    length = min(int(math.log2(abs(apart) + 1) * 1.5), _HALF)
    borders = min(abs(other.sentence - one.sentence), 2) * 2 + min(abs(other.line - one.line), 1)
    numbers = min(abs(other.number - one.number), 3)
    return (_HALF + length if after else _HALF - length), borders * 2 + after, numbers * 2 + after
