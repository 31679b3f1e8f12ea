"""Which edition a number, date or place belongs to: a choice among the article's entries by a linear model.

The features say how a candidate stands to the words: whether its fair was named last, whether a cue to it stands in
the same clause, sentence or block and on which side, whether a cue to another edition stands nearer, and what the
verbs' tense allows.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.cues import Cue, Relation
from kg.extract.document import Document, Mentioned
from kg.extract.editions import Editions, Entry
from kg.extract.linear import model
from kg.extract.metric_features import clause_of
from kg.model import Span

_COMPARISON = re.compile(
    r"\b(?:than|from|against|compared (?:with|to)|versus|vs\.?|on|over|after|above|below|beat|beating|topping"
    r"|instead of|up from|down from|previous|record of)"
    r"(?: the| its| a| some| about| around| last year['’]s| that of)*\s*\Z",
    re.I,
)
_PARENTHESIS = re.compile(r"\([^()]*\Z")
_FUTURE = re.compile(
    r"\b(?:will|next|expects?|expected|to be held|planned|plans?|set to|due|scheduled|returns? in)\b", re.I
)
_PERFECT = re.compile(r"\bhad\b", re.I)
_PAST = re.compile(r"\b(?:was|were|drew|attracted|saw|came|did|took|stood)\b", re.I)
_BEFORE = (("comparison", _COMPARISON), ("parenthesis", _PARENTHESIS))
_TENSES = (("future", _FUTURE), ("perfect", _PERFECT), ("past", _PAST))


@dataclass(frozen=True, slots=True)
class _Pointer:
    """A cue to an entry; `rank` is its place among all cues, entry by entry, and decides between equals."""

    rank: int
    entry: Entry
    cue: Cue


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a span, the same for all candidates: found once, asked for each."""

    span: Span
    clause: Span
    sentence: Span
    block: Span
    pointers: tuple[_Pointer, ...]  # of the block, by rank
    general: tuple[Cue, ...]  # of the block
    nearest: _Pointer | None
    close: bool  # whether the nearest is less than a clause away
    last: Mentioned | None
    fairs_of_sentence: frozenset[str]
    fairs_of_block: frozenset[str]
    signs: tuple[str, ...]  # of comparison, of brackets, of tense


# No common article speaks of more editions; a yearbook does, and those far from a number are left out there.
_MANY = 24
_CLOSE = 40


