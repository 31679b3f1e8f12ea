"""Which edition is held on a date or in a city: a choice for each pair of the two, by linear models.

What a date says ("opened on Monday"), whose edition it is of, and which years the two have are weighed together: a
date that follows a fair's name in brackets bounds that fair's edition, whatever the sentence is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf

from kg.extract.attribution import Attribution
from kg.extract.dates import DateMention
from kg.extract.document import Document
from kg.extract.entries import Entry, described
from kg.extract.leanings import Lean, leans_of_cities, leans_of_dates
from kg.extract.linear import model
from kg.extract.places import PlaceMention
from kg.extract.runs import Dated, Run, best_run
from kg.extract.when_where import city_candidates, city_counts, city_features, datable, date_features, in_year
from kg.model import Span

_HELD = 0.3  # a city likelier than this to be the place of an edition is taken for it
_BIAS = 0.8  # what every role gains beforehand: a date left out is lost, one too many is outweighed by others
_SHARED = 0.2  # what a date loses for a fair when an edition of another has it already
_ALONE = "of: its only cue"  # a date that alone points to an edition must speak for itself,
_WEAK = 0.15  # and gains only this beforehand
_POSSIBLE = -2.5  # a date that gains less than this in every role is not weighed for an edition's run
_JOINED = re.compile(r"[\s,:(–—-]*(?:(?:in|at|on|from|of|the|for|is|are|was|were|will|be|held) ?)*\Z")
_REACH = 160  # characters from a fair's name to a date or city that it can introduce


@dataclass(frozen=True, slots=True)
class Sited:
    """A city that an edition is held in, with the model's probability."""

    mention: PlaceMention
    entry: Entry
    probability: float


def introduced(doc: Document, span: Span, entry: Entry) -> list[str]:
    """Return how the last name before a span, and the one after it, introduce what stands there."""
    f = []
    last = doc.mention_before(span.start)
    if last is not None and 0 <= span.start - last.name.span.end < _REACH:
        gap = doc.text[last.name.span.end : span.start]
        own = "own" if last.fair is entry.fair else "another's"
        if _JOINED.match(gap):
            f.append(f"joined to {own} name")
        elif gap.startswith((" (", ", ", ": ", " – ", " — ")) and "." not in gap:
            f.append(f"listed after {own} name")
        if "\n" not in gap and ". " not in gap:
            between = len(doc.dates_in(Span(last.name.span.end, span.start)))
            f.append(f"date {min(between, 2)} after {own} name")
    following = doc.mentions_in(Span(span.end, span.end + 30))
    if following:
        f.append("before own name" if following[0].fair is entry.fair else "before another's name")
    return f


def date_relation(doc: Document, mention: DateMention, entry: Entry) -> list[str]:
    """Return how the year of a date and the day of publication stand to an edition."""
    place = "current" if entry.current else "other" if not entry.steps else "before" if entry.steps < 0 else "after"
    stated = "stated" if mention.year_stated else "inferred"
    f = []
    if mention.year is None or mention.length_days:
        f.append(f"dateless {place}")
    elif entry.year is None:
        f.append(f"edition without year, date {stated}")
    else:
        apart = mention.year - entry.year
        far = "same" if not apart else "later" if apart > 0 else "earlier"
        far += "" if entry.year_stated else " as guessed"
        f += [f"year {far} {stated}", f"year {far} {stated} {place}"]
    pointed = [cue for cue in entry.cues if cue.span.overlaps(mention.span)]
    if pointed:
        f.append("its only cue" if len(pointed) == len(entry.cues) else "one of its cues")
    if doc.published and mention.period.start:
        now = doc.published.isoformat()[: len(mention.period.start)]
        f.append(f"{'ahead' if mention.period.start > now else 'back'} {place}")
    return f


def dated_pairs(doc: Document, attribution: Attribution) -> Iterator[tuple[DateMention, Entry, list[str], Lean]]:
    """Yield each pair of a date or length and an edition that it may bound, with its features and its lean."""
    for index, mention in enumerate(datable(doc)):
        own = date_features(doc, mention, index)
        entries = attribution.entries_near(mention.span)
        leans = leans_of_dates(doc.context, mention.span, attribution.pointers.held(entries))
        for entry, lean in zip(entries, leans, strict=True):
            whose = [
                *attribution.features(mention.span, "date", entry),
                *introduced(doc, mention.span, entry),
                *date_relation(doc, mention, entry),
            ]
            kinds = [f"{mention.kind}&{x}" for x in whose]
            yield mention, entry, [*own, *(f"of: {x}" for x in [*whose, *kinds])], lean


