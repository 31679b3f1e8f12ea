from __future__ import annotations

import importlib.util
import json
import random
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from typer.testing import CliRunner

from kg.articles import read_articles
from kg.cli import app
from kg.errors import SourceError
from kg.graph.store import load_store, write_turtle
from kg.pipeline import assemble
from kg.score import FACTS, Output, OutputMetric, Tally, judge, kind_of, read_gold, read_graph, tallies
from kg.score.gold import Gold, gold_of
from kg.score.output import OutputEdition
from kg.scored import Grouping, Scores, scores_json

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
SAMPLES = (ROOT / "sources" / "articles", ROOT / "benchmarks" / "samples" / "gold")
SEEDS = (SHARED / "seeds" / "articles", SHARED / "seeds" / "gold")
SCRIPT = SHARED / "eval" / "score.py"


def metric(value: int, bound: str = "exact", **more: Any) -> dict[str, Any]:
    record = {"about": "e1", "indicator": "exhibitors", "value": value, "unit": "count", "bound": bound}
    return record | {"status": "actual", "scope": "total", "change": None, "quote": f"{value}"} | more


def gold(*metrics: dict[str, Any], **more: Any) -> Gold:
    edition = {"key": "e1", "fair": "Shanghai Tea Expo", "aliases": [], "ordinal": 6, "year": None}
    record = {"id": "a", "published": None, "editions": [edition], "metrics": list(metrics), "deals": []}
    return gold_of(record | more)


def output(*values: float, bound: str = "exact") -> Output:
    node = OutputEdition("ste/6", frozenset({"Shanghai Tea Expo"}), 6)
    found = [OutputMetric("ste/6", "exhibitors", v, "count", bound, "actual", "total", None, None) for v in values]
    return Output({"ste/6": node}, {}, {"a"}, {"a": {"ste/6"}}, {"a": found})


def counted(found: Output, wanted: Gold) -> dict[str, Tally]:
    return tallies(judge(found, wanted), lambda verdict: verdict.fact)


# --- the rules of counting ---


def test_what_is_right_wrong_and_missed() -> None:
    found = counted(output(3486, 12), gold(metric(3486), metric(999)))
    assert found["metric core"] == Tally(right=1, wrong=1, missed=1)
    assert found["edition"] == Tally(right=1)


def test_an_annotated_figure_is_matched_once() -> None:
    assert counted(output(1000, 1001), gold(metric(1000)))["metric core"] == Tally(right=1, wrong=1)
    assert counted(output(1000), gold(metric(1000), metric(1001)))["metric core"] == Tally(right=1, missed=1)


def test_of_two_that_fit_the_one_that_fits_fully_is_taken() -> None:
    wanted = gold(metric(1000, "min"), metric(1001, "exact"))
    assert counted(output(1001, bound="exact"), wanted)["metric full"] == Tally(right=1, missed=1)


def test_a_figure_whose_rest_is_wrong_is_wrong_and_missed_in_full() -> None:
    found = counted(output(3486, bound="min"), gold(metric(3486)))
    assert (found["metric core"], found["metric full"]) == (Tally(right=1), Tally(wrong=1, missed=1))


def test_what_no_indicator_fits_is_not_scored() -> None:
    assert "metric core" not in counted(output(), gold(metric(5, indicator="other")))


def test_an_edition_without_any_fact_is_not_missed() -> None:
    bare = {"key": "e1", "fair": "Lima Boat Show", "ordinal": None, "year": None}
    assert not counted(Output(), gold(editions=[bare]))
    assert counted(Output(), gold(editions=[bare | {"city": "Lima"}]))["edition"] == Tally(missed=1)


def test_a_fair_that_is_only_mentioned_is_not_wrong() -> None:
    found = Output({"lima": OutputEdition("lima", frozenset({"Lima Boat Show"}), is_fair=True)}, {}, {"a"})
    found.spoken_of = {"a": {"lima"}}
    assert not counted(found, gold(editions=[]))


def test_each_error_says_what_it_is() -> None:
    scores = Scores(output(12), [gold(metric(3486))])
    [notes] = scores.errors().values()
    assert [note.split(":")[0] for note in notes] == ["metric missed", "metric wrong"]


@pytest.mark.parametrize(
    ("published", "more", "kind"),
    [
        (None, {}, "undated"),
        ("2023-11-01", {"start": "2023-11-05", "end": "2023-11-10"}, "preview"),
        ("2023-11-07", {"start": "2023-11-05", "end": "2023-11-10"}, "on the days"),
        ("2023-11-10", {"start": "2023-11-05", "end": "2023-11-10"}, "report"),
        ("2023-10-30", {"start": "2023-11", "end": None}, "preview"),
    ],
)
def test_the_kind_of_an_article_is_its_place_in_time(published: str | None, more: dict[str, Any], kind: str) -> None:
    edition = {"key": "e1", "fair": "Shanghai Tea Expo"} | more
    assert kind_of(gold(published=published, editions=[edition])) == kind


