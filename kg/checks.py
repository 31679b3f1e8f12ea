"""Where articles disagree and where stated growth does not add up, as the ledger has put it into a graph.

Nothing is compared here: each difference and each verdict is a node of the graph already. They are gathered, counted,
and those that are wanted are given their statements and quotes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from pyoxigraph import NamedNode, QueryTriples, Store

from kg.answers import select, values
from kg.graph.vocab import PREFIXES
from kg.lookup import EditionLine, FairLine
from kg.statements import Chosen, Claimed, Figure, Verdict, claims, figures

CONFLICT, FORECAST = "conflict", "forecast"
CONTRADICTED = "contradicted"
# Kinds of differences and verdicts in the order in which a reader asks for them; others follow by name.
KINDS = (CONFLICT, "correction", FORECAST, "bound", "rounding", "refinement", "basis", "scope")
VERDICTS = (CONTRADICTED, "confirmed", "not-checkable")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which differences and growth claims are to be told with their statements, and how many of each kind at most.

    None stands for all.
    """

    kinds: frozenset[str] | None = None
    verdicts: frozenset[str] | None = None
    most: int | None = None


REAL_ONES = Wanted(frozenset({CONFLICT}), frozenset({CONTRADICTED}))
ALL = Wanted()


@dataclass(frozen=True, slots=True)
class Difference:
    """Two statements of one thing that differ, by their nodes. `percent` is how far, of the larger number."""

    node: str
    kind: str
    about: str
    percent: Decimal | None
    preferred: str
    other: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A difference with its two statements."""

    difference: Difference
    preferred: Figure | Claimed
    other: Figure | Claimed


@dataclass(frozen=True, slots=True)
class GrowthClaim:
    """A stated change with its verdict: the figure that states it, and those from which it was recomputed.

    `own` are figures of the same edition, where the one that states the change has no number; `against` those of the
    edition compared with, several where sources do not agree.
    """

    node: str
    figure: Figure
    verdict: Verdict
    own: tuple[Figure, ...]
    against: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What there was to compare. `ranked` tells whether the build compared figures at all: older ones did not."""

    articles: int
    editions: int
    figures: int
    claims: int
    ranked: bool


@dataclass(frozen=True, slots=True)
class Checks:
    """All differences and verdicts as counts, and those that are wanted in full, the largest first.

    `targets` counts the forecasts that a result met or missed, `unchecked` why growth claims could not be checked.
    """

    compared: Compared
    kinds: Mapping[str, int]
    targets: Mapping[str, int]
    verdicts: Mapping[str, int]
    unchecked: Mapping[str, int]
    comparisons: tuple[Comparison, ...]
    growth: tuple[GrowthClaim, ...]


def check(store: Store, within: FairLine | EditionLine | None = None, wanted: Wanted = REAL_ONES) -> Checks:
    """Gather the differences and verdicts of a graph, or of one fair or edition of it."""
    subjects = None if within is None else subjects_of(within)
    found = differences(store, subjects)
    changes = _changes(store, subjects)
    told = _first([(each.kind, each) for each in found], wanted.kinds, wanted.most)
    checked = _first([(each.verdict, each) for each in changes], wanted.verdicts, wanted.most)
    return Checks(
        compared=_compared(store, subjects),
        kinds=_in_order(Counter(each.kind for each in found), KINDS),
        targets=_in_order(Counter(_outcomes(store, subjects)), ("met", "missed")),
        verdicts=_in_order(Counter(each.verdict for each in changes), VERDICTS),
        unchecked=_in_order(Counter(each.because for each in changes if each.because), ()),
        comparisons=_comparisons(store, told),
        growth=_growth(store, checked),
    )


_EachT = TypeVar("_EachT")


def _first(named: Iterable[tuple[str, _EachT]], names: frozenset[str] | None, most: int | None) -> list[_EachT]:
    """Return those of some kinds, the first few of each."""
    taken: Counter[str] = Counter()
    found = []
    for name, each in named:
        taken[name] += 1
        if (names is None or name in names) and (most is None or taken[name] <= most):
            found.append(each)
    return found


def subjects_of(within: FairLine | EditionLine) -> tuple[NamedNode, ...]:
    """Return the nodes that figures are about: a fair with its editions, or one edition."""
    if isinstance(within, EditionLine):
        return (within.node,)
    return (within.node, *(edition.node for edition in within.editions))


