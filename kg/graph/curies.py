"""Terms by their compact IRIs, as the header of graph.ttl abbreviates them: `curie("te:Edition")`."""

from __future__ import annotations

import re
from functools import cache

from pyoxigraph import NamedNode

from kg.graph.vocab import PREFIXES, te

# Names that stand in Turtle and SPARQL after a prefix as they are; all others would need escapes.
_PLAIN = re.compile("[A-Za-z_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?", re.ASCII)


@cache
def curie(text: str) -> NamedNode:
    """Return the term that a compact IRI names.

    Raises `KeyError` for a prefix that the vocabulary does not declare, and `AttributeError` for a class or property
    that the ontology lacks.

    >>> curie("schema:NewsArticle").value
    'https://schema.org/NewsArticle'
    """
    prefix, _, name = text.partition(":")
    return NamedNode(getattr(te, name) if prefix == "te" else PREFIXES[prefix] + name)


def compact(iri: str) -> str | None:
    """Return the compact form of an IRI, None where it has none that can be written without escapes.

    >>> compact("http://qudt.org/vocab/currency/USD"), compact("https://w3id.org/trade-event#scope-first-time")
    ('cur:USD', 'te:scope-first-time')
    >>> compact("https://example.org/kg/fair/ciie") is None, compact("https://schema.org/a/b") is None
    (True, True)
    """
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = _prefix_of(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix and _PLAIN.fullmatch(iri[cut:]) else None


@cache
def _prefix_of(namespace: str) -> str | None:
    return next((prefix for prefix, iri in PREFIXES.items() if iri == namespace), None)