def test_an_article_of_no_fair_or_of_several_is_a_kind_of_its_own() -> None:
    two = [{"key": "e1", "fair": "Shanghai Tea Expo"}, {"key": "e2", "fair": "Lima Boat Show"}]
    assert (kind_of(gold(editions=[])), kind_of(gold(editions=two))) == ("no fair", "several fairs")


# --- reading annotations ---


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"id": "a", "editions": [{}], "metrics": [], "deals": []}', "{"])
def test_a_file_that_is_no_annotation_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(SourceError, match=r"a\.json.*annotation"):
        read_gold(tmp_path)


def test_a_folder_without_annotations_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no annotation"):
        read_gold(tmp_path)


# --- against the scorer beside the corpus ---


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Return what writes the graph of a folder of articles, each once."""
    place = tmp_path_factory.mktemp("graphs")

    def graph(articles: Path) -> Path:
        path = place / f"{articles.parent.name}.ttl"
        if not path.exists():
            path.write_bytes(write_turtle(assemble(read_articles([articles]))[1]))
        return path

    return graph


def same_figures(graph: Path, folder: Path) -> None:
    theirs = script()
    records = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    expected = theirs.score(theirs.Graph(graph), records)
    found = json.loads(scores_json(Scores(read_graph(load_store(graph)), read_gold(folder)), (), False, False))
    assert found == expected


@pytest.mark.slow
@pytest.mark.skipif(not SCRIPT.is_file(), reason="the other scorer is not beside this checkout")
@pytest.mark.parametrize(("articles", "folder"), [SAMPLES, SEEDS], ids=["samples", "seeds"])
def test_the_figures_are_those_of_the_other_scorer(
    graphs: Callable[[Path], Path], articles: Path, folder: Path
) -> None:
    same_figures(graphs(articles), folder)


@pytest.mark.slow
@pytest.mark.skipif(not SCRIPT.is_file(), reason="the other scorer is not beside this checkout")
@pytest.mark.parametrize("seed", range(12))
def test_the_figures_agree_on_annotations_with_faults(
    graphs: Callable[[Path], Path], tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    for path in SAMPLES[1].glob("*.json"):
        record = json.loads(path.read_text(encoding="utf-8"))
        for edition in record["editions"]:
            spoil(chance, edition, ordinal=[None, 3], year=[None, 2019], start=[None], city=["Lima"], aliases=[[]])
        for wanted in record["metrics"]:
            fair = f"fair:{record['editions'][0]['fair']}"
            near = wanted["value"] and wanted["value"] * 1.004
            spoil(chance, wanted, value=[near, 7], bound=["min"], unit=["USD"], scope=["country:DE", "overseas"])
            spoil(chance, wanted, status=["expected"], change=[None, {"pct": 5, "direction": "up"}])
            spoil(chance, wanted, about=[fair, "country:CN"], indicator=["visitors", "other"])
            if wanted["value"] is None and not wanted["change"]:
                wanted["change"] = {"abs": 5, "direction": "down"}
        (tmp_path / path.name).write_text(json.dumps(record), encoding="utf-8")
    same_figures(graphs(SAMPLES[0]), tmp_path)


def spoil(chance: random.Random, record: dict[str, Any], **values: list[Any]) -> None:
    for key, others in values.items():
        if chance.random() < 0.25:
            record[key] = chance.choice(others)


# --- the command ---


def run(*arguments: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["score", *map(str, arguments)], prog_name="kg")
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.slow
def test_the_command_scores_a_graph(graphs: Callable[[Path], Path]) -> None:
    graph = graphs(SAMPLES[0])
    plain = json.loads(run(graph, SAMPLES[1], "--json")[1])
    assert tuple(plain) == FACTS
    _, text, _ = run(graph, SAMPLES[1], "--by", "indicator", "--by", "kind", "--per-article", "--errors")
    for words in ("32 annotated articles", "exhibition-area", "several fairs", "ciie-6-close", "metric"):
        assert words in text
    by_all = json.loads(run(graph, SAMPLES[1], "--json", "--by", "indicator", "--by", "kind", "--per-article")[1])
    assert set(by_all) == {*FACTS, "indicators", "kinds", "articles"}
    core = plain["metric core"]
    for count in ("tp", "fp", "fn"):
        assert sum(row[count] for row in by_all["indicators"].values()) == core[count]
        assert sum(rows["metric core"][count] for rows in by_all["kinds"].values()) == core[count]
        assert sum(rows["metric core"][count] for rows in by_all["articles"].values()) == core[count]


@pytest.mark.slow
def test_a_graph_of_other_articles_is_an_error(graphs: Callable[[Path], Path], tmp_path: Path) -> None:
    (tmp_path / "z.json").write_text(json.dumps({"id": "z", "editions": [], "metrics": [], "deals": []}))
    code, out, error = run(graphs(SAMPLES[0]), tmp_path)
    assert (code, out) == (1, "")
    assert "none of the articles" in error


def test_groupings_are_those_of_the_command() -> None:
    assert [each.value for each in Grouping] == ["indicator", "kind"]
