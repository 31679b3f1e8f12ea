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

from kg.extract.amount_joins import joined
from kg.extract.amount_mentions import AmountMention
from kg.extract.bounds import BoundMark, bound_after, bound_before, late_bound
from kg.extract.labels import exclusion
from kg.extract.measures import ONE, unit_after
from kg.extract.money import CurrencyMark, Setting, name_after, symbol_before
from kg.extract.numerals import plain
from kg.extract.scanner import Numeral, scale_after, scan
from kg.model import Bound, Span

__all__ = ["AmountMention", "find_amounts", "find_numbers"]


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
        previous = found[-1] if found else None
        if previous is not None and numeral.start < previous.span.end:
            continue  # the scale word of "500-odd million" is read already
        mention = _mention(text, numeral, start if previous is None else previous.span.end, previous, setting)
        if previous is not None and previous.excluded is None and mention.excluded is None:
            one = joined(text, previous, mention)
            if one is not None:
                found[-1] = one
                continue
        found.append(mention)
    return found


@dataclass(frozen=True, slots=True)
class _Measure:
    """The currency or unit of a number, and from where to where it and the number stand."""

    start: int
    end: int
    unit: str = "count"
    rule: str = "number"
    factor: Decimal = ONE
    basis: str | None = None
    name: str | None = None


def _mention(text: str, n: Numeral, floor: int, previous: AmountMention | None, setting: Setting) -> AmountMention:
    """The mention of a numeral; `floor` is where the one before ends."""
    number = Span(n.start, n.end)
    if n.excluded is not None:
        return AmountMention(number, number, n.value, "count", Bound.EXACT, n.excluded, n.form, excluded=n.excluded)
    later = _later_bound(text, n.end)
    inner = n.end if later is None else later.end
    if later is not None and n.scale == 1 and (scale := scale_after(text, inner)) is not None:
        n = replace(n, value=plain(n.value * scale.scale), scale=scale.scale)  # "500-odd million"
        inner = scale.end
    measure = _measure(text, n, inner, floor, setting)
    start, end = measure.start, measure.end
    later = later or _later_bound(text, end)
    end = end if later is None else max(end, later.end)
    earlier = bound_before(text, start, end)
    if earlier is not None and (earlier.start < floor or _compares(text, earlier.start, earlier.phrase, previous)):
        earlier = None
    if earlier is None and later is None:
        later = late_bound(text, end)
    mention = AmountMention(
        span=Span(start if earlier is None else earlier.start, end),
        number=number,
        value=plain(_value(text, n, measure) * measure.factor),
        unit=measure.unit,
        bound=_bound(n, earlier, later),
        rule=measure.rule,
        form=n.form,
        basis=measure.basis,
        scale=n.scale,
        factor=measure.factor,
        measure=measure.name,
    )
    reason = exclusion(text, n, measure.unit, earlier is not None or later is not None, previous)
    if reason is None:
        return mention
    return replace(mention, span=number, excluded=reason, rule=reason, bound=Bound.EXACT)


def _later_bound(text: str, position: int) -> BoundMark | None:
    """ "8,000-plus", but not "5 or more than": there the words bound what follows."""
    later = bound_after(text, position)
    return None if later is None or _STEP.match(text, later.end) else later


def _bound(n: Numeral, earlier: BoundMark | None, later: BoundMark | None) -> Bound:
    if earlier is not None and (later is None or earlier.bound is not Bound.APPROX):
        return earlier.bound
    if later is not None:
        return later.bound
    # "a dozen" may be any number near twelve; a baker's is thirteen.
    return Bound.APPROX if "dozen" in n.raw and "baker" not in n.raw else Bound.EXACT


def _measure(text: str, n: Numeral, end: int, floor: int, setting: Setting) -> _Measure:
    """The currency or unit of a number; `end` is where it and the bounding words after it end."""
    if n.form == "fraction":
        return _Measure(n.start, end, "percent", "share")
    symbol = symbol_before(text, n.start, setting)
    if symbol is not None and (symbol.start < floor or not _is_currency(text, n, symbol.start)):
        symbol = None
    named = name_after(text, end, setting)
    if symbol is not None:
        return _money(text, symbol, named, end)
    if named is not None:
        return _Measure(n.start, named.end, named.code, "money")
    mark = unit_after(text, end)
    if mark is None or (mark.name in _SHORT_UNITS and (n.form != "digits" or n.scale > 1)):
        return _Measure(n.start, end)
    return _Measure(n.start, mark.end, mark.unit, "measure", mark.factor, mark.basis, mark.name)


