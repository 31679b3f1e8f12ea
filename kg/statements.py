"""The statements of a graph, figures and claims, each with the quotes that prove it, its rank and its support."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import NamedNode, Store

from kg.answers import Row, select, values
from kg.described import Descriptions
from kg.graph.literals import unit_notation
from kg.graph.vocab import LABELS, PREFIXES, te

# The attributes of editions and fairs in the order of a sheet, and what they are called there.
ATTRIBUTES = {
    te.ordinal: "number",
    te.year: "year",
    te.foundedYear: "founded in",
    te.startDate: "opens",
    te.endDate: "closes",
    te.city: "city",
    te.country: "country",
    te.venue: "venue",
    te.mode: "mode",
    te.theme: "theme",
    te.host: "host",
    te.organizer: "organizer",
    te.coOrganizer: "co-organizer",
    te.supporter: "supporter",
    te.guestCountry: "guest country",
    te.participantCountry: "takes part",
}


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """Words of an article that prove something: its id, the offsets, the words, and who published it when.

    `copy_of` is the id of the article whose text this one repeats.
    """

    article: str
    start: int
    end: int
    words: str
    publisher: str = ""
    published: str = ""
    copy_of: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a statement stands among those that compete with it.

    `rank` is preferred, normal or deprecated; `rule` the notation of the rule that decided, None where nothing
    competes; `sources` the number of independent articles, None where the graph does not say.
    """

    rank: str | None
    rule: str | None
    sources: int | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a stated change when it was recomputed against the figure of the edition compared with.

    `code` is confirmed, contradicted or not-checkable; `because` says why not. `recomputed` is in the form of the
    stated change. `against` are the nodes of the figures of the edition compared with, several where sources do not
    agree; `figures` those of the edition itself, where the change is stated without a figure.
    """

    code: str
    recomputed: Decimal | None
    direction: str | None
    because: str | None
    against: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Growth:
    """A stated change: one of percent, absolute and factor, and the edition compared with where it is known."""

    direction: str
    percent: Decimal | None
    absolute: Decimal | None
    factor: Decimal | None
    versus: str | None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One metric: `subject` is the node that it is about, `about` its label.

    `rule` names the rule that derived it, where no article states it.
    """

    node: str
    subject: str
    about: str
    indicator: str
    value: Decimal | None
    unit: str | None
    bound: str
    status: str
    scope: str
    scope_of: str | None
    change: Growth | None
    basis: str | None
    speakers: tuple[str, ...]
    rule: str | None
    standing: Standing
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Claimed:
    """One claim: an attribute of a fair or edition as articles state it. `predicate` is an IRI."""

    node: str
    about: str
    predicate: str
    value: str
    standing: Standing
    quotes: tuple[Quote, ...]


# --- which statements ---


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which statements are asked for: a graph pattern that binds `?statement`."""

    pattern: str

    @classmethod
    def metrics_about(cls, subjects: Iterable[NamedNode]) -> Chosen:
        """Choose the metrics about fairs or editions."""
        return cls(f"{values('subject', subjects)} ?statement te:about ?subject ; a te:Metric .")

    @classmethod
    def claims_about(cls, subjects: Iterable[NamedNode]) -> Chosen:
        """Choose the claims about fairs or editions."""
        return cls(f"{values('subject', subjects)} ?statement rdf:subject ?subject ; a te:Claim .")

    @classmethod
    def nodes(cls, nodes: Iterable[str]) -> Chosen:
        """Choose statements by their IRIs."""
        return cls(values("statement", (NamedNode(node) for node in sorted(set(nodes)))))


# --- figures ---

_STANDING = """
  OPTIONAL { ?statement te:rank ?rank }
  OPTIONAL { ?statement te:rankedBy/skos:notation ?rankedBy }
  OPTIONAL { ?statement te:independentSources ?sources }