def _in_order(counted: Mapping[str, int], order: Sequence[str]) -> dict[str, int]:
    return dict(sorted(counted.items(), key=lambda item: (_place(item[0], order), item[0])))


def _place(name: str, order: Sequence[str]) -> int:
    return order.index(name) if name in order else len(order)


# --- what was compared ---

_COUNTS = {
    "articles": "SELECT (COUNT(*) AS ?count) { ?each a te:Article }",
    "editions": "SELECT (COUNT(*) AS ?count) { ?each a te:Edition }",
    "figures": "SELECT (COUNT(*) AS ?count) { ?each a te:Metric }",
    "claims": "SELECT (COUNT(*) AS ?count) { ?each a te:Claim }",
}
_COUNTS_ABOUT = {
    "articles": "SELECT (COUNT(DISTINCT ?each) AS ?count) { %s ?each schema:mentions ?about }",
    "editions": "SELECT (COUNT(*) AS ?count) { %s ?about a te:Edition }",
    "figures": "SELECT (COUNT(*) AS ?count) { %s ?each te:about ?about ; a te:Metric }",
    "claims": "SELECT (COUNT(*) AS ?count) { %s ?each rdf:subject ?about ; a te:Claim }",
}
_RANKED = "SELECT ?each { ?each a te:Metric ; te:rank ?rank } LIMIT 1"


def _compared(store: Store, subjects: Sequence[NamedNode] | None) -> Compared:
    if subjects is None:
        queries = _COUNTS
    else:
        queries = {name: query % _about(subjects) for name, query in _COUNTS_ABOUT.items()}
    counts = {name: next(select(store, query)).whole("count") or 0 for name, query in queries.items()}
    return Compared(**counts, ranked=next(select(store, _RANKED), None) is not None)


def _about(subjects: Sequence[NamedNode] | None) -> str:
    return "" if subjects is None else values("about", subjects)


# --- differences ---

_DIFFERENCES = """
SELECT ?node ?kind ?about ?percent ?preferred ?other WHERE {
  %s
  ?node te:about ?about ; a te:Difference ; te:differenceKind/skos:notation ?kind ;
    te:preferredStatement ?preferred ; te:otherStatement ?other .
  OPTIONAL { ?node te:relativeDifference ?percent }
}"""
_TARGETS = """
SELECT ?node ?target ?result ?resultBound WHERE {
  %s
  ?node te:about ?about ; te:differenceKind/skos:notation "forecast" ;
    te:preferredStatement ?outturn ; te:otherStatement ?aim .
  ?aim te:status/skos:notation "expected" ; te:value ?target ; te:bound/skos:notation ?targetBound .
  FILTER(?targetBound != "max")
  ?outturn te:status/skos:notation "actual" ; te:value ?result ; te:bound/skos:notation ?resultBound .
}"""


def differences(store: Store, subjects: Sequence[NamedNode] | None = None) -> tuple[Difference, ...]:
    """Return the differences of a graph, or those about some fairs and editions: by kind, the largest first."""
    found = {}
    for row in select(store, _DIFFERENCES % _about(subjects)):
        nodes = (row.text("preferred"), row.text("other"))
        percent = row.number("percent")
        found[row.text("node")] = Difference(row.text("node"), row.text("kind"), row.text("about"), percent, *nodes)
    return tuple(sorted(found.values(), key=lambda each: (_place(each.kind, KINDS), *_size(each))))


def _size(difference: Difference) -> tuple[object, ...]:
    """Sort the largest first; differences of words, which have no size, come after those of numbers."""
    percent = difference.percent
    return (percent is None, -(percent or Decimal(0)), difference.about, difference.node)


def _outcomes(store: Store, subjects: Sequence[NamedNode] | None) -> Iterable[str]:
    """Tell of each forecast that came to a result whether it was met; a bound may leave that open."""
    for row in select(store, _TARGETS % _about(subjects)):
        target, result, bound = row.number("target"), row.number("result"), row.text("resultBound")
        if target is None or result is None:
            continue
        if result >= target and bound != "max":
            yield "met"
        elif result < target and bound != "min":
            yield "missed"


def _comparisons(store: Store, told: Sequence[Difference]) -> tuple[Comparison, ...]:
    nodes = {node for each in told for node in (each.preferred, each.other)}
    chosen = Chosen.nodes(nodes)
    statements: dict[str, Figure | Claimed] = {each.node: each for each in figures(store, chosen)}
    statements.update((each.node, each) for each in claims(store, chosen))
    return tuple(
        Comparison(each, statements[each.preferred], statements[each.other])
        for each in told
        if each.preferred in statements and each.other in statements
    )


