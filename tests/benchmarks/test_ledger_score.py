from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from benchmarks import ledger
from benchmarks.ledger_score import Outcome, score_ledger

GRAPH = """
@base <https://example.org/kg/> .
@prefix te: <https://w3id.org/trade-event#> .
@prefix schema: <https://schema.org/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<e> a te:Edition ; te:ordinal 6 ; te:year "2019"^^xsd:gYear .
<a> schema:identifier "a" ; schema:mentions <e> .
<b> schema:identifier "b" ; schema:mentions <e> ; te:copyOf <a> .
<c> schema:identifier "c" ; schema:mentions <e> .
<visitors> skos:notation "visitors" .
<m1> te:about <e> ; te:indicator <visitors> ; te:value 8312.0 ; prov:wasDerivedFrom <e1> ; te:change <change> .
<m2> te:about <e> ; te:indicator <visitors> ; te:value 8300.0 ; prov:wasDerivedFrom <e2> .
<m3> te:about <e> ; te:indicator <visitors> ; te:value 9000.0 ; prov:wasDerivedFrom <e2> .
<e1> te:article <a> . <e2> te:article <c> .
<change> te:verdict [ skos:notation "confirmed" ] .
<d1> te:preferredStatement <m1> ; te:otherStatement <m2> ; te:differenceKind [ skos:notation "rounding" ] .
<d2> te:preferredStatement <m1> ; te:otherStatement <m3> ; te:differenceKind [ skos:notation "conflict" ] .
"""


def record(**others: object) -> dict[str, object]:
    return {
        "ordinal": 6,
        "year": 2019,
        "articles": ["a", "b", "d"],
        "values": {"visitors": 8312},
        "copies": {},
        "differences": [],
        "growth": [],
    } | others


def scored(tmp_path: Path, **others: object) -> dict[str, Outcome]:
    gold = tmp_path / "ledger.jsonl"
    gold.write_text(json.dumps(record(**others)) + "\n", encoding="utf-8")
    store = Store()
    store.load(GRAPH.encode(), format=RdfFormat.TURTLE)
    return dict(score_ledger(store, gold))


def test_articles_are_counted_on_the_edition_of_their_record(tmp_path: Path) -> None:
    identity = scored(tmp_path)["article on its edition"]
    assert (identity.right, identity.wrong, identity.missed) == (2, 1, 1)


def test_copies_are_counted_whichever_is_taken_for_the_first(tmp_path: Path) -> None:
    found = scored(tmp_path, copies={"a": "b", "d": "b"})["copy"]
    assert (found.right, found.wrong, found.missed) == (1, 0, 1)
    assert scored(tmp_path)["copy"].wrong == 1


def test_differences_are_right_by_kind_unread_or_not_wanted(tmp_path: Path) -> None:
    wanted = [
        {"indicator": "visitors", "kind": "rounding", "values": [8312, 8300]},
        {"indicator": "visitors", "kind": "forecast", "values": [8312, 7000]},
    ]
    outcomes = scored(tmp_path, differences=wanted)
    assert outcomes["difference: rounding"].right == 1
    assert outcomes["difference: forecast"].unread == 1
    assert outcomes["difference: conflict"].wrong == 1


def test_differences_of_what_no_article_gives_exactly_are_not_counted(tmp_path: Path) -> None:
    assert not any(name.startswith("difference") for name in scored(tmp_path, values={"exhibitors": 200}))


def test_difference_of_another_kind_is_missed(tmp_path: Path) -> None:
    outcomes = scored(tmp_path, differences=[{"indicator": "visitors", "kind": "bound", "values": [8312, 8300]}])
    assert outcomes["difference: bound"].missed == 1
    assert outcomes["difference: bound"].confused == {"rounding": 1}


@pytest.mark.parametrize(("verdict", "right"), [("confirmed", 1), ("contradicted", 0)])
def test_verdicts_are_compared(tmp_path: Path, verdict: str, right: int) -> None:
    claim = {"article": "a", "indicator": "visitors", "value": 8312, "verdict": verdict}
    assert scored(tmp_path, growth=[claim])[f"growth: {verdict}"].right == right


@pytest.mark.slow
def test_measures_run_to_their_end(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    ledger.main(["8", "--fewer", "5", "--base", "6", "-o", str(tmp_path)])
    printed = capfd.readouterr().out
    for words in ("times that at 5", "one article more", "of the full build's", "article on its edition"):
        assert words in printed
