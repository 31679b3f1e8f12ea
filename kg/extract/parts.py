"""The parts of the whole that a number may count: the candidates that a text offers around it.

A part is a kind of scope with the name that the text gives it. The kinds without a name (overseas, online, ...) are
always candidates; places, parties and events within the fair are where the words around the number name them: in its
sentence, in the sentences before it in the paragraph, in the heading above, or as the part of the number before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.amounts import AmountMention
from kg.extract.document import Document
from kg.extract.lexicon import words
from kg.extract.metric_features import noun_phrase
from kg.extract.names import NameKind, NameMention
from kg.extract.nouns import singular
from kg.extract.places import PlaceMention
from kg.extract.sentences import BlockKind, Token
from kg.extract.signs import Sign, signs_in
from kg.extract.surroundings import name_around
from kg.model import Scope, ScopeKind, Span

PLACE_KINDS = {
    "country": ScopeKind.COUNTRY,
    "demonym": ScopeKind.COUNTRY,
    "region": ScopeKind.REGION,
    "subdivision": ScopeKind.REGION,
    "city": ScopeKind.CITY,
}
UNNAMED = tuple(kind for kind in ScopeKind if kind is not ScopeKind.COUNTRY)
_BACK = 3  # sentences of the paragraph before the number's own in which its part may be named
_ABOVE = 3  # blocks above in which a heading is looked for
_RECENT = 6  # figures before the number whose parts may go on
_SENTENCE = 300  # a name in the sentence before counts as so many characters farther off,
_HINT = 60  # and a word that only hints at a part so many farther than one that says it
_MOST = 6  # names and phrases of parties and events that are weighed, the nearest ones


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the whole: its scope, where it is named and how.

    `form` is the kind of place, `name`, `phrase`, `sign` or `hint` (see `signs`), `carried` (named only by figures
    before), `topic` (by the title) or `kind` where nothing names it.
    """

    scope: Scope
    form: str
    span: Span | None = None
    head: str = ""


@dataclass(frozen=True, slots=True, order=True)
class _Body:
    """A party or event where a name or a phrase tells of it, with its last noun."""

    span: Span
    form: str
    head: str


class PartFinder:
    """Finds the parts that the numbers of one article may count; what a sentence holds is looked at once."""

    def __init__(self, doc: Document) -> None:
        self._doc = doc
        self._signs_in: dict[Span, list[Sign]] = {}
        self._bodies_in: dict[Span, list[_Body]] = {}

    def around(self, amount: AmountMention, told: Sequence[Scope], topics: Sequence[Scope] = ()) -> list[Part]:
        """Return the parts that a number may count.

        `told` are the scopes of the figures before it, the last of which may go on; `topics` are places that the
        whole article is about.
        """
        zones = zones_of(self._doc, amount)
        parts = [Part(Scope(kind), "kind") for kind in UNNAMED]
        parts += self._signs(amount, zones)
        parts += _places(self._doc, amount, zones)
        parts += self._bodies(amount, zones)
        known = {part.scope for part in parts}
        for form, scopes in (("carried", reversed(told[-_RECENT:])), ("topic", iter(topics))):
            for scope in scopes:
                if scope.of and scope not in known:
                    known.add(scope)
                    parts.append(Part(scope, form))
        return parts

    def _signs(self, amount: AmountMention, zones: list[Span]) -> list[Part]:
        """Return the nearest sign of each kind of part that needs no name."""
        best: dict[ScopeKind, tuple[int, Sign]] = {}
        for n, zone in enumerate(zones):
            if zone not in self._signs_in:
                self._signs_in[zone] = signs_in(self._doc.text, zone.start, zone.end)
            for sign in self._signs_in[zone]:
                far = gap(self._doc, amount, sign.span) + _SENTENCE * n + _HINT * (not sign.strong)
                if sign.kind not in best or far < best[sign.kind][0]:
                    best[sign.kind] = (far, sign)
        return [Part(Scope(k), "sign" if s.strong else "hint", s.span, s.word) for k, (_, s) in best.items()]

    def _bodies(self, amount: AmountMention, zones: list[Span]) -> list[Part]:
        """Return the parties and events that names and phrases around a number tell of, the nearest ones."""
        found: list[tuple[int, _Body]] = []
        for n, zone in enumerate(zones):
            if zone not in self._bodies_in:
                self._bodies_in[zone] = list(_bodies(self._doc, zone))
            for body in self._bodies_in[zone]:
                if not body.span.contains(amount.number):
                    found.append((gap(self._doc, amount, body.span) + _SENTENCE * n, body))
        parts: dict[Scope, Part] = {}
        for _, body in sorted(found)[:_MOST]:
            for kind in (ScopeKind.EVENT, ScopeKind.ORGANIZATION):
                scope = Scope(kind, body.span.of(self._doc.text))
                parts.setdefault(scope, Part(scope, body.form, body.span, body.head))
        return list(parts.values())


