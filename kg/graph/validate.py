"""The gate before publication: what does not conform to the shapes is taken out of a graph and reported.

The unit that is taken out is the smallest that leaves the rest true: a metric, deal or claim with the parts and
quotes that only it needs; a value of a fair, edition, place or article with the claims that state it; the whole node
where it is nothing without the value. What speaks of a node that is gone goes with it. The graph is judged anew until
it conforms, so what is published always does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

import pyoxigraph as ox
from rdflib import SH, Graph, URIRef

from kg.errors import KgError
from kg.graph.curies import curie
from kg.graph.fast_judge import fast_validate
from kg.graph.judge import as_store, ontology, shapes_graph, validate
from kg.graph.report import ValidationReport, Violation, render, report_turtle, short
from kg.graph.vocab import RULES
from kg.model import Finding, FindingCode, Span

__all__ = [
    "Gate",
    "Judge",
    "ValidationReport",
    "Violation",
    "as_store",
    "fast_validate",
    "quarantine",
    "render",
    "report_turtle",
    "shapes_graph",
    "validate",
]

Judge = Callable[[ox.Store], ValidationReport]
Node = ox.NamedNode | ox.BlankNode | ox.Triple
Term = Node | ox.Literal

# Nodes of these classes stand on their own: one bad value does not make the rest of them untrue.
_LASTING = (
    "te:Fair",
    "te:Edition",
    "te:City",
    "te:Country",
    "te:Organizer",
    "te:Article",
    "te:Rule",
    "prov:Agent",
    "skos:Concept",
)
# Nodes of these classes are in the graph only for those that lead to them.
_PARTS = ("te:Evidence", "te:Change", "te:AlternateAmount", "te:City", "te:Organizer", "prov:Agent")
# Nodes of these classes are facts by themselves, and are reported when they go with something else.
_FACTS = ("te:Fair", "te:Edition", "te:Metric", "te:Deal", "te:Claim", "te:Article")
# A node is nothing without what these lead to.
_NEEDED = (
    "te:about",
    "te:alternateValue",
    "te:article",
    "te:change",
    "te:editionOf",
    "te:otherStatement",
    "te:party",
    "te:preferredStatement",
    "te:scopeOf",
    "rdf:object",
    "rdf:subject",
)
# What these rules derive rests on two figures, and on both; what others derive, on any of its sources.
_NEED_ALL = tuple(ox.NamedNode(RULES[name]) for name in ("current-figure", "remainder"))
# A verdict on a change goes with a figure that it rests on.
_RESTING = ("te:checkedAgainst", "te:checkedFigure")
_VERDICT = ("te:verdict", "te:uncheckedBecause", "te:recomputed", "te:recomputedDirection", *_RESTING)
# By these editions are chained; the registry may know them without any claim.
_COUNTED = ("te:ordinal", "te:year")


@dataclass(frozen=True, slots=True)
class Gate:
    """What came through the gate: `graph` conforms, as `report` says; `findings` tell what was taken out, and why."""

    graph: ox.Store
    findings: tuple[Finding, ...]
    report: ValidationReport


def quarantine(data: ox.Store | Graph | Path, judge: Judge = fast_validate) -> Gate:
    """Take out of a graph what does not conform to the shapes; `data` itself stays as it is.

    `judge` gives the verdicts. A store in which all conforms is not copied: it is itself the `graph` of the gate.

    Raises `KgError` where nothing can be taken out because the fault is not in the graph: the ontology does not
    conform to the shapes.
    """
    before = data if isinstance(data, ox.Store) and not any(data.named_graphs()) else as_store(data)
    report = judge(before)
    if report.conforms:
        return Gate(before, (), report)
    store = as_store(before)
    findings: list[Finding] = []
    while not report.conforms:
        size = len(store)
        findings += _take_out(store, report.violations, _Teller(before))
        if len(store) == size:
            first = report.violations[0]
            raise KgError(f"the graph cannot be made to conform: {first.focus} lies outside it. {first.message}")
        report = judge(store)
    return Gate(store, tuple(sorted(findings, key=_order)), report)


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is taken out for a violation: values of a node's property, or with no values the node as a whole."""

    node: Node
    values: tuple[ox.Quad, ...] = ()


