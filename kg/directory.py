"""The directory that a build writes and later commands read: its files, and that it is never half-written.

A build keeps what it has read in `.kg-work.sqlite`, and writes all its files aside, into `.kg-part`. Renaming that
folder to `.kg-next` is the moment from which the new build holds; its files then take their places one by one.
Whoever is killed in between leaves files in `.kg-next`: they are read from there, and the next build puts them in
their places.
`.kg-lock` is locked as long as a build is at work, and stays behind, empty.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from kg.errors import NotABuildError, OutputError, SourceError
from kg.model import Finding, FindingCode, Report, Span

GRAPH = "graph.ttl"
FINDINGS = "findings.jsonl"
REPORT_TEXT = "report.txt"
REPORT_TURTLE = "report.ttl"
MANIFEST = "build.json"
CACHE = "cache.sqlite"
FILES = (CACHE, MANIFEST, FINDINGS, REPORT_TEXT, REPORT_TURTLE, GRAPH)  # in their order: the graph comes last

_FORMAT = 1  # of the manifest; a change that older versions would misread raises it
_OURS = ".kg-"  # what the names of all but the finished files start with
_STAGING, _NEXT, _LOCK, _WORK = f"{_OURS}part", f"{_OURS}next", f"{_OURS}lock", f"{_OURS}work.sqlite"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build was made of: no times and no paths, so that the same articles give the same bytes."""

    version: str
    base: str
    articles: tuple[tuple[str, str], ...]
    report: Report

    def to_json(self) -> bytes:
        """Write the manifest as JSON, an article a line."""
        articles = ",\n".join(f"    {json.dumps(list(pair), ensure_ascii=False)}" for pair in self.articles)
        rest = {"report": {**asdict(self.report), "findings": dict(self.report.findings)}}
        head = {"format": _FORMAT, "expograph": self.version, "base": self.base}
        lines = (
            *(f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}," for key, value in head.items()),
            f'  "report": {json.dumps(rest["report"])},',
            f'  "articles": [\n{articles}\n  ]',
        )
        return ("{\n" + "\n".join(lines) + "\n}\n").encode()


def read_manifest(directory: Path) -> Manifest:
    """Read the manifest of a build. Raises `NotABuildError` where there is none that this version can read."""
    try:
        record = json.loads(locate(directory, MANIFEST).read_text(encoding="utf-8"))
        if record["format"] != _FORMAT:
            raise NotABuildError(directory)
        counts = dict(record["report"])
        findings = tuple(sorted((str(code), int(n)) for code, n in counts.pop("findings").items()))
        articles = tuple((str(name), str(digest)) for name, digest in record["articles"])
        return Manifest(str(record["expograph"]), str(record["base"]), articles, Report(**counts, findings=findings))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotABuildError(directory) from error


def is_build(directory: Path) -> bool:
    """Tell whether `directory` holds a build, by the names of its files."""
    return locate(directory, GRAPH).is_file() and locate(directory, MANIFEST).is_file()


def locate(directory: Path, name: str) -> Path:
    """Return where a file of a build stands now: aside while a build is being put in its place."""
    aside = directory / _NEXT / name
    return aside if aside.is_file() else directory / name


def graph_file(directory: Path) -> Path:
    """Return the graph of a build. Raises `NotABuildError` where `directory` holds none."""
    path = locate(directory, GRAPH)
    if not path.is_file():
        raise NotABuildError(directory)
    return path


# --- findings ---


