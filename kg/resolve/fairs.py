"""Which fair of the registry an article means by a name: one that fits, or none, never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import FairRef
from kg.registry import FairRow, Registry, fold_name, fold_place
from kg.resolve.name_parts import take_apart
from kg.resolve.names import bare_name, name_key, telling_words


@dataclass(frozen=True, slots=True)
class Places:
    """What an article says of where a fair is held, folded, and its text, in which a city may be named besides."""

    cities: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    text: str = ""


@dataclass(frozen=True, slots=True)
class FairMatch:
    """The fair that a name means; where `row` is None, `candidates` are those that it might have meant."""

    row: FairRow | None = None
    candidates: tuple[FairRow, ...] = ()


def match_fair(ref: FairRef, registry: Registry, places: Places | None = None) -> FairMatch:
    """Find the one fair of the registry that has the names of `ref`.

    Names are compared by the registry's folding. Where several fairs share a name (`TIF`), where a name is one of
    those that the registry calls weak (`K`), and where only an acronym fits while the full name is unknown, the fair
    is taken only if a second sign speaks for it: another of its names, or its city or country. A name that no fair
    has may be that of one together with the town where the article has it held.
    """
    places = places or Places()
    named = {name: rows for name in _writings(ref) if (rows := registry.fairs_named(name))}
    if not named:
        return _match_with_town(ref, registry, places)
    slugs = [{row.slug for row in rows} for rows in named.values()]
    candidates = {row.slug: row for rows in named.values() for row in rows}
    shared = set.intersection(*slugs) or slugs[0]
    fitting = [candidates[slug] for slug in sorted(shared)]
    if len(fitting) > 1:
        fitting = _at_its_place(fitting, places)
    everything = tuple(candidates[slug] for slug in sorted(candidates))
    if (
        len(fitting) == 1
        and _is_meant(fitting[0], ref, named, places)
        and not _is_elsewhere(fitting[0], ref, registry)
    ):
        return FairMatch(fitting[0], everything)
    return FairMatch(None, everything)


def _match_with_town(ref: FairRef, registry: Registry, places: Places) -> FairMatch:
    """Find the one fair whose name is that of `ref` with the town of both: "International Fair", held in Plovdiv."""
    found = {
        row.slug: row
        for name in _writings(ref)
        for town in places.cities
        for written in (f"{name} {town}", f"{town} {name}")
        for row in registry.fairs_named(written)
        if row.city is not None and fold_place(row.city) == town
    }
    rows = tuple(found[slug] for slug in sorted(found))
    return FairMatch(rows[0] if len(rows) == 1 else None, rows)


def _writings(ref: FairRef) -> Iterable[str]:
    return dict.fromkeys(w for name in (ref.name, *ref.aliases) for w in (name, bare_name(name)))


def _is_meant(row: FairRow, ref: FairRef, named: dict[str, tuple[FairRow, ...]], places: Places) -> bool:
    if _city_agrees(row, places):
        return True
    labelled = fold_name(row.label) in {name_key(name) for name in named}
    if not labelled and row.country and places.countries and row.country not in places.countries:
        return False
    sure = [name for name in named if named[name] == (row,) and not _is_weak(row, name)]
    if len({fold_name(name) for name in named}) > 1 and not sure:
        sure = list(named)  # two names that are weak each: together they are not
    full_name_fits = any(" " in fold_name(name) for name in sure) or name_key(ref.name) in map(name_key, sure)
    if sure and (full_name_fits or _resembles(row, ref.name)):
        return True
    if " " in name_key(ref.name) and name_key(ref.name) not in map(name_key, named):
        return False  # an acronym in common, with a full name that the registry does not know
    return bool(_at_its_place([row], places))


def _is_elsewhere(row: FairRow, ref: FairRef, registry: Registry) -> bool:
    """Tell whether a full name that the registry does not know holds another city than the fair's: a sister fair."""
    if row.city is None or name_key(ref.name) in {name_key(name) for name in row.names}:
        return False
    cities = take_apart(ref.name, registry).cities
    return bool(cities) and fold_place(row.city) not in cities


def _is_weak(row: FairRow, name: str) -> bool:
    """Tell whether a name needs a second sign; the label in full does not, though a shorter form of it may."""
    in_full = name.casefold() == row.label.casefold() and row.label not in row.weak_names
    return row.is_weak(name) and not in_full


def _resembles(row: FairRow, name: str) -> bool:
    """Tell whether half of the telling words of a full name stand in one of the fair's names."""
    words = telling_words(name)
    return bool(words) and any(2 * len(words & telling_words(other)) >= len(words) for other in row.names)


def _at_its_place(rows: Iterable[FairRow], places: Places) -> list[FairRow]:
    """Return the fairs that the article's places speak for: by the city, else the country, else the text's words."""
    rows = list(rows)
    for speaks_for in (_city_agrees, _country_agrees, _city_in_text):
        agreeing = [row for row in rows if speaks_for(row, places)]
        if agreeing:
            return agreeing
    return []


def _city_agrees(row: FairRow, places: Places) -> bool:
    return row.city is not None and fold_place(row.city) in places.cities


def _country_agrees(row: FairRow, places: Places) -> bool:
    return row.country is not None and row.country in places.countries


def _city_in_text(row: FairRow, places: Places) -> bool:
    return row.city is not None and re.search(rf"\b{re.escape(row.city)}\b", places.text) is not None
