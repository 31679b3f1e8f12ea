"""Attribute facts: what articles say of one edition or fair, value by value, and which value is preferred."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.ledger.sameness import DATES, sort_key, value_key
from kg.ledger.timing import Timing
from kg.ledger.values import SINGLE, Known, Question, Subject, Value, rank_values
from kg.model import (
    NO_COPIES,
    AttributeFact,
    AttributeValue,
    Claim,
    Copies,
    Difference,
    EditionId,
    FairId,
    Finding,
    Place,
    Predicate,
    Rank,
)


@dataclass(frozen=True, slots=True)
class IdentifiedClaim:
    """A claim with the edition or fair that its article means."""

    subject: Subject
    claim: Claim


@dataclass(frozen=True, slots=True)
class AttributeLedger:
    """The attribute facts of all articles, where they differ, and their contradictions."""

    facts: tuple[AttributeFact, ...]
    differences: tuple[Difference, ...]
    findings: tuple[Finding, ...]


def gather_attributes(
    claims: Iterable[IdentifiedClaim],
    known: Known,
    published: Mapping[str, date | None],
    copies: Copies = NO_COPIES,
) -> AttributeLedger:
    """Bring equal values together and rank them, see `kg.ledger.values`.

    Of an attribute that has one value, one is preferred at most; all values of other attributes are.
    """
    grouped: dict[tuple[Subject, Predicate], list[Claim]] = defaultdict(list)
    for identified in claims:
        grouped[identified.subject, identified.claim.predicate].append(identified.claim)
    timing = Timing(published, copies)
    starts: dict[Subject, str] = {}
    facts: list[AttributeFact] = []
    differences: list[Difference] = []
    findings: list[Finding] = []
    for (subject, predicate), said in sorted(grouped.items(), key=lambda item: _order(*item[0])):
        values = _values(said, copies)
        if predicate not in SINGLE:
            facts += [AttributeFact(subject, predicate, value.value, value.evidence) for value in values]
            continue
        group = rank_values(Question(subject, predicate, known, starts.get(subject)), values, timing)
        facts += group.facts
        differences += group.differences
        findings += group.findings
        if predicate is Predicate.START_DATE and group.preferred is not None:
            starts[subject] = str(group.preferred)
    return AttributeLedger(tuple(facts), tuple(differences), tuple(findings))


def _order(subject: Subject, predicate: Predicate) -> tuple[str, str, int]:
    # In the order of the predicates, so that the start of an edition is settled before its end.
    fair, key = (subject.fair.slug, subject.key) if isinstance(subject, EditionId) else (subject.slug, "")
    return fair, key, list(Predicate).index(predicate)


# --- equal values ---


def _values(claims: Sequence[Claim], copies: Copies) -> list[Value]:
    """Return the distinct values, in order, each in the writing that most articles use."""
    groups: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    countries: dict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in claims:
        if isinstance(claim.value, Place) and claim.value.country is not None:
            countries[value_key(claim.value)].add(claim.value.country)
    for claim in claims:
        key: tuple[str, ...] = value_key(claim.value)
        if isinstance(claim.value, Place):
            key = (*key, _country(claim.value, countries[value_key(claim.value)]))
        elif claim.predicate in DATES:
            key = ("date", str(claim.value))
        groups[key].append(claim)
    values = [
        Value(_writing(said, copies), tuple(sorted({claim.evidence for claim in said})))
        for _, said in sorted(groups.items())
    ]
    return sorted(values, key=lambda value: sort_key(value.value))


def _country(place: Place, known: set[str]) -> str:
    """Return the country by which cities of one name are told apart: the only known one where none is given."""
    return place.country or (min(known) if len(known) == 1 else "")


def _writing(claims: Sequence[Claim], copies: Copies) -> AttributeValue:
    users: dict[AttributeValue, set[str]] = defaultdict(set)
    for claim in claims:
        users[claim.value].add(copies.source(claim.evidence.article))

    def fitness(value: AttributeValue) -> tuple[bool, int, int, tuple[str, str, str]]:
        unplaced = isinstance(value, Place) and value.country is None
        return unplaced, -len(users[value]), -len(str(value)), sort_key(value)

    return min(users, key=fitness)


def founded_years(facts: Iterable[AttributeFact]) -> dict[FairId, int]:
    """Return the preferred founding year of each fair of which one is stated."""
    stated = (f for f in facts if f.predicate == Predicate.FOUNDED_YEAR and f.rank is Rank.PREFERRED)
    return {f.subject: f.value for f in stated if isinstance(f.subject, FairId) and isinstance(f.value, int)}
