"""Score what the tool reads in the annotated corpus: `python -m benchmarks.score_corpus [--write]`.

The corpus is built as any user would build it, in one graph, and judged by the scorer that comes with it. Two figures
are given: of all its articles, two thirds of which the models were trained on, and of the blind third, which nobody
looked at: only the second tells how well articles are read that the tool has never seen. With `--write` the figures
go to docs/scores.md.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.corpus import SHARED, is_blind
from kg import build

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "scores.md"
_KINDS = {
    "edition": "the holding of a fair that an article speaks of, with the right ordinal or year",
    "attribute": "its dates, city, country, mode, theme, guest countries and organisers",
    "metric core": "a figure with the right value, unit, indicator and edition",
    "metric full": "a figure that has its scope, status, bound and change right as well",
    "deal": "a named agreement with its parties and value",
}


@dataclass(frozen=True, slots=True)
class Score:
    """How well one kind of fact is read: shares between 0 and 1, and the counts that they come from."""

    name: str
    precision: float
    recall: float
    f1: float
    right: int
    wrong: int
    missed: int


@dataclass(frozen=True, slots=True)
class Part:
    """The scores of a part of the corpus: by kind of fact, and of the metrics' core by indicator."""

    title: str
    articles: int
    kinds: tuple[Score, ...]
    indicators: tuple[Score, ...]


def load_scorer(path: Path) -> ModuleType:
    """Import the scorer, which is a script beside the corpus and in no package.

    Raises `FileNotFoundError` where there is none.
    """
    spec = importlib.util.spec_from_file_location("corpus_scorer", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_golds(folder: Path) -> list[dict[str, Any]]:
    """Return the annotations of a folder, by file name."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def score_part(scorer: ModuleType, graph: Any, title: str, golds: list[dict[str, Any]]) -> Part:
    """Score the facts of a graph that come from the articles of some annotations."""
    kinds = tuple(_score(name, figures) for name, figures in scorer.score(graph, golds).items())
    return Part(title, len(golds), kinds, tuple(_by_indicator(scorer, graph, golds)))


def _by_indicator(scorer: ModuleType, graph: Any, golds: list[dict[str, Any]]) -> list[Score]:
    """Score the core of the metrics of each indicator, paired as the scorer pairs them."""
    tallies: defaultdict[str, Any] = defaultdict(scorer.Tally)
    for gold in golds:
        wanted = [m for m in gold["metrics"] if m["indicator"] != "other"]
        found = {_content(p): p for p in graph.metrics[gold["id"]] if p["indicator"] != "other"}
        pairs, missed, extra = scorer.pair(
            wanted, list(found.values()), _fits(scorer, gold, graph), _preference(scorer)
        )
        for item, _ in pairs:
            tallies[item["indicator"]].add(1, 0, 0)
        for item in extra:
            tallies[item["indicator"]].add(0, 1, 0)
        for item in missed:
            tallies[item["indicator"]].add(0, 0, 1)
    scores = [_score(name, tally.figures()) for name, tally in tallies.items()]
    return sorted(scores, key=lambda s: (-(s.right + s.missed), s.name))


def _content(metric: dict[str, Any]) -> tuple[object, ...]:
    """Return what makes two metrics of a graph one to the scorer."""
    keys = ("about", "indicator", "value", "unit", "scope", "scopeOf", "status")
    return (*(metric[key] for key in keys), str(metric["change"]))


def _fits(scorer: ModuleType, gold: dict[str, Any], graph: Any) -> Callable[[Any, Any], bool]:
    return lambda wanted, found: bool(scorer.core_fits(wanted, found, gold, graph))


def _preference(scorer: ModuleType) -> Callable[[Any, Any], int]:
    """Return how well two metrics fit beyond their core, as the scorer weighs it."""
    return lambda wanted, found: int(
        4 * scorer.full_fits(wanted, found)
        + 2 * scorer.scope_fits(wanted, found)
        + (wanted["status"] == found["status"])
    )


def _score(name: str, figures: dict[str, Any]) -> Score:
    f = figures
    return Score(name, f["p"], f["r"], f["f1"], f["tp"], f["fp"], f["fn"])


def score_corpus(shared: Path = SHARED) -> list[Part]:
    """Build the corpus of a folder and score it: the whole, and its blind third."""
    scorer = load_scorer(shared / "eval" / "score.py")
    golds = read_golds(shared / "corpus" / "gold")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "build"
        build(shared / "corpus" / "articles", out)
        graph = scorer.Graph(out / "graph.ttl")
    blind = [gold for gold in golds if is_blind(gold["id"])]
    return [
        score_part(scorer, graph, "The blind third", blind),
        score_part(scorer, graph, "The whole corpus", golds),
    ]


def as_text(parts: Sequence[Part]) -> str:
    """Return the scores as lines for a terminal."""
    lines = []
    for part in parts:
        lines.append(f"{part.title}: {part.articles} articles")
        for score in (*part.kinds, *part.indicators):
            mark = "" if score in part.kinds else "  "
            lines.append(
                f"  {mark + score.name:18} P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}"
                f"   right {score.right}  wrong {score.wrong}  missed {score.missed}"
            )
    return "\n".join(lines)


def as_markdown(parts: Sequence[Part]) -> str:
    """Return the scores as the page docs/scores.md."""
    blocks = [
        "# How well articles are read",
        "Written by `make scores` from an annotated corpus of articles on trade fairs, which is no part of this"
        " repository. The models are trained on two thirds of it. The blind third was chosen by a hash of the"
        " article's id, and nobody looked at it while the rules and features were written: its figures are what to"
        " expect of an article from elsewhere. Those of the whole are higher, since the models know most of it.",
        "Precision is the share of what is in the graph that is right, recall the share of what the articles say that"
        " is in the graph, F1 their harmonic mean.",
        "\n".join(f"- **{name}**: {meaning}" for name, meaning in _KINDS.items()),
    ]
    for part in parts:
        blocks += [
            f"## {part.title} ({part.articles} articles)",
            _table("kind of fact", part.kinds),
            "The core of the metrics by what they count:",
            _table("indicator", part.indicators),
        ]
    return "\n\n".join(blocks) + "\n"


def _table(head: str, scores: Sequence[Score]) -> str:
    rows = [f"| {head} | precision | recall | F1 | right | wrong | missed |", "| --- " + "| ---: " * 6 + "|"]
    for s in scores:
        precision = f"{s.precision:.2f}" if s.right + s.wrong else "–"  # of nothing found, no share is right
        rows.append(f"| {s.name} | {precision} | {s.recall:.2f} | {s.f1:.2f} | {s.right} | {s.wrong} | {s.missed} |")
    return "\n".join(rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores, and write them to docs/scores.md where that is wished."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.score_corpus", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/scores.md as well")
    options = parser.parse_args(arguments)
    if not SHARED.is_dir():
        print(f"The annotated corpus is not at {SHARED}; there is nothing to score.", file=sys.stderr)
        return 1
    parts = score_corpus()
    print(as_text(parts))
    if options.write:
        DOCUMENT.write_text(as_markdown(parts), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
