"""Answers of queries as a table for people, and as CSV, JSON and Turtle for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryResultsFormat, QueryTriples, Triple
from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from kg.answers import readable
from kg.errors import QueryError
from kg.graph.curies import compact
from kg.graph.turtle import turtle
from kg.query import QueryResult

_NUMBERS = frozenset(f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal", "double", "float"))
_NO_END = 100_000  # columns; to measure what a table would need
_RESULTS = {"csv": QueryResultsFormat.CSV, "json": QueryResultsFormat.JSON}


class AnswerFormat(StrEnum):
    """The formats of `kg query`."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    TURTLE = "turtle"


def serialized(result: QueryResult, to: AnswerFormat, base: str) -> bytes:
    """Write an answer in a format for programs: CSV or JSON as SPARQL 1.1 defines them, or sorted Turtle.

    Args:
        result: what `kg.query.run_query` returned.
        to: any format but the table.
        base: what data IRIs start with; Turtle abbreviates them by it.

    Raises:
        QueryError: a format that the kind of query does not have.
    """
    if isinstance(result, QueryTriples):
        if to is not AnswerFormat.TURTLE:
            raise QueryError(f"CONSTRUCT and DESCRIBE give a graph, which has no {to}: use --format turtle")
        return turtle(result, base)
    if to is AnswerFormat.TURTLE:
        raise QueryError("only CONSTRUCT and DESCRIBE give a graph: for this query use table, csv or json")
    data = result.serialize(format=_RESULTS[to]) or b""
    return data if data.endswith(b"\n") else data + b"\n"


def answer(result: QueryResult) -> RenderableType:
    """Lay out an answer for people: a table where there is room for its words, else a block a row."""
    if isinstance(result, QueryBoolean):
        return Text("yes" if result else "no")
    if isinstance(result, QueryTriples):
        triples = sorted(result, key=str)
        return _Rows(("subject", "predicate", "object"), tuple((t.subject, t.predicate, t.object) for t in triples))
    columns = tuple(variable.value for variable in result.variables)
    return _Rows(columns, tuple(tuple(solution[name] for name in columns) for solution in result))


@dataclass(frozen=True, slots=True)
class _Rows:
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        table = self._table()
        if not self.rows:
            yield Text("no rows")
        elif Measurement.get(console, options.update(width=_NO_END), table).minimum <= options.max_width:
            yield table
        else:
            yield self._blocks()

    def _table(self) -> Table:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        for place, column in enumerate(self.columns):
            numeric = all(_is_number(row[place]) or row[place] is None for row in self.rows)
            table.add_column(column, justify="right" if numeric else "left")
        for row in self.rows:
            table.add_row(*map(cell, row))
        return table

    def _blocks(self) -> RenderableType:
        blocks: list[RenderableType] = []
        for row in self.rows:
            grid = Table.grid(padding=(0, 2, 0, 0))
            grid.add_column(no_wrap=True)
            grid.add_column(overflow="fold")
            for name, term in zip(self.columns, row, strict=True):
                if term is not None:
                    grid.add_row(Text(name, style="dim"), cell(term))
            blocks += [grid, Text()]
        return Group(*blocks[:-1])


def cell(term: object) -> Text:
    """Write a term for people: numbers in groups of three digits, IRIs by their prefixes.

    >>> cell(Literal("78410000000", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))).plain
    '78,410,000,000'
    >>> cell(NamedNode("http://qudt.org/vocab/unit/M2")).plain, cell(None).plain
    ('unit:M2', '')
    """
    if isinstance(term, NamedNode):
        return Text(readable(compact(term.value) or term.value))
    if isinstance(term, Literal):
        return Text(f"{Decimal(term.value):,f}" if _is_number(term) else " ".join(readable(term.value).split()))
    if isinstance(term, Triple):
        return Text(readable(str(term)))
    return Text("" if term is None else str(term))


def _is_number(term: object) -> bool:
    if not isinstance(term, Literal) or term.datatype.value not in _NUMBERS:
        return False
    try:
        return Decimal(term.value).is_finite()
    except InvalidOperation:
        return False
