"""The tables of places: countries, regions, subdivisions and cities, read and checked."""

from __future__ import annotations

import re
from collections.abc import Collection
from operator import attrgetter
from pathlib import Path

from kg.registry.folding import fold_place
from kg.registry.rows import CityRow, CountryRow, RegionRow, SubdivisionRow
from kg.registry.tables import Cells, read_table

COUNTRY_COLUMNS = ("alpha2", "alpha3", "name", "aliases", "demonyms", "capital", "ambiguous", "sources")
REGION_COLUMNS = ("name", "aliases", "adjectives", "sources")
SUBDIVISION_COLUMNS = ("name", "country", "aliases", "ambiguous", "sources")
CITY_COLUMNS = ("name", "country", "population", "aliases", "ambiguous", "sources")

_ALPHA2 = re.compile(r"[A-Z]{2}")
_ALPHA3 = re.compile(r"[A-Z]{3}")


def read_countries(path: Path) -> tuple[CountryRow, ...]:
    """Return the countries of a table, in the order of their codes.

    Raises `SourceError` or `LexiconError` as `read_table` does, and `LexiconError` for a code that is malformed or
    stands twice, a row without demonyms or sources, and a name or demonym that two countries share.
    """
    countries: dict[str, CountryRow] = {}
    alpha3s: set[str] = set()
    names: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    for cells in read_table(path, COUNTRY_COLUMNS):
        alpha2, alpha3 = cells.text("alpha2"), cells.text("alpha3")
        if not _ALPHA2.fullmatch(alpha2):
            raise cells.fault("alpha2", f"{alpha2!r} is not two capital letters")
        if not _ALPHA3.fullmatch(alpha3):
            raise cells.fault("alpha3", f"{alpha3!r} is not three capital letters")
        if alpha2 in countries:
            raise cells.fault("alpha2", f"{alpha2!r} stands in an earlier row too")
        if alpha3 in alpha3s:
            raise cells.fault("alpha3", f"{alpha3!r} stands in an earlier row too")
        country = CountryRow(
            alpha2=alpha2,
            alpha3=alpha3,
            name=cells.text("name"),
            aliases=cells.several("aliases"),
            demonyms=cells.several("demonyms"),
            capital=cells.optional("capital"),
            ambiguous=cells.flag("ambiguous"),
            sources=cells.sources(),
        )
        _claim(cells, "aliases", (country.name, *country.aliases), names, alpha2)
        _claim(cells, "demonyms", country.demonyms, demonyms, alpha2)
        countries[alpha2] = country
        alpha3s.add(alpha3)
    return tuple(countries[code] for code in sorted(countries))


def read_regions(path: Path) -> tuple[RegionRow, ...]:
    """Return the regions of a table, in the order of their names.

    Raises `SourceError` or `LexiconError` as `read_table` does, and `LexiconError` for a name that two regions share.
    """
    regions: list[RegionRow] = []
    names: dict[str, str] = {}
    for cells in read_table(path, REGION_COLUMNS):
        region = RegionRow(
            name=cells.text("name"),
            aliases=cells.several("aliases"),
            adjectives=cells.several("adjectives"),
            sources=cells.sources(),
        )
        _claim(cells, "aliases", (region.name, *region.aliases), names, region.name)
        _claim(cells, "adjectives", region.adjectives, names, region.name)
        regions.append(region)
    return tuple(sorted(regions, key=lambda region: region.name))


def read_subdivisions(path: Path, countries: Collection[str]) -> tuple[SubdivisionRow, ...]:
    """Return the states and provinces of a table, in the order of country and name.

    Raises `SourceError` or `LexiconError` as `read_table` does, and `LexiconError` for an unknown country and for a
    name that two parts of one country share.
    """
    subdivisions: list[SubdivisionRow] = []
    names: dict[str, dict[str, str]] = {}
    for cells in read_table(path, SUBDIVISION_COLUMNS):
        country = _known_country(cells, countries)
        part = SubdivisionRow(
            name=cells.text("name"),
            country=country,
            aliases=cells.several("aliases"),
            ambiguous=cells.flag("ambiguous"),
            sources=cells.sources(),
        )
        _claim(cells, "aliases", (part.name, *part.aliases), names.setdefault(country, {}), part.name)
        subdivisions.append(part)
    return tuple(sorted(subdivisions, key=lambda part: (part.country, part.name)))


def read_cities(path: Path, countries: Collection[str]) -> tuple[CityRow, ...]:
    """Return the cities of a table, the largest first, those of one size in the order of the table.

    Raises `SourceError` or `LexiconError` as `read_table` does, and `LexiconError` for an unknown country, a
    population that is no number, and a city that stands twice.
    """
    cities: list[CityRow] = []
    seen: set[tuple[str, str]] = set()
    for cells in read_table(path, CITY_COLUMNS):
        name, country = cells.text("name"), _known_country(cells, countries)
        if (name, country) in seen:
            raise cells.fault("name", f"{name!r} in {country} stands in an earlier row too")
        seen.add((name, country))
        population, aliases = cells.number("population"), cells.several("aliases")
        cities.append(CityRow(name, country, population, aliases, cells.flag("ambiguous"), cells.sources()))
    return tuple(sorted(cities, key=attrgetter("population"), reverse=True))


def _known_country(cells: Cells, countries: Collection[str]) -> str:
    country = cells.text("country")
    if country not in countries:
        raise cells.fault("country", f"unknown ISO 3166-1 code {country!r}")
    return country


def _claim(cells: Cells, column: str, names: tuple[str, ...], taken: dict[str, str], owner: str) -> None:
    for name in names:
        other = taken.setdefault(fold_place(name), owner)
        if other != owner:
            raise cells.fault(column, f"{name!r} is a name of {other} already")