def finding_to_line(finding: Finding) -> str:
    """Write a finding as a line of JSON, without the line's end."""
    record: dict[str, object] = {"article": finding.article, "code": finding.code.value}
    if finding.span is not None:
        record |= {"start": finding.span.start, "end": finding.span.end}
    record |= {"message": finding.message, "quote": finding.quote, "source": finding.source}
    record["detail"] = dict(finding.detail)
    said = {key: value for key, value in record.items() if value not in (None, {})}
    # Some readers end a line at these characters too, which JSON allows within a string.
    return json.dumps(said, ensure_ascii=False).translate({ord(c): f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"})


def read_findings(directory: Path) -> Iterator[Finding]:
    """Read the findings of a build, one at a time.

    Raises `NotABuildError` where they are not there, or a line is no finding.
    """
    try:
        with locate(directory, FINDINGS).open(encoding="utf-8", newline="\n") as lines:
            for line in lines:
                yield finding_from_line(line)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotABuildError(directory) from error


def finding_from_line(line: str) -> Finding:
    """Read a finding back. Raises `ValueError` or `KeyError` where a line is none."""
    record = json.loads(line)
    return Finding(
        FindingCode(record["code"]),
        record["message"],
        article=record.get("article"),
        span=Span(record["start"], record["end"]) if "start" in record else None,
        quote=record.get("quote"),
        source=record.get("source"),
        detail=tuple(record.get("detail", {}).items()),
    )


# --- writing ---


def check_output(directory: Path) -> None:
    """Raise `OutputError` unless `directory` is a build, is empty, or does not exist yet."""
    if not directory.exists():
        if directory.is_symlink():
            raise OutputError(directory, "a link that leads nowhere; remove it or give another -o")
        return
    if not directory.is_dir():
        raise OutputError(directory, "a file stands where the build should go; give a directory with -o")
    try:
        names = set(os.listdir(directory))  # noqa: PTH208 - names are all that is wanted
    except OSError as error:
        raise OutputError(directory, _reason(error)) from error
    others = {name for name in names if name not in FILES and not name.startswith(_OURS)}
    if others and not {GRAPH, MANIFEST} <= names:
        raise OutputError(directory, "not empty and not a build, so it is left as it is; give another -o")


@dataclass(frozen=True, slots=True)
class Output:
    """A directory that a build may write, and nobody else meanwhile."""

    directory: Path

    @property
    def cache(self) -> Path:
        """What the last build left for the next; it need not be there."""
        return locate(self.directory, CACHE)

    @property
    def work(self) -> Path:
        """Where a build keeps what it has done so far, for the next one if it is killed."""
        return self.directory / _WORK

    def publish(self, write: Callable[[Path], None]) -> None:
        """Let `write` put all files into a folder, and put them in their places when it is done.

        What else lies in the directory is left alone. Raises `OutputError` where that fails.
        """
        staging = self.directory / _STAGING
        try:
            staging.mkdir()
            write(staging)
            for path in staging.iterdir():
                _settle(path)
            staging.rename(self.directory / _NEXT)
            _finish(self.directory)
            _remove(self.work)
        except OSError as error:
            raise OutputError(self.directory, _reason(error)) from error


@contextmanager
def output(directory: Path) -> Iterator[Output]:
    """Hold a directory for one build. One that did not exist goes again where the build fails.

    Where it is interrupted, what it has read stays for the next one. Raises `OutputError` where the directory cannot
    be written, another build holds it, or `check_output` refuses it.
    """
    check_output(directory)
    is_new = not directory.exists()
    try:
        directory.mkdir(parents=True, exist_ok=True)
        lock = FileLock(directory / _LOCK, timeout=0)
        lock.acquire()
    except Timeout as error:
        held = "another build is writing here; wait for it, or give another -o"
        raise OutputError(directory, held) from error
    except OSError as error:
        raise OutputError(directory, _reason(error)) from error
    try:
        _recover(directory)
        yield Output(directory)
    except BaseException as error:
        shutil.rmtree(directory / _STAGING, ignore_errors=True)
        if isinstance(error, _HOPELESS):
            _remove(directory / _WORK)
            if is_new and not is_build(directory):
                (directory / _LOCK).unlink(missing_ok=True)
                with suppress(OSError):  # somebody else has put something there meanwhile
                    directory.rmdir()
        raise
    finally:
        lock.release()


# After these nothing is to be gone on with: what was read so far may be what there is no room for.
_HOPELESS = (OSError, sqlite3.Error, OutputError, SourceError)


def _recover(directory: Path) -> None:
    """Bring to its end what a killed build had begun."""
    try:
        if (directory / _STAGING).exists():
            shutil.rmtree(directory / _STAGING)
        _finish(directory)
    except OSError as error:
        raise OutputError(directory, _reason(error)) from error


def _finish(directory: Path) -> None:
    """Put the files of a finished build in their places."""
    aside = directory / _NEXT
    if not aside.is_dir():
        return
    for name in FILES:
        if (aside / name).is_file():
            (aside / name).replace(directory / name)
    shutil.rmtree(aside)


def _settle(path: Path) -> None:
    """Wait until a file is on the disk: its name must not be there before its words."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _remove(database: Path) -> None:
    for ending in ("", "-journal", ".copy"):
        database.with_name(database.name + ending).unlink(missing_ok=True)


def _reason(error: OSError) -> str:
    return f"cannot be written ({(error.strerror or type(error).__name__).lower()})"
