"""One pass over a text that finds everything written as a number, and says at once which of them count nothing.

>>> [(n.form, str(n.value), n.excluded) for n in scan("On Nov. 5, 3,486 firms and a third of 2.67m")]
[('date', '0', 'date'), ('digits', '3486', None), ('fraction', '33.3', None), ('digits', '2670000', None)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from kg.extract.months import DAY, MONTH, WEEKDAY
from kg.extract.numerals import (
    FRACTIONS,
    ONES,
    SCALES,
    SHORT_SCALES,
    SPACES,
    TENS,
    WORDS,
    plain,
    read_digits,
    read_words,
)

ZERO = Decimal(0)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text, with its scale word ("1.5 million") but without unit, currency and bound.

    `form` is `digits`, `words`, `fraction` or `date`; `excluded` names why it counts nothing, where the number alone
    shows it. `scale` is what a scale word multiplied it by. `raw` is the text of the bare digits.
    """

    start: int
    end: int
    value: Decimal
    form: str
    scale: int = 1
    raw: str = ""
    excluded: str | None = None


# Dates that hold a month, and runs from weekday to weekday: `dates` reads them, here they are only told from counts.
_TO_DAY = (
    rf"(?:\s?(?:[-–—/]|to|and|&|until|till|through|or)\s?(?:{WEEKDAY},?\s)?(?:{MONTH}\s)?(?:the\s)?{DAY}){{0,3}}"
)
_OF_YEAR = r"(?:,?\s(?:19|20)\d\d(?![\d,.]\d))?"
_DATE = (
    rf"(?<![^\W_]){MONTH}\s{{1,2}}\(?(?:the\s)?{DAY}{_TO_DAY}{_OF_YEAR}"
    rf"|(?<![\w.,/]){DAY}{_TO_DAY}\s{{1,2}}(?:of\s)?{MONTH}{_OF_YEAR}"
    rf"|(?<![^\W_]){WEEKDAY},?\s(?:the\s)?{DAY}\s?(?:[-–—]|to|until|till|through)\s?{WEEKDAY},?\s(?:the\s)?{DAY}"
)
_SMALL = "|".join(sorted(ONES, key=lambda w: (-len(w), w)))
_SKIP = rf"""
    (?P<url> (?:https?://|www\.) \S+ )
  | (?P<date> (?<![\d.,]) (?:19|20)\d\d [-/.] \d{{1,2}} [-/.] \d{{1,2}} (?!\d)
            | (?<![\d.,]) \d{{1,2}} (?P<mark>[./-]) \d{{1,2}} (?P=mark) (?:\d\d|(?:19|20)\d\d) (?![\d,])
            | (?-x:{_DATE}) )
  | (?P<time> (?<![\d.,:]) \d{{1,2}} (?: [:.h] \d\d )? \s? (?: [ap]\.?m\b\.? | hrs\b | o'clock )
            | (?<![\d.,:]) \d{{1,2}} : \d\d (?: : \d\d )? (?![\d:])
            | (?<![^\W_]) (?i: (?:half|quarter) \s past \s (?:{_SMALL}|\d{{1,2}}) ) (?![^\W_])
            | (?m:^) \d\d [.:h] \d\d (?= \s [–—-] ) )
  | (?P<years> (?<![\d.,]) (?:19|20)\d\d \s? [-–/] \s? (?:(?:19|20)\d\d|\d\d) (?![\d%]|[.,]\d)
             | (?<![\d.,]) (?:19|20)?\d0['’]?s (?![^\W_]) )
  | (?P<phone> \+ \d{{1,3}} [\s(./-] [\d\s()./-]{{6,24}} \d )
  | (?P<ordinal> \d [\d,]* (?:st|nd|rd|th) (?![^\W_]) )
"""
_RATIO = (
    rf"(?P<part>{_SMALL}|\d{{1,3}})(?P<gap>[\s-])(?:in|out[\s-]of|of)(?P=gap)(?P<each>(?:every|each)\s)?"
    rf"(?P<whole>{_SMALL}|twenty|hundred|\d{{1,3}})(?![^\W_]|[.,]\d|%|\s?(?:{MONTH}))"
)
_PARTS = "|".join(sorted(FRACTIONS, key=lambda w: (-len(w), w)))
_FULLY = "good|full|mere|bare|clear|scant|further|whole|solid"  # "a good third" is no more exact than a third
_FRACTION = (
    rf"(?:(?P<upper>an?|{_SMALL}|another|the\sother)(?:\s(?:{_FULLY}))?[\s‐‑-])?(?P<lower>{_PARTS})"
    r"(?![^\W_]|[\s-](?:(?:a|of\sa)[\s-])?(?:million|billion|thousand|dozen|hundred|lakh|crore|trillion))"
)
_OF_SCALE = (
    r"(?:(?P<of_upper>an?|three)[\s-])?(?P<of_lower>quarters?|half)\s(?:of\s)?an?\s"
    rf"(?P<of_scale>{'|'.join(SCALES)}|dozen|hundred)(?![^\W_])"
)
_ONE_IN = (
    r"(?:one|1)\s[a-z-]{3,}(?<!s)\s(?:in|out\sof)\s(?:every\s)?"
    r"(?P<parts>two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
)
_EVERY_NTH = r"every\s(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
_DIGITS = rf"\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?!\d|[.,]\d{{3}}|['’]\d)(?:[.,]\d{{1,2}}(?!\d))?|\d+(?:[.,'’]\d+)*"

