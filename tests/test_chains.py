from __future__ import annotations

import pytest

pytest.importorskip("scipy")

from benchmarks.chains import best_path, fit
from benchmarks.edition_labels import Chain, Link


def chain(article: str, signs: list[str], right: list[int]) -> Chain:
    """Return a chain over two candidates: only the first choice has a sign, the others follow the one before."""
    choices = []
    for i, (sign, index) in enumerate(zip(signs, right, strict=True)):
        candidates = [[f"{sign} a"], [f"{sign} b"]]
        links = [[0, 1], [1, 0]] if i else []
        steps = [["link same"], ["link other"]] if i else []
        choices.append(Link(candidates, frozenset((index,)), links, steps))
    return Chain(choices, article)


def test_what_is_chosen_first_is_gone_on_with() -> None:
    known = [chain(str(n), ["left", "plain", "plain"], [0, 0, 0]) for n in range(4)]
    known += [chain(str(n), ["right", "plain", "plain"], [1, 1, 1]) for n in range(4, 8)]
    weights = fit(known, [1.0] * len(known), strength=10.0, least=1).weights
    assert weights["link same"] > weights["link other"]
    assert best_path(chain("new", ["left", "plain", "plain"], [0, 0, 0]), weights) == [0, 0, 0]
    assert best_path(chain("new", ["right", "plain", "plain"], [1, 1, 1]), weights) == [1, 1, 1]


def test_a_choice_that_is_not_known_is_summed_over() -> None:
    open_choice = Link([["plain a"], ["plain b"]], frozenset((0, 1)))
    weights = fit([Chain([open_choice], "x")], [1.0], strength=1.0, least=1).weights
    assert weights == pytest.approx({"plain a": 0.0, "plain b": 0.0})


def test_rare_features_are_left_out() -> None:
    known = [chain("x", ["left"], [0]), chain("y", ["left"], [0]), chain("z", ["seldom"], [0])]
    assert set(fit(known, [1.0] * 3, strength=1.0, least=2).weights) == {"left a", "left b"}
