"""Which value of an attribute is published, and why others differ from it: the rules of rank, see docs/ledger.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.ledger.contradictions import conflict, shown, subject_name
from kg.ledger.sameness import DATES, refines, sort_key
from kg.ledger.timing import Timing
from kg.model import (
    AttributeFact,
    AttributeValue,
    Difference,
    DifferenceKind,
    Edition,
    EditionId,
    Evidence,
    FairId,
    Finding,
    FindingCode,
    Predicate,
    Rank,
    RankRule,
)
from kg.resolve.days import is_full

# The attributes of which an edition or fair has one value.
SINGLE = frozenset(
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
# So many months the longest exhibitions run, those of the world: what ends later in another year is another edition.
_LONGEST = 6
# By these an edition is known: its record settles them, and where articles link them differently that is told there.
_KEYS = frozenset({Predicate.ORDINAL, Predicate.YEAR})
_LASTING = _KEYS | {Predicate.FOUNDED_YEAR}
# The parts of a fair's grounds, or of a motto, may both be named by one article without a contradiction.
_SEVERAL_IN_ONE = frozenset({Predicate.VENUE, Predicate.THEME, Predicate.CITY})
# So many values, the best supported, are looked up for what each value refines; all of a long list would take hours.
_LOOKED_UP = 50

Subject = EditionId | FairId


@dataclass(frozen=True, slots=True)
class Known:
    """What is settled of editions and fairs, and of which of them the registry settles it."""

    editions: Mapping[EditionId, Edition] = field(default_factory=dict)
    founded: Mapping[FairId, int] = field(default_factory=dict)
    registered: frozenset[EditionId] = frozenset()


@dataclass(frozen=True, slots=True)
class Value:
    """A value with all that is said for it."""

    value: AttributeValue
    evidence: tuple[Evidence, ...]

    @property
    def articles(self) -> frozenset[str]:
        """The articles that state it."""
        return frozenset(evidence.article for evidence in self.evidence)


@dataclass(frozen=True, slots=True)
class Question:
    """Which attribute of what is asked for; `start` is the start of the edition, where that is settled."""

    subject: Subject
    predicate: Predicate
    known: Known
    start: str | None = None

    def fits(self, value: AttributeValue) -> bool:
        """Tell whether a value can be, by what is settled."""
        if isinstance(self.subject, FairId):
            founded = self.known.founded.get(self.subject)
            return self.predicate is not Predicate.FOUNDED_YEAR or founded in (None, value)
        edition = self.known.editions.get(self.subject)
        if edition is None:
            return True
        match self.predicate:
            case Predicate.ORDINAL:
                return edition.ordinal in (None, value)
            case Predicate.YEAR:
                return edition.year in (None, value)
            case Predicate.START_DATE:
                return edition.year is None or str(value)[:4] == f"{edition.year:04}"
            case Predicate.END_DATE:
                if self.start is None and edition.year is None:
                    return True
                # In whatever month of its year it starts, where that is not known.
                starts = [self.start] if self.start else [f"{edition.year:04}-01", f"{edition.year:04}-12"]
                return any(_may_end(start, str(value)) for start in starts)
            case _:
                return True

    @property
    def settled_by(self) -> RankRule:
        """The rule by which what does not fit is set aside."""
        by_registry = self.subject in self.known.founded or self.subject in self.known.registered
        return RankRule.REGISTRY if self.predicate in _LASTING and by_registry else RankRule.FITS_EDITION

    def opening(self, value: AttributeValue) -> str | None:
        """Return the day or month before which the value is a plan: for a start, the start that it names."""
        if self.predicate in _LASTING:
            return None
        return str(value) if self.predicate is Predicate.START_DATE else self.start


def _may_end(start: str, end: str) -> bool:
    """Tell whether an edition that starts on a day, or in a month, may end on another: in its year, or soon after.

    A month is compared with a month: "2023-11" does not end before 5 November.
    """
    shown = min(len(start), len(end))
    months = (int(end[:4]) - int(start[:4])) * 12 + int(end[5:7]) - int(start[5:7])
    return end[:shown] >= start[:shown] and (months <= _LONGEST or end[:4] == start[:4])


@dataclass(frozen=True, slots=True)
class RankedValues:
    """The values of one attribute, the best first, with their differences and what a reader should know of them."""

    facts: tuple[AttributeFact, ...]
    differences: tuple[Difference, ...]
    findings: tuple[Finding, ...]
    preferred: AttributeValue | None


@dataclass(frozen=True, slots=True)
class _Weight:
    """A value with what it weighs under each rule, in the order of the rules; the smaller is the better."""

    value: Value
    rules: tuple[tuple[RankRule, int], ...]
    fits: bool
    planned: bool


def rank_values(question: Question, values: Sequence[Value], timing: Timing) -> RankedValues:
    """Rank the values of an attribute: one that fits is preferred, dates that cannot be are deprecated."""
    weights = _weights(question, values, timing)
    weights.sort(key=lambda w: (tuple(weight for _, weight in w.rules), sort_key(w.value.value)))
    best = weights[0]
    facts = []
    for weight in weights:
        rank = Rank.PREFERRED if weight is best else Rank.NORMAL
        if _impossible(question, weight):
            rank = Rank.DEPRECATED
        if weight is not best:
            rule: RankRule | None = _rule(question, best, weight)
        else:
            rule = _rule(question, best, weights[1]) if len(weights) > 1 else None
        if not best.fits:
            rule = question.settled_by
        facts.append(
            AttributeFact(question.subject, question.predicate, weight.value.value, weight.value.evidence, rank, rule)
        )
    if not best.fits:
        findings = (_none_possible(question, best.value),) if question.predicate in DATES else ()
        return RankedValues(tuple(facts), (), findings, None)
    differences = tuple(
        Difference(question.subject, facts[0], fact, _kind(question, best, weight))
        for fact, weight in zip(facts[1:], weights[1:], strict=True)
    )
    return RankedValues(tuple(facts), differences, tuple(_conflicts(question, differences)), best.value.value)


def _weights(question: Question, values: Sequence[Value], timing: Timing) -> list[_Weight]:
    copies, predicate = timing.copies, question.predicate
    leading = sorted(values, key=lambda v: (-copies.sources(v.articles), sort_key(v.value)))[:_LOOKED_UP]
    plans = {id(value): timing.is_plan(value.articles, question.opening(value.value)) for value in values}
    weights = []
    for value in values:
        coarser = [v for v in leading if refines(predicate, value.value, v.value)]
        finer = [v for v in leading if refines(predicate, v.value, value.value)]
        articles = value.articles.union(*(v.articles for v in coarser))
        fits, planned = question.fits(value.value), all(plans[id(v)] for v in (value, *coarser, *finer))
        partial = predicate in DATES and not is_full(str(value.value))
        rules = (
            (question.settled_by, int(not fits)),
            (RankRule.RESULT_OVER_FORECAST, int(planned)),
            (RankRule.MORE_SOURCES, -copies.sources(articles)),
            (RankRule.FINER, int(partial or bool(finer))),
            (RankRule.LATER_REPORT, -timing.latest(value.articles)),
        )
        weights.append(_Weight(value, rules, fits, planned))
    return weights


def _rule(question: Question, winner: _Weight, loser: _Weight) -> RankRule:
    if loser.fits and refines(question.predicate, winner.value.value, loser.value.value):
        return RankRule.FINER
    pairs = zip(winner.rules, loser.rules, strict=True)
    return next((rule for (rule, one), (_, other) in pairs if one != other), RankRule.FIRST_IN_ORDER)


def _impossible(question: Question, weight: _Weight) -> bool:
    """Tell whether a value is a date that cannot be; what was only planned could have been."""
    return question.predicate in DATES and not weight.fits and not weight.planned


def _kind(question: Question, one: _Weight, other: _Weight) -> DifferenceKind:
    """Return why two values differ; the same whichever is named first."""
    predicate, a, b = question.predicate, one.value, other.value
    if refines(predicate, a.value, b.value) or refines(predicate, b.value, a.value):
        return DifferenceKind.REFINEMENT
    if one.planned != other.planned and (one if other.planned else other).fits:
        return DifferenceKind.FORECAST
    if predicate in _SEVERAL_IN_ONE and a.articles & b.articles:
        return DifferenceKind.SCOPE
    return DifferenceKind.CONFLICT


def _none_possible(question: Question, value: Value) -> Finding:
    """Tell that no value of a date can be."""
    assert isinstance(question.subject, EditionId)
    edition = question.known.editions[question.subject]
    starts = question.predicate is Predicate.START_DATE
    reason = f"the edition is of {edition.year}" if starts or not question.start else f"it starts on {question.start}"
    evidence, name, said = value.evidence[0], subject_name(question.subject), shown(value.value)
    message = f"article {evidence.article}: {question.predicate} {said} of {name} cannot be, since {reason}"
    return Finding(
        FindingCode.DATES_DISAGREE,
        f"{message}; it stays a claim",
        article=evidence.article,
        span=evidence.span,
        quote=evidence.quote,
        detail=(("subject", name), ("predicate", question.predicate), ("value", said)),
    )


def _conflicts(question: Question, differences: Sequence[Difference]) -> Iterator[Finding]:
    """Report each value that cannot be true together with the published one."""
    if question.predicate in _KEYS:
        return  # reported with the editions, where ordinals and years are linked
    for difference in differences:
        best, other = difference.preferred, difference.other
        if (
            difference.kind is DifferenceKind.CONFLICT
            and isinstance(best, AttributeFact)
            and isinstance(other, AttributeFact)
        ):
            yield conflict(
                f"{question.predicate} of {subject_name(question.subject)}",
                (shown(best.value), best.evidence[0]),
                (shown(other.value), other.evidence[0]),
                (("subject", subject_name(question.subject)), ("predicate", question.predicate)),
            )