_SCANNER = re.compile(
    rf"""
    {_SKIP}
  | (?P<onein> (?<![^\W_]) (?i:(?-x:{_ONE_IN})) (?![^\W_]|[.,]\d|%) )
  | (?P<ratio> (?<![^\W_]) (?i:(?-x:{_RATIO})) )
  | (?P<ofscale> (?<![^\W_]) (?i:(?-x:{_OF_SCALE})) )
  | (?P<every> (?<![^\W_]) (?i:(?-x:{_EVERY_NTH})) (?![^\W_]) )
  | (?P<fraction> (?<![^\W_-]) (?i:(?-x:{_FRACTION})) )
  | (?P<words> (?<![^\W_]) (?i:(?-x:{WORDS})) )
  | (?P<slash> (?<![\d.,/]) \d / [2-9] (?![\d/.,]) )
  | (?P<digits> (?<!\d) (?-x:{_DIGITS}) )
  | (?P<sign> [½¼¾⅓⅔⅕⅛] )
    """,
    re.VERBOSE,
)
_SHARES = "|".join(sorted({*FRACTIONS, *SCALES, "dozen", "score", "hundred", "baker"}, key=lambda w: (-len(w), w)))
# Where a number may begin: a cheap test, so that the long pattern is tried at few places.
_HINT = re.compile(
    r"\d|[½¼¾⅓⅔⅕⅛]|\+\d|(?<![^\W_])(?:https?://|www\.|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    r"|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|Mon|Tue|Wed|Thu|Fri|Sat|Sun"
    rf"|(?i:an?[\s‐‑-](?=(?:(?:{_FULLY})\s)?(?:{_SHARES}))|another\s|the\sother\s|half|quarter|every\s|baker|dozen|score|hundred|{_SMALL}"
    rf"|{'|'.join((*TENS, *SCALES))}))"
)
_SIGNS = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅕": (1, 5), "⅛": (1, 8)}
_EVERY = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip

