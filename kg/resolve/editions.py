"""Completing the editions of one article: ordinals and years from the registry, and from one another.

What the text states stands. The registry fills what is missing where it is certain, overrules a year that was only
inferred from the publication date, and is never used to guess an ordinal: a wrong one is worse than none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.cadence import Certainty, Holding, Slot, find_ordinal, find_year, step_ordinal, step_year
from kg.model import Claim, EditionRef, FairRef, Finding, FindingCode, Predicate
from kg.registry import Cadence, FairRow
from kg.resolve.reading import SeenEdition, YearSource

# As far as this many editions beyond the known ones, the cadence of a yearly fair is trusted to give a year.
_NEAR = 3
_REGULAR = (Cadence.ANNUAL, Cadence.TWICE_YEARLY)
# The months in which every fair's season is the same; in winter and summer, fairs count differently.
_SEASONS = {3: "spring", 4: "spring", 5: "spring", 9: "autumn", 10: "autumn", 11: "autumn"}
_MONTHS = frozenset(f"{month:02}" for month in range(1, 13))
# The claims that best show which year an article means, the most telling first.
_DATING = (Predicate.YEAR, Predicate.START_DATE, Predicate.END_DATE, Predicate.ORDINAL)


@dataclass(frozen=True, slots=True)
class CompletedEditions:
    """The editions of an article, the years by which the dates of some must move, and what disagreed."""

    editions: tuple[SeenEdition, ...]
    shifts: Mapping[str, int]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Draft:
    """An edition while it is being completed; `row` is its fair in the registry."""

    ref: EditionRef
    row: FairRow | None
    ordinal: int | None
    year: int | None
    season: str | None
    source: YearSource | None
    assumed: int | None = None  # the year that the registry overruled

    def state(self) -> tuple[int | None, int | None, str | None]:
        return self.ordinal, self.year, self.season


def complete_editions(
    article: str, refs: Sequence[EditionRef], rows: Mapping[FairRef, FairRow], claims: Sequence[Claim]
) -> CompletedEditions:
    """Give each edition the ordinal and the year that text and registry hold for it.

    `rows` has the fairs that the registry knows; `claims` are those of the article, of which dates and years serve
    where a ref lacks them. Findings are `dates-disagree` and `unresolved-edition`.
    """
    own = {
        ref.key: [c for c in claims if isinstance(c.subject, EditionRef) and c.subject.key == ref.key] for ref in refs
    }
    drafts = {ref.key: _draft(ref, rows.get(ref.fair), own[ref.key]) for ref in refs}
    _tell_seasons(drafts.values(), own)
    for draft in drafts.values():
        _ask_registry(draft)
    # Each round settles at least one more edition of a chain, so that there are never more rounds than editions.
    for _ in drafts:
        before = [draft.state() for draft in drafts.values()]
        for draft in drafts.values():
            base = drafts.get(draft.ref.relative_to or "")
            if base is not None and base is not draft and base.ref.fair == draft.ref.fair and draft.ref.steps:
                _count(base.ordinal, base, draft, draft.ref.steps)
                # Backwards only from what the text states: an ordinal found by its year is not that certain.
                _count(draft.ref.ordinal, draft, base, -draft.ref.steps)
        if before == [draft.state() for draft in drafts.values()]:
            break
    findings = [f for d in drafts.values() for f in _findings(article, d, own[d.ref.key])]
    shifts = {k: d.year - d.assumed for k, d in drafts.items() if d.assumed is not None and d.year is not None}
    seen = tuple(SeenEdition(d.ref, d.ordinal, d.year, d.season, d.source) for d in drafts.values())
    return CompletedEditions(seen, shifts, tuple(findings))


def _draft(ref: EditionRef, row: FairRow | None, claims: Sequence[Claim]) -> _Draft:
    ordinal, year = ref.ordinal, ref.year
    source = None if year is None else YearSource.STATED if ref.year_stated else YearSource.INFERRED
    if ordinal is None:
        ordinal = _only_number(claims, Predicate.ORDINAL)
    if year is None:
        year = _only_number(claims, Predicate.YEAR)
        source = None if year is None else YearSource.STATED if ref.year_stated else YearSource.INFERRED
    opens = _start_year(claims)
    # What no words show is the year of publication, as a rule; a fair may be announced in the year before it opens.
    unshown = source is YearSource.INFERRED and all(claim.predicate != Predicate.YEAR for claim in claims)
    if opens is not None and (year is None or (unshown and opens == year + 1)):
        year, source = opens, YearSource.INFERRED
    return _Draft(ref, row, ordinal, year, ref.season, source)


def _start_year(claims: Sequence[Claim]) -> int | None:
    years = {str(c.value)[:4] for c in claims if c.predicate == Predicate.START_DATE}
    return int(first) if len(years) == 1 and (first := years.pop()).isdigit() else None


def _only_number(claims: Sequence[Claim], predicate: Predicate) -> int | None:
    values = {c.value for c in claims if c.predicate == predicate and isinstance(c.value, int)}
    return values.pop() if len(values) == 1 else None


def _tell_seasons(drafts: Iterable[_Draft], claims: Mapping[str, Sequence[Claim]]) -> None:
    """Tell editions of one year apart: by month where the registry has two a year, else as the first and second."""
    alike: dict[tuple[FairRef, int], list[_Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.ordinal is None and draft.year is not None and draft.season is None:
            alike[draft.ref.fair, draft.year].append(draft)
    for same in alike.values():
        months = {draft.ref.key: _start_month(claims[draft.ref.key]) for draft in same}
        if same[0].row is not None:
            for draft in same:
                if same[0].row.cadence is Cadence.TWICE_YEARLY:
                    draft.season = _SEASONS.get(months[draft.ref.key] or 0)
        elif len(same) == 2 and None not in months.values() and len(set(months.values())) == 2:
            first, second = sorted(same, key=lambda draft: months[draft.ref.key] or 0)
            first.season, second.season = "spring", "autumn"


def _start_month(claims: Sequence[Claim]) -> int | None:
    months = {str(c.value)[5:7] for c in claims if c.predicate == Predicate.START_DATE}
    return int(months.pop()) if len(months) == 1 and months <= _MONTHS else None


def _ask_registry(draft: _Draft) -> None:
    """Fill what is missing, and replace a year that was not stated by one that the registry is sure of."""
    if draft.row is None:
        return
    if draft.ordinal is not None:
        holding = find_ordinal(draft.row, draft.ordinal)
        if holding is not None:
            _date(draft, draft.row, holding)
    elif draft.year is not None:
        holding = find_year(draft.row, draft.year, draft.season)
        if holding is not None and holding.safe:
            draft.ordinal = holding.ordinal


def _date(draft: _Draft, row: FairRow, holding: Holding) -> None:
    if draft.year is None:
        if not holding.safe and (holding.distance > _NEAR or row.cadence not in _REGULAR):
            return
        draft.year = holding.year
        draft.source = YearSource.REGISTRY if holding.safe else YearSource.CADENCE
    elif draft.year != holding.year:
        if draft.source not in (YearSource.INFERRED, YearSource.CADENCE) or not holding.safe:
            return
        if draft.source is YearSource.INFERRED:
            draft.assumed = draft.year
        draft.year, draft.season, draft.source = holding.year, holding.season, YearSource.REGISTRY
    draft.season = draft.season or holding.season


def _count(ordinal: int | None, base: _Draft, other: _Draft, steps: int) -> None:
    """Give `other`, which is `steps` editions after `base`, number `ordinal`, what can be counted from it."""
    if other.ordinal is None and ordinal is not None:
        other.ordinal = step_ordinal(other.row, ordinal, steps)
    if other.year is None and other.row is not None and base.year is not None:
        there = step_year(other.row, Slot(base.year, base.season), steps)
        if there is not None:
            other.year, other.source = there.year, YearSource.CADENCE
            other.season = other.season or there.season
    _ask_registry(other)


def _findings(article: str, draft: _Draft, claims: Sequence[Claim]) -> list[Finding]:
    name = draft.row.label if draft.row is not None else draft.ref.fair.name
    if draft.ordinal is None and draft.year is None:
        message = (
            f"article {article}: an edition of {name} has neither an ordinal nor a year, so it stands by itself; "
            "a publication date or an entry in the registry may tell which it is"
        )
        return [_finding(FindingCode.UNRESOLVED_EDITION, message, article, draft, claims)]
    if draft.row is None or draft.ordinal is None or draft.year is None:
        return []
    if draft.assumed is not None:
        message = (
            f"article {article}: the dates of edition {draft.ordinal} of {name} seemed to be of {draft.assumed}, but "
            f"the registry has it in {draft.year}, which is taken"
        )
        details = {"assumed": str(draft.assumed), "registry": str(draft.year), "kept": str(draft.year)}
        return [_finding(FindingCode.DATES_DISAGREE, message, article, draft, claims, details)]
    holding = find_ordinal(draft.row, draft.ordinal)
    known = holding is not None and holding.certainty is Certainty.KNOWN
    if holding is not None and known and holding.year != draft.year and draft.source is YearSource.STATED:
        message = (
            f"article {article}: it puts edition {draft.ordinal} of {name} in {draft.year}, but the registry has it "
            f"in {holding.year}; what the article states is kept"
        )
        details = {"stated": str(draft.year), "registry": str(holding.year), "kept": str(draft.year)}
        return [_finding(FindingCode.DATES_DISAGREE, message, article, draft, claims, details)]
    return []


def _finding(
    code: FindingCode,
    message: str,
    article: str,
    draft: _Draft,
    claims: Sequence[Claim],
    details: Mapping[str, str] | None = None,
) -> Finding:
    telling = [c for c in claims if c.predicate in _DATING] or list(claims)
    ranked = sorted(telling, key=lambda c: (_DATING.index(c.predicate) if c.predicate in _DATING else 9, c.evidence))
    evidence = ranked[0].evidence if ranked else None
    named = {"fair": draft.ref.fair.name, "edition": draft.ref.key}
    if draft.ordinal is not None:
        named["ordinal"] = str(draft.ordinal)
    return Finding(
        code,
        message,
        article=article,
        span=evidence.span if evidence else None,
        quote=evidence.quote if evidence else None,
        detail=tuple({**named, **(details or {})}.items()),
    )
