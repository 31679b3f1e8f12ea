"""Values as RDF literals in their canonical form, so that the same value is always the same bytes.

A value that its datatype does not have (the month 13, a number that is not finite) becomes a plain string: the shapes
refuse it with its source, where an error here would stop a whole build for one article.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from kg.graph.curies import compact, curie

_DATE = curie("xsd:date")
_MONTH = curie("xsd:gYearMonth")
_YEAR = curie("xsd:gYear")
_INTEGER = curie("xsd:integer")
_DECIMAL = curie("xsd:decimal")
_ANY_URI = curie("xsd:anyURI")

_SURROGATES = re.compile("[\ud800-\udfff]")
_WEB_ADDRESS = re.compile(r"https?://[^/?#]", re.IGNORECASE)
_CURRENCY = re.compile("[A-Z]{3}", re.ASCII)

# Digits before or after the point beyond which a number is no measurement but a slip.
_MOST_DIGITS = 40

_UNITS = {"count": "NUM", "percent": "PERCENT", "m2": "M2", "ft2": "FT2", "ha": "HA", "days": "DAY"}
_NOTATIONS = {name: unit for unit, name in _UNITS.items()}


def text_literal(text: str) -> Literal:
    """Return a plain string; half a character of UTF-16, which RDF cannot hold, becomes U+FFFD."""
    return Literal(_SURROGATES.sub("\ufffd", text))


def decimal_literal(value: Decimal) -> Literal:
    """Return an `xsd:decimal` in the canonical form of XML Schema 1.1, part 2, section 3.3.3.

    >>> [decimal_literal(Decimal(n)).value for n in ("7.841E+10", "6.70", "-0.0", "NaN")]
    ['78410000000', '6.7', '0', 'NaN']
    """
    if not value.is_finite() or abs(value.adjusted()) > _MOST_DIGITS:
        return Literal(str(value))
    digits = format(value, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return Literal("0" if digits in ("-0", "") else digits, datatype=_DECIMAL)


def integer_literal(value: int) -> Literal:
    """Return an `xsd:integer`."""
    return Literal(str(value), datatype=_INTEGER)


def year_literal(year: int) -> Literal:
    """Return an `xsd:gYear`.

    >>> year_literal(2023).value, year_literal(987).value
    ('2023', '0987')
    """
    return Literal(f"{year:04d}", datatype=_YEAR) if 1 <= year <= 9999 else Literal(str(year))


def date_literal(day: date) -> Literal:
    """Return an `xsd:date`."""
    return Literal(day.isoformat(), datatype=_DATE)


def time_literal(text: str) -> Literal:
    """Return an `xsd:date` for an ISO date and an `xsd:gYearMonth` for an ISO month.

    >>> [time_literal(text).datatype.value.split("#")[1] for text in ("2023-11-05", "2023-11", "2023-13")]
    ['date', 'gYearMonth', 'string']
    """
    kind = _MONTH if len(text) == len("2023-11") else _DATE
    try:
        day = date.fromisoformat(f"{text}-01" if kind == _MONTH else text)
    except ValueError:
        return text_literal(text)
    same = day.isoformat()[: len(text)] == text
    return Literal(text, datatype=kind) if same else text_literal(text)


def url_literal(url: str) -> Literal | None:
    """Return an `xsd:anyURI` for a web address, None for anything else: a graph hands out no `javascript:` links.

    >>> url_literal("https://example.org/news?id=1").value
    'https://example.org/news?id=1'
    >>> url_literal("javascript:alert(1)"), url_literal("https://example.org/a b")
    (None, None)
    """
    if not _WEB_ADDRESS.match(url):
        return None
    try:
        return Literal(NamedNode(url).value, datatype=_ANY_URI)
    except ValueError:
        return None


def unit_term(unit: str) -> NamedNode | Literal:
    """Return the QUDT unit or currency of a unit of `model.Amount`.

    >>> str(unit_term("m2")), str(unit_term("USD"))
    ('<http://qudt.org/vocab/unit/M2>', '<http://qudt.org/vocab/currency/USD>')
    """
    if unit in _UNITS:
        return curie(f"unit:{_UNITS[unit]}")
    return curie(f"cur:{unit}") if _CURRENCY.fullmatch(unit) else text_literal(unit)


def unit_notation(iri: str) -> str:
    """Return the unit of `model.Amount` that a QUDT IRI stands for: the reverse of `unit_term`; else the IRI.

    >>> unit_notation("http://qudt.org/vocab/unit/NUM"), unit_notation("http://qudt.org/vocab/currency/USD")
    ('count', 'USD')
    """
    short = compact(iri)
    if short is None:
        return iri
    prefix, _, name = short.partition(":")
    return _NOTATIONS.get(name, name) if prefix == "unit" else name
