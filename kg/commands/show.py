"""`kg show`: what is known of a fair, an edition, or another node that people ask for by name."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.commands.arguments import AsJson, Directory
from kg.commands.completion import fairs
from kg.console import print_sheet, write_bytes
from kg.errors import KgError


def show(
    directory: Directory,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME",
            help="A fair, an edition, a country, an organizer or an article; all fairs are listed without it.",
            autocompletion=fairs,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show what is known of a fair, an edition, a country, an organizer or an article.

    Each value comes with the words that prove it, the article they stand in, and their offsets in its text, its rank
    among others, and what differs from it. A fair also has its main figures over the editions as charts: full bars
    are results, lighter ones registrations and forecasts. A country or an organizer has the fairs that name it, an
    article what it states. NAME may be any name, an article's id, a code such as CN, or the IRI of a node.
    """
    from kg.build import open_build
    from kg.lookup import EditionLine, FairLine, find, list_fairs
    from kg.others import Other, find_other
    from kg.show import edition_sheet, fair_sheet, fairs_table, other_sheet
    from kg.shown import fairs_json, other_json, sheet_json

    store = open_build(directory).store
    if name is None:
        fairs = list_fairs(store)
        if as_json:
            write_bytes(fairs_json(fairs).encode())
        else:
            print_sheet(fairs_table(fairs))
        return
    try:
        found: FairLine | EditionLine | Other = find(store, name)
    except KgError:
        other = find_other(store, name)
        if other is None:
            raise
        found = other
    if isinstance(found, Other):
        if as_json:
            write_bytes(other_json(store, found).encode())
        else:
            print_sheet(other_sheet(store, found))
    elif as_json:
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
        "  kg show out China\n"
        "  kg show out ciie-6-close\n"
        "  kg show out CIIE --json | jq '.time_lines[0].points[].figure.value'"
    )(show)
