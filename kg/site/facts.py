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
from kg.statements import Figure, Standing
from kg.timelines import MAIN_INDICATORS, preference
from kg.wording import amount, chosen_by, support, verdict_words

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

    `path` leads to all that is stated of it. `verdict` says in words what became of its change, `support` how many
    sources stand behind it, `ranked` the rule of its rank, `also` the same amount in a second currency. `against` are
    the figures that its change was checked with, `origins` those that it was derived from. As a rival it has the
    `kind` of its difference from the published one, and how far it lies `apart`, in percent.
    """

    anchor: str
    path: str
    figure: Figure
    cited: Cited
    verdict: str = ""
    support: str = ""
    ranked: str = ""
    also: str = ""
    against: tuple[Reference, ...] = ()
    origins: tuple[Reference, ...] = ()
    kind: str = ""
    apart: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Rival:
    """A figure beside the published one: the kind of their difference, and how far they lie apart in percent."""

    figure: Figure
    kind: str
    apart: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Rivalry:
    """The figure that is published of one thing, and those beside it; `more` rivals are left out."""

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
    beaten = {rival.figure.node for each in rivals.values() for rival in each}
    grouped: dict[str, list[Rivalry]] = defaultdict(list)
    for figure in figures:
        if figure.node in beaten:
            continue
        others = rivals.get(figure.node, [])
        told = tuple(_fact(links, other, citations) for other in others[:_MOST_RIVALS])
        rivalry = Rivalry(_fact(links, Rival(figure, ""), citations), told, len(others) - len(told))
        grouped[figure.indicator].append(rivalry)
    return tuple(IndicatorFacts(name, tuple(grouped[name])) for name in sorted(grouped, key=_place))


def rivals_of(figures: Sequence[Figure], differences: Iterable[Difference]) -> dict[str, list[Rival]]:
    """Return what stands beside the published figures, by their nodes; each figure stands with one only.

    These are the figures that differ from it, those that give the same amount in another way, as a forecast that came
    true, and those that a rule derives. Published figures that differ from one another, as a net area from a gross
    one, are no rivals: each stands alone.
    """
    known = {figure.node: figure for figure in figures}
    published = {figure.node for figure in figures if figure.rule is None and figure.standing.rank == "preferred"}
    rivals: dict[str, list[Rival]] = defaultdict(list)
    taken = set(published)
    for difference in differences:
        other = known.get(difference.other)
        if other is not None and other.node not in taken and difference.preferred in published:
            taken.add(other.node)
            rivals[difference.preferred].append(Rival(other, difference.kind, difference.percent))
    leads = {_counted(known[node]): node for node in sorted(published)}
    for figure in figures:
        lead = leads.get(_counted(figure))
        if lead is not None and figure.node not in taken:
            same = figure.rule is None and figure.value == known[lead].value
            rivals[lead].append(Rival(figure, "same amount" if same else ""))
    return rivals


def _counted(figure: Figure) -> tuple[object, ...]:
    """Return what a figure counts: figures of which this is equal speak of one thing."""
    return (figure.indicator, figure.scope, figure.scope_of, figure.unit)


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


def _fact(links: _Links, shown: Rival, citations: Citations) -> Fact:
    figure = shown.figure
    verdict = figure.change.verdict if figure.change else None
    checked = (*verdict.against, *verdict.figures) if verdict else ()
    return Fact(
        anchor=anchor_of(links.source, figure.node),
        path=links.source.path_of(figure.node) or "",
        figure=figure,
        cited=citations.cite(figure.quotes),
        verdict=verdict_words(figure.change, figure.unit) if figure.change else "",
        support=support(figure.standing, figure.quotes) if figure.quotes else "",
        ranked=rank_words(figure.standing),
        also=links.also.get(figure.node, ""),
        against=links.to(checked),
        origins=links.to(links.origins.get(figure.node, ())),
        kind=shown.kind,
        apart=shown.apart,
    )


def rank_words(standing: Standing) -> str:
    """Say by which rule a statement was preferred to others, or why another was preferred to it.

    >>> rank_words(Standing("preferred", "finer", 2)), rank_words(Standing("normal", "finer", 1))
    ('preferred: the finer value', 'gives way: the finer value')
    """
    words = chosen_by(standing)
    return words if standing.rank == "preferred" else words.replace("preferred:", "gives way:", 1)


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
