"""Which names are trade events: one cluster of names for each, known to the registry or not.

A cluster gathers a name's mentions with its aliases: the acronym in brackets, the initials, a shorter form. Whether
it is a trade event is decided by a linear model over what its own words and its surroundings say: an unknown fair is
recognised by the shape of its name and by what is said of it, never by a list.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract.lexicon import words
from kg.extract.linear import model
from kg.extract.names import NameKind, NameMention, words_of
from kg.registry import Registry

_ALIAS_GAP = re.compile(
    r"\s?\(\s?(?:the |or |also |[“\"‘'])*\Z|,? (?:or|alias|also (?:known|called) as|(?:better |widely |also )?known as"
    r"|(?:otherwise|formerly|previously) (?:known as )?|called) (?:the |simply |just )*[“\"‘']?\Z"
    r"|, (?:the )?(?:in short|short for|which stands for|that is),? (?:the )?\Z| ?[–—-] ?(?:the )?\Z"
)
_EDITION_NOUN = r"(?:trade )?(?:" + "|".join(sorted(words("edition_noun"))) + r")s?"
_NOUN_AFTER = re.compile(rf"[”\"’]? (?:[a-z-]+ )?{_EDITION_NOUN}\b")
_APPOSITION = re.compile(
    rf"[”\"’)]*(?:,| is| was|, which is|, who is) (?:the|a|an|one of)\b[^.;:()]{{0,70}}?\b{_EDITION_NOUN}\b"
)
_NOUN_BEFORE = re.compile(rf"\b{_EDITION_NOUN},? (?:called |named |of |known as )?[“\"‘]?\Z")
_RELATIVE = re.compile(
    r"\b(?:this year|last year|next year|this|next|last|previous|coming|latest)(?:['’]s)? \Z", re.I
)
_SURE = 0.34  # the threshold of the best F1 in cross-validation by article
_POSSIBLE = 0.05  # enough for the one fair of a text that speaks of a fair all the time
_FAIR_WORDS = 4
_FAIR_WORD = re.compile(r"\b(?:trade fair|fair|expo|exhibition|show|exhibitors?|stands|booths)\b", re.I)
_EVENT_VERB = re.compile(
    r"[”\"’)]*,? (?:\d{4},? )?(?:which |that |has |had |have |is |was |will |would |to |be |been |being |once |again |itself )*"
    r"(?:open|clos|end|attract|dr[ae]w|t[ao]k|held|return|run|ran|kick|welcom|gather|conclud|celebrat|featur|host|"
    r"began|begin|start|finish|wrap|bring|brought|come|came|cancel|postpon|mov|fill|occup|record|report|count|grow|grew)"
)
_EVENT_PLACE = re.compile(
    r"\b(?:at|during|to|for|of|visit|visited|attend|attended|from|after|before|since)(?: the)? [“\"‘]?\Z", re.I
)
_FOLLOWED = re.compile(
    r"(?:['’]s)? (?:exhibitors|visitors|organi[sz]ers|stands|booths|week|participants|halls|edition|doors|fairground)"
)
_NEAR = {
    "noun": re.compile(rf"\b(?:the|this|its|our|a|whose|annual|biennial)\s(?:[\w-]+\s)?{_EDITION_NOUN}\b", re.I),
    "counts": re.compile(r"\b(?:exhibitors?|exhibited|visitors|stands?|booths?|attendance|halls?|buyers)\b", re.I),
    "month": re.compile(
        r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December"
        r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
    ),
    "edition": re.compile(r"\b(?:edition|version|instalment|installment|run|time)s?\b", re.I),
    "organiser": re.compile(r"\borgani[sz](?:er|ed|es|ing)|\bstaged?\b|\bpromoters?\b", re.I),
}
_MORPHEME = re.compile(r"expo|fair|messe|show|tech|\bagri|pack|build|food|fest|feria|salon|mart\b|tex\b|\bjim|week")


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


def initials(name: str) -> str:
    """Return the first letters of the capitalised words of a name, in lower case.

    >>> initials("China International Fair for Trade in Services")
    'ciftis'
    """
    return "".join(w.lower[0] for w in words_of(name) if w.text[0].isalpha() and w.lower not in ("and", "the", "of"))


def small_names(registry: Registry) -> frozenset[str]:
    """Return the registry's names of fairs that are written without a capital (`bauma`, `drupa`)."""
    return frozenset(name for fair in registry.fairs for name in fair.names if name.islower() and len(name) > 3)