"""
_QUOTES = """
SELECT ?statement ?article ?start ?end ?words ?publisher ?published ?copyOf WHERE {
  %s
  ?statement prov:wasDerivedFrom ?evidence .
  ?evidence te:article ?source ; oa:start ?start ; oa:end ?end ; oa:exact ?words .
  ?source schema:identifier ?article .
  OPTIONAL { ?source schema:publisher ?publisher }
  OPTIONAL { ?source schema:datePublished ?published }
  OPTIONAL { ?source te:copyOf/schema:identifier ?copyOf }
}"""


_CHOSEN = "SELECT DISTINCT ?statement { %s ?statement te:about ?subject ; te:indicator ?indicator }"
_PROV = PREFIXES["prov"]


def figures(store: Store, chosen: Chosen) -> tuple[Figure, ...]:
    """Return the metrics that are chosen, sorted for reading: totals before parts, results before plans."""
    quotes = quotes_of(store, chosen)
    read = Descriptions(store)
    nodes = {row.node("statement") for row in select(store, _CHOSEN % chosen.pattern)}
    found = (_figure(read, node, quotes.get(node.value, ())) for node in nodes)
    return tuple(sorted((figure for figure in found if figure is not None), key=_order))


def _figure(read: Descriptions, node: NamedNode, quotes: tuple[Quote, ...]) -> Figure | None:
    said = read.of(node)
    indicator, subject = read.label(said.term(te.indicator)), said.term(te.about)
    if indicator is None or subject is None:
        return None
    unit, part = said.optional(te.unit), said.term(te.scopeOf)
    rule = said.optional(f"{_PROV}wasGeneratedBy")
    speakers = (read.label(each) for each in said.nodes(f"{_PROV}wasAttributedTo"))
    return Figure(
        node=node.value,
        subject=subject.value,
        about=read.label(subject) or subject.value,
        indicator=indicator,
        value=said.number(te.value),
        unit=None if unit is None else unit_notation(unit),
        bound=read.notation(said.term(te.bound)) or "",
        status=read.notation(said.term(te.status)) or "",
        scope=read.notation(said.term(te.scope)) or "",
        scope_of=None if part is None else read.label(part) or part.value,
        change=next((_growth(read, change) for change in said.nodes(te.change)), None),
        basis=said.optional(te.basis),
        speakers=tuple(sorted({speaker for speaker in speakers if speaker is not None})),
        rule=None if rule is None else LABELS.get(rule, rule),
        standing=Standing(
            said.optional(te.rank), read.notation(said.term(te.rankedBy)), said.whole(te.independentSources)
        ),
        quotes=quotes,
    )


def _growth(read: Descriptions, node: NamedNode) -> Growth | None:
    said = read.of(node)
    direction = said.optional(te.direction)
    if direction is None:
        return None
    code = read.notation(said.term(te.verdict))
    verdict = None
    if code is not None:
        verdict = Verdict(
            code,
            said.number(te.recomputed),
            said.optional(te.recomputedDirection),
            said.optional(te.uncheckedBecause),
            tuple(figure.value for figure in said.nodes(te.checkedAgainst)),
            tuple(figure.value for figure in said.nodes(te.checkedFigure)),
        )
    sizes = (said.number(te.percent), said.number(te.absolute), said.number(te.factor))
    return Growth(direction, *sizes, read.label(said.term(te.comparedWith)), verdict)


def unit_of(row: Row) -> str | None:
    """Return the notation of the unit that a row binds to `?unit`."""
    unit = row.optional("unit")
    return None if unit is None else unit_notation(unit)


def _standing(row: Row) -> Standing:
    return Standing(row.optional("rank"), row.optional("rankedBy"), row.whole("sources"))


def _order(figure: Figure) -> tuple[object, ...]:
    """Sort totals before parts; of one thing results before plans, the preferred first, stated before derived."""
    return (
        figure.indicator,
        figure.scope != "total",
        figure.scope,
        figure.scope_of or "",
        figure.status != "actual",
        figure.status,
        figure.standing.rank not in ("preferred", None),
        figure.rule is not None,
        -(figure.value or Decimal(0)),
        figure.node,
    )


# --- claims ---

_CLAIMS = f"""
SELECT ?statement ?about ?predicate ?value ?rank ?rankedBy ?sources WHERE {{
  %s
  ?statement rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
  OPTIONAL {{ ?subject rdfs:label ?label }}
  BIND(COALESCE(?label, STR(?subject)) AS ?about)
  OPTIONAL {{ ?object rdfs:label ?name }}
  BIND(COALESCE(?name, STR(?object)) AS ?value)
  {_STANDING}
}}"""


def claims(store: Store, chosen: Chosen) -> tuple[Claimed, ...]:
    """Return the claims that are chosen, sorted by their predicates and values."""
    quotes = quotes_of(store, chosen)
    found: dict[str, Claimed] = {}
    for row in select(store, _CLAIMS % chosen.pattern):
        node = row.text("statement")
        if node not in found:
            said = quotes.get(node, ())
            found[node] = Claimed(
                node, row.text("about"), row.text("predicate"), row.text("value"), _standing(row), said
            )
    return tuple(sorted(found.values(), key=lambda claim: (claim.predicate, claim.value, claim.node)))


def quotes_of(store: Store, chosen: Chosen) -> Mapping[str, tuple[Quote, ...]]:
    """Return the quotes that prove the statements that are chosen, by the nodes of these."""
    quotes: dict[str, set[Quote]] = defaultdict(set)
    for row in select(store, _QUOTES % chosen.pattern):
        start, end = row.whole("start") or 0, row.whole("end") or 0
        names = (row.text("publisher"), row.text("published"), row.text("copyOf"))
        quotes[row.text("statement")].add(Quote(row.text("article"), start, end, row.text("words"), *names))
    return {node: tuple(sorted(each)) for node, each in quotes.items()}


def count_articles(quotes: Iterable[Quote]) -> int:
    """Return how many articles some quotes are from, copies counted each."""
    return len({quote.article for quote in quotes})
