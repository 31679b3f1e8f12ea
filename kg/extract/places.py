"""Countries, peoples, regions and cities in the text."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.names import Word, is_capitalised, words_of
from kg.model import Span
from kg.registry import Registry

_MAX_WORDS = 5
_CURRENCY_SIGNS = frozenset("$£€¥₤₩₹")


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place where it stands. `kind` is `country`, `demonym`, `city`, `region` or `subdivision`.

    `name` is its English name, `country` its alpha-2 code (None for a region). `doubtful` is set where the word is
    also a common word or a person's name.
    """

    span: Span
    kind: str
    name: str
    country: str | None
    doubtful: bool = False


def find_places(text: str, registry: Registry) -> list[PlaceMention]:
    """Return the places of a text in order, the longest name at each place."""
    found = words_of(text)
    places = []
    i = 0
    while i < len(found):
        if not is_capitalised(found[i].text):
            i += 1
            continue
        step = 1
        for n in range(min(_MAX_WORDS, len(found) - i), 0, -1):
            place = _place(text, found[i], found[i + n - 1], registry)
            if place is not None:
                places.append(place)
                step = n
                break
        i += step
    return places


def _place(text: str, first: Word, last: Word, registry: Registry) -> PlaceMention | None:
    surface = text[first.start : last.end]
    if len(surface) > 60 or "\n" in surface or not is_capitalised(last.text):
        return None
    end = last.end
    for suffix in ("'s", "’s"):
        if surface.endswith(suffix):
            surface, end = surface[:-2], end - 2
    if text[end : end + 1] in _CURRENCY_SIGNS:
        return None  # "US$150 million"
    span = Span(first.start, end)
    if country := registry.country_named(surface):
        return PlaceMention(span, "country", country.name, country.alpha2, country.ambiguous)
    if people := registry.country_of_demonym(surface):
        return PlaceMention(span, "demonym", people.name, people.alpha2)
    if region := registry.region_named(surface):
        return PlaceMention(span, "region", region.name, None)
    if part := registry.subdivision_named(surface):
        return PlaceMention(span, "subdivision", part.name, part.country, part.ambiguous)
    if city := registry.city_named(surface):
        return PlaceMention(span, "city", city.name, city.country, city.ambiguous)
    return None
