"""The tables of what numbers are measured in: currencies, their shared words, and units, read and checked."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal, InvalidOperation
from pathlib import Path

from kg.errors import LexiconError
from kg.registry.folding import fold_place
from kg.registry.rows import BareWordRow, CurrencyRow, UnitRow
from kg.registry.tables import read_table

CURRENCY_COLUMNS = ("code", "name", "words", "symbols", "countries", "until", "sources")
BARE_WORD_COLUMNS = ("word", "default", "sources")
UNIT_COLUMNS = ("unit", "form", "factor", "sources")
# The units of `Amount.unit` other than currencies that have written forms.
UNITS = ("percent", "m2", "ft2", "ha", "days")

_CODE = re.compile(r"[A-Z]{3}")


def read_currencies(path: Path, countries: Collection[str]) -> tuple[CurrencyRow, ...]:
    """Return the currencies of a table, in the order of their codes.

    Raises `SourceError` or `LexiconError` as `read_table` does, and `LexiconError` for a code that is malformed or
    stands twice, an unknown country and a year that is none.
    """
    currencies: dict[str, CurrencyRow] = {}
    for cells in read_table(path, CURRENCY_COLUMNS):
        code = cells.text("code")
        if not _CODE.fullmatch(code):
            raise cells.fault("code", f"{code!r} is not three capital letters")
        if code in currencies:
            raise cells.fault("code", f"{code!r} stands in an earlier row too")
        users = cells.several("countries")
        for country in users:
            if country not in countries:
                raise cells.fault("countries", f"unknown ISO 3166-1 code {country!r}")
        currencies[code] = CurrencyRow(
            code=code,
            name=cells.text("name"),
            words=cells.several("words"),
            symbols=cells.several("symbols"),
            countries=users,
            until=cells.year("until"),
            sources=cells.sources(),
        )
    return tuple(currencies[code] for code in sorted(currencies))


def read_bare_words(path: Path, currencies: tuple[CurrencyRow, ...]) -> tuple[BareWordRow, ...]:
    """Return the words and signs that several currencies share, in order.

    Raises `SourceError` or `LexiconError` as `read_table` does, and `LexiconError` for a word that stands twice or
    that fewer than two currencies have, a default that is not one of those, and a shared word that is missing.
    """
    owners: dict[str, list[str]] = {}
    for row in currencies:
        for word in dict.fromkeys((*row.words, *row.symbols)):
            owners.setdefault(word, []).append(row.code)
    words: dict[str, BareWordRow] = {}
    for cells in read_table(path, BARE_WORD_COLUMNS):
        word, default = cells.text("word"), cells.optional("default")
        if word in words:
            raise cells.fault("word", f"{word!r} stands in an earlier row too")
        if len(owners.get(word, ())) < 2:
            raise cells.fault("word", f"{word!r} is not shared by two currencies")
        if default is not None and default not in owners[word]:
            raise cells.fault("default", f"{default!r} does not have the word {word!r}")
        words[word] = BareWordRow(word=word, default=default, sources=cells.sources())
    for word, codes in owners.items():
        if len(codes) > 1 and word not in words:
            raise LexiconError(path, len(words) + 1, f"column word: lacks {word!r}, which {', '.join(codes)} share")
    return tuple(words[word] for word in sorted(words))


def read_units(path: Path) -> tuple[UnitRow, ...]:
    """Return the written forms of units, in order.

    Raises `SourceError` or `LexiconError` as `read_table` does, and `LexiconError` for a unit that `Amount` does not
    know, a form that stands twice and a factor that is no positive number.
    """
    units: dict[str, UnitRow] = {}
    meanings: dict[str, tuple[str, Decimal]] = {}
    for cells in read_table(path, UNIT_COLUMNS):
        unit, form, factor = cells.text("unit"), cells.text("form"), cells.text("factor")
        if unit not in UNITS:
            raise cells.fault("unit", f"{unit!r} is none of {', '.join(UNITS)}")
        if form in units:
            raise cells.fault("form", f"{form!r} stands in an earlier row too")
        try:
            exact = Decimal(factor)
        except InvalidOperation as broken:
            raise cells.fault("factor", f"is not a number: {factor!r}") from broken
        if not exact.is_finite() or exact <= 0:
            raise cells.fault("factor", f"is not a positive number: {factor!r}")
        meaning = meanings.setdefault(fold_place(form), (unit, exact))
        if meaning != (unit, exact):
            raise cells.fault("form", f"{form!r} is read as {meaning[1]} {meaning[0]} in an earlier row")
        units[form] = UnitRow(unit=unit, form=form, factor=exact, sources=cells.sources())
    return tuple(units[form] for form in sorted(units))
