"""What the commands write into terminals: at several widths, in colour and without, whatever articles say.

The files of tests/sheets/ are pages as they look; `KG_REFRESH=1 pytest tests/test_terminal.py` writes them anew.
"""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path

import pytest
from handmade import TWO_FAIRS, build_of
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store
from rich.console import RenderableType
from terminal import columns, in_pipe, in_terminal, styles, without_styles

from kg.answers import readable
from kg.checked import check_sheet
from kg.checks import ALL, check
from kg.console import print_sheet
from kg.graph.store import load_store
from kg.lookup import FairLine, list_fairs
from kg.query import run_query
from kg.results import answer
from kg.show import edition_sheet, fair_sheet, fairs_table

SHEETS = Path(__file__).parent / "sheets"
WIDTHS = (40, 60, 80, 118, 200)
ARTICLE = Path(__file__).parents[1] / "sources/articles/ciie-6-close.txt"
NASTY = (
    "\x1b[2J\x1b[31mRed\x07 \x9b31mFair\x7f \u202eriaF\u202c \u2066x\u2069 [bold]Tea[/] :tea: [/nothing] "
    "<script>alert(1)</script> $(touch pwned) `id` %s {0} \u2028 \ufeff"
)
NAMES = "SELECT ?name ?number { VALUES (?name ?number) { %s } }"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_of(TWO_FAIRS.read_text(encoding="utf-8"), tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build whose fairs, articles and quotes hold what would drive a terminal or a shell."""
    written = json.dumps(NASTY)[1:-1]
    graph = TWO_FAIRS.read_text(encoding="utf-8")
    for words in ("Lantern Fair", "Harbour Wire", "people came", '"a3"'):
        bare = words.strip('"')
        graph = graph.replace(words, words.replace(bare, f"{bare} {written}"))
    return build_of(graph, tmp_path_factory.mktemp("nasty"))


def commands(built: Path) -> list[list[str]]:
    where = str(built)
    return [
        ["show", where],
        ["show", where, "lantern"],
        ["show", where, "lantern/13"],
        ["show", where, "a1"],
        ["check", where, "--all"],
        ["query", where, "coverage"],
        ["query", where, "article-facts"],
        ["query", where, "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 40"],
        ["query", "--list"],
        ["validate", where],
    ]


# --- width ---


@cache
def pages(built: Path, width: int) -> dict[str, str]:
    """What the tables look like at a width, by what was asked."""
    tables = [command for command in commands(built) if command[0] != "validate"]  # whose text is pySHACL's
    written = in_terminal(tables, width)
    return {
        " ".join(command[:1] + command[2:]): without_styles(page)
        for command, page in zip(tables, written, strict=True)
    }


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_terminal(made: Path, width: int) -> None:
    for command, page in pages(made, width).items():
        assert page.strip()
        for line in page.splitlines():
            assert columns(line) <= width, f"{command}: {line}"


def test_an_explanation_keeps_to_the_width() -> None:
    for line in without_styles(in_terminal([["explain", str(ARTICLE)]], 40)[0]).splitlines():
        assert columns(line) <= 40, line


@pytest.mark.parametrize("width", WIDTHS)
def test_no_number_is_cut_or_broken(made: Path, width: int) -> None:
    for command in ("show", "show lantern", "query coverage"):
        page = pages(made, width)[command]
        numbers = set(re.findall(r"(?<!\S)[^\s\w+]*\d[^\sa-z]*(?!\S)", pages(made, max(WIDTHS))[command]))
        assert len(numbers) > 5
        assert numbers <= set(page.split()), command
        assert "…" not in page, command


def test_a_wide_terminal_is_used(made: Path) -> None:
    narrow, wide = (pages(made, width)["query article-facts"].splitlines() for width in (60, 200))
    assert len(wide) < len(narrow) / 2
    assert max(map(columns, wide)) > 100


def test_a_page_is_laid_out_anew_for_the_width(made: Path) -> None:
    pages = {
        "fairs": ["show", str(made)],
        "fair": ["show", str(made), "lantern"],
        "edition": ["show", str(made), "lantern/13"],
        "check": ["check", str(made)],
        "query": ["query", str(made), "coverage"],
    }
    for width in (40, 100):
        for name, written in zip(pages, in_terminal(list(pages.values()), width, TERM="dumb"), strict=True):
            place = SHEETS / f"{name}-{width}.txt"
            page = "".join(f"{line.rstrip()}\n" for line in written.splitlines())
            if os.environ.get("KG_REFRESH"):
                SHEETS.mkdir(exist_ok=True)
                place.write_text(page, encoding="utf-8")
            assert page == place.read_text(encoding="utf-8"), f"see {place}; KG_REFRESH=1 writes it anew"


# Without those of India, of whose vowel signs terminals themselves do not agree how wide they are.
SCRIPTS = (
    "进博会 中国",
    "معرض القاهرة الدولي",
    "מסחר",
    "Cafe\u0301 e\u0300te\u0301",
    "각나다",
    "Tea Expo",
)


@pytest.mark.parametrize("width", [30, 120])
def test_columns_are_aligned_in_every_script(made: Path, width: int) -> None:
    rows = " ".join(f'("{name}" {number})' for number, name in enumerate(SCRIPTS, 1234567))
    shown = without_styles(in_terminal([["query", str(made), NAMES % rows]], width)[0])
    lines = [line.rstrip() for line in shown.splitlines() if re.search(r"1,234,\d{3}", line)]
    assert len(lines) == len(SCRIPTS)
    assert len({columns(line) for line in lines}) == 1, shown


def test_words_from_right_to_left_keep_the_columns_in_their_order_in_a_terminal_only(made: Path) -> None:
    command = ["query", str(made), NAMES % '("معرض القاهرة" 7)']
    assert "\u200eمعرض القاهرة\u200e" in in_terminal([command], 80)[0]
    assert "\u200e" not in in_pipe([command])[0]


# --- colour ---


def test_colour_is_for_terminals(made: Path) -> None:
    command = ["check", str(made)]
    assert styles(in_terminal([command], 80)[0]) & set(range(30, 50))
    assert "\x1b" not in in_pipe([command])[0]
    assert "\x1b" not in in_pipe([command], TERM="xterm-256color", COLORTERM="truecolor", CLICOLOR="1")[0]


def test_colour_is_off_and_on_where_the_environment_says_so(made: Path) -> None:
    command = ["check", str(made)]
    assert styles(in_terminal([command], 80, NO_COLOR="1")[0]) <= {0, 1, 2, 3, 4}  # bold and the like are no colours
    assert "\x1b" not in in_terminal([command], 80, TERM="dumb")[0]
    assert styles(in_pipe([command], FORCE_COLOR="1")[0]) & set(range(30, 50))
    assert styles(in_pipe([command], FORCE_COLOR="1", NO_COLOR="1")[0]) <= {0, 1, 2, 3, 4}
    assert "\x1b" not in in_pipe([command], NO_COLOR="1")[0]


def test_a_dumb_terminal_has_its_width_too(made: Path) -> None:
    written = in_terminal([["show", str(made), "lantern"]], 50, TERM="dumb")[0]
    assert 40 < max(map(columns, written.splitlines())) <= 50


def test_bytes_for_programs_have_no_colour(made: Path) -> None:
    where = str(made)
    for written in in_terminal([["show", where, "--json"], ["query", where, "coverage", "--json"]], 80):
        assert json.loads(written)


# --- what articles say ---


@pytest.mark.parametrize("width", [40, 118])
def test_a_terminal_obeys_no_word_of_an_article(nasty: Path, width: int) -> None:
    where = str(nasty)
    programs = [
        ["show", where, "--json"],
        ["show", where, "lantern/13", "--json"],
        ["check", where, "--json"],
        ["check", where, "--format", "turtle"],
        ["validate", where, "--json"],
        *(["query", where, "coverage", "--format", to] for to in ("csv", "json")),
        ["query", where, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"],
        ["show", where, NASTY],
        ["query", where, "lantern \x1b[2J"],
    ]
    asked = [*commands(nasty), *programs]
    for command, written in zip(asked, in_terminal(asked, width), strict=True):
        bare = without_styles(written).replace("\u200e", "")
        assert readable(bare) == bare, command
        assert "Traceback" not in bare, command
    shown = "".join(in_terminal([["show", where]], width)[0].split())
    for words in (
        "[bold]Tea[/]",
        ":tea:",
        "[/nothing]",
        "<script>alert(1)</script>",
        "$(touchpwned)",
        "`id`",
        "%s{0}",
    ):
        assert words in shown


def test_a_pipe_gets_the_data_of_a_query_as_it_is(nasty: Path) -> None:
    command = ["query", str(nasty), "SELECT ?n { ?f a te:Fair ; rdfs:label ?n }", "--format"]
    csv, as_json = in_pipe([[*command, "csv"], [*command, "json"]])
    assert f"Lantern Fair {NASTY}" in csv
    names = [row["n"]["value"] for row in json.loads(as_json)["results"]["bindings"]]
    assert f"Lantern Fair {NASTY}" in names


def _fair_called(name: str) -> Store:
    store = load_store(TWO_FAIRS)
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    for path in ("fair/lantern", "edition/lantern/13"):
        node = NamedNode(f"https://example.org/kg/{path}")
        for quad in list(store.quads_for_pattern(node, label, None)):
            store.remove(quad)
        store.add(Quad(node, label, Literal(name)))
    return store


def _sheets(store: Store) -> list[RenderableType]:
    fairs = list_fairs(store)
    lantern = next(fair for fair in fairs if fair.node.value.endswith("lantern"))
    assert isinstance(lantern, FairLine)
    return [
        fairs_table(fairs),
        fair_sheet(store, lantern),
        edition_sheet(store, lantern.editions[0]),
        check_sheet(check(store, None, ALL)),
        answer(run_query(store, "SELECT * { ?fair a te:Fair ; rdfs:label ?name }")),
    ]


@settings(max_examples=15, deadline=None)
@given(name=st.text(st.characters(codec="utf-8"), min_size=1, max_size=40), width=st.integers(30, 130))
def test_any_name_of_a_fair_can_be_shown(name: str, width: int) -> None:
    store = _fair_called(name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(width))
        for sheet in _sheets(store):
            _assert_harmless(sheet, patch)


def _assert_harmless(sheet: RenderableType, patch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []
    patch.setattr("kg.console.typer.echo", lines.append)
    print_sheet(sheet)
    for line in lines:
        assert "\n" not in line
        assert readable(line) == line


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
@pytest.mark.parametrize("name", ["进博会", "معرض", "e\u0301"])
def test_a_terminal_of_another_encoding_keeps_its_columns(made: Path, encoding: str, name: str) -> None:
    command = ["query", str(made), NAMES % f'("{name}" 1234567) ("Tea Expo" 1234567)']
    written = in_terminal([command], 60, PYTHONUTF8="0", PYTHONIOENCODING=encoding)[0]
    ends = {len(line.rstrip()) for line in without_styles(written).splitlines() if "1,234,567" in line}
    assert len(ends) == 1
