"""Days as articles give them: ISO texts, a day or the month that is all that is known of it."""

from __future__ import annotations

from datetime import date

_FULL = len("2023-11-05")


def is_full(day: str | None) -> bool:
    """Tell whether a date has its day.

    >>> is_full("2023-11-05"), is_full("2023-11"), is_full(None)
    (True, False, False)
    """
    return day is not None and len(day) == _FULL


def agree(one: str | None, other: str | None) -> bool:
    """Tell whether two dates can be one: a month agrees with its days.

    >>> agree("2023-11", "2023-11-05"), agree("2023-11-04", "2023-11-05")
    (True, False)
    """
    return one is not None and other is not None and (one.startswith(other) or other.startswith(one))


def is_before(day: date, other: str) -> bool:
    """Tell whether a day is before another, or before a month or year.

    >>> is_before(date(2023, 11, 4), "2023-11-05"), is_before(date(2023, 11, 4), "2023-11")
    (True, False)
    """
    return day.isoformat()[: len(other)] < other
