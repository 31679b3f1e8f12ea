"""The front door of a build: making one, and opening one that was made.

What makes a graph, and what hands it over to other libraries, is imported when it is asked for: to open a build and
look at it takes none of that, and a command answers a second sooner.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO

from pyoxigraph import Store

from kg import directory
from kg.errors import NotABuildError
from kg.graph.iris import DEFAULT_BASE, check_base
from kg.graph.store import load_store, to_rdflib
from kg.model import Finding
from kg.opened import Graph
from kg.query import QueryResult, run_query
from kg.texts import read_text

if TYPE_CHECKING:
    import networkx
    import rdflib

    from kg.pipeline import Progress


class Build:
    """A published graph with its report: what `build` makes and `open_build` reads.

    The graph and the findings are read from the directory when they are first asked for.
    """

    def __init__(self, path: Path, manifest: directory.Manifest) -> None:
        self._path = path
        self.report = manifest.report
        self.base = manifest.base
        self._digests = dict(manifest.articles)

    @cached_property
    def store(self) -> Store:
        """The graph. Raises `NotABuildError` or `SourceError` where it cannot be read any more."""
        return load_store(directory.graph_file(self._path))

    @cached_property
    def graph(self) -> Graph:
        """The graph with what an analyst does with it: tables, drawings; it shows itself in a notebook."""
        return Graph(self.store)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What was seen and did not become a fact, or became one with a reservation."""
        return tuple(self.each_finding())

    def each_finding(self) -> Iterator[Finding]:
        """Read the findings one at a time. Raises `NotABuildError` where they cannot be read any more."""
        return directory.read_findings(self._path)

    def text(self, article: str) -> str | None:
        """Return the text of an article by its id; None where there is none, or it is not kept on the disk."""
        digest = self._digests.get(article)
        return None if digest is None else read_text(directory.locate(self._path, directory.CACHE), digest)

    def query(self, query: str | Path) -> QueryResult:
        """Run a saved query by its name, a .rq file or SPARQL text; see `kg.query.run_query`.

        Returns pyoxigraph's result: solutions for SELECT, a boolean for ASK, triples for CONSTRUCT and DESCRIBE.

        Raises:
            QueryError: no such query, not SPARQL, or one that reads anything but this graph.
        """
        return run_query(self.store, query)

    def rdflib(self) -> rdflib.Graph:
        """Return the graph as one of rdflib."""
        return to_rdflib(self.store)

    def networkx(self) -> networkx.MultiDiGraph[str]:
        """Return the graph as a typed MultiDiGraph: kind, label and values are attributes of its nodes."""
        from kg.graph.network import to_networkx

        return to_networkx(self.store)

    def _repr_html_(self) -> str:
        return self.graph._repr_html_()


def build(
    inputs: str | Path | Sequence[str | Path],
    out: str | Path | None = None,
    base: str = DEFAULT_BASE,
    workers: int = 1,
    progress: Progress | None = None,
    stdin: BinaryIO | None = None,
) -> Build:
    """Build the graph of articles: the same bytes for the same articles, whatever their order and the workers.

    A build into a directory that holds one reads only articles that are new or changed since, and makes only those
    parts of the graph anew that they bear on; the result is the same as that of a build from nothing.

    Args:
        inputs: files, folders, or `-` for standard input.
        out: the directory to write; nothing is left on the disk if None. If the build fails, the directory is as
            before; one that is interrupted or killed leaves what it has read there, and the next goes on from that.
        base: what the IRIs of the data start with.
        workers: processes that read articles and compare what they say.
        progress: called with the stage, how much of it is done, and how much there is.
        stdin: what `-` reads; `sys.stdin` if None.

    Raises:
        SourceError: an input that does not exist, or no article that could be read in any of them.
        OutputError: `out` cannot be written, holds something else than a build, or is being written by another build.
        KgError: a base that is none.
    """
    from kg.pipeline import Job, no_progress

    base = check_base(base)
    job = Job([inputs] if isinstance(inputs, str | Path) else inputs, base, workers, progress or no_progress, stdin)
    if out is not None:
        return Build(Path(out), job.run(Path(out)))
    with TemporaryDirectory(prefix="kg-") as place:
        there = Path(place, "build")
        built = Build(there, job.run(there))
        # What is read now is there when the directory is gone.
        assert built.store is not None
        assert built.findings is not None
        return built


def open_build(path: str | Path) -> Build:
    """Open a directory that `build` has written.

    Args:
        path: the directory, which holds graph.ttl.

    Raises:
        NotABuildError: a directory that it did not.
    """
    where = Path(path)
    directory.graph_file(where)
    if not directory.locate(where, directory.FINDINGS).is_file():
        raise NotABuildError(where)
    return Build(where, directory.read_manifest(where))
