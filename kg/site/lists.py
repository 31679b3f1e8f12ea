"""All countries, cities, organizers and articles of a graph, each as a line of a list."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from kg.answers import select
from kg.lookup import EditionLine, FairLine
from kg.sheets import Held
from kg.wording import days


@dataclass(frozen=True, slots=True)
class EditionRow:
    """An edition with its fair, and when and where it is held."""

    fair: FairLine
    edition: EditionLine
    held: Held

    @property
    def when(self) -> str:
        """The days, else the year, of the edition in words; nothing where neither is known."""
        return days(self.held.opens, self.held.closes) or str(self.edition.year or "")

    @property
    def order(self) -> tuple[object, ...]:
        """What editions are sorted by, the earliest first; those without a time come first."""
        return (
            self.held.opens[:4] or str(self.edition.year or ""),
            self.held.opens,
            self.edition.label.casefold(),
            self.edition.node.value,
        )


@dataclass(frozen=True, slots=True)
class CountryLine:
    """A country: how many editions are held there, how many it is a guest of, and the figures about it."""

    node: NamedNode
    label: str
    code: str
    editions: int
    guest_of: int
    figures: int


@dataclass(frozen=True, slots=True)
class CityLine:
    """A city, its country, and how many editions are held there."""

    node: NamedNode
    label: str
    country: str
    country_label: str
    editions: int


@dataclass(frozen=True, slots=True)
class OrganizerLine:
    """An organisation: how many fairs and editions it organises or supports, and of how many deals it is a party."""

    node: NamedNode
    label: str
    fairs: int
    editions: int
    deals: int


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article: `quotes` counts the places in it that prove something, `copy_of` is the node of its original."""

    node: NamedNode
    id: str
    headline: str
    publisher: str
    published: str
    url: str
    copy_of: str | None
    quotes: int


_COUNTRIES = """
SELECT ?node ?label ?code { ?node a te:Country ; rdfs:label ?label . OPTIONAL { ?node te:alpha2 ?code } }"""
_HELD = "SELECT ?node (COUNT(DISTINCT ?each) AS ?count) { ?each a te:Edition ; %s ?node } GROUP BY ?node"
_ABOUT = (
    "SELECT ?node (COUNT(?each) AS ?count) { ?node a te:Country . ?each te:about ?node ; a te:Metric } GROUP BY ?node"
)


def list_countries(store: Store) -> tuple[CountryLine, ...]:
    """Return the countries of a graph, sorted by name."""
    held, guests = (
        _counts(store, _HELD % "te:country"),
        _counts(store, _HELD % "te:guestCountry|te:participantCountry"),
    )
    figures = _counts(store, _ABOUT)
    found: dict[str, CountryLine] = {}
    for row in select(store, _COUNTRIES):
        node = row.node("node")
        counts = (held[node.value], guests[node.value], figures[node.value])
        found.setdefault(node.value, CountryLine(node, row.text("label"), row.text("code"), *counts))
    return tuple(sorted(found.values(), key=lambda line: (line.label.casefold(), line.node.value)))


_CITIES = """
SELECT ?node ?label ?country ?countryLabel {
  ?node a te:City ; rdfs:label ?label .
  OPTIONAL { ?node te:country ?country . ?country rdfs:label ?countryLabel }
}"""


def list_cities(store: Store) -> tuple[CityLine, ...]:
    """Return the cities of a graph, sorted by name."""
    held = _counts(store, _HELD % "te:city")
    found: dict[str, CityLine] = {}
    for row in select(store, _CITIES):
        node = row.node("node")
        line = CityLine(node, row.text("label"), row.text("country"), row.text("countryLabel"), held[node.value])
        found.setdefault(node.value, line)
    return tuple(sorted(found.values(), key=lambda line: (line.label.casefold(), line.node.value)))


_ORGANIZERS = "SELECT ?node ?label { ?node a te:Organizer ; rdfs:label ?label }"
_ORGANIZED = """
SELECT ?node (COUNT(DISTINCT ?each) AS ?count) {
  ?each a %s ; te:organizer|te:host|te:coOrganizer|te:supporter ?node
} GROUP BY ?node"""
_PARTIES = "SELECT ?node (COUNT(DISTINCT ?each) AS ?count) { ?each te:party ?node } GROUP BY ?node"


def list_organizers(store: Store) -> tuple[OrganizerLine, ...]:
    """Return the organisations of a graph, sorted by name."""
    fairs, editions = _counts(store, _ORGANIZED % "te:Fair"), _counts(store, _ORGANIZED % "te:Edition")
    deals = _counts(store, _PARTIES)
    found: dict[str, OrganizerLine] = {}
    for row in select(store, _ORGANIZERS):
        node = row.node("node")
        counts = (fairs[node.value], editions[node.value], deals[node.value])
        found.setdefault(node.value, OrganizerLine(node, row.text("label"), *counts))
    return tuple(sorted(found.values(), key=lambda line: (line.label.casefold(), line.node.value)))


_ARTICLES = """
SELECT ?node ?id ?headline ?publisher ?published ?url ?copyOf {
  ?node a te:Article ; schema:identifier ?id .
  OPTIONAL { ?node schema:headline ?headline }
  OPTIONAL { ?node schema:publisher ?publisher }
  OPTIONAL { ?node schema:datePublished ?published }
  OPTIONAL { ?node schema:url ?url }
  OPTIONAL { ?node te:copyOf ?copyOf }
}"""
_EVIDENCE = "SELECT ?node (COUNT(?each) AS ?count) { ?each te:article ?node } GROUP BY ?node"


def list_articles(store: Store) -> tuple[ArticleLine, ...]:
    """Return the articles of a graph, the newest first."""
    quotes = _counts(store, _EVIDENCE)
    found: dict[str, ArticleLine] = {}
    for row in select(store, _ARTICLES):
        node = row.node("node")
        names = (row.text("id"), row.text("headline"), row.text("publisher"), row.text("published"), row.text("url"))
        found.setdefault(node.value, ArticleLine(node, *names, row.optional("copyOf"), quotes[node.value]))
    lines = sorted(found.values(), key=lambda line: line.id)
    return tuple(sorted(lines, key=lambda line: line.published, reverse=True))


def _counts(store: Store, query: str) -> Counter[str]:
    return Counter({row.text("node"): row.whole("count") or 0 for row in select(store, query)})
