"""The articles that speak of a fair or an edition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.described import Description, Descriptions
from kg.graph.curies import curie
from kg.graph.vocab import PREFIXES, te
from kg.lookup import FairLine
from kg.site.source import Source

_MOST = 40
_SCHEMA = PREFIXES["schema"]
_MENTIONS, _PUBLISHED = curie("schema:mentions"), curie("schema:datePublished")


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


def mentions_of_edition(source: Source, edition: NamedNode) -> Mentions:
    """Return the articles that mention an edition."""
    return _mentions(source, (edition,))


def mentions_of_fair(source: Source, fair: FairLine) -> Mentions:
    """Return the articles that mention a fair or one of its editions."""
    return _mentions(source, (fair.node, *(edition.node for edition in fair.editions)))


def _mentions(source: Source, nodes: Iterable[NamedNode]) -> Mentions:
    found = {
        quad.subject
        for node in nodes
        for quad in source.store.quads_for_pattern(None, _MENTIONS, node, None)
        if isinstance(quad.subject, NamedNode)
    }
    newest = sorted(found, key=lambda article: (_day(source, article), article.value), reverse=True)
    read = Descriptions(source.store)
    return Mentions(tuple(_mention(read.of(article)) for article in newest[:_MOST]), max(0, len(newest) - _MOST))


def _day(source: Source, article: NamedNode) -> str:
    days = (quad.object for quad in source.store.quads_for_pattern(article, _PUBLISHED, None, None))
    return max((day.value for day in days if isinstance(day, Literal)), default="")


def _mention(said: Description) -> Mention:
    def words(name: str) -> str:
        return said.optional(f"{_SCHEMA}{name}") or ""

    is_copy = said.term(te.copyOf) is not None
    return Mention(words("identifier"), words("headline"), words("publisher"), words("datePublished"), is_copy)
