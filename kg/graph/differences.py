"""Where statements of one thing differ, as triples: nodes that lead to the published statement and to the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from pyoxigraph import Literal, NamedNode, Triple

from kg.graph.codes import code
from kg.graph.curies import curie
from kg.graph.iris import statement_hash
from kg.graph.literals import decimal_literal
from kg.graph.nodes import Nodes, typed
from kg.graph.vocab import DIFFERENCE_KINDS, RANK_RULES
from kg.model import AttributeFact, Difference, MetricFact, Rank, RankRule

Statement = MetricFact | AttributeFact
_StatementT = TypeVar("_StatementT", MetricFact, AttributeFact)


def best_ranked(facts: Iterable[_StatementT]) -> _StatementT:
    """Return, of facts that are written as one statement, the one whose rank it has."""
    return min(facts, key=lambda fact: list(Rank).index(fact.rank or Rank.DEPRECATED))


def figure_ranks(facts: Iterable[MetricFact], node_of: Callable[[MetricFact], NamedNode]) -> Iterator[Triple]:
    """Say how figures stand among their rivals; facts that are written as one figure have one rank."""
    same: dict[NamedNode, list[MetricFact]] = {}
    for fact in facts:
        if fact.rank is not None:
            same.setdefault(node_of(fact), []).append(fact)
    for node, written in same.items():
        best = best_ranked(written)
        yield from ranked(node, best.rank, best.rank_rule)


def ranked(node: NamedNode, rank: Rank | None, rule: RankRule | None) -> Iterator[Triple]:
    """Say how a statement stands among its rivals, and by which rule."""
    if rank is not None:
        yield Triple(node, curie("te:rank"), Literal(rank))
    if rule is not None:
        yield Triple(node, curie("te:rankedBy"), code(RANK_RULES, rule))


def difference_triples(
    differences: Iterable[Difference], nodes: Nodes, node_of: Callable[[Statement], NamedNode]
) -> Iterator[Triple]:
    """Write differences; `node_of` names the statement that a fact is written as.

    Facts that are written as one statement do not differ, whatever the ledger took them for, and differ from another
    statement once.
    """
    base, written = nodes.iris.base, set()
    for difference in differences:
        preferred, other = node_of(difference.preferred), node_of(difference.other)
        if preferred == other or (preferred, other) in written:
            continue
        written.add((preferred, other))
        named = (node.value.removeprefix(base) for node in (preferred, other))
        node = nodes.iris.difference(statement_hash(named))
        yield from typed(node, curie("te:Difference"))
        yield Triple(node, curie("te:about"), nodes.subject(difference.about))
        yield Triple(node, curie("te:differenceKind"), code(DIFFERENCE_KINDS, difference.kind))
        yield Triple(node, curie("te:preferredStatement"), preferred)
        yield Triple(node, curie("te:otherStatement"), other)
        if difference.relative is not None:
            yield Triple(node, curie("te:relativeDifference"), decimal_literal(difference.relative))
