"""What the fairs of many articles are called: the label, the other names, and the slug that goes into the IRI."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.ledger.likeness import Mention
from kg.model import Fair, FairId
from kg.registry import FairRow, Registry
from kg.resolve import SeenFair
from kg.resolve.names import bare_name, slug_of

Mentions = Sequence[tuple[str, SeenFair]]  # the article and the fair as it names it


def name_fairs(
    groups: Sequence[Sequence[Mention]], said: Mapping[Mention, Mentions], registry: Registry
) -> dict[str, Sequence[Mention]]:
    """Give each fair a slug: the registry's, else its own, with its place where the name alone would not do."""
    slugs: dict[str, Sequence[Mention]] = {}
    wanted: dict[str, list[Sequence[Mention]]] = defaultdict(list)
    for group in groups:
        registered = max(mention.slug for mention in group)
        if registered:
            slugs[registered] = group
            continue
        slug = slug_of(_label([each for mention in group for each in said[mention]]))
        wanted[slug if registry.fair(slug) is None else f"{slug}-unlisted"].append(group)
    for slug, rivals in sorted(wanted.items()):
        for group in rivals:
            own = slug if len(rivals) == 1 else f"{slug}-{slug_of(_whereabouts(group, said))}"
            while own in slugs or registry.fair(own) is not None:
                own += "-x"
            slugs[own] = group
    return slugs


def _whereabouts(group: Sequence[Mention], said: Mapping[Mention, Mentions]) -> str:
    cities = {city for mention in group for city in mention.cities}
    countries = {country for mention in group for country in mention.countries}
    articles = {article for mention in group for article, _ in said[mention]}
    return min(cities or countries or articles)


def _label(mentions: Mentions) -> str:
    """Return the name to show: of several words if one is, the most used, the longest, the first by letter."""
    users: dict[str, set[str]] = defaultdict(set)
    for article, seen in mentions:
        users[bare_name(seen.ref.name)].add(article)
    return min(users, key=lambda name: (" " not in name, -len(users[name]), -len(name), name))


def describe_fair(identity: FairId, mentions: Mentions, row: FairRow | None) -> Fair:
    """Return what is known of a fair: its names with those of the registry, the registry's year and organizers."""
    label = row.label if row is not None else _label(mentions)
    users: dict[str, set[str]] = defaultdict(set)
    for article, seen in mentions:
        for name in (seen.ref.name, bare_name(seen.ref.name), *seen.ref.aliases):
            users[name].add(article)
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
