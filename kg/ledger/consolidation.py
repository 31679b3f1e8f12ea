"""Consolidating what many articles say into facts, the same whatever the order of the articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from kg.cadence import find_ordinal
from kg.ledger.attributes import IdentifiedClaim, founded_years, gather_attributes
from kg.ledger.comparison import Years, compared_edition, years_of
from kg.ledger.copies import Text, find_copies
from kg.ledger.deals import IdentifiedDeal, gather_deals
from kg.ledger.differences import rank_figures
from kg.ledger.editions import EditionIndex, index_editions
from kg.ledger.fairs import FairIndex, index_fairs
from kg.ledger.growth import check_growth
from kg.ledger.metrics import IdentifiedMetric, gather_metrics
from kg.ledger.timing import Timing, preferred_dates
from kg.ledger.values import Known
from kg.model import (
    NO_COPIES,
    Article,
    Copies,
    CountryRef,
    Edition,
    EditionId,
    EditionRef,
    Facts,
    FactSubject,
    FairId,
    FairRef,
    Finding,
    MetricClaim,
    Predicate,
    Subject,
)
from kg.registry import Registry
from kg.resolve import ResolvedReading


def consolidate(readings: Iterable[ResolvedReading], registry: Registry) -> Facts:
    """Bring the readings of all articles together as facts.

    Fairs and editions that are the same in several articles are one, equal statements meet with all their evidence,
    an article that copies another is no further source, values of an attribute are ranked, and contradictions are
    findings beside those of the readings. The result does not depend on the order of `readings`, nor on one of them
    being given twice.
    """
    ordered = _ordered(readings)
    copies = find_copies(Text.of(reading) for reading in ordered)
    return gather(ordered, index_fairs(ordered, registry, copies), copies)


def gather(ordered: Sequence[ResolvedReading], fairs: FairIndex, copies: Copies = NO_COPIES) -> Facts:
    """Bring readings together as facts once it is known which fairs they speak of.

    Nothing here looks from one fair to another, so that readings cut down to one fair give the facts of that fair.
    `ordered` has one reading an article, in the order of their ids; `copies` tells which of them count as one source.
    """
    editions = index_editions(ordered, fairs, copies)
    names = _Names(fairs, editions, years_of(editions))
    metrics = [names.metric(reading, claim) for reading in ordered for claim in reading.metrics]
    articles = _articles(ordered)
    published = {article.id: article.published for article in articles}
    records = dict(editions.editions)
    for comparison in metrics:
        if comparison.edition is not None:
            records.setdefault(comparison.edition.id, comparison.edition)
    known = _known(records, fairs)
    attributes = gather_attributes(names.claims(ordered), known, published, copies)
    timing = Timing(
        published,
        copies,
        preferred_dates(attributes.facts, Predicate.START_DATE),
        preferred_dates(attributes.facts, Predicate.END_DATE),
        records,
    )
    figures = rank_figures(gather_metrics(comparison.metric for comparison in metrics), timing)
    founded = founded_years(attributes.facts)
    return Facts(
        articles=articles,
        fairs=tuple(replace(f, founded=founded.get(f.id)) if f.founded is None else f for f in fairs.fairs),
        editions=tuple(records[identity] for identity in sorted(records)),
        attributes=attributes.facts,
        metrics=figures.facts,
        differences=(*attributes.differences, *figures.differences),
        growth=check_growth(figures.facts, copies),
        deals=gather_deals(
            (IdentifiedDeal(names.edition(r, claim.edition), claim) for r in ordered for claim in r.deals), copies
        ),
        mentions=names.mentions(ordered),
        copies=copies.among(published),
        findings=_findings(
            *(reading.findings for reading in ordered),
            fairs.findings,
            editions.findings,
            attributes.findings,
            figures.findings,
        ),
    )


def _known(records: Mapping[EditionId, Edition], fairs: FairIndex) -> Known:
    """Return what is settled of editions and fairs, and which numbers and years the registry pairs."""
    registered = set()
    for edition in records.values():
        row = fairs.rows.get(edition.id.fair)
        if row is not None and edition.ordinal is not None and edition.year is not None:
            holding = find_ordinal(row, edition.ordinal)
            if holding is not None and holding.safe and holding.year == edition.year:
                registered.add(edition.id)
    founded = {fair: row.first_year for fair, row in fairs.rows.items() if row.first_year is not None}
    return Known(records, founded, frozenset(registered))


@dataclass(frozen=True, slots=True)
class _Comparison:
    """A metric, and the edition that its change is measured against."""

    metric: IdentifiedMetric
    edition: Edition | None


@dataclass(frozen=True, slots=True)
class _Names:
    """Finds the identity of what an article names."""

    fairs: FairIndex
    editions: EditionIndex
    years: Mapping[FairId, Years]

    def edition(self, reading: ResolvedReading, ref: EditionRef) -> EditionId:
        return self.editions.of(reading.article.id, ref.key)

    def subject(self, reading: ResolvedReading, ref: Subject) -> FactSubject:
        match ref:
            case EditionRef():
                return self.edition(reading, ref)
            case FairRef():
                return self.fairs.of(reading.article.id, ref)
            case CountryRef():
                return ref

    def claims(self, readings: Sequence[ResolvedReading]) -> Iterator[IdentifiedClaim]:
        for reading in readings:
            for claim in reading.claims:
                subject = self.subject(reading, claim.subject)
                if not isinstance(subject, CountryRef):
                    yield IdentifiedClaim(subject, claim)

    def metric(self, reading: ResolvedReading, claim: MetricClaim) -> _Comparison:
        about = self.subject(reading, claim.about)
        if claim.change is None or not isinstance(about, EditionId) or not isinstance(claim.about, EditionRef):
            return _Comparison(IdentifiedMetric(about, claim), None)
        compared = compared_edition(about, claim.about.key, claim.change.versus, reading, self.editions, self.years)
        return _Comparison(IdentifiedMetric(about, claim, compared.id if compared is not None else None), compared)

    def mentions(self, readings: Sequence[ResolvedReading]) -> tuple[tuple[str, EditionId | FairId], ...]:
        """Return each edition that an article speaks of, and each fair of which it mentions no edition."""
        editions = {(r.article.id, self.edition(r, seen.ref)) for r in readings for seen in r.editions}
        fairs = {(r.article.id, self.fairs.of(r.article.id, ref)) for r in readings for ref in r.mentioned}
        return (*sorted(editions), *sorted(fairs))


def _ordered(readings: Iterable[ResolvedReading]) -> tuple[ResolvedReading, ...]:
    """Return the readings in the order of their articles, one an article."""
    by_article: dict[str, ResolvedReading] = {}
    for reading in sorted(readings, key=lambda r: (r.article.id, r.article.sha256, r.article.text)):
        by_article.setdefault(reading.article.id, reading)
    return tuple(by_article.values())


def _articles(readings: Iterable[ResolvedReading]) -> tuple[Article, ...]:
    return tuple(reading.article for reading in readings)


def _findings(*groups: Iterable[Finding]) -> tuple[Finding, ...]:
    def order(finding: Finding) -> tuple[str, str, int, str, tuple[tuple[str, str], ...]]:
        start = finding.span.start if finding.span is not None else -1
        return finding.article or "", finding.code, start, finding.message, finding.detail

    return tuple(sorted(dict.fromkeys(chain.from_iterable(groups)), key=order))
