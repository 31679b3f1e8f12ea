"""What stands at the address of a node, a page and a file, and the headers that come with it."""

import gzip
import socket
from pathlib import Path

import httpx
import pytest
import rdflib
from pyoxigraph import NamedNode, Store
from running import Running

from kg.build import open_build
from kg.serve.description import RDF_FORMS, RDF_NAMES

BASE = "https://example.org/kg/"
HTML = "text/html; charset=utf-8"
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
PARSERS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
}


@pytest.fixture(scope="module")
def store(sample: Path) -> Store:
    return open_build(sample).store


def get(server: Running, path: str, accept: str | None = None, **headers: str) -> httpx.Response:
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    if accept is not None:
        said["Accept"] = accept
    return httpx.get(f"{server.url}{path}", headers=said, timeout=30)


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (None, HTML),
        ("*/*", HTML),
        ("", HTML),
        (FIREFOX, HTML),
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("application/ld+json", "application/ld+json"),
        ("application/json", "application/ld+json"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/trig", "application/trig"),
        ("application/n-quads", "application/n-quads"),
        ("text/html;q=0.3, text/turtle;q=0.7", "text/turtle; charset=utf-8"),
        ("text/html;q=0.7, text/turtle;q=0.3", HTML),
        ("application/rdf+xml;q=0.9, application/ld+json", "application/ld+json"),
        ("text/turtle;q=0, */*;q=0.1", HTML),
        ("text/html;q=0, */*;q=0.1", "text/turtle; charset=utf-8"),
    ],
)
def test_a_node_comes_in_the_form_that_is_wanted_most(server: Running, accept: str | None, content_type: str) -> None:
    answer = get(server, "fair/ciie", accept)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, content_type)
    assert "Accept" in answer.headers["Vary"].split(", ")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own reader of JSON-LD makes one
@pytest.mark.parametrize("media_type", PARSERS)
def test_a_description_has_all_statements_of_the_node_and_the_names_of_others(
    server: Running, store: Store, media_type: str
) -> None:
    answer = get(server, "edition/ciie/6", media_type)
    graph = rdflib.Graph().parse(data=answer.text, format=PARSERS[media_type])
    node = NamedNode(f"{BASE}edition/ciie/6")
    assert len(list(graph.predicate_objects(rdflib.URIRef(node.value)))) == len(
        list(store.quads_for_pattern(node, None, None, None))
    )
    pointing = set(graph.subjects(None, rdflib.URIRef(node.value)))
    assert len(pointing) == len({quad.subject for quad in store.quads_for_pattern(None, None, node, None)})
    assert graph.value(rdflib.URIRef(f"{BASE}fair/ciie"), rdflib.RDFS.label) is not None


def test_a_description_has_the_parts_of_a_node(server: Running, store: Store) -> None:
    answer = get(server, "article/ciie-6-close", "text/turtle")
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    quotes = set(graph.subject_objects(rdflib.URIRef("http://www.w3.org/ns/oa#exact")))
    assert quotes
    assert all(str(part).startswith(f"{BASE}article/ciie-6-close#char=") for part, _ in quotes)


def test_every_node_of_the_graph_answers_at_its_path(server: Running, store: Store) -> None:
    nodes = sorted({q.subject.value for q in store if isinstance(q.subject, NamedNode)})
    paths = dict.fromkeys(node.removeprefix(BASE).partition("#")[0] for node in nodes if node.startswith(BASE))
    with httpx.Client(base_url=server.url) as client:
        for path in list(paths)[::9]:
            for accept in ("text/html", "text/turtle"):
                answer = client.get(f"/{path}", headers={"Accept": accept})
                assert (answer.status_code, answer.headers["Content-Type"].partition(";")[0]) == (200, accept), path


def test_a_person_can_choose_the_form_and_a_program_can_find_it(server: Running) -> None:
    page = get(server, "fair/ciie", FIREFOX)
    for name in (*RDF_NAMES, "html"):
        assert f'</fair/ciie?format={name}>; rel="alternate"' in page.headers["Link"]
        answer = get(server, f"fair/ciie?format={name}", FIREFOX)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].partition(";")[0] in (*RDF_FORMS, "text/html")
        assert (answer.headers["Content-Type"] == HTML) is (name == "html")
    assert get(server, "fair/ciie?format=docx", FIREFOX).status_code == 404


def test_what_there_is_not_in_a_form_is_refused_with_the_forms(server: Running) -> None:
    answer = get(server, "fair/ciie", "image/png")
    assert answer.status_code == 406
    assert all(form in answer.text for form in ("text/html", "text/turtle", "application/ld+json"))
    assert get(server, "", "text/turtle").status_code == 406


