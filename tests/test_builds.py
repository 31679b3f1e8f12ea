"""Builds of the same articles end in the same bytes, by whatever way, and what is gone from the inputs is gone."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.generate import written_out
from benchmarks.stories.telling import tell
from kg.articles import read_articles
from kg.build import build
from kg.directory import FILES
from kg.model import Article, Reading
from kg.registry import Registry

PIPELINE = importlib.import_module("kg.build")  # the name `kg.build` is that of the function
STORIES = Path(__file__).parent / "golden" / "ledger"
WORD = "Quillwhistle"
LEAVER = f"""---
title: "{WORD} on tea"
publisher: "{WORD} Press"
published: 2018-04-02
---
The 9th {WORD} Tea Fair closed in Leeds on Sunday. It drew 4,812 visitors, up 7 percent on the previous edition. The
organiser is {WORD} Events. {WORD} Kettles signed a contract worth 2.5 million euros with Eastmoor Utilities.
"""
few = settings(max_examples=4, deadline=None)  # each builds several times

# An article by its name and its version, 0 or 1: the second has other figures.
State = Mapping[str, int]


def _articles() -> dict[str, str]:
    """Return articles of which several speak of one edition: short ones of the golden stories, and generated ones."""
    wanted = ("leeds", "porto", "izmir", "accra", "brno", "plovdiv", "nagoya")
    paths = sorted(path for path in STORIES.glob("*/articles/*.txt") if path.stem.startswith(wanted))
    golden = {path.name: path.read_text(encoding="utf-8") for path in paths}
    drafts = [draft for story in tell(12, seed=3) for draft in story.drafts]
    return golden | {f"{draft.id}.txt": written_out(draft) for draft in drafts}


ARTICLES = _articles()
states = st.dictionaries(st.sampled_from(sorted(ARTICLES)), st.sampled_from((0, 1)), min_size=1, max_size=10)


@pytest.fixture(scope="module", autouse=True)
def _read_once() -> Iterator[None]:
    """Keep what was read of a text: most of a build is reading, and these tests build the same texts many times."""
    read: Callable[[Article, Registry], Reading] = PIPELINE.read_article
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PIPELINE, "read_article", cache(read))
        yield


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        yield Path(folder)


def written(state: State, folder: Path) -> Path:
    """Write the articles of a state in a folder, and nothing else."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, version in state.items():
        text = ARTICLES[name] if version == 0 else ARTICLES[name].replace("3", "4")
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def published(out: Path) -> dict[str, bytes]:
    """Return the files of a build that others read."""
    return {name: (out / name).read_bytes() for name in FILES}


def from_nothing(state: State, folder: Path) -> dict[str, bytes]:
    with TemporaryDirectory() as out:
        build(written(state, folder), Path(out, "out"))
        return published(Path(out, "out"))


@given(states, st.randoms(use_true_random=False))
@few
def test_any_order_of_inputs(place: Path, state: State, random: Random) -> None:
    wanted = from_nothing(state, place / "articles")
    paths = sorted((place / "articles").iterdir())
    random.shuffle(paths)
    with TemporaryDirectory() as out:
        build(paths, Path(out, "out"))
        assert published(Path(out, "out")) == wanted


@given(st.lists(states, min_size=2, max_size=4))
@few
def test_any_additions_changes_and_removals(place: Path, states: Sequence[State]) -> None:
    with TemporaryDirectory() as folder:
        out = Path(folder, "out")
        for state in states:
            build(written(state, place / "articles"), out)
            assert published(out) == from_nothing(state, place / "articles")


@given(st.permutations(sorted(ARTICLES)), st.sets(st.integers(1, len(ARTICLES) - 1), max_size=3))
@few
def test_any_partition_into_successive_builds(place: Path, names: Sequence[str], cuts: set[int]) -> None:
    wanted = from_nothing(dict.fromkeys(names, 0), place / "articles")
    with TemporaryDirectory() as folder:
        out = Path(folder, "out")
        for cut in sorted((*cuts, len(names))):
            build([place / "articles" / name for name in names[:cut]], out)
        assert published(out) == wanted


@pytest.mark.slow
def test_any_number_of_workers(place: Path, tmp_path: Path) -> None:
    """More articles than a task holds, with new ones among known ones."""
    names = sorted(ARTICLES)
    wanted = from_nothing(dict.fromkeys(names, 0), place / "articles")
    build([place / "articles" / name for name in names[::9]], tmp_path / "out", workers=2)
    build(place / "articles", tmp_path / "out", workers=2)
    assert published(tmp_path / "out") == wanted


def test_removed_article_leaves_no_trace(place: Path, tmp_path: Path) -> None:
    folder = written(dict.fromkeys(sorted(ARTICLES)[:4], 0), place / "articles")
    wanted = from_nothing(dict.fromkeys(sorted(ARTICLES)[:4], 0), folder)
    leaver = folder / f"{WORD.lower()}.txt"
    leaver.write_text(LEAVER, encoding="utf-8")
    out = tmp_path / "out"
    build(folder, out)
    assert read_articles([leaver]).articles[0].sha256 in (out / "build.json").read_text(encoding="utf-8")
    leaver.unlink()
    build(folder, out)
    assert published(out) == wanted
    for path in sorted(path for path in out.rglob("*") if path.is_file()):
        data = path.read_bytes().lower()
        for trace in (WORD.lower(), "quillwhistle-tea-fair", "4,812 visitors"):
            assert trace.encode() not in data, f"{trace} in {path.name}"
            assert trace.encode("utf-16-le") not in data, f"{trace} in {path.name}"
        assert WORD.lower() not in path.name
