"""Which editions of different articles are one edition: by ordinal, by year, and by what links the two.

An article that gives an edition both an ordinal and a year links them, and so does the registry through `resolve`;
an article that gives only one of them is then understood by the links of the others. Where links contradict each
other, a pair that the registry knows comes first, then what most independent articles state.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kg.cadence import Certainty, Slot, find_ordinal, find_year
from kg.ledger.fairs import FairIndex
from kg.model import NO_COPIES, Copies, Edition, EditionId, EditionRef, FairId, Finding, FindingCode, Predicate
from kg.registry import Cadence, FairRow
from kg.resolve import ResolvedReading, SeenEdition, YearSource

# Years that rest on more than counting on from another edition.
_CERTAIN = (YearSource.STATED, YearSource.REGISTRY, YearSource.INFERRED)


@dataclass(frozen=True, slots=True)
class _Sighting:
    """An edition as one article has it; `place` is its rank in the article, the main edition being 0.

    `source` is the article with which this one counts, itself unless it is a copy.
    """

    article: str
    source: str
    place: int
    seen: SeenEdition
    start: str | None
    slot: Slot | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.article, self.seen.ref.key


@dataclass(frozen=True, slots=True)
class FairEditions:
    """The editions of one fair: when each ordinal was held, and which ordinal each time belongs to."""

    fair: FairId
    row: FairRow | None
    seasonal: bool
    slots: Mapping[int, Slot]
    ordinals: Mapping[Slot, int]
    seasons: Mapping[EditionId, str]

    def at_ordinal(self, ordinal: int) -> Edition:
        """Return the edition of that number, with the year that articles or registry give it."""
        identity = EditionId(self.fair, str(ordinal))
        slot = self.slots.get(ordinal)
        if slot is None and self.row is not None:
            holding = find_ordinal(self.row, ordinal)
            slot = Slot(holding.year, holding.season) if holding is not None and holding.safe else None
        if slot is None:
            return Edition(identity, ordinal, None, self.seasons.get(identity))
        return Edition(identity, ordinal, slot.year, slot.season or self.seasons.get(identity))

    def at_time(self, slot: Slot) -> Edition:
        """Return the edition held at that time, by its number where that is known."""
        ordinal = self.ordinals.get(slot)
        if ordinal is None and self.row is not None:
            holding = find_year(self.row, slot.year, slot.season)
            if holding is not None and holding.safe and holding.ordinal not in self.slots:
                ordinal = holding.ordinal
        return self.at_ordinal(ordinal) if ordinal is not None else self.of_year(slot)

    def of_year(self, slot: Slot) -> Edition:
        """Return the edition that is known by its time alone."""
        identity = EditionId(self.fair, _written(slot))
        return Edition(identity, None, slot.year, slot.season or self.seasons.get(identity))

    def slot(self, year: int, season: str | None) -> Slot:
        """Return a time of this fair: with its season only where there are several editions a year."""
        return Slot(year, season if self.seasonal else None)


@dataclass(frozen=True, slots=True)
class EditionIndex:
    """The editions of all readings: `ids` by article and the article's key."""

    ids: Mapping[tuple[str, str], EditionId]
    editions: Mapping[EditionId, Edition]
    fairs: Mapping[FairId, FairEditions]
    findings: tuple[Finding, ...]

    def of(self, article: str, key: str) -> EditionId:
        """Return the edition that an article means by a key."""
        return self.ids[article, key]


def index_editions(readings: Sequence[ResolvedReading], fairs: FairIndex, copies: Copies = NO_COPIES) -> EditionIndex:
    """Bring the editions of all readings together."""
    by_fair: dict[FairId, list[_Sighting]] = defaultdict(list)
    for reading in readings:
        starts = _starts(reading)
        for place, seen in enumerate(reading.editions):
            article = reading.article.id
            sighting = _Sighting(article, copies.source(article), place, seen, starts.get(seen.ref.key))
            by_fair[fairs.of(article, seen.ref.fair)].append(sighting)
    ids: dict[tuple[str, str], EditionId] = {}
    editions: dict[EditionId, Edition] = {}
    known: dict[FairId, FairEditions] = {}
    findings: list[Finding] = []
    for fair in sorted(by_fair):
        one = _Numbering(fair, fairs.rows.get(fair), by_fair[fair])
        ids.update(one.ids)
        editions.update(one.editions)
        known[fair] = one.table
        findings.extend(one.findings)
    return EditionIndex(ids, editions, known, tuple(findings))


