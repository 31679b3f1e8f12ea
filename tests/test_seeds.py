"""The five real articles that the project was made for; skipped where the folder with them is absent."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pyoxigraph
import pyshacl
import pytest
import rdflib

import kg
from kg.build import Build
from kg.graph.validate import shapes_graph

SHARED = Path(__file__).parents[2] / "shared"
ARTICLES = SHARED / "seeds" / "articles"
GOLD = SHARED / "seeds" / "gold"
OA = "http://www.w3.org/ns/oa#"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not ARTICLES.is_dir(), reason="the real articles are not beside this checkout"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("seeds") / "out"
    kg.build([ARTICLES], out=out)
    return out


@pytest.fixture(scope="module")
def built(folder: Path) -> Build:
    return kg.open(folder)


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("kind", "floor"),
    [("edition", 1.0), ("attribute", 0.95), ("metric core", 0.95), ("metric full", 0.85), ("deal", 1.0)],
)
def test_the_figures_stay_above_their_floors(folder: Path, kind: str, floor: float) -> None:
    score = scorer()
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.json"))]
    figures = score.score(score.Graph(folder / "graph.ttl"), golds)
    assert figures[kind]["f1"] >= floor


def test_every_quote_stands_at_its_offsets(folder: Path) -> None:
    graph = rdflib.Graph().parse(folder / "graph.ttl")
    seen = 0
    for node, quote in graph.subject_objects(rdflib.URIRef(OA + "exact")):
        start, end = (int(str(graph.value(node, rdflib.URIRef(OA + name)))) for name in ("start", "end"))
        article = str(node).split("/article/")[1].split("#")[0]
        text = (ARTICLES / f"{article}.txt").read_text(encoding="utf-8")
        assert text[start:end] == str(quote)
        seen += 1
    assert seen > 40


def test_the_published_graph_conforms_to_the_shapes(folder: Path) -> None:
    data = rdflib.Graph().parse(folder / "graph.ttl")
    conforms, _, words = pyshacl.validate(data, shacl_graph=shapes_graph())
    assert conforms, words


def test_rdflib_and_oxigraph_read_the_same_triples(folder: Path) -> None:
    one = rdflib.Graph().parse(folder / "graph.ttl")
    store = pyoxigraph.Store()
    store.load(path=str(folder / "graph.ttl"), format=pyoxigraph.RdfFormat.TURTLE)
    assert len(one) == len(store)
    assert not any(isinstance(term, rdflib.BNode) for triple in one for term in triple)


@pytest.mark.parametrize("reader", ["rapper", "serdi"])
def test_other_readers_count_the_same_triples(folder: Path, built: Build, reader: str) -> None:
    program = shutil.which(reader)
    if program is None:
        pytest.skip(f"{reader} is not installed")
    command = {"rapper": ["-q", "-i", "turtle", "-o", "ntriples"], "serdi": ["-q", "-i", "turtle", "-o", "ntriples"]}
    done = subprocess.run(
        [program, *command[reader], str(folder / "graph.ttl")], capture_output=True, text=True, check=True
    )
    assert len(set(done.stdout.splitlines())) == len(built.rdflib())


def test_the_bytes_do_not_hang_on_hash_seed_or_order(folder: Path, tmp_path: Path) -> None:
    files = sorted(ARTICLES.glob("*.txt"), reverse=True)
    script = "import sys, kg; kg.build(sys.argv[2:], out=sys.argv[1])"
    subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "other"), *map(str, files)],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "4711"},
    )
    assert (tmp_path / "other" / "graph.ttl").read_bytes() == (folder / "graph.ttl").read_bytes()


def test_the_speaker_stands_with_what_he_said(built: Build) -> None:
    answer = built.query("who-said-what")
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    said = {str(row["speaker"].value) for row in answer}
    assert any(name.startswith("Sun Chenghai, deputy director of the CIIE Bureau") for name in said)


def test_the_article_whose_date_is_not_its_events_year_is_told(built: Build) -> None:
    [finding] = [f for f in built.findings if f.code == "dates-disagree"]
    assert dict(finding.detail)["registry"] == "2020"
