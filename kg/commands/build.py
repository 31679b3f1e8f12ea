"""`kg build`: from articles to a graph."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from kg.commands.arguments import AsJson
from kg.commands.completion import builds
from kg.console import in_words, say, say_findings, write_bytes
from kg.directory import FINDINGS
from kg.graph.iris import DEFAULT_BASE
from kg.model import FindingCode

# Findings about the inputs themselves, which whoever gave them wants to hear of at once.
_OF_INPUTS = frozenset(
    {
        FindingCode.UNREADABLE_FILE,
        FindingCode.EMPTY_FILE,
        FindingCode.BINARY_FILE,
        FindingCode.WRONG_ENCODING,
        FindingCode.BAD_FRONT_MATTER,
        FindingCode.DUPLICATE_ID,
        FindingCode.NO_FAIR,
    }
)


def build(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT", help="Files, folders (.txt and .md at any depth), - for standard input."),
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DIR", help="The directory to write.", autocompletion=builds)
    ],
    base: Annotated[str, typer.Option(metavar="IRI", help="What the IRIs of the data start with.")] = DEFAULT_BASE,
    workers: Annotated[int, typer.Option(min=1, help="Processes that read and compare articles.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Build the graph of articles in a directory.

    DIR gets graph.ttl, findings.jsonl, the validation report, build.json with what it was made of, and
    cache.sqlite, by which the next build into DIR reads only what is new. An input that cannot be read is one
    sentence and a line of findings.jsonl; the rest is built. A build that fails leaves DIR as it was; after one that
    was interrupted the next goes on.
    """
    from kg.build import build as build_graph
    from kg.progress import progress_bar
    from kg.records import to_json

    with progress_bar() as progress:
        built = build_graph(inputs, out, base, workers, progress)
    say_findings(each for each in built.each_finding() if each.code in _OF_INPUTS or "error" in dict(each.detail))
    if as_json:
        report = {**asdict(built.report), "findings": dict(built.report.findings)}
        write_bytes(to_json({"directory": str(out), "base": built.base, **report}).encode())
        return
    say(f"{out}: {in_words(built.report)}")
    if built.report.findings:
        codes = ", ".join(f"{number} {code}" for code, number in built.report.findings)
        say(f"{out / FINDINGS}: {codes}")


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command(
        epilog="\b\nExamples:\n"
        "  kg build sources/articles -o out\n"
        "  kg build one.txt more/ -o out --base https://data.example.org/fairs/ --workers 4\n"
        "  cat article.txt | kg build - -o out"
    )(build)
