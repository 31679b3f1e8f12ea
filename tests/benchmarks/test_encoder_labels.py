from __future__ import annotations

import json
from pathlib import Path

from benchmarks.corpus import EXTENSION, SAMPLES, SAMPLES_GOLD, Annotated, is_held_out, known_corpus
from benchmarks.encoder_labels import lessons_of
from kg.articles import read_articles
from kg.encoder.context import BOUNDS, INDICATORS, KINDS, ROLES, STATUSES, STEPS_TO_CURRENT
from kg.registry import load_registry

SAMPLE = "ciie-6-close"


def sample() -> Annotated:
    [article] = read_articles([SAMPLES / f"{SAMPLE}.txt"]).articles
    return Annotated(article, json.loads(Path(SAMPLES_GOLD / f"{SAMPLE}.json").read_text(encoding="utf-8")))


def test_a_lesson_has_the_right_answers_among_those_the_encoder_knows() -> None:
    [learnt] = lessons_of([sample()], load_registry())
    names = {span.of(learnt.article.text): name.right for name in learnt.names for span in name.spans}
    assert names["China International Import Expo"]
    assert not names["Sun Chenghai"]
    for number in learnt.numbers:
        assert number.indicator in INDICATORS
        assert number.status is None or number.status.right in STATUSES
        if number.parts is not None:
            assert {kind for kind, _, _ in number.parts.offered} <= set(KINDS)
            assert len(number.parts.offered) == len(number.parts.weights) > max(number.parts.right)
        if number.editions is not None:
            assert {pointer.role for pointer in number.editions.offered if pointer} <= set(ROLES)
            assert len(number.editions.offered) == len(number.editions.weights) > max(number.editions.right)
    assert any(number.indicator == "deal-value" and number.editions for number in learnt.numbers)
    said = learnt.article.text
    assert "CIIE Bureau" in {body.spans[0].of(said) for body in learnt.bodies if not body.right}
    assert {o.step for o in learnt.currents} <= set(STEPS_TO_CURRENT)
    assert any(o.right for o in learnt.currents)
    assert {d.right for d in learnt.dates} <= {*BOUNDS, "none"}
    assert {"shanghai"} == {c.span.of(said).casefold() for c in learnt.cities if c.right == "yes"}


def test_what_is_held_out_is_a_small_part_of_the_extension() -> None:
    written = {path.stem for path in (EXTENSION / "gold").glob("*.json")}
    held = {name for name in written if is_held_out(name)}
    assert len(written) / 24 < len(held) < len(written) / 12
    assert not any(is_held_out(item.article.id) for item in known_corpus())
    assert not is_held_out(SAMPLE)
