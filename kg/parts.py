"""Which parts the graph has, and what each is made of: a fair or a country, and the readings that bear on it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from kg.fragments import Fragment, of_country, of_fair, publish
from kg.ledger import gather
from kg.ledger.fairs import FairIndex
from kg.model import Copies, Fair, FairRef
from kg.registry import load_registry
from kg.stored import Summary, reading_of_bytes


@dataclass(frozen=True, slots=True)
class Member:
    """An article that bears on a part: the digest of its reading, and the names by which it knows the part's fair."""

    article: str
    digest: str
    refs: tuple[FairRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the graph: about `fair` or the country `alpha2`; `members` are in the order of their articles."""

    name: str
    members: tuple[Member, ...]
    copies: Copies
    fair: Fair | None = None
    alpha2: str | None = None

    def digest(self, program: str, base: str) -> str:
        """Return a digest of all that the part is made of."""
        members = [[member.article, member.digest, repr(member.refs)] for member in self.members]
        content = json.dumps([program, base, self.name, repr(self.fair), members, self.copies.originals])
        return sha256(content.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class PartTask:
    """A part to be made, with the readings of its members."""

    part: Part
    digest: str
    base: str
    readings: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class MadePart:
    """A part that was made, and the digest of what it was made of."""

    fragment: Fragment
    digest: str


def plan(
    summaries: Mapping[str, Summary], digests: Mapping[str, str], fairs: FairIndex, copies: Copies
) -> list[Part]:
    """Find the parts of the graph, the largest first; `summaries` and `digests` are by article, sorted by id."""
    refs: dict[str, dict[str, list[FairRef]]] = defaultdict(lambda: defaultdict(list))
    for (article, ref), fair in fairs.ids.items():
        refs[fair.slug][article].append(ref)
    countries: dict[str, list[str]] = defaultdict(list)
    for article, summary in summaries.items():
        for alpha2 in summary.countries:
            countries[alpha2].append(article)
    parts = [
        Part(
            f"fair/{fair.id.slug}",
            tuple(
                Member(article, digests[article], tuple(sorted(named)))
                for article, named in sorted(refs[fair.id.slug].items())
            ),
            copies.among(refs[fair.id.slug]),
            fair,
        )
        for fair in fairs.fairs
    ]
    parts += [
        Part(
            f"country/{alpha2}",
            tuple(Member(article, digests[article]) for article in articles),
            copies.among(articles),
            alpha2=alpha2,
        )
        for alpha2, articles in sorted(countries.items())
    ]
    return sorted(parts, key=lambda part: (-len(part.members), part.name))


def tasks(
    parts: Sequence[Part], digests: Mapping[str, str], reading: Callable[[str], bytes], base: str
) -> Iterator[PartTask]:
    """Return what is to be done for each part, its readings fetched as late as can be."""
    for part in parts:
        readings = tuple(reading(member.digest) for member in part.members)
        yield PartTask(part, digests[part.name], base, readings)


def make_part(task: PartTask) -> MadePart:
    """Make a part of the graph."""
    part, registry = task.part, load_registry()
    readings = [reading_of_bytes(data) for data in task.readings]
    if part.fair is None:
        cut = [of_country(reading, part.alpha2 or "") for reading in readings]
        fairs = FairIndex((), {}, {}, ())
    else:
        fair = part.fair.id
        cut = [of_fair(each, member.refs) for each, member in zip(readings, part.members, strict=True)]
        ids = {(member.article, ref): fair for member in part.members for ref in member.refs}
        row = registry.fair(fair.slug)
        fairs = FairIndex((part.fair,), ids, {} if row is None else {fair: row}, ())
    return MadePart(publish(part.name, gather(cut, fairs, part.copies), registry, task.base), task.digest)
