"""What the encoder learns from an annotated article: its names and numbers with the right answers about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks import labels as gold_labels
from benchmarks.corpus import Annotated
from benchmarks.labels import fits
from kg.encoder import Pointer, unaided
from kg.extract.attribution import Attribution
from kg.extract.document import Document, analyse
from kg.extract.editions import find_editions
from kg.extract.linear import model
from kg.extract.metrics import time_of
from kg.extract.organizers import party_features
from kg.extract.pointers import Pointers
from kg.extract.scopes import scores_of
from kg.extract.statuses import status_features
from kg.model import Article, Span
from kg.registry import Registry


@dataclass(frozen=True, slots=True)
class Name:
    """The names of one thing, whether it is a trade event, and what the features say of that."""

    spans: list[Span]
    right: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Current:
    """The places that speak for an ordinal or year, whether it is that of the current edition, and the features."""

    spans: list[Span]
    step: int
    right: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Held:
    """A date or city, an edition that may be held then or there, and what it is to the edition.

    Of a date that is which bound, or none; of a city yes or no. `weights` is what the features give to each answer.
    """

    span: Span
    pointer: Pointer
    right: str
    weights: dict[str, float]


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
    bodies: list[Name] = field(default_factory=list)
    currents: list[Current] = field(default_factory=list)
    dates: list[Held] = field(default_factory=list)
    cities: list[Held] = field(default_factory=list)


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
    found.bodies.extend(_bodies(doc, item.gold))
    found.currents.extend(_currents(doc, item.gold))
    _add_held(doc, item.gold, found)
    return found


def lessons_of(data: Sequence[Annotated], registry: Registry) -> list[Lesson]:
    """Return what is to be learnt from articles, looked at without the encoder."""
    with unaided():
        return [lesson(item, analyse(item.article, registry), registry) for item in data]


def _names(item: Annotated, registry: Registry) -> Iterable[Name]:
    for cluster, right in gold_labels.labelled_names(item.article, item.gold, registry):
        weights = model("fairs").scores(sorted(cluster.features))
        yield Name([m.span for m in cluster.mentions], right, weights["yes"] - weights["no"])


def _bodies(doc: Document, gold: dict[str, Any]) -> Iterable[Name]:
    for named, right in gold_labels.labelled_bodies(doc, gold):
        weights = model("organizers").scores(party_features(doc, named))
        yield Name([body.span for body in named.mentions], right, weights["yes"] - weights[gold_labels.NONE])


def _currents(doc: Document, gold: dict[str, Any]) -> Iterable[Current]:
    for option, right in gold_labels.labelled_currents(doc, gold):
        weights = model("currents").scores(option.features)
        if option.spans:
            yield Current(list(option.spans), option.step, right, weights["yes"] - weights["no"])


def _add_held(doc: Document, gold: dict[str, Any], found: Lesson) -> None:
    editions = find_editions(doc)
    pointers = Pointers(editions)
    for date, entry, features, role in gold_labels.labelled_dates(doc, gold, editions):
        (pointer,) = pointers.held([entry])
        found.dates.append(Held(date.span, pointer, role, model("dates").scores(features)))
    for city, entry, features, right in gold_labels.labelled_cities(doc, gold, editions):
        (pointer,) = pointers.held([entry])
        weights = model("cities").scores(features)
        found.cities.append(Held(city.span, pointer, "yes" if right else "no", weights))


def _numbers(doc: Document, labels: dict[int, dict[str, Any]]) -> dict[int, Number]:
    return {
        i: Number(doc.amounts[i].span, label, model("indicators").scores(features))
        for i, features, label in gold_labels.labelled_numbers(doc, labels)
    }


def _add_statuses(
    doc: Document, gold: dict[str, Any], labels: dict[int, dict[str, Any]], numbers: dict[int, Number]
) -> None:
    for i, item, entry, told in gold_labels.labelled_statuses(doc, gold, labels):
        if i in numbers:
            features = status_features(doc, doc.amounts[i], time_of(doc, entry), item["indicator"], told)
            numbers[i].status = Status(item["status"], model("statuses").scores(features))


def _add_parts(doc: Document, labels: dict[int, dict[str, Any]], numbers: dict[int, Number]) -> None:
    for i, options, right in gold_labels.labelled_parts(doc, labels):
        if i in numbers:
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
