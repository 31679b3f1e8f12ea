"""The numbers of an article that became no fact, each with the reason: no number is dropped in silence.

A reason is given only where the text or the reading shows it. What a model left, and whose words show nothing more,
is `not-understood`; `kg explain` tells what the model weighed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.amounts import AmountMention
from kg.extract.document import Document
from kg.extract.lexicon import words
from kg.extract.metric_features import clause_of
from kg.extract.metrics import Measured
from kg.extract.names import NameKind
from kg.extract.nouns import classes_of
from kg.model import Amount, Claim, DealClaim, Finding, FindingCode, Indicator, MetricClaim, Span

_AREA = frozenset(("m2", "ft2", "ha"))
_NO_MONEY = _AREA | {"count", "percent", "points", "days", "other"}
_MONEY = frozenset((Indicator.DEAL_VALUE, Indicator.INVESTMENT, Indicator.TRADE_VALUE))
# What a number is that measures nothing, by the reason for which `find_numbers` leaves it out; others are labels.
_NO_AMOUNTS = {
    "date": FindingCode.DATE_PART,
    "time": FindingCode.DATE_PART,
    "year": FindingCode.DATE_PART,
    "years": FindingCode.DATE_PART,
    "ordinal": FindingCode.RANK,
    "age": FindingCode.AGE,
    "vague": FindingCode.VAGUE,
    "pronoun": FindingCode.VAGUE,
}
_MESSAGES = {
    FindingCode.DATE_PART: "It is a date, a time or a length of time that tells nothing of when an edition is held.",
    FindingCode.RANK: "It is an ordinal that numbers no edition: a rank, a place in a row.",
    FindingCode.LABEL: "It names or numbers something: a hall, a model, a page, an address.",
    FindingCode.AGE: "It is somebody's age.",
    FindingCode.VAGUE: "It is no number that could be counted on.",
    FindingCode.UNIT_UNKNOWN: "It is measured in what no figure of a fair is measured in.",
    FindingCode.UNIT_MISFIT: "What it seems to count is not counted in its unit.",
    FindingCode.LONE_CHANGE: "It says how another number changed, which became no figure itself.",
    FindingCode.PRICE: "It is a price, a fee, a cost or a rate.",
    FindingCode.NO_INDICATOR: "It is about a fair, but counts nothing that the ontology has an indicator for.",
    FindingCode.NO_COUNTRY: "It is a figure of a country's trade, but no country is named.",
    FindingCode.NO_PARTIES: "It is the value of one agreement, but who made it is not named.",
    FindingCode.SOMEONE_ELSES_FIGURE: "It was taken for no figure of a fair, and its clause speaks of {}.",
    FindingCode.NOT_UNDERSTOOD: "It was taken for no figure of a fair.",
}
_UNIT = (
    r"(?:(?:square|sq\.?)\s)?(?:night|day|head|person|visitor|ticket|hour|week|month|year|tonne|ton|kilo(?:gram)?|kg"
    r"|lit(?:re|er)|barrel|gallon|bushel|m2|m²|met(?:re|er)|foot|feet|yard|unit|piece|copy|seat|room|stand|booth|share"
    r"|bottle|kilo(?:met(?:re|er))|mile|acre|carat|ounce|stem|box|case|bag|set|pair|dozen)s?(?![^\W_])"
)
_PER = re.compile(rf"\s*(?:(?:each|apiece)(?![^\W_])|(?:an?|per|each|every)\s{_UNIT}|/\s?{_UNIT})", re.IGNORECASE)
_PRICED = re.compile(
    r"(?<![^\W_])(?:prices?|priced|costs?|costing|tickets?|admission|entry|entrance|fees?|fares?|rates?|rents?|tariffs?"
    r"|retails?|retailing|sells? (?:for|at)|sold (?:for|at)|charg(?:es?|ed|ing)|pay(?:s|ing)?|paid|pass(?:es)?|toll)"
    r"(?![^\W_])[^.;]{0,40}\Z",
    re.IGNORECASE,
)
_COMPANYS = "company_own"  # the class of nouns for what a company has and no fair
_NEAR = 200  # characters around a number: what stands farther in its clause, in a list without end, is not asked
_BEFORE = 60  # characters before a number in which a word for a price speaks of it


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the numbers of an article.

    `labels` are what each amount that was looked at was taken for, by where it starts. `figures` are where the
    figures and deals start that were stated, `proved` all words that prove a statement or point at an edition.
    `misfits` are where amounts start whose unit does not fit what they were taken for.
    """

    labels: Mapping[int, str]
    figures: frozenset[int]
    proved: Sequence[Span]
    misfits: frozenset[int]


def misfit(label: str, amount: Amount | None) -> bool:
    """Tell whether an amount cannot be what it was taken for: money in heads, half a visitor, more than the whole.

    >>> from decimal import Decimal
    >>> misfit("visitors", Amount(Decimal("2.5"))), misfit("visitors", Amount(Decimal("2")))
    (True, False)
    >>> misfit("exhibition-area", Amount(Decimal("400"))), misfit("deal-value", Amount(Decimal("400"), "EUR"))
    (True, False)
    """
    if amount is None or label not in frozenset(Indicator):
        return False
    if amount.unit == "percent":
        return amount.value > 100
    if label in _MONEY:
        return amount.unit in _NO_MONEY
    if label == Indicator.EXHIBITION_AREA:
        return amount.unit not in _AREA
    return amount.unit != "count" or amount.value != int(amount.value)


