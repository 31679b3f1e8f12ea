"""What the pages of fairs and editions show beside figures: dates, places, names and deals, with their quotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import NamedNode

from kg.answers import select
from kg.checks import Difference
from kg.sheets import Deal, Statement
from kg.site.citations import Citations, Cited
from kg.site.facts import anchor_of, rank_words
from kg.site.source import Source
from kg.wording import amount, days, support


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an attribute; `path` leads to all that is stated of its claim.

    `iri` is the node that it names, None where it is mere words.

    `origin` says where it comes from when no article says it: registry or derived. `kind` and `apart` tell how it
    differs from the published value, `ranked` by which rule it was chosen or not, `support` how many sources it has.
    """

    anchor: str
    path: str
    words: str
    iri: str | None
    rank: str
    origin: str
    ranked: str
    support: str
    cited: Cited
    kind: str = ""
    apart: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute with its values, the published ones first."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """Someone who is party to a deal."""

    name: str
    iri: str | None


@dataclass(frozen=True, slots=True)
class DealFact:
    """A deal with its parties and quotes; `amount` is in words, `path` leads to all that is stated of it."""

    anchor: str
    path: str
    deal: Deal
    amount: str
    parties: tuple[Party, ...]
    cited: Cited


_DAYS = ("opens", "closes")
_VALUES = "SELECT ?node ?object ?name WHERE { ?node ?predicate ?object . ?object rdfs:label ?name }"
_CLAIMED = (
    "SELECT ?node ?object ?name WHERE { ?claim rdf:subject ?node ; rdf:object ?object . ?object rdfs:label ?name }"
)
_PARTIES = (
    "SELECT ?node ?party ?name { ?deal te:about ?node ; a te:Deal ; te:party ?party . ?party rdfs:label ?name }"
)


def attributes_of(
    source: Source,
    node: NamedNode,
    statements: Iterable[Statement],
    differences: Iterable[Difference],
    citations: Citations,
) -> tuple[Attribute, ...]:
    """Group the attributes of a fair or edition by their names, in the order of a sheet."""
    names = _named(source, node)
    differs = {difference.other: difference for difference in differences}
    grouped: dict[str, list[Value]] = defaultdict(list)
    for each in statements:
        claim = each.claim
        difference = differs.get(claim.node) if claim is not None else None
        value = Value(
            anchor=anchor_of(source, claim.node) if claim is not None else "",
            path=(source.path_of(claim.node) or "") if claim is not None else "",
            words=days(each.value, "") if each.name in _DAYS else each.value,
            iri=names.get(each.value),
            rank=each.rank,
            origin="" if each.quotes else "derived" if each.derived else "registry",
            ranked=rank_words(claim.standing) if claim is not None else "",
            support=support(claim.standing, each.quotes) if claim is not None and each.quotes else "",
            cited=citations.cite(each.quotes),
            kind=difference.kind if difference is not None and each.rank != "preferred" else "",
            apart=difference.percent if difference is not None else None,
        )
        grouped[each.name].append(value)
    return tuple(Attribute(name, tuple(each)) for name, each in grouped.items())


def _named(source: Source, node: NamedNode) -> dict[str, str]:
    """Return the nodes that the values of attributes name, by their labels.

    A city may be called as its country is; of the two the first in order is taken, which leads to either.
    """
    rows = (*select(source.store, _VALUES, node), *select(source.store, _CLAIMED, node))
    found: dict[str, str] = {}
    for row in rows:
        iri = row.text("object")
        found[row.text("name")] = min(found.get(row.text("name"), iri), iri)
    return found


def deals_of(source: Source, node: NamedNode, deals: Sequence[Deal], citations: Citations) -> tuple[DealFact, ...]:
    """Return the deals of an edition with their parties."""
    names = {row.text("name"): row.text("party") for row in select(source.store, _PARTIES, node)} if deals else {}
    return tuple(
        DealFact(
            anchor_of(source, deal.node),
            source.path_of(deal.node) or "",
            deal,
            amount(deal.value, deal.unit) if deal.value is not None else "",
            tuple(Party(name, names.get(name)) for name in deal.parties),
            citations.cite(deal.quotes),
        )
        for deal in deals
    )


def first(attributes: Iterable[Attribute], name: str) -> str:
    """Return the published value of an attribute, or nothing."""
    for attribute in attributes:
        if attribute.name == name:
            return next((value.words for value in attribute.values if value.rank == "preferred"), "")
    return ""
