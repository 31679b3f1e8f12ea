"""What speaks for or against a cluster of names being a trade event.

Its own words, what is said around it, what stands out in its text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from kg.extract.clusters import FairCluster, fold, initials, is_place
from kg.extract.fair_patterns import AFTER, BEFORE, DEFINITE, FAIR_WORD, MORPHEME, NEAR
from kg.extract.lexicon import known_names, words
from kg.extract.names import NameKind, NameMention, words_of
from kg.registry import Registry

_TELLING = frozenset({"at", "held at", "line start", "capitals line", "speech verb", "from company", "and before"})
_FAR = 1200
_UNPAIRED = ("L=", "R=", "starts ", "ends ")
_SHORT = 2
_SHORT_TEXT = 500
_LETTERS = 3
_WORDLY = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the features of a cluster need to know of its article: the title, all names, and who stands out."""

    text: str
    title: str
    registry: Registry
    top: int
    first: FairCluster | None
    lower_words: frozenset[str]
    bodies: dict[str, str]
    antecedents: Counter[str]
    most_told: int
    known_words: frozenset[str]
    setting: frozenset[str]


def survey(
    text: str,
    title: str,
    registry: Registry,
    names: Sequence[NameMention],
    clusters: Sequence[FairCluster],
) -> Surroundings:
    """Look at an article as a whole."""
    nouns = len(FAIR_WORD.findall(text)) * 1000 / max(len(text), _SHORT_TEXT)  # per thousand characters
    eligible = [c for c in clusters if not is_place(c.names[0], registry)]
    named_fairs = sum(any(m.kind is NameKind.FAIR for m in c.mentions) for c in clusters)
    setting = {
        f"fair names in text={min(named_fairs, 3)}",
        "fair nouns=" + ("none" if nouns == 0 else "few" if nouns < 1 else "some" if nouns < 3 else "many"),
    }
    antecedents = _antecedents(text, eligible)
    return Surroundings(
        text=text,
        title=f" {fold(title)} ",
        registry=registry,
        top=max((len(c.mentions) for c in eligible), default=1),
        first=eligible[0] if eligible else None,
        lower_words=frozenset(m[0] for m in _WORDLY.finditer(text) if m[0].islower()),
        bodies=_bodies(text, names),
        antecedents=antecedents,
        most_told=max(antecedents.values(), default=0),
        known_words=_known_words(registry),
        setting=frozenset(setting),
    )


def _bodies(text: str, names: Sequence[NameMention]) -> dict[str, str]:
    """Return which acronyms stand for an organisation or a venue that the text names in full."""
    found: dict[str, str] = {}
    for a, b in pairwise(names):
        if a.kind in (NameKind.ORGANIZATION, NameKind.VENUE):
            if text[a.outer.end : b.outer.start] in (" (", " (the ", ", "):
                found.setdefault(fold(b.surface), a.kind.value)
            if a.surface.count(" ") > 1:
                for made in initials(a.surface):
                    found.setdefault(made, a.kind.value)
    return found


def _antecedents(text: str, clusters: Sequence[FairCluster]) -> Counter[str]:
    """Return how often each cluster is the one named last before "the fair", "the show", "the exhibition"."""
    mentions = sorted((m.span.end, c.key) for c in clusters for m in c.mentions)
    ends = [end for end, _ in mentions]
    found: Counter[str] = Counter()
    for m in DEFINITE.finditer(text):
        i = bisect_right(ends, m.start())
        if i and m.start() - ends[i - 1] < _FAR:
            found[mentions[i - 1][1]] += 1
    return found


@lru_cache(maxsize=4)
def _known_words(registry: Registry) -> frozenset[str]:
    """Return the words that open the names of the registry's fairs, places left out."""
    openings = {name.split()[0] for fair in registry.fairs for name in fair.names}
    return (
        frozenset(w.casefold() for w in openings if len(w) > _SHORT and not is_place(w, registry))
        - words("fair_strong")
        - words("plain_opening")
    )


def features_of(cluster: FairCluster, about: Surroundings) -> set[str]:
    """Return the features of a cluster, and their pairs with its kind."""
    own = _whole(cluster, about)
    for surface in cluster.names:
        own |= _shape(surface, about)
    contexts = [_context(about.text, mention) for mention in cluster.mentions]
    own = own.union(*contexts)
    if len(contexts) > 1:
        own |= {f"always {f}" for f in set.intersection(*contexts) if f in _TELLING}
    kind = "kind=" + _kind(cluster, about.registry)
    joint = {f"{kind}&{f}" for f in own | about.setting if not f.startswith(_UNPAIRED)}
    return own | joint | {kind}


def _kind(cluster: FairCluster, registry: Registry) -> str:
    """Return what sort of candidate a cluster is; features weigh differently for each."""
    kinds = {m.kind for m in cluster.mentions}
    for kind in (NameKind.FAIR, NameKind.WEAK):
        if kind in kinds:
            return kind.value
    if all(is_place(name, registry) for name in cluster.names):
        return "place"
    return "coined"


