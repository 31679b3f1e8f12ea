"""`kg query`: questions in SPARQL."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.console import print_sheet, two_columns, write_bytes
from kg.results import AnswerFormat

_NO_END = 10_000


def query(
    directory: Annotated[Path | None, typer.Argument(metavar="DIR", help="A build.")] = None,
    question: Annotated[
        str | None,
        typer.Argument(
            metavar="QUERY", help="The name of a saved query, a .rq file, or SPARQL text that only reads."
        ),
    ] = None,
    to: Annotated[
        AnswerFormat | None,
        typer.Option("--format", "-f", help="Default: turtle for CONSTRUCT and DESCRIBE, else table."),
    ] = None,
    names: Annotated[bool, typer.Option("--list", help="List the saved queries and what they answer.")] = False,
) -> None:
    """Ask the graph of a build. The prefixes of graph.ttl (te:, rdfs:, schema:, ...) need no declaration."""
    from pyoxigraph import QueryTriples

    from kg.build import open_build
    from kg.graph.store import base_of
    from kg.query import saved_queries
    from kg.results import answer, serialized

    if names:
        saved = saved_queries()
        print_sheet(two_columns((each.name, f"{each.title}. {each.answers}") for each in saved))
        return
    if directory is None or question is None:
        raise typer.BadParameter("give DIR and QUERY, or --list")
    built = open_build(directory)
    result = built.query(question)
    if to is None:
        to = AnswerFormat.TURTLE if isinstance(result, QueryTriples) else AnswerFormat.TABLE
    if to is AnswerFormat.TABLE:
        print_sheet(answer(result), width=_NO_END)
    else:
        write_bytes(serialized(result, to, base_of(built.store)))


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command(
        epilog="\b\nExamples:\n"
        "  kg query --list\n"
        "  kg query out deal-value-by-edition\n"
        "  kg query out my-question.rq --format csv\n"
        "  kg query out 'SELECT ?name { ?fair a te:Fair ; rdfs:label ?name } ORDER BY ?name'"
    )(query)
