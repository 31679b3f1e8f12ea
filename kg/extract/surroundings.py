"""Features of what stands around a span: the words beside it and the verbs and nouns of its sentence."""

from __future__ import annotations

from kg.extract.document import Document
from kg.extract.lexicon import words
from kg.model import Span

_HOLD = frozenset(
    (
        "held hold holds holding takes took take place open opens opened opening close closes closed closing kicked "
        "kicks runs run ran running ended ends end until through concluded wrapped starts started start begin begins "
        "began staged returns return returned scheduled lasts lasted finished finish finishes continues inaugurated "
        "slated planned due postponed moved hosted host hosts venue gates doors curtain"
    ).split()
)


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
    inside = [m for m in doc.mentions if zone.start <= m.name.span.start < zone.end]
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
