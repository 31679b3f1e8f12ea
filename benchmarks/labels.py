"""Gold facts laid over what the extractor sees: the labels that its models learn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.choices import Choice
from benchmarks.corpus import folded, occurrences
from kg.extract.amounts import AmountMention
from kg.extract.attribution import Attribution
from kg.extract.claims import found_entries
from kg.extract.currents import CurrentOption
from kg.extract.dates import DateMention
from kg.extract.deals import candidate_pairs, parties_of
from kg.extract.document import Document
from kg.extract.editions import find_editions, options_of
from kg.extract.entries import Editions, Entry
from kg.extract.fairs import FairCluster, candidates, small_names
from kg.extract.governors import governors
from kg.extract.holding import dated_pairs, sited_pairs
from kg.extract.lexicon import words
from kg.extract.metric_features import amount_features
from kg.extract.metrics import time_of
from kg.extract.names import find_names
from kg.extract.organizers import Named, named_bodies, party_features
from kg.extract.parts import Part
from kg.extract.places import PlaceMention
from kg.extract.runs import run_length
from kg.extract.scopes import Options, options_for
from kg.extract.statuses import Before, status_features
from kg.extract.story import Figure, Story
from kg.model import Article, Scope, ScopeKind
from kg.registry import Registry

NONE = "none"
_UNSCALED = 1000  # a number above this is written out
_SCALES = (10**3, 10**5, 10**6, 10**7, 10**9, 10**12)
_SURE = 12  # a number above this that stands twice in a text means the same thing both times


@dataclass(frozen=True, slots=True)
class Example:
    """The features of one candidate, its label, and the article it stands in."""

    features: list[str]
    label: str
    article: str


def fold(name: str) -> tuple[str, ...]:
    """Return the words of a name as the scorer compares them."""
    found = re.sub(r"[^\w]+", " ", name.casefold()).split()
    return tuple(w for w in found if w not in ("the", "international"))


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are the same to the scorer: equal, or two words of one in the other."""
    x, y = fold(one), fold(other)
    small, large = sorted((set(x), set(y)), key=len)
    return x == y or (len(small) >= 2 and small <= large)


def names_of(edition: dict[str, Any]) -> list[str]:
    """Return the name of a gold edition's fair and its aliases."""
    return [edition["fair"], *(edition.get("aliases") or [])]


def fair_examples(article: Article, gold: dict[str, Any], registry: Registry) -> Iterator[Example]:
    """Yield an example for each cluster of names: is it a trade event?"""
    for cluster, right in labelled_names(article, gold, registry):
        yield Example(sorted(cluster.features), "yes" if right else "no", article.id)


def labelled_names(article: Article, gold: dict[str, Any], registry: Registry) -> Iterator[tuple[FairCluster, bool]]:
    """Yield each cluster of names, and whether it is one of the fairs of the gold."""
    wanted = {fold(n) for e in gold["editions"] for n in names_of(e)}
    mentions = find_names(article.text, small_names(registry))
    for cluster in candidates(article.text, article.title, registry, mentions):
        yield cluster, _is_gold_fair(cluster, wanted)


def _is_gold_fair(cluster: FairCluster, wanted: set[tuple[str, ...]]) -> bool:
    for name in cluster.names:
        own = fold(name)
        if own in wanted:
            return True
        shorter = len(own) > 1 and bool(set(own) & words("fair_strong"))
        if shorter and any(set(own) <= set(full) for full in wanted):
            return True
    return False


def date_examples(doc: Document, gold: dict[str, Any]) -> Iterator[Example]:
    """Yield an example for each pair of a date or length and an edition: does it bound the edition, and how?"""
    for _, _, features, label in labelled_dates(doc, gold, find_editions(doc)):
        yield Example(features, label, doc.article.id)


def labelled_dates(
    doc: Document, gold: dict[str, Any], editions: Editions
) -> Iterator[tuple[DateMention, Entry, list[str], str]]:
    """Yield each pair of a date or length and an edition, its features, and how it bounds the edition."""
    found = {e["key"]: matching_entry(editions, e) for e in gold["editions"]}
    held = {entry: e for e in gold["editions"] if (entry := found[e["key"]]) is not None}
    lost = [e for e in gold["editions"] if found[e["key"]] is None]
    for mention, entry, features, _ in dated_pairs(doc, Attribution(doc, editions)):
        if any(_role_of(mention, e) != NONE and _same_fair(entry, e) for e in lost):
            continue
        yield mention, entry, features, _role_of(mention, held[entry]) if entry in held else NONE


