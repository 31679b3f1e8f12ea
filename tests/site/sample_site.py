"""Sites for the tests of pages: one of the sample articles, and ones of facts and statements made by hand."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from pyoxigraph import Store

import kg
from kg.articles import read_articles
from kg.graph.infer import infer
from kg.graph.iris import DEFAULT_BASE
from kg.graph.store import make_store
from kg.graph.triples import triples
from kg.model import Facts
from kg.registry import load_registry
from kg.site.links import Links, ServerLinks
from kg.site.site import Site
from kg.site.source import Source

ARTICLES = Path(__file__).parents[2] / "sources/articles"


def links(path: str) -> Links:
    return ServerLinks()


@cache
def texts() -> Mapping[str, str]:
    return {article.id: article.text for article in read_articles([ARTICLES]).articles}


@cache
def sample() -> Site:
    build = kg.build(ARTICLES)
    return Site(Source(build.store, build.base, texts().get), links)


def store_of(facts: Facts) -> Store:
    store = make_store(triples(facts, load_registry()))
    infer(store)
    return store


def site_of(facts: Facts | Store, text: Mapping[str, str] | None = None) -> Site:
    store = facts if isinstance(facts, Store) else store_of(facts)
    return Site(Source(store, DEFAULT_BASE, (text or {}).get), links)


def page(site: Site, path: str, values: Mapping[str, str] | None = None) -> BeautifulSoup:
    document = site.document(path, values)
    assert document is not None, path
    return BeautifulSoup(document.body.decode(), "html.parser")


def words(tag: Tag) -> str:
    """The text of a part of a page as a reader sees it."""
    for end_of_line in tag.find_all("br"):
        end_of_line.replace_with(" ")
    return " ".join(tag.get_text().split())


def cells(row: Tag) -> str:
    """The text of a row of a table."""
    return " ".join(words(cell) for cell in row.find_all(["th", "td"]))


def ids(soup: BeautifulSoup) -> list[str]:
    return [str(tag["id"]) for tag in soup.find_all(id=True)]


def broken_links(site: Site, soup: BeautifulSoup, path: str) -> Iterable[str]:
    """Yield links that lead to a page of fairs or editions, or to a place on one, that is not there."""
    for target in {str(tag["href"]) for tag in soup.find_all("a", href=True)}:
        place, _, fragment = target.removeprefix("/").partition("#")
        if place.split("/")[0] not in ("fair", "edition") or "?" in place:
            continue
        document = site.document(place)
        if document is None or (fragment and f'id="{fragment}"' not in document.body.decode()):
            yield target
