"""Amounts, changes, times and ranks in words for people."""

from __future__ import annotations

from decimal import Decimal

from kg.statements import Figure, Growth, Quote, Standing, Verdict, count_articles

_SCALES = ((Decimal(10**12), "trillion"), (Decimal(10**9), "billion"), (Decimal(10**6), "million"))
_UNITS = {"count": "", "percent": "%", "m2": " m²", "ft2": " ft²", "ha": " ha", "days": " days"}
_BOUNDS = {"min": "at least ", "max": "at most ", "approx": "about "}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_RULES = {
    "registry": "the registry has it",
    "result-over-forecast": "a result before a forecast",
    "correction": "a correction",
    "later-report": "the later report",
    "more-sources": "more independent sources",
    "exact-over-rounded": "exact before rounded",
    "finer": "the finer value",
    "fits-edition": "it fits the edition",
}
_UNDECIDED = "first-in-order"
_REASONS = {
    "no-edition": "the edition compared with is not known",
    "no-figure": "that edition has no such figure",
    "bounds-too-wide": "the bounds are too wide",
    "other-unit": "that figure has another unit",
    "disputed": "the figures are disputed",
}


def amount(value: Decimal | None, unit: str | None, bound: str = "exact") -> str:
    """Write an amount for people.

    >>> amount(Decimal("78410000000"), "USD"), amount(Decimal("367000"), "m2", "min")
    ('78.41 billion USD', 'at least 367,000 m²')
    >>> amount(Decimal("1234567"), "count"), amount(Decimal("6.7"), "percent"), amount(Decimal("1"), "days")
    ('1,234,567', '6.7%', '1 day')
    """
    if value is None:
        return "?"
    number, scale = f"{value.normalize():,f}", ""
    for size, name in _SCALES:
        scaled = value / size
        if scaled >= 1:
            if scaled == round(scaled, 2):
                number, scale = f"{scaled.normalize():,f}", f" {name}"
            break
    written = _UNITS.get(unit or "count", f" {unit}")
    if value == 1 and unit == "days":
        written = " day"
    return f"{_BOUNDS.get(bound, '')}{number}{scale}{written}"


def scale_of(value: Decimal) -> tuple[Decimal, str]:
    """Return the number and the name of the scale in which people write a number; 1 and none for small ones.

    >>> scale_of(Decimal(80000000000)), scale_of(Decimal(4000))
    ((Decimal('1000000000'), 'billion'), (Decimal('1'), ''))
    """
    return next(((size, name) for size, name in _SCALES if value >= size), (Decimal(1), ""))


def unit_words(unit: str | None) -> str:
    """Return how a unit is written after a number; nothing for things that are counted.

    >>> unit_words("m2"), unit_words("USD"), unit_words("count")
    ('m²', 'USD', '')
    """
    return _UNITS.get(unit or "count", unit or "").strip()


def growth(change: Growth, unit: str | None) -> str:
    """Write a change for people.

    >>> growth(Growth("up", Decimal("6.7"), None, None, "Expo 2022"), "USD")
    'up 6.7% on Expo 2022'
    """
    sizes = (change.percent, change.absolute, change.factor)
    stated = next((size for size in sizes if size is not None), None)
    return f"{change.direction} {_size(change, stated, unit)} on {change.versus or 'the previous edition'}"


def recomputed(change: Growth, verdict: Verdict, unit: str | None) -> str:
    """Write the recomputed change in the form of the stated one.

    >>> told = Verdict("contradicted", Decimal("1.56"), "down", None)
    >>> recomputed(Growth("up", Decimal(9), None, None, None), told, "count")
    'down 1.56%'
    """
    if verdict.direction == "none":
        return "no change"
    return f"{verdict.direction or change.direction} {_size(change, verdict.recomputed, unit)}"


def _size(change: Growth, size: Decimal | None, unit: str | None) -> str:
    """Write the size of a change in the form in which the change is stated."""
    if change.percent is not None:
        return amount(size, "percent")
    if change.absolute is not None:
        return f"by {amount(size, unit)}"
    return f"{size} times" if size is not None else ""


