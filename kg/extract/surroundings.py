"""Features of what stands around a span: the words beside it and the verbs and nouns of its sentence."""

from __future__ import annotations

import re
from bisect import bisect_left

from kg.extract.document import Document
from kg.extract.lexicon import words
from kg.extract.names import NameMention
from kg.model import Span

_HOLD = frozenset(
    (
        "held hold holds holding takes took take place open opens opened opening close closes closed closing kicked "
        "kicks runs run ran running ended ends end until through concluded wrapped starts started start begin begins "
        "began staged returns return returned scheduled lasts lasted finished finish finishes continues inaugurated "
        "slated planned due postponed moved hosted host hosts venue gates doors curtain"
    ).split()
)


def name_around(doc: Document, span: Span) -> NameMention | None:
    """Return the name that a span is part of, or None."""
    i = bisect_left(doc.names, span.start + 1, key=lambda n: n.span.start)
    return doc.names[i - 1] if i and doc.names[i - 1].span.contains(span) else None


def beside(doc: Document, span: Span, reach: int = 4) -> list[str]:
    """Return the words beside a span, by side and distance, within its sentence.

    `reach` is the number of words looked at on each side.
    """
    tokens = doc.sentence_at(span.start).tokens
    left = [t for t in tokens if t.end <= span.start][-reach:]
    right = [t for t in tokens if t.start >= span.end][:reach]
    f = []
    for i, token in enumerate(reversed(left)):
        f.append(f"L{i + 1 if i < 2 else ''}={token.lower}")
    for i, token in enumerate(right):
        f.append(f"R{i + 1 if i < 2 else ''}={token.lower}")
    f.append("L12=" + " ".join(t.lower for t in left[-2:]))
    if not left:
        f.append("L1=^")
    if not right:
        f.append("R1=$")
    return f


def setting(doc: Document, span: Span) -> list[str]:
    """Return what the sentence around a span holds: names of fairs, nouns for an edition, verbs of holding."""
    sentence = doc.sentence_at(span.start)
    f = []
    zone = sentence.span
    inside = doc.mentions_in(zone)
    if inside:
        f.append("fair in sentence")
        gap = min(abs(m.name.span.start - span.start) for m in inside)
        f.append("fair near" if gap < 40 else "fair far")
    nouns = words("edition_noun")
    for token in sentence.tokens:
        if token.lower in _HOLD:
            f.append("hold=" + token.lower)
            if abs(token.start - span.start) < 30:
                f.append("hold near")
                f.append("near=" + token.lower)
        elif token.lower in nouns:
            f.append("edition noun")
    index = doc.sentence_index(span.start)
    f.append("sentence " + ("1" if index == 0 else "2-3" if index < 3 else "4-8" if index < 8 else "9+"))
    share = span.start / max(1, len(doc.text))
    f.append("place in text " + ("start" if share < 0.15 else "end" if share > 0.8 else "middle"))
    f.append("block=" + doc.block_at(span.start).kind.value)
    return f


_PHASES = {
    "open": (
        r"open(?:s|ed|ing)?|beg[aiu]n(?:s|ning)?|start(?:s|ed|ing)?|kick(?:s|ed)|launch(?:es|ed)?|inaugurat\w+"
        r"|under\s?way|since|from|first day"
    ),
    "close": (
        r"clos(?:e|es|ed|ing)|end(?:s|ed|ing)?|conclud\w+|wrap(?:s|ped)|finish\w*|shut\w*|until|till|through|lasts?"
        r"|last day|final day|drew to|came to|fell|wound up|rang down|to run to|continues?"
    ),
    "hold": r"held|tak(?:es?|ing) place|took place|ran|runs?|running|staged?|returns?|scheduled|dates?|set for",
}
_PHASE_WORDS = tuple((name, re.compile(rf"(?<![^\W_])(?:{p})(?![^\W_])", re.I)) for name, p in _PHASES.items())


def phase_words(doc: Document, span: Span) -> list[str]:
    """Return which word for opening, closing or holding stands nearest before and after a span in its sentence."""
    zone = doc.sentence_at(span.start).span
    before = doc.text[max(zone.start, span.start - 90) : span.start]
    after = doc.text[span.end : min(zone.end, span.end + 60)]
    f = []
    left = [(m.end(), name) for name, p in _PHASE_WORDS for m in p.finditer(before)]
    if left:
        end, name = max(left)
        f.append(f"before {name} " + ("close" if len(before) - end < 15 else "far"))
        f.append(f"before {name}")
    right = [(m.start(), name) for name, p in _PHASE_WORDS for m in p.finditer(after)]
    if right:
        start, name = min(right)
        f.append(f"after {name} " + ("close" if start < 15 else "far"))
    if left and right:
        f.append(f"between {max(left)[1]} and {min(right)[1]}")
    return f
