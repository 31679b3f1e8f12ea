"""The ordinals and years that the current edition of a fair may have, the one that the article is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kg.extract.cues import Cue
from kg.extract.dates import DateMention
from kg.extract.document import Document
from kg.extract.entries import Entry
from kg.extract.fairs import FairCluster
from kg.model import Span

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
# The cues that may be to a fair named before them, and not only to the one that the article is about.
_BY_THE_NAME = frozenset("ordinal noun|bare ordinal|bare number|capital ordinal|time|year noun|noun year".split("|"))
_LATELY = 60  # days
_WHOLE_DAY = 10  # characters of an ISO date


@dataclass(frozen=True, slots=True)
class CurrentOption:
    """An ordinal or a year that the current edition of a fair may have, with its features; `kind` says which.

    `spans` are the places that speak for it, of an ordinal `step` below or above those that stand there.
    """

    kind: str
    value: int
    features: tuple[str, ...]
    spans: tuple[Span, ...] = ()
    step: int = 0

    @property
    def name(self) -> str:
        """Return what the option is, for people."""
        return f"{self.kind} {self.value}"


def current_options(doc: Document, fair: FairCluster, cues: list[Cue], main: Entry | None) -> list[CurrentOption]:
    """Return the ordinals and years that the current edition of a fair may have."""
    ordinals: dict[int, list[Cue]] = {}
    years: dict[int, list[Cue]] = {}
    for cue in cues:
        nameless = cue.fair is None and main is not None and cue.form not in _BY_THE_NAME
        if nameless and not _beside(doc, fair, cue):
            continue
        if cue.fair is None and doc.last_fair(cue.span.start) not in (fair, None):
            continue
        if cue.form == "founding":
            continue
        if cue.ordinal:
            ordinals.setdefault(cue.ordinal, []).append(cue)
        if cue.year and cue.form not in ("fiscal", "this"):
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
        spans = tuple(sorted(cue.span for cue in own))
        features = {f"ordinal {f}" for f in _option_features(doc, value, own, ordinals)}
        features |= {f"{told}&{f}" for f in features if f.removeprefix("ordinal ") in _TENSES}
        options.append(CurrentOption("ordinal", value, tuple(sorted(features)), spans))
        for step, name in ((-1, "before"), (1, "after")):
            if value + step > 0 and value + step not in ordinals:  # "the 57th is due next year": this is the 56th
                beside = {f"{name} one of: {f}" for f in features} | {f"{name} a stated one"}
                options.append(CurrentOption("ordinal", value + step, tuple(sorted(beside)), spans, step))
    for value, own in sorted(years.items()):
        f = _option_features(doc, value, own, years) | _year_features(value, dated, published, main)
        f |= {f"{x}&{y}" for x in f for y in f if x.startswith("published") and not y.startswith("published")}
        spans = tuple(sorted({c.span for c in own} | {d.span for d in dated if d.year == value}))
        options.append(CurrentOption("year", value, tuple(sorted(f"year {x}" for x in f)), spans))
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
