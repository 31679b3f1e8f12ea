"""Which edition a stated change compares with: the one before, or the one of a year or number that the text names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.cadence import Slot, step_ordinal, step_year
from kg.ledger.editions import EditionIndex, FairEditions
from kg.model import Edition, EditionId, FairId
from kg.registry import Cadence
from kg.resolve import ResolvedReading, SeenEdition

_YEAR = re.compile(r"(?:(spring|autumn)[ -])?((?:18|19|20)\d\d)(?:[ -](spring|autumn))?", re.IGNORECASE)
_ORDINAL = re.compile(r"([1-9]\d{0,2})(?:st|nd|rd|th)?(?: edition)?", re.IGNORECASE)
_YEARS_BACK = re.compile(r"([1-9]\d?) years earlier")
_PREVIOUS = "previous"
# From so many equal gaps between its editions on, a fair is taken to be held regularly.
_REGULAR = 2


@dataclass(frozen=True, slots=True)
class Years:
    """The years in which the editions of one fair were held, as far as they are known; in order."""

    editions: Mapping[int, tuple[Edition, ...]]

    def before(self, year: int) -> Edition | None:
        """Return the edition before that of a year, where no year lies between or the fair is held so regularly.

        Two editions of one year have no order, so neither is returned.
        """
        years = list(self.editions)
        earlier = [y for y in years if y < year]
        if not earlier or len(found := self.editions[earlier[-1]]) > 1:
            return None
        gap = year - earlier[-1]
        gaps = [b - a for a, b in pairwise(years)]
        regular = len(gaps) >= _REGULAR and set(gaps) == {gap}
        return found[0] if gap == 1 or regular else None


def years_of(index: EditionIndex) -> Mapping[FairId, Years]:
    """Return the years of the editions of all fairs that articles speak of."""
    held: dict[FairId, dict[int, list[Edition]]] = defaultdict(lambda: defaultdict(list))
    for edition in index.editions.values():
        if edition.year is not None:
            held[edition.id.fair][edition.year].append(edition)
    return {fair: Years({year: tuple(years[year]) for year in sorted(years)}) for fair, years in held.items()}


def compared_edition(
    about: EditionId,
    key: str,
    versus: str,
    reading: ResolvedReading,
    index: EditionIndex,
    years: Mapping[FairId, Years],
) -> Edition | None:
    """Return the edition that a change of `about` (`key` in the article) is measured against, None if untold.

    `versus` is `previous`, a year with or without a season, `4 years earlier`, an ordinal, or a key of the article
    itself. The edition need not have been seen in any article.
    """
    table = index.fairs[about.fair]
    edition = index.editions[about]
    if versus == _PREVIOUS:
        known = years.get(about.fair)
        found = _previous(edition, table, index, known) or _previous_in_article(about, key, reading, index)
    elif any(seen.ref.key == versus and _is_of(about, seen, reading, index) for seen in reading.editions):
        found = index.editions[index.of(reading.article.id, versus)]
    elif year := _YEAR.fullmatch(versus.strip()):
        season = year[1] or year[3] or edition.season
        found = table.at_time(table.slot(int(year[2]), season.lower() if season else None))
    elif (back := _YEARS_BACK.fullmatch(versus)) and edition.year is not None:
        found = table.at_time(table.slot(edition.year - int(back[1]), edition.season))
    elif ordinal := _ORDINAL.fullmatch(versus.strip()):
        found = table.at_ordinal(int(ordinal[1]))
    else:
        found = None
    return None if found is None or found.id == about else found


def _previous(edition: Edition, table: FairEditions, index: EditionIndex, years: Years | None) -> Edition | None:
    by_time = _held_before(edition, table, years)
    if edition.ordinal is None:
        return by_time
    ordinal = step_ordinal(table.course, edition.ordinal, -1)
    if ordinal is None:
        return None
    numbered = table.at_ordinal(ordinal)
    if by_time is None or by_time.ordinal is not None or numbered.id in index.editions or numbered.year is not None:
        return numbered
    # Articles may have the same edition by its year alone.
    return by_time if by_time.id in index.editions else replace(numbered, year=by_time.year, season=by_time.season)


def _held_before(edition: Edition, table: FairEditions, years: Years | None) -> Edition | None:
    if edition.year is None:
        return None
    if table.course is not None:
        before = step_year(table.course, Slot(edition.year, edition.season), -1)
        if before is not None:
            return table.at_time(table.slot(before.year, before.season))
        if table.course.cadence is not Cadence.IRREGULAR:
            return None
    return None if table.seasonal or years is None else years.before(edition.year)


def _previous_in_article(about: EditionId, key: str, reading: ResolvedReading, index: EditionIndex) -> Edition | None:
    """Return the edition that the article itself calls the one before."""
    for seen in reading.editions:
        if seen.ref.relative_to == key and seen.ref.steps == -1 and _is_of(about, seen, reading, index):
            return index.editions[index.of(reading.article.id, seen.ref.key)]
    return None


def _is_of(about: EditionId, seen: SeenEdition, reading: ResolvedReading, index: EditionIndex) -> bool:
    """Tell whether an edition of an article is of the fair in question: no growth is measured on another's."""
    return index.of(reading.article.id, seen.ref.key).fair == about.fair