def _same_fair(entry: Entry, edition: dict[str, Any]) -> bool:
    return any(same_name(a, b) for a in entry.fair.names for b in names_of(edition))


def _role_of(mention: DateMention, edition: dict[str, Any]) -> str:
    """Return which bound of a gold edition a date is; of a length, whether it is the edition's."""
    start, end = edition.get("start"), edition.get("end")
    if mention.length_days:
        return "length" if start and end and run_length(start, end) == mention.length_days else NONE
    stated = (mention.period.start, mention.period.end)
    if not mention.year_stated and mention.month and mention.day and not mention.rule.startswith("weekday"):
        last = (mention.end_month or mention.month, mention.end_day or mention.day)
        stated = (f"--{mention.month:02}-{mention.day:02}", f"--{last[0]:02}-{last[1]:02}")
    return date_label(stated, start, end)


def date_label(stated: tuple[str | None, str | None], start: str | None, end: str | None) -> str:
    """Return how a stated day or span bounds an edition: `day`, `range`, `start`, `end` or none."""
    first, last = stated
    if first is None:
        return NONE
    if first.startswith("--"):
        start, end = (x and "-" + x[4:] for x in (start, end))
    last = last or first
    if (first, last) == (start, end):
        return "day" if first == last and len(first) == 10 else "range"
    if first == last and first == start:
        return "start"
    if first == last and first == end:
        return "end"
    return NONE


def city_examples(doc: Document, gold: dict[str, Any]) -> Iterator[Example]:
    """Yield an example for each pair of a city and an edition: is the edition held there?"""
    for _, _, features, right in labelled_cities(doc, gold, find_editions(doc)):
        yield Example(features, "yes" if right else "no", doc.article.id)


def labelled_cities(
    doc: Document, gold: dict[str, Any], editions: Editions
) -> Iterator[tuple[PlaceMention, Entry, list[str], bool]]:
    """Yield each pair of a city and an edition, its features, and whether the edition is held there."""
    found = {e["key"]: matching_entry(editions, e) for e in gold["editions"]}
    held = {entry: e for e in gold["editions"] if (entry := found[e["key"]]) is not None}
    lost = [e for e in gold["editions"] if found[e["key"]] is None and e.get("city")]
    for city, entry, features, _ in sited_pairs(doc, Attribution(doc, editions)):
        stated = {fold(city.name), fold(city.span.of(doc.text))}
        if any(fold(e["city"]) in stated and _same_fair(entry, e) for e in lost):
            continue
        yield city, entry, features, entry in held and fold(held[entry].get("city") or "") in stated


def organizer_examples(doc: Document, gold: dict[str, Any]) -> Iterator[Example]:
    """Yield an example for each named body: does it organise a fair?"""
    for named, right in labelled_bodies(doc, gold):
        yield Example(party_features(doc, named), "yes" if right else NONE, doc.article.id)


def labelled_bodies(doc: Document, gold: dict[str, Any]) -> Iterator[tuple[Named, bool]]:
    """Yield each named body, and whether it organises a fair."""
    wanted = [o["name"] for e in gold["editions"] for o in e.get("organizers") or []]
    for named in named_bodies(doc):
        yield named, any(same_name(name, own) for name in wanted for own in {named.name, named.mentions[0].surface})


def deal_examples(doc: Document, gold: dict[str, Any]) -> Iterator[Example]:
    """Yield an example for each pair of names near each other in a sentence: are they the parties of one deal?"""
    bodies = parties_of(doc)
    for sentence in doc.sentences:
        inside = [b for b in bodies if sentence.span.contains(b.span)]
        for one, other, features in candidate_pairs(doc, sentence.span, inside):
            right = any(_both_parties(deal["parties"], one.surface, other.surface) for deal in gold["deals"])
            yield Example(features, "yes" if right else NONE, doc.article.id)


def _both_parties(parties: list[str], one: str, other: str) -> bool:
    return any(
        same_name(one, a) and same_name(other, b)
        for i, a in enumerate(parties)
        for j, b in enumerate(parties)
        if i != j
    )


