"""When and where an edition is held: which dates are its start and end, which city is its place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from kg.extract.dates import DateMention
from kg.extract.document import Document
from kg.extract.linear import model
from kg.extract.names import NameKind
from kg.extract.places import PlaceMention
from kg.extract.runs import Dated
from kg.extract.surroundings import beside, phase_words, setting
from kg.model import Period, Span

_HELD = 0.6  # cities are named for many reasons; below this a city is taken for another one
_KINDS = ("day", "range", "month", "relative")
_LENGTHS = range(2, 46)  # days; a stated length beyond these is no fair's run but a season's or a programme's
_RELATIVE_RULES = ("weekday", "relative", "last", "next", "ago", "ahead", "day-")  # reckoned from a day, not a year


@dataclass(frozen=True, slots=True)
class EditionCity:
    """A city that an edition is held in, with the model's probability."""

    mention: PlaceMention
    probability: float


def date_features(doc: Document, mention: DateMention, index: int) -> list[str]:
    """Return the features of a date; `index` counts the datable mentions before it."""
    f = ["kind=" + mention.kind, "rule=" + mention.rule, f"role={mention.role}&{mention.kind}"]
    around = [*beside(doc, mention.span), *setting(doc, mention.span), *phase_words(doc, mention.span)]
    f += around
    f += [f"{mention.kind}&{x}" for x in around]
    f.append("year stated" if mention.year_stated else "year inferred")
    f.append("nth=" + str(min(index, 4)))
    if _after_dateline(doc, mention.span):
        f.append(f"{mention.kind}&dateline")
    if mention.length_days:
        f.append("length=" + str(min(mention.length_days, 8)))
    if doc.published and mention.period.start:
        start = mention.period.start
        now = doc.published.isoformat()[: len(start)]
        f.append(
            f"{mention.kind}&"
            + ("after publication" if start > now else "on publication" if start == now else "before")
        )
        if start[:4] == now[:4]:
            f.append("year of publication")
        if len(start) == 10:
            f.append(f"{mention.kind}&distance " + _distance((date.fromisoformat(start) - doc.published).days))
    return f


def _distance(days: int) -> str:
    side = "ahead" if days > 0 else "back"
    return f"{side} " + next((name for most, name in _DISTANCES if abs(days) <= most), "far")


_DISTANCES = ((0, "none"), (1, "a day"), (7, "a week"), (31, "a month"), (200, "half a year"))


def _after_dateline(doc: Document, span: Span) -> bool:
    """Tell whether a date stands between the place and the dash that open a report."""
    return span.start < 120 and any(mark in doc.text[span.end : span.end + 25] for mark in ("—", "–", "--", " - "))


def datable(doc: Document) -> list[DateMention]:
    """Return the date mentions that can bound an edition, and the lengths of time that can be its own."""
    return [
        d
        for d in doc.dates
        if d.kind in _KINDS or (d.kind == "duration" and d.length_days is not None and d.length_days in _LENGTHS)
    ]


def edition_dates(doc: Document) -> list[Dated]:
    """Return the dates and lengths of a text with what speaks for each role, in the order of the text."""
    if not doc.fairs:
        return []
    found = []
    for index, mention in enumerate(datable(doc)):
        scores = model("dates").scores(date_features(doc, mention, index))
        found.append(Dated(mention, {role: s - scores["none"] for role, s in scores.items() if role != "none"}))
    return found


def in_year(mention: DateMention, year: int | None) -> DateMention:
    """Return a date in the year of its edition where its own year is only inferred or unknown.

    A date reckoned from the publication's own day ("on Friday", "yesterday") keeps its year.
    """
    if year is None or mention.year_stated or mention.month is None or mention.year == year:
        return mention
    if mention.rule.startswith(_RELATIVE_RULES):
        return mention
    wraps = mention.end_month is not None and mention.end_month < mention.month
    start = _iso(year, mention.month, mention.day)
    end = _iso(year + 1 if wraps else year, mention.end_month or mention.month, mention.end_day or mention.day)
    return replace(mention, period=Period(start, end), year=year, end_year=int(end[:4]))


def _iso(year: int, month: int, day: int | None) -> str:
    return f"{year:04}-{month:02}-{day:02}" if day else f"{year:04}-{month:02}"


def city_features(doc: Document, mention: PlaceMention, counts: dict[str, int]) -> list[str]:
    """Return the features of a city mention; `counts` tells how often each city is named."""
    f = ["kind=" + mention.kind]
    around = [*beside(doc, mention.span), *setting(doc, mention.span)]
    f += around
    n = counts.get(mention.name, 1)
    f.append("count=" + ("1" if n == 1 else "2" if n == 2 else "3+"))
    if n == max(counts.values(), default=1):
        f.append("most named")
    if mention.doubtful:
        f.append("doubtful")
    text = doc.text
    if mention.span.start < 60 and text[mention.span.start : mention.span.end].isupper():
        f.append("dateline")
    if mention.span.start < 120 and any(
        mark in text[mention.span.end : mention.span.end + 30] for mark in ("—", "–", "--", " - ", ":")
    ):
        f.append("dateline dash")
    if any(m.name.span.contains(mention.span) for m in doc.mentions):
        f.append("in fair's name")
    for fair in doc.fairs:
        if any(mention.name.casefold() in name.casefold() for name in fair.names):
            f.append("a fair's name holds it")
        row = doc.registry.fair(fair.slug) if fair.slug else None
        if row is not None and row.city == mention.name:
            f.append("registry city")
        elif row is not None and row.city:
            f.append("not registry city")
    later = [p for p in doc.places if 0 < p.span.start - mention.span.end < 4]
    if later:
        f.append("then " + later[0].kind)
    if any(mention.span.overlaps(s) for s in _name_spans(doc)):
        f.append("inside another name")
    return f


def _name_spans(doc: Document) -> list[Span]:
    return [n.span for n in doc.names if " " in n.surface and n.kind.value != "coined"]


def city_candidates(doc: Document) -> list[PlaceMention]:
    """Return the cities of a text but those inside the name of a fair or a body ("Canton Fair", "Berlin Senate")."""
    inside = [m.name.span for m in doc.mentions]
    inside += [n.span for n in doc.names if n.kind in (NameKind.ORGANIZATION, NameKind.FAIR) and " " in n.surface]
    return [p for p in doc.places if p.kind == "city" and not any(s.contains(p.span) for s in inside)]


def edition_cities(doc: Document) -> list[EditionCity]:
    """Return the city mentions of a text that are places of an edition, in the order of the text."""
    if not doc.fairs:
        return []
    cities = city_candidates(doc)
    counts: dict[str, int] = {}
    for city in cities:
        counts[city.name] = counts.get(city.name, 0) + 1
    found = []
    for mention in cities:
        probability = model("cities").probability(city_features(doc, mention, counts), "yes")
        if probability >= _HELD:
            found.append(EditionCity(mention, probability))
    return found
