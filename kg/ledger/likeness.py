"""What the articles say of a fair that tells it from others: names, places, numbers, dates; and what speaks for two
being one, or against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from kg.registry import FairRow, Registry, fold_place
from kg.resolve import SeenFair
from kg.resolve.name_parts import NameParts, Strength, take_apart

# Sharing a number and a year says little for low numbers, which many fairs have in a year.
_LEAST_NUMBER = 10
# Years from one edition of a fair to the next.
_PACES = frozenset((1, 2, 3, 4))
# Two readings of one edition's number may be apart by one: a fair held twice a year, or one that counts anew.
_SLIP = 1
# An edition that was put off, or is dated wrongly, is not farther from its year.
_DELAY = 2


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Mentions of fairs that do not differ in anything that tells fairs apart.

    `slug` is the registry's, or empty. `main` is the key of the fullest name, `names` those of all that tell
    something. `home` is the article, where the mention has no place or its name tells little: the next article may
    mean another fair by it.
    """

    slug: str
    main: str
    names: tuple[str, ...]
    cities: tuple[str, ...]
    countries: tuple[str, ...]
    home: str


@dataclass(slots=True)
class Likeness:
    """All that is said of one fair, as far as its mentions are joined; `told_in` has the articles that say it."""

    slug: str
    mains: set[str]
    cities: set[str]
    countries: set[str]
    named_cities: set[str]
    named_countries: set[str]
    named_regions: set[str]
    numbers: dict[int, set[int]]  # of each year
    years: dict[int, set[int]]  # of each number
    starts: set[str]
    organizers: set[str]
    told_in: set[str]

    @property
    def placed(self) -> bool:
        """Whether its place is known, by its name or by what is said of it."""
        return bool(self.cities or self.where)

    @property
    def articles(self) -> int:
        """The number of articles that tell of it."""
        return len(self.told_in)

    @property
    def where(self) -> set[str]:
        """The countries in which it is held: those of its name before those of its articles, which may be misread."""
        return self.named_countries or self.countries

    @property
    def towns(self) -> set[str]:
        """The cities in which it is held."""
        return self.named_cities or self.cities

    def absorb(self, other: Likeness) -> None:
        """Take over all that is said of another."""
        self.slug = self.slug or other.slug
        self.mains |= other.mains
        self.cities |= other.cities
        self.countries |= other.countries
        self.named_cities |= other.named_cities
        self.named_countries |= other.named_countries
        self.named_regions |= other.named_regions
        for year, numbers in other.numbers.items():
            for number in numbers:
                self.count(year, number)
        self.starts |= other.starts
        self.organizers |= other.organizers
        self.told_in |= other.told_in

    def count(self, year: int, number: int) -> None:
        """Note that the edition of a year has a number."""
        self.numbers.setdefault(year, set()).add(number)
        self.years.setdefault(number, set()).add(year)

    def signs(self, without_cities: frozenset[str] = frozenset()) -> list[str]:
        """Return what shows that two fairs of one name are the same: a town, a date, a number with its year."""
        shown = [f"city {city}" for city in self.towns - without_cities]
        shown += [f"start {start}" for start in self.starts]
        for year, numbers in self.numbers.items():
            shown += [f"number {number} in {year}" for number in numbers if number >= _LEAST_NUMBER]
        return sorted(shown)


def are_two(one: Likeness, other: Likeness, *, but_for_place: bool = False) -> bool:
    """Tell whether two likenesses contradict each other; `but_for_place` where a date shows that a place is wrong.

    Registered fairs are different by their slugs. Names that hold different places are those of different fairs,
    whatever an article says of them together; so are different countries, and different numbers in one year.
    """
    if one.slug and other.slug and one.slug != other.slug:
        return True
    for mine, yours in (
        (one.named_cities, other.named_cities),
        (one.named_countries, other.named_countries),
        (one.named_regions, other.named_regions),
    ):
        if mine and yours and not mine & yours:
            return True
    if not but_for_place and one.where and other.where and not one.where & other.where:
        return True
    return differ_in_numbers(one, other)


def are_told_apart(one: Likeness, other: Likeness) -> bool:
    """Tell whether most articles that tell of the one tell of the other as well, as of another fair."""
    small, large = sorted((one.told_in, other.told_in), key=len)
    return 2 * len(small & large) > len(small)


def differ_in_numbers(one: Likeness, other: Likeness) -> bool:
    """Tell whether two likenesses give years other numbers, or numbers other years, more often than the same."""
    return _disagreement(one.numbers, other.numbers, _SLIP) + _disagreement(one.years, other.years, _DELAY) > 0


def _disagreement(one: Mapping[int, set[int]], other: Mapping[int, set[int]], slip: int) -> int:
    """Count the keys whose values are farther apart than a slip, less those whose values are not."""
    small, large = sorted((one, other), key=len)
    shared = [key for key in small if key in large]
    near = sum(any(abs(mine - yours) <= slip for mine in small[key] for yours in large[key]) for key in shared)
    return len(shared) - 2 * near


