"""A text cut at its quotes, so that each can be marked, also where quotes overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


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
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        if line.strip():
            yield Paragraph(tuple(_pieces(text, start, start + len(line.rstrip("\r\n")), known)))
        start = end


def _pieces(text: str, start: int, end: int, known: list[tuple[int, Place]]) -> Iterator[Piece]:
    here = [(number, place) for number, place in known if place.start < end and place.end > start]
    cuts = sorted({start, end, *(max(p.start, start) for _, p in here), *(min(p.end, end) for _, p in here)})
    for left, right in zip(cuts, cuts[1:], strict=False):
        over = [(number, place) for number, place in here if place.start <= left and place.end >= right]
        over.sort(key=lambda each: (each[1].start, -each[1].end, each[0]))
        yield Piece(
            text[left:right],
            tuple(number for number, _ in over),
            tuple(number for number, place in over if place.start == left),
            tuple(number for number, place in over if place.end == right),
        )
