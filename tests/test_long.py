"""One article that says the same without end is built in time that grows with its length.

It is read without the encoder, whose time is in proportion by its windows (tests/encoder): this is about the rest.
"""

from __future__ import annotations

import time

import pytest

from kg.articles import parse_article
from kg.encoder import unaided
from kg.graph.curies import curie
from kg.graph.judge import validate
from kg.graph.validate import quarantine
from kg.pipeline import assemble

SENTENCE = "The 6th Shanghai Tea Expo drew 3,486 exhibitors in 2023. "


def seconds(times: int, *, sound: bool) -> float:
    """Return the time that the graph of a repeated sentence spends at the gate, whole or losing its article."""
    with unaided():
        _, store = assemble(parse_article(SENTENCE * times, "a"))
    if not sound:
        [article] = [quad.subject for quad in store.quads_for_pattern(None, curie("rdf:type"), curie("te:Article"))]
        for quad in list(store.quads_for_pattern(article, curie("te:sha256"), None)):
            store.remove(quad)
    start = time.process_time()
    gate = quarantine(store)
    assert bool(gate.findings) is not sound
    return time.process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize("sound", [True, False], ids=["published", "taken out"])
def test_a_thousand_quotes_of_one_figure_pass_the_gate_in_proportion(sound: bool) -> None:
    seconds(20, sound=sound)
    assert seconds(2000, sound=sound) < 7 * seconds(500, sound=sound) + 0.2


@pytest.mark.slow
def test_a_figure_repeated_without_end_is_one_fact_with_all_its_quotes() -> None:
    def ledger(times: int) -> float:
        start = time.process_time()
        with unaided():
            facts, store = assemble(parse_article(SENTENCE * times, "a"))
        [metric] = facts.metrics
        assert len(metric.evidence) == times
        if times < 300:
            assert validate(store).conforms
        return time.process_time() - start

    ledger(20)
    assert ledger(4000) < 7 * ledger(1000)
