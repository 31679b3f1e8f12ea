"""Whose trade a macro figure is of: a country named in its sentence, else the one that the article is at home in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container
from functools import cached_property

from kg.extract.document import Document
from kg.extract.places import PlaceMention
from kg.model import Span

# "Exports to Nepal", "imports from Chile", "trade with Vietnam": the other side, and not whose figure it is.
_PARTNER = re.compile(
    r"\b(?:to|with|into|towards?|bound for|against|versus|(?:imports?|imported|importing|purchases|bought|buys|buying"
    r"|came|coming|arrivals|shipments|of which|of it) from)\s+(?:the\s+)?\Z",
    re.I,
)
_BEFORE = 40  # characters
_COUNTRIES = frozenset(("country", "demonym"))
# How much a place speaks for the country that the article is at home in. Countries are often those of guests.
_CITY, _ELSE, _DATELINE, _FAIRS_OWN = 2, 1, 3, 4
_DATELINE_END = 120  # characters of a text within which its first place is where it was written


class Trade:
    """The trade figures of one article; what all of them are weighed by is counted once."""

    def __init__(self, doc: Document) -> None:
        self._doc = doc

    def country_of(self, figure: Span) -> str | None:
        """Return the code of the country whose trade or market a figure is of, or None where no place is named."""
        doc = self._doc
        zone = doc.sentence_at(figure.start).span
        inside = [p for p in doc.places_in(Span(zone.start, figure.start)) if p.country and p.kind in _COUNTRIES]
        own = [
            p for p in inside if not _PARTNER.search(doc.text, max(zone.start, p.span.start - _BEFORE), p.span.start)
        ]
        if own:
            return next((p for p in own if _possesses(doc, p)), own[0]).country
        return self._home({p.country for p in inside}) or self._home()

    def _home(self, others: Container[str | None] = ()) -> str | None:
        """Return the country that the article is at home in, of all but the others."""
        weights = self._weights
        homes = (country for country in weights if country not in others)
        return min(homes, key=lambda country: (-weights[country], country), default=None)

    @cached_property
    def _weights(self) -> Counter[str]:
        """How many places of the text are in each country; those of the fair and of the dateline count most."""
        doc, weights = self._doc, Counter[str]()
        for i, place in enumerate(doc.places):
            if place.country:
                weights[place.country] += _CITY if place.kind == "city" else _ELSE
                weights[place.country] += _DATELINE if i == 0 and place.span.start < _DATELINE_END else 0
        slug = doc.fairs[doc.most_named].slug if doc.fairs else None
        row = doc.registry.fair(slug) if slug else None
        if row is not None and row.country:
            weights[row.country] += _FAIRS_OWN
        return weights


def _possesses(doc: Document, place: PlaceMention) -> bool:
    """Tell whether something is said to be a country's: "Peru's exports", "Chilean copper"."""
    return place.kind == "demonym" or doc.text[place.span.end : place.span.end + 2] in ("'s", "’s")
