"""From numbers to metrics: what each counts, of which part, about which edition, and whether it happened."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.amounts import AmountMention
from kg.extract.attribution import Attribution
from kg.extract.change_sums import Changed, settled
from kg.extract.document import Document
from kg.extract.ellipsis import Said, completed
from kg.extract.entries import Entry
from kg.extract.governors import Governor, governors
from kg.extract.leanings import lean_of_number, lean_of_status
from kg.extract.links import Counted
from kg.extract.metric_features import amount_features
from kg.extract.scopes import scopes_of
from kg.extract.statuses import Before, status_features
from kg.extract.story import Figure
from kg.extract.trace import best
from kg.extract.trade import Trade
from kg.model import Amount, Bound, Change, Indicator, Scope, Span, Status


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


@dataclass(frozen=True, slots=True)
class _Seen:
    """A number with what it counts, before its edition and its part of the whole are known."""

    index: int
    amount: AmountMention
    label: str
    country: str | None

    def number(self, scope: Scope) -> Counted:
        """Return the number as the choice of its edition sees it, with the part that it seems to count."""
        kind = "percent" if self.amount.unit == "percent" else "amount"
        return Counted(self.amount.span, kind, self.label, self.amount.unit, scope.kind.value)

    def figure(self, about: Hashable) -> Figure:
        """Return the number as the choice of its part sees it; `about` stands for its edition or country."""
        return Figure(self.amount, self.label, about)


def read_metrics(doc: Document, attribution: Attribution) -> Iterator[Measured]:
    """Yield every number of a text that was looked at, in order, with what became of it."""
    yield from _changes_settled(list(_measured(doc, attribution)))


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
    """Yield every number before its change is checked against the other figures.

    A number's part of the whole helps to tell its edition (nothing is counted twice for one), and its edition the
    part, so the parts are chosen twice: before the editions are known, and after.
    """
    seen = list(_seen(doc))
    kept = [s for s in seen if s.label not in ("none", "deal")]
    parts = dict(zip((s.index for s in kept), scopes_of(doc, [s.figure(None) for s in kept]), strict=True))
    asked = [s for s in seen if s.label != "none" and s.country is None]
    numbers = [s.number(parts.get(s.index, Scope())) for s in asked]
    entries = dict(zip((s.index for s in asked), attribution.choose_all(numbers), strict=True))
    figures = [s.figure(s.country or id(entries.get(s.index))) for s in kept]
    scopes = dict(zip((s.index for s in kept), scopes_of(doc, figures, doc.trace), strict=True))
    attached = {c.target: c for c in reversed(doc.changes) if c.target is not None and c.change is not None}
    lone = {c.amount: c for c in doc.changes if c.amount is not None and c.target is None and c.change is not None}
    last: Measured | None = None
    for s in seen:
        i, amount, entry = s.index, s.amount, entries.get(s.index)
        if s.label == "none":
            yield _left(amount)
            continue
        change = lone.get(i) or attached.get(i)
        when = time_of(doc, entry)
        told = Before(last.status, last.span.start, last.entry is entry) if last else None
        signs = status_features(doc, amount, when, s.label, told)
        base = Measured(
            span=amount.span,
            label=s.label,
            amount=Amount(amount.value, amount.unit),
            bound=amount.bound,
            status=Status(best(doc.trace, "statuses", amount.span, signs, lean_of_status(doc.context, amount.span))),
            scope=scopes.get(i, Scope()),
            entry=entry,
            country=s.country,
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


def _seen(doc: Document) -> Iterator[_Seen]:
    """Yield every number that was looked at with what it counts, `none` where nothing that is kept."""
    governing = governors(doc)
    labels = indicators_of(doc, governing)
    said, trade = Said(doc.amounts, labels), Trade(doc)
    for i, label in labels.items():
        amount = doc.amounts[i]
        if label != "none":
            amount = completed(doc.amounts, i, labels, governing[i], said)
        country = trade.country_of(amount.span) if label == Indicator.TRADE_VALUE else None
        yield _Seen(i, amount, label, country)


def indicators_of(doc: Document, governing: Sequence[Governor]) -> dict[int, str]:
    """Return what each number of a text counts, by its index in `doc.amounts`; `none` where nothing is kept."""
    consumed = {c.amount for c in doc.changes if c.amount is not None and c.target is not None}
    previous: str | None = None
    found: dict[int, str] = {}
    for i, amount in enumerate(doc.amounts):
        if amount.unit in ("other", "points") or i in consumed:
            continue
        features = amount_features(doc, amount, governing[i], previous, found)
        lean = lean_of_number(doc.context, amount.span)
        found[i] = best(doc.trace, "indicators", amount.span, features, lean)
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
