"""Named agreements: who signed what with whom."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.document import Document
from kg.extract.names import NameKind, NameMention
from kg.model import Amount, Span

_SIGN = re.compile(
    r"\b(?:sign(?:ed|s|ing)?|ink(?:ed|s|ing)?|conclud(?:ed|es|ing)|reached|seal(?:ed|s|ing)?|struck|agreed|awarded|won|"
    r"placed|bought|ordered|sold|clinched|landed|secured|picked|hand(?:ed)?)\b",
    re.I,
)
_PACT = re.compile(
    r"\b(?:agreements?|memorand(?:um|a)|mou|contracts?|deals?|pact|accord|partnership|letter of intent|orders?|protocol)\b",
    re.I,
)
_MANY = re.compile(
    r"\b(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|several|many|numerous|various|dozens?|hundreds?|all|total)\s+"
    r"(?:[a-z-]+\s+){0,3}?(?:agreements|memoranda|contracts|deals|orders|accords)\b",
    re.I,
)
_WITH = re.compile(r"\b(?:with|to|from|by|and|between|for|of)\s+(?:[\w’'-]+\s+){0,6}?\Z", re.I)


@dataclass(frozen=True, slots=True)
class Deal:
    """An agreement where it stands; `parties` as the text names them, `amount` None where no value is stated."""

    span: Span
    parties: tuple[str, ...]
    amount: Amount | None


def parties_of(doc: Document, span: Span) -> tuple[str, ...]:
    """Return the parties to an agreement whose value or verb stands at a span: the nearest names on each side."""
    zone = doc.sentence_at(span.start).span
    names = _bodies(doc, zone)
    before = [n for n in names if n.span.end <= span.start]
    after = [n for n in names if n.span.start >= span.end]
    chosen: list[NameMention] = []
    verb = None
    for match in _SIGN.finditer(doc.text, zone.start, zone.end):
        if verb is None or abs(match.start() - span.start) < abs(verb - span.start):
            verb = match.start()
    if verb is not None:
        subjects = [n for n in names if n.span.end <= verb]
        others = [n for n in names if n.span.start > verb]
        chosen = subjects[-1:] + [n for n in others if _WITH.search(doc.text[verb : n.span.start])][:1]
        chosen = chosen if len(chosen) > 1 else (subjects[-1:] + others[:1])
    if not chosen:
        chosen = before[-1:] + after[:1]
    return tuple(dict.fromkeys(n.surface for n in chosen))


def _bodies(doc: Document, zone: Span) -> list[NameMention]:
    places = [p.span for p in doc.places_in(zone)]
    return [
        n
        for n in doc.names_in(zone)
        if n.span not in doc.fair_spans
        and not any(p.contains(n.span) for p in places)
        and n.kind in (NameKind.COINED, NameKind.ORGANIZATION)
        and len(n.surface) > 2
    ]


def unvalued_deals(doc: Document, taken: list[Span]) -> list[Deal]:
    """Return the agreements between two named parties whose value is not stated.

    `taken` are the sentences that already gave a deal with a value.
    """
    found = []
    closed = {doc.sentence_index(span.start) for span in taken}
    for index, sentence in enumerate(doc.sentences):
        zone = sentence.span
        if index in closed:
            continue
        text = zone.of(doc.text)
        verb, pact = _SIGN.search(text), _PACT.search(text)
        if not verb or not pact or _MANY.search(text) or not re.match(r"sign|ink|conclu", verb[0], re.I):
            continue
        at = zone.start + verb.start()
        money = (a for a in doc.amounts_in(zone) if a.unit not in ("count", "percent", "days", "other"))
        if any(zone.contains(a.span) for a in money):
            continue
        names = _bodies(doc, zone)
        subjects = [n for n in names if n.span.end <= at]
        others = [n for n in names if n.span.start > at and _WITH.search(doc.text[at : n.span.start])]
        if (subjects and others) or len(subjects) > 1:
            pair = subjects[-1:] + others[:1] if others else subjects[-2:]
            found.append(Deal(Span(at, zone.start + pact.end()) if pact.end() > verb.start() else zone,
                              tuple(n.surface for n in pair), None))  # fmt: skip
    return found
