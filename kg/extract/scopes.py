"""Which part of the whole a number counts: its features, and the name of the part."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from kg.extract.amounts import AmountMention
from kg.extract.document import Document
from kg.extract.lexicon import words
from kg.extract.metric_features import clause_of, noun_phrase
from kg.extract.names import NameKind, words_of
from kg.extract.nouns import classes_of, singular
from kg.extract.places import PlaceMention
from kg.extract.sentences import Token
from kg.model import Scope, ScopeKind, Span

_PLACE_KINDS = {
    "country": ScopeKind.COUNTRY,
    "demonym": ScopeKind.COUNTRY,
    "region": ScopeKind.REGION,
    "subdivision": ScopeKind.REGION,
    "city": ScopeKind.CITY,
}
_SENTENCES_BACK = 4  # how far back the part that a number counts in may have been named
_QUOTES = frozenset('"“”‘’')
_LONGEST_NAME = 8  # words in the name of a part
_NAMED = frozenset(
    {ScopeKind.ORGANIZATION, ScopeKind.EVENT, ScopeKind.SECTOR, ScopeKind.OTHER, ScopeKind.REGION, ScopeKind.CITY}
)
_SIGNS = {
    "overseas": r"overseas|foreign(?:ers?)?|international|abroad|non-\w+",
    "domestic": r"domestic|local|home-grown|homegrown|national|at home|home",
    "first": r"first[- ]time(?:rs)?|newcomers?|new|debut\w*|never|first",
    "startup": r"start-?ups?|young (?:firms|companies)|newly founded",
    "top": r"fortune|top|largest|global 500|leading|world's",
    "online": r"online|virtual(?:ly)?|digital|cloud|screens?|livestream\w*|web|internet",
    "onsite": r"on-?site|in person|face to face|physical(?:ly)?|offline|in the flesh",
    "day": r"(?:first|opening|second|last|final) day|monday|tuesday|wednesday|thursday|friday|saturday|sunday",
    "net": r"net|gross|indoors?|outdoors?|covered|open-air",
}
_SIGN = {name: re.compile(rf"\b(?:{pattern})\b", re.I) for name, pattern in _SIGNS.items()}


def scope_features(doc: Document, amount: AmountMention, indicator: str, previous: str | None) -> list[str]:
    """Return the features that tell which part of the whole a number counts.

    `previous` is the kind of scope of the metric before it, with its indicator (`country exhibitors`), if any.
    """
    sentence = doc.sentence_at(amount.span.start)
    clause = clause_of(doc, amount.span)
    tokens = sentence.tokens
    after = [t for t in tokens if t.start >= amount.span.end]
    before = [t for t in tokens if t.end <= amount.span.start]
    phrase = noun_phrase(after, 0)
    f = [f"indicator={indicator}", f"unit={amount.unit if len(amount.unit) != 3 else 'money'}"]
    for token in phrase:
        f.append("np=" + singular(token.lower))
    if phrase:
        f.append("head=" + singular(phrase[-1].lower))
    end = phrase[-1].end if phrase else amount.span.end
    rest = [t for t in after if t.start >= end]
    for i, token in enumerate(rest[:4]):
        f.append(f"r{i}={token.lower}" if i < 2 else f"r={token.lower}")
    for i, token in enumerate(reversed(before[-6:])):
        f.append(f"l{i}={token.lower}" if i < 2 else f"l={token.lower}")
    zones = {
        "np": Span(amount.span.end, end),
        "close after": Span(end, max(end, min(end + 45, sentence.span.end))),
        "clause": clause,
        "sentence": sentence.span,
    }
    for name, pattern in _SIGN.items():
        for zone_name, zone in zones.items():
            if pattern.search(zone.of(doc.text)):
                f += [f"{name} in {zone_name}", f"{name} in {zone_name}&{indicator}"]
                break
    f += _list_features(doc, amount, before, phrase, previous)
    f += _place_features(doc, amount, zones, indicator)
    f += _name_features(doc, amount, clause, sentence.span)
    if after[:1] and after[0].lower == "of":
        f.append("of")
    if any(t.lower in ("them", "whom", "which", "these", "those") for t in after[:4]):
        f.append("part of")
    if any(t.lower in ("them", "whom", "which", "these", "those", "including", "among") for t in before[-6:]):
        f.append("part of before")
    f.append("block=" + doc.block_at(amount.span.start).kind.value)
    return f


def _list_features(
    doc: Document, amount: AmountMention, before: Sequence[Token], phrase: Sequence[Token], previous: str | None
) -> list[str]:
    """Return whether the number goes on a list ("textiles nine, furs four"), and what the list was about."""
    earlier = doc.amounts_in(Span(doc.sentence_at(amount.span.start).span.start, amount.span.start))
    where = "same sentence" if earlier else "new sentence"
    kind, _, indicator = (previous or "none none").partition(" ")
    f = [f"previous={kind}", f"previous={kind} {where}", f"previous {indicator} {where}"]
    f.append(f"previous={kind} {where} {'phrase' if phrase else 'bare'}")
    if before and not phrase:
        last = before[-1].lower
        known = bool(classes_of(last))
        f.append(
            "bare after "
            + ("counted noun" if known else "other noun" if last.isalpha() and len(last) > 3 else "mark")
        )
    if amount.unit == "percent":
        f.append(f"percent previous={kind}")
    block = doc.block_at(amount.span.start).span
    line = doc.text[block.start : min(block.end, block.start + 60)]
    label = line.split(":")[0].lower() if ":" in line else ""
    f += [f"label={w}" for w in label.split()[:5]]
    return f


def _place_features(doc: Document, amount: AmountMention, zones: dict[str, Span], indicator: str) -> list[str]:
    f = []
    for zone_name in ("np", "close after"):
        zone = zones[zone_name]
        for place in doc.places_in(zone)[:1]:
            f += [f"{place.kind} in {zone_name}", f"{place.kind} in {zone_name}&{indicator}"]
            lead = doc.text[max(0, place.span.start - 8) : place.span.start].split()[-1:]
            f.append(f"{place.kind} in {zone_name} after {lead[0].lower() if lead else ''}")
    left = doc.places_in(Span(zones["clause"].start, amount.span.start))
    if left:
        place = left[-1]
        gap = amount.span.start - place.span.end
        near = "near" if gap < 15 else "mid" if gap < 50 else "far"
        f += [f"{place.kind} before {near}", f"{place.kind} before {near}&{indicator}"]
        if doc.text[place.span.end : place.span.end + 2] in ("'s", "’s"):
            f.append(f"{place.kind} possessive before {near}")
        if left[0].span.start - zones["sentence"].start < 6:
            f.append(f"{left[0].kind} opens sentence")
    named = any(place.kind in ("country", "demonym") for place in left)
    if named and len(doc.places_in(zones["sentence"])) > 2:
        f.append("list of places")
    return f


def _name_features(doc: Document, amount: AmountMention, clause: Span, sentence: Span) -> list[str]:
    f = []
    for name in doc.names_in(clause):
        if name.span in doc.fair_spans or name.span in doc.place_spans:
            continue
        side = "before" if name.span.start < amount.span.start else "after"
        f.append(f"name {name.kind.value} {side}")
        if set(name.surface.lower().split()) & words("sub_event"):
            f.append(f"sub-event name {side}")
        if name.possessive:
            f.append(f"possessive name {side}")
    for token in doc.sentence_at(amount.span.start).tokens:
        if token.lower in words("sub_event") or token.lower.rstrip("s") in words("sub_event"):
            f.append("sub-event=" + token.lower.rstrip("s"))
            f.append("sub-event in sentence")
    return sorted(set(f))


def scope_of(doc: Document, amount: AmountMention, kind: ScopeKind) -> Scope:
    """Return the scope of a kind with the name that the text gives the part; without a fitting name, the whole."""
    sentence = doc.sentence_at(amount.span.start)
    after = [t for t in sentence.tokens if t.start >= amount.span.end]
    if kind in (ScopeKind.COUNTRY, ScopeKind.REGION, ScopeKind.CITY):
        place = _nearest_place(doc, amount, sentence.span, kind)
        if place is None:
            return Scope()
        return Scope(kind, place.country if kind is ScopeKind.COUNTRY else place.name)
    if kind not in _NAMED:
        return Scope(kind)
    if kind in (ScopeKind.ORGANIZATION, ScopeKind.EVENT):
        nouns = words("sub_event") | {"exhibition"} if kind is ScopeKind.EVENT else words("party")
        named = _nearest_part(doc, amount, nouns) or _nearest_name(doc, amount, sentence.span, kind)
        if named:
            return Scope(kind, named)
    return Scope(kind, _phrase(after) or _subject(doc, amount))


def _nearest_place(doc: Document, amount: AmountMention, sentence: Span, kind: ScopeKind) -> PlaceMention | None:
    block = doc.block_at(amount.span.start).span
    best: tuple[int, PlaceMention] | None = None
    for place in doc.places_in(block):
        if _PLACE_KINDS[place.kind] is not kind:
            continue
        gap = place.span.start - amount.span.end if place.span.start >= amount.span.end else (
            amount.span.start - place.span.end + 8
        )  # fmt: skip
        gap += 200 * (not sentence.start <= place.span.start < sentence.end)
        between = doc.text[min(place.span.end, amount.span.end) : max(place.span.start, amount.span.start)]
        gap += 20 * sum(between.count(mark) for mark in ",;:.")
        if best is None or gap < best[0]:
            best = (gap, place)
    return best[1] if best else None


def _nearest_part(doc: Document, amount: AmountMention, nouns: frozenset[str]) -> str | None:
    """Return the nearest phrase that names a part by one of some nouns ("Beijing delegation", "opening ceremony")."""
    index = doc.sentence_index(amount.span.start)
    first_sentence = doc.sentences[max(0, index - _SENTENCES_BACK)].span
    fairs = [m.name.span for m in doc.mentions_in(Span(first_sentence.start, doc.sentences[index].span.end))]
    taken = {w.start for span in fairs for w in words_of(doc.text, span.start, span.end)}
    best: tuple[int, str] | None = None
    for near in range(max(0, index - _SENTENCES_BACK), index + 1):
        tokens = doc.sentences[near].tokens
        for i, token in enumerate(tokens):
            if singular(token.lower) not in nouns:
                continue
            first = i
            while first > 0 and i - first < 5 and _modifies(tokens[first - 1]):
                first -= 1
            name = " ".join(t.text for t in tokens[first : i + 1])
            if first == i or tokens[first].start <= amount.span.start < token.end or token.start in taken:
                continue
            gap = abs(token.start - amount.span.start) + 300 * (index - near)
            if best is None or gap < best[0]:
                best = (gap, name)
    return best[1] if best else None


def _modifies(token: Token) -> bool:
    """Tell whether a word can belong to the name of a part: a capitalised word or an adjective, no small word."""
    word = token.lower
    if not any(c.isalpha() for c in word) or word in words("opening") or word in words("connector"):
        return False
    return token.text[0].isupper() or (
        word == "opening" or (not _VERB.fullmatch(word) and not word.endswith(("'s", "’s", "ing", "ly")))
    )


def _nearest_name(doc: Document, amount: AmountMention, sentence: Span, kind: ScopeKind) -> str | None:
    names = [n for n in doc.names_in(sentence) if n.span not in doc.fair_spans and n.span not in doc.place_spans]
    if kind is ScopeKind.EVENT:
        sub = [n for n in names if n.kind in (NameKind.WEAK, NameKind.FAIR)]
        names = sub or names
    if not names:
        return None
    return min(names, key=lambda n: abs(n.span.start - amount.span.start)).surface


_VERB = re.compile(
    r"\w+(?:ed|ew|ose)\Z|is|are|was|were|fell|came|went|stood|made|took|has|have|had|will|would|can|rise|fall"
)


def _subject(doc: Document, amount: AmountMention) -> str:
    """Return what a number without a noun of its own is said of: its clause's subject, without its place."""
    before = [t for t in doc.sentence_at(amount.span.start).tokens if t.end <= amount.span.start]
    marks = [i for i, t in enumerate(before) if t.text in (",", ";", ":", "(", "–", "—")]
    clauses = [before[i:j] for i, j in itertools.pairwise([0, *(i + 1 for i in marks), len(before)])]
    for clause in reversed(clauses):
        words_before_verb = list(itertools.takewhile(lambda t: not _VERB.fullmatch(t.lower), clause))
        kept = [t for t in words_before_verb if any(c.isalpha() for c in t.text)]
        while kept and (kept[0].lower in words("opening") or _is_place(doc, kept[0])):
            kept = kept[1:]
        if kept and len(kept) < len(clause):
            return " ".join(t.text for t in kept[:_LONGEST_NAME])
    around = doc.sentence_at(amount.span.start).tokens[:_LONGEST_NAME]
    return " ".join(t.text for t in around)


def _is_place(doc: Document, token: Token) -> bool:
    return any(p.kind in ("country", "demonym") for p in doc.places_in(Span(token.start, token.start + 1)))


def _phrase(after: Sequence[Token]) -> str:
    """Return the noun phrase after a number, with the relative clause that narrows it ("firms that import ...")."""
    start = 1 if after and after[0].lower == "of" else 0
    tokens = [t for t in after[start:] if t.text not in _QUOTES]
    phrase = noun_phrase(tokens, 0)
    rest = tokens[len(phrase) : len(phrase) + _LONGEST_NAME]
    if phrase and rest and rest[0].lower in ("that", "who", "which"):
        phrase += itertools.takewhile(lambda t: any(c.isalnum() for c in t.text), rest)
    return " ".join(t.text for t in phrase)
