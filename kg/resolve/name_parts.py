"""What a fair's name is made of: the places in it, the words that tell it from others, and how much it tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from kg.registry import Registry, fold_name, fold_place
from kg.resolve.names import COMMON_WORDS, KIND_WORDS, bare_name, name_key

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*\.?")
_LONGEST_PLACE = 4  # words: "Ho Chi Minh City"
_SMALLEST_CITY = 50_000  # below it, a word is more often a word than a town
_SHORTEST_PLACE = 4
_SHORTEST_NAME = 3
# Words for kinds of events that stand for one another, in English and in the languages that names are taken from.
_SAME_KIND = {
    **dict.fromkeys(("exhibition", "exposition", "exposicion", "exposicao", "ausstellung"), "expo"),
    **dict.fromkeys(("feria", "feira", "fiera", "foire", "messe", "fuari", "sajam", "targi", "veletrh"), "fair"),
    **dict.fromkeys(("salao", "salone", "salon"), "show"),
    **dict.fromkeys(("internacional", "internationale", "internazionale", "int'l", "intl"), ""),
    **dict.fromkeys(
        ("of", "for", "in", "on", "at", "de", "del", "da", "do", "du", "di", "la", "le", "el", "der"), ""
    ),
}
# Parts of a fair have such names too, so that they are not left out where a name is cut to its core.
_PARTS = frozenset({"conference", "congress", "convention", "forum", "summit", "week", "spring", "autumn", "fall"})


class Strength(IntEnum):
    """How much a name tells: whether two articles that use it are likely to mean one fair."""

    NONE = 0  # words for kinds of events, or a place alone: "trade fair", "Berlin"
    GENERIC = 1  # one common word for what is shown, as any town may have: "toy fair"
    SHORT = 2  # one coined word or an acronym
    FULL = 3  # several telling words, or a place and what is held there


@dataclass(frozen=True, slots=True)
class NameParts:
    """A fair's name taken apart.

    `key` is the same for spellings of one name. `words` are those that tell it from others, places included;
    `bag` is the whole name in the order of the alphabet, `rest` the name without its places, `core` that without
    words for kinds of events. `rest` and `core` are empty where nothing telling is left.
    """

    key: str
    words: frozenset[str]
    cities: frozenset[str]
    countries: frozenset[str]
    regions: frozenset[str]
    bag: str
    rest: str
    core: str
    strength: Strength

    @property
    def placed(self) -> bool:
        """Whether the name says where the fair is held; a region is too wide for that."""
        return bool(self.cities or self.countries)


def take_apart(name: str, registry: Registry) -> NameParts:
    """Take a fair's name apart; `registry` tells which of its words are places.

    >>> from kg.registry import load_registry
    >>> parts = take_apart("Automechanika Shanghai", load_registry())
    >>> sorted(parts.cities), sorted(parts.countries), parts.rest, parts.strength.name
    (['shanghai'], ['CN'], 'automechanika', 'FULL')
    """
    bare = bare_name(name)
    cities: set[str] = set()
    countries: set[str] = set()
    regions: set[str] = set()
    left: list[str] = []
    written: list[str] = []
    for words in _runs(bare, registry):
        surface = " ".join(words)
        written.append(surface)
        if len(words) == 1 and not _may_be_place(surface, bare):
            left.append(surface)
        elif country := registry.country_named(surface):
            countries.add(country.alpha2)
            written[-1] = country.name
        elif country := registry.country_of_demonym(surface):
            countries.add(country.alpha2)
        elif city := _city(surface, registry):
            cities.add(fold_place(city[0]))
            countries.add(city[1])
            written[-1] = city[0]
        elif region := registry.region_named(surface):
            regions.add(fold_place(region.name))
        else:
            left.append(surface)
    # A country or city of two names is one place: the fairs of Swaziland are those of Eswatini.
    folded = _folded(written) or [name_key(name)]
    key, words_of_name = "".join(folded), frozenset(folded)
    rest = _folded(left)
    telling = frozenset(rest) - KIND_WORDS
    core = [word for word in rest if word in telling | _PARTS] if not telling <= COMMON_WORDS else []
    regional = {_alike(word) for region in regions for word in region.split()} & words_of_name
    return NameParts(
        key=key,
        words=words_of_name - KIND_WORDS,
        cities=frozenset(cities),
        countries=frozenset(countries),
        regions=frozenset(regions),
        bag=" ".join(sorted(folded)),
        rest="".join(rest) if telling else "",
        core="".join(core),
        strength=_strength(key, telling | regional, bool(cities or countries), len(rest)),
    )


def _strength(key: str, telling: frozenset[str], placed: bool, left: int) -> Strength:
    if len(key) < _SHORTEST_NAME:
        return Strength.NONE
    if placed:
        return Strength.FULL if left else Strength.NONE
    if len(telling) > 1:
        return Strength.FULL
    if not telling or not left:
        return Strength.NONE
    return Strength.GENERIC if telling <= COMMON_WORDS else Strength.SHORT


def _folded(words: Iterable[str]) -> list[str]:
    return [alike for word in fold_name(" ".join(words)).split() if (alike := _alike(word))]


def _alike(word: str) -> str:
    """Return one form for the spellings of a word: a plural is its singular, a fair one in any language.

    >>> _alike("exhibitions"), _alike("feria"), _alike("gifts"), _alike("glass")
    ('expo', 'fair', 'gift', 'glass')
    """
    single = word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word
    return _SAME_KIND.get(single, single)


def _runs(name: str, registry: Registry) -> Iterator[list[str]]:
    """Yield the words of a name, those that make a place of several words together."""
    words = _WORD.findall(name)
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST_PLACE, len(words) - at), 1, -1):
            surface = " ".join(words[at : at + size])
            if registry.country_named(surface) or registry.region_named(surface) or _city(surface, registry):
                break
        else:
            size = 1
        yield words[at : at + size]
        at += size


def _may_be_place(word: str, name: str) -> bool:
    """Tell whether one word may be a place: capitalised, and no acronym, unless all of a name is in capitals."""
    if word.isupper() and len(word) <= _SHORTEST_PLACE:
        return len(word) <= _SHORTEST_PLACE - 1 and " " in name
    return word[:1].isupper() and (not word.isupper() or " " in name)


def _city(surface: str, registry: Registry) -> tuple[str, str] | None:
    if len(surface) < _SHORTEST_PLACE:
        return None
    for city in registry.cities_named(surface):
        if city.ambiguous or city.population < _SMALLEST_CITY:
            return None
        return city.name, city.country
    return None
