"""Measure builds of many articles: `python -m benchmarks.ledger [N] [--fewer N] [--base N] [--workers N] [-o DIR]`.

Generated articles are built in processes of their own: 1,000 and N (20,000 if not given), for the time an article and
the memory; then one article is added to a build of 5,000, for the time that takes against the full build. At the end
the graph of N is compared with what the ledger should have made of it. Figures are printed, nothing is demanded.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.generate import generate
from benchmarks.ledger_score import Outcome, score_ledger
from kg.directory import graph_file
from kg.graph.store import load_store

_KG = (sys.executable, "-c", "from kg.cli import main; main()")


@dataclass(frozen=True, slots=True)
class Run:
    """What a build took: seconds, those of a processor, and the most memory that one of its processes had.

    On a machine that does other things too, the time of the processor is the one to compare.
    """

    seconds: float
    processor: float
    peak: int  # bytes


def run_build(inputs: Path, out: Path, workers: int) -> Run:
    """Build in a process of its own, and measure that. Raises `RuntimeError` where the build fails."""
    command = [*_KG, "build", str(inputs), "-o", str(out), "--workers", str(workers)]
    start = time.monotonic()
    log = os.open(os.devnull, os.O_WRONLY)
    redirect = [(os.POSIX_SPAWN_DUP2, log, 1)]
    process = os.posix_spawn(command[0], command, os.environ, file_actions=redirect)
    _, status, usage = os.wait4(process, 0)
    os.close(log)
    if code := os.waitstatus_to_exitcode(status):
        raise RuntimeError(f"the build of {inputs} ended with {code}")
    scale = 1 if sys.platform == "darwin" else 1024
    return Run(time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * scale)


def measure_size(fewer: int, many: int, place: Path, workers: int) -> None:
    """Print the time an article and the memory at two sizes, and the ratio."""
    print(f"{'articles':>8}  {'seconds':>8}  {'processor':>9}  {'ms an article':>13}  {'peak MB':>8}")
    per_article = []
    for count in (fewer, many):
        run = run_build(_made(count, place), place / f"built-{count}", workers)
        per_article.append(run.processor / count)
        times = f"{run.seconds:8.1f}  {run.processor:9.1f}  {1000 * per_article[-1]:13.1f}"
        print(f"{count:8,}  {times}  {run.peak / 1e6:8.0f}", flush=True)
    print(f"processor time an article at {many:,} is {per_article[1] / per_article[0]:.2f} times that at {fewer:,}\n")


def measure_addition(base: int, place: Path, workers: int) -> None:
    """Print the time to add one article to a build, against that of the full build."""
    articles, out = _made(base + 1, place), place / f"built-{base + 1}"
    last = max(articles.iterdir())
    aside = place / last.name
    last.rename(aside)
    full = run_build(articles, out, workers)
    aside.rename(last)
    added = run_build(articles, out, workers)
    same = run_build(articles, out, workers)
    for name, run in (("from nothing", full), ("one article more", added), ("the same again", same)):
        times = f"{run.seconds:.1f} s, processor {run.processor:.1f} s"
        print(f"{base:,} articles, {name}: {times}, {run.peak / 1e6:.0f} MB")
    print(f"adding one article takes {added.processor / full.processor:.3f} of the full build's processor time\n")


def print_score(outcomes: Mapping[str, Outcome]) -> None:
    """Print how well the ledger agrees with the gold."""
    print(f"{'conclusion':28} {'precision':>9} {'recall':>7} {'right':>7} {'wrong':>7} {'missed':>7} {'unread':>7}")
    for name, outcome in sorted(outcomes.items()):
        precision = outcome.right / max(1, outcome.right + outcome.wrong)
        recall = outcome.right / max(1, outcome.right + outcome.missed)
        counts = (outcome.right, outcome.wrong, outcome.missed, outcome.unread)
        taken = ", ".join(f"{times} {kind}" for kind, times in outcome.confused.most_common(3))
        print(
            f"{name:28} {precision:9.3f} {recall:7.3f} {' '.join(f'{n:7,}' for n in counts)}"
            + (f"  taken for: {taken}" if taken else "")
        )


def _made(count: int, place: Path) -> Path:
    """Return the folder of so many generated articles."""
    folder = place / f"made-{count}"
    if not folder.exists():
        generate(count, folder)
    return folder / "articles"


def main(arguments: Sequence[str]) -> None:
    """Print all measures."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.ledger", description="measure builds of many articles"
    )
    parser.add_argument("many", type=int, nargs="?", default=20_000, metavar="N")
    parser.add_argument("--fewer", type=int, default=1_000, metavar="N", help="the size compared with; 1000")
    parser.add_argument(
        "--base", type=int, default=5_000, metavar="N", help="to which one is added; 5000; 0: not done"
    )
    parser.add_argument("--workers", type=int, default=1, metavar="N")
    parser.add_argument("-o", "--out", type=Path, metavar="DIR", help="keep articles and builds there")
    chosen = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="kg-ledger-") as temporary:
        place = chosen.out or Path(temporary)
        place.mkdir(parents=True, exist_ok=True)
        measure_size(chosen.fewer, chosen.many, place, chosen.workers)
        if chosen.base:
            measure_addition(chosen.base, place, chosen.workers)
        store = load_store(graph_file(place / f"built-{chosen.many}"))
        print_score(score_ledger(store, place / f"made-{chosen.many}" / "ledger.jsonl"))


if __name__ == "__main__":
    main(sys.argv[1:])
