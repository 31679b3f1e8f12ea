"""Words around a number that bound it: "over", "up to", "some", "-plus". The words are in data/bounds.toml.

>>> hit = bound_before("it drew no fewer than 40", 22)
>>> hit.start, hit.bound.value, hit.rule
(8, 'min', 'at-least')
>>> bound_after("8,000-plus attendees", 5).end
10
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.model import Bound

DATA = Path(__file__).resolve().parent / "data" / "bounds.toml"

# As long as the longest phrase with its filler; what stands farther off bounds another number.
_WINDOW = 64


@dataclass(frozen=True, slots=True)
class BoundMark:
    """Words that bound a number: where they stand, what they say, and the rule that read them."""

    start: int
    end: int
    bound: Bound
    rule: str
    phrase: str


@dataclass(frozen=True, slots=True)
class BoundRule:
    """A named rule of data/bounds.toml with the sentences it must read and those it must refuse."""

    name: str
    bound: Bound
    before: tuple[str, ...]
    after: tuple[str, ...]
    only_after: dict[str, frozenset[str]]
    not_after: dict[str, frozenset[str]]
    reads: tuple[str, ...]
    refuses: tuple[str, ...]


@cache
def bound_rules() -> tuple[BoundRule, ...]:
    """Return the rules of the data file, in its order."""
    with DATA.open("rb") as file:
        tables = tomllib.load(file)["rule"]
    return tuple(
        BoundRule(
            name=t["name"],
            bound=Bound(t["bound"]),
            before=tuple(t.get("before", ())),
            after=tuple(t.get("after", ())),
            only_after={k: frozenset(v) for k, v in t.get("only_after", {}).items()},
            not_after={k: frozenset(v) for k, v in t.get("not_after", {}).items()},
            reads=tuple(t["reads"]),
            refuses=tuple(t["refuses"]),
        )
        for t in tables
    )


@cache
def _before() -> tuple[re.Pattern[str], dict[str, BoundRule]]:
    table = {phrase: rule for rule in bound_rules() for phrase in rule.before}
    ordered = sorted(table, key=lambda s: (-len(s), s))
    alternatives = "|".join(r"\s+".join(re.escape(w[::-1]) for w in reversed(p.split())) for p in ordered)
    # Both sides are reversed, so that a match from the number backwards costs no more than the phrase is long.
    filler = "|".join(f[::-1].replace(" ", r"\s+") for f in _FILLERS)
    pattern = rf"\s*(?:(?:{filler})\s+)?(?P<phrase>{alternatives})(?P<beyond>[^\w].{{0,20}}|$)"
    return re.compile(pattern, re.IGNORECASE | re.DOTALL), table


_SIGNS = "~≈±≥≤<>"


@cache
def _last_words() -> frozenset[str]:
    """The last words of all phrases and fillers: a cheap test, as most words before a number bound nothing."""
    phrases = (*_before()[1], *_FILLERS, "the")
    return frozenset(phrase.split()[-1] for phrase in phrases)


# Words that may stand between the bound and its number.
_FILLERS = (
    "a total of", "a combined", "a further", "another", "an additional", "a record", "a cumulative", "a whopping",
    "the equivalent of", "a staggering", "a grand total of", "a value of",
)  # fmt: skip

_THE = re.compile(r"\s+the\s*\Z", re.IGNORECASE)
_THRESHOLD = re.compile(r"[\s-](?:\w+[\s-])?(?:mark|threshold|barrier|line|level|milestone)(?![^\W_])", re.IGNORECASE)
_LAST_WORD = re.compile(r"([^\W\d_]+|[,.;:])\W*\Z")


def bound_before(text: str, position: int, after: int | None = None) -> BoundMark | None:
    """Return the bounding words that end at `position`, or None.

    `after` is where the number ends: "passed the 5,000 mark" bounds, "passed the 5,000 of 2019" does not.
    """
    words = text[max(0, position - 24) : position].split()
    if not words or (words[-1].lower().lstrip("(\"'“‘[-–—") not in _last_words() and words[-1][-1] not in _SIGNS):
        return None
    floor = max(0, position - _WINDOW)
    window = text[floor:position]
    stop = position
    the = _THE.search(window)
    if the is not None:
        if after is None or not _THRESHOLD.match(text, after):
            return None
        stop = floor + the.start()
        window = text[floor:stop]
    pattern, table = _before()
    m = pattern.match(window[::-1])
    if m is None:
        return None
    phrase = " ".join(m["phrase"][::-1].lower().split())
    rule = table[phrase]
    previous = _LAST_WORD.search(m["beyond"][::-1])
    word = previous.group(1).lower() if previous else ""
    if phrase in rule.only_after and word not in rule.only_after[phrase]:  # a verb only after these
        return None
    if phrase in rule.not_after and word in rule.not_after[phrase]:
        return None
    bound = _NEGATED.get(rule.bound, rule.bound) if _negated(phrase, m["beyond"][::-1]) else rule.bound
    return BoundMark(stop - m.end("phrase"), stop, bound, rule.name, phrase)


# "did not exceed 90 million", "weren't more than 118", "never fell below 150".
_NEGATED = {Bound.MIN: Bound.MAX, Bound.MAX: Bound.MIN}
_NEGATION = re.compile(r"(?:n['’]t|(?<![^\W_])(?:not|never|without))(?:\s+\w+)?\s*\Z", re.IGNORECASE)
_NEGATABLE = frozenset(
    (
        "exceed",
        "exceeded",
        "exceeding",
        "surpass",
        "surpassed",
        "more than",
        "over",
        "below",
        "under",
        "less than",
        "fewer than",
        "above",
        "top",
        "pass",
    )
)


def _negated(phrase: str, beyond: str) -> bool:
    return phrase in _NEGATABLE and _NEGATION.search(beyond) is not None


@cache
def _after() -> tuple[re.Pattern[str], dict[str, BoundRule]]:
    table = {" ".join(phrase.split()): rule for rule in bound_rules() for phrase in rule.after}
    ordered = sorted({p for r in bound_rules() for p in r.after}, key=lambda s: (-len(s), s))
    alternatives = "|".join(re.escape(p.strip()).replace(r"\ ", r"\s+") for p in ordered)
    return re.compile(rf"[\s‐‑-]{{0,2}}(?P<phrase>{alternatives})(?![^\W_])(?!\s*\d)", re.IGNORECASE), table


_OPENERS = frozenset((" ", "+", "-", "‐", "‑", "\u00a0", "\n", "&"))

_LATE = re.compile(
    r"(?:[ \u00a0][a-z-]{2,20}){0,3},?\s(?P<phrase>or so|or thereabouts|more or less|give or take"
    r"|at (?:the )?(?:very )?(?:least|most|minimum|maximum)|or more)(?![^\W_])(?!\s(?:\d|of|than))"
)
_LATE_BOUNDS = {"least": Bound.MIN, "minimum": Bound.MIN, "more": Bound.MIN, "most": Bound.MAX, "maximum": Bound.MAX}


def late_bound(text: str, position: int) -> BoundMark | None:
    """Return the bounding words that follow the counted noun: "300 buyers, more or less"; None without such words.

    >>> late_bound("50 tables at the most", 2).bound.value
    'max'
    """
    m = _LATE.match(text, position, position + 80)
    if m is None:
        return None
    phrase = m["phrase"]
    bound = _LATE_BOUNDS.get(phrase.split()[-1], Bound.APPROX) if "less" not in phrase else Bound.APPROX
    return BoundMark(m.start("phrase"), m.end(), bound, "late", phrase)


def bound_after(text: str, position: int) -> BoundMark | None:
    """Return the bounding words that begin at `position`, or None."""
    if text[position : position + 1] not in _OPENERS:
        return None
    pattern, table = _after()
    m = pattern.match(text, position, position + 24)
    if m is None:
        return None
    phrase = " ".join(m["phrase"].lower().split())
    rule = table[phrase]
    return BoundMark(position, m.end(), rule.bound, rule.name, phrase)
