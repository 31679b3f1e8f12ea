"""Named agreements: who signed what with whom.

Two names of one sentence are the parties of an agreement or not: a linear model decides by what stands between and
beside them ("A sold a press to B", "A and B signed", "A – B, two ships"). What it is worth is the sum that stands
nearest and counts no more than one agreement.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.bodies import Body, find_bodies
from kg.extract.deal_features import MANY, PACTS, SIGNING, TRADING, can_bind, pair_features, said_by
from kg.extract.document import Document, Mentioned
from kg.extract.lexicon import words
from kg.extract.names import NameKind
from kg.extract.trace import chance
from kg.model import Amount, Span

_DASHED = re.compile(r" [–—] ")
# What stands between an agreement and a sentence that begins with its value
_PRICE = re.compile(
    r"(?:(?:Worth|Price|Value|Its value|Its price|The price|The value|The sum|The contract|The deal|The order|It"
    r"|They|That|said|says|told|is|was|are|were|me|us|to be|worth|put at|valued at|at|for|of|about|around|some|nearly"
    r"|over|more than)[:,]? ?)*"
)
_BOUND = 0.4  # two names likelier than this to be the parties of an agreement are taken for them
_TWICE = 0.6  # a name that opens another agreement of the sentence already must be likelier
_CROSSED = 0.8  # and one that stands in another in some other way likelier still
_AFTER, _BEFORE = 110, 70  # characters from the parties to the sum that they deal for, behind and before them
_REACH = 4  # names after the first among which the other party is sought, less one
_APART = 160  # characters between the names of two parties
_JOINT = re.compile(r" (?:and|\+|with|through) (?:the )?(?:[^\W\d_a-z][\w’']+-based )?(?=[^\W\d_a-z])")
_NO_PARTY = re.compile(r"I[’']|[A-Z]{1,3}\$?\d")  # "I'd", "RM650"
_QUOTES = ("“", '"', "‘", "«", "'")
_COMMON = re.compile(r"(?:ed|ing|s)\Z")  # "Resolved", "Meetings": a word with its capital from the sentence


@dataclass(frozen=True, slots=True)
class Deal:
    """An agreement where it stands; `parties` as the text names them, `amount` None where no value is stated.

    `stated` is the span of the amount.
    """

    span: Span
    parties: tuple[str, ...]
    amount: Amount | None
    stated: Span | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount of money in the text; `sure` where it is known to be the value of one agreement."""

    span: Span
    amount: Amount
    sure: bool


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two parties and the stretch of text between their names."""

    span: Span
    parties: tuple[str, str]


def parties_of(doc: Document) -> list[Body]:
    """Return the names of a text that can be a party to an agreement, in its order."""
    places = frozenset(p.span for p in doc.places)
    fairs = [m.name.span for m in doc.mentions if _surely_fair(m)]
    return [
        part
        for body in find_bodies(doc.text, doc.names, places)
        for part in _around_dash(body)
        if _can_deal(doc, part, places, fairs)
    ]


def find_deals(doc: Document, sums: Sequence[Sum]) -> list[Deal]:
    """Return the agreements between named parties, in the order of the text.

    `sums` are the amounts of money that can be the value of an agreement, in the order of the text.
    """
    bodies = parties_of(doc)
    body_starts, sum_starts = [b.span.start for b in bodies], [s.span.start for s in sums]
    found: list[Deal] = []
    for sentence in doc.sentences:
        zone = sentence.span
        inside = bodies[bisect_left(body_starts, zone.start) : bisect_left(body_starts, zone.end)]
        money = list(sums[bisect_left(sum_starts, zone.start) : bisect_left(sum_starts, zone.end)])
        follows = sums[bisect_left(sum_starts, zone.end) :][:1]
        if follows and _PRICE.fullmatch(doc.text[zone.end : follows[0].span.start].strip()):
            money += follows
        pairs = _pairs(doc, zone, inside)
        worths = _worths(doc, pairs, money)
        for pair in pairs:
            worth = worths.get(pair.span)
            if worth is not None:
                money.remove(worth)
            found.append(
                Deal(pair.span, pair.parties, worth.amount if worth else None, worth.span if worth else None)
            )
        for worth in money:
            alone = [b for b in inside if _stands_for_a_firm(doc, b)]
            parties = _nearest(alone, worth.span) if worth.sure and zone.contains(worth.span) else ()
            if parties:
                found.append(Deal(worth.span, parties, worth.amount, worth.span))
    return _once(found)


def _surely_fair(mention: Mentioned) -> bool:
    """Tell whether a name taken for a fair is one beyond doubt: by its noun, its number, or how often it stands."""
    fair, name = mention.fair, mention.name
    return bool(fair.slug or len(fair.mentions) > 1 or name.kind is NameKind.FAIR or name.ordinal or name.year)


def _around_dash(body: Body) -> Iterator[Body]:
    """Yield the names on both sides of a dash: a list writes a deal as "Acme Air – Globex Leasing"."""
    start = body.span.start
    pieces = _DASHED.split(body.surface)
    for piece in pieces:
        at = body.surface.index(piece, start - body.span.start)
        span = Span(body.span.start + at, body.span.start + at + len(piece))
        start = span.end
        yield Body(span, piece, body.kind, body.possessive and piece is pieces[-1])


def _can_deal(doc: Document, body: Body, places: frozenset[Span], fairs: Sequence[Span]) -> bool:
    """Tell whether a name can be a party's: no fair, place, currency or capital of a sentence's first word."""
    if body.kind not in (NameKind.COINED, NameKind.ORGANIZATION) or len(body.surface) < 3 or body.span in places:
        return False
    lowered = {word.lower() for word in body.surface.split()}
    if (
        lowered & words("fair_strong")
        or lowered <= words("opening")
        or _NO_PARTY.match(body.surface)
        or doc.text[body.span.start - 1 : body.span.start] in _QUOTES
    ):
        return False
    i = bisect_left(fairs, body.span)
    if any(span.overlaps(body.span) for span in fairs[max(0, i - 1) : i + 1]):
        return False
    if re.fullmatch(r"[A-Z]{3}", body.surface) and re.match(r" ?\d", doc.text[body.span.end : body.span.end + 2]):
        return False
    opens = doc.sentence_at(body.span.start).span.start == body.span.start
    return not (opens and " " not in body.surface and _COMMON.search(body.surface))


def candidate_pairs(doc: Document, zone: Span, bodies: Sequence[Body]) -> Iterator[tuple[Body, Body, list[str]]]:
    """Yield the pairs of names of a sentence that can be an agreement's and stand near each other, with features."""
    if not can_bind(zone.of(doc.text)):
        return
    for i, one in enumerate(bodies):
        for left, right in _joined(one):
            yield left, right, pair_features(doc, zone, left, right, 0)
        for j in range(i + 1, min(i + _REACH, len(bodies))):
            if bodies[j].span.start - one.span.end > _APART:
                break
            if bodies[j].surface != one.surface and not said_by(doc.text[zone.start : one.span.start]):
                yield one, bodies[j], pair_features(doc, zone, one, bodies[j], j - i - 1)