def _whole(cluster: FairCluster, about: Surroundings) -> set[str]:
    surfaces = cluster.names
    n = len(cluster.mentions)
    where = cluster.first
    f = {
        "words=" + str(min(len(surfaces[0].split()), 5)),
        "names=" + str(min(len(surfaces), 3)),
        "mentions=" + ("1" if n == 1 else "2" if n == 2 else "3-4" if n < 5 else "5+"),
        "first in " + ("150" if where < 150 else "500" if where < 500 else "1500" if where < 1500 else "rest"),
    }
    if n == about.top and n > 1:
        f.add("most mentioned")
    if cluster is about.first:
        f.add("first named")
    if any(f" {fold(s)} " in about.title for s in surfaces):
        f.add("in title")
        if any(about.title.startswith(f" {fold(s)} ") for s in surfaces):
            f.add("opens title")
    told = about.antecedents[cluster.key]
    f.add("antecedent=" + ("0" if not told else "1" if told == 1 else "2" if told == 2 else "3+"))
    if told and told == about.most_told:
        f.add("antecedent most")
    if any(s.split()[0].casefold() in about.known_words for s in surfaces):
        f.add("opens like a registered fair")
    if cluster.slug:
        f.add("registry")
    elif any(about.registry.fairs_named(s) for s in surfaces):
        f.add("registry, ambiguous")
    f |= _known(surfaces)
    for s in surfaces:
        if body := about.bodies.get(fold(s)):
            f.add(f"stands for {body}")
    if all(" " not in s and s.lower() in about.lower_words for s in surfaces):
        f.add("word of the text")
    if sum(m.year is not None for m in cluster.mentions) > 1:
        f.add("years")
    if all(m.opens_sentence for m in cluster.mentions):
        f.add("always opens sentence")
    return f


def _known(surfaces: Sequence[str]) -> set[str]:
    """Return whether people of the trade know a name, or how it begins, as a fair's or a venue's."""
    f = set()
    for name in ("fairs", "venues"):
        known = _known_folded(name)
        for surface in surfaces:
            own = fold(surface).split()
            if " ".join(own) in known:
                f.add(f"known in {name}")
            elif any(" ".join(own[:n]) in known for n in range(1, len(own))):
                f.add(f"opens like known {name}")
    return f


@cache
def _known_folded(name: str) -> frozenset[str]:
    return frozenset(fold(n) for n in known_names(name))


def _shape(surface: str, about: Surroundings) -> set[str]:
    f = set()
    registry = about.registry
    lower = surface.lower()
    if registry.country_named(surface):
        f.add("shape=country")
    if registry.country_of_demonym(surface):
        f.add("shape=demonym")
    if registry.city_named(surface):
        f.add("shape=city")
    if surface.isupper() and len(surface) > 1:
        f.add("shape=capitals" + ("" if " " in surface else " one word"))
    elif " " not in surface and any(c.isupper() for c in surface[1:]):
        f.add("shape=inner capitals")
    elif surface.islower():
        f.add("shape=small")
    if match := MORPHEME.search(lower):
        f.add("shape=" + match[0])
    parts = lower.split()
    if any("expo" in w and w not in words("fair_strong") for w in parts):
        f.add("shape=expo within")
    for part in parts:
        if part.isalpha() and len(part) > _LETTERS:  # coined names are put together from such pieces
            f |= {f"{end} {piece}" for end, piece in (("starts", part[:3]), ("starts", part[:4]))}
            f |= {f"{end} {piece}" for end, piece in (("ends", part[-3:]), ("ends", part[-4:]))}
    for name in ("fair_strong", "fair_weak", "sub_event", "organization", "venue"):
        if parts[-1] in words(name):
            f.add(f"last in {name}")
    f |= {"last word=" + parts[-1], "first word=" + parts[0]}
    if set(parts) & words("person_title"):
        f.add("shape=title")
    if "international" in lower:
        f.add("shape=international")
    first, last = surface.split()[0], surface.split()[-1]
    if registry.city_named(first) or registry.country_named(first):
        f.add("shape=place first")
    if " " in surface and (registry.city_named(last) or registry.country_named(last)):
        f.add("shape=place last")
    if any(c.isdigit() for c in surface):
        f.add("shape=digit")
    if "&" in surface or "+" in surface:
        f.add("shape=and")
    return f


def _context(text: str, m: NameMention) -> set[str]:
    f = set()
    before, after = text[max(0, m.outer.start - 70) : m.outer.start], text[m.outer.end : m.outer.end + 130]
    if m.year:
        f.add("with year")
    if m.ordinal:
        f.add("with ordinal")
    if m.possessive:
        f.add("possessive")
    left = words_of(before)[-1:]
    right = words_of(after)[:1]
    if left and before.endswith((" ", "“", '"', "(")):
        f.add("L=" + left[0].lower)
    if right:
        f.add("R=" + ("year" if right[0].text.isdigit() and len(right[0].text) == 4 else right[0].lower))
    if after[:1] in (",", ".", "(", ":", ";"):
        f.add("R=" + after[0])
    f |= {name for name, pattern in BEFORE.items() if pattern.search(before)}
    for name, pattern in AFTER.items():
        if match := pattern.match(after):
            f.add(name)
            if name in ("event verb", "speech verb"):
                f.add(f"{name}={match[0].split()[-1]}")
    for name, pattern in NEAR.items():
        if pattern.search(after):
            f.add(f"{name} ahead")
        if pattern.search(before):
            f.add(f"{name} behind")
    line_end = text.find("\n", m.span.end, m.span.end + 100)
    line_start = text.rfind("\n", max(0, m.span.start - 100), m.span.start) + 1
    line = text[max(line_start, m.span.start - 100) : line_end if line_end >= 0 else m.span.end + 100]
    if line.isupper():
        f.add("capitals line")
    f.add("opens sentence" if m.opens_sentence else "inside sentence")
    return f
