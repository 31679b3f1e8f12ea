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
from kg.extract.leanings import lean_of_fair
from kg.extract.lexicon import known_names, words
from kg.extract.names import NameKind, NameMention
from kg.extract.trace import Trace, chance
from kg.registry import Registry

__all__ = ["FairCluster", "candidates", "find_fairs", "small_names"]

_SURE = 0.34  # the threshold of the best F1 in cross-validation by article
_POSSIBLE = 0.05  # enough for the one fair of a text that speaks of a fair all the time
_FAIR_WORDS = 4
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
    fairs = [c for c in found if c.score >= _SURE]
    if not fairs and len(FAIR_WORD.findall(text)) >= _FAIR_WORDS:
        fairs = sorted((c for c in found if c.score >= _POSSIBLE), key=lambda c: (-c.score, c.first))[:1]
    return sorted(fairs, key=lambda c: c.first)


def _possible(name: NameMention, registry: Registry) -> bool:
    if name.kind in (NameKind.VENUE, NameKind.ORGANIZATION):
        return bool(registry.fairs_named(name.surface))
    letter = len(name.surface) == 1 and name.year is None  # "K 2016" is a fair, "K" may be anything
    if fold(name.surface) in words("edition_noun") or letter or _ACRONYMS.fullmatch(name.surface):
        return False
    lower = name.surface.lower()
    return lower not in words("opening") and lower not in words("person_title")
