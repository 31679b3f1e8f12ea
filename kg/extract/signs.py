"""Words that tell of a part without naming it: overseas, domestic, online, first-time; branches of industry, days.

A sign is strong where the word says by itself that only a part is counted ("newcomers"), weak where it may as well
describe the whole ("international").

>>> [(s.kind.value, s.strong) for s in signs_in("12 newcomers and 3 foreign firms", 0, 33)]
[('first-time', True), ('overseas', True)]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.extract.lexicon import words
from kg.model import ScopeKind, Span

_WORDS = {
    (ScopeKind.OVERSEAS, True): (
        r"overseas|foreign(?:ers?)?|abroad|from outside|outside (?:of )?the country|non-[A-Z]\w+|expatriates?"
        r"|cross(?:ed|ing) (?:a|the) borders?|beyond (?:its|the|their) borders?|other countries"
    ),
    (ScopeKind.OVERSEAS, False): r"international(?:ly|s)?|global|worldwide",
    (ScopeKind.DOMESTIC, True): (
        r"domestic(?:ally)?|home-?grown|local(?:s|ly)?|at home|home (?:country|firms|market|companies|exhibitors)"
        r"|from within the country|of our own|natives?|national(?:s)? (?:firms|companies|exhibitors|visitors)"
    ),
    (ScopeKind.DOMESTIC, False): r"national|home|nationwide|provinces|in-state",
    (ScopeKind.FIRST_TIME, True): (
        r"first[- ]tim(?:e|ers?)|newcomers?|debut(?:ants?|ed|ing)?|newbies?|novices?|for the first time|maiden"
        r"|(?:had|have|has) (?:never|not)(?: \w+){0,2} before|never before|new (?:to|exhibitors|entrants|faces)"
        r"|(?:is|are|were|was) new"
    ),
    (ScopeKind.FIRST_TIME, False): r"new|first|never",
    (ScopeKind.STARTUPS, True): r"start-?ups?|young (?:firms|companies|enterprises)|newly founded",
    (ScopeKind.STARTUPS, False): r"founders|innovators|incubators?|spin-?offs?",
    (ScopeKind.FORTUNE_500, True): (
        r"fortune(?: global)? \d+|global \d+|(?:world['’]s )?top[- ]\d+|(?:world|industry|global|market) leaders"
        r"|largest companies|leading (?:companies|firms|enterprises)"
    ),
    (ScopeKind.FORTUNE_500, False): r"top|largest|leading|biggest|multinationals?|giants",
    (ScopeKind.ONLINE, True): (
        r"online|virtual(?:ly)?|digital(?:ly)?|live-?stream\w*|by video|via (?:screens?|video)|over the internet"
        r"|on the (?:web|app|platform)|in the (?:app|cloud)|remote(?:ly)?|webcasts?"
    ),
    (ScopeKind.ONLINE, False): r"app|cloud|platform|web|video|internet|screens?",
    (ScopeKind.ONSITE, True): (
        r"on-?site|in person|in-person|face[- ]to[- ]face|physical(?:ly)?|offline|in the (?:flesh|halls)|on the spot"
    ),
    (ScopeKind.ONSITE, False): r"halls?|venue|live|there",
    (ScopeKind.OTHER, True): (
        r"(?:first|opening|second|third|last|final|closing) (?:day|morning|evening|weekend)|(?:public|trade) days?"
        r"|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|net|gross|indoors?|outdoors?"
        r"|covered|open[- ]air|under (?:cover|roof)|out of doors|hosted|invited|female|women|girls|children|pupils"
        r"|students|members|trainees|pensioners|volunteers|sponsors|exports?|imports?|surplus|deficit"
        r"|national pavilions|small (?:firms|businesses|companies)|smes|co-exhibitors|direct exhibitors|daily"
    ),
    (
        ScopeKind.OTHER,
        False,
    ): r"exported|imported|general public|the public|professionals?|premium|independent|shared",
}


@dataclass(frozen=True, slots=True)
class Sign:
    """A word that tells of a part, where it stands."""

    kind: ScopeKind
    strong: bool
    span: Span
    word: str


@cache
def _pattern() -> re.Pattern[str]:
    """Return one pattern for all signs, the strong before the weak; a group for each list, by its number."""
    table = [_WORDS[key] for key in _keys()]
    return re.compile(r"(?<![\w-])(?:" + "|".join(f"({p})" for p in table) + r")(?![\w-])", re.IGNORECASE)


@cache
def _keys() -> tuple[tuple[ScopeKind, bool], ...]:
    return tuple(sorted(_WORDS, key=lambda key: not key[1]))


@cache
def _branches() -> dict[str, re.Pattern[str]]:
    """Return for each first word of a branch the pattern of the branches that begin with it, the longest first."""
    by_first: dict[str, list[str]] = {}
    for branch in sorted(words("branch"), key=lambda w: (-len(w), w)):
        by_first.setdefault(re.split(r"[ -]", branch)[0], []).append(branch)
    return {
        first: re.compile("(?:" + "|".join(map(re.escape, listed)) + r")(?!\w)", re.IGNORECASE)
        for first, listed in by_first.items()
    }


_WORD = re.compile(r"(?<![\w-])[a-z]+", re.IGNORECASE)


def signs_in(text: str, start: int, end: int) -> list[Sign]:
    """Return the signs between two offsets, in order."""
    found = []
    for m in _pattern().finditer(text, start, end):
        kind, strong = _keys()[(m.lastindex or 1) - 1]
        found.append(Sign(kind, strong, Span(m.start(), m.end()), m[0].lower()))
    branches = _branches()
    for word in _WORD.finditer(text, start, end):
        pattern = branches.get(word[0].lower())
        branch = pattern.match(text, word.start(), end) if pattern is not None else None
        if branch is not None:
            found.append(Sign(ScopeKind.SECTOR, True, Span(branch.start(), branch.end()), "branch"))
    return sorted(found, key=lambda s: s.span)
