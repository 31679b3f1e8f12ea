"""What the command line writes: sheets at the terminal's width, bytes for programs, sentences on standard error."""

from __future__ import annotations

import codecs
import io
import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO

import typer
from rich.cells import cell_len
from rich.console import Console, ConsoleDimensions, ConsoleOptions, RenderableType
from rich.segment import Segment

from kg.answers import readable
from kg.model import Finding, Report
from kg.wording import counted

_WIDTH = 100  # of sheets where standard output is no terminal
_PLAINER = "kg-plainer"
_FALLBACK = (80, 25)  # of a terminal that does not tell its size
_PLAIN = {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "─": "-", "…": "."}
_MOST_SENTENCES = 20  # about inputs: more would push the counts off the screen


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


def print_sheet(content: RenderableType, width: int = _WIDTH) -> None:
    """Print at the terminal's width; into a file or pipe, without the blanks that fill up lines.

    Signs that the encoding of standard output lacks are replaced by plain ones of the same width.
    """
    codecs.register_error(_PLAINER, _plainer)
    encoding = sys.stdout.encoding or "utf-8"
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors=_PLAINER)
    console = _console()
    if console.is_terminal:
        if console.is_dumb_terminal:  # of which rich takes the width for granted
            console.size = ConsoleDimensions(*shutil.get_terminal_size(_FALLBACK))
        console.print(_Harmless(content, _MARK))
        return
    buffer = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors=_PLAINER, newline="")
    _console(buffer, None if "COLUMNS" in os.environ else width).print(_Harmless(content))
    buffer.seek(0)
    for line in buffer.read().split("\n")[:-1]:
        typer.echo(line.rstrip())


def _console(file: TextIO | None = None, width: int | None = None) -> Console:
    """Return a console to which words are words: none of them is markup, and none is coloured for what it says."""
    return Console(file=file, width=width, markup=False, emoji=False, highlight=False)


# Words from right to left take the numbers and columns after them along, where a terminal turns them round; a mark of
# the other direction, which has no width, on both sides of them keeps them in their place.
_FROM_RIGHT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]+"
_RUN = re.compile(f"{_FROM_RIGHT}(?: {_FROM_RIGHT})*")
_MARK = "\u200e"


@dataclass(frozen=True, slots=True)
class _Harmless:
    """A sheet of which a terminal obeys nothing but its styles, with `mark` around words from right to left."""

    content: RenderableType
    mark: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        for segment in console.render(self.content, options):
            words = _RUN.sub(rf"{self.mark}\g<0>{self.mark}", readable(segment.text))
            yield Segment(words, segment.style, segment.control)


def _plainer(error: UnicodeError) -> tuple[str, int]:
    """Replace what cannot be encoded: a handler of errors for `codecs`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    return "".join(_PLAIN.get(sign) or _letter(sign) for sign in signs), error.end


def _letter(sign: str) -> str:
    bare = unicodedata.normalize("NFKD", sign)[0]
    return bare if bare.isascii() else "?" * cell_len(sign)


def write_bytes(data: bytes) -> None:
    """Write bytes as they are, since formats for programs are UTF-8 whatever the terminal's encoding is.

    Into a terminal they go without the characters that it would obey.
    """
    if sys.stdout.isatty():
        data = readable(data.decode("utf-8", "replace")).encode()
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
