"""`kg check` on a graph made by hand, with every kind of difference and every verdict in it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from handmade import TWO_FAIRS, build_of
from pyoxigraph import RdfFormat, Store, parse
from typer.testing import CliRunner

from kg.checks import ALL, check
from kg.cli import app
from kg.graph.store import load_store
from kg.lookup import find

BASE = "https://example.org/kg/"
TE = "https://w3id.org/trade-event#"


@pytest.fixture(scope="module")
def store() -> Store:
    return load_store(TWO_FAIRS)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of a build whose graph is the one made by hand."""
    return build_of(TWO_FAIRS.read_text(encoding="utf-8"), tmp_path_factory.mktemp("checks"))


def text(made: Path, *options: str, columns: str = "100", **environment: str) -> str:
    result = CliRunner().invoke(app, ["check", str(made), *options], env={"COLUMNS": columns, **environment})
    assert result.exit_code == 0, result.output
    return result.stdout


def record(made: Path, *options: str) -> dict[str, Any]:
    loaded = json.loads(text(made, "--format", "json", *options))
    assert isinstance(loaded, dict)
    return loaded


def headings(shown: str) -> list[str]:
    return re.findall(r"^([A-Z][a-z ]+): \d+", shown, re.MULTILINE)


# --- text ---


def test_real_conflicts_come_first_the_largest_first(made: Path) -> None:
    shown = text(made)
    assert headings(shown) == ["Conflicts", "Growth that does not add up"]
    conflicts = shown[: shown.index("Growth that")]
    assert re.findall(r"([\d.]+)% apart", conflicts) == ["45.9", "9.6", "6.5", "2.7"]
    # What has no size, a difference of words, comes last.
    assert conflicts.index("Lantern Fair 2023 (13th): theme") > conflicts.index("2.7% apart")


def test_both_sides_stand_side_by_side_with_their_quotes(made: Path) -> None:
    lines = text(made).splitlines()
    start = lines.index("Lantern Fair 2023 (13th): visitors")
    assert [re.split(r" {2,}", line.strip()) for line in lines[start : start + 6]] == [
        ["Lantern Fair 2023 (13th): visitors"],
        ["9.6% apart, preferred: a correction"],
        ["64,380", "71,250"],
        ["preferred, 1 independent source", "deprecated, 1 independent source"],
        ["“64,380 visitors, not the numbers first given”", "“a turnout of 71,250”"],
        ["Lantern Office, 2023-06-01, a3 10-54", "Trade Post, 2023-05-10, a4 10-29"],
    ]


def test_what_no_rule_decides_is_said_and_copies_are_marked(made: Path) -> None:
    shown = text(made)
    countries = shown[shown.index("Lantern Fair 2023 (13th): countries") :].split("\n\n")[0]
    assert "6.5% apart, no rule decides" in countries
    assert "Coast Daily, 2023-05-09, a2 52-64 (copy of a1)" in countries
    assert "preferred, 1 independent source" in countries


def test_growth_that_does_not_add_up_comes_with_both_figures(made: Path) -> None:
    shown = text(made)
    first, second = shown[shown.index("Growth that does not add up: 2") :].split("\n\n")[1:3]
    assert re.search(r"stated: up 9% on Lantern Fair 2022 \(12th\) {2,}recomputed: down 1.56%", first)
    assert re.search(r"64,380 {2,}65,400", first)
    assert "“65,400 a year ago”" in first
    assert re.search(r"stated: down by 28 on Kite Show 2022 {2,}recomputed: down by 30", second)


def test_the_counts_close_the_sheet(made: Path) -> None:
    closing = text(made).split("\n\n")[-1]
    rows = [re.split(r" {2,}", line.strip()) for line in closing.splitlines()]
    assert rows == [
        ["Differences by kind"],
        ["conflict", "5"],
        ["correction", "1"],
        ["forecast", "3", "targets: 1 met, 1 missed"],
        ["bound", "1"],
        ["rounding", "1"],
        ["refinement", "1"],
        ["basis", "1"],
        ["scope", "1"],
        ["Growth claims"],
        ["contradicted", "2"],
        ["confirmed", "1"],
        ["not checkable", "2", "1 since the edition compared with is not known, 1 since that edition has no such"],
        ["figure"],
    ]


def test_all_shows_the_harmless_kinds_too(made: Path) -> None:
    shown = text(made, "--all")
    assert headings(shown) == [
        *("Conflicts", "Corrections", "Forecasts", "Bounds", "Roundings", "Refinements", "Counting bases", "Scopes"),
        *("Growth that does not add up", "Growth that adds up", "Growth that cannot be checked"),
    ]
    assert re.search(r"22,400 m² \(gross\) {2,}12,950 m² \(net\)", shown)
    assert re.search(r"412 {2,}371 \(overseas\)", shown)
    assert re.search(r"2023-05-02 {2,}2023-05\n", shown)


@pytest.mark.parametrize(
    ("name", "abouts"),
    [
        ("kite", {"Kite Show 2023"}),
        ("LF", {"Lantern Fair 2023 (13th)"}),
        ("13th Lantern Fair", {"Lantern Fair 2023 (13th)"}),
        ("Lantern Fair 2022", set()),
    ],
)
def test_one_fair_or_edition(made: Path, name: str, abouts: set[str]) -> None:
    found = record(made, "--fair", name, "--all")
    assert {each["about"]["label"] for each in found["differences"]} == abouts
    assert {claim["figure"]["about"] for claim in found["growth"]} == abouts
    assert sum(found["summary"]["differences"].values()) == len(found["differences"])