class Attribution:
    """The choice for one article; what does not depend on the span is prepared once."""

    def __init__(self, doc: Document, editions: Editions) -> None:
        self._doc = doc
        self._editions = editions
        pairs = [(e, c) for e in editions.entries for c in e.cues]
        pointers = [_Pointer(rank, entry, cue) for rank, (entry, cue) in enumerate(pairs)]
        self._pointers = sorted(pointers, key=lambda p: p.cue.span.start)
        self._ranks = {entry: rank for rank, entry in enumerate(editions.entries)}
        self._bases = {doc.amounts[c.base].span for c in doc.changes if c.base is not None}
        self._known: _Around | None = None

    def choose(self, span: Span, kind: str) -> Entry | None:
        """Return the entry that a span belongs to; None stands for the fair in general.

        `kind` is the kind of thing at the span (`amount`, `percent`, `date`, `place`).
        """
        around = self._around(span)
        candidates: list[Entry | None] = [*self._candidates(around)]
        if self._near(around.general, around.sentence):
            candidates.append(None)
        if not candidates:
            return None
        scored = [
            (model("editions").scores(self.features(span, kind, e))["yes"], -i) for i, e in enumerate(candidates)
        ]
        return candidates[-max(scored)[1]]

    def candidates(self, span: Span) -> Sequence[Entry]:
        """Return the entries that a span can belong to."""
        return self._candidates(self._around(span))

    def _candidates(self, around: _Around) -> Sequence[Entry]:
        """Return the entries that a span can belong to: all, or of very many those that its surroundings speak of."""
        entries = self._editions.entries
        if len(entries) <= _MANY:
            return entries
        start = around.span.start
        at = self._index(start)
        near = {p.entry for p in self._pointers[max(0, at - _MANY) : at + _MANY // 2]}
        for mention in self._doc.mentions_around(start, _MANY // 2):
            near |= {e for e in self._editions.of(mention.fair)[:1] if e.current}
        return sorted(near | {entries[0]}, key=self._ranks.__getitem__)

    def _index(self, offset: int) -> int:
        return bisect_left(self._pointers, offset, key=lambda p: p.cue.span.start)

    def _around(self, span: Span) -> _Around:
        if self._known is None or self._known.span != span:
            self._known = self._look(span)
        return self._known

    def _look(self, span: Span) -> _Around:
        doc = self._doc
        sentence = doc.sentence_at(span.start).span
        block = doc.block_at(span.start).span
        clause = clause_of(doc, span)
        pointers = self._pointers[self._index(block.start) : self._index(block.end)]
        inside = sorted((p for p in pointers if p.cue.span.start >= sentence.start), key=lambda p: p.rank)
        inside = [p for p in inside if p.cue.span.start < sentence.end]
        nearest = min(inside, key=lambda p: self._distance(span, p.cue.span), default=None)
        before = doc.text[max(sentence.start, span.start - 40) : span.start]
        text = clause.of(doc.text)
        signs = [name for name, pattern in _BEFORE if pattern.search(before)]
        signs += [name for name, pattern in _TENSES if pattern.search(text)]
        return _Around(
            span=span,
            clause=clause,
            sentence=sentence,
            block=block,
            pointers=tuple(sorted(pointers, key=lambda p: p.rank)),
            general=tuple(c for c in doc.cues_in(block) if c.relation is Relation.GENERAL),
            nearest=nearest,
            close=nearest is not None and self._distance(span, nearest.cue.span) < _CLOSE,
            last=doc.mention_before(span.start),
            fairs_of_sentence=frozenset(m.fair.key for m in doc.mentions_in(sentence)),
            fairs_of_block=frozenset(m.fair.key for m in doc.mentions_in(block)),
            signs=tuple(signs),
        )

    def features(self, span: Span, kind: str, entry: Entry | None) -> list[str]:
        """Return the features of one candidate entry for one span (None: the fair in general)."""
        around = self._around(span)
        if entry is None:
            return ["general", *(f"general {w}" for w in self._where(around, around.general))]
        f = [f"kind={kind}"] if kind != "amount" else []
        f += self._fair_features(around, entry)
        own = [p.cue for p in around.pointers if p.entry is entry]
        others = [p.cue for p in around.pointers if p.entry is not entry and p.entry.fair is entry.fair]
        where = self._where(around, own)
        elsewhere = self._where(around, others)
        place = "current" if entry.current else self._side(entry)
        f.append(f"edition {place}")
        f += [f"cue {w}" for w in where] or ["no cue"]
        f += [f"cue {w} {place}" for w in where]
        f += [f"other cue {w}" for w in elsewhere]
        f += [f"other cue {w} {place}" for w in elsewhere]
        if not where and not elsewhere:
            f.append(f"no cues {place}")
        if around.nearest is not None:
            f.append(f"nearest {'own' if around.nearest.entry is entry else 'not own'} {place}")
            if around.nearest.entry is entry and around.close:
                f.append(f"nearest close {around.nearest.cue.form}")
        if span in self._bases:
            f += [
                f"base of a change {place}",
                "base of a change" + (" main" if entry.fair is self._editions.main else ""),
            ]
        return f + [f"{sign} {place}" for sign in around.signs]

    @staticmethod
    def _zone(around: _Around, offset: int) -> str:
        return "sentence" if offset >= around.sentence.start else "block" if offset >= around.block.start else "text"

    def _fair_features(self, around: _Around, entry: Entry) -> list[str]:
        f = []
        fair = entry.fair
        main = fair is self._editions.main
        f.append("main fair" if main else "other fair")
        last = around.last
        if last is not None:
            zone = self._zone(around, last.name.span.start)
            f.append(f"last fair {'own' if last.fair is fair else 'not own'} in {zone}{' main' if main else ''}")
        for name, inside in (("sentence", around.fairs_of_sentence), ("block", around.fairs_of_block)):
            if inside:
                alone = "alone" if inside == {fair.key} else "among" if fair.key in inside else "absent"
                f.append(f"fairs of {name}: {alone}{' main' if main else ''}")
        if last is not None and fair.first > around.span.start:
            f.append("fair not yet named")
        f.append("fairs=" + str(min(len(self._doc.fairs), 4)))
        return f

    @staticmethod
    def _side(entry: Entry) -> str:
        if entry.steps is None:
            return "unplaced"
        return "before" if entry.steps < 0 else "after"

    @staticmethod
    def _near(cues: Sequence[Cue], zone: Span) -> list[Cue]:
        return [c for c in cues if zone.start <= c.span.start < zone.end]

    def _where(self, around: _Around, cues: Sequence[Cue]) -> list[str]:
        """Return where the nearest cues stand: the narrowest zone that holds one, on each side of the span."""
        found = []
        span = around.span
        for name, zone in (("clause", around.clause), ("sentence", around.sentence)):
            inside = self._near(cues, zone)
            left = [c for c in inside if c.span.start < span.start]
            right = [c for c in inside if c.span.start >= span.start]
            if left:
                found.append(f"{name} left {left[-1].form}")
                found.append(f"{name} left")
            if right:
                found.append(f"{name} right {right[0].form}")
                found.append(f"{name} right")
            if found:
                return found
        inside = [c for c in cues if c.span.start < span.start]
        if inside:
            index = self._doc.sentence_index(span.start)
            gap = index - self._doc.sentence_index(inside[-1].span.start)
            return [f"block {min(gap, 3)} {inside[-1].form}", f"block {min(gap, 3)}"]
        return []

    def _distance(self, span: Span, cue: Span) -> int:
        """Return how far a cue is from a span: in characters, more with each mark between, a little more after it."""
        before = cue.start < span.start
        gap = self._doc.text[cue.end : span.start] if before else self._doc.text[span.end : cue.start]
        return len(gap) + 15 * sum(gap.count(mark) for mark in ",;:()") + (0 if before else 5)
