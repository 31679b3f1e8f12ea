"""When two values that articles give are the same value, or values that can both be true."""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal
from functools import lru_cache

from kg.model import AttributeValue, CountryRef, Place, Predicate

_NOT_A_WORD = re.compile(r"[^\w]+")
# Words that do not tell one venue, theme or organizer from another.
_LOOSE = frozenset({"the", "and", "of"})
DATES = frozenset({Predicate.START_DATE, Predicate.END_DATE})
# Digits behind the point that may be meant; a unit that is a third of another leaves as many as there is room for.
_MOST_PLACES = 12
_WORDED = frozenset({Predicate.VENUE, Predicate.THEME})


@lru_cache(maxsize=1 << 16)
def text_key(text: str) -> str:
    """Return a text without case, accents, punctuation and the smallest words.

    >>> text_key("National Exhibition & Convention Center (Shanghai)")
    'national exhibition convention center shanghai'
    """
    plain = unicodedata.normalize("NFKD", text.replace("&", " and "))
    letters = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    words = _NOT_A_WORD.sub(" ", letters).split()
    return " ".join([word for word in words if word not in _LOOSE] or words) or text.casefold().strip()


def value_key(value: AttributeValue) -> tuple[str, str]:
    """Return the key under which equal values meet; a city's country is left out, since it may be unknown."""
    match value:
        case Place(city):
            return "city", text_key(city)
        case CountryRef(alpha2):
            return "country", alpha2
        case int():
            return "number", str(value)
        case _:
            return "text", text_key(value)


def sort_key(value: AttributeValue) -> tuple[str, str, str]:
    """Return a key that puts values of all types in one fixed order."""
    match value:
        case Place(city, country):
            return "city", city, country or ""
        case CountryRef(alpha2):
            return "country", alpha2, ""
        case int():
            return "number", f"{value:012}", ""
        case _:
            return "text", value, ""


def refines(predicate: Predicate, finer: AttributeValue, coarser: AttributeValue) -> bool:
    """Tell whether one value says the same as another, and more: a day of a month, a longer name of a place.

    >>> refines(Predicate.START_DATE, "2023-11-05", "2023-11")
    True
    """
    if isinstance(finer, Place) and isinstance(coarser, Place):
        countries = {finer.country, coarser.country} - {None}
        return len(countries) < 2 and _adds_words(finer.city, coarser.city)
    if not isinstance(finer, str) or not isinstance(coarser, str) or finer == coarser:
        return False
    if predicate in DATES:
        return finer.startswith(f"{coarser}-")
    if predicate not in _WORDED:
        return False
    return _adds_words(finer, coarser) or _abbreviates(text_key(coarser), text_key(finer).split())


def _adds_words(finer: str, coarser: str) -> bool:
    return set(text_key(coarser).split()) < set(text_key(finer).split())


def _abbreviates(short: str, words: list[str]) -> bool:
    return len(short) > 1 and "".join(word[0] for word in words).startswith(short)


def plain_number(number: Decimal) -> Decimal:
    """Return an equal number in its one plain form, so that equal figures are written alike.

    >>> plain_number(Decimal("1E+3")), plain_number(Decimal("6.70"))
    (Decimal('1000'), Decimal('6.7'))
    >>> plain_number(Decimal("40000.00000000000000000002"))
    Decimal('40000')
    """
    _, digits, exponent = number.as_tuple()
    if isinstance(exponent, int) and exponent < -_MOST_PLACES:
        number = number.quantize(Decimal(1).scaleb(-_MOST_PLACES), context=Context(prec=len(digits) + 1))
    whole = number.to_integral_value()
    return Decimal(int(whole)) if number == whole else number.normalize()
