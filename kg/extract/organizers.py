"""Who organises, hosts or supports a fair: a choice for each name by what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.document import Document
from kg.extract.linear import model
from kg.extract.names import NameKind, NameMention
from kg.extract.surroundings import beside, setting

_ORGANISE = re.compile(
    r"\b(?:co-?)?organi[sz](?:e|es|ed|er|ers|ing)\b|\bpromoters?\b|\bput on by\b|\bruns?\b|\bstages?d?\b|\bhosts?(?:ed)?\b|"
    r"\bheld by\b|\bowners?\b|\bowns?\b|\bsponsors?(?:ed)?\b|\bsupport(?:ed|ers?)?\b|\bpatronage\b|\bbehind\b|"
    r"\bmanages?\b|\bin charge\b|\bproducers?\b|\bproduced\b|\bunder the aegis\b|\bauspices\b|\bholds?\b|\bpromotes\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Party:
    """A name that organises a fair, in a role: `organizer`, `host`, `co-organizer` or `supporter`."""

    mention: NameMention
    role: str


def party_features(doc: Document, name: NameMention) -> list[str]:
    """Return the features of a name as an organiser."""
    f = ["kind=" + name.kind.value, "words=" + str(min(len(name.surface.split()), 4))]
    f += beside(doc, name.span, 5)
    f += [x for x in setting(doc, name.span) if not x.startswith(("hold", "near"))]
    zone = doc.sentence_at(name.span.start).span
    before = doc.text[max(zone.start, name.span.start - 60) : name.span.start]
    after = doc.text[name.span.end : min(zone.end, name.span.end + 60)]
    if hits := list(_ORGANISE.finditer(before)):
        verb = hits[-1][0].lower()
        gap = len(before) - hits[-1].end()
        f += [f"before={verb}", f"before={verb} " + ("close" if gap < 12 else "far")]
    if hit := _ORGANISE.search(after):
        f += [f"after={hit[0].lower()}", f"after={hit[0].lower()} " + ("close" if hit.start() < 16 else "far")]
        if re.match(r"[,)]?[^.;]{0,12}\b(?:which|who|that)\b", after):
            f.append("relative clause")
    if name.surface.isupper():
        f.append("capitals")
    if name.possessive:
        f.append("possessive")
    if any(m.name.span.overlaps(name.span) for m in doc.mentions_in(zone)):
        f.append("is a fair")
    if name.span in doc.place_spans:
        f.append("is a place")
    known = {o.casefold() for fair in doc.fairs if fair.slug for o in _registered(doc, fair.slug)}
    if name.surface.casefold() in known:
        f.append("registry organizer")
    return f


def _registered(doc: Document, slug: str) -> tuple[str, ...]:
    row = doc.registry.fair(slug)
    return row.organizers if row else ()


def organizer_candidates(doc: Document) -> list[NameMention]:
    """Return the names that can be organisers: any that is no place and no fair."""
    return [n for n in doc.names if n.kind is not NameKind.VENUE and len(n.surface) > 1]


def find_organizers(doc: Document) -> list[Party]:
    """Return the organisers of a text in order, each mention with its role."""
    if not doc.fairs:
        return []
    parties = []
    for name in organizer_candidates(doc):
        role = model("organizers").best(party_features(doc, name))
        if role != "none":
            parties.append(Party(name, role))
    return parties