def outcome_of(
    looked_at: Iterable[Measured],
    statements: Sequence[Claim | MetricClaim | DealClaim],
    sums: Sequence[Span],
    pointers: Iterable[Span],
) -> Outcome:
    """Return what became of the numbers: `sums` are those that deals are worth, `pointers` the words at editions."""
    seen = list(looked_at)
    evidence = [each.evidence.span for each in statements]
    figures = {each.evidence.span.start for each in statements if isinstance(each, MetricClaim)}
    return Outcome(
        labels={m.span.start: m.label for m in seen},
        figures=frozenset(figures | {span.start for span in sums}),
        proved=(*evidence, *sums, *pointers),
        misfits=frozenset(m.span.start for m in seen if misfit(m.label, m.amount)),
    )


def left_numbers(doc: Document, outcome: Outcome) -> Iterator[Finding]:
    """Yield a finding for each number that is part of no statement, in the order of the text."""
    zones = _merged((*outcome.proved, *(m.name.outer for m in doc.mentions)))
    starts = [zone.start for zone in zones]
    changing = _changing(doc, outcome)
    dates = _merged(d.span for d in doc.dates)
    date_starts = [zone.start for zone in dates]
    index = -1
    for number in doc.numbers:
        index += number.excluded is None
        at = number.number
        if _covered(zones, starts, at) or (number.excluded is None and changing.get(index) is True):
            continue
        code = _code(doc, number, outcome, index in changing and number.excluded is None)
        if code in (FindingCode.NOT_UNDERSTOOD, FindingCode.RANK) and _covered(dates, date_starts, at):
            code = FindingCode.DATE_PART
        message = _MESSAGES[code]
        if code is FindingCode.NOT_UNDERSTOOD and (other := _other_subject(doc, number)) is not None:
            code = FindingCode.SOMEONE_ELSES_FIGURE
            message = _MESSAGES[code].format(f"“{other}”")
        quote = number.span.of(doc.text)
        yield Finding(code, message, doc.article.id, number.span, quote)


def _changing(doc: Document, outcome: Outcome) -> dict[int, bool]:
    """Return the amounts that say how another changed, by index, and whether that other one became a figure."""
    return {
        change.amount: doc.amounts[change.target].span.start in outcome.figures
        for change in doc.changes
        if change.amount is not None and change.target is not None
    }


def _code(doc: Document, number: AmountMention, outcome: Outcome, changes: bool) -> FindingCode:
    if number.excluded is not None:
        return _NO_AMOUNTS.get(number.excluded, FindingCode.LABEL)
    if changes:
        return FindingCode.LONE_CHANGE
    if number.unit in ("other", "points"):
        return FindingCode.UNIT_UNKNOWN
    if number.span.start in outcome.misfits:
        return FindingCode.UNIT_MISFIT
    match outcome.labels.get(number.span.start):
        case Indicator.OTHER:
            return FindingCode.NO_INDICATOR
        case Indicator.TRADE_VALUE:
            return FindingCode.NO_COUNTRY
        case "deal" | Indicator.DEAL_VALUE:
            return FindingCode.NO_PARTIES
    if number.unit not in _NO_MONEY and _is_price(doc, number):
        return FindingCode.PRICE
    return FindingCode.DATE_PART if number.unit == "days" else FindingCode.NOT_UNDERSTOOD


def _is_price(doc: Document, number: AmountMention) -> bool:
    """Tell whether money is what one thing costs: by "a night" after it, or "tickets", "costs" before it."""
    zone = doc.sentence_at(number.span.start).span
    if _PER.match(doc.text, number.span.end, max(zone.end, number.span.end)) is not None:
        return True
    before = doc.text[max(zone.start, number.span.start - _BEFORE) : number.span.start]
    return _PRICED.search(before) is not None


def _other_subject(doc: Document, number: AmountMention) -> str | None:
    """Return who or what a number's clause speaks of, where that is surely no fair.

    Sure are the names of organisations and of persons with their office, whoever something belongs to, and words for
    what only a company has.
    """
    clause = clause_of(doc, number.span)
    tokens = doc.sentence_at(number.span.start).tokens
    start = bisect_left(tokens, max(clause.start, number.span.start - _NEAR), key=lambda t: t.start)
    end = bisect_left(tokens, min(clause.end, number.span.end + _NEAR), start, key=lambda t: t.start)
    tokens = tokens[start:end]
    if doc.mentions_in(clause) or any(t.lower in words("edition_noun") for t in tokens):
        return None
    for name in reversed(doc.names_in(Span(clause.start, max(clause.start, number.span.start)))):
        first = name.surface.lower().split()[0].rstrip(".")
        titled = first in words("person_title") or first in words("company_prefix")
        if name.span not in doc.place_spans and (name.kind is NameKind.ORGANIZATION or name.possessive or titled):
            return name.surface
    return next((t.text for t in tokens if _COMPANYS in classes_of(t.lower)), None)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Return spans as stretches apart from each other, in order."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _covered(zones: Sequence[Span], starts: Sequence[int], span: Span) -> bool:
    at = bisect_right(starts, span.start) - 1
    return at >= 0 and zones[at].contains(span)
