"""Months, seasons, years, weekdays, spans reckoned from the publication date, and durations."""

from __future__ import annotations

import re
from datetime import date

from kg.extract.date_mentions import DateContext, DateMention
from kg.extract.date_patterns import BEFORE_MONTH, PART
from kg.extract.labels import reads_as_year
from kg.extract.months import MONTHS, WEEKDAYS
from kg.extract.numerals import read_words
from kg.extract.reckoning import Tense, month_shifted, shifted, weekday_near, year_near
from kg.model import Period

# Months that are other words too when nothing before them shows a date.
_AMBIGUOUS_MONTHS = frozenset(("may", "march", "mar", "jan", "dec", "sept", "june", "april"))
# Short weekdays are read only beside marks that lists of dates have, or after "on".
_SHORT_WEEKDAY = re.compile(
    r"(?:\A|[\n(·|,]\s?|[–-]\s|(?<![^\W_])(?:on|to|thru|till|until|through|and)\s)\Z", re.IGNORECASE
)
_SEASON_MONTHS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 14)}
# How far before a month the year that it is of may stand: "2023 with a date in November".
_NEXT_TO = 30
_UNIT_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30}


def month(context: DateContext, m: re.Match[str]) -> DateMention | None:
    """Read "in October", "last October", "mid-June", "March 2024"."""
    name, lead, said = m["m8"].lower().rstrip("."), (m["lead"] or "").lower(), context.year_said(m["y8"])
    number = MONTHS[name]
    bare = not m["lead"] and not m["y8"] and not m["m8"].isupper()  # "JUNE." heads what happened then
    if bare and name in _AMBIGUOUS_MONTHS and not BEFORE_MONTH.search(context.before(m.start(), 12)):
        return None
    when, stated = said, said is not None
    if when is None:
        here = context.published
        tense = context.tense(*m.span())
        around = context.year_around(m.start(), tense)
        if lead in ("last", "this past", "next", "this coming", "this") and here is not None:
            when = _year_of_lead(number, lead, here)
        elif here is None:
            when, stated = around, around is not None
        elif around is not None and (
            abs(around - here.year) > 1 or m.start() - context.found[-1].span.end <= _NEXT_TO
        ):
            when, stated = around, True
        else:
            when = year_near(number, None, None, here, tense)
    stamp = f"{when:04d}-{number:02d}" if when is not None else None
    return context.mention(
        m.start(), m.end(), Period(stamp, stamp), "month", "month", year_stated=stated, year=when, month=number,
        end_year=when, end_month=number,
    )  # fmt: skip


def _year_of_lead(number: int, lead: str, here: date) -> int:
    if lead in ("last", "this past"):
        # In July "last June" is that of the year before: the one just over is called "June".
        recent = here.month - (1 if lead == "last" else 0)
        return here.year if number < recent else here.year - 1
    if lead in ("next", "this coming"):
        return here.year if number > here.month else here.year + 1
    return here.year


def season(context: DateContext, m: re.Match[str]) -> DateMention | None:
    """Read "next spring", "autumn 2010"."""
    name, when = m["name"].lower(), (m["when"] or "").lower()
    if name == "fall" and not m["y9"] and when not in ("last", "next", "this"):
        return None
    if not m["y9"] and not when and not BEFORE_MONTH.search(context.before(m.start(), 12)):
        return None
    first, last = _SEASON_MONTHS[name]
    said = context.year_said(m["y9"])
    when_year, here = said, context.published
    if when_year is None and here is not None:
        if when == "last":
            when_year = here.year if last < here.month else here.year - 1
        elif when == "next":
            when_year = here.year if first > here.month else here.year + 1
        elif when == "this":
            when_year = here.year
        else:
            when_year = year_near(min(first + 1, 12), None, None, here, context.tense(*m.span()))
    period = Period()
    if when_year is not None:
        wrapped = f"{when_year + 1:04d}-{last - 12:02d}" if last > 12 else f"{when_year:04d}-{last:02d}"
        period = Period(f"{when_year:04d}-{first:02d}", wrapped)
    return context.mention(
        m.start(),
        m.end(),
        period,
        "season",
        "season",
        year_stated=said is not None,
        year=when_year,
        end_year=when_year,
    )


def years(context: DateContext, m: re.Match[str]) -> DateMention | None:
    """Read "2019-20", "2017–2019"."""
    first = int(m["from"])
    last = int(m["to"]) if len(m["to"]) == 4 else first // 100 * 100 + int(m["to"])
    if not first < last <= first + 100:
        return None
    return context.mention(*m.span(), Period(str(first), str(last)), "year", "years", year=first, end_year=last)


def year(context: DateContext, m: re.Match[str]) -> DateMention | None:
    """Read "2023" where it is a year and no count."""
    if not reads_as_year(context.text, m.start(), m.end()):
        return None
    stamp = m.group()
    return context.mention(*m.span(), Period(stamp, stamp), "year", "year", year=int(stamp), end_year=int(stamp))


def weekday(context: DateContext, m: re.Match[str]) -> DateMention | None:
    """Read "on Thursday", "last Wednesday", "next Friday"."""
    name, which = m["w8"].rstrip("."), (m["which"] or "").lower()
    if (
        len(name) <= 5
        and name.lower()[-3:] != "day"
        and not which
        and not _SHORT_WEEKDAY.search(context.before(m.start(), 9))
    ):
        return None
    number, here = WEEKDAYS[name.lower()], context.published
    if here is None:
        return _on(context, m, None, "weekday")
    if which in ("last", "this past"):
        return _on(context, m, shifted(here, -((here.weekday() - number - 1) % 7 + 1)), "last-weekday")
    if which in ("next", "coming", "this coming"):
        return _on(context, m, shifted(here, (number - here.weekday() - 1) % 7 + 1), "next-weekday")
    tense = context.tense(*m.span())
    return _on(context, m, weekday_near(number, here, tense), "weekday-" + tense.value)


