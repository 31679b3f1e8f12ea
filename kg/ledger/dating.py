"""Dating the sightings of a fair's editions, when they were held: what one article leaves open, another may tell.

An edition that was put off keeps the year of its name, one that runs over new year has two years, and a fair held
twice a year may be told of without its season. Where one article says both what it is called and when it was held,
the sightings that have only one of the two are understood by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.cadence import Slot
from kg.ledger.sightings import Sighting
from kg.model import FairId, Finding, FindingCode
from kg.resolve.days import agree


@dataclass(frozen=True, slots=True)
class SettledTimes:
    """The sightings with their slots, and those whose year may mean two editions."""

    sightings: tuple[Sighting, ...]
    findings: tuple[Finding, ...]


def settle_times(fair: FairId, sightings: Sequence[Sighting], *, seasonal: bool) -> SettledTimes:
    """Give the sightings of one fair the times at which they were held."""
    known = _by_their_end(sightings)
    known, findings = _by_their_name(fair, known)
    seasons = _season_starts(known) if seasonal else {}
    slotted = (replace(s, slot=_slot(s, seasons, seasonal=seasonal)) for s in known)
    return SettledTimes(tuple(slotted), tuple(findings))


def _by_their_end(sightings: Sequence[Sighting]) -> list[Sighting]:
    """Date those known by their last day where another article has them begin in the year before it."""
    begun: dict[str, set[int]] = defaultdict(set)
    for s in sightings:
        if s.start is not None and s.end is not None and s.year is not None and not s.end.startswith(f"{s.year:04}"):
            begun[s.end].add(s.year)
    return [
        replace(s, year=min(begun[s.end]), called=s.year)
        if s.start is None and s.end in begun and len(begun[s.end]) == 1 and s.year not in begun[s.end]
        else s
        for s in sightings
    ]


def _by_their_name(fair: FairId, sightings: Sequence[Sighting]) -> tuple[list[Sighting], list[Finding]]:
    """Date those that are called by a year in which they were not held, where no other edition was."""
    held: dict[int, set[int]] = defaultdict(set)
    for s in sightings:
        if s.called is not None and s.year is not None:
            held[s.called].add(s.year)
    if not held:
        return list(sightings), []
    begun = {s.year for s in sightings if s.start is not None and s.called is None}
    numbers: dict[int, set[int]] = defaultdict(set)
    for s in sightings:
        if s.year is not None and s.ordinal is not None:
            numbers[s.year].add(s.ordinal)
    moved, findings = [], []
    for s in sightings:
        if s.called is None and s.start is None and s.year is not None and s.year in held:
            others = held[s.year]
            alike = numbers[s.year].union(*(numbers[year] for year in others))
            if len(others) == 1 and s.year not in begun and len(alike) < 2:
                moved.append(replace(s, year=min(others), called=s.year))
                continue
            if s.ordinal is None:
                findings.append(_either(fair, s, sorted({s.year, *others})))
        moved.append(s)
    return moved, findings


def _either(fair: FairId, sighting: Sighting, years: Sequence[int]) -> Finding:
    named = [str(year) for year in years]
    return Finding(
        FindingCode.AMBIGUOUS_EDITION,
        f"article {sighting.article}: the {sighting.year} edition of {sighting.seen.ref.fair.name} may be that held "
        f"in {' or in '.join(named)}; it is taken for that held in {sighting.year}",
        article=sighting.article,
        detail=(
            ("fair", fair.slug),
            ("year", str(sighting.year)),
            ("candidates", " ".join(named)),
            ("taken", str(sighting.year)),
        ),
    )


def _season_starts(sightings: Sequence[Sighting]) -> Mapping[int, Mapping[str, set[str]]]:
    """Return when the seasons of each year began."""
    starts: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for s in sightings:
        if s.year is not None and s.seen.season is not None and s.start is not None:
            starts[s.year][s.seen.season].add(s.start)
    return starts


def _slot(sighting: Sighting, seasons: Mapping[int, Mapping[str, set[str]]], *, seasonal: bool) -> Slot | None:
    if sighting.year is None:
        return None
    if not seasonal or sighting.seen.season is not None:
        return Slot(sighting.year, sighting.seen.season if seasonal else None)
    starts = seasons.get(sighting.year, {})
    then = [season for season in starts if any(agree(sighting.start, start) for start in starts[season])]
    return Slot(sighting.year, then[0] if len(then) == 1 else None)
