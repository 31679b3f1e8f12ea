"""Numbers that count nothing: years, names of halls and stands, models, ages, numbers of list items.

The words that make a number a name are in data/labels.toml.
"""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

from kg.extract.amount_mentions import AmountMention
from kg.extract.bounds import bound_after, bound_before
from kg.extract.measures import unit_after
from kg.extract.money import ANYWHERE, name_after, symbol_before
from kg.extract.scanner import Numeral

DATA = Path(__file__).resolve().parent / "data" / "labels.toml"


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    with DATA.open("rb") as file:
        table = tomllib.load(file)
    return frozenset(w.lower() for w in table["any_case"]), frozenset(table["capitalised"])


_BEFORE = re.compile(r"([^\s(\[“\"‘,;:]+)[ \u00a0-]?\Z")
_LINKS = frozenset(("-", "–", "—", "/", "&", "to", "and", "or", "through"))
_ITEM_START = re.compile(r"(?:^|\n)[ \t>#]*\Z")
_ITEM_END = re.compile(r"[.)](?=\s)|/\s")
_AGE = re.compile(
    r"\s*,\s+(?:who|said|whose|has|had|is|was|the|a|an|from|of|told|chief|managing|president|director)(?![^\W_])"
)
_NAME_BEFORE = re.compile(r"[A-Z][a-zà-ÿ]+\s+[A-Z][a-zà-ÿ'’-]+,\s+\Z|(?:aged?)\s+\Z")
_CODE = re.compile(r"[A-Z]\d[A-Z]")  # "B2B", "B2C"
_ATTACHED = re.compile(r"[^\W\d_]|[-‐‑]\d")


def exclusion(text: str, n: Numeral, unit: str, bounded: bool, previous: AmountMention | None) -> str | None:
    """Return why a number is no amount (`year`, `label`, `age`, `item`, ...), or None where it is one.

    `bounded` tells whether words such as "over" stand with it; `previous` is the number before: in "halls 1 to 3" the
    second is a label because the first is.
    """
    if n.form == "fraction":
        return None
    if unit == "count" and n.form == "digits" and _ATTACHED.match(text, n.end):
        return "label" if text[n.end : n.end + 1].isalpha() else None
    before = text[max(0, n.start - 24) : n.start]
    if _CODE.fullmatch(text[max(0, n.start - 1) : n.end + 1]) or _CODE.fullmatch(text[max(0, n.start - 1) : n.end]):
        return "label"
    if n.form == "words" and len(before) > 1 and before[-1] in "-‐‑" and before[-2].isalpha():
        return "label"  # "one-on-one meetings"
    bare = unit == "count" and n.scale == 1 and not bounded
    if n.form == "digits" and before[-1:].isalpha() and unit == "count":
        return "label"
    joined = len(before) > 1 and before[-1] in "-‐‑–" and before[-2].isalpha()
    if joined and n.form == "digits" and n.raw.isdigit() and n.scale == 1:
        return "year" if _is_year_number(n) else "label"
    if n.form == "digits" and n.raw.isdigit() and unit == "count" and n.scale == 1:
        if before[-1:] in ("#", "№"):
            return "label"
        if before[-1:] in "'’" and len(n.raw) == 2 and before:
            return "year"
        if _ITEM_START.search(before) and _ITEM_END.match(text, n.end) and len(n.raw) <= 2:
            return "item"
        if len(n.raw) == 2 and _AGE.match(text, n.end) and _NAME_BEFORE.search(text[max(0, n.start - 40) : n.start]):
            return "age"
        if len(n.raw) > 1 and n.raw[0] == "0":
            return "serial"
    if n.form == "words" and _VAGUE.search(before):
        return "vague"
    if bare and (n.raw.isdigit() or n.form == "words"):
        if previous is not None and previous.excluded == "label" and n.start - previous.span.end < 10:
            link = text[previous.span.end : n.start].strip().lower()
            if link in _LINKS or (link == "," and n.form == "digits"):
                return "label"
        if _labelled(before, n):
            return "label"
    if (
        n.form == "digits"
        and unit == "count"
        and n.scale == 1
        and _is_year_number(n)
        and _reads_as_year(text, n, before, bounded)
    ):
        return "year"
    if n.form == "words" and n.raw == "one" and unit == "count" and not _counts_one(text, n):
        return "pronoun"
    return None


def _labelled(before: str, n: Numeral) -> bool:
    m = _BEFORE.search(before)
    if m is None:
        return False
    word = m.group(1)
    any_case, capitalised = _words()
    if word in capitalised:
        return n.form == "digits" or word not in ("Group", "Series")
    lower = word.lower()
    if lower in ("no", "nos") and word.islower():
        return False
    if lower == "number":  # "Exhibitors number 605" has the verb
        return not _PLURAL_BEFORE.search(before[: m.start()])
    return lower in any_case


_PLURAL_BEFORE = re.compile(r"[^\W\d_]s\s+\Z")
_VAGUE = re.compile(r"(?<![^\W_])(?:few|several|many|couple\s+of|couple|multi|countless)[\s-]+\Z", re.IGNORECASE)


