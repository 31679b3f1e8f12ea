"""What the SPARQL 1.1 protocol asks of an endpoint that only reads, sent byte by byte.

A name in capitals is that of the case in the W3C's test suite for the protocol.
"""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from running import Running

ASK = "ASK%20%7B%7D"
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
ROWS = "SELECT (1 AS ?one) {}"
GRAPH = "CONSTRUCT { <urn:a> <urn:b> 1 } {}"


@dataclass(frozen=True)
class Case:
    method: str
    query: str = ""
    body: bytes | None = None
    content_type: str | None = None


def send(server: Running, case: Case, headers: Mapping[str, str] | None = None) -> httpx.Response:
    said = dict(headers or {})
    if case.content_type is not None:
        said["Content-Type"] = case.content_type
    url = server.sparql + (f"?{case.query}" if case.query else "")
    return httpx.request(case.method, url, content=case.body, headers=said, timeout=60)


GOOD = {
    "QUERY_GET": Case("GET", f"query={ASK}"),
    "QUERY_POST_FORM": Case("POST", "", f"query={ASK}".encode(), FORM),
    "QUERY_POST_DIRECT": Case("POST", "", b"ASK {}", QUERY),
    "a form that names its charset": Case("POST", "", f"query={ASK}".encode(), f"{FORM}; charset=UTF-8"),
    "a query that names its charset": Case("POST", "", b"ASK {}", f'{QUERY}; charset="utf-8"'),
    "parameters that nobody knows": Case("GET", f"query={ASK}&format=json&output=json&timeout=0"),
    "a plus sign for a blank": Case("GET", "query=ASK+%7B%7D"),
    "prefixes that are not declared": Case("GET", "query=" + quote("ASK { ?x a te:Fair }")),
    "a prefix that is declared otherwise": Case(
        "GET", "query=" + quote("PREFIX te: <urn:> ASK { FILTER NOT EXISTS { ?x a te:Fair } }")
    ),
    "a base": Case("GET", "query=" + quote("BASE <https://w3id.org/> ASK { ?x a <trade-event#Fair> }")),
    "a byte order mark": Case("POST", "", "\ufeffASK {}".encode(), QUERY),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_query_is_answered(server: Running, name: str) -> None:
    answer = send(server, GOOD[name])
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == JSON
    assert answer.json()["boolean"] is True


# The cases of the suite that name graphs want a service that has some; one that has none may refuse.
GRAPHS = "urn:a"
REFUSED = {
    "BAD_QUERY_METHOD": (Case("PUT", f"query={ASK}"), 405, "PUT is not answered here."),
    "BAD_MULTIPLE_QUERIES": (Case("GET", f"query={ASK}&query={ASK}"), 400, "several queries"),
    "BAD_QUERY_WRONG_MEDIA_TYPE": (Case("POST", "", b"ASK {}", "text/plain"), 415, "application/sparql-query"),
    "BAD_QUERY_MISSING_FORM_TYPE": (Case("POST", "", f"query={ASK}".encode()), 415, "Content-Type"),
    "BAD_QUERY_MISSING_DIRECT_TYPE": (Case("POST", "", b"ASK {}"), 415, "Content-Type"),
    "BAD_QUERY_NON_UTF8": (Case("POST", "", "ASK {}".encode("utf-16"), f"{QUERY}; charset=UTF-16"), 415, "UTF-8"),
    "BAD_QUERY_SYNTAX": (Case("GET", "query=ASK%20%7B"), 400, "not SPARQL: error at line 1, column 6"),
    "BAD_UPDATE_GET": (Case("GET", "update=CLEAR%20ALL"), 403, "updates are refused"),
    "UPDATE_POST_FORM": (Case("POST", "", b"update=CLEAR%20ALL", FORM), 403, "updates are refused"),
    "UPDATE_POST_DIRECT": (Case("POST", "", b"CLEAR ALL", "application/sparql-update"), 403, "updates are refused"),
    "QUERY_DATASET_DEFAULT_GRAPHS_GET": (Case("GET", f"query={ASK}&default-graph-uri={GRAPHS}"), 400, "no other"),
    "QUERY_DATASET_DEFAULT_GRAPHS_POST": (
        Case("POST", f"default-graph-uri={GRAPHS}", b"ASK {}", QUERY),
        400,
        "no other",
    ),
    "QUERY_DATASET_NAMED_GRAPHS_GET": (Case("GET", f"query={ASK}&named-graph-uri={GRAPHS}"), 400, "no other"),
    "QUERY_DATASET_NAMED_GRAPHS_POST": (
        Case("POST", f"named-graph-uri={GRAPHS}", b"ASK {}", QUERY),
        400,
        "no other",
    ),
    "QUERY_DATASET_FULL": (
        Case("POST", f"named-graph-uri={GRAPHS}&default-graph-uri={GRAPHS}", b"ASK {}", QUERY),
        400,
        "no other",
    ),
    "QUERY_MULTIPLE_DATASET": (
        Case("POST", f"default-graph-uri={GRAPHS}", b"ASK FROM <urn:b> {}", QUERY),
        400,
        "no other",
    ),
    "bytes that are not UTF-8": (Case("POST", "", b"ASK { ?x ?y '\xe9' }", QUERY), 400, "not UTF-8"),
    "a parameter that is not UTF-8": (Case("GET", "query=ASK%20%7B%7D%20%23%E9"), 400, "not UTF-8"),
    "a query and an update": (Case("GET", f"query={ASK}&update=CLEAR%20ALL"), 400, "not both"),
    "two queries, one in the body": (Case("POST", f"query={ASK}", b"ASK {}", QUERY), 400, "several queries"),
    "an empty query": (Case("GET", "query="), 400, "not SPARQL"),
    "no query in a form": (Case("POST", "", b"", FORM), 400, "no query"),
    "no query among parameters": (Case("GET", "format=json"), 400, "no query"),
    "an update in place of a query": (
        Case("POST", "", b"PREFIX a: <urn:>\nINSERT DATA { a:a a:b a:c }", QUERY),
        400,
        "INSERT would change one",
    ),
    "a service elsewhere": (Case("POST", "", b"ASK { SERVICE <http://127.0.0.1:1/> {} }", QUERY), 400, "SERVICE"),
    "a graph elsewhere": (Case("POST", "", b"ASK FROM <http://127.0.0.1:1/> {}", QUERY), 400, "FROM"),
    "a fault in line 2": (Case("POST", "", b"ASK {\n  ?x ?y }", QUERY), 400, "line 2, column 10"),
    "an unknown prefix": (Case("POST", "", b"ASK { nope:a ?y 1 }", QUERY), 400, "not SPARQL"),
    "too many parameters": (Case("GET", "&".join(["a=1"] * 200)), 400, "parameters"),
    "too large a body": (Case("POST", "", b"#" * (4 << 20), QUERY), 413, "limit"),
    "too large a query": (Case("POST", "", b"#" * (2 << 20), QUERY), 413, "limit"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_query_of_this_graph_is_refused_with_a_reason(server: Running, name: str) -> None:
    case, status, reason = REFUSED[name]
    answer = send(server, case)
    assert (answer.status_code, reason in answer.text) == (status, True), answer.text
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.text.count("\n") == 1
    assert send(server, GOOD["QUERY_GET"]).status_code == 200


@pytest.mark.parametrize(
    ("query", "accept", "content_type"),
    [
        (ROWS, None, JSON),
        (ROWS, "*/*", JSON),
        (ROWS, JSON, JSON),
        (ROWS, XML, XML),
        (ROWS, "application/xml", "application/xml"),
        (ROWS, "application/json", "application/json"),
        (ROWS, "text/csv", "text/csv; charset=utf-8"),
        (ROWS, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (ROWS, f"{JSON};q=0.5, {XML}", XML),
        (ROWS, f"{JSON};q=0, */*;q=0.1", XML),
        (ROWS, f"text/turtle, {XML};q=0.1", XML),
        (ROWS, "text/html, application/xml;q=0.9, */*;q=0.8", "application/xml"),
        ("ASK {}", XML, XML),
        (GRAPH, None, "text/turtle; charset=utf-8"),
        (GRAPH, "*/*", "text/turtle; charset=utf-8"),
        (GRAPH, "application/ld+json", "application/ld+json"),
        (GRAPH, "application/json", "application/json"),
        (GRAPH, "application/n-triples", "application/n-triples"),
        (GRAPH, "application/rdf+xml", "application/rdf+xml"),
        (GRAPH, "application/n-quads", "application/n-quads"),
        (GRAPH, "application/trig", "application/trig"),
        (GRAPH, f"{JSON}, application/rdf+xml;q=0.3, text/turtle;q=0.2", "application/rdf+xml"),
        ("DESCRIBE <urn:a>", "text/turtle", "text/turtle; charset=utf-8"),
    ],
)
def test_the_form_of_an_answer_is_the_one_that_is_wanted_most(
    server: Running, query: str, accept: str | None, content_type: str
) -> None:
    # QUERY_CONTENT_TYPE_SELECT, _ASK, _CONSTRUCT, _DESCRIBE
    headers = {"Accept": accept} if accept is not None else {}
    answer = send(server, Case("POST", "", query.encode(), QUERY), headers)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, content_type)
    assert answer.headers["Vary"] == "Accept"
    if "json" in content_type:
        json.loads(answer.content)
    if "csv" in content_type:
        assert answer.content == b"one\r\n1\r\n"


@pytest.mark.parametrize(("query", "accept"), [(ROWS, "image/png"), (ROWS, "text/turtle"), (GRAPH, "text/csv")])
def test_a_form_that_there_is_not_is_refused_with_the_forms_that_there_are(
    server: Running, query: str, accept: str
) -> None:
    answer = send(server, Case("POST", "", query.encode(), QUERY), {"Accept": accept})
    assert answer.status_code == 406
    assert JSON in answer.text
    assert "text/turtle" in answer.text


def test_without_a_query_the_service_describes_itself(server: Running) -> None:
    answer = send(server, Case("GET"), {"Accept": "application/n-triples"})
    assert answer.status_code == 200
    endpoint = "<http://www.w3.org/ns/sparql-service-description#endpoint>"
    assert f"{endpoint} <{server.sparql}> ." in answer.text
    assert send(server, Case("GET")).headers["Content-Type"] == "text/turtle; charset=utf-8"
    person = send(server, Case("GET"), {"Accept": "text/html,*/*;q=0.8"})
    assert (person.status_code, person.headers["Location"]) == (303, "/query")


def test_head_and_options(server: Running) -> None:
    head = send(server, Case("HEAD", f"query={ASK}"))
    assert (head.status_code, head.content, head.headers["Content-Type"]) == (200, b"", JSON)
    options = send(server, Case("OPTIONS"))
    assert (options.status_code, options.headers["Allow"]) == (204, "GET, HEAD, POST, OPTIONS")


def curl(*arguments: str) -> str:
    done = subprocess.run(
        ["curl", "--silent", "--show-error", *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_curl(server: Running, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text(ROWS)
    csv = ("--header", "Accept: text/csv", server.sparql)
    assert curl("--get", "--data-urlencode", f"query={ROWS}", *csv) == "one\n1\n"
    assert curl("--data-urlencode", f"query={ROWS}", *csv) == "one\n1\n"
    header = f"Content-Type: {QUERY}"
    assert curl("--data-binary", f"@{tmp_path / 'q.rq'}", "--header", header, *csv) == "one\n1\n"
    assert "no query" in curl("--data", "", server.sparql)
    assert "line 1" in curl("--get", "--data-urlencode", "query=SELECT", server.sparql)
