"""Named agreements: who signed what with whom.

A pair of parties is told by a frame: a verb of dealing between two names with a small word before the second ("A sold
a press to B", "A agreed with B"), two names before such a verb ("A and B signed"), "between A and B" beside a word
for an agreement, or a bare list of pairs ("A – B, two ships"). What it is worth is the sum that stands nearest in
its sentence and counts no more than one agreement.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.bodies import Body, find_bodies
from kg.extract.document import Document, Mentioned
from kg.extract.lexicon import words
from kg.extract.names import NameKind
from kg.model import Amount, Span

_SIGN = (
    r"sign(?:ed|s|ing)?|ink(?:ed|s|ing)?|initial(?:l?ed|s)|conclud(?:ed|es|ing)|seal(?:ed|s|ing)?|struck|strikes?"
    r"|agree(?:d|s|ing)|reach(?:ed|es)|clinch(?:ed|es)|put(?:s|ting)? its name to|closed"
)
_TRADE = (
    r"order(?:ed|s|ing)?|buys?|bought|purchas(?:ed|es)|sells?|sold|award(?:ed|s)|won|wins?|land(?:ed|s)|picks?|picked"
    r"|hand(?:ed|s)?|plac(?:ed|es)|takes?|took|taken|suppl(?:y|ies|ied)|deliver(?:s|ed)?|furnish(?:es|ed)?|pa(?:ys|id)"
    r"|licens(?:ed|es)|leas(?:ed|es)|lends?|lent|appoint(?:ed|s)|distribut(?:es|ed)|secur(?:ed|es)|fits? out|covers"
)
_PACT = (
    r"agreements?|memorand(?:um|a)|mou|contracts?|deals?|pact|accord|partnership|letters? of intent|orders?|protocol"
    r"|arrangement|terms|credit line|convention|distribution|agency|purchase"
)
_SIGNING = re.compile(rf"(?<![\w-])(?:{_SIGN})(?![\w-])", re.I)
_TRADING = re.compile(rf"(?<![\w-])(?:{_TRADE})(?![\w-])", re.I)
_PACTS = re.compile(rf"(?<![\w-])(?:{_PACT})(?![\w-])", re.I)
_MANY = re.compile(
    r"(?<![\w-])(?:deals|orders|contracts|agreements|memoranda|sales|accords|transactions|total|all)(?![\w-])", re.I
)
_TO = re.compile(r"(?:^|[\s,])(?:with|to|from|for|by|off|towards)\s(?:[\w’'-]+\s){0,4}?\Z")
_DIRECT = re.compile(
    r"(?:furnish(?:es)?|pa(?:id|ys)|lends?|award(?:s|ed)|hand(?:s|ed)|suppl(?:y|ies)|ma[dk]e) (?:the )?\Z"
)
_WILL = re.compile(r",?(?: (?:have|has|had|shall|will|are to|today|also|jointly|then))* ")
_AND = re.compile(r"(?:[^.;:]{0,45},)? (?:and|together with) (?:the |its )?(?:[a-z]+ ){0,4}?")
_BETWEEN = re.compile(r"(?<![\w-])between (?:the )?(?:[a-z]+ ){0,3}?\Z")
_ITEM = re.compile(r"(?:.*[•)*] |[-–] )(?:the )?", re.S)  # the mark of an item of a list
_DASHED = re.compile(r" [–—] ")
_LISTED = re.compile(r"(?: [–—] ?|/| / | with (?:the )?)")
_SPEECH = re.compile(r"(?:,? (?:said|says|told|announced|reports?|noted|added|explained)(?![\w-]))", re.I)
_PRICE = re.compile(r"(?:Worth|Price|Value|Its value)(?![\w-])")
_AFTER, _BEFORE = 110, 70  # characters from the parties to the sum that they deal for, behind and before them
_REACH = 4  # names after the first among which the other party is sought, less one
_APART = 120  # characters between the names of two parties
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
    """Two parties and the words that bind them; `signed` where the words are those of an agreement."""

    span: Span
    parties: tuple[str, str]
    signed: bool


def find_deals(doc: Document, sums: Sequence[Sum]) -> list[Deal]:
    """Return the agreements between named parties, in the order of the text.

    `sums` are the amounts of money that can be the value of an agreement, in the order of the text.
    """
    places = frozenset(p.span for p in doc.places)
    fairs = [m.name.span for m in doc.mentions if _surely_fair(m)]
    bodies = [
        part
        for body in find_bodies(doc.text, doc.names, places)
        for part in _around_dash(body)
        if _can_deal(doc, part, places, fairs)
    ]
    body_starts, sum_starts = [b.span.start for b in bodies], [s.span.start for s in sums]
    found: list[Deal] = []
    for sentence in doc.sentences:
        zone = sentence.span
        inside = bodies[bisect_left(body_starts, zone.start) : bisect_left(body_starts, zone.end)]
        money = list(sums[bisect_left(sum_starts, zone.start) : bisect_left(sum_starts, zone.end)])
        follows = sums[bisect_left(sum_starts, zone.end) :][:1]
        if follows and _PRICE.match(doc.text[zone.end : follows[0].span.start].strip()):
            money += follows
        for pair in _pairs(doc, zone, inside):
            worth = _worth(doc, pair, money)
            if worth is not None:
                money.remove(worth)
                found.append(Deal(pair.span, pair.parties, worth.amount, worth.span))
            elif pair.signed and not money and not _MANY.search(doc.text, zone.start, zone.end):
                found.append(Deal(pair.span, pair.parties, None))
        for worth in money:
            parties = _nearest(inside, worth.span) if worth.sure and zone.contains(worth.span) else ()
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


def _pairs(doc: Document, zone: Span, bodies: Sequence[Body]) -> Iterator[_Pair]:
    """Yield the pairs of neighbouring names in a sentence that a frame binds, each name once on either side."""
    text = doc.text
    free = 0
    for i, one in enumerate(bodies):
        if i < free or _SPEECH.match(text[one.span.end : zone.end]):
            continue
        for j in range(i + 1, min(i + _REACH, len(bodies))):
            other = bodies[j]
            between, after = text[one.span.end : other.span.start], text[other.span.end : zone.end]
            if len(between) > _APART or _SPEECH.match(after):
                break
            signed = _binding(text[zone.start : one.span.start], between, after)
            if signed is not None:
                yield _Pair(Span(one.span.start, other.span.end), (one.surface, other.surface), signed)
                free = j + 1
                break


def _binding(before: str, between: str, after: str) -> bool | None:
    """Return whether the words around two names bind them by an agreement (true) or a trade; None for neither."""
    if _BETWEEN.search(before) and _AND.fullmatch(between):
        near = before[-90:] + after[:40]
        return True if _PACTS.search(near) else None
    joined = _AND.fullmatch(between)
    if joined:
        will = _WILL.match(after)
        return True if will and _SIGNING.match(after, will.end()) else None
    if _LISTED.fullmatch(between) and after[:1] in (":", ",") and _ITEM.fullmatch(before):
        return True
    if _DIRECT.search(between):
        return False
    if not _TO.search(between) or _MANY.search(between):
        return None
    if _SIGNING.search(between) or _PACTS.search(between):
        return True
    return False if _TRADING.search(between) else None


def _worth(doc: Document, pair: _Pair, money: Sequence[Sum]) -> Sum | None:
    """Return the sum that a pair deals for: the nearest one that is not the total of many agreements."""
    best: tuple[int, Sum] | None = None
    for worth in money:
        if worth.span.start >= pair.span.end:
            gap, most = worth.span.start - pair.span.end, _AFTER
        elif worth.span.end <= pair.span.start:
            gap, most = pair.span.start - worth.span.end, _BEFORE
        else:
            gap, most = 0, 0
        around = doc.text[max(0, worth.span.start - 30) : worth.span.end + 25]
        if gap <= most and not _MANY.search(around) and (best is None or gap < best[0]):
            best = gap, worth
    return best[1] if best else None


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
