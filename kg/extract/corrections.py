"""Words that say that a figure corrects one given before: "the corrected total", "not 450, as reported earlier".

They are looked for in the sentence of the figure, and only together with words for figures or for reporting: a law
may be revised, and a trade balance corrected, in any sentence. No other reading of the figure depends on them.

>>> text = "The fair drew 545 exhibitors, not 450 as reported earlier."
>>> is_correction(text, Span(0, 58), Span(14, 17)), is_correction(text, Span(0, 58), Span(34, 37))
(True, False)
"""

from __future__ import annotations

import re

from kg.model import Span

_FIGURE = r"(?:figures?|numbers?|totals?|counts?|attendances?|tally|tallies|statistics|data|estimates?)"
_MENDED = r"(?:corrected|revised|restated|amended|rectified)"
_GIVEN = r"(?:reported|stated|given|announced|published|printed|said|counted|put|quoted|released)"
_BEFORE = r"(?:previously|earlier|first|initially|originally|wrongly|mistakenly|erroneously|incorrectly)"
_WRONGLY = r"(?:wrongly|mistakenly|erroneously|incorrectly|falsely|inaccurately)"
_RIGHTLY = r"(?:rightly|correctly|properly|accurately)"

_SIGNS = (
    rf"{_MENDED}\s+(?:[\w-]+\s+){{0,2}}?{_FIGURE}",  # "the revised visitor numbers"
    rf"{_FIGURE}\s+(?:[\w-]+\s+){{0,5}}?(?:was|were|been|is|are)\s+{_MENDED}",  # "the total has since been corrected"
    rf"(?:correct|right|true)\s+(?:[\w-]+\s+)?{_FIGURE}\s+(?:is|are|was|were)",  # "the correct figure is"
    rf"{_WRONGLY}\s+{_GIVEN}",
    rf"{_RIGHTLY}\s+{_GIVEN}",
    rf"(?:not|rather\s+than|instead\s+of)\s+(?:the\s+)?[\d,.]*\d(?:\s+[\w-]+)?,?\s+(?:as\s+)?(?:{_BEFORE}\s+)?{_GIVEN}",
    rf"{_GIVEN}\s+(?:in\s+error|by\s+mistake)",
)
_CORRECTION = re.compile(rf"(?<![^\W_])(?:{'|'.join(_SIGNS)})(?![^\W_])", re.IGNORECASE)
# What stands before the figure that is taken back.
_DENIED = re.compile(
    rf"(?:(?<![^\W_])(?:not|than|instead\s+of|from)(?:\s+the)?|{_WRONGLY}\s+{_GIVEN}(?:\s+(?:as|at|to\s+be))?)\s+\Z",
    re.IGNORECASE,
)
# How far the words may stand from the figure, in characters.
_REACH = 300
# As long as the longest of these words with the white space between them.
_WINDOW = 60


def is_correction(text: str, sentence: Span, figure: Span) -> bool:
    """Tell whether the sentence gives the figure as the correction of another."""
    near = max(sentence.start, figure.start - _REACH), min(sentence.end, figure.end + _REACH)
    if _CORRECTION.search(text, *near) is None:
        return False
    before = text[max(sentence.start, figure.start - _WINDOW) : figure.start]
    return _DENIED.search(before) is None
