"""How a figure was counted, where the words around it tell: net or gross space, numbers that were audited.

Net is the space that exhibitors take up, gross the space with aisles and common areas; audited is what an independent
auditor has checked (UFI Calculation Standards and Definitions, A; UFI Auditing Rules). The words count for the figure
that they stand next to, with no other number in between.

>>> text = "Of 22,400 gross square metres, a net exhibition area of 12,950 was let, and 310 left; 90 came, audited."
>>> def basis(number, indicator):
...     start = text.index(number)
...     return basis_of(text, Span(0, len(text)), Span(start, start + len(number)), indicator)
>>> [basis(number, "exhibition-area") for number in ("22,400", "12,950", "310")]
['gross', 'net', None]
>>> basis("90", "visitors"), basis("90", "countries")
('audited', None)
"""

from __future__ import annotations

import re

from kg.model import Indicator, Span

_SPACE = r"(?:areas?|space|surface|footprint|footage|sq(?:uare)?|sqm|m2|m²|metres?|meters?|feet|ft)"
_OF_SPACE = re.compile(
    rf"(?<![^\W_])(?P<basis>net|gross)t?\s+(?:[a-z-]+\s+){{0,3}}?{_SPACE}(?![^\W_])"
    r"|(?<![^\W_])(?P<of>net|gross)t?\s+of\s+(?:the\s+)?"
    r"(?:aisles|gangways|corridors|(?:common|public) areas?)(?![^\W_])"
    rf"|{_SPACE}\s*,?\s*\(?(?P<after>net|gross)t?(?![^\W_])",
    re.IGNORECASE,
)
_AUDITED = re.compile(r"(?<![^\W_-])audited(?![^\W_])", re.IGNORECASE)
_OF_PEOPLE = frozenset(
    {Indicator.EXHIBITORS, Indicator.VISITORS, Indicator.VISITS, Indicator.ATTENDEES, Indicator.BUYERS}
)
_REACH = 120  # characters on either side: as far as a clause goes
_NUMBER = re.compile(r"\d|;")
_JOINT = re.compile(r",|\band\b|\(|:")  # what comes after a number belongs to it as far as here


def basis_of(text: str, sentence: Span, figure: Span, indicator: str) -> str | None:
    """Return `net`, `gross` or `audited` where the sentence says so of a figure, else None."""
    before = _words_before(text[max(sentence.start, figure.start - _REACH) : figure.start])
    after = _NUMBER.split(text[figure.end : min(sentence.end, figure.end + _REACH)])[0]
    if indicator == Indicator.EXHIBITION_AREA:
        return _last(_OF_SPACE, _JOINT.split(after)[0]) or _last(_OF_SPACE, before)
    if indicator in _OF_PEOPLE and (_AUDITED.search(before) or _AUDITED.search(after)):
        return "audited"
    return None


def _words_before(clause: str) -> str:
    """Return the words before a figure that are not those of a number before it."""
    *others, words = _NUMBER.split(clause)
    if not others:
        return words
    joint = _JOINT.search(words)
    return "" if joint is None else words[joint.end() :]


def _last(pattern: re.Pattern[str], words: str) -> str | None:
    found = None
    for match in pattern.finditer(words):
        found = (match["basis"] or match["of"] or match["after"]).lower()
    return found
