"""Tables in plain text: rows whose cells stand apart by spaces, tabs or bars, and the labels that say what a cell is.

>>> text = "                 2010   2012\\nExhibitors        144    237\\n – foreign         20     31\\n"
>>> for cell in find_cells(text):
...     print(cell.span.of(text), "|", cell.row, "|", cell.parent, "|", cell.column)
144 | Exhibitors | None | 2010
237 | Exhibitors | None | 2012
20 | foreign | Exhibitors | 2010
31 | foreign | Exhibitors | 2012
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Span


@dataclass(frozen=True, slots=True)
class Cell:
    """A number's place in a table: `row` is the label of its line, `column` the heading above it.

    `parent` is the label of the last row that was not set in, where this one is.
    """

    span: Span
    row: str | None
    column: str | None
    parent: str | None = None


_FIELD = re.compile(r"[^\s|]+(?:[ \u00a0][^\s|]+)*")
_NUMBER = re.compile(r"[(+~≈*–−-]*(?:[A-Z]{0,3}[$€£¥]\s?)?\d[\d.,' ]*\s?(?:%|[a-zA-Z²]{1,3})?[)*]*")
_EMPTY = re.compile(r"(?:[–—-]|n\.?/?a\.?|\.{2,3})[*)]*", re.IGNORECASE)
_YEAR = re.compile(r"[\w.’' ]{0,12}(?:1[89]|20)\d\d\*?(?: \([^)]*\))?")
_SET_IN = re.compile(r"\s*(?:[–—•·*-]\s*|of which\b|thereof\b|incl)")
_LINE = re.compile(r"[^\n]+")
_GAP = re.compile(r"\S(?: {2,}|\t| ?\| ?)")
_LONGEST_LINE = 300  # characters; what is longer is no row of a table
_LONGEST_FIELD = 60


@dataclass(frozen=True, slots=True)
class _Row:
    line: Span
    fields: tuple[Span, ...]
    numbers: tuple[int, ...]  # which fields hold numbers or stand for a missing one
    heading: bool
    set_in: bool


def find_cells(text: str) -> list[Cell]:
    """Return the cells of all tables of a text that hold a number, in order."""
    cells: list[Cell] = []
    run: list[_Row] = []
    end = 0
    for match in _LINE.finditer(text):
        long = match.end() - match.start() > _LONGEST_LINE
        if long or _GAP.search(text, match.start(), match.end()) is None:
            continue
        if run and text.count("\n", end, match.start()) > 2:
            cells.extend(_cells(text, run))
            run = []
        run.append(_row(text, match.start(), match.end()))
        end = match.end()
    cells.extend(_cells(text, run))
    return cells


def _row(text: str, start: int, end: int) -> _Row:
    fields = tuple(
        Span(m.start(), m.end()) for m in _FIELD.finditer(text, start, end) if m.end() - m.start() <= _LONGEST_FIELD
    )
    kinds = [_kind(f.of(text)) for f in fields]
    heading = len(fields) > 1 and all(k in ("year", "text") for k in kinds)
    numbers = tuple(i for i, k in enumerate(kinds) if i and k in ("number", "empty", "year"))
    indent = fields[0].start - start if fields else 0
    return _Row(Span(start, end), fields, numbers, heading, indent > 0 or _SET_IN.match(text, start, end) is not None)


def _kind(field: str) -> str:
    if _YEAR.fullmatch(field):
        return "year"
    if _NUMBER.fullmatch(field):
        return "number"
    return "empty" if _EMPTY.fullmatch(field) else "text"


def _cells(text: str, rows: Sequence[_Row]) -> Iterator[Cell]:
    if sum(bool(r.numbers) and not r.heading for r in rows) < 2:
        return
    heading: _Row | None = None
    parent: str | None = None
    for row in rows:
        if row.heading:
            heading, parent = row, None
            continue
        label = _clean(row.fields[0].of(text)) if row.fields and 0 not in row.numbers else None
        if label is not None and not row.set_in:
            parent = label
        for place, i in enumerate(row.numbers):
            column = _heading(text, heading, row, place) if heading is not None else None
            yield Cell(row.fields[i], label, column, parent if row.set_in and parent != label else None)


def _heading(text: str, heading: _Row, row: _Row, place: int) -> str | None:
    """The heading of a cell: by order where as many stand above as there are cells, else the one that overlaps it."""
    above = heading.fields
    if len(above) in (len(row.numbers), len(row.numbers) + 1):
        return _clean(above[place + len(above) - len(row.numbers)].of(text))
    cell = row.fields[row.numbers[place]]
    left, right = cell.start - row.line.start, cell.end - row.line.start
    start = heading.line.start
    gaps = [(max(0, f.start - start - right, left - (f.end - start)), f) for f in above]
    return _clean(min(gaps, key=lambda g: (g[0], g[1]))[1].of(text)) if gaps else None


def _clean(label: str) -> str:
    return label.strip(" –—•·*-:")
