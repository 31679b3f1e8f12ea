"""What is known: facts of many articles about identified fairs and editions."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from kg.model.codes import Bound, Direction, Indicator, Predicate, Status, Unchecked, Verdict
from kg.model.readings import Amount, Article, AttributeValue, Change, CountryRef, Evidence, Finding, Scope


@dataclass(frozen=True, slots=True, order=True)
class FairId:
    """The identity of a fair: its slug, as in the IRI `fair/{slug}`."""

    slug: str


@dataclass(frozen=True, slots=True, order=True)
class EditionId:
    """The identity of an edition: its fair, and its ordinal, else its year, as in `edition/{fair}/{key}`.

    `key` is the ordinal, else the year, `2020-spring` for a fair held twice a year without ordinals, or
    `undated-{article}` for an edition that one article speaks of without saying which.
    """

    fair: FairId
    key: str


FactSubject = EditionId | FairId | CountryRef


@dataclass(frozen=True, slots=True)
class Fair:
    """A fair that the graph speaks of: what the registry and the articles call it."""

    id: FairId
    label: str
    alt_labels: tuple[str, ...] = ()
    founded: int | None = None
    organizers: tuple[str, ...] = ()
    registered: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition that the graph speaks of. Ordinal and year are what articles and registry give together."""

    id: EditionId
    ordinal: int | None = None
    year: int | None = None
    season: str | None = None


@dataclass(frozen=True, slots=True)
class AttributeFact:
    """A statement of one attribute of an identified edition or fair, with all its evidence.

    `rank` is `preferred`, `normal` or `deprecated`; only preferred values stand in the graph as direct triples.
    """

    subject: EditionId | FairId
    predicate: Predicate
    value: AttributeValue
    evidence: tuple[Evidence, ...]
    rank: str = "preferred"


@dataclass(frozen=True, slots=True)
class MetricFact:
    """One quantity about an identified edition, fair or country, with all its evidence and speakers."""

    about: FactSubject
    indicator: Indicator
    value: Decimal | None
    unit: str | None
    bound: Bound
    status: Status
    scope: Scope
    change: Change | None
    compared_with: EditionId | None
    also: Amount | None
    basis: str | None
    evidence: tuple[Evidence, ...]
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GrowthCheck:
    """What came of recomputing the change that `claim` states.

    `against` are the figures of the edition compared with, one where they do not disagree; `figure` is the one of the
    claim's own edition, where the claim has none itself. `recomputed` is the change between them in the form in which
    it is stated (percent, absolute or factor), without a sign; `direction` is None where nothing changed. `reason`
    says why the verdict is `not-checkable`.
    """

    claim: MetricFact
    verdict: Verdict
    reason: Unchecked | None = None
    recomputed: Decimal | None = None
    direction: Direction | None = None
    figure: MetricFact | None = None
    against: tuple[MetricFact, ...] = ()


@dataclass(frozen=True, slots=True)
class DealFact:
    """A named agreement at an identified edition, with all its evidence."""

    edition: EditionId | FairId
    parties: tuple[str, ...]
    value: Decimal | None
    unit: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a set of articles says about identified entities: the input of `graph`.

    `mentions` pairs an article's id with each edition or fair that it speaks of.
    """

    articles: tuple[Article, ...] = ()
    fairs: tuple[Fair, ...] = ()
    editions: tuple[Edition, ...] = ()
    attributes: tuple[AttributeFact, ...] = ()
    metrics: tuple[MetricFact, ...] = ()
    growth: tuple[GrowthCheck, ...] = ()
    deals: tuple[DealFact, ...] = ()
    mentions: tuple[tuple[str, EditionId | FairId], ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did: the counts that `kg build` closes with."""

    articles: int = 0
    triples: int = 0
    metrics: int = 0
    editions: int = 0
    deals: int = 0
    quarantined: int = 0
    findings: tuple[tuple[str, int], ...] = field(default=())
