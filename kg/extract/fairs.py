"""Which names are trade events: one cluster of names for each, known to the registry or not.

Whether a cluster is a trade event is decided by a linear model over what its own words and its surroundings say: an
unknown fair is recognised by the shape of its name and by what is said of it, never by a list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.encoder import Context
from kg.extract.clusters import FairCluster, cluster, fold
from kg.extract.fair_features import features_of, survey
from kg.extract.fair_patterns import FAIR_WORD
from kg.extract.leanings import lean_of_fair, lean_of_only_fair
from kg.extract.lexicon import known_names, words
from kg.extract.linear import model
from kg.extract.names import NameKind, NameMention
from kg.extract.trace import Trace, chance
from kg.registry import Registry

__all__ = ["FairCluster", "candidates", "find_fairs", "small_names"]

_SURE = 0.34  # the threshold of the best F1 in cross-validation by article
_POSSIBLE = 0.05  # enough for the one fair of a text that speaks of a fair all the time
_FAIR_WORDS = 4  # words for fairs,
_COUNTED_WORDS = 3  # or for what fairs count, that make a text one about a fair
_COUNTED = re.compile(
    r"\b(?:exhibit(?:ors?|ing|ed)|visitors?|stands?|booths?|stall-?holders|square (?:met(?:re|er)s|feet))\b", re.I
)
_ACRONYMS = re.compile(r"[A-Z]{2,}s")  # "NGOs": many of a kind, no name of one thing


def small_names(registry: Registry) -> frozenset[str]:
    """Return the names of fairs that are written without a capital (`bauma`, `drupa`)."""
    registered = {name for fair in registry.fairs for name in fair.names if name.islower() and len(name) > 3}
    return known_names("small") | registered


def candidates(
    text: str, title: str | None, registry: Registry, mentions: Sequence[NameMention]
) -> list[FairCluster]:
    """Return all names of a text that could be trade events, clustered, with their features."""
    clusters = cluster(text, [n for n in mentions if _possible(n, registry)], registry)
    about = survey(text, title or "", registry, mentions, clusters)
    for group in clusters:
        group.features = features_of(group, about)
    return clusters


def find_fairs(
    text: str,
    title: str | None,
    registry: Registry,
    mentions: Sequence[NameMention],
    trace: Trace | None = None,
    context: Context | None = None,
) -> list[FairCluster]:
    """Return the trade events of a text, in the order of their first mention."""
    found = candidates(text, title, registry, mentions)
    for group in found:
        where, features = group.mentions[0].span, sorted(group.features)
        lean = lean_of_fair(context, group)
        group.score = chance(trace, "fairs", where, features, _SURE, group.names[0], lean)
    fairs = [c for c in found if c.score >= _SURE] or _only_one(text, found, trace, context)
    return sorted(fairs, key=lambda c: c.first)


def _only_one(
    text: str, found: Sequence[FairCluster], trace: Trace | None, context: Context | None
) -> list[FairCluster]:
    """Return the likeliest name of a text that speaks of a fair all the time and names none that looks like one.

    Where names have no shape of their own, their context counts in full.
    """
    if len(FAIR_WORD.findall(text)) < _FAIR_WORDS and len(_COUNTED.findall(text)) < _COUNTED_WORDS:
        return []
    leans = {c.key: lean_of_only_fair(context, c) for c in found}
    model_of = model("fairs")
    chances = {c.key: model_of.probability(sorted(c.features), "yes", leans[c.key]) for c in found}
    likeliest = max(found, key=lambda c: (chances[c.key], -c.first), default=None)
    if likeliest is None or chances[likeliest.key] < _POSSIBLE:
        return []
    where, features = likeliest.mentions[0].span, sorted(likeliest.features)
    name, lean = likeliest.names[0], leans[likeliest.key]
    likeliest.score = chance(trace, "fairs", where, features, _POSSIBLE, name, lean)
    return [likeliest]


def _possible(name: NameMention, registry: Registry) -> bool:
    if name.kind in (NameKind.VENUE, NameKind.ORGANIZATION):
        return bool(registry.fairs_named(name.surface))
    letter = len(name.surface) == 1 and name.year is None  # "K 2016" is a fair, "K" may be anything
    if fold(name.surface) in words("edition_noun") or letter or _ACRONYMS.fullmatch(name.surface):
        return False
    lower = name.surface.lower()
    return lower not in words("opening") and lower not in words("person_title")
