"""From numbers to metrics: what each counts, of which part, about which edition, and whether it happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.amounts import AmountMention
from kg.extract.attribution import Attribution
from kg.extract.document import Document
from kg.extract.editions import Entry
from kg.extract.ellipsis import Said, completed
from kg.extract.governors import Governor, governors
from kg.extract.linear import model
from kg.extract.metric_features import amount_features, status_features
from kg.extract.scopes import scope_features, scope_of
from kg.model import Amount, Bound, Change, Indicator, Scope, ScopeKind, Span, Status


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
    attached = {c.target: c for c in reversed(doc.changes) if c.target is not None and c.change is not None}
    lone = {c.amount: c for c in doc.changes if c.amount is not None and c.target is None and c.change is not None}
    scope: str | None = None
    governing = governors(doc)
    labels = indicators_of(doc, governing)
    said = Said(doc.amounts, labels)
    for i, label in labels.items():
        amount = doc.amounts[i]
        if label == "none":
            yield _left(amount)
            continue
        amount = completed(doc.amounts, i, labels, governing[i], said)
        change = lone.get(i) or attached.get(i)
        kind = ScopeKind(model("scopes").best(scope_features(doc, amount, label, scope)))
        scope = f"{kind} {label}"
        country = _country(doc, amount) if label == Indicator.TRADE_VALUE else None
        entry = None
        if country is None:
            entry = attribution.choose(amount.span, "percent" if amount.unit == "percent" else "amount")
        base = Measured(
            span=amount.span,
            label=label,
            amount=Amount(amount.value, amount.unit),
            bound=amount.bound,
            status=Status(model("statuses").best(status_features(doc, amount, time_of(doc, entry)))),
            scope=scope_of(doc, amount, kind),
            entry=entry,
            country=country,
            change=change.change if change else None,
            also=amount.also,
            basis=amount.basis,
        )
        if i in lone and change is not None:
            yield replace(base, amount=None, bound=change.bound)
        elif amount.upper is not None:
            yield replace(base, bound=Bound.MIN)
            yield replace(base, amount=Amount(amount.upper, amount.unit), bound=Bound.MAX, change=None)
        else:
            yield base


def indicators_of(doc: Document, governing: Sequence[Governor]) -> dict[int, str]:
    """Return what each number of a text counts, by its index in `doc.amounts`; `none` where nothing is kept."""
    consumed = {c.amount for c in doc.changes if c.amount is not None and c.target is not None}
    previous: str | None = None
    found: dict[int, str] = {}
    for i, amount in enumerate(doc.amounts):
        if amount.unit in ("other", "points") or i in consumed:
            continue
        found[i] = model("indicators").best(amount_features(doc, amount, governing[i], previous, found))
        if found[i] != "none":
            previous = found[i]
    return found


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
