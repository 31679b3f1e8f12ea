"""Which time each ordinal of a fair belongs to, as articles and registry link them, and the other way round.

An article that gives an edition both an ordinal and a year links them, and so does the registry through `resolve`.
Where links contradict each other, a pair that the registry knows comes first, then what most articles state, then
what fits the editions before and after. Links that nothing contradicts are then taken as known editions, between
which the arithmetic of `kg.cadence` may find others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.cadence import Certainty, Course, Slot, find_ordinal, find_year, learn, step_ordinal
from kg.ledger.sightings import CERTAIN, Sighting
from kg.model import FairId, Finding, FindingCode
from kg.registry import FairRow
from kg.resolve import YearSource

_Links = dict[int, dict[Slot, list[Sighting]]]
_Pairs = Sequence[tuple[int, Slot]]
_OF_SUPPORT = 5  # of what a time is ranked by, the first: what speaks for it; the rest only puts times in some order


@dataclass(frozen=True, slots=True)
class Numbering:
    """The times of a fair's ordinals and the ordinals of its times, where they are certain.

    `owners` has all ordinals that articles give a time, `others` the times that lost against the one of their
    ordinal; of the ordinals in `contested` another time had as much for it. `course` counts between them.
    """

    slots: Mapping[int, Slot]
    ordinals: Mapping[Slot, int]
    owners: Mapping[Slot, Sequence[int]]
    others: Mapping[Slot, Sequence[int]]
    contested: frozenset[int]
    course: Course | None
    findings: tuple[Finding, ...]

    def slot_of(self, ordinal: int) -> Slot | None:
        """Return when the edition of that number was held."""
        slot = self.slots.get(ordinal)
        if slot is None and self.course is not None:
            holding = find_ordinal(self.course, ordinal)
            if holding is not None and holding.safe:
                return Slot(holding.year, holding.season)
        return slot

    def ordinal_at(self, slot: Slot) -> int | None:
        """Return the number of the edition of that time."""
        ordinal = self.ordinals.get(slot)
        if ordinal is None and self.course is not None and slot not in self.owners:
            holding = find_year(self.course, slot.year, slot.season)
            if holding is not None and holding.safe and holding.ordinal not in self.slots:
                return holding.ordinal
        return ordinal


def number(fair: FairId, row: FairRow | None, sightings: Sequence[Sighting], *, seasonal: bool) -> Numbering:
    """Link the ordinals and times of one fair."""
    return _Numberer(fair, row, sightings, seasonal).result()


@dataclass(slots=True)
class _Numberer:
    fair: FairId
    row: FairRow | None
    sightings: Sequence[Sighting]
    seasonal: bool
    findings: list[Finding] = field(default_factory=list)
    contested: set[int] = field(default_factory=set)

    def result(self) -> Numbering:
        links = self._links()
        firm = self._uncontested(links)
        slots = {ordinal: self._choose(ordinal, links[ordinal], firm) for ordinal in sorted(links)}
        self._count_on(slots)
        owners: dict[Slot, list[int]] = defaultdict(list)
        for ordinal, slot in slots.items():
            owners[slot].append(ordinal)
        others: dict[Slot, list[int]] = defaultdict(list)
        for ordinal in sorted(links):
            for slot in links[ordinal]:
                if slot != slots[ordinal]:
                    others[slot].append(ordinal)
        ordinals = {slot: self._owner(slot, owners[slot], links, firm) for slot in sorted(owners, key=slot_order)}
        certain = {slot: ordinal for slot, ordinal in ordinals.items() if ordinal is not None}
        pairs = {ordinal: slot for slot, ordinal in certain.items() if self._is_firm(ordinal, slot, links)}
        sighted = {s.year for s in self.sightings if s.year is not None and s.seen.year_source in CERTAIN}
        course = learn(self.row, pairs, sighted)
        return Numbering(slots, certain, owners, others, frozenset(self.contested), course, tuple(self.findings))

    def _is_firm(self, ordinal: int, slot: Slot, links: _Links) -> bool:
        """Tell whether nothing contradicts a pair, and something else than counting on supports it."""
        said = links.get(ordinal)
        return said is None or (len(said) == 1 and bool(_sources(said[slot], CERTAIN)))

    def _links(self) -> _Links:
        links: _Links = defaultdict(lambda: defaultdict(list))
        for sighting in self.sightings:
            if sighting.ordinal is not None and sighting.slot is not None:
                links[sighting.ordinal][sighting.slot].append(sighting)
        for slots in links.values():
            for bare in [slot for slot in slots if self.seasonal and slot.season is None]:
                seasons = [slot for slot in slots if slot.year == bare.year and slot.season is not None]
                if len(seasons) == 1:
                    slots[seasons[0]].extend(slots.pop(bare))
        return links

    def _uncontested(self, links: _Links) -> list[tuple[int, Slot]]:
        """Return the ordinals to which articles give one time, in their order."""
        return [(ordinal, slot) for ordinal in sorted(links) for slot in links[ordinal] if len(links[ordinal]) == 1]

    def _choose(self, ordinal: int, slots: Mapping[Slot, Sequence[Sighting]], firm: _Pairs) -> Slot:
        """Return the time of an ordinal: as the registry knows it, else as most articles state it."""
        ranked = sorted(slots, key=lambda slot: self._rank(ordinal, slot, slots[slot], firm))
        stated = [slot for slot in ranked if _sources(slots[slot], CERTAIN)]
        if len(stated) > 1:
            held = [written(slot) for slot in stated]
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
            first, second = (self._rank(ordinal, slot, slots[slot], firm)[:_OF_SUPPORT] for slot in stated[:2])
            if first == second:
                self.contested.add(ordinal)
        return ranked[0]

    def _rank(
        self, ordinal: int, slot: Slot, sightings: Sequence[Sighting], firm: _Pairs
    ) -> tuple[bool, int, int, bool, int, int, tuple[int, int, str]]:
        sound = [sighting for sighting in sightings if not sighting.doubtful]
        return (
            not self._is_known(ordinal, slot),
            -len(_sources((s for s in sound if s.seen.ref.ordinal is not None), (YearSource.STATED,))),
            -len(_sources(sound, CERTAIN)),
            not _fits(ordinal, slot, firm),
            -len(_sources(sightings, tuple(YearSource))),
            min(sighting.place for sighting in sightings),
            slot_order(slot),
        )

    def _is_known(self, ordinal: int, slot: Slot) -> bool:
        holding = find_ordinal(self.row, ordinal) if self.row is not None else None
        if holding is None or holding.certainty is not Certainty.KNOWN:
            return False
        return holding.year == slot.year and slot.season in (None, holding.season)

    def _owner(self, slot: Slot, ordinals: Sequence[int], links: _Links, firm: _Pairs) -> int | None:
        """Return the ordinal of a time, None where two have equal right to it, or where the season is wanting."""
        if self.seasonal and slot.season is None:
            return None

        def right(ordinal: int) -> tuple[bool, int, bool]:
            sightings = links[ordinal][slot] if ordinal in links else []
            backing = -len(_sources(sightings, tuple(YearSource)))
            return not self._is_known(ordinal, slot), backing, not _fits(ordinal, slot, firm)

        ranked = sorted(ordinals, key=lambda ordinal: (right(ordinal), ordinal))
        return None if len(ranked) > 1 and right(ranked[0]) == right(ranked[1]) else ranked[0]

    def _count_on(self, slots: dict[int, Slot]) -> None:
        """Number the edition before or after one that other articles number, where an article has it by its year.

        Each round may number an edition from which the next round counts; no article reaches farther than it says.
        """
        own: dict[tuple[str, str], Sighting] = {sighting.key: sighting for sighting in self.sightings}
        waiting = [
            (own[s.article, s.seen.ref.relative_to], s)
            for s in self.sightings
            if s.ordinal is None and s.slot is not None and s.seen.year_source in CERTAIN
            and s.seen.ref.relative_to is not None and abs(s.seen.ref.steps) == 1
            and (s.article, s.seen.ref.relative_to) in own and not (self.seasonal and s.slot.season is None)
        ]  # fmt: skip
        while True:
            by_slot: dict[Slot, set[int]] = defaultdict(set)
            for ordinal, slot in slots.items():
                by_slot[slot].add(ordinal)
            found: dict[int, set[Slot]] = defaultdict(set)
            for base, sighting in waiting:
                if base.slot is None or sighting.slot is None or sighting.slot in by_slot:
                    continue
                numbers = {base.ordinal} if base.ordinal is not None else by_slot.get(base.slot, set())
                if len(numbers) != 1:
                    continue
                counted = step_ordinal(self.row, min(numbers), sighting.seen.ref.steps)
                forwards = slot_order(sighting.slot) > slot_order(base.slot)
                if counted is not None and counted not in slots and forwards is (sighting.seen.ref.steps > 0):
                    found[counted].add(sighting.slot)
            claimed = [slot for several in found.values() for slot in several]
            new = {o: min(s, key=slot_order) for o, s in found.items() if len(s) == 1 and claimed.count(min(s)) == 1}
            if not new:
                return
            slots.update(new)


def _fits(ordinal: int, slot: Slot, firm: _Pairs) -> bool:
    """Tell whether a pair stands between the uncontested pairs before and after it."""
    at = bisect_left(firm, ordinal, key=lambda pair: pair[0])
    before = firm[max(at - 1, 0) : at]
    after = [pair for pair in firm[at : at + 2] if pair[0] != ordinal][:1]
    earlier = all(slot_order(other) < slot_order(slot) for _, other in before)
    return earlier and all(slot_order(slot) < slot_order(other) for _, other in after)


def _sources(sightings: Iterable[Sighting], kinds: tuple[YearSource, ...]) -> set[str]:
    return {sighting.source for sighting in sightings if sighting.seen.year_source in kinds}


def written(slot: Slot) -> str:
    """Return a time as it is written in a key."""
    return f"{slot.year}-{slot.season}" if slot.season else str(slot.year)


def slot_order(slot: Slot) -> tuple[int, int, str]:
    """Return a key that puts times in their order; a year without its season comes before its seasons."""
    return slot.year, {"spring": 1, "autumn": 2}.get(slot.season or "", 0), slot.season or ""
