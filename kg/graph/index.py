"""A graph by subject and predicate: what tables and networks are made from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Store

from kg.graph.curies import curie
from kg.graph.literals import unit_notation
from kg.graph.turtle import natural_key

# What a node is called in a value of another: the first of these that it has.
_SHORT_NAMES = ("skos:notation", "dcterms:identifier", "te:alpha2", "rdfs:label")
_WHOLE_NUMBER = re.compile("-?[0-9]{1,18}", re.ASCII)


@dataclass(slots=True)
class Index:
    """The triples by subject and predicate, their objects sorted, and claims and differences by what they are of."""

    objects: dict[str, dict[str, list[NamedNode | Literal]]] = field(default_factory=dict)
    claims: dict[str, list[str]] = field(default_factory=dict)
    differences: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, store: Store) -> Index:
        """Read a store."""
        index = cls()
        for quad in store:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                found = index.objects.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, [])
                found.append(quad.object)
        for predicates in index.objects.values():
            for found in predicates.values():
                found[:] = sorted(set(found), key=lambda term: natural_key(str(term)))
        for claim in index.instances("te:Claim"):
            for subject in index.nodes(claim, "rdf:subject"):
                index.claims.setdefault(subject, []).append(claim)
        for difference in index.instances("te:Difference"):
            for other in index.nodes(difference, "te:otherStatement"):
                index.differences.setdefault(other, []).append(difference)
        return index

    def get(self, node: str, name: str) -> list[NamedNode | Literal]:
        """Return the objects of a node by a property, in natural order."""
        return self.objects.get(node, {}).get(curie(name).value, [])

    def nodes(self, node: str, name: str) -> list[str]:
        """Return the objects that are nodes, by their IRIs."""
        return [term.value for term in self.get(node, name) if isinstance(term, NamedNode)]

    def instances(self, name: str) -> list[str]:
        """Return the nodes of a class."""
        class_ = curie(name)
        return [node for node in self.objects if class_ in self.get(node, "rdf:type")]

    def text(self, node: str, name: str) -> str:
        """Return the first object in words, nothing where there is none."""
        return next((self.words(term) for term in self.get(node, name)), "")

    def words(self, term: NamedNode | Literal) -> str:
        """Return a literal's text; a node's code or label; a unit in short; else the IRI."""
        if isinstance(term, Literal):
            return term.value
        told = (found for name in _SHORT_NAMES for found in self.get(term.value, name))
        return next((found.value for found in told), unit_notation(term.value))

    def whole(self, node: str, name: str) -> int | None:
        """Return the first object as a whole number, None where it is none."""
        text = self.text(node, name)
        return int(text) if _WHOLE_NUMBER.fullmatch(text) else None

    def number(self, node: str, name: str) -> float | None:
        """Return the first object as a number, None where it is none."""
        text = self.text(node, name)
        try:
            return float(text) if text else None
        except ValueError:
            return None
