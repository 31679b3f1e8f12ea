"""When and where an edition is held: which dates are its start and end, which city is its place."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kg.extract.dates import DateMention
from kg.extract.document import Document
from kg.extract.fairs import FairCluster
from kg.extract.places import PlaceMention
from kg.extract.surroundings import beside, name_around, phase_words, setting
from kg.model import Period, Span

_KINDS = ("day", "range", "month", "relative")
_LENGTHS = range(2, 46)  # days; a stated length beyond these is no fair's run but a season's or a programme's
_RELATIVE_RULES = ("weekday", "relative", "last", "next", "ago", "ahead", "day-")  # reckoned from a day, not a year


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


_DATELINE = ("—", "–", "--", " - ", " | ", " // ")  # what parts a report's place and day from its first sentence
_DISTANCES = ((0, "none"), (1, "a day"), (7, "a week"), (31, "a month"), (200, "half a year"))


def _after_dateline(doc: Document, span: Span) -> bool:
    """Tell whether a date stands between the place and the dash that open a report."""
    return span.start < 120 and any(mark in doc.text[span.end : span.end + 25] for mark in _DATELINE)


def datable(doc: Document) -> list[DateMention]:
    """Return the date mentions that can bound an edition, and the lengths of time that can be its own."""
    return [
        d
        for d in doc.dates
        if d.kind in _KINDS or (d.kind == "duration" and d.length_days is not None and d.length_days in _LENGTHS)
    ]


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
    if start is None or end is None:
        return mention  # 29 February stands in no other year
    return replace(mention, period=Period(start, end), year=year, end_year=int(end[:4]))


def _iso(year: int, month: int, day: int | None) -> str | None:
    """Return a day or month as it is written in ISO 8601; None where there is no such day."""
    if day is None:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}" if day <= monthrange(year, month)[1] else None


def city_candidates(doc: Document) -> list[PlaceMention]:
    """Return the cities of a text, those that are a country or region too ("Singapore") among them."""
    return [
        p
        for p in doc.places
        if p.kind == "city" or (p.kind == "country" and doc.registry.city_named(p.name) is not None)
    ]


def city_features(doc: Document, mention: PlaceMention, fair: FairCluster, counts: dict[str, int]) -> list[str]:
    """Return the features of a city as the place of a fair; `counts` tells how often each city is named."""
    f = ["kind=" + mention.kind]
    f += [*beside(doc, mention.span), *setting(doc, mention.span), *phase_words(doc, mention.span)]
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
        mark in text[mention.span.end : mention.span.end + 30] for mark in (*_DATELINE, ":")
    ):
        f.append("dateline dash")
    later = doc.places_in(Span(mention.span.end + 1, mention.span.end + 4))
    if later:
        f.append("then " + later[0].kind)
    whole = name_around(doc, mention.span)
    if whole is not None and whole.span != mention.span:
        f.append(f"inside {whole.kind.value}")
    f += _fair_and_city(doc, mention, fair)
    return f


def _fair_and_city(doc: Document, mention: PlaceMention, fair: FairCluster) -> list[str]:
    """Return how a city stands to the fair that may be held there."""
    span, name = mention.span, mention.name.casefold()
    main = "main" if fair is doc.fairs[doc.most_named] else "other"
    f = [main, "only fair" if len(doc.fairs) == 1 else f"{main} of several"]
    sentence = doc.sentence_at(span.start).span
    inside = doc.mentions_in(sentence)
    own = [m.name.span for m in inside if m.fair is fair]
    if any(m.name.span.contains(span) for m in inside):
        f.append("in own name" if any(s.contains(span) for s in own) else "in another fair's name")
    if own:
        gap, side = min((max(s.start - span.end, span.start - s.end, 0), s.start >= span.start) for s in own)
        distance = "near" if gap < 15 else "by" if gap < 60 else "far"
        f += [f"{main} in sentence", f"own {distance}", f"own {distance} " + ("after" if side else "before")]
        if len({m.fair.key for m in inside}) == 1:
            f.append(f"{main} alone in sentence")
    else:
        f.append(f"{main} not in sentence" + (" but another" if inside else ""))
    before = doc.mention_before(span.start)
    if before is not None:
        f.append(f"{main} last named" if before.fair is fair else f"{main} not last named")
    if any(name in n.casefold() for n in fair.names):
        f += ["own name holds it", f"{main} name holds it"]
    elif name in doc.fair_names:
        f.append("another's name holds it")
    elif any(_holds_city(doc, n) for n in fair.names):
        f.append("own name holds another city")
    row = doc.registry.fair(fair.slug) if fair.slug else None
    if row is not None and row.city:
        f.append("registry city" if row.city == mention.name else "not registry city")
    return f


def _holds_city(doc: Document, name: str) -> bool:
    return any(doc.registry.city_named(word) is not None for word in name.split() if word[0].isupper())


def city_counts(cities: Sequence[PlaceMention]) -> dict[str, int]:
    """Return how often each city is named."""
    return dict(Counter(city.name for city in cities))


def country_in_name(doc: Document, fair: FairCluster) -> PlaceMention | None:
    """Return the first country or city that stands in a name of a fair ("Eswatini Trade Fair"), or None."""
    for mention in fair.mentions:
        for place in doc.places_in(mention.span):
            own_name = place.span.of(doc.text).casefold() == place.name.casefold()
            if place.kind in ("country", "city") and own_name and not place.doubtful:
                return place
    return None