def move_together(one: Likeness, other: Likeness) -> bool:
    """Tell whether two likenesses are one fair that moves: their numbers, none of them low, grow at one pace."""
    if not one.numbers or not other.numbers:
        return False
    steps = sorted({(n, year) for like in (one, other) for year, numbers in like.numbers.items() for n in numbers})
    paces = {(last - first) / (end - start) if end > start else 0 for (start, first), (end, last) in pairwise(steps)}
    return steps[0][0] >= _LEAST_NUMBER and len(paces) == 1 and paces <= _PACES


@dataclass(eq=False)
class Namebook:
    """The names of fairs taken apart, each once."""

    registry: Registry
    _parts: dict[str, NameParts] = field(default_factory=dict)
    by_key: dict[str, NameParts] = field(default_factory=dict)

    def parts(self, name: str) -> NameParts:
        """Return a name taken apart. All names are to be asked for before anything is asked by key."""
        found = self._parts.get(name)
        if found is None:
            found = self._parts[name] = take_apart(name, self.registry)
            known = self.by_key.get(found.key)
            # Of spellings with one key, the one that tells most: "DATE" is a town in Japan, "Date" a fruit.
            if known is None or _telling(found) < _telling(known):
                self.by_key[found.key] = found
        return found

    @cached_property
    def doubtful(self) -> frozenset[str]:
        """The keys of names that mean several registered fairs, or are too weak to mean one without other signs."""
        owners: dict[str, set[str]] = defaultdict(set)
        weak: set[str] = set()
        for row in self.registry.fairs:
            for name in row.names:
                owners[self.parts(name).key].add(row.slug)
            weak.update(self.parts(name).key for name in row.weak_names)
        return frozenset(weak | {key for key, slugs in owners.items() if len(slugs) > 1})

    @cached_property
    def registered(self) -> Mapping[str, str]:
        """The slug of the registered fair that has a name, by the name's key, where there is only one."""
        return {
            self.parts(name).key: row.slug
            for row in self.registry.fairs
            for name in row.names
            if self.parts(name).key not in self.doubtful
        }

    def strength(self, key: str) -> Strength:
        """Return how much the name of a key tells; one that the registry calls weak tells little."""
        strength = self.by_key[key].strength
        return min(strength, Strength.GENERIC) if key in self.doubtful else strength

    def mention(self, article: str, seen: SeenFair) -> Mention:
        """Return what tells a mention from others."""
        main = self.parts(seen.ref.name)
        names = {main.key, *(self.parts(alias).key for alias in seen.ref.aliases)}
        placed = seen.registered or seen.cities or seen.countries
        return Mention(
            slug=seen.slug if seen.registered else "",
            main=main.key,
            names=tuple(sorted(name for name in names if self.strength(name) > Strength.NONE)),
            cities=seen.cities,
            countries=seen.countries,
            home="" if seen.registered or (placed and self.strength(main.key) is Strength.FULL) else article,
        )

    def likeness(self, mention: Mention, said: Sequence[tuple[str, SeenFair]]) -> Likeness:
        """Return what a mention's articles say of its fair."""
        parts = self.by_key[mention.main]
        row = self.registry.fair(mention.slug) if mention.slug else None
        likeness = Likeness(
            slug=mention.slug,
            mains={mention.main},
            cities=set(mention.cities),
            countries=set(mention.countries),
            named_cities=set(parts.cities),
            named_countries=set(parts.countries),
            named_regions=set(parts.regions),
            numbers={},
            years={},
            starts=set(),
            organizers={organizer for _, seen in said for organizer in seen.organizers},
            told_in={article for article, _ in said},
        )
        for _, seen in said:
            for holding in seen.holdings:
                if holding.start is not None:
                    likeness.starts.add(holding.start)
                if holding.ordinal is not None and holding.year is not None:
                    likeness.count(holding.year, holding.ordinal)
        if row is not None:
            self._place(likeness, row)
        return likeness

    def _place(self, likeness: Likeness, row: FairRow) -> None:
        """Put a registered fair where the registry has it."""
        label = self.parts(row.label)
        likeness.mains.add(label.key)
        likeness.named_cities = {fold_place(row.city)} if row.city else set(label.cities)
        likeness.named_countries = {row.country} if row.country else set(label.countries)
        likeness.named_regions = set(label.regions)
        for known in row.known_editions:
            likeness.count(known.year, known.ordinal)


def _telling(parts: NameParts) -> tuple[bool, int, str, list[str]]:
    return parts.placed, -parts.strength, parts.rest, sorted(parts.cities | parts.countries | parts.regions)


def resembles(one: Iterable[frozenset[str]], other: Iterable[frozenset[str]]) -> bool:
    """Tell whether half of the words of one name stand in a name of the other."""
    yours = list(other)
    return any(
        mine and theirs and 2 * len(mine & theirs) >= min(len(mine), len(theirs)) for mine in one for theirs in yours
    )