def candidates(
    text: str, title: str | None, registry: Registry, mentions: Sequence[NameMention]
) -> list[FairCluster]:
    """Return all names of a text that could be trade events, clustered, with their features."""
    names = [n for n in mentions if _possible(n, registry)]
    clusters = _cluster(text, names, registry)
    folded_title = f" {fold(title or '')} "
    counts = {c.key: len(c.mentions) for c in clusters}
    top = max(counts.values(), default=1)
    named_fairs = sum(any(m.kind is NameKind.FAIR for m in c.mentions) for c in clusters)
    nouns = len(_FAIR_WORD.findall(text)) * 1000 / max(len(text), 500)
    setting = {
        f"fair names in text={min(named_fairs, 3)}",
        "fair nouns=" + ("none" if nouns == 0 else "few" if nouns < 1 else "some" if nouns < 3 else "many"),
    }
    for cluster in clusters:
        own = _features(text, cluster, folded_title, top, registry)
        kind = next(f for f in sorted(own) if f.startswith("kind="))
        joint = {f"{kind}&{f}" for f in own | setting if not f.startswith(("L=", "R=", "kind="))}
        cluster.features = own | joint
    return clusters


def find_fairs(
    text: str, title: str | None, registry: Registry, mentions: Sequence[NameMention]
) -> list[FairCluster]:
    """Return the trade events of a text, in the order of their first mention."""
    found = candidates(text, title, registry, mentions)
    for cluster in found:
        cluster.score = model("fairs").probability(sorted(cluster.features), "yes")
    fairs = [c for c in found if c.score >= _SURE]
    if not fairs and len(_FAIR_WORD.findall(text)) >= _FAIR_WORDS:
        fairs = sorted((c for c in found if c.score >= _POSSIBLE), key=lambda c: (-c.score, c.first))[:1]
    return sorted(fairs, key=lambda c: c.first)


def _possible(name: NameMention, registry: Registry) -> bool:
    if name.kind in (NameKind.VENUE, NameKind.ORGANIZATION):
        return bool(registry.fairs_named(name.surface))
    if fold(name.surface) in words("edition_noun") or len(name.surface) < 2:
        return False
    lower = name.surface.lower()
    return lower not in words("opening") and lower not in words("person_title")


def _cluster(text: str, names: list[NameMention], registry: Registry) -> list[FairCluster]:
    by_key: dict[str, list[NameMention]] = defaultdict(list)
    for name in names:
        by_key[fold(name.surface)].append(name)
    parent = {key: key for key in by_key}

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for a, b in zip(names, names[1:], strict=False):
        if _named_together(text, a, b, registry):
            parent[root(fold(b.surface))] = root(fold(a.surface))
    full = {initials(n.surface): fold(n.surface) for n in names if n.kind is NameKind.FAIR}
    slugs: dict[str, str] = {}
    for key in sorted(by_key):
        surface = by_key[key][0].surface
        if surface.isupper() and " " not in surface and len(surface) > 2 and full.get(key, key) != key:
            parent[root(key)] = root(full[key])
        known = registry.fairs_named(surface)
        if len(known) == 1:
            if known[0].slug in slugs:
                parent[root(key)] = root(slugs[known[0].slug])
            slugs.setdefault(known[0].slug, key)
    fair_keys = [k for k in by_key if any(n.kind is NameKind.FAIR for n in by_key[k])]
    longer_names: dict[str, list[str]] = defaultdict(list)
    for key in fair_keys:
        parts = key.split()
        for i in range(1, len(parts) - 1):
            longer_names[" ".join(parts[i:])].append(key)
    for key in fair_keys:  # "Jewellery Fair" is the only longer "... Jewellery Fair" of the text
        longer = {root(o) for o in longer_names.get(key, ())}
        if len(longer) == 1:
            parent[root(key)] = longer.pop()
    groups: dict[str, list[str]] = defaultdict(list)
    for key in by_key:
        groups[root(key)].append(key)
    clusters = []
    for keys in groups.values():
        mentions = sorted((m for k in keys for m in by_key[k]), key=lambda m: m.span)
        ranked = sorted({m.surface for m in mentions}, key=lambda s: (-_fullness(s), -len(s), s))
        slug = next((s for s, k in sorted(slugs.items()) if root(k) == root(keys[0])), None)
        clusters.append(FairCluster(min(keys), ranked, mentions, slug=slug))
    return sorted(clusters, key=lambda c: c.first)


def _fullness(name: str) -> int:
    """Return how full a name is: a name with a fair's noun beats an acronym of any length."""
    count = len(name.split())
    return 100 * bool(set(fold(name).split()) & words("fair_strong")) + min(count, 20)


