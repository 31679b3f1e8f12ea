"""What joins two things in a sentence: the small words and marks between them, with the others left out."""

from __future__ import annotations

import re

_LONGEST = 60
_MOST = 6
_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?|\d[\d.,  ]*|[^\w\s]")
# The closed classes of English: prepositions, conjunctions, articles, pronouns, forms of be, have and do, and the
# adverbs that compare.
_SMALL = frozenset(
    """a an the this that these those its their of in on at to for from by with without against than as over under
    above below after before since between during into onto per via versus vs and or but while whereas nor so yet plus
    not no only just still also even both each all who whom whose which it they them he she we there here then now
    once again is are was were be been being has have had do does did will would can could may might should up down
    more less fewer compared respectively including out about""".split()
)


def joint(gap: str) -> str:
    """Return the small words and marks of a gap in order, `_` for other words and `#` for numbers; `far` if long.

    >>> joint(" visitors last year, down from 300 at the previous "), joint(" ("), joint(" and ")
    ('_ , down from # at ...', '(', 'and')
    """
    if len(gap) > _LONGEST:
        return "far"
    shape: list[str] = []
    for match in _WORD.finditer(gap):
        word = match[0].lower()
        if word[0].isdigit():
            word = "#"
        elif word.isalpha() or "'" in word or "’" in word:
            word = word if word in _SMALL else "_"
        if word == "_" and shape and shape[-1] == "_":
            continue
        if len(shape) == _MOST:
            return " ".join([*shape, "..."])
        shape.append(word)
    return " ".join(shape)
