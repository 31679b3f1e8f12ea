"""The articles that speak of a fair or an edition."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.answers import select
from kg.site.source import Source

_MOST = 40


@dataclass(frozen=True, slots=True)
class Mention:
    """An article: its id, and what is known of it; `copy` tells that it repeats another's text."""

    article: str
    headline: str
    publisher: str
    published: str
    copy: bool


@dataclass(frozen=True, slots=True)
class Mentions:
    """The newest articles that speak of something; `more` are left out."""

    articles: tuple[Mention, ...]
    more: int


_EDITION = "?source schema:mentions ?node ."
_FAIR = """
  { ?source schema:mentions ?node } UNION { ?source schema:mentions ?edition . ?edition te:editionOf ?node }"""
_ARTICLES = """
SELECT DISTINCT ?node ?article ?headline ?publisher ?published ?original WHERE {
  %s
  ?source schema:identifier ?article .
  OPTIONAL { ?source schema:headline ?headline }
  OPTIONAL { ?source schema:publisher ?publisher }
  OPTIONAL { ?source schema:datePublished ?published }
  OPTIONAL { ?source te:copyOf ?original }
}"""


def mentions_of_edition(source: Source, edition: NamedNode) -> Mentions:
    """Return the articles that mention an edition."""
    return _mentions(source, edition, _EDITION)


def mentions_of_fair(source: Source, fair: NamedNode) -> Mentions:
    """Return the articles that mention a fair or one of its editions."""
    return _mentions(source, fair, _FAIR)


def _mentions(source: Source, node: NamedNode, pattern: str) -> Mentions:
    found = {}
    for row in select(source.store, _ARTICLES % pattern, node):
        names = (row.text("article"), row.text("headline"), row.text("publisher"), row.text("published"))
        found[names[0]] = Mention(*names, copy=row.optional("original") is not None)
    newest = sorted(found.values(), key=lambda each: (each.published, each.article), reverse=True)
    return Mentions(tuple(newest[:_MOST]), max(0, len(newest) - _MOST))