class _Numbering:
    """Works out the editions of one fair from all sightings of them."""

    def __init__(self, fair: FairId, row: FairRow | None, sightings: Sequence[_Sighting]) -> None:
        self.fair = fair
        self.row = row
        self.findings: list[Finding] = []
        self.ids: dict[tuple[str, str], EditionId] = {}
        self.editions: dict[EditionId, Edition] = {}
        seasons = {sighting.seen.season for sighting in sightings} - {None}
        self.seasonal = len(seasons) > 1 if row is None else row.cadence is Cadence.TWICE_YEARLY
        self.sightings = [replace(sighting, slot=self._slot(sighting.seen)) for sighting in sightings]
        self.links = self._links()
        slots = {ordinal: self._choose(ordinal) for ordinal in sorted(self.links)}
        self.owners: dict[Slot, list[int]] = defaultdict(list)
        for ordinal, slot in slots.items():
            self.owners[slot].append(ordinal)
        ordinals = {slot: self._owner(slot) for slot in sorted(self.owners, key=_slot_order)}
        certain = {slot: ordinal for slot, ordinal in ordinals.items() if ordinal is not None}
        self.table = FairEditions(fair, row, self.seasonal, slots, certain, {})
        keyed = _kept_apart([(sighting, self._assign(sighting)) for sighting in self.sightings])
        self.table = FairEditions(fair, row, self.seasonal, slots, certain, _seasons(keyed))
        for sighting, edition in keyed:
            self.ids[sighting.key] = edition.id
            season = self.table.seasons.get(edition.id)
            self.editions[edition.id] = Edition(edition.id, edition.ordinal, edition.year, edition.season or season)

    def _slot(self, seen: SeenEdition) -> Slot | None:
        return None if seen.year is None else Slot(seen.year, seen.season if self.seasonal else None)

    def _wants_season(self, slot: Slot) -> bool:
        return self.seasonal and slot.season is None

    # --- linking ordinals and times ---

    def _links(self) -> dict[int, dict[Slot, list[_Sighting]]]:
        links: dict[int, dict[Slot, list[_Sighting]]] = defaultdict(lambda: defaultdict(list))
        for sighting in self.sightings:
            if sighting.seen.ordinal is not None and sighting.slot is not None:
                links[sighting.seen.ordinal][sighting.slot].append(sighting)
        for slots in links.values():
            for bare in [slot for slot in slots if self.seasonal and slot.season is None]:
                seasons = [slot for slot in slots if slot.year == bare.year and slot.season is not None]
                if len(seasons) == 1:
                    slots[seasons[0]].extend(slots.pop(bare))
        return links

    def _choose(self, ordinal: int) -> Slot:
        """Return the time of an ordinal: as the registry knows it, else as most articles state it."""
        slots = self.links[ordinal]
        ranked = sorted(slots, key=lambda slot: self._rank(ordinal, slot))
        stated = [slot for slot in ranked if _sources(slots[slot], _CERTAIN)]
        if len(stated) > 1:
            held = [_written(slot) for slot in stated]
            articles = sorted({s.article for slot in stated for s in slots[slot]})
            self.findings.append(
                Finding(
                    FindingCode.AMBIGUOUS_EDITION,
                    f"articles put edition {ordinal} of {self.fair.slug} in {' and in '.join(held)}: "
                    f"{held[0]} is taken (see {', '.join(articles)})",
                    article=articles[0],
                    detail=(
                        ("fair", self.fair.slug),
                        ("ordinal", str(ordinal)),
                        ("candidates", " ".join(held)),
                        ("taken", held[0]),
                        ("articles", " ".join(articles)),
                    ),
                )
            )
        return ranked[0]

    def _rank(self, ordinal: int, slot: Slot) -> tuple[bool, int, int, int, int, tuple[int, str]]:
        sightings = self.links[ordinal][slot]
        return (
            not self._is_known(ordinal, slot),
            -len(_sources((s for s in sightings if s.seen.ref.ordinal is not None), (YearSource.STATED,))),
            -len(_sources(sightings, _CERTAIN)),
            -len(_sources(sightings, tuple(YearSource))),
            min(sighting.place for sighting in sightings),
            _slot_order(slot),
        )

    def _is_known(self, ordinal: int, slot: Slot) -> bool:
        holding = find_ordinal(self.row, ordinal) if self.row is not None else None
        if holding is None or holding.certainty is not Certainty.KNOWN:
            return False
        return holding.year == slot.year and slot.season in (None, holding.season)

    def _owner(self, slot: Slot) -> int | None:
        """Return the ordinal of a time, None where two have equal right to it, or where the season is wanting."""
        if self._wants_season(slot):
            return None
        ranked = sorted(
            self.owners[slot],
            key=lambda o: (not self._is_known(o, slot), -len(_sources(self.links[o][slot], tuple(YearSource))), o),
        )
        if len(ranked) > 1:
            first, second = (
                (self._is_known(o, slot), len(_sources(self.links[o][slot], tuple(YearSource)))) for o in ranked[:2]
            )
            if first == second:
                return None
        return ranked[0]

    # --- finding the edition of each sighting ---

    def _assign(self, sighting: _Sighting) -> Edition:
        ordinal, slot = sighting.seen.ordinal, sighting.slot
        if ordinal is not None:
            if slot is not None and slot != self.table.slots[ordinal] and self._yields(sighting):
                return self.table.of_year(slot)
            return self.table.at_ordinal(ordinal)
        if slot is None:
            return self._undated(sighting)
        rivals = self._rivals(slot)
        if len(rivals) > (0 if self._wants_season(slot) else 1):
            self.findings.append(self._ambiguous(sighting, slot, rivals))
        return self.table.at_time(slot)

    def _yields(self, sighting: _Sighting) -> bool:
        """Tell whether the article has another edition with the same ordinal that has more right to it."""
        ordinal = sighting.seen.ordinal
        own = [s for s in self.sightings if s.article == sighting.article and s.seen.ordinal == ordinal]
        taken = self.table.slots.get(ordinal or 0)
        best = min(own, key=lambda s: (s.slot != taken, s.slot is None, s.place))
        return best.slot != sighting.slot

    def _rivals(self, slot: Slot) -> list[int]:
        if self._wants_season(slot):
            return sorted(o for taken, owners in self.owners.items() if taken.year == slot.year for o in owners)
        return self.owners.get(slot, [])

    def _ambiguous(self, sighting: _Sighting, slot: Slot, rivals: Sequence[int]) -> Finding:
        taken = self.table.at_time(slot).id.key
        numbers = ", ".join(map(str, rivals))
        return Finding(
            FindingCode.AMBIGUOUS_EDITION,
            f"article {sighting.article}: {sighting.seen.ref.fair.name} of {_written(slot)} may be edition "
            f"{numbers}; it is kept as edition {taken}",
            article=sighting.article,
            detail=(
                ("fair", self.fair.slug),
                ("year", _written(slot)),
                ("candidates", " ".join(map(str, rivals))),
                ("taken", taken),
            ),
        )

    def _undated(self, sighting: _Sighting) -> Edition:
        """Return an edition that only its article has; a second one of an article gets the article's key too."""
        alike = [
            s for s in self.sightings if s.article == sighting.article and s.seen.ordinal is None and s.slot is None
        ]
        key = f"undated-{sighting.article}"
        if min(alike, key=lambda s: (s.place, s.seen.ref.key)).seen.ref.key != sighting.seen.ref.key:
            key = f"{key}-{sighting.seen.ref.key}"
        return Edition(EditionId(self.fair, key))


