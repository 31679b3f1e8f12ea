"""Terms of the vocabularies that the graph uses, until `vocab` is generated from the ontology."""

from __future__ import annotations

from pyoxigraph import NamedNode


def te(name: str) -> NamedNode:
    """Return a term of the ontology."""
    return NamedNode("https://w3id.org/trade-event#" + name)


def rdf(name: str) -> NamedNode:
    """Return a term of RDF."""
    return NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#" + name)


def rdfs(name: str) -> NamedNode:
    """Return a term of RDF Schema."""
    return NamedNode("http://www.w3.org/2000/01/rdf-schema#" + name)


def skos(name: str) -> NamedNode:
    """Return a term of SKOS."""
    return NamedNode("http://www.w3.org/2004/02/skos/core#" + name)


def schema(name: str) -> NamedNode:
    """Return a term of schema.org."""
    return NamedNode("https://schema.org/" + name)


def prov(name: str) -> NamedNode:
    """Return a term of PROV-O."""
    return NamedNode("http://www.w3.org/ns/prov#" + name)


def oa(name: str) -> NamedNode:
    """Return a term of Web Annotation."""
    return NamedNode("http://www.w3.org/ns/oa#" + name)
