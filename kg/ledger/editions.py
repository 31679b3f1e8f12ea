"""Which editions of different articles are one edition: by ordinal, by year, by date, and by what links them.

An edition that one article knows by its number and another by its year is one where a third links the two, the
registry does, or the arithmetic between two links that it or articles give. Where several editions are possible, a
date that another article gives one of them decides; else the sighting is kept by what it says, and is a finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kg.cadence import Course, Slot, step_ordinal, step_year
from kg.ledger.dating import settle_times
from kg.ledger.fairs import FairIndex
from kg.ledger.numbering import Numbering, number, written
from kg.ledger.sightings import Sighting, sightings_in
from kg.model import NO_COPIES, Copies, Edition, EditionId, FairId, Finding, FindingCode
from kg.registry import Cadence, FairRow
from kg.resolve import ResolvedReading
from kg.resolve.days import agree, is_full

# As many of the editions that a numbered one may be are named in a finding.
_MOST_CANDIDATES = 10
# No fair is held more often: what is numbered far from its neighbours belongs to another fair.
_MOST_A_YEAR = 2


@dataclass(frozen=True, slots=True)
class FairEditions:
    """The editions of one fair: when each ordinal was held, and which ordinal each time belongs to.

    `course` is what the registry knows of the fair, with what articles add.
    """

    fair: FairId
    course: Course | None
    seasonal: bool
    numbering: Numbering
    seasons: Mapping[EditionId, str]

    def at_ordinal(self, ordinal: int) -> Edition:
        """Return the edition of that number, with the year that articles or registry give it."""
        identity = EditionId(self.fair, str(ordinal))
        slot = self.numbering.slot_of(ordinal)
        if slot is None:
            return Edition(identity, ordinal, None, self.seasons.get(identity))
        return Edition(identity, ordinal, slot.year, slot.season or self.seasons.get(identity))

    def at_time(self, slot: Slot) -> Edition:
        """Return the edition held at that time, by its number where that is known."""
        ordinal = self.numbering.ordinal_at(slot)
        return self.at_ordinal(ordinal) if ordinal is not None else self.of_year(slot)

    def of_year(self, slot: Slot) -> Edition:
        """Return the edition that is known by its time alone."""
        identity = EditionId(self.fair, written(slot))
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
    by_fair: dict[FairId, list[Sighting]] = defaultdict(list)
    for reading in readings:
        for sighting in sightings_in(reading, copies.source(reading.article.id)):
            by_fair[fairs.of(sighting.article, sighting.seen.ref.fair)].append(sighting)
    ids: dict[tuple[str, str], EditionId] = {}
    editions: dict[EditionId, Edition] = {}
    known: dict[FairId, FairEditions] = {}
    findings: list[Finding] = []
    for fair in sorted(by_fair):
        one = _identify(fair, fairs.rows.get(fair), by_fair[fair])
        ids.update(one.ids)
        editions.update(one.editions)
        known.update(one.fairs)
        findings.extend(one.findings)
    return EditionIndex(ids, editions, known, tuple(findings))


def _identify(fair: FairId, row: FairRow | None, said: Sequence[Sighting]) -> EditionIndex:
    """Work out the editions of one fair from all sightings of them."""
    seasons = {sighting.seen.season for sighting in said} - {None}
    seasonal = len(seasons) > 1 if row is None else row.cadence is Cadence.TWICE_YEARLY
    settled = settle_times(fair, said, seasonal=seasonal)
    numbering = number(fair, row, settled.sightings, seasonal=seasonal)
    table = FairEditions(fair, numbering.course, seasonal, numbering, {})
    finder = _Finder(table, settled.sightings)
    keyed = _kept_apart((sighting, finder.find(sighting)) for sighting in settled.sightings)
    table = replace(table, seasons=_seasons(keyed))
    editions = {
        edition.id: replace(edition, season=edition.season or table.seasons.get(edition.id)) for _, edition in keyed
    }
    return EditionIndex(
        ids={sighting.key: edition.id for sighting, edition in keyed},
        editions=editions,
        fairs={fair: table},
        findings=(*settled.findings, *numbering.findings, *finder.findings, *_unlinked(fair, keyed)),
    )


class _Finder:
    """Finds the edition of each sighting of one fair."""

    def __init__(self, table: FairEditions, sightings: Sequence[Sighting]) -> None:
        self._table = table
        self.findings: list[Finding] = []
        self._by_key = {sighting.key: sighting for sighting in sightings}
        self._found: dict[tuple[str, str], Edition] = {}
        self._by_article: dict[str, list[Sighting]] = defaultdict(list)
        self._starts: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for sighting in sightings:
            self._by_article[sighting.article].append(sighting)
            ordinal, start = sighting.ordinal, sighting.start
            if ordinal is not None and start is not None and sighting.slot == table.numbering.slots.get(ordinal):
                self._starts[ordinal][start].add(sighting.source)
        self._in_year: dict[int, list[int]] = defaultdict(list)
        for slot, owners in table.numbering.owners.items():
            self._in_year[slot.year].extend(owners)
        self._seasons_in: dict[int, set[str]] = defaultdict(set)
        for sighting in sightings:
            session = sighting.slot
            if session is not None and session.season is not None and table.numbering.ordinal_at(session) is None:
                self._seasons_in[session.year].add(written(session))

    def find(self, sighting: Sighting) -> Edition:
        """Return the edition that an article means."""
        if sighting.key not in self._found:
            # While it is being found, it stands by itself, so that distances which go in a circle end.
            self._found[sighting.key] = self._undated(sighting)
            self._found[sighting.key] = self._assign(sighting)
        return self._found[sighting.key]

    def _assign(self, sighting: Sighting) -> Edition:
        ordinal, slot, numbering = sighting.ordinal, sighting.slot, self._table.numbering
        if ordinal is not None:
            if slot is not None and slot != numbering.slots[ordinal]:
                if ordinal in numbering.contested or self._yields(sighting):
                    return self._table.of_year(slot)
                owner = numbering.ordinals.get(slot)
                if owner is not None and is_full(sighting.start) and self._starts_then(owner, sighting):
                    self.findings.append(self._ambiguous(sighting, slot, [str(ordinal), str(owner)], str(owner)))
                    return self._table.at_ordinal(owner)
            return self._table.at_ordinal(ordinal)
        if slot is None:
            return self._at_distance(sighting)
        edition = self._table.at_time(slot)
        if self._wants_season(slot):
            rivals = sorted(self._in_year.get(slot.year, ()))
        elif len(numbering.owners.get(slot, ())) > 1 or edition.ordinal is None:
            rivals = [*numbering.owners.get(slot, ()), *numbering.others.get(slot, ())]
        else:
            rivals = []
        then = [rival for rival in rivals if self._starts_then(rival, sighting)]
        if len(then) == 1:
            return self._table.at_ordinal(then[0])
        candidates = [*map(str, rivals), *self._unnumbered_seasons(slot)]
        if candidates:
            self.findings.append(self._ambiguous(sighting, slot, candidates, edition.id.key))
        return edition

    def _wants_season(self, slot: Slot) -> bool:
        return self._table.seasonal and slot.season is None

    def _unnumbered_seasons(self, slot: Slot) -> list[str]:
        """Return the sessions of a year that are known by their season alone, if the season of `slot` is wanting."""
        return sorted(self._seasons_in.get(slot.year, ())) if self._wants_season(slot) else []

    def _starts_then(self, ordinal: int, sighting: Sighting) -> bool:
        """Tell whether another article lets the edition of a number start when this one does."""
        return any(
            agree(start, sighting.start) and sources - {sighting.source}
            for start, sources in self._starts[ordinal].items()
        )

    def _yields(self, sighting: Sighting) -> bool:
        """Tell whether the article has another edition with the same ordinal that has more right to it."""
        own = [other for other in self._by_article[sighting.article] if other.ordinal == sighting.ordinal]
        taken = self._table.numbering.slots.get(sighting.ordinal or 0)
        best = min(own, key=lambda s: (s.slot != taken, s.slot is None, s.place))
        return best.slot != sighting.slot

    def _ambiguous(self, sighting: Sighting, slot: Slot, candidates: Sequence[str], taken: str) -> Finding:
        return Finding(
            FindingCode.AMBIGUOUS_EDITION,
            f"article {sighting.article}: {sighting.seen.ref.fair.name} of {written(slot)} may be edition "
            f"{', '.join(candidates)}; it is kept as edition {taken}",
            article=sighting.article,
            detail=(
                ("fair", self._table.fair.slug),
                ("year", written(slot)),
                ("candidates", " ".join(candidates)),
                ("taken", taken),
            ),
        )

    def _at_distance(self, sighting: Sighting) -> Edition:
        """Return the edition that is known by its distance from another of the article."""
        ref = sighting.seen.ref
        base = self._by_key.get((sighting.article, ref.relative_to or ""))
        if base is None or not ref.steps:
            return self._undated(sighting)
        there = self.find(base)
        if there.ordinal is not None:
            ordinal = step_ordinal(self._table.course, there.ordinal, ref.steps)
            return self._table.at_ordinal(ordinal) if ordinal is not None else self._undated(sighting)
        if there.year is not None and self._table.course is not None:
            slot = step_year(self._table.course, Slot(there.year, there.season), ref.steps)
            if slot is not None:
                return self._table.at_time(self._table.slot(slot.year, slot.season))
        return self._undated(sighting)

    def _undated(self, sighting: Sighting) -> Edition:
        """Return an edition that only its article has; a second one of an article gets the article's key too."""
        alike = [s for s in self._by_article[sighting.article] if s.ordinal is None and s.slot is None]
        key = f"undated-{sighting.article}"
        if alike and min(alike, key=lambda s: (s.place, s.seen.ref.key)).seen.ref.key != sighting.seen.ref.key:
            key = f"{key}-{sighting.seen.ref.key}"
        return Edition(EditionId(self._table.fair, key))


