from __future__ import annotations

import json
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.lexicon import DATA
from kg.extract.linear import LEAN, Model, load_model, model

COLOURS = Model(
    ("blue", "green", "red"),
    (0.0, 0.5, -1.0),
    {"sky": (2.0, 0.0, 0.0), "grass": (-1.0, 3.0, 0.0), "blood": (0.0, -0.5, 4.0)},
)
SHIPPED = sorted(path.stem for path in DATA.glob("*.json"))
FEATURES = st.lists(st.sampled_from(["sky", "grass", "blood", "never seen"]), max_size=6)


def test_scores_are_the_bias_and_the_weights_of_what_is_seen() -> None:
    assert COLOURS.scores([]) == {"blue": 0.0, "green": 0.5, "red": -1.0}
    assert COLOURS.scores(["sky", "grass", "never seen"]) == {"blue": 1.0, "green": 3.5, "red": -1.0}


def test_the_best_label_has_the_highest_score_and_of_equals_comes_first() -> None:
    assert COLOURS.best([]) == "green"
    assert COLOURS.best(["blood"]) == "red"
    assert Model(("a", "b"), (1.0, 1.0), {}).best(["x"]) == "a"


def test_a_lean_is_added_to_the_sums_and_told_among_the_reasons() -> None:
    lean = {"blue": 3.0, "red": -1.0}
    assert COLOURS.scores(["grass"], lean) == {"blue": 2.0, "green": 3.5, "red": -2.0}
    assert (COLOURS.best([]), COLOURS.best([], lean)) == ("green", "blue")
    assert COLOURS.probability([], "blue", lean) > 0.9 > 0.5 > COLOURS.probability([], "blue")
    assert COLOURS.explain(["sky"], "blue", "red", lean) == [f"{LEAN} +4.00", "sky +2.00"]
    assert COLOURS.explain(["sky"], "blue") == ["sky +2.00"]


@settings(derandomize=True, max_examples=60)
@given(FEATURES)
def test_probabilities_sum_to_one_and_agree_with_the_best(features: list[str]) -> None:
    chances = {label: COLOURS.probability(features, label) for label in COLOURS.labels}
    assert sum(chances.values()) == pytest.approx(1.0)
    assert max(chances.values()) == chances[COLOURS.best(features)]


@settings(derandomize=True, max_examples=60)
@given(FEATURES)
def test_the_order_of_features_decides_nothing(features: list[str]) -> None:
    assert COLOURS.best(features) == COLOURS.best(list(reversed(features)))


def test_a_probability_of_large_scores_is_a_number() -> None:
    assert Model(("a", "b"), (5000.0, -5000.0), {}).probability([], "a") == 1.0


def test_an_explanation_names_the_features_strongest_first() -> None:
    assert COLOURS.explain(["grass", "never seen", "sky", "blood"], "blue") == ["sky +2.00", "grass -1.00"]


def test_a_file_without_weights_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text(json.dumps({"labels": ["a"], "bias": [0]}), encoding="utf-8")
    with pytest.raises(KeyError):
        load_model(path)
    with pytest.raises(OSError, match=r"none\.json"):
        load_model(tmp_path / "none.json")


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_model_is_whole(name: str) -> None:
    shipped = model(name)
    assert len(set(shipped.labels)) == len(shipped.labels) == len(shipped.bias) > 1
    assert {len(row) for row in shipped.weights.values()} == {len(shipped.labels)}
    assert all(abs(weight) < 100 for weight in chain(shipped.bias, *shipped.weights.values()))
    assert any(chain(*shipped.weights.values()))


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_model_is_written_a_feature_a_line_in_order(name: str) -> None:
    lines = (DATA / f"{name}.json").read_text(encoding="utf-8").splitlines()
    written = [json.loads("{" + line.rstrip(",}") + "}") for line in lines if line.startswith('"') and ": [" in line]
    features = [next(iter(row)) for row in written if next(iter(row)) not in ("labels", "bias")]
    assert features == sorted(model(name).weights)
