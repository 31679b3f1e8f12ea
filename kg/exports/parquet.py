"""The tables as Parquet, a file a table, by pyarrow, which the extra `parquet` installs.

Numbers are exact decimals of 38 digits, ten of them after the point; days are dates; years and counts whole numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal, Inexact, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Store

from kg.errors import KgError
from kg.exports.tables import Column, Kind, Row, Table, tables

if TYPE_CHECKING:
    import pyarrow

_DIGITS, _AFTER_POINT = 38, 10
_EXACT = Context(prec=_DIGITS, traps=[Inexact, InvalidOperation])
_STEP = Decimal(1).scaleb(-_AFTER_POINT)


def parquet(store: Store, folder: Path) -> None:
    """Write all tables into a folder.

    Raises `KgError` where pyarrow is not installed, or a number has more digits than a decimal of Parquet.
    """
    try:
        from pyarrow.parquet import write_table
    except ImportError as error:
        raise KgError("Parquet needs pyarrow; install it with `pip install 'expograph[parquet]'`") from error
    for table, rows in tables(store):
        write_table(_written(table, rows), folder / f"{table.name}.parquet")


def _written(table: Table, rows: Sequence[Row]) -> pyarrow.Table:
    import pyarrow

    types = {
        Kind.WHOLE: pyarrow.int64(),
        Kind.YEAR: pyarrow.int32(),
        Kind.DAY: pyarrow.date32(),
        Kind.TRUTH: pyarrow.bool_(),
        Kind.NUMBER: pyarrow.decimal128(_DIGITS, _AFTER_POINT),
    }
    fields = [
        pyarrow.field(column.name, types.get(column.kind, pyarrow.string()), metadata={"description": column.about})
        for column in table.columns
    ]
    values = list(zip(*rows, strict=True)) or [()] * len(fields)
    for column, cells in zip(table.columns, values, strict=True):
        if column.kind is Kind.NUMBER:
            _check(table, column, cells, rows)
    arrays = [pyarrow.array(cells, field.type) for cells, field in zip(values, fields, strict=True)]
    return pyarrow.table(arrays, pyarrow.schema(fields, metadata={"description": table.about}))


def _check(table: Table, column: Column, cells: Sequence[object], rows: Sequence[Row]) -> None:
    for cell, row in zip(cells, rows, strict=True):
        try:
            if isinstance(cell, Decimal):
                _EXACT.quantize(cell, _STEP)
        except (Inexact, InvalidOperation) as error:
            raise KgError(
                f"{column.name} of {row[0]} in the table {table.name} has more digits than a decimal of Parquet;"
                " csv holds it"
            ) from error
