"""What a validation found: as values, as RDF in a fixed order, and in words.

A report in RDF has no blank nodes: each result is named by a hash of what it says, so that the same faults give the
same bytes wherever and whenever they are found.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from uuid import NAMESPACE_URL, uuid5

import pyoxigraph as ox
from rdflib import RDF, RDFS, SH, XSD, BNode, Graph, IdentifiedNode, Literal, URIRef
from rdflib.term import Node

from kg.errors import KgError
from kg.graph.curies import compact
from kg.graph.vocab import PREFIXES

Term = ox.NamedNode | ox.BlankNode | ox.Literal
SHAPES = "https://w3id.org/trade-event/shapes#"


@dataclass(frozen=True, slots=True)
class Violation:
    """One result of a validation.

    `focus` is the IRI of the node that was checked, or `_:` and the name of a blank node. `path` is the IRI of the
    property that is at fault, None where it is the node as a whole or a path of several properties. `value` is the
    value at fault in the notation of N-Triples, since its datatype may be what is wrong. `shape`, `constraint` and
    `severity` are IRIs; `query` is that of the shape's SPARQL constraint, where it is one.
    """

    focus: str
    path: str | None
    value: str | None
    shape: str
    constraint: str
    message: str
    severity: str
    query: str | None = None


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """The verdict on a graph; `labels` leads from the IRIs of nodes at fault to names for people."""

    conforms: bool
    violations: tuple[Violation, ...]
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def graph(self) -> Graph:
        """The report in the terms of SHACL, with the labels of the nodes at fault."""
        with silent_rdflib():
            return _in_rdf(self)


@dataclass(frozen=True, slots=True)
class _Fault:
    """What a kind of constraint finds wrong, and how that is mended."""

    wrong: str
    mend: str


_FAULTS: Mapping[str, _Fault] = MappingProxyType(
    {
        "MinCount": _Fault("has too few values", "Add the missing value"),
        "MaxCount": _Fault("has too many values", "Keep the right one and remove the others"),
        "Class": _Fault(
            "leads to a node that is not of the right class", "Lead to one that is, or give it the class"
        ),
        "Datatype": _Fault("has a value of the wrong datatype", "Write the value with the right datatype"),
        "NodeKind": _Fault("is the wrong kind of node", "Give an IRI or a literal, as the rule says"),
        "In": _Fault("has a value outside its list", "Choose one from the list"),
        "Pattern": _Fault("has a value of the wrong form", "Write the value in the right form"),
        "MinInclusive": _Fault("has a value that is too small", "Correct the value"),
        "MinExclusive": _Fault("has a value that is too small", "Correct the value"),
        "Disjoint": _Fault("has a value that another property of the node has too", "Leave one of the two"),
        "MaxInclusive": _Fault("has a value that is too large", "Correct the value"),
        "MaxExclusive": _Fault("has a value that is too large", "Correct the value"),
        "MinLength": _Fault("has a value that is too short", "Write the value out"),
        "LessThan": _Fault("has a value that does not come before the other", "Correct one of the two"),
        "UniqueLang": _Fault("has two texts in one language", "Keep one of them"),
        "Or": _Fault("fits none of the allowed forms", "Bring it into one of them"),
        "Xone": _Fault("does not fit exactly one of the allowed forms", "Bring it into one of them"),
    }
)
_OTHER_FAULT = _Fault("breaks a rule", "Correct what the rule names")


def as_rdflib(term: Term | ox.Triple) -> IdentifiedNode | Literal:
    """Return the same term for rdflib, digit for digit; rdflib leaves `xsd:string` unsaid.

    Raises `KgError` for a triple term of RDF 1.2.

    >>> as_rdflib(ox.Literal("07", datatype=ox.NamedNode(str(XSD.integer)))).n3()
    '"07"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    match term:
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.BlankNode():
            return BNode(term.value)
        case ox.Literal(language=str()):
            return Literal(term.value, lang=term.language)
        case ox.Literal():
            datatype = term.datatype.value
            return Literal(term.value, datatype=None if datatype == str(XSD.string) else datatype, normalize=False)
        case _:
            raise KgError(
                "the graph holds triples about triples; take them out, since the shapes say nothing of such"
            )


