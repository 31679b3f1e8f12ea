"""A part of a graph that stands by itself: what is known of some fairs and editions, with all that proves it.

Chosen are editions, and the fairs that they are of. With them come the figures, claims, deals and differences about
them, the evidence of each with its article, and the organizers, speakers, places and codes that these name. What a
chosen figure was computed from, or checked against, comes too, with its own evidence; an edition that is there only
because something is compared with it stands by its name. The part conforms to the shapes where the graph does.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from kg.errors import KgError
from kg.graph.curies import curie
from kg.graph.description import LICENSE, Counts, Subject, describe
from kg.graph.index import Index
from kg.graph.iris import Iris, slug
from kg.graph.store import all_triples, base_of, make_store
from kg.lookup import EditionLine, find
from kg.registry import fold_name

_SINCE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)

# What leads from a statement, and from what it leads to, to what it needs; all else that a node names is kept only
# where it is in the part for another reason.
_NEEDED = tuple(
    curie(name).value
    for name in (
        *("te:change", "te:alternateValue", "te:checkedAgainst", "te:checkedFigure", "te:scopeOf", "te:party"),
        *("prov:wasDerivedFrom", "prov:wasAttributedTo", "prov:wasGeneratedBy", "rdf:object", "te:article"),
        *(
            "te:copyOf",
            "te:city",
            "te:country",
            "te:guestCountry",
            "te:participantCountry",
            "te:organizer",
            "te:host",
        ),
        *("te:coOrganizer", "te:supporter", "te:indicator", "te:bound", "te:status", "te:scope", "te:mode"),
        *("te:rankedBy", "te:verdict", "te:differenceKind", "te:preferredStatement", "te:otherStatement"),
    )
)
# What leads to a fair or an edition, which need only be there by name.
_NAMED_ONLY = tuple(curie(name).value for name in ("te:about", "te:comparedWith", "te:editionOf", "rdf:subject"))
_NAME = frozenset(
    curie(name).value for name in ("rdf:type", "rdfs:label", "skos:altLabel", "te:editionOf", "te:ordinal", "te:year")
)
# What explains the rest, and is in every part.
_ALWAYS = (
    *("te:Indicator", "te:Bound", "te:Status", "te:Scope", "te:Mode", "te:RankRule", "te:DifferenceKind"),
    *("te:Verdict", "te:Rule"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of a graph is wanted; what is None does not matter.

    `fair` is a fair or an edition, by any name that `kg.lookup.find` knows; `country` where editions are held, by
    its name or its code; `since` a year, month or day: an edition is wanted that begins then or later, or may do so
    where less than the day of its beginning is known.
    """

    fair: str | None = None
    country: str | None = None
    since: str | None = None

    def __bool__(self) -> bool:
        return any(each is not None for each in (self.fair, self.country, self.since))


def part_of(store: Store, wanted: Wanted) -> Store:
    """Return the part of a graph that is wanted.

    Raises `KgError` where a name or a date is not understood, or nothing is left.
    """
    index = Index.of(store)
    choice = _chosen(store, index, wanted)
    part = make_store(_Part(index, choice.nodes).triples(store))
    articles = [NamedNode(node) for node in index.instances("te:Article") if _has(part, node)]
    iris = Iris(base_of(store))
    license = next(iter(index.nodes(iris.dataset().value, "dcterms:license")), LICENSE)
    subject = Subject(slug(choice.name), choice.name)
    described = describe(iris, Counts.of(all_triples(part)), articles, subject, license)
    part.bulk_extend(Quad(each.subject, each.predicate, each.object) for each in described)
    return part


def _has(store: Store, node: str) -> bool:
    return next(iter(store.quads_for_pattern(NamedNode(node), curie("rdf:type"), None)), None) is not None


# --- which fairs and editions ---


@dataclass(frozen=True, slots=True)
class _Choice:
    """The fairs and editions that are chosen, and what the choice is called."""

    name: str
    nodes: set[str]


def _chosen(store: Store, index: Index, wanted: Wanted) -> _Choice:
    names = []
    fairs, editions = set(index.instances("te:Fair")), set(index.instances("te:Edition"))
    if wanted.fair is not None:
        found = find(store, wanted.fair)
        names.append(found.label)
        if isinstance(found, EditionLine):
            fairs, editions = set(), {found.node.value}
        else:
            fairs, editions = {found.node.value}, {each.node.value for each in found.editions}
    if wanted.country is None and wanted.since is None:
        return _Choice(", ".join(names), fairs | editions)
    if wanted.country is not None:
        country = _country(index, wanted.country)
        names.append(f"held in {index.text(country, 'rdfs:label')}")
        editions = {each for each in editions if country in index.nodes(each, "te:country")}
    if wanted.since is not None:
        first = _first_day(wanted.since)
        names.append(f"since {wanted.since.strip()}")
        editions = {each for each in editions if _may_begin_from(index, each, first)}
    if not editions:
        raise KgError(f"no edition is {_in_words(wanted)}, so there is nothing to write")
    theirs = {fair for each in editions for fair in index.nodes(each, "te:editionOf")}
    return _Choice(", ".join(names), editions | theirs & fairs)


