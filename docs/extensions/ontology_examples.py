"""Examples for the page of the ontology: nodes of the graph of the sample articles, as they stand in graph.ttl."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from ontology_terms import Vocabulary

import kg

ROOT = Path(__file__).resolve().parents[2]
_MOST_LINES = 16
_MOST_LETTERS = 100


def examples(vocabulary: Vocabulary) -> dict[str, str]:
    """Return for each class that the sample build has a node of it: a short one that says much."""
    with TemporaryDirectory() as name:
        kg.build(ROOT / "sources" / "articles", Path(name, "out"))
        graph = Path(name, "out", "graph.ttl").read_text(encoding="utf-8")
    blocks = re.findall(r"^<\S+> a .*?\.$", graph, re.MULTILINE | re.DOTALL)
    chosen: dict[str, str] = {}
    for each in vocabulary.classes:
        fitting = [block for block in blocks if re.match(rf"<\S+> a (?:\S+, )?te:{each.term.name}\b", block)]
        short = [block for block in fitting if _is_short(block)]
        if short:
            # Of those that say most, the first in the order of the file.
            chosen[each.term.name] = max(short, key=_properties)
    return chosen


def _is_short(block: str) -> bool:
    lines = block.splitlines()
    return len(lines) <= _MOST_LINES and max(map(len, lines)) <= _MOST_LETTERS


def _properties(block: str) -> int:
    return len(re.findall(r"^    [a-z]+:\w+", block, re.MULTILINE))
