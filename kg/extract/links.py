"""How the edition of one number stands to that of the number before it: the features of a step from one to the next.

A writer who has begun to speak of an edition goes on with it until a word says otherwise. The features of a step are
its signs (what stands between the two numbers, whether both count the same thing) with the relation of the two
editions (the same, another of the same fair, one of another fair).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.document import Document
from kg.extract.entries import Entry
from kg.extract.joints import joint
from kg.extract.sentences import BlockKind
from kg.extract.standing import Standing
from kg.model import Span

_BACK = re.compile(
    r"\b(?:then|that (?:year|time|edition|show|fair|event|one|session)|at the time|its|it|there|they|these|those)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A number whose edition is asked for: where it stands, and what it counts as far as that is known."""

    span: Span
    kind: str = "amount"
    label: str = ""
    unit: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What lies between two numbers: the signs, and the cues and fairs that are named there."""

    signs: tuple[str, ...]
    cued: frozenset[int]  # the entries that cues between the two point at, by identity
    named: frozenset[str]  # the fairs named between the two, by key


class Links:
    """The steps of one article."""

    def __init__(self, doc: Document, standing: Standing) -> None:
        self._doc = doc
        self._standing = standing
        self._changes = {
            frozenset((doc.amounts[c.base].span, doc.amounts[c.target].span))
            for c in doc.changes
            if c.base is not None and c.target is not None
        }

    def step(self, before: Counted, after: Counted) -> Step:
        """Return what lies between two numbers, of which the first begins no later than the second."""
        doc, standing = self._doc, self._standing
        start, stop = min(before.span.end, after.span.start), after.span.start
        # What follows a number closely belongs to it ("12,240 last year"), so a cue there is no cue to the next.
        pointers = standing.pointers[standing.index(start) : standing.index(stop)]
        cued = frozenset(id(p.entry) for p in pointers)
        named = frozenset(m.fair.key for m in doc.mentions_in(Span(start, stop)))
        one, other = standing.around(before.span), standing.around(after.span)
        if one.clause == other.clause and one.sentence == other.sentence:
            zone = "clause"
        elif one.sentence == other.sentence:
            zone = "sentence"
        elif one.block == other.block:
            gap = doc.sentence_index(after.span.start) - doc.sentence_index(before.span.start)
            zone = "next sentence" if gap == 1 else "block"
        else:
            kind = doc.block_at(after.span.start).kind
            zone = f"to {kind}" if kind is not BlockKind.PARAGRAPH else "to block"
        signs = [f"in {zone}", f"{'cue' if cued else 'no cue'} between in {zone}"]
        if named:
            signs.append(f"fair between in {zone}")
        if one.sentence == other.sentence:
            between = doc.text[start:stop]
            signs.append(f"joint {joint(between)}")
            opened, closed = between.count("("), between.count(")")
            signs += [name for name, found in (("opens", opened > closed), ("closes", closed > opened)) if found]
        else:
            head = doc.text[other.sentence.start : after.span.start]
            signs += ["back"] if _BACK.search(head) else []
        if before.label and after.label:
            same = before.label == after.label and before.unit == after.unit
            twin = same and before.scope == after.scope
            sort = "twin" if twin else "same label" if same else "other label"
            signs += [sort, f"{sort} in {zone}"]
        if frozenset((before.span, after.span)) in self._changes:
            signs.append("change")
        shift = sorted(set(other.signs) - set(one.signs)), sorted(set(one.signs) - set(other.signs))
        signs += [f"gains {s}" for s in shift[0]] + [f"loses {s}" for s in shift[1]]
        if one.column is not None or other.column is not None:
            signs.append("same column" if one.column is other.column else "other column")
        return Step(tuple(signs), cued, named)

    def relations(self, before: Entry | None, after: Entry | None, step: Step) -> tuple[str, ...]:
        """Return how two choices stand to each other, from the coarse to the fine."""
        if before is after:
            cue = "cued" if id(after) in step.cued else "not cued"
            return "same", f"same {self._standing.place(after)}", f"same {cue}"
        if before is None or after is None:
            return ("to general" if after is None else "from general",)
        if before.fair is not after.fair:
            name = "named" if after.fair.key in step.named else "not named"
            return "other fair", f"other fair {name}", f"other fair {self._standing.place(after)}"
        cue = "cued" if id(after) in step.cued else "not cued"
        to = f"{self._standing.place(before)} to {self._standing.place(after)}"
        return "sibling", f"sibling {cue}", to, f"{to} {cue}"


def link_features(step: Step, relations: tuple[str, ...]) -> list[str]:
    """Return the features of a step between two choices."""
    return [*(f"link {r}" for r in relations), *(f"link {r}: {s}" for r in relations for s in step.signs)]