def _is_year_number(n: Numeral) -> bool:
    return len(n.raw) == 4 and n.raw.isdigit() and "1800" <= n.raw <= "2099"


_NOUN = re.compile(
    r"[\s-](?:square|sq|m2|[a-z][a-z-]+\s(?:[a-z][a-z-]+\s)?)?(?:people|persons|[a-z]{3,}s|attendees|companies)(?![^\W_])"
)
_NOT_NOUNS = re.compile(
    r"\s(?:was|is|has|as|versus|plus|vs|figures?|results?|numbers?|sales|levels?|edition|fair|show|expo|its|this|his|thus|does|across|towards|unless|alas|sees|goes|comes|runs|takes|hosts"
    r"|to|and|or|the|a|in|for|at|on|by|with|when|while|after|but|were|will|had|attracted|drew|saw|season|event|report|total|there|after|before|marks|brings|brought|features|includes|boasts)(?![^\W_])"
)
_YEAR_BEFORE = re.compile(
    r"(?<![^\W_])(?:in|since|during|until|till|before|after|early|late|mid|year|from|of|by|to|for|the|than|on|over|against|and|between|edition|through|spring|summer|autumn|fall|winter"
    r"|january|february|march|april|may|june|july|august|september|october|november|december|[^\W_]+['’]s?|last|next|this|versus|vs\.?|with|as|into|at|around|circa)[\s(]+\Z",
    re.IGNORECASE,
)
_ALWAYS_YEAR = re.compile(
    r"(?<![^\W_])(?:in|since|during|until|till|early|late|mid|year|before|after)[\s(]+\Z", re.IGNORECASE
)
_GIVES = re.compile(
    r"(?<![^\W_])(?:drew|draws?|drawing|attract(?:s|ed|ing)?|host(?:s|ed|ing)?|count(?:s|ed|ing)?|welcom(?:es?|ed|ing)|total(?:s|led|ed|ling|ing)?|reach(?:es|ed|ing)?|receiv(?:es?|ed|ing)|brought"
    r"|sold|number(?:s|ed|ing)?|features?|featured|featuring|gathers?|gathered|gathering|includ(?:es|ed|ing)|compris(?:es|ed|ing)|promised|through|than|exceed(?:s|ed|ing)?|over|seats?|seated|some|about|nearly|around|almost)\s+\Z",
    re.IGNORECASE,
)


def _reads_as_year(text: str, n: Numeral, before: str, bounded: bool) -> bool:
    """Tell a year from a count of four digits without separators, by its neighbours."""
    round_number = int(n.raw) % 50 == 0
    noun = _NOUN.match(text, n.end) is not None and _NOT_NOUNS.match(text, n.end) is None
    if int(n.raw) < 1900:
        return _ALWAYS_YEAR.search(before) is not None and not noun
    if bounded:
        return not (noun or round_number)
    if _ALWAYS_YEAR.search(before):
        return True
    if _GIVES.search(before):
        return not (noun or round_number)
    if noun:
        return _YEAR_BEFORE.search(before) is not None and not round_number
    return True


def reads_as_year(text: str, start: int, end: int) -> bool:
    """Tell whether the four digits at an offset name a year, by the same rules as amounts leave years out."""
    raw = text[start:end]
    n = Numeral(start, end, Decimal(raw), "digits", raw=raw)
    before = text[max(0, start - 24) : start]
    if before[-1:].isalpha():
        return False
    bounded = bound_before(text, start, end) is not None or bound_after(text, end) is not None
    if symbol_before(text, start, ANYWHERE) is not None or name_after(text, end, ANYWHERE) is not None:
        return False
    return unit_after(text, end) is None and _reads_as_year(text, n, before, bounded)


_ONE_MORE = re.compile(r"\s+(?:point\s+)?(?:more|fewer|less)\s+than(?![^\W_])")
_ONE_NOT = re.compile(
    r"[\s-]*(?:\Z|[.,;:!?)\"”’—–]|(?:of|another|can|could|would|will|may|might|must|should|who|that|which|in|is|was|has|had|day|thing|time|way|more|or|and|by|to|from|as|at|on"
    r"|hand|side|reason|for|with|visitor|exhibitor|official|man|woman|after|if|when|where|once|such|big|single|last|also|year|among|reader|there|did|does|said|says|the|a|an|it|he|she|they|we|you|I|whose|about|than|eye|month|week|evening|morning|night|stop|step|walked|says)(?![^\W_]))",
    re.IGNORECASE,
)


def _counts_one(text: str, n: Numeral) -> bool:
    before = text[max(0, n.start - 10) : n.start].lower().rstrip()
    if before.endswith(
        (
            "no",
            "any",
            "every",
            "each",
            "this",
            "that",
            "the",
            "which",
            "another",
            "big",
            "last",
            "other",
            "first",
            "new",
            "some",
            "only",
        )
    ):
        return False
    return _ONE_NOT.match(text, n.end) is None or _ONE_MORE.match(text, n.end) is not None
