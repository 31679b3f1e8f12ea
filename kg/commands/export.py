"""`kg export`: the graph in another format."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from kg.commands.arguments import Directory
from kg.commands.completion import formats

_EXAMPLES = (
    "\b\nExamples:\n"
    "  kg export out --to graphml -o fairs.graphml\n"
    "  kg export out --to jsonld -o ciie.jsonld --fair CIIE --since 2022"
)


class _Export(typer.core.TyperCommand):
    """The command, whose formats are looked up when somebody asks for help: their libraries are slow to import."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the examples and the list of formats."""
        from kg.export import FORMATS

        formats = "\n".join(f"  {name:<10}{FORMATS[name]}" for name in sorted(FORMATS))
        self.epilog = f"{_EXAMPLES}\n\n\b\nFormats:\n{formats}"
        super().format_epilog(ctx, formatter)


def export(
    directory: Directory,
    to: Annotated[
        str, typer.Option("--to", metavar="FORMAT", help="One of the formats below.", autocompletion=formats)
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The file or folder to write.")],
    fair: Annotated[str | None, typer.Option(metavar="NAME", help="Only this fair or edition.")] = None,
    country: Annotated[str | None, typer.Option(metavar="NAME", help="Only editions held there.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE|YEAR", help="Only editions from then on.")] = None,
) -> None:
    """Write the graph of a build, or a part of it with all that proves it, in another format."""
    from kg.build import open_build
    from kg.export import FORMATS
    from kg.export import export as export_graph
    from kg.selection import Wanted, part_of

    if to not in FORMATS:
        raise typer.BadParameter(f"{to!r} is none of {', '.join(sorted(FORMATS))}", param_hint="--to")
    wanted, store = Wanted(fair, country, since), open_build(directory).store
    export_graph(part_of(store, wanted) if wanted else store, to, out)


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command(cls=_Export)(export)
