"""Which articles repeat another's text: copies of one story count as one source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kg.model import NO_COPIES, Copies
from kg.resolve import ResolvedReading


@dataclass(frozen=True, slots=True)
class Text:
    """What of an article is needed to tell whether it repeats another."""

    article: str
    published: date | None
    signature: bytes

    @classmethod
    def of(cls, reading: ResolvedReading) -> Text:
        """Take it from the reading of an article."""
        return cls(reading.article.id, reading.article.published, reading.signature)


def find_copies(texts: Iterable[Text]) -> Copies:
    """Find the articles that repeat an earlier one."""
    return NO_COPIES
