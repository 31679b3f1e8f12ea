"""Which noun a number counts, or which number before it lends it one: "the fifth had 412, against 380 in 2019".

A number with a noun after it is governed by that noun; a label ("Stands: 412") or a subject ("visitors numbered 900")
governs as well. A bare number else counts what an earlier one counts: the one it is compared with, the head of its
list, or the last of its kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extract.amounts import AmountMention
from kg.extract.document import Document
from kg.extract.nouns import classes_of_phrase
from kg.extract.phrases import Counted, Frame, counted, frame, phrases_of
from kg.extract.sentences import Token
from kg.extract.tables import Cell
from kg.model import Span


@dataclass(frozen=True, slots=True)
class Around:
    """The words around a number in its sentence, with the phrase after it and the clause before it."""

    before: tuple[Token, ...]
    after: tuple[Token, ...]
    phrase: Counted
    lead: Frame


@dataclass(frozen=True, slots=True)
class Governor:
    """What governs a number: `classes` of the noun, `source` of the finding, `lender` the index of another number.

    `near` are the words around the number, kept for those who look at it next.
    """

    classes: tuple[str, ...]
    source: str
    lender: int | None = None
    word: str = ""
    near: Around | None = None


_NO_NOUNS = frozenset(("country", "edition", "lodging", "trade"))
_COMPARED = frozenset("than from against to versus vs compared after and or with instead not".split())
_THEY = frozenset("they these those which who that it them whom this we".split())
# Adjectives that stand alone after a number where the noun has been said.
_QUALITIES = frozenset(
    (
        "foreign domestic local overseas international national regional new direct indirect online virtual physical "
        "public private male female african asian european american individual professional large small"
    ).split()
)
_FARTHEST = 12  # numbers back that may lend a noun
_MARKS = frozenset(":,(–—-|=.")


def around(doc: Document, amount: AmountMention) -> Around:
    """Return the words around a number."""
    tokens = doc.sentence_at(amount.span.start).tokens
    after = tuple(t for t in tokens if t.start >= amount.span.end)
    before = tuple(t for t in tokens if t.end <= amount.span.start)
    return Around(before, after, counted(after), frame(before))


def governors(doc: Document) -> tuple[Governor, ...]:
    """Return what governs each number of a text, in the order of `doc.amounts`."""
    found: list[Governor] = []
    for i, amount in enumerate(doc.amounts):
        near = around(doc, amount)
        found.append(replace(_governor(doc, i, amount, near, found), near=near))
    return tuple(found)


def _governor(doc: Document, i: int, amount: AmountMention, near: Around, found: Sequence[Governor]) -> Governor:
    cell = doc.cell_at(amount.span.start)
    if cell is not None and (classes := _cell_classes(cell)):
        return Governor(classes, "cell")
    words = near.phrase.words
    if words and not _only_a_quality(doc, words):
        classes = classes_of_phrase([t.lower for t in words])
        return Governor(classes, "head", None, words[-1].lower)
    label = _label(doc, near)
    if label is not None and near.phrase.anaphor is None:
        return label
    same = [j for j in range(max(0, i - _FARTHEST), i) if _alike(doc.amounts[j], amount)]
    sentence = doc.sentence_at(amount.span.start).span
    inside = [j for j in same if doc.amounts[j].span.start >= sentence.start]
    last = near.before[-1].lower if near.before else ""
    if near.phrase.anaphor is not None and same:
        return _lent(found, _whole(found, same), "anaphor")
    if inside and (last in _COMPARED or _yearly(near.before)):
        return _lent(found, inside[-1], "compared")
    if near.lead.subject is not None and near.lead.subject not in _THEY:
        classes = classes_of_phrase(near.lead.subject_words)
        if classes and not set(classes) <= {"event", "edition", "hall"}:
            return Governor(classes, "subject", None, near.lead.subject)
    if inside:
        return _lent(found, _whole(found, inside), "list")
    if same:
        return _lent(found, _whole(found, same), "they" if near.lead.subject in _THEY else "earlier")
    return Governor((), "nothing")


def _cell_classes(cell: Cell) -> tuple[str, ...]:
    """The classes of what a cell counts: by its row, by the row over it, or by its column."""
    for label in (cell.row, cell.parent, cell.column):
        phrases = phrases_of(label) if label else []
        for words in phrases[:2]:
            classes = tuple(c for c in classes_of_phrase(words) if c not in ("edition", "lodging"))
            if classes:
                return classes
    return ()


def _only_a_quality(doc: Document, words: Sequence[Token]) -> bool:
    """Tell whether only an adjective follows a number, its noun being understood ("14 foreign", "seven Angolan")."""
    if len(words) > 1:
        return False
    zone = Span(words[0].start, words[0].end)
    return words[0].lower in _QUALITIES or any(p.kind == "demonym" for p in doc.places_in(zone))


def _label(doc: Document, near: Around) -> Governor | None:
    """The noun that labels a number: before a colon ("Stands sold: 412"), right before it, or before "of"."""
    before = near.before
    i = len(before) - 1
    if i > 0 and before[i].lower == "of" and near.lead.nearest == before[i - 1].lower:  # "an audience of 480"
        classes = classes_of_phrase(near.lead.nearest_words)
        return Governor(classes, "of", None, before[i - 1].lower) if classes else None
    while i >= 0 and len(before) - i < 3 and before[i].text in _MARKS:
        i -= 1
    if i < 0:
        return None
    nearest = near.lead.nearest_words
    here = bool(nearest) and nearest[-1] == before[i].lower and not _taken(doc, near, i - len(nearest) + 1)
    phrases = [nearest] if here else []
    if i < len(before) - 1 and before[i + 1].text == ":" and near.lead.verb is None:
        if not doc.amounts_in(Span(before[0].start, before[i].end)):
            phrases.insert(0, near.lead.object_words)
    elif here and _is_place(doc, before[max(0, i - 3)].start, before[i].end):
        return None  # "the United States 14"
    for words in phrases:
        classes = classes_of_phrase(words)
        if classes:
            return Governor(classes, "label", None, words[-1])
    return None


def _taken(doc: Document, near: Around, first: int) -> bool:
    """Tell whether the phrase that begins at a token is what another number counts ("24 countries, 58 from Peru")."""
    start = near.before[max(0, first)].start
    others = doc.amounts_in(Span(near.before[0].start, start))
    return bool(others) and others[-1].span.end >= start - 1


def _is_place(doc: Document, start: int, end: int) -> bool:
    return any(p.span.end >= end for p in doc.places_in(Span(start, end)))


_COUNTS = frozenset(("count", "percent"))
_AREAS = frozenset(("m2", "ft2", "ha"))


def _alike(one: AmountMention, other: AmountMention) -> bool:
    """Tell whether a number may count what another does: both count, or both measure money or space."""
    if one.unit in _COUNTS and other.unit in _COUNTS:
        return True
    if one.unit in _COUNTS or other.unit in _COUNTS:
        return other.unit == "count" and other.scale > 1  # "2 billion dollars in 2019, 1.8 billion in 2021"
    return (one.unit in _AREAS) == (other.unit in _AREAS)


def _yearly(before: Sequence[Token]) -> bool:
    """Tell whether a number stands after a year and a colon, as in brackets ("(2016: 107)")."""
    return len(before) > 1 and before[-1].text == ":" and before[-2].text.isdigit()


def _whole(found: Sequence[Governor], indices: Sequence[int]) -> int:
    """The last number that counts no countries: they are where the others come from."""
    for j in reversed(indices):
        if found[j].classes and not set(found[j].classes) <= _NO_NOUNS:
            return j
    return indices[-1]


def _lent(found: Sequence[Governor], j: int, source: str) -> Governor:
    return Governor(found[j].classes, source, j, found[j].word)
