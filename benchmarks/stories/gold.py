"""The gold of made-up articles: what each says by itself, and what the ledger should make of all of one fair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from benchmarks.stories.drafts import Draft, Said
from benchmarks.stories.fairs import StoryFair

_FIELDS = ("ordinal", "year", "start", "end", "city", "country", "venue", "mode", "theme")
_KINDS = {"rounded": "rounding", "bound": "bound", "net": "basis", "rival": "conflict", "superseded": "correction"}


def article_gold(fair: StoryFair, draft: Draft) -> dict[str, Any]:
    """Return the annotations of one article, in the form of `benchmarks/corpus/gold`."""
    places = sorted(
        {draft.edition}
        | {said.edition for sentence in draft.sentences for said in sentence.figures}
        | {fact.edition for sentence in draft.sentences for fact in sentence.attributes},
        key=lambda place: (place != draft.edition, -place),
    )
    keys = {place: f"e{number}" for number, place in enumerate(places, 1)}
    return {
        "id": draft.id,
        "published": draft.published.isoformat(),
        "editions": [_edition(fair, draft, place, keys[place]) for place in places],
        "metrics": [_metric(said, fair, keys) for sentence in draft.sentences for said in sentence.figures],
        "deals": [
            {
                "edition": keys[draft.edition],
                "parties": list(deal.parties),
                "value": _plain(deal.value),
                "unit": deal.unit,
                "quote": deal.quote,
            }
            for sentence in draft.sentences
            for deal in sentence.deals
        ],
    }


def _edition(fair: StoryFair, draft: Draft, place: int, key: str) -> dict[str, Any]:
    aliases = {alias for sentence in draft.sentences for alias in sentence.aliases}
    record: dict[str, Any] = {"key": key, "fair": draft.name, "aliases": sorted(aliases)}
    record |= dict.fromkeys(_FIELDS)
    record |= {"guests": [], "organizers": []}
    for sentence in draft.sentences:
        for fact in sentence.attributes:
            if fact.edition != place:
                continue
            if fact.field == "organizer":
                record["organizers"] = [{"name": fact.value, "role": "organizer"}]
            else:
                record[fact.field] = fact.value
    if record["city"]:
        record["country"] = fair.country
    return record


def _metric(said: Said, fair: StoryFair, keys: dict[int, str]) -> dict[str, Any]:
    change: dict[str, Any] | None = None
    if said.growth is not None:
        growth = said.growth
        is_previous = "previous" in growth.written
        change = {"pct" if growth.is_percent else "abs": _plain(growth.size), "direction": growth.direction}
        change["vs"] = "previous" if is_previous else str(fair.holdings[growth.versus].year)
    return {
        "about": keys[said.edition],
        "indicator": said.indicator,
        "value": _plain(said.value),
        "unit": said.unit,
        "bound": said.bound,
        "status": said.status,
        "scope": said.scope,
        "change": change,
        "quote": said.quote,
    }


def ledger_gold(fair: StoryFair, drafts: Sequence[Draft]) -> list[dict[str, Any]]:
    """Return one record an edition of a fair: its articles, copies, differences and growth claims."""
    told: dict[int, list[tuple[str, Said]]] = defaultdict(list)
    spoken_of: dict[int, set[str]] = defaultdict(set)
    for draft in drafts:
        spoken_of[draft.edition].add(draft.id)
        for sentence in draft.sentences:
            for said in sentence.figures:
                told[said.edition].append((draft.id, said))
                spoken_of[said.edition].add(draft.id)
    return [
        {
            "fair": fair.key,
            "name": fair.name,
            "registered": fair.registered,
            "ordinal": fair.holdings[place].ordinal,
            "year": fair.holdings[place].year,
            "articles": sorted(spoken_of[place]),
            "copies": {d.id: d.copy_of for d in drafts if d.copy_of is not None and d.edition == place},
            "values": {name: _plain(value) for name, value in sorted(_true_values(told[place]).items())},
            "differences": _differences(told[place]),
            "growth": _growth(told, place, fair),
        }
        for place in sorted(spoken_of)
    ]


def _differences(told: Iterable[tuple[str, Said]]) -> list[dict[str, Any]]:
    """Return how the other figures of an edition differ from the true one, where some article gives that exactly."""
    told = list(told)
    others: dict[tuple[str, Decimal, str], set[str]] = defaultdict(set)
    true = _true_values(told)
    for article, said in told:
        kind = "forecast" if said.status != "actual" else _KINDS.get(said.view)
        if said.scope == "total" and kind is not None and said.value != true.get(said.indicator, said.value):
            others[said.indicator, said.value, kind].add(article)
    return [
        {
            "indicator": indicator,
            "kind": kind,
            "values": [_plain(true[indicator]), _plain(value)],
            "articles": sorted(articles),
        }
        for (indicator, value, kind), articles in sorted(others.items())
    ]


def _true_values(told: Iterable[tuple[str, Said]]) -> dict[str, Decimal]:
    """Return the true totals that articles give exactly, by what they count."""
    by_indicator: dict[str, list[Said]] = defaultdict(list)
    for _, said in told:
        if said.scope == "total":
            by_indicator[said.indicator].append(said)
    values = {indicator: _true_value(all_said) for indicator, all_said in by_indicator.items()}
    return {indicator: value for indicator, value in values.items() if value is not None}


def _growth(told: dict[int, list[tuple[str, Said]]], place: int, fair: StoryFair) -> list[dict[str, Any]]:
    """Return the growth claims on an edition, with the verdict where the articles leave no doubt."""
    found = []
    for article, said in told[place]:
        growth = said.growth
        if growth is None:
            continue
        before = [s for _, s in told[growth.versus] if s.indicator == said.indicator and s.scope == "total"]
        actual = [s for s in before if s.status == "actual"]
        verdict = None
        if not actual:
            verdict = "not-checkable"
        elif (
            _true_value(before) is not None
            and not _is_disputed(before)
            and not _is_disputed(s for _, s in told[place] if s.indicator == said.indicator)
        ):
            verdict = "confirmed" if growth.is_right else "contradicted"
        found.append(
            {
                "article": article,
                "indicator": said.indicator,
                "value": _plain(said.value),
                "size": _plain(growth.size),
                "form": "percent" if growth.is_percent else "absolute",
                "direction": growth.direction,
                "versus": fair.holdings[growth.versus].year,
                "verdict": verdict,
            }
        )
    return found


def _true_value(all_said: Iterable[Said]) -> Decimal | None:
    return next((s.value for s in all_said if s.view in ("exact", "corrected") and s.status == "actual"), None)


def _is_disputed(all_said: Iterable[Said]) -> bool:
    return any(s.view in ("rival", "superseded", "net") for s in all_said)


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
