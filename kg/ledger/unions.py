"""Which mentions of fairs are one fair: by one name, by a name in common, by a name that only adds the place.

A name is evidence, the stronger the more it tells; a place, a date, a number with its year confirm it or speak
against it. What is left undecided stays apart, and is told with the fairs that it may be. Everything is decided on
the set of all mentions in a fixed order, so the order of the articles is without effect; mentions meet by what they
have in common, not by being compared each with each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from kg.ledger.likeness import (
    Likeness,
    Mention,
    Namebook,
    are_told_apart,
    are_two,
    differ_in_numbers,
    move_together,
    resembles,
)
from kg.resolve.name_parts import Strength

# A place that fewer than one in so many of the articles give is taken for a misreading when others are unplaced.
_RARE = 5
# A coined word of fewer letters may be another fair's beside a word for another kind of event.
_SHORTEST_CORE = 4
# A name that more fairs bear tells nothing.
_MOST_BEARERS = 30


@dataclass(frozen=True, slots=True)
class Doubt:
    """A mention that may be one of several fairs, which have a name in common with it."""

    mention: Mention
    candidates: tuple[Mention, ...]


class Unions:
    """Joins mentions; `groups` has those of each fair when all is done, `doubts` what could not be decided."""

    def __init__(self, mentions: Mapping[Mention, Likeness], names: Namebook) -> None:
        self._names = names
        self._mentions = sorted(mentions)
        self._parent = {mention: mention for mention in self._mentions}
        self._like = dict(mentions)
        self._doubts: list[Doubt] = []
        self._by_registry()
        self._by_main_name()
        self._by_other_names()
        self._by_place_added()

    def groups(self) -> list[list[Mention]]:
        """Return the mentions of each fair."""
        found: dict[Mention, list[Mention]] = defaultdict(list)
        for mention in self._mentions:
            found[self._head(mention)].append(mention)
        return [found[head] for head in sorted(found)]

    def doubts(self) -> list[Doubt]:
        """Return what is still undecided: of mentions that met none of their candidates later."""
        left = []
        for doubt in self._doubts:
            candidates = {self._head(candidate) for candidate in doubt.candidates}
            if candidates and self._head(doubt.mention) not in candidates:
                left.append(Doubt(doubt.mention, tuple(sorted(candidates))))
        return left

    # --- joining ---

    def _head(self, mention: Mention) -> Mention:
        parent = self._parent
        while parent[mention] is not mention:
            parent[mention] = parent[parent[mention]]
            mention = parent[mention]
        return mention

    def _heads(self, mentions: Iterable[Mention]) -> list[Mention]:
        return sorted({self._head(mention) for mention in mentions})

    def _join(self, one: Mention, other: Mention) -> None:
        first, second = self._head(one), self._head(other)
        if first is second:
            return
        if self._like[first].articles < self._like[second].articles:
            first, second = second, first
        self._parent[second] = first
        self._like[first].absorb(self._like.pop(second))

    def _join_unless_two(self, one: Mention, other: Mention, *, but_for_place: bool = False) -> bool:
        first, second = self._head(one), self._head(other)
        if are_two(self._like[first], self._like[second], but_for_place=but_for_place):
            return False
        self._join(first, second)
        return True

    def _join_by_signs(self, heads: Sequence[Mention], without_cities: frozenset[str] = frozenset()) -> None:
        """Join those of one name that share a town, a date, or a number with its year."""
        met: dict[str, list[Mention]] = defaultdict(list)
        for head in heads:
            for sign in self._like[self._head(head)].signs(without_cities):
                by_date = sign.startswith("start")
                if any(self._join_unless_two(other, head, but_for_place=by_date) for other in met[sign]):
                    continue
                if len(met[sign]) < _MOST_BEARERS:
                    met[sign].append(head)

    # --- by the registry, and by one name ---

    def _by_registry(self) -> None:
        first: dict[str, Mention] = {}
        for mention in self._mentions:
            if mention.slug:
                self._join(first.setdefault(mention.slug, mention), mention)

    def _by_main_name(self) -> None:
        by_main: dict[str, list[Mention]] = defaultdict(list)
        also_of_others: set[str] = set()
        for mention in self._mentions:
            also_of_others.update(name for name in mention.names if name != mention.main)
            if not mention.slug:
                by_main[mention.main].append(mention)
        for main in sorted(by_main):
            self._join_namesakes(main, by_main[main], shared=main in also_of_others)

    def _join_namesakes(self, main: str, mentions: Sequence[Mention], *, shared: bool) -> None:
        """Join mentions with one full name: all, where it says its place; else those that nothing speaks against.

        A short name that is `shared`, being another fair's as well, waits for what becomes of that.
        """
        parts, strength = self._names.by_key[main], self._names.strength(main)
        if parts.placed and strength is Strength.FULL:
            for mention in mentions:
                self._join(mentions[0], mention)
            return
        self._join_by_signs(mentions, parts.cities)
        if strength <= Strength.GENERIC:
            if strength is Strength.GENERIC:
                self._leave([m for m in self._heads(mentions) if not self._like[m].placed], mentions)
            return
        self._join_by_country(mentions)
        placed = [head for head in self._heads(mentions) if self._like[head].placed]
        for one, other in pairwise(placed):
            if move_together(self._like[self._head(one)], self._like[self._head(other)]):
                self._join(one, other)
        placed = self._heads(placed)
        unplaced = [head for head in self._heads(mentions) if not self._like[head].placed]
        likely = self._likely(placed)
        if len(likely) > 1:
            self._by_organizer(likely, unplaced)
            self._leave([head for head in unplaced if self._head(head) is head], placed)
            return
        if strength is Strength.FULL or not shared:
            self._gather(likely, unplaced, sure=strength is Strength.FULL)

    def _join_by_country(self, mentions: Sequence[Mention]) -> None:
        """Join those of one name in one country, between whose cities a fair may move, unless there are two of it."""
        there: dict[str, list[Mention]] = defaultdict(list)
        for head in self._heads(mentions):
            for country in sorted(self._like[head].where):
                there[country].append(head)
        for country in sorted(there):
            heads = self._heads(there[country])
            if not any(are_two(self._like[heads[0]], self._like[head]) for head in heads[1:]):
                for head in heads[1:]:
                    self._join_unless_two(heads[0], head)

    def _likely(self, heads: Sequence[Mention]) -> list[Mention]:
        """Return the heads without those that hardly an article has: misreadings, mostly."""
        known = sum(self._like[head].articles for head in heads)
        return [head for head in heads if self._like[head].articles * _RARE >= known]

    def _gather(self, likely: Sequence[Mention], unplaced: Sequence[Mention], *, sure: bool) -> None:
        """Join what has no place to the one that has, or to one another; numbers may speak against it."""
        apart = list(likely)
        for head in unplaced:
            for other in apart:
                if sure or not differ_in_numbers(self._like[self._head(other)], self._like[head]):
                    self._join(other, head)
                    break
            else:
                if len(apart) < _MOST_BEARERS:
                    apart.append(head)

    def _by_organizer(self, placed: Sequence[Mention], unplaced: Sequence[Mention]) -> None:
        """Join what has no place to the one fair of its name that has its organizer."""
        owners: dict[str, set[Mention]] = defaultdict(set)
        for head in placed:
            for organizer in self._like[head].organizers:
                owners[organizer].add(head)
        for head in unplaced:
            fitting = {self._head(o) for name in self._like[head].organizers for o in owners.get(name, ())}
            if len(fitting) == 1:
                self._join_unless_two(fitting.pop(), head)

    def _leave(self, undecided: Iterable[Mention], candidates: Iterable[Mention]) -> None:
        others = self._heads(candidates)
        for mention in undecided:
            rivals = tuple(other for other in others if other is not self._head(mention))
            if rivals:
                self._doubts.append(Doubt(mention, rivals[:_MOST_BEARERS]))

    # --- by another name in common ---

    def _by_other_names(self) -> None:
        by_name: dict[str, list[Mention]] = defaultdict(list)
        by_slug: dict[str, Mention] = {}
        for mention in self._mentions:
            by_slug.setdefault(mention.slug, mention)
            for name in mention.names:
                by_name[name].append(mention)
        for name, slug in self._names.registered.items():
            if name in by_name and slug in by_slug:
                by_name[name].append(by_slug[slug])
        for name in sorted(by_name, key=lambda name: (-self._names.strength(name), name)):
            self._join_bearers(name, by_name[name])

    def _join_bearers(self, name: str, mentions: Sequence[Mention]) -> None:
        """Join those that have `name` for their own with those that have it for another name."""
        heads = self._heads(mentions)
        owners = self._heads(m for m in mentions if m.main == name)
        bearers = [head for head in self._heads(m for m in mentions if self._bears(m, name)) if head not in owners]
        short = [head for head in heads if head not in owners and head not in bearers]
        placed = [head for head in owners if self._like[head].placed]
        unplaced = [head for head in owners if not self._like[head].placed]
        if len(heads) < 2 or len(placed) + len(bearers) + len(short) > _MOST_BEARERS:
            return
        self._join_short_form(placed, short)
        parts, strength = self._names.by_key[name], self._names.strength(name)
        self._join_by_signs([*owners, *bearers], parts.cities)
        if strength <= Strength.GENERIC:
            return
        bearers = [head for head in self._heads(bearers) if head not in self._heads(owners)]
        for one, other in combinations(bearers, 2):
            if strength is Strength.FULL or self._resemble(one, other):
                self._join_unless_two(one, other)
        for owner in self._heads(placed):
            self._join_to_likeliest(name, owner, self._heads(bearers))
        known, left = self._heads([*placed, *bearers]), self._heads(unplaced)
        for owner in left:
            self._join_to_likeliest(name, owner, known, self._heads(short))
        self._gather([], [owner for owner in left if self._head(owner) is owner and not known], sure=False)

    def _join_to_likeliest(
        self, name: str, owner: Mention, known: Sequence[Mention], short: Sequence[Mention] = ()
    ) -> None:
        """Join one that has a name for its own to the one fair that is known by it.

        One that has no place may also be any fair whose longer name is cut `short` to it, but is not taken for that.
        """
        heads = self._heads([*known, *short])
        fitting = self._likely(
            [head for head in heads if head is not self._head(owner) and self._may_be_one(name, owner, head)]
        )
        if len(fitting) == 1 and fitting[0] in self._heads(known):
            self._join(owner, fitting[0])
        elif fitting:
            self._by_organizer(fitting, [self._head(owner)])
            self._leave([owner], fitting)

    def _may_be_one(self, name: str, one: Mention, other: Mention) -> bool:
        mine, yours = self._like[self._head(one)], self._like[self._head(other)]
        return not are_two(mine, yours) and not self._are_namesakes_elsewhere(name, one, other)

    def _are_namesakes_elsewhere(self, name: str, one: Mention, other: Mention) -> bool:
        """Tell whether two that share an acronym are in different cities and have full names that differ."""
        mine, yours = self._like[self._head(one)], self._like[self._head(other)]
        if self._names.strength(name) is Strength.FULL or not mine.towns or not yours.towns:
            return False
        return not mine.towns & yours.towns and not self._resemble(one, other)

    def _join_short_form(self, owners: Sequence[Mention], short: Sequence[Mention]) -> None:
        """Join the fair of a short name to the one longer name that it is short for, if their place or date agree."""
        by_sign: dict[str, set[Mention]] = defaultdict(set)
        for head in short:
            for sign in self._like[self._head(head)].signs():
                by_sign[sign].add(self._head(head))
        for owner in self._heads(owners):
            signs = self._like[self._head(owner)].signs()
            fitting = {self._head(head) for sign in signs for head in by_sign.get(sign, ())}
            if len(fitting) == 1:
                self._join_unless_two(owner, fitting.pop())

    def _bears(self, mention: Mention, name: str) -> bool:
        """Tell whether a mention has a name for its fair, not just for a longer name cut short in its article."""
        if mention.slug and self._names.registered.get(name) == mention.slug:
            return True
        own, other = self._names.by_key[mention.main], self._names.by_key[name]
        more = own.words - other.words
        return not (other.words <= own.words and more)

    def _resemble(self, one: Mention, other: Mention) -> bool:
        mine, yours = self._full(one), self._full(other)
        return not mine or not yours or resembles(mine, yours)

    def _full(self, mention: Mention) -> set[frozenset[str]]:
        mains = (self._names.by_key[main] for main in self._like[self._head(mention)].mains)
        return {parts.words for parts in mains if parts.strength is Strength.FULL}

    # --- by a name that only adds the place, or a word for a kind of event ---

    def _by_place_added(self) -> None:
        """Join names that are one but for their places ("Toy Fair" in New York, "New York Toy Fair")."""
        met: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
        for head in self._heads(self._mentions):
            likeness = self._like[head]
            for main in sorted(likeness.mains):
                parts = self._names.by_key[main]
                if main in self._names.doubtful:
                    continue
                if parts.strength is Strength.FULL:
                    met["in any order", parts.bag].append(head)
                if not parts.rest:
                    continue
                for city in sorted(likeness.towns):
                    met["in a city", parts.rest, city].append(head)
                    if len(parts.core) >= _SHORTEST_CORE:
                        met["core in a city", parts.core, city].append(head)
                if len(parts.core) >= _SHORTEST_CORE:
                    for start in sorted(likeness.starts):
                        met["core on a day", parts.core, start].append(head)
                if len(parts.core) >= _SHORTEST_CORE or len(parts.words) > 2:
                    for country in sorted(likeness.where):
                        met["in a country", parts.rest, country].append(head)
        for key in sorted(met):
            for one, other in pairwise(met[key]):
                first, second = self._like[self._head(one)], self._like[self._head(other)]
                # A fair of a country and one of a town in it are two, where both names say so.
                if key[0] == "in a country" and bool(first.named_cities) is not bool(second.named_cities):
                    continue
                if not are_told_apart(first, second):
                    self._join_unless_two(one, other)
