"""The verdicts on stated changes as triples, at the change that each is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import Literal, Triple

from kg.graph.codes import code
from kg.graph.curies import curie
from kg.graph.iris import Iris
from kg.graph.literals import decimal_literal
from kg.graph.vocab import VERDICTS
from kg.model import GrowthCheck, MetricFact

_NO_DIRECTION = "none"


def verdicts(checks: Iterable[GrowthCheck], iris: Iris, digits: Callable[[MetricFact], str]) -> Iterator[Triple]:
    """Write what came of recomputing each change; `digits` are those by which a metric is named."""
    for check in checks:
        change = iris.change(digits(check.claim))
        yield Triple(change, curie("te:verdict"), code(VERDICTS, check.verdict))
        if check.reason is not None:
            yield Triple(change, curie("te:uncheckedBecause"), Literal(check.reason))
        if check.recomputed is not None:
            yield Triple(change, curie("te:recomputed"), decimal_literal(check.recomputed))
            yield Triple(change, curie("te:recomputedDirection"), Literal(check.direction or _NO_DIRECTION))
        if check.figure is not None:
            yield Triple(change, curie("te:checkedFigure"), iris.metric(digits(check.figure)))
        for fact in check.against:
            yield Triple(change, curie("te:checkedAgainst"), iris.metric(digits(fact)))
