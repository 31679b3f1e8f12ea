"""The page of a search, which holds the whole index where no server answers; and the index as data."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kg.answers import readable
from kg.site.index import Entry, Index, make_entry, ordinal
from kg.site.source import Source
from kg.site.views import Asked, Data, View
from kg.wording import counted

_MOST = 60
_LONGEST = 200  # characters of a question


def view(source: Source, asked: Asked) -> View | None:
    """Show what a question finds."""
    if asked.rest:
        return None
    question = readable(asked.values.get("q", ""))[:_LONGEST].strip()
    index = index_of(source)
    found = index.find(question)
    values = {"question": question, "found": found[:_MOST], "total": len(found), "entries": index.entries}
    return View("search.html", f"Search: {question}" if question else "Search", values)


def data(source: Source, asked: Asked) -> Data:
    """Return the index for programs."""
    entries = index_of(source).entries
    return Data(
        {"entries": [[each.path, each.label, each.kind, each.detail, each.names, each.words] for each in entries]}
    )


@lru_cache(maxsize=1)
def index_of(source: Source) -> Index:
    """Return the index of a graph, made once: fairs first and articles last."""
    made = (*_fairs(source), *_places(source), *_organizers(source), *_editions(source), *_articles(source))
    return Index(tuple(entry for entry in made if entry.path))


def _fairs(source: Source) -> Iterator[Entry]:
    for fair in source.fairs:
        detail = counted(len(fair.editions), "edition")
        yield make_entry(source.path_of(fair.node.value) or "", fair.label, "fair", detail, fair.names)


def _places(source: Source) -> Iterator[Entry]:
    for country in source.countries:
        yield make_entry(source.path_of(country.node.value) or "", country.label, "country", "", (country.code,))
    for city in source.cities:
        yield make_entry(source.path_of(city.node.value) or "", city.label, "city", city.country_label)


def _organizers(source: Source) -> Iterator[Entry]:
    for line in source.organizers:
        yield make_entry(source.path_of(line.node.value) or "", line.label, "organizer", "")


def _editions(source: Source) -> Iterator[Entry]:
    for row in source.editions:
        number, year = row.edition.ordinal, row.edition.year
        names = [f"{name} {year}" for name in row.fair.names] if year is not None else row.fair.names
        more = f"{'' if number is None else f'{number} {ordinal(number)}'} {row.held.place}"
        detail = ", ".join(each for each in (row.when, row.held.place) if each)
        path = source.path_of(row.edition.node.value) or ""
        yield make_entry(path, row.edition.label, "edition", detail, names, more)


def _articles(source: Source) -> Iterator[Entry]:
    for line in source.articles:
        detail = ", ".join(each for each in (line.publisher, line.published) if each)
        path = source.path_of(line.node.value) or ""
        yield make_entry(path, line.headline or line.id, "article", detail, (line.id,), line.publisher)
