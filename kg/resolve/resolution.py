"""Resolving one article: its fairs found in the registry, its editions numbered and dated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain

from kg.model import (
    Claim,
    CountryRef,
    EditionRef,
    FairRef,
    Finding,
    FindingCode,
    Place,
    Predicate,
    Reading,
)
from kg.registry import FairRow, Registry, fold_name, fold_place
from kg.resolve.days import is_full
from kg.resolve.editions import CompletedEditions, complete_editions
from kg.resolve.fairs import FairMatch, Places, match_fair
from kg.resolve.names import slug_of
from kg.resolve.reading import ResolvedReading, SeenFair, SeenHolding
from kg.resolve.signatures import signature

_DATES = (Predicate.START_DATE, Predicate.END_DATE)
# Ends the slug of a fair that has the name of a registered one but could not be shown to be it.
_UNLISTED = "unlisted"


def resolve(reading: Reading, registry: Registry) -> ResolvedReading:
    """Identify the fairs and editions that an article speaks of, as far as the article and the registry can tell.

    Each fair gets the slug of the one registered fair that fits, else one made of its fullest name; a name that could
    mean several, or that is too weak to mean the one it fits, is a finding `ambiguous-fair`. Each edition gets the
    ordinal and year that text and registry hold together; where they contradict each other, a finding
    `dates-disagree` says so, and dates whose year was only assumed move to the registry's year. An edition without
    ordinal and year is a finding `unresolved-edition`.
    """
    refs = _edition_refs(reading)
    fairs = _fair_refs(reading, refs)
    places = {ref: _places(ref, reading) for ref in fairs}
    matches = {ref: match_fair(ref, registry, places[ref]) for ref in fairs}
    rows = {ref: match.row for ref, match in matches.items() if match.row is not None}
    completed = complete_editions(reading.article.id, refs, rows, reading.claims)
    return ResolvedReading(
        article=reading.article,
        fairs=tuple(_seen(ref, matches[ref], places[ref], completed, reading, registry) for ref in fairs),
        editions=completed.editions,
        mentioned=reading.fairs,
        claims=tuple(_moved(claim, completed) for claim in reading.claims),
        metrics=reading.metrics,
        deals=reading.deals,
        findings=(*reading.findings, *_ambiguities(reading, matches), *completed.findings),
        signature=signature(reading.article.text),
    )


def _edition_refs(reading: Reading) -> tuple[EditionRef, ...]:
    """Return the editions listed, and any that only a statement names, one a key."""
    subjects = chain(
        (claim.subject for claim in reading.claims),
        (metric.about for metric in reading.metrics),
        (deal.edition for deal in reading.deals),
    )
    named = chain(reading.editions, (s for s in subjects if isinstance(s, EditionRef)))
    refs: dict[str, EditionRef] = {}
    for ref in named:
        refs.setdefault(ref.key, ref)
    return tuple(refs.values())


def _fair_refs(reading: Reading, editions: Iterable[EditionRef]) -> tuple[FairRef, ...]:
    subjects = chain((c.subject for c in reading.claims), (m.about for m in reading.metrics))
    named = chain((e.fair for e in editions), reading.fairs, (s for s in subjects if isinstance(s, FairRef)))
    return tuple(dict.fromkeys(named))


def _places(ref: FairRef, reading: Reading) -> Places:
    """Gather where the article says that a fair is held."""
    cities: set[str] = set()
    countries: set[str] = set()
    for claim in reading.claims:
        if not _is_about(claim, ref):
            continue
        match claim.value:
            case Place(city, country):
                cities.add(fold_place(city))
                if country is not None:
                    countries.add(country)
            case CountryRef(alpha2) if claim.predicate == Predicate.COUNTRY:
                countries.add(alpha2)
    return Places(frozenset(cities), frozenset(countries), reading.article.text)


def _seen(
    ref: FairRef,
    match: FairMatch,
    places: Places,
    completed: CompletedEditions,
    reading: Reading,
    registry: Registry,
) -> SeenFair:
    if match.row is not None:
        slug = match.row.slug
    else:
        slug = slug_of(ref.name)
        if registry.fair(slug) is not None:
            slug = f"{slug}-{_UNLISTED}"
    return SeenFair(
        ref=ref,
        slug=slug,
        registered=match.row is not None,
        cities=tuple(sorted(places.cities)),
        countries=tuple(sorted(places.countries)),
        organizers=_organizers(ref, reading),
        holdings=_holdings(ref, completed, reading),
    )


def _organizers(ref: FairRef, reading: Reading) -> tuple[str, ...]:
    """Return who organises the fair or its editions, folded."""
    names = {
        fold_name(claim.value)
        for claim in reading.claims
        if claim.predicate is Predicate.ORGANIZER and isinstance(claim.value, str) and _is_about(claim, ref)
    }
    return tuple(sorted(names))


def _holdings(ref: FairRef, completed: CompletedEditions, reading: Reading) -> tuple[SeenHolding, ...]:
    """Return the editions of a fair that have a full date, or a number and a year."""
    starts: dict[str, set[str]] = {}
    for claim in reading.claims:
        if claim.predicate is Predicate.START_DATE and isinstance(claim.subject, EditionRef):
            moved = str(_moved(claim, completed).value)
            starts.setdefault(claim.subject.key, set()).add(moved)
    holdings: set[SeenHolding] = set()
    for seen in completed.editions:
        said = starts.get(seen.ref.key, set())
        start = min(said) if len(said) == 1 and is_full(min(said)) else None
        numbered = seen.ordinal is not None and seen.year is not None
        if seen.ref.fair == ref and (start is not None or numbered):
            holdings.add(SeenHolding(seen.ordinal if numbered else None, seen.year, start))
    return tuple(sorted(holdings, key=lambda h: (h.ordinal or 0, h.year or 0, h.start or "")))


def _is_about(claim: Claim, ref: FairRef) -> bool:
    return ref in (claim.subject, getattr(claim.subject, "fair", None))


def _ambiguities(reading: Reading, matches: Mapping[FairRef, FairMatch]) -> Iterable[Finding]:
    for ref, match in matches.items():
        if match.row is None and match.candidates:
            yield _ambiguous(reading, ref, match.candidates)


def _ambiguous(reading: Reading, ref: FairRef, candidates: tuple[FairRow, ...]) -> Finding:
    labels = " or ".join(row.label for row in candidates)
    return Finding(
        FindingCode.AMBIGUOUS_FAIR,
        f"article {reading.article.id}: {ref.name!r} may be {labels}, but nothing else in the text shows it, "
        "so it is kept as a fair of its own",
        article=reading.article.id,
        detail=(("fair", ref.name), ("candidates", " ".join(row.slug for row in candidates))),
    )


def _moved(claim: Claim, completed: CompletedEditions) -> Claim:
    """Move a date, or a year, that stands on a wrong assumption."""
    shift = completed.shifts.get(claim.subject.key, 0) if isinstance(claim.subject, EditionRef) else 0
    if not shift:
        return claim
    if claim.predicate == Predicate.YEAR and isinstance(claim.value, int):
        return replace(claim, value=claim.value + shift)
    if claim.predicate in _DATES and isinstance(claim.value, str):
        return replace(claim, value=_shifted(claim.value, shift))
    return claim


def _shifted(day: str, years: int) -> str:
    """Return an ISO date or month some years later; 29 February becomes the 28th where the year has none.

    >>> _shifted("2022-06-15", -2), _shifted("2024-02-29", -1), _shifted("2022-06", 1)
    ('2020-06-15', '2023-02-28', '2023-06')
    """
    year, rest = int(day[:4]) + years, day[4:]
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return f"{year:04}{'-02-28' if rest == '-02-29' and not leap else rest}"
