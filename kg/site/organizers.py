"""The page of an organisation: the fairs and editions it stands behind, and the deals it is a party of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import NamedNode

from kg.answers import Row, select
from kg.graph.vocab import te
from kg.lookup import FairLine
from kg.site.places import FairHere, by_fair
from kg.site.source import Source
from kg.site.views import Asked, View
from kg.statements import ATTRIBUTES, Chosen, Quote, quotes_of, unit_of
from kg.wording import amount

_GENERAL = te.organizer


@dataclass(frozen=True, slots=True)
class Role:
    """What an organisation does for fairs and editions, such as `co-organizer`."""

    name: str
    fairs: tuple[FairLine, ...]
    editions: tuple[FairHere, ...]


@dataclass(frozen=True, slots=True)
class DealLine:
    """A deal of an organisation: with whom, for how much, at which edition."""

    node: str
    others: tuple[tuple[str, str], ...]
    amount: str
    edition: str
    edition_label: str
    quotes: tuple[Quote, ...]


def view(source: Source, asked: Asked) -> View | None:
    """Show an organisation with its roles and deals."""
    node = source.node(asked.path)
    line = next((each for each in source.organizers if each.node == node), None)
    if node is None or line is None:
        return None
    values = {"line": line, "roles": _roles(source, node), "deals": _deals(source, node)}
    return View("organizer.html", line.label, values)


# --- roles ---

_ROLES = """
SELECT ?node ?role ?each {
  VALUES ?role { te:organizer te:host te:coOrganizer te:supporter } ?each ?role ?node .
}"""


def _roles(source: Source, node: NamedNode) -> tuple[Role, ...]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in select(source.store, _ROLES, node):
        found[row.text("role")].add(row.text("each"))
    # Every role is an organizer by inference; the particular one says more.
    for role in set(found) - {_GENERAL}:
        found[_GENERAL] -= found[role]
    fairs = {fair.node.value: fair for fair in source.fairs}
    return tuple(
        Role(ATTRIBUTES[role], tuple(fair for iri, fair in fairs.items() if iri in nodes), by_fair(source, nodes))
        for role in ATTRIBUTES
        if (nodes := found.get(role))
    )


# --- deals ---

_DEALS = """
SELECT ?node ?deal ?edition ?label ?value ?unit ?party ?partyLabel {
  ?deal te:party ?node ; a te:Deal ; te:about ?edition .
  OPTIONAL { ?edition rdfs:label ?label }
  OPTIONAL { ?deal te:value ?value }
  OPTIONAL { ?deal te:unit ?unit }
  OPTIONAL { ?deal te:party ?party . ?party rdfs:label ?partyLabel FILTER(?party != ?node) }
}"""


def _deals(source: Source, node: NamedNode) -> tuple[DealLine, ...]:
    rows: dict[str, Row] = {}
    others: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in select(source.store, _DEALS, node):
        deal = row.text("deal")
        rows.setdefault(deal, row)
        if row.optional("party") is not None:
            others[deal].add((row.text("partyLabel"), row.text("party")))
    quotes = quotes_of(source.store, Chosen.nodes(rows))
    sizes = {deal: row.number("value") for deal, row in rows.items()}
    return tuple(
        DealLine(
            node=deal,
            others=tuple(sorted(others[deal])),
            amount="" if sizes[deal] is None else amount(sizes[deal], unit_of(row)),
            edition=row.text("edition"),
            edition_label=row.text("label"),
            quotes=quotes.get(deal, ()),
        )
        for deal, row in sorted(rows.items(), key=lambda item: (-(sizes[item[0]] or Decimal(0)), item[0]))
    )
