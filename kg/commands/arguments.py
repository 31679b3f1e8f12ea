"""Arguments and options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from kg.commands.completion import builds

Directory = Annotated[Path, typer.Argument(metavar="DIR", help="A build.", autocompletion=builds)]
Graph = Annotated[
    Path,
    typer.Argument(metavar="DIR|FILE", help="A build, or a graph in any RDF syntax.", autocompletion=builds),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
JsonForShort = Annotated[bool, typer.Option("--json", help="The same as --format json.")]

Format = TypeVar("Format", bound=StrEnum)


def one_format(to: Format | None, for_json: Format | None) -> Format | None:
    """Return the format that --format and --json ask for; `for_json` is what --json stands for, where it is given."""
    if to is not None and for_json is not None and to is not for_json:
        raise typer.BadParameter(f"it stands for --format json, and --format {to} is given too", param_hint="--json")
    return to or for_json


class ReportFormat(StrEnum):
    """The formats of `kg validate` and `kg check`."""

    TEXT = "text"
    TURTLE = "turtle"
    JSON = "json"
