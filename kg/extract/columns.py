"""Columns of tables: which cue of a table's head stands above a number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.cues import Cue, Relation
from kg.extract.document import Document
from kg.extract.sentences import Block, BlockKind
from kg.model import Span

_GAP = re.compile(r"\s*\|\s*|\s*\t\s*| {2,}|\s+[·•]\s+")
_HEAD = 160  # a line longer than this is a sentence and heads no table
_ROWS = 60  # rows below which a head is forgotten
_APART = 3  # blocks that are no rows and end a table


def columns_of(doc: Document) -> dict[Span, Cue]:
    """Return the cue above each number that stands in a row of a table, by the number's span.

    The head of a table is a line with a cue to an edition in two cells or more. Cells are counted from the right, as
    a head often leaves its first cell empty.
    """
    found: dict[Span, Cue] = {}
    head: list[Cue | None] = []
    rows = apart = 0
    for block in doc.blocks:
        cells = list(_cells(doc.text, block))
        if len(cells) < 2 and block.kind is not BlockKind.TABLE:
            apart += 1
            if apart >= _APART:
                head = []
            continue
        apart = 0
        cued = [_cue_in(doc, cell) for cell in cells]
        if sum(cue is not None for cue in cued) > 1 and not doc.amounts_in(block.span):
            head, rows = cued, 0
            continue
        rows += 1
        if head and rows <= _ROWS:
            found.update(_matched(doc, cells, head))
    return found


def _cells(text: str, block: Block) -> Iterator[Span]:
    start, end = block.span.start, block.span.end
    if end - start > _HEAD or len(block.sentences) > 2:
        return
    for gap in _GAP.finditer(text, start, end):
        if gap.start() > start:
            yield Span(start, gap.start())
        start = gap.end()
    if start < end:
        yield Span(start, end)


def _cue_in(doc: Document, cell: Span) -> Cue | None:
    cues = [c for c in doc.cues_in(cell) if c.relation is not Relation.GENERAL]
    return cues[0] if len(cues) == 1 else None


def _matched(doc: Document, cells: Sequence[Span], head: Sequence[Cue | None]) -> Iterator[tuple[Span, Cue]]:
    if len(cells) < len(head):
        return
    shift = len(cells) - len(head)
    if shift > 1:  # more cells than a label and those of the head: spaces in a cell, say
        return
    for cell, cue in zip(cells[shift:], head, strict=True):
        if cue is None:
            continue
        yield from ((amount.span, cue) for amount in doc.amounts_in(cell))
