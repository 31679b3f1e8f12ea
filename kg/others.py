"""Countries, organizers and articles of a graph: finding one by name, and what the graph has of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from kg.answers import select
from kg.errors import KgError
from kg.graph.vocab import te
from kg.registry import fold_name
from kg.sheets import Deal, deals_of
from kg.statements import ATTRIBUTES, Chosen, Claimed, Figure, claims, figures


@dataclass(frozen=True, slots=True)
class Other:
    """A node that is no fair and no edition; `kind` is country, organizer or article."""

    node: NamedNode
    kind: str
    label: str


_NAMES = """
SELECT ?node ?kind ?label ?name WHERE {
  VALUES (?class ?kind) { (te:Country "country") (te:Organizer "organizer") (te:Article "article") }
  VALUES ?property { rdfs:label skos:altLabel schema:identifier te:alpha2 te:alpha3 }
  ?node a ?class ; ?property ?name .
  OPTIONAL { ?node rdfs:label ?main }
  BIND(COALESCE(?main, ?name) AS ?label)
}"""


def find_other(store: Store, name: str) -> Other | None:
    """Find the country, organizer or article that `name` means: a name, an ISO code, an article's id, or an IRI.

    Raises `KgError` where there are several.
    """
    found: dict[str, Other] = {}
    key = fold_name(name)
    for row in select(store, _NAMES):
        node = row.node("node")
        is_path = f"/{node.value}".endswith(f"/{name.strip('/ ')}")
        if is_path or (key and fold_name(row.text("name")) == key):
            found.setdefault(node.value, Other(node, row.text("kind"), row.text("label")))
    if len(found) > 1:
        names = ", ".join(sorted("/".join(iri.rsplit("/", 2)[1:]) for iri in found))
        raise KgError(f"{name!r} may be any of {names}; name one of them")
    return next(iter(found.values()), None)


# --- what fairs and editions say of a node ---


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A fair or edition that names a node, as what: `relation` is an attribute such as host or guest country.

    `fair` is the name of the fair, and the same as `label` where the fair itself names the node.
    """

    relation: str
    fair: str
    year: int
    ordinal: int
    label: str
    iri: str


_LINKS = """
SELECT ?node ?subject ?relation ?label ?fair ?year ?ordinal WHERE {
  VALUES ?class { te:Fair te:Edition }
  ?subject ?relation ?node ; a ?class ; rdfs:label ?label .
  OPTIONAL { ?subject te:editionOf/rdfs:label ?of }
  OPTIONAL { ?subject te:year ?year }
  OPTIONAL { ?subject te:ordinal ?ordinal }
  BIND(COALESCE(?of, ?label) AS ?fair)
}"""


def links_to(store: Store, node: NamedNode) -> tuple[Link, ...]:
    """Return the fairs and editions that name a node, those of one relation and fair together."""
    found: dict[str, set[Link]] = defaultdict(set)
    for row in select(store, _LINKS, node):
        relation = ATTRIBUTES.get(row.text("relation"))
        if relation is not None:
            numbers = (row.whole("year") or 0, row.whole("ordinal") or 0)
            link = Link(relation, row.text("fair"), *numbers, row.text("label"), row.text("subject"))
            found[link.iri].add(link)
    return tuple(sorted(link for links in found.values() for link in _told(links)))


def _told(links: set[Link]) -> Iterator[Link]:
    """Leave out that somebody is an organizer where it is said which."""
    inferred = ATTRIBUTES[te.organizer]
    return (link for link in links if link.relation != inferred or len(links) == 1)


def figures_about(store: Store, node: NamedNode) -> tuple[Figure, ...]:
    """Return the figures about a country as a whole."""
    return figures(store, Chosen.metrics_about([node]))


def deals_with(store: Store, node: NamedNode) -> tuple[Deal, ...]:
    """Return the deals to which an organization is a party."""
    return deals_of(store, Chosen(f"?statement te:party {node} ."))


# --- what an article says ---


@dataclass(frozen=True, slots=True)
class Told:
    """An article: what is known of it, and what it states, in the order of its text."""

    id: str
    headline: str
    publisher: str
    published: str
    url: str
    copy_of: str
    statements: tuple[Figure | Claimed, ...]
    deals: tuple[Deal, ...]


_ARTICLE = """
SELECT ?node ?id ?headline ?publisher ?published ?url ?copyOf WHERE {
  ?node schema:identifier ?id .
  OPTIONAL { ?node schema:headline ?headline }
  OPTIONAL { ?node schema:publisher ?publisher }
  OPTIONAL { ?node schema:datePublished ?published }
  OPTIONAL { ?node schema:url ?url }
  OPTIONAL { ?node te:copyOf/schema:identifier ?copyOf }
}"""


def read_told(store: Store, article: Other) -> Told:
    """Return what an article states; each statement with all its quotes, those of other articles too."""
    row = next(select(store, _ARTICLE, article.node))
    stated = f"?statement prov:wasDerivedFrom/te:article {article.node} ; a %s ."
    said: list[Figure | Claimed] = [
        *figures(store, Chosen(stated % "te:Metric")),
        *claims(store, Chosen(stated % "te:Claim")),
    ]
    name = row.text("id")

    def place(statement: Figure | Claimed | Deal) -> int:
        return min((quote.start for quote in statement.quotes if quote.article == name), default=0)

    return Told(
        id=name,
        headline=row.text("headline"),
        publisher=row.text("publisher"),
        published=row.text("published"),
        url=row.text("url"),
        copy_of=row.text("copyOf"),
        statements=tuple(sorted(said, key=place)),
        deals=tuple(sorted(deals_of(store, Chosen(stated % "te:Deal")), key=place)),
    )