_LONG_SCALES = "|".join(sorted((*SCALES, "hundred"), key=lambda w: (-len(w), w)))
_SCALE = re.compile(
    rf"(?:[\s‐‑-]{{0,2}}(?i:(?P<long>{_LONG_SCALES}))"
    r"|\s?(?P<short>mn|mln|mllns|mlns|mld|mrd|mlrd|mill|mio|MN|Mn|Mln|Mio|mil|mm|bn|Bn|BN|bln|bil|tn|trn|trln|crs?|Crs?"
    r"|m|M|b|B|k|K|t|T))(?![^\W_]|[.²2/][\w])|\s?(?P<glued>M|m|bn|K|k|Mio\s)(?=€|EUR|DH|USD|SEK|NOK|DKK|CHF|PLN|FCFA|CFA)"
)
_ORDINAL_TAIL = re.compile(
    r"[\s-](?:and[\s-])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w{3,6}teenth"
    r"|\w{3,5}tieth|hundredth)(?![^\W_])",
    re.IGNORECASE,
)


def share(part: int, whole: int) -> Decimal:
    """Return a share in percent, to one decimal, as the guidelines write it.

    >>> [str(share(*s)) for s in ((1, 3), (2, 3), (1, 2), (1, 4), (1, 5), (6, 7), (1, 8))]
    ['33.3', '66.7', '50', '25', '20', '85.7', '12.5']
    """
    return plain((HUNDRED * part / whole).quantize(Decimal("0.1"), ROUND_HALF_UP))


def scan(text: str, start: int = 0, end: int | None = None) -> Iterator[Numeral]:
    """Yield the numbers between two offsets, in order and without overlap.

    Dates, times, ordinals, telephone numbers and addresses of pages come as one piece each, `excluded`.
    """
    stop = len(text) if end is None else end
    position = start
    while (hint := _HINT.search(text, position, stop)) is not None:
        m = _SCANNER.match(text, hint.start(), stop)
        numeral = _read(text, m, stop) if m is not None else None
        if numeral is not None:
            yield numeral
            position = numeral.end
        else:
            position = hint.start() + 1 if m is None else m.end()


def _read(text: str, m: re.Match[str], stop: int) -> Numeral | None:
    for kind in ("digits", "words", "fraction", "date", "ordinal", "time", "years", "ratio", "ofscale", "onein"):
        if m[kind] is not None:
            break
    else:
        kind = m.lastgroup or ""
    if kind == "digits":
        return _digits(text, m.start(), m.end(), stop)
    if kind == "words":
        return _words(text, m.start(), m.end())
    if kind == "fraction":
        return _fraction(text, m)
    if kind == "ratio":
        return _ratio(text, m, stop)
    if kind == "ofscale":
        scale = {**SCALES, "dozen": 12, "hundred": 100}[m["of_scale"].lower()]
        size = Decimal("0.5") if m["of_lower"].lower() == "half" else Decimal("0.25")
        if (m["of_upper"] or "").lower() == "three":
            size *= 3
        return Numeral(m.start(), m.end(), plain(size * scale), "words", scale)
    if kind == "onein":
        whole = _small(m["parts"])
        if whole > 1 and _SHARE_FOLLOWS.match(text, m.end()):
            return Numeral(m.start(), m.end(), share(1, whole), "fraction", raw="one in")
        return Numeral(m.start(), m.start() + (3 if text[m.start()] in "oO" else 1), Decimal(1), "words", raw="one")
    if kind == "every":
        return Numeral(m.start(), m.end(), share(1, _EVERY[m.group().split()[1].lower()]), "fraction", raw="every")
    if kind == "slash":
        above, _, below = m.group().partition("/")
        return Numeral(m.start(), m.end(), share(int(above), int(below)), "fraction", raw=m.group())
    if kind == "sign":
        return Numeral(m.start(), m.end(), share(*_SIGNS[m.group()]), "fraction", raw=m.group())
    return Numeral(m.start(), m.end(), ZERO, "date" if kind in ("date", "years", "time") else "digits", excluded=kind)


