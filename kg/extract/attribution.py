"""Which edition a number, date or place belongs to: a choice among the article's entries by a linear model.

The features say how a candidate stands to the words: whether its fair was named last, whether a cue to it stands in
the same clause, sentence or block and on which side, whether a cue to another edition stands nearer, and what the
verbs' tense allows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.cues import Cue, Relation
from kg.extract.document import Document
from kg.extract.editions import Editions, Entry
from kg.extract.linear import model
from kg.extract.metric_features import clause_of
from kg.model import Span

_COMPARISON = re.compile(
    r"\b(?:than|from|against|compared (?:with|to)|versus|vs\.?|on|over|after|above|below|beat|beating|topping|instead of|"
    r"up from|down from|previous|record of)(?: the| its| a| some| about| around| last year['’]s| that of)*\s*\Z",
    re.I,
)
_PARENTHESIS = re.compile(r"\([^()]*\Z")
_FUTURE = re.compile(
    r"\b(?:will|next|expects?|expected|to be held|planned|plans?|set to|due|scheduled|returns? in)\b", re.I
)
_PERFECT = re.compile(r"\bhad\b", re.I)
_PAST = re.compile(r"\b(?:was|were|drew|attracted|saw|came|did|took|stood)\b", re.I)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice already made: the span, and its entry (None: the fair in general)."""

    span: Span
    entry: Entry | None


