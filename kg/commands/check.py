"""`kg check`: contradictions, and growth that does not add up."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from kg.commands.arguments import Directory, JsonForShort, ReportFormat, one_format
from kg.commands.completion import fairs
from kg.console import print_sheet, write_bytes

_MOST_SHOWN = 100  # conflicts of one kind; a reader who wants more asks for it


def check(
    directory: Directory,
    fair: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Only this fair or edition, by any name `kg show` knows.", autocompletion=fairs
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also the harmless differences and the growth that holds.")
    ] = False,
    to: Annotated[
        ReportFormat | None, typer.Option("--format", "-f", help="How it is written; default text.")
    ] = None,
    as_json: JsonForShort = False,
    limit: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help=f"The most of each kind; default {_MOST_SHOWN} for text, else all."),
    ] = None,
) -> None:
    """Show where articles contradict each other, and which stated growth does not add up.

    Conflicts come first, the largest first, each with both values and the words that prove them; then growth claims
    that the figures refute; then all other differences as counts. The exit code is 0 whatever is found.
    """
    from kg.build import open_build
    from kg.checked import check_sheet, checks_json
    from kg.checks import ALL, REAL_ONES, checks_graph
    from kg.checks import check as check_graph
    from kg.graph.store import base_of
    from kg.graph.turtle import turtle
    from kg.lookup import find

    to = one_format(to, ReportFormat.JSON if as_json else None) or ReportFormat.TEXT
    store = open_build(directory).store
    within = None if fair is None else find(store, fair)
    wanted = ALL if everything else REAL_ONES
    limit = _MOST_SHOWN if limit is None and to is ReportFormat.TEXT else limit
    checks = check_graph(store, within, replace(wanted, most=limit))
    if to is ReportFormat.TEXT:
        print_sheet(check_sheet(checks))
    elif to is ReportFormat.JSON:
        write_bytes(checks_json(checks).encode())
    else:
        write_bytes(turtle(checks_graph(store, checks), base_of(store)))


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command(
        epilog="\b\nExamples:\n"
        "  kg check out\n"
        "  kg check out --fair CIIE --all | less\n"
        "  kg check out --json | jq '.differences[] | .about.label'"
    )(check)
