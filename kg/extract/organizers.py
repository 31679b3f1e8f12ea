"""Who organises, hosts or supports a fair: a choice for each name by what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.bodies import Body, find_bodies
from kg.extract.document import Document
from kg.extract.names import NameKind
from kg.extract.surroundings import beside, setting
from kg.extract.trace import chance
from kg.model import Span

# How likely a name must be to be taken: in a clear frame ("X, which organises"), in some frame, and in none.
_CLEARLY, _LIKELY, _UNFRAMED = 0.1, 0.25, 0.6
_VERBS = {
    "organize": r"(?:co-?|jointly )?organi[sz](?:e|es|ed|ing)|puts? on|put on|stag(?:e|es|ed|ing)|mount(?:s|ed)"
    r"|arranged|undertaken|conven(?:es|ed)|launched|produc(?:es|ed)|promot(?:es|ed)|presented",
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
    ("noun", "left", re.compile(rf"\b(?:{_NOUN}){_OF_FAIR}{_IS_OR_PAUSE} {_LEAD}\Z", re.I)),
    ("active before", "left", re.compile(rf"\b(?:which|that) {_LEAD}\Z", re.I)),
    ("relative", "right", re.compile(rf"{_BRACKET}{_WHO}{_AUXILIARY} (?:{_VERB})\b", re.I)),
    ("active", "right", re.compile(rf"{_BRACKET}{_AUXILIARY} (?:{_VERB})\b", re.I)),
    ("apposition", "right", re.compile(rf"{_BRACKET}{_APPOSED}{_WHOSE}(?:{_NOUN})\b", re.I)),
)
_CLEAR = ("organize", "host", "own")  # who "runs", "holds" or "supports" may do so with anything
_SHORT = re.compile(r" \(([^\W\d_a-z][\w&.-]{1,14})\)")
_TOGETHER = r",| and|, and| &|,? (?:together |along |jointly |in cooperation )?with"
_LIST = re.compile(rf"(?:\([^()]{{2,20}}\))?(?:{_TOGETHER}) {_LEAD}", re.I)
_CO = re.compile(r"\bco-?(?:organi[sz]|host)|\btogether with\b|\bin cooperation with\b", re.I)


@dataclass(frozen=True, slots=True)
class Party:
    """A name that organises a fair, in a role: `organizer`, `host`, `co-organizer` or `supporter`.

    `name` is the full name where the text gives it and `body` is its short form.
    """

    body: Body
    role: str
    name: str


@dataclass(frozen=True, slots=True)
class _Frame:
    """The way in which the words around a name make it an organiser: the frame and the class of its verb or noun."""

    name: str
    kind: str


def party_features(doc: Document, body: Body, frames: list[_Frame], listed: str) -> list[str]:
    """Return the features of a name as an organiser.

    `frames` are those of `frames_of`; `listed` tells what a name that this one stands in a list with was taken for.
    """
    f = ["kind=" + body.kind.value, "words=" + str(min(len(body.surface.split()), 4)), "listed=" + listed]
    f += beside(doc, body.span, 2)
    sentence = doc.sentence_at(body.span.start).span
    around = [x for x in setting(doc, body.span) if not x.startswith(("hold", "near"))]
    f += around
    theme = "fair" if {"fair in sentence", "edition noun"} & set(around) else "no fair"
    for frame in frames:
        f += [
            f"frame={frame.name}",
            f"frame={frame.name} {frame.kind}",
            f"frame {theme}",
            f"frame {frame.kind} {theme}",
        ]
        f.append(f"frame {theme} {body.kind.value}")
    if any(frame.kind in _CLEAR for frame in frames):
        f += ["clear frame", f"clear frame {theme}", f"clear frame {body.kind.value}"]
    f.append("framed" if frames else f"no frame&listed={listed}")
    if body.surface.isupper():
        f.append("capitals")
    if body.possessive:
        f.append("possessive")
    if any(m.name.span.overlaps(body.span) for m in doc.mentions_in(sentence)):
        f.append("is a fair")
    if any(p.span == body.span for p in doc.places_in(body.span)):
        f.append("is a place")
    if body.surface.casefold() in doc.registered_organizers:
        f.append("registry organizer")
    return f


def frames_of(doc: Document, span: Span) -> list[_Frame]:
    """Return the frames that make the name at a span an organiser ("organised by X", "X, which runs the show")."""
    zone = doc.sentence_at(span.start).span
    before = doc.text[max(zone.start, span.start - 110) : span.start]
    after = doc.text[span.end : min(zone.end, span.end + 90)]
    found = []
    for name, side, pattern in _FRAMES:
        match = pattern.search(before) if side == "left" else pattern.match(after)
        if match is None:
            continue
        kind = match.lastgroup or ""
        if name == "active before":
            verb = _ACTIVE.match(after)
            if verb is None:
                continue
            kind = verb.lastgroup or ""
        found.append(_Frame(name, kind))
    return found


_ACTIVE = re.compile(rf"{_BRACKET} (?:{_class_of(_VERBS)})\b", re.I)


def organizer_candidates(doc: Document) -> list[Body]:
    """Return the names that can be organisers: any that is no place and no fair."""
    bodies = find_bodies(doc.text, doc.names, frozenset(p.span for p in doc.places))
    return [b for b in bodies if b.kind is not NameKind.VENUE and len(b.surface) > 1]


def list_with(doc: Document, before: Body, body: Body) -> bool:
    """Tell whether a name stands in a list with the one before it ("the Guild, the Chamber and the Union")."""
    return bool(_LIST.fullmatch(doc.text, before.span.end, body.span.start)) or bool(
        _LIST.fullmatch(doc.text[before.span.end : body.span.start].lstrip())
    )


def full_names(doc: Document) -> dict[str, str]:
    """Return the full names of the short forms that a text gives in brackets behind them."""
    full: dict[str, str] = {}
    for name in find_bodies(doc.text, doc.names, frozenset()):
        short = _SHORT.match(doc.text, name.span.end)
        if short and len(name.surface) > len(short[1]) + 2 and name.surface[0] in short[1][:2]:
            full.setdefault(short[1], name.surface)
    return full


def find_organizers(doc: Document) -> list[Party]:
    """Return the organisers of a text in order, each mention with its role."""
    if not doc.fairs:
        return []
    parties: list[Party] = []
    before: Body | None = None
    last = ""
    full = full_names(doc)
    for body in organizer_candidates(doc):
        frames = frames_of(doc, body.span)
        listed = last or "none" if before is not None and list_with(doc, before, body) else "no list"
        features, least = party_features(doc, body, frames, _taken(listed)), _threshold(body, frames, listed)
        before, last = body, ""
        if chance(doc.trace, "organizers", body.span, features, least) >= least:
            last = _role(doc, body, frames, listed)
            parties.append(Party(body, last, full.get(body.surface, body.surface)))
    return parties


def _threshold(body: Body, frames: list[_Frame], listed: str) -> float:
    """Return how likely a name must be to organise, by how clearly the words around it say so."""
    clear = any(frame.kind in _CLEAR and frame.name != "active" for frame in frames)
    if clear and body.kind in (NameKind.ORGANIZATION, NameKind.COINED):
        return _CLEARLY
    return _LIKELY if frames or _taken(listed) == "yes" else _UNFRAMED


def _taken(listed: str) -> str:
    return listed if listed in ("none", "no list") else "yes"


def _role(doc: Document, body: Body, frames: list[_Frame], listed: str) -> str:
    """Return the role of an organiser: that of its frame, else of the name it stands in a list with."""
    if _CO.search(doc.text, max(0, body.span.start - 45), min(len(doc.text), body.span.end + 25)) and (
        frames or listed not in ("none", "no list")
    ):
        return "co-organizer"
    kinds = [f.kind for f in frames]
    if "support" in kinds:
        return "supporter"
    if "host" in kinds:
        return "host"
    return "organizer" if frames or listed in ("none", "no list") else listed
