"""What stands around one node: the part of the network that is drawn, or that an explorer asks for.

Only the neighbours are looked at: it is as quick in a graph of millions of triples as in a small one. Kinds of nodes
and edges are those of `kg.graph.network`: evidence and claims are edges to the article, with the quotes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.answers import readable
from kg.errors import KgError
from kg.graph.curies import curie
from kg.graph.network import KINDS, LINKS, to_networkx
from kg.graph.turtle import natural_key
from kg.graph.vocab import PREFIXES
from kg.lookup import find
from kg.statements import Chosen, Figure, figures
from kg.wording import amount, growth, part_words

MOST = 60  # nodes that can be told apart in a drawing
_MOST_QUOTES = 5  # of an edge; an article may state fifty things of one edition


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a neighbourhood; `kind` is one of `kg.graph.network.KINDS`, `label` is for people."""

    iri: str
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge between two nodes of a neighbourhood, by their IRIs: `source` is `label` `target`, as in "about".

    `quotes` are the words that prove it, where the target is an article: the first few.
    """

    source: str
    target: str
    label: str
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A node, those around it, and all edges between these; the first of `nodes` is the one in the middle.

    `left_out` counts the nodes that were found and had no room.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int


def neighbourhood(store: Store, node: str, depth: int = 1, most: int = MOST) -> Neighbourhood:
    """Return what stands around a node, always in the same order.

    Where there are more nodes than have room, each kind has its turn: of figures the preferred and the totals come
    first, of editions and articles the newest. Beyond the step at which the room is full nothing is looked for.

    Args:
        store: the graph.
        node: the IRI of the node in the middle.
        depth: how many steps away from it nodes may be.
        most: how many nodes there may be in all.

    Raises:
        KgError: the graph has no such node, or it is none of the network, such as a piece of evidence.
    """
    view = _View(store)
    try:
        kind = view.kind(NamedNode(node).value)
    except ValueError:
        kind = None
    if kind is None:
        raise KgError(f"{readable(node)} is no {', '.join([*KINDS][:-1])} or {[*KINDS][-1]} of this graph")
    found = {node: kind}
    edge_of_it = [node]
    left_out = 0
    for _ in range(depth):
        beside = {each for here in edge_of_it for each in view.beside(here)} - found.keys()
        ahead = view.in_turns(beside)
        edge_of_it = ahead[: max(most - len(found), 0)]
        found |= {each: view.kinds[each] or "" for each in edge_of_it}
        left_out = len(ahead) - len(edge_of_it)
        if left_out:
            break
    return _described(store, found, left_out)


# --- which nodes ---

_CLASSES: Mapping[str, str] = {kind: curie(class_).value for kind, class_ in KINDS.items()}
_TOTAL, _ACTUAL = PREFIXES["te"] + "scope-total", PREFIXES["te"] + "status-actual"
# The ways from a node to those beside it; ^ stands for the way against the direction of a property.
_EVIDENCE = "prov:wasDerivedFrom"
_STRAIGHT = (*LINKS, "te:country", "te:organizer", _EVIDENCE)
_AROUND = (
    ("te:change", "te:comparedWith"),
    ("^te:comparedWith", "^te:change"),
    ("^te:otherStatement", "te:preferredStatement"),
    ("^te:preferredStatement", "te:otherStatement"),
    (_EVIDENCE, "te:article"),
    ("^te:article", f"^{_EVIDENCE}"),
    ("^rdf:subject", _EVIDENCE, "te:article"),
    ("^te:article", f"^{_EVIDENCE}", "rdf:subject"),
)


def find_node(store: Store, name: str) -> str:
    """Return the IRI of the node that `name` means: any node's IRI, or a fair or edition by its name.

    Names are those that `kg.lookup.find` knows.

    Raises `KgError` where there is none, with the nearest names, or where there are several.
    """
    view = _View(store)
    try:
        if view.kind(NamedNode(name).value) is not None:
            return name
    except ValueError:
        pass  # words of a name are no IRI
    return find(store, name).node.value


class _View:
    """A graph as nodes and those beside them; each lookup is of one node."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.kinds: dict[str, str | None] = {}

    def kind(self, node: str) -> str | None:
        """Return the kind of a node, None of what is no node of the network."""
        if node not in self.kinds:
            classes = set(self._objects(node, "rdf:type"))
            self.kinds[node] = next((kind for kind, class_ in _CLASSES.items() if class_ in classes), None)
        return self.kinds[node]

    def beside(self, node: str) -> Iterator[str]:
        """Return the nodes that an edge of the network leads to or comes from, some several times."""
        for name in _STRAIGHT:
            yield from self._objects(node, name)
            yield from self._subjects(name, node)
        for way in _AROUND:
            yield from self.walk(node, way)

    def in_turns(self, nodes: Iterable[str]) -> list[str]:
        """Sort nodes so that each kind has its turn, and leave out what is none of the network."""
        kinds: dict[str, list[str]] = {kind: [] for kind in KINDS}
        for node in nodes:
            kind = self.kind(node)
            if kind is not None:
                kinds[kind].append(node)
        rows = zip_longest(*(sorted(each, key=self._place) for each in kinds.values()))
        return [node for row in rows for node in row if node is not None]

    def _place(self, node: str) -> tuple[object, ...]:
        match self.kind(node):
            case "metric":
                rank, scope, status = (self._first(node, name) for name in ("te:rank", "te:scope", "te:status"))
                return (rank != "preferred", scope != _TOTAL, status != _ACTUAL, natural_key(node))
            case "edition":
                return (_newest(self._first(node, "te:year")), natural_key(node))
            case "article":
                return (_newest(self._first(node, "schema:datePublished")), natural_key(node))
            case _:
                return (natural_key(node),)

    def walk(self, node: str, steps: Sequence[str]) -> Iterator[str]:
        """Follow properties from a node; one that begins with ^ is followed against its direction."""
        if not steps:
            yield node
            return
        step, *rest = steps
        ahead = self._subjects(step[1:], node) if step.startswith("^") else self._objects(node, step)
        for each in ahead:
            yield from self.walk(each, rest)

    def _objects(self, node: str, name: str) -> Iterator[str]:
        for quad in self._store.quads_for_pattern(NamedNode(node), curie(name), None):
            if isinstance(quad.object, NamedNode):
                yield quad.object.value

    def _subjects(self, name: str, node: str) -> Iterator[str]:
        for quad in self._store.quads_for_pattern(None, curie(name), NamedNode(node)):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject.value

    def _first(self, node: str, name: str) -> str:
        objects = (quad.object for quad in self._store.quads_for_pattern(NamedNode(node), curie(name), None))
        return min((each.value for each in objects if isinstance(each, NamedNode | Literal)), default="")


