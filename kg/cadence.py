"""The arithmetic of editions: which year an ordinal of a registered fair fell in, and the other way round.

A fair of the registry has known editions (an ordinal with its year), a cadence, and years without an edition. Time is
counted in slots: years, or half-years for a fair held twice a year. Between two known editions, the cadence gives a
row of slots; numbering is safe only where the ordinals fit that row, either one for each slot (an edition that was
cancelled kept its number) or one for each slot that was not cancelled. Beyond the known editions the cadence is
followed as it is, which is less certain the farther it goes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

from kg.registry import Cadence, KnownEdition

# Years, or half-years for a fair held twice a year, from one edition to the next.
_PERIODS = {
    Cadence.TWICE_YEARLY: 1,
    Cadence.ANNUAL: 1,
    Cadence.BIENNIAL: 2,
    Cadence.TRIENNIAL: 3,
    Cadence.QUADRENNIAL: 4,
}
_HALVES = ("spring", "autumn")
# No fair has had more editions; an ordinal or a year farther away than this from all that is known is nonsense.
_FARTHEST = 400
# Articles alone do not number more editions than this between two of theirs: over a longer time, a year without an
# edition and a number that was jumped may hide each other, and a first edition is often only a founding.
_LONGEST_GAP = 10


class Course(Protocol):
    """What the arithmetic needs of a fair: a row of the registry has it, and `learn` makes it of articles."""

    @property
    def cadence(self) -> Cadence:
        """How often the fair is held."""

    @property
    def known_editions(self) -> tuple[KnownEdition, ...]:
        """Ordinals with their years, in the order of the ordinals."""

    @property
    def cancelled_years(self) -> tuple[int, ...]:
        """Years without an edition though the cadence would have one."""

    @property
    def first_year(self) -> int | None:
        """The year of the first edition."""

    def __hash__(self) -> int:
        """Courses are compared by their content, so that one is worked out once."""


@dataclass(frozen=True, slots=True)
class LearntCourse:
    """A course that rests on what articles say, or adds that to what the registry knows."""

    cadence: Cadence
    known_editions: tuple[KnownEdition, ...]
    cancelled_years: tuple[int, ...] = ()
    first_year: int | None = None


class Certainty(StrEnum):
    """How a pair of ordinal and year is known."""

    KNOWN = "known"
    INTERPOLATED = "interpolated"
    EXTRAPOLATED = "extrapolated"


@dataclass(frozen=True, slots=True)
class Holding:
    """An ordinal of a fair with its year, and how certain that is.

    `distance` is the number of editions to the nearest known one. `held` is false for an edition that was cancelled
    and kept its number.
    """

    ordinal: int
    year: int
    season: str | None
    certainty: Certainty
    distance: int = 0
    held: bool = True

    @property
    def safe(self) -> bool:
        """Whether the pair is known, or lies between two known ones that the cadence fits."""
        return self.certainty is not Certainty.EXTRAPOLATED


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A time at which a fair is held: a year, with the season for a fair held twice a year."""

    year: int
    season: str | None = None


@dataclass(frozen=True, slots=True)
class _Timetable:
    """What is safe to say of a fair: its holdings in order of their ordinals, and the slots they fell in."""

    holdings: tuple[Holding, ...]
    by_slot: tuple[tuple[int, Holding], ...]
    cancelled: frozenset[int]
    numbers_kept: bool


def find_ordinal(fair: Course, ordinal: int) -> Holding | None:
    """Return the edition of that number, None where the registry cannot tell its year.

    >>> from kg.registry import load_registry
    >>> ciie = load_registry().fair("ciie")
    >>> find_ordinal(ciie, 2).year, find_ordinal(ciie, 2).safe
    (2019, True)
    """
    if ordinal < 1:
        return None
    table = _timetable(fair)
    for holding in table.holdings:
        if holding.ordinal == ordinal:
            return holding
    if not table.holdings:
        return None
    first, last = table.holdings[0], table.holdings[-1]
    if first.ordinal < ordinal < last.ordinal:
        return None
    for holding in _beyond(fair, table, _step_towards(ordinal, first.ordinal)):
        if holding.ordinal == ordinal:
            return holding
    return None