def verdict_words(change: Growth, unit: str | None) -> str:
    """Say what became of a stated change; nothing where it was not looked into.

    >>> told = Verdict("not-checkable", None, None, "no-figure")
    >>> verdict_words(Growth("up", Decimal(9), None, None, None, told), "count")
    'not checkable: that edition has no such figure'
    """
    verdict = change.verdict
    if verdict is None:
        return ""
    code = verdict.code.replace("-", " ")
    if verdict.recomputed is not None:
        return f"{code}: {recomputed(change, verdict, unit)}"
    return f"{code}: {reason(verdict.because)}" if verdict.because else code


def reason(code: str) -> str:
    """Say why a growth claim could not be checked."""
    return _REASONS.get(code, code.replace("-", " "))


def chosen_by(standing: Standing) -> str:
    """Say by which rule one statement was preferred to another.

    >>> chosen_by(Standing("normal", "later-report", 1)), chosen_by(Standing("normal", "first-in-order", 1))
    ('preferred: the later report', 'no rule decides')
    """
    if standing.rule is None:
        return ""
    if standing.rule == _UNDECIDED:
        return "no rule decides"
    return f"preferred: {_RULES.get(standing.rule, standing.rule.replace('-', ' '))}"


def support(standing: Standing, quotes: tuple[Quote, ...]) -> str:
    """Say how many independent sources stand behind a statement; articles, where the graph does not tell.

    >>> support(Standing("preferred", None, 2), ()), support(Standing(None, None, None), (Quote("a", 0, 1, "x"),))
    ('2 independent sources', '1 article')
    """
    if standing.sources is not None:
        return counted(standing.sources, "independent source")
    return counted(count_articles(quotes), "article")


def counted(number: int, noun: str) -> str:
    """Write how many there are of something.

    >>> counted(1, "article"), counted(20000, "article")
    ('1 article', '20,000 articles')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def apart(percent: Decimal | None) -> str:
    """Say how far two numbers lie apart, in percent of the larger; nothing of words.

    >>> apart(Decimal("12.50")), apart(None)
    ('12.5% apart', '')
    """
    return "" if percent is None else f"{percent.normalize():f}% apart"


def part_words(figure: Figure) -> list[str]:
    """Say which part a figure counts, whether it has come true, and on which basis it counts."""
    notes = [
        figure.scope_of or figure.scope if figure.scope != "total" else "",
        figure.status if figure.status != "actual" else "",
        figure.basis or "",
    ]
    return [note for note in notes if note]


def short_label(label: str, beside: str) -> str:
    """Return the label of an edition without the words at its start that one beside it has too.

    >>> short_label("Tea Expo 2022 (5th)", "Tea Expo 2023 (6th)"), short_label("Tea Expo", "Tea Expo")
    ('2022 (5th)', 'Tea Expo')
    """
    words, others = label.split(), beside.split()
    shared = 0
    while shared < min(len(words), len(others)) and words[shared] == others[shared]:
        shared += 1
    return " ".join(words[shared:]) or label


def days(start: str, end: str) -> str:
    """Write a time from one ISO date or month to another, either of which may be missing.

    >>> days("2023-11-05", "2023-11-10"), days("2023-10-30", "2023-11-03"), days("2023-11", "")
    ('5-10 Nov 2023', '30 Oct - 3 Nov 2023', 'Nov 2023')
    """
    if not (start and end) or start == end:
        return _day(start or end)
    if start[:7] == end[:7] and len(start) == len(end):
        return f"{int(start[8:])}-{_day(end)}"
    return f"{_day(start).removesuffix(f' {end[:4]}')} - {_day(end)}"


def _day(text: str) -> str:
    year, month, day = (*text.split("-"), "", "")[:3]
    if not month.isdigit() or not 1 <= int(month) <= 12:
        return text
    return " ".join(part for part in (day.lstrip("0"), _MONTHS[int(month) - 1], year) if part)
