"""The editions that an article speaks of: one entry for each holding that its cues point at.

Every fair has a current edition, the one the article is about; other entries stand a number of steps before or after
it, in a year, or under an ordinal. Which facts belong to which entry is decided in `attribution`; entries to which
nothing belongs are dropped at the end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from kg.extract.cues import Cue, Relation
from kg.extract.dates import DateMention
from kg.extract.document import Document
from kg.extract.fairs import FairCluster
from kg.extract.trace import chance
from kg.model import Span
from kg.registry import Cadence

_REACH = 70  # characters after "the 11th fair" within which a year or date belongs to it
_NEAR = 6  # characters before it
_YARDSTICK = re.compile(r"(?:last|previous|past) years?\b|.*\b(?:ago|earlier|before)\Z", re.I)
_BY_YEAR = re.compile(r"\b(?:on|than|from|over|against|since|after|versus|vs\.?)\s(?:the\s)?\Z", re.I)
_TOLD = frozenset(("last year", "years ago", "next year", "years later"))
_LIKELY = 0.4  # an ordinal less likely than this to be the current edition's is left out
_LINK = re.compile(r",? (?:in|of|for|\()? ?(?:early|late|mid-|spring|autumn)? ?")
_TIME_WORDS = {
    "future": re.compile(r"\b(?:will|next|to be held|planned|scheduled|due|is set|are set|slated|returns?)\b"),
    "past": re.compile(r"\b(?:last|previous|ago|earlier|had|since|founded|began|started|launched|then)\b"),
    "ended": re.compile(r"\b(?:closed|ended|concluded|came to an end|wrapped|drew to a close|finished)\b"),
    "opens": re.compile(r"\b(?:opens?|opened|kicks? off|kicked off|begins?|began|starts?|under way|underway)\b"),
}
_TENSES = frozenset(
    (*_TIME_WORDS, "paired with this year", "paired with a later year", "paired with an earlier year",
     "one option", "sentence year later", "sentence year past", "sentence year now")
)  # fmt: skip
_LATELY = 60  # days
_WHOLE_DAY = 10  # characters of an ISO date
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


@dataclass(slots=True, eq=False)
class Entry:
    """One holding of a fair as the article knows it; `steps` is its distance from the current one where known."""

    fair: FairCluster
    ordinal: int | None = None
    year: int | None = None
    steps: int | None = None
    current: bool = False
    year_stated: bool = False
    cues: list[Cue] = field(default_factory=list)
    start: str | None = None
    end: str | None = None


def described(entry: Entry | None) -> str:
    """Return which holding an entry is, for people; None stands for the fair in general."""
    if entry is None:
        return "the fair in general"
    told = [f"no. {entry.ordinal}" if entry.ordinal else "", str(entry.year or "")]
    if not any(told):
        told = [
            "this edition" if entry.current else "an edition " + ("before" if (entry.steps or 0) < 0 else "after")
        ]
    return ", ".join((entry.fair.names[0], *filter(None, told)))


@dataclass(slots=True)
class Editions:
    """The entries of an article, the main edition first; `main` is the fair that the article is about."""

    entries: list[Entry]
    main: FairCluster | None
    period: dict[str, int | None]
    _by_fair: dict[str, list[Entry]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._by_fair = {}
        for entry in self.entries:
            self._by_fair.setdefault(entry.fair.key, []).append(entry)

    def of(self, fair: FairCluster) -> list[Entry]:
        """Return the entries of one fair."""
        return self._by_fair.get(fair.key, [])


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
    for fair in ranked:
        cues = [linked[c] for c in pointing.get(fair.key, ())]
        period[fair.key] = _period(doc, fair, fair is main)
        current = _current(doc, fair, cues, main_current, period[fair.key])
        main_current = main_current or current
        own = [current]
        for cue in cues:
            _place(own, current, cue, period[fair.key])
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
    """Return a cue to an ordinal with the year that its clause gives it ("the 11th fair in 2016")."""
    if cue.year is not None or (cue.ordinal is None and cue.relation not in (Relation.NEXT, Relation.PREVIOUS)):
        return cue
    zone = doc.sentence_at(cue.span.start).span
    later = doc.cues_in(Span(cue.span.end + 1, max(cue.span.end + 1, zone.end)))
    stop = min([c.span.start for c in later if c.ordinal] + [zone.end, cue.span.end + _REACH])
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
    before = [d for d in earlier if d.year and 0 <= cue.span.start - d.span.end < _NEAR]
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
    chances = {o: chance(doc.trace, "currents", fair.mentions[0].span, o.features, _LIKELY, o.name) for o in options}
    years = [o for o in options if o.kind == "year"]
    year = max(years, key=lambda o: chances[o]).value if years else None
    pairs = {c.ordinal: c.year for c in cues if c.ordinal and c.year}
    likely = [
        o
        for o in options
        if o.kind == "ordinal" and chances[o] >= _LIKELY and (year is None or pairs.get(o.value, year) == year)
    ]
    ordinal = max(likely, key=lambda o: chances[o]).value if likely else _counted(pairs, year, period)
    named = any(c.year == year and c.relation is None and c.form != "fiscal" and not c.inferred for c in cues)
    stated = named or year in doc.dated_years
    return Entry(fair, ordinal, year, 0, True, stated)


def _counted(pairs: dict[int, int], year: int | None, period: int | None) -> int | None:
    """Return the ordinal of a year's edition, counted from that of the edition next to it, or None."""
    for ordinal, other in sorted(pairs.items()):
        if year is None or not period or other == year:
            continue
        away = year - other
        if abs(away) in (period, 2) and ordinal + (1 if away > 0 else -1) > 0:
            return ordinal + (1 if away > 0 else -1)
    return None