@contextmanager
def silent_rdflib() -> Iterator[None]:
    """Keep rdflib from logging each literal that its datatype does not have: the report says it better."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def notation(term: Node) -> str:
    """Return a term of rdflib as N-Triples writes it, on one line.

    >>> notation(Literal("2023-11-05\\n")), notation(URIRef("https://example.org/"))
    ('"2023-11-05\\\\n"', '<https://example.org/>')
    """
    if isinstance(term, Literal):
        if term.language:
            return str(ox.Literal(str(term), language=term.language))
        return str(ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None))
    return term.n3() if isinstance(term, BNode) else f"<{term}>"


def term_of(text: str) -> Term | ox.Triple:
    """Return the term that stands in the notation of N-Triples.

    >>> term_of('"7"^^<http://www.w3.org/2001/XMLSchema#integer>').value
    '7'
    """
    (quad,) = ox.parse(f"<urn:s> <urn:p> {text} .", ox.RdfFormat.N_TRIPLES)
    term: Term | ox.Triple = quad.object
    return term


def read_report(results: Graph, labels: Mapping[str, str]) -> ValidationReport:
    """Read a validation report in RDF, as any SHACL engine gives it; `labels` leads from IRIs to names for people."""
    return make_report(read_results(results), labels)


def read_results(results: Graph) -> list[Violation]:
    """Read the results of a validation report in RDF, in any order."""
    return [_violation(results, result) for result in results.objects(None, SH.result)]


def make_report(violations: Iterable[Violation], labels: Mapping[str, str]) -> ValidationReport:
    """Make the report of what an engine found: each violation once, in an order of their own."""
    ordered = tuple(sorted(set(violations), key=_order))
    return ValidationReport(not ordered, ordered, labels)


def report_turtle(report: ValidationReport) -> str:
    """Write a report as Turtle: the same bytes for the same faults, and no blank nodes."""
    return report.graph.serialize(format="turtle")


def render(report: ValidationReport) -> str:
    """Say in plain words what is wrong: for each fault the node, the value, the rule, and how to mend it."""
    if report.conforms:
        return "The graph conforms to the shapes.\n"
    number = len(report.violations)
    head = f"The graph does not conform to the shapes: {number} fault{'s' if number > 1 else ''}.\n"
    return "\n".join([head, *(_paragraph(report, violation) for violation in report.violations)])


def short(iri: str) -> str:
    """Shorten an IRI by the prefixes of the vocabulary and of the shapes; others stay as they are.

    >>> short("https://w3id.org/trade-event/shapes#Fair-label"), short("https://example.org/kg/fair/ciie")
    ('tes:Fair-label', 'https://example.org/kg/fair/ciie')
    """
    return f"tes:{iri.removeprefix(SHAPES)}" if iri.startswith(SHAPES) else compact(iri) or iri


def _paragraph(report: ValidationReport, violation: Violation) -> str:
    label = report.labels.get(violation.focus)
    node = "a blank node" if violation.focus.startswith("_:") else violation.focus
    named = node if label is None else f"{label} ({node})"
    component = violation.constraint.removeprefix(str(SH)).removesuffix("ConstraintComponent")
    fault = _FAULTS.get(component, _OTHER_FAULT)
    if violation.path is None:
        wrong = f"The node {fault.wrong}."
    elif violation.value is None:
        wrong = f"{short(violation.path)} {fault.wrong}."
    else:
        wrong = f"{short(violation.path)} {fault.wrong}: {_readable(violation.value)}."
    return f"{named}\n  {wrong} {violation.message}\n  To mend it: {fault.mend} (shape {short(violation.shape)}).\n"


def _readable(value: str) -> str:
    if value.startswith("_:"):
        return "a blank node"
    if value.startswith("<"):
        return short(value[1:-1])
    text, typed, datatype = value.rpartition('"^^<')
    return f'{text}" ({short(datatype[:-1])})' if typed else value


def _violation(results: Graph, result: Node) -> Violation:
    focus, path, value = (results.value(result, p) for p in (SH.focusNode, SH.resultPath, SH.value))
    return Violation(
        focus=focus.n3() if isinstance(focus, BNode) else str(focus),
        path=str(path) if isinstance(path, URIRef) else None,
        value=None if value is None else notation(value),
        shape=str(results.value(result, SH.sourceShape)),
        constraint=str(results.value(result, SH.sourceConstraintComponent)),
        message=" ".join(sorted(map(str, results.objects(result, SH.resultMessage)))),
        severity=str(results.value(result, SH.resultSeverity)),
        query=str(query) if isinstance(query := results.value(result, SH.sourceConstraint), URIRef) else None,
    )


def _in_rdf(report: ValidationReport) -> Graph:
    graph = Graph(bind_namespaces="none")
    for prefix in ("te", "rdfs", "xsd"):
        graph.bind(prefix, PREFIXES[prefix])
    graph.bind("sh", SH)
    graph.bind("tes", SHAPES)
    name = _iri("report", *map(str, map(_name, report.violations)))
    graph.add((name, RDF.type, SH.ValidationReport))
    graph.add((name, SH.conforms, Literal(report.conforms)))
    for violation in report.violations:
        graph.add((name, SH.result, _name(violation)))
        graph.add((_name(violation), RDF.type, SH.ValidationResult))
        for predicate, term in _parts(violation):
            graph.add((_name(violation), predicate, term))
    for node, label in report.labels.items():
        graph.add((URIRef(node), RDFS.label, Literal(label)))
    return graph


def _parts(violation: Violation) -> Iterator[tuple[URIRef, IdentifiedNode | Literal]]:
    """Say what a result in RDF holds; one node stands for all blank nodes, whose names change from run to run."""
    yield SH.focusNode, _BLANK if violation.focus.startswith("_:") else URIRef(violation.focus)
    if violation.path is not None:
        yield SH.resultPath, URIRef(violation.path)
    if violation.value is not None:
        yield SH.value, _BLANK if violation.value.startswith("_:") else as_rdflib(term_of(violation.value))
    yield SH.sourceShape, URIRef(violation.shape)
    if violation.query is not None:
        yield SH.sourceConstraint, URIRef(violation.query)
    yield SH.sourceConstraintComponent, URIRef(violation.constraint)
    yield SH.resultSeverity, URIRef(violation.severity)
    yield SH.resultMessage, Literal(violation.message)


def _order(violation: Violation) -> tuple[str, ...]:
    """Order violations by their content; the names of blank nodes change from run to run and come last."""
    parts = (violation.focus, violation.path or "", violation.shape, violation.constraint, violation.value or "")
    names = tuple("_:" if part.startswith("_:") else part for part in (*parts, violation.message))
    return (*names, *parts)


def _name(violation: Violation) -> URIRef:
    return _iri("result", *_order(violation)[:6])


def _iri(*content: str) -> URIRef:
    return URIRef(uuid5(NAMESPACE_URL, repr(content)).urn)


_BLANK = _iri("blank node")
