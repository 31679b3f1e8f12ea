"""How fast articles are read: `python -m benchmarks.speed [INPUT...]`, the sample articles if none is given.

One process reads all articles a few times, the best round counts. Beside it stands a peer in the same run: spaCy's
blank English pipeline, which only cuts the text into words and sentences, so it is what reading must cost at least.
Without spaCy the peer is left out.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kg.articles import read_articles
from kg.encoder import unaided
from kg.extract.claims import read_article
from kg.model import Article
from kg.registry import load_registry

_SAMPLES = Path(__file__).resolve().parents[1] / "sources" / "articles"
_ROUNDS = 3


def reader() -> Callable[[Article], object]:
    """Return what reads one article, with its registry and models loaded."""
    registry = load_registry()
    read_article(Article("warm-up", "The 6th Shanghai Tea Expo drew 3,486 exhibitors in 2023."), registry)
    return lambda article: read_article(article, registry)


def peer() -> Callable[[Article], object] | None:
    """Return spaCy's tokenizer and sentencizer as a function of an article, or None where spaCy is not installed."""
    try:
        spacy: Any = importlib.import_module("spacy")
    except ImportError:
        return None
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    return lambda article: pipeline(article.text)


def best_seconds(work: Callable[[Article], object], articles: Sequence[Article]) -> float:
    """Return the processor time of the quickest of a few rounds over all articles."""
    rounds = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        for article in articles:
            work(article)
        rounds.append(time.process_time() - start)
    return min(rounds)


def main(arguments: Sequence[str]) -> None:
    """Print articles and words a second, ours and the peer's, and the ratio of the two."""
    articles = read_articles([Path(a) for a in arguments] or [_SAMPLES]).articles
    words = sum(len(article.text.split()) for article in articles)
    print(f"{len(articles)} articles, {words:,} words, one process")
    ours = best_seconds(reader(), articles)
    print(f"expograph  {len(articles) / ours:8.1f} articles/s  {words / ours:10,.0f} words/s")
    with unaided():
        alone = best_seconds(reader(), articles)
    print(f"  features {len(articles) / alone:8.1f} articles/s  {words / alone:10,.0f} words/s, without the encoder")
    other = peer()
    if other is None:
        print("spaCy is not installed, so there is no peer to compare with: `pip install spacy` adds it")
        return
    theirs = best_seconds(other, articles)
    print(f"spaCy      {len(articles) / theirs:8.1f} articles/s  {words / theirs:10,.0f} words/s")
    print(f"ratio      {ours / theirs:8.1f} times the time of cutting into words and sentences alone")


if __name__ == "__main__":
    main(sys.argv[1:])