def _unlinked(fair: FairId, keyed: Iterable[tuple[Sighting, Edition]]) -> list[Finding]:
    """Tell of each edition known by its number alone which ones, known by their year alone, it may be.

    Those that one article has both of are two.
    """
    numbered: dict[int, set[str]] = defaultdict(set)
    alone: dict[tuple[int, str], set[str]] = defaultdict(set)
    dated: dict[int, int] = {}
    for sighting, edition in keyed:
        if edition.ordinal is None and edition.year is not None:
            alone[edition.year, edition.id.key].add(sighting.article)
        elif edition.ordinal is not None and edition.year is not None:
            dated[edition.ordinal] = edition.year
        elif edition.ordinal is not None:
            numbered[edition.ordinal].add(sighting.article)
    found = []
    for ordinal, articles in sorted(numbered.items()):
        before = max((pair for pair in dated.items() if pair[0] < ordinal), default=None)
        after = min((pair for pair in dated.items() if pair[0] > ordinal), default=None)
        first = max((year for other, year in dated.items() if other < ordinal), default=0)
        last = min((year for other, year in dated.items() if other > ordinal), default=9999)
        between = sorted(each for each in alone if first < each[0] < last and not alone[each] & articles)
        possible = [
            key for year, key in between if _has_room(before, (ordinal, year)) and _has_room((ordinal, year), after)
        ][:_MOST_CANDIDATES]
        if possible:
            article = min(articles)
            found.append(
                Finding(
                    FindingCode.AMBIGUOUS_EDITION,
                    f"article {article}: edition {ordinal} of {fair.slug} may be that of {' or '.join(possible)}; "
                    "no article says when it was held",
                    article=article,
                    detail=(
                        ("fair", fair.slug),
                        ("ordinal", str(ordinal)),
                        ("candidates", " ".join(possible)),
                        ("taken", str(ordinal)),
                    ),
                )
            )
    return found


