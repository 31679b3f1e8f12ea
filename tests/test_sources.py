"""The sample articles: well-formed, named once, and written for this project."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

_ROOT = Path(__file__).parents[1]
_ARTICLES = sorted((_ROOT / "sources" / "articles").glob("*.txt"))
_CORPUS = _ROOT / "benchmarks" / "corpus"
_SEEDS = _ROOT / "../shared/seeds"  # may not be there
_KEYS = ["title", "publisher", "published", "url", "language"]
# A run of words this long in two texts is no accident; names of fairs and venues are shorter.
_BORROWED_WORDS = 12


def _parts(path: Path) -> tuple[str, str]:
    opening, front_matter, body = path.read_text(encoding="utf-8").split("---\n", 2)
    assert opening == ""
    return front_matter, body


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _sentences(text: str) -> set[str]:
    pieces = (_words(piece) for piece in re.split(r"(?<=[.!?])\s+|\n+", text))
    return {" ".join(words) for words in pieces if len(words) >= 8}


def _runs(text: str) -> set[str]:
    words = _words(text)
    return {" ".join(words[i : i + _BORROWED_WORDS]) for i in range(len(words) - _BORROWED_WORDS + 1)}


def test_there_is_at_least_a_dozen_of_them() -> None:
    assert len(_ARTICLES) >= 14


def test_titles_and_stems_are_unique() -> None:
    titles = [yaml.safe_load(_parts(path)[0])["title"] for path in _ARTICLES]
    assert len(set(titles)) == len(titles)
    stems = [path.stem.casefold() for path in _ARTICLES]
    assert len(set(stems)) == len(stems)


@pytest.mark.parametrize("path", _ARTICLES, ids=lambda path: path.stem)
class TestArticle:
    def test_front_matter(self, path: Path) -> None:
        meta = yaml.safe_load(_parts(path)[0])
        assert list(meta) == _KEYS
        assert meta["title"].strip()
        assert meta["publisher"].strip()
        assert isinstance(meta["published"], date)
        assert meta["url"] is None or re.fullmatch(r"https://example\.org/[\w./-]+", meta["url"])
        assert meta["language"] == "en"

    def test_name_is_plain(self, path: Path) -> None:
        assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", path.stem)

    def test_length(self, path: Path) -> None:
        assert 140 <= len(_parts(path)[1].split()) <= 400

    def test_text_is_clean(self, path: Path) -> None:
        data = path.read_bytes()
        assert b"\r" not in data
        assert data.endswith(b"\n")
        assert not re.search(rb"[ \t]\n", data)


def test_nothing_is_borrowed_from_the_corpus_or_from_real_articles() -> None:
    ours = {path.stem: _parts(path)[1] for path in _ARTICLES}
    paths = sorted(path for folder in (_CORPUS, _SEEDS) for path in folder.glob("articles/*.txt"))
    theirs = [path.read_text(encoding="utf-8") for path in paths]
    assert theirs
    their_sentences = set[str]().union(*map(_sentences, theirs))
    their_runs = set[str]().union(*map(_runs, theirs))
    for stem, text in ours.items():
        assert not _sentences(text) & their_sentences, stem
        assert not _runs(text) & their_runs, stem
