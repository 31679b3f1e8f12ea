import html
import json
import re
import shutil
import sys
import xml.etree.ElementTree as ElementTree
from base64 import b64encode
from collections import defaultdict
from datetime import datetime
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import QueryBoolean
from telling_graphs import BASE, SIXTH, TEA, WICKED, WICKED_EDITION, WICKED_ONE, graph

import kg
from kg.errors import KgError, NotABuildError, OutputError, QueryError, SourceError
from kg.neighbours import Edge, Neighbourhood, Node
from kg.notebook.drawing import LOOKS, to_svg
from kg.notebook.explorer import to_page
from kg.notebook.layout import LINE, places

ARTICLES = Path(__file__).parents[1] / "sources" / "articles"
SVG = "{http://www.w3.org/2000/svg}"
SHOWN = WICKED.replace("\u202e", "\ufffd").replace("\x01", "\ufffd")
WICKED_GRAPH = kg.Graph(WICKED_ONE)


@pytest.fixture
def tea() -> kg.Graph:
    return kg.Graph(TEA)


# --- opening, asking ---


def test_a_build_and_a_file_are_opened(tmp_path: Path) -> None:
    kg.build(ARTICLES / "ciie-6-close.txt", tmp_path / "out")
    opened = kg.Graph.open(tmp_path / "out")
    opened.save(tmp_path / "copy.nq")
    assert len(opened) == len(kg.Graph.open(str(tmp_path / "copy.nq"))) == len(kg.open(tmp_path / "out").graph) > 500
    assert opened._repr_html_() == kg.open(tmp_path / "out")._repr_html_()


def test_what_is_no_graph_is_refused_in_a_sentence(tmp_path: Path, tea: kg.Graph) -> None:
    with pytest.raises(NotABuildError):
        kg.Graph.open(tmp_path)
    with pytest.raises(SourceError, match="not the name of an RDF file"):
        kg.Graph.open(tmp_path / "graph.txt")
    with pytest.raises(OutputError, match=r"there is no format 'doc'"):
        tea.save(tmp_path / "graph.doc")
    assert not list(tmp_path.iterdir())


def test_it_is_handed_over_to_other_libraries(tea: kg.Graph) -> None:
    assert len(tea.rdflib()) == len(tea) == len(TEA)
    assert tea.networkx().nodes[SIXTH]["label"] == "Tea Expo 2023 (6th)"
    assert tea.find("Tea Expo 2023") == SIXTH
    assert isinstance(tea.query("ASK { ?fair a te:Fair }"), QueryBoolean)


def test_a_table_has_typed_columns(tea: kg.Graph) -> None:
    table = tea.table("""
        SELECT ?edition ?label ?ordinal ?year ?day ?value (?ordinal > 5 AS ?late) {
          ?edition a te:Edition ; rdfs:label ?label ; te:ordinal ?ordinal ; te:year ?year .
          OPTIONAL { ?edition te:startDate ?day }
          OPTIONAL { ?m te:about ?edition ; te:value ?value ; te:rank "preferred" }
        } ORDER BY ?ordinal""")
    assert {name: str(column.dtype) for name, column in table.items()} == {
        "edition": "string",
        "label": "string",
        "ordinal": "Int64",
        "year": "Int64",
        "day": "datetime64[s]",
        "value": "float64",
        "late": "boolean",
    }
    assert table.ordinal.tolist() == [5, 6]
    assert table.year.tolist() == [2022, 2023]
    assert table.day[1].to_pydatetime() == datetime(2023, 5, 1)
    assert table.value[1] == 1250.5
    assert table.late.tolist() == [False, True]
    assert table.iloc[0][["day", "value"]].isna().all()
    assert table.edition[1] == SIXTH


@pytest.mark.parametrize(
    ("values", "dtype", "read"),
    [
        ('"2023-11-05"^^xsd:date "2023-11"^^xsd:gYearMonth', "string", ["2023-11-05", "2023-11"]),
        ("1 2.5 3e0", "float64", [1, 2.5, 3]),
        ('"99999999999999999999999"^^xsd:integer', "string", ["99999999999999999999999"]),
        ('"0987"^^xsd:gYear', "Int64", [987]),
        ('"2023-13-01"^^xsd:date', "string", ["2023-13-01"]),
        ('"maybe"^^xsd:boolean', "string", ["maybe"]),
        ('"eins"@de <https://example.org/>', "string", ["eins", "https://example.org/"]),
        ('1 "one"', "string", ["1", "one"]),
    ],
)
def test_a_column_is_of_the_narrowest_type_that_holds_it(
    tea: kg.Graph, values: str, dtype: str, read: list[Any]
) -> None:
    column = tea.table(f"SELECT ?x {{ VALUES ?x {{ {values} }} }}").x
    assert (str(column.dtype), column.tolist()) == (dtype, read)


def test_a_table_without_rows_has_its_columns(tea: kg.Graph) -> None:
    assert list(tea.table("SELECT ?a ?b { ?a te:url ?b }").columns) == ["a", "b"]


