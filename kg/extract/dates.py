"""Dates, periods and durations in a text, made exact by the publication date where the text leaves something out.

>>> from datetime import date
>>> text = "The expo opened on Thursday; held from November 5 to 10, it returns next spring."
>>> for d in find_dates(text, published=date(2023, 11, 11)):
...     print(d.surface, "|", d.kind, d.period.start, d.period.end)
Thursday | day 2023-11-09 2023-11-09
November 5 to 10 | range 2023-11-05 2023-11-10
next spring | season 2024-03 2024-05
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from kg.extract.date_mentions import DateContext, DateMention, Day
from kg.extract.date_patterns import BETWEEN_DAYS, DATE_HINT, DATES, PHASE
from kg.extract.lexicon import ordinal_of
from kg.extract.months import MONTHS, WEEKDAYS
from kg.extract.periods import day_after, duration, month, relative, season, weekday, year, years
from kg.extract.reckoning import Tense, month_shifted, shifted
from kg.model import Period, Span

__all__ = ["DateMention", "find_dates"]


def find_dates(
    text: str, start: int = 0, end: int | None = None, *, published: date | None = None
) -> list[DateMention]:
    """Return the dates, periods and durations between two offsets, in order and without overlap.

    Without `published`, what the text leaves out stays out: the period is empty, and `month` and `day` hold what is
    said.

    >>> d = find_dates("from June 15th to 24th")[0]
    >>> d.period.start, d.month, d.day, d.end_month, d.end_day, d.role
    (None, 6, 15, 6, 24, 'start')
    """
    context = DateContext(text, start, len(text) if end is None else end, published)
    position = context.start
    while (hint := DATE_HINT.search(text, position, context.stop)) is not None:
        m = DATES.match(text, hint.start(), context.stop)
        if m is None:
            position = hint.start() + 1
            continue
        kind = next(k for k in _READERS if m[k] is not None)
        mention = _READERS[kind](context, m)
        position = m.end()
        if mention is None:
            continue
        joined = _joined(context, context.found[-1], mention) if context.found else None
        if joined is not None:
            context.found[-1] = joined
            continue
        context.found.append(mention)
        if kind == "range_month_first":
            context.found.extend(_phases(context, mention))
            position = max(position, context.found[-1].span.end)
    return context.found


def _part(context: DateContext, m: re.Match[str], end: str) -> Day:
    """One end of a range, or a single day, from the groups that `end` names."""
    groups = m.groupdict()
    written, named, turn = m["d" + end], groups.get("m" + end), groups.get("w" + end)
    digits = re.match(r"\d+", written)
    said = context.year_said(groups.get("y" + end))
    number = int(digits.group()) if digits else ordinal_of(written) or 0
    monthly = MONTHS[named.lower().rstrip(".")] if named and named.lower().rstrip(".") in MONTHS else None
    lead = (groups.get("l" + end) or "").lower()
    if said is None and lead and monthly is not None and context.published is not None:
        here = context.published
        day = (monthly, number)
        if lead == "next":
            said = here.year if day > (here.month, here.day) else here.year + 1
        elif lead == "last":
            said = here.year if day < (here.month, here.day) else here.year - 1
        else:
            said = here.year
    return Day(number, monthly, said, WEEKDAYS[turn.lower().rstrip(".")] if turn else None)


def _iso(context: DateContext, m: re.Match[str]) -> DateMention | None:
    return context.days(*m.span(), Day(int(m["id"]), int(m["im"]), int(m["iy"])), None, "iso")


def _numeric(context: DateContext, m: re.Match[str]) -> DateMention | None:
    """ "15.11.2023", "11/15/2023"; "05/11/2023" is read in two ways and left out."""
    first, second = int(m["n1"]), int(m["n2"])
    if m["mark"] == "." or first > 12 or first == second:
        day, monthly = first, second
    elif second > 12:
        day, monthly = second, first
    else:
        return None
    if not 1 <= monthly <= 12:
        return None
    return context.days(*m.span(), Day(day, monthly, int(m["n3"])), None, "numeric")


def _range(one: str, two: str) -> Callable[[DateContext, re.Match[str]], DateMention | None]:
    def read(context: DateContext, m: re.Match[str]) -> DateMention | None:
        first, last = _part(context, m, one), _part(context, m, two)
        if first.month is None:
            first = replace(first, month=last.month)
        return context.days(*m.span(), first, last, "range")

    return read


def _range_of_ordinals(context: DateContext, m: re.Match[str]) -> DateMention | None:
    """ "Tuesday 25 to Saturday 29", "23rd to 26th"."""
    return (_range("5", "6") if m["d5"] else _range("0", "9"))(context, m)


def _single(end: str) -> Callable[[DateContext, re.Match[str]], DateMention | None]:
    def read(context: DateContext, m: re.Match[str]) -> DateMention | None:
        return context.days(*m.span(), _part(context, m, end), None, "day")

    return read


def _ordinal_alone(context: DateContext, m: re.Match[str]) -> DateMention | None:
    """ "until the 22nd", "Thursday the 15th", "the 1st of this month"."""
    day = _part(context, m, "7")
    start = m.start("w7") if m["w7"] else m.start("d7") - 4
    published = context.published
    if published is not None:
        step = {"this": 0, "last": -1, "next": 1}.get((m["m7"] or "").lower())
        meant = context.month_meant(start)
        if step is None and meant is not None and meant.year is None:
            tense = context.tense(start, m.end())
            step = -1 if tense is Tense.PAST and day.day > published.day else 0
            step = 1 if tense is Tense.FUTURE and day.day < published.day else step
        stamp = month_shifted(published, step) if step is not None else None
        if stamp is not None:
            found = context.days(
                start, m.end(), replace(day, year=int(stamp[:4]), month=int(stamp[5:])), None, "day-of-month"
            )
            return None if found is None else replace(found, year_stated=False)
    return context.days(start, m.end(), day, None, "day-of-month")


def _phases(context: DateContext, mention: DateMention) -> Iterator[DateMention]:
    """Further runs of days in the month where the mention ends."""
    position = mention.span.end
    while (m := PHASE.match(context.text, position, context.stop)) is not None:
        first = Day(int(m["first"]), mention.end_month, mention.end_year)
        found = context.days(m.start("first"), m.end(), first, replace(first, day=int(m["last"])), "phase")
        if found is None:
            return
        yield replace(found, year_stated=mention.year_stated)
        position = m.end()


def _joined(context: DateContext, a: DateMention, b: DateMention) -> DateMention | None:
    """One range of two days with "to" between them: "Monday to Thursday", "February 1, to yesterday"."""
    if a.kind != "day" or b.kind != "day" or b.span.start - a.span.end > 24:
        return None
    between = context.text[a.span.end : b.span.start]
    if not BETWEEN_DAYS.fullmatch(between):
        opened = context.before(a.span.start, 8).lower().endswith("between ")
        if not (opened and between.strip().lower() in ("and", "and the")):
            return None
    first, last = _as_date(a), _as_date(b)
    if first is not None and last is not None:
        if b.rule.startswith("weekday"):
            last = shifted(first, (last.weekday() - first.weekday()) % 7)
        elif a.rule.startswith("weekday") and last < first:
            first = shifted(last, -((last.weekday() - first.weekday()) % 7))
    if (first is None) != (last is None) or (first is not None and last is not None and last < first):
        return None
    period = Period(first.isoformat(), last.isoformat()) if first is not None and last is not None else Period()
    return replace(
        b, span=Span(a.span.start, b.span.end), surface=context.text[a.span.start : b.span.end], period=period,
        kind="range", rule="joined", year_stated=a.year_stated or b.year_stated, role=a.role,
        year=first.year if first else a.year, month=first.month if first else a.month,
        day=first.day if first else a.day,
        end_year=last.year if last else b.end_year, end_month=last.month if last else b.end_month,
        end_day=last.day if last else b.end_day,
    )  # fmt: skip


def _as_date(mention: DateMention) -> date | None:
    return date.fromisoformat(mention.period.start) if mention.period.start else None


# The named parts of the pattern, in its order, and what reads each.
_READERS: dict[str, Callable[[DateContext, re.Match[str]], DateMention | None]] = {
    "iso": _iso,
    "numeric": _numeric,
    "range_day_first": _range("1", "2"),
    "range_month_first": _range("3", "4"),
    "day_month": _single("a"),
    "month_day": _single("b"),
    "range_of_ordinals": _range_of_ordinals,
    "ordinal_alone": _ordinal_alone,
    "month": month,
    "season": season,
    "weekday": weekday,
    "day_after": day_after,
    "relative": relative,
    "duration": duration,
    "years": years,
    "year": year,
}
