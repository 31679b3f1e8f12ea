"""The directory that a build writes and later commands read: its files, and that it is never half-written."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.errors import NotABuildError, OutputError
from kg.model import Finding, FindingCode, Report, Span

GRAPH = "graph.ttl"
FINDINGS = "findings.jsonl"
REPORT_TEXT = "report.txt"
REPORT_TURTLE = "report.ttl"
MANIFEST = "build.json"
FILES = (MANIFEST, FINDINGS, REPORT_TEXT, REPORT_TURTLE, GRAPH)  # in the order of writing: the graph comes last

_FORMAT = 1  # of the manifest; a change that older versions would misread raises it
_STAGING = ".kg-part-"


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
        record = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))
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
    return (directory / GRAPH).is_file() and (directory / MANIFEST).is_file()


def graph_file(directory: Path) -> Path:
    """Return the graph of a build. Raises `NotABuildError` where `directory` holds none."""
    path = directory / GRAPH
    if not path.is_file():
        raise NotABuildError(directory)
    return path


# --- findings ---


def findings_to_lines(findings: Iterable[Finding]) -> bytes:
    """Write findings as JSON Lines, sorted, each once."""
    lines = sorted({_finding_to_json(finding) for finding in findings})
    return "".join(f"{line}\n" for line in lines).encode()


def findings_from_lines(lines: bytes) -> tuple[Finding, ...]:
    """Read findings back from JSON Lines. Raises `ValueError` or `KeyError` where a line is not a finding."""
    return tuple(_finding_from_json(line) for line in lines.decode().split("\n") if line)


def _finding_to_json(finding: Finding) -> str:
    record: dict[str, object] = {"article": finding.article, "code": finding.code.value}
    if finding.span is not None:
        record |= {"start": finding.span.start, "end": finding.span.end}
    record |= {"message": finding.message, "quote": finding.quote, "source": finding.source}
    record["detail"] = dict(finding.detail)
    said = {key: value for key, value in record.items() if value not in (None, {})}
    # Some readers end a line at these characters too, which JSON allows within a string.
    return json.dumps(said, ensure_ascii=False).translate({ord(c): f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"})


def _finding_from_json(line: str) -> Finding:
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
    others = {name for name in names if name not in FILES and not name.startswith(_STAGING)}
    if others and not {GRAPH, MANIFEST} <= names:
        raise OutputError(directory, "not empty and not a build, so it is left as it is; give another -o")


def write_directory(directory: Path, contents: Mapping[str, bytes]) -> None:
    """Write the files of a build. All are written aside first; only whole files then take their places.

    A new directory appears at once. In one that exists, each file is replaced at once, the graph last; what else
    lies there is left alone. Raises `OutputError` where that fails, or where `check_output` does.
    """
    check_output(directory)
    is_new = not directory.exists()
    try:
        if is_new:
            directory.absolute().parent.mkdir(parents=True, exist_ok=True)
        # Aside means on the same file system: within a directory that exists, for it may be a mount point.
        beside = directory.absolute().parent if is_new else directory
        with TemporaryDirectory(prefix=_STAGING, dir=beside) as staging:
            whole = Path(staging, "build")
            whole.mkdir()
            for name, data in contents.items():
                (whole / name).write_bytes(data)
            if is_new:
                whole.rename(directory)
            else:
                for name in sorted(contents, key=FILES.index):
                    (whole / name).replace(directory / name)
    except OSError as error:
        raise OutputError(directory, _reason(error)) from error


def _reason(error: OSError) -> str:
    return f"cannot be written ({(error.strerror or type(error).__name__).lower()})"
