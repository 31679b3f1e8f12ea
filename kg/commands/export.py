"""`kg export`: the graph in another format."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.arguments import Directory
from kg.export import FORMATS


def export(
    directory: Directory,
    to: Annotated[str, typer.Option("--to", metavar="FORMAT", help="One of the formats below.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The file to write.")],
) -> None:
    """Write the graph of a build in another format."""
    from kg.build import open_build
    from kg.export import export as export_graph

    if to not in FORMATS:
        raise typer.BadParameter(f"{to!r} is none of {', '.join(sorted(FORMATS))}", param_hint="--to")
    export_graph(open_build(directory).store, to, out)


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command(
        epilog="\b\nExamples:\n"
        "  kg export out --to graphml -o fairs.graphml\n"
        "  kg export out --to jsonld -o fairs.jsonld\n"
        "\n\b\nFormats:\n" + "\n".join(f"  {name:<10}{FORMATS[name]}" for name in sorted(FORMATS))
    )(export)