def find_year(fair: Course, year: int, season: str | None = None) -> Holding | None:
    """Return the edition of that year, None where the registry cannot tell its number.

    For a fair held twice a year, a year without its season has two editions, so the answer is None. Other fairs have
    no seasons in the registry, and `season` is not looked at.

    >>> from kg.registry import load_registry
    >>> canton = load_registry().fair("canton-fair")
    >>> find_year(canton, 2020, "autumn").ordinal
    128
    >>> find_year(canton, 2020) is None
    True
    """
    slot = _slot(fair, year, season)
    table = _timetable(fair)
    if slot is None or not table.by_slot:
        return None
    for taken, holding in table.by_slot:
        if taken == slot:
            return holding
    first, last = table.by_slot[0][0], table.by_slot[-1][0]
    if first < slot < last:
        return None
    direction = _step_towards(slot, first)
    for holding in _beyond(fair, table, direction):
        reached = _slot(fair, holding.year, holding.season)
        if reached is None or (reached - slot) * direction >= 0:
            return holding if reached == slot else None
    return None


def step_ordinal(fair: Course | None, ordinal: int, steps: int) -> int | None:
    """Return the number of the edition `steps` after `ordinal` (before it where negative), None below the first.

    Editions that the registry knows to be cancelled are not counted. `fair` is None for one that is not registered.

    >>> step_ordinal(None, 6, -1)
    5
    >>> step_ordinal(None, 1, -1) is None
    True
    """
    direction = 1 if steps > 0 else -1
    for _ in range(abs(steps)):
        ordinal += direction
        while fair is not None and _was_cancelled(fair, ordinal):
            ordinal += direction
    return ordinal if ordinal >= 1 else None


def step_year(fair: Course, slot: Slot, steps: int) -> Slot | None:
    """Return when the edition `steps` after the one of `slot` is held, None where the registry cannot tell.

    The numbering is followed where it is safe, else the cadence, over years without an edition.

    >>> from kg.registry import load_registry
    >>> step_year(load_registry().fair("canton-fair"), Slot(2020, "spring"), -1)
    Slot(year=2019, season='autumn')
    """
    start = find_year(fair, slot.year, slot.season)
    if start is not None and start.safe:
        ordinal = step_ordinal(fair, start.ordinal, steps)
        there = find_ordinal(fair, ordinal) if ordinal is not None else None
        if there is not None and there.safe:
            return Slot(there.year, there.season)
    number, period = _slot(fair, slot.year, slot.season), _PERIODS.get(fair.cadence)
    if number is None or period is None:
        return None
    cancelled = _timetable(fair).cancelled
    for _ in range(abs(steps)):
        number += period if steps > 0 else -period
        while number in cancelled:
            number += period if steps > 0 else -period
    there_at = _time(fair, number)
    return there_at if fair.first_year is None or there_at.year >= fair.first_year else None


def _was_cancelled(fair: Course, ordinal: int) -> bool:
    holding = find_ordinal(fair, ordinal)
    return holding is not None and holding.safe and not holding.held


def _step_towards(wanted: int, first: int) -> int:
    return -1 if wanted < first else 1


def _slot(fair: Course, year: int, season: str | None) -> int | None:
    if fair.cadence is not Cadence.TWICE_YEARLY:
        return year
    return 2 * year + _HALVES.index(season) if season in _HALVES else None