def _money(text: str, symbol: CurrencyMark, named: CurrencyMark | None, end: int) -> _Measure:
    """Money with a symbol before it and perhaps a name after it: "$5 million Canadian dollars" is Canadian."""
    if named is None:
        return _Measure(symbol.start, end, symbol.code, "money")
    open_sign = text[symbol.start : symbol.end].strip() in ("$", "£")
    return _Measure(symbol.start, named.end, named.code if open_sign else symbol.code, "money")


_STEP = re.compile(r"(?<=more)\s+(?:than|of)(?![^\W_])")
# Units of a letter or a mark need digits right before them: "two hp printers" counts printers.
_SHORT_UNITS = frozenset(("h", "°", "t", "gb", "mb", "tb", "hp", "ct", "cc", "nm", "min"))


def _is_currency(text: str, n: Numeral, start: int) -> bool:
    """Tell whether letters before a number are a currency and not a label or a word ("Q 3", "P 12", "L 5")."""
    symbol = text[start : n.start].strip()
    if n.form != "digits":
        return not symbol[-1].isalpha() or len(symbol) > 2
    if len(symbol) == 1 and symbol.isalpha():
        return text[n.start - 1] == symbol and (n.scale > 1 or "," in n.raw or "." in n.raw)
    return True


# One point before three digits and no scale: nothing is counted in thousandths, so it parts thousands.
_POINT_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
# Currencies of countries that write a decimal point; prices per litre or unit have three places.
_THOUSANDTHS = frozenset(("USD", "GBP"))
# "R$ 2,547 billions": thousands in English, a decimal comma where the text writes "10,6%".
_COMMA_THREE = re.compile(r"\d{1,3},\d{3}")
_COMMA_STYLE = re.compile(r"(?<![\d,.])\d{1,3},\d{1,2}(?![\d,])\s?(?:%|per\s?cent|m[ilr]|thousand)")
_POINT_STYLE = re.compile(r"(?<![\d,.])\d{1,3}\.\d{1,2}(?![\d,])\s?(?:%|per\s?cent|m[ilr]|billion|thousand)")
_NEIGHBOURHOOD = 4000


def _value(text: str, n: Numeral, measure: _Measure) -> Decimal:
    """The number's value, with its point or comma read by the style of the text around it."""
    if n.form != "digits":
        return n.value
    if (
        n.scale == 1
        and _POINT_THOUSANDS.fullmatch(n.raw)
        and not (
            measure.unit in ("percent", "points") or (measure.unit in _THOUSANDTHS and not n.raw.endswith("000"))
        )
    ):
        return n.value * 1000
    if n.scale > 1 and _COMMA_THREE.fullmatch(n.raw) and _decimal_commas(text, n.start):
        return n.value / 1000
    return n.value


def _decimal_commas(text: str, position: int) -> bool:
    near = text[max(0, position - _NEIGHBOURHOOD) : position + _NEIGHBOURHOOD]
    return _COMMA_STYLE.search(near) is not None and _POINT_STYLE.search(near) is None


# "five more than 300", "14 percent more than 300", "twice as many as 300": the words compare, they bound nothing.
_COMPARING = frozenset(
    ("more than", "fewer than", "less than", "as many as", "as much as", "greater than", "better than", "lower than",
     "above", "below", "over", "under")
)  # fmt: skip
_MULTIPLE = re.compile(
    r"(?:twice|thrice|double|half|times|treble|triple|again|%|cent|percent|points)\s*\Z", re.IGNORECASE
)


def _compares(text: str, start: int, phrase: str, previous: AmountMention | None) -> bool:
    """Tell whether bounding words compare with a number before them instead."""
    if phrase not in _COMPARING:
        return False
    if previous is not None and previous.excluded is None and not text[previous.span.end : start].strip():
        return True
    return _MULTIPLE.search(text, max(0, start - 16), start) is not None
