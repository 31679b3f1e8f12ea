"""What the encoder learns from an annotated article: its names and numbers with the right answers about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks import labels as gold_labels
from benchmarks.corpus import Annotated
from benchmarks.labels import fits, fold, label_of
from kg.encoder import Pointer, unaided
from kg.extract.attribution import Attribution
from kg.extract.document import Document, analyse
from kg.extract.editions import find_editions
from kg.extract.fairs import candidates, small_names
from kg.extract.governors import governors
from kg.extract.linear import model
from kg.extract.metric_features import amount_features
from kg.extract.metrics import time_of
from kg.extract.names import find_names
from kg.extract.pointers import Pointers
from kg.extract.scopes import options_for, scores_of
from kg.extract.statuses import Before, status_features
from kg.extract.story import Figure, Story
from kg.model import Article, Scope, ScopeKind, Span
from kg.registry import Registry


@dataclass(frozen=True, slots=True)
class Name:
    """The names of one thing, whether it is a trade event, and what the features say of that."""

    spans: list[Span]
    right: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that a number may count, which of them are right, and what the features give each."""

    offered: list[tuple[str, str, Span | None]]
    right: list[int]
    weights: list[float]


@dataclass(frozen=True, slots=True)
class Editions:
    """The editions that a number may be about, which of them are right, and what the features give each.

    None is the fair in general.
    """

    offered: list[Pointer | None]
    right: list[int]
    weights: list[float]


@dataclass(frozen=True, slots=True)
class Status:
    """Whether a figure happened, and what the features say of that."""

    right: str
    weights: dict[str, float]


@dataclass(slots=True)
class Number:
    """A number with what it counts, what the features say of that, and the choices that are made about it."""

    span: Span
    indicator: str
    weights: dict[str, float]
    status: Status | None = None
    parts: Parts | None = None
    editions: Editions | None = None


@dataclass(frozen=True, slots=True)
class Lesson:
    """One article with all that is to be learnt from it."""

    article: Article
    names: list[Name] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)


def lesson(item: Annotated, doc: Document, registry: Registry) -> Lesson:
    """Return what is to be learnt from an article, `doc` being that article looked at without the encoder."""
    found = Lesson(item.article, list(_names(item, registry)))
    if not doc.fairs:
        return found
    labels = gold_labels.amount_labels(doc, item.gold)
    numbers = _numbers(doc, labels)
    _add_statuses(doc, item.gold, labels, numbers)
    _add_parts(doc, labels, numbers)
    _add_editions(doc, item.gold, labels, numbers)
    found.numbers.extend(numbers.values())
    return found


def lessons_of(data: Sequence[Annotated], registry: Registry) -> list[Lesson]:
    """Return what is to be learnt from articles, looked at without the encoder."""
    with unaided():
        return [lesson(item, analyse(item.article, registry), registry) for item in data]


def _names(item: Annotated, registry: Registry) -> Iterable[Name]:
    article = item.article
    wanted = {fold(n) for e in item.gold["editions"] for n in gold_labels.names_of(e)}
    mentions = find_names(article.text, small_names(registry))
    for cluster in candidates(article.text, article.title, registry, mentions):
        weights = model("fairs").scores(sorted(cluster.features))
        right = gold_labels.is_gold_fair(cluster, wanted)
        yield Name([m.span for m in cluster.mentions], right, weights["yes"] - weights["no"])


def _numbers(doc: Document, labels: dict[int, dict[str, Any]]) -> dict[int, Number]:
    governing = governors(doc)
    consumed = {c.amount for c in doc.changes if c.target is not None}
    known: dict[int, str] = {}
    previous: str | None = None
    found: dict[int, Number] = {}
    for i, amount in enumerate(doc.amounts):
        if amount.unit in ("other", "points") or i in consumed:
            continue
        features = amount_features(doc, amount, governing[i], previous, known)
        known[i] = label_of(labels.get(i))
        previous = known[i] if known[i] != gold_labels.NONE else previous
        found[i] = Number(amount.span, known[i], model("indicators").scores(features))
    return found


def _add_statuses(
    doc: Document, gold: dict[str, Any], labels: dict[int, dict[str, Any]], numbers: dict[int, Number]
) -> None:
    editions = find_editions(doc)
    by_key = {e["key"]: gold_labels.matching_entry(editions, e) for e in gold["editions"]}
    for edition in gold["editions"]:
        entry = by_key[edition["key"]]
        if entry is not None:
            entry.start, entry.end = edition.get("start"), edition.get("end")
    before: Before | None = None
    about = None
    for i, item in sorted(labels.items()):
        if "status" not in item:
            continue
        told = before and Before(before.status, before.start, about == item["about"])
        if i in numbers:
            when = time_of(doc, by_key.get(item["about"]))
            features = status_features(doc, doc.amounts[i], when, item["indicator"], told)
            numbers[i].status = Status(item["status"], model("statuses").scores(features))
        before = Before(item["status"], doc.amounts[i].span.start, True)
        about = item["about"]


def _add_parts(doc: Document, labels: dict[int, dict[str, Any]], numbers: dict[int, Number]) -> None:
    items = [(i, item) for i, item in sorted(labels.items()) if "scope" in item]
    story = Story(doc, [Figure(doc.amounts[i], item["indicator"], item["about"]) for i, item in items])
    told: list[Scope] = []
    for n, (i, item) in enumerate(items):
        options = options_for(story, n, told)
        kind, _, name = item["scope"].partition(":")
        right = gold_labels.right_parts(options.parts, kind, name)
        found = options.parts[right[0]].scope if right else Scope()
        told.append(found if found.of else Scope(ScopeKind(kind), name or None))
        if right and i in numbers:
            offered = [(part.scope.kind.value, part.form, part.span) for part in options.parts]
            numbers[i].parts = Parts(offered, right, scores_of(options))


def _add_editions(
    doc: Document, gold: dict[str, Any], labels: dict[int, dict[str, Any]], numbers: dict[int, Number]
) -> None:
    editions = find_editions(doc)
    attribution, pointers = Attribution(doc, editions), Pointers(editions)
    fitting = {e["key"]: [x for x in editions.entries if fits(x, e)] for e in gold["editions"]}
    for i, item in sorted(labels.items()):
        about = str(item.get("about") or item.get("edition"))
        if about.startswith("country:") or i not in numbers:
            continue
        span = doc.amounts[i].span
        kind = "percent" if doc.amounts[i].unit == "percent" else "amount"
        offered = attribution.candidates(span, kind)
        right = [None] if about.startswith("fair:") else fitting.get(about, [])
        places = [n for n, entry in enumerate(offered) if any(entry is other for other in right)]
        if places and len(places) < len(offered):
            weights = [model("editions").score(attribution.features(span, kind, e), "yes") for e in offered]
            numbers[i].editions = Editions(pointers.of(offered), places, weights)
