"""Currencies before and after a number: symbols, codes and names, by the registry's table.

A symbol or name that several currencies share ("$", "kr", "rupees") means the one of the article's country, of those
that followed one another the one of its year, else the one that most readers take it for.

>>> after = name_after("300 million Australian dollars", 11, ANYWHERE)
>>> after.code, after.end
('AUD', 30)
>>> before = symbol_before("worth A$ 300", 9, ANYWHERE)
>>> before.code, before.start
('AUD', 6)
>>> symbol_before("$5", 1, Setting("NZ")).code
'NZD'
>>> symbol_before("in 300", 3, ANYWHERE) is None
True
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.registry import load_registry

# The code of ISO 4217 for "no currency": money whose currency the text leaves open.
UNKNOWN = "XXX"


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when an article speaks: the alpha-2 code of its country and its year, where known."""

    country: str | None = None
    year: int | None = None


ANYWHERE = Setting()


@dataclass(frozen=True, slots=True)
class CurrencyMark:
    """A currency's symbol or name in a text: where it stands and its ISO 4217 code."""

    start: int
    end: int
    code: str


# A symbol, its spaces included, is no longer than this.
_LONGEST_SYMBOL = 8
# Signs of the table that are too common for other uses to be read in running text.
_NOT_SIGNS = frozenset("`")
# Names that are common words in the singular: "the 5,000 mark", "30 real estate firms", "a 3-pound fish".
_PLURAL_ONLY = frozenset(("mark", "real", "lat", "sol", "colon", "buck", "som", "sum", "lev", "all", "dong", "lek"))
_SINGULAR_AFTER_SCALE = frozenset(("pound", "crown", "won"))


@cache
def _symbols() -> dict[str, str]:
    """Symbols and codes as written, with the form under which the registry knows them."""
    signs = [sign for sign in load_registry().currency_symbols if sign not in _NOT_SIGNS]
    written = {sign.upper(): sign for sign in signs if len(sign) > 1 and sign.isalpha()}
    return written | {sign: sign for sign in signs}


@cache
def _names() -> dict[str, int]:
    """The first words of names, in lower case, with the number of words of the longest name that begins so."""
    longest: dict[str, int] = {}
    for name in (*load_registry().currency_forms, *_symbols()):
        words = name.lower().split()
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


@cache
def _named(name: str, setting: Setting) -> str | None:
    """The code that a name or sign after a number means; `XXX` for a name that leaves it open; None for no name."""
    registry = load_registry()
    row = registry.currency_named(name, setting.country, setting.year)
    if row is not None:
        return row.code
    if name in _symbols():
        return _signed(name, setting)
    return UNKNOWN if name.lower() in _lowered() else None


@cache
def _signed(sign: str, setting: Setting) -> str | None:
    row = load_registry().currency_of_symbol(_symbols()[sign], setting.country, setting.year)
    if row is not None:
        return row.code
    if len(sign) > 1 or not sign.isalpha():
        return UNKNOWN
    default = next((bare.default for bare in load_registry().bare_words if bare.word == sign), None)
    owners = [c.code for c in load_registry().currencies if sign in c.symbols and not c.historic]
    return default or (owners[0] if len(owners) == 1 else None)


@cache
def _lowered() -> frozenset[str]:
    return frozenset(name.lower() for name in load_registry().currency_forms)


def symbol_before(text: str, position: int, setting: Setting) -> CurrencyMark | None:
    """Return the currency symbol or code that ends at `position` (or a space or hyphen before it), or None.

    Whether a single letter ("K1.2 million") is a currency or a label ("B12"), the caller must tell by the number.
    """
    end = position - 1 if text[position - 1 : position] in _GAPS and position else position
    symbols = _symbols()
    for length in range(min(_LONGEST_SYMBOL, end), 0, -1):
        start = end - length
        sign = text[start:end]
        if sign not in symbols:
            continue
        if start and sign[0].isalpha() and (text[start - 1].isalnum() or text[start - 1] in ".&-"):
            return None
        code = _signed(sign, setting)
        return None if code is None else CurrencyMark(start, position, code)
    return None


_GAPS = (" ", "\u00a0", "\u202f", "\u2009", "-")
_PHRASE = re.compile(
    r"(?:[^\S\n]|\n(?=[a-z])|[‐‑-]){0,2}(?:(?<=[a-z] )of )?(?P<words>[^\s,;:()\"”]+(?:[ \u00a0][^\s,;:()\"”]+){0,3})"
)


def name_after(text: str, position: int, setting: Setting) -> CurrencyMark | None:
    """Return the name, code or sign of a currency that begins at `position` (or a space after it), or None."""
    m = _PHRASE.match(text, position, position + 48)
    if m is None:
        return None
    words = m["words"].split()
    first = words[0].lower().rstrip(".’'\"?!")
    longest = _names().get(first) or _names().get(words[0].lower(), 0)
    for count in range(min(longest, len(words)), 0, -1):
        phrase = " ".join(words[:count])
        bare = phrase.rstrip(".’'\"?!*")
        for written in (phrase, bare) if phrase in _symbols() else (bare,):
            code = _named(written, setting) if _may_name(written, text, position) else None
            if code is not None:
                end = m.start("words") + len(written)
                return None if _belongs_to_next(text, end, written) else CurrencyMark(position, end, code)
    return None


def _may_name(written: str, text: str, position: int) -> bool:
    lower = written.lower()
    if not written or lower in _PLURAL_ONLY or (len(written) == 1 and written.isalpha()):
        return False
    if lower in _SINGULAR_AFTER_SCALE:
        return text[position - 1 : position].isalpha()
    return not (len(written) == 3 and written.isalpha() and not written.isupper() and lower not in _lowered())


_NUMBER_NEXT = re.compile(r"\s?\d")


def _belongs_to_next(text: str, end: int, written: str) -> bool:
    """Tell whether a code or sign stands before the next number rather than after this one: "2017 USD 64 m"."""
    return written in _symbols() and _NUMBER_NEXT.match(text, end) is not None
