"""The nodes that statements refer to: named bodies and people, places, and the quotes that prove the statements.

A reference returns the node's IRI and remembers it; `named`, `places` and `evidence` then describe each node once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, Triple

from kg.graph.curies import curie
from kg.graph.iris import Iris
from kg.graph.literals import integer_literal, text_literal
from kg.model import Copies, CountryRef, EditionId, Evidence, FactSubject, FairId, Place
from kg.registry import Registry


@dataclass(frozen=True, slots=True)
class Spelling:
    """How often a part of a graph writes the name of a node in one way."""

    node: str
    text: str
    uses: int


@dataclass(slots=True)
class _Named:
    types: tuple[NamedNode, ...]
    spellings: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Nodes:
    """What one graph's statements refer to."""

    iris: Iris
    registry: Registry
    _named: dict[NamedNode, _Named] = field(default_factory=dict)
    _cities: dict[NamedNode, str] = field(default_factory=dict)
    _countries: dict[str, NamedNode] = field(default_factory=dict)
    _quotes: dict[Evidence, NamedNode] = field(default_factory=dict)
    _articles: dict[NamedNode, set[str]] = field(default_factory=dict)

    # --- references ---

    def subject(self, subject: FactSubject) -> NamedNode:
        """Refer to what a fact is about."""
        match subject:
            case EditionId():
                return self.iris.edition(subject)
            case FairId():
                return self.iris.fair(subject)
            case CountryRef():
                return self.country(subject.alpha2)

    def organizer(self, name: str) -> NamedNode:
        """Refer to an organisation by name."""
        return self._name(self.iris.organizer(name), name, curie("te:Organizer"), curie("schema:Organization"))

    def agent(self, name: str) -> NamedNode:
        """Refer to someone who is quoted: a person or a body, since a name does not tell which."""
        return self._name(self.iris.agent(name), name, curie("prov:Agent"))

    def city(self, place: Place) -> NamedNode:
        """Refer to a city, and to its country where that is known."""
        node = self.iris.city(place.city, place.country)
        if place.country:
            self._cities[node] = place.country
        return self._name(node, place.city, curie("te:City"), curie("schema:City"))

    def country(self, alpha2: str) -> NamedNode:
        """Refer to a country by its ISO 3166-1 alpha-2 code."""
        return self._countries.setdefault(alpha2, self.iris.country(alpha2))

    def derived(self, node: NamedNode, quotes: Iterable[Evidence]) -> Iterator[Triple]:
        """State that `node` stands on `quotes`."""
        for quote in quotes:
            self._articles.setdefault(node, set()).add(quote.article)
            evidence = self._quotes.setdefault(quote, self.iris.evidence(quote))
            yield Triple(node, curie("prov:wasDerivedFrom"), evidence)

    def _name(self, node: NamedNode, name: str, *types: NamedNode) -> NamedNode:
        self._named.setdefault(node, _Named(types)).spellings[name] += 1
        return node

    # --- descriptions ---

    def named(self) -> Iterator[Triple]:
        """Describe bodies, people and cities."""
        for node, named in self._named.items():
            yield from typed(node, *named.types)
            yield from name_triples(node, named.spellings)

    def spellings(self) -> Iterator[Spelling]:
        """Return how often the name of each body, person and city is written in each way."""
        for node, named in self._named.items():
            for text, uses in named.spellings.items():
                yield Spelling(node.value, text_literal(text).value, uses)

    def places(self) -> Iterator[Triple]:
        """Describe countries, and say which country a city is in."""
        for node, alpha2 in self._cities.items():
            yield Triple(node, curie("te:country"), self.country(alpha2))
        for alpha2, node in self._countries.items():
            row = self.registry.country(alpha2)
            yield from typed(node, curie("te:Country"), curie("schema:Country"))
            yield Triple(node, curie("te:alpha2"), text_literal(alpha2))
            yield Triple(node, curie("rdfs:label"), text_literal(alpha2 if row is None else row.name))
            if row is not None:
                yield Triple(node, curie("te:alpha3"), text_literal(row.alpha3))

    def support(self, copies: Copies) -> Iterator[Triple]:
        """Say how many independent sources each statement has."""
        for node, articles in self._articles.items():
            yield Triple(node, curie("te:independentSources"), integer_literal(copies.sources(articles)))

    def evidence(self) -> Iterator[Triple]:
        """Describe the quotes: where in which article they stand, character for character."""
        selectors = (curie("oa:TextQuoteSelector"), curie("oa:TextPositionSelector"))
        for quote, node in self._quotes.items():
            yield from typed(node, curie("te:Evidence"), *selectors)
            yield Triple(node, curie("te:article"), self.iris.article(quote.article))
            yield Triple(node, curie("oa:exact"), text_literal(quote.quote))
            yield Triple(node, curie("oa:start"), integer_literal(quote.span.start))
            yield Triple(node, curie("oa:end"), integer_literal(quote.span.end))


def name_triples(node: NamedNode, uses: Mapping[str, int]) -> Iterator[Triple]:
    """Name a node: of several spellings the commonest is the label."""
    label, *others = sorted(uses, key=lambda name: (-uses[name], name.isupper(), name))
    yield Triple(node, curie("rdfs:label"), text_literal(label))
    for other in others:
        yield Triple(node, curie("skos:altLabel"), text_literal(other))


def typed(node: NamedNode, *types: NamedNode) -> Iterator[Triple]:
    """State the classes of a node."""
    for kind in types:
        yield Triple(node, curie("rdf:type"), kind)
