"""The code lists of the ontology, which stand in every graph: it tells by itself what its codes mean."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, Triple

from kg.graph._terms import rdf, rdfs, skos, te
from kg.graph.iris import concept
from kg.model import Bound, Indicator, Mode, ScopeKind, Status

_LISTS = {"indicator": Indicator, "bound": Bound, "status": Status, "scope": ScopeKind, "mode": Mode}


def code_lists() -> Iterator[Triple]:
    """Describe all concepts of the code lists."""
    for kind, codes in _LISTS.items():
        for code in codes:
            node = concept(kind, code)
            yield Triple(node, rdf("type"), te(kind.capitalize()))
            yield Triple(node, rdf("type"), skos("Concept"))
            yield Triple(node, rdfs("label"), Literal(code.replace("-", " ")))
            yield Triple(node, skos("notation"), Literal(code))
