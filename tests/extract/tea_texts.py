"""Short articles on fairs that nobody else writes about, read with the shipped registry and models."""

from __future__ import annotations

from datetime import date
from functools import cache

from kg.extract.claims import read_article
from kg.extract.document import Document, analyse
from kg.model import Article, Claim, DealClaim, MetricClaim, Reading
from kg.registry import Registry, load_registry

PUBLISHED = date(2023, 11, 10)  # a Friday


@cache
def registry() -> Registry:
    """Return the shipped registry, read once."""
    return load_registry()


def article(text: str, published: date | None = PUBLISHED, title: str | None = None) -> Article:
    """Return a text as an article."""
    return Article("tea", text, title=title, published=published)


def document(text: str, published: date | None = PUBLISHED, title: str | None = None) -> Document:
    """Return a text as it is looked at."""
    return analyse(article(text, published, title), registry())


def read(text: str, published: date | None = PUBLISHED, title: str | None = None) -> Reading:
    """Return what a text says; every quote is checked on the way."""
    reading = read_article(article(text, published, title), registry())
    statements: tuple[Claim | MetricClaim | DealClaim, ...] = (*reading.claims, *reading.metrics, *reading.deals)
    for evidence in (statement.evidence for statement in statements):
        assert evidence.span.of(text) == evidence.quote
    return reading
