"""What the package's own tables answer: facts that later stages lean on, and the agreement of the tables."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from sample_tables import GOOD, write_tables

from kg.registry import KnownEdition, Registry, fold_name, fold_place, load_registry
from kg.resources import resource


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def known(registry: Registry, slug: str) -> tuple[KnownEdition, ...]:
    fair = registry.fair(slug)
    assert fair is not None
    return fair.known_editions


# --- fairs ---


@pytest.mark.parametrize(
    ("slug", "edition"),
    [
        ("ciie", KnownEdition(2, 2019)),
        ("ciie", KnownEdition(6, 2023)),
        ("gdte", KnownEdition(2, 2023)),
        ("canton-fair", KnownEdition(127, 2020, "spring")),
        ("drupa", KnownEdition(6, 1972)),
        ("dhaka-trade-fair", KnownEdition(25, 2020)),
    ],
)
def test_known_editions(registry: Registry, slug: str, edition: KnownEdition) -> None:
    assert edition in known(registry, slug)


@pytest.mark.parametrize(
    ("surface", "slugs"),
    [
        ("China International Import Expo", ["ciie"]),
        ("the China Import Expo", ["ciie"]),
        ("进博会", ["ciie"]),
        ("广交会", ["canton-fair"]),
        ("The Canton Fair", ["canton-fair"]),
        ("China Import and Export Fair", ["canton-fair"]),
        ("服贸会", ["ciftis"]),
        ("China (Beijing) International Fair for Trade in Services", ["ciftis"]),
        ("Hong Kong Toys & Games Fair", ["hong-kong-toys-and-games-fair"]),
        ("INTERPACK", ["interpack"]),
        ("drupa", ["drupa"]),
        ("Bogota Book Fair", ["bogota-book-fair"]),
        ("TIF", ["thessaloniki-fair", "tripoli-fair"]),
        ("IDEAS", ["ideas-pakistan"]),
        ("ideas", []),
        ("solar", []),
        ("", []),
    ],
)
def test_fairs_by_name(registry: Registry, surface: str, slugs: list[str]) -> None:
    assert [fair.slug for fair in registry.fairs_named(surface)] == slugs


def test_a_short_name_is_weak_and_a_full_one_is_not(registry: Registry) -> None:
    bio = registry.fair("bio-convention")
    assert bio is not None
    assert bio.is_weak("BIO")
    assert not bio.is_weak("BIO International Convention")


def test_names_that_two_fairs_share_are_weak_for_both(registry: Registry) -> None:
    owners = defaultdict(set)
    for fair in registry.fairs:
        for name in fair.names:
            owners[fold_name(name)].add(fair)
    strong = {
        (name, fair.slug)
        for name, fairs in owners.items()
        if len(fairs) > 1
        for fair in fairs
        if not fair.is_weak(name)
    }
    assert strong == set()


def test_the_country_of_a_fair_is_that_of_its_city(registry: Registry) -> None:
    strays = {
        (fair.slug, fair.city, fair.country)
        for fair in registry.fairs
        if fair.city and registry.city_named(fair.city, fair.country) is None
    }
    assert strays == set()


# --- places ---


@pytest.mark.parametrize(
    ("surface", "alpha2"),
    [
        ("China", "CN"),
        ("the U.S.", "US"),
        ("US", "US"),
        ("USA", "US"),
        ("U.K.", "GB"),
        ("Britain", "GB"),
        ("the United Arab Emirates", "AE"),
        ("UAE", "AE"),
        ("Republic of Korea", "KR"),
        ("DPRK", "KP"),
        ("Türkiye", "TR"),
        ("Turkiye", "TR"),
        ("CÔTE D’IVOIRE", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("Burma", "MM"),
        ("Swaziland", "SZ"),
        ("Guinea Bissau", "GW"),
        ("the Democratic Republic of Congo", "CD"),
        ("Northern Rhodesia", "ZM"),
        ("West Germany", "DE"),
        ("PERU", "PE"),
        ("Chinese Taipei", "TW"),
        ("us", None),
        ("Us", None),
        ("Atlantis", None),
        ("the Soviet Union", "SU"),
        ("", None),
    ],
)
def test_countries_by_name(registry: Registry, surface: str, alpha2: str | None) -> None:
    found = registry.country_named(surface)
    assert (found and found.alpha2) == alpha2


@pytest.mark.parametrize(
    ("surface", "alpha2"),
    [
        ("Chinese", "CN"),
        ("Finns", "FI"),
        ("Dutchmen", "NL"),
        ("New Zealander", "NZ"),
        ("Emirati", "AE"),
        ("South Korean", "KR"),
        ("Nigerien", "NE"),
        ("Soviet", "SU"),
        ("Nigerian", "NG"),
        ("Polish", "PL"),
        ("polish", None),
        ("European", None),
    ],
)
def test_countries_by_people(registry: Registry, surface: str, alpha2: str | None) -> None:
    found = registry.country_of_demonym(surface)
    assert (found and found.alpha2) == alpha2


def test_every_country_of_iso_3166_is_there_and_sovereign_states_have_people(registry: Registry) -> None:
    codes = {row.alpha2 for row in registry.countries}
    assert len(codes - {"XK", "SU", "YU", "CS"}) == 249
    uninhabited_or_shared = {"BV", "GS", "HM", "MF", "PM", "SJ", "SX", "TF", "UM", "VA", "DM", "CG"}
    assert {row.alpha2 for row in registry.countries if not row.demonyms} == uninhabited_or_shared


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("EU", "European Union"),
        ("the Middle East", "Middle East"),
        ("Latin American", "Latin America"),
        ("Gulf states", "Gulf"),
        ("Belt and Road", "Belt and Road"),
        ("Southeast Asian", "Southeast Asia"),
        ("sub-Saharan", "Sub-Saharan Africa"),
        ("gulf", None),
    ],
)
def test_regions_by_name(registry: Registry, surface: str, name: str | None) -> None:
    found = registry.region_named(surface)
    assert (found and found.name) == name


@pytest.mark.parametrize(
    ("surface", "hint", "expected"),
    [
        ("Shanghai", None, ("Shanghai", "CN")),
        ("Peking", None, ("Beijing", "CN")),
        ("Calcutta", None, ("Kolkata", "IN")),
        ("Köln", None, ("Cologne", "DE")),
        ("Hannover", None, ("Hanover", "DE")),
        ("Tripoli", None, ("Tripoli", "LY")),
        ("Tripoli", "LB", ("Tripoli", "LB")),
        ("Ho Chi Minh City", None, ("Ho Chi Minh City", "VN")),
        ("Sao Paulo", None, ("São Paulo", "BR")),
        ("St. Petersburg", None, ("Saint Petersburg", "RU")),
        ("Le Bourget", None, ("Le Bourget", "FR")),
        ("Boao", None, ("Boao", "CN")),
        ("Shanghai", "DE", None),
        ("Nowhere", None, None),
    ],
)
def test_cities_by_name(registry: Registry, surface: str, hint: str | None, expected: tuple[str, str] | None) -> None:
    found = registry.city_named(surface, hint)
    assert (found and (found.name, found.country)) == expected


@pytest.mark.parametrize(
    ("name", "ambiguous"), [("Nice", True), ("Reading", True), ("Split", True), ("Sydney", False)]
)
def test_cities_that_are_common_words_are_marked(registry: Registry, name: str, ambiguous: bool) -> None:
    city = registry.city_named(name)
    assert city is not None
    assert city.ambiguous is ambiguous


def test_every_capital_is_a_city(registry: Registry) -> None:
    capitals = {(row.alpha2, row.capital) for row in registry.countries if row.capital}
    lost = {(code, city) for code, city in capitals if registry.city_named(city, code) is None}
    assert lost == set()


def test_parts_of_countries(registry: Registry) -> None:
    bavaria = registry.subdivision_named("Bavaria")
    assert bavaria is not None
    assert bavaria.country == "DE"
    assert registry.subdivision_named("Galicia", "FR") is None
    names = {fold_place(name) for row in registry.countries for name in (row.name, *row.aliases)}
    unmarked = {
        (row.country, row.name)
        for row in registry.subdivisions
        if fold_place(row.name) in names and not row.ambiguous
    }
    assert unmarked <= {("GB", "England"), ("GB", "Scotland"), ("GB", "Wales"), ("GB", "Northern Ireland")} | {
        ("BE", "Flanders"),
        ("BE", "Wallonia"),
        ("TZ", "Zanzibar"),
        ("RS", "Vojvodina"),
        ("LY", "Tripolitania"),
    }


# --- money and units ---


@pytest.mark.parametrize(
    ("surface", "country", "year", "code"),
    [
        ("yuan", None, None, "CNY"),
        ("renminbi", None, None, "CNY"),
        ("dollars", None, None, "USD"),
        ("dollars", "AU", None, "AUD"),
        ("Hong Kong dollars", None, None, "HKD"),
        ("U.S. dollars", None, None, "USD"),
        ("rupees", None, None, "INR"),
        ("rupees", "PK", None, "PKR"),
        ("Sri Lankan rupees", None, None, "LKR"),
        ("kroner", None, None, None),
        ("kroner", "NO", None, "NOK"),
        ("crowns", "SE", None, "SEK"),
        ("francs", None, None, None),
        ("francs", "FR", 1985, "FRF"),
        ("Swiss francs", None, None, "CHF"),
        ("marks", None, None, "DEM"),
        ("marks", "FI", 1970, "FIM"),
        ("D-marks", None, None, "DEM"),
        ("Turkish liras", None, 1999, "TRL"),
        ("Turkish liras", None, 2020, "TRY"),
        ("zlotys", None, 1990, "PLZ"),
        ("zlotys", None, None, "PLN"),
        ("leva", None, None, "BGN"),
        ("roubles", None, 1980, "SUR"),
        ("roubles", None, None, "RUB"),
        ("Yugoslav dinars", None, 1970, "YUD"),
        ("dinars", None, None, None),
        ("Euros", None, None, "EUR"),
        ("square metres", None, None, None),
    ],
)
def test_currencies_by_word(
    registry: Registry, surface: str, country: str | None, year: int | None, code: str | None
) -> None:
    found = registry.currency_named(surface, country, year)
    assert (found and found.code) == code


@pytest.mark.parametrize(
    ("symbol", "country", "code"),
    [
        ("US$", None, "USD"),
        ("$", None, "USD"),
        ("$", "CA", "CAD"),
        ("$", "MX", "USD"),
        ("€", None, "EUR"),
        ("£", "EG", "EGP"),
        ("¥", None, "JPY"),
        ("¥", "CN", "CNY"),
        ("RMB", None, "CNY"),
        ("Rs", None, "INR"),
        ("RM", None, "MYR"),
        ("R$", None, "BRL"),
        ("Tk", None, "BDT"),
        ("DM", None, "DEM"),
        ("kr", None, None),
        ("kr", "SE", "SEK"),
        ("R", None, None),
        ("R", "ZA", "ZAR"),
        ("CHF", None, "CHF"),
        ("chf", None, None),
    ],
)
def test_currencies_by_sign(registry: Registry, symbol: str, country: str | None, code: str | None) -> None:
    found = registry.currency_of_symbol(symbol, country)
    assert (found and found.code) == code


@pytest.mark.parametrize(
    ("form", "unit", "factor"),
    [
        ("square metres", "m2", "1"),
        ("sq. m", "m2", "1"),
        ("m²", "m2", "1"),
        ("SQ FT", "ft2", "1"),
        ("sq. ft.", "ft2", "1"),
        ("acres", "ha", "0.40468564224"),
        ("square kilometres", "m2", "1000000"),
        ("per cent", "percent", "1"),
        ("%", "percent", "1"),
    ],
)
def test_units_by_form(registry: Registry, form: str, unit: str, factor: str) -> None:
    found = registry.unit_named(form)
    assert found is not None
    assert (found.unit, str(found.factor)) == (unit, factor)


@pytest.mark.parametrize("form", ["percentage points", "metres", "HA", ""])
def test_what_is_no_unit(registry: Registry, form: str) -> None:
    assert registry.unit_named(form) is None


# --- the whole ---


def test_the_default_registry_is_read_once(registry: Registry) -> None:
    assert load_registry() is registry
    assert registry.folder == resource("registry")


def test_forms_are_sorted_with_the_longest_first(registry: Registry) -> None:
    for forms in (registry.currency_forms, registry.unit_forms):
        assert list(forms) == sorted(set(forms), key=lambda form: (-len(form), form))


def test_rows_are_in_order_whatever_the_order_of_the_table(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    tables = ("fairs", "countries", "currencies", "units", "cities")
    one = load_registry(write_tables(tmp_path / "a"))
    other = load_registry(write_tables(tmp_path / "b", **{name: GOOD[name][::-1] for name in tables}))
    assert one.fairs == other.fairs
    assert one.countries == other.countries
    assert one.currencies == other.currencies
    assert one.units == other.units
    assert one.cities == other.cities


def test_look_ups_do_not_depend_on_the_hash_seed() -> None:
    script = (
        "from kg.registry import load_registry; r = load_registry();"
        "print(r.currency_forms[:50], [f.slug for f in r.fairs_named('FIA')], r.cities_named('Victoria'))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
