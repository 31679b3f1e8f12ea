"""Ranks and differences as triples, and as attributes and edges of the network."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Triple
from sample import ARTICLE, METRICS, SIXTH, quote, registry

from kg.graph.curies import curie
from kg.graph.network import to_networkx
from kg.graph.store import make_store
from kg.graph.triples import triples
from kg.graph.validate import validate
from kg.graph.vocab import DIFFERENCE_KINDS, RANK_RULES
from kg.model import AttributeFact, Bound, Difference, DifferenceKind, Facts, Place, Predicate, Rank, RankRule

AT_LEAST = replace(METRICS[1], rank=Rank.NORMAL, rank_rule=RankRule.EXACT_OVER_ROUNDED)
EXACT = replace(
    METRICS[1],
    value=Decimal(3486),
    bound=Bound.EXACT,
    rank=Rank.PREFERRED,
    rank_rule=RankRule.EXACT_OVER_ROUNDED,
    evidence=quote("120 from Brazil"),
)
DAY = AttributeFact(
    SIXTH, Predicate.START_DATE, "2023-11-05", quote("5 November"), Rank.PREFERRED, RankRule.FINER
)  # fmt: skip
MONTH = AttributeFact(SIXTH, Predicate.START_DATE, "2023-11", quote("In November"), Rank.NORMAL, RankRule.FINER)
FACTS = Facts(
    attributes=(DAY, MONTH),
    metrics=(EXACT, AT_LEAST),
    differences=(
        Difference(SIXTH, EXACT, AT_LEAST, DifferenceKind.BOUND, Decimal("2.47")),
        Difference(SIXTH, DAY, MONTH, DifferenceKind.REFINEMENT),
    ),
)


def graph(facts: Facts, base: str = "https://example.org/kg/") -> set[Triple]:
    return set(triples(facts, registry(), base))


def differences(found: set[Triple]) -> list[NamedNode]:
    nodes = [t.subject for t in found if t.predicate == curie("rdf:type") and t.object == curie("te:Difference")]
    return sorted((node for node in nodes if isinstance(node, NamedNode)), key=str)


def value(found: set[Triple], node: object, name: str) -> object:
    (term,) = {t.object for t in found if t.subject == node and t.predicate == curie(name)}
    return term


def test_a_difference_leads_to_the_statements_as_they_are_written() -> None:
    found = graph(FACTS)
    by_kind = {str(value(found, node, "te:differenceKind")): node for node in differences(found)}
    bound = by_kind[f"<{DIFFERENCE_KINDS['bound']}>"]
    one, other = value(found, bound, "te:preferredStatement"), value(found, bound, "te:otherStatement")
    assert (value(found, one, "te:value"), value(found, other, "te:value")) == (
        Literal("3486", datatype=curie("xsd:decimal")),
        Literal("3400", datatype=curie("xsd:decimal")),
    )
    assert value(found, bound, "te:relativeDifference") == Literal("2.47", datatype=curie("xsd:decimal"))
    refined = by_kind[f"<{DIFFERENCE_KINDS['refinement']}>"]
    assert value(found, value(found, refined, "te:otherStatement"), "rdf:object") == Literal(
        "2023-11", datatype=curie("xsd:gYearMonth")
    )


def test_ranks_stand_on_figures_and_claims_with_their_rule() -> None:
    found = graph(FACTS)
    ranks = {(t.subject, t.object) for t in found if t.predicate == curie("te:rank")}
    rules = {t.object for t in found if t.predicate == curie("te:rankedBy")}
    assert sorted(str(rank) for _, rank in ranks) == ['"normal"', '"normal"', '"preferred"', '"preferred"']
    assert rules == {NamedNode(RANK_RULES["finer"]), NamedNode(RANK_RULES["exact-over-rounded"])}


def test_a_figure_that_is_not_compared_has_no_rank() -> None:
    found = graph(Facts(metrics=METRICS))
    assert not [t for t in found if t.predicate in (curie("te:rank"), curie("te:rankedBy"))]


def test_rank_and_rule_do_not_name_a_figure() -> None:
    plain = graph(Facts(metrics=(replace(EXACT, rank=None, rank_rule=None),)))
    metric = curie("te:Metric")
    assert {t.subject for t in plain if t.object == metric} <= {t.subject for t in graph(FACTS) if t.object == metric}


def test_the_name_of_a_difference_does_not_depend_on_the_base() -> None:
    names = [
        {node.value.removeprefix(base) for node in differences(graph(FACTS, base))}
        for base in ("https://example.org/kg/", "https://example.com/other#")
    ]
    assert names[0] == names[1]
    assert all(name.startswith("difference/") for name in names[0])


def test_facts_that_are_written_as_one_figure_have_one_rank() -> None:
    again = replace(EXACT, rank=Rank.NORMAL, rank_rule=RankRule.FINER, evidence=quote("60 percent\nwere new"))
    found = graph(Facts(metrics=(again, EXACT)))
    assert {t.object for t in found if t.predicate == curie("te:rank")} == {Literal("preferred")}
    assert len([t for t in found if t.predicate == curie("te:rankedBy")]) == 1


def test_values_that_are_written_as_one_do_not_differ() -> None:
    here, there = (
        AttributeFact(SIXTH, Predicate.CITY, Place(name, "PT"), quote("Lisbon"), rank)
        for name, rank in (("Lisbon", Rank.PREFERRED), ("LISBON", Rank.NORMAL))
    )
    facts = Facts(attributes=(here, there), differences=(Difference(SIXTH, here, there, DifferenceKind.CONFLICT),))
    assert differences(graph(facts)) == []


def test_the_graph_conforms() -> None:
    assert validate(make_store(triples(replace(FACTS, articles=(ARTICLE,)), registry()))).violations == ()


def test_the_network_leads_from_a_figure_to_the_one_that_is_published() -> None:
    network = to_networkx(make_store(triples(FACTS, registry())))
    ((source, target, edge),) = [e for e in network.edges(data=True) if e[2]["kind"] == "differs_from"]
    assert (network.nodes[source]["rank"], network.nodes[target]["rank"]) == ("normal", "preferred")
    assert network.nodes[source]["ranked_by"] == "exact-over-rounded"
    assert edge == {"kind": "differs_from", "difference": "bound", "relative_difference": 2.47}
