"""The registry as a whole: its tables loaded once, searched by the names that articles use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

from kg.registry.fairs import read_fairs
from kg.registry.folding import fold_name, fold_place
from kg.registry.measures import read_bare_words, read_currencies, read_units
from kg.registry.places import read_cities, read_countries, read_regions, read_subdivisions
from kg.registry.rows import (
    BareWordRow,
    CityRow,
    CountryRow,
    CurrencyRow,
    FairRow,
    RegionRow,
    SubdivisionRow,
    UnitRow,
)
from kg.resources import resource

RowT = TypeVar("RowT")


@dataclass(frozen=True, eq=False, repr=False)
class Registry:
    """The tables of one folder. Rows come in a fixed order; look-ups return None where nothing has the name.

    The cities are read when they are first asked for, since few stages need them.
    """

    folder: Path
    fairs: tuple[FairRow, ...]
    countries: tuple[CountryRow, ...]
    regions: tuple[RegionRow, ...]
    subdivisions: tuple[SubdivisionRow, ...]
    currencies: tuple[CurrencyRow, ...]
    bare_words: tuple[BareWordRow, ...]
    units: tuple[UnitRow, ...]

    @cached_property
    def cities(self) -> tuple[CityRow, ...]:
        """All cities, the largest first. Raises `LexiconError` or `SourceError` as `load_registry` does."""
        return read_cities(self.folder / "cities.csv", self._country_by_code)

    # --- fairs ---

    def fair(self, slug: str) -> FairRow | None:
        """Return the fair of a slug."""
        return self._fair_by_slug.get(slug)

    def fairs_named(self, surface: str) -> tuple[FairRow, ...]:
        """Return the fairs that have a name equal to `surface` after `fold_name`, in the order of their slugs.

        Several fairs share some acronyms (`TIF`), and some names need other signs in the text: see
        `FairRow.is_weak`. A single word in small letters finds only names that are written so (`drupa`), lest `ideas`
        be a defence fair.
        """
        key = fold_name(surface)
        named = self._fairs_by_name.get(key, ())
        if surface.islower() and " " not in key:
            return tuple(fair for fair in named if any(n.islower() and fold_name(n) == key for n in fair.names))
        return named

    # --- places ---

    def country(self, alpha2: str) -> CountryRow | None:
        """Return the country of an ISO 3166-1 alpha-2 code."""
        return self._country_by_code.get(alpha2)

    def country_named(self, surface: str) -> CountryRow | None:
        """Return the country that `surface` names: `China`, `the U.S.`, `Türkiye`, `Ivory Coast`."""
        return _by_place(self._country_by_name, surface)

    def country_of_demonym(self, surface: str) -> CountryRow | None:
        """Return the country whose adjective or people `surface` names; it must be capitalised: `Polish`, `Finns`."""
        return None if surface.islower() else _by_place(self._country_by_demonym, surface)

    def region_named(self, surface: str) -> RegionRow | None:
        """Return the region that `surface` names, by name or adjective: `ASEAN`, `Middle East`, `African`."""
        return None if surface.islower() else _by_place(self._region_by_name, surface)

    def subdivision_named(self, surface: str, country: str | None = None) -> SubdivisionRow | None:
        """Return the state or province that `surface` names, of the country if one is given, else the only one."""
        found = _by_place(self._subdivisions_by_name, surface) or ()
        fitting = [part for part in found if country in (None, part.country)]
        return fitting[0] if len(fitting) == 1 else None

    def cities_named(self, surface: str) -> tuple[CityRow, ...]:
        """Return the cities that `surface` names, by an older name too (`Calcutta`), the largest first."""
        return _by_place(self._cities_by_name, surface) or ()

    def city_named(self, surface: str, country: str | None = None) -> CityRow | None:
        """Return the city that `surface` names: the first of `cities_named`, of the country if one is given."""
        return next((city for city in self.cities_named(surface) if country in (None, city.country)), None)

    # --- money and units ---

    def currency(self, code: str) -> CurrencyRow | None:
        """Return the currency of an ISO 4217 code."""
        return self._currency_by_code.get(code)

    def currency_named(self, surface: str, country: str | None = None, year: int | None = None) -> CurrencyRow | None:
        """Return the currency that words such as `yuan`, `Hong Kong dollars` or `crowns` name.

        A word of several currencies means that of `country`, else that of the default of
        `bare_currency_words.csv`, else none; of those that followed one another in a country, that of `year`.
        """
        key = fold_place(surface)
        found = self._currencies_by_word.get(key) or self._currencies_by_word.get(key.casefold(), ())
        return self._meant(key, found, country, year)

    def currency_of_symbol(
        self, symbol: str, country: str | None = None, year: int | None = None
    ) -> CurrencyRow | None:
        """Return the currency of a sign or code beside a number: `US$`, `Rs`, `kr`; the rest as in `currency_named`.

        A single letter (`R`, `P`) means a currency only where `country` uses it.
        """
        found = self._currencies_by_symbol.get(symbol, ())
        if len(symbol) == 1 and symbol.isalpha():
            found = tuple(row for row in found if country in row.countries)
        return self._meant(symbol, found, country, year)

    def unit_named(self, form: str) -> UnitRow | None:
        """Return the unit that is written `form`: `square metres`, `sq. ft.`, `per cent`."""
        key = fold_place(form)
        return self._unit_by_form.get(key) or (self._unit_by_form.get(key.casefold()) if len(key) > 2 else None)

    # --- all written forms, for scanning a text: the longest first, so that an alternation of them is greedy ---

    @cached_property
    def currency_forms(self) -> tuple[str, ...]:
        """All words for currencies, as they stand after a number."""
        return _longest_first(word for row in self.currencies for word in row.words)

    @cached_property
    def currency_symbols(self) -> tuple[str, ...]:
        """All signs and codes of currencies, as they stand beside a number."""
        return _longest_first(sign for row in self.currencies for sign in (row.code, *row.symbols))

    @cached_property
    def unit_forms(self) -> tuple[str, ...]:
        """All written forms of units."""
        return _longest_first(row.form for row in self.units)

    # --- indices ---

    @cached_property
    def _fair_by_slug(self) -> dict[str, FairRow]:
        return {fair.slug: fair for fair in self.fairs}

    @cached_property
    def _fairs_by_name(self) -> dict[str, tuple[FairRow, ...]]:
        return _grouped((fold_name(name), fair) for fair in self.fairs for name in fair.names)

    @cached_property
    def _country_by_code(self) -> dict[str, CountryRow]:
        return {row.alpha2: row for row in self.countries}

    @cached_property
    def _country_by_name(self) -> dict[str, CountryRow]:
        return {fold_place(name): row for row in self.countries for name in (row.name, *row.aliases)}

    @cached_property
    def _country_by_demonym(self) -> dict[str, CountryRow]:
        return {fold_place(name): row for row in self.countries for name in row.demonyms}

    @cached_property
    def _region_by_name(self) -> dict[str, RegionRow]:
        return {fold_place(name): row for row in self.regions for name in (row.name, *row.aliases, *row.adjectives)}

    @cached_property
    def _subdivisions_by_name(self) -> dict[str, tuple[SubdivisionRow, ...]]:
        return _grouped((fold_place(name), row) for row in self.subdivisions for name in (row.name, *row.aliases))

    @cached_property
    def _cities_by_name(self) -> dict[str, tuple[CityRow, ...]]:
        return _grouped((fold_place(name), city) for city in self.cities for name in (city.name, *city.aliases))

    @cached_property
    def _currency_by_code(self) -> dict[str, CurrencyRow]:
        return {row.code: row for row in self.currencies}

    @cached_property
    def _currencies_by_word(self) -> dict[str, tuple[CurrencyRow, ...]]:
        return _grouped((fold_place(word), row) for row in self.currencies for word in row.words)

    @cached_property
    def _currencies_by_symbol(self) -> dict[str, tuple[CurrencyRow, ...]]:
        return _grouped((sign, row) for row in self.currencies for sign in (row.code, *row.symbols))

    @cached_property
    def _default_by_word(self) -> dict[str, str]:
        signs = {sign for row in self.currencies for sign in row.symbols}
        keyed = [(key, row) for row in self.bare_words for key in {fold_place(row.word), *({row.word} & signs)}]
        return {key: row.default for key, row in keyed if row.default}

    @cached_property
    def _unit_by_form(self) -> dict[str, UnitRow]:
        return {fold_place(row.form): row for row in self.units}

    def _meant(
        self, key: str, found: tuple[CurrencyRow, ...], country: str | None, year: int | None
    ) -> CurrencyRow | None:
        used_there = [row for row in found if country in row.countries]
        if used_there or len(found) == 1:
            return _in_use(used_there or found, year)
        default = self.currency(self._default_by_word.get(key, ""))
        if default is not None:
            successors = [row for row in found if set(default.countries[:1]) & set(row.countries)]
            return _in_use(successors or [default], year)
        shared = set.intersection(*(set(row.countries) for row in found)) if found else set()
        return _in_use(found, year) if shared else None


def load_registry(folder: Path | None = None) -> Registry:
    """Return the registry of a folder, by default that of the package, which is read once.

    Raises `SourceError` where the folder lacks a table, and `LexiconError`, with file, row and column, for a row that
    breaks its table's rules.
    """
    return _load(folder) if folder is not None else _default_registry()


@cache
def _default_registry() -> Registry:
    return _load(resource("registry"))


def _load(folder: Path) -> Registry:
    countries = read_countries(folder / "countries.csv")
    codes = {row.alpha2 for row in countries}
    currencies = read_currencies(folder / "currencies.csv", codes)
    return Registry(
        folder=folder,
        fairs=read_fairs(folder / "fairs.csv", codes),
        countries=countries,
        regions=read_regions(folder / "regions.csv"),
        subdivisions=read_subdivisions(folder / "subdivisions.csv", codes),
        currencies=currencies,
        bare_words=read_bare_words(folder / "bare_currency_words.csv", currencies),
        units=read_units(folder / "units.csv"),
    )


def _in_use(rows: Sequence[CurrencyRow], year: int | None) -> CurrencyRow | None:
    """Return the row in use in a year, by default now: the one that ends soonest after it."""
    if year is None:
        return min(rows, key=lambda row: (row.historic, -(row.until or 0), row.code), default=None)
    lasting = [row for row in rows if row.until is None or row.until >= year]
    return min(lasting or rows, key=lambda row: (row.until or 9999, row.code), default=None)


def _by_place(index: dict[str, RowT], surface: str) -> RowT | None:
    key = fold_place(surface)
    return index.get(key) or index.get(key.casefold())


def _grouped(pairs: Iterable[tuple[str, RowT]]) -> dict[str, tuple[RowT, ...]]:
    groups: dict[str, tuple[RowT, ...]] = {}
    for key, row in pairs:
        others = groups.get(key)
        if others is None:
            groups[key] = (row,)
        elif all(row is not other for other in others):
            groups[key] = (*others, row)
    return groups


def _longest_first(forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(forms), key=lambda form: (-len(form), form)))
