"""Years reckoned from what was spoken of before: "in 2003 it filled ten halls; ten years later, two"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.cue import Cue

_SENTENCE_END = re.compile(r"[.!?:][\"”’)]*\s|\n")
_FAR = 300  # characters
_NO_ANCHORS = frozenset(("founding", "fiscal"))


def anchored(text: str, cues: Sequence[Cue]) -> list[Cue]:
    """Return the cues of a text, given in order, with the years of those that are so many years from another.

    What they are reckoned from is the last year named in the same sentence, or in the one before where they open
    their own, or say "that". Without one, "two years earlier" is reckoned from the publication, and "two years later"
    is none.
    """
    found: list[Cue] = []
    last: Cue | None = None
    for cue in cues:
        told = cue
        if cue.apart is not None:
            if last is not None and last.year is not None and _reaches(text, last, cue):
                told = replace(cue, year=last.year + cue.apart, inferred=True)
            elif cue.year is None:
                continue
        found.append(told)
        if told.year is not None and told.form not in _NO_ANCHORS:
            last = told
    return found


def _reaches(text: str, anchor: Cue, cue: Cue) -> bool:
    """Tell whether a cue can be reckoned from an earlier one."""
    if cue.span.start - anchor.span.end > _FAR:
        return False
    ends = [m.end() for m in _SENTENCE_END.finditer(text, anchor.span.end, cue.span.start)]
    if not ends:
        return True
    opens = text[ends[-1] : cue.span.start].strip().lower() in ("", "and", "but")
    return len(ends) == 1 and (opens or text.startswith(" that", cue.span.end))