def _take_out(store: ox.Store, violations: Iterable[Violation], teller: _Teller) -> Iterator[Finding]:
    """Take out a unit for each violation, and all that falls with it."""
    faults: dict[_Unit, list[Violation]] = {}
    values_of = cache(partial(_values, store))
    for violation in violations:
        faults.setdefault(_unit(store, violation, values_of), []).append(violation)
    removal = _Removal(store)
    for unit in faults:
        for quad in unit.values:
            removal.drop(quad)
        if not unit.values:
            removal.drop_node(unit.node)
    for unit, found in faults.items():
        yield teller.fault(unit, found)
    named = {unit.node for unit in faults if not unit.values}
    for node, because in removal.gone.items():
        if because is not None and node not in named and _is_a(teller.before, node, _FACTS):
            yield teller.consequence(node, because)


def _values(store: ox.Store, node: Node, path: str) -> dict[str, ox.Quad]:
    return {str(quad.object): quad for quad in _quads(store, node, ox.NamedNode(path), None)}


def _unit(store: ox.Store, violation: Violation, values_of: Callable[[Node, str], dict[str, ox.Quad]]) -> _Unit:
    focus = violation.focus
    node = ox.BlankNode(focus.removeprefix("_:")) if focus.startswith("_:") else ox.NamedNode(focus)
    if violation.path is None and violation.value is not None and violation.value.startswith("<"):
        # Some rules are asked of a node about others that lead to it: the value is what breaks them.
        node = ox.NamedNode(violation.value[1:-1])
    if violation.path is None or not _is_a(store, node, _LASTING):
        owners = [q.subject for p in ("te:change", "te:alternateValue") for q in _quads(store, None, curie(p), node)]
        return _Unit(owners[0] if owners else node)
    values = values_of(node, violation.path)
    bad = [*values.values()] if violation.value is None else [values[v] for v in (violation.value,) if v in values]
    needed = shapes_graph().value(URIRef(violation.shape), SH.minCount) is not None
    return _Unit(node) if not bad or (needed and len(bad) == len(values)) else _Unit(node, tuple(bad))


@dataclass(slots=True)
class _Removal:
    """Takes triples and nodes out of `store`, and all that falls with them: `gone` says why each node went."""

    store: ox.Store
    gone: dict[Node, Node | None] = field(default_factory=dict)

    def drop_node(self, node: Node, because: Node | None = None) -> None:
        """Take out a node with what it says and what is said of it."""
        if node in self.gone:
            return
        self.gone[node] = because
        stated = _statement(self.store, node)
        for quad in _quads(self.store, node, None, None):
            self.drop(quad, node)
        for quad in _quads(self.store, None, None, node):
            self.drop(quad, node)
            if self._falls_with(quad):
                self.drop_node(quad.subject, node)
        if stated is not None and not self._stands(stated):
            self.drop(stated)

    def drop(self, quad: ox.Quad, because: Node | None = None) -> None:
        """Take out a triple, what says the same, what was derived from it, and its object where only it led there."""
        if quad not in self.store:
            return
        self.store.remove(quad)
        for statement in (*_statements(self.store, quad), *self._derived_from(quad)):
            self.drop_node(statement, because)
        if quad.predicate in map(curie, _RESTING):
            for name in _VERDICT:
                for said in _quads(self.store, quad.subject, curie(name), None):
                    self.drop(said)
        node = quad.object
        if isinstance(node, ox.Literal):
            return
        for inverse in _inverses(quad.predicate):
            self.drop(ox.Quad(node, inverse, quad.subject))
        if _is_a(self.store, node, _PARTS) and not _any(self.store, None, None, node):
            self.drop_node(node)

    def _falls_with(self, quad: ox.Quad) -> bool:
        """Tell whether the subject of a triple is nothing without it."""
        if quad.predicate in map(curie, _NEEDED):
            return True
        derived = curie("prov:wasDerivedFrom")
        if quad.predicate != derived:
            return False
        rule = curie("prov:wasGeneratedBy")
        needs_all = any(ox.Quad(quad.subject, rule, each) in self.store for each in _NEED_ALL)
        return needs_all or not _any(self.store, quad.subject, derived, None)

    def _derived_from(self, quad: ox.Quad) -> list[Node]:
        """Find the derivations about a node that rest on a value of it."""
        node, predicate, value, _ = quad
        found = _with_both(self.store, ("rdf:subject", node), ("prov:wasDerivedFrom", value))
        if predicate in map(curie, _COUNTED):
            about = [q.subject for q in _quads(self.store, None, curie("rdf:subject"), node)]
            chained = [*about, *(q.subject for q in _quads(self.store, None, curie("rdf:object"), node))]
            chain = curie("te:precededBy")
            found += [d for d in chained if ox.Quad(d, curie("rdf:predicate"), chain) in self.store]
        return found

    def _stands(self, quad: ox.Quad) -> bool:
        """Tell whether an attribute needs no claim, or has another."""
        of_edition = _is_a(self.store, quad.subject, ("te:Edition",))
        return not of_edition or quad.predicate in map(curie, _COUNTED) or bool(_statements(self.store, quad))