def _has_room(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    """Tell whether all editions between two, each given with its number and year, can have been held by then."""
    if one is None or other is None:
        return True
    return other[0] - one[0] <= _MOST_A_YEAR * (other[1] - one[1]) + 1


def _kept_apart(keyed: Iterable[tuple[Sighting, Edition]]) -> list[tuple[Sighting, Edition]]:
    """Give editions that one article tells apart by their starts, though not by number or year, keys of their own.

    The one with the ordinal, or named first, keeps the key; the others have the month of their start as key, or the
    day where the month is taken.
    """
    rows = sorted(keyed, key=lambda row: (row[0].article, row[1].id, row[0].seen.ordinal is None, row[0].place))
    apart: list[tuple[Sighting, Edition]] = []
    for _, same in groupby(rows, key=lambda row: (row[0].article, row[1].id)):
        holders: dict[EditionId, str | None] = {}
        for sighting, edition in same:
            start = sighting.start
            for key in (edition.id.key, (start or "")[:7], start or ""):
                identity = EditionId(edition.id.fair, key)
                held = holders.setdefault(identity, start)
                if start is None or held is None or agree(start, held):
                    break
            own = edition if identity == edition.id else Edition(identity, None, edition.year, None)
            apart.append((sighting, own))
    return apart


def _seasons(keyed: Iterable[tuple[Sighting, Edition]]) -> dict[EditionId, str]:
    """Return the season of each edition of which all articles that name one name the same."""
    named: dict[EditionId, set[str]] = defaultdict(set)
    for sighting, edition in keyed:
        if sighting.seen.season is not None:
            named[edition.id].add(sighting.seen.season)
    return {identity: min(seasons) for identity, seasons in named.items() if len(seasons) == 1}
