"""Judges graphs by the shapes in a fraction of the time that pySHACL takes, with the same verdicts.

What SHACL Core says is judged by the engine `shacl`, which compiles the shapes once. The SPARQL constraints are asked
of pyoxigraph, each of all nodes at once. See docs/decisions/0007-two-judges.md for what the engines were chosen by,
and for the few graphs that they judge in other ways; a graph with blank nodes is left to pySHACL, since the engine
gives them names of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import SH, Graph
from rdflib.term import Node

from kg.errors import KgError
from kg.graph.curies import curie
from kg.graph.judge import as_store, labels_of, ontology, refuse_triple_terms, shapes_graph, validate
from kg.graph.report import ValidationReport, Violation, make_report, term_of

try:
    import shacl
except ImportError:  # there are systems that it has no wheel for; on them pySHACL judges
    shacl = None  # type: ignore[assignment]

_SPARQL = str(SH.SPARQLConstraintComponent)
_IN_MESSAGE = re.compile(r"\{[?$](\w+)\}")
# Where a triple starts, or its object, is a blank node; a quote cannot hold a line break that is not escaped.
_BLANK_NODE = re.compile(rb"(?m)^_:|^<[^>]*> <[^>]*> _:")
_WHERE = re.compile(r"\bWHERE\s*\{", re.IGNORECASE)


def fast_validate(data: ox.Store | Graph | Path) -> ValidationReport:
    """Judge a graph by the shapes, as `kg.graph.judge.validate` does and with the same verdicts.

    A store without named graphs is read as it stands, not copied.

    Raises:
        SourceError: `data` is a file that cannot be read, or is not RDF in the syntax that its name tells.
        KgError: `data` has triple terms of RDF 1.2.
    """
    store = data if isinstance(data, ox.Store) and not any(data.named_graphs()) else as_store(data)
    triples = _n_triples(store)
    if b"<<(" in triples:
        refuse_triple_terms(store)
    if shacl is None or _BLANK_NODE.search(triples):
        return validate(store)
    violations = [*_by_core(triples), *_by_queries(store)]
    return make_report(violations, labels_of(violations, store))


def _n_triples(store: ox.Store) -> bytes:
    return store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b""


# --- SHACL Core ---


def _by_core(triples: bytes) -> Iterator[Violation]:
    report = _compiled().validate_text(f"{triples.decode()}{_ontology_as_text()}", "ntriples")
    for result in report.results:
        path = result.path or ""
        yield Violation(
            focus=_plain(result.focus_node),
            path=_plain(path) if _is_one_iri(path) else None,
            value=None if result.value is None else str(term_of(result.value)),
            shape=_plain(result.source_shape or ""),
            constraint=result.component_iri,
            message=" ".join(sorted(result.messages)),
            severity=result.severity_iri,
        )


@cache
def _compiled() -> shacl.Shapes:
    """Compile the shapes without their queries, which the engine would ask of each node alone."""
    core = Graph()
    core += [triple for triple in shapes_graph() if triple[1] != SH.sparql]
    return shacl.Shapes.from_text(core.serialize(format="nt"), "ntriples")


@cache
def _ontology_as_text() -> str:
    return _n_triples(ontology()).decode()


def _is_one_iri(path: str) -> bool:
    return path.startswith("<") and path.find(">") == len(path) - 1


def _plain(term: str) -> str:
    return term[1:-1] if term.startswith("<") else term


# --- SPARQL constraints ---


@dataclass(frozen=True, slots=True)
class _Constraint:
    """A SPARQL constraint of the shapes, with the classes whose nodes it is asked of."""

    shape: str
    severity: str
    message: str
    query: str
    select: str
    prefixes: Mapping[str, str]
    targets: frozenset[ox.NamedNode]


def _by_queries(store: ox.Store) -> Iterator[Violation]:
    for constraint in _constraints():
        targets = [c for c in _with_subclasses(constraint.targets, store) if _has_any(store, c)]
        if targets:
            yield from _broken(store, constraint, targets)


def _with_subclasses(classes: Iterable[ox.NamedNode], store: ox.Store) -> set[ox.NamedNode]:
    """Add to classes their subclasses, by the ontology and by the graph itself."""
    found = set(classes)
    pending = list(found)
    while pending:
        above = pending.pop()
        for graph in (ontology(), store):
            for quad in graph.quads_for_pattern(None, curie("rdfs:subClassOf"), above):
                if isinstance(quad.subject, ox.NamedNode) and quad.subject not in found:
                    found.add(quad.subject)
                    pending.append(quad.subject)
    return found


def _has_any(store: ox.Store, kind: ox.NamedNode) -> bool:
    return next(iter(store.quads_for_pattern(None, curie("rdf:type"), kind)), None) is not None


def _broken(store: ox.Store, constraint: _Constraint, targets: Iterable[ox.NamedNode]) -> Iterator[Violation]:
    """Ask a query of all nodes of its classes at once: the nodes are bound before all else, as SHACL says."""
    classes = " ".join(sorted(map(str, targets)))
    focus = f"WHERE {{ VALUES ?targetClass {{ {classes} }} $this a ?targetClass . "
    query = _WHERE.sub(lambda _: focus, constraint.select, count=1)
    rows = store.query(query, prefixes=dict(constraint.prefixes))
    assert isinstance(rows, ox.QuerySolutions)
    names = [variable.value for variable in rows.variables]
    for row in rows:
        bound = {name: term for name, term in zip(names, row, strict=True) if term is not None}
        focus_node, path = bound["this"], bound.get("path")
        yield Violation(
            focus=_text(focus_node),
            path=path.value if isinstance(path, ox.NamedNode) else None,
            value=str(bound.get("value", focus_node)),
            shape=constraint.shape,
            constraint=_SPARQL,
            message=_filled_in(constraint.message, {name: _text(term) for name, term in bound.items()}),
            severity=constraint.severity,
            query=constraint.query,
        )


def _filled_in(template: str, values: Mapping[str, str]) -> str:
    """Write values where a message names their variables.

    >>> _filled_in("It starts on {?start}, after {$end}, {?unknown}.", {"start": "Monday", "end": "Sunday"})
    'It starts on Monday, after Sunday, {?unknown}.'
    """
    return _IN_MESSAGE.sub(lambda name: values.get(name[1], name[0]), template)


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


@cache
def _constraints() -> tuple[_Constraint, ...]:
    """Read the SPARQL constraints of the shapes.

    Raises `KgError` for one that could not be asked of all nodes at once.
    """
    shapes = shapes_graph()
    return tuple(_read(shapes, shape, source) for shape, source in sorted(shapes.subject_objects(SH.sparql)))


def _read(shapes: Graph, shape: Node, source: Node) -> _Constraint:
    select = str(shapes.value(source, SH.select))
    targets = frozenset(ox.NamedNode(str(target)) for target in shapes.objects(shape, SH.targetClass))
    if not targets or shapes.value(shape, SH.path) or len(_WHERE.findall(select)) != 1:
        raise KgError(f"{shape}: a query here needs sh:targetClass, no sh:path, and one WHERE")
    declared = [d for of in shapes.objects(source, SH.prefixes) for d in shapes.objects(of, SH.declare)]
    return _Constraint(
        shape=str(shape),
        severity=str(shapes.value(shape, SH.severity) or SH.Violation),
        message=str(shapes.value(source, SH.message)),
        query=str(source),
        select=select,
        prefixes={str(shapes.value(d, SH.prefix)): str(shapes.value(d, SH.namespace)) for d in declared},
        targets=targets,
    )
