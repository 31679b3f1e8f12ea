"""The explorer: a graph that is drawn around one node and grows, and the data that it asks for while it does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Store

from kg.answers import readable
from kg.errors import KgError
from kg.graph.curies import compact, curie
from kg.graph.network import KINDS
from kg.graph.turtle import natural_key
from kg.neighbours import Neighbourhood, Node, neighbourhood
from kg.site.source import Source
from kg.site.views import Asked, Data, View
from kg.statements import ATTRIBUTES

DATA = "data/neighbours"
# Nodes in one file: what a person may ask for bit by bit. All of a fair's editions fit, a country's figures need not.
_MOST = 200
_LONGEST_NAME = 200
_MOST_VALUES = 12  # of one property: a fair may have forty names
_NOT_SHOWN = frozenset(map(curie, ("rdfs:label", "schema:headline", "schema:identifier", "te:sha256")))
_MORE_NAMES = {curie("skos:altLabel").value: "also called"}
# A figure says all it has to say in its label, and what is around it is drawn with its edition.
_WITHOUT_FILES = frozenset({"metric"})


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of nodes in the legend: what several of them are called, and the outline by which they are told apart.

    `points` is the outline in a square of 20 by 20, none for a circle.
    """

    name: str
    many: str
    points: str


# The outlines are those of Cytoscape's shapes; explorer.js names them by the same kinds.
_LEGEND = (
    Kind("fair", "Fairs", "5,2 15,2 20,10 15,18 5,18 0,10"),
    Kind("edition", "Editions", ""),
    Kind("organizer", "Organizers", "1,3 19,3 19,17 1,17"),
    Kind("country", "Countries", "10,0 20,10 10,20 0,10"),
    Kind("city", "Cities", "0,3 13,3 20,17 7,17"),
    Kind("metric", "Figures", "10,1 20,18 0,18"),
    Kind("deal", "Deals", "10,0 12.9,6.4 20,7.3 14.8,12 16.2,19 10,15.6 3.8,19 5.2,12 0,7.3 7.1,6.4"),
    Kind("article", "Articles", "0,3 14,3 20,10 14,17 0,17"),
    Kind("speaker", "Speakers", "10,1 20,8 16,19 4,19 0,8"),
)


def view(source: Source, asked: Asked) -> View | None:
    """Show the explorer around the node that the address names by its path or IRI, else around a fair."""
    if asked.rest:
        return None
    name = asked.values.get("node", "")
    known = _path(source, name)
    start = known or _best_connected(source)
    values = {
        "start": start,
        "base": source.base,
        "unknown": readable(name[:_LONGEST_NAME]) if name and known is None else "",
        "kinds": _LEGEND,
        "leaves": " ".join(sorted(_WITHOUT_FILES)),
    }
    return View("explore.html", "Explore the graph", values)


def data(source: Source, asked: Asked) -> Data | None:
    """Return what stands around a node: its values, its neighbours and the edges between all of these."""
    path = asked.path.removeprefix(f"{DATA}/")
    if path == asked.path or not path.endswith(".json"):
        return None
    node = source.node(path.removesuffix(".json"))
    if node is None:
        return None
    try:
        around = neighbourhood(source.store, node.value, most=_MOST)
    except KgError:
        return None
    return Data(
        {
            "nodes": [_node(source, each) for each in around.nodes],
            "edges": list(_edges(source, around)),
            "left_out": around.left_out,
            "values": _values(source.store, node),
        }
    )


def paths(source: Source) -> Iterator[str]:
    """Return the paths of the explorer and its data, for a folder of files."""
    yield "explore"
    for kind, class_ in KINDS.items():
        if kind not in _WITHOUT_FILES:
            quads = source.store.quads_for_pattern(None, curie("rdf:type"), curie(class_), None)
            found = {source.path_of(quad.subject.value) for quad in quads if isinstance(quad.subject, NamedNode)}
            yield from (f"{DATA}/{path}.json" for path in sorted(path for path in found if path is not None))


def _path(source: Source, name: str) -> str | None:
    """Return the path of the node that `name` means, None where the explorer has no such node."""
    path = (source.path_of(name) or name).lstrip("/")
    node = source.node(path) if path else None
    if node is None:
        return None
    kinds = {curie(class_) for class_ in KINDS.values()}
    types = source.store.quads_for_pattern(node, curie("rdf:type"), None, None)
    return path if any(quad.object in kinds for quad in types) else None


def _best_connected(source: Source) -> str | None:
    """Return the path of the fair of which most is told."""
    fairs = ((fair.articles, len(fair.editions), path) for path, fair in source.fair_by_path.items())
    return max(fairs, default=(0, 0, None))[2]


def _node(source: Source, node: Node) -> Mapping[str, str]:
    path = source.path_of(node.iri)
    told = {"id": node.iri if path is None else path, "kind": node.kind, "label": node.label or unquote(node.iri)}
    return told if path is None else {**told, "path": path}


def _edges(source: Source, around: Neighbourhood) -> Iterator[Mapping[str, object]]:
    place = {node.iri: number for number, node in enumerate(around.nodes)}
    articles = {edge.target for edge in around.edges if edge.quotes}
    fragments = {article: _fragments(source.store, article) for article in articles}
    for edge in around.edges:
        told = {"from": place[edge.source], "to": place[edge.target], "label": edge.label}
        quotes = [[words, fragments[edge.target].get(words, "")] for words in edge.quotes]
        yield {**told, "quotes": quotes} if quotes else told


def _fragments(store: Store, article: str) -> Mapping[str, str]:
    """Return where in an article its quotes stand, by their words: the fragment of the evidence, `char=12,34`."""
    found: dict[str, list[str]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, curie("te:article"), NamedNode(article), None):
        for words in store.quads_for_pattern(quad.subject, curie("oa:exact"), None, None):
            if isinstance(quad.subject, NamedNode) and isinstance(words.object, Literal):
                found[readable(words.object.value)].append(quad.subject.value.partition("#")[2])
    return {words: min(fragments, key=natural_key) for words, fragments in found.items()}


def _values(store: Store, node: NamedNode) -> list[list[str]]:
    """Return the plain values of a node in the order of a sheet: what each is called, and the value or values."""
    values: dict[tuple[int, str], list[str]] = defaultdict(list)
    for quad in store.quads_for_pattern(node, None, None, None):
        if isinstance(quad.object, Literal) and quad.predicate not in _NOT_SHOWN:
            predicate = quad.predicate.value
            values[_order(predicate), _words(predicate)].append(readable(quad.object.value))
    return [[name, "; ".join(sorted(said)[:_MOST_VALUES])] for (_, name), said in sorted(values.items())]


def _order(predicate: str) -> int:
    known = list(ATTRIBUTES)
    return known.index(predicate) if predicate in known else len(known)


def _words(predicate: str) -> str:
    """Return what a property is called.

    >>> _words("https://w3id.org/trade-event#startDate"), _words("https://schema.org/datePublished")
    ('opens', 'date published')
    """
    name = (compact(predicate) or predicate).rpartition(":")[2]
    spaced = "".join(f" {each.lower()}" if each.isupper() else each for each in name)
    return ATTRIBUTES.get(predicate) or _MORE_NAMES.get(predicate, spaced.strip())
