"""The command `kg`: the commands of `kg.commands` put together, and the one module that ends the process."""

from __future__ import annotations

import os
import sys
from importlib.metadata import version as installed_version
from typing import Annotated, Any

import typer

from kg.commands import build, check, explain, export, query, score, serve, show, validate
from kg.console import one_line, say_findings
from kg.errors import KgError, SourceError

ERROR, INTERRUPTED = 1, 130  # the others: 2 is typer's for wrong usage, 3 that of `kg validate`


class _Commands(typer.core.TyperGroup):
    """The commands; whatever goes wrong in one of them is one sentence and an exit code, never a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except KgError as error:
            if isinstance(error, SourceError) and len(error.findings) > 1:
                say_findings(error.findings)
            typer.echo(f"kg: {one_line(str(error))}", err=True)
            raise typer.Exit(ERROR) from error
        except BrokenPipeError as error:
            # Whoever read the output has seen enough; what is still to be flushed at exit must go somewhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit from error
        except KeyboardInterrupt as error:
            raise typer.Exit(INTERRUPTED) from error


app = typer.Typer(
    cls=_Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command line."""
    app(prog_name="kg")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"expograph {installed_version('expograph')}")
        raise typer.Exit


@app.callback(
    epilog="\b\nExamples:\n"
    "  kg build sources/articles -o out\n"
    "  kg show out CIIE\n"
    "  kg query out deal-value-by-edition"
)
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Build a knowledge graph of trade fairs from news articles, each fact with the words that prove it.

    Exit codes: 0 done, 1 an error, 2 wrong usage, 3 the graph does not conform to the shapes.
    """


for command in (build, query, validate, export, show, check, explain, score, serve):
    command.register(app)
