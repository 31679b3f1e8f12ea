"""From numbers to metrics: what each counts, of which part, about which edition, and whether it happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.amounts import AmountMention
from kg.extract.attribution import Attribution
from kg.extract.change_sums import Changed, settled
from kg.extract.document import Document
from kg.extract.editions import Entry
from kg.extract.linear import model
from kg.extract.metric_features import amount_features
from kg.extract.scopes import scopes_of
from kg.extract.statuses import Before, status_features
from kg.extract.story import Figure
from kg.model import Amount, Bound, Change, Indicator, Scope, Span, Status

_AREA = frozenset({"m2", "ft2", "ha"})
_MONEY = frozenset({Indicator.DEAL_VALUE, Indicator.INVESTMENT, Indicator.TRADE_VALUE})


@dataclass(frozen=True, slots=True)
class Measured:
    """One quantity with its meaning, before its edition has a name; `entry` None is the fair in general.

    `country` is set for a country's own figures. `label` is the indicator, or `deal`, `other`, `none`.
    """

    span: Span
    label: str
    amount: Amount | None
    bound: Bound
    status: Status
    scope: Scope
    entry: Entry | None
    country: str | None = None
    change: Change | None = None
    also: Amount | None = None
    basis: str | None = None


def read_metrics(doc: Document, attribution: Attribution) -> Iterator[Measured]:
    """Yield every number of a text that was looked at, in order, with what became of it."""
    measured = _changes_settled(list(_measured(doc, attribution)))
    figures = {
        m.span: Figure(doc.amounts_in(m.span)[0], m.label, m.country or id(m.entry))
        for m in measured
        if m.label not in ("none", "deal")
    }
    scopes = dict(zip(figures, scopes_of(doc, list(figures.values())), strict=True))
    for m in measured:
        yield replace(m, scope=scopes.get(m.span, Scope()))


def _changes_settled(measured: list[Measured]) -> list[Measured]:
    """Return the figures with each change at the one that it makes of the other."""
    counted = [i for i, m in enumerate(measured) if m.amount is not None and m.label not in ("none", "deal")]
    figures = [
        Changed(m.amount.value, (m.label, m.amount.unit), m.change)
        for m in (measured[i] for i in counted)
        if m.amount is not None
    ]
    for i, figure in zip(counted, settled(figures), strict=True):
        if figure.change is not measured[i].change:
            measured[i] = replace(measured[i], change=figure.change)
    return measured


def _measured(doc: Document, attribution: Attribution) -> Iterator[Measured]:
    """Yield every number with all but its scope, which the other figures of the text help to tell."""
    attached = {c.target: c for c in reversed(doc.changes) if c.target is not None and c.change is not None}
    consumed = {c.amount for c in doc.changes if c.amount is not None and c.target is not None}
    lone = {c.amount: c for c in doc.changes if c.amount is not None and c.target is None and c.change is not None}
    previous: str | None = None
    last: Measured | None = None
    units: dict[str, str] = {}
    for i, amount in enumerate(doc.amounts):
        if amount.unit in ("other", "points") or i in consumed:
            continue
        label = model("indicators").best(amount_features(doc, amount, previous))
        if label == "none":
            yield _left(amount)
            continue
        previous = label
        if amount.unit == "count" and label in units and _elliptic(amount, label):
            amount = replace(amount, unit=units[label])
        elif amount.unit not in ("count", "percent", "days"):
            units[label] = amount.unit
        change = lone.get(i) or attached.get(i)
        country = _country(doc, amount) if label == Indicator.TRADE_VALUE else None
        entry = None
        if country is None:
            entry = attribution.choose(amount.span, "percent" if amount.unit == "percent" else "amount")
        when = time_of(doc, entry)
        told = Before(last.status, last.span.start, last.entry is entry) if last else None
        base = Measured(
            span=amount.span,
            label=label,
            amount=Amount(amount.value, amount.unit),
            bound=amount.bound,
            status=Status(model("statuses").best(status_features(doc, amount, when, label, told))),
            scope=Scope(),
            entry=entry,
            country=country,
            change=change.change if change else None,
            also=amount.also,
            basis=amount.basis,
        )
        last = base
        if i in lone and change is not None:
            yield replace(base, amount=None, bound=change.bound)
        elif amount.upper is not None:
            yield replace(base, bound=Bound.MIN)
            yield replace(base, amount=Amount(amount.upper, amount.unit), bound=Bound.MAX, change=None)
        else:
            yield base


def _elliptic(amount: AmountMention, label: str) -> bool:
    """Tell whether a bare number must have left its unit to the reader ("the 2.5 million occupied in 2017")."""
    return label == Indicator.EXHIBITION_AREA or label in _MONEY


def _left(amount: AmountMention) -> Measured:
    return Measured(
        amount.span, "none", Amount(amount.value, amount.unit), amount.bound, Status.ACTUAL, Scope(), None
    )  # fmt: skip


def time_of(doc: Document, entry: Entry | None) -> str:
    """Return where the article stands to an edition in time: `before`, `during`, `after`, `past`, `future`, ...."""
    if entry is None:
        return "general"
    if not entry.current:
        return "past" if (entry.steps or 0) < 0 else "future" if entry.steps else "unknown"
    if doc.published is None or entry.start is None:
        return "unknown"
    now = doc.published.isoformat()
    if now < entry.start:
        return "before"
    if entry.end is not None and now >= entry.end:
        return "after"
    return "during"


def _country(doc: Document, amount: AmountMention) -> str | None:
    """Return the country whose own figure a number is: the nearest one before it, else the text's most named."""
    zone = doc.sentence_at(amount.span.start).span
    before = doc.places_in(Span(zone.start, amount.span.start))
    inside = [p for p in before if p.country and p.kind in ("country", "demonym")]
    if inside:
        possessive = [
            p for p in inside if doc.text[p.span.end : p.span.end + 2] in ("'s", "’s") or p.kind == "demonym"
        ]
        return (possessive or inside)[0].country
    return doc.main_country
