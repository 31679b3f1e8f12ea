"""Where statements of one thing differ, as triples: nodes that lead to the published statement and to the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from kg.graph.codes import code
from kg.graph.curies import curie
from kg.graph.iris import statement_hash
from kg.graph.literals import decimal_literal
from kg.graph.nodes import Nodes, typed
from kg.graph.vocab import DIFFERENCE_KINDS, RANK_RULES
from kg.model import AttributeFact, Difference, MetricFact, RankRule

Statement = MetricFact | AttributeFact


def ranked(node: NamedNode, rank: str | None, rule: RankRule | None) -> Iterator[Triple]:
    """Say how a statement stands among its rivals, and by which rule."""
    if rank is not None:
        yield Triple(node, curie("te:rank"), Literal(rank))
    if rule is not None:
        yield Triple(node, curie("te:rankedBy"), code(RANK_RULES, rule))


def difference_triples(
    differences: Iterable[Difference], nodes: Nodes, node_of: Callable[[Statement], NamedNode]
) -> Iterator[Triple]:
    """Write differences; `node_of` names the statement that a fact is written as.

    Facts that are written as one statement do not differ, whatever the ledger took them for.
    """
    base = nodes.iris.base
    for difference in differences:
        preferred, other = node_of(difference.preferred), node_of(difference.other)
        if preferred == other:
            continue
        named = (node.value.removeprefix(base) for node in (preferred, other))
        node = nodes.iris.difference(statement_hash(named))
        yield from typed(node, curie("te:Difference"))
        yield Triple(node, curie("te:about"), nodes.subject(difference.about))
        yield Triple(node, curie("te:differenceKind"), code(DIFFERENCE_KINDS, difference.kind))
        yield Triple(node, curie("te:preferredStatement"), preferred)
        yield Triple(node, curie("te:otherStatement"), other)
        if difference.relative is not None:
            yield Triple(node, curie("te:relativeDifference"), decimal_literal(difference.relative))