def test_a_table_is_of_a_select_query(tea: kg.Graph) -> None:
    with pytest.raises(QueryError, match="a table needs a SELECT query"):
        tea.table("ASK { ?fair a te:Fair }")


def test_without_pandas_a_sentence_names_the_extra(tea: kg.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KgError, match=r"tables need pandas, which comes with `pip install expograph\[notebook\]`"):
        tea.table("SELECT * { ?fair a te:Fair }")


# --- at a glance ---


def test_it_tells_what_is_in_it(tea: kg.Graph) -> None:
    assert repr(tea) == (
        f"<kg.Graph: 1 fair, 2 editions, 2 organizers, 1 country, 1 city, 3 figures, 3 articles, {len(TEA)} triples>"
    )
    assert repr(kg.Graph(graph(""))) == "<kg.Graph: 0 triples>"


class Reader(HTMLParser):
    """What a browser would take for elements and for text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_it_shows_itself_as_html_without_a_script_or_a_request(tea: kg.Graph) -> None:
    page = Reader(tea._repr_html_())
    told = " ".join(page.words)
    assert all(words in told for words in ("Tea Expo", "2022–2023", "Tea Expo 2023 (6th)", "figures", "triples"))
    assert not page.tags & {"script", "img", "link", "iframe", "object"}
    assert page.attributes <= {"class", "scope"}
    assert "url(" not in tea._repr_html_()
    assert Reader(kg.Graph(graph(""))._repr_html_()).tags == {"div", "style", "ul", "li", "b"}


def test_newest_editions_come_first_and_a_long_list_is_cut() -> None:
    many = "".join(
        f'<fair/{i}> a te:Fair ; rdfs:label "Fair {i:02}" .'
        f'<edition/{i}/1> a te:Edition ; rdfs:label "Fair {i:02} one" ; te:editionOf <fair/{i}> ;'
        f'  te:year "{2000 + i}"^^xsd:gYear .'
        f"<metric/{i}> a te:Metric ; te:about <edition/{i}/1> ."
        for i in range(20)
    )
    told = Reader(kg.Graph(graph(many))._repr_html_()).words
    assert [words for words in told if words.endswith(" one")] == [f"Fair {i} one" for i in range(19, 13, -1)]
    assert "and 8 more fairs" in told


def test_names_are_text_in_html() -> None:
    page = Reader(WICKED_GRAPH._repr_html_())
    assert SHOWN in page.words
    assert not page.tags & {"script", "img"}


# --- drawings ---


def test_a_drawing_is_an_svg_that_tells_every_node_and_edge(tea: kg.Graph, tmp_path: Path) -> None:
    drawing = tea.plot("sixth Tea Expo")
    root = ElementTree.fromstring(drawing._repr_svg_())
    titles = [title.text or "" for title in root.iter(f"{SVG}title")]
    assert titles[0] == "What stands around Tea Expo 2023 (6th)"
    assert f"metric: exhibitors: 900\n{BASE}metric/2" in titles
    assert "exhibitors: 900 – stated in – Tea falls\n“900”" in titles
    assert len(titles) == 1 + len(drawing.around.nodes) + len(drawing.around.edges)
    words = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert {"Hefei Hallshosted by", "Tea Expo 2022 (5th)before", "2 figures", "1 country", "2 articles"} <= set(words)
    drawing.save(tmp_path / "tea.svg")
    assert (tmp_path / "tea.svg").read_text(encoding="utf-8") == drawing.svg
    assert repr(drawing) == "<drawing of Tea Expo 2023 (6th): 11 nodes>"


def test_a_drawing_tells_how_much_it_leaves_out(tea: kg.Graph) -> None:
    drawing = tea.plot(SIXTH, most=5)
    assert repr(drawing) == "<drawing of Tea Expo 2023 (6th): 5 nodes, 6 more left out>"
    assert "6 more are left out" in drawing.svg


def test_a_conflict_stands_out(tea: kg.Graph) -> None:
    root = ElementTree.fromstring(tea.plot(SIXTH).svg)
    marked = [path for path in root.iter(f"{SVG}path") if "conflict" in path.get("class", "")]
    assert len(marked) == 1
    assert "conflicts with" in (marked[0].findtext(f"{SVG}title") or "")


def test_names_are_text_in_a_drawing() -> None:
    root = ElementTree.fromstring(WICKED_GRAPH.plot(WICKED_EDITION, depth=2).svg)
    allowed = {f"{SVG}{name}" for name in ("svg", "title", "style", "rect", "text", "tspan", "path", "g")}
    assert {element.tag for element in root.iter()} <= allowed
    assert any(SHOWN in (title.text or "") for title in root.iter(f"{SVG}title"))
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on") or "href" in name]


KINDS = st.sampled_from(sorted(LOOKS))


@st.composite
def neighbourhoods(draw: st.DrawFn) -> Neighbourhood:
    number = draw(st.integers(1, 40))
    nodes = tuple(Node(f"n:{i}", draw(KINDS), draw(st.text(max_size=80))) for i in range(number))
    edges = {
        Edge(f"n:{draw(st.integers(0, i - 1))}", f"n:{i}", "about", (draw(st.text()),)) for i in range(1, number)
    }
    return Neighbourhood(nodes, tuple(sorted(edges, key=lambda edge: edge.target)), draw(st.integers(0, 5)))


@given(neighbourhoods())
def test_every_neighbourhood_has_a_drawing_whose_labels_have_lines_of_their_own(around: Neighbourhood) -> None:
    where = places(around)
    assert set(where) == {node.iri for node in around.nodes}
    columns = defaultdict(list)
    steps = {around.nodes[0].iri: 0}
    for edge in sorted(around.edges, key=lambda edge: int(edge.target[2:])):
        steps[edge.target] = steps[edge.source] + 1
    for node, place in where.items():
        columns[place.side, steps[node]].append(place.y)
    for heights in columns.values():
        assert all(lower - upper >= LINE - 0.11 for upper, lower in pairwise(sorted(heights)))
    svg = to_svg(around)
    assert svg == to_svg(around)
    ElementTree.fromstring(svg)


# --- exploring ---


class Pages(HTMLParser):
    """The frame's own page: its policy and its scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.policy = ""
        self.scripts: list[tuple[str, str]] = []
        self.open = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if said.get("http-equiv") == "Content-Security-Policy":
            self.policy = said["content"] or ""
        assert not {"src", "href"} & said.keys()
        self.open = tag == "script"
        if self.open:
            self.scripts.append((said.get("type") or "", ""))

    def handle_endtag(self, tag: str) -> None:
        self.open = False

    def handle_data(self, data: str) -> None:
        if self.open:
            kind, text = self.scripts[-1]
            self.scripts[-1] = (kind, text + data)