def edition_runs(doc: Document, attribution: Attribution, entries: Sequence[Entry]) -> list[tuple[Entry, Run]]:
    """Return the run of each edition that the dates of a text speak for, in the order of the editions.

    The editions are served by what speaks for them. A date that one has serves no other of the same fair, and one of
    another fair only where more speaks for it.
    """
    gains: dict[Entry, list[Dated]] = {}
    likeliest: dict[Span, tuple[float, list[str], str, Lean]] = {}
    for mention, entry, features, lean in dated_pairs(doc, attribution):
        scores = model("dates").scores(features, lean)
        extra = _WEAK if _ALONE in features else _BIAS
        dated = Dated(mention, {role: s - scores["none"] + extra for role, s in scores.items() if role != "none"})
        if dated.best > _POSSIBLE:
            gains.setdefault(entry, []).append(dated)
        if doc.trace is not None and dated.best > likeliest.get(mention.span, (-inf,))[0]:
            likeliest[mention.span] = dated.best, features, max(scores, key=scores.__getitem__), lean
    for span, (_, features, role, lean) in likeliest.items():
        if doc.trace is not None:
            doc.trace.answered("dates", span, features, role, lean)
    holders: dict[Span, set[str]] = {}
    found: dict[int, Run] = {}
    queue = [(0.0, place) for place, entry in enumerate(entries) if entry in gains]
    awaited = {place: float("inf") for _, place in queue}
    while queue:
        _, place = heappop(queue)
        entry = entries[place]
        run = _free_run(entry, gains[entry], holders)
        if run is None:
            continue
        if run.gain < awaited[place]:  # some of its dates have gone to others since it was queued
            awaited[place] = run.gain
            heappush(queue, (-run.gain, place))
            continue
        found[place] = run
        for bound in (run.start, run.end):
            if bound is not None:
                holders.setdefault(bound.source.span, set()).add(entry.fair.key)
    return [(entries[place], found[place]) for place in sorted(found)]


def _free_run(entry: Entry, dates: Sequence[Dated], holders: dict[Span, set[str]]) -> Run | None:
    """Return the best run of an edition by the dates that no edition of its fair has; those of others gain less."""
    year = entry.year if entry.year_stated else None
    free = []
    for dated in dates:
        held = holders.get(dated.mention.span, set())
        if entry.fair.key not in held:
            gains = {role: gain - _SHARED for role, gain in dated.gains.items()} if held else dated.gains
            free.append(Dated(in_year(dated.mention, year), gains))
    return best_run(free)


def sited_pairs(doc: Document, attribution: Attribution) -> Iterator[tuple[PlaceMention, Entry, list[str], Lean]]:
    """Yield each pair of a city and an edition that may be held there, with its features and its lean."""
    cities = city_candidates(doc)
    counts = city_counts(cities)
    for mention in cities:
        of_fair: dict[str, list[str]] = {}
        entries = attribution.entries_near(mention.span)
        leans = leans_of_cities(doc.context, mention.span, attribution.pointers.held(entries))
        for entry, lean in zip(entries, leans, strict=True):
            if entry.fair.key not in of_fair:
                of_fair[entry.fair.key] = city_features(doc, mention, entry.fair, counts)
            whose = [
                *attribution.features(mention.span, "place", entry),
                *introduced(doc, mention.span, entry),
            ]
            yield mention, entry, [*of_fair[entry.fair.key], *(f"of: {x}" for x in whose)], lean


def edition_cities(doc: Document, attribution: Attribution) -> list[Sited]:
    """Return the likeliest city of each edition that is likely to have one, in the order of the text."""
    best: dict[Entry, Sited] = {}
    likeliest: dict[Span, tuple[float, list[str], Entry, Lean]] = {}
    for mention, entry, features, lean in sited_pairs(doc, attribution):
        probability = model("cities").probability(features, "yes", lean)
        if doc.trace is not None and probability > likeliest.get(mention.span, (-1.0,))[0]:
            likeliest[mention.span] = probability, features, entry, lean
        if probability >= _HELD and (entry not in best or probability > best[entry].probability):
            best[entry] = Sited(mention, entry, probability)
    for span, (probability, features, entry, lean) in likeliest.items():
        if doc.trace is not None:
            doc.trace.judged("cities", span, features, probability, _HELD, described(entry), lean)
    return sorted(best.values(), key=lambda s: s.mention.span)