def _newest(text: str) -> int:
    """Return a key that puts later years and days first, and what is neither last.

    >>> sorted(["2019", "", "2024-11-05", "2024"], key=_newest)
    ['2024-11-05', '2024', '2019', '']
    """
    digits = "".join(each for each in text[:10] if each in "0123456789")
    return -int(digits.ljust(8, "0"))


# --- what is said of them ---

# What the network tells of a node by way of another one, which is not drawn.
_TOLD_BY = (
    ("te:change",),
    ("te:party",),
    (_EVIDENCE,),
    ("^te:otherStatement",),
    ("^te:otherStatement", "te:differenceKind"),
)


def _described(store: Store, found: Mapping[str, str], left_out: int) -> Neighbourhood:
    network = to_networkx(_excerpt(store, found))
    metrics = [node for node, kind in found.items() if kind == "metric"]
    told = {figure.node: _figure_label(figure) for figure in figures(store, Chosen.nodes(metrics))}
    nodes = tuple(
        Node(node, kind, told.get(node) or readable(network.nodes[node]["label"])) for node, kind in found.items()
    )
    quotes: dict[tuple[str, str, str], set[tuple[int, str]]] = defaultdict(set)
    for source, target, values in network.edges(data=True):
        if source in found and target in found:
            label = _edge_label(values["kind"], found[target], values.get("difference"))
            said = quotes[source, target, label]
            if "quote" in values:
                said.add((values.get("char_start", 0), readable(values["quote"])))
    edges = tuple(Edge(*ends, _first(said)) for ends, said in sorted(quotes.items(), key=_edge_order))
    return Neighbourhood(nodes, edges, left_out)


def _first(quotes: Iterable[tuple[int, str]]) -> tuple[str, ...]:
    """Return the first quotes by their place in the article, each once."""
    return tuple(dict.fromkeys(words for _, words in sorted(quotes)))[:_MOST_QUOTES]


def _excerpt(store: Store, nodes: Mapping[str, str]) -> Store:
    """Return the statements from which the network tells of some nodes."""
    view = _View(store)
    subjects = {*nodes}
    subjects |= {each for node in nodes for way in _TOLD_BY for each in view.walk(node, way)}
    subjects |= {each for node in nodes for each in _claims(view, node, nodes)}
    excerpt = Store()
    excerpt.bulk_extend(
        Quad(quad.subject, quad.predicate, quad.object)
        for subject in subjects
        for quad in store.quads_for_pattern(NamedNode(subject), None, None)
    )
    return excerpt


def _claims(view: _View, node: str, nodes: Mapping[str, str]) -> Iterator[str]:
    """Return the claims of a node with their evidence in articles that are drawn: of each article the first few."""
    if "article" not in nodes.values():
        return
    taken: Counter[str] = Counter()
    claims = [(said, claim) for claim in view.walk(node, ["^rdf:subject"]) for said in view.walk(claim, [_EVIDENCE])]
    for evidence, claim in sorted(claims, key=lambda pair: (natural_key(pair[0]), pair[1])):
        for article in view.walk(evidence, ["te:article"]):
            if article in nodes and taken[article] < _MOST_QUOTES:
                taken[article] += 1
                yield from (claim, evidence)


def _figure_label(figure: Figure) -> str:
    if figure.value is not None:
        said = amount(figure.value, figure.unit, figure.bound)
    else:
        said = growth(figure.change, figure.unit) if figure.change else "not said"
    notes = [*part_words(figure), *(["derived"] if figure.rule else [])]
    return f"{figure.indicator}: {said}" + (f" ({', '.join(notes)})" if notes else "")


def _edge_label(kind: str, target: str, difference: str | None) -> str:
    if difference is not None:
        return "conflicts with" if difference == "conflict" else "differs from"
    return "stated in" if kind == "derived_from" and target == "article" else kind.replace("_", " ")


def _edge_order(edge: tuple[tuple[str, str, str], object]) -> tuple[bytes, bytes, str]:
    source, target, label = edge[0]
    return natural_key(source), natural_key(target), label