@dataclass(frozen=True, slots=True)
class _Teller:
    """Says what was taken out, by what stood in the graph `before`."""

    before: ox.Store

    def fault(self, unit: _Unit, faults: Iterable[Violation]) -> Finding:
        """Tell of a unit that breaks the rules."""
        faults = tuple(faults)
        what = self._name(unit.node)
        if unit.values:
            values = ", ".join(f"{short(q.predicate.value)} {self._name(q.object)}" for q in unit.values)
            what = f"{values} of {what}"
        rows = {("node", _text(unit.node)), *(("value", _notation(quad.object)) for quad in unit.values)}
        for fault in faults:
            rows |= {("shape", fault.shape), ("constraint", fault.constraint)}
            rows |= {("path", fault.path)} if fault.path else set()
        sources = [node for quad in unit.values for node in _statements(self.before, quad)] or [unit.node]
        rules = " ".join(sorted({fault.message for fault in faults}))
        return self._finding(f"Left out {what}: {rules}", rows, sources)

    def consequence(self, node: Node, because: Node) -> Finding:
        """Tell of a node that went with another."""
        message = f"Left out {self._name(node)}, since {self._name(because)} was left out."
        return self._finding(message, {("node", _text(node)), ("because", _text(because))}, [node])

    def _finding(self, message: str, rows: Iterable[tuple[str, str]], sources: Iterable[Node]) -> Finding:
        quotes = sorted({quote for source in sources for quote in self._quotes(source)}, key=str)
        article = self._value(quotes[0], "te:article") if quotes else next(iter(sources))
        identifier = self._value(article, "schema:identifier")
        return Finding(
            FindingCode.QUARANTINED,
            message,
            article=None if identifier is None else _text(identifier),
            span=self._span(quotes[0]) if quotes else None,
            quote=self._text_of(quotes[0], "oa:exact") if quotes else None,
            detail=tuple(sorted(rows)),
        )

    def _quotes(self, node: Term) -> Iterator[Node]:
        """Find the evidence of a node, also by way of the metrics that it was derived from."""
        pending: list[Term] = [node]
        seen: set[Term] = {node}
        while pending:
            source = pending.pop()
            if isinstance(source, Node) and _is_a(self.before, source, ("te:Evidence",)):
                yield source
            found = {q.object for q in _quads(self.before, source, curie("prov:wasDerivedFrom"), None)} - seen
            pending += found
            seen |= found

    def _span(self, quote: Node) -> Span | None:
        try:
            return Span(int(self._text_of(quote, "oa:start") or ""), int(self._text_of(quote, "oa:end") or ""))
        except ValueError:
            return None

    def _name(self, term: Term) -> str:
        """Name a node or a value for a person."""
        if not isinstance(term, Node):
            return f'"{_text(term)}"'
        if label := self._text_of(term, "rdfs:label"):
            return label
        about = self._value(term, "te:about") or self._value(term, "rdf:subject")
        of = "" if about is None else f" of {self._name(about)}"
        if indicator := self._value(term, "te:indicator"):
            value = self._text_of(term, "te:value")
            figure = "the change" if value is None else f"the figure {value}"
            return f"{figure} for {short(_text(indicator)).removeprefix('te:indicator-')}{of}"
        if predicate := self._value(term, "rdf:predicate"):
            said = self._value(term, "rdf:object")
            return f"the statement of {short(_text(predicate))} {'' if said is None else self._name(said)}{of}"
        if isinstance(term, ox.NamedNode) and short(term.value) != term.value:
            return short(term.value)
        kinds = [q.object for q in _quads(self.before, term, curie("rdf:type"), None)]
        ours = [short(_text(kind)) for kind in kinds if short(_text(kind)).startswith("te:")]
        return f"{ours[0] if ours else 'the node'} {_text(term)}{of}"

    def _value(self, node: Term | None, predicate: str) -> Term | None:
        found = [] if node is None else _quads(self.before, node, curie(predicate), None)
        return found[0].object if found else None

    def _text_of(self, node: Term, predicate: str) -> str | None:
        value = self._value(node, predicate)
        return None if value is None else _text(value)


