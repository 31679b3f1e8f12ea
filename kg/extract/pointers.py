"""The editions of an article as the encoder is asked for them: where each is named and pointed at, and its role."""

from __future__ import annotations

from collections.abc import Sequence

from kg.encoder import Pointer
from kg.extract.entries import Editions, Entry


class Pointers:
    """The pointers of an article's editions, each made once."""

    def __init__(self, editions: Editions) -> None:
        self._editions = editions
        self._made: dict[Entry, Pointer] = {}

    def of(self, entries: Sequence[Entry | None]) -> list[Pointer | None]:
        """Return the pointer of each entry; None stands for the fair in general."""
        return [self._pointer(entry) if entry is not None else None for entry in entries]

    def held(self, entries: Sequence[Entry]) -> list[Pointer]:
        """Return the pointer of each edition that may be held at a time or place."""
        return [self._pointer(entry) for entry in entries]

    def _pointer(self, entry: Entry) -> Pointer:
        if entry not in self._made:
            names = tuple(sorted(mention.span for mention in entry.fair.mentions))
            cues = tuple(sorted(cue.span for cue in entry.cues))
            role = _role(entry, self._editions)
            self._made[entry] = Pointer(names, cues, role, entry.fair is self._editions.main)
        return self._made[entry]


def _role(entry: Entry, editions: Editions) -> str:
    """Return where an edition stands to the one of its fair that the article is about."""
    if entry.current:
        return "current"
    if entry.steps:
        return "before" if entry.steps < 0 else "after"
    current = next((e for e in editions.of(entry.fair) if e.current), None)
    if current is None or not current.year or not entry.year or current.year == entry.year:
        return "other"
    return "before" if entry.year < current.year else "after"
