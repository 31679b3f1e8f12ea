"""Facts as triples, in the terms of the ontology. All names of nodes come from `kg.graph.iris`; none is blank.

The statements are written as they are: what follows from them (super-properties, the country of a city, which edition
comes before which) is left to `kg.graph.infer`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from pyoxigraph import Literal, NamedNode, Triple

from kg.graph.codes import code, code_lists
from kg.graph.curies import curie
from kg.graph.differences import best_ranked, difference_triples, figure_ranks, ranked
from kg.graph.growth import verdicts
from kg.graph.iris import DEFAULT_BASE, Iris, statement_hash
from kg.graph.literals import (
    date_literal,
    decimal_literal,
    integer_literal,
    text_literal,
    time_literal,
    unit_term,
    url_literal,
    year_literal,
)
from kg.graph.nodes import Nodes, typed
from kg.graph.vocab import BOUNDS, INDICATORS, MODES, SCOPES, STATUSES
from kg.model import (
    Article,
    AttributeFact,
    AttributeValue,
    Change,
    CountryRef,
    DealFact,
    Edition,
    EditionId,
    Evidence,
    Facts,
    Fair,
    FairId,
    MetricFact,
    Place,
    Predicate,
    Rank,
    ScopeKind,
)
from kg.registry import Registry

Term = NamedNode | Literal

_YEARS = frozenset({Predicate.YEAR, Predicate.FOUNDED_YEAR})
_TIMES = frozenset({Predicate.START_DATE, Predicate.END_DATE})
_ORGANIZERS = frozenset({Predicate.ORGANIZER, Predicate.HOST, Predicate.CO_ORGANIZER, Predicate.SUPPORTER})
# What the ontology lets a fair have; all else that is said of a fair stays a claim.
_OF_FAIRS = _ORGANIZERS | {Predicate.FOUNDED_YEAR}
# Keys of editions from here on are years: no fair has had as many editions.
_FIRST_YEAR = 1000
_NUMBER = re.compile("[1-9][0-9]{0,3}", re.ASCII)


def triples(
    facts: Facts, registry: Registry, base: str = DEFAULT_BASE, nodes: Nodes | None = None
) -> Iterator[Triple]:
    """Write facts as triples, with the code lists that they refer to; a triple may come more than once.

    `nodes` is where to remember what they refer to; a fresh one if None.

    Raises `KgError` where data IRIs cannot start with `base`.
    """
    iris = Iris(base)
    graph = _Graph(iris, nodes or Nodes(iris, registry))
    return chain(
        graph.fairs_and_editions(facts),
        graph.attributes(facts),
        chain.from_iterable(map(graph.metric, facts.metrics)),
        verdicts(facts.growth, iris, graph.digits),
        chain.from_iterable(map(graph.deal, facts.deals)),
        figure_ranks(facts.metrics, graph.statement),
        difference_triples(facts.differences, graph.nodes, graph.statement),
        graph.articles(facts),
        graph.nodes.support(facts.copies),
        graph.nodes.evidence(),
        graph.nodes.named(),
        graph.nodes.places(),
        code_lists(),
    )


def edition_label(fair: str, edition: Edition) -> str:
    """Return the name of an edition for people.

    >>> edition_label("China International Import Expo", Edition(EditionId(FairId("ciie"), "6"), 6, 2023))
    'China International Import Expo 2023 (6th)'
    >>> edition_label("Canton Fair", Edition(EditionId(FairId("canton-fair"), "127"), 127, 2020, "spring"))
    'Canton Fair spring 2020 (127th)'
    >>> edition_label("Canton Fair", Edition(EditionId(FairId("canton-fair"), "undated-a")))
    'Canton Fair (undated)'
    """
    when = [edition.season, None if edition.year is None else str(edition.year)]
    number = None if edition.ordinal is None else f"({numeral(edition.ordinal)})"
    parts = [part for part in (*when, number) if part]
    return " ".join([fair, *(parts or ["(undated)"])])


def numeral(ordinal: int) -> str:
    """Write an ordinal in figures.

    >>> numeral(1), numeral(12), numeral(133)
    ('1st', '12th', '133rd')
    """
    last = "th" if 10 <= ordinal % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(ordinal % 10, "th")
    return f"{ordinal}{last}"


@dataclass(frozen=True, slots=True)
class _Rows:
    """The properties of a figure, of its change and of its second amount, and the node that their hash names."""

    digits: str
    node: NamedNode
    own: list[tuple[NamedNode, Term]]
    change: list[tuple[NamedNode, Term]]
    also: list[tuple[NamedNode, Term]]


@dataclass(slots=True)
class _Graph:
    """Writes the statements; `nodes` remembers what they refer to."""

    iris: Iris
    nodes: Nodes

    # --- fairs and editions ---

    def fairs_and_editions(self, facts: Facts) -> Iterator[Triple]:
        editions = {edition.id: edition for edition in facts.editions}
        fairs = {fair.id: fair for fair in facts.fairs}
        for subject in (*_referred(facts), *editions):
            if isinstance(subject, EditionId):
                editions.setdefault(subject, _bare_edition(subject))
            fair = subject.fair if isinstance(subject, EditionId) else subject
            fairs.setdefault(fair, self._bare_fair(fair))
        for record in fairs.values():
            yield from self._fair(record)
        for edition in editions.values():
            yield from self._edition(edition, fairs[edition.id.fair].label)

    def _bare_fair(self, identity: FairId) -> Fair:
        row = self.nodes.registry.fair(identity.slug)
        return Fair(identity, identity.slug if row is None else row.label)

    def _fair(self, fair: Fair) -> Iterator[Triple]:
        node = self.iris.fair(fair.id)
        yield from typed(node, curie("te:Fair"), curie("schema:EventSeries"))
        yield Triple(node, curie("rdfs:label"), text_literal(fair.label))
        for name in fair.alt_labels:
            yield Triple(node, curie("skos:altLabel"), text_literal(name))
        if fair.founded is not None:
            yield Triple(node, curie("te:foundedYear"), year_literal(fair.founded))
        for name in fair.organizers:
            yield Triple(node, curie("te:organizer"), self.nodes.organizer(name))

    def _edition(self, edition: Edition, fair_label: str) -> Iterator[Triple]:
        node = self.iris.edition(edition.id)
        yield from typed(node, curie("te:Edition"), curie("schema:ExhibitionEvent"))
        yield Triple(node, curie("rdfs:label"), text_literal(edition_label(fair_label, edition)))
        yield Triple(node, curie("te:editionOf"), self.iris.fair(edition.id.fair))
        if edition.ordinal is not None:
            yield Triple(node, curie("te:ordinal"), integer_literal(edition.ordinal))
        if edition.year is not None:
            yield Triple(node, curie("te:year"), year_literal(edition.year))

    # --- claims ---

    def attributes(self, facts: Facts) -> Iterator[Triple]:
        """Write one claim a subject, predicate and object, with the evidence of all facts that state it."""
        known = _known_values(facts)
        evidence: dict[Triple, list[Evidence]] = {}
        ranks: dict[Triple, list[AttributeFact]] = {}
        direct: dict[Triple, None] = {}
        for fact in facts.attributes:
            statement = self._stated(fact)
            evidence.setdefault(statement, []).extend(fact.evidence)
            ranks.setdefault(statement, []).append(fact)
            if fact.rank is Rank.PREFERRED and _stands(fact, known):
                direct[statement] = None
        yield from direct
        for statement, quotes in evidence.items():
            yield from self._claim(statement, best_ranked(ranks[statement]), quotes)

    def _stated(self, fact: AttributeFact) -> Triple:
        return Triple(self.nodes.subject(fact.subject), curie(f"te:{fact.predicate}"), self._value(fact))

    def _claim_node(self, statement: Triple) -> NamedNode:
        content = (statement.subject, statement.predicate, statement.object)
        return self.iris.claim(statement_hash(self._content(term) for term in content))

    def _claim(self, statement: Triple, fact: AttributeFact, quotes: Iterable[Evidence]) -> Iterator[Triple]:
        node = self._claim_node(statement)
        yield from typed(node, curie("te:Claim"), curie("rdf:Statement"))
        yield Triple(node, curie("rdf:subject"), statement.subject)
        yield Triple(node, curie("rdf:predicate"), statement.predicate)
        yield Triple(node, curie("rdf:object"), statement.object)
        yield from ranked(node, fact.rank, fact.rank_rule)
        yield from self.nodes.derived(node, quotes)

    def statement(self, fact: MetricFact | AttributeFact) -> NamedNode:
        """Return the node that a fact is written as."""
        return self._claim_node(self._stated(fact)) if isinstance(fact, AttributeFact) else self._rows(fact).node

    def _value(self, fact: AttributeFact) -> Term:
        value: AttributeValue = fact.value
        if isinstance(value, Place):
            return self.nodes.city(value)
        if isinstance(value, CountryRef):
            return self.nodes.country(value.alpha2)
        if isinstance(value, int):
            return year_literal(value) if fact.predicate in _YEARS else integer_literal(value)
        if fact.predicate in _TIMES:
            return time_literal(value)
        if fact.predicate in _ORGANIZERS:
            return self.nodes.organizer(value)
        return code(MODES, value) if fact.predicate == Predicate.MODE else text_literal(value)

    # --- metrics and deals ---

    def _rows(self, fact: MetricFact) -> _Rows:
        """Return what a figure says of itself, and the node that it has by that."""
        own: list[tuple[NamedNode, Term]] = [
            (curie("te:about"), self.nodes.subject(fact.about)),
            (curie("te:indicator"), code(INDICATORS, fact.indicator)),
            (curie("te:bound"), code(BOUNDS, fact.bound)),
            (curie("te:status"), code(STATUSES, fact.status)),
            (curie("te:scope"), code(SCOPES, fact.scope.kind)),
        ]
        if fact.value is not None:
            own.append((curie("te:value"), decimal_literal(fact.value)))
        if fact.unit is not None:
            own.append((curie("te:unit"), unit_term(fact.unit)))
        if fact.scope.of is not None:
            of_country = fact.scope.kind == ScopeKind.COUNTRY
            own.append(
                (
                    curie("te:scopeOf"),
                    self.nodes.country(fact.scope.of) if of_country else text_literal(fact.scope.of),
                )
            )
        if fact.basis is not None:
            own.append((curie("te:basis"), text_literal(fact.basis)))
        change = [] if fact.change is None else self._change(fact.change, fact.compared_with)
        also = (
            []
            if fact.also is None
            else [
                (curie("te:value"), decimal_literal(fact.also.value)),
                (curie("te:unit"), unit_term(fact.also.unit)),
            ]
        )
        digits = self._hash([("metric", own), ("change", change), ("also", also)])
        return _Rows(digits, self.iris.metric(digits), own, change, also)

    def digits(self, fact: MetricFact) -> str:
        """Return the digits by which a figure is named."""
        return self._rows(fact).digits

    def metric(self, fact: MetricFact) -> Iterator[Triple]:
        rows = self._rows(fact)
        digits, node, change, also = rows.digits, rows.node, rows.change, rows.also
        yield from typed(node, curie("te:Metric"), curie("schema:Observation"))
        yield from _described(node, rows.own)
        if change:
            part = self.iris.change(digits)
            yield Triple(node, curie("te:change"), part)
            yield from typed(part, curie("te:Change"))
            yield from _described(part, change)
        if also:
            part = self.iris.alternate(digits)
            yield Triple(node, curie("te:alternateValue"), part)
            yield from typed(part, curie("te:AlternateAmount"))
            yield from _described(part, also)
        for speaker in fact.speakers:
            yield Triple(node, curie("prov:wasAttributedTo"), self.nodes.agent(speaker))
        yield from self.nodes.derived(node, fact.evidence)

    def _change(self, change: Change, compared_with: EditionId | None) -> list[tuple[NamedNode, Term]]:
        rows: list[tuple[NamedNode, Term]] = [(curie("te:direction"), Literal(change.direction))]
        for name in ("percent", "absolute", "factor"):
            amount = getattr(change, name)
            if amount is not None:
                rows.append((curie(f"te:{name}"), decimal_literal(amount)))
        if compared_with is not None:
            rows.append((curie("te:comparedWith"), self.iris.edition(compared_with)))
        return rows

    def deal(self, fact: DealFact) -> Iterator[Triple]:
        own: list[tuple[NamedNode, Term]] = [(curie("te:about"), self.nodes.subject(fact.edition))]
        own += [(curie("te:party"), self.nodes.organizer(name)) for name in fact.parties]
        if fact.value is not None:
            own.append((curie("te:value"), decimal_literal(fact.value)))
        if fact.unit is not None:
            own.append((curie("te:unit"), unit_term(fact.unit)))
        node = self.iris.deal(self._hash([("deal", own)]))
        yield from typed(node, curie("te:Deal"))
        yield from _described(node, own)
        yield from self.nodes.derived(node, fact.evidence)

    def _hash(self, nodes: Iterable[tuple[str, list[tuple[NamedNode, Term]]]]) -> str:
        """Name a statement by what it says, whatever the order and the base: not by who said it, nor where."""
        rows = {f"{part} {p} {self._content(o)}" for part, described in nodes for p, o in described}
        return statement_hash(sorted(rows))

    def _content(self, term: object) -> str:
        """Write a term so that it is the same under every base."""
        return f"<{term.value.removeprefix(self.iris.base)}>" if isinstance(term, NamedNode) else str(term)

    # --- articles and evidence ---

    def articles(self, facts: Facts) -> Iterator[Triple]:
        known = {article.id for article in facts.articles}
        for article in facts.articles:
            yield from self._article(article)
            original = facts.copies.source(article.id)
            if original != article.id and original in known:
                yield Triple(self.iris.article(article.id), curie("te:copyOf"), self.iris.article(original))
        for article_id, subject in facts.mentions:
            yield Triple(self.iris.article(article_id), curie("schema:mentions"), self.nodes.subject(subject))

    def _article(self, article: Article) -> Iterator[Triple]:
        node = self.iris.article(article.id)
        yield from typed(node, curie("te:Article"), curie("schema:NewsArticle"), curie("prov:Entity"))
        yield Triple(node, curie("rdfs:label"), text_literal(article.title or article.id))
        yield Triple(node, curie("schema:identifier"), text_literal(article.id))
        if article.title:
            yield Triple(node, curie("schema:headline"), text_literal(article.title))
        if article.published:
            yield Triple(node, curie("schema:datePublished"), date_literal(article.published))
        if article.publisher:
            yield Triple(node, curie("schema:publisher"), text_literal(article.publisher))
        url = url_literal(article.url) if article.url else None
        if url is not None:
            yield Triple(node, curie("schema:url"), url)
        if article.sha256:
            yield Triple(node, curie("te:sha256"), text_literal(article.sha256))


def _described(node: NamedNode, rows: Iterable[tuple[NamedNode, Term]]) -> Iterator[Triple]:
    for predicate, term in rows:
        yield Triple(node, predicate, term)


def _known_values(facts: Facts) -> frozenset[tuple[EditionId | FairId, Predicate]]:
    """Find the attributes that the records of fairs and editions settle: claims of them are claims only."""
    editions = facts.editions
    return frozenset(
        [(edition.id, Predicate.ORDINAL) for edition in editions if edition.ordinal is not None]
        + [(edition.id, Predicate.YEAR) for edition in editions if edition.year is not None]
        + [(fair.id, Predicate.FOUNDED_YEAR) for fair in facts.fairs if fair.founded is not None]
    )


def _stands(fact: AttributeFact, known: frozenset[tuple[EditionId | FairId, Predicate]]) -> bool:
    fits = isinstance(fact.subject, EditionId) or fact.predicate in _OF_FAIRS
    return fits and (fact.subject, fact.predicate) not in known


def _referred(facts: Facts) -> Iterator[EditionId | FairId]:
    subjects = chain(
        (fact.subject for fact in facts.attributes),
        (fact.about for fact in facts.metrics),
        (fact.compared_with for fact in facts.metrics),
        (fact.edition for fact in facts.deals),
        (subject for _, subject in facts.mentions),
    )
    return (subject for subject in subjects if isinstance(subject, EditionId | FairId))


def _bare_edition(identity: EditionId) -> Edition:
    """Make an edition that is only a yardstick ("up 4% on 2016") of what its key says: its ordinal, else its year."""
    if not _NUMBER.fullmatch(identity.key):
        return Edition(identity)
    number = int(identity.key)
    return Edition(identity, year=number) if number >= _FIRST_YEAR else Edition(identity, ordinal=number)
