"""Reading articles, one by one or in several processes: what each says is proven, a fault costs that one alone."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import active_children, get_context
from typing import TypeVar

from kg.articles import Origin, read_origin
from kg.errors import EvidenceError, KgError, LexiconError
from kg.extract.claims import read_article
from kg.model import Article, Claim, DealClaim, Evidence, Finding, FindingCode, MetricClaim, Reading
from kg.registry import Registry
from kg.resolve import ResolvedReading, resolve

_StatementT = TypeVar("_StatementT", Claim, MetricClaim, DealClaim)
_TaskT = TypeVar("_TaskT")
_ResultT = TypeVar("_ResultT")
# What the libraries of linear algebra ask for the number of their threads when they are loaded.
_THREADS = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS")
_AHEAD = 2  # tasks a process that wait for it: enough to keep it busy, few enough to hold in memory


def read(article: Article, registry: Registry) -> ResolvedReading:
    """Read an article; where that trips over a fault of this program, a finding says so and nothing is read."""
    try:
        return resolve(_proven(read_article(article, registry)), registry)
    except LexiconError:
        raise  # the tables of this package are broken, whatever the article
    except Exception as error:
        # The one place that catches everything: a text that trips a rule must cost that article alone, not the build
        # of a thousand others. The finding names the error, and the article that shows it.
        return resolve(Reading(article, findings=(_fault(article, error),)), registry)


def is_fault(finding: Finding) -> bool:
    """Tell whether a finding says that an article was not read as it stands: by a fault of this program, mostly."""
    return "error" in dict(finding.detail)


def read_again(origin: Origin, expected: Article, registry: Registry) -> ResolvedReading:
    """Read the article of a place that has been looked at before.

    A file that has changed since, while the build was at work, is a finding and is not read.
    """
    found = [article for article in read_origin(origin).articles if article.id == expected.id]
    if [article.sha256 for article in found] == [expected.sha256]:
        return read(found[0], registry)
    problem = f"{origin.source}: the file changed while it was being read; it was left out, so build again."
    detail = (("error", "changed"),)
    finding = Finding(FindingCode.UNREADABLE_FILE, problem, article=expected.id, source=origin.source, detail=detail)
    return resolve(Reading(expected, findings=(finding,)), registry)


# --- several processes ---


def in_processes(function: Callable[[_TaskT], _ResultT], tasks: Iterable[_TaskT], workers: int) -> Iterator[_ResultT]:
    """Apply a function to tasks in processes of their own, and return the results in the order in which they come.

    With one worker all is done here. Raises `KgError` where a process dies, and whatever `function` raises.
    """
    if workers <= 1:
        yield from map(function, tasks)
        return
    # A forked process would take locks of the parent's threads with it; a fresh one is the same on every system.
    others = set(active_children())
    waiting: set[Future[_ResultT]] = set()
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        try:
            for task in tasks:
                if len(waiting) >= _AHEAD * workers:
                    done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                    for each in done:
                        yield each.result()
                with _interrupts_held(), _one_thread_each():
                    waiting.add(pool.submit(function, task))
            while waiting:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for each in done:
                    yield each.result()
        except BrokenProcessPool as error:
            raise KgError(
                "a worker process died; build with fewer workers, or with more memory; a script of yours must call "
                "build below `if __name__ == '__main__':`, since each worker imports it"
            ) from error
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


# --- proof and faults ---


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


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Let processes that start count with one thread each, unless the user has said otherwise.

    Else each would take all cores for the encoder's products, and they would wait for each other.
    """
    unsaid = [name for name in _THREADS if name not in os.environ]
    os.environ.update(dict.fromkeys(unsaid, "1"))
    try:
        yield
    finally:
        for name in unsaid:
            del os.environ[name]
