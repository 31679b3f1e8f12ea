"""Word lists of the extractor, read once from the data files beside it."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"


@cache
def words(name: str) -> frozenset[str]:
    """Return one list of `data/words.toml`, in lower case.

    Raises `KeyError` where there is no such list.

    >>> "expo" in words("fair_strong")
    True
    """
    return frozenset(word.lower() for word in _tables()[name])


@cache
def _tables() -> dict[str, list[str]]:
    with (DATA / "words.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def known_names(name: str) -> frozenset[str]:
    """Return one list of `data/known_names.toml`, as it is written there.

    Raises `KeyError` where there is no such list.
    """
    with (DATA / "known_names.toml").open("rb") as file:
        table: dict[str, list[str]] = tomllib.load(file)
    return frozenset(table[name])


ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_TENS = {
    "twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80, "ninet": 90,
}  # fmt: skip


@cache
def ordinal_of(word: str) -> int | None:
    """Return the number of an ordinal in words or digits, or None.

    >>> [ordinal_of(w) for w in ("sixth", "127th", "forty-eighth", "thirtieth", "hundredth", "inaugural", "fair")]
    [6, 127, 48, 30, 100, 1, None]
    """
    word = word.lower()
    if word[:-2].isdecimal() and word[-2:] in ("st", "nd", "rd", "th"):
        return int(word[:-2]) if len(word) <= 5 else None
    if word in ORDINAL_WORDS:
        return ORDINAL_WORDS.index(word) + 1
    if word in ("hundredth", "centenary"):
        return 100
    if word == "inaugural":
        return 1
    tens, _, ones = word.partition("-")
    for stem, value in _TENS.items():
        if word == stem + "ieth":
            return value
        if tens == stem + "y" and ones in ORDINAL_WORDS[:9]:
            return value + ORDINAL_WORDS.index(ones) + 1
    return None
