"""A build that is being served: its graph in memory or on disk, its pages and its engines."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from pyoxigraph import NamedNode, Store

from kg.build import open_build
from kg.directory import graph_file
from kg.errors import ServeError
from kg.fingerprint import fingerprint
from kg.graph.store import load_store
from kg.serve.limits import MIB
from kg.serve.links import VersionedLinks
from kg.serve.stored import digest_of, stored
from kg.site.site import Site
from kg.site.source import Source, findings_by_article

# A graph in memory answers what a page asks ten times as fast as one on disk, but is read at each start. Two million
# triples, of 10,000 editions, took 14 seconds beside other work, and 0.8 GB; as Turtle they are some 70 MiB.
_IN_MEMORY = 128 * MIB
_TRIES = 3
_NODES = 50_000  # paths of which it is remembered whether they are nodes


@dataclass(frozen=True, slots=True)
class Stamp:
    """By what it is seen that a file was replaced."""

    inode: int
    changed: int
    size: int


@dataclass(frozen=True)
class Opened:
    """A build that is being served. `version` changes with the graph and with the program that shows it."""

    site: Site
    graph: Path
    database: Path
    stamp: Stamp
    triples: int
    version: str

    @property
    def store(self) -> Store:
        """The graph, for pages and descriptions."""
        return self.site.source.store

    @cached_property
    def node(self) -> Callable[[str], NamedNode | None]:
        """The node that a path is about, None where there is none; a graph on disk takes its time to say."""
        return lru_cache(maxsize=_NODES)(self.site.source.node)

    @property
    def base(self) -> str:
        """What the IRIs of its nodes start with."""
        return self.site.source.base


@contextmanager
def opened(directory: Path) -> Iterator[Opened]:
    """Hold a build open. Raises `NotABuildError`, `SourceError` or `ServeError`."""
    for _ in range(_TRIES):
        graph = graph_file(directory)
        stamp = stamp_of(graph)
        build, digest = open_build(directory), digest_of(graph)
        with stored(directory, graph, digest) as database:
            store = load_store(graph) if stamp.size <= _IN_MEMORY else _read(database)
            if stamp_of(graph_file(directory)) != stamp:
                continue  # a new build was written meanwhile
            source = Source(store, build.base, build.text, findings_by_article(build.each_finding))
            site = Site(source, lambda path: VersionedLinks())
            version = f"{digest}-{fingerprint()[:8]}"
            yield Opened(site, graph, database, stamp, build.report.triples, version)
            return
    raise ServeError(f"{directory}: the build changes faster than it can be read")


def stamp_of(graph: Path) -> Stamp:
    """Return the stamp of a file as it is now. Raises `ServeError` where there is none."""
    try:
        found = os.stat(graph)  # noqa: PTH116 - asked each second
    except OSError as error:
        raise ServeError(f"{graph}: cannot be read ({(error.strerror or str(error)).lower()})") from error
    return Stamp(found.st_ino, found.st_mtime_ns, found.st_size)


def _read(database: Path) -> Store:
    try:
        return Store.read_only(str(database))
    except OSError as error:
        raise ServeError(f"{database}: is damaged; remove it, and it is made again") from error
