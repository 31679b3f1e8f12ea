"""The figures of the annotated corpus: how well articles are read, as text and as the pages that state it.

The corpus is built in one graph, as any user would build it, and scored by `kg score`; only the shapes are not asked,
which take minutes and leave out a few facts in ten thousand. Two figures are given: of all articles, two thirds of
which the models were trained on, and of the blind third, which nobody looked at: only the second tells how well
articles are read that the tool has never seen. The five articles that the project was made for come third, where they
stand beside the checkout.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from benchmarks.corpus import CORPUS, SEEDS, is_blind
from kg.articles import read_articles
from kg.pipeline import assemble
from kg.score import FACTS, Output, Tally, read_gold, read_graph
from kg.scored import Grouping, Scores, scores_sheet

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "scores.md"
README = ROOT / "README.md"
BLIND, WHOLE, SEEN = "blind", "whole", "seeds"
TITLES = {BLIND: "The blind third", WHOLE: "The whole corpus", SEEN: "The five articles that it was made for"}
_MEANINGS = {
    "edition": "the holding of a fair that an article speaks of, with the right ordinal or year",
    "attribute": "its dates, city, country, mode, theme, guest countries and organisers",
    "metric core": "a figure with the right value, unit, indicator and edition",
    "metric full": "a figure that has its scope, status, bound and change right as well",
    "deal": "a named agreement with its parties and value",
}
_README_NAMES = {
    "edition": "edition, by ordinal or year",
    "attribute": "attribute: dates, place, mode, theme, guests, organisers",
    "metric core": "figure, with value, unit, indicator and edition",
    "metric full": "figure, with scope, status, bound and change as well",
    "deal": "deal, with its parties and value",
}
_TABLE = re.compile(r"(?<=<!-- written by make scores -->\n)(?:\|.*\n)+")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what is scored: its name (a key of `TITLES`) and its scores."""

    name: str
    scores: Scores


def graph_of(articles: Path) -> Output:
    """Return what the graph of a folder of articles says, without its way through the shapes."""
    _, store = assemble(read_articles([articles]))
    return read_graph(store)


def parts() -> list[Part]:
    """Read all articles and score them: the blind third, the whole corpus, and the seeds where they are."""
    corpus, golds = graph_of(CORPUS / "articles"), read_gold(CORPUS / "gold")
    found = [
        Part(BLIND, Scores(corpus, [gold for gold in golds if is_blind(gold.id)])),
        Part(WHOLE, Scores(corpus, golds)),
    ]
    if SEEDS.is_dir():
        found.append(Part(SEEN, Scores(graph_of(SEEDS / "articles"), read_gold(SEEDS / "gold"))))
    return found


def show(found: Sequence[Part]) -> None:
    """Print all figures: by kind of fact, by what is counted and by kind of article."""
    console = Console(width=100)
    for part in found:
        by = [Grouping.INDICATOR, Grouping.KIND] if part.name != SEEN else []
        console.print(f"\n{TITLES[part.name]}", style="bold")
        console.print(scores_sheet(part.scores, by, each=False, errors=False))


# --- pages ---


def page(found: Sequence[Part]) -> str:
    """Return the figures of the corpus as the page docs/scores.md."""
    blocks = [
        "# How well articles are read",
        "Written by `make scores` from the [annotated corpus](../benchmarks/corpus/README.md), whose graph is "
        "scored as it stands before the shapes. The models are trained on two thirds of it. The blind third was "
        "chosen by a hash of the article's id, and nobody looked at it while the rules and features were written:"
        " its figures are what to expect of an article from elsewhere. Those of the whole are higher, since the "
        "models know most of it.",
        "Precision is the share of what is in the graph that is right, recall the share of what the articles say that"
        " is in the graph, F1 their harmonic mean.",
        "\n".join(f"- **{name}**: {meaning}" for name, meaning in _MEANINGS.items()),
    ]
    for part in found:
        if part.name == SEEN:
            continue
        blocks += [
            f"## {TITLES[part.name]} ({len(part.scores.golds)} articles)",
            _table("kind of fact", part.scores.by_fact()),
            "The core of the metrics by what they count:",
            _table("indicator", part.scores.by_indicator()),
            "F1 by kind of article:",
            _kinds(part.scores),
        ]
    return "\n\n".join(blocks) + "\n"


def _table(head: str, rows: Mapping[str, Tally]) -> str:
    lines = [f"| {head} | precision | recall | F1 | right | wrong | missed |", "| --- " + "| ---: " * 6 + "|"]
    for name, t in rows.items():
        precision = f"{t.precision:.2f}" if t.right + t.wrong else "–"  # of nothing found, no share is right
        lines.append(f"| {name} | {precision} | {t.recall:.2f} | {t.f1:.2f} | {t.right} | {t.wrong} | {t.missed} |")
    return "\n".join(lines)


def _kinds(scores: Scores) -> str:
    lines = ["| kind of article | " + " | ".join(FACTS) + " |", "| --- " + "| ---: " * len(FACTS) + "|"]
    for kind, counted in scores.by_kind().items():
        cells = (f"{t.f1:.2f}" if t.right + t.wrong + t.missed else "–" for t in (counted[fact] for fact in FACTS))
        lines.append(f"| {kind} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def readme(found: Sequence[Part], text: str) -> str:
    """Return the README with the figures put in; where there are no seeds, their column stays as it is."""
    scores = {part.name: part.scores for part in found}
    before = _TABLE.search(text)
    if before is None:
        raise ValueError("the README has no table that make scores writes")
    old = [line.rstrip("\n").split("|")[-2].strip() for line in before[0].splitlines()[2:]]
    seen = scores[SEEN].by_fact() if SEEN in scores else None
    blind, whole = scores[BLIND].by_fact(), scores[WHOLE].by_fact()
    size = len(scores[BLIND].golds)
    lines = [
        f"| kind of fact | {size} articles it never saw: precision | recall | F1 | the whole corpus: F1"
        " | the five articles it was made for: F1 |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for i, fact in enumerate(FACTS):
        last = f"{seen[fact].f1:.2f}" if seen is not None else old[i]
        b = blind[fact]
        cells = (f"{share:.2f}" for share in (b.precision, b.recall, b.f1, whole[fact].f1))
        lines.append(f"| {_README_NAMES[fact]} | {' | '.join(cells)} | {last} |")
    return text[: before.start()] + "\n".join(lines) + "\n" + text[before.end() :]
