"""The editions that an article speaks of: one entry for each holding that its cues point at.

Every fair has a current edition, the one the article is about; other entries stand a number of steps before or after
it, in a year, or under an ordinal. Which facts belong to which entry is decided in `attribution`; entries to which
nothing belongs are dropped at the end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from math import inf, log

from kg.extract.cues import Cue, Relation
from kg.extract.currents import CurrentOption, current_options
from kg.extract.dates import DateMention
from kg.extract.document import Document
from kg.extract.entries import Editions, Entry
from kg.extract.fairs import FairCluster
from kg.extract.leanings import lean_of_current
from kg.extract.trace import chance
from kg.model import Span
from kg.registry import Cadence

_REACH = 70  # characters after "the 11th fair" within which a year or date belongs to it
_NEAR = 6  # characters before it,
_FAR = 90  # and where it takes up what was said: "in 2019, the year of the fifth edition", "that second edition"
_TAKEN_UP = re.compile(r"\b(?:that|year of (?:the|its|their)) \Z", re.I)
# "The edition of 2021 had been cancelled": an edition that has no number and lies between no others.
_OFF = re.compile(
    r"\b(?:cancel\w*|called off|scrapped|did not take place|did not happen|was not held|(?:was|were) skipped"
    r"|fell victim)\b",
    re.I,
)
_NEXT_WORDS = 40  # characters
_THIS_YEAR = re.compile(r"this\syear\b", re.I)
_YARDSTICK = re.compile(r"(?:last|previous|past) years?\b|.*\b(?:ago|earlier|before)\Z", re.I)
_BY_YEAR = re.compile(r"\b(?:on|than|from|over|against|since|after|versus|vs\.?)\s(?:the\s)?\Z", re.I)
_TOLD = frozenset(("last year", "years ago", "next year", "years later"))
_TINY = 1e-9
_ODD = 2.0  # how much speaks against a number that the registry gives to another year
_LIKELY = 0.4  # an ordinal less likely than this to be the current edition's is left out
_YEARS = {
    Cadence.ANNUAL: 1, Cadence.BIENNIAL: 2, Cadence.TRIENNIAL: 3, Cadence.QUADRENNIAL: 4,
}  # fmt: skip
_BIENNIAL = re.compile(
    r"\bbi-?ennial\b|\bbiennially\b|\bevery (?:two|second|other) years?\b|\btwo-year(?:ly)? (?:cycle|rhythm)\b"
    r"|\b(?:held )?every 2 years\b",
    re.I,
)
_TRIENNIAL = re.compile(r"\btriennial(?:ly)?\b|\bevery (?:three|third) years?\b", re.I)
_QUADRENNIAL = re.compile(r"\bquadrennial(?:ly)?\b|\bevery (?:four|fourth) years?\b", re.I)
_TWICE = re.compile(
    r"\b(?:twice a year|twice-yearly|twice yearly|biannual(?:ly)?|half-yearly|spring session)\b", re.I
)


def find_editions(doc: Document) -> Editions:
    """Return the entries that the cues of an article point at."""
    if not doc.fairs:
        return Editions([], None, {})
    ranked = sorted(doc.fairs, key=lambda f: (-_prominence(doc, f), f.first))
    main = ranked[0]
    entries: list[Entry] = []
    period: dict[str, int | None] = {}
    main_current: Entry | None = None
    linked = {cue: _with_year(doc, cue) for cue in doc.cues}
    pointing = _cues_of(doc, main)
    off = frozenset(c.year for c in doc.cues if c.year and not c.ordinal and _OFF.search(doc.text, *_behind(doc, c)))
    for fair in ranked:
        cues = [linked[c] for c in pointing.get(fair.key, ())]
        period[fair.key] = _period(doc, fair, fair is main)
        current = _current(doc, fair, cues, main_current, period[fair.key])
        main_current = main_current or current
        own = [current]
        for cue in cues:
            _place(own, current, cue, period[fair.key], off)
        entries.extend(own)
    return Editions(entries, main, period)


def options_of(doc: Document) -> list[tuple[CurrentOption, FairCluster]]:
    """Return the options of each fair of a text, as `find_editions` weighs them; for training."""
    if not doc.fairs:
        return []
    ranked = sorted(doc.fairs, key=lambda f: (-_prominence(doc, f), f.first))
    main = Entry(ranked[0], year=doc.published.year if doc.published else None)
    pointing = _cues_of(doc, ranked[0])
    return [
        (option, fair)
        for fair in ranked
        for option in current_options(
            doc,
            fair,
            [_with_year(doc, c) for c in pointing.get(fair.key, ())],
            None if fair is ranked[0] else main,
        )
    ]


def _with_year(doc: Document, cue: Cue) -> Cue:
    """Return a cue to an ordinal with the year that its clause gives it ("the 11th fair in 2016").

    "This year" is that of the publication: in a text on next year's edition, it points at the one before.
    """
    if cue.form == "this" and doc.published and _THIS_YEAR.match(doc.text, cue.span.start):
        return replace(cue, year=doc.published.year, inferred=True)
    if cue.year is not None or (cue.ordinal is None and cue.relation not in (Relation.NEXT, Relation.PREVIOUS)):
        return cue
    zone = doc.sentence_at(cue.span.start).span
    later = doc.cues_in(Span(cue.span.end + 1, max(cue.span.end + 1, zone.end)))
    stop = min([c.span.start for c in later if c.ordinal] + [zone.end, cue.span.end + _REACH])
    semicolon = doc.text.find(";", cue.span.end, stop)
    stop = stop if semicolon < 0 else semicolon
    following = doc.dates_in(Span(cue.span.end, max(cue.span.end, stop)))
    after = [d for d in following if d.year and not _YARDSTICK.match(d.surface) and not _compared(doc, d)]
    if after:
        return replace(cue, year=after[0].year, inferred=not after[0].year_stated)
    told = [c for c in later[:2] if c.form in _TOLD and c.year and c.span.start - cue.span.end < _NEAR]
    if told:
        return replace(cue, year=told[0].year, inferred=True)
    heading = doc.cues_in(Span(zone.start, min(zone.start + 2, cue.span.start)))
    if heading and heading[0].form == "year" and cue.ordinal:  # "1960: the first fair"
        return replace(cue, year=heading[0].year)
    earlier = doc.dates_in(Span(min(zone.start, cue.span.start), cue.span.start))
    reach = _FAR if _TAKEN_UP.search(doc.text, max(0, cue.span.start - 20), cue.span.start) else _NEAR
    before = [d for d in earlier if d.year and 0 <= cue.span.start - d.span.end < reach]
    if before and before[-1].year_stated and cue.ordinal:
        return replace(cue, year=before[-1].year)
    return cue


def _compared(doc: Document, mention: DateMention) -> bool:
    """Tell whether a year only serves to compare ("up 5 percent on 2022")."""
    return mention.kind == "year" and bool(
        _BY_YEAR.search(doc.text[max(0, mention.span.start - 12) : mention.span.start])
    )


def _prominence(doc: Document, fair: FairCluster) -> float:
    title = (doc.article.title or "").casefold()
    head = fair.mentions[0].span.start
    return (
        2.0 * any(n.casefold() in title for n in fair.names)
        + (1.5 if head < 250 else 0.8 if head < 600 else 0.0)
        + min(len(fair.mentions), 8) * 0.5
        + 1.0 * any(m.ordinal for m in fair.mentions)
        + 3.0 * fair.score
    )


def _cues_of(doc: Document, main: FairCluster) -> dict[str, list[Cue]]:
    """Return for each fair, by its key, the cues that can point at an edition of it: its own, and nameless ones.

    A nameless cue is one to the fair named last, and to the main fair.
    """
    pointing: dict[str, list[Cue]] = {}
    for cue in doc.cues:
        keys = {cue.fair}
        if cue.fair is None:
            last = doc.last_fair(cue.span.start)
            keys = {main.key, last.key if last else main.key}
        for key in keys:
            if key is not None:
                pointing.setdefault(key, []).append(cue)
    return pointing


def _period(doc: Document, fair: FairCluster, is_main: bool) -> int | None:
    """Return the years between two editions; None for a fair held twice a year, 1 where nothing tells."""
    row = doc.registry.fair(fair.slug) if fair.slug else None
    if row is not None and row.cadence in _YEARS:
        return _YEARS[row.cadence]
    if row is not None and row.cadence is Cadence.TWICE_YEARLY:
        return None
    if is_main:
        for pattern, years in ((_BIENNIAL, 2), (_TRIENNIAL, 3), (_QUADRENNIAL, 4)):
            if pattern.search(doc.text):
                return years
        if _TWICE.search(doc.text):
            return None
    return 1


def _current(doc: Document, fair: FairCluster, cues: list[Cue], main: Entry | None, period: int | None) -> Entry:
    """Return the edition of a fair that the article is about: the likeliest ordinal and year of those it names."""
    options = current_options(doc, fair, cues, main)
    where = fair.mentions[0].span
    chances = {
        o: chance(
            doc.trace, "currents", where, o.features, _LIKELY, o.name, lean_of_current(doc.context, o.spans, o.step)
        )
        for o in options
    }
    pairs = {c.ordinal: c.year for c in cues if c.ordinal and c.year}
    ordinal, year = likeliest(chances, pairs, _registered(doc, fair))
    if ordinal is None:
        ordinal = _counted(pairs, year, period)
    named = any(c.year == year and c.relation is None and c.form != "fiscal" and not c.inferred for c in cues)
    stated = named or year in doc.dated_years
    return Entry(fair, ordinal, year, 0, True, stated)


def _registered(doc: Document, fair: FairCluster) -> dict[int, set[int]]:
    """Return the ordinals of the editions of each year, as far as the registry knows the fair."""
    row = doc.registry.fair(fair.slug) if fair.slug else None
    found: dict[int, set[int]] = {}
    for edition in row.known_editions if row is not None else ():
        found.setdefault(edition.year, set()).add(edition.ordinal)
    return found


def likeliest(
    chances: dict[CurrentOption, float], pairs: dict[int, int], registered: Mapping[int, set[int]]
) -> tuple[int | None, int | None]:
    """Return the ordinal and year that are likeliest together: of those that the text pairs, both or none.

    The odds of an ordinal count against those that are just enough, and less where the registry numbers the year's
    edition otherwise: the text may err, or the registry, or one of them counts in its own way.
    """
    best: tuple[float, int | None, int | None] = (-inf, None, None)
    numbered = {year: ordinal for ordinal, year in pairs.items()}
    unknown: list[tuple[int | None, float]] = [(None, 0.0)]
    years = [(o.value, _log_odds(p)) for o, p in chances.items() if o.kind == "year"]
    ordinals = [(o.value, _log_odds(p) - _log_odds(_LIKELY)) for o, p in chances.items() if o.kind == "ordinal"]
    for year, of_year in years or unknown:
        for ordinal, of_ordinal in [*unknown, *ordinals]:
            paired = ordinal is None or year is None or pairs.get(ordinal, year) == year
            if paired and (year is None or ordinal is None or numbered.get(year, ordinal) == ordinal):
                odd = ordinal is not None and year is not None and ordinal not in registered.get(year, {ordinal})
                weight = of_year + of_ordinal - _ODD * odd
                best = max(best, (weight, ordinal, year), key=lambda found: found[0])
    return best[1], best[2]


def _log_odds(chance: float) -> float:
    """Return the logarithm of the odds of a probability, finite at 0 and 1 too."""
    bounded = min(max(chance, _TINY), 1 - _TINY)
    return log(bounded / (1 - bounded))


def _counted(pairs: dict[int, int], year: int | None, period: int | None) -> int | None:
    """Return the ordinal of a year's edition, counted from that of the edition nearest to it, or None.

    A number that the text gives to another year is none.
    """
    if year is None or not period or not pairs:
        return None
    ordinal, other = min(pairs.items(), key=lambda pair: (abs(year - pair[1]), pair[0]))
    away = year - other
    counted = ordinal + (1 if away > 0 else -1)
    return counted if abs(away) in (period, 2) and counted > 0 and counted not in pairs else None


def _behind(doc: Document, cue: Cue) -> tuple[int, int]:
    """Return where the words behind a cue stand in its sentence."""
    return cue.span.end, min(doc.sentence_at(cue.span.start).span.end, cue.span.end + _NEXT_WORDS)


def _place(own: list[Entry], current: Entry, cue: Cue, period: int | None, off: frozenset[int]) -> None:
    """Find or make the entry that a cue points at, and note the cue there; `off` are the years of cancelled ones."""
    if cue.relation is Relation.GENERAL or cue.form == "fiscal":
        return
    if cue.relation is Relation.THIS and not (cue.ordinal or (cue.year and current.year)):
        current.cues.append(cue)
        return
    ordinal, year, steps = _position(current, cue, period, off)
    for entry in own:
        same = (
            (ordinal is not None and ordinal == entry.ordinal)
            or (year is not None and year == entry.year and (ordinal is None or entry.ordinal is None))
            or (steps is not None and steps == entry.steps and (year is None or entry.year is None))
        )
        if same:
            entry.ordinal = entry.ordinal or ordinal
            entry.year = entry.year or year
            entry.year_stated = entry.year_stated or (cue.year is not None and not cue.inferred)
            entry.cues.append(cue)
            return
    stated = cue.year is not None and not cue.inferred
    own.append(Entry(current.fair, ordinal, year, steps, False, stated, [cue]))


def _position(
    current: Entry, cue: Cue, period: int | None, off: frozenset[int]
) -> tuple[int | None, int | None, int | None]:
    ordinal, year, steps = cue.ordinal, cue.year, None
    if ordinal is not None:
        if current.ordinal is not None:
            steps = ordinal - current.ordinal
            if year is None and current.year and period and abs(steps) <= 1:
                year = current.year + steps * period
                while steps and year in off:
                    year += steps * period
    elif year is not None and year not in off:
        if current.year is not None and period and (year - current.year) % period == 0:
            steps = (year - current.year) // period
            if current.ordinal is not None and abs(steps) <= 1:
                ordinal = current.ordinal + steps
    elif year is None:
        steps = cue.steps or (-1 if cue.relation is Relation.PREVIOUS else 1)
        if current.ordinal is not None:
            ordinal = current.ordinal + steps
        if current.year is not None and period:
            year = current.year + steps * period
    if ordinal is not None and ordinal < 1:
        ordinal = None
    return ordinal, year, steps
