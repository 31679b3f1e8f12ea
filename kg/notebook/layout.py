"""Where the nodes of a neighbourhood stand in a drawing: the same neighbourhood always gives the same places.

The node in the middle has those beside it in a column to its left and one to its right, those two steps away in the
columns further out. Each label has a line of its own, so no two of them overlap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.neighbours import Neighbourhood, Node

LINE = 24.0  # from one label of a column to the next
COLUMN = 330.0  # from one column to the next: a node and its label
_FIRST = 150.0  # from the middle to the columns beside it
_BULGE = 70.0  # how much further out the middle of a column stands than its ends
# In this order from the top of the left side to the bottom of the right: what an edition is, then what is said of it.
_ORDER = ("fair", "edition", "organizer", "country", "city", "speaker", "article", "deal", "metric")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands, the middle of the drawing being 0, 0; `side` is -1 left of it, 1 right, 0 in it."""

    x: float
    y: float
    side: int


def places(around: Neighbourhood) -> dict[str, Place]:
    """Return the places of the nodes by their IRIs."""
    middle = around.nodes[0]
    beside = _beside(around)
    steps = _steps(middle.iri, beside)
    first = sorted((node for node in around.nodes[1:] if steps.get(node.iri, 1) == 1), key=_order)
    cut = _cut(first)
    found = {middle.iri: Place(0.0, 0.0, 0)}
    found |= _column(first[:cut], -1, 1) | _column(first[cut:], 1, 1)
    for step in range(2, max(steps.values(), default=0) + 1):
        inner = dict(found)
        sides: dict[int, list[Node]] = defaultdict(list)
        for node in around.nodes:
            if steps.get(node.iri) == step:
                sides[_side(node, beside, inner)].append(node)
        for side, nodes in sides.items():
            nodes.sort(key=lambda node: (_height(node, beside, inner), *_order(node)))
            found |= _column(nodes, side, step)
    return found


def _beside(around: Neighbourhood) -> dict[str, list[str]]:
    beside: dict[str, list[str]] = defaultdict(list)
    for edge in around.edges:
        beside[edge.source].append(edge.target)
        beside[edge.target].append(edge.source)
    return beside


def _steps(start: str, beside: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return how many steps each node is away from the middle."""
    steps = {start: 0}
    ahead = [start]
    for node in ahead:
        for other in beside.get(node, ()):
            if other not in steps:
                steps[other] = steps[node] + 1
                ahead.append(other)
    return steps


def _order(node: Node) -> tuple[int, str, str]:
    return (_ORDER.index(node.kind), "" if node.kind == "edition" else node.label.casefold(), node.iri)


def _cut(nodes: Sequence[Node]) -> int:
    """Return how many nodes stand on the left: half of them, or a little more or less to keep a kind together."""
    half = len(nodes) / 2
    between = [i for i in range(1, len(nodes)) if nodes[i - 1].kind != nodes[i].kind]
    near = [i for i in between if abs(i - half) <= max(len(nodes) / 4, 2)]
    return min(near, key=lambda i: (abs(i - half), i), default=round(half))


def _side(node: Node, beside: Mapping[str, Sequence[str]], inner: Mapping[str, Place]) -> int:
    return next((inner[other].side for other in beside[node.iri] if other in inner), 1)


def _height(node: Node, beside: Mapping[str, Sequence[str]], inner: Mapping[str, Place]) -> float:
    heights = [inner[other].y for other in beside[node.iri] if other in inner]
    return sum(heights) / len(heights) if heights else 0.0


def _column(nodes: Sequence[Node], side: int, step: int) -> dict[str, Place]:
    found = {}
    middle = (len(nodes) - 1) / 2
    for i, node in enumerate(nodes):
        out = (i - middle) / (middle + 1)  # from -1 at the top to 1 at the bottom
        x = side * (_FIRST + (step - 1) * COLUMN + _BULGE * (1 - out * out))
        found[node.iri] = Place(round(x, 1), round((i - middle) * LINE, 1), side)
    return found
