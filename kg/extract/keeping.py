"""Which of the editions that an article may speak of are reported: a choice by what was found of each.

A year in a sentence about something else, a hall taken for a fair, the edition a figure is only compared with: each
gives an entry of its own. Whether it is an edition that the article says something of is decided at the end, by a
linear model, when it is known what was found of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.extract.document import Document
from kg.extract.entries import Editions, Entry
from kg.extract.standing import Standing

_REACH = 40  # characters before an edition within which a comparison with it stands
# "Up 4 percent on the 133rd session" measures by an edition and says nothing of it.
_YARDSTICK = re.compile(
    r"\b(?:on|over|than|from|against|above|below|since|(?:compared|comparison) (?:with|to)|relative to|versus"
    r"|exceed\w*)(?: (?:the|at|in|those|that|of|its|for))*\s*\Z",
    re.IGNORECASE,
)
_SCORES = ((0.97, "highest"), (0.9, "high"), (0.75, "good"), (0.6, "fair"), (0.45, "low"))
_WORDS = {
    "future": re.compile(r"\b(?:will|next|to be held|planned|scheduled|due|slated|returns?|takes? place)\b", re.I),
    "founding": re.compile(r"\b(?:since|founded|established|began|started|launched|first held)\b", re.I),
    "off": re.compile(r"\b(?:cancel\w*|postponed|called off|suspended|skipped)\b", re.I),
}


@dataclass(slots=True)
class Facts:
    """What was found of one entry: the kinds of its numbers, and the predicates of its claims."""

    numbers: list[str] = field(default_factory=list)
    claims: set[str] = field(default_factory=set)
    deals: int = 0

    @property
    def size(self) -> int:
        """How much was found."""
        return len(self.numbers) + len(self.claims) + self.deals


def keep_features(
    doc: Document, editions: Editions, standing: Standing, entry: Entry, facts: dict[int, Facts]
) -> list[str]:
    """Return the features by which an entry is kept or left out."""
    own = facts.get(id(entry), Facts())
    place = standing.place(entry)
    main = "main" if entry.fair is editions.main else "other"
    f = {f"{main} {place}", f"fairs={min(len(doc.fairs), 4)} {main}"}
    f |= {f"numbers={_few(len(own.numbers))}", f"numbers={_few(len(own.numbers))} {main} {place}"}
    f |= {f"size={_few(own.size)} {place}", "nothing found" if not own.size else "something found"}
    f |= {f"claims {c}" for c in own.claims} | {f"claims {c} {place}" for c in own.claims}
    if own.deals:
        f.add(f"deals {place}")
    f.update(_fair_features(doc, editions, entry, facts, main))
    f.update(_identity(doc, editions, entry, place))
    f.update(_cue_features(doc, entry, place, bool(own.size)))
    return sorted(f)


def _few(count: int) -> str:
    return str(count) if count < 3 else "3-5" if count < 6 else "6+"


def _fair_features(
    doc: Document, editions: Editions, entry: Entry, facts: dict[int, Facts], main: str
) -> Iterable[str]:
    fair = entry.fair
    score = next((name for low, name in _SCORES if fair.score >= low), "lowest")
    yield f"score {score} {main}"
    yield f"score {score} {'current' if entry.current else 'other edition'}"
    yield f"registered {main}" if fair.slug else f"unknown {main}"
    yield f"mentions={min(len(fair.mentions), 4)} {main}"
    everything = sum(x.size for x in facts.values())
    share = sum(facts.get(id(e), Facts()).size for e in editions.of(fair)) / max(everything, 1)
    part = "all" if share > 0.9 else "most" if share > 0.5 else "some" if share > 0.1 else "little"
    yield f"share of fair {part} {main}"
    if doc.article.title:
        title = doc.article.title.casefold()
        yield f"{'in' if any(n.casefold() in title for n in fair.names) else 'not in'} title {main}"
    if not entry.current:
        current = facts.get(id(editions.of(fair)[0]), Facts())
        yield f"current has {_few(current.size)}"


def _identity(doc: Document, editions: Editions, entry: Entry, place: str) -> Iterable[str]:
    yield f"{'ordinal' if entry.ordinal else 'no ordinal'} {'year' if entry.year else 'no year'} {place}"
    yield f"year {'stated' if entry.year_stated else 'not stated'} {place}"
    if entry.steps is None:
        yield f"off the beat {place}"
    elif not entry.current:
        yield f"steps {max(-3, min(entry.steps, 3))}"
    if entry.year and doc.published:
        gap = entry.year - doc.published.year
        yield f"published {max(-3, min(gap, 3))} {place}"
    twins = [e for e in editions.of(entry.fair) if e is not entry and e.year == entry.year and e.year is not None]
    if twins:
        yield f"another of the year {place}"


def _cue_features(doc: Document, entry: Entry, place: str, found: bool) -> Iterable[str]:
    some = "with facts" if found else "without facts"
    yield f"cues={min(len(entry.cues), 4)} {place} {some}"
    for cue in entry.cues[:20]:
        form = f"{cue.form}{' named' if cue.fair else ''}{' ordinal' if cue.ordinal else ''}"
        yield f"cue {form}"
        yield f"cue {form} {place} {some}"
        before = doc.text[max(0, cue.span.start - _REACH) : cue.span.start]
        if _YARDSTICK.search(before):
            yield f"yardstick {place} {some}"
        elif cue.ordinal:
            yield f"ordinal in its own right {place}"
        sentence = doc.sentence_at(cue.span.start).span.of(doc.text)
        for name, pattern in _WORDS.items():
            if pattern.search(sentence):
                yield f"{name} {place} {some}"
