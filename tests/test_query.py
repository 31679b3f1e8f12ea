from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Store

from kg.errors import QueryError
from kg.query import query_text, run_query, saved_queries

EXPO = NamedNode("https://example.org/kg/fair/expo")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


@pytest.fixture
def store() -> Store:
    store = Store()
    store.add(Quad(EXPO, LABEL, Literal("Service from <here> to there")))
    return store


def test_saved_queries_are_sorted_and_say_what_they_answer() -> None:
    saved = saved_queries()
    assert len(saved) >= 12
    assert [each.name for each in saved] == sorted(each.name for each in saved)
    for each in saved:
        assert each.title != each.name, each.name
        assert each.answers.endswith("?"), each.name


def test_the_three_kinds_of_query_give_three_types(store: Store) -> None:
    assert isinstance(run_query(store, "SELECT * { ?s ?p ?o }"), QuerySolutions)
    assert isinstance(run_query(store, "ASK { ?s ?p ?o }"), QueryBoolean)
    assert isinstance(run_query(store, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"), QueryTriples)


def test_known_prefixes_need_no_declaration(store: Store) -> None:
    assert bool(run_query(store, "ASK { ?s rdfs:label ?o }"))
    assert not bool(run_query(store, "PREFIX rdfs: <https://other.example/> ASK { ?s rdfs:label ?o }"))


def test_a_query_file_is_read_by_its_path(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "a query.rq"
    path.write_text("\ufeffASK { ?s ?p ?o }", encoding="utf-8")
    assert bool(run_query(store, path))
    assert bool(run_query(store, str(path)))


def test_a_missing_query_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"gone\.rq: the query file cannot be read \(no such file or directory\)"):
        query_text(str(tmp_path / "gone.rq"))


def test_a_query_file_that_is_no_text_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.rq").write_bytes(b"\xff\xff\x00")
    with pytest.raises(QueryError, match="not UTF-8 text"):
        query_text(str(tmp_path / "a.rq"))


def test_an_unknown_name_is_answered_with_near_ones() -> None:
    with pytest.raises(QueryError, match="did you mean deal-value-by-edition"):
        query_text("deal-value-by-editions")
    with pytest.raises(QueryError, match="kg query --list"):
        query_text("zzzzzz")


@pytest.mark.parametrize("text", ["SELECT * {", "SELECT nothing at all", "", "{}", "\ud800 x"])
def test_what_is_not_sparql_is_an_error(text: str, store: Store) -> None:
    with pytest.raises(QueryError):
        run_query(store, text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }",
        "select * { service<http://localhost/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT ?x { ?s ?p ?o } }",
        "SELECT * { SERVICESILENT<http://localhost/>{ ?s ?p ?o } }",
        "SELECT * { SERVICE # a comment\n # another\n <http://localhost/> { ?s ?p ?o } }",
        "SELECT * { SERVICE #\r<http://localhost/> { ?s ?p ?o } }",
        "PREFIX x: <http://localhost/> SELECT * { SERVICE x:y { ?s ?p ?o } }",
        "PREFIX : <http://localhost/> SELECT * { SERVICE : { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE <http://localhost/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE <http://localhost/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o FILTER(?a<'b>')SERVICE<http://localhost/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p '''\n#'''. SERVICE <http://localhost/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p <http://a/#> . SERVICE <http://localhost/> { ?s ?p ?o } }",
        "CONSTRUCT { ?s ?p ?o } WHERE { { SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } } } }",
    ],
)
def test_a_query_that_asks_elsewhere_is_refused(text: str, store: Store) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        run_query(store, text)


@pytest.mark.parametrize(
    "text",
    ["SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "ASK FROM NAMED<http://localhost/> { ?s ?p ?o }"],
)
def test_a_query_that_names_other_graphs_is_refused(text: str, store: Store) -> None:
    with pytest.raises(QueryError, match="FROM is refused"):
        run_query(store, text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s rdfs:label ?l FILTER(CONTAINS(?l, 'Service')) }",
        "# Which service <fairs> come from: where?\nSELECT * { ?service ?from ?o . ?from <http://p/> ?service }",
        "PREFIX x: <http://x.example/> SELECT * { ?s x:service <http://a.example/> ; x:from <http://b.example/> }",
    ],
)
def test_the_words_themselves_are_no_offence(text: str, store: Store) -> None:
    assert isinstance(run_query(store, text), QuerySolutions)


@pytest.mark.parametrize("text", ["DROP ALL", "LOAD <file:///etc/passwd>", "DELETE WHERE { ?s ?p ?o }", "CLEAR ALL"])
def test_updates_are_refused(text: str, store: Store) -> None:
    with pytest.raises(QueryError, match="queries only read"):
        run_query(store, text)
    assert len(store) == 1