def test_a_long_list_is_cut_short_and_says_so(made: Path) -> None:
    shown = text(made, "--limit", "2")
    assert shown.count("% apart") == 2
    assert "and 3 more: see --limit" in shown
    assert "Conflicts: 5" in shown


@pytest.mark.parametrize("columns", ["30", "59", "60", "81", "200"])
def test_it_keeps_to_the_width_of_the_terminal(made: Path, columns: str) -> None:
    shown = text(made, "--all", columns=columns)
    assert max(map(len, shown.splitlines())) <= int(columns)
    side_by_side = re.search(r"^ +172 +318$", shown, re.MULTILINE)
    assert bool(side_by_side) == (int(columns) >= 60)


# --- nothing to show ---


def test_a_graph_without_differences_says_what_was_compared(tmp_path: Path) -> None:
    graph = TWO_FAIRS.read_text(encoding="utf-8")
    bare = re.sub(r"<difference/.*?(?=\n<|\n\n)", "", graph, flags=re.DOTALL)
    bare = re.sub(r"te:verdict te:verdict-[a-z-]+ ;", "", bare)
    shown = text(build_of(bare, tmp_path))
    assert shown.startswith("No two statements differ: 25 figures and 4 claims about 6 editions in 6 articles were")


def test_a_graph_of_an_older_version_was_not_compared(tmp_path: Path) -> None:
    graph = "\n".join(
        line for line in TWO_FAIRS.read_text(encoding="utf-8").splitlines() if line.startswith(("@", "te:", "<fair/"))
    )
    figure = "<metric/x> a te:Metric ; te:about <fair/kite> ; te:indicator te:indicator-visitors ; te:value 3.0 ."
    assert text(build_of(f"{graph}\n{figure}\n", tmp_path)).startswith("Nothing was compared: the graph has 1 figure")


# --- for programs ---


def test_json_is_one_object_with_both_statements(made: Path) -> None:
    found = record(made)
    assert set(found) == {"compared", "summary", "differences", "growth"}
    assert found["compared"] == {"articles": 6, "editions": 6, "figures": 25, "claims": 4}
    assert found["summary"] == {
        "differences": {
            **{"conflict": 5, "correction": 1, "forecast": 3, "bound": 1, "rounding": 1, "refinement": 1},
            **{"basis": 1, "scope": 1},
        },
        "targets": {"met": 1, "missed": 1},
        "growth": {"contradicted": 2, "confirmed": 1, "not-checkable": 2},
        "unchecked": {"no-edition": 1, "no-figure": 1},
    }
    assert [each["kind"] for each in found["differences"]] == ["conflict"] * 5
    visitors = found["differences"][1]
    assert (visitors["subject"], visitors["percent"], visitors["rule"]) == ("visitors", "9.6", "correction")
    assert visitors["preferred"]["value"] == "64380"
    assert visitors["other"]["rank"] == "deprecated"
    assert visitors["other"]["quotes"] == [
        {
            **{"article": "a4", "publisher": "Trade Post", "published": "2023-05-10", "copy_of": None},
            **{"start": 10, "end": 29, "words": "a turnout of 71,250"},
        }
    ]
    growth = found["growth"][0]
    assert (growth["recomputed"], growth["recomputed_direction"]) == ("1.56", "down")
    assert growth["against"]["value"] == "65400"


def test_turtle_is_the_nodes_and_what_they_refer_to(made: Path) -> None:
    triples = list(parse(text(made, "--format", "turtle", "--fair", "kite").encode(), format=RdfFormat.TURTLE))
    kinds = {(t.subject.value, t.object.value) for t in triples if t.predicate.value.endswith("#type")}
    assert kinds == {
        (f"{BASE}{node}", f"{TE}{name}")
        for node, name in {
            "difference/12": "Difference",
            "metric/k-172": "Metric",
            "metric/k-172#change": "Change",
            "metric/k-318": "Metric",
            "metric/k-202": "Metric",
            "edition/kite/2023": "Edition",
            "edition/kite/2022": "Edition",
            "article/a5": "Article",
            "article/a6": "Article",
            "article/a5#char=34,48": "Evidence",
            "article/a5#char=53,72": "Evidence",
            "article/a6#char=10,24": "Evidence",
        }.items()
    }


@pytest.mark.parametrize("to", ["json", "turtle"])
def test_all_gives_programs_more(made: Path, to: str) -> None:
    assert len(text(made, "--format", to, "--all")) > len(text(made, "--format", to))


def test_a_graph_without_the_vocabulary_is_no_error() -> None:
    found = check(Store(), wanted=ALL)
    assert (found.kinds, found.verdicts, found.comparisons, found.growth) == ({}, {}, (), ())


def test_the_fairs_of_a_check_are_found_as_show_finds_them(store: Store) -> None:
    whole = check(store)
    parts = [check(store, find(store, name)) for name in ("kite", "lantern")]
    assert sum(len(part.comparisons) for part in parts) == len(whole.comparisons)
