"""What a stated time is, and what the readers of `dates` know of the text around it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from kg.extract.date_patterns import ENDS, STARTS
from kg.extract.reckoning import Tense, day_or_none, month_shifted, tense_at, year_near
from kg.model import Period, Span


@dataclass(frozen=True, slots=True)
class DateMention:
    """A stated time. `period` holds ISO days, months or years, as exact as text and publication date allow.

    `kind` is `day`, `range`, `month`, `year`, `season`, `duration` or `relative` (a week). `year_stated` is false
    where the year was inferred from the publication date. `month`, `day`, `end_month`, `end_day`, `year` and
    `end_year` are what the text says (or what was inferred), so that a caller can complete a date with the year of an
    edition.
    `role` is `start` or `end` where the words before say that something begins or ends then.
    """

    span: Span
    surface: str
    period: Period
    kind: str
    rule: str
    year_stated: bool = True
    length_days: int | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    end_year: int | None = None
    end_month: int | None = None
    end_day: int | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A day as written; what is missing is None. `weekday` counts from Monday, 0."""

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class YearMonth:
    """A month, of a year where one is known."""

    year: int | None
    month: int
    year_stated: bool


# How far before a mention its opening or closing verb, its year and its month may stand.
_ROLE_WINDOW = 40
_YEAR_WINDOW = 120
_NEXT_TO = 30
_MONTH_WINDOW = 200


class DateContext:
    """A stretch of text, its publication date, and the mentions found in it so far."""

    def __init__(self, text: str, start: int, stop: int, published: date | None) -> None:
        self.text = text
        self.start = start
        self.stop = stop
        self.published = published
        self.found: list[DateMention] = []

    def before(self, position: int, length: int) -> str:
        """Return up to `length` characters of the stretch that stand before a position."""
        return self.text[max(self.start, position - length) : position]

    def tense(self, start: int, end: int) -> Tense:
        """Return the tense of the sentence around a mention."""
        near = max(self.start, start - _YEAR_WINDOW)
        floor = max(near, self.text.rfind(". ", near, start) + 1, self.text.rfind("\n", near, start) + 1)
        stop = self.text.find(". ", end, min(self.stop, end + 80))
        return tense_at(self.text, start, end, floor, self.stop if stop < 0 else stop)

    def year_said(self, written: str | None) -> int | None:
        """Return the year of "2023" or "of next year", or None."""
        if written is None:
            return None
        if written[0].isdigit():
            return int(written)
        if self.published is None:
            return None
        return self.published.year + {"last": -1, "this": 0, "next": 1}[written.split()[-2]]

    def year_around(self, start: int, tense: Tense) -> int | None:
        """Return the year that the same sentence names before a position, or None.

        Unless it stands right before, a year that the tense speaks against is not the one.
        """
        for mention in reversed(self.found[-3:]):
            if start - mention.span.end > _YEAR_WINDOW:
                return None
            between = self.text[mention.span.end : start]
            if ". " in between or "\n" in between:
                return None
            if mention.kind == "year" and mention.rule in ("year", "relative") and mention.year is not None:
                near = start - mention.span.end <= _NEXT_TO
                return mention.year if near or not self._against(mention.year, tense) else None
        return None

    def _against(self, year: int, tense: Tense) -> bool:
        if self.published is None or tense is Tense.NONE:
            return False
        return year > self.published.year if tense is Tense.PAST else year < self.published.year

    def month_meant(self, start: int) -> YearMonth | None:
        """Return the month of a day without one: that of the last date shortly before it, else of the publication."""
        for mention in reversed(self.found[-4:]):
            if start - mention.span.end > _MONTH_WINDOW:
                break
            if (
                mention.month is not None
                and mention.kind in ("day", "range", "month")
                and not mention.rule.startswith("weekday")
            ):
                return YearMonth(mention.end_year, mention.end_month or mention.month, mention.year_stated)
        return YearMonth(None, self.published.month, False) if self.published else None

    def _month_of_weekday(self, day: Day) -> YearMonth | None:
        """The month nearest to the publication in which a day falls on its weekday: "Saturday the 9th"."""
        if day.weekday is None or self.published is None:
            return None
        for step in (0, -1, 1, -2, 2, 3):
            stamp = month_shifted(self.published, step)
            if stamp is None:
                continue
            found = day_or_none(int(stamp[:4]), int(stamp[5:]), day.day)
            if found is not None and found.weekday() == day.weekday:
                return YearMonth(found.year, found.month, False)
        return None

    def mention(
        self, start: int, end: int, period: Period, kind: str, rule: str, **parts: int | bool | None
    ) -> DateMention:
        """Return a mention of these offsets; `parts` are further fields of `DateMention`."""
        before = self.before(start, _ROLE_WINDOW)
        role = "start" if STARTS.search(before) else "end" if ENDS.search(before) else None
        found = DateMention(Span(start, end), self.text[start:end], period, kind, rule, role=role)
        return replace(found, **parts)  # type: ignore[arg-type]  # named fields, each of its own type

    def days(self, start: int, end: int, first: Day, last: Day | None, rule: str) -> DateMention | None:
        """Return a mention of one day or a run of days, with month and year reckoned where they are left out.

        None where the calendar has no such day.
        """
        stated = first.year is not None or (last is not None and last.year is not None)
        if first.month is None:
            meant = self._month_of_weekday(first) or self.month_meant(start)
            if meant is not None:
                first = replace(first, month=meant.month, year=first.year or meant.year)
                stated = stated or (meant.year is not None and meant.year_stated)
        last_day = first if last is None else replace(last, month=last.month or first.month)
        if first.month is None or last_day.month is None:
            return self._unplaced(start, end, first, None if last is None else last_day, rule)
        year, end_year = first.year, last_day.year
        wraps = last_day.month < first.month
        if year is None and end_year is None:
            year, said = self._year_of(start, end, last_day)
            stated = stated or said
            end_year = year
            if year is not None and wraps:
                year = year - 1
        elif year is None and end_year is not None:
            year = end_year - 1 if wraps else end_year
        elif end_year is None and year is not None:
            end_year = year + 1 if wraps else year
        opening = day_or_none(year or 2000, first.month, first.day)
        closing = day_or_none(end_year or 2000, last_day.month, last_day.day)
        if opening is None or closing is None or (year is not None and closing < opening):
            return None
        if last is not None and closing == opening:
            return None
        known = year is not None
        return self.mention(
            start, end, Period(opening.isoformat() if known else None, closing.isoformat() if known else None),
            "range" if last else "day", rule, year_stated=stated, year=year, month=first.month, day=first.day,
            end_year=end_year, end_month=last_day.month, end_day=last_day.day,
        )  # fmt: skip

    def _unplaced(self, start: int, end: int, first: Day, last: Day | None, rule: str) -> DateMention:
        return self.mention(
            start, end, Period(), "range" if last else "day", rule, year_stated=False, day=first.day,
            end_day=(last or first).day,
        )  # fmt: skip

    def _year_of(self, start: int, end: int, day: Day) -> tuple[int | None, bool]:
        """The year of a day that gives none, and whether the sentence names it."""
        tense = self.tense(start, end)
        around = self.year_around(start, tense)
        if self.published is None or around is not None:
            return around, around is not None
        return year_near(day.month or 1, day.day, day.weekday, self.published, tense), False
