"""How well a graph of generated articles agrees with their ledger gold: identity, copies, differences, growth."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyoxigraph import QuerySolutions, Store

from kg.graph.vocab import PREFIXES

_MENTIONS = "SELECT ?article ?edition { ?a schema:mentions ?edition ; schema:identifier ?article }"
_EDITIONS = """
SELECT ?edition ?ordinal ?year {
  ?edition a te:Edition OPTIONAL { ?edition te:ordinal ?ordinal } OPTIONAL { ?edition te:year ?year }
}"""
_FIGURES = """
SELECT ?edition ?indicator ?value ?article ?verdict {
  ?figure te:about ?edition ; te:indicator/skos:notation ?indicator ; te:value ?value ;
    prov:wasDerivedFrom/te:article/schema:identifier ?article
  OPTIONAL { ?figure te:change ?change OPTIONAL { ?change te:verdict/skos:notation ?verdict } }
}"""
_COPIES = """
SELECT ?copy ?original { ?a te:copyOf ?b . ?a schema:identifier ?copy . ?b schema:identifier ?original }"""
_DIFFERENCES = """
SELECT ?edition ?indicator ?one ?other ?kind {
  ?difference te:preferredStatement ?a ; te:otherStatement ?b ; te:differenceKind/skos:notation ?kind .
  ?a te:about ?edition ; te:indicator/skos:notation ?indicator ; te:value ?one .
  ?b te:value ?other
}"""

Pair = tuple[str, frozenset[float]]


@dataclass(slots=True)
class Outcome:
    """Counts of one kind of conclusion; `unread` are those whose figures the reader did not give the ledger."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    unread: int = 0
    confused: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class _Graph:
    """What the graph says, by edition."""

    articles: dict[str, set[str]]
    ordinals: dict[str, int]
    years: dict[str, int]
    values: dict[str, set[tuple[str, float]]]
    verdicts: dict[tuple[str, str, str, float], str | None]
    differences: dict[str, dict[Pair, str]]
    copies: dict[str, str]


def score_ledger(store: Store, ledger: Path) -> Mapping[str, Outcome]:
    """Compare a graph with the ledger gold of its articles, and count what is right, by kind of conclusion."""
    graph = _read(store)
    outcomes: dict[str, Outcome] = defaultdict(Outcome)
    by_article: dict[str, set[str]] = defaultdict(set)
    for edition, articles in graph.articles.items():
        for article in articles:
            by_article[article].add(edition)
    groups: dict[str, str] = {}
    for record in _records(ledger):
        node = _node(record, graph, by_article)
        found = graph.articles.get(node or "", set())
        wanted = set(record["articles"])
        identity = outcomes["article on its edition"]
        identity.right += len(found & wanted)
        identity.wrong += len(found - wanted)
        identity.missed += len(wanted - found)
        groups |= record["copies"]
        _score_differences(record, node, graph, outcomes)
        _score_growth(record["growth"], node, graph, outcomes)
    _score_copies(groups, graph.copies, outcomes["copy"])
    return dict(outcomes)


def _records(ledger: Path) -> Iterator[dict[str, Any]]:
    with ledger.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _read(store: Store) -> _Graph:
    graph = _Graph(defaultdict(set), {}, {}, defaultdict(set), {}, defaultdict(dict), {})
    for article, edition in _rows(store, _MENTIONS):
        graph.articles[edition].add(article)
    for edition, ordinal, year in _rows(store, _EDITIONS):
        if ordinal:
            graph.ordinals[edition] = int(ordinal)
        if year:
            graph.years[edition] = int(year)
    for edition, indicator, value, article, verdict in _rows(store, _FIGURES):
        graph.values[edition].add((indicator, float(value)))
        key = (edition, article, indicator, float(value))
        graph.verdicts[key] = verdict or graph.verdicts.get(key)
    for copy, original in _rows(store, _COPIES):
        graph.copies[copy] = original
    for edition, indicator, one, other, kind in _rows(store, _DIFFERENCES):
        graph.differences[edition][indicator, frozenset((float(one), float(other)))] = kind
    return graph


def _rows(store: Store, query: str) -> Iterator[tuple[str, ...]]:
    solutions = store.query(query, prefixes=dict(PREFIXES))
    assert isinstance(solutions, QuerySolutions)
    for solution in solutions:
        yield tuple(getattr(term, "value", "") for term in solution)


def _node(record: Mapping[str, Any], graph: _Graph, by_article: Mapping[str, Iterable[str]]) -> str | None:
    """Return the edition that most of the articles mention, of those with the number or the year of the record."""
    votes = Counter(
        edition
        for article in record["articles"]
        for edition in by_article.get(article, ())
        if (record["ordinal"] is not None and graph.ordinals.get(edition) == record["ordinal"])
        or graph.years.get(edition) == record["year"]
    )
    return min(votes, key=lambda edition: (-votes[edition], edition), default=None)


def _score_copies(wanted: Mapping[str, str], found: Mapping[str, str], outcome: Outcome) -> None:
    """Count the copies that the graph has; which of the articles with one text it takes for the first is open."""
    group_of = {**wanted, **{original: original for original in wanted.values()}}
    outcome.right = sum(copy in group_of and group_of[copy] == group_of.get(first) for copy, first in found.items())
    outcome.wrong = len(found) - outcome.right
    outcome.missed = len(wanted) - outcome.right


def _score_differences(
    record: Mapping[str, Any], node: str | None, graph: _Graph, outcomes: Mapping[str, Outcome]
) -> None:
    """Count differences; where no article gives the true total exactly, the gold has none and nothing is counted."""
    differences = graph.differences.get(node or "", {})
    found = {pair: kind for pair, kind in differences.items() if pair[0] in record["values"]}
    for difference in record["differences"]:
        outcome = outcomes[f"difference: {difference['kind']}"]
        indicator, values = difference["indicator"], frozenset(map(float, difference["values"]))
        kind = found.pop((indicator, values), None)
        if not all((indicator, value) in graph.values.get(node or "", ()) for value in values):
            outcome.unread += 1
        elif kind == difference["kind"]:
            outcome.right += 1
        else:
            outcome.missed += 1
            outcome.confused[kind or "none"] += 1
    for kind in found.values():
        outcomes[f"difference: {kind}"].wrong += 1


def _score_growth(
    claims: Sequence[Mapping[str, Any]], node: str | None, graph: _Graph, outcomes: Mapping[str, Outcome]
) -> None:
    for claim in claims:
        if claim["verdict"] is None:
            continue
        outcome = outcomes[f"growth: {claim['verdict']}"]
        key = (node or "", claim["article"], claim["indicator"], float(claim["value"]))
        if key not in graph.verdicts:
            outcome.unread += 1
            continue
        verdict = graph.verdicts[key]
        if verdict == claim["verdict"]:
            outcome.right += 1
        else:
            outcome.missed += 1
            outcome.confused[verdict or "none"] += 1
            if verdict:
                outcomes[f"growth: {verdict}"].wrong += 1
