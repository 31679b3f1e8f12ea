"""The frames that make a name an organiser of a fair: "organised by X", "X, which runs the show", "host: X".

>>> [(f.name, f.kind) for f in frames_in("The fair is organised by ", ", as ever")]
[('by', 'organize')]
>>> [(f.name, f.kind) for f in frames_in("Then ", ", whose show it is, was paid")]
[('whose', '')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.bodies import Body
from kg.extract.document import Document
from kg.model import Span

_VERBS = {
    "organize": r"(?:co-?|jointly )?organi[sz](?:e|es|ed|ing)|puts? (?:it |them )?on|put(?:ting)? on"
    r"|set(?:s|ting)? up|stag(?:e|es|ed|ing)|mount(?:s|ed)"
    r"|arranged|undertaken|conven(?:es|ed)|launched|reali[sz]ed|initiated|produc(?:es|ed)|promot(?:es|ed)|presented",
    "host": r"(?:co-?)?host(?:s|ed|ing)?",
    "run": r"runs?|ran|manag(?:es|ed)|operat(?:es|ed)|in charge of|behind",
    "own": r"owns?|owned",
    "hold": r"holds?|held",
    "support": r"(?:co-?)?sponsor(?:s|ed)?|support(?:s|ed)?|back(?:s|ed)|patronage|auspices|aegis|endors(?:es|ed)",
}
_NOUNS = {
    "organize": r"(?:co-)?organi[sz](?:ers?|ing (?:body|entity|committee))|promoters?|producers?",
    "host": r"(?:co-)?hosts?",
    "own": r"owners?",
    "support": r"(?:co-)?sponsors?|supporters?|patrons?|backers?",
}
_LEAD = r"(?:(?:the|its|his|a|an|both|[A-Z]\w+['’]s) )?(?:[a-z][\w-]* ){0,2}"  # "the", "China's", "the German firm"
_BRACKET = r"(?: \([^()]{2,40}\))?"


def _class_of(table: dict[str, str]) -> str:
    return "|".join(f"(?P<{name}>{pattern})" for name, pattern in table.items())


_VERB, _NOUN = _class_of(_VERBS), _class_of(_NOUNS)
_OF_FAIR = r"(?: of [^,;.]{1,50}?| this year| here)?"
_IS_OR_PAUSE = r"(?:,? (?:is|are|was|were|through)| [–—-]|,|:)?"
_WHO = r",? (?:which|who|that|whose people)"
_AUXILIARY = r"(?: \w+ly| also| has| have)?"
_APPOSED = r",?(?: which is| who are| being| as| is| are)? ?"
_WHOSE = r"(?:the |its |an? |(?:the )?[\w-]+['’]s |main |joint |two )*"
_FRAMES = (
    ("by", "left", re.compile(rf"\b(?:{_VERB})(?: [\w-]+){{0,4}}? (?:by|of) {_LEAD}\Z", re.I)),
    (
        "noun",
        "left",
        re.compile(rf"\b(?:{_NOUN}){_OF_FAIR}{_IS_OR_PAUSE} (?!(?:of|for|at|in|from|to) ){_LEAD}\Z", re.I),
    ),
    ("active before", "left", re.compile(rf"\b(?:which|that) {_LEAD}\Z", re.I)),
    ("relative", "right", re.compile(rf"{_BRACKET}{_WHO}{_AUXILIARY} (?:{_VERB})\b", re.I)),
    ("active", "right", re.compile(rf"{_BRACKET}{_AUXILIARY} (?:{_VERB})\b", re.I)),
    (
        "described",
        "right",
        re.compile(rf"{_BRACKET}, (?:the|an?|its|our) [^,.;:()]{{3,60}}? (?:which|that|who) (?:{_VERB})\b", re.I),
    ),
    (
        "behind",
        "right",
        re.compile(
            rf"{_BRACKET},? (?:the|an?|its) (?:[\w-]+ ){{1,4}}(?:behind|in charge of|responsible for)\b", re.I
        ),
    ),
    ("with", "left", re.compile(rf"\b(?:{_VERB})\b[^.;:()]{{1,60}}? with {_LEAD}\Z", re.I)),
    (
        "for",
        "left",
        re.compile(rf"\b(?:{_VERB}|directs?|heads?|leads?|oversees?)\b(?: [\w-]+['’]?s?){{1,5}} for {_LEAD}\Z", re.I),
    ),
    ("apposition", "right", re.compile(rf"{_BRACKET}{_APPOSED}{_WHOSE}(?:{_NOUN})\b", re.I)),
)
_TOGETHER = r",| and|, and| &|,? (?:together |along |jointly |in cooperation )?with"
_LIST = re.compile(rf"(?:\([^()]{{2,20}}\))?(?:{_TOGETHER}) {_LEAD}", re.I)
_PERSON = re.compile(rf"{_BRACKET},? who\b", re.I)
_EVENT = r"(?:show|fair|event|expo|exhibition|exposition|salon|congress|convention|thing|it)"
_WHOSE_SHOW = re.compile(
    rf"{_BRACKET},? (?:whose (?:[\w-]+ )?{_EVENT}|to (?:whom|which) (?:the )?(?:[\w-]+ )?{_EVENT})\b", re.I
)


CLEAR = ("organize", "host", "own")  # who "runs", "holds" or "supports" may do so with anything


@dataclass(frozen=True, slots=True)
class Frame:
    """The way in which the words around a name make it an organiser: the frame and the class of its verb or noun.

    `verb` is how far the verb or noun stands from the name, in characters: below zero before it.
    """

    name: str
    kind: str
    verb: int = 0


def frames_of(doc: Document, span: Span) -> list[Frame]:
    """Return the frames around the name at a span, within its sentence."""
    zone = doc.sentence_at(span.start).span
    before = doc.text[max(zone.start, span.start - 110) : span.start]
    return frames_in(before, doc.text[span.end : min(zone.end, span.end + 90)])


def frames_in(before: str, after: str) -> list[Frame]:
    """Return the frames that two texts make around a name that stands between them."""
    found = []
    for name, side, pattern in _FRAMES:
        match = pattern.search(before) if side == "left" else pattern.match(after)
        if match is None:
            continue
        kind = match.lastgroup or ""
        if name == "relative" and _PERSON.match(match[0]):
            name = "who"
        if name == "active before":
            verb = _ACTIVE.match(after)
            if verb is None:
                continue
            kind, match = verb.lastgroup or "", verb
        if side == "left" and name != "active before":
            at = (match.start(kind) if kind else match.start()) - len(before)
        else:
            at = match.end(kind) if kind else match.end()
        found.append(Frame(name, kind, at))
    if _WHOSE_SHOW.match(after):
        found.append(Frame("whose", ""))
    return found


_ACTIVE = re.compile(rf"{_BRACKET} (?:{_class_of(_VERBS)})\b", re.I)


def list_with(doc: Document, before: Body, body: Body) -> bool:
    """Tell whether a name stands in a list with the one before it ("the Guild, the Chamber and the Union")."""
    return bool(_LIST.fullmatch(doc.text, before.span.end, body.span.start)) or bool(
        _LIST.fullmatch(doc.text[before.span.end : body.span.start].lstrip())
    )
