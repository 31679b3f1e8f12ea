"""The graph at rest: read from a build or a file, written as Turtle, handed over to rdflib."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple, serialize

from kg.errors import NotABuildError, SourceError
from kg.graph.curies import curie
from kg.graph.iris import DEFAULT_BASE
from kg.graph.turtle import turtle
from kg.graph.vocab import PREFIXES

_GRAPH = "graph.ttl"
# By the endings of file names; oxigraph's own table takes every .txt for N-Triples.
_SYNTAXES = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
}
_ENDINGS = ", ".join(_SYNTAXES)
# The classes by whose nodes the base of a graph is known, with the first step of their paths.
_KNOWN_BY = (("te:Article", "article"), ("te:Fair", "fair"), ("te:Edition", "edition"), ("te:Country", "country"))


def make_store(triples: Iterable[Triple]) -> Store:
    """Return a store in memory that holds the triples, each once."""
    store = Store()
    data = serialize(triples, format=RdfFormat.N_TRIPLES)
    if data:
        store.bulk_load(data, format=RdfFormat.N_TRIPLES)
    return store


def load_store(path: Path | str) -> Store:
    """Read the graph of a build's directory, or an RDF file of any syntax that its name tells (.ttl, .nq, .jsonld).

    Raises:
        NotABuildError: a directory without graph.ttl.
        SourceError: a file that cannot be read, whose name tells no syntax, or whose text is not of that syntax.
    """
    where = Path(path)
    if where.is_dir():
        if not (where / _GRAPH).is_file():
            raise NotABuildError(where)
        where = where / _GRAPH
    syntax = _SYNTAXES.get(where.suffix.lower())
    if syntax is None:
        raise SourceError(str(path), f"not the name of an RDF file: give a build's directory or one of {_ENDINGS}")
    store = Store()
    try:
        store.bulk_load(path=str(where), format=syntax)
    except OSError as error:
        raise SourceError(str(path), f"cannot be read ({(error.strerror or str(error)).lower()})") from error
    except (SyntaxError, ValueError) as error:
        raise SourceError(str(path), f"not {syntax.name}: {_first_line(error)}") from error
    return store


def all_triples(store: Store) -> Iterator[Triple]:
    """Return the triples of all graphs of a store; one that stands in two graphs comes twice."""
    return (quad.triple for quad in store)


def base_of(store: Store) -> str:
    """Return what the data IRIs of a graph start with: `DEFAULT_BASE` where it has no node that tells."""
    for name, step in _KNOWN_BY:
        found = store.quads_for_pattern(None, curie("rdf:type"), curie(name), None)
        path = re.compile(f"(?P<base>.*?[/#]){step}/[^/]+(?:/[^/]+)?")
        bases = [path.fullmatch(quad.subject.value) for quad in found if isinstance(quad.subject, NamedNode)]
        known = sorted(match["base"] for match in bases if match)
        if known:
            return known[0]
    return DEFAULT_BASE


def write_turtle(store: Store, *, base: str | None = None) -> bytes:
    """Write a graph as Turtle, sorted and prefixed for reading; the same graph gives the same bytes.

    `base` shortens data IRIs; by default it is `base_of` the graph.
    """
    return turtle(all_triples(store), base_of(store) if base is None else base)


def to_rdflib(store: Store) -> rdflib.Graph:
    """Return a graph of rdflib with the same triples, and the prefixes bound.

    Each term is made once: that takes half the time of parsing N-Triples, and keeps lexical forms as they are.
    """
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    terms = _RdflibTerms()
    graph.addN(
        (terms.node(t.subject), terms.node(t.predicate), terms.node(t.object), graph) for t in all_triples(store)
    )
    return graph


class _RdflibTerms(dict[NamedNode | BlankNode | Literal | Triple, rdflib.term.Node]):
    """The terms of rdflib for those of pyoxigraph, each made once."""

    def node(self, term: NamedNode | BlankNode | Literal | Triple) -> rdflib.term.Node:
        found = self.get(term)
        if found is None:
            found = self[term] = _rdflib_term(term)
        return found


def _rdflib_term(term: NamedNode | BlankNode | Literal | Triple) -> rdflib.term.Node:
    match term:
        case NamedNode():
            return rdflib.URIRef(term.value)
        case BlankNode():
            return rdflib.BNode(term.value)
        case Literal(language=None):
            # To rdflib a string with the datatype xsd:string is another term than one without.
            datatype = None if term.datatype == curie("xsd:string") else rdflib.URIRef(term.datatype.value)
            return rdflib.Literal(term.value, datatype=datatype, normalize=False)
        case Literal():
            return rdflib.Literal(term.value, lang=term.language)
        case _:
            raise ValueError(f"rdflib has no term for {term}")


def _first_line(error: Exception) -> str:
    lines = str(error).splitlines()
    return lines[0][:200] if lines else type(error).__name__
