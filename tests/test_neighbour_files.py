"""The explorer's page and its data: what a script gets to know of a node, and that it is the graph's own."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

import kg
from kg.answers import readable
from kg.graph.curies import curie
from kg.graph.network import KINDS
from kg.graph.store import base_of
from kg.site import explorer
from kg.site.links import FileLinks, ServerLinks
from kg.site.site import Site
from kg.site.source import Source

ARTICLES = Path(__file__).parents[1] / "sources" / "articles"
BASE = "https://example.org/kg/"


@cache
def sample() -> Store:
    return kg.build([ARTICLES / f"ciie-{name}.txt" for name in ("6-close", "6-preview", "5-close")]).store


def site_of(store: Store, folder: bool = False) -> Site:
    source = Source(store, base_of(store), lambda article: None)
    return Site(source, FileLinks if folder else lambda path: ServerLinks(), live=not folder)


def around(store: Store, path: str) -> dict[str, Any]:
    found = site_of(store).document(f"data/neighbours/{path}.json")
    assert found is not None
    assert found.media_type == "application/json"
    record: dict[str, Any] = json.loads(found.body)
    return record


def page(store: Store, **values: str) -> str:
    found = site_of(store).document("explore", values)
    assert found is not None
    return found.body.decode()


def test_what_stands_around_an_edition() -> None:
    found = around(sample(), "edition/ciie/6")
    assert found["nodes"][0]["id"] == "edition/ciie/6"
    assert {"fair", "city", "country", "metric", "article"} <= {each["kind"] for each in found["nodes"]}
    assert {each["kind"] for each in found["nodes"]} <= set(KINDS)
    assert ["closes", "2023-11-10"] in found["values"]
    assert found["left_out"] == 0
    count = len(found["nodes"])
    assert all(0 <= edge["from"] < count and 0 <= edge["to"] < count for edge in found["edges"])


def test_each_quote_leads_to_its_words() -> None:
    store = sample()
    found = around(store, "edition/ciie/6")
    quoted = 0
    for edge in found["edges"]:
        for words, place in edge.get("quotes", ()):
            evidence = NamedNode(f"{BASE}{found['nodes'][edge['to']]['path']}#{place}")
            assert Quad(evidence, curie("oa:exact"), Literal(words)) in store
            quoted += 1
    assert quoted > 10


@pytest.mark.parametrize(
    "path", ["edition/ciie/66", "edition/ciie/6#x", "", "a b", "<", "article/ciie-6-close#char=0,5"]
)
def test_what_is_no_node_of_the_network_has_no_data(path: str) -> None:
    assert site_of(sample()).document(f"data/neighbours/{path}.json") is None
    assert site_of(sample()).document(f"data/neighbours/{path}") is None


def test_the_page_starts_where_the_address_says_by_path_or_iri() -> None:
    assert 'data-start="fair/ciie"' in page(sample())
    assert 'data-start="country/CN"' in page(sample(), node="country/CN")
    assert 'data-start="country/CN"' in page(sample(), node=f"{BASE}country/CN")
    unknown = page(sample(), node="<script>alert(1)</script>")
    assert 'data-start="fair/ciie"' in unknown
    assert "no node “&lt;script&gt;alert(1)&lt;/script&gt;”" in unknown


def test_a_graph_without_fairs_has_nothing_to_start_from() -> None:
    assert "no fair to start from" in page(Store())


def test_all_kinds_are_in_the_legend_and_have_a_shape_in_the_script() -> None:
    script = (Path(explorer.__file__).parent / "static" / "explorer.js").read_text(encoding="utf-8")
    shapes = dict(re.findall(r'(\w+): "([\w-]+)"', script.partition("const SHAPES = {")[2].partition("}")[0]))
    assert list(shapes) == list(KINDS)
    assert len(set(shapes.values())) == len(KINDS)
    shown = page(sample())
    assert all(f'value="{kind}"' in shown for kind in KINDS)


def test_a_folder_holds_the_data_of_all_nodes_but_figures() -> None:
    site = site_of(sample(), folder=True)
    paths = [path for path in site.paths() if path.startswith(explorer.DATA)]
    assert "data/neighbours/fair/ciie.json" in paths
    assert "data/neighbours/article/ciie-6-close.json" in paths
    assert not [path for path in paths if "/metric/" in path]
    assert all(site.document(path) is not None for path in paths)
    shown = site.document("explore")
    assert shown is not None
    assert b'data-neighbours="data/neighbours/PATH.json"' in shown.body
    assert b'data-page="PATH.html"' in shown.body


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_name_comes_through_as_text(name: str) -> None:
    store = Store()
    fair, edition = NamedNode(f"{BASE}fair/x"), NamedNode(f"{BASE}edition/x/1")
    store.extend(
        [
            Quad(fair, curie("rdf:type"), curie("te:Fair")),
            Quad(fair, curie("rdfs:label"), Literal(name)),
            Quad(edition, curie("rdf:type"), curie("te:Edition")),
            Quad(edition, curie("te:editionOf"), fair),
        ]
    )
    label = around(store, "edition/x/1")["nodes"][1]["label"]
    assert label == (readable(name) or f"{BASE}fair/x")