def _digits(text: str, start: int, end: int, stop: int) -> Numeral:
    raw = text[start:end] if end - start <= 40 else ""
    value = read_digits(raw) if raw else None
    if value is None:
        return Numeral(start, end, ZERO, "digits", raw=raw, excluded="serial")
    scale = 1
    if text[end : end + 1] in _SIGNS and text[end : end + 1]:
        part, whole = _SIGNS[text[end]]
        value += Decimal(part) / whole
        end += 1
    while (m := _SCALE.match(text, end, min(stop, end + 14))) is not None:
        word = (m["long"] or m["short"] or m["glued"].strip()).lower()
        factor = SCALES.get(word) or SHORT_SCALES[word]
        if m["short"] and (scale > 1 or not _is_scale(text, start, end, m, raw)):
            break
        if scale > 1 and factor < scale and word != "crore":
            break
        scale *= factor
        end = m.end()
        if scale > 10**15:
            break
    return Numeral(start, end, plain(value * scale), "digits", scale, raw)


def scale_after(text: str, position: int) -> Numeral | None:
    """Return the scale word that begins at `position`, as in "500-odd million", or None."""
    m = _SCALE.match(text, position, position + 14)
    if m is None or m["long"] is None:
        return None
    factor = SCALES.get(m["long"].lower()) or SHORT_SCALES[m["long"].lower()]
    return Numeral(position, m.end(), Decimal(factor), "words", factor)


_METRES = re.compile(
    r"\s*(?:[x×*]\s?\d|(?:by|long|wide|high|tall|deep|above|away|apart|thick|in\s(?:length|height|width|diameter))(?![^\W_]))"
)


_MONEY_BEFORE = re.compile(r"(?:[^\s\d()/,;:'\"“‘–—-]|[A-Z]{3}\s|[$€£¥₹]\s|\bR[sp]\.?\s)\Z")


def _is_scale(text: str, start: int, end: int, m: re.Match[str], raw: str) -> bool:
    """Tell whether a short letter after digits multiplies them, and is neither metres nor part of a name ("4K")."""
    short = m["short"]
    money = _MONEY_BEFORE.search(text[max(0, start - 5) : start]) is not None
    if short in ("m", "M"):
        return money or not (_METRES.match(text, m.end()) or (m.start("short") > end and "." not in raw))
    if short in ("k", "K"):
        return m.start("short") == end and (short == "k" or len(raw) > 1)
    if short in ("b", "B", "t", "T"):
        return m.start("short") == end and (money or "." in raw)
    return True


def _words(text: str, start: int, end: int) -> Numeral | None:
    """Read the longest beginning of a run of number words that makes one number."""
    stop = end
    while True:
        value = read_words(text[start:stop])
        if value is not None:
            break
        cut = max(text.rfind(" ", start, stop), text.rfind("-", start, stop), text.rfind("\n", start, stop))
        if cut <= start:
            return None
        stop = cut
        tail = re.search(r"[\s‐‑-]+(?:and)?\Z", text[start:stop], re.IGNORECASE)
        if tail is not None:
            stop = start + tail.start()
    ordinal = _ORDINAL_TAIL.match(text, stop)
    if ordinal is not None and (value % 10 == 0):
        return Numeral(start, ordinal.end(), ZERO, "words", excluded="ordinal")
    lowered = text[start:stop].lower()
    scale = next((s for w, s in SCALES.items() if w in lowered), 1)
    return Numeral(start, stop, value, "words", scale, raw=lowered)


