"""The pipeline from articles to a published graph; this module alone knows the order of its stages."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import version
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import BinaryIO, TypeVar

import networkx
import rdflib
from pyoxigraph import Store

from kg import directory
from kg.articles import Sources, read_articles
from kg.errors import EvidenceError, KgError, LexiconError, NotABuildError, SourceError
from kg.extract.claims import read_article
from kg.graph.curies import curie
from kg.graph.infer import infer
from kg.graph.iris import DEFAULT_BASE, check_base
from kg.graph.network import to_networkx
from kg.graph.report import render, report_turtle
from kg.graph.store import load_store, make_store, to_rdflib, write_turtle
from kg.graph.triples import triples
from kg.graph.validate import quarantine
from kg.ledger import consolidate
from kg.model import Article, Claim, DealClaim, Evidence, Facts, Finding, FindingCode, MetricClaim, Reading, Report
from kg.query import QueryResult, run_query
from kg.registry import Registry, load_registry
from kg.resolve import ResolvedReading, resolve

_CHUNK = 8  # articles a task, half a second: the way there and back does not count, and an interrupt is soon heard
Progress = Callable[[str, int, int], None]
_StatementT = TypeVar("_StatementT", Claim, MetricClaim, DealClaim)


@dataclass(frozen=True, slots=True, eq=False)
class Build:
    """A published graph with its report: what `build` makes and `open_build` reads.

    `facts` are those that the triples were made from; they are not kept on disk, so None after `open_build`.
    """

    store: Store
    report: Report
    findings: tuple[Finding, ...]
    base: str = DEFAULT_BASE
    facts: Facts | None = None

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
        return to_networkx(self.store)


def build(
    inputs: str | Path | Sequence[str | Path],
    out: str | Path | None = None,
    base: str = DEFAULT_BASE,
    workers: int = 1,
    progress: Progress | None = None,
    stdin: BinaryIO | None = None,
) -> Build:
    """Build the graph of articles: the same bytes for the same articles, whatever their order and the workers.

    Args:
        inputs: files, folders, or `-` for standard input.
        out: the directory to write; nothing is written if None, nor if the build fails.
        base: what the IRIs of the data start with.
        workers: processes that read articles.
        progress: called with the stage, how much of it is done, and how much there is.
        stdin: what `-` reads; `sys.stdin` if None.

    Raises:
        SourceError: an input that does not exist, or no article that could be read in any of them.
        OutputError: `out` cannot be written, or holds something else than a build.
        KgError: a base that is none.
    """
    base = check_base(base)
    if out is not None:
        directory.check_output(Path(out))
    report_progress = progress or _no_progress
    sources = read_articles([inputs] if isinstance(inputs, str | Path) else inputs, stdin)
    if not sources.articles:
        raise _no_article(sources.findings)
    facts, store = assemble(sources, base, workers, report_progress)
    report_progress("validating", 0, 1)
    gate = quarantine(store)
    findings = _sorted((*sources.findings, *facts.findings, *gate.findings))
    built = Build(gate.graph, _report(gate.graph, findings), findings, base, facts)
    if out is not None:
        report_progress("writing", 0, 1)
        manifest = directory.Manifest(
            version("expograph"),
            base,
            tuple((article.id, article.sha256) for article in facts.articles),
            built.report,
        )
        contents = {
            directory.MANIFEST: manifest.to_json(),
            directory.FINDINGS: directory.findings_to_lines(findings),
            directory.REPORT_TEXT: render(gate.report).encode(),
            directory.REPORT_TURTLE: report_turtle(gate.report).encode(),
            directory.GRAPH: write_turtle(built.store, base=base),
        }
        directory.write_directory(Path(out), contents)
    return built


def assemble(
    sources: Sources, base: str = DEFAULT_BASE, workers: int = 1, progress: Progress | None = None
) -> tuple[Facts, Store]:
    """Return the facts of articles and their graph as it stands before the gate: what breaks a shape is still in it.

    Raises:
        SourceError: no article that could be read.
    """
    report_progress = progress or _no_progress
    registry = load_registry()
    readings = _read_all(sources.articles, registry, workers, report_progress)
    faults = [finding for reading in readings for finding in reading.findings if _is_fault(finding)]
    if len(faults) == len(readings):
        raise _no_article((*sources.findings, *faults))
    report_progress("comparing", 0, 1)
    facts = consolidate(readings, registry)
    report_progress("inferring", 0, 1)
    store = make_store(triples(facts, registry, base))
    infer(store)
    return facts, store


def open_build(path: str | Path) -> Build:
    """Open a directory that `build` has written.

    Args:
        path: the directory, which holds graph.ttl.

    Raises:
        NotABuildError: a directory that it did not.
        SourceError: a build whose graph cannot be read any more.
    """
    where = Path(path)
    graph = directory.graph_file(where)
    manifest = directory.read_manifest(where)
    try:
        findings = directory.findings_from_lines((where / directory.FINDINGS).read_bytes())
    except (OSError, ValueError, KeyError) as error:
        raise NotABuildError(where) from error
    return Build(load_store(graph), manifest.report, findings, manifest.base)


def _no_progress(stage: str, done: int, total: int) -> None:
    """Report to nobody."""


def _no_article(findings: tuple[Finding, ...]) -> SourceError:
    if len(findings) == 1 and findings[0].source is not None:
        source = findings[0].source
        return SourceError(source, findings[0].message.removeprefix(f"{source}: ").rstrip("."), findings)
    return SourceError("the inputs", "there is no article in them that could be read", findings)


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings as they will be read back from the disk: each once, in the order of their lines."""
    return directory.findings_from_lines(directory.findings_to_lines(findings))


