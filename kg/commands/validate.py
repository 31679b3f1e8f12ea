"""`kg validate`: a graph judged by the shapes."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from kg.commands.arguments import Graph, JsonForShort, ReportFormat, one_format
from kg.console import write_bytes
from kg.directory import graph_file
from kg.errors import SourceError

DOES_NOT_CONFORM = 3


class JudgeName(StrEnum):
    """Who judges in `kg validate`."""

    FAST = "fast"
    PYSHACL = "pyshacl"


def validate(
    where: Graph,
    to: Annotated[
        ReportFormat | None, typer.Option("--format", "-f", help="How the report is written; default text.")
    ] = None,
    as_json: JsonForShort = False,
    judge: Annotated[
        JudgeName, typer.Option("--judge", help="fast, or the slow pySHACL, which is the reference.")
    ] = JudgeName.FAST,
) -> None:
    """Check a graph against the SHACL shapes. The exit code is 3 where it does not conform."""
    from kg.graph.report import render, report_turtle
    from kg.graph.validate import fast_validate
    from kg.graph.validate import validate as by_pyshacl

    to = one_format(to, ReportFormat.JSON if as_json else None)
    if not where.exists():
        raise SourceError(str(where), "no such file or folder")
    validate_graph = by_pyshacl if judge is JudgeName.PYSHACL else fast_validate
    report = validate_graph(graph_file(where) if where.is_dir() else where)
    if to is ReportFormat.JSON:
        violations = [asdict(violation) for violation in report.violations]
        write_bytes(json.dumps({"conforms": report.conforms, "violations": violations}, indent=2).encode() + b"\n")
    elif to is ReportFormat.TURTLE:
        write_bytes(report_turtle(report).encode())
    else:
        write_bytes(render(report).encode())
    if not report.conforms:
        raise typer.Exit(DOES_NOT_CONFORM)


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command(epilog="\b\nExamples:\n  kg validate out\n  kg validate other-graph.nt --format turtle > report.ttl")(
        validate
    )
