"""When a statement was made: its day of publication, and whether its edition was still to come, running, or over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from kg.model import NO_COPIES, AttributeFact, Copies, Edition, EditionId, FactSubject, Predicate, Rank
from kg.resolve.days import is_before


class Stage(IntEnum):
    """Where a report stands to the edition that it speaks of; a later stage knows better."""

    BEFORE = 0
    DURING = 1
    AFTER = 2


@dataclass(frozen=True, slots=True)
class Timing:
    """The days of articles and editions: `starts` and `ends` are days or months, as the ledger prefers them.

    A copy was written when its original was: what is reprinted a week later is no later report.
    """

    published: Mapping[str, date | None] = field(default_factory=dict)
    copies: Copies = NO_COPIES
    starts: Mapping[EditionId, str] = field(default_factory=dict)
    ends: Mapping[EditionId, str] = field(default_factory=dict)
    editions: Mapping[EditionId, Edition] = field(default_factory=dict)

    def of_article(self, article: str) -> date | None:
        """Return the day on which an article, or the one that it copies, was published."""
        return self.published.get(self.copies.source(article)) or self.published.get(article)

    def latest(self, articles: Iterable[str]) -> int:
        """Return the latest day of some articles as a number, 0 where none has one."""
        return max((day.toordinal() for a in articles if (day := self.of_article(a)) is not None), default=0)

    def earliest(self, articles: Iterable[str]) -> int:
        """Return the earliest day of some articles as a number, 0 where one of them has none."""
        return min((0 if day is None else day.toordinal() for day in map(self.of_article, articles)), default=0)

    def stage(self, article: str, about: FactSubject) -> Stage:
        """Return where an article stands to an edition; one that nothing places is taken to know how it ended.

        >>> from kg.model import FairId
        >>> fair = EditionId(FairId("toy-fair"), "6")
        >>> timing = Timing({"a": date(2023, 11, 6)}, starts={fair: "2023-11-05"}, ends={fair: "2023-11-08"})
        >>> timing.stage("a", fair).name, timing.stage("b", fair).name
        ('DURING', 'AFTER')
        """
        day = self.of_article(article)
        if day is None or not isinstance(about, EditionId):
            return Stage.AFTER
        start, end = self.starts.get(about), self.ends.get(about)
        edition = self.editions.get(about)
        if start is None and edition is not None and edition.year is not None:
            start = str(edition.year)
        if start is not None and is_before(day, start):
            return Stage.BEFORE
        return Stage.DURING if end is not None and is_before(day, end) else Stage.AFTER

    def last_stage(self, articles: Iterable[str], about: FactSubject) -> Stage:
        """Return the stage of the article that stands best."""
        return max((self.stage(article, about) for article in articles), default=Stage.AFTER)

    def is_plan(self, articles: Iterable[str], start: str | None) -> bool:
        """Tell whether all that is known of a value was said before the edition began."""
        if start is None:
            return False
        days = [self.of_article(article) for article in articles]
        return all(day is not None and is_before(day, start) for day in days)


def preferred_dates(facts: Iterable[AttributeFact], predicate: Predicate) -> dict[EditionId, str]:
    """Return the published start or end of each edition that has one."""
    stated = (f for f in facts if f.predicate is predicate and f.rank is Rank.PREFERRED)
    return {f.subject: f.value for f in stated if isinstance(f.subject, EditionId) and isinstance(f.value, str)}
