"""The saved queries as pages: each has its text and its rows, nodes are links, and text is text."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

import kg
from kg.graph.curies import curie
from kg.graph.store import base_of
from kg.query import PREFIXES, SavedQuery, saved_queries
from kg.site import queries
from kg.site.links import FileLinks, ServerLinks
from kg.site.site import Site
from kg.site.source import Source

ARTICLES = Path(__file__).parents[1] / "sources" / "articles"
BASE = "https://example.org/kg/"
HOSTILE = "<script>alert(1)</script>\"; DROP TABLE 'x' \u202e"


@cache
def sample() -> Store:
    return kg.build([ARTICLES / f"ciie-{name}.txt" for name in ("6-close", "6-preview", "5-close")]).store


def shown(store: Store, path: str, folder: bool = False) -> str:
    source = Source(store, base_of(store), lambda article: None)
    site = Site(source, FileLinks if folder else lambda _: ServerLinks(), live=not folder)
    found = site.document(path)
    assert found is not None
    return found.body.decode()


@pytest.mark.parametrize("query", saved_queries(), ids=lambda query: query.name)
def test_each_saved_query_has_a_page(query: SavedQuery) -> None:
    text = shown(sample(), f"queries/{query.name}")
    assert query.title in text
    assert "SELECT" in text
    assert f'href="/queries/{query.name}"' in shown(sample(), "queries")


def test_rows_are_a_table_whose_editions_lead_to_their_pages() -> None:
    text = shown(sample(), "queries/deal-value-by-edition")
    assert '<a href="/edition/ciie/6" dir="auto">China International Import Expo 2023 (6th)</a>' in text
    assert '<td class="number"><span dir="auto">78,410,000,000</span></td>' in text
    assert '<th scope="col" class="number">value</th>' in text
    assert '<th scope="col">unit</th>' in text


def test_what_is_no_saved_query_has_no_page() -> None:
    site = Site(Source(sample(), BASE, lambda article: None), lambda path: ServerLinks())
    assert [
        site.document(path) for path in ("queries/none", "queries/time-lines/x", "query/x", "data/query.json/x")
    ] == ([None] * 4)


def test_a_long_answer_is_cut_and_says_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_MOST", 2)
    text = shown(kg.build([ARTICLES / "ciie-6-close.txt"]).store, "queries/article-facts")
    assert text.count("<tr>") == 3
    assert "more. All rows: <code>kg query DIR article-facts</code>" in text


def test_names_are_text_and_a_shared_label_is_no_link() -> None:
    store = Store()
    for number, label in ((1, HOSTILE), (2, "Twin"), (3, "Twin")):
        fair, edition = NamedNode(f"{BASE}fair/{number}"), NamedNode(f"{BASE}edition/{number}/1")
        store.extend(
            [
                Quad(fair, curie("rdf:type"), curie("te:Fair")),
                Quad(fair, curie("rdfs:label"), Literal(f"fair {number}")),
                Quad(edition, curie("rdf:type"), curie("te:Edition")),
                Quad(edition, curie("te:editionOf"), fair),
                Quad(edition, curie("rdfs:label"), Literal(label)),
            ]
        )
    text = shown(store, "queries/coverage")
    assert "<script>alert" not in text
    assert "\u202e" not in text
    assert '<a href="/edition/1/1" dir="auto">&lt;script&gt;alert(1)&lt;/script&gt;' in text
    assert "Twin" in text
    assert "/edition/2/1" not in text


def test_a_folder_has_no_editor_and_says_what_has() -> None:
    text = shown(sample(), "query", folder=True)
    assert "kg serve" in text
    assert "yasgui" not in text
    assert 'href="queries/time-lines.html"' in text
    assert "yasgui" in shown(sample(), "query")


def test_the_editor_knows_prefixes_queries_and_the_terms_of_the_ontology() -> None:
    told = json.loads(shown(sample(), "data/query.json"))
    assert told["prefixes"] == PREFIXES
    assert [each["name"] for each in told["queries"]] == [each.name for each in saved_queries()]
    assert told["base"] == BASE
    assert {curie("te:Edition").value, "http://www.w3.org/2004/02/skos/core#Concept"} <= set(told["classes"])
    assert {curie("te:editionOf").value, curie("te:value").value, curie("te:rank").value} <= set(told["properties"])
    assert not set(told["classes"]) & set(told["properties"])
