"""`kg explain`: how an article is read."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.commands.arguments import AsJson
from kg.console import print_sheet, write_bytes


def explain(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="A file, or - for standard input.")],
    as_json: AsJson = False,
) -> None:
    """Show how an article is read: each sentence, what was seen in it, what became of that, and why.

    Where a model chose, its answer stands with its score, the second best, and the features that set them apart,
    strongest first. What was left stands with the reason. Nothing is written.
    """
    from kg.articles import one_article
    from kg.explain import explain as explain_article
    from kg.explained import explanation_json, explanation_sheet
    from kg.registry import load_registry

    explanation = explain_article(one_article(article), load_registry())
    if as_json:
        write_bytes(explanation_json(explanation).encode())
    else:
        print_sheet(explanation_sheet(explanation))


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command(epilog="\b\nExamples:\n  kg explain article.txt | less\n  cat article.txt | kg explain - --json")(
        explain
    )