def _joined(body: Body) -> Iterator[tuple[Body, Body]]:
    """Yield the two names that a name may be two of: "Acme Dairies and Globex Foods", "Acme + Globex"."""
    for joint in _JOINT.finditer(body.surface):
        start, end = body.span.start + joint.start(), body.span.start + joint.end()
        left, right = Span(body.span.start, start), Span(end, body.span.end)
        yield (
            Body(left, body.surface[: joint.start()], body.kind, False),
            Body(right, body.surface[joint.end() :], body.kind, body.possessive),
        )


def _pairs(doc: Document, zone: Span, bodies: Sequence[Body]) -> list[_Pair]:
    """Return the pairs of names of a sentence that an agreement binds, in its order; of rivals the likelier."""
    scored = []
    for one, other, features in candidate_pairs(doc, zone, bodies):
        subject = f"{one.surface} with {other.surface}"
        likely = chance(doc.trace, "deals", Span(one.span.start, other.span.end), features, _BOUND, subject)
        scored.append((likely, one, other))
    first: set[Span] = set()
    second: set[Span] = set()
    kept = []
    for likely, one, other in sorted(scored, key=lambda x: (-x[0], x[1].span, x[2].span)):
        again = any(span.overlaps(one.span) for span in first)
        crossed = any(span.overlaps(one.span) for span in second)
        taken = any(span.overlaps(other.span) for span in first | second)
        least = _CROSSED if crossed or taken else _TWICE if again else _BOUND
        if likely < least or ((again or crossed) and taken):
            continue
        first.add(one.span)
        second.add(other.span)
        kept.append(_Pair(Span(one.span.start, other.span.end), (one.surface, other.surface)))
    return sorted(kept, key=lambda pair: pair.span)


def _worths(doc: Document, pairs: Sequence[_Pair], money: Sequence[Sum]) -> dict[Span, Sum]:
    """Return the sums that pairs deal for, the nearest first, none twice and none the total of many agreements."""
    near = []
    for worth in money:
        around = doc.text[max(0, worth.span.start - 30) : worth.span.end + 25]
        if MANY.search(around):
            continue
        for pair in pairs:
            if worth.span.start >= pair.span.end:
                gap, most = worth.span.start - pair.span.end, _AFTER
            elif worth.span.end <= pair.span.start:
                gap, most = pair.span.start - worth.span.end, _BEFORE
            else:
                gap, most = 0, 0
            if gap <= most:
                near.append((gap, -pair.span.start, pair.span, worth))
    found: dict[Span, Sum] = {}
    for _, _, span, worth in sorted(near, key=lambda x: (x[0], x[1], x[3].span)):
        if span not in found and worth not in found.values():
            found[span] = worth
    return found


def _stands_for_a_firm(doc: Document, body: Body) -> bool:
    """Tell whether a name can be a party alone: no title, day, demonym, or word with its capital from a sentence."""
    lowered = body.surface.lower()
    if " " in lowered or "-" in lowered or body.kind is NameKind.ORGANIZATION:
        return True
    if lowered in words("person_title") | words("month") | words("season") | words("edition_noun"):
        return False
    if any(p.kind == "demonym" for p in doc.places_in(body.span)):
        return False
    near = doc.text[max(0, body.span.start - 40) : body.span.end + 60]
    return any(pattern.search(near) for pattern in (SIGNING, TRADING, PACTS))


def _nearest(bodies: Sequence[Body], span: Span) -> tuple[str, ...]:
    """Return the nearest name on each side of a span."""
    before = [b.surface for b in bodies if b.span.end <= span.start]
    after = [b.surface for b in bodies if b.span.start >= span.end]
    return tuple(dict.fromkeys(before[-1:] + after[:1]))


def _once(deals: Sequence[Deal]) -> list[Deal]:
    """Return the deals without those that two parties have a second time with the same value or none."""
    kept: dict[tuple[frozenset[str], Amount | None], Deal] = {}
    for deal in deals:
        kept.setdefault((frozenset(deal.parties), deal.amount), deal)
    valued = {key[0] for key in kept if key[1] is not None}
    return [d for (parties, amount), d in kept.items() if amount is not None or parties not in valued]
