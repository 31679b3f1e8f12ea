"""Names of one thing gathered: the acronym in brackets, the initials, the shorter form, the former name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.extract.lexicon import words
from kg.extract.names import NameKind, NameMention, words_of
from kg.registry import Registry

_LONGEST_GAP = 60
_CALLED = (
    r"(?:(?:hereinafter|hereafter|herein|commonly|also|better|widely|formerly|previously|otherwise|in short|now"
    r"|officially|locally|often|then|simply|just) )*(?:referred to as|abbreviated (?:as|to)|known as|known by"
    r"|called|named|dubbed|alias|aka|a\.k\.a\.|or|short for|for short|that is|i\.e\.|formerly|previously|in short"
    r"|in full|which stands for|stands for|stood for|an acronym (?:of|for))"
)
_QUOTE = r"[“\"‘'«„]?"
_ALIAS_GAP = re.compile(rf"[”\"’»]?(?:,? \(|,?)\s?(?:or )?{_CALLED}:?,? (?:the |its |simply |just )*{_QUOTE}")
_BRACKET_GAP = re.compile(rf"[”\"’»]?,?\s?[(\[]\s?(?:the |also |now |then |ex[- ])*{_QUOTE}")
_APPOSITION_GAP = re.compile(rf"[”\"’»]?, (?P<article>the |its |our |an? )?{_QUOTE}")
_DASH_GAP = re.compile(rf" ?[–—-] ?(?:the )?{_QUOTE}|: (?:the )?{_QUOTE}")
_QUOTED_GAP = re.compile(r",? (?:the |or )?[“\"‘'«„]")
# What stands between a fair's names where it had another before: "which until 2018 was called the", "renamed",
# "has changed its name to", "(until April 2018 the", ", the former".
_UNTIL = r"(?:until|till|before|up to) (?:[A-Z][a-z]+ )?(?:1[89]|20)\d\d,? "
_EARLIER = r"(?:formerly |previously |originally |first |once |long |now )?"
_RENAMED = "|".join(
    (
        rf",? (?:which|that) (?:{_UNTIL})?(?:was|is|had been|has been) (?:{_UNTIL})?{_EARLIER}"
        r"(?:called|named|known as)",
        r",? (?:(?:has|had|have|was|is|been|since|now|later|then|recently) )*(?:renamed|rebranded|rechristened)"
        r"(?: as| to)?",
        r",? (?:has |had )?changed its name to",
        rf"(?:,| \() ?{_UNTIL.removesuffix(',? ')},?(?: known as| called| named)?",
        r"(?:,| \() ?(?:the |its )?(?:former|erstwhile|one-time)",
    )
)
_RENAMED_GAP = re.compile(rf"[”\"’»]?(?:{_RENAMED})(?: the| its)? {_QUOTE}")
# "Until 2018 called the Grain Show, the Harvest Fair ...": said before the first of the two.
_CALLED_BEFORE = re.compile(
    rf"\b(?:{_UNTIL}|formerly |previously |originally |once )(?:known as|called|named) (?:the )?{_QUOTE}$",
    re.IGNORECASE,
)
# "Until 2018 the fair was called the", "It was formerly known as the": said of the fair that was named last.
_REFERENCE = r"(?:(?:the|this) (?:annual |trade )?(?:fair|show|event|expo|exhibition|salon|congress|forum)|it)"
_ONCE = r"(?:formerly|previously|originally|once|first|until then|until recently)"
_CALLED_BY_REFERENCE = re.compile(
    rf"(?:\A|[.!?][”\"’»]?\s+|\n\s*)(?:{_UNTIL}{_REFERENCE} (?:was|had been)"
    rf"|{_REFERENCE} (?:was|had been) {_ONCE}|{_ONCE},? {_REFERENCE} was"
    rf"|{_REFERENCE} was, {_UNTIL.removesuffix(',? ')},)"
    rf" (?:known as|called|named) (?:the )?{_QUOTE}$",
    re.IGNORECASE,
)
_FARTHEST_NAMED = 400  # characters: some two sentences
_NEXT_GAP = re.compile(rf"[”\"’»]?, (?:the )?{_QUOTE}")
_LONGEST_BEFORE = 60
_CLOSING = frozenset("”\"’'»“")
# "PLASTINDIA 2009, 7th International Plastics Exhibition": a coined name, and what the number says it is.
_NUMBERED_GAP = re.compile(r"(?:, | – | — | - |: |\n|\. )(?:the |The |its )?")
_INSIDE_GAP = re.compile(r"[”\"’»]?(?:[,;/]| or| –| -)\s?(?:or |the |also )*[“\"‘]?")
_FAIRS = frozenset((NameKind.FAIR, NameKind.WEAK))


@dataclass(slots=True)
class FairCluster:
    """The names of one thing in an article, and its mentions in order; `names` holds the fullest first."""

    key: str
    names: list[str]
    mentions: list[NameMention]
    features: set[str] = field(default_factory=set)
    slug: str | None = None
    score: float = 0.0

    @property
    def first(self) -> int:
        """Return the offset of the first mention."""
        return self.mentions[0].span.start


def fold(name: str) -> str:
    """Return a name without case, punctuation and the article.

    >>> fold("The Canton-Fair!")
    'canton fair'
    """
    return " ".join(w for w in re.sub(r"[^\w&+=]+", " ", name.casefold()).split() if w != "the")


def initials(name: str) -> frozenset[str]:
    """Return what the first letters of a name can make, in lower case: with its small words and without.

    >>> sorted(initials("China International Fair for Trade in Services"))
    ['cifftis', 'ciffts', 'ciftis', 'cifts']
    """
    found = [w for w in words_of(name) if w.text[0].isalpha()]
    made = set()
    for kept in ((), ("in",), ("for",), ("for", "in"), ("and", "of", "for", "in")):
        made.add("".join(w.lower[0] for w in found if w.text[0].isupper() or w.lower in kept))
    return frozenset(made)


def is_place(name: str, registry: Registry) -> bool:
    """Tell whether a name is a country, a people or a city of the registry."""
    return bool(registry.country_named(name) or registry.country_of_demonym(name) or registry.city_named(name))


class _Sets:
    """Disjoint sets of keys, joined by evidence that two names are one."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._parent = {key: key for key in keys}

    def root(self, key: str) -> str:
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def join(self, one: str, other: str) -> None:
        self._parent[self.root(other)] = self.root(one)


