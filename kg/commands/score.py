"""`kg score`: a graph measured by annotated articles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.arguments import AsJson, Graph
from kg.console import print_sheet, write_bytes
from kg.errors import SourceError
from kg.scored import Grouping


def score(
    where: Graph,
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A folder of annotations, a .json file an article.")],
    errors: Annotated[bool, typer.Option("--errors", help="Show all that is wrong or missed.")] = False,
    per_article: Annotated[bool, typer.Option("--per-article", help="Show the figures of each article.")] = False,
    by: Annotated[
        list[Grouping] | None, typer.Option(help="Show the figures by what is counted, or by kind of article.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Score a graph by annotated articles: precision, recall and F1 of each kind of fact.

    What an annotation is, and when a fact counts as right, is said in benchmarks/corpus/GUIDELINES.md.
    """
    from kg.graph.store import load_store
    from kg.score import read_gold, read_graph
    from kg.scored import Scores, scores_json, scores_sheet

    output, golds = read_graph(load_store(where)), read_gold(gold)
    if not output.articles & {each.id for each in golds}:
        raise SourceError(str(where), f"it has none of the articles that {gold} annotates")
    scores = Scores(output, golds)
    if as_json:
        write_bytes(scores_json(scores, by or (), per_article, errors).encode())
    else:
        print_sheet(scores_sheet(scores, by or (), per_article, errors))


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command(
        epilog="\b\nExamples:\n"
        "  kg score out benchmarks/samples/gold\n"
        "  kg score out my-annotations --by indicator --by kind\n"
        "  kg score out my-annotations --errors | less"
    )(score)
