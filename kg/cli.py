"""The command `kg`: the one module that exits, and with `console` the one that prints."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, replace
from enum import StrEnum
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Annotated, Any

import typer
from pyoxigraph import QueryTriples

from kg.articles import one_article
from kg.build import build as build_graph
from kg.build import open_build
from kg.checked import check_sheet, checks_json
from kg.checks import ALL, REAL_ONES, checks_graph
from kg.checks import check as check_graph
from kg.console import in_words, one_line, print_sheet, say_findings, two_columns, write_bytes
from kg.directory import FINDINGS, graph_file
from kg.errors import KgError, SourceError
from kg.explain import explain as explain_article
from kg.explained import explanation_json, explanation_sheet
from kg.export import FORMATS
from kg.export import export as export_graph
from kg.graph.iris import DEFAULT_BASE
from kg.graph.report import render, report_turtle
from kg.graph.store import base_of, load_store
from kg.graph.turtle import turtle
from kg.graph.validate import fast_validate
from kg.graph.validate import validate as by_pyshacl
from kg.lookup import FairLine, find, list_fairs
from kg.model import FindingCode
from kg.progress import progress_bar
from kg.query import saved_queries
from kg.registry import load_registry
from kg.results import AnswerFormat, answer, serialized
from kg.score import read_gold, read_graph
from kg.scored import Grouping, Scores, scores_json, scores_sheet
from kg.selection import Wanted, part_of
from kg.show import edition_sheet, fair_sheet, fairs_table
from kg.shown import fairs_json, sheet_json

ERROR, DOES_NOT_CONFORM, INTERRUPTED = 1, 3, 130
_NO_END = 10_000
_MOST_SHOWN = 100  # conflicts of one kind; a reader who wants more asks for it

# Findings about the inputs themselves, which whoever gave them wants to hear of at once.
_OF_INPUTS = frozenset(
    {
        FindingCode.UNREADABLE_FILE,
        FindingCode.EMPTY_FILE,
        FindingCode.BINARY_FILE,
        FindingCode.WRONG_ENCODING,
        FindingCode.BAD_FRONT_MATTER,
        FindingCode.DUPLICATE_ID,
        FindingCode.NO_FAIR,
    }
)


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
    add_completion=False,
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


# --- build ---


@app.command(
    epilog="\b\nExamples:\n"
    "  kg build sources/articles -o out\n"
    "  kg build one.txt more/ -o out --base https://data.example.org/fairs/ --workers 4\n"
    "  cat article.txt | kg build - -o out"
)
def build(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT", help="Files, folders (.txt and .md at any depth), - for standard input."),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The directory to write.")],
    base: Annotated[str, typer.Option(metavar="IRI", help="What the IRIs of the data start with.")] = DEFAULT_BASE,
    workers: Annotated[int, typer.Option(min=1, help="Processes that read and compare articles.")] = 1,
) -> None:
    """Build the graph of articles in a directory.

    DIR gets graph.ttl, findings.jsonl, the validation report, build.json with what it was made of, and
    cache.sqlite, by which the next build into DIR reads only what is new. An input that cannot be read is one
    sentence and a line of findings.jsonl; the rest is built. A build that fails leaves DIR as it was; after one that
    was interrupted the next goes on.
    """
    with progress_bar() as progress:
        built = build_graph(inputs, out, base, workers, progress)
    say_findings(each for each in built.each_finding() if each.code in _OF_INPUTS or "error" in dict(each.detail))
    typer.echo(f"{out}: {in_words(built.report)}")
    if built.report.findings:
        codes = ", ".join(f"{number} {code}" for code, number in built.report.findings)
        typer.echo(f"{out / FINDINGS}: {codes}")


# --- query ---


@app.command(
    epilog="\b\nExamples:\n"
    "  kg query --list\n"
    "  kg query out deal-value-by-edition\n"
    "  kg query out my-question.rq --format csv\n"
    "  kg query out 'SELECT ?name { ?fair a te:Fair ; rdfs:label ?name } ORDER BY ?name'"
)
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


# --- validate ---


class ReportFormat(StrEnum):
    """The formats of `kg validate` and `kg check`."""

    TEXT = "text"
    TURTLE = "turtle"
    JSON = "json"


class JudgeName(StrEnum):
    """Who judges in `kg validate`."""

    FAST = "fast"
    PYSHACL = "pyshacl"


@app.command(epilog="\b\nExamples:\n  kg validate out\n  kg validate other-graph.nt --format turtle > report.ttl")
def validate(
    where: Annotated[Path, typer.Argument(metavar="DIR|FILE", help="A build, or a graph in any RDF syntax.")],
    to: Annotated[
        ReportFormat, typer.Option("--format", "-f", help="How the report is written.")
    ] = ReportFormat.TEXT,
    judge: Annotated[
        JudgeName, typer.Option("--judge", help="fast, or the slow pySHACL, which is the reference.")
    ] = JudgeName.FAST,
) -> None:
    """Check a graph against the SHACL shapes. The exit code is 3 where it does not conform."""
    if not where.exists():
        raise SourceError(str(where), "no such file or folder")
    validate_graph = by_pyshacl if judge is JudgeName.PYSHACL else fast_validate
    report = validate_graph(graph_file(where) if where.is_dir() else where)
    if to is ReportFormat.TEXT:
        write_bytes(render(report).encode())
    elif to is ReportFormat.TURTLE:
        write_bytes(report_turtle(report).encode())
    else:
        violations = [asdict(violation) for violation in report.violations]
        write_bytes(json.dumps({"conforms": report.conforms, "violations": violations}, indent=2).encode() + b"\n")
    if not report.conforms:
        raise typer.Exit(DOES_NOT_CONFORM)


# --- export ---


@app.command(
    epilog="\b\nExamples:\n"
    "  kg export out --to graphml -o fairs.graphml\n"
    "  kg export out --to jsonld -o ciie.jsonld --fair CIIE --since 2022\n"
    "\n\b\nFormats:\n" + "\n".join(f"  {name:<10}{FORMATS[name]}" for name in sorted(FORMATS))
)
def export(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A build.")],
    to: Annotated[str, typer.Option("--to", metavar="FORMAT", help="One of the formats below.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The file or folder to write.")],
    fair: Annotated[str | None, typer.Option(metavar="NAME", help="Only this fair or edition.")] = None,
    country: Annotated[str | None, typer.Option(metavar="NAME", help="Only editions held there.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE|YEAR", help="Only editions from then on.")] = None,
) -> None:
    """Write the graph of a build, or a part of it with all that proves it, in another format."""
    if to not in FORMATS:
        raise typer.BadParameter(f"{to!r} is none of {', '.join(sorted(FORMATS))}", param_hint="--to")
    wanted, store = Wanted(fair, country, since), open_build(directory).store
    export_graph(part_of(store, wanted) if wanted else store, to, out)


# --- show ---


@app.command(
    epilog="\b\nExamples:\n"
    "  kg show out\n"
    "  kg show out CIIE\n"
    "  kg show out 'Canton Fair 2020'\n"
    "  kg show out '6th CIIE'\n"
    "  kg show out CIIE --json | jq '.time_lines[0].points[].figure.value'"
)
def show(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A build.")],
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="A fair or an edition; all fairs are listed without it.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
) -> None:
    """Show what is known of a fair or an edition.

    Each value comes with the words that prove it, the article they stand in, and their offsets in its text, its rank
    among others, and what differs from it. A fair also has its main figures over the editions as charts: full bars
    are results, lighter ones registrations and forecasts.
    """
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


# --- check ---


@app.command(
    epilog="\b\nExamples:\n"
    "  kg check out\n"
    "  kg check out --fair CIIE --all | less\n"
    "  kg check out --format json | jq '.differences[] | .about.label'"
)
def check(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A build.")],
    fair: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this fair or edition, by any name `kg show` knows.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also the harmless differences and the growth that holds.")
    ] = False,
    to: Annotated[ReportFormat, typer.Option("--format", "-f", help="How it is written.")] = ReportFormat.TEXT,
    limit: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help=f"The most of each kind; default {_MOST_SHOWN} for text, else all."),
    ] = None,
) -> None:
    """Show where articles contradict each other, and which stated growth does not add up.

    Conflicts come first, the largest first, each with both values and the words that prove them; then growth claims
    that the figures refute; then all other differences as counts. The exit code is 0 whatever is found.
    """
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


# --- explain ---


@app.command(epilog="\b\nExamples:\n  kg explain article.txt | less\n  cat article.txt | kg explain - --json")
def explain(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="A file, or - for standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
) -> None:
    """Show how an article is read: each sentence, what was seen in it, what became of that, and why.

    Where a model chose, its answer stands with its score, the second best, and the features that set them apart,
    strongest first. What was left stands with the reason. Nothing is written.
    """
    explanation = explain_article(one_article(article), load_registry())
    if as_json:
        write_bytes(explanation_json(explanation).encode())
    else:
        print_sheet(explanation_sheet(explanation))


# --- score ---


@app.command(
    epilog="\b\nExamples:\n"
    "  kg score out benchmarks/samples/gold\n"
    "  kg score out my-annotations --by indicator --by kind\n"
    "  kg score out my-annotations --errors | less"
)
def score(
    where: Annotated[Path, typer.Argument(metavar="DIR|FILE", help="A build, or a graph in any RDF syntax.")],
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A folder of annotations, a .json file an article.")],
    errors: Annotated[bool, typer.Option("--errors", help="Show all that is wrong or missed.")] = False,
    per_article: Annotated[bool, typer.Option("--per-article", help="Show the figures of each article.")] = False,
    by: Annotated[
        list[Grouping] | None, typer.Option(help="Show the figures by what is counted, or by kind of article.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
) -> None:
    """Score a graph by annotated articles: precision, recall and F1 of each kind of fact.

    What an annotation is, and when a fact counts as right, is said in benchmarks/corpus/GUIDELINES.md.
    """
    output, golds = read_graph(load_store(where)), read_gold(gold)
    if not output.articles & {each.id for each in golds}:
        raise SourceError(str(where), f"it has none of the articles that {gold} annotates")
    scores = Scores(output, golds)
    if as_json:
        write_bytes(scores_json(scores, by or (), per_article, errors).encode())
    else:
        print_sheet(scores_sheet(scores, by or (), per_article, errors))
