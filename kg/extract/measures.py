"""Units after a number: percent, floor space and days by the registry's table, and measures that count nothing here.

>>> mark = unit_after("2.67 million net square feet", 12)
>>> mark.unit, mark.basis, mark.end
('ft2', 'net', 28)
>>> unit_after("six-day event", 3).unit
'days'
>>> unit_after("40 acres", 2).factor
Decimal('0.40468564224')
>>> unit_after("40 firms", 2) is None
True
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from kg.registry import UnitRow, load_registry

DATA = Path(__file__).resolve().parent / "data" / "measures.toml"
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class UnitMark:
    """A unit in a text: where it ends, what it counts in, and by what the number is to be multiplied.

    `unit` is one of `Amount.unit`, `points` for percentage points or `other`; `basis` is `net` or `gross` where the
    text says so; `name` is the unit as written, in lower case.
    """

    end: int
    unit: str
    name: str
    factor: Decimal = ONE
    basis: str | None = None


_SEPARATORS = re.compile(r"[\s.‐‑-]+")
# A unit follows its number on the same line, or at the start of the next one of a wrapped paragraph.
_GAP = r"(?:[^\S\n]|\n(?=[a-z])|[‐‑-])"


def _key(form: str) -> str:
    return _SEPARATORS.sub("", form).lower()


@cache
def _forms() -> dict[str, UnitRow]:
    """The registry's forms without spaces and points; weeks are left to the dates."""
    return {_key(row.form): row for row in load_registry().units if not row.form.lower().startswith("week")}


@cache
def _pattern() -> re.Pattern[str]:
    known = _forms()
    forms = sorted({f.lower() for f in load_registry().unit_forms if _key(f) in known}, key=lambda f: (-len(f), f))
    # "sq. m." at the end of a sentence keeps its point for the sentence.
    written = "|".join(
        rf"{_GAP}{{0,2}}\.?{_GAP}?".join(re.escape(part) for part in form.replace("-", " ").replace(".", " ").split())
        for form in dict.fromkeys(f.rstrip(".") for f in forms)
    )
    with DATA.open("rb") as file:
        table = tomllib.load(file)
    others = "|".join(
        re.escape(w).replace(r"\ ", r"[\s-]") for w in sorted(table["other"], key=lambda w: (-len(w), w))
    )
    qualifiers = "|".join(table["floor"])
    return re.compile(
        rf"""
        {_GAP}{{0,2}}
        (?: \(? (?P<basis> net | gross | nett ) \)? [\s-]{{1,2}} )?
        (?: (?P<of> of\s ) | (?: {qualifiers} ) [\s-] )?
        (?: (?P<points> (?: percentage | per\s?cent | % )[\s-]points? | pp | ppts? )
          | (?P<form> (?-x:{written}) )
          | (?P<other> (?-x:{others}) ) )
        (?![^\W_]) (?: (?<=[a-z]) \. (?= [,;:)] | \s+(?-i:[a-z]) ) )?
        (?: [\s,]{{1,2}} \(? (?P<after> net | gross | nett ) (?![^\W_]) \)? )?
        """,
        re.VERBOSE | re.IGNORECASE,
    )


# The first word after a number, or a sign; it tells at little cost that most words are no units.
_FIRST = re.compile(r"[\s‐‑-]{0,2}\(?([^\W\d_]+|\S)")


@cache
def _first_words() -> frozenset[str]:
    with DATA.open("rb") as file:
        table = tomllib.load(file)
    forms = [*(row.form for row in load_registry().units), *table["other"], *table["floor"]]
    found = {m.group(1).lower() for form in forms if (m := _FIRST.match(form))}
    return frozenset(found | {"net", "gross", "nett", "of", "percentage", "per", "pp", "ppt", "ppts", "sq"})


def unit_after(text: str, position: int) -> UnitMark | None:
    """Return the unit that begins at `position` (or a space or hyphen after it), or None."""
    first = _FIRST.match(text, position, position + 32)
    if first is None or first.group(1).lower() not in _first_words():
        return None
    m = _pattern().match(text, position, position + 56)
    if m is None:
        return None
    if m["points"]:
        return UnitMark(m.end(), "points", "percentage points")
    if m["other"]:
        return None if m["of"] or m["basis"] else UnitMark(m.end(), "other", m["other"].lower())
    row = _forms()[_key(m["form"])]
    space = row.unit in ("m2", "ft2", "ha")
    if (m["of"] or m["basis"] or m["after"]) and not space:
        end = m.end("form")
        return UnitMark(end, row.unit, row.form.lower(), row.factor) if not (m["of"] or m["basis"]) else None
    basis = m["basis"] or m["after"]
    return UnitMark(
        m.end(), row.unit, row.form.lower(), row.factor, basis and basis.lower()[:5].replace("nett", "net")
    )