@pytest.mark.parametrize(("opened", "node"), [(kg.Graph(TEA), SIXTH), (WICKED_GRAPH, WICKED_EDITION)])
def test_the_explorer_is_a_page_of_its_own_that_asks_for_nothing(opened: kg.Graph, node: str, tmp_path: Path) -> None:
    explorer = opened.explore(node)
    page = Pages(explorer.page)
    assert [kind for kind, _ in page.scripts] == ["application/json", "", ""]
    hashes = {f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for _, text in page.scripts[1:]}
    rules = {words[0]: set(words[1:]) for words in (rule.split() for rule in page.policy.split(";"))}
    assert rules["default-src"] == {"'none'"}
    assert rules["script-src"] == hashes
    data = json.loads(page.scripts[0][1])
    assert [each["id"] for each in data["nodes"]] == [each.iri for each in explorer.around.nodes]
    assert [each["label"] for each in data["nodes"]] == [each.label for each in explorer.around.nodes]
    assert "<" not in page.scripts[0][1]
    frame = explorer._repr_html_()
    assert Reader(frame).tags == {"iframe"}
    assert html.unescape(frame.partition('srcdoc="')[2].partition('"')[0]) == explorer.page
    assert 'sandbox="allow-scripts"' in frame
    explorer.save(tmp_path / "page.html")
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == explorer.page


def test_the_library_can_stand_in_a_page() -> None:
    library = Path(kg.__file__).parent / "site" / "static" / "vendor" / "cytoscape.min.js"
    assert not re.search(r"</script|<!--", library.read_text(encoding="utf-8"), re.IGNORECASE)


@given(neighbourhoods())
def test_nothing_in_a_neighbourhood_ends_the_data_of_the_page(around: Neighbourhood) -> None:
    around = Neighbourhood((*around.nodes, Node("n:x", "fair", "</ScRiPt ><!-- \u2028 &amp;")), around.edges, 0)
    data = Pages(to_page(around)).scripts[0][1]
    assert [each["label"] for each in json.loads(data)["nodes"]] == [node.label for node in around.nodes]


# --- in a browser ---

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")
def test_in_a_browser_nothing_wicked_runs_and_the_explorer_opens_node_by_node() -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    shown = (WICKED_GRAPH._repr_html_(), WICKED_GRAPH.plot(WICKED_EDITION).svg, WICKED_GRAPH.explore(WICKED_EDITION))
    document = f"<!doctype html><body>{shown[0]}{shown[1]}{shown[2]._repr_html_()}"
    said: list[str] = []
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.on("request", lambda request: said.append(request.url))
        page.set_content(document)
        frame = page.frame_locator("iframe")
        assert frame.locator("#told h2").inner_text() == SHOWN
        frame.get_by_role("button", name="visitors: 5").click()
        assert frame.locator("#told blockquote").all_inner_texts() == [f"“{SHOWN}”"]
        frame.get_by_label("1 figure", exact=True).uncheck()
        frame.locator("#search").fill("visitors")
        frame.locator("#search").press("Enter")
        assert frame.locator("#told h2").inner_text().startswith("visitors: 5")
        frame.get_by_role("button", name="Arrange").click()
        frame.get_by_role("button", name="Start again").click()
        assert frame.locator("#told h2").inner_text() == SHOWN
        browser.close()
    assert said == []
