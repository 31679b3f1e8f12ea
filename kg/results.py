"""Answers of queries as a table for people, and as CSV, JSON and Turtle for programs."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryResultsFormat, QueryTriples, Triple
from rich.console import RenderableType
from rich.text import Text

from kg.answers import readable
from kg.errors import QueryError
from kg.graph.curies import compact
from kg.graph.turtle import turtle
from kg.query import QueryResult
from kg.tables import Column, plain_table

_NUMBERS = frozenset(f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal", "double", "float"))
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
        return _table(("subject", "predicate", "object"), [(t.subject, t.predicate, t.object) for t in triples])
    columns = tuple(variable.value for variable in result.variables)
    return _table(columns, [tuple(solution[name] for name in columns) for solution in result])


def _table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> RenderableType:
    if not rows:
        return Text("no rows")
    heads = []
    for place, name in enumerate(columns):
        numeric = all(row[place] is None or _is_number(row[place]) for row in rows)
        heads.append(Column(name, "right" if numeric else "left"))
    return plain_table(heads, (tuple(map(cell, row)) for row in rows))


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