def _in_words(wanted: Wanted) -> str:
    said = [
        f"of {wanted.fair!r}" if wanted.fair is not None else "",
        f"held in {wanted.country!r}" if wanted.country is not None else "",
        f"known to begin in {wanted.since} or later" if wanted.since is not None else "",
    ]
    return " and ".join(each for each in said if each)


def _country(index: Index, name: str) -> str:
    key = fold_name(name)
    names = {
        node: {term.value for each in ("rdfs:label", "te:alpha2", "te:alpha3") for term in index.get(node, each)}
        for node in index.instances("te:Country")
    }
    found = sorted(node for node, known in names.items() if key and key in {fold_name(each) for each in known})
    if not found:
        held = {node for each in index.instances("te:Edition") for node in index.nodes(each, "te:country")}
        there = ", ".join(sorted(index.text(node, "rdfs:label") for node in held))
        raise KgError(f"the graph knows no country {name!r}; editions are held in {there or 'none that is known'}")
    return found[0]


def _first_day(text: str) -> date:
    match = _SINCE.fullmatch(text.strip())
    try:
        year, month, day = (int(each or 1) for each in match.groups()) if match else (0, 0, 0)
        return date(year, month, day)
    except ValueError:
        raise KgError(f"{text!r} is no day, month or year; give one such as 2023-11-05, 2023-11 or 2023") from None


def _may_begin_from(index: Index, edition: str, first: date) -> bool:
    begins = index.text(edition, "te:startDate") or index.text(edition, "te:year")
    match = _SINCE.fullmatch(begins)
    if match is None:
        return False
    year, month, day = (int(each) if each else None for each in match.groups())
    month = month or 12
    try:
        return date(year or 1, month, day or calendar.monthrange(year or 1, month)[1]) >= first
    except ValueError:
        return False


# --- what comes with them ---


@dataclass(slots=True)
class _Part:
    """Gathers nodes: those that are kept whole, and those that are there by name only."""

    index: Index
    chosen: set[str]
    whole: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)

    def triples(self, store: Store) -> Iterator[Triple]:
        """Return the triples of the part."""
        self._gather()
        kept = self.whole | self.named
        elsewhere = self.index.objects.keys() - kept
        for triple in all_triples(store):
            if not isinstance(triple.subject, NamedNode) or triple.subject.value not in kept:
                continue
            if triple.subject.value not in self.whole and triple.predicate.value not in _NAME:
                continue
            if isinstance(triple.object, NamedNode) and triple.object.value in elsewhere:
                continue
            yield triple

    def _gather(self) -> None:
        ahead = [
            *self.chosen,
            *self._statements(),
            *(node for name in _ALWAYS for node in self.index.instances(name)),
        ]
        events = {*self.index.instances("te:Fair"), *self.index.instances("te:Edition")}
        while ahead:
            node = ahead.pop()
            if node in self.whole:
                continue
            self.whole.add(node)
            ahead += (each for each in self._links(node, _NEEDED) if each not in events)
            for event in self._links(node, _NAMED_ONLY):
                if event in events:
                    self._name(event)
                else:
                    ahead.append(event)
        self.whole |= set(self._derivations())

    def _name(self, event: str) -> None:
        """Keep a fair or an edition of which something is said; of an edition its fair too."""
        if event not in self.whole and event not in self.named:
            self.named.add(event)
            for fair in self.index.nodes(event, "te:editionOf"):
                self._name(fair)

    def _links(self, node: str, predicates: Iterable[str]) -> Iterator[str]:
        described = self.index.objects.get(node, {})
        for predicate in predicates:
            for term in described.get(predicate, ()):
                if isinstance(term, NamedNode) and term.value in self.index.objects:
                    yield term.value

    def _statements(self) -> Iterator[str]:
        """Return all that speaks of the chosen ones."""
        by = (
            *(("te:Metric", "te:about"), ("te:Deal", "te:about"), ("te:Difference", "te:about")),
            *(("te:Claim", "rdf:subject"), ("te:Article", "schema:mentions")),
        )
        for kind, predicate in by:
            for node in self.index.instances(kind):
                if not self.chosen.isdisjoint(self.index.nodes(node, predicate)):
                    yield node

    def _derivations(self) -> Iterator[str]:
        """Return the marks of derived triples that are in the part."""
        kept = self.whole | self.named
        for node in self.index.instances("te:Derivation"):
            (subject,) = self.index.nodes(node, "rdf:subject")[:1] or ("",)
            (predicate,) = self.index.nodes(node, "rdf:predicate")[:1] or ("",)
            is_kept = subject in self.whole or (subject in self.named and predicate in _NAME)
            terms = self.index.get(node, "rdf:object")
            if is_kept and all(isinstance(term, Literal) or term.value in kept for term in terms):
                yield node
