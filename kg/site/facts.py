"""What the pages of fairs and editions show of their figures: each with its quotes in context and its rivals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import NamedNode

from kg.answers import select, values
from kg.checks import Difference
from kg.graph.literals import unit_notation
from kg.site.citations import Citations, Cited
from kg.site.source import Source
from kg.statements import Figure
from kg.timelines import MAIN_INDICATORS, preference
from kg.wording import amount, support, verdict_words

_SHARE = "percent"
_OTHER = "other"  # the indicator of what has none
_MOST_RIVALS = 12


@dataclass(frozen=True, slots=True)
class Reference:
    """A figure that another one refers to: its amount in words, what it is about, and where it is shown."""

    words: str
    about: str
    path: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure as a page shows it.

    `path` leads to all that is stated of it. `verdict` says in words what became of its change, `support` how many sources stand behind it, `also` the same
    amount in a second currency. `against` are the figures that its change was checked with,
    `origins` those that it was derived from. As a rival it has the `kind` of its difference from the published one, and
    how far it lies `apart`, in percent.
    """

    anchor: str
    path: str
    figure: Figure
    cited: Cited
    verdict: str = ""
    support: str = ""
    also: str = ""
    against: tuple[Reference, ...] = ()
    origins: tuple[Reference, ...] = ()
    kind: str = ""
    apart: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Rivalry:
    """The figure that is published of one thing, and those of other articles; `more` rivals are left out."""

    lead: Fact
    rivals: tuple[Fact, ...]
    more: int


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """The figures of one indicator."""

    indicator: str
    rivalries: tuple[Rivalry, ...]


def facts_of(
    source: Source, figures: Sequence[Figure], differences: Iterable[Difference], citations: Citations
) -> tuple[IndicatorFacts, ...]:
    """Group figures by their indicator, each published one with its rivals, the main indicators first."""
    links = _Links(source, figures)
    rivals = rivals_of(figures, differences)
    beaten = {figure.node for each in rivals.values() for figure, _ in each}
    grouped: dict[str, list[Rivalry]] = defaultdict(list)
    for figure in figures:
        if figure.node in beaten:
            continue
        others = rivals.get(figure.node, [])
        told = tuple(_fact(links, other, citations, difference) for other, difference in others[:_MOST_RIVALS])
        rivalry = Rivalry(_fact(links, figure, citations, None), told, len(others) - len(told))
        grouped[figure.indicator].append(rivalry)
    return tuple(IndicatorFacts(name, tuple(grouped[name])) for name in sorted(grouped, key=_place))


def rivals_of(
    figures: Sequence[Figure], differences: Iterable[Difference]
) -> dict[str, list[tuple[Figure, Difference]]]:
    """Return the figures that differ from a published one, by the node of that; each stands with one only.

    Published figures that differ from one another, as a net area from a gross one, are no rivals: each stands alone.
    """
    known = {figure.node: figure for figure in figures}
    rivals: dict[str, list[tuple[Figure, Difference]]] = defaultdict(list)
    taken: set[str] = set()
    for difference in differences:
        other = known.get(difference.other)
        if other is None or other.standing.rank == "preferred" or difference.preferred not in known:
            continue
        if other.node not in taken and known[difference.preferred].standing.rank == "preferred":
            taken.add(other.node)
            rivals[difference.preferred].append((other, difference))
    return rivals


def _place(indicator: str) -> tuple[object, ...]:
    main = MAIN_INDICATORS.index(indicator) if indicator in MAIN_INDICATORS else len(MAIN_INDICATORS)
    return (indicator == _OTHER, main, indicator)


def key_figures(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Return the figures that best stand for what they are about: one for each of the main indicators."""
    best: dict[str, Figure] = {}
    for figure in sorted(figures, key=preference):
        if figure.scope == "total" and figure.value is not None and figure.unit != _SHARE:
            best.setdefault(figure.indicator, figure)
    return tuple(best[name] for name in MAIN_INDICATORS if name in best)


def anchor_of(source: Source, iri: str) -> str:
    """Return the name of the place on a page that shows a statement: `metric-1de0832f8dbee3bb`."""
    return (source.path_of(iri) or iri).replace("/", "-")


def _fact(links: _Links, figure: Figure, citations: Citations, difference: Difference | None) -> Fact:
    verdict = figure.change.verdict if figure.change else None
    checked = (*verdict.against, *verdict.figures) if verdict else ()
    return Fact(
        anchor=anchor_of(links.source, figure.node),
        path=links.source.path_of(figure.node) or "",
        figure=figure,
        cited=citations.cite(figure.quotes),
        verdict=verdict_words(figure.change, figure.unit) if figure.change else "",
        support=support(figure.standing, figure.quotes) if figure.quotes else "",
        also=links.also.get(figure.node, ""),
        against=links.to(checked),
        origins=links.to(links.origins.get(figure.node, ())),
        kind=difference.kind if difference else "",
        apart=difference.percent if difference else None,
    )


# --- what figures refer to ---

_ORIGINS = "SELECT ?statement ?origin { %s ?statement prov:wasDerivedFrom ?origin . ?origin a te:Metric }"
_ALSO = """
SELECT ?statement ?value ?unit ?bound {
  %s ?statement te:alternateValue ?also ; te:bound/skos:notation ?bound . ?also te:value ?value ; te:unit ?unit
}"""
_REFERENCES = """
SELECT ?statement ?subject ?about ?value ?unit ?bound WHERE {
  %s ?statement te:about ?subject .
  OPTIONAL { ?subject rdfs:label ?about }
  OPTIONAL { ?statement te:value ?value }
  OPTIONAL { ?statement te:unit ?unit }
  OPTIONAL { ?statement te:bound/skos:notation ?bound }
}"""


class _Links:
    """Where the figures lead that some figures refer to; all are asked for at once."""

    def __init__(self, source: Source, figures: Iterable[Figure]) -> None:
        self.source = source
        known = list(figures)
        here = _nodes(figure.node for figure in known)
        self.origins: dict[str, list[str]] = defaultdict(list)
        # An article states a figure, or a rule derives it from others.
        for row in select(source.store, _ORIGINS % _nodes(figure.node for figure in known if figure.rule)):
            self.origins[row.text("statement")].append(row.text("origin"))
        self.also = {
            row.text("statement"): amount(row.number("value"), unit_notation(row.text("unit")), row.text("bound"))
            for row in select(source.store, _ALSO % here)
        }
        wanted = {node for nodes in self.origins.values() for node in nodes}
        for figure in known:
            if figure.change and figure.change.verdict:
                wanted |= {*figure.change.verdict.against, *figure.change.verdict.figures}
        self._known: Mapping[str, Reference] = _references(source, wanted)

    def to(self, nodes: Iterable[str]) -> tuple[Reference, ...]:
        return tuple(self._known[node] for node in nodes if node in self._known)


def _references(source: Source, nodes: Iterable[str]) -> dict[str, Reference]:
    found = {}
    for row in select(source.store, _REFERENCES % _nodes(nodes)):
        node, subject = row.text("statement"), row.text("subject")
        unit = row.optional("unit")
        words = amount(row.number("value"), unit_notation(unit) if unit else None, row.text("bound"))
        page = source.path_of(subject)
        path = source.path_of(node) or ""
        if page is not None and page.partition("/")[0] in ("fair", "edition"):
            path = f"{page}#{anchor_of(source, node)}"
        found[node] = Reference(words, row.text("about"), path)
    return found


def _nodes(nodes: Iterable[str]) -> str:
    return values("statement", (NamedNode(node) for node in sorted(set(nodes))))
