"""A text cut at its quotes, so that each can be marked, also where quotes overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under one set of quotes: `spans` are their places in the list of quotes, outermost first.

    `starts` are the quotes that begin with this piece, `ends` those that end with it.
    """

    text: str
    spans: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands in a text: its offsets, the end not included."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a text, in pieces."""

    pieces: tuple[Piece, ...] = field(default_factory=tuple)


def paragraphs(text: str, places: Iterable[Place]) -> Iterator[Paragraph]:
    r"""Cut a text into paragraphs at its line ends, and these into pieces where quotes begin and end.

    A quote that goes over a line's end begins in one paragraph and ends in another. Places that are not within the
    text, and empty ones, are in no piece.

    >>> [[piece.text for piece in each.pieces] for each in paragraphs("one two\n\nthree", [Place(4, 7)])]
    [['one ', 'two'], ['three']]
    """
    known = [(number, place) for number, place in enumerate(places) if 0 <= place.start < place.end <= len(text)]
    lines: list[list[_Cut]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            lines.append(_cuts(start, start + len(line.rstrip("\r\n")), known))
        start += len(line)
    # A quote may begin or end between two paragraphs: what counts is where it is first and last seen.
    first: dict[int, _Cut] = {}
    last: dict[int, _Cut] = {}
    for cut in (cut for cuts in lines for cut in cuts):
        for number in cut.spans:
            first.setdefault(number, cut)
            last[number] = cut
    for cuts in lines:
        yield Paragraph(tuple(_piece(text, cut, first, last) for cut in cuts))


@dataclass(frozen=True, slots=True)
class _Cut:
    start: int
    end: int
    spans: tuple[int, ...]


def _cuts(start: int, end: int, known: list[tuple[int, Place]]) -> list[_Cut]:
    here = [(number, place) for number, place in known if place.start < end and place.end > start]
    ends = sorted({start, end, *(max(p.start, start) for _, p in here), *(min(p.end, end) for _, p in here)})
    cuts = []
    for left, right in pairwise(ends):
        over = [(number, place) for number, place in here if place.start <= left and place.end >= right]
        over.sort(key=lambda each: (each[1].start, -each[1].end, each[0]))
        cuts.append(_Cut(left, right, tuple(number for number, _ in over)))
    return cuts


def _piece(text: str, cut: _Cut, first: dict[int, _Cut], last: dict[int, _Cut]) -> Piece:
    return Piece(
        text[cut.start : cut.end],
        cut.spans,
        tuple(number for number in cut.spans if first[number] is cut),
        tuple(number for number in cut.spans if last[number] is cut),
    )
