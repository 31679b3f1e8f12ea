"""The golden stories of `tests/golden/ledger`: what a few articles together must come to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from kg.build import Build, build

STORIES = Path(__file__).parent / "golden" / "ledger"
PROLOGUE = """
BASE <https://example.org/kg/>
PREFIX te: <https://w3id.org/trade-event#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX schema: <https://schema.org/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX cur: <http://qudt.org/vocab/currency/>
"""
BLOCK = re.compile(r"^# (?P<sentence>.+)\n(?P<rest>(?:(?!#).*\n?)+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Expectation:
    """A sentence about a story, with the query or the finding that stands for it."""

    story: str
    sentence: str
    test: str


def expectations(name: str) -> Iterator[Expectation]:
    for path in sorted(STORIES.glob(f"*/{name}")):
        for block in BLOCK.finditer(path.read_text(encoding="utf-8")):
            yield Expectation(path.parent.name, block["sentence"], block["rest"].strip())


def cases(name: str) -> list[object]:
    return [
        pytest.param(
            each,
            id=f"{each.story}: {each.sentence}",
        )
        for each in expectations(name)
    ]


@cache
def built(story: str) -> Build:
    return build(STORIES / story / "articles")


@pytest.mark.parametrize("case", cases("expected.rq"))
def test_graph_says(case: Expectation) -> None:
    assert built(case.story).query(PROLOGUE + case.test), f"not in the graph: {case.sentence}\n{case.test}"


@pytest.mark.parametrize("case", cases("absent.rq"))
def test_graph_does_not_say(case: Expectation) -> None:
    assert not built(case.story).query(PROLOGUE + case.test), f"in the graph: {case.sentence}\n{case.test}"


@pytest.mark.parametrize("case", cases("findings.txt"))
def test_findings_say(case: Expectation) -> None:
    code, _, words = case.test.partition(": ")
    messages = [finding.message for finding in built(case.story).findings if finding.code.value == code]
    fitting = [message for message in messages if all(word in message for word in words.split())]
    assert fitting, f"not found: {case.sentence}\n{code} with {words}, among {messages}"


def test_each_story_has_articles_and_expectations() -> None:
    told = {each.story for name in ("expected.rq", "absent.rq", "findings.txt") for each in expectations(name)}
    folders = {path.name for path in STORIES.iterdir() if path.is_dir()}
    assert told == folders
    assert len(folders) >= 16
    assert all(2 <= len(list((STORIES / story / "articles").glob("*.txt"))) <= 4 for story in folders)
