"""Numbers as they are written: digits with any separators, words, mixtures of both, fractions and shares.

>>> [str(read_digits(s)) for s in ("3,486", "1,20,000", "1 663", "1.420.400", "1'663", "6.7", "115,9")]
['3486', '120000', '1663', '1420400', '1663', '6.7', '115.9']
>>> [str(read_words(s)) for s in ("eighty-eight", "a hundred and nine", "twelve hundred", "two thousand and one")]
['88', '109', '1200', '2001']
>>> [str(read_words(s)) for s in ("half a million", "one and a half million", "three point five million", "a dozen")]
['500000', '1500000', '3500000', '12']
>>> [read_words(s) for s in ("hundreds", "sixth", "and", "")]
[None, None, None, None]
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

# --- digits ---

SPACES = " \u00a0\u2009\u202f"

_WESTERN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_EUROPEAN = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,}")
_APOSTROPHE = re.compile(r"\d{1,3}(?:['’]\d{3})+(?:\.\d+)?")
_SPACED = re.compile(rf"\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?:[.,]\d{{1,2}})?")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")

# Longer digit strings are serial numbers, not amounts.
_MAX_CHARACTERS = 40

_NO_SEPARATORS = str.maketrans("", "", ",'’" + SPACES)
_SWAPPED = str.maketrans({".": None, ",": ".", **dict.fromkeys(SPACES)})


def read_digits(raw: str) -> Decimal | None:
    """Return the value of a number written in digits, or None where its separators make no sense.

    One point before three digits is read as a decimal point; whether it parts thousands, the context must tell.

    >>> [read_digits(s) for s in ("1,2,3", "3,48", "1.2.3", "12,34,5")]
    [None, Decimal('3.48'), None, None]
    """
    if len(raw) > _MAX_CHARACTERS:
        return None
    if _PLAIN.fullmatch(raw):
        return Decimal(raw)
    if _WESTERN.fullmatch(raw) or _INDIAN.fullmatch(raw) or _APOSTROPHE.fullmatch(raw):
        return Decimal(raw.translate(_NO_SEPARATORS))
    if _SPACED.fullmatch(raw):
        return Decimal(raw.translate(_NO_SEPARATORS) if "," not in raw else raw.translate(_SWAPPED))
    if _EUROPEAN.fullmatch(raw) or _DECIMAL_COMMA.fullmatch(raw):
        return Decimal(raw.translate(_SWAPPED))
    return None


# --- words ---

ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
SCALES = {
    "thousand": 10**3, "lakh": 10**5, "lakhs": 10**5, "lac": 10**5, "lacs": 10**5, "million": 10**6,
    "crore": 10**7, "crores": 10**7, "billion": 10**9, "milliard": 10**9, "milliards": 10**9, "trillion": 10**12,
    "quadrillion": 10**15, "millions": 10**6, "billions": 10**9, "thousands": 10**3, "trillions": 10**12,
}  # fmt: skip
# Scales as written after digits: "2.67m", "US$78.41bn", "12.4k", "800 mn".
SHORT_SCALES = {
    "hundred": 10**2, "k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "mio": 10**6, "mil": 10**6, "mm": 10**6,
    "b": 10**9, "bn": 10**9, "bln": 10**9, "bil": 10**9, "t": 10**12, "tn": 10**12, "trn": 10**12, "trln": 10**12,
    "cr": 10**7, "crs": 10**7, "mld": 10**9, "mrd": 10**9, "mlrd": 10**9, "mllns": 10**6, "mlns": 10**6,
    "mill": 10**6,
}  # fmt: skip
_DOZENS = {"dozen": 12, "score": 20}
FRACTIONS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10, "twentieth": 20,
}  # fmt: skip

# Scales in the plural stand only after a number: "two millions"; "millions" alone is vague.
_PLURAL = frozenset(w for w in SCALES if w.endswith("s"))


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=lambda w: (-len(w), w)))


_SMALL = _either((*ONES, *TENS))
_BIG = _either({*SCALES, *_DOZENS, "hundred"} - _PLURAL)
_ANY = _either((*ONES, *TENS, *SCALES, *_DOZENS, "hundred"))
_GAP = r"[\s‐‑-]{1,2}"
_MORE = (
    rf"(?:{_GAP}(?:and{_GAP}|point{_GAP})?(?:{_ANY})(?![^\W_])"
    rf"|{_GAP}and{_GAP}an?{_GAP}(?:half|quarter)(?![^\W_])){{0,14}}"
)
# A run of number words, no longer than any number that a paper would spell out. "and" joins where a number word or "a
# half" follows; the reader splits "five and ten".
WORDS = (
    rf"(?:(?:half|quarter){_GAP}(?:an?{_GAP})?|an?{_GAP}(?:baker['’]s{_GAP})?|baker['’]s{_GAP})?(?:{_BIG})(?![^\W_]){_MORE}"
    rf"|(?:{_SMALL})(?![^\W_]){_MORE}"
)

_WORD = re.compile(r"[a-z]+", re.IGNORECASE)


def read_words(raw: str) -> Decimal | None:
    """Return the value of a run of number words, or None where the words do not make one number.

    >>> [str(read_words(s)) for s in ("one lakh twenty thousand", "fifteen lakh crore", "a million and a half")]
    ['120000', '15000000000000', '1500000']
    >>> read_words("five and ten") is None
    True
    """
    words = [w.lower() for w in _WORD.findall(raw)]
    reader = _Reader()
    for i, word in enumerate(words):
        if not reader.take(word, words[i - 1] if i else ""):
            return None
    return reader.value()


class _Reader:
    """Adds up number words from left to right; `take` refuses a word that cannot follow."""

    def __init__(self) -> None:
        self.total = Decimal(0)  # what scales have closed
        self.current: Decimal | None = None  # what waits for a scale
        self.factor = Decimal(1)  # of "half a"
        self.last_scale = 0
        self.decimals = ""
        self.in_decimals = False
        self.seen = False

    def take(self, word: str, previous: str) -> bool:
        if word in ONES or word in TENS:
            return self._small(word, previous)
        if word == "hundred":
            self.current = (self._pending() or Decimal(1)) * 100
            self.seen = True
            return self.current <= 9900
        if word in SCALES or word in _DOZENS:
            return self._scale(SCALES.get(word) or _DOZENS[word], previous)
        if word == "half" or word == "quarter":
            part = Decimal("0.5") if word == "half" else Decimal("0.25")
            if not self.seen:
                self.factor = part
            elif self.last_scale and self.current is None:
                self.total += part * self.last_scale
            else:
                self.current = (self.current or Decimal(0)) + part
            return True
        if word == "point":
            self.in_decimals = True
            return self.current is not None
        if word in ("baker", "s"):
            return True
        return word in ("and", "a", "an")

    def _small(self, word: str, previous: str) -> bool:
        number = ONES.get(word) or TENS[word]
        self.seen = True
        if self.in_decimals:
            self.decimals += str(number)
            return True
        if self.current is None:
            self.current = Decimal(number)
            return previous != "and" or self.last_scale > 0
        room = self.current % 100
        if room == 0 and self.current >= 100:
            self.current += number
            return True
        if previous != "and" and room >= 20 and room % 10 == 0 and number < 10:
            self.current += number
            return True
        return False

    def _scale(self, scale: int, previous: str) -> bool:
        self.seen = True
        if self.current is None and SCALES.get(previous, scale) < scale:  # "lakh crore", "thousand million"
            self.total *= scale
            self.last_scale *= scale
            return True
        if scale == 12 and previous == "s":
            scale = 13  # a baker's dozen
        if self.last_scale and scale >= self.last_scale:
            # "two thousand five hundred million": all that came before is multiplied.
            if scale == self.last_scale or self.current is None:
                return False
            self.total = (self.total + self.current) * scale
            self.current, self.last_scale = None, scale
            return True
        self.total += (self._pending() or Decimal(1)) * scale
        self.current = None
        self.last_scale = scale
        return True

    def _pending(self) -> Decimal | None:
        if self.decimals:
            self.current = (self.current or Decimal(0)) + Decimal("0." + self.decimals)
            self.decimals = ""
            self.in_decimals = False
        return self.current

    def value(self) -> Decimal | None:
        if not self.seen:
            return None
        return plain((self.total + (self._pending() or Decimal(0))) * self.factor)


def plain(value: Decimal) -> Decimal:
    """Return the same number without an exponent and without noughts that only arithmetic left behind.

    >>> [str(plain(Decimal(s))) for s in ("1500000.0", "2.670", "1E+3", "0.0")]
    ['1500000', '2.67', '1000', '0']
    """
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if whole == value and whole.adjusted() < 27 else value.normalize()
