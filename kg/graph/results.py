"""What a query answers, as plain values: a table for SELECT, yes or no for ASK, triples for CONSTRUCT."""

from __future__ import annotations

from dataclasses import dataclass, field

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Triple,
    parse_query_results,
)

from kg.graph.curies import compact
from kg.graph.turtle import turtle

Cell = NamedNode | BlankNode | Literal | Triple | None


@dataclass(frozen=True, slots=True)
class SelectResult:
    """The answer to SELECT: a row a solution, None where a variable has no value."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    _json: bytes = field(repr=False, compare=False)

    def cells(self) -> tuple[tuple[str, ...], ...]:
        """Return the rows as texts for people: literals bare, IRIs short where the vocabulary has a prefix."""
        return tuple(tuple(_text(cell) for cell in row) for row in self.rows)

    def to_json(self) -> bytes:
        """Write SPARQL 1.1 Query Results JSON."""
        return self._json

    def to_csv(self) -> bytes:
        """Write SPARQL 1.1 Query Results CSV."""
        return self._solutions().serialize(format=QueryResultsFormat.CSV) or b""

    def to_tsv(self) -> bytes:
        """Write SPARQL 1.1 Query Results TSV, which keeps datatypes."""
        return self._solutions().serialize(format=QueryResultsFormat.TSV) or b""

    def _solutions(self) -> QuerySolutions:
        return _solutions(self._json)


@dataclass(frozen=True, slots=True)
class GraphResult:
    """The answer to CONSTRUCT or DESCRIBE: triples, each once, in a fixed order."""

    triples: tuple[Triple, ...]

    def to_turtle(self, base: str) -> bytes:
        """Write the triples as graph.ttl would; `base` shortens data IRIs."""
        return turtle(self.triples, base)


def read_result(answer: QuerySolutions | QueryBoolean | QueryTriples) -> SelectResult | bool | GraphResult:
    """Read the answer to a query to its end."""
    if isinstance(answer, QueryBoolean):
        return bool(answer)
    if isinstance(answer, QueryTriples):
        return GraphResult(tuple(sorted(set(answer), key=str)))
    written = answer.serialize(format=QueryResultsFormat.JSON) or b""
    solutions = _solutions(written)
    columns = tuple(variable.value for variable in solutions.variables)
    return SelectResult(columns, tuple(tuple(solution) for solution in solutions), written)


def _solutions(written: bytes) -> QuerySolutions:
    found = parse_query_results(written, format=QueryResultsFormat.JSON)
    assert isinstance(found, QuerySolutions)
    return found


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, NamedNode):
        return compact(cell.value) or cell.value
    return cell.value if isinstance(cell, Literal) else str(cell)
