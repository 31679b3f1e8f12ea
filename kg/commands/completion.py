"""What a shell offers where a word of a command is begun: builds, names of fairs, saved queries and formats.

Shells run what they are offered: bash expands its wildcards, zsh evaluates it. Only words of letters, digits and a
few harmless signs are offered therefore, whatever an article calls its fair, and no others stand in what is said of
them. A mistake gives no offers: a shell has no place for a sentence about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import typer

Offers = list[tuple[str, str]]

_SAFE = re.compile(r"[\w./][\w./-]*")
_NOT_PLAIN = re.compile(r"[^\w ,./-]+")
_MOST = 2_000  # more than a shell would show


def builds(incomplete: str) -> Offers:
    """Offer the builds in the folder that is being typed; where there are none, a shell offers the files."""
    from kg.directory import is_build

    folder = incomplete[: incomplete.rfind("/") + 1]
    try:
        found = sorted(each.name for each in Path(folder).iterdir() if each.is_dir() and is_build(each))
    except OSError:
        return []
    return _safe((f"{folder}{name}", "a build") for name in found)


def fairs(ctx: typer.Context, incomplete: str) -> Offers:
    """Offer the fairs and editions of the build that the command line names, the editions once a fair is typed."""
    # Before an option without its value, arguments are not told apart yet.
    directory = ctx.params.get("directory") or next(iter(ctx.args), None)
    if directory is None:
        return []
    try:
        return _safe(_named(Path(directory), incomplete))
    except (OSError, SyntaxError, ValueError):
        return []


def _named(directory: Path, incomplete: str) -> Iterator[tuple[str, str]]:
    """Read the names of fairs and editions, which stand first in graph.ttl: what comes after them is not read."""
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    from kg.directory import GRAPH, locate
    from kg.graph.curies import curie
    from kg.lookup import local_name

    fair, edition, figure = curie("te:Fair"), curie("te:Edition"), curie("te:Metric")
    names = {curie("rdfs:label"), curie("skos:altLabel")}
    kinds: dict[NamedNode, NamedNode] = {}
    labels: dict[NamedNode, str] = {}
    for quad in parse(path=locate(directory, GRAPH), format=RdfFormat.TURTLE):
        node, value = quad.subject, quad.object
        if value == figure:
            return
        if isinstance(node, NamedNode) and isinstance(value, NamedNode) and value in (fair, edition):
            kinds[node] = value
        if isinstance(node, NamedNode) and isinstance(value, Literal) and quad.predicate in names:
            label = labels.setdefault(node, value.value)
            if kinds.get(node) == fair:
                yield local_name(node), label
                yield value.value, label
            elif kinds.get(node) == edition and "/" in incomplete:
                yield local_name(node), label


def queries(incomplete: str) -> Offers:
    """Offer the saved queries."""
    from kg.query import saved_queries

    return _safe((each.name, each.title) for each in saved_queries())


def formats(incomplete: str) -> Offers:
    """Offer the formats of `kg export`."""
    from kg.export import FORMATS

    return _safe((name, str(FORMATS[name])) for name in sorted(FORMATS))


def _safe(offers: Iterator[tuple[str, str]]) -> Offers:
    """Leave out what a shell would take apart or run, and what is offered already."""
    found: dict[str, str] = {}
    for word, about in offers:
        if _SAFE.fullmatch(word) and len(found) < _MOST:
            found.setdefault(word, " ".join(_NOT_PLAIN.sub(" ", about).split()))
    return list(found.items())
