"""Amounts in a text: numbers with their bounds, currencies and units, ranges, and one amount in two currencies.

>>> text = "Over US$78.41 billion was spent by 8,000-plus firms on some two thousand square metres."
>>> for a in find_amounts(text):
...     print(a.span.of(text), "|", a.value, a.unit, a.bound.value)
Over US$78.41 billion | 78410000000 USD min
8,000-plus | 8000 count min
some two thousand square metres | 2000 m2 approx
>>> find_amounts("Hall 5 closed on 10 November 2023; the sixth fair drew nobody at 10.30 a.m.")
[]
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kg.extract.bounds import bound_after, bound_before, late_bound
from kg.extract.labels import exclusion
from kg.extract.measures import UnitMark, unit_after
from kg.extract.money import Setting, name_after, symbol_before
from kg.extract.numerals import plain
from kg.extract.scanner import Numeral, scale_after, scan
from kg.model import Amount, Bound, Span


@dataclass(frozen=True, slots=True)
class AmountMention:
    """A number that measures or counts something, with all that belongs to it in the text.

    `span` covers bound, currency, number, unit and a second currency; `number` the bare number. `unit` is `count`,
    `percent`, `points` (percentage points), `m2`, `ft2`, `ha`, `days`, an ISO 4217 code, or `other` for what no fair
    is measured in (hours, tonnes). `upper` is the higher end of a range whose lower end is `value`. `form` is
    `digits`, `words` or `fraction`. `scale` is what a scale word multiplied the number by, 1 without one: "480 million
    dollars ... timber 75" leaves it to the reader. `excluded` names why a number is no amount (`year`, `label`,
    `date`, ...); such mentions come from `find_numbers` only.
    """

    span: Span
    number: Span
    value: Decimal
    unit: str
    bound: Bound
    rule: str
    form: str
    upper: Decimal | None = None
    also: Amount | None = None
    basis: str | None = None
    scale: int = 1
    hyphenated: bool = False
    measure: str | None = None
    excluded: str | None = None


def find_amounts(
    text: str,
    start: int = 0,
    end: int | None = None,
    *,
    country: str | None = None,
    published: date | None = None,
) -> list[AmountMention]:
    """Return the amounts between two offsets, in order and without overlap.

    `country` is the ISO 3166-1 alpha-2 code of the country whose currency a bare "$" or "Rs" means; without it a bare
    dollar is that of the United States. `published` tells currencies apart that followed one another.

    >>> [a.unit for a in find_amounts("$5m", country="NZ")]
    ['NZD']
    """
    numbers = find_numbers(text, start, end, country=country, published=published)
    return [m for m in numbers if m.excluded is None]


def find_numbers(
    text: str,
    start: int = 0,
    end: int | None = None,
    *,
    country: str | None = None,
    published: date | None = None,
) -> list[AmountMention]:
    """Return all numbers between two offsets, amounts and others; the others say in `excluded` what they are.

    >>> [(m.excluded, m.rule) for m in find_numbers("In 2023, hall 5 held 40 firms")]
    [('year', 'year'), ('label', 'label'), (None, 'number')]
    """
    setting = Setting(country, published.year if published else None)
    found: list[AmountMention] = []
    for numeral in scan(text, start, end):
        if found and numeral.start < found[-1].span.end:
            continue  # the scale word of "500-odd million" is read already
        floor = found[-1].span.end if found else start
        mention = _mention(text, numeral, floor, found[-1] if found else None, setting)
        if found and found[-1].excluded is None and mention.excluded is None:
            joined = (
                _sum(text, found[-1], mention) or _range(text, found[-1], mention) or _also(text, found[-1], mention)
            )
            if joined is not None:
                found[-1] = joined
                continue
        found.append(mention)
    return found


def _mention(text: str, n: Numeral, floor: int, previous: AmountMention | None, setting: Setting) -> AmountMention:
    number = Span(n.start, n.end)
    if n.excluded is not None:
        return AmountMention(number, number, n.value, "count", Bound.EXACT, n.excluded, n.form, excluded=n.excluded)
    start, end = n.start, n.end
    unit, basis, factor, measure = "count", None, Decimal(1), None
    rule = "number" if n.form != "fraction" else "share"
    bound, phrase = Bound.EXACT, None
    currency = symbol_before(text, start, setting)
    if currency is not None and (currency.start < floor or not _is_currency(text, n, currency.start)):
        currency = None
    later = bound_after(text, end)
    if later is not None and not (later.phrase in ("and more", "or more") and _STEP.match(text, later.end)):
        end, bound, phrase = later.end, later.bound, later.phrase
        if n.scale == 1 and (scale := scale_after(text, end)) is not None:
            n = replace(n, value=plain(n.value * scale.scale), scale=scale.scale)
            end = scale.end
    if currency is not None:
        start, unit, rule = currency.start, currency.code, "money"
    if n.form == "fraction":
        unit = "percent"
    else:
        named = name_after(text, end, setting) if n.form != "fraction" else None
        mark = unit_after(text, end) if named is None and currency is None else None
        if named is not None:
            end = named.end
            if currency is None:
                unit, rule = named.code, "money"
            elif currency.code != named.code and text[currency.start : currency.end].strip() in ("$", "£"):
                unit = named.code
        elif mark is not None and _is_unit(text, n, mark):
            end, unit, factor, basis, rule = mark.end, mark.unit, mark.factor, mark.basis, "measure"
            measure = mark.name
    if phrase is None:
        later = bound_after(text, end)
        if later is not None and not (later.phrase in ("and more", "or more") and _STEP.match(text, later.end)):
            end, bound, phrase = later.end, later.bound, later.phrase
    earlier = bound_before(text, start, end)
    if (
        earlier is not None
        and earlier.start >= floor
        and not _compares(text, earlier.start, earlier.phrase, previous)
    ):
        if phrase is None or earlier.bound is not Bound.APPROX:
            bound = earlier.bound
        start, phrase = earlier.start, earlier.phrase
    elif phrase is None and (later := late_bound(text, end)) is not None:
        bound, phrase = later.bound, later.phrase
    value = n.value
    if unit != "percent" and n.scale == 1 and _EUROPEAN.fullmatch(n.raw):
        value *= 1000
    if n.scale > 1 and n.form == "digits" and _THREE_AFTER_COMMA.fullmatch(n.raw) and _decimal_commas(text, n.start):
        value /= 1000
    if "dozen" in n.raw and "baker" not in n.raw and bound is Bound.EXACT:
        bound = Bound.APPROX
    mention = AmountMention(
        Span(start, end), number, plain(value * factor), unit, bound, rule, n.form, basis=basis, scale=n.scale, measure=measure,
        hyphenated=text[n.end : n.end + 1] in _HYPHENS and text[n.end + 1 : n.end + 2].isalpha(),
    )  # fmt: skip
    reason = exclusion(
        text,
        n,
        mention.unit,
        phrase is not None,
        previous.span.end if previous else None,
        previous.excluded if previous else None,
    )
    if reason is not None:
        return replace(mention, span=number, excluded=reason, rule=reason, bound=Bound.EXACT)
    return mention


_HYPHENS = ("-", "‐", "‑")
# One point before three digits, no scale and no percent: nothing is counted in thousandths, so it parts thousands.
_EUROPEAN = re.compile(r"[1-9]\d{0,2}\.\d{3}")
# "R$ 2,547 billions": thousands in English, a decimal comma where the text writes "10,6%".
_THREE_AFTER_COMMA = re.compile(r"\d{1,3},\d{3}")
_COMMA_STYLE = re.compile(r"(?<![\d,.])\d{1,3},\d{1,2}(?![\d,])\s?(?:%|per\s?cent|m[ilr]|thousand)")
_POINT_STYLE = re.compile(r"(?<![\d,.])\d{1,3}\.\d{1,2}(?![\d,])\s?(?:%|per\s?cent|m[ilr]|billion|thousand)")
_NEIGHBOURHOOD = 4000


def _decimal_commas(text: str, position: int) -> bool:
    near = text[max(0, position - _NEIGHBOURHOOD) : position + _NEIGHBOURHOOD]
    return _COMMA_STYLE.search(near) is not None and _POINT_STYLE.search(near) is None


_STEP = re.compile(r"\s+(?:than|of)(?![^\W_])")


def _is_currency(text: str, n: Numeral, start: int) -> bool:
    """Tell whether letters before digits are a currency and not a label or a word ("Q 3", "P 12", "L 5")."""
    symbol = text[start : n.start].strip()
    if n.form != "digits":
        return not symbol[-1].isalpha() or len(symbol) > 2
    if len(symbol) == 1 and symbol.isalpha():
        return text[n.start - 1] == symbol and (n.scale > 1 or "," in n.raw or "." in n.raw)
    return True


def _is_unit(text: str, n: Numeral, mark: UnitMark) -> bool:
    """Tell whether the unit belongs to the number: single letters and marks need digits right before them."""
    if mark.name in ("h", "am", "pm", "°", '"', "″", "′", "has", "t", "gb", "hp"):
        return n.form == "digits" and n.scale == 1
    return True


# "five more than 300", "14 percent more than 300", "twice as many as 300": the words compare, they bound nothing.
_COMPARING = frozenset(
    (
        "more than",
        "fewer than",
        "less than",
        "as many as",
        "as much as",
        "greater than",
        "better than",
        "lower than",
        "above",
        "below",
        "over",
        "under",
    )
)
_MULTIPLE = re.compile(
    r"(?:twice|thrice|double|half|times|treble|triple|again|higher|larger|bigger|fold|was|were|is|rather|other|%|cent|percent)\s*\Z",
    re.IGNORECASE,
)
_CHANGE_END = re.compile(
    r"(?:twice|thrice|double|half|times|treble|triple|again|%|cent|percent|points)\s*\Z", re.IGNORECASE
)


def _compares(text: str, start: int, phrase: str, previous: AmountMention | None) -> bool:
    if phrase not in _COMPARING:
        return False
    before = text[max(0, start - 16) : start]
    if previous is not None and previous.excluded is None and not text[previous.span.end : start].strip():
        return True
    return _CHANGE_END.search(before) is not None


# --- two numbers that are one amount ---

_BLANK = re.compile(r"\s+(?:and\s+)?")
_TO = re.compile(r"\s*(?:[-–—‐‑]|to|up\s+to)\s*", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_OR = re.compile(r"\s+or\s+(?:even\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:between|from\s+between|anywhere\s+between)\s+\Z", re.IGNORECASE)
_FROM = re.compile(r"from\s+\Z", re.IGNORECASE)
_MOVES = re.compile(
    r"(?<![^\W_])(?:r[io]se|risen|gr[eo]w|grown|growing|rising|increas\w*|up|down|fell|fall(?:en|ing|s)?|drop\w*|declin\w*|jump\w*|climb\w*|soar\w*|surg\w*"
    r"|expand\w*|decreas\w*|shr[aiu]nk\w*|double[sd]?|swell\w*|swoll\w*|swelled|went|gone|moved|slid|slipp\w*|slump\w*|enlarg\w*|rais\w*|cut|reduc\w*|leap\w*|improv\w*|grows|rises|change\w*|change[sd]?|tripled|advanc\w*|increase[sd]?)(?![^\W_])",
    re.IGNORECASE,
)


def _sum(text: str, a: AmountMention, b: AmountMention) -> AmountMention | None:
    """ "1 trillion 850 billion": a scale and a smaller one."""
    if (
        a.scale > b.scale > 1
        and a.unit == "count"
        and b.value < a.scale
        and a.form != "fraction"
        and _BLANK.fullmatch(text, a.span.end, b.number.start)
    ):
        return replace(
            b, span=Span(a.span.start, b.span.end), number=Span(a.number.start, b.number.end), value=plain(a.value + b.value),
            bound=a.bound, scale=a.scale, rule="sum-of-scales" if b.rule == "number" else b.rule,
        )  # fmt: skip
    return None


def _range(text: str, a: AmountMention, b: AmountMention) -> AmountMention | None:
    if a.upper is not None or a.also is not None or ("fraction" in (a.form, b.form) and a.unit != "percent"):
        return None
    if a.unit not in ("count", b.unit) and b.unit != "count":
        return None
    if b.span.start - a.span.end > 24 and b.number.start - a.span.end > 24:
        return None
    joint = _joint(text, a, b)
    if joint is None:
        return None
    lower = a.value
    if a.scale == 1 and b.scale > 1 and lower < b.value / b.scale:
        lower = plain(lower * b.scale)
    if a.unit == "count" and b.rule == "measure" and b.unit == "ha":
        lower = plain(lower * Decimal("0.40468564224")) if "acre" in (b.measure or "") else lower
    if not lower < b.value:
        return None
    unit = b.unit if a.unit == "count" else a.unit
    bound = a.bound if a.bound is b.bound or b.bound is Bound.EXACT else b.bound
    return AmountMention(
        Span(a.span.start, b.span.end), Span(a.number.start, b.number.end), lower, unit, bound, joint, b.form,
        upper=b.value, basis=b.basis, scale=b.scale, measure=b.measure, hyphenated=b.hyphenated,
    )  # fmt: skip


def _joint(text: str, a: AmountMention, b: AmountMention) -> str | None:
    """The rule by which two numbers are the ends of a range, or None."""
    before = text[max(0, a.span.start - 18) : a.span.start]
    if _AND.fullmatch(text, a.span.end, b.span.start):
        return "between-and" if _BETWEEN.search(before) else None
    if _OR.fullmatch(text, a.span.end, b.span.start):
        near = (
            a.value < b.value <= a.value * Decimal("1.6")
            and a.unit == "count"
            and a.form == b.form
            and a.bound is Bound.EXACT
        )
        return "or" if near and (a.form == "words" or a.value % 5 == 0) and b.bound is Bound.EXACT else None
    if not _TO.fullmatch(text, a.span.end, b.number.start) and not _TO.fullmatch(text, a.span.end, b.span.start):
        return None
    if (
        b.bound is not Bound.EXACT
        and b.number.start - a.span.end > 12
        and "up to" not in text[a.span.end : b.number.start].lower()
    ):
        return None
    clause = text[max(0, a.span.start - 60) : a.span.start]
    clause = clause[max(clause.rfind(". "), clause.rfind("; ")) + 1 :]
    tight = b.number.start - a.span.end <= 3 and "to" not in text[a.span.end : b.number.start].lower()
    if not tight and _MOVES.search(clause):
        return None
    return "range"


_ALSO = re.compile(
    r"\s*[(\[]\s*(?:(?:or|i\.e\.|equal\s+to|equivalent\s+to|equivalent\s+of|worth|the\s+equivalent\s+of|equals|that\s+is|=|or\s+about)\s*,?\s*)?"
    r"|,?\s+(?:or|i\.e\.|equal\s+to|equivalent\s+to|the\s+equivalent\s+of|which\s+(?:is|equals))\s*,?\s+|\s*[/=]\s*",
    re.IGNORECASE,
)
_AREAS = frozenset(("m2", "ft2", "ha"))


def _also(text: str, a: AmountMention, b: AmountMention) -> AmountMention | None:
    money = a.rule == "money" and (b.rule == "money") and a.unit != b.unit
    area = a.unit in _AREAS and b.unit in _AREAS and (a.unit != b.unit or a.measure != b.measure)
    if not (money or area) or a.also is not None or not _ALSO.fullmatch(text, a.span.end, b.span.start):
        return None
    end = b.span.end
    if "(" in text[a.span.end : b.span.start] and text[end : end + 1] == ")":
        end += 1
    return replace(a, span=Span(a.span.start, end), also=Amount(b.value, b.unit, b.bound))
