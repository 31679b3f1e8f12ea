"""Trios of the annotated corpus, each on one edition, from their gold: what the ledger concludes from three articles.

What the three say together is told in the corpus's page of stories. Only trios of which no article is blind are here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from benchmarks.corpus import CORPUS, is_blind
from kg.articles import read_articles
from kg.ledger import consolidate
from kg.model import (
    Amount,
    Article,
    AttributeFact,
    Bound,
    Claim,
    DifferenceKind,
    EditionRef,
    Evidence,
    Facts,
    FairRef,
    Indicator,
    MetricClaim,
    MetricFact,
    Place,
    Predicate,
    Reading,
    Scope,
    ScopeKind,
    Span,
    Status,
)
from kg.registry import load_registry
from kg.resolve import resolve

pytestmark = pytest.mark.skipif(not (CORPUS / "gold").is_dir(), reason="the annotated corpus is not here")


def conclude(story: str) -> Facts:
    names = [f"w10-{story}-{part}" for part in "abc"]
    assert not any(map(is_blind, names))
    articles = read_articles([CORPUS / "articles" / f"{name}.txt" for name in names]).articles
    registry = load_registry()
    return consolidate([resolve(reading_of(article), registry) for article in articles], registry)


def reading_of(article: Article) -> Reading:
    """Return the reading that the annotators made of an article."""
    gold = json.loads((CORPUS / "gold" / f"{article.id}.json").read_text(encoding="utf-8"))
    fairs = {row["fair"]: FairRef(row["fair"], tuple(row["aliases"])) for row in gold["editions"]}
    refs = {
        row["key"]: EditionRef(row["key"], fairs[row["fair"]], row["ordinal"], row["year"])
        for row in gold["editions"]
    }
    whole = Evidence(article.id, Span(0, len(article.text)), article.text)
    claims = []
    for row in gold["editions"]:
        stated = [
            (Predicate.START_DATE, row["start"]),
            (Predicate.END_DATE, row["end"]),
            (Predicate.CITY, row["city"] and Place(row["city"], row["country"])),
        ]
        claims += [Claim(refs[row["key"]], predicate, value, whole, "gold") for predicate, value in stated if value]
    metrics = [
        metric_of(row, refs, article.id) for row in gold["metrics"] if row["about"] in refs and row.get("value")
    ]
    return Reading(article, tuple(refs.values()), (), tuple(claims), tuple(metrics))


def metric_of(row: dict[str, Any], refs: dict[str, EditionRef], article: str) -> MetricClaim:
    kind, _, of = row["scope"].partition(":")
    bound = Bound(row["bound"])
    return MetricClaim(
        refs[row["about"]],
        Indicator(row["indicator"]),
        Amount(Decimal(str(row["value"])), row["unit"], bound),
        Status(row["status"]),
        Scope(ScopeKind(kind), of or None),
        Evidence(article, Span(0, len(row["quote"])), row["quote"]),
        "gold",
        bound,
        basis=row.get("basis"),
    )


def differing(facts: Facts, kinds: Sequence[DifferenceKind]) -> list[tuple[str, str, str, str]]:
    found = [
        (d.other.indicator.value, str(d.preferred.value), f"{d.other.bound} {d.other.value}", d.kind.value)
        for d in facts.differences
        if d.kind in kinds and isinstance(d.other, MetricFact) and isinstance(d.preferred, MetricFact)
    ]
    return sorted(found)


ALIKE = (DifferenceKind.ROUNDING, DifferenceKind.BOUND)


def test_roundings_and_bounds_agree_with_the_exact_figures_but_for_one() -> None:
    facts = conclude("elmiawood")
    assert differing(facts, [DifferenceKind.CONFLICT]) == [("exhibitors", "545", "min 550", "conflict")]
    agreeing = differing(facts, ALIKE)
    assert {(name, kind) for name, *_, kind in agreeing} == {
        ("visitors", "bound"),
        ("visitors", "rounding"),
        ("countries", "bound"),
        ("exhibition-area", "rounding"),
        ("journalists", "rounding"),
        ("exhibitors", "rounding"),
    }
    published = {name: value for name, value, *_ in agreeing if name not in ("visitors",)}
    assert published == {"countries": "27", "exhibition-area": "83740", "journalists": "312", "exhibitors": "545"}
    dates = [
        (d.other.value, d.kind.value) for d in facts.differences if isinstance(d.other, AttributeFact)
    ]  # fmt: skip
    assert dates == [("2013-06", "refinement"), ("2013-06", "refinement")]


def test_figures_of_two_editions_and_of_parts_do_not_conflict() -> None:
    facts = conclude("facets")
    assert differing(facts, [DifferenceKind.CONFLICT]) == []
    assert ("exhibitors", "189", "approx 190", "rounding") in differing(facts, ALIKE)
