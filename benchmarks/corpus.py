"""The annotated corpus: its articles, its gold, and the blind third that is scored and never read or trained on.

The corpus stands in `benchmarks/corpus`. The five articles that the project was made for, the seeds, may not be
shared: they stand beside the checkout, or are left out.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.articles import read_articles
from kg.model import Article

_CHECKOUT = Path(__file__).resolve().parents[1]
CORPUS = _CHECKOUT / "benchmarks" / "corpus"
EXTENSION = CORPUS / "extension"
SEEDS = _CHECKOUT.parent / "shared" / "seeds"
SAMPLES = _CHECKOUT / "sources" / "articles"
SAMPLES_GOLD = _CHECKOUT / "benchmarks" / "samples" / "gold"
_HELD_OUT = 16  # of so many articles of the extension one is held out


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with its gold, as read from the corpus."""

    article: Article
    gold: dict[str, Any]


def is_blind(article_id: str) -> bool:
    """Tell whether an article is in the blind third: by a hash of its id, so that nobody chose it."""
    return int(hashlib.sha256(article_id.encode()).hexdigest(), 16) % 3 == 0


def is_held_out(article_id: str) -> bool:
    """Tell whether the encoder is not trained on an article of the extension, so that its worth can be told there."""
    own = hashlib.sha256(b"dev " + article_id.encode()).digest()[0] % _HELD_OUT == 0
    return own and (EXTENSION / "gold" / f"{article_id}.json").exists()


def annotated(articles: Path, gold: Path) -> list[Annotated]:
    """Return the articles of one folder with the gold of another, by id; articles without gold are left out."""
    found = []
    for article in sorted(read_articles([articles]).articles, key=lambda a: a.id):
        path = gold / f"{article.id}.json"
        if path.exists():
            found.append(Annotated(article, json.loads(path.read_text(encoding="utf-8"))))
    return found


def seed_ids() -> frozenset[str]:
    """Return the ids of the five articles that the project was made for."""
    return frozenset(path.stem for path in (SEEDS / "articles").glob("*.txt"))


def known_corpus() -> list[Annotated]:
    """Return the corpus without its blind third."""
    return [a for a in annotated_in(CORPUS) if not is_blind(a.article.id)]


def training_set() -> list[Annotated]:
    """Return what the models are trained on: the corpus without its blind third, its extension, seeds, samples."""
    return [*known_corpus(), *annotated_in(EXTENSION), *annotated_in(SEEDS), *annotated(SAMPLES, SAMPLES_GOLD)]


def annotated_in(folder: Path) -> list[Annotated]:
    """Return the articles of a folder that has them beside their gold; of one that is not there, none."""
    return annotated(folder / "articles", folder / "gold") if (folder / "articles").is_dir() else []


def folded(text: str) -> tuple[str, list[int]]:
    """Return a text with white space folded to single spaces, and each character's offset in the original."""
    characters: list[str] = []
    offsets: list[int] = []
    for i, character in enumerate(text):
        if not character.isspace():
            characters.append(character)
            offsets.append(i)
        elif characters and characters[-1] != " ":
            characters.append(" ")
            offsets.append(i)
    return "".join(characters), offsets


def occurrences(fold: tuple[str, list[int]], quote: str) -> list[tuple[int, int]]:
    """Return where a quote stands in a folded text, as offsets of the original."""
    text, offsets = fold
    wanted = re.sub(r"\s+", " ", quote).strip()
    found = []
    at = text.find(wanted)
    while at >= 0:
        found.append((offsets[at], offsets[at + len(wanted) - 1] + 1))
        at = text.find(wanted, at + 1)
    return found
