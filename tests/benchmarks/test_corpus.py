from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import corpus
from benchmarks.corpus import CORPUS, EXTENSION, SAMPLES, SAMPLES_GOLD, is_blind, training_set


def checked(articles: Path, gold: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(CORPUS / "check_gold.py"), str(articles), str(gold)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


FOLDERS = [CORPUS, *([EXTENSION] if EXTENSION.is_dir() else [])]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_article_has_an_annotation_and_the_other_way_round(folder: Path) -> None:
    articles = {path.stem for path in (folder / "articles").glob("*.txt")}
    assert articles == {path.stem for path in (folder / "gold").glob("*.json")} != set()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_annotations_are_sound(folder: Path) -> None:
    done = checked(folder / "articles", folder / "gold")
    assert done.returncode == 0, f"{len(done.stdout.splitlines())} faults"  # not which: some articles are blind


def test_the_samples_are_annotated_as_the_corpus_is() -> None:
    done = checked(SAMPLES, SAMPLES_GOLD)
    assert done.returncode == 0, done.stdout


def test_the_readme_of_the_corpus_counts_rightly() -> None:
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in (CORPUS / "gold").glob("*.json")]
    editions, figures, deals = (sum(len(gold[key]) for gold in golds) for key in ("editions", "metrics", "deals"))
    said = f"{len(golds)} articles on trade fairs with what a careful reader takes from each: {editions:,} editions, "
    assert f"{said}{figures:,} figures, {deals} deals." in " ".join(readme.split())


def test_the_readme_of_the_corpus_counts_its_extension_rightly() -> None:
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in (EXTENSION / "gold").glob("*.json")]
    editions, figures, deals = (sum(len(gold[key]) for gold in golds) for key in ("editions", "metrics", "deals"))
    assert (
        f"{len(golds):,} further articles of the same kinds with {editions:,} editions, {figures:,} figures" in readme
    )
    assert f"and {deals:,} deals" in readme


def test_a_third_is_blind() -> None:
    ids = [path.stem for path in (CORPUS / "gold").glob("*.json")]
    assert sum(map(is_blind, ids)) == 125
    assert len(ids) == 337


def test_models_are_trained_on_nothing_blind() -> None:
    known = {path.stem for path in (CORPUS / "gold").glob("*.json")}
    trained = {each.article.id for each in training_set()}
    assert not {article for article in trained & known if is_blind(article)}
    assert {article for article in known if not is_blind(article)} <= trained


def test_the_extension_is_trained_on_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder, source in (("articles", SAMPLES / "ciie-6-close.txt"), ("gold", SAMPLES_GOLD / "ciie-6-close.json")):
        (tmp_path / folder).mkdir()
        shutil.copy(source, tmp_path / folder / f"y1-tea{source.suffix}")
    monkeypatch.setattr(corpus, "EXTENSION", tmp_path)
    assert "y1-tea" in {each.article.id for each in training_set()}
    monkeypatch.setattr(corpus, "EXTENSION", tmp_path / "nowhere")
    assert "y1-tea" not in {each.article.id for each in training_set()}


def test_annotations_of_the_extension_are_in_no_score() -> None:
    assert not {path.stem for path in (CORPUS / "gold").glob("*.json")} & {
        path.stem for path in (EXTENSION / "gold").glob("*.json")
    }
