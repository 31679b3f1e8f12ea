"""How an edition stands to a number, date or place: the features by which `attribution` chooses among editions.

They say whether its fair was named last, whether a cue to it stands in the same clause, sentence or block, on which
side and with what between, whether a cue to another edition stands nearer, what heads the block or the column, and
what the verbs' tense allows.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.columns import columns_of
from kg.extract.cues import Cue, Relation
from kg.extract.document import Document, Mentioned
from kg.extract.entries import Editions, Entry
from kg.extract.joints import joint
from kg.extract.metric_features import clause_of
from kg.extract.sentences import Block, BlockKind
from kg.model import Span

_COMPARISON = re.compile(
    r"\b(?:than|from|against|compared (?:with|to)|versus|vs\.?|on|over|after|above|below|beat|beating|topping"
    r"|instead of|up from|down from|previous|record of)"
    r"(?: the| its| a| some| about| around| last year['’]s| that of)*\s*\Z",
    re.I,
)
_PARENTHESIS = re.compile(r"\([^()]*\Z")
_FUTURE = re.compile(
    r"\b(?:will|next|expects?|expected|to be held|planned|plans?|set to|due|scheduled|returns? in|aims?"
    r"|target(?:s|ed)?|hopes?|should|would|to (?:take|have|open|run|fill|cover|occupy))\b",
    re.I,
)
_PERFECT = re.compile(r"\bhad\b", re.I)
_PRESENT = re.compile(r"\b(?:has|have|is|are|now)\b", re.I)
_PAST = re.compile(r"\b(?:was|were|drew|attracted|saw|came|did|took|stood)\b", re.I)
_BACK = re.compile(r"\b(?:then|that (?:year|time|edition|show|fair|event|one|session)|at the time|back then)\b", re.I)
_USUAL = re.compile(
    r"\b(?:each|every|usual(?:ly)?|annual(?:ly)?|typical(?:ly)?|normal(?:ly)?|average|regular(?:ly)?|always|a year"
    r"|per (?:year|edition|session)|over the (?:years|decades|past|last)|in recent years)\b",
    re.I,
)
_EVER = re.compile(
    r"\b(?:since (?:its|the|then|it|\d{4})|founded|established|launched|to date|so far"
    r"|in (?:all|total) (?:since|over)|cumulative(?:ly)?"
    r"|has (?:\w+ly )?(?:attracted|drawn|hosted|welcomed|grown|become|helped|served|generated|brought)"
    r"|(?:first|past|previous|last) \w+ (?:editions|sessions|shows|fairs|expos|exhibitions|years|decades)|history)\b",
    re.I,
)
_BEFORE = (("comparison", _COMPARISON), ("parenthesis", _PARENTHESIS))
_TENSES = (
    ("future", _FUTURE), ("perfect", _PERFECT), ("past", _PAST), ("present", _PRESENT), ("back", _BACK),
    ("usual", _USUAL), ("ever", _EVER),
)  # fmt: skip
_CLOSE = 40  # characters to a cue that is less than a clause away
_BEYOND = 3  # cues before the block that are looked at
_HEADED = 12  # blocks below a heading that it can head


@dataclass(frozen=True, slots=True)
class Pointer:
    """A cue to an entry; `rank` is its place among all cues, entry by entry, and decides between equals."""

    rank: int
    entry: Entry
    cue: Cue


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a span, the same for all candidates: found once, asked for each."""

    span: Span
    clause: Span
    sentence: Span
    block: Span
    pointers: tuple[Pointer, ...]  # of the block, by rank
    general: tuple[Cue, ...]  # of the block
    nearest: Pointer | None
    close: bool  # whether the nearest is less than a clause away
    last: Mentioned | None
    latest: tuple[Pointer, ...]  # the last cue before the span and all its entries
    latest_zone: str
    head: Block | None
    fairs_of_sentence: frozenset[str]
    fairs_of_block: frozenset[str]
    fairs_of_head: frozenset[str]
    first_fair: str | None  # of the block
    signs: tuple[str, ...]  # of comparison, of brackets, of tense
    column: Cue | None


