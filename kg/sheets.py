"""All that a graph knows of one fair or edition, each value with the quotes that prove it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import NamedNode, Store

from kg.answers import Row, select, values
from kg.checks import Difference, differences
from kg.graph.vocab import te
from kg.statements import ATTRIBUTES, Chosen, Claimed, Figure, Quote, claims, figures, quotes_of, unit_of


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribute of a fair or edition. Without quotes it comes from the registry, or `derived` from other facts.

    `rank` is `preferred` where it stands in the graph as a plain triple, else that of the `claim`.
    """

    name: str
    value: str
    rank: str
    derived: bool
    claim: Claimed | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Deal:
    """One named agreement."""

    node: str
    parties: tuple[str, ...]
    value: Decimal | None
    unit: str | None
    sources: int | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is known of one fair or edition, sorted for reading."""

    statements: tuple[Statement, ...]
    figures: tuple[Figure, ...]
    deals: tuple[Deal, ...]
    differences: tuple[Difference, ...]


# --- attributes ---

_ORGANIZER_ROLES = (te.host, te.coOrganizer, te.supporter)

_LABELLED = "OPTIONAL { ?object rdfs:label ?label } BIND(COALESCE(?label, STR(?object)) AS ?value)"
_TRIPLES = f"SELECT ?node ?predicate ?value WHERE {{ ?node ?predicate ?object . {_LABELLED} }}"
_DERIVED = f"""
SELECT ?node ?predicate ?value WHERE {{
  ?note rdf:subject ?node ; a te:Derivation ; rdf:predicate ?predicate ; rdf:object ?object . {_LABELLED}
}}"""


def make_sheet(store: Store, node: NamedNode, chosen: Chosen | None = None) -> Sheet:
    """Gather all that the graph knows of a fair or edition; of its figures those that are chosen, all if None."""
    return Sheet(
        statements=_statements(store, node),
        figures=figures(store, chosen or Chosen.metrics_about([node])),
        deals=deals_of(store, Chosen(f"?statement te:about {node} .")),
        differences=differences(store, [node]),
    )


def _statements(store: Store, node: NamedNode) -> tuple[Statement, ...]:
    direct = _by_predicate(select(store, _TRIPLES, node))
    derived = _by_predicate(select(store, _DERIVED, node))
    claimed: dict[str, dict[str, Claimed]] = defaultdict(dict)
    for claim in claims(store, Chosen.claims_about([node])):
        claimed[claim.predicate].setdefault(claim.value, claim)
    # Every role is an organizer by inference; it is enough to say it once.
    direct[te.organizer] -= {name for role in _ORGANIZER_ROLES for name in direct[role]}
    statements = []
    for predicate, name in ATTRIBUTES.items():
        known = {*direct[predicate], *claimed[predicate]}
        for value in sorted(known, key=lambda value: (value not in direct[predicate], value)):
            said = claimed[predicate].get(value)
            rank = "preferred"
            if said is not None and value not in direct[predicate]:
                rank = said.standing.rank or "normal"
            quotes = said.quotes if said else ()
            is_derived = value in derived[predicate] and not quotes
            statements.append(Statement(name, value, rank, is_derived, said, quotes))
    return tuple(statements)


def _by_predicate(rows: Iterable[Row]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row.text("predicate")].add(row.text("value"))
    return found


# --- the editions of a fair ---


@dataclass(frozen=True, slots=True)
class Held:
    """When and where an edition is held, as far as the graph settles it."""

    opens: str
    closes: str
    place: str


_HELD = """
SELECT ?edition ?opens ?closes ?city ?country WHERE {
  %s
  OPTIONAL { ?edition te:startDate ?opens }
  OPTIONAL { ?edition te:endDate ?closes }
  OPTIONAL { ?edition te:city/rdfs:label ?city }
  OPTIONAL { ?edition te:country/rdfs:label ?country }
} ORDER BY ?edition ?opens ?closes ?city ?country"""


def held(store: Store, editions: Iterable[NamedNode]) -> dict[str, Held]:
    """Return when and where editions are held, by their nodes; of several values the first."""
    found: dict[str, Held] = {}
    for row in select(store, _HELD % values("edition", editions)):
        place = row.text("city") or row.text("country")
        found.setdefault(row.text("edition"), Held(row.text("opens"), row.text("closes"), place))
    return found


# --- deals ---

_PARTIES = """
SELECT ?statement ?party ?value ?unit ?sources WHERE {
  %s
  ?statement a te:Deal ; te:party/rdfs:label ?party .
  OPTIONAL { ?statement te:value ?value }
  OPTIONAL { ?statement te:unit ?unit }
  OPTIONAL { ?statement te:independentSources ?sources }
}"""


def deals_of(store: Store, chosen: Chosen) -> tuple[Deal, ...]:
    """Return the deals that are chosen, sorted by their parties."""
    rows: dict[str, Row] = {}
    parties: dict[str, set[str]] = defaultdict(set)
    for row in select(store, _PARTIES % chosen.pattern):
        parties[row.text("statement")].add(row.text("party"))
        rows.setdefault(row.text("statement"), row)
    said = quotes_of(store, Chosen.nodes(rows))
    deals = []
    for statement, row in rows.items():
        names, quotes = tuple(sorted(parties[statement])), said.get(statement, ())
        deals.append(Deal(statement, names, row.number("value"), unit_of(row), row.whole("sources"), quotes))
    return tuple(sorted(deals, key=lambda deal: (deal.parties, deal.value or Decimal(0), deal.quotes)))
