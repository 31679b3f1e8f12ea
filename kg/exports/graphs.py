"""Which article says what: the graph cut into named graphs, one an article.

The graph named by an article's IRI holds what the article says: its own description, the words that prove something,
and the claims, figures and deals that stand on these words. What several articles say stands in the graph of each.
The default graph holds the rest: fairs, editions and places as they are published, and what was concluded from
comparing the articles, such as ranks, differences, verdicts and derived figures. All graphs together are the graph.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from kg.graph.curies import curie
from kg.graph.store import all_triples

_STATEMENTS = tuple(curie(name) for name in ("te:Claim", "te:Metric", "te:Deal"))
_PARTS = tuple(curie(name) for name in ("te:change", "te:alternateValue"))
_TYPE, _PROOF, _SPEAKER = curie("rdf:type"), curie("prov:wasDerivedFrom"), curie("prov:wasAttributedTo")
# What no article says of itself or of its own statements: it comes of comparing them.
_CONCLUDED = frozenset(
    curie(name)
    for name in (
        *("te:copyOf", "te:independentSources", "te:rank", "te:rankedBy", "te:verdict", "te:recomputed"),
        *("te:recomputedDirection", "te:checkedAgainst", "te:checkedFigure", "te:uncheckedBecause"),
    )
)


_Term = NamedNode | BlankNode | Literal | Triple
_Articles = frozenset[NamedNode]
_NOBODY: _Articles = frozenset()


def by_article(store: Store) -> Iterator[Quad]:
    """Return the triples of a graph, each in the graphs of the articles that say it, else in the default graph."""
    sources = _sources(store)
    for each in set(all_triples(store)):
        for article in _said_by(each, sources) or (DefaultGraph(),):
            yield Quad(each.subject, each.predicate, each.object, article)


def _said_by(triple: Triple, sources: Mapping[_Term, _Articles]) -> _Articles:
    said = sources.get(triple.subject, _NOBODY)
    if triple.predicate in _CONCLUDED:
        return _NOBODY
    if triple.predicate == _PROOF:
        return said & sources.get(triple.object, _NOBODY)
    # Of several articles with one statement, the graph does not tell which of them names the speaker.
    return _NOBODY if triple.predicate == _SPEAKER and len(said) > 1 else said


def _sources(store: Store) -> dict[_Term, _Articles]:
    """Return the articles that speak, by the nodes that are theirs: articles, quotes, statements and their parts."""
    found: dict[_Term, _Articles] = {}
    for quad in store.quads_for_pattern(None, _TYPE, curie("te:Article")):
        if isinstance(quad.subject, NamedNode):
            found[quad.subject] = frozenset([quad.subject])
    evidence: dict[_Term, _Articles] = {
        quad.subject: found.get(quad.object, _NOBODY)
        for quad in store.quads_for_pattern(None, curie("te:article"), None)
    }
    statements = {quad.subject for kind in _STATEMENTS for quad in store.quads_for_pattern(None, _TYPE, kind)}
    for statement in statements:
        proofs = {quad.object for quad in store.quads_for_pattern(statement, _PROOF, None)}
        parts = [quad.object for part in _PARTS for quad in store.quads_for_pattern(statement, part, None)]
        said = _NOBODY.union(*(evidence.get(proof, _NOBODY) for proof in proofs))
        found |= dict.fromkeys((statement, *parts), said)
    return {**found, **evidence}