# Before these, "a third" and the like are shares; before another noun they are the next in a row ("a third hall").
_SHARE_FOLLOWS = re.compile(
    r"\s*(?:\Z|[.,;:!?)\]\"”’—–]|(?:of|from|are|were|is|was|came|come|comes|in|at|on|to|have|has|had|by|more|less|fewer|larger|bigger"
    r"|higher|smaller|lower|up|down|above|below|as|than|against|over|the|its|their|this|that|these|those|foreign|overseas|abroad"
    r"|domestic|local|international|women|female|new|newcomers|on|off|and|or|but|who|which|again|outside|within|between|during|for|with|abroad|would|will|"
    r"go|goes|went|may|might|can|could|do|did|does|should|must|remain|remained|stay|said|say|full|empty|sold|made|took|bigger|now|last|[a-z]+-grown|said|[a-z]{3,}ed|[a-z]{3,}ing|owing)(?![^\W_]))",
    re.IGNORECASE,
)
_HALF_NOT = re.compile(
    r"[\s-](?:past|hour|day|year|month|century|decade|term|time|way|board|page|an\s(?:hour|acre)|a\s(?:day|century|decade|year|week|mile|metre|meter|minute|kilometre)|marathon|brother|price"
    r"|dozen|as|of\s(?:the\s)?(?:year|month|week|day|decade|century|19|20)|then|hearted|timbered|finished|empty|baked|hourly|yearly|dome)",
    re.IGNORECASE,
)
_HALF_NOT_AFTER = re.compile(
    r"(?:first|second|latter|other|better|third|last|1st|2nd|better|and\sa|one\sand\sa|previous)[\s-]\Z",
    re.IGNORECASE,
)
_QUARTER_NOT = re.compile(
    r"[\s-](?:century|hour|final|finals|past|to\s(?:\d{1,2}(?!\d|[,.]\d)|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)|year|mile|master|of\s(?:an\shour|a\scentury|20\d\d|19\d\d|the\syear|last\syear|this\syear))",
    re.IGNORECASE,
)


def _fraction(text: str, m: re.Match[str]) -> Numeral | None:
    upper, lower = (m["upper"] or "").lower(), m["lower"].lower()
    whole = FRACTIONS[lower]
    before = text[max(0, m.start() - 12) : m.start()]
    if upper in ("another", "the other") and lower not in ("half", "third", "quarter"):
        return None
    part = 1 if upper in ("", "a", "an", "another") or upper.startswith("the") else ONES[upper]
    if not upper and lower not in ("half", "quarter"):
        return None
    if part > 1 and not lower.endswith("s"):
        # "two third-party firms", "five quarter finals": the number stands alone.
        number = text[m.start("upper") : m.end("upper")]
        return Numeral(m.start(), m.end("upper"), Decimal(ONES[upper]), "words", raw=number.lower())
    if part == 1 and lower.endswith("s"):
        return _alone(m, upper)
    if lower == "half":
        if _HALF_NOT.match(text, m.end()) or _HALF_NOT_AFTER.search(before):
            return None
        if upper == "two":
            return _alone(m, upper)
    elif lower == "quarter" and (not upper or _QUARTER_NOT.match(text, m.end())):
        return None
    if whole > 2 and part == 1 and not _SHARE_FOLLOWS.match(text, m.end()):
        return _alone(m, upper)
    if part > whole:
        return _alone(m, upper)
    return Numeral(m.start(), m.end(), share(part, whole), "fraction", raw=m.group().lower())


def _alone(m: re.Match[str], upper: str) -> Numeral | None:
    if upper not in ONES:
        return None
    return Numeral(m.start(), m.end("upper"), Decimal(ONES[upper]), "words", raw=upper)


def _ratio(text: str, m: re.Match[str], stop: int) -> Numeral | None:
    part, whole = _small(m["part"]), _small(m["whole"])
    joined = " of" in m.group().lower() and "out of" not in m.group().lower().replace("-", " ")
    if (
        0 < part < whole <= 100
        and (m["each"] or not joined)
        and not (part == 1 and text[max(0, m.start() - 3) : m.start()] in ("no ", "No "))
    ):
        return Numeral(m.start(), m.end(), share(part, whole), "fraction", raw=m.group().lower())
    if m["part"].isdigit():
        return _digits(text, m.start("part"), m.end("part"), stop)
    return Numeral(m.start(), m.end("part"), Decimal(part), "words", raw=m["part"].lower())


def _small(word: str) -> int:
    word = word.lower()
    if word.isdigit():
        return int(word)
    return ONES.get(word) or TENS.get(word) or 100
