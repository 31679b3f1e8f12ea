"""Small registries to break: one good row a table, written to a temporary folder."""

from __future__ import annotations

import csv
from pathlib import Path

from kg.registry import fairs, measures, places

Row = dict[str, str]

COLUMNS = {
    "fairs": fairs.COLUMNS,
    "countries": places.COUNTRY_COLUMNS,
    "regions": places.REGION_COLUMNS,
    "subdivisions": places.SUBDIVISION_COLUMNS,
    "cities": places.CITY_COLUMNS,
    "currencies": measures.CURRENCY_COLUMNS,
    "bare_currency_words": measures.BARE_WORD_COLUMNS,
    "units": measures.UNIT_COLUMNS,
}

GOOD: dict[str, list[Row]] = {
    "fairs": [
        {
            "slug": "cheese-days",
            "label": "International Cheese Days",
            "acronym": "ICD",
            "aliases": "Cheese Fair|Käsetage",
            "native_label": "Internationale Käsetage",
            "native_lang": "de",
            "weak_names": "ICD",
            "city": "Bern",
            "country": "CH",
            "first_year": "1990",
            "cadence": "annual",
            "known_editions": "1=1990|3=1992",
            "cancelled_years": "2020|2021",
            "sources": "https://example.org/cheese",
        },
        {"slug": "wine-week", "label": "wineweek", "cadence": "irregular", "sources": "general knowledge"},
    ],
    "countries": [
        {"alpha2": "CH", "alpha3": "CHE", "name": "Switzerland", "demonyms": "Swiss", "sources": "ISO 3166-1"},
        {
            "alpha2": "NO",
            "alpha3": "NOR",
            "name": "Norway",
            "demonyms": "Norwegian|Norwegians",
            "sources": "ISO 3166-1",
        },
        {"alpha2": "SE", "alpha3": "SWE", "name": "Sweden", "demonyms": "Swede|Swedes", "sources": "ISO 3166-1"},
    ],
    "regions": [{"name": "Alps", "adjectives": "Alpine", "sources": "general knowledge"}],
    "subdivisions": [{"name": "Valais", "country": "CH", "sources": "general knowledge"}],
    "cities": [
        {"name": "Bern", "country": "CH", "population": "134000", "aliases": "Berne", "sources": "GeoNames"},
        {"name": "Olten", "country": "CH", "population": "19000", "ambiguous": "no", "sources": "GeoNames"},
    ],
    "currencies": [
        {
            "code": "NOK",
            "name": "Norwegian krone",
            "words": "kroner",
            "symbols": "kr",
            "countries": "NO",
            "sources": "ISO 4217",
        },
        {
            "code": "SEK",
            "name": "Swedish krona",
            "words": "kronor",
            "symbols": "kr",
            "countries": "SE",
            "sources": "ISO 4217",
        },
    ],
    "bare_currency_words": [{"word": "kr", "default": "SEK", "sources": "general knowledge"}],
    "units": [{"unit": "m2", "form": "square metres", "factor": "1", "sources": "SI Brochure"}],
}


def write_tables(folder: Path, **tables: list[Row]) -> Path:
    """Write a registry to a folder, the good one but for the tables given by name, and return the folder."""
    for name, columns in COLUMNS.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(tables.get(name, GOOD[name]))
    return folder