def cluster(text: str, names: Sequence[NameMention], registry: Registry) -> list[FairCluster]:
    """Return the names of a text gathered into clusters, in the order of their first mention."""
    by_key: dict[str, list[NameMention]] = defaultdict(list)
    for name in names:
        by_key[fold(name.surface)].append(name)
    sets = _Sets(by_key)
    _join_neighbours(text, names, registry, sets)
    _join_by_reference(text, names, registry, sets)
    _join_initials(by_key, sets)
    slugs = _join_registered(by_key, registry, sets)
    _join_short_forms(by_key, registry, sets)
    groups: dict[str, list[str]] = defaultdict(list)
    for key in by_key:
        groups[sets.root(key)].append(key)
    slug_of = {sets.root(key): slug for slug, key in sorted(slugs.items(), reverse=True)}
    clusters = []
    for root, keys in groups.items():
        mentions = sorted((m for k in keys for m in by_key[k]), key=lambda m: m.span)
        ranked = sorted({m.surface for m in mentions}, key=lambda s: (-_fullness(s), -len(s), s))
        clusters.append(FairCluster(min(keys), ranked, mentions, slug=slug_of.get(root)))
    return sorted(clusters, key=lambda c: c.first)


def _fullness(name: str) -> int:
    """Return how full a name is: a name with a fair's noun beats an acronym of any length."""
    return 100 * bool(set(fold(name).split()) & words("fair_strong")) + min(len(name.split()), 20)


def _join_neighbours(text: str, names: Sequence[NameMention], registry: Registry, sets: _Sets) -> None:
    """Join names that the text puts side by side as one: in brackets, by "or", "known as", in apposition."""
    bracket_end = -1
    bracketed: NameMention | None = None
    for a, b in pairwise(names):
        if b.span.start - a.outer.end > _LONGEST_GAP or is_place(b.surface, registry):
            continue
        gap = text[a.outer.end : b.outer.start]
        inside = bracketed is not None and b.span.end <= bracket_end and _INSIDE_GAP.fullmatch(gap)
        if inside and bracketed is not None and _alias_in_bracket(bracketed, b):
            sets.join(fold(bracketed.surface), fold(b.surface))
            continue
        quoted = text[b.outer.end : b.outer.end + 1] in _CLOSING and bool(_QUOTED_GAP.fullmatch(gap))
        before = text[max(a.outer.start - _LONGEST_BEFORE, 0) : a.outer.start]
        if is_place(a.surface, registry) or not (
            _named_together(gap, a, b, quoted=quoted) or _renamed(before, gap, a, b)
        ):
            continue
        sets.join(fold(a.surface), fold(b.surface))
        if "(" in gap:
            bracketed, bracket_end = a, text.find(")", b.span.end, b.span.end + 120)


