"""Attribute facts: what articles say of one edition or fair, value by value, and which value is preferred."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.ledger.contradictions import conflict, shown, subject_name
from kg.ledger.wording import refines, sort_key, value_key
from kg.model import (
    NO_COPIES,
    AttributeFact,
    AttributeValue,
    Claim,
    Copies,
    Edition,
    EditionId,
    Evidence,
    FairId,
    Finding,
    FindingCode,
    Place,
    Predicate,
)

_SINGLE = frozenset(
    {
        Predicate.ORDINAL,
        Predicate.YEAR,
        Predicate.START_DATE,
        Predicate.END_DATE,
        Predicate.CITY,
        Predicate.COUNTRY,
        Predicate.VENUE,
        Predicate.MODE,
        Predicate.THEME,
        Predicate.FOUNDED_YEAR,
    }
)
_FULL_DATE = len("2023-11-05")
_DATES = frozenset({Predicate.START_DATE, Predicate.END_DATE})
# The parts of a fair's grounds, or of a motto, may both be named by one article without a contradiction.
_SEVERAL_IN_ONE = frozenset({Predicate.VENUE, Predicate.THEME, Predicate.CITY})

Subject = EditionId | FairId


@dataclass(frozen=True, slots=True)
class IdentifiedClaim:
    """A claim with the edition or fair that its article means."""

    subject: Subject
    claim: Claim


@dataclass(frozen=True, slots=True)
class AttributeLedger:
    """The attribute facts of all articles, and their contradictions."""

    facts: tuple[AttributeFact, ...]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Value:
    """A value with all that is said for it."""

    value: AttributeValue
    evidence: tuple[Evidence, ...]
    rank: str = "preferred"

    @property
    def articles(self) -> frozenset[str]:
        return frozenset(evidence.article for evidence in self.evidence)


def gather_attributes(
    claims: Iterable[IdentifiedClaim],
    editions: Mapping[EditionId, Edition],
    published: Mapping[str, date | None],
    copies: Copies = NO_COPIES,
) -> AttributeLedger:
    """Bring equal values together and rank them.

    Of an attribute that has one value, the preferred one is what most independent articles say; then a full date
    before a month, what was published later, the first in order. A month counts for the dates in it. The preferred
    ordinal and year are those of the edition; a start in another year than the edition's, or an end before the start,
    is not preferred. All values of other attributes are.
    """
    grouped: dict[tuple[Subject, Predicate], list[Claim]] = defaultdict(list)
    for identified in claims:
        grouped[identified.subject, identified.claim.predicate].append(identified.claim)
    ledger: dict[tuple[Subject, Predicate], list[_Value]] = {}
    findings: list[Finding] = []
    for (subject, predicate), said in sorted(grouped.items(), key=lambda item: _order(*item[0])):
        values = _values(said, copies)
        if predicate in _SINGLE:
            values = _ranked(predicate, values, published, copies)
            findings.extend(_settle(subject, predicate, values, ledger, editions))
            findings.extend(_conflicts(subject, predicate, values))
        ledger[subject, predicate] = values
    facts = [
        AttributeFact(subject, predicate, value.value, value.evidence, value.rank)
        for (subject, predicate), values in ledger.items()
        for value in values
    ]
    return AttributeLedger(tuple(facts), tuple(findings))


def _order(subject: Subject, predicate: Predicate) -> tuple[str, str, int]:
    # In the order of the predicates, so that the start of an edition is settled before its end.
    fair, key = (subject.fair.slug, subject.key) if isinstance(subject, EditionId) else (subject.slug, "")
    return fair, key, list(Predicate).index(predicate)


# --- equal values ---


def _values(claims: Sequence[Claim], copies: Copies) -> list[_Value]:
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
        elif claim.predicate in _DATES:
            key = ("date", str(claim.value))
        groups[key].append(claim)
    values = [
        _Value(_writing(said, copies), tuple(sorted({claim.evidence for claim in said})))
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


# --- ranks ---


def _ranked(
    predicate: Predicate, values: Sequence[_Value], published: Mapping[str, date | None], copies: Copies
) -> list[_Value]:
    """Put the best supported value first."""

    def support(value: _Value) -> tuple[int, bool, int, tuple[str, str, str]]:
        backing = [v.articles for v in values if refines(predicate, value.value, v.value)]
        articles = value.articles.union(*backing)
        days = [day.toordinal() for article in value.articles if (day := published.get(article)) is not None]
        partial = predicate in _DATES and len(str(value.value)) < _FULL_DATE
        return -copies.sources(articles), partial, -max(days, default=0), sort_key(value.value)

    return sorted(values, key=support)


def _settle(
    subject: Subject,
    predicate: Predicate,
    values: Sequence[_Value],
    ledger: Mapping[tuple[Subject, Predicate], Sequence[_Value]],
    editions: Mapping[EditionId, Edition],
) -> list[Finding]:
    """Leave one value preferred, at most: the first that fits the edition."""
    edition = editions.get(subject) if isinstance(subject, EditionId) else None
    starts = ledger.get((subject, Predicate.START_DATE), ())
    start = next((str(v.value) for v in starts if v.rank == "preferred"), None)
    fitting = [value for value in values if _fits(predicate, value.value, edition, start)]
    for value in values:
        value.rank = "preferred" if fitting and value is fitting[0] else "normal"
    if fitting or predicate not in _DATES:
        return []
    reason = (
        f"the edition is of {edition.year}"
        if predicate == Predicate.START_DATE and edition is not None
        else f"it starts on {start}"
    )
    evidence, name, said = values[0].evidence[0], subject_name(subject), shown(values[0].value)
    return [
        Finding(
            FindingCode.DATES_DISAGREE,
            f"article {evidence.article}: {predicate} {said} of {name} cannot be, since {reason}; it stays a claim",
            article=evidence.article,
            span=evidence.span,
            quote=evidence.quote,
            detail=(("subject", name), ("predicate", predicate), ("value", said)),
        )
    ]


def _fits(predicate: Predicate, value: AttributeValue, edition: Edition | None, start: str | None) -> bool:
    if edition is None:
        return True
    match predicate:
        case Predicate.ORDINAL:
            return edition.ordinal in (None, value)
        case Predicate.YEAR:
            return edition.year in (None, value)
        case Predicate.START_DATE:
            return edition.year is None or str(value)[:4] == f"{edition.year:04}"
        case Predicate.END_DATE:
            # A month is compared with a month: "2023-11" does not end before 5 November.
            shown = min(len(str(value)), len(start or ""))
            return start is None or str(value)[:shown] >= start[:shown]
        case _:
            return True


# --- contradictions ---


def _conflicts(subject: Subject, predicate: Predicate, values: Sequence[_Value]) -> Iterable[Finding]:
    """Report each value that cannot be true together with the best one."""
    if predicate in (Predicate.ORDINAL, Predicate.YEAR) and isinstance(subject, EditionId):
        return  # reported with the editions, where ordinals and years are linked
    best = next((value for value in values if value.rank == "preferred"), values[0])
    for other in values:
        if (
            other is best
            or refines(predicate, best.value, other.value)
            or refines(predicate, other.value, best.value)
        ):
            continue
        if predicate in _SEVERAL_IN_ONE and best.articles & other.articles:
            continue
        yield conflict(
            f"{predicate} of {subject_name(subject)}",
            (shown(best.value), best.evidence[0]),
            (shown(other.value), other.evidence[0]),
            (("subject", subject_name(subject)), ("predicate", predicate)),
        )


def founded_years(facts: Iterable[AttributeFact]) -> dict[FairId, int]:
    """Return the preferred founding year of each fair of which one is stated."""
    stated = (f for f in facts if f.predicate == Predicate.FOUNDED_YEAR and f.rank == "preferred")
    return {f.subject: f.value for f in stated if isinstance(f.subject, FairId) and isinstance(f.value, int)}
