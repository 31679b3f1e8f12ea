"""Theme, mode and guest countries of an edition, and who is speaking: what set phrases of English say.

>>> [m["quoted"] for m in THEME.finditer('held under the theme of "New Ways," it ended')]
['New Ways,']
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.document import Document
from kg.extract.lexicon import words
from kg.extract.names import NameMention
from kg.model import Mode, Span

THEME = re.compile(
    r"\b(?:theme|themed|motto|slogan|banner|tagline|devoted|title)\b(?P<gap>[^\"“‘”.;!?\n]{0,60}?)"
    r"(?:[\"“](?P<quoted>[^\"“”\n]{3,140})[\"”]|[‘](?P<single>[^‘\n]{3,140}?)[’](?!\w))",
    re.I,
)
_ONLINE = re.compile(
    r"\b(?:held|hosted|hosting|staged|run|take place|taking place|took place|went|go|moved?|organi[sz](?:ed|ing)|met)"
    r"(?: [\w']+){0,4}? (?:entirely |wholly |fully |completely |exclusively |purely |only )?(?:online|virtually)\b"
    r"|\b(?:all-virtual|wholly online|fully online|entirely online|fully virtual|entirely virtual|online-only"
    r"|all-digital|purely digital|purely virtual|virtual edition|digital edition|online edition|wholly virtual)\b",
    re.I,
)
_HYBRID = re.compile(
    r"\bboth (?:online and (?:offline|onsite|on-site|on site|in person)"
    r"|(?:offline|onsite|on-site|on site|in person) and online)\b"
    r"|\bonline and offline\b|\boffline and online\b|\bhybrid\b|\bin person and online\b"
    r"|\bcombin\w+ of (?:online|on-site|offline)\b|\bonline and (?:on-site|onsite|in-person)\b",
    re.I,
)
_IN_PERSON = re.compile(
    r"\bin-person (?:event|edition|show|fair|exhibition|expo)\b|\b(?:held|returned|back|met) (?:fully |entirely )?"
    r"(?:in person|face to face|physically|in the flesh)\b|\bpurely physical\b",
    re.I,
)
_GUEST = re.compile(
    r"\b(?:guest|partner|theme|focus|featured|special partner) (?:countr(?:y|ies)|nations?|states?)"
    r"(?: of hono(?:u)?r)?\b"
    r"|\b(?:guests?|countr(?:y|ies)|nations?) of hono(?:u)?r\b|\bhonou?red guests?\b|\bhonou?red countr(?:y|ies)\b",
    re.I,
)
_SAID = re.compile(
    r"\b(?:said|says|told|announced|announces|added|adds|noted|explained|introduced|stated|according to|reported"
    r"|reports|confirmed|revealed|disclosed)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Trait:
    """A theme, mode or guest country where it stands; `value` is the theme, the notation, or an alpha-2 code."""

    kind: str
    value: str
    span: Span


def find_traits(doc: Document) -> list[Trait]:
    """Return the themes, modes and guest countries of a text, in its order."""
    if not doc.fairs:
        return []
    found = [*_themes(doc), *_modes(doc), *_guests(doc)]
    return sorted(found, key=lambda t: (t.span, t.kind, t.value))


def _themes(doc: Document) -> list[Trait]:
    found = []
    for match in THEME.finditer(doc.text):
        if match[0].lower().startswith("devoted") and " to " not in match["gap"] + " ":
            continue
        name = "quoted" if match["quoted"] else "single"
        value = match[name].strip().rstrip(",.")
        zone = doc.sentence_at(match.start()).span
        before = doc.text[max(zone.start, match.start() - 45) : match.start()].lower()
        # "the China pavilion, themed ..." and "a forum on the theme of" are themes of a part
        if set(re.findall(r"[a-z]+", before + " " + match["gap"].lower())) & (words("sub_event") - {"platform"}):
            continue
        start = match.start(name)
        found.append(Trait("theme", value, Span(start, start + len(value))))
    return found


def _modes(doc: Document) -> list[Trait]:
    found: list[Trait] = []
    for pattern, mode in ((_HYBRID, Mode.HYBRID), (_ONLINE, Mode.ONLINE), (_IN_PERSON, Mode.IN_PERSON)):
        for match in pattern.finditer(doc.text):
            zone = doc.sentence_at(match.start())
            nouns = {t.lower for t in zone.tokens} & words("edition_noun")
            span = Span(match.start(), match.end())
            part = any(t.span.overlaps(span) for t in found)  # "held online" of "held both online and offline"
            if (nouns or doc.mentions_in(zone.span)) and not part:
                found.append(Trait("mode", mode.value, span))
    return found


def _guests(doc: Document) -> list[Trait]:
    found = []
    for match in _GUEST.finditer(doc.text):
        zone = doc.sentence_at(match.start()).span
        places = [p for p in doc.places_in(zone) if p.kind == "country"]
        groups: list[list[int]] = []
        for i, place in enumerate(places):
            gap = doc.text[places[i - 1].span.end : place.span.start] if i else ""
            if i and gap in (", ", " and ", ", and ", " & "):
                groups[-1].append(i)
            else:
                groups.append([i])

        def distance(group: list[int], match: re.Match[str] = match, places=places) -> int:  # type: ignore[no-untyped-def]
            first, last = places[group[0]].span, places[group[-1]].span
            between = (
                doc.text[last.end : match.start()]
                if last.end <= match.start()
                else doc.text[match.end() : first.start]
            )
            return len(between) + 25 * between.count(",") + (0 if last.end <= match.start() else 6)

        if groups and (best := min(groups, key=distance)) and distance(best) < 90:
            for i in best:
                code = places[i].country
                if code:
                    found.append(Trait("guest", code, places[i].span))
    return found


def speaker_of(doc: Document, span: Span) -> str | None:
    """Return who says the sentence around a span, as the text names them with their office, or None.

    Only a name beside a verb of saying counts, in the same sentence.
    """
    zone = doc.sentence_at(span.start).span
    silent = {p.span for p in doc.places_in(zone)} | {m.name.span for m in doc.mentions_in(zone)}

    def speaks(name: NameMention) -> bool:
        return name.span not in silent

    for match in _SAID.finditer(doc.text, zone.start, zone.end):
        after = [n for n in doc.names_in(Span(match.end(), match.end() + 6)) if n.span.end <= zone.end and speaks(n)]
        if after:
            return _with_office(doc, after[0].span, zone)
        names = doc.names_in(Span(zone.start, match.start()))
        before = [n for n in names if 0 <= match.start() - n.span.end <= 1 and speaks(n)]
        if before:
            return _with_office(doc, before[-1].span, zone)
    return None


def _with_office(doc: Document, name: Span, zone: Span) -> str:
    """Return a name, with the office that follows it in commas."""
    office = re.compile(r", (?:the )?[a-z][^,.;:()\"”]{3,90}").match(doc.text, name.end, zone.end)
    return doc.text[name.start : office.end()] if office else name.of(doc.text)
