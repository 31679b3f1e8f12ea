"""The pipeline from articles to a published graph, in the order of its stages: survey, read, compare, write.

Articles are read one by one. What each says is kept, without its text; of all articles only summaries are held in
memory, which tell the fairs that they speak of. The graph is then made part by part, one for each fair, of what bears
on it; a part in which nothing has changed is kept as it is. docs/decisions/0008-parts-and-a-cache.md says why.
"""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TypeVar

import rdflib
from pyoxigraph import Store

from kg import directory
from kg.articles import Origin, Sources, list_origins, read_origin, unique_articles
from kg.cache import Cache, Kept, open_cache
from kg.errors import OutputError, SourceError
from kg.fingerprint import fingerprint
from kg.fragments import ARTICLES, Fragment, join, publish
from kg.graph.description import Counts, describe
from kg.graph.infer import infer
from kg.graph.iris import DEFAULT_BASE, Iris
from kg.graph.report import read_report, render, report_turtle
from kg.graph.store import make_store
from kg.graph.triples import triples
from kg.graph.turtle import blocks, document
from kg.ledger import consolidate
from kg.ledger.copies import Text, find_copies
from kg.ledger.fairs import index_fairs
from kg.model import Article, Facts, Finding, FindingCode, Report
from kg.parts import make_part, plan, tasks
from kg.readers import in_processes, is_fault, read, read_again
from kg.registry import load_registry
from kg.stored import summary_of, summary_of_bytes, to_bytes, without_text

_CHUNK = 8  # articles a task, half a second: the way there and back does not count, and an interrupt is soon heard
_SHARED_CHUNK = 2000  # nodes that are written at a time, so that not all are in memory
# Parts of the graph beside those of fairs and countries.
_INPUTS, _SHARED, _DESCRIPTION = "inputs", "shared", "description"
Progress = Callable[[str, int, int], None]
_T = TypeVar("_T")


def assemble(sources: Sources, base: str = DEFAULT_BASE) -> tuple[Facts, Store]:
    """Return the facts of a few articles and their graph, made at once and not in parts: for tests and measures.

    What breaks a shape is still in it.
    """
    facts = consolidate([read(article, load_registry()) for article in sources.articles], load_registry())
    store = make_store(triples(facts, load_registry(), base))
    infer(store)
    return facts, store


def no_progress(stage: str, done: int, total: int) -> None:
    """Report to nobody."""


# --- one build ---


