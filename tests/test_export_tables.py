"""CSV and Parquet: duckdb, pandas, pyarrow and a reader of CSVW find the tables, their types and their values."""

from __future__ import annotations

import csv
import json
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from odd_graph import ODD, odd_store, sample_store
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import KgError
from kg.export import export
from kg.exports.csv_files import METADATA
from kg.exports.tables import TABLES, tables
from kg.graph.curies import curie

duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
pandas = pytest.importorskip("pandas", reason="pandas is not installed")
parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")

BASE = "https://example.org/kg/"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample articles and the odd graph, as CSV and as Parquet."""
    place = tmp_path_factory.mktemp("tables")
    for name, store in (("sample", sample_store()), ("odd", odd_store())):
        (place / name).mkdir()
        for to in ("csv", "parquet"):
            export(store, to, place / name / to)
    return place


def count(store: Store, kind: str) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, curie("rdf:type"), curie(kind)))


# --- the tables ---


def test_every_node_of_a_class_has_its_row() -> None:
    rows = {table.name: len(found) for table, found in tables(sample_store())}
    kinds = {
        "fairs": "te:Fair",
        "editions": "te:Edition",
        "metrics": "te:Metric",
        "deals": "te:Deal",
        "claims": "te:Claim",
        "differences": "te:Difference",
        "articles": "te:Article",
    }
    assert {name: rows[name] for name in kinds} == {name: count(sample_store(), kind) for name, kind in kinds.items()}
    proofs = list(sample_store().quads_for_pattern(None, curie("prov:wasDerivedFrom"), None))
    assert rows["evidence"] == sum("#char=" in str(proof.object) for proof in proofs)


def test_keys_are_keys_and_lead_to_rows() -> None:
    found = {table.name: (table, rows) for table, rows in tables(sample_store())}
    for table, rows in found.values():
        if table.is_keyed:
            assert len({row[0] for row in rows}) == len(rows)
        for place, column in enumerate(table.columns):
            if column.table:
                known = {row[0] for row in found[column.table][1]}
                assert {row[place] for row in rows} - {None} <= known, f"{table.name}.{column.name}"


def test_every_column_has_its_name_and_says_what_it_holds() -> None:
    for table in TABLES:
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)
        assert table.about
        assert all(column.about for column in table.columns)


# --- CSV ---


def test_duckdb_reads_the_csv(folder: Path) -> None:
    path = folder / "sample/csv"
    ((number,),) = duckdb.sql(f"SELECT COUNT(*) FROM '{path}/metrics.csv'").fetchall()
    assert number == count(sample_store(), "te:Metric")
    query = f"""
        SELECT e.year, m.value, v.quote FROM '{path}/metrics.csv' m
        JOIN '{path}/editions.csv' e ON m.about = e.edition JOIN '{path}/evidence.csv' v ON v.statement = m.metric
        WHERE m.fair LIKE '%/ciie' AND m.indicator = 'new-products' AND m.status = 'actual' AND e.ordinal = 6
    """
    assert duckdb.sql(query).fetchall() == [(2023, 442, "442 new products")]
    ((day,),) = duckdb.sql(f"SELECT start_date FROM '{path}/editions.csv' WHERE edition LIKE '%/ciie/6'").fetchall()
    assert day == date(2023, 11, 5)


def test_pandas_reads_the_csv_with_the_types_that_the_metadata_name(folder: Path) -> None:
    path = folder / "sample/csv"
    group = json.loads((path / METADATA).read_text(encoding="utf-8"))
    types = {"string": "string", "anyURI": "string", "integer": "Int64", "gYear": "Int64", "boolean": "boolean"}
    for table in group["tables"]:
        columns = {each["name"]: each["datatype"] for each in table["tableSchema"]["columns"]}
        days = [name for name, kind in columns.items() if kind == "date"]
        frame = pandas.read_csv(
            path / table["url"],
            dtype={name: types[kind] for name, kind in columns.items() if kind in types},
            parse_dates=days,
            keep_default_na=False,
            na_values=[""],
        )
        assert list(frame.columns) == list(columns)
        assert all(frame[name].dtype.kind == "M" for name in days if frame[name].notna().any())


def test_odd_names_come_back_from_csv(folder: Path) -> None:
    with (folder / "odd/csv/editions.csv").open(encoding="utf-8", newline="") as lines:
        rows = {row["edition"]: row for row in csv.DictReader(lines)}
    assert rows[f"{BASE}edition/linen/2"]["theme"] == ODD
    frame = pandas.read_csv(folder / "odd/csv/evidence.csv", keep_default_na=False)
    assert ODD in set(frame["quote"])
    found = duckdb.sql(f"SELECT theme FROM read_csv('{folder}/odd/csv/editions.csv', all_varchar=true)").fetchall()
    assert (ODD,) in found


def test_a_reader_of_csvw_finds_all_cells_of_their_types_and_all_keys(folder: Path) -> None:
    csvw = pytest.importorskip("csvw", reason="csvw is not installed")
    for name, store in (("sample", sample_store()), ("odd", odd_store())):
        group = csvw.TableGroup.from_file(folder / name / "csv" / METADATA)
        assert group.check_referential_integrity()
        read = {table.url.string: list(table) for table in group.tables}
        for table, rows in tables(store):
            names = [column.name for column in table.columns]
            said = [tuple(plain(row[column]) for column in names) for row in read[f"{table.name}.csv"]]
            assert said == [tuple(plain(value) for value in row) for row in rows], table.name


def plain(value: Any) -> Any:
    """A cell as both sides have it: a reader may have types of its own for IRIs and years."""
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, bool | Decimal | date):
        return value
    return getattr(value, "unsplit", lambda: str(value))()


# --- Parquet ---


def test_parquet_has_exact_types(folder: Path) -> None:
    schema = parquet.read_schema(folder / "sample/parquet/metrics.parquet")
    assert str(schema.field("value").type) == "decimal128(38, 10)"
    assert str(schema.field("year").type) == "int32"
    assert str(schema.field("derived").type) == "bool"
    assert schema.field("value").metadata[b"description"] == b"The number, in full."
    assert (
        str(parquet.read_schema(folder / "sample/parquet/editions.parquet").field("start_date").type) == "date32[day]"
    )


@pytest.mark.parametrize("name", ["sample", "odd"])
def test_pyarrow_reads_every_value(folder: Path, name: str) -> None:
    for table, rows in tables(sample_store() if name == "sample" else odd_store()):
        read = parquet.read_table(folder / name / "parquet" / f"{table.name}.parquet")
        assert read.column_names == [column.name for column in table.columns]
        assert [tuple(row.values()) for row in read.to_pylist()] == [tuple(row) for row in rows]


def test_csv_and_parquet_say_the_same(folder: Path) -> None:
    query = "SELECT COUNT(*), SUM(value) FROM '{}' WHERE unit = 'USD'"
    (by_csv,), (by_parquet,) = (
        duckdb.sql(query.format(folder / "sample" / to / f"metrics.{to}")).fetchall() for to in ("csv", "parquet")
    )
    assert by_csv[0] == by_parquet[0] > 10
    assert Decimal(by_csv[1]) == by_parquet[1]


def test_duckdb_keeps_decimals_exact(folder: Path) -> None:
    query = f"SELECT value, change_percent FROM '{folder}/odd/parquet/metrics.parquet' WHERE value = 7.25"
    assert duckdb.sql(query).fetchall() == [(Decimal("7.25"), Decimal("6.7"))]


def test_a_month_is_no_day() -> None:
    store = Store()
    edition = NamedNode(f"{BASE}edition/tea/1")
    store.add(Quad(edition, curie("rdf:type"), curie("te:Edition")))
    store.add(Quad(edition, curie("te:startDate"), Literal("2024-03", datatype=curie("xsd:gYearMonth"))))
    ((_, (row,)),) = ((table, rows) for table, rows in tables(store) if table.name == "editions")
    names = [column.name for table in TABLES if table.name == "editions" for column in table.columns]
    cells = dict(zip(names, row, strict=True))
    assert (cells["start_date"], cells["start_month"], cells["end_month"]) == (None, "2024-03", None)


def test_a_number_that_no_decimal_holds_is_an_error_and_not_another_number(tmp_path: Path) -> None:
    store = Store()
    metric = NamedNode(f"{BASE}metric/long")
    store.add(Quad(metric, curie("rdf:type"), curie("te:Metric")))
    store.add(Quad(metric, curie("te:value"), Literal("0.123456789012", datatype=curie("xsd:decimal"))))
    with pytest.raises(KgError, match=r"value of .*metric/long in the table metrics has more digits .* holds it"):
        export(store, "parquet", tmp_path / "p")
    assert list(tmp_path.iterdir()) == []
    export(store, "csv", tmp_path / "c")
    assert "0.123456789012" in (tmp_path / "c/metrics.csv").read_text()


def test_without_pyarrow_one_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(KgError, match=r"Parquet needs pyarrow; .* `pip install 'expograph\[parquet\]'`$"):
        export(Store(), "parquet", tmp_path / "p")
    assert list(tmp_path.iterdir()) == []