# --- growth ---


@dataclass(frozen=True, slots=True)
class _Change:
    node: str
    statement: str
    verdict: str
    because: str | None
    gap: Decimal


_CHANGES = """
SELECT ?node ?statement ?verdict ?because ?stated ?direction ?recomputed ?recomputedDirection WHERE {
  %s
  ?statement te:about ?about ; te:change ?node .
  ?node te:verdict/skos:notation ?verdict .
  OPTIONAL { ?node te:percent|te:absolute|te:factor ?stated }
  OPTIONAL { ?node te:direction ?direction }
  OPTIONAL { ?node te:recomputed ?recomputed }
  OPTIONAL { ?node te:recomputedDirection ?recomputedDirection }
  OPTIONAL { ?node te:uncheckedBecause ?because }
}"""


def _changes(store: Store, subjects: Sequence[NamedNode] | None) -> tuple[_Change, ...]:
    """Return the changes that have a verdict: by verdict, the furthest from the recomputed ones first."""
    found = {}
    for row in select(store, _CHANGES % _about(subjects)):
        nodes = (row.text("node"), row.text("statement"))
        gap = _gap(
            _signed(row.number("stated"), row.optional("direction")),
            _signed(row.number("recomputed"), row.optional("recomputedDirection")),
        )
        found[nodes[0]] = _Change(*nodes, row.text("verdict"), row.optional("because"), gap)
    return tuple(sorted(found.values(), key=lambda each: (_place(each.verdict, VERDICTS), -each.gap, each.node)))


def _signed(size: Decimal | None, direction: str | None) -> Decimal | None:
    return -size if size is not None and direction == "down" else size


def _gap(stated: Decimal | None, found: Decimal | None) -> Decimal:
    """Return how far apart two changes are, as a part of the larger; 0 where one is not known."""
    if stated is None or found is None:
        return Decimal(0)
    largest = max(abs(stated), abs(found))
    return abs(stated - found) / largest if largest else Decimal(0)


def _growth(store: Store, changes: Sequence[_Change]) -> tuple[GrowthClaim, ...]:
    stating = {figure.node: figure for figure in figures(store, Chosen.nodes(change.statement for change in changes))}
    verdicts = {node: each.change.verdict for node, each in stating.items() if each.change and each.change.verdict}
    nodes = {node for verdict in verdicts.values() for node in (*verdict.against, *verdict.figures)}
    used = {figure.node: figure for figure in figures(store, Chosen.nodes(nodes))}
    return tuple(
        GrowthClaim(
            change.node,
            stating[change.statement],
            verdict,
            tuple(used[node] for node in verdict.figures if node in used),
            tuple(used[node] for node in verdict.against if node in used),
        )
        for change in changes
        if (verdict := verdicts.get(change.statement)) is not None
    )


# --- as RDF ---

_GRAPH = """
CONSTRUCT { ?node ?property ?object } WHERE {
  {
    SELECT DISTINCT ?node WHERE {
      { VALUES ?node { %(nodes)s } }
      UNION { VALUES ?statement { %(statements)s } ?statement prov:wasDerivedFrom ?node }
      UNION {
        VALUES ?statement { %(statements)s }
        ?statement prov:wasDerivedFrom/te:article ?node
      }
      UNION { VALUES ?statement { %(statements)s } ?statement te:about|rdf:subject|te:alternateValue|te:change ?node }
    }
  }
  ?node ?property ?object .
}"""


def checks_graph(store: Store, checks: Checks) -> QueryTriples:
    """Return the nodes of differences and changes that are told in full, and those that they refer to."""
    roots = {each.difference.node for each in checks.comparisons} | {claim.node for claim in checks.growth}
    statements = {side.node for each in checks.comparisons for side in (each.preferred, each.other)}
    for claim in checks.growth:
        statements |= {figure.node for figure in (claim.figure, *claim.own, *claim.against)}
    parts = {"nodes": _iris(roots | statements), "statements": _iris(statements)}
    found = store.query(_GRAPH % parts, prefixes=dict(PREFIXES))
    if not isinstance(found, QueryTriples):
        raise TypeError("not a CONSTRUCT query")
    return found


def _iris(nodes: Iterable[str]) -> str:
    return " ".join(str(NamedNode(node)) for node in sorted(nodes))
