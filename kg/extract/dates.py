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
from dataclasses import dataclass, replace
from datetime import date

from kg.extract.date_patterns import BEFORE_MONTH, BETWEEN_DAYS, DATES, ENDS, PART, PHASE, STARTS
from kg.extract.labels import reads_as_year
from kg.extract.months import MONTHS, WEEKDAYS
from kg.extract.numerals import read_words
from kg.extract.reckoning import Tense, day_or_none, month_shifted, shifted, tense_at, weekday_near, year_near
from kg.model import Period, Span


@dataclass(frozen=True, slots=True)
class DateMention:
    """A stated time. `period` holds ISO days or months, as exact as text and publication date allow.

    `kind` is `day`, `range`, `month`, `year`, `season`, `duration` or `relative` (a week, "two years ago"). `year_stated`
    is false where the year was inferred from the publication date. `month`, `day`, `end_month`, `end_day`, `year` and
    `end_year` are what the text itself says (or what was inferred), so that a caller can complete a date with an
    edition's year. `role` is `start` or `end` where the words before say that something begins or ends then.
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


_SEASON_MONTHS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 14)}
_WINDOW = 40


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
    reader = _Reader(text, start, len(text) if end is None else end, published)
    for m in DATES.finditer(text, reader.start, reader.stop):
        reader.read(m)
    return reader.found


@dataclass(frozen=True, slots=True)
class _Day:
    """A day as written: what is missing is None. `year` is None where it was left out or said as "this year"."""

    day: int
    month: int | None
    year: int | None
    weekday: int | None


class _Reader:
    """Turns matches into mentions; remembers the last month named, which later days of the text mean."""

    def __init__(self, text: str, start: int, stop: int, published: date | None) -> None:
        self.text = text
        self.start = start
        self.stop = stop
        self.published = published
        self.found: list[DateMention] = []
        self._read: dict[str, Callable[[re.Match[str]], DateMention | None]] = {
            "iso": self._iso,
            "numeric": self._numeric,
            "range_day_first": lambda m: self._range(m, "1", "2"),
            "range_month_first": lambda m: self._range(m, "3", "4"),
            "day_month": lambda m: self._single(m, "a"),
            "month_day": lambda m: self._single(m, "b"),
            "range_of_ordinals": lambda m: self._range(m, "5", "6"),
            "ordinal_alone": self._ordinal_alone,
            "month": self._month,
            "season": self._season,
            "weekday": self._weekday,
            "relative": self._relative,
            "duration": self._duration,
            "years": self._years,
            "year": self._year,
        }

    def read(self, m: re.Match[str]) -> None:
        """Add what the match says to `found`."""
        kind = next(k for k in self._read if m[k] is not None)
        mention = self._read[kind](m)
        if mention is None:
            return
        joined = self._joined(self.found[-1], mention) if self.found else None
        if joined is not None:
            self.found[-1] = joined
            return
        self.found.append(mention)
        if kind == "range_month_first":
            self.found.extend(self._phases(mention))

    # --- parts ---

    def _tense(self, start: int, end: int) -> Tense:
        floor, ceiling = self.start, self.stop
        if ceiling - floor > 400:  # no sentence given: look no farther than its marks
            floor = max(
                floor,
                self.text.rfind(". ", max(floor, start - 120), start) + 1,
                self.text.rfind("\n", max(floor, start - 120), start) + 1,
            )
            stop = self.text.find(". ", end, min(ceiling, end + 80))
            ceiling = stop if stop >= 0 else ceiling
        return tense_at(self.text, start, end, floor, ceiling)

    def _year_said(self, written: str | None) -> int | None:
        if written is None:
            return None
        if written[0].isdigit():
            return int(written)
        if self.published is None:
            return None
        return self.published.year + {"last": -1, "this": 0, "next": 1}[written.split()[-2]]

    def _make(self, start: int, end: int, period: Period, kind: str, rule: str, **fields: object) -> DateMention:
        before = self.text[max(self.start, start - _WINDOW) : start]
        role = "start" if STARTS.search(before) else "end" if ENDS.search(before) else None
        mention = DateMention(Span(start, end), self.text[start:end], period, kind, rule, role=role)
        return replace(mention, **fields)  # type: ignore[arg-type]  # the fields of DateMention, by name

    def _days(self, start: int, end: int, first: _Day, last: _Day | None, rule: str) -> DateMention | None:
        """A mention of one day or of a run of days, with the year reckoned where it is left out."""
        month = first.month or self._month_meant()
        said = first.year or (last.year if last else None)
        year = said
        if year is None and month is not None and self.published is not None:
            near = last or first
            year = year_near(near.month or month, near.day, near.weekday, self.published, self._tense(start, end))
            if last is not None and (last.month or month) < month:
                year -= 1
        end_month = (last.month or month) if last else month
        end_year = year
        if last is not None and month is not None and end_month is not None and year is not None:
            if last.year is not None:
                end_year = last.year
                if first.year is None and end_month < month:
                    year = end_year - 1
            elif end_month < month:
                end_year = year + 1
        close = last or first
        if month is not None and day_or_none(year or 2000, month, first.day) is None:
            return None
        if end_month is not None and day_or_none(end_year or 2000, end_month, close.day) is None:
            return None
        if last is not None and month == end_month and last.day <= first.day and end_year == year:
            return None
        period = Period(_iso(year, month, first.day), _iso(end_year, end_month, close.day))
        return self._make(
            start, end, period, "range" if last else "day", rule,
            year_stated=said is not None, year=year, month=month, day=first.day,
            end_year=end_year, end_month=end_month, end_day=close.day,
        )  # fmt: skip

    def _month_meant(self) -> int | None:
        """The month of a day without one: that of the last date before it, else that of the publication."""
        for mention in reversed(self.found[-6:]):
            if mention.month is not None and mention.kind in ("day", "range", "month"):
                return mention.end_month or mention.month
        return self.published.month if self.published else None

    def _part(self, m: re.Match[str], end: str) -> _Day:
        groups = m.groupdict()
        month, weekday = groups.get("m" + end), groups.get("w" + end)
        return _Day(
            day=int(re.match(r"\d+", m["d" + end]).group()),  # type: ignore[union-attr]  # a day begins with digits
            month=_month_number(month) if month and month not in ("this", "last", "next", "the") else None,
            year=self._year_said(groups.get("y" + end)),
            weekday=WEEKDAYS[weekday.lower().rstrip(".")] if weekday else None,
        )

    # --- days ---

    def _iso(self, m: re.Match[str]) -> DateMention | None:
        return self._days(*m.span(), _Day(int(m["id"]), int(m["im"]), int(m["iy"]), None), None, "iso")

    def _numeric(self, m: re.Match[str]) -> DateMention | None:
        first, second, year = int(m["n1"]), int(m["n2"]), int(m["n3"])
        if m["mark"] == "." or first > 12 or first == second:
            day, month = first, second
        elif second > 12:
            day, month = second, first
        else:
            return None  # 05/11/2023 is read in two ways
        if not 1 <= month <= 12 or not 1 <= day <= 31:
            return None
        return self._days(*m.span(), _Day(day, month, year, None), None, "numeric")

    def _range(self, m: re.Match[str], one: str, two: str) -> DateMention | None:
        first, last = self._part(m, one), self._part(m, two)
        if first.month is None:
            first = replace(first, month=last.month)
        if last.month is None:
            last = replace(last, month=first.month)
        return self._days(*m.span(), first, last, "range")

    def _single(self, m: re.Match[str], end: str) -> DateMention | None:
        return self._days(*m.span(), self._part(m, end), None, "day")

    def _ordinal_alone(self, m: re.Match[str]) -> DateMention | None:
        day = self._part(m, "7")
        if m["m7"] in ("this", "last", "next") and self.published is not None:
            month = month_shifted(self.published, {"this": 0, "last": -1, "next": 1}[m["m7"]])
            if month is not None:
                day = replace(day, year=int(month[:4]), month=int(month[5:]))
        elif self.published is not None and self._month_meant() == self.published.month:
            day = self._nearest(day, self.published, self._tense(*m.span()))
        return self._days(m.start("w7") if m["w7"] else m.start("d7") - 4, m.end(), day, None, "day-of-month")

    def _nearest(self, day: _Day, published: date, tense: Tense) -> _Day:
        """A day of the month beside the publication date: this month's, or the one before or after it."""
        shift = (
            -1
            if tense is Tense.PAST and day.day > published.day
            else 1
            if tense is Tense.FUTURE and day.day < published.day
            else 0
        )
        month = month_shifted(published, shift)
        return replace(day, month=int(month[5:])) if month is not None else day

    def _phases(self, mention: DateMention) -> Iterator[DateMention]:
        """Further runs of days in the month where the mention ends."""
        position, month, year = mention.span.end, mention.end_month, mention.end_year
        while (m := PHASE.match(self.text, position, self.stop)) is not None and month is not None:
            first, last = _Day(int(m["first"]), month, year, None), _Day(int(m["last"]), month, year, None)
            found = self._days(m.start("first"), m.end(), first, last, "phase")
            if found is None:
                return
            yield replace(found, year_stated=mention.year_stated)
            position = m.end()

    # --- months, seasons, years ---

    def _month(self, m: re.Match[str]) -> DateMention | None:
        month, lead, said = _month_number(m["m8"]), (m["lead"] or "").lower(), self._year_said(m["y8"])
        start = m.start()
        if not m["lead"] and not m["y8"] and not BEFORE_MONTH.search(self.text, max(self.start, start - 12), start):
            if m["m8"] in ("May", "March", "MARCH", "MAY", "Mar", "Sun", "Sat", "Dec", "Jan", "Mar.", "Jan."):
                return None
        year = said
        if year is None and self.published is not None:
            year = self._year_of_month(month, lead, m)
        stamp = f"{year:04d}-{month:02d}" if year is not None else None
        return self._make(
            start, m.end(), Period(stamp, stamp), "month", "month", year_stated=said is not None,
            year=year, month=month, end_year=year, end_month=month,
        )  # fmt: skip

    def _year_of_month(self, month: int, lead: str, m: re.Match[str]) -> int:
        assert self.published is not None
        here = self.published
        if lead in ("last", "this past"):
            return here.year if month < here.month else here.year - 1
        if lead in ("next", "this coming"):
            return here.year if month > here.month else here.year + 1
        if lead == "this":
            return here.year
        return year_near(month, None, None, here, self._tense(*m.span()))

    def _season(self, m: re.Match[str]) -> DateMention | None:
        name, when = m["name"].lower(), (m["when"] or "").lower()
        said = self._year_said(m["y9"])
        if name == "fall" and not (m["y9"] or when in ("last", "next", "this")):
            return None
        if (
            not m["y9"]
            and not when
            and not BEFORE_MONTH.search(self.text, max(self.start, m.start() - 12), m.start())
        ):
            return None
        first, last = _SEASON_MONTHS[name]
        year = said
        if year is None and self.published is not None:
            here = self.published
            middle = first + 1 if first < 12 else 1
            if when == "last":
                year = here.year if last < here.month else here.year - 1
            elif when == "next":
                year = here.year if first > here.month else here.year + 1
            elif when == "this":
                year = here.year
            else:
                year = year_near(middle, None, None, here, self._tense(*m.span()))
        period = Period()
        if year is not None:
            wrapped = f"{year + 1:04d}-{last - 12:02d}" if last > 12 else f"{year:04d}-{last:02d}"
            period = Period(f"{year:04d}-{first:02d}", wrapped)
        return self._make(
            m.start(), m.end(), period, "season", "season", year_stated=said is not None, year=year, end_year=year
        )

    def _years(self, m: re.Match[str]) -> DateMention | None:
        first = int(m["from"])
        last = int(m["to"]) if len(m["to"]) == 4 else first // 100 * 100 + int(m["to"])
        if not first < last <= first + 100:
            return None
        return self._make(
            m.start(), m.end(), Period(str(first), str(last)), "year", "years", year=first, end_year=last
        )

    def _year(self, m: re.Match[str]) -> DateMention | None:
        if not reads_as_year(self.text, m.start(), m.end()):
            return None
        return self._make(
            m.start(),
            m.end(),
            Period(m.group(), m.group()),
            "year",
            "year",
            year=int(m.group()),
            end_year=int(m.group()),
        )

    # --- reckoned from the publication date ---

    def _on(self, m: re.Match[str], day: date | None, rule: str, kind: str = "day") -> DateMention:
        if day is None:
            return self._make(m.start(), m.end(), Period(), kind, rule, year_stated=False)
        return self._make(
            m.start(), m.end(), Period(day.isoformat(), day.isoformat()), kind, rule, year_stated=False,
            year=day.year, month=day.month, day=day.day, end_year=day.year, end_month=day.month, end_day=day.day,
        )  # fmt: skip

    def _weekday(self, m: re.Match[str]) -> DateMention | None:
        name = m["w8"]
        if len(name.rstrip(".")) <= 4 and not m["which"] and not name.endswith("."):
            before = self.text[max(0, m.start() - 4) : m.start()]
            after = self.text[m.end() : m.end() + 2]
            if name.lower() in ("sun", "sat", "wed", "mon", "fri") and not (
                before[-1:] in "\n(·" or before.lower().endswith(("on ", "– ", "- ")) or after[:1] in ":-–"
            ):
                return None
        weekday, which = WEEKDAYS[name.lower().rstrip(".")], (m["which"] or "").lower()
        if self.published is None:
            return self._on(m, None, "weekday")
        here = self.published
        if which in ("last", "this past"):
            return self._on(m, shifted(here, -((here.weekday() - weekday - 1) % 7 + 1)), "last-weekday")
        if which in ("next", "coming", "this coming"):
            return self._on(m, shifted(here, (weekday - here.weekday() - 1) % 7 + 1), "next-weekday")
        tense = self._tense(m.start(), m.end())
        return self._on(m, weekday_near(weekday, here, tense), "weekday-" + tense.value)

    def _relative(self, m: re.Match[str]) -> DateMention | None:
        here = self.published
        if m["word"]:
            days = {"today": 0, "tonight": 0, "yesterday": -1, "last night": -1, "tomorrow": 1}
            word = " ".join(m["word"].lower().split())
            return self._on(m, shifted(here, days.get(word, -2)) if here else None, "relative-day")
        if m["shift"]:
            step = {"last": -1, "previous": -1, "past": -1, "next": 1}.get(m["shift"].lower(), 0)
            return self._stepped(m, m["span"].lower(), step, "relative")
        count = m["count"] or m["in"]
        number = _number(count)
        unit = (m["unit"] or m["inunit"]).lower()
        if number is None:
            return None
        return self._stepped(m, unit, -number if m["ago"] else number, "ago" if m["ago"] else "ahead")

    def _stepped(self, m: re.Match[str], unit: str, step: int, rule: str) -> DateMention | None:
        """So many days, weeks, months or years from the publication date."""
        here = self.published
        if here is None:
            return self._make(m.start(), m.end(), Period(), "relative", rule, year_stated=False)
        if unit == "year":
            year = here.year + step
            if not 1 <= year <= 9998:
                return None
            return self._make(
                m.start(),
                m.end(),
                Period(str(year), str(year)),
                "year",
                rule,
                year_stated=False,
                year=year,
                end_year=year,
            )
        if unit == "month":
            month = month_shifted(here, step)
            if month is None:
                return None
            return self._make(
                m.start(), m.end(), Period(month, month), "month", rule, year_stated=False,
                year=int(month[:4]), month=int(month[5:]), end_year=int(month[:4]), end_month=int(month[5:]),
            )  # fmt: skip
        if unit == "day":
            return self._on(m, shifted(here, step), rule)
        monday = shifted(here, 7 * step - here.weekday())
        first = shifted(monday, 5) if monday and unit == "weekend" else monday
        last = shifted(monday, 6) if monday else None
        if first is None or last is None:
            return None
        return self._make(
            m.start(), m.end(), Period(first.isoformat(), last.isoformat()), "relative", rule, year_stated=False,
            year=first.year, month=first.month, end_year=last.year, end_month=last.month,
        )  # fmt: skip

    def _duration(self, m: re.Match[str]) -> DateMention | None:
        if m["long"]:
            days = {"day": 1, "week": 7, "fortnight": 14, "month": 30}[m["long"].lower()]
        else:
            number = _number(m["length"])
            if number is None:
                return None
            days = number * {"day": 1, "week": 7, "fortnight": 14}[m["lunit"].lower()]
        before = self.text[max(self.start, m.start() - 12) : m.start()]
        if (
            m["length"]
            and m["length"].lower() in ("a", "one")
            and m["lunit"].lower() == "day"
            and "-" not in m.group()
        ):
            return None  # "one day", "a day": any day, or each day
        rule = "duration-part" if PART.search(before) else "duration"
        return self._make(m.start(), m.end(), Period(), "duration", rule, length_days=days)

    # --- two mentions that are one ---

    def _joined(self, a: DateMention, b: DateMention) -> DateMention | None:
        """One range of two days with "to" between them: "Monday to Thursday", "February 1, to yesterday"."""
        if a.kind != "day" or b.kind != "day" or b.span.start - a.span.end > 24:
            return None
        between = self.text[a.span.end : b.span.start]
        if not BETWEEN_DAYS.fullmatch(between):
            joins = between.strip().lower() in ("and", "and the") and self.text[
                max(0, a.span.start - 8) : a.span.start
            ].lower().endswith("between ")
            if not joins:
                return None
        first, last = _as_date(a), _as_date(b)
        if first is not None and last is not None and b.rule.startswith("weekday"):
            last = shifted(first, (last.weekday() - first.weekday()) % 7)
        if first is not None and last is not None and a.rule.startswith("weekday") and last < first:
            first = shifted(first, -7)
        if first is not None and last is not None:
            if not first <= last:
                return None
            period = Period(first.isoformat(), last.isoformat())
        elif a.period.start or b.period.start:
            return None
        else:
            period = Period()
        return replace(
            b, span=Span(a.span.start, b.span.end), surface=self.text[a.span.start : b.span.end], period=period,
            kind="range", rule="joined", year_stated=a.year_stated or b.year_stated, role=a.role,
            year=first.year if first else a.year, month=first.month if first else a.month, day=first.day if first else a.day,
            end_year=last.year if last else b.end_year, end_month=last.month if last else b.end_month, end_day=last.day if last else b.end_day,
        )  # fmt: skip


def _as_date(mention: DateMention) -> date | None:
    return date.fromisoformat(mention.period.start) if mention.period.start else None


def _iso(year: int | None, month: int | None, day: int) -> str | None:
    return None if year is None or month is None else f"{year:04d}-{month:02d}-{day:02d}"


def _month_number(written: str) -> int:
    return MONTHS[written.lower().rstrip(".")]


def _number(written: str) -> int | None:
    if written.isdigit():
        return int(written)
    if written.lower() in ("a", "an"):
        return 1
    value = read_words(written)
    return int(value) if value is not None else None
