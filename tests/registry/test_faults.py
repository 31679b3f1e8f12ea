"""Each fault that someone could make in a table is found, with its file, row and column."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_tables import GOOD, Row, write_tables

from kg.errors import LexiconError, SourceError
from kg.registry import load_registry


def changed(table: str, place: int, **cells: str) -> list[Row]:
    return [row | cells if number == place else row for number, row in enumerate(GOOD[table])]


def extended(table: str, place: int, **cells: str) -> list[Row]:
    return [*GOOD[table], GOOD[table][place] | cells]


FAULTS: list[tuple[str, list[Row], int, str, str]] = [
    ("fairs", changed("fairs", 0, slug="Cheese Days"), 2, "slug", "is not a slug"),
    ("fairs", changed("fairs", 1, slug="cheese-days"), 3, "slug", "earlier row"),
    ("fairs", changed("fairs", 1, label=""), 3, "label", "is empty"),
    ("fairs", changed("fairs", 0, country="XX"), 2, "country", "unknown ISO 3166-1 code 'XX'"),
    ("fairs", changed("fairs", 0, cadence="yearly"), 2, "cadence", "'yearly' is none of"),
    ("fairs", changed("fairs", 0, known_editions="first=1990"), 2, "known_editions", "is not ordinal=year"),
    ("fairs", changed("fairs", 0, known_editions="1=1990-spring"), 2, "known_editions", "have a season"),
    ("fairs", changed("fairs", 0, cadence="twice-yearly"), 2, "known_editions", "have a season"),
    ("fairs", changed("fairs", 0, known_editions="3=1992|4=1991"), 2, "known_editions", "cannot follow"),
    ("fairs", changed("fairs", 0, known_editions="4=1992|3=1993"), 2, "known_editions", "cannot follow"),
    ("fairs", changed("fairs", 0, known_editions="2=1989"), 2, "known_editions", "before the first year"),
    ("fairs", changed("fairs", 0, known_editions="1=1991"), 2, "known_editions", "the first year 1990"),
    ("fairs", changed("fairs", 0, cancelled_years="1992"), 2, "cancelled_years", "cannot be cancelled"),
    ("fairs", changed("fairs", 0, cancelled_years="1985"), 2, "cancelled_years", "before the first year"),
    ("fairs", changed("fairs", 0, cancelled_years="2021|2020"), 2, "cancelled_years", "do not ascend"),
    ("fairs", changed("fairs", 0, first_year="90"), 2, "first_year", "is not a year"),
    ("fairs", changed("fairs", 0, native_lang=""), 2, "native_lang", "go together"),
    ("fairs", changed("fairs", 0, native_lang="German"), 2, "native_lang", "is not a language tag"),
    ("fairs", changed("fairs", 0, aliases="Cheese Fair||Fair"), 2, "aliases", "empty or padded"),
    ("fairs", changed("fairs", 0, aliases="Cheese Fair|Cheese Fair"), 2, "aliases", "twice"),
    ("fairs", changed("fairs", 0, aliases="ICD"), 2, "aliases", "another name of the fair already"),
    ("fairs", changed("fairs", 0, aliases="?!"), 2, "aliases", "no letter or digit"),
    ("fairs", changed("fairs", 0, weak_names="Wine Fair"), 2, "weak_names", "no name of the fair"),
    ("fairs", changed("fairs", 0, checked="maybe"), 2, "checked", "must be yes, no or empty"),
    ("fairs", changed("fairs", 1, sources=""), 3, "sources", "needs a source"),
    ("countries", changed("countries", 0, alpha2="ch"), 2, "alpha2", "two capital letters"),
    ("countries", changed("countries", 0, alpha3="CH"), 2, "alpha3", "three capital letters"),
    ("countries", changed("countries", 1, alpha2="CH"), 3, "alpha2", "earlier row"),
    ("countries", changed("countries", 1, alpha3="CHE"), 3, "alpha3", "earlier row"),
    ("countries", changed("countries", 1, aliases="switzerland"), 3, "aliases", "a name of CH already"),
    ("countries", changed("countries", 1, demonyms="Swiss"), 3, "demonyms", "a name of CH already"),
    ("countries", changed("countries", 2, sources=""), 4, "sources", "needs a source"),
    ("regions", extended("regions", 0, name="alps"), 3, "aliases", "a name of Alps already"),
    ("regions", changed("regions", 0, sources=" "), 2, "sources", "padded"),
    ("subdivisions", changed("subdivisions", 0, country="Swiss"), 2, "country", "unknown ISO 3166-1 code"),
    (
        "subdivisions",
        extended("subdivisions", 0, name="Wallis", aliases="Valais"),
        3,
        "aliases",
        "a name of Valais already",
    ),
    ("cities", changed("cities", 1, country=""), 3, "country", "is empty"),
    ("cities", changed("cities", 1, population="many"), 3, "population", "is not a whole number"),
    ("cities", changed("cities", 1, name="Bern"), 3, "name", "earlier row"),
    ("currencies", changed("currencies", 0, code="NKR1"), 2, "code", "three capital letters"),
    ("currencies", changed("currencies", 1, code="NOK"), 3, "code", "earlier row"),
    ("currencies", changed("currencies", 1, countries="SE|QQ"), 3, "countries", "unknown ISO 3166-1 code 'QQ'"),
    ("currencies", changed("currencies", 1, until="now"), 3, "until", "is not a year"),
    ("bare_currency_words", extended("bare_currency_words", 0), 3, "word", "earlier row"),
    ("bare_currency_words", changed("bare_currency_words", 0, word="kronor"), 2, "word", "is not shared"),
    ("bare_currency_words", changed("bare_currency_words", 0, default="CHF"), 2, "default", "does not have the word"),
    ("bare_currency_words", [], 1, "word", "lacks 'kr', which NOK, SEK share"),
    ("units", changed("units", 0, unit="acre"), 2, "unit", "'acre' is none of"),
    ("units", changed("units", 0, factor="one"), 2, "factor", "is not a number"),
    ("units", changed("units", 0, factor="-1"), 2, "factor", "is not a positive number"),
    ("units", changed("units", 0, factor="NaN"), 2, "factor", "is not a positive number"),
    ("units", extended("units", 0), 3, "form", "earlier row"),
    ("units", extended("units", 0, form="square-metres", factor="2"), 3, "form", "is read as 1 m2"),
]


@pytest.mark.parametrize(("table", "rows", "row", "column", "problem"), FAULTS)
def test_a_faulty_row_is_named(
    tmp_path: Path, table: str, rows: list[Row], row: int, column: str, problem: str
) -> None:
    folder = write_tables(tmp_path, **{table: rows})
    with pytest.raises(LexiconError) as caught:
        _ = load_registry(folder).cities
    fault = caught.value
    assert (fault.path, fault.row) == (folder / f"{table}.csv", row)
    assert fault.problem.startswith(f"column {column}: ")
    assert problem in fault.problem


def test_the_good_tables_have_no_fault(tmp_path: Path) -> None:
    registry = load_registry(write_tables(tmp_path))
    assert [fair.slug for fair in registry.fairs] == ["cheese-days", "wine-week"]
    assert [city.name for city in registry.cities] == ["Bern", "Olten"]


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        ("unit,form,factor", "column sources: is missing"),
        ("unit,form,factor,sources,colour", "column colour: is unknown"),
        ("unit,form,factor,sources,unit", "column unit: stands twice"),
        ("", "column unit: is missing"),
    ],
)
def test_a_wrong_header_is_named(tmp_path: Path, header: str, problem: str) -> None:
    folder = write_tables(tmp_path)
    (folder / "units.csv").write_text(header + "\n", encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        load_registry(folder)
    assert (caught.value.path.name, caught.value.row, caught.value.problem) == ("units.csv", 1, problem)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("m2,sq m,1", "has 3 cells where the header has 4"),
        ("m2,sq m,1,SI,SI", "has 5 cells where the header has 4"),
        ('m2,"sq m"x,1,SI', "is not CSV"),
    ],
)
def test_a_row_that_does_not_fit_the_header_is_named(tmp_path: Path, row: str, problem: str) -> None:
    folder = write_tables(tmp_path)
    (folder / "units.csv").write_text(f"unit,form,factor,sources\nm2,sqm,1,SI\n{row}\n", encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        load_registry(folder)
    assert (caught.value.path.name, caught.value.row) == ("units.csv", 3)
    assert problem in caught.value.problem


def test_a_table_in_another_encoding_is_named(tmp_path: Path) -> None:
    folder = write_tables(tmp_path)
    (folder / "units.csv").write_bytes("unit,form,factor,sources\nm2,m²,1,SI\n".encode("latin-1"))
    with pytest.raises(LexiconError, match="row 2: is not UTF-8"):
        load_registry(folder)


def test_a_folder_without_tables_is_a_source_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such table"):
        load_registry(tmp_path)
