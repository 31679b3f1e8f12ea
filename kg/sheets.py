"""All that a graph knows of one fair or edition, each value with the quotes that prove it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from pyoxigraph import NamedNode, Store

from kg.answers import Row, select
from kg.graph.literals import unit_notation
from kg.graph.vocab import LABELS, te


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """Words of an article that prove something: its id, the offsets, the words."""

    article: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribute of a fair or edition. Without quotes it comes from the registry, or `derived` from other facts.

    `rank` is that of the claim: `preferred` where it stands in the graph as a plain triple.
    """

    name: str
    value: str
    rank: str
    derived: bool
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Growth:
    """A stated change: one of percent, absolute and factor, and the edition compared with where it is known."""

    direction: str
    percent: Decimal | None
    absolute: Decimal | None
    factor: Decimal | None
    versus: str | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One metric. `rule` names the rule that derived it, where no article states it."""

    indicator: str
    value: Decimal | None
    unit: str | None
    bound: str
    status: str
    scope: str
    scope_of: str | None
    change: Growth | None
    basis: str | None
    speakers: tuple[str, ...]
    rule: str | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Deal:
    """One named agreement."""

    parties: tuple[str, ...]
    value: Decimal | None
    unit: str | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is known of one fair or edition, sorted for reading."""

    statements: tuple[Statement, ...]
    figures: tuple[Figure, ...]
    deals: tuple[Deal, ...]


# --- attributes ---

# The attributes of editions and fairs in the order of a sheet, and what they are called there.
_NAMES = {
    te.ordinal: "number",
    te.year: "year",
    te.foundedYear: "founded in",
    te.startDate: "opens",
    te.endDate: "closes",
    te.city: "city",
    te.country: "country",
    te.venue: "venue",
    te.mode: "mode",
    te.theme: "theme",
    te.host: "host",
    te.organizer: "organizer",
    te.coOrganizer: "co-organizer",
    te.supporter: "supporter",
    te.guestCountry: "guest country",
    te.participantCountry: "takes part",
}
_ORGANIZER_ROLES = (te.host, te.coOrganizer, te.supporter)

_EVIDENCE = """
  OPTIONAL {
    ?statement prov:wasDerivedFrom ?evidence .
    ?evidence te:article/schema:identifier ?article ; oa:start ?start ; oa:end ?end ; oa:exact ?words .
  }
"""
_LABELLED = "OPTIONAL { ?object rdfs:label ?label } BIND(COALESCE(?label, STR(?object)) AS ?value)"
_CLAIMS = f"""
SELECT ?node ?predicate ?value ?rank ?article ?start ?end ?words WHERE {{
  ?statement rdf:subject ?node ; a te:Claim ; rdf:predicate ?predicate ; rdf:object ?object ; te:rank ?rank .
  {_LABELLED}
  {_EVIDENCE}
}}"""
_TRIPLES = f"SELECT ?node ?predicate ?value WHERE {{ ?node ?predicate ?object . {_LABELLED} }}"
_DERIVED = f"""
SELECT ?node ?predicate ?value WHERE {{
  ?note rdf:subject ?node ; a te:Derivation ; rdf:predicate ?predicate ; rdf:object ?object . {_LABELLED}
}}"""


def make_sheet(store: Store, node: NamedNode) -> Sheet:
    """Gather all that the graph knows of a fair or edition."""
    return Sheet(_statements(store, node), _figures(store, node), _deals(store, node))


@dataclass(slots=True)
class _Gathered:
    """The rows about one thing: the first, and the quotes and names that all of them bring."""

    first: Row
    quotes: set[Quote] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


def _gather(rows: Iterable[Row], *, key: str, name: str | None = None) -> dict[str, _Gathered]:
    gathered: dict[str, _Gathered] = {}
    for row in rows:
        each = gathered.setdefault(row.text(key), _Gathered(row))
        if row.optional("article") is not None:
            start, end = row.whole("start") or 0, row.whole("end") or 0
            each.quotes.add(Quote(row.text("article"), start, end, row.text("words")))
        if name is not None and row.optional(name) is not None:
            each.names.add(row.text(name))
    return gathered


def _statements(store: Store, node: NamedNode) -> tuple[Statement, ...]:
    direct = _by_predicate(select(store, _TRIPLES, node))
    derived = _by_predicate(select(store, _DERIVED, node))
    claims: dict[str, list[Row]] = defaultdict(list)
    for row in select(store, _CLAIMS, node):
        claims[row.text("predicate")].append(row)
    # Every role is an organizer by inference; it is enough to say it once.
    direct[te.organizer] -= {name for role in _ORGANIZER_ROLES for name in direct[role]}
    statements = []
    for predicate, name in _NAMES.items():
        claimed = _gather(claims[predicate], key="value")
        for value in sorted(
            {*direct[predicate], *claimed}, key=lambda value: (value not in direct[predicate], value)
        ):
            claim = claimed.get(value)
            rank = "preferred" if value in direct[predicate] or claim is None else claim.first.text("rank")
            quotes = tuple(sorted(claim.quotes)) if claim else ()
            statements.append(Statement(name, value, rank, value in derived[predicate] and not quotes, quotes))
    return tuple(statements)


