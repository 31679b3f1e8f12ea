"""What one article says once the registry has been asked: the types that travel from `resolve` to `ledger`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.model import Article, Claim, DealClaim, EditionRef, FairRef, Finding, MetricClaim


class YearSource(StrEnum):
    """Where the year of an edition comes from, the most trustworthy first."""

    STATED = "stated"  # the text says it
    REGISTRY = "registry"  # the ordinal is known there, or lies between two known ones that fit the cadence
    INFERRED = "inferred"  # the text's dates, or words such as "this year", and the publication date
    CADENCE = "cadence"  # counted on from another edition


@dataclass(frozen=True, slots=True)
class SeenHolding:
    """What an article says of when an edition was held, by which a fair may be known again.

    `start` is given where the article states the full date; `ordinal` and `year` where it has both.
    """

    ordinal: int | None = None
    year: int | None = None
    start: str | None = None


@dataclass(frozen=True, slots=True)
class SeenFair:
    """A fair as one article names it; `slug` is of the registry where `registered`, else made of the fullest name.

    `cities` and `countries` are where the article says that its editions are held: they tell fairs of one name apart,
    and so do its `organizers` (folded) and its `holdings`.
    """

    ref: FairRef
    slug: str
    registered: bool = False
    cities: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    organizers: tuple[str, ...] = ()
    holdings: tuple[SeenHolding, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenEdition:
    """An edition as one article identifies it, completed by the registry as far as that is certain."""

    ref: EditionRef
    ordinal: int | None = None
    year: int | None = None
    season: str | None = None
    year_source: YearSource | None = None


@dataclass(frozen=True, slots=True)
class ResolvedReading:
    """All that one article says, of fairs and editions that are found in `fairs` and `editions` by their refs.

    The subjects of `claims`, `metrics` and `deals` are still the refs of the article: an edition is found by its key,
    a fair by equality. `mentioned` are the trade events without any edition fact. Dates of an edition whose assumed
    year was wrong are corrected. `signature` is what the text is compared with others by (`kg.resolve.signatures`).
    """

    article: Article
    fairs: tuple[SeenFair, ...] = ()
    editions: tuple[SeenEdition, ...] = ()
    mentioned: tuple[FairRef, ...] = ()
    claims: tuple[Claim, ...] = ()
    metrics: tuple[MetricClaim, ...] = ()
    deals: tuple[DealClaim, ...] = ()
    findings: tuple[Finding, ...] = ()
    signature: bytes = b""