def _order(finding: Finding) -> tuple[str, ...]:
    return (finding.article or "", finding.message, repr(finding.detail))


def _notation(term: Term) -> str:
    """Write a value as N-Triples does; what a store calls a blank node changes from run to run and is left out."""
    return "_:" if isinstance(term, ox.BlankNode) else str(term)


def _text(term: Term) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else "without a name"


def _quads(store: ox.Store, s: Term | None, p: ox.NamedNode | None, o: Term | None) -> list[ox.Quad]:
    """Find triples by a pattern, in an order that does not depend on the store."""
    if isinstance(s, ox.Literal):
        return []
    return sorted(store.quads_for_pattern(s, p, o), key=str)


def _any(store: ox.Store, s: Node | None, p: ox.NamedNode | None, o: Term | None) -> bool:
    """Tell whether any triple has a pattern; a metric may have thousands of quotes, and each asks when it goes."""
    return next(iter(store.quads_for_pattern(s, p, o)), None) is not None


def _is_a(store: ox.Store, node: Term, classes: Iterable[str]) -> bool:
    """Tell whether a node is of one of some classes; asked of whole triples, since an edition may have thousands."""
    if isinstance(node, ox.Literal):
        return False
    return any(ox.Quad(node, curie("rdf:type"), curie(name)) in store for name in classes)


def _statement(store: ox.Store, node: Node) -> ox.Quad | None:
    """Return the triple that a claim or derivation states."""
    parts = [_quads(store, node, curie(f"rdf:{name}"), None) for name in ("subject", "predicate", "object")]
    s, p, o = (part[0].object if part else None for part in parts)
    return ox.Quad(s, p, o) if isinstance(s, Node) and isinstance(p, ox.NamedNode) and o is not None else None


def _statements(store: ox.Store, quad: ox.Quad) -> list[Node]:
    """Find the claims and derivations that state a triple."""
    same = _with_both(store, ("rdf:subject", quad.subject), ("rdf:object", quad.object))
    return [node for node in same if _statement(store, node) == quad]


def _with_both(store: ox.Store, *values: tuple[str, Term]) -> list[Node]:
    """Find the nodes that have two values, sorted.

    An edition may have thousands of claims and a country be named in thousands: both are read side by side, and what
    ends first is checked for the other.
    """
    (p, one), (q, other) = ((curie(predicate), value) for predicate, value in values)
    by_one: list[Node] = []
    by_other: list[Node] = []
    first, second = store.quads_for_pattern(None, p, one), store.quads_for_pattern(None, q, other)
    while (found := next(first, None)) is not None:
        by_one.append(found.subject)
        if (found := next(second, None)) is None:
            return sorted((node for node in by_other if ox.Quad(node, p, one) in store), key=str)
        by_other.append(found.subject)
    return sorted((node for node in by_one if ox.Quad(node, q, other) in store), key=str)


def _inverses(predicate: ox.NamedNode) -> list[ox.NamedNode]:
    axiom = curie("owl:inverseOf")
    found = [quad.object for quad in _quads(ontology(), predicate, axiom, None)]
    found += [quad.subject for quad in _quads(ontology(), None, axiom, predicate)]
    return [inverse for inverse in found if isinstance(inverse, ox.NamedNode)]