def _sources(sightings: Iterable[_Sighting], sources: tuple[YearSource, ...]) -> set[str]:
    return {sighting.source for sighting in sightings if sighting.seen.year_source in sources}


def _written(slot: Slot) -> str:
    """Return a time as it is written in a key."""
    return f"{slot.year}-{slot.season}" if slot.season else str(slot.year)


def _starts(reading: ResolvedReading) -> dict[str, str]:
    """Return the start of each edition of an article that is said to start at one time."""
    starts: dict[str, set[str]] = defaultdict(set)
    for claim in reading.claims:
        if claim.predicate == Predicate.START_DATE and isinstance(claim.subject, EditionRef):
            starts[claim.subject.key].add(str(claim.value))
    return {key: min(said) for key, said in starts.items() if len(said) == 1}


def _kept_apart(keyed: Iterable[tuple[_Sighting, Edition]]) -> list[tuple[_Sighting, Edition]]:
    """Give editions that one article tells apart by their starts, though not by number or year, keys of their own.

    The one with the ordinal, or named first, keeps the key; the others have the month of their start as key, or the
    day where the month is taken.
    """
    rows = sorted(keyed, key=lambda row: (row[0].article, row[1].id, row[0].seen.ordinal is None, row[0].place))
    apart: list[tuple[_Sighting, Edition]] = []
    for _, same in groupby(rows, key=lambda row: (row[0].article, row[1].id)):
        holders: dict[EditionId, str | None] = {}
        for sighting, edition in same:
            start = sighting.start
            for key in (edition.id.key, (start or "")[:7], start or ""):
                identity = EditionId(edition.id.fair, key)
                held = holders.setdefault(identity, start)
                if start is None or held is None or held.startswith(start) or start.startswith(held):
                    break
            own = edition if identity == edition.id else Edition(identity, None, edition.year, None)
            apart.append((sighting, own))
    return apart


def _slot_order(slot: Slot) -> tuple[int, str]:
    return slot.year, slot.season or ""


def _seasons(keyed: Iterable[tuple[_Sighting, Edition]]) -> dict[EditionId, str]:
    """Return the season of each edition of which all articles that name one name the same."""
    named: dict[EditionId, set[str]] = defaultdict(set)
    for sighting, edition in keyed:
        if sighting.seen.season is not None:
            named[edition.id].add(sighting.seen.season)
    return {identity: min(seasons) for identity, seasons in named.items() if len(seasons) == 1}
