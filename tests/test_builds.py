"""Builds of the same articles end in the same bytes, by whatever way, and what is gone from the inputs is gone."""

from __future__ import annotations

import sqlite3
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
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
from kg.extract.claims import read_article

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
    kept = cache(read_article)
    with pytest.MonkeyPatch.context() as patch:
        for module in [module for name, module in sys.modules.items() if name.startswith("kg.")]:
            if getattr(module, "read_article", None) is read_article:
                patch.setattr(module, "read_article", kept)
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


@pytest.mark.slow
@given(states, st.randoms(use_true_random=False))
@few
def test_any_order_of_inputs(place: Path, state: State, random: Random) -> None:
    wanted = from_nothing(state, place / "articles")
    paths = sorted((place / "articles").iterdir())
    random.shuffle(paths)
    with TemporaryDirectory() as out:
        build(paths, Path(out, "out"))
        assert published(Path(out, "out")) == wanted


@pytest.mark.slow
@given(st.lists(states, min_size=2, max_size=4))
@few
def test_any_additions_changes_and_removals(place: Path, states: Sequence[State]) -> None:
    with TemporaryDirectory() as folder:
        out = Path(folder, "out")
        for state in states:
            build(written(state, place / "articles"), out)
            assert published(out) == from_nothing(state, place / "articles")


@pytest.mark.slow
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


def everything(out: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a directory, and what its databases hold in compressed form."""
    for path in sorted(path for path in out.rglob("*") if path.is_file()):
        data = path.read_bytes()
        yield str(path.relative_to(out)), data
        if data.startswith(b"SQLite"):
            yield from unpacked(path)


def unpacked(database: Path) -> Iterator[tuple[str, bytes]]:
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                for cell in row:
                    if isinstance(cell, bytes):
                        with suppress(zlib.error):
                            yield f"{database.name}, {table}", zlib.decompress(cell)


def test_removed_article_leaves_no_trace(place: Path, tmp_path: Path) -> None:
    folder = written(dict.fromkeys(sorted(ARTICLES)[:4], 0), place / "articles")
    build(folder, tmp_path / "wanted")
    leaver = folder / f"{WORD.lower()}.txt"
    leaver.write_text(LEAVER, encoding="utf-8")
    out = tmp_path / "out"
    build(folder, out)
    assert b"quillwhistle-tea-fair" in (out / "graph.ttl").read_bytes()
    assert read_articles([leaver]).articles[0].sha256 in (out / "build.json").read_text(encoding="utf-8")
    leaver.unlink()
    build(folder, out)
    for name, data in everything(out):
        for trace in (WORD.lower(), "quillwhistle-tea-fair", "4,812 visitors"):
            assert trace not in name
            assert trace.encode() not in data.lower(), f"{trace} in {name}"
            assert trace.encode("utf-16-le") not in data.lower(), f"{trace} in {name}"
    assert dict(everything(out)) == dict(everything(tmp_path / "wanted"))