def _join_by_reference(text: str, names: Sequence[NameMention], registry: Registry, sets: _Sets) -> None:
    """Join a former name to the fair that was named last, where a sentence says that "the fair" had the name."""
    last: NameMention | None = None
    for name in names:
        if name.kind not in _FAIRS or is_place(name.surface, registry):
            continue
        before = text[max(name.outer.start - 2 * _LONGEST_BEFORE, 0) : name.outer.start]
        is_near = last is not None and name.span.start - last.span.end < _FARTHEST_NAMED
        if last is not None and is_near and _CALLED_BY_REFERENCE.search(before):
            sets.join(fold(last.surface), fold(name.surface))
        last = name


def _alias_in_bracket(full: NameMention, inner: NameMention) -> bool:
    return inner.kind is full.kind or _is_acronym_of(inner.surface, full.surface)


def _named_together(gap: str, a: NameMention, b: NameMention, *, quoted: bool) -> bool:
    """Tell whether the words between two names say that they are one; `quoted` where the second is in quotes."""
    kinds = {a.kind, b.kind}
    if gap in ("", " ") and a.year is not None and b.kind in _FAIRS and a.kind in (NameKind.COINED, *_FAIRS):
        return True  # "Indo Defence 2012 Expo & Forum"
    if quoted and a.kind in _FAIRS and b.kind in (NameKind.COINED, *_FAIRS):
        return True  # the International Building Exhibition "UzBuild"
    numbered = b.ordinal is not None and a.ordinal is None and b.surface.count(" ") > 1
    if numbered and a.kind is NameKind.COINED and b.kind in _FAIRS and _NUMBERED_GAP.fullmatch(gap):
        return True
    acronym = _is_acronym_of(b.surface, a.surface) or _is_acronym_of(a.surface, b.surface)
    if not kinds & _FAIRS and not acronym:
        return False
    if _ALIAS_GAP.fullmatch(gap) or _BRACKET_GAP.fullmatch(gap):
        return True
    if _DASH_GAP.fullmatch(gap):
        return acronym
    apposition = _APPOSITION_GAP.fullmatch(gap)
    if apposition is None or kinds != {NameKind.FAIR, NameKind.COINED}:
        return acronym and apposition is not None
    return acronym or (a.kind is NameKind.COINED and _explains(apposition["article"], a, b))


def _renamed(before: str, gap: str, a: NameMention, b: NameMention) -> bool:
    """Tell whether the text says that one of two names took the place of the other."""
    if not {a.kind, b.kind} <= {NameKind.COINED, *_FAIRS} or a.kind is b.kind is NameKind.COINED:
        return False
    called = _CALLED_BEFORE.search(before) is not None and _NEXT_GAP.fullmatch(gap) is not None
    return called or _RENAMED_GAP.fullmatch(gap) is not None


def _explains(article: str | None, a: NameMention, b: NameMention) -> bool:
    """Tell whether a fair's name after a comma explains the coined one before it ("Matka 2015, the Nordic Fair")."""
    if article in ("the ", "its ", "our "):
        return True
    return " " not in a.surface and fold(b.surface).startswith("international ")


def _is_acronym_of(short: str, full: str) -> bool:
    letters = [c for c in short.lower() if c.isalpha()]
    if not 2 <= len(letters) <= 10 or " " not in full or " " in short or len(full) < 2 * len(short):
        return False
    rest = iter(full.lower())
    return letters[0] == full[0].lower() and all(c in rest for c in letters) and any(c.isupper() for c in short[1:])


def _join_initials(by_key: dict[str, list[NameMention]], sets: _Sets) -> None:
    """Join an acronym to the fair whose words it is made of, wherever the two stand in the text."""
    full: dict[str, str] = {}
    long_names = sorted({names[0].surface for names in by_key.values() if names[0].kind in _FAIRS})
    for key in sorted(by_key):
        first = by_key[key][0]
        if first.kind in _FAIRS and len(key.split()) > 2:
            for made in initials(first.surface):
                full.setdefault(made, key)
    for key in sorted(by_key):
        surface = by_key[key][0].surface
        if sum(c.isupper() for c in surface) > 2 and " " not in surface and key in full:
            sets.join(full[key], key)
        elif len(fellows := [name for name in long_names if _made_of(surface, name)]) == 1:
            sets.join(fold(fellows[0]), key)


