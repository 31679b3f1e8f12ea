"""Reckoning with the publication date: which year, month or day a text means that does not say it in full.

>>> from datetime import date
>>> monday = date(2023, 11, 6)
>>> weekday_near(3, monday, Tense.PAST), weekday_near(3, monday, Tense.FUTURE)
(datetime.date(2023, 11, 2), datetime.date(2023, 11, 9))
>>> year_near(3, 5, None, date(2013, 10, 6), Tense.NONE), year_near(3, 5, None, date(2013, 10, 6), Tense.PAST)
(2014, 2013)
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum


class Tense(StrEnum):
    """What the verbs around a date say of its side of the publication date; `NEXT` is a verb right before it."""

    PAST = "past"
    FUTURE = "future"
    NEXT = "next"
    NONE = "none"


# Verbs and phrases that show on which side of the publication a date lies. A whole verb group counts as one cue:
# "is to be held" is future although "held" alone is past.
_FUTURE = (
    r"(?:to|will|would|shall|should|must|can|may|might) be(?: [^\W\d_]+ed| held| shown| run)?",
    r"(?:is|are|has been|have been)"
    r" (?:booked|fixed|set|scheduled|planned|slated|due|expected|convened|down|promised|staged|held)",
    r"will|shall|is to|are to|set to|due|going to|scheduled|slated|planned|plans|expected|upcoming|coming|next|until",
    r"till|opens?|begins?|starts?|kicks? off|runs?|lasts|ends?|closes?|returns?|continues?|goes on|takes? place",
    r"follows?|ll be [^\W\d_]+",
    r"comes?|visit|is on|stays?|gets under way|remains?|booked|down for|meets?",
)
_PAST = (
    r"said|says|was|were|had|has|have|told|announced|closed|opened|ended|began|started|took|held|concluded|wrapped|drew",
    r"attracted|last|came|went|ago|ran|lasted|brought|saw|stood|reported|did|sold|signed|[^\W\d_]{3,16}ed",
)
_CUE = re.compile(
    rf"(?<![^\W_])(?:(?P<future>{'|'.join(_FUTURE)})|(?P<past>{'|'.join(_PAST)}))(?![^\W_])".replace(" ", r"\s"),
    re.IGNORECASE,
)
_BEFORE, _AFTER = 90, 60
_OPEN_ENDED = frozenset(("until", "till", "next", "coming"))
_RIGHT_BEFORE = len(" on the ")


def tense_at(text: str, start: int, end: int, floor: int, ceiling: int) -> Tense:
    """Return the tense of the cue nearest before a mention within its sentence, else of the nearest one after it."""
    nearest = Tense.NONE
    for m in _CUE.finditer(text, max(floor, start - _BEFORE), start):
        right_before = start - m.end() <= _RIGHT_BEFORE and m.group().lower() not in _OPEN_ENDED
        ahead = Tense.NEXT if right_before else Tense.FUTURE
        nearest = ahead if m["future"] else Tense.PAST
    if nearest is not Tense.NONE:
        return nearest
    after = _CUE.search(text, end, min(ceiling, end + _AFTER))
    if after is None:
        return Tense.NONE
    return Tense.FUTURE if after["future"] else Tense.PAST


# Days from the publication within which a date is that one whatever the verbs say.
_NEAR = 45


def day_or_none(year: int, month: int, day: int) -> date | None:
    """Return the date, or None where the calendar has no such day."""
    if not (1 <= year <= 9998 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def year_near(month: int, day: int | None, weekday: int | None, published: date, tense: Tense) -> int:
    """Return the year in which a day or month without a year lies, seen from the publication date.

    A weekday that fits only one of the neighbouring years decides; then the tense; then the least distance.
    """
    steps: tuple[int, ...] = (0, -1, 1)
    if weekday is not None and day is not None:
        steps = (0, 1, -1, 2, 3, -2, -3) if tense in (Tense.FUTURE, Tense.NEXT) else (0, -1, 1, -2, -3, 2, 3)
    candidates = [published.year + step for step in steps if 1 <= published.year + step <= 9998]
    days = {y: day_or_none(y, month, day or 15) for y in candidates}
    possible = [y for y in candidates if days[y] is not None]
    if not possible:
        return published.year
    if weekday is not None and day is not None:
        fitting = [y for y in possible if (d := days[y]) is not None and d.weekday() == weekday]
        possible = fitting[:1] or [y for y in possible if abs(y - published.year) <= 1]

    def distance(year: int) -> int:
        found = days[year]
        return abs((found - published).days) if found is not None else 10**6

    nearest = min(possible, key=distance)
    found = days[nearest]
    gone = found is not None and (published - found).days > 1
    if (
        tense is Tense.NONE
        or len(possible) == 1
        or (distance(nearest) <= _NEAR and not (gone and tense is Tense.NEXT))
    ):
        return nearest
    # A month without a day reaches over the publication date, so a fortnight either side stays with the nearest.
    slack = 0 if day is not None else 16
    past = tense is Tense.PAST
    fitting = [
        y
        for y in possible
        if (d := days[y]) is not None and ((d - published).days <= slack if past else (d - published).days >= -slack)
    ]
    return min(fitting, key=distance) if fitting else nearest


def weekday_near(weekday: int, published: date, tense: Tense) -> date | None:
    """Return the day that a bare weekday means: the last one, or with a future tense the next."""
    back = (published.weekday() - weekday) % 7
    shift = (7 - back) % 7 if tense in (Tense.FUTURE, Tense.NEXT) else -back
    return shifted(published, shift)


def shifted(day: date, days: int) -> date | None:
    """Return the date so many days later, or None beyond the calendar's ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def month_shifted(published: date, months: int) -> str | None:
    """Return the month so many months after that of the date, in ISO form.

    >>> month_shifted(date(2023, 1, 31), -2)
    '2022-11'
    """
    index = published.year * 12 + published.month - 1 + months
    year, month = divmod(index, 12)
    return f"{year:04d}-{month + 1:02d}" if 1 <= year <= 9998 else None
