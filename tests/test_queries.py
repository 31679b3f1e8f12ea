"""The saved queries: they parse, say what they answer, and two engines find the rows that were worked out by hand."""

from __future__ import annotations

import csv
import re
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery

from kg.query import run_query

_ROOT = Path(__file__).parents[1]
_QUERIES = sorted((_ROOT / "kg" / "queries").glob("*.rq"))
_CASES = Path(__file__).parent / "queries"
_NUMERIC = re.compile("#(decimal|integer|double)$")

Rows = list[list[str]]

for_each_query = pytest.mark.parametrize("path", _QUERIES, ids=lambda path: path.stem)


@pytest.fixture(scope="module")
def store() -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load(path=str(_CASES / "graph.ttl"))
    return store


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(_CASES / "graph.ttl")


def _cell(value: str, datatype: str) -> str:
    """Write a number without its trailing zeros: the engines differ in how many they keep."""
    if not _NUMERIC.search(datatype):
        return value
    try:
        return format(Decimal(value).normalize(), "f")
    except InvalidOperation:
        return value


def _oxigraph_rows(store: pyoxigraph.Store, path: Path) -> Rows:
    found = run_query(store, path)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    rows = [[variable.value for variable in found.variables]]
    for solution in found:
        cells = []
        for term in solution:
            assert term is None or isinstance(term, pyoxigraph.Literal), f"{term} is not readable"
            cells.append("" if term is None else _cell(term.value, term.datatype.value))
        rows.append(cells)
    return rows


def _rdflib_rows(graph: rdflib.Graph, query: str) -> Rows:
    found = graph.query(query)
    assert found.vars is not None
    rows = [[str(variable) for variable in found.vars]]
    for solution in found:
        assert isinstance(solution, rdflib.query.ResultRow)
        rows.append(["" if t is None else _cell(str(t), str(getattr(t, "datatype", ""))) for t in solution])
    return rows


def _expected_rows(path: Path) -> Rows:
    with (_CASES / f"{path.stem}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def test_there_are_enough_queries() -> None:
    assert len(_QUERIES) >= 14


def test_each_query_has_a_case_and_each_case_a_query() -> None:
    assert {path.stem for path in _QUERIES} == {path.stem for path in _CASES.glob("*.csv")}


def test_what_the_queries_answer_differs() -> None:
    openings = [path.read_text(encoding="utf-8").splitlines()[:2] for path in _QUERIES]
    for column in (0, 1):
        assert len({lines[column] for lines in openings}) == len(_QUERIES)


@for_each_query
def test_opens_with_title_and_question(path: Path) -> None:
    title, answers, *_ = path.read_text(encoding="utf-8").splitlines()
    assert re.fullmatch(r"# title: [A-Z][^.?]+", title)
    assert re.fullmatch(r"# answers: [A-Z].+\?", answers)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", path.stem)


@for_each_query
def test_parses_in_rdflib(path: Path) -> None:
    prepareQuery(path.read_text(encoding="utf-8"))


@for_each_query
def test_is_ordered(path: Path) -> None:
    assert "\nORDER BY " in path.read_text(encoding="utf-8")


@for_each_query
def test_oxigraph_finds_the_expected_rows(path: Path, store: pyoxigraph.Store) -> None:
    assert _oxigraph_rows(store, path) == _expected_rows(path)


@for_each_query
def test_rdflib_finds_the_expected_rows(path: Path, graph: rdflib.Graph) -> None:
    assert _rdflib_rows(graph, path.read_text(encoding="utf-8")) == _expected_rows(path)


@for_each_query
def test_an_empty_graph_is_no_error(path: Path) -> None:
    assert len(_oxigraph_rows(pyoxigraph.Store(), path)) == 1
