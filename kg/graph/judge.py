"""Judges graphs by the shapes, in the light of the ontology. pySHACL is the judge.

pySHACL reads the graph from rdflib; its SPARQL constraints are answered by pyoxigraph from the same triples, since
rdflib parses such a query anew for each node (500 nodes: 8 s in rdflib, 0.2 s here).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pyshacl
from rdflib import RDFS, XSD, BNode, Graph, Literal, Variable
from rdflib.namespace import NamespaceManager
from rdflib.plugins.sparql.sparql import Query
from rdflib.plugins.stores.memory import Memory
from rdflib.query import Result
from rdflib.term import Identifier

from kg.errors import SourceError
from kg.graph.report import Term, ValidationReport, Violation, as_rdflib, make_report, read_results, silent_rdflib
from kg.resources import resource


@cache
def shapes_graph() -> Graph:
    """Return all shapes in one graph, which is kept: do not change it."""
    shapes = Graph()
    for path in sorted(resource("shapes").glob("*.ttl")):
        shapes.parse(path)
    return shapes


@cache
def ontology() -> ox.Store:
    """Return the ontology with its code lists and alignments, which is kept: do not change it."""
    store = ox.Store()
    for path in sorted(resource("ontology").glob("*.ttl")):
        store.extend(ox.parse(path=path))
    return store


def validate(data: ox.Store | Graph | Path) -> ValidationReport:
    """Judge a graph by the shapes.

    Raises:
        SourceError: `data` is a file that cannot be read, or is not RDF in the syntax that its name tells.
        KgError: `data` has triple terms of RDF 1.2.
    """
    store = as_store(data)
    store.extend(ontology())
    graph = Graph(_QueriedByOxigraph(store), bind_namespaces="none")
    graph.namespace_manager = _PlainNames(graph, bind_namespaces="none")
    with silent_rdflib():
        for s, p, o, _ in store:
            graph.add((as_rdflib(s), as_rdflib(p), as_rdflib(o)))
        _, results, _ = pyshacl.validate(graph, shacl_graph=shapes_graph(), inference="none")
    violations = read_results(results)
    return make_report(violations, labels_of(violations, store))


def as_store(data: ox.Store | Graph | Path) -> ox.Store:
    """Copy a graph, or read a file, into a store of its own; named graphs are merged into the default graph.

    Raises `SourceError` where `data` is a file that cannot be read, or is not RDF in the syntax that its name tells.
    """
    store = ox.Store()
    if isinstance(data, Graph):
        store.load(data.serialize(format="nt", encoding="utf-8"), ox.RdfFormat.N_TRIPLES)
        return store
    try:
        quads = data if isinstance(data, ox.Store) else ox.parse(path=data)
        store.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    except OSError as error:
        raise SourceError(str(data), f"cannot be read: {error.strerror or error}") from error
    except (SyntaxError, ValueError) as error:
        raise SourceError(str(data), f"is not RDF: {error}") from error
    return store


def refuse_triple_terms(store: ox.Store) -> None:
    """Raise `KgError` where a graph has triple terms of RDF 1.2."""
    for quad in store:
        as_rdflib(quad.object)


def _as_oxigraph(node: Identifier) -> Term:
    match node:
        case Literal(language=str()):
            return ox.Literal(str(node), language=node.language)
        case Literal():
            return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or XSD.string)))
        case BNode():
            return ox.BlankNode(str(node))
        case _:
            return ox.NamedNode(str(node))


class _QueriedByOxigraph(Memory):
    """A store of rdflib that leaves SELECT queries to pyoxigraph, which holds the same triples."""

    def __init__(self, same: ox.Store) -> None:
        super().__init__()
        self._same = same

    def query(
        self,
        query: Query | str,
        initNs: Mapping[str, Any],
        initBindings: Mapping[str, Identifier],
        queryGraph: str,
        **kwargs: Any,
    ) -> Result:
        bound: dict[ox.Variable, Term | ox.Triple] = {
            ox.Variable(name): _as_oxigraph(term) for name, term in initBindings.items()
        }
        prefixes = {prefix: str(namespace) for prefix, namespace in initNs.items()}
        rows = self._same.query(str(query), prefixes=prefixes, substitutions=bound)
        assert isinstance(rows, ox.QuerySolutions)
        result = Result("SELECT")
        result.vars = [Variable(variable.value) for variable in rows.variables]
        result.bindings = [
            {name: as_rdflib(term) for name, term in zip(result.vars, row, strict=True) if term is not None}
            for row in rows
        ]
        return result


class _PlainNames(NamespaceManager):
    """Writes IRIs in full.

    pySHACL writes each node that fails a part of a shape in words that nobody reads. rdflib would look for a prefix
    of each, comparing it with all that it has seen before: 15,000 quotes of one article would take minutes.
    """

    def normalizeUri(self, rdfTerm: str) -> str:
        """Return an IRI in angle brackets."""
        return f"<{rdfTerm}>"


def labels_of(violations: Iterable[Violation], store: ox.Store) -> dict[str, str]:
    """Return the labels of the nodes at fault that have one; of several the first in order."""
    labels: dict[str, str] = {}
    for focus in {violation.focus for violation in violations if not violation.focus.startswith("_:")}:
        quads = store.quads_for_pattern(ox.NamedNode(focus), ox.NamedNode(str(RDFS.label)), None)
        found = [quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)]
        if found:
            labels[focus] = min(found)
    return labels