def _on(context: DateContext, m: re.Match[str], day: date | None, rule: str) -> DateMention:
    if day is None:
        return context.mention(*m.span(), Period(), "day", rule, year_stated=False)
    stamp = day.isoformat()
    return context.mention(
        *m.span(), Period(stamp, stamp), "day", rule, year_stated=False, year=day.year, month=day.month, day=day.day,
        end_year=day.year, end_month=day.month, end_day=day.day,
    )  # fmt: skip


def day_after(context: DateContext, m: re.Match[str]) -> DateMention | None:
    """Read "the day after", "the following day" by the last day named."""
    anchor = _last_day(context, m.start())
    words = m.group().lower()
    step = -1 if "before" in words or "earlier" in words else 1
    return None if anchor is None else _on(context, m, shifted(anchor, step), "day-after")


def _last_day(context: DateContext, position: int) -> date | None:
    """The last day named shortly before a position, for what is reckoned from it."""
    for mention in reversed(context.found[-3:]):
        if mention.kind in ("day", "range") and mention.period.end is not None:
            return date.fromisoformat(mention.period.end) if position - mention.span.end <= 120 else None
    return None


def relative(context: DateContext, m: re.Match[str]) -> DateMention | None:
    """Read "yesterday", "next month", "two years ago", "in three weeks"."""
    here = context.published
    if m["word"]:
        days = {"today": 0, "tonight": 0, "yesterday": -1, "last night": -1, "tomorrow": 1}
        word = " ".join(m["word"].lower().split())
        return _on(context, m, shifted(here, days.get(word, -2)) if here else None, "relative-day")
    if m["shift"]:
        step = {"last": -1, "previous": -1, "past": -1, "next": 1}.get(m["shift"].lower(), 0)
        return _stepped(context, m, m["span"].lower(), step, "relative")
    number = _number(m["count"] or m["in"])
    if number is None:
        return None
    unit = (m["unit"] or m["inunit"]).lower()
    if m["in"] and context.tense(*m.span()) not in (Tense.FUTURE, Tense.NEXT):
        # "drew 16,000 in three days": not a time to come but a length.
        length = number * _UNIT_DAYS.get(unit, 0)
        rule = "duration-part" if length == 1 else "duration"
        return (
            context.mention(*m.span(), Period(), "duration", rule, length_days=length)
            if unit in ("day", "week")
            else None
        )
    step = -number if m["ago"] else number
    anchor = _last_day(context, m.start())
    if unit in ("day", "week") and anchor is not None and m.group().lower().endswith(("later", "earlier", "before")):
        return _on(context, m, shifted(anchor, step * _UNIT_DAYS[unit]), "day-after")
    return _stepped(context, m, unit, step, "ago" if m["ago"] else "ahead")


def _stepped(context: DateContext, m: re.Match[str], unit: str, step: int, rule: str) -> DateMention | None:
    """So many days, weeks, months or years from the publication date."""
    here = context.published
    if here is None:
        return context.mention(*m.span(), Period(), "relative", rule, year_stated=False)
    if unit == "year":
        if not 1 <= here.year + step <= 9998:
            return None
        stamp = str(here.year + step)
        return context.mention(
            *m.span(), Period(stamp, stamp), "year", rule, year_stated=False, year=int(stamp), end_year=int(stamp)
        )
    if unit == "month":
        found = month_shifted(here, step)
        if found is None:
            return None
        parts = {
            "year": int(found[:4]),
            "month": int(found[5:]),
            "end_year": int(found[:4]),
            "end_month": int(found[5:]),
        }
        return context.mention(*m.span(), Period(found, found), "month", rule, year_stated=False, **parts)
    if unit == "day":
        return _on(context, m, shifted(here, step), rule)
    monday = shifted(here, 7 * step - here.weekday())
    sunday = shifted(monday, 6) if monday else None
    first = shifted(monday, 5) if monday and unit == "weekend" else monday
    if first is None or sunday is None:
        return None
    return context.mention(
        *m.span(), Period(first.isoformat(), sunday.isoformat()), "relative", rule, year_stated=False,
        year=first.year, month=first.month, end_year=sunday.year, end_month=sunday.month,
    )  # fmt: skip


def duration(context: DateContext, m: re.Match[str]) -> DateMention | None:
    """Read "six-day", "four days", "week-long"; the rule is `duration-part` for "the first two days"."""
    if m["long"]:
        days = _UNIT_DAYS[m["long"].lower()]
    else:
        number = _number(m["length"])
        if number is None:
            return None
        days = number * _UNIT_DAYS[m["lunit"].lower()]
        if days == 1 and "-" not in m.group():
            return None  # "one day", "a day": any day, or each day
    rule = "duration-part" if PART.search(context.before(m.start(), 12)) else "duration"
    return context.mention(*m.span(), Period(), "duration", rule, length_days=days)


def _number(written: str) -> int | None:
    if written.isdigit():
        return int(written)
    if written.lower() in ("a", "an"):
        return 1
    value = read_words(written)
    return int(value) if value is not None else None
