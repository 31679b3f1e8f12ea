"""The page of the commands, made of what their `--help` says: usage, text, arguments, options, examples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import typer
from docutils import nodes
from typer.core import TyperArgument, TyperGroup, TyperOption

from kg.cli import app


def command_sections() -> Iterator[nodes.section]:
    """Return a section for `kg` itself, and one for each command in the order of `kg --help`."""
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    context = group.make_context("kg", [], resilient_parsing=True)
    yield _section(group, context)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if not command.hidden:
            yield _section(command, command.make_context(name, [], context, resilient_parsing=True))


# The types of click, of which newer versions of typer bring a copy of their own, are not public there: hence `Any`.
def _section(command: Any, context: Any) -> nodes.section:
    path = context.command_path
    section = nodes.section("", nodes.title("", path), ids=[path.replace(" ", "-")])
    usage = f"{path} {' '.join(command.collect_usage_pieces(context))}"
    section += nodes.literal_block(usage, usage, language="text")
    section += _paragraphs(command.help or "")
    given = [each for each in command.get_params(context) if not getattr(each, "hidden", False)]
    section += _table("Arguments", [each for each in given if isinstance(each, TyperArgument)], context)
    section += _table("Options", [each for each in given if isinstance(each, TyperOption)], context)
    section += _epilog(command.epilog or "")
    if isinstance(command, TyperGroup):
        names = [f"kg-{name}" for name in command.list_commands(context)]
        listed = (nodes.reference("", "", nodes.literal("", name.replace("-", " ", 1)), refid=name) for name in names)
        items = (nodes.list_item("", nodes.paragraph("", "", each)) for each in listed)
        section += nodes.bullet_list("", *items, bullet="-")
    return section


def _paragraphs(text: str) -> list[nodes.paragraph]:
    parts = re.split(r"\n\s*\n", text.replace("\b", "").strip())
    return [nodes.paragraph("", "", *_inline(" ".join(part.split()))) for part in parts if part]


def _inline(text: str) -> list[nodes.Node]:
    """Return a text; what stands between backticks is code."""
    parts = text.split("`")
    return [nodes.literal("", part) if place % 2 else nodes.Text(part) for place, part in enumerate(parts) if part]


def _epilog(text: str) -> Iterator[nodes.Node]:
    """Return the blocks below the options, such as the examples: a line with a colon, then lines as they are."""
    for block in re.split(r"\n\s*\n", text.replace("\b", "")):
        title, _, body = block.strip("\n").partition("\n")
        if body:
            lines = "\n".join(line.removeprefix("  ") for line in body.splitlines())
            yield nodes.paragraph("", title, classes=["te-caption"])
            yield nodes.literal_block(lines, lines, language="shell" if title == "Examples:" else "text")
        elif title:
            yield nodes.paragraph("", "", *_inline(title))


def _table(title: str, parameters: Iterable[Any], context: Any) -> list[nodes.table]:
    records = [_record(each, context) for each in parameters]
    if not records:
        return []
    group = nodes.tgroup("", nodes.colspec(colwidth=35, stub=1), nodes.colspec(colwidth=65), cols=2)
    group += nodes.thead("", _row([nodes.Text(title)], [nodes.Text("Meaning")]))
    group += nodes.tbody("", *(_row([nodes.literal("", name)], _inline(said)) for name, said in records))
    return [nodes.table("", group, classes=["kg-options"])]


def _record(parameter: Any, context: Any) -> tuple[str, str]:
    """Return what stands left and right in the help."""
    left, said = parameter.get_help_record(context) or (parameter.human_readable_name, "")
    return left, said


def _row(left: list[nodes.Node], right: list[nodes.Node]) -> nodes.row:
    entries = (nodes.entry("", nodes.paragraph("", "", *content)) for content in (left, right))
    return nodes.row("", *entries)