def zones_of(doc: Document, amount: AmountMention) -> list[Span]:
    """Return where the part of a number may be named: its sentence, those before it, the heading above."""
    index = doc.sentence_index(amount.span.start)
    block = doc.block_of[index]
    zones = [doc.sentences[index].span]
    for near in range(index - 1, max(-1, index - 1 - _BACK), -1):
        if doc.block_of[near] != block:
            break
        zones.append(doc.sentences[near].span)
    above = heading_above(doc, block)
    if above is not None:
        zones.append(above)
    return zones


def heading_above(doc: Document, block: int) -> Span | None:
    """Return the heading that a block stands under, or the line that leads in its list."""
    listed = doc.blocks[block].kind in (BlockKind.LIST_ITEM, BlockKind.TABLE)
    for above in range(block - 1, max(-1, block - 1 - (12 if listed else _ABOVE)), -1):
        kind = doc.blocks[above].kind
        if kind is BlockKind.HEADING:
            return doc.blocks[above].span
        if listed and kind is BlockKind.PARAGRAPH:
            return doc.blocks[above].sentences[-1].span
    return None


def gap(doc: Document, amount: AmountMention, span: Span) -> int:
    """Return how far a name is from a number: characters, and more for each mark between."""
    if span.start >= amount.span.end:
        between = doc.text[amount.span.end : span.start]
        far = len(between)
    else:
        between = doc.text[span.end : amount.span.start]
        far = len(between) + 8
    return far + 20 * sum(between.count(mark) for mark in ",;:.")


def _places(doc: Document, amount: AmountMention, zones: list[Span]) -> list[Part]:
    best: dict[Scope, tuple[int, PlaceMention]] = {}
    money = [a.span for a in doc.amounts_in(zones[0])]
    for n, zone in enumerate(zones):
        for place in doc.places_in(zone):
            kind = PLACE_KINDS[place.kind]
            name = place.country if kind is ScopeKind.COUNTRY else place.name
            if not name or (n == 0 and any(a.contains(place.span) for a in money)):
                continue
            scope = Scope(kind, name)
            far = gap(doc, amount, place.span) + _SENTENCE * n
            if scope not in best or far < best[scope][0]:
                best[scope] = (far, place)
    return [Part(scope, place.kind, place.span) for scope, (_, place) in best.items()]


def _bodies(doc: Document, zone: Span) -> Iterator[_Body]:
    for name in doc.names_in(zone):
        if name.span not in doc.place_spans and name.span not in doc.fair_spans and name.kind is not NameKind.VENUE:
            yield _Body(name.span, "name", name.surface.lower().split()[-1])
    for phrase in _phrases(doc, zone):
        span = Span(phrase[0].start, phrase[-1].end)
        if not _counted(doc, span):
            yield _Body(span, "phrase", singular(phrase[-1].lower))


def _phrases(doc: Document, zone: Span) -> list[list[Token]]:
    """Return the phrases of a sentence that end in a noun of parties or events ("the opening ceremony")."""
    nouns = words("party") | words("sub_event")
    tokens = doc.sentence_at(zone.start).tokens
    phrases = []
    for i, token in enumerate(tokens):
        if singular(token.lower) not in nouns:
            continue
        if i + 1 < len(tokens) and tokens[i + 1].text == token.text:
            continue
        around = name_around(doc, Span(token.start, token.end))
        if around is not None and (around.span in doc.fair_spans or token.end <= around.span.end):
            continue
        first = i
        while first > 0 and i - first < 4 and _modifies(tokens[first - 1]):
            first -= 1
        phrases.append(list(tokens[first : i + 1]))
    return phrases


def _counted(doc: Document, span: Span) -> bool:
    """Tell whether a phrase is what a number counts ("14 forums") and so names no single part."""
    near = doc.amounts_in(Span(max(0, span.start - 40), span.end))
    for amount in near:
        tokens = doc.sentence_at(amount.span.start).tokens
        after = [t for t in tokens if t.start >= amount.span.end][:8]
        phrase = noun_phrase(after, 0)
        if phrase and phrase[0].start <= span.start < phrase[-1].end:
            return True
    return False


def _modifies(token: Token) -> bool:
    """Tell whether a word can belong to the name of a part: a capitalised word or an adjective, no small word."""
    word = token.lower
    if not any(c.isalpha() for c in word) or word in words("connector"):
        return False
    if word in words("opening"):
        return word in ("opening", "new")
    return token.text[0].isupper() or not word.endswith(("'s", "’s", "ly"))


def body_of(doc: Document, span: Span) -> NameMention | None:
    """Return the longer name that a place stands in ("Messe Berlin"), or None."""
    name = name_around(doc, span)
    return name if name is not None and name.span != span else None
