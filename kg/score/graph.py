"""The output of a build read from its graph, in whatever RDF syntax, by the terms of the ontology."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from kg.graph.curies import curie
from kg.graph.literals import unit_notation
from kg.score.output import (
    Output,
    OutputAttribute,
    OutputChange,
    OutputDeal,
    OutputEdition,
    OutputMetric,
)

_Term = NamedNode | BlankNode | Literal | Triple
_Node = NamedNode | BlankNode
_NAMES = (curie("rdfs:label"), curie("skos:altLabel"))
_CODES = (curie("skos:notation"), curie("te:alpha2"))
_TYPE, _FROM, _ID = curie("rdf:type"), curie("prov:wasDerivedFrom"), curie("schema:identifier")
_MENTIONS = curie("schema:mentions")
_SUBJECT, _PREDICATE, _OBJECT = curie("rdf:subject"), curie("rdf:predicate"), curie("rdf:object")
# What the attributes of an edition are called in annotations; whatever the role, an organiser is an organiser.
_ATTRIBUTES = {
    curie(f"te:{term}"): name
    for term, name in (
        ("startDate", "start"), ("endDate", "end"), ("country", "country"), ("mode", "mode"), ("city", "city"),
        ("theme", "theme"), ("guestCountry", "guest"), ("organizer", "organizer"), ("host", "organizer"),
        ("coOrganizer", "organizer"), ("supporter", "organizer"),
    )
}  # fmt: skip
_YEAR_DIGITS = 4


def read_graph(store: Store) -> Output:
    """Return what a graph says of the articles that it was built from."""
    return _Reader(store).output()


class _Reader:
    """Reads the nodes of each class; the graphs of a dataset count as one."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names: dict[str, set[str]] = defaultdict(set)
        for predicate in _NAMES:
            for quad in store.quads_for_pattern(None, predicate, None, None):
                self._names[_text(quad.subject)].add(_text(quad.object))
        self._codes = {
            _text(quad.subject): _text(quad.object)
            for predicate in _CODES
            for quad in store.quads_for_pattern(None, predicate, None, None)
        }

    def output(self) -> Output:
        found = Output(editions=self._editions(), countries=self._codes)
        spoken_of: dict[str, set[str]] = defaultdict(set)
        for quad in self._store.quads_for_pattern(None, _ID, None, None):
            article = _text(quad.object)
            found.articles.add(article)
            mentioned = (_text(node) for node in self._values(quad.subject, _MENTIONS))
            spoken_of[article].update(node for node in mentioned if node in found.editions)
        found.metrics = self._metrics()
        found.attributes = self._attributes(found.editions, spoken_of)
        found.deals = self._deals()
        for article, metrics in found.metrics.items():
            spoken_of[article].update(m.about for m in metrics if _is_edition(found, m.about))
        found.spoken_of = dict(spoken_of)
        return found

    def _of_class(self, kind: NamedNode) -> list[_Node]:
        quads = self._store.quads_for_pattern(None, _TYPE, kind, None)
        nodes = {
            quad.subject.value: quad.subject for quad in quads if isinstance(quad.subject, NamedNode | BlankNode)
        }
        return [nodes[name] for name in sorted(nodes)]

    def _values(self, node: _Term, predicate: NamedNode) -> list[_Term]:
        if not isinstance(node, NamedNode | BlankNode):
            return []
        found = {quad.object for quad in self._store.quads_for_pattern(node, predicate, None, None)}
        return sorted(found, key=_text)

    def _each(self, node: _Term, predicate: NamedNode) -> list[_Term | None]:
        """Return the values of a property, or nothing at all as one value."""
        return [*self._values(node, predicate)] or [None]

    def _articles(self, node: _Node) -> list[str]:
        """Return the ids of the articles whose words a statement has as evidence."""
        ids = {
            _text(name)
            for evidence in self._values(node, _FROM)
            for article in self._values(evidence, curie("te:article"))
            for name in self._values(article, _ID)
        }
        return sorted(ids)

    def _editions(self) -> dict[str, OutputEdition]:
        found: dict[str, OutputEdition] = {}
        for node in self._of_class(curie("te:Edition")):
            fairs = self._values(node, curie("te:editionOf"))
            if fairs:
                names = set(self._names[node.value]).union(*(self._names[_text(fair)] for fair in fairs))
                ordinal, year = (self._values(node, p)[-1:] for p in (curie("te:ordinal"), curie("te:year")))
                found[node.value] = OutputEdition(
                    node.value,
                    frozenset(names),
                    int(float(_text(ordinal[0]))) if ordinal else None,
                    int(_text(year[0])[:_YEAR_DIGITS]) if year else None,
                )
        for node in self._of_class(curie("te:Fair")):
            names = self._names[node.value]
            found.setdefault(node.value, OutputEdition(node.value, frozenset(names), is_fair=True))
        return found

    def _metrics(self) -> dict[str, list[OutputMetric]]:
        found: dict[str, list[OutputMetric]] = defaultdict(list)
        for node in self._of_class(curie("te:Metric")):
            articles = self._articles(node)
            properties = (
                curie("te:about"),
                curie("te:indicator"),
                curie("te:value"),
                curie("te:unit"),
                curie("te:bound"),
                curie("te:status"),
                curie("te:scope"),
                curie("te:scopeOf"),
            )
            for values in product(*(self._each(node, p) for p in properties)):
                about, indicator, value, unit, bound, status, scope, scope_of = values
                if about is None or indicator is None:
                    continue
                for change in self._changes(node):
                    metric = OutputMetric(
                        about=_text(about),
                        indicator=self._code(indicator),
                        value=_number(value),
                        unit=None if unit is None else unit_notation(_text(unit)),
                        bound=self._code(bound),
                        status=self._code(status),
                        scope=self._code(scope) or "total",
                        scope_of=None if scope_of is None else self._codes.get(_text(scope_of), _text(scope_of)),
                        change=change,
                    )
                    for article in articles:
                        found[article].append(metric)
        return dict(found)

    def _changes(self, node: _Node) -> Iterator[OutputChange | None]:
        for change in self._each(node, curie("te:change")):
            if change is None:
                yield None
                continue
            properties = (curie("te:direction"), curie("te:percent"), curie("te:absolute"), curie("te:factor"))
            for direction, percent, absolute, factor in product(*(self._each(change, p) for p in properties)):
                sizes = _number(percent), _number(absolute), _number(factor)
                told = any(size is not None for size in sizes)
                yield OutputChange(self._code(direction), *sizes) if told else None

    def _attributes(
        self, editions: dict[str, OutputEdition], spoken_of: dict[str, set[str]]
    ) -> dict[str, list[OutputAttribute]]:
        """Return the attributes that are claimed; an edition of which anything is claimed is spoken of."""
        found: dict[str, list[OutputAttribute]] = defaultdict(list)
        for node in self._of_class(curie("te:Claim")):
            articles = self._articles(node)
            parts = (self._values(node, p) for p in (_SUBJECT, _PREDICATE, _OBJECT))
            for subject, predicate, value in product(*parts):
                about = _text(subject)
                if about not in editions:
                    continue
                name = _ATTRIBUTES.get(predicate) if isinstance(predicate, NamedNode) else None
                for article in articles:
                    if not editions[about].is_fair:
                        spoken_of[article].add(about)
                    if name is not None:
                        found[article].append(OutputAttribute(about, name, self._said(name, value)))
        return dict(found)

    def _said(self, name: str, value: _Term) -> str:
        """Return the value of an attribute: a code, a name (of an organiser the longest), or what is written."""
        text = self._codes.get(_text(value), _text(value))
        names = sorted(self._names.get(_text(value)) or {text})
        if name == "city":
            return names[0]
        return sorted(names, key=len)[-1] if name == "organizer" else text

    def _deals(self) -> dict[str, list[OutputDeal]]:
        found: dict[str, list[OutputDeal]] = defaultdict(list)
        for node in self._of_class(curie("te:Deal")):
            parties = self._values(node, curie("te:party"))
            if not parties:
                continue
            names: set[str] = set()
            for party in parties:
                names |= self._names.get(_text(party)) or {_text(party)}
            value, unit = self._each(node, curie("te:value"))[0], self._each(node, curie("te:unit"))[0]
            unit_name = None if unit is None else unit_notation(_text(unit))
            for article in self._articles(node):
                found[article].append(OutputDeal(frozenset(names), _number(value), unit_name))
        return dict(found)

    def _code(self, term: _Term | None) -> str | None:
        """Return the notation of a concept, or the words of a literal."""
        if term is None:
            return None
        return self._codes.get(_text(term), term.value if isinstance(term, Literal) else None)


def _is_edition(found: Output, node: str) -> bool:
    return node in found.editions and not found.editions[node].is_fair


def _text(term: _Term) -> str:
    return "" if isinstance(term, Triple) else term.value


def _number(term: _Term | None) -> float | None:
    try:
        return None if term is None else float(_text(term))
    except ValueError:
        return None