@dataclass(frozen=True, slots=True)
class _Found:
    """An article that was found, without its text: where it is, and the digest of all that its reading depends on."""

    article: Article
    digest: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Job:
    """One run of the pipeline, over `inputs` as `kg.build.build` takes them."""

    inputs: Sequence[str | Path]
    base: str
    workers: int
    progress: Progress
    stdin: BinaryIO | None

    def run(self, out: Path) -> directory.Manifest:
        """Build into a directory, and return what it was made of."""
        program = fingerprint()
        try:
            with (
                directory.output(out) as place,
                open_cache(place.work, place.cache, program) as cache,
            ):
                found, findings = self._survey(program, cache)
                self._read(found, findings, cache)
                self._compare(found, findings, cache, program)
                self.progress("writing", 0, 1)
                report = _report(cache)
                manifest = directory.Manifest(
                    version("expograph"),
                    self.base,
                    tuple((each.article.id, each.article.sha256) for each in found),
                    report,
                )
                place.publish(lambda folder: self._write(folder, cache, manifest))
        except (sqlite3.Error, OSError) as error:
            raise OutputError(out, f"cannot be written ({_reason(error)})") from error
        return manifest

    def _survey(self, program: str, cache: Cache) -> tuple[list[_Found], list[Finding]]:
        """Find all articles, in the order of their ids, and what could not be read; keep their texts."""
        kept = cache.texts()
        listing = list_origins(self.inputs, self.stdin)
        findings = list(listing.findings)
        found: dict[tuple[str, str], _Found] = {}
        for origin in listing.origins:
            sources = read_origin(origin)
            findings += sources.findings
            for article in sources.articles:
                if article.sha256 not in kept:
                    cache.keep_text(article.sha256, article.text)
                    kept.add(article.sha256)
                light = replace(article, text="")
                found[article.id, article.source] = _Found(light, _digest(article, program), origin)
        unique = unique_articles(each.article for each in found.values())
        findings += unique.findings
        if not unique.articles:
            raise _no_article(findings)
        cache.forget_texts(article.sha256 for article in unique.articles)
        cache.commit()
        return [found[article.id, article.source] for article in unique.articles], findings

    def _read(self, found: Sequence[_Found], findings: Sequence[Finding], cache: Cache) -> None:
        """Read the articles that were not read before."""
        known = cache.readings()
        new = [each for each in found if each.digest not in known]
        self.progress("reading", 0, len(new))
        done = failed = 0
        faults: list[Finding] = []
        for chunk in in_processes(_read_chunk, _chunks(new, _CHUNK), min(self.workers, -(-len(new) // _CHUNK))):
            for kept in chunk:
                cache.keep(kept)
                if not kept.lasting:
                    failed += 1
                    faults += (finding for finding in kept.findings if is_fault(finding))
                done += 1
                self.progress("reading", done, len(new))
            cache.commit()
        if failed == len(found):
            raise _no_article([*findings, *sorted(faults, key=lambda finding: finding.message)])
        cache.forget_readings(each.digest for each in found)

    def _compare(self, found: Sequence[_Found], findings: Sequence[Finding], cache: Cache, program: str) -> None:
        """Make the parts of the graph that are not there yet, and take out those that nothing speaks of any more."""
        digests = {each.article.id: each.digest for each in found}
        summaries = {article: summary_of_bytes(cache.summary(digest)) for article, digest in digests.items()}
        copies = find_copies(
            Text(each.article.id, each.article.published, cache.signature(each.digest)) for each in found
        )
        fairs = index_fairs([summary.reading for summary in summaries.values()], load_registry(), copies)
        parts = plan(summaries, digests, fairs, copies)
        wanted = {part.name: part.digest(program, self.base) for part in parts}
        there = cache.parts()
        new = [part for part in parts if there.get(part.name) != wanted[part.name]]
        for name in sorted(there.keys() - wanted.keys()):
            cache.forget_part(name)
        self.progress("comparing", 0, len(new))
        made = in_processes(make_part, tasks(new, wanted, cache.reading, self.base), min(self.workers, len(new)))
        for done, each in enumerate(made, 1):
            cache.put(each.fragment, each.digest)
            cache.commit()
            self.progress("comparing", done, len(new))
        articles = tuple(each.article for each in found)
        cache.put(publish(ARTICLES, Facts(articles=articles, copies=copies), load_registry(), self.base), "")
        cache.put(Fragment(_INPUTS, (), (), (), (*findings, *fairs.findings)), "")
        cache.forget_part(_SHARED)
        for nodes in _chunks(cache.shared(), _SHARED_CHUNK):
            cache.add_blocks(_SHARED, join(nodes, self.base))
        cache.forget_part(_DESCRIPTION)
        iris = Iris(self.base)
        counts = Counts.of_profiles(cache.profiles())
        described = describe(iris, counts, (iris.article(article.id) for article in articles))
        cache.add_blocks(_DESCRIPTION, blocks(described, self.base))
        cache.commit()

    def _write(self, folder: Path, cache: Cache, manifest: directory.Manifest) -> None:
        """Write all files of a build."""
        with (folder / directory.GRAPH).open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(document(cache.blocks(), cache.prefixes(), self.base))
        with (folder / directory.FINDINGS).open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in cache.finding_lines())
        conforming = read_report(rdflib.Graph(), {})  # each part came through the gate
        (folder / directory.REPORT_TEXT).write_bytes(render(conforming).encode())
        (folder / directory.REPORT_TURTLE).write_bytes(report_turtle(conforming).encode())
        (folder / directory.MANIFEST).write_bytes(manifest.to_json())
        cache.publish(folder / directory.CACHE)


def _reason(error: sqlite3.Error | OSError) -> str:
    if isinstance(error, OSError):
        return (error.strerror or type(error).__name__).lower()
    return os.strerror(errno.ENOSPC).lower() if error.sqlite_errorcode == sqlite3.SQLITE_FULL else str(error)


def _digest(article: Article, program: str) -> str:
    """Return a digest of all that the reading of an article depends on."""
    day = None if article.published is None else article.published.isoformat()
    told = (article.id, article.sha256, article.title, article.publisher, day, article.url, article.language)
    return sha256(json.dumps([program, *told]).encode()).hexdigest()


def _read_chunk(chunk: Sequence[_Found]) -> list[Kept]:
    """Read some articles, in whatever process."""
    kept = []
    for each in chunk:
        reading = read_again(each.origin, each.article, load_registry())
        bare = without_text(reading)
        lasting = not any(is_fault(finding) for finding in reading.findings)
        kept.append(
            Kept(
                each.digest, to_bytes(summary_of(bare)), reading.signature, to_bytes(bare), reading.findings, lasting
            )
        )
    return kept


def _chunks(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def _no_article(findings: Sequence[Finding]) -> SourceError:
    if len(findings) == 1 and findings[0].source is not None:
        source = findings[0].source
        return SourceError(source, findings[0].message.removeprefix(f"{source}: ").rstrip("."), tuple(findings))
    return SourceError("the inputs", "there is no article in them that could be read", tuple(findings))


def _report(cache: Cache) -> Report:
    counts, codes = cache.counts(), cache.finding_counts()
    return Report(
        articles=counts.get("te:Article", 0),
        triples=counts["triples"],
        metrics=counts.get("te:Metric", 0),
        editions=counts.get("te:Edition", 0),
        deals=counts.get("te:Deal", 0),
        quarantined=codes.get(FindingCode.QUARANTINED.value, 0),
        findings=tuple(sorted(codes.items())),
    )
