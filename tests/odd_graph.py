"""Graphs for the tests of exports: one whose names hold what formats must escape, and that of the sample articles."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from pyoxigraph import Store

from kg.build import build
from kg.graph.store import make_store
from kg.graph.triples import triples
from kg.model import (
    Amount,
    Article,
    AttributeFact,
    Bound,
    Change,
    Direction,
    Edition,
    EditionId,
    Evidence,
    Facts,
    Fair,
    FairId,
    Indicator,
    MetricFact,
    Place,
    Predicate,
    Scope,
    ScopeKind,
    Span,
    Status,
)
from kg.registry import Registry

ODD = 'Fête "du <lin>" & co.\n\ttab \x0c\x01 \U0001f600 中 \\ \\u0027 \'; DROP TABLE x; // <script>alert(1)</script>'


@cache
def sample_store() -> Store:
    """Build the graph of the sample articles."""
    return build(Path(__file__).parents[1] / "sources" / "articles").store


@cache
def odd_store() -> Store:
    """Return a small graph whose names are full of what formats must escape."""
    fair = FairId("linen")
    first, second = EditionId(fair, "1"), EditionId(fair, "2")

    def said(start: int) -> tuple[Evidence, ...]:
        return (Evidence("a", Span(start, start + len(ODD)), ODD), Evidence("b", Span(0, 3), "two"))

    def figure(value: str | None, change: Change | None = None, also: Amount | None = None) -> MetricFact:
        number = None if value is None else Decimal(value)
        unit = None if value is None else "EUR"
        part = Scope(ScopeKind.SECTOR, ODD)
        return MetricFact(
            *(second, Indicator.DEAL_VALUE, number, unit, Bound.MIN, Status.ACTUAL, part, change, first, also, None),
            evidence=said(5),
            speakers=(ODD,),
        )

    facts = Facts(
        articles=(Article("a", ODD, title=ODD, published=date(2020, 1, 2)), Article("b", "two")),
        fairs=(Fair(fair, ODD, ("Lin", "Linen Fair")),),
        editions=(Edition(first, 1, 2019), Edition(second, 2, 2020)),
        attributes=(
            AttributeFact(second, Predicate.THEME, ODD, said(7)),
            AttributeFact(second, Predicate.CITY, Place("Ypres"), said(9)),
            AttributeFact(second, Predicate.HOST, ODD, said(11)),
        ),
        metrics=(
            figure("7"),
            figure("7.25", Change(Direction.UP, percent=Decimal("6.7")), Amount(Decimal("8"), "USD")),
            figure(None, Change(Direction.DOWN, factor=Decimal(2))),
        ),
        mentions=(("a", second),),
    )
    return make_store(triples(facts, Registry(Path(), (), (), (), (), (), (), ())))
