"""What is known: facts of many articles about identified fairs and editions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kg.model.codes import (
    Bound,
    DifferenceKind,
    Direction,
    Indicator,
    Predicate,
    Rank,
    RankRule,
    Status,
    Unchecked,
    Verdict,
)
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

    Only values of the rank `preferred` stand in the graph as direct triples.
    `rank_rule` is the rule by which a preferred value beat the next best, and any other lost to the preferred one;
    None where nothing competes.
    """

    subject: EditionId | FairId
    predicate: Predicate
    value: AttributeValue
    evidence: tuple[Evidence, ...]
    rank: Rank = Rank.PREFERRED
    rank_rule: RankRule | None = None


@dataclass(frozen=True, slots=True)
class MetricFact:
    """One quantity about an identified edition, fair or country, with all its evidence and speakers.

    `rank` and `rank_rule` are as those of attributes, among the figures of one thing; `rank` is None where figures
    are not compared. `correcting` are the articles that give the figure as the correction of another.
    """

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
    rank: Rank | None = None
    rank_rule: RankRule | None = None
    correcting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Two statements of one thing that differ, and why: the published one first.

    `relative` is the distance of two numbers in percent of the larger.
    """

    about: EditionId | FairId
    preferred: MetricFact | AttributeFact
    other: MetricFact | AttributeFact
    kind: DifferenceKind
    relative: Decimal | None = None


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
class Copies:
    """Which articles repeat another's text: `originals` leads from the id of each copy to that of its original.

    An original is itself no copy, so articles that lead to the same one count together as one source.

    >>> Copies({"b": "a"}).sources(["a", "b", "c"])
    2
    """

    originals: Mapping[str, str] = field(default_factory=dict)

    def source(self, article: str) -> str:
        """Return the article with which this one counts: its original, or itself."""
        return self.originals.get(article, article)

    def sources(self, articles: Iterable[str]) -> int:
        """Return how many independent sources some articles are."""
        return len({self.source(article) for article in articles})

    def among(self, articles: Iterable[str]) -> Copies:
        """Return what is known of these articles alone; their originals need not be among them."""
        known = self.originals
        return Copies({article: known[article] for article in sorted(set(articles)) if article in known})


# Where nothing is known of copies, each article is a source of its own.
NO_COPIES = Copies()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a set of articles says about identified entities: the input of `graph`.

    `mentions` pairs an article's id with each edition or fair that it speaks of. `copies` tells which of the articles
    count as one source.
    """

    articles: tuple[Article, ...] = ()
    fairs: tuple[Fair, ...] = ()
    editions: tuple[Edition, ...] = ()
    attributes: tuple[AttributeFact, ...] = ()
    metrics: tuple[MetricFact, ...] = ()
    differences: tuple[Difference, ...] = ()
    growth: tuple[GrowthCheck, ...] = ()
    deals: tuple[DealFact, ...] = ()
    mentions: tuple[tuple[str, EditionId | FairId], ...] = ()
    copies: Copies = NO_COPIES
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