class Standing:
    """The features of one article's entries; what does not depend on the span is prepared once."""

    def __init__(self, doc: Document, editions: Editions) -> None:
        self._doc = doc
        self._editions = editions
        pairs = [(e, c) for e in editions.entries for c in e.cues]
        pointers = [Pointer(rank, entry, cue) for rank, (entry, cue) in enumerate(pairs)]
        self.pointers = sorted(pointers, key=lambda p: p.cue.span.start)
        self._by_cue: dict[Cue, list[Entry]] = {}
        for pointer in self.pointers:
            self._by_cue.setdefault(pointer.cue, []).append(pointer.entry)
        self._bases = {doc.amounts[c.base].span: c.years_back for c in doc.changes if c.base is not None}
        self._columns = columns_of(doc)
        self._heads = self._headings()
        self._places = {id(e): self._place(e) for e in editions.entries}
        self._known: Around | None = None

    def index(self, offset: int) -> int:
        """Return the index of the first pointer at or after an offset."""
        return bisect_left(self.pointers, offset, key=lambda p: p.cue.span.start)

    def place(self, entry: Entry | None) -> str:
        """Return where an entry stands to its fair's current one: `current`, `last`, `past`, `future`, ...."""
        return "general" if entry is None else self._places[id(entry)]

    def _place(self, entry: Entry) -> str:
        if entry.current:
            return "current"
        own = self._editions.of(entry.fair)
        current = own[0]
        if entry.steps is not None:
            side = entry.steps
        elif entry.year is not None and current.year is not None:
            side = entry.year - current.year
        else:
            return "unplaced"
        if side >= 0:
            return "future"
        years = [e.year for e in own if e.year is not None and current.year is not None and e.year < current.year]
        nearest = entry.steps == -1 or (entry.year is not None and entry.year == max(years, default=None))
        return "last" if nearest else "past"

    def _headings(self) -> dict[int, Block]:
        """Return the heading above each block, by the block's start."""
        heads: dict[int, Block] = {}
        head, below = None, 0
        for block in self._doc.blocks:
            if head is not None and below < _HEADED:
                heads[block.span.start] = head
            below += 1
            if block.kind is BlockKind.HEADING:
                head, below = block, 0
        return heads

    def around(self, span: Span) -> Around:
        """Return what stands around a span."""
        if self._known is None or self._known.span != span:
            self._known = self._look(span)
        return self._known

    def _look(self, span: Span) -> Around:
        doc = self._doc
        sentence = doc.sentence_at(span.start).span
        block = doc.block_at(span.start).span
        clause = clause_of(doc, span)
        pointers = self.pointers[self.index(block.start) : self.index(block.end)]
        inside = sorted((p for p in pointers if p.cue.span.start >= sentence.start), key=lambda p: p.rank)
        inside = [p for p in inside if p.cue.span.start < sentence.end]
        nearest = min(inside, key=lambda p: self._distance(span, p.cue.span), default=None)
        head = self._heads.get(block.start)
        at = self.index(span.start)
        latest = self.pointers[max(0, at - _BEYOND) : at]
        latest = [p for p in latest if p.cue is latest[-1].cue]
        mentions = doc.mentions_in(block)
        return Around(
            span=span,
            clause=clause,
            sentence=sentence,
            block=block,
            pointers=tuple(sorted(pointers, key=lambda p: p.rank)),
            general=tuple(c for c in doc.cues_in(block) if c.relation is Relation.GENERAL),
            nearest=nearest,
            close=nearest is not None and self._distance(span, nearest.cue.span) < _CLOSE,
            last=doc.mention_before(span.start),
            latest=tuple(latest),
            latest_zone=self._zone(sentence, block, latest[0].cue.span.start) if latest else "",
            head=head,
            fairs_of_sentence=frozenset(m.fair.key for m in doc.mentions_in(sentence)),
            fairs_of_block=frozenset(m.fair.key for m in mentions),
            fairs_of_head=frozenset(m.fair.key for m in doc.mentions_in(head.span)) if head else frozenset(),
            first_fair=mentions[0].fair.key if mentions else None,
            signs=tuple(self._signs(span, sentence, clause)),
            column=self._columns.get(span),
        )

    def _signs(self, span: Span, sentence: Span, clause: Span) -> list[str]:
        before = self._doc.text[max(sentence.start, span.start - 40) : span.start]
        text = clause.of(self._doc.text)
        signs = [name for name, pattern in _BEFORE if pattern.search(before)]
        return signs + [name for name, pattern in _TENSES if pattern.search(text)]

    def features(self, span: Span, kind: str, entry: Entry | None) -> list[str]:
        """Return the features of one candidate entry for one span (None: the fair in general)."""
        around = self.around(span)
        if entry is None:
            return [
                "general",
                f"general kind={kind}",
                *(f"general {w}" for w in self._where(around, around.general)),
                *(f"{sign} general" for sign in around.signs),
                f"general {'has' if around.nearest else 'no'} cue in sentence",
            ]
        place = self.place(entry)
        f = [f"kind={kind} {place}"]
        f += self._fair_features(around, entry)
        f += self._cue_features(around, entry, place)
        if span in self._bases:
            f += [f"base of a change {place}", "base of a change" + (" main" if self._main(entry) else "")]
            back = self._bases[span]
            if back is not None and entry.year is not None and self._editions.of(entry.fair)[0].year is not None:
                gap = (self._editions.of(entry.fair)[0].year or 0) - entry.year
                f.append("years back" if gap == back else "not years back")
        if around.column is not None:
            f.append("column own" if around.column in entry.cues else "column other")
        return f + [f"{sign} {place}" for sign in around.signs]

    def _main(self, entry: Entry) -> bool:
        return entry.fair is self._editions.main

    @staticmethod
    def _zone(sentence: Span, block: Span, offset: int) -> str:
        return "sentence" if offset >= sentence.start else "block" if offset >= block.start else "text"

    def _cue_features(self, around: Around, entry: Entry, place: str) -> list[str]:
        own = [p.cue for p in around.pointers if p.entry is entry]
        others = [p.cue for p in around.pointers if p.entry is not entry and p.entry.fair is entry.fair]
        where = self._where(around, own)
        elsewhere = self._where(around, others)
        f = [f"edition {place}"]
        f += [f"cue {w}" for w in where] or ["no cue"]
        f += [f"cue {w} {place}" for w in where]
        f += [f"other cue {w}" for w in elsewhere]
        f += [f"other cue {w} {place}" for w in elsewhere]
        if not where and not elsewhere:
            f.append(f"no cues {place}")
        if around.nearest is not None:
            mine = around.nearest.entry is entry or around.nearest.cue in entry.cues
            f.append(f"nearest {'own' if mine else 'not own'} {place}")
            if mine and around.close:
                f.append(f"nearest close {around.nearest.cue.form}")
        f += self._gaps(around, own)
        opening = [p for p in around.pointers if p.cue.span.start <= around.block.start + 3]
        if opening:
            f.append(f"block opens with {'own' if any(p.entry is entry for p in opening) else 'other'} cue")
        if around.latest:
            latest = around.latest[0].cue
            if any(p.entry is entry for p in around.latest):
                f += [f"latest own {around.latest_zone}", f"latest own {around.latest_zone} {place}"]
                f.append(f"latest own {latest.form}")
            elif any(p.entry.fair is entry.fair for p in around.latest):
                f += [f"latest other {around.latest_zone}", f"latest other {around.latest_zone} {place}"]
        if around.head is not None:
            at, stop = self.index(around.head.span.start), self.index(around.head.span.end)
            headed = {id(p.entry) for p in self.pointers[at:stop]}
            if headed:
                f.append(f"head {'own' if id(entry) in headed else 'other'} edition")
        strong = any(c.form != "year" or c.fair for c in entry.cues)
        if not entry.current:
            f.append(f"{'strong' if strong else 'weak'} {place}")
            f.append(f"cues={min(len(entry.cues), 3)}{' off the beat' if entry.steps is None else ''}")
        return f

    def _gaps(self, around: Around, own: Sequence[Cue]) -> list[str]:
        """Return what stands between the span and the nearest own cue on each side in the sentence."""
        span, sentence = around.span, around.sentence
        left = [c.span for c in own if sentence.start <= c.span.start < span.start]
        right = [c.span for c in own if span.start <= c.span.start < sentence.end]
        f = []
        if left:
            end = min(left[-1].end, span.start)
            f += self._gap("left", Span(end, span.start), end)
        if right:
            start = min(span.end, right[0].start)
            f += self._gap("right", Span(start, right[0].start), span.start + 1)
        return f

    def _gap(self, side: str, gap: Span, first: int) -> list[str]:
        between = self._doc.amounts_in(Span(min(first, gap.end), gap.end))
        return [f"{side} {min(len(between), 3)} numbers between", f"{side} gap {joint(gap.of(self._doc.text))}"]

    def _fair_features(self, around: Around, entry: Entry) -> list[str]:
        fair = entry.fair
        main = " main" if self._main(entry) else ""
        f = ["main fair" if main else "other fair"]
        last = around.last
        if last is not None:
            zone = self._zone(around.sentence, around.block, last.name.span.start)
            f.append(f"last fair {'own' if last.fair is fair else 'not own'} in {zone}{main}")
        zones = (
            ("sentence", around.fairs_of_sentence),
            ("block", around.fairs_of_block),
            ("head", around.fairs_of_head),
        )
        for name, inside in zones:
            if inside:
                alone = "alone" if inside == {fair.key} else "among" if fair.key in inside else "absent"
                f.append(f"fairs of {name}: {alone}{main}")
        if around.first_fair is not None:
            f.append(f"first fair of block {'own' if around.first_fair == fair.key else 'other'}{main}")
        if last is not None and fair.first > around.span.start:
            f.append("fair not yet named")
        f.append("fairs=" + str(min(len(self._doc.fairs), 4)))
        f.append(f"mentions={min(len(fair.mentions), 3)}{main}")
        score = "sure" if fair.score > 0.9 else "likely" if fair.score > 0.6 else "doubtful"
        f.append(f"{score} fair{main}")
        return f

    @staticmethod
    def _near(cues: Sequence[Cue], zone: Span) -> list[Cue]:
        return [c for c in cues if zone.start <= c.span.start < zone.end]

    def _where(self, around: Around, cues: Sequence[Cue]) -> list[str]:
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
