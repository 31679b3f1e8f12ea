"""Which fairs of different articles are one fair, and what it is called.

It is decided on what each article says of its fairs in short, `SeenFair`: the one thing that looks over all articles.
`unions` has the rules; docs/identity.md explains them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.ledger.fair_names import Mentions, describe_fair, name_fairs
from kg.ledger.likeness import Mention, Namebook
from kg.ledger.unions import Unions
from kg.model import NO_COPIES, Copies, Fair, FairId, FairRef, Finding, FindingCode
from kg.registry import FairRow, Registry
from kg.resolve import ResolvedReading, SeenFair


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


def index_fairs(readings: Sequence[ResolvedReading], registry: Registry, copies: Copies = NO_COPIES) -> FairIndex:
    """Bring the fairs of all readings together."""
    return index_seen_fairs(((reading.article.id, reading.fairs) for reading in readings), registry, copies)


def index_seen_fairs(
    seen_in: Iterable[tuple[str, Iterable[SeenFair]]], registry: Registry, copies: Copies = NO_COPIES
) -> FairIndex:
    """Bring fairs together, given by the id of the article and what it says of each of its fairs.

    An article that copies another is no further one that uses a name.

    Findings `ambiguous-fair` name the mentions that may be one of several fairs and stand by themselves.
    """
    seen = sorted(((article, fair) for article, fairs in seen_in for fair in fairs), key=lambda s: (s[0], s[1].ref))
    names = Namebook(registry)
    for _, fair in seen:
        for name in (fair.ref.name, *fair.ref.aliases):
            names.parts(name)
    said: dict[Mention, list[tuple[str, SeenFair]]] = defaultdict(list)
    for article, fair in seen:
        said[names.mention(article, fair)].append((article, fair))
    told = {mention: [(copies.source(article), fair) for article, fair in each] for mention, each in said.items()}
    unions = Unions({mention: names.likeness(mention, told[mention]) for mention in told}, names)
    groups: dict[str, Mentions] = {}
    counted: dict[str, Mentions] = {}
    slugs: dict[Mention, str] = {}
    for slug, group in name_fairs(unions.groups(), told, registry).items():
        groups[slug] = [each for mention in group for each in said[mention]]
        counted[slug] = [each for mention in group for each in told[mention]]
        slugs.update(dict.fromkeys(group, slug))
    rows = {FairId(slug): row for slug in groups if (row := registry.fair(slug)) is not None}
    return FairIndex(
        fairs=tuple(describe_fair(FairId(slug), counted[slug], rows.get(FairId(slug))) for slug in sorted(groups)),
        ids={(article, fair.ref): FairId(slug) for slug in groups for article, fair in groups[slug]},
        rows=rows,
        findings=tuple(
            _undecided(article, fair, slugs[doubt.mention], sorted({slugs[c] for c in doubt.candidates}))
            for doubt in unions.doubts()
            for article, fair in said[doubt.mention][:1]
        ),
    )


def _undecided(article: str, seen: SeenFair, slug: str, candidates: Sequence[str]) -> Finding:
    return Finding(
        FindingCode.AMBIGUOUS_FAIR,
        f"article {article}: {seen.ref.name!r} may be {' or '.join(candidates)}, but nothing in it shows which, "
        f"so it is kept as {slug}",
        article=article,
        detail=(("fair", slug), ("name", seen.ref.name), ("candidates", " ".join(candidates))),
    )
