"""Two numbers that are one amount: a sum of scales, a range, the same money in two currencies."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from kg.extract.amount_mentions import AmountMention
from kg.extract.numerals import plain
from kg.model import Amount, Bound, Span


def joined(text: str, a: AmountMention, b: AmountMention) -> AmountMention | None:
    """Return the one amount that two neighbours make, or None where they are two.

    `a` stands before `b`, and no other number between them.
    """
    if min(b.span.start, b.number.start) - a.span.end > _FARTHEST:
        return None
    return _sum(text, a, b) or _range(text, a, b) or _also(text, a, b)


# "the equivalent of" with its commas and brackets is the longest that stands between.
_FARTHEST = 30


# --- "1 trillion 850 billion" ---

_BLANK = re.compile(r"\s+(?:and\s+)?")


def _sum(text: str, a: AmountMention, b: AmountMention) -> AmountMention | None:
    descending = a.scale > b.scale > 1 and b.value < a.scale
    if not descending or a.unit != "count" or not _BLANK.fullmatch(text, a.span.end, b.number.start):
        return None
    return replace(
        b,
        span=Span(a.span.start, b.span.end),
        number=Span(a.number.start, b.number.end),
        value=plain(a.value + b.value),
        bound=a.bound,
        scale=a.scale,
        rule="sum-of-scales" if b.rule == "number" else b.rule,
    )


# --- "25 to 30", "between 60,000 and 70,000", "seven or eight" ---

_TO = re.compile(r"\s*(?:[-–—‐‑]|(?:up\s+)?to)\s*", re.IGNORECASE)
_DASH = re.compile(r"\s?[-–—‐‑]\s?")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_OR = re.compile(r"\s+or\s+(?:even\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"between\s+\Z", re.IGNORECASE)
# Verbs with which "2,500 to 2,800" tells of a change: "rose from 2,500 to 2,800".
_MOVING = (
    r"r[io]ses?|risen|gr[eo]ws?|grown|fell|went|gone|moved|slid|cut|up|down|shr[aiu]nk|swollen",
    r"(?:grow|ris|fall|increas|drop|declin|jump|climb|soar|surg|expand|decreas|shrink|doubl|tripl|swell|slipp|slump",
    r"|enlarg|rais|reduc|leap|improv|chang|advanc)(?:e?[ds]?|p?ing|p?ed|en|t)",
)
_MOVES = re.compile(rf"(?<![^\W_])(?:{'|'.join((_MOVING[0], _MOVING[1] + _MOVING[2]))})(?![^\W_])", re.IGNORECASE)


def _range(text: str, a: AmountMention, b: AmountMention) -> AmountMention | None:
    if a.upper is not None or a.also is not None or (a.unit != b.unit and "count" not in (a.unit, b.unit)):
        return None
    if "fraction" in (a.form, b.form) and a.unit != "percent":
        return None
    rule = _joint(text, a, b)
    lower = a.value
    if a.scale == 1 and b.scale > 1 and lower < b.value / b.scale:
        lower = plain(lower * b.scale)  # "1.5 to 2 million"
    if a.unit == "count":
        lower = plain(lower * b.factor)
    if rule is None or not lower < b.value:
        return None
    return replace(
        b,
        span=Span(a.span.start, b.span.end),
        number=Span(a.number.start, b.number.end),
        value=lower,
        upper=b.value,
        unit=b.unit if a.unit == "count" else a.unit,
        bound=a.bound if b.bound is Bound.EXACT else b.bound,
        rule=rule,
    )


def _joint(text: str, a: AmountMention, b: AmountMention) -> str | None:
    """The rule by which two numbers are the ends of a range, or None."""
    start, end = a.span.end, b.span.start
    if _AND.fullmatch(text, start, end):
        return "between-and" if _BETWEEN.search(text, max(0, a.span.start - 10), a.span.start) else None
    if _OR.fullmatch(text, start, end):
        return "or" if _neighbours(a, b) else None
    if not (_TO.fullmatch(text, start, b.number.start) or _TO.fullmatch(text, start, end)):
        return None
    clause = text[max(0, a.span.start - 60) : a.span.start]
    clause = clause[max(clause.rfind(". "), clause.rfind("; ")) + 1 :]
    return "range" if _DASH.fullmatch(text, start, b.number.start) or not _MOVES.search(clause) else None


def _neighbours(a: AmountMention, b: AmountMention) -> bool:
    """Tell whether "seven or eight" are two guesses at one number."""
    alike = a.unit == "count" and a.form == b.form and a.bound is b.bound is Bound.EXACT
    near = a.value < b.value <= a.value * Decimal("1.6")
    return alike and near and (a.form == "words" or a.value % 5 == 0)


# --- "2 trillion yuan ($282 billion)", "RM2.13 billion or US$500m" ---

_SAME = r"or(?:\s+about)?|i\.e\.|that\s+is|equals|(?:equal|equivalent)\s+to|(?:the\s+)?equivalent\s+of|worth|="
_ALSO = re.compile(
    rf"\s*[(\[]\s*(?:(?:{_SAME})\s*,?\s*)?|,?\s+(?:{_SAME}|which\s+(?:is|equals))\s*,?\s+|\s*[/=]\s*", re.IGNORECASE
)
_AREAS = frozenset(("m2", "ft2", "ha"))


def _also(text: str, a: AmountMention, b: AmountMention) -> AmountMention | None:
    money = a.rule == b.rule == "money" and a.unit != b.unit
    area = a.unit in _AREAS and b.unit in _AREAS and a.measure != b.measure
    if not (money or area) or a.also is not None or not _ALSO.fullmatch(text, a.span.end, b.span.start):
        return None
    end = b.span.end
    if "(" in text[a.span.end : b.span.start] and text[end : end + 1] == ")":
        end += 1
    return replace(a, span=Span(a.span.start, end), also=Amount(b.value, b.unit, b.bound))
