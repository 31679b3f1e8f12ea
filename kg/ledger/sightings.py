"""The editions of a fair as articles have them: one sighting for each edition of each article, with its time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kg.cadence import Slot
from kg.model import Claim, EditionRef, Predicate
from kg.resolve import ResolvedReading, SeenEdition, YearSource

# Years that rest on more than counting on from another edition.
CERTAIN = (YearSource.STATED, YearSource.REGISTRY, YearSource.INFERRED)


@dataclass(frozen=True, slots=True)
class Sighting:
    """An edition as one article has it; `place` is its rank in the article, the main edition being 0.

    `source` is the article with which this one counts: itself, unless it is a copy.
    `start` and `end` are given where the article has one of each. `year` is that in which it was held: the year of
    the start, where the article writes that out, else the one by which it calls the edition. `called` is the year by
    which it calls it where that is another: "the 2020 edition" may be held in 2021.
    """

    article: str
    source: str
    place: int
    seen: SeenEdition
    start: str | None
    end: str | None
    year: int | None
    called: int | None = None
    slot: Slot | None = None

    @property
    def key(self) -> tuple[str, str]:
        """The article and its key for the edition."""
        return self.article, self.seen.ref.key

    @property
    def doubtful(self) -> bool:
        """Whether the article lets the edition begin in another year than that in which it puts it."""
        return self.start is not None and self.year is not None and not self.start.startswith(f"{self.year:04}")

    @property
    def ordinal(self) -> int | None:
        """The number of the edition, as the article or the registry gives it."""
        return self.seen.ordinal


def sightings_in(reading: ResolvedReading, source: str) -> Iterator[Sighting]:
    """Yield the editions of an article, which counts with the article `source`."""
    starts, ends = _dates(reading, Predicate.START_DATE), _dates(reading, Predicate.END_DATE)
    named = (claim.subject for claim in reading.claims if claim.predicate is Predicate.YEAR)
    shown = {subject.key for subject in named if isinstance(subject, EditionRef)}
    for place, seen in enumerate(reading.editions):
        start, end = starts.get(seen.ref.key), ends.get(seen.ref.key)
        year, called = _held(seen, start, end, shown=seen.ref.key in shown)
        yield Sighting(
            article=reading.article.id,
            source=source,
            place=place,
            seen=seen,
            start=str(start.value) if start is not None else None,
            end=str(end.value) if end is not None else None,
            year=year,
            called=called,
        )


def _dates(reading: ResolvedReading, predicate: Predicate) -> dict[str, Claim]:
    """Return the claim of the one date of each edition that has one, preferably one that writes its year out."""
    said: dict[str, list[Claim]] = defaultdict(list)
    for claim in reading.claims:
        if claim.predicate is predicate and isinstance(claim.subject, EditionRef):
            said[claim.subject.key].append(claim)
    return {
        key: min(claims, key=lambda claim: (not _writes_year(claim), claim.evidence))
        for key, claims in said.items()
        if len({claim.value for claim in claims}) == 1
    }


def _writes_year(claim: Claim) -> bool:
    return str(claim.value)[:4] in claim.evidence.quote


def _held(seen: SeenEdition, start: Claim | None, end: Claim | None, *, shown: bool) -> tuple[int | None, int | None]:
    """Return the year in which an edition was held, and that by which it is called, where it is another.

    A year that is only inferred gives way to that of a start which the article writes out. A stated one is a name
    where the edition was held in the next year, having been put off, or began in the last days of the year before.
    Farther from the start, one of the two is a slip: the one that is not `shown` by any words.
    """
    if start is None or seen.year is None or not _writes_year(start):
        return seen.year, None
    held = int(str(start.value)[:4])
    if held == seen.year:
        return held, None
    slip = not shown and abs(held - seen.year) > 1
    if slip or seen.year_source in (YearSource.INFERRED, YearSource.CADENCE):
        return held, None
    ran_over = held == seen.year - 1 and end is not None and str(end.value).startswith(f"{seen.year:04}-01")
    put_off = held == seen.year + 1
    return (held, seen.year) if ran_over or put_off else (seen.year, None)