@dataclass(frozen=True, slots=True)
class CurrentOption:
    """An ordinal or a year that the current edition of a fair may have, with its features; `kind` says which."""

    kind: str
    value: int
    features: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return what the option is, for people."""
        return f"{self.kind} {self.value}"


def current_options(doc: Document, fair: FairCluster, cues: list[Cue], main: Entry | None) -> list[CurrentOption]:
    """Return the ordinals and years that the current edition of a fair may have."""
    ordinals: dict[int, list[Cue]] = {}
    years: dict[int, list[Cue]] = {}
    for cue in cues:
        nameless = (
            cue.fair is None
            and main is not None
            and cue.form
            not in ("ordinal noun", "bare ordinal", "bare number", "capital ordinal", "year noun", "noun year")
        )
        if nameless and not _beside(doc, fair, cue):
            continue
        if cue.fair is None and doc.last_fair(cue.span.start) not in (fair, None):
            continue
        if cue.form == "founding":
            continue
        if cue.ordinal:
            ordinals.setdefault(cue.ordinal, []).append(cue)
        if cue.year and cue.form != "fiscal":
            years.setdefault(cue.year, []).append(cue)
    near = doc.dates if main is None else doc.dates_of.get(fair.key, ())
    dated = [d for d in near if d.year and d.kind in ("range", "day", "month")]
    for mention in dated:
        if mention.year:
            years.setdefault(mention.year, [])
    published = doc.published.year if doc.published else None
    for year in (published, main.year if main else None):
        if year:
            years.setdefault(year, [])
    options = []
    told = "told after" if _told_after(doc) else "told before"
    for value, own in sorted(ordinals.items()):
        features = {f"ordinal {f}" for f in _option_features(doc, value, own, ordinals)}
        features |= {f"{told}&{f}" for f in features if f.removeprefix("ordinal ") in _TENSES}
        options.append(CurrentOption("ordinal", value, tuple(sorted(features))))
        for step, name in ((-1, "before"), (1, "after")):
            if value + step > 0 and value + step not in ordinals:  # "the 57th is due next year": this is the 56th
                beside = {f"{name} one of: {f}" for f in features} | {f"{name} a stated one"}
                options.append(CurrentOption("ordinal", value + step, tuple(sorted(beside))))
    for value, own in sorted(years.items()):
        f = _option_features(doc, value, own, years) | _year_features(value, dated, published, main)
        f |= {f"{x}&{y}" for x in f for y in f if x.startswith("published") and not y.startswith("published")}
        options.append(CurrentOption("year", value, tuple(sorted(f"year {x}" for x in f))))
    return options


def _told_after(doc: Document) -> bool:
    """Tell whether a text names a day shortly before its publication: it reports something that took place."""
    if doc.published is None:
        return False
    now = doc.published
    days = (d.period.start for d in doc.dates if d.kind in ("range", "day") and d.period.start)
    return any(0 < (now - date.fromisoformat(day)).days < _LATELY for day in days if len(day) == _WHOLE_DAY)


def _beside(doc: Document, fair: FairCluster, cue: Cue) -> bool:
    """Tell whether a cue stands right after a name of the fair ("the CIFTIS in 2020")."""
    last = doc.mention_before(cue.span.start)
    if last is None or last.fair is not fair or last.name.outer.end > cue.span.start:
        return False
    return _LINK.fullmatch(doc.text, last.name.outer.end, cue.span.start) is not None


def _year_features(year: int, dated: list[DateMention], published: int | None, main: Entry | None) -> set[str]:
    f = {f"date {d.kind}" + (" stated" if d.year_stated else "") for d in dated if d.year == year}
    if published:
        gap = year - published
        f.add("published " + (f"{gap:+d}" if abs(gap) < 3 else "later" if gap > 0 else "earlier"))
    else:
        f.add("undated")
    ranges = [d for d in dated if d.kind == "range"]
    if ranges and ranges[0].year == year:
        f.add("first range")
    if main is not None:
        f.add("main's year" if main.year == year else "not main's year")
    f.add("other fair" if main is not None else "main fair")
    return f


def _option_features(doc: Document, value: int, own: list[Cue], options: dict[int, list[Cue]]) -> set[str]:
    f = {"count " + str(min(len(own), 3))}
    if own and own[0].span == min(cues[0].span for cues in options.values() if cues):
        f.add("first named")
    if own and own[0].span.start < 400:
        f.add("early")
    f.add("one option" if len(options) == 1 else "more options")
    f |= {name for name, other in (("one below", value - 1), ("one above", value + 1)) if other in options}
    f |= {name for name, extreme in (("highest", max(options)), ("lowest", min(options))) if value == extreme}
    if value == 1:
        f.add("first ever")
    if re.search(rf"\b{value}(?:st|nd|rd|th)?\b", (doc.article.title or "").lower()):
        f.add("in title")
    for cue in own:
        f.add("form " + cue.form)
        if cue.fair:
            f.add("named")
        before = doc.text[max(0, cue.span.start - 30) : cue.span.start].lower()
        sentence = doc.sentence_at(cue.span.start).span.of(doc.text).lower()
        f |= {f"left {w}" for w in before.split()[-2:]}
        f |= {name for name, pattern in _TIME_WORDS.items() if pattern.search(sentence)}
        if cue.ordinal and cue.year and doc.published:
            gap = cue.year - doc.published.year
            f.add("paired with " + ("this year" if gap == 0 else "a later year" if gap > 0 else "an earlier year"))
        if doc.published:
            now = doc.published.year
            for year in {int(y) for y in re.findall(r"\b(?:19|20)\d\d\b", sentence)} - {value}:
                f.add("sentence year " + ("now" if year == now else "later" if year > now else "past"))
    return f


def _place(own: list[Entry], current: Entry, cue: Cue, period: int | None) -> None:
    """Find or make the entry that a cue points at, and note the cue there."""
    if cue.relation is Relation.GENERAL or cue.form == "fiscal":
        return
    if cue.relation is Relation.THIS and not (cue.ordinal or cue.year):
        current.cues.append(cue)
        return
    ordinal, year, steps = _position(current, cue, period)
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


def _position(current: Entry, cue: Cue, period: int | None) -> tuple[int | None, int | None, int | None]:
    ordinal, year, steps = cue.ordinal, cue.year, None
    if ordinal is not None:
        if current.ordinal is not None:
            steps = ordinal - current.ordinal
            if year is None and current.year and period and abs(steps) <= 1:
                year = current.year + steps * period
    elif year is not None:
        if current.year is not None and period and (year - current.year) % period == 0:
            steps = (year - current.year) // period
            if current.ordinal is not None and abs(steps) <= 1:
                ordinal = current.ordinal + steps
    else:
        steps = -1 if cue.relation is Relation.PREVIOUS else 1
        if current.ordinal is not None:
            ordinal = current.ordinal + steps
        if current.year is not None and period:
            year = current.year + steps * period
    if ordinal is not None and ordinal < 1:
        ordinal = None
    return ordinal, year, steps
