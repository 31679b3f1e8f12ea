"""What a validation found: as values, as RDF in a fixed order, and in words.

A report in RDF has no blank nodes: each result is named by a hash of what it says, so that the same faults give the
same bytes wherever and whenever they are found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import NAMESPACE_URL, uuid5

import pyoxigraph as ox
from rdflib import RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg.graph.curies import compact
from kg.graph.vocab import PREFIXES

SHAPES = "https://w3id.org/trade-event/shapes#"


@dataclass(frozen=True, slots=True)
class Violation:
    """One result of a validation.

    `focus` is the IRI of the node that was checked, or `_:` and the name of a blank node. `path` is the IRI of the
    property that is at fault, None where it is the node as a whole or a path of several properties. `value` is the
    value at fault in the notation of N-Triples, since its datatype may be what is wrong. `shape`, `constraint` and
    `severity` are IRIs.
    """

    focus: str
    path: str | None
    value: str | None
    shape: str
    constraint: str
    message: str
    severity: str


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """The verdict on a graph; `graph` is the report in the terms of SHACL, with the labels of the nodes at fault."""

    conforms: bool
    violations: tuple[Violation, ...]
    graph: Graph


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
_PARTS = (
    SH.focusNode,
    SH.resultPath,
    SH.value,
    SH.sourceShape,
    SH.sourceConstraint,
    SH.sourceConstraintComponent,
    SH.resultSeverity,
    SH.resultMessage,
)
_OTHER_FAULT = _Fault("breaks a rule", "Correct what the rule names")


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


def read_report(results: Graph, labels: Mapping[str, str]) -> ValidationReport:
    """Read a validation report in RDF, as any SHACL engine gives it; `labels` leads from IRIs to names for people."""
    graph = Graph(bind_namespaces="none")
    for prefix in ("te", "rdfs", "xsd"):
        graph.bind(prefix, PREFIXES[prefix])
    graph.bind("sh", SH)
    graph.bind("tes", SHAPES)
    violations: dict[Violation, None] = {}
    for result in results.objects(None, SH.result):
        violation = _violation(results, result)
        violations[violation] = None
        name = _name(violation)
        graph.add((name, RDF.type, SH.ValidationResult))
        for predicate in _PARTS:
            for value in results.objects(result, predicate):
                if not isinstance(value, BNode):
                    graph.add((name, predicate, value))
                elif predicate != SH.resultPath:
                    graph.add((name, predicate, _BLANK))
        if violation.focus in labels:
            graph.add((URIRef(violation.focus), RDFS.label, Literal(labels[violation.focus])))
    ordered = tuple(sorted(violations, key=_order))
    report = _iri("report", *map(str, map(_name, ordered)))
    graph.add((report, RDF.type, SH.ValidationReport))
    graph.add((report, SH.conforms, Literal(not ordered)))
    for violation in ordered:
        graph.add((report, SH.result, _name(violation)))
    return ValidationReport(not ordered, ordered, graph)


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
    label = report.graph.value(URIRef(violation.focus), RDFS.label)
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
    )


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
