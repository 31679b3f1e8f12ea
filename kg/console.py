"""What the command line writes: sheets at the terminal's width, bytes for programs, sentences on standard error."""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata
from collections.abc import Iterable

import typer
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from kg.answers import readable
from kg.model import Finding, Report
from kg.wording import counted

_WIDTH = 100  # of sheets where standard output is no terminal
_PLAINER = "kg-plainer"
_PLAIN = {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "─": "-", "…": "."}
_MOST_SENTENCES = 20  # about inputs: more would push the counts off the screen


def say_at_once(sentence: str) -> None:
    """Print a sentence that a program may be waiting for."""
    say(sentence)
    sys.stdout.flush()


def warn(sentence: str) -> None:
    """Say a sentence on standard error."""
    typer.echo(f"kg: {one_line(sentence)}", err=True)


def say_findings(findings: Iterable[Finding]) -> None:
    """Say on standard error what is the matter with the inputs."""
    sentences = [one_line(each.message if each.source else f"{each.article}: {each.message}") for each in findings]
    for sentence in sentences[:_MOST_SENTENCES]:
        typer.echo(f"kg: {sentence}", err=True)
    if len(sentences) > _MOST_SENTENCES:
        typer.echo(f"kg: and {len(sentences) - _MOST_SENTENCES} more of the kind", err=True)


def say(sentence: str) -> None:
    """Print a sentence."""
    typer.echo(one_line(sentence))


def in_words(report: Report) -> str:
    """Say in one line what a build has made."""
    made = (
        (report.articles, "article"),
        (report.editions, "edition"),
        (report.metrics, "metric"),
        (report.deals, "deal"),
        (report.triples, "triple"),
    )
    return f"{', '.join(counted(*each) for each in made)}, {report.quarantined:,} quarantined"


def one_line(text: str) -> str:
    """Return a text as one line that cannot drive the terminal."""
    return " ".join(readable(text).split())


def two_columns(rows: Iterable[tuple[str, str]]) -> RenderableType:
    """Lay out names and what they mean."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, style="bold")
    for name, text in rows:
        grid.add_row(name, Text(text))
    return grid


def print_sheet(content: RenderableType, width: int = _WIDTH) -> None:
    """Print at the terminal's width; into a file or pipe, without the blanks that fill up lines.

    Signs that the encoding of standard output lacks are replaced by plain ones of the same width.
    """
    codecs.register_error(_PLAINER, _plainer)
    encoding = sys.stdout.encoding or "utf-8"
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors=_PLAINER)
    console = Console()
    if console.is_terminal:
        console.print(content)
        return
    buffer = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors=_PLAINER, newline="")
    Console(file=buffer, width=None if "COLUMNS" in os.environ else width).print(content)
    buffer.seek(0)
    for line in buffer.read().split("\n")[:-1]:
        typer.echo(line.rstrip())


def _plainer(error: UnicodeError) -> tuple[str, int]:
    """Replace what cannot be encoded: a handler of errors for `codecs`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    return "".join(_PLAIN.get(sign) or _letter(sign) for sign in signs), error.end


def _letter(sign: str) -> str:
    bare = unicodedata.normalize("NFKD", sign)[0]
    return bare if bare.isascii() else "?"


def write_bytes(data: bytes) -> None:
    """Write bytes as they are, since formats for programs are UTF-8 whatever the terminal's encoding is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
