"""`kg show`: what is known of a fair or an edition."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.commands.arguments import AsJson, Directory
from kg.commands.completion import fairs
from kg.console import print_sheet, write_bytes


def show(
    directory: Directory,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME", help="A fair or an edition; all fairs are listed without it.", autocompletion=fairs
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show what is known of a fair or an edition.

    Each value comes with the words that prove it, the article they stand in, and their offsets in its text, its rank
    among others, and what differs from it. A fair also has its main figures over the editions as charts: full bars
    are results, lighter ones registrations and forecasts.
    """
    from kg.build import open_build
    from kg.lookup import FairLine, find, list_fairs
    from kg.show import edition_sheet, fair_sheet, fairs_table
    from kg.shown import fairs_json, sheet_json

    store = open_build(directory).store
    if name is None:
        fairs = list_fairs(store)
        if as_json:
            write_bytes(fairs_json(fairs).encode())
        else:
            print_sheet(fairs_table(fairs))
        return
    found = find(store, name)
    if as_json:
        write_bytes(sheet_json(store, found).encode())
    else:
        print_sheet(fair_sheet(store, found) if isinstance(found, FairLine) else edition_sheet(store, found))


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command(
        epilog="\b\nExamples:\n"
        "  kg show out\n"
        "  kg show out CIIE\n"
        "  kg show out 'Canton Fair 2020'\n"
        "  kg show out '6th CIIE'\n"
        "  kg show out CIIE --json | jq '.time_lines[0].points[].figure.value'"
    )(show)
