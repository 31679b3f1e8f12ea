"""Measure the server: `python -m benchmarks.serve [BUILD] [--copies N] [--requests N] [--at-once N]`.

A build (of sources/articles if none is given) is served, and its pages are asked for, many at a time: first as they
are when the server has just started, then once more, when each was asked for before. The same pages as files, sent by
`python -m http.server` to the same client, stand beside them. With `--copies` the graph is made N times as large, its
fairs, editions, articles and so on under other names: 200 copies of the sample have 10,000 editions.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from pyoxigraph import RdfFormat, serialize

from kg.build import build, open_build
from kg.graph.store import all_triples
from kg.serve.links import VersionedLinks
from kg.site.site import Site
from kg.site.source import Source

_ARTICLES = Path(__file__).parents[1] / "sources/articles"
_KG = (sys.executable, "-c", "from kg.cli import main; main()")
_COPIED = "fair|edition|metric|article|claim|difference|deal|organizer|derivation"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How long answers took, in seconds, and how many were none."""

    times: tuple[float, ...]
    errors: int
    whole: float

    def line(self) -> str:
        """Write it as a line: errors, median and 95th percentile in ms, answers a second."""
        ordered = sorted(self.times)
        median, late = statistics.median(ordered) * 1000, ordered[int(len(ordered) * 0.95)] * 1000
        return f"{self.errors:>6}  {median:>9.1f}  {late:>9.1f}  {len(ordered) / self.whole:>10.0f}"


class Connection:
    """A client of few words: a whole one would take more time than the server that it asks."""

    def __init__(self, url: str) -> None:
        self._address = urlsplit(url)
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def status(self, path: str) -> int:
        """Get what stands at a path, all of it, and return the status."""
        if self._streams is None:
            self._streams = await asyncio.open_connection(self._address.hostname, self._address.port)
        reader, writer = self._streams
        writer.write(f"GET /{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = re.search(r"content-length: (\d+)", head)
        assert length is not None
        await reader.readexactly(int(length[1]))
        if head.startswith("http/1.0"):  # which closes connections
            self.close()
        return int(head.split()[1])

    def close(self) -> None:
        """Close the connection; the next request opens another."""
        if self._streams is not None:
            self._streams[1].close()
        self._streams = None


async def ask(url: str, paths: Sequence[str], at_once: int) -> Outcome:
    """Ask for all paths, so many at a time."""
    times: list[float] = []
    errors = 0
    ahead = iter(paths)

    async def one() -> None:
        nonlocal errors
        connection = Connection(url)
        for path in ahead:
            started = time.perf_counter()
            try:
                errors += await connection.status(path) != 200
            except (OSError, asyncio.IncompleteReadError):
                errors += 1
                connection.close()
            times.append(time.perf_counter() - started)
        connection.close()

    started = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(at_once)))
    return Outcome(tuple(times), errors, time.perf_counter() - started)


@contextmanager
def served(directory: Path) -> Iterator[str]:
    """Serve a build, and give its address."""
    command = [*_KG, "serve", str(directory), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


@contextmanager
def files_served(site: Site, paths: Sequence[str], place: Path) -> Iterator[str]:
    """Serve the same pages as files by `http.server`."""
    for path in set(paths):
        document = site.document(path)
        assert document is not None
        file = place / f"{path or 'index'}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(document.body)
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", str(place)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            port = re.search(r"port (\d+)", process.stdout.readline())
            assert port is not None
            yield f"http://127.0.0.1:{port[1]}/"
        finally:
            process.terminate()


def enlarge(directory: Path, copies: int) -> None:
    """Put so many copies of a build's graph in its place, their nodes under other names."""
    built = open_build(directory)
    text = serialize(all_triples(built.store), format=RdfFormat.N_TRIPLES)
    assert text is not None
    name = re.compile(f"<{re.escape(built.base)}({_COPIED})/")
    with (directory / "graph.ttl").open("w", encoding="utf-8") as file:
        for number in range(copies):
            file.write(name.sub(rf"<{built.base}\1/x{number}-", text.decode()))


def measure(directory: Path, requests: int, at_once: int, place: Path) -> None:
    """Print the figures of one build."""
    built = open_build(directory)
    site = Site(Source(built.store, built.base, lambda _: None), lambda path: VersionedLinks())
    every = sorted({path for path in site.paths() if not path.startswith("data/")})
    paths = random.Random(0).choices(every, k=requests)  # the same ones each time
    print(f"{len(every):,} pages, {requests:,} requests for {len(set(paths)):,} of them, {at_once} at a time")
    print(f"{'':<26}{'errors':>6}  {'median ms':>9}  {'95 % ms':>9}  {'a second':>10}")
    with served(directory) as url:
        print(f"{'just started':<26}{asyncio.run(ask(url, paths, at_once)).line()}")
        ours = asyncio.run(ask(url, paths, at_once))
        print(f"{'asked for before':<26}{ours.line()}")
    with files_served(site, paths, place) as url:
        theirs = asyncio.run(ask(url, [f"{path or 'index'}.html" for path in paths], at_once))
        print(f"{'http.server, files':<26}{theirs.line()}")
    ratio = statistics.median(ours.times) / statistics.median(theirs.times)
    print(f"median of those asked for before, as a share of http.server's: {ratio:.2f}")


def main(arguments: Sequence[str]) -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serve")
    parser.add_argument("build", nargs="?", type=Path)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--at-once", type=int, default=50)
    asked = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="kg-serve-") as name:
        place = Path(name)
        if asked.build is None:
            build(_ARTICLES, place / "out")
        else:
            ignored = shutil.ignore_patterns(".kg-*")
            shutil.copytree(asked.build, place / "out", ignore=ignored)
        if asked.copies > 1:
            enlarge(place / "out", asked.copies)
        (place / "files").mkdir()
        measure(place / "out", asked.requests, asked.at_once, place / "files")


if __name__ == "__main__":
    main(sys.argv[1:])
