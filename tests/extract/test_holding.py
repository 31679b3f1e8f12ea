from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from kg.extract.attribution import Attribution
from kg.extract.claims import read_article
from kg.extract.document import Document, analyse
from kg.extract.editions import find_editions
from kg.extract.entries import Entry
from kg.extract.holding import date_relation, edition_runs, introduced, sited_pairs
from kg.extract.when_where import datable
from kg.model import Article, EditionRef, Place, Predicate
from kg.registry import Registry, load_registry

PUBLISHED = date(2023, 11, 10)


@cache
def registry() -> Registry:
    return load_registry()


def looked_at(text: str) -> tuple[Document, list[Entry]]:
    doc = analyse(Article("a", text, published=PUBLISHED), registry())
    return doc, find_editions(doc).entries


def entry_of(entries: list[Entry], name: str) -> Entry:
    return next(e for e in entries if name in e.fair.names and e.current)


def said(text: str, predicate: Predicate) -> set[tuple[str, object]]:
    claims = read_article(Article("a", text, published=PUBLISHED), registry()).claims
    return {
        (c.subject.fair.name, c.value)
        for c in claims
        if c.predicate is predicate and isinstance(c.subject, EditionRef)
    }


TWO = (
    "The 6th Shanghai Tea Expo (March 3-6, 2024) and the 9th Lima Coffee Fair (May 8-10, 2024) were announced. "
    "The Shanghai Tea Expo will be held in Shanghai and the Lima Coffee Fair in Lima."
)


def test_each_of_two_fairs_has_the_dates_in_its_own_brackets() -> None:
    starts = {"Shanghai Tea Expo": "2024-03-03", "Lima Coffee Fair": "2024-05-08"}
    ends = {"Shanghai Tea Expo": "2024-03-06", "Lima Coffee Fair": "2024-05-10"}
    assert said(TWO, Predicate.START_DATE) == set(starts.items())
    assert said(TWO, Predicate.END_DATE) == set(ends.items())


def test_each_of_two_fairs_has_its_own_city() -> None:
    cities = said(TWO, Predicate.CITY)
    assert ("Shanghai Tea Expo", Place("Shanghai", "CN")) in cities
    assert ("Lima Coffee Fair", Place("Shanghai", "CN")) not in cities


def test_a_name_introduces_the_date_right_behind_it() -> None:
    doc, entries = looked_at(TWO)
    first = datable(doc)[0].span
    assert "joined to own name" in introduced(doc, first, entry_of(entries, "Shanghai Tea Expo"))
    assert "joined to another's name" in introduced(doc, first, entry_of(entries, "Lima Coffee Fair"))


@pytest.mark.parametrize(
    ("text", "year_stated", "feature"),
    [
        ("The Shanghai Tea Expo opens on March 3, 2024.", True, "year same stated"),
        ("The Shanghai Tea Expo opens on March 3, 2024.", False, "year same as guessed stated"),
        ("The Shanghai Tea Expo opens on March 3, 2025.", True, "year later stated"),
        ("The Shanghai Tea Expo opens on March 3, 2024.", True, "ahead current"),
        ("The Shanghai Tea Expo lasted four days.", True, "dateless current"),
    ],
)
def test_how_the_year_of_a_date_stands_to_an_edition(text: str, year_stated: bool, feature: str) -> None:
    doc, _ = looked_at(text)
    entry = Entry(doc.fairs[0], year=2024, current=True, year_stated=year_stated)
    assert feature in date_relation(doc, datable(doc)[-1], entry)


def test_no_date_serves_two_editions_of_one_fair() -> None:
    text = (
        "The 6th Shanghai Tea Expo ran from May 3 to May 6, 2023. The 5th expo was held in 2022 and the 7th will be "
        "held in 2024."
    )
    doc, entries = looked_at(text)
    runs = edition_runs(doc, Attribution(doc, find_editions(doc)), entries)
    sources = [b.source.span for _, run in runs for b in (run.start, run.end) if b is not None]
    bounds = {span: sources.count(span) for span in sources}
    assert all(count <= 2 for count in bounds.values())
    assert [run.start.value for entry, run in runs if entry.ordinal == 6 and run.start] in ([], ["2023-05-03"])


def test_every_city_is_weighed_for_every_edition() -> None:
    doc, entries = looked_at(TWO)
    pairs = {(m.name, e.fair.names[0]) for m, e, _, _ in sited_pairs(doc, Attribution(doc, find_editions(doc)))}
    assert {(c, f) for c in ("Shanghai", "Lima") for f in ("Shanghai Tea Expo", "Lima Coffee Fair")} <= pairs
    assert len(entries) >= 2