_LEAST_LETTERS = 3
_MOST_OF = 0.55  # of the initials of a name, at least, stand in its acronym


def _made_of(short: str, full: str) -> bool:
    """Tell whether a name is an acronym of another one, or the acronym of its first words with the last ones kept.

    >>> _made_of("KIMES", "Korea International Medical & Hospital Equipment Show")
    True
    >>> _made_of("WTM Africa", "World Travel Market Africa"), _made_of("WTM", "World Travel Market Africa")
    (True, True)
    >>> _made_of("AAPEX", "Asia Pacific Maritime Exhibition and Conference")
    False
    """
    letters, *kept = short.split()
    own = [w.text for w in words_of(full) if w.text[0].isupper()]
    if kept:
        if own[-len(kept) :] != kept:
            return False
        own = own[: -len(kept)]
    if len(letters) < _LEAST_LETTERS or not letters.isalpha() or len(own) < _LEAST_LETTERS or len(letters) > len(own):
        return False
    if not kept and letters.islower() is letters.isupper():
        return False  # neither "cippe" nor "KIMES": a word like any other
    heads = iter(w[0].lower() for w in own)
    made = letters.lower()[0] == own[0][0].lower() and all(c in heads for c in letters.lower())
    return made and len(letters) >= _MOST_OF * len(own)


def _join_registered(by_key: dict[str, list[NameMention]], registry: Registry, sets: _Sets) -> dict[str, str]:
    """Join the names that the registry knows as one fair's; return a key for each of its slugs."""
    slugs: dict[str, str] = {}
    for key in sorted(by_key):
        known = registry.fairs_named(by_key[key][0].surface)
        if len(known) == 1:
            if known[0].slug in slugs:
                sets.join(slugs[known[0].slug], key)
            slugs.setdefault(known[0].slug, key)
    return slugs


_EXHIBITION = re.compile(r"\b(?:exposition|exhibition)\b")


def _join_by_place(by_key: dict[str, list[NameMention]], registry: Registry, sets: _Sets) -> None:
    """Join a name to the one other that only adds where it is held ("Hortiflora" and "Hortiflora Ethiopia")."""
    longer: dict[str, set[str]] = defaultdict(set)
    for key in sorted(by_key):
        parts = by_key[key][0].surface.split()
        for n in range(1, len(parts)):
            if is_place(" ".join(parts[n:]), registry):
                longer[fold(" ".join(parts[:n]))].add(key)
        if len(parts) > 1 and registry.country_of_demonym(parts[0]):
            longer[fold(" ".join(parts[1:]))].add(key)
    for key, keys in sorted(longer.items()):
        if key in by_key and len(keys) == 1 and _joinable(by_key[key][0], registry):
            sets.join(keys.pop(), key)


def _joinable(name: NameMention, registry: Registry) -> bool:
    return name.kind in (NameKind.COINED, NameKind.FAIR) and not is_place(name.surface, registry) and (
        fold(name.surface) not in words("fair_strong")
    )  # fmt: skip


def _join_short_forms(by_key: dict[str, list[NameMention]], registry: Registry, sets: _Sets) -> None:
    """Join a name to the one longer name of a fair that it ends ("Jewellery Fair") or, if coined, begins."""
    _join_by_place(by_key, registry, sets)
    ends: dict[str, set[str]] = defaultdict(set)
    starts: dict[str, set[str]] = defaultdict(set)
    same: dict[str, str] = {}
    for key in sorted(by_key):
        sets.join(same.setdefault(_EXHIBITION.sub("expo", key), key), key)
    for key in sorted(by_key):
        if not any(n.kind is NameKind.FAIR for n in by_key[key]):
            continue
        parts = key.split()
        for n in range(1, len(parts)):
            ends[" ".join(parts[n:])].add(sets.root(key))
            starts[" ".join(parts[:n])].add(sets.root(key))
    for key in sorted(by_key):
        fair = any(n.kind is NameKind.FAIR for n in by_key[key])
        if fair and len(key.split()) > 1:
            longer = {sets.root(k) for k in ends.get(key, ())} - {sets.root(key)}
        elif not fair and len(key) > 2 and not is_place(by_key[key][0].surface, registry):
            longer = {sets.root(k) for k in starts.get(key, ())} - {sets.root(key)}
        else:
            continue
        if len(longer) == 1:
            sets.join(longer.pop(), key)