def _time(fair: Course, slot: int) -> Slot:
    if fair.cadence is not Cadence.TWICE_YEARLY:
        return Slot(slot)
    return Slot(slot // 2, _HALVES[slot % 2])


@lru_cache(maxsize=2048)
def _timetable(fair: Course) -> _Timetable:
    known = []
    for edition in sorted(fair.known_editions, key=lambda e: e.ordinal):
        slot = _slot(fair, edition.year, edition.season)
        if slot is not None:
            known.append((slot, Holding(edition.ordinal, edition.year, edition.season, Certainty.KNOWN)))
    taken = {slot for slot, _ in known}
    halves = (0, 1) if fair.cadence is Cadence.TWICE_YEARLY else (0,)
    cancelled = frozenset(year * len(halves) + half for year in fair.cancelled_years for half in halves) - taken
    rows = list(known)
    kept = False
    for (start, earlier), (end, later) in pairwise(known):
        between = _between(fair, cancelled, (start, earlier.ordinal), (end, later.ordinal))
        rows.extend(between)
        kept = kept or any(not holding.held for _, holding in between)
    rows.sort(key=lambda row: row[0])
    return _Timetable(tuple(holding for _, holding in rows), tuple(rows), cancelled, kept)


def _between(
    fair: Course, cancelled: frozenset[int], start: tuple[int, int], end: tuple[int, int]
) -> list[tuple[int, Holding]]:
    """Return the holdings strictly between two known ones, given as slot and ordinal, where the cadence fits."""
    period = _PERIODS.get(fair.cadence)
    if period is None or (end[0] - start[0]) % period:
        return []
    slots = list(range(start[0] + period, end[0], period))
    numbers = end[1] - start[1] - 1
    if len(slots) != numbers:
        slots = [slot for slot in slots if slot not in cancelled]
    if len(slots) != numbers:
        return []
    rows = []
    for place, slot in enumerate(slots, start=1):
        time = _time(fair, slot)
        distance = min(place, numbers + 1 - place)
        held = slot not in cancelled
        rows.append((slot, Holding(start[1] + place, time.year, time.season, Certainty.INTERPOLATED, distance, held)))
    return rows


def _beyond(fair: Course, table: _Timetable, direction: int) -> Iterator[Holding]:
    """Yield the holdings after the last known one, or before the first, as the cadence alone would have them."""
    period = _PERIODS.get(fair.cadence)
    if period is None:
        return
    slot, nearest = table.by_slot[-1 if direction > 0 else 0]
    ordinal = nearest.ordinal
    for _ in range(_FARTHEST):
        slot += direction * period
        if slot in table.cancelled and not table.numbers_kept:
            continue
        ordinal += direction
        time = _time(fair, slot)
        if ordinal < 1 or (fair.first_year is not None and time.year < fair.first_year):
            return
        distance = abs(ordinal - nearest.ordinal)
        held = slot not in table.cancelled
        yield Holding(ordinal, time.year, time.season, Certainty.EXTRAPOLATED, distance, held)


# --- what articles add ---


def learn(fair: Course | None, pairs: Mapping[int, Slot], sighted: Collection[int] = ()) -> Course | None:
    """Return the course of a fair with the ordinals and times that articles state together.

    `fair` is its row in the registry, None where it has none; what the row knows, or counts safely, stands. `pairs`
    are those that nothing contradicts; `sighted` are years in which articles have an edition, numbered or not.

    Of a fair without a row, the ordinals between two pairs are certain where there is one for each year (or each half
    of a year), or one for every second, third or fourth year if two editions in succession show that interval, none
    another, and no edition is seen between. Beyond the pairs nothing is certain, nor in a gap of many years.

    >>> course = learn(None, {3: Slot(2015), 6: Slot(2018)})
    >>> find_ordinal(course, 5).year, find_ordinal(course, 7) is None
    (2017, True)
    """
    if fair is not None:
        return _extended(fair, pairs)
    if not pairs:
        return None
    if any(slot.season in _HALVES for slot in pairs.values()):
        known = tuple(KnownEdition(o, slot.year, slot.season) for o, slot in sorted(pairs.items()) if slot.season)
        return LearntCourse(Cadence.TWICE_YEARLY, known)
    years = sorted((ordinal, slot.year) for ordinal, slot in pairs.items())
    filled = dict(years)
    shown = {last - first for (start, first), (end, last) in pairwise(years) if end - start == 1}
    for (start, first), (end, last) in pairwise(years):
        period = (last - first) // (end - start)
        if period * (end - start) != last - first or end - start > _LONGEST_GAP:
            continue
        between = range(first, last + 1, period) if period > 0 else ()
        skipped = any(first < year < last and year not in between for year in sighted)
        if period == 1 or (period in _PERIODS.values() and shown == {period} and not skipped):
            filled.update({start + place: year for place, year in enumerate(between)})
    return LearntCourse(Cadence.IRREGULAR, tuple(KnownEdition(o, year) for o, year in sorted(filled.items())))


def _extended(fair: Course, pairs: Mapping[int, Slot]) -> Course:
    """Add the pairs of which the registry says nothing safe, as long as ordinals and times still grow together."""
    known = {edition.ordinal: edition for edition in fair.known_editions}
    for ordinal, slot in sorted(pairs.items()):
        if _slot(fair, slot.year, slot.season) is None:
            continue
        counted, dated = find_ordinal(fair, ordinal), find_year(fair, slot.year, slot.season)
        if not (counted is not None and counted.safe) and not (dated is not None and dated.safe):
            known[ordinal] = KnownEdition(ordinal, slot.year, slot.season)
    if len(known) == len(fair.known_editions):
        return fair
    added = sorted(known.values(), key=lambda edition: edition.ordinal)
    times = [_slot(fair, edition.year, edition.season) or 0 for edition in added]
    if any(earlier >= later for earlier, later in pairwise(times)):
        return fair
    return LearntCourse(fair.cadence, tuple(added), fair.cancelled_years, fair.first_year)
