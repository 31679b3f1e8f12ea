"""Draws the picture of the README from a built graph; needs `pip install expograph[plot]`.

    kg build sources/articles -o out && python docs/draw_graph.py out docs/graph.svg

Each fair is a flower: the fair in the middle, its editions clockwise round it in their order, the figures of one
as a column of dots behind it, its guest countries behind those, and between fair and editions the articles that speak
of them. Where things stand follows from the graph alone, so the same graph gives the same file.
"""

from __future__ import annotations

import math
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import matplotlib as mpl
import networkx as nx
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import kg

# Okabe and Ito's palette, which people who confuse colours can tell apart: https://jfly.uni-koeln.de/color/
_COLOURS = {
    "fair": "#0072B2",
    "edition": "#9AD0F5",
    "article": "#666666",
    "guest country": "#E69F00",
    "stated figure": "#009E73",
    "derived figure": "#D55E00",
}
_MARKERS = {
    "fair": "o",
    "edition": "o",
    "article": "s",
    "guest country": "D",
    "stated figure": "o",
    "derived figure": "o",
}
_SIZES = {"fair": 420, "edition": 210, "article": 26, "guest country": 60, "stated figure": 13, "derived figure": 13}
_LABEL_WIDTH = 16

# Distances in the picture; an edition's disc has a diameter of about 0.36.
_EDITION_STEP = 0.46
_SMALLEST_RING = 1.15
_DOT_STEP = 0.085
_DOTS_A_ROW = 4
_BEHIND_EDITION = 0.27
_SQUEEZE = 0.96  # flowers are not full circles, so they may reach into each other a little
_PAGE_SHAPE = 1.45  # width by height

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Flower:
    """A fair with its editions in their order, and how far the flower reaches from its middle."""

    fair: str
    editions: tuple[str, ...]
    ring: float
    reach: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each node stands."""

    flowers: tuple[Flower, ...]
    points: dict[str, Point]


def flowers(graph: nx.MultiDiGraph) -> list[Flower]:
    """Gather the editions of each fair; the largest flower first."""
    found = []
    for fair in _of_kind(graph, "fair"):
        editions = sorted(_sources(graph, fair, "edition_of"), key=lambda node: _order(graph, node))
        ring = max(_SMALLEST_RING, len(editions) * _EDITION_STEP / (2 * math.pi))
        behind = max((_depth(graph, edition) for edition in editions), default=0)
        found.append(Flower(fair, tuple(editions), ring, ring + _BEHIND_EDITION + behind))
    return sorted((flower for flower in found if flower.editions), key=lambda flower: (-flower.reach, flower.fair))


def lay_out(graph: nx.MultiDiGraph) -> Layout:
    """Place the flowers side by side, and in them editions, articles, figures and guest countries."""
    placed = _pack(flowers(graph))
    points: dict[str, Point] = {}
    for flower, middle in placed:
        points[flower.fair] = middle
        for i, edition in enumerate(flower.editions):
            angle = math.pi / 2 - 2 * math.pi * i / len(flower.editions)
            points[edition] = _from(middle, angle, flower.ring)
            _place_behind(graph, edition, points, angle)
    _place_articles(graph, [flower for flower, _ in placed], points)
    return Layout(tuple(flower for flower, _ in placed), points)


def _pack(unplaced: Iterable[Flower]) -> list[tuple[Flower, Point]]:
    """Put each flower as near to the middle of the page as there is room, going outwards on a spiral."""
    placed: list[tuple[Flower, Point]] = []
    for flower in unplaced:
        for step in range(20_000):
            angle, distance = step * 0.05, step * 0.0008
            point = (_PAGE_SHAPE * distance * math.cos(angle), distance * math.sin(angle))
            if all(math.dist(point, other) >= _SQUEEZE * (flower.reach + each.reach) for each, other in placed):
                placed.append((flower, point))
                break
    return placed


def _place_behind(graph: nx.MultiDiGraph, edition: str, points: dict[str, Point], angle: float) -> None:
    figures = _figures(graph, edition)
    for i, figure in enumerate(figures):
        row, column = divmod(i, _DOTS_A_ROW)
        in_row = min(_DOTS_A_ROW, len(figures) - row * _DOTS_A_ROW)
        outwards = _from(points[edition], angle, _BEHIND_EDITION + row * _DOT_STEP)
        points[figure] = _from(outwards, angle + math.pi / 2, (column - (in_row - 1) / 2) * _DOT_STEP)
    rows = math.ceil(len(figures) / _DOTS_A_ROW)
    guests = [guest for guest in _targets(graph, edition, "guest") if guest not in points]
    for i, guest in enumerate(guests):
        outwards = _from(points[edition], angle, _BEHIND_EDITION + rows * _DOT_STEP + 0.16)
        points[guest] = _from(outwards, angle + math.pi / 2, (i - (len(guests) - 1) / 2) * 0.8)


def _place_articles(graph: nx.MultiDiGraph, placed: list[Flower], points: dict[str, Point]) -> None:
    """Put an article between a fair and the editions it speaks of: that of most of them, if they are of several."""
    of = {edition: flower for flower in placed for edition in flower.editions}
    taken: list[Point] = []
    for article in _of_kind(graph, "article"):
        editions = [edition for edition in _targets(graph, article, "mentions") if edition in of]
        if not editions:
            continue
        counts = Counter(of[edition].fair for edition in editions)
        flower = next(each for each in placed if counts[each.fair] == max(counts.values()))
        middle = points[flower.fair]
        own = [points[edition] for edition in editions if of[edition] == flower]
        x, y = sum(p[0] for p in own) - len(own) * middle[0], sum(p[1] for p in own) - len(own) * middle[1]
        angle = math.atan2(y, x)
        point = _from(middle, angle, 0.64 * flower.ring)
        for turn in range(1, 60):
            if all(math.dist(point, other) > 0.16 for other in taken):
                break
            point = _from(middle, angle + 0.09 * (turn // 2) * (-1) ** turn, (0.64 + 0.1 * (turn % 3)) * flower.ring)
        taken.append(point)
        points[article] = point


def draw(graph: nx.MultiDiGraph, path: Path) -> None:
    """Draw a graph to an SVG or PNG file."""
    mpl.rcParams.update({"svg.hashsalt": "expograph", "svg.fonttype": "none", "font.family": "sans-serif"})
    layout = lay_out(graph)
    figure = Figure(figsize=(13, 9), layout="constrained")
    axes = figure.add_subplot()
    axes.set_axis_off()
    axes.set_aspect("equal")
    for flower in layout.flowers:
        spokes = [(flower.fair, edition) for edition in flower.editions]
        _lines(axes, layout, [*spokes, *pairwise(flower.editions)], _COLOURS["fair"], 1.1)
    mentions = [(a, b) for a, b, kind in graph.edges(data="kind") if kind == "mentions"]
    guests = [(a, b) for a, b, kind in graph.edges(data="kind") if kind == "guest"]
    _lines(axes, layout, mentions, _COLOURS["article"], 0.35)
    _lines(axes, layout, guests, _COLOURS["guest country"], 0.7)
    for kind in ("stated figure", "derived figure", "edition", "article", "guest country", "fair"):
        nodes = [node for node in layout.points if _drawn_as(graph, node) == kind]
        if nodes:
            xs, ys = zip(*(layout.points[node] for node in nodes), strict=True)
            style = {"s": _SIZES[kind], "marker": _MARKERS[kind], "color": _COLOURS[kind], "label": kind}
            axes.scatter(xs, ys, edgecolors="white", linewidths=0.3, zorder=3, **style)
        for node in nodes:
            _label(axes, layout.points[node], kind, _name(graph, node))
    figure.legend(loc="outside lower center", ncols=6, frameon=False, fontsize=10)
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None, dpi=110)


def _lines(axes: Axes, layout: Layout, edges: Iterable[tuple[str, str]], colour: str, width: float) -> None:
    for a, b in sorted(edges):
        if a in layout.points and b in layout.points:
            (x1, y1), (x2, y2) = layout.points[a], layout.points[b]
            axes.plot([x1, x2], [y1, y2], color=colour, linewidth=width, alpha=0.75, zorder=1)


def _label(axes: Axes, point: Point, kind: str, text: str) -> None:
    x, y = point
    if kind == "edition":
        axes.text(x, y, text, fontsize=6.5, ha="center", va="center", zorder=4)
    elif kind == "fair":
        label = axes.text(x, y, text, fontsize=8, ha="center", va="center", fontweight="bold", zorder=5)
        label.set_bbox({"facecolor": "white", "edgecolor": _COLOURS["fair"], "boxstyle": "round,pad=0.3"})
    elif kind == "guest country":
        axes.text(x, y - 0.12, text, fontsize=7, ha="center", va="top", color="#7A5200", zorder=4)


# --- what the network says ---


def _of_kind(graph: nx.MultiDiGraph, kind: str) -> list[str]:
    return sorted(node for node, own in graph.nodes(data="kind") if own == kind)


def _targets(graph: nx.MultiDiGraph, node: str, kind: str) -> list[str]:
    return sorted({b for _, b, own in graph.out_edges(node, data="kind") if own == kind})


def _sources(graph: nx.MultiDiGraph, node: str, kind: str) -> list[str]:
    return sorted({a for a, _, own in graph.in_edges(node, data="kind") if own == kind})


def _figures(graph: nx.MultiDiGraph, edition: str) -> list[str]:
    metrics = [node for node in _sources(graph, edition, "about") if graph.nodes[node]["kind"] == "metric"]
    return sorted(metrics, key=lambda node: (_drawn_as(graph, node) != "derived figure", node))


def _depth(graph: nx.MultiDiGraph, edition: str) -> float:
    guests = 0.45 if _targets(graph, edition, "guest") else 0.0
    return math.ceil(len(_figures(graph, edition)) / _DOTS_A_ROW) * _DOT_STEP + guests


def _order(graph: nx.MultiDiGraph, edition: str) -> tuple[int, int, str]:
    values = graph.nodes[edition]
    return (values.get("year", 0), values.get("ordinal", 0), edition)


def _drawn_as(graph: nx.MultiDiGraph, node: str) -> str:
    kind = graph.nodes[node]["kind"]
    if kind == "metric":
        return "derived figure" if "rule" in graph.nodes[node] else "stated figure"
    return "guest country" if kind == "country" else kind


def _name(graph: nx.MultiDiGraph, node: str) -> str:
    values = graph.nodes[node]
    if values["kind"] == "edition":
        return str(values.get("ordinal", values.get("year", "")))
    if values["kind"] == "fair":
        return textwrap.fill(values["label"], _LABEL_WIDTH)
    return str(values["label"])


def _from(point: Point, angle: float, distance: float) -> Point:
    return (point[0] + distance * math.cos(angle), point[1] + distance * math.sin(angle))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python docs/draw_graph.py DIR PICTURE")
    draw(kg.open(sys.argv[1]).networkx(), Path(sys.argv[2]))
