"""When a fair began and in which halls an edition is held: what set phrases of English say.

>>> [m["year"] for m in FOUNDED.finditer("since its establishment in 1957; first held in 1979; founded by ten firms")]
['1957', '1979']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.document import Document
from kg.extract.fairs import FairCluster
from kg.extract.lexicon import words
from kg.extract.names import NameKind
from kg.extract.surroundings import name_around
from kg.model import Span

_BEGINNING = (
    r"founded|established|first held|held first|first staged|first organi[sz]ed|set up|inaugurated|launched"
    r"|created|began"
    r"|(?:since|from) (?:its|the) (?:establishment|inception|foundation|founding|launch|debut|beginnings?|creation)"
    r"|dates? (?:back )?(?:to|from)|dating (?:back )?(?:to|from)|goes back to|held (?:\w+ )?since"
)
_WHEN = r"(?:,? (?:back )?(?:in|as early as|in the year|in (?:early|late) \w+|in [A-Z][a-z]+))?"
FOUNDED = re.compile(rf"(?<![\w-])(?:{_BEGINNING}){_WHEN} (?P<year>(?:1[6-9]|20)\d\d)(?![\w%]|[.,-]\d)", re.I)
_PRONOUN = re.compile(r"(?<![\w-])(?:it|its|which)(?![\w-])", re.I)
_AT = re.compile(r"(?<![\w-])(?:at|in|inside|to|of)(?: the)?(?: [a-z-]+){0,2} \Z", re.I)
_HOLDING = frozenset(
    "held open opens opened opening closed closes hosted host took takes take place staged runs ran run".split()
)
_REACH = 90  # characters after an opening phrase ("Founded in 1997, ...") among which its subject is sought


@dataclass(frozen=True, slots=True)
class Founding:
    """The year in which a fair began, where it stands."""

    fair: FairCluster
    year: int
    span: Span


@dataclass(frozen=True, slots=True)
class Venue:
    """The halls or grounds where an edition is held."""

    name: str
    span: Span


def find_foundings(doc: Document) -> Iterator[Founding]:
    """Yield the years in which the fairs of a text began; the first statement for each fair.

    What began is the nearest name or noun before the phrase, or after one that opens its sentence; where that is a
    body, the year is the body's and is left out.
    """
    told: set[str] = set()
    latest = doc.published.year if doc.published else None
    for match in FOUNDED.finditer(doc.text):
        year = int(match["year"])
        fair = _what_began(doc, Span(match.start(), match.end()))
        if fair is None or fair.key in told or (latest is not None and year > latest):
            continue
        told.add(fair.key)
        yield Founding(fair, year, Span(match.start(), match.end()))


def _what_began(doc: Document, phrase: Span) -> FairCluster | None:
    zone = doc.sentence_at(phrase.start).span
    nouns, bodies = words("edition_noun") | {"series"}, words("organization") - words("edition_noun")
    subjects: list[tuple[Span, bool]] = [
        (t_span, t.lower in nouns)
        for t in doc.sentence_at(phrase.start).tokens
        if t.lower in nouns | bodies and name_around(doc, t_span := Span(t.start, t.end)) is None
    ]
    subjects += [
        (Span(m.start(), m.end()), True) for m in _PRONOUN.finditer(doc.text, zone.start, min(zone.end, phrase.end))
    ]
    places = {p.span for p in doc.places_in(zone)}
    subjects += [(n.span, False) for n in doc.names_in(zone) if n.span not in places]
    before = max((s for s in subjects if s[0].end <= phrase.start), default=None)
    if before is None:
        following = [s for s in subjects if 0 <= s[0].start - phrase.end < _REACH or phrase.contains(s[0])]
        before = min((s for s in following if not phrase.contains(s[0])), default=min(following, default=None))
    if before is None:
        return None
    span, common = before
    return _fair_before(doc, span.start) if common else _fair_at(doc, span)


def _fair_at(doc: Document, span: Span) -> FairCluster | None:
    return next((m.fair for m in doc.mentions_in(span)), None)


def _fair_before(doc: Document, offset: int) -> FairCluster | None:
    """Return the fair named last before an offset, else the first one named."""
    before = doc.mention_before(offset + 1)
    return before.fair if before else doc.mentions[0].fair if doc.mentions else None


def find_venues(doc: Document) -> Iterator[Venue]:
    """Yield the halls and grounds that the text says an edition is held in, in order."""
    for name in doc.names:
        if name.kind is not NameKind.VENUE or " " not in name.surface:
            continue
        sentence = doc.sentence_at(name.span.start)
        if not _AT.search(doc.text[sentence.span.start : name.span.start]):
            continue
        tokens = {t.lower for t in sentence.tokens}
        named = bool(doc.mentions_in(sentence.span))
        if tokens & _HOLDING and (named or tokens & words("edition_noun")):
            yield Venue(name.surface, name.span)
