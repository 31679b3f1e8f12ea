"""Arguments and options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

Directory = Annotated[Path, typer.Argument(metavar="DIR", help="A build.")]
Graph = Annotated[Path, typer.Argument(metavar="DIR|FILE", help="A build, or a graph in any RDF syntax.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


class ReportFormat(StrEnum):
    """The formats of `kg validate` and `kg check`."""

    TEXT = "text"
    TURTLE = "turtle"
    JSON = "json"
