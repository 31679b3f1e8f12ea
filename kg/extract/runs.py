"""The run of an edition: which of the dates of an article are its first and last day, taken together.

A date alone is often open to two readings ("closed on Monday", "from Tuesday"); the dates of one edition must fit
each other, and a stated length. So each date has a gain for each role, from a model, and the run with the highest
sum of the gains of all dates that agree with it is chosen.

>>> run_length("2023-11-05", "2023-11-10"), run_length("2023-11", "2023-11-10")
(6, None)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.extract.dates import DateMention

_LONGEST = 45  # days; beyond this a pair of dates is no fair's run but a season's or a programme's
_FIT = 0.6  # what two dates gain when a stated length lies between them
_WHOLE = 0.2  # what a run with both ends has before one with a single end
_SHIFTED = -0.3  # what the less likely of the two readings of a weekday loses
_TOGETHER = 80  # characters; dates no further apart are mostly of one sentence
_WEEK = 7
_UNSEEN = -2.0  # what a role gains that no example had
_MOST = 12  # dates of one edition that are weighed; more make the search slow and the text is a calendar then


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with what it gains in each role over being no bound: `range`, `start`, `end`, `day`, `length`."""

    mention: DateMention
    gains: dict[str, float]

    def gain(self, role: str) -> float:
        """Return the gain of a role; one that the model never saw is not taken."""
        return self.gains.get(role, _UNSEEN)

    @property
    def best(self) -> float:
        """Return the highest gain of any role."""
        return max(self.gains.values())


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a run: an ISO day or month, the date that states it, and the rule that found it."""

    value: str
    source: DateMention
    rule: str


@dataclass(frozen=True, slots=True)
class Run:
    """The first and last day of an edition; either may be unknown. `gain` is what the dates speak for it."""

    start: Bound | None
    end: Bound | None
    gain: float = 0.0


def best_run(dates: Sequence[Dated]) -> Run | None:
    """Return the run that agrees best with the dates of one edition, or None where none speaks for a run.

    Of equal runs the one first proposed in the order of the text is taken.
    """
    kept = sorted(sorted(dates, key=lambda d: -d.best)[:_MOST], key=lambda d: d.mention.span)
    best: tuple[float, Run] | None = None
    for offered in _proposals(kept):
        total = offered.gain + sum(_agreement(d, offered) for d in kept if d.mention not in offered.sources)
        if total > 0 and (best is None or total > best[0] + 1e-9):
            best = total, replace(offered.run, gain=total)
    return best[1] if best else None


@dataclass(frozen=True, slots=True)
class _Proposal:
    """A run with the gain of the dates that propose it."""

    run: Run
    gain: float
    sources: tuple[DateMention, ...]


def _proposals(dates: Sequence[Dated]) -> Iterator[_Proposal]:
    starts: list[tuple[Bound, float]] = []
    ends: list[tuple[Bound, float]] = []
    lengths = [d for d in dates if d.mention.length_days]
    for d in dates:
        first, last = d.mention.period.start, d.mention.period.end
        if first is None or last is None or d.mention.length_days:
            continue
        rule = f"date: {d.mention.rule}"
        opening, closing = Bound(first, d.mention, rule), Bound(last, d.mention, rule)
        if first != last or len(first) == 7:
            yield _Proposal(Run(opening, closing), d.gain("range") + _WHOLE, (d.mention,))
        else:
            yield _Proposal(Run(opening, closing), d.gain("day"), (d.mention,))
        if first == last:
            starts.append((opening, d.gain("start")))
            ends.append((closing, d.gain("end")))
    for bound, gain in starts:
        yield _Proposal(Run(bound, None), gain, (bound.source,))
        for length in lengths:
            if other := _moved(bound.value, (length.mention.length_days or 1) - 1):
                end = Bound(other, length.mention, "date: start and length")
                yield _Proposal(Run(bound, end), gain + length.gain("length"), (bound.source, length.mention))
    for bound, gain in ends:
        yield _Proposal(Run(None, bound), gain, (bound.source,))
        for length in lengths:
            if other := _moved(bound.value, 1 - (length.mention.length_days or 1)):
                start = Bound(other, length.mention, "date: end and length")
                yield _Proposal(Run(start, bound), gain + length.gain("length"), (bound.source, length.mention))
    for opening, gain in starts:
        for closing, more in ends:
            if opening.source is closing.source:
                continue
            for run, loss in _pairs(opening, closing):
                yield _Proposal(run, gain + more + _WHOLE + loss, (opening.source, closing.source))


def _pairs(opening: Bound, closing: Bound) -> Iterator[tuple[Run, float]]:
    """Yield the pair, and the pair with a weekday moved into the week of the other end.

    Of two dates that stand together the weekday is reckoned from the other one rather than from the publication.
    """
    together = abs(opening.source.span.start - closing.source.span.start) < _TOGETHER
    stays, moves = (_SHIFTED, 0.0) if together else (0.0, _SHIFTED)
    length = run_length(opening.value, closing.value)
    apart = length - 1 if length else 0
    if 0 < apart < _LONGEST:
        moving = apart >= _WEEK and (opening.source.rule + closing.source.rule).count("weekday")
        yield Run(opening, closing), stays if moving else 0.0
    if length is None or 0 < apart < _WEEK:
        return
    if closing.source.rule.startswith("weekday") and (moved := _moved(opening.value, apart % _WEEK or _WEEK)):
        yield Run(opening, replace(closing, value=moved, rule="date: weekday after the start")), moves
    if opening.source.rule.startswith("weekday") and (moved := _moved(closing.value, -(apart % _WEEK or _WEEK))):
        yield Run(replace(opening, value=moved, rule="date: weekday before the end"), closing), moves


def _agreement(dated: Dated, offered: _Proposal) -> float:
    """Return what a date adds to a run that others propose."""
    start = offered.run.start.value if offered.run.start else None
    end = offered.run.end.value if offered.run.end else None
    if dated.mention.length_days:
        if start and end and run_length(start, end) == dated.mention.length_days:
            return max(0.0, dated.gain("length") + _FIT)
        return 0.0
    first, last = dated.mention.period.start, dated.mention.period.end
    if first is None or last is None:
        return 0.0
    roles = []
    if _same(first, start) and _same(last, end):
        roles += ["range"] if first != last or len(first) == 7 else ["day", "start", "end"]
    elif first == last:
        roles += ["start"] if _same(first, start) else []
        roles += ["end"] if _same(first, end) else []
    return max([0.0, *(dated.gain(role) for role in roles)])


def _same(stated: str, bound: str | None) -> bool:
    """Tell whether a stated day or month is that of a bound."""
    return bound is not None and bound.startswith(stated)


def run_length(start: str, end: str) -> int | None:
    """Return the number of days from one ISO day to another, both counted; None for months."""
    if len(start) != 10 or len(end) != 10:
        return None
    return (date.fromisoformat(end) - date.fromisoformat(start)).days + 1


def _moved(day: str, days: int) -> str | None:
    """Return the ISO day so many days later; None for a month or beyond the calendar."""
    if len(day) != 10:
        return None
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except OverflowError:
        return None