def _by_predicate(rows: Iterable[Row]) -> dict[str, set[str]]:
    values: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        values[row.text("predicate")].add(row.text("value"))
    return values


# --- figures and deals ---

_METRICS = f"""
SELECT ?node ?statement ?indicator ?value ?unit ?bound ?status ?scope ?scopeOf ?basis ?rule ?speaker
       ?percent ?absolute ?factor ?direction ?with ?article ?start ?end ?words WHERE {{
  ?statement te:about ?node ; a te:Metric ; te:indicator/rdfs:label ?indicator .
  OPTIONAL {{ ?statement te:value ?value }}
  OPTIONAL {{ ?statement te:unit ?unit }}
  OPTIONAL {{ ?statement te:bound/skos:notation ?bound }}
  OPTIONAL {{ ?statement te:status/skos:notation ?status }}
  OPTIONAL {{ ?statement te:scope/skos:notation ?scope }}
  OPTIONAL {{ ?statement te:scopeOf ?part OPTIONAL {{ ?part rdfs:label ?name }} }}
  BIND(COALESCE(?name, ?part) AS ?scopeOf)
  OPTIONAL {{ ?statement te:basis ?basis }}
  OPTIONAL {{ ?statement prov:wasGeneratedBy ?rule }}
  OPTIONAL {{ ?statement prov:wasAttributedTo/rdfs:label ?speaker }}
  OPTIONAL {{
    ?statement te:change ?change . ?change te:direction ?direction .
    OPTIONAL {{ ?change te:percent ?percent }}
    OPTIONAL {{ ?change te:absolute ?absolute }}
    OPTIONAL {{ ?change te:factor ?factor }}
    OPTIONAL {{ ?change te:comparedWith/rdfs:label ?with }}
  }}
  {_EVIDENCE}
}}"""
_DEALS = f"""
SELECT ?node ?statement ?party ?value ?unit ?article ?start ?end ?words WHERE {{
  ?statement te:about ?node ; a te:Deal ; te:party/rdfs:label ?party .
  OPTIONAL {{ ?statement te:value ?value }}
  OPTIONAL {{ ?statement te:unit ?unit }}
  {_EVIDENCE}
}}"""


def _figures(store: Store, node: NamedNode) -> tuple[Figure, ...]:
    gathered = _gather(select(store, _METRICS, node), key="statement", name="speaker")
    figures = {statement: _figure(each) for statement, each in gathered.items()}
    return tuple(figures[statement] for statement in sorted(figures, key=lambda key: (_order(figures[key]), key)))


def _figure(gathered: _Gathered) -> Figure:
    row = gathered.first
    rule = row.optional("rule")
    return Figure(
        indicator=row.text("indicator"),
        value=row.number("value"),
        unit=_unit(row),
        bound=row.text("bound"),
        status=row.text("status"),
        scope=row.text("scope"),
        scope_of=row.optional("scopeOf"),
        change=_growth(row),
        basis=row.optional("basis"),
        speakers=tuple(sorted(gathered.names)),
        rule=None if rule is None else LABELS.get(rule, rule),
        quotes=tuple(sorted(gathered.quotes)),
    )


def _growth(row: Row) -> Growth | None:
    direction = row.optional("direction")
    if direction is None:
        return None
    return Growth(
        direction, row.number("percent"), row.number("absolute"), row.number("factor"), row.optional("with")
    )


def _unit(row: Row) -> str | None:
    unit = row.optional("unit")
    return None if unit is None else unit_notation(unit)


def _order(figure: Figure) -> tuple[object, ...]:
    """Sort totals before parts; of the same thing results before plans, then stated before derived figures."""
    return (
        figure.indicator,
        figure.scope != "total",
        figure.scope,
        figure.scope_of or "",
        figure.status != "actual",
        figure.status,
        figure.rule is not None,
        -(figure.value or Decimal(0)),
    )


def _deals(store: Store, node: NamedNode) -> tuple[Deal, ...]:
    deals = [
        Deal(tuple(sorted(each.names)), each.first.number("value"), _unit(each.first), tuple(sorted(each.quotes)))
        for each in _gather(select(store, _DEALS, node), key="statement", name="party").values()
    ]
    return tuple(sorted(deals, key=lambda deal: (deal.parties, deal.value or Decimal(0), deal.quotes)))
