"""The editions that an article speaks of, as it knows them: an ordinal, a year, or only a distance from another."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.cues import Cue
from kg.extract.fairs import FairCluster


@dataclass(slots=True, eq=False)
class Entry:
    """One holding of a fair as the article knows it; `steps` is its distance from the current one where known."""

    fair: FairCluster
    ordinal: int | None = None
    year: int | None = None
    steps: int | None = None
    current: bool = False
    year_stated: bool = False
    cues: list[Cue] = field(default_factory=list)
    start: str | None = None
    end: str | None = None


def described(entry: Entry | None) -> str:
    """Return which holding an entry is, for people; None stands for the fair in general."""
    if entry is None:
        return "the fair in general"
    told = [f"no. {entry.ordinal}" if entry.ordinal else "", str(entry.year or "")]
    if not any(told):
        told = [
            "this edition" if entry.current else "an edition " + ("before" if (entry.steps or 0) < 0 else "after")
        ]
    return ", ".join((entry.fair.names[0], *filter(None, told)))


@dataclass(slots=True)
class Editions:
    """The entries of an article, the main edition first; `main` is the fair that the article is about."""

    entries: list[Entry]
    main: FairCluster | None
    period: dict[str, int | None]
    _by_fair: dict[str, list[Entry]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._by_fair = {}
        for entry in self.entries:
            self._by_fair.setdefault(entry.fair.key, []).append(entry)

    def of(self, fair: FairCluster) -> list[Entry]:
        """Return the entries of one fair."""
        return self._by_fair.get(fair.key, [])