class Attribution:
    """The choice for one article; what does not depend on the span is prepared once."""

    def __init__(self, doc: Document, editions: Editions) -> None:
        self._doc = doc
        self._editions = editions
        self._entry_cues: list[tuple[Entry, Cue]] = [(e, c) for e in editions.entries for c in e.cues]
        self._bases = {doc.amounts[c.base].span for c in doc.changes if c.base is not None}
        self._general: list[Cue] = [c for c in doc.cues if c.relation is Relation.GENERAL]

    def choose(self, span: Span, kind: str, previous: Chosen | None = None) -> Entry | None:
        """Return the entry that a span belongs to; None stands for the fair in general.

        `kind` is the kind of thing at the span (`amount`, `percent`, `date`, `place`); `previous` is the choice made
        for the number before it.
        """
        candidates: list[Entry | None] = [*self._editions.entries]
        if self._near(self._general, self._doc.sentence_at(span.start).span):
            candidates.append(None)
        if not candidates:
            return None
        scored = [
            (model("editions").scores(self.features(span, kind, e))["yes"], -i) for i, e in enumerate(candidates)
        ]
        return candidates[-max(scored)[1]]

    def features(self, span: Span, kind: str, entry: Entry | None, previous: Chosen | None = None) -> list[str]:
        """Return the features of one candidate entry for one span (None: the fair in general)."""
        doc = self._doc
        sentence = doc.sentence_at(span.start).span
        block = doc.block_at(span.start).span
        clause = clause_of(doc, span)
        chain = self._chain(span, entry, previous, sentence, block)
        if entry is None:
            return [
                "general",
                *chain,
                *(f"general {w}" for w in self._where(span, clause, sentence, block, self._general)),
            ]
        f = [f"kind={kind}"] if kind != "amount" else []
        f += chain
        f += self._fair_features(span, sentence, block, entry)
        own = [c for e, c in self._entry_cues if e is entry]
        others = [c for e, c in self._entry_cues if e is not entry and e.fair is entry.fair]
        where = self._where(span, clause, sentence, block, own)
        elsewhere = self._where(span, clause, sentence, block, others)
        place = "current" if entry.current else self._side(entry)
        f.append(f"edition {place}")
        f += [f"cue {w}" for w in where] or ["no cue"]
        f += [f"cue {w} {place}" for w in where]
        f += [f"other cue {w}" for w in elsewhere]
        f += [f"other cue {w} {place}" for w in elsewhere]
        if not where and not elsewhere:
            f.append(f"no cues {place}")
        f += self._nearest(span, sentence, entry, place)
        if span in self._bases:
            f += [
                f"base of a change {place}",
                "base of a change" + (" main" if entry.fair is self._editions.main else ""),
            ]
        before = doc.text[max(sentence.start, span.start - 40) : span.start]
        if _COMPARISON.search(before):
            f.append(f"comparison {place}")
        if _PARENTHESIS.search(before):
            f.append(f"parenthesis {place}")
        text = clause.of(doc.text)
        for name, pattern in (("future", _FUTURE), ("perfect", _PERFECT), ("past", _PAST)):
            if pattern.search(text):
                f.append(f"{name} {place}")
        return f

    def _chain(
        self, span: Span, entry: Entry | None, previous: Chosen | None, sentence: Span, block: Span
    ) -> list[str]:
        """Return how a candidate goes on from the choice before it: numbers in a row are mostly of one edition."""
        if previous is None:
            return ["no choice before"]
        at = previous.span.start
        zone = "sentence" if at >= sentence.start else "block" if at >= block.start else "text"
        if previous.entry is entry:
            how = "same"
        elif entry is None or previous.entry is None:
            how = "general"
        else:
            how = "other edition" if previous.entry.fair is entry.fair else "other fair"
        f = [f"chain {how} {zone}"]
        if zone == "sentence":
            between = self._doc.text[previous.span.end : span.start]
            pause = "pause" if any(mark in between for mark in ";:–—(") else "comma" if "," in between else "close"
            f.append(f"chain {how} {zone} {pause}")
        between_cues = any(previous.span.end <= c.span.start < span.start for _, c in self._entry_cues)
        f.append(f"chain {how} {zone} " + ("with cue between" if between_cues else "no cue between"))
        return f

    def _fair_features(self, span: Span, sentence: Span, block: Span, entry: Entry) -> list[str]:
        f = []
        fair = entry.fair
        main = fair is self._editions.main
        f.append("main fair" if main else "other fair")
        mentions = self._doc.mentions
        before = [m for m in mentions if m.name.span.start < span.start]
        last = before[-1] if before else None
        zone = ""
        if last is not None:
            at = last.name.span.start
            zone = "sentence" if at >= sentence.start else "block" if at >= block.start else "text"
            f.append(f"last fair {'own' if last.fair is fair else 'not own'} in {zone}{' main' if main else ''}")
        inside = {m.fair.key for m in mentions if sentence.start <= m.name.span.start < sentence.end}
        if inside:
            alone = "alone" if inside == {fair.key} else "among" if fair.key in inside else "absent"
            f.append(f"fairs of sentence: {alone}{' main' if main else ''}")
        in_block = {m.fair.key for m in mentions if block.start <= m.name.span.start < block.end}
        if in_block:
            alone = "alone" if in_block == {fair.key} else "among" if fair.key in in_block else "absent"
            f.append(f"fairs of block: {alone}{' main' if main else ''}")
        if before and fair.first > span.start:
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

    def _where(self, span: Span, clause: Span, sentence: Span, block: Span, cues: Sequence[Cue]) -> list[str]:
        """Return where the nearest cues stand: the narrowest zone that holds one, on each side of the span."""
        found = []
        for name, zone in (("clause", clause), ("sentence", sentence)):
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
        inside = [c for c in self._near(cues, block) if c.span.start < span.start]
        if inside:
            index = self._doc.sentence_index(span.start)
            gap = index - self._doc.sentence_index(inside[-1].span.start)
            return [f"block {min(gap, 3)} {inside[-1].form}", f"block {min(gap, 3)}"]
        return []

    def _nearest(self, span: Span, sentence: Span, entry: Entry, place: str) -> list[str]:
        """Return whether the nearest cue of the sentence, on either side, is one of the entry's."""
        inside = [(e, c) for e, c in self._entry_cues if sentence.start <= c.span.start < sentence.end]
        if not inside:
            return []
        text = self._doc.text

        def distance(item: tuple[Entry, Cue]) -> int:
            cue = item[1].span
            gap = text[cue.end : span.start] if cue.start < span.start else text[span.end : cue.start]
            return len(gap) + 15 * sum(gap.count(mark) for mark in ",;:()") + (0 if cue.start < span.start else 5)

        nearest = min(inside, key=distance)
        f = [f"nearest {'own' if nearest[0] is entry else 'not own'} {place}"]
        if nearest[0] is entry and distance(nearest) < 40:
            f.append(f"nearest close {nearest[1].form}")
        return f
