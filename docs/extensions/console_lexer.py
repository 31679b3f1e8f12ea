"""Colours of ```console blocks: prompts and commands apart from what they print, which may hold any text."""

from __future__ import annotations

from typing import ClassVar

from pygments.lexer import RegexLexer, bygroups
from pygments.token import Generic, Text


class ConsoleLexer(RegexLexer):
    """A command after `$ `, its further lines after `> `, then its output."""

    name = "Console with output"
    aliases: ClassVar[list[str]] = ["console"]
    tokens: ClassVar[dict[str, list[object]]] = {
        "root": [
            (r"^(\$ )(.*\n)", bygroups(Generic.Prompt, Text), "command"),
            (r".*\n", Generic.Output),
        ],
        "command": [
            (r"^(> )(.*\n)", bygroups(Generic.Prompt, Text)),
            (r"", Text, "#pop"),
        ],
    }
