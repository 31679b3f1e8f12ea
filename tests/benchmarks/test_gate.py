from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from benchmarks import figures, gate
from benchmarks.corpus import SAMPLES, SAMPLES_GOLD
from benchmarks.figures import BLIND, SEEN, WHOLE, Part
from benchmarks.gate import FLOORS, Floors, fallen, lowered, measured, raised, read_floors, stale, write_floors
from kg.build import build
from kg.score import FACTS, Output, OutputMetric, read_gold, read_graph
from kg.score.gold import gold_of
from kg.score.output import OutputEdition
from kg.scored import Scores, scores_json

NOW: Floors = {BLIND: {"edition": 0.8, "deal": 0.5}, WHOLE: {"edition": 0.9}}


def part(name: str, found: int, wanted: int) -> Part:
    """Return the scores of one article of which some of the figures that it states are found."""
    record: dict[str, Any] = {"about": "e1", "indicator": "exhibitors", "unit": "count", "bound": "exact"}
    record |= {"status": "actual", "scope": "total", "change": None, "quote": ""}
    edition = {"key": "e1", "fair": "Shanghai Tea Expo", "ordinal": 6}
    metrics = [record | {"value": 100 * (i + 1)} for i in range(wanted)]
    output = Output({"6": OutputEdition("6", frozenset({"Shanghai Tea Expo"}), 6)}, {}, {"a"}, {"a": {"6"}})
    output.metrics["a"] = [
        OutputMetric("6", "exhibitors", 100.0 * (i + 1), "count", "exact", "actual", "total", None, None)
        for i in range(found)
    ]
    return Part(name, Scores(output, [gold_of({"id": "a", "editions": [edition], "metrics": metrics, "deals": []})]))


PARTS = [part(BLIND, 1, 3), part(WHOLE, 2, 3), part(SEEN, 3, 3)]


def test_a_figure_at_its_floor_stands() -> None:
    assert fallen(NOW, NOW) == []


def test_a_figure_below_its_floor_is_one_line() -> None:
    [line] = fallen({BLIND: {"edition": 0.801, "deal": 0.5}}, NOW)
    assert line == "The blind third: edition has fallen to F1 0.800, below its floor of 0.801"


def test_what_is_not_measured_is_not_judged() -> None:
    assert fallen({SEEN: {"edition": 1.0}}, NOW) == []


def test_lowering_sets_only_the_floors_that_are_not_reached() -> None:
    floors = {BLIND: {"edition": 0.9, "deal": 0.4}, SEEN: {"edition": 1.0}}
    assert lowered(floors, NOW) == {BLIND: {"edition": 0.8, "deal": 0.4}, SEEN: {"edition": 1.0}}


def test_raising_lowers_nothing() -> None:
    floors = {BLIND: {"edition": 0.9, "deal": 0.4}, SEEN: {"edition": 1.0}}
    assert raised(floors, NOW) == {
        BLIND: {"edition": 0.9, "deal": 0.5},
        SEEN: {"edition": 1.0},
        WHOLE: {"edition": 0.9},
    }


def test_floors_are_read_as_they_are_written(tmp_path: Path) -> None:
    floors = {part.name: dict.fromkeys(FACTS, 0.123) for part in PARTS}
    write_floors(floors, tmp_path / "floors.toml")
    assert read_floors(tmp_path / "floors.toml") == floors


def test_a_measured_figure_is_cut_and_not_rounded_up() -> None:
    assert measured([part(BLIND, 2, 3)])[BLIND]["metric core"] == 0.8
    assert measured([part(BLIND, 1, 6)])[BLIND]["metric core"] == 0.285  # 2/7 = 0.2857


@pytest.mark.parametrize("name", [BLIND, WHOLE, SEEN])
def test_each_part_has_a_floor_for_each_kind_of_fact(name: str) -> None:
    assert set(read_floors()[name]) == set(FACTS)


def prepared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the gate measure a small corpus, and read and write pages and floors in a folder of its own."""
    text = "# A\n\n<!-- written by make scores -->\n| a |\n| --- |\n" + "| x | 0.5 |\n" * len(FACTS) + "\nEnd.\n"
    (tmp_path / "README.md").write_text(text)
    (tmp_path / "scores.md").write_text("")
    monkeypatch.setattr(gate, "README", tmp_path / "README.md")
    monkeypatch.setattr(gate, "PAGE", tmp_path / "scores.md")
    monkeypatch.setattr(figures, "parts", lambda: PARTS)
    monkeypatch.setattr(gate, "read_floors", lambda: read_floors(tmp_path / "floors.toml"))
    monkeypatch.setattr(gate, "write_floors", lambda floors: write_floors(floors, tmp_path / "floors.toml"))
    write_floors({BLIND: {"metric core": 0.9}}, tmp_path / "floors.toml")


def test_the_gate_falls_stays_fallen_and_opens_only_by_the_explicit_act(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    prepared(tmp_path, monkeypatch)
    assert gate.main(["--write"]) == 1
    assert (
        "gate: The blind third: metric core has fallen to F1 0.500, below its floor of 0.900"
        in capsys.readouterr().out
    )
    assert gate.main(["--raise"]) == 1
    assert gate.main([]) == 1
    assert gate.main(["--lower"]) == 0
    assert gate.main([]) == 0
    assert read_floors(tmp_path / "floors.toml")[BLIND]["metric core"] == 0.5


def test_a_page_with_other_figures_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    prepared(tmp_path, monkeypatch)
    assert gate.main(["--lower"]) == 1
    assert "gate: README.md states other figures" in capsys.readouterr().out
    assert gate.main(["--write"]) == 0
    written = (tmp_path / "README.md").read_text()
    assert "| 1.00 | 0.33 | 0.50 | 0.80 | 1.00 |" in written
    assert written.endswith("\n\nEnd.\n")
    assert gate.main([]) == 0


def test_without_the_seeds_their_column_stays(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    full = figures.readme(PARTS, text)
    assert figures.readme(PARTS[:2], full) == full
    path = tmp_path / "README.md"
    path.write_text(full, encoding="utf-8")
    assert stale({path: full}) == []


def test_the_readme_and_the_page_of_scores_say_the_same() -> None:
    root = FLOORS.parents[1]
    readme = re.findall(
        r"^\| (?:edition|attribute|figure|deal)[^|]*\|(.*)\|$", _read(root / "README.md"), re.MULTILINE
    )
    page = _read(root / "docs" / "scores.md")
    blind, whole = (
        re.findall(r"^\| (?:edition|attribute|metric core|metric full|deal) \|(.*)\|$", block, re.MULTILINE)
        for block in page.split("\n## ")[1:]
    )
    for row, one, other in zip(readme, blind, whole, strict=True):
        cells = [cell.strip() for cell in row.split("|")]
        assert cells[:3] == [cell.strip() for cell in one.split("|")][:3]
        assert cells[3] == other.split("|")[2].strip()


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.slow
def test_what_is_scored_without_the_shapes_is_what_a_build_gives() -> None:
    golds = read_gold(SAMPLES_GOLD)
    whole = Scores(read_graph(build(SAMPLES).store), golds)
    quick = Scores(figures.graph_of(SAMPLES), golds)
    assert scores_json(quick, (), True, True) == scores_json(whole, (), True, True)
