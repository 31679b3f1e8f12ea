"""The tree of errors. An error carries the facts of what went wrong; only `kg.cli` prints one and exits.

KgError
├── SourceError      an input that cannot be read at all: no such file, no article in it
├── LexiconError     a row of the registry or of a lexicon that breaks its table's rules
├── EvidenceError    a quote that does not stand at its offsets: a fault of this program
├── NotABuildError   a directory that `kg build` did not make
├── QueryError       a query that is not SPARQL, or a saved query that does not exist
├── OutputError      an output that cannot be written
└── ServeError       a server that cannot start
"""

from __future__ import annotations

from pathlib import Path

from kg.model import Finding


class KgError(Exception):
    """Base of all errors that this package raises on purpose; `str()` is one sentence for a person."""


class SourceError(KgError):
    """An input that cannot be read; `where` is the path or URL as the user gave it.

    `findings` holds what was seen on the way to that conclusion, a sentence for each file.
    """

    def __init__(self, where: str, problem: str, findings: tuple[Finding, ...] = ()) -> None:
        self.where = where
        self.problem = problem
        self.findings = findings
        super().__init__(f"{where}: {problem}")


class LexiconError(KgError):
    """A row of a data file that breaks its table's rules; rows are counted from 1, the header being row 1."""

    def __init__(self, path: Path, row: int, problem: str) -> None:
        self.path = path
        self.row = row
        self.problem = problem
        super().__init__(f"{path.name}, row {row}: {problem}")


class EvidenceError(KgError):
    """A quote that is not what stands in the article at its offsets."""

    def __init__(self, article: str, start: int, end: int, quote: str) -> None:
        self.article = article
        self.start = start
        self.end = end
        self.quote = quote
        super().__init__(f"article {article}: the text at {start}-{end} is not {quote!r}")


class NotABuildError(KgError):
    """A directory that `kg build` did not make."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path} is not a build: it has no graph.ttl; make one with `kg build INPUT... -o {path}`")


class QueryError(KgError):
    """A query that is not SPARQL, or the name of a saved query that does not exist."""


class OutputError(KgError):
    """An output that cannot be written; `path` is the file or directory."""

    def __init__(self, path: Path, problem: str) -> None:
        self.path = path
        self.problem = problem
        super().__init__(f"{path}: {problem}")


class ServeError(KgError):
    """A server that cannot start: its port is taken, or its engine is missing."""
