"""The graph as RDF: Turtle and N-Triples as one graph, TriG and N-Quads with a graph an article."""

from __future__ import annotations

from itertools import groupby

from pyoxigraph import DefaultGraph, Quad, Store

from kg.exports.graphs import by_article
from kg.graph.store import all_triples, base_of, write_turtle
from kg.graph.turtle import blocks, document, natural_key


def ttl(store: Store) -> bytes:
    """Write Turtle."""
    return write_turtle(store)


def nt(store: Store) -> bytes:
    """Write a statement a line, sorted."""
    return "".join(sorted({f"{triple} .\n" for triple in all_triples(store)})).encode()


def nq(store: Store) -> bytes:
    """Write a statement a line with the graph that it stands in, sorted; see `by_article`."""
    return "".join(sorted(f"{quad} .\n" for quad in by_article(store))).encode()


def trig(store: Store) -> bytes:
    """Write the default graph as Turtle, then the graph of each article; see `by_article`."""
    base = base_of(store)
    graphs = {
        name: blocks((quad.triple for quad in quads), base)
        for name, quads in groupby(sorted(by_article(store), key=_graph), key=_graph)
    }
    prefixes = {prefix for written in graphs.values() for block in written for prefix in block.prefixes}
    default = graphs.pop("", [])
    parts = [*document(default, prefixes, base)]
    for name in sorted(graphs, key=natural_key):
        parts += [f"\n{name} {{\n", *(block.text for block in graphs[name]), "\n}\n"]
    return "".join(parts).encode()


def _graph(quad: Quad) -> str:
    return "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)
