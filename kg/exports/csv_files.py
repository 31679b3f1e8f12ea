"""The tables as CSV, a file a table, with a description of their columns as CSV on the Web beside them.

The files are what RFC 4180 says, in UTF-8 with a header. `csv-metadata.json` is where readers of CSVW look for it: it
types the columns, says what they hold, and which column leads to which table.
"""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

from pyoxigraph import Store

from kg.exports.tables import Column, Kind, Table, Value, named_by, tables

METADATA = "csv-metadata.json"


def csv_files(store: Store, folder: Path) -> None:
    """Write all tables into a folder."""
    described = []
    for table, rows in tables(store):
        text = StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(column.name for column in table.columns)
        for row in rows:
            writer.writerow(_cell(value, column) for value, column in zip(row, table.columns, strict=True))
        (folder / f"{table.name}.csv").write_bytes(text.getvalue().encode("utf-8", "surrogatepass"))
        described.append(_described(table))
    group = {"@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}], "tables": described}
    (folder / METADATA).write_text(json.dumps(group, indent=1) + "\n", encoding="utf-8")


def _cell(value: Value | None, column: Column) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    return f"{value:04d}" if column.kind is Kind.YEAR else str(value)


def _described(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"columns": [_column(column) for column in table.columns]}
    if table.is_keyed:
        schema["primaryKey"] = table.columns[0].name
    leading = [column for column in table.columns if column.table]
    if leading:
        schema["foreignKeys"] = [_key(column) for column in leading]
    return {"url": f"{table.name}.csv", "dc:description": table.about, "tableSchema": schema}


def _column(column: Column) -> dict[str, Any]:
    said: dict[str, Any] = {"name": column.name, "titles": column.name, "dc:description": column.about}
    return {**said, "datatype": column.kind.value}


def _key(column: Column) -> dict[str, Any]:
    reference = {"resource": f"{column.table}.csv", "columnReference": named_by(column.table)}
    return {"columnReference": column.name, "reference": reference}
