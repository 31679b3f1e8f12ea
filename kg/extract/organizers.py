"""Who organises, hosts or supports a fair: a choice for each named body by all that the text says of it.

A body is judged once, over all its mentions: one sentence calls it the organiser, another lets it count the visitors,
a third lets its president speak. What its mentions have in common with those of organisers is learnt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.extract.bodies import Body, find_bodies
from kg.extract.document import Document
from kg.extract.leanings import lean_of_organizer
from kg.extract.lexicon import known_names, words
from kg.extract.names import NameKind
from kg.extract.organizer_frames import CLEAR, Frame, frames_of, list_with
from kg.extract.surroundings import beside, setting
from kg.extract.trace import chance

_LIKELY = 0.15  # how likely a body must be to be taken for an organiser
_NEIGHBOURS = 12  # names on each side of one in a list that are looked at
_LEAST_OPENING = 3  # letters of a name that can stand for a longer one,
_LONGEST_OPENING = 4  # and at most so many of its words
_UNSIGNED = 0.6  # and where nothing but the words beside it speaks for it
_SIGNS = frozenset(
    (
        "framed", "listed", "says", "office", "its count", "known organizer", "registry organizer",
        "shares a word with a fair", "right before a fair",
    )
)  # fmt: skip
_SHORT = re.compile(r" \(([^\W\d_a-z][\w&.-]{1,14})\)")
_CO = re.compile(r"\bco-?(?:organi[sz]|host)|\btogether with\b|\bin cooperation with\b|\bjointly with\b", re.I)
_SAY = (
    r"says?|said|tells?|told|reports?|reported|counts?|counted|puts?|expects?|expected|awaits?|claims?|claimed|calls?"
    r"|called|announce[sd]?|insists?|insisted|estimates?|estimated|promises?|promised|reckons?|reckoned|confirms?"
    r"|confirmed|hopes?|hoped|wants?|wanted|records?|recorded|registered|gives?|gave|published|has sold|had sold"
    r"|admits?|admitted|notes?|noted|adds?|added|states?|stated|reveals?|revealed|according to|talks? of|speaks? of"
    r"|awarded|invite[sd]?|plans?|planned|decided|moved|postponed|cancelled|sold|filled|fills"
)
_SAYS = re.compile(rf"(?:['’]s (?:[\w-]+ ){{1,4}})?,? ?(?:{_SAY})\b", re.I)
_SAID_BY = re.compile(rf"\b(?:{_SAY})(?: (?:by|to|the|a|from))* \Z", re.I)
_FIGURES = re.compile(
    r"\b\d[\d,.]*\b.{0,25}\b(?:exhibitors?|visitors?|stands?|booths?|compan|buyers?|admissions?)", re.I
)
_ITS_COUNT = re.compile(
    r"['’]s? (?:own |final |official |latest |provisional |preliminary |closing )*"
    r"(?:counts?|figures?|numbers?|tally|statistics"
    r"|report|release|statement|count(?:ers|ing)|books?|audit\w*|data|estimates?|word|show|fair|event|exhibition|expo)\b",
    re.I,
)
_OFFICE = (
    r"president|chair(?:man|woman|person)?|director(?: general)?|head|chief|CEO|manager|secretary(?:-general)?|boss"
    r"|spokes(?:man|woman|person)|executive|organi[sz]er|founder|board|people"
)
_OFFICE_OF = re.compile(rf"\b(?:{_OFFICE})(?: (?:of|for|at|from))(?: the)? \Z", re.I)
_ITS_OFFICE = re.compile(rf"(?:['’]s?)? (?:[\w-]+ ){{0,2}}?(?:{_OFFICE})\b", re.I)
_GENERAL = frozenset(
    ("plain_opening", "fair_strong", "fair_weak", "venue", "organization", "season", "month", "connector")
)


@dataclass(frozen=True, slots=True)
class Party:
    """A name that organises a fair, in a role: `organizer`, `host`, `co-organizer` or `supporter`.

    `name` is the full name where the text gives it; `body` is the mention that says most clearly that it organises.
    """

    body: Body
    role: str
    name: str


@dataclass(slots=True)
class Named:
    """A body with all its mentions, the frames around each, and what stands in a list with one of them."""

    name: str
    mentions: list[Body] = field(default_factory=list)
    frames: list[list[Frame]] = field(default_factory=list)
    listed: list[list[Frame]] = field(default_factory=list)


def organizer_candidates(doc: Document) -> list[Body]:
    """Return the names that can be organisers: any that is no venue by its own words."""
    bodies = find_bodies(doc.text, doc.names, frozenset(p.span for p in doc.places))
    return [b for b in bodies if b.kind is not NameKind.VENUE and len(b.surface) > 1]


def full_names(doc: Document) -> dict[str, str]:
    """Return the full names of the short forms that a text gives in brackets behind them."""
    full: dict[str, str] = {}
    for name in find_bodies(doc.text, doc.names, frozenset()):
        short = _SHORT.match(doc.text, name.span.end)
        if short and len(name.surface) > len(short[1]) + 2 and name.surface[0] in short[1][:2]:
            full.setdefault(short[1], name.surface)
    return full


def _short_forms(doc: Document, bodies: Sequence[Body]) -> dict[str, str]:
    """Return the full names of the first words by which a text calls a body later: "IIR" of "IIR Middle East"."""
    surfaces = list(dict.fromkeys(body.surface for body in bodies))
    longer: dict[str, list[str]] = {}
    for surface in surfaces:
        opening = surface.casefold().split()
        for count in range(1, min(len(opening), _LONGEST_OPENING + 1)):
            longer.setdefault(" ".join(opening[:count]), []).append(surface)
    general = _place_words(doc) | _plain_words() | words("house")
    found: dict[str, str] = {}
    for short in surfaces:
        full = longer.get(short.casefold(), ())
        telling = len(short) >= _LEAST_OPENING and not set(short.casefold().split()) <= general and "'" not in short
        if telling and len(full) == 1:
            found[short] = full[0]
    return found


def named_bodies(doc: Document) -> list[Named]:
    """Return the bodies of a text, each once with all its mentions, in the order of their first one."""
    bodies = organizer_candidates(doc)
    full = _short_forms(doc, bodies) | full_names(doc)
    frames = [frames_of(doc, body.span) for body in bodies]
    joined = [i > 0 and list_with(doc, bodies[i - 1], bodies[i]) for i in range(len(bodies))]
    found: dict[str, Named] = {}
    for i, body in enumerate(bodies):
        first, last = i, i
        while joined[first] and i - first < _NEIGHBOURS:
            first -= 1
        while last + 1 < len(bodies) and joined[last + 1] and last - i < _NEIGHBOURS:
            last += 1
        name = full.get(body.surface, body.surface)
        named = found.setdefault(name.casefold(), Named(name))
        named.mentions.append(body)
        named.frames.append(frames[i])
        named.listed.append([f for j in range(first, last + 1) if j != i for f in frames[j]])
    return list(found.values())


def party_features(doc: Document, named: Named) -> list[str]:
    """Return the features of a body as an organiser: what any of its mentions shows, and what its name does."""
    f = set(_name_features(doc, named))
    f.add("mentions=" + str(min(len(named.mentions), 4)))
    for body, frames, listed in zip(named.mentions, named.frames, named.listed, strict=True):
        f |= _mention_features(doc, body, frames, listed)
    f.add("framed" if any(named.frames) else "listed" if any(named.listed) else "bare")
    kind = next(x for x in sorted(f) if x.startswith("kind="))
    f |= {
        f"{kind}&{x}"
        for x in f
        if x.startswith(("frame", "listed", "says", "its", "known", "shares", "office", "clear"))
    }
    return sorted(f)


def _name_features(doc: Document, named: Named) -> list[str]:
    own = {w.strip(".,'’").casefold() for w in named.name.replace("-", " ").split()}
    f = ["kind=" + named.mentions[0].kind.value, "words=" + str(min(len(named.name.split()), 4))]
    f += [
        f"word {name}"
        for name in ("fair_strong", "fair_weak", "house", "organization", "person_title")
        if own & words(name)
    ]
    if named.name.isupper():
        f.append("capitals")
    if named.name.casefold() in doc.registered_organizers:
        f.append("registry organizer")
    if named.name.casefold() in _known():
        f.append("known organizer")
    if (own & doc.fair_words) - _plain_words() - _place_words(doc):
        f.append("shares a word with a fair")
        if not own <= doc.fair_words:
            f.append("shares a word and has more")
    return f


@cache
def _plain_words() -> frozenset[str]:
    return frozenset().union(*(words(name) for name in _GENERAL))


@cache
def _known() -> frozenset[str]:
    return frozenset(name.casefold() for name in known_names("organizers"))


def _place_words(doc: Document) -> frozenset[str]:
    return frozenset(word for p in doc.places for word in p.name.casefold().split())


def _mention_features(doc: Document, body: Body, frames: Sequence[Frame], listed: Sequence[Frame]) -> set[str]:
    zone = doc.sentence_at(body.span.start).span
    before, after = (
        doc.text[max(zone.start, body.span.start - 60) : body.span.start],
        doc.text[body.span.end : zone.end],
    )
    around = setting(doc, body.span)
    f = {x for x in around if not x.startswith(("hold", "near"))} | set(beside(doc, body.span, 2))
    theme = "fair" if {"fair in sentence", "edition noun"} & set(around) else "no fair"
    for frame in frames:
        f |= {
            f"frame={frame.name}",
            f"frame={frame.name} {frame.kind}",
            f"frame {theme}",
            f"frame {frame.kind} {theme}",
        }
        what = _organised(doc, body, frame)
        f |= {f"of {what}", f"frame={frame.name} of {what}", f"frame {frame.kind} of {what}"}
    for frame in listed:
        f |= {"listed", f"listed={frame.name} {frame.kind}", f"listed {theme}"}
    if any(frame.kind in CLEAR for frame in frames):
        f |= {"clear frame", f"clear frame {theme}"}
    counts = "with figures" if _FIGURES.search(after[:120]) or _FIGURES.search(before[-60:]) else "without figures"
    if _SAYS.match(after) or _SAID_BY.search(before):
        f |= {"says", f"says {theme}", f"says {counts}"}
    if _ITS_COUNT.match(after):
        f |= {"its count", f"its count {counts}"}
    if _OFFICE_OF.search(before) or _ITS_OFFICE.match(after):
        f |= {"office", f"office {theme}", f"office {counts}"}
    if body.possessive:
        f.add("possessive")
    inside = doc.mentions_in(zone)
    if any(m.name.span.overlaps(body.span) for m in inside):
        f.add("is a fair")
    elif any(0 <= m.name.span.start - body.span.end < 4 for m in inside):
        f.add("right before a fair")
    if any(p.span == body.span for p in doc.places_in(body.span)):
        f.add("is a place")
    return f


def _organised(doc: Document, body: Body, frame: Frame) -> str:
    """Return what is organised in a frame: the nearest noun or name before "organised by", after "X organises"."""
    zone = doc.sentence_at(body.span.start).span
    left = frame.verb < 0
    edge = body.span.start + frame.verb if left else body.span.end + frame.verb
    tokens = [t for t in doc.sentence_at(body.span.start).tokens if (t.end <= edge if left else t.start >= edge)]
    fairs = [m.name.span for m in doc.mentions_in(zone)]
    for token in reversed(tokens[-12:]) if left else tokens[:12]:
        if any(span.start <= token.start < span.end for span in fairs):
            return "a fair"
        if token.lower in words("sub_event") or token.lower in words("party"):
            return "a part"
        if token.lower in words("edition_noun") or token.lower in ("it", "which"):
            return "the event"
        if token.text[:1].isupper() and token.lower not in words("opening"):
            return "a name"
    return "nothing"


def find_organizers(doc: Document) -> list[Party]:
    """Return the organisers of a text, in the order of the mentions that show them, each with its role."""
    if not doc.fairs:
        return []
    parties: list[Party] = []
    for named in named_bodies(doc):
        features = party_features(doc, named)
        least = _LIKELY if _SIGNS & set(features) else _UNSIGNED
        lean = lean_of_organizer(doc.context, [body.span for body in named.mentions])
        if chance(doc.trace, "organizers", named.mentions[0].span, features, least, named.name, lean) < least:
            continue
        told = [
            2 * any(f.kind in CLEAR for f in own) + 2 * bool(own) + bool(by)
            for own, by in zip(named.frames, named.listed, strict=True)
        ]
        i = told.index(max(told))
        body = named.mentions[i]
        parties.append(Party(body, _role(doc, body, named.frames[i], named.listed[i]), named.name))
    return sorted(parties, key=lambda p: p.body.span)


def _role(doc: Document, body: Body, frames: Sequence[Frame], listed: Sequence[Frame]) -> str:
    """Return the role of an organiser: that of its own frame, else of the one that its list stands in."""
    near = _CO.search(doc.text, max(0, body.span.start - 45), min(len(doc.text), body.span.end + 25))
    if near and (frames or listed):
        return "co-organizer"
    kinds = [frame.kind for frame in frames or listed]
    return "supporter" if "support" in kinds else "host" if "host" in kinds else "organizer"
