"""How fast graphs are judged: `python -m benchmarks.gate_speed [COPIES...]`, 1 and 20 copies if none is given.

The graph is that of the sample articles, before the gate; a copy has IRIs of its own. The fast judge and pySHACL are
given the same graph in one run, each in a process of its own, since memory is measured by its peak. The time of
`infer` stands beside them.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.articles import read_articles
from kg.graph.fast_judge import fast_validate
from kg.graph.infer import infer
from kg.graph.iris import DEFAULT_BASE
from kg.graph.judge import validate
from kg.pipeline import assemble

_SAMPLES = Path(__file__).resolve().parents[1] / "sources" / "articles"
_WORK: dict[str, Callable[[Store], object]] = {"fast judge": fast_validate, "pySHACL": validate, "infer": infer}


@dataclass(frozen=True, slots=True)
class Cost:
    """What a piece of work took: seconds of the first call, of the second, and mebibytes at the peak."""

    first: float
    again: float
    memory: float


def copies(store: Store, number: int) -> Store:
    """Return a graph of as many copies, the nodes of each with names of their own."""
    many = Store()
    for copy in range(number):
        many.extend(_renamed(quad, f"{DEFAULT_BASE}{copy}/") for quad in store)
    return many


def _renamed(quad: Quad, base: str) -> Quad:
    def name(node: NamedNode) -> NamedNode:
        return NamedNode(node.value.replace(DEFAULT_BASE, base, 1))

    assert isinstance(quad.subject, NamedNode)
    value = quad.object if isinstance(quad.object, Literal) else name(quad.object)  # type: ignore[arg-type]
    return Quad(name(quad.subject), quad.predicate, value)


def cost(name: str, number: int) -> tuple[int, Cost]:
    """Measure one piece of work in this process; return the number of triples, too."""
    store = copies(assemble(read_articles([_SAMPLES]))[1], number)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = []
    for _ in range(2):
        start = time.process_time()
        _WORK[name](store)
        seconds.append(time.process_time() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return len(store), Cost(seconds[0], seconds[1], (peak - before) / 1024)


def main(arguments: Sequence[str]) -> None:
    """Print what each judge and `infer` cost, and how many times the fast judge's time and memory pySHACL takes."""
    for number in [int(argument) for argument in arguments] or [1, 20]:
        found: dict[str, Cost] = {}
        for name in _WORK:
            with ProcessPoolExecutor(1, get_context("spawn")) as process:
                size, found[name] = process.submit(cost, name, number).result()
            line = found[name]
            times = f"{line.first:8.3f} s, again {line.again:8.3f} s"
            print(f"{size:9,} triples  {name:<11}{times}  {line.memory:6.0f} MiB")
        fast, slow = found["fast judge"], found["pySHACL"]
        time_ratio, memory_ratio = slow.again / fast.again, slow.memory / max(fast.memory, 1)
        print(f"{'':19}pySHACL takes {time_ratio:.0f} times the time and {memory_ratio:.0f} times the memory")


if __name__ == "__main__":
    main(sys.argv[1:])