def test_nothing_stands_where_the_graph_has_nothing(server: Running) -> None:
    person = get(server, "fair/nowhere", FIREFOX)
    assert (person.status_code, person.headers["Content-Type"]) == (404, HTML)
    assert "<form" in person.text
    program = get(server, "fair/nowhere", "text/turtle")
    assert (program.status_code, program.headers["Content-Type"]) == (404, "text/plain; charset=utf-8")
    moved = get(server, "fair/ciie/")
    assert (moved.status_code, moved.headers["Location"]) == (308, "/fair/ciie")


@pytest.mark.parametrize(
    "path", ["static/nothing.css", "static/", "static/../site.py", "static/%2e%2e/site.py", "%00"]
)
def test_no_other_file_is_ever_sent(server: Running, path: str) -> None:
    assert raw(server, f"GET /{path} HTTP/1.1").startswith("HTTP/1.1 404 ")


@pytest.mark.parametrize(
    "path", ["/../../etc/passwd", "//evil.example/", "/%2e%2e/%2e%2e/etc/passwd", "/fair/<script>"]
)
def test_strange_paths_are_only_names_that_the_graph_has_not(server: Running, path: str) -> None:
    answer = raw(server, f"GET {path} HTTP/1.1")
    assert answer.startswith("HTTP/1.1 404 ")
    assert "<script>" not in answer
    assert "root:" not in answer


def raw(server: Running, line: str, host: str = "127.0.0.1") -> str:
    address = httpx.URL(server.url)
    with socket.create_connection((address.host, address.port), timeout=10) as connection:
        connection.sendall(f"{line}\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        return b"".join(iter(lambda: connection.recv(65536), b"")).decode()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_pages_are_only_read(server: Running, method: str) -> None:
    answer = httpx.request(method, f"{server.url}fair/ciie")
    assert (answer.status_code, set(answer.headers["Allow"].split(", "))) == (405, {"GET", "HEAD"})


@pytest.mark.parametrize("path", ["", "fair/ciie", "fair/ciie?format=ttl", "static/site.css", "graph.ttl"])
def test_head_gives_the_headers_and_what_is_known_is_not_sent_again(server: Running, path: str) -> None:
    full = get(server, path)
    head = httpx.head(f"{server.url}{path}")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == full.headers["ETag"]
    again = get(server, path, If_None_Match=f'"other", {full.headers["ETag"]}')
    assert (again.status_code, again.content) == (304, b"")
    assert get(server, path, If_None_Match='"other"').status_code == 200


def test_forms_of_a_node_have_tags_of_their_own(server: Running) -> None:
    tags = {get(server, "fair/ciie", form).headers["ETag"] for form in (*PARSERS, "text/html")}
    assert len(tags) == len(PARSERS) + 1


def test_pages_are_compressed_for_those_who_can_read_that(server: Running) -> None:
    plain = httpx.get(server.url, headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    with httpx.stream("GET", server.url, headers={"Accept-Encoding": "br, gzip"}) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(b"".join(answer.iter_raw())) == plain.content
    refused = httpx.get(server.url, headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused.headers


def test_files_named_with_their_digest_need_not_be_asked_for_again(server: Running) -> None:
    page = get(server, "").text
    link = page.partition('<link rel="stylesheet" href="/')[2].partition('"')[0]
    assert "immutable" in get(server, link).headers["Cache-Control"]
    assert get(server, "static/site.css").headers["Cache-Control"] == "no-cache"
    assert get(server, "static/site.css?v=other").headers["Cache-Control"] == "no-cache"
    assert get(server, link).headers["Content-Type"] == "text/css; charset=utf-8"


def test_the_whole_graph_can_be_fetched(server: Running, sample: Path) -> None:
    answer = get(server, "graph.ttl")
    assert answer.content == (sample / "graph.ttl").read_bytes()
    assert answer.headers["Content-Type"] == "text/turtle; charset=utf-8"


@pytest.mark.parametrize(
    "path", ["", "fair/ciie", "nowhere", "static/site.css", "graph.ttl", "sparql", "sparql?query="]
)
def test_every_answer_protects_the_browser(server: Running, path: str) -> None:
    headers = get(server, path, FIREFOX).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Server" not in headers
    assert "Access-Control-Allow-Origin" not in headers


def test_other_names_and_other_sites_are_refused(server: Running) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", ""):
        assert raw(server, "GET / HTTP/1.1", host).startswith("HTTP/1.1 421 "), host
    for host in ("localhost:1", "LOCALHOST", "[::1]:80", "example.org"):
        assert raw(server, "GET / HTTP/1.1", host).startswith("HTTP/1.1 200 "), host
    cross = {"Sec_Fetch_Site": "cross-site"}
    assert get(server, "sparql?query=ASK%7B%7D", Sec_Fetch_Mode="cors", **cross).status_code == 403
    assert get(server, "fair/ciie", Sec_Fetch_Mode="navigate", **cross).status_code == 200
