"""Names of bodies: names of the text, parted where two are joined and completed where one goes on in small letters.

The grammar of names takes the longest run of capitals. For a party that is too much where two bodies stand together
("the Ministry of Commerce and the Board of Trade") and too little where the name goes on behind an apostrophe ("the
Shipbuilders' Association") or in small letters ("the Zhejiang provincial government").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.lexicon import words
from kg.extract.names import NameKind, NameMention, head_kind
from kg.model import Span

_AND = re.compile(r"(?:,| and| &|, and) (?P<the>[Tt]he )?(?=\w)|(?<=\w{3})(?P<slash>/)(?=[^\W\d_a-z]\w\w)")
_DASH = re.compile(r" [–—-] ")
_APOSTROPHE = re.compile(r"(?:['’]s|['’]) ")
_TAIL = re.compile(
    r" (?:(?:provincial|municipal|city|town|state|county|regional|district|central|federal|local|national) )?"
    r"(?:brothers|works|mills?|factory|foundry|brewery|dairy|shipyard|yard|co-?operative|government|council|chamber|ministry"
    r"|authority|administration|company|group|department of [a-z]+|chamber of [a-z]+)(?![\w-])"
)
# "Organiser Acme": an office or a role with its capital from the start of a line or a headline's
_ROLE = re.compile(
    r"(?:(?:Co-?)?(?:[Oo]rgani[sz]ers?|[Hh]osts?|[Ss]ponsors?)|Promoters?|Producers?|Owners?|Partners?|Exhibitors?|Dealers?"
    r"|Importers?|Distributors?|Makers?|Operators?|(?:[^\W\d_a-z][\w’']+-)+based) (?=[^\W\d_a-z])"
)
_LEGAL = re.compile(
    r",? (?:d\.? ?o\.? ?o\.?|s\.? ?r\.? ?l\.?|s\.? ?p\.? ?a\.?|s\.a\.s?\.?|sp\. z o\.? ?o\.|a\.s\.|s\.r\.o\."
    r"|inc\.|plc|ltd\.?|llc|gmbh|e\.V\.|eG|b\.v\.|n\.v\.|k\.k\.)(?![\w-])"
)
_PRICED = re.compile(r" (?:for|of|at|to) [A-Z]{1,3}\Z")
_PLURAL = re.compile(r"(?:s|[Pp]eople|[Mm]en|[Ww]omen)\Z")


@dataclass(frozen=True, slots=True)
class Body:
    """A name that can be a party's, where it stands; `surface` is the text at `span`."""

    span: Span
    surface: str
    kind: NameKind
    possessive: bool


def find_bodies(text: str, names: Sequence[NameMention], places: frozenset[Span]) -> list[Body]:
    """Return the names of a text that can be parties, in its order.

    `names` are all names in order, `places` the spans of those that are places.

    >>> from kg.extract.names import find_names
    >>> text = "Hosted by the Ministry of Commerce and the Zhejiang provincial government, with the Potters' Guild."
    >>> [b.surface for b in find_bodies(text, find_names(text), frozenset())]
    ['Ministry of Commerce', 'Zhejiang provincial government', "Potters' Guild"]
    """
    found: list[Body] = []
    i = 0
    while i < len(names):
        name = names[i]
        i += 1
        end, possessive = name.span.end, name.possessive
        while i < len(names) and _goes_on(text, end, possessive, names[i]):
            end, possessive = names[i].span.end, names[i].possessive
            i += 1
        for span in _parts(text, Span(name.span.start, end), places):
            found.append(_body(text, span, possessive and span.end == end))
    return found


def _goes_on(text: str, end: int, possessive: bool, following: NameMention) -> bool:
    """Tell whether a name goes on in the next one: "Builders' Association", "People's Government"."""
    between = text[end : following.span.start]
    if not _APOSTROPHE.fullmatch(between):
        return False
    last = text[max(0, end - 12) : end]
    return following.kind is NameKind.ORGANIZATION and bool(_PLURAL.search(last)) and possessive == ("s " in between)


def _parts(text: str, span: Span, places: frozenset[Span]) -> Iterator[Span]:
    """Yield the names that stand joined in one: at "and the", between two bodies, after the place of a dateline."""
    role = _ROLE.match(text, span.start, span.end)
    start = role.end() if role else span.start
    for dash in _DASH.finditer(text, span.start, span.end):
        if Span(start, dash.start()) in places:
            start = dash.end()
    for joint in _AND.finditer(text, start, span.end):
        left, right = text[start : joint.start()], text[joint.end() : span.end]
        if not left or not right[0].isupper():
            continue
        if joint["the"] or joint["slash"] or (_heads(left) and _heads(right)):
            yield Span(start, joint.start())
            start = joint.end()
    yield Span(start, _trimmed(text, start, span.end, places))


def _trimmed(text: str, start: int, end: int, places: frozenset[Span]) -> int:
    """Return the end of a name without the seat or the price behind it: "Acme of Turin", "Acme for US$5m"."""
    if text[end : end + 1] == "$" and (price := _PRICED.search(text[start:end])):
        return start + price.start()
    seat = text.rfind(" of ", start, end)
    if (
        seat > start
        and Span(seat + 4, end) in places
        and head_kind(text[start:seat].lower().split()) is NameKind.COINED
    ):
        return seat
    return end


def _heads(name: str) -> bool:
    """Tell whether a name is a body's by its head."""
    return head_kind(name.lower().split()) is NameKind.ORGANIZATION


def _body(text: str, span: Span, possessive: bool) -> Body:
    tail = _TAIL.match(text, span.end) or _LEGAL.match(text, span.end)
    end = tail.end() if tail else span.end
    surface = text[span.start : end]
    lowered = surface.lower().split()
    kind = NameKind.ORGANIZATION if tail or lowered[-1] in words("organization") else head_kind(lowered)
    return Body(Span(span.start, end), surface, kind, possessive and not tail)
