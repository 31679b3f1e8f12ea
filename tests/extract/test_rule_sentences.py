"""Every rule that is kept as data reads the sentences that it must read, and refuses those that it must refuse."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from test_changes import changes, written

from kg.extract import labels, measures
from kg.extract.amounts import find_amounts, find_numbers
from kg.extract.bounds import bound_rules
from kg.extract.change_patterns import ChangeRule, change_rules

Reads = Callable[[str], bool]


def rules() -> Iterator[tuple[str, Reads, tuple[str, ...], tuple[str, ...]]]:
    """Yield each rule: its name, whether it is at work in a sentence, what it must read and what it must refuse."""
    for bound in bound_rules():
        yield f"bound {bound.name}", bounds(bound.bound), bound.reads, bound.refuses
    for change in change_rules():
        yield f"change {change.name}", changed(change), tuple(s for s, _ in change.reads), change.refuses
    words = table(labels)
    yield "labels", named, tuple(words["reads"]), tuple(words["refuses"])
    units = table(measures)["sentences"]
    yield "measures other", unit("other"), tuple(units["other"]["reads"]), tuple(units["other"]["refuses"])
    yield "measures floor", floor, tuple(units["floor"]["reads"]), tuple(units["floor"]["refuses"])


def table(module: Any) -> dict[str, Any]:
    with module.DATA.open("rb") as file:
        return tomllib.load(file)


def bounds(wanted: object) -> Reads:
    return lambda sentence: wanted in [m.bound for m in find_amounts(sentence)]


def changed(rule: ChangeRule) -> Reads:
    expected = dict(rule.reads)

    def at_work(sentence: str) -> bool:
        found = changes(sentence)
        if sentence in expected:
            return expected[sentence] in [written(c) for c in found] and rule.name in [c.rule for c in found]
        return bool(found)

    return at_work


def named(sentence: str) -> bool:
    found = [n.excluded == "label" for n in find_numbers(sentence)]
    assert found
    assert len(set(found)) == 1, sentence
    return found[0]


def unit(wanted: str) -> Reads:
    return lambda sentence: wanted in [m.unit for m in find_amounts(sentence)]


def floor(sentence: str) -> bool:
    return any(m.unit in ("m2", "ft2") for m in find_amounts(sentence))


@pytest.mark.parametrize(("at_work", "reads", "refuses"), [r[1:] for r in rules()], ids=[r[0] for r in rules()])
def test_each_rule_reads_and_refuses_its_sentences(
    at_work: Reads, reads: tuple[str, ...], refuses: tuple[str, ...]
) -> None:
    assert reads
    assert refuses
    for sentence in reads:
        assert at_work(sentence), sentence
    for sentence in refuses:
        assert not at_work(sentence), sentence
