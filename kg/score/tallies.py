"""Verdicts counted: precision, recall and F1 of any group of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from kg.score.gold import Gold
from kg.score.judging import Verdict

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many facts are right, wrong and missed, and the shares that follow; of nothing, all is right.

    >>> Tally(6, 2, 0).precision, Tally(6, 2, 0).recall, Tally(0, 0, 0).f1, Tally(0, 1, 1).f1
    (0.75, 1.0, 1.0, 0.0)
    """

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Return the share of what is in the graph that is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Return the share of what the articles say that is in the graph."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def tallies(verdicts: Iterable[Verdict], key: Callable[[Verdict], _Key]) -> dict[_Key, Tally]:
    """Count verdicts by a key of theirs."""
    found: dict[_Key, Tally] = {}
    for verdict in verdicts:
        name = key(verdict)
        found[name] = found.get(name, Tally()) + Tally(verdict.right, verdict.wrong, verdict.missed)
    return found


def kind_of(gold: Gold) -> str:
    """Return what kind of article the annotations show: by how many fairs it speaks of, and when it was written.

    `no fair`, `several fairs`; of one fair `preview`, `on the days`, `report` by the dates of the first edition, or
    `undated` where these or the date of publication are not known.
    """
    if not gold.editions:
        return "no fair"
    if len({each.fair for each in gold.editions}) > 1:
        return "several fairs"
    stated = dict(gold.editions[0].attributes)
    start, end = stated.get("start"), stated.get("end") or stated.get("start")
    if gold.published is None or start is None or end is None:
        return "undated"
    if gold.published[: len(start)] < start:
        return "preview"
    return "on the days" if gold.published[: len(end)] < end else "report"