def _named_together(text: str, a: NameMention, b: NameMention, registry: Registry) -> bool:
    gap = text[a.outer.end : b.outer.start]
    if len(gap) > 30 or not _ALIAS_GAP.search(gap) or _ALIAS_GAP.search(gap).start() > 1:  # type: ignore[union-attr]
        return False
    kinds = {a.kind, b.kind}
    if not kinds & {NameKind.FAIR, NameKind.WEAK} and not _is_acronym_of(b.surface, a.surface):
        return False
    if "(" not in gap and kinds == {NameKind.FAIR} and "known" not in gap and "or " not in gap:
        return False
    if gap.strip() in ("–", "—", "-") and not _is_acronym_of(b.surface, a.surface):
        return False
    return not any(is_place(n.surface, registry) for n in (a, b))


def _is_acronym_of(short: str, full: str) -> bool:
    letters = [c for c in short.lower() if c.isalpha()]
    if not 2 <= len(letters) <= 10 or " " not in full:
        return False
    rest = iter(full.lower())
    return letters[0] == full[0].lower() and all(c in rest for c in letters) and short.upper()[:3] == short[:3]


def is_place(name: str, registry: Registry) -> bool:
    """Tell whether a name is a country, a people or a city of the registry."""
    return bool(registry.country_named(name) or registry.country_of_demonym(name) or registry.city_named(name))


def _features(text: str, cluster: FairCluster, title: str, top: int, registry: Registry) -> set[str]:
    f = {"kind=" + str(max(cluster.mentions, key=lambda m: (m.kind is NameKind.FAIR, m.kind is NameKind.WEAK)).kind)}
    surfaces = cluster.names
    f.add("words=" + str(min(len(surfaces[0].split()), 5)))
    f.add("names=" + str(min(len(surfaces), 3)))
    n = len(cluster.mentions)
    f.add("mentions=" + ("1" if n == 1 else "2" if n == 2 else "3-4" if n < 5 else "5+"))
    if n == top and n > 1:
        f.add("most mentioned")
    if any(f" {fold(s)} " in title for s in surfaces):
        f.add("in title")
    where = cluster.first
    f.add("first in " + ("150" if where < 150 else "500" if where < 500 else "1500" if where < 1500 else "rest"))
    if cluster.slug:
        f.add("registry")
    elif any(registry.fairs_named(s) for s in surfaces):
        f.add("registry, ambiguous")
    for s in surfaces:
        f |= _shape(s, registry)
    for m in cluster.mentions:
        f |= _context(text, m)
    if sum(m.year is not None for m in cluster.mentions) > 1:
        f.add("years")
    return f


def _shape(surface: str, registry: Registry) -> set[str]:
    f = set()
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
    if match := _MORPHEME.search(lower):
        f.add("shape=" + match[0])
    last = lower.split()[-1]
    for name in ("fair_strong", "fair_weak", "sub_event", "organization", "venue"):
        if last in words(name):
            f.add(f"last in {name}")
    if set(lower.split()) & words("person_title"):
        f.add("shape=title")
    if "international" in lower:
        f.add("shape=international")
    if registry.city_named(surface.split()[0]) or registry.country_named(surface.split()[0]):
        f.add("shape=place first")
    if " " in surface and (registry.city_named(surface.split()[-1]) or registry.country_named(surface.split()[-1])):
        f.add("shape=place last")
    return f


def _context(text: str, m: NameMention) -> set[str]:
    f = set()
    before, after = text[max(0, m.outer.start - 60) : m.outer.start], text[m.outer.end : m.outer.end + 110]
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
    if _NOUN_AFTER.match(after):
        f.add("noun after")
    if _APPOSITION.match(after):
        f.add("apposition")
    if _NOUN_BEFORE.search(before):
        f.add("noun before")
    if verb := _EVENT_VERB.match(after):
        f |= {"event verb", "event verb=" + verb[0].split()[-1]}
    if at := _EVENT_PLACE.search(before):
        f.add("event place=" + at[0].split()[0].lower())
    if _FOLLOWED.match(after):
        f.add("fair's noun after")
    if _RELATIVE.search(before):
        f.add("relative")
    ahead, behind = text[m.outer.end : m.outer.end + 130], text[max(0, m.outer.start - 70) : m.outer.start]
    for name, pattern in _NEAR.items():
        if pattern.search(ahead):
            f.add(f"{name} ahead")
        if pattern.search(behind):
            f.add(f"{name} behind")
    if m.opens_sentence:
        f.add("opens sentence")
    else:
        f.add("inside sentence")
    return f
