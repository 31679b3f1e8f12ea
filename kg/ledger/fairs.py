"""Which fairs of different articles are one fair, and what it is called.

Registered fairs are one by their slug. Of the others, two are one where they share a name that tells a fair from
others; where they share no more than an acronym or a short name, what the articles say of their places must not
speak against it. Everything is decided on the set of all mentions in a fixed order, so the order of articles is
without effect.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.model import NO_COPIES, Copies, Fair, FairId, FairRef, Finding, FindingCode
from kg.registry import FairRow, Registry
from kg.resolve import ResolvedReading, SeenFair
from kg.resolve.names import bare_name, is_telling, name_key, slug_of, telling_words


@dataclass(frozen=True, slots=True)
class FairIndex:
    """The fairs of all readings: `ids` by article and ref, `rows` those that the registry knows."""

    fairs: tuple[Fair, ...]
    ids: Mapping[tuple[str, FairRef], FairId]
    rows: Mapping[FairId, FairRow]
    findings: tuple[Finding, ...]

    def of(self, article: str, ref: FairRef) -> FairId:
        """Return the fair that an article means by a ref."""
        return self.ids[article, ref]


@dataclass(frozen=True, slots=True, order=True)
class _Likeness:
    """All that tells two mentions of unregistered fairs apart; `home` is the article where nothing else does."""

    main: str
    keys: tuple[str, ...]
    cities: tuple[str, ...]
    countries: tuple[str, ...]
    home: str


@dataclass(slots=True)
class _Cluster:
    """Mentions that are one fair so far."""

    mains: set[str]
    cities: set[str]
    countries: set[str]

    def join(self, other: _Cluster) -> None:
        self.mains |= other.mains
        self.cities |= other.cities
        self.countries |= other.countries

    @property
    def placed(self) -> bool:
        return bool(self.cities or self.countries)


def index_fairs(readings: Sequence[ResolvedReading], registry: Registry, copies: Copies = NO_COPIES) -> FairIndex:
    """Bring the fairs of all readings together."""
    groups: dict[str, list[tuple[str, SeenFair]]] = defaultdict(list)
    loose: dict[_Likeness, list[tuple[str, SeenFair]]] = defaultdict(list)
    for reading in readings:
        for seen in reading.fairs:
            if seen.registered:
                groups[seen.slug].append((reading.article.id, seen))
            else:
                loose[_likeness(reading.article.id, seen, registry)].append((reading.article.id, seen))
    merged, findings = _merge(sorted(loose))
    for slug, likenesses in _slugs(merged, loose, registry, copies).items():
        groups[slug] = [mention for likeness in likenesses for mention in loose[likeness]]
    ids = {(article, seen.ref): FairId(slug) for slug, mentions in groups.items() for article, seen in mentions}
    rows = {FairId(slug): row for slug in groups if (row := registry.fair(slug)) is not None}
    fairs = tuple(_fair(FairId(slug), groups[slug], rows.get(FairId(slug)), copies) for slug in sorted(groups))
    return FairIndex(fairs, ids, rows, findings)


# --- which mentions are one fair ---


def _likeness(article: str, seen: SeenFair, registry: Registry) -> _Likeness:
    main = name_key(seen.ref.name)
    names = (seen.ref.name, *seen.ref.aliases)
    keys = {name_key(name) for name in names if is_telling(name_key(name)) and not registry.fairs_named(name)}
    home = "" if main in keys or seen.cities or seen.countries else article
    return _Likeness(main, tuple(sorted(keys)), seen.cities, seen.countries, home)


def _merge(likenesses: Sequence[_Likeness]) -> tuple[list[list[_Likeness]], tuple[Finding, ...]]:
    """Return the likenesses of each fair, and what could not be decided."""
    parent = {likeness: likeness for likeness in likenesses}
    clusters = {x: _Cluster({x.main}, set(x.cities), set(x.countries)) for x in likenesses}
    findings = []

    def head_of(likeness: _Likeness) -> _Likeness:
        while parent[likeness] != likeness:
            parent[likeness] = parent[parent[likeness]]
            likeness = parent[likeness]
        return likeness

    def unite(one: _Likeness, other: _Likeness) -> None:
        first, second = sorted((head_of(one), head_of(other)))
        if first != second:
            parent[second] = first
            clusters[first].join(clusters[second])

    by_main: dict[str, list[_Likeness]] = defaultdict(list)
    by_key: dict[str, list[_Likeness]] = defaultdict(list)
    for likeness in likenesses:
        by_main[likeness.main].append(likeness)
        for key in likeness.keys:
            by_key[key].append(likeness)
    for shared in (by_main, by_key):
        for key in sorted(shared):
            heads = sorted({head_of(likeness) for likeness in shared[key]})
            telling = any(key in likeness.keys for likeness in shared[key])
            pairs = list(combinations(heads, 2))
            if telling and all(_agree(key, clusters[a], clusters[b]) for a, b in pairs):
                for a, b in pairs:
                    unite(a, b)
                continue
            unplaced = [head for head in heads if not clusters[head].placed]
            if telling and unplaced:
                findings.append(_undecided(key, heads))
            same = [(a, b) for a, b in pairs if _meet(clusters[a], clusters[b])]
            for a, b in same:
                unite(a, b)
    merged: dict[_Likeness, list[_Likeness]] = defaultdict(list)
    for likeness in likenesses:
        merged[head_of(likeness)].append(likeness)
    return [merged[head] for head in sorted(merged)], tuple(findings)


def _agree(key: str, one: _Cluster, other: _Cluster) -> bool:
    """Tell whether nothing speaks against two clusters being one fair, when both have the name of that key."""
    if len(telling_words(key)) > 1:
        return True
    if one.countries and other.countries and not one.countries & other.countries:
        return False
    full, others = ({main for main in cluster.mains if " " in main} for cluster in (one, other))
    differently_named = bool(full and others) and not full & others
    moved = bool(one.cities and other.cities) and not one.cities & other.cities
    return " " in key or not (differently_named and moved)


def _meet(one: _Cluster, other: _Cluster) -> bool:
    """Tell whether the articles put two clusters in the same place."""
    if one.cities and other.cities:
        return bool(one.cities & other.cities)
    return bool(one.countries & other.countries)


def _undecided(key: str, heads: Iterable[_Likeness]) -> Finding:
    names = sorted({likeness.main for likeness in heads})
    return Finding(
        FindingCode.AMBIGUOUS_FAIR,
        f"articles use {key!r} for fairs in different places, and some do not say which; those stand by themselves",
        detail=(("fair", key), ("candidates", " | ".join(names))),
    )


# --- what they are called ---


def _slugs(
    merged: Sequence[Sequence[_Likeness]],
    loose: Mapping[_Likeness, Sequence[tuple[str, SeenFair]]],
    registry: Registry,
    copies: Copies,
) -> dict[str, Sequence[_Likeness]]:
    """Give each unregistered fair a slug of its own, with its place where the name alone would not do."""
    wanted: dict[str, list[Sequence[_Likeness]]] = defaultdict(list)
    for likenesses in merged:
        mentions = [mention for likeness in likenesses for mention in loose[likeness]]
        slug = slug_of(_label(mentions, copies))
        wanted[slug if registry.fair(slug) is None else f"{slug}-unlisted"].append(likenesses)
    slugs: dict[str, Sequence[_Likeness]] = {}
    for slug, rivals in sorted(wanted.items()):
        for likenesses in rivals:
            own = slug if len(rivals) == 1 else f"{slug}-{slug_of(_whereabouts(likenesses, loose))}"
            while own in slugs or registry.fair(own) is not None:
                own += "-x"
            slugs[own] = likenesses
    return slugs


def _whereabouts(likenesses: Sequence[_Likeness], loose: Mapping[_Likeness, Sequence[tuple[str, SeenFair]]]) -> str:
    cities = {city for likeness in likenesses for city in likeness.cities}
    countries = {country for likeness in likenesses for country in likeness.countries}
    articles = {article for likeness in likenesses for article, _ in loose[likeness]}
    return min(cities or countries or articles)


def _label(mentions: Sequence[tuple[str, SeenFair]], copies: Copies) -> str:
    """Return the name to show: of several words if one is, the most used, the longest, the first by letter."""
    users: dict[str, set[str]] = defaultdict(set)
    for article, seen in mentions:
        users[bare_name(seen.ref.name)].add(copies.source(article))
    return min(users, key=lambda name: (" " not in name, -len(users[name]), -len(name), name))


def _fair(identity: FairId, mentions: Sequence[tuple[str, SeenFair]], row: FairRow | None, copies: Copies) -> Fair:
    label = row.label if row is not None else _label(mentions, copies)
    users: dict[str, set[str]] = defaultdict(set)
    for article, seen in mentions:
        for name in (seen.ref.name, bare_name(seen.ref.name), *seen.ref.aliases):
            users[name].add(copies.source(article))
    if row is not None:
        for name in filter(None, (row.acronym, *row.aliases)):
            users.setdefault(name, set())
    alt_labels: dict[str, str] = {}
    for name in sorted(users, key=lambda name: (-len(users[name]), name)):
        if name.casefold() != label.casefold():
            alt_labels.setdefault(name.casefold(), name)
    return Fair(
        id=identity,
        label=label,
        alt_labels=tuple(sorted(alt_labels.values())),
        founded=row.first_year if row is not None else None,
        organizers=row.organizers if row is not None else (),
        registered=row is not None,
    )
