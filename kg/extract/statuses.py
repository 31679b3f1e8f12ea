"""Whether a figure happened, is signed up for or is expected: the features that tell.

What tells is the verb that governs the number, where the article stands to the edition in time, and what was said of
the figure before it.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.amounts import AmountMention
from kg.extract.document import Document
from kg.extract.metric_features import clause_of, noun_phrase
from kg.extract.nouns import singular
from kg.extract.parts import heading_above
from kg.extract.reckoning import tense_at

_MODAL = frozenset(
    (
        "will would expected expects expect expecting hope hopes hoped hoping plan plans planned planning target "
        "targets targeted aim aims aimed forecast forecasts set due anticipated anticipate anticipates estimated "
        "should could may might goal predicted predicts projected scheduled intends intend counting reckon reckons "
        "promised promises calculate calculates looking wants want ahead"
    ).split()
)
_REGISTERED = frozenset(
    (
        "registered register registering registration registrations signed sign enrolled applied applications "
        "confirmed confirm booked reserved pre-registered preregistered committed accredited rebooked enlisted "
        "entered subscribed"
    ).split()
)


_FUTURE = frozenset("will would shall should could may might to ll".split())
_AUXILIARIES = frozenset("had has have was were is are be been being".split())


@dataclass(frozen=True, slots=True)
class Before:
    """The status of the figure before a number, where it stands and whether it is of the same edition."""

    status: str
    start: int
    same_edition: bool


def status_features(
    doc: Document, amount: AmountMention, when: str, indicator: str, before: Before | None
) -> list[str]:
    """Return the features that tell whether a figure happened.

    `when` is the article's place in time, `before` the figure before this one, if any.
    """
    sentence = doc.sentence_at(amount.span.start)
    f = [f"when={when}", f"indicator={indicator}", f"indicator={indicator}&{when}"]
    clause = clause_of(doc, amount.span)
    for token in sentence.tokens:
        inside = clause.start <= token.start < clause.end
        word = token.lower
        if word in _MODAL:
            f += [f"modal={word}", f"modal&{when}"] if inside else [f"modal outside={word}"]
        if word in _REGISTERED:
            f += [f"reg={word}", f"reg&{when}"] if inside else [f"reg outside={word}"]
        if inside and word in _AUXILIARIES:
            f += [f"aux={word}", f"aux={word}&{when}"]
        if inside and word.endswith("ed") and word not in _MODAL and word not in _REGISTERED:
            f += ["past", f"past&{when}"]
        if inside and abs(token.start - amount.span.start) < 60:
            f.append("near=" + word)
    f.append("block=" + doc.block_at(amount.span.start).kind.value)
    return f + _governing(doc, amount, when) + _before(doc, amount, when, before) + _around(doc, amount, when)


def _governing(doc: Document, amount: AmountMention, when: str) -> list[str]:
    """Return the nearest verb cue on each side of a number, and the tense of its surroundings."""
    sentence = doc.sentence_at(amount.span.start)
    before = [t for t in sentence.tokens if t.end <= amount.span.start]
    after = [t for t in sentence.tokens if t.start >= amount.span.end]
    tense = tense_at(doc.text, amount.span.start, amount.span.end, sentence.span.start, sentence.span.end)
    f = [f"tense={tense}", f"tense={tense}&{when}"]
    phrase = noun_phrase(after, 0)
    if phrase:
        f += ["np=" + singular(t.lower) for t in phrase]
    for side, tokens in (("left", list(reversed(before))[:14]), ("right", after[len(phrase) :][:8])):
        for distance, token in enumerate(tokens):
            cue = _cue(token.lower)
            if cue is not None:
                near = "near" if distance < 4 else "far"
                f += [f"{side} cue={cue}", f"{side} cue={cue} {near}", f"{side} cue={cue}&{when}"]
                break
        else:
            f.append(f"{side} no cue&{when}")
    for size in (1, 2):
        f.append(f"l{size}=" + " ".join(t.lower for t in before[-size:]))
    return f


def _cue(word: str) -> str | None:
    if word in _MODAL or word in _FUTURE:
        return "modal"
    if word in _REGISTERED:
        return "registered"
    if word in _AUXILIARIES:
        return "be" if word in ("is", "are", "be") else "had" if word in ("had", "was", "were") else "has"
    return "past" if word.endswith("ed") and len(word) > 4 else None


def _before(doc: Document, amount: AmountMention, when: str, before: Before | None) -> list[str]:
    if before is None:
        return ["first figure"]
    here, there = doc.sentence_index(amount.span.start), doc.sentence_index(before.start)
    far = "same" if here == there else "next" if here == there + 1 else "far"
    edition = "same edition" if before.same_edition else "other edition"
    return [
        f"before={before.status} {edition}",
        f"before={before.status} {far}",
        f"before={before.status} {far} {edition}",
        f"before={before.status} {edition}&{when}",
    ]


def _around(doc: Document, amount: AmountMention, when: str) -> list[str]:
    """Return what the sentence before, the heading above and the article as a whole say of the time."""
    index = doc.sentence_index(amount.span.start)
    f = []
    if index and doc.block_of[index - 1] == doc.block_of[index]:
        cues = {_cue(t.lower) for t in doc.sentences[index - 1].tokens} - {None}
        f += [f"sentence before={cue}" for cue in sorted(map(str, cues))]
    above = heading_above(doc, doc.block_of[index])
    if above is not None:
        f += ["above=" + t.lower for t in doc.sentence_at(above.start).tokens[:10]]
    opening = doc.sentences[: min(3, len(doc.sentences))]
    ahead = sum(t.lower in ("will", "upcoming", "expected", "ahead") for s in opening for t in s.tokens)
    f += [f"lead ahead={min(ahead, 2)}", f"lead ahead={min(ahead, 2)}&{when}"]
    return f