def _report(store: Store, findings: Iterable[Finding]) -> Report:
    codes = Counter(finding.code.value for finding in findings)
    return Report(
        articles=_count(store, "te:Article"),
        triples=len(store),
        metrics=_count(store, "te:Metric"),
        editions=_count(store, "te:Edition"),
        deals=_count(store, "te:Deal"),
        quarantined=codes[FindingCode.QUARANTINED.value],
        findings=tuple(sorted(codes.items())),
    )


def _count(store: Store, kind: str) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, curie("rdf:type"), curie(kind)))


# --- reading articles ---


def _read_all(
    articles: Sequence[Article], registry: Registry, workers: int, progress: Progress
) -> list[ResolvedReading]:
    """Read all articles, in their order."""
    readings: list[ResolvedReading] = []
    progress("reading", 0, len(articles))
    for reading in _readings(articles, registry, workers):
        readings.append(reading)
        progress("reading", len(readings), len(articles))
    return readings


def _readings(articles: Sequence[Article], registry: Registry, workers: int) -> Iterator[ResolvedReading]:
    chunks = [articles[start : start + _CHUNK] for start in range(0, len(articles), _CHUNK)]
    if workers <= 1 or len(chunks) == 1:
        yield from (_read(article, registry) for article in articles)
        return
    # A forked process would take locks of the parent's threads with it; a fresh one is the same on every system.
    others = set(active_children())
    with ProcessPoolExecutor(min(workers, len(chunks)), get_context("spawn")) as pool:
        with _interrupts_held():
            parts = [pool.submit(_read_chunk, chunk) for chunk in chunks]
        try:
            for part in parts:
                yield from part.result()
        except BrokenProcessPool as error:
            raise KgError("a worker process died; build with fewer workers, or with more memory") from error
        except BaseException:
            # Else the pool would wait for its workers to end what they are at, which nobody wants any more.
            for worker in set(active_children()) - others:
                worker.terminate()
            raise


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back while processes start. They inherit that for good: only their parent hears it, and stops them.

    An interrupt while a process starts would leave the pool waiting for it for ever. Windows has no such inheritance.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _read_chunk(articles: Sequence[Article]) -> list[ResolvedReading]:
    """Read some articles in a worker process, which loads the registry itself, once."""
    registry = load_registry()
    return [_read(article, registry) for article in articles]


def _read(article: Article, registry: Registry) -> ResolvedReading:
    try:
        return resolve(_proven(read_article(article, registry)), registry)
    except LexiconError:
        raise  # the tables of this package are broken, whatever the article
    except Exception as error:
        # The one place that catches everything: a text that trips a rule must cost that article alone, not the build
        # of a thousand others. The finding names the error, and the article that shows it.
        return resolve(Reading(article, findings=(_fault(article, error),)), registry)


def _fault(article: Article, error: Exception) -> Finding:
    name = type(error).__name__
    problem = "the article could not be read, by a fault of this program"
    return Finding(
        FindingCode.NOT_UNDERSTOOD,
        f"{article.source or article.id}: {problem} ({name}); please report it with the article.",
        article=article.id,
        source=article.source or None,
        detail=(("error", name),),
    )


def _is_fault(finding: Finding) -> bool:
    return finding.code is FindingCode.NOT_UNDERSTOOD and "error" in dict(finding.detail)


def _proven(reading: Reading) -> Reading:
    """Keep the statements whose quotes stand at their offsets, for there is no fact without evidence."""
    findings: list[Finding] = []

    def proven(statements: tuple[_StatementT, ...]) -> tuple[_StatementT, ...]:
        kept = []
        for statement in statements:
            try:
                _check(statement.evidence, reading.article)
            except EvidenceError as error:
                findings.append(
                    Finding(
                        FindingCode.NOT_UNDERSTOOD,
                        f"{error}; the statement was left out.",
                        article=reading.article.id,
                        span=statement.evidence.span,
                        detail=(("rule", statement.rule),),
                    )
                )
            else:
                kept.append(statement)
        return tuple(kept)

    claims, metrics, deals = proven(reading.claims), proven(reading.metrics), proven(reading.deals)
    return replace(reading, claims=claims, metrics=metrics, deals=deals, findings=(*reading.findings, *findings))


def _check(evidence: Evidence, article: Article) -> None:
    if evidence.article != article.id or evidence.span.of(article.text) != evidence.quote:
        raise EvidenceError(evidence.article, evidence.span.start, evidence.span.end, evidence.quote)
