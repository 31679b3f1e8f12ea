"""Reading a table of the registry: CSV in UTF-8, checked cell by cell, each fault with its file, row and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from kg.errors import LexiconError, SourceError


class Cells:
    """One row of a table; each method reads one cell and raises `LexiconError` where it breaks the column's rule."""

    __slots__ = ("_columns", "_values", "path", "row")

    def __init__(self, path: Path, row: int, columns: dict[str, int], values: list[str]) -> None:
        self.path = path
        self.row = row
        self._columns = columns
        self._values = values

    def fault(self, column: str, problem: str) -> LexiconError:
        """Return the error for a cell of this row, for the caller to raise."""
        return LexiconError(self.path, self.row, f"column {column}: {problem}")

    def optional(self, column: str) -> str | None:
        """Return the cell's text, None where it is empty."""
        return self._values[self._columns[column]] or None

    def text(self, column: str) -> str:
        """Return the cell's text, which must not be empty."""
        value = self._values[self._columns[column]]
        if not value:
            raise self.fault(column, "is empty")
        return value

    def several(self, column: str) -> tuple[str, ...]:
        """Return the values that `|` separates; none may be empty, repeated or padded with blanks."""
        cell = self._values[self._columns[column]]
        if not cell:
            return ()
        values = tuple(cell.split("|"))
        for value in values:
            if not value or value[0].isspace() or value[-1].isspace():
                raise self.fault(column, f"has an empty or padded value: {cell!r}")
        if len(values) > 1 and len(set(values)) != len(values):
            twice = next(value for value in values if values.count(value) > 1)
            raise self.fault(column, f"names {twice!r} twice")
        return values

    def sources(self) -> tuple[str, ...]:
        """Return the row's sources, of which there must be one at least."""
        sources = self.several("sources")
        if not sources:
            raise self.fault("sources", "is empty: a row needs a source")
        return sources

    def flag(self, column: str) -> bool:
        """Return whether the cell says yes; empty and `no` mean no."""
        value = self._values[self._columns[column]]
        if value not in ("", "yes", "no"):
            raise self.fault(column, f"must be yes, no or empty, not {value!r}")
        return value == "yes"

    def number(self, column: str) -> int:
        """Return the cell's whole number of zero or more."""
        value = self._values[self._columns[column]]
        if not (value.isascii() and value.isdigit()):
            raise self.fault(column, f"is not a whole number: {value!r}")
        return int(value)

    def year(self, column: str) -> int | None:
        """Return the cell's year, None where it is empty."""
        value = self._values[self._columns[column]]
        return read_year(self, column, value) if value else None

    def years(self, column: str) -> tuple[int, ...]:
        """Return the years that `|` separates, which must ascend."""
        years = tuple(read_year(self, column, value) for value in self.several(column))
        if list(years) != sorted(years):
            raise self.fault(column, "has years that do not ascend")
        return years


def read_year(cells: Cells, column: str, text: str) -> int:
    """Return the year that `text`, all or part of a cell, stands for.

    Raises `LexiconError` where it is not four digits.
    """
    if len(text) != 4 or not (text.isascii() and text.isdigit()):
        raise cells.fault(column, f"is not a year: {text!r}")
    return int(text)


def read_table(path: Path, columns: tuple[str, ...]) -> Iterator[Cells]:
    """Yield the rows of a CSV file whose header names `columns`, in any order.

    Raises `SourceError` where there is no such file and `LexiconError` for a file that is not UTF-8 or not CSV, a
    header with a missing, unknown or repeated column, and a row with too few or too many cells.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as gone:
        raise SourceError(str(path), "the registry has no such table") from gone
    except UnicodeDecodeError as broken:
        row = path.read_bytes()[: broken.start].count(b"\n") + 1
        raise LexiconError(path, row, "is not UTF-8") from broken
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(rows, [])
        _check_header(path, header, columns)
        index = {column: place for place, column in enumerate(header)}
        for row, values in enumerate(rows, start=2):
            if len(values) != len(header):
                raise LexiconError(path, row, f"has {len(values)} cells where the header has {len(header)}")
            yield Cells(path, row, index, values)
    except csv.Error as broken:
        raise LexiconError(path, rows.line_num, f"is not CSV: {broken}") from broken


def _check_header(path: Path, header: list[str], columns: tuple[str, ...]) -> None:
    missing = [column for column in columns if column not in header]
    unknown = [column for column in header if column not in columns]
    if missing:
        raise LexiconError(path, 1, f"column {missing[0]}: is missing")
    if unknown:
        raise LexiconError(path, 1, f"column {unknown[0]}: is unknown")
    if len(set(header)) != len(header):
        twice = next(column for column in header if header.count(column) > 1)
        raise LexiconError(path, 1, f"column {twice}: stands twice")
