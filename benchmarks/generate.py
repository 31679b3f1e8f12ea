"""Make articles with gold: `python -m benchmarks.generate N -o DIR [--seed S]`.

DIR/articles has the texts, DIR/gold what each says, in the form of `benchmarks/corpus/gold`, and DIR/ledger.jsonl one
line an edition: its articles, which of them copy which, how figures differ, and whether growth claims hold. The same
N and seed give the same bytes. Articles are written a fair at a time, so that their number costs no memory.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.stories.drafts import Draft
from benchmarks.stories.gold import article_gold, ledger_gold
from benchmarks.stories.telling import tell


def generate(count: int, out: Path, seed: int = 0) -> int:
    """Write articles with their gold, and return how many."""
    articles, gold = out / "articles", out / "gold"
    for folder in (articles, gold):
        folder.mkdir(parents=True, exist_ok=True)
    written = 0
    with (out / "ledger.jsonl").open("w", encoding="utf-8") as ledger:
        for story in tell(count, seed):
            for draft in story.drafts:
                (articles / f"{draft.id}.txt").write_text(written_out(draft), encoding="utf-8")
                says = json.dumps(article_gold(story.fair, draft), ensure_ascii=False, indent=1)
                (gold / f"{draft.id}.json").write_text(says + "\n", encoding="utf-8")
                written += 1
            for record in ledger_gold(story.fair, story.drafts):
                ledger.write(json.dumps(record, ensure_ascii=False) + "\n")
    return written


def written_out(draft: Draft) -> str:
    """Return an article as it stands in its file."""
    head = {"title": json.dumps(draft.title, ensure_ascii=False), "publisher": json.dumps(draft.publisher)}
    head |= {"published": draft.published.isoformat(), "url": f"https://example.org/{draft.id}", "language": "en"}
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in head.items()) + "---\n" + draft.body


def main(arguments: Sequence[str]) -> None:
    """Write the articles that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description="make articles with gold")
    parser.add_argument("count", type=int, metavar="N", help="how many articles")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="DIR", help="where they go")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="another seed gives other articles")
    chosen = parser.parse_args(arguments)
    print(f"{generate(chosen.count, chosen.out, chosen.seed):,} articles in {chosen.out}")


if __name__ == "__main__":
    main(sys.argv[1:])
