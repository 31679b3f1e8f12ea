"""What is read: an article, and what it says by itself, with the words that say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kg.model.codes import Bound, Direction, FindingCode, Indicator, Predicate, ScopeKind, Status


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of character offsets in an article's text.

    >>> Span(2, 5).of("abcdef")
    'cde'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}-{self.end}")

    def of(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Tell whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the spans share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Article:
    """A source document. `text` is its body, with line ends folded to a line feed, and never changes after.

    `source` is the path or name under which it was given, for messages only: it does not reach the graph.
    `sha256` is the hex digest of the body in UTF-8.
    """

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None
    sha256: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what it is measured in.

    `unit` is `count`, `percent`, `m2`, `ft2`, `ha`, `days` or an ISO 4217 currency code.
    """

    value: Decimal
    unit: str = "count"
    bound: Bound = Bound.EXACT


@dataclass(frozen=True, slots=True)
class Change:
    """A stated change: exactly one of percent, absolute and factor is set; all are positive numbers.

    `versus` is `previous`, or the year or edition that the text names, or how many years it goes back (`4 years
    earlier`). `bound` is that of the size: approximate for "nearly tripled" and for shares in words ("a fifth").
    """

    direction: Direction
    percent: Decimal | None = None
    absolute: Decimal | None = None
    factor: Decimal | None = None
    versus: str = "previous"
    bound: Bound = Bound.EXACT

    def __post_init__(self) -> None:
        if sum(x is not None for x in (self.percent, self.absolute, self.factor)) != 1:
            raise ValueError("a change is given in percent, absolutely or by a factor: one of them")


@dataclass(frozen=True, slots=True)
class Period:
    """A stated time: ISO dates (`2023-11-05`) or months (`2023-11`); either end may be unknown."""

    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the whole that a figure counts; `of` names it for the kinds that have a name.

    For `ScopeKind.COUNTRY`, `of` is an ISO 3166-1 alpha-2 code.
    """

    kind: ScopeKind = ScopeKind.TOTAL
    of: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The words of an article that state something; `quote` is what stands at `span` of its text, exactly."""

    article: str
    span: Span
    quote: str


@dataclass(frozen=True, slots=True, order=True)
class FairRef:
    """A fair as one article names it: the fullest name in the text, and the other names in it."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionRef:
    """An edition as one article identifies it; `key` tells the editions of one article apart (`e1`, `e2`, ...).

    `ordinal` and `year` are what the text states or implies by itself ("the expo before the sixth" is the fifth).
    `year_stated` is false where the year was only inferred from the publication date, so that what the registry
    knows of the ordinal may overrule it. `season` is `spring` or `autumn` for a fair held twice a year.
    `relative_to` and `steps` give an edition known only by its distance from another of the same article ("the
    previous session" of `e1` is steps -1), for `resolve` to number by the registry's cadence.
    """

    key: str
    fair: FairRef
    ordinal: int | None = None
    year: int | None = None
    year_stated: bool = True
    season: str | None = None
    relative_to: str | None = None
    steps: int = 0


@dataclass(frozen=True, slots=True, order=True)
class CountryRef:
    """A country or region of ISO 3166-1, by its alpha-2 code."""

    alpha2: str


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A city: its English name and, where known, its country's alpha-2 code."""

    city: str
    country: str | None = None


Subject = EditionRef | FairRef | CountryRef
AttributeValue = str | int | CountryRef | Place


@dataclass(frozen=True, slots=True)
class Claim:
    """One article's statement of one attribute of an edition or fair.

    The type of `value` follows the predicate: int for ordinal and years; an ISO date or month for dates; `Place` for
    the city; `CountryRef` for countries; the notation for the mode; the name for venue, theme and organizers.
    """

    subject: EditionRef | FairRef
    predicate: Predicate
    value: AttributeValue
    evidence: Evidence
    rule: str


@dataclass(frozen=True, slots=True)
class MetricClaim:
    """One article's statement of one quantity about an edition, a fair or a country.

    `amount` is None where only a change is stated. `also` is the same amount in a second currency. `basis` is `net`,
    `gross` or `audited`; `speaker` is who said it, as the text names them. `correcting` is set where the words around
    it say that it corrects a figure given before.
    """

    about: Subject
    indicator: Indicator
    amount: Amount | None
    status: Status
    scope: Scope
    evidence: Evidence
    rule: str
    bound: Bound = Bound.EXACT
    change: Change | None = None
    also: Amount | None = None
    basis: str | None = None
    speaker: str | None = None
    correcting: bool = False


@dataclass(frozen=True, slots=True)
class DealClaim:
    """One article's statement of a named agreement reached at an edition."""

    edition: EditionRef
    parties: tuple[str, ...]
    amount: Amount | None
    evidence: Evidence
    rule: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was seen and not turned into a fact, or that a reader should know of a fact.

    `message` is one sentence for a person: what, where, and what to do where something can be done. `detail` holds
    further named values, for programs.
    """

    code: FindingCode
    message: str
    article: str | None = None
    span: Span | None = None
    quote: str | None = None
    source: str | None = None
    detail: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one article says, before it is known which fairs and editions of the world it speaks of.

    `editions` holds the main edition first. `fairs` are trade events mentioned without any edition fact.
    """

    article: Article
    editions: tuple[EditionRef, ...] = ()
    fairs: tuple[FairRef, ...] = ()
    claims: tuple[Claim, ...] = ()
    metrics: tuple[MetricClaim, ...] = ()
    deals: tuple[DealClaim, ...] = ()
    findings: tuple[Finding, ...] = ()
