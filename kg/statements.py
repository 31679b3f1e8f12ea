"""The statements of a graph, figures and claims, each with the quotes that prove it, its rank and its support."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import NamedNode, Store

from kg.answers import Row, select, values
from kg.graph.literals import unit_notation
from kg.graph.vocab import LABELS, te

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

# What a statement may have many of is asked for by itself: the rows would else multiply.
_STANDING = """
  OPTIONAL { ?statement te:rank ?rank }
  OPTIONAL { ?statement te:rankedBy/skos:notation ?rankedBy }
  OPTIONAL { ?statement te:independentSources ?sources }
"""
_METRICS = f"""
SELECT ?statement ?subject ?about ?indicator ?value ?unit ?bound ?status ?scope ?scopeOf ?basis ?rule
       ?rank ?rankedBy ?sources
       ?percent ?absolute ?factor ?direction ?with
       ?verdict ?recomputed ?recomputedDirection ?because WHERE {{
  %s
  ?statement te:about ?subject ; te:indicator/rdfs:label ?indicator .
  OPTIONAL {{ ?subject rdfs:label ?label }}
  BIND(COALESCE(?label, STR(?subject)) AS ?about)
  OPTIONAL {{ ?statement te:value ?value }}
  OPTIONAL {{ ?statement te:unit ?unit }}
  OPTIONAL {{ ?statement te:bound/skos:notation ?bound }}
  OPTIONAL {{ ?statement te:status/skos:notation ?status }}
  OPTIONAL {{ ?statement te:scope/skos:notation ?scope }}
  OPTIONAL {{ ?statement te:scopeOf ?part }}
  OPTIONAL {{ ?statement te:scopeOf/rdfs:label ?name }}
  BIND(COALESCE(?name, ?part) AS ?scopeOf)
  OPTIONAL {{ ?statement te:basis ?basis }}
  OPTIONAL {{ ?statement prov:wasGeneratedBy ?rule }}
  {_STANDING}
  OPTIONAL {{
    ?statement te:change ?change . ?change te:direction ?direction .
    OPTIONAL {{ ?change te:percent ?percent }}
    OPTIONAL {{ ?change te:absolute ?absolute }}
    OPTIONAL {{ ?change te:factor ?factor }}
    OPTIONAL {{ ?change te:comparedWith/rdfs:label ?with }}
    OPTIONAL {{ ?change te:verdict/skos:notation ?verdict }}
    OPTIONAL {{ ?change te:recomputed ?recomputed }}
    OPTIONAL {{ ?change te:recomputedDirection ?recomputedDirection }}
    OPTIONAL {{ ?change te:uncheckedBecause ?because }}
  }}
}}"""
_SPEAKERS = "SELECT ?statement ?speaker WHERE { %s ?statement prov:wasAttributedTo/rdfs:label ?speaker }"
_AGAINST = "SELECT ?statement ?figure WHERE { %s ?statement te:change/te:checkedAgainst ?figure }"
_CHECKED = "SELECT ?statement ?figure WHERE { %s ?statement te:change/te:checkedFigure ?figure }"
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


def figures(store: Store, chosen: Chosen) -> tuple[Figure, ...]:
    """Return the metrics that are chosen, sorted for reading: totals before parts, results before plans."""
    speakers: dict[str, set[str]] = defaultdict(set)
    for row in select(store, _SPEAKERS % chosen.pattern):
        speakers[row.text("statement")].add(row.text("speaker"))
    quotes = quotes_of(store, chosen)
    checked: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name, query in ((te.checkedAgainst, _AGAINST), (te.checkedFigure, _CHECKED)):
        for row in select(store, query % chosen.pattern):
            checked[row.text("statement")][name].add(row.text("figure"))
    found: dict[str, Figure] = {}
    for row in select(store, _METRICS % chosen.pattern):
        node = row.text("statement")
        if node not in found:
            found[node] = _figure(row, speakers[node], checked[node], quotes.get(node, ()))
    return tuple(sorted(found.values(), key=_order))


def _figure(row: Row, speakers: Iterable[str], checked: Mapping[str, set[str]], quotes: tuple[Quote, ...]) -> Figure:
    rule = row.optional("rule")
    return Figure(
        node=row.text("statement"),
        subject=row.text("subject"),
        about=row.text("about"),
        indicator=row.text("indicator"),
        value=row.number("value"),
        unit=unit_of(row),
        bound=row.text("bound"),
        status=row.text("status"),
        scope=row.text("scope"),
        scope_of=row.optional("scopeOf"),
        change=_growth(row, checked),
        basis=row.optional("basis"),
        speakers=tuple(sorted(speakers)),
        rule=None if rule is None else LABELS.get(rule, rule),
        standing=_standing(row),
        quotes=quotes,
    )


def _growth(row: Row, checked: Mapping[str, set[str]]) -> Growth | None:
    direction = row.optional("direction")
    if direction is None:
        return None
    code = row.optional("verdict")
    verdict = None
    if code is not None:
        verdict = Verdict(
            code,
            row.number("recomputed"),
            row.optional("recomputedDirection"),
            row.optional("because"),
            tuple(sorted(checked.get(te.checkedAgainst, ()))),
            tuple(sorted(checked.get(te.checkedFigure, ()))),
        )
    sizes = (row.number("percent"), row.number("absolute"), row.number("factor"))
    return Growth(direction, *sizes, row.optional("with"), verdict)


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
