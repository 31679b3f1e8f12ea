"""Gold facts laid over the editions of an article: the chains of choices from which the model of editions learns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.labels import NONE, date_label, fits, fold, label_of, matching_entry
from kg.extract.attribution import Attribution
from kg.extract.document import Document
from kg.extract.editions import find_editions
from kg.extract.entries import Entry
from kg.extract.links import Counted, link_features
from kg.extract.when_where import datable
from kg.model import Span


@dataclass(frozen=True, slots=True)
class Link:
    """A number, date or place with its candidate editions: the features of each, and which may be right.

    `links` holds, for each candidate of the choice before (in rows) and of this one, an index into `steps`, the
    features of a step; both are empty where the choice is the first of its chain.
    """

    candidates: list[list[str]]
    right: frozenset[int]
    links: list[list[int]] = field(default_factory=list)
    steps: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Chain:
    """Choices that are made together, in the order of the text, and the article they stand in."""

    choices: list[Link]
    article: str


def edition_chains(doc: Document, gold: dict[str, Any], labels: dict[int, dict[str, Any]]) -> Iterator[Chain]:
    """Yield the numbers of an article as one chain, and each date and place as one of its own."""
    editions = find_editions(doc)
    attribution = Attribution(doc, editions)
    by_key = {e["key"]: matching_entry(editions, e) for e in gold["editions"]}
    fitting = {e["key"]: [x for x in editions.entries if fits(x, e)] for e in gold["editions"]}
    numbers: list[tuple[Counted, str]] = []
    for i, item in sorted(labels.items()):
        about = str(item.get("about") or item.get("edition"))
        if not about.startswith("country:"):
            amount = doc.amounts[i]
            kind = "percent" if amount.unit == "percent" else "amount"
            scope = str(item.get("scope", "total")).partition(":")[0]
            numbers.append((Counted(amount.span, kind, label_of(item), amount.unit, scope), about))
    choices: list[Link] = []
    for i, (number, about) in enumerate(numbers):
        right: list[Entry | None] = [None] if about.startswith("fair:") else [*fitting.get(about, [])]
        choices.append(_choice(attribution, number, right, numbers[i - 1][0] if i else None))
    if choices:
        yield Chain(choices, doc.article.id)
    for span, kind, entry in _attribute_spans(doc, gold, by_key):
        yield Chain([_choice(attribution, Counted(span, kind), [entry], None)], doc.article.id)


def _choice(attribution: Attribution, number: Counted, right: Sequence[Entry | None], before: Counted | None) -> Link:
    candidates = attribution.candidates(number.span, number.kind)
    features = [attribution.features(number.span, number.kind, c) for c in candidates]
    fits = [i for i, c in enumerate(candidates) if any(c is r for r in right)]
    choice = Link(features, frozenset(fits or range(len(candidates))))
    if before is not None:
        step = attribution.links.step(before, number)
        seen: dict[tuple[str, ...], int] = {}
        for one in attribution.candidates(before.span, before.kind):
            relations = [attribution.links.relations(one, other, step) for other in candidates]
            choice.links.append([seen.setdefault(r, len(seen)) for r in relations])
        choice.steps.extend(link_features(step, relations) for relations in seen)
    return choice


def _attribute_spans(
    doc: Document, gold: dict[str, Any], by_key: dict[str, Entry | None]
) -> Iterator[tuple[Span, str, Entry]]:
    """Yield the spans of dates and cities that state one edition's attribute, with that edition."""
    for mention in datable(doc):
        stated = (mention.period.start, mention.period.end)
        owners = {e["key"] for e in gold["editions"] if date_label(stated, e.get("start"), e.get("end")) != NONE}
        entry = by_key[owners.pop()] if len(owners) == 1 else None
        if entry is not None:
            yield mention.span, "date", entry
    for place in doc.places:
        owners = {
            e["key"]
            for e in gold["editions"]
            if place.kind == "city" and fold(e.get("city") or "") == fold(place.name)
        }
        entry = by_key[owners.pop()] if len(owners) == 1 else None
        if entry is not None:
            yield place.span, "place", entry
