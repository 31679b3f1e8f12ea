"""Articles that tell of fairs and editions, one line each, for stories of which nodes they meet in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import permutations
from random import Random

from sample_fairs import registry

from kg.ledger import consolidate
from kg.model import (
    Article,
    AttributeValue,
    Claim,
    EditionId,
    EditionRef,
    Evidence,
    Facts,
    FairRef,
    FindingCode,
    Place,
    Predicate,
    Reading,
    Span,
)
from kg.resolve import resolve

REGISTRY = registry()
TOWNS = {
    "Vilnius": "LT", "Kaunas": "LT", "Leipzig": "DE", "Frankfurt": "DE", "Shanghai": "CN", "Beijing": "CN",
    "Lagos": "NG", "Birmingham": "GB", "London": "GB", "New York": "US", "Riga": "LV", "Tallinn": "EE",
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """One edition of a fair as an article tells of it."""

    fair: str
    ordinal: int | None = None
    year: int | None = None
    start: str | None = None
    end: str | None = None
    season: str | None = None
    stated: bool = True
    town: str | None = None
    aka: tuple[str, ...] = ()
    organizer: str | None = None
    before: int | None = None  # the place, in the article, of the edition that it is the one before of
    after: int | None = None


@dataclass
class World:
    """What a set of articles comes to; the articles are named a, b, c and so on, in their order."""

    facts: Facts
    nodes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def fairs(self) -> list[str]:
        return [fair.id.slug for fair in self.facts.fairs]

    @property
    def editions(self) -> list[str]:
        return [f"{edition.id.fair.slug}/{edition.id.key}" for edition in self.facts.editions]

    def candidates(self, code: FindingCode) -> list[str]:
        return [dict(finding.detail)["candidates"] for finding in self.facts.findings if finding.code is code]


def reading(name: str, *told: Told, published: date | None = None) -> Reading:
    """Return the reading of an article that tells of these editions."""
    refs: list[EditionRef] = []
    claims: list[Claim] = []
    text = ""
    for place, one in enumerate(told):
        towards = one.before if one.before is not None else one.after
        ref = EditionRef(
            f"e{place + 1}",
            FairRef(one.fair, one.aka),
            one.ordinal,
            one.year,
            one.stated,
            one.season,
            relative_to=None if towards is None else f"e{towards + 1}",
            steps=0 if towards is None else -1 if one.before is not None else 1,
        )
        refs.append(ref)
        said: list[tuple[Predicate, AttributeValue | None]] = [
            (Predicate.START_DATE, one.start),
            (Predicate.END_DATE, one.end),
            (Predicate.CITY, Place(one.town, TOWNS[one.town]) if one.town else None),
            (Predicate.ORGANIZER, one.organizer),
        ]
        for predicate, value in said:
            if value is not None:
                quote = str(value)
                evidence = Evidence(name, Span(len(text), len(text) + len(quote)), quote)
                claims.append(Claim(ref, predicate, value, evidence, "test"))
                text += quote + " "
    return Reading(Article(name, text, published=published), tuple(refs), (), tuple(claims))


def world(*articles: Told | tuple[Told, ...]) -> World:
    """Bring articles together, each given by the one edition that it tells of, or by all; in several orders."""
    readings = [
        reading(chr(ord("a") + number), *(article if isinstance(article, tuple) else (article,)))
        for number, article in enumerate(articles)
    ]
    facts = consolidate([resolve(each, REGISTRY) for each in readings], REGISTRY)
    orders = list(permutations(readings)) if len(readings) < 4 else [readings[::-1]]
    shuffled = list(readings)
    Random(len(readings)).shuffle(shuffled)
    for order in (*orders, shuffled):
        assert consolidate([resolve(each, REGISTRY) for each in order], REGISTRY) == facts
    nodes: dict[str, list[str]] = {}
    for article, identity in facts.mentions:
        name = f"{identity.fair.slug}/{identity.key}" if isinstance(identity, EditionId) else f"{identity.slug}/"
        nodes.setdefault(article, []).append(name)
    return World(facts, {article: tuple(found) for article, found in nodes.items()})
