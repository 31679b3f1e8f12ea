"""`kg query`: questions in SPARQL."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.arguments import JsonForShort, one_format
from kg.commands.completion import builds, queries
from kg.console import print_sheet, write_bytes
from kg.results import AnswerFormat

_NO_END = 10_000


def query(
    directory: Annotated[Path | None, typer.Argument(metavar="DIR", help="A build.", autocompletion=builds)] = None,
    question: Annotated[
        str | None,
        typer.Argument(
            metavar="QUERY",
            help="The name of a saved query, a .rq file, or SPARQL text that only reads.",
            autocompletion=queries,
        ),
    ] = None,
    to: Annotated[
        AnswerFormat | None,
        typer.Option("--format", "-f", help="Default: turtle for CONSTRUCT and DESCRIBE, else table."),
    ] = None,
    as_json: JsonForShort = False,
    names: Annotated[bool, typer.Option("--list", help="List the saved queries and what they answer.")] = False,
) -> None:
    """Ask the graph of a build. The prefixes of graph.ttl (te:, rdfs:, schema:, ...) need no declaration."""
    from pyoxigraph import QueryTriples
    from rich.text import Text

    from kg.build import open_build
    from kg.graph.store import base_of
    from kg.query import saved_queries
    from kg.records import to_json
    from kg.results import answer, serialized
    from kg.tables import Listed

    to = one_format(to, AnswerFormat.JSON if as_json else None)
    if names:
        saved = saved_queries()
        if to is AnswerFormat.JSON:
            told = [{"name": each.name, "title": each.title, "answers": each.answers} for each in saved]
            write_bytes(to_json({"queries": told}).encode())
            return
        print_sheet(Listed(tuple((each.name, Text(f"{each.title}. {each.answers}")) for each in saved), "bold"))
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
        "  kg query out coverage --json | jq '.results.bindings[].edition.value'\n"
        "  kg query out 'SELECT ?name { ?fair a te:Fair ; rdfs:label ?name } ORDER BY ?name'"
    )(query)