def amount_labels(doc: Document, gold: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """Return for each number that states a gold metric or deal (by index) that gold item; a deal has no indicator."""
    fold_map = folded(doc.text)
    items = [m for m in gold["metrics"] if m["value"] is not None] + [d for d in gold["deals"] if d.get("value")]
    changes = [m for m in gold["metrics"] if m["value"] is None]
    found: dict[int, dict[str, Any]] = {}
    for item in sorted(items, key=lambda x: len(x["quote"])):
        values = [(item["value"], item["unit"])]
        if item.get("also"):
            values.append((item["also"]["value"], item["also"]["unit"]))
        for i in _inside(doc, occurrences(fold_map, item["quote"])):
            amount = doc.amounts[i]
            stated = [x for x in (amount.value, amount.upper) if x is not None]
            if i not in found and any(
                (_close(float(v), float(x)) and (u == amount.unit or (amount.unit == "count" and u != "count")))
                or _elliptic(float(v), u, amount)
                for v, u in values
                for x in stated
            ):
                found[i] = item
                break
    for item in changes:
        change = item.get("change") or {}
        wanted = change.get("pct") or change.get("abs") or change.get("factor")
        for i in _inside(doc, occurrences(fold_map, item["quote"])):
            if i not in found and wanted and _close(float(wanted), float(doc.amounts[i].value)):
                found[i] = item
                break
    known = {(doc.amounts[i].value, doc.amounts[i].unit): item for i, item in found.items()}
    for i, amount in enumerate(doc.amounts):
        if i not in found and amount.value > _SURE and (amount.value, amount.unit) in known:
            found[i] = known[amount.value, amount.unit]
    return found


def _inside(doc: Document, zones: list[tuple[int, int]]) -> list[int]:
    return [
        i
        for start, end in zones
        for i, a in enumerate(doc.amounts)
        if start <= a.number.start < end or a.number.start <= start < a.number.end
    ]


def _elliptic(value: float, unit: str, amount: AmountMention) -> bool:
    """Tell whether a number states an amount of money whose currency and scale it leaves to the reader."""
    if (
        amount.unit != "count"
        or amount.scale > 1
        or len(unit) != 3
        or not unit.isupper()
        or amount.value >= _UNSCALED
    ):
        return False
    return any(_close(value, float(amount.value) * scale) for scale in _SCALES)


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= 0.005 * max(abs(a), abs(b))


def label_of(item: dict[str, Any] | None) -> str:
    """Return what a gold item counts: its indicator, `deal`, or none."""
    if item is None:
        return NONE
    return str(item.get("indicator", "deal"))


def indicator_examples(doc: Document, labels: dict[int, dict[str, Any]]) -> Iterator[Example]:
    """Yield an example for each number: what does it count?"""
    for _, features, label in labelled_numbers(doc, labels):
        yield Example(features, label, doc.article.id)


def labelled_numbers(doc: Document, labels: dict[int, dict[str, Any]]) -> Iterator[tuple[int, list[str], str]]:
    """Yield the index of each number that is looked at, its features, and what it counts."""
    previous: str | None = None
    known: dict[int, str] = {}
    governing = governors(doc)
    consumed = {c.amount for c in doc.changes if c.target is not None}
    for i, amount in enumerate(doc.amounts):
        if amount.unit in ("other", "points") or i in consumed:
            continue
        label = label_of(labels.get(i))
        yield i, amount_features(doc, amount, governing[i], previous, known), label
        known[i] = label
        previous = label if label != NONE else previous


def scope_choices(doc: Document, labels: dict[int, dict[str, Any]]) -> Iterator[Choice]:
    """Yield a choice for each gold metric: which of the parts around it does it count?"""
    for _, options, right in labelled_parts(doc, labels):
        kinds = [part.scope.kind.value for part in options.parts]
        yield Choice(options.context, kinds, options.relations, right, doc.article.id)


def labelled_parts(doc: Document, labels: dict[int, dict[str, Any]]) -> Iterator[tuple[int, Options, list[int]]]:
    """Yield the index of each number of a gold metric, the parts that it may count, and which of them are right."""
    items = [(i, item) for i, item in sorted(labels.items()) if "scope" in item]
    story = Story(doc, [Figure(doc.amounts[i], item["indicator"], item["about"]) for i, item in items])
    told: list[Scope] = []
    for n, (i, item) in enumerate(items):
        options = options_for(story, n, told)
        kind, _, name = item["scope"].partition(":")
        right = _right_parts(options.parts, kind, name)
        found = options.parts[right[0]].scope if right else Scope()
        told.append(found if found.of else Scope(ScopeKind(kind), name or None))
        if right:
            yield i, options, right


def _right_parts(parts: Sequence[Part], kind: str, name: str) -> list[int]:
    """Return the parts that are the gold's: by a country's code, a word in common, else any of the kind."""
    fitting = [i for i, part in enumerate(parts) if part.scope.kind == kind]
    if kind == "country":
        return [i for i in fitting if parts[i].scope.of == name]
    named = [i for i in fitting if _stems(parts[i].scope.of or "") & _stems(name)]
    return named or [i for i in fitting if not parts[i].scope.of]


def _stems(name: str) -> set[str]:
    return {word.rstrip("s") for word in fold(name) if word not in words("connector")}


def matching_entry(editions: Editions, gold_edition: dict[str, Any]) -> Entry | None:
    """Return the entry of an article that is a gold edition, or None."""
    best: tuple[int, Entry] | None = None
    for entry in editions.entries:
        if not any(same_name(a, b) for a in entry.fair.names for b in names_of(gold_edition)):
            continue
        points = 0
        for own, wanted in ((entry.ordinal, gold_edition.get("ordinal")), (entry.year, gold_edition.get("year"))):
            if own is not None and wanted is not None:
                points += 2 if own == wanted else -5
        points += entry.current and gold_edition["key"] == "e1"
        if points >= 0 and (best is None or points > best[0]):
            best = (points, entry)
    return best[1] if best else None


def fits(entry: Entry, gold_edition: dict[str, Any]) -> bool:
    """Tell whether the scorer takes an entry for a gold edition."""
    if not any(same_name(a, b) for a in entry.fair.names for b in names_of(gold_edition)):
        return False
    for own, wanted in ((entry.ordinal, gold_edition.get("ordinal")), (entry.year, gold_edition.get("year"))):
        if own is not None and wanted is not None:
            return bool(own == wanted)
    return True


def current_examples(doc: Document, gold: dict[str, Any]) -> Iterator[Example]:
    """Yield an example for each ordinal and year that a fair's current edition may have: is it that?"""
    for option, right in labelled_currents(doc, gold):
        yield Example(list(option.features), "yes" if right else "no", doc.article.id)


def labelled_currents(doc: Document, gold: dict[str, Any]) -> Iterator[tuple[CurrentOption, bool]]:
    """Yield each ordinal and year that a fair's current edition may have, and whether it has it."""
    for option, fair in options_of(doc):
        first = next(
            (e for e in gold["editions"] if any(same_name(a, b) for a in fair.names for b in names_of(e))), None
        )
        if first is not None and first.get(option.kind):
            yield option, first[option.kind] == option.value


def entry_examples(doc: Document, gold: dict[str, Any]) -> Iterator[Example]:
    """Yield an example for each entry of an article: is it an edition of the gold, and the first that is that one?"""
    found = found_entries(doc)
    free = list(gold["editions"])
    numbered = sorted(range(len(found)), key=lambda i: -sum(f.startswith("ordinal ") for f in found[i][1]))
    right = set()
    for i in numbered:
        fitting = [e for e in free if fits(found[i][0], e)]
        fitting.sort(key=lambda e: (e.get("year") != found[i][0].year, e.get("ordinal") != found[i][0].ordinal))
        if fitting:
            free.remove(fitting[0])
            right.add(i)
    for i, (_, features) in enumerate(found):
        yield Example(features, "yes" if i in right else "no", doc.article.id)


def status_examples(doc: Document, gold: dict[str, Any], labels: dict[int, dict[str, Any]]) -> Iterator[Example]:
    """Yield an example for each gold metric: did it happen?"""
    for i, item, entry, told in labelled_statuses(doc, gold, labels):
        for when in sorted({time_of(doc, entry), "unknown"}):  # dates are not always found
            features = status_features(doc, doc.amounts[i], when, item["indicator"], told)
            yield Example(features, item["status"], doc.article.id)


def labelled_statuses(
    doc: Document, gold: dict[str, Any], labels: dict[int, dict[str, Any]]
) -> Iterator[tuple[int, dict[str, Any], Entry | None, Before | None]]:
    """Yield the index of each number of a gold metric, the metric, its edition, and what was told before it."""
    editions = find_editions(doc)
    by_key = {e["key"]: matching_entry(editions, e) for e in gold["editions"]}
    for key, entry in by_key.items():
        if entry is not None:
            edition = next(e for e in gold["editions"] if e["key"] == key)
            entry.start, entry.end = edition.get("start"), edition.get("end")
    before: Before | None = None
    about = None
    for i, item in sorted(labels.items()):
        if "status" in item:
            entry = by_key.get(item["about"])
            told = before and Before(before.status, before.start, about == item["about"])
            yield i, item, entry, told
            before = Before(item["status"], doc.amounts[i].span.start, True)
            about = item["about"]
