from __future__ import annotations

import csv
import io
import json
from dataclasses import FrozenInstanceError
from decimal import Decimal

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Store
from sample import FACTS, registry

from kg.graph.results import GraphResult, SelectResult, read_result
from kg.graph.store import make_store
from kg.graph.triples import triples
from kg.graph.vocab import PREFIXES

FIGURES = """SELECT ?edition ?value ?unit ?of {
  ?m te:about ?edition ; te:indicator te:indicator-exhibitors ; te:value ?value ; te:unit ?unit
  OPTIONAL { ?m te:scopeOf ?of } } ORDER BY ?value"""


@pytest.fixture(scope="module")
def store() -> Store:
    return make_store(triples(FACTS, registry()))


def ask(store: Store, query: str) -> SelectResult | bool | GraphResult:
    return read_result(store.query(query, prefixes=dict(PREFIXES)))


def test_select_gives_a_table(store: Store) -> None:
    result = ask(store, FIGURES)
    assert isinstance(result, SelectResult)
    assert result.columns == ("edition", "value", "unit", "of")
    edition = "https://example.org/kg/edition/harbour-expo/6"
    brazil = "https://example.org/kg/country/BR"
    assert result.cells() == (
        (edition, "60", "unit:PERCENT", ""),
        (edition, "120", "unit:NUM", brazil),
        (edition, "3400", "unit:NUM", ""),
    )
    assert result.rows[0][3] is None
    assert isinstance(result.rows[0][0], NamedNode)
    assert [Decimal(row[1].value) for row in result.rows if isinstance(row[1], Literal)] == [60, 120, 3400]
    with pytest.raises(FrozenInstanceError):
        result.columns = ()  # type: ignore[misc]


def test_a_table_is_written_as_others_read_it(store: Store) -> None:
    result = ask(store, FIGURES)
    assert isinstance(result, SelectResult)
    rows = list(csv.reader(io.StringIO(result.to_csv().decode())))
    assert rows[0] == list(result.columns)
    assert [row[1] for row in rows[1:]] == ["60", "120", "3400"]
    bindings = json.loads(result.to_json())["results"]["bindings"]
    assert [row["value"]["value"] for row in bindings] == ["60", "120", "3400"]
    assert "of" not in bindings[0]
    parsed = rdflib.query.Result.parse(io.BytesIO(result.to_tsv()), format="tsv")
    assert [str(row[rdflib.Variable("edition")]) for row in parsed.bindings] == [row[0] for row in result.cells()]


def test_quotes_and_line_ends_survive_csv() -> None:
    result = read_result(Store().query('SELECT ?x { VALUES ?x { "a\\n\\"b\\", c" } }'))
    assert isinstance(result, SelectResult)
    assert list(csv.reader(io.StringIO(result.to_csv().decode(), newline="")))[1] == ['a\n"b", c']


def test_an_empty_table_keeps_its_columns(store: Store) -> None:
    result = ask(store, "SELECT ?a ?b { ?a te:year ?b FILTER(false) }")
    assert isinstance(result, SelectResult)
    assert (result.columns, result.rows) == (("a", "b"), ())


def test_ask_gives_yes_or_no(store: Store) -> None:
    assert ask(store, "ASK { ?x a te:Edition }") is True
    assert ask(store, "ASK { ?x a te:Nothing }") is False


def test_construct_gives_triples_in_a_fixed_order(store: Store) -> None:
    result = ask(store, "CONSTRUCT { ?x rdfs:label ?y } { ?x a te:Edition ; rdfs:label ?y }")
    assert isinstance(result, GraphResult)
    assert list(result.triples) == sorted(result.triples, key=str)
    read = rdflib.Graph().parse(data=result.to_turtle("https://example.org/kg/"), format="turtle")
    assert {str(label) for label in read.objects()} == {
        f"Harbour Expo {x}" for x in ("(5th)", "2023 (6th)", "2024 (7th)")
    }
