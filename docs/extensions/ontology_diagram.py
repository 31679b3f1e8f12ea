"""The class diagram of the ontology as SVG: what is drawn comes from the shapes, where it stands is set here by hand.

A class or a property that the shapes have and the layout lacks is a `LayoutError`, so the picture is never out of date.
Colours are CSS variables of the page around it, which has them for light and dark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from ontology_terms import Demand, Shape, Vocabulary

_WIDTH, _HEIGHT = 1230, 880
_HEAD, _ROW, _FOOT = 28, 16, 8


class LayoutError(Exception):
    """The shapes and the layout do not fit each other any more."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a box stands, how wide it is, and of which kind it is."""

    x: int
    y: int
    width: int
    kind: str


# Name of a class -> its place.
_PLACES: Mapping[str, Place] = {
    "te:Organizer": Place(50, 60, 130, "thing"),
    "te:City": Place(50, 300, 130, "thing"),
    "te:Country": Place(50, 410, 130, "thing"),
    "te:Fair": Place(330, 40, 190, "thing"),
    "te:Edition": Place(330, 230, 190, "thing"),
    "te:Deal": Place(330, 560, 190, "statement"),
    "te:Change": Place(660, 40, 200, "statement"),
    "te:Metric": Place(660, 270, 200, "statement"),
    "te:Difference": Place(660, 535, 200, "statement"),
    "te:Claim": Place(660, 645, 200, "statement"),
    "te:AlternateAmount": Place(1000, 200, 190, "statement"),
    "prov:Agent": Place(1000, 305, 190, "source"),
    "te:Rule": Place(1000, 365, 190, "rule"),
    "te:Derivation": Place(1000, 445, 190, "rule"),
    "te:Evidence": Place(1000, 570, 190, "source"),
    "te:Article": Place(1000, 725, 190, "source"),
}
_KINDS = {
    "thing": "what articles write of",
    "statement": "what they state",
    "source": "who states it, and where",
    "rule": "what follows",
}


@dataclass(frozen=True, slots=True)
class Route:
    """The way of an arrow: from a side of one box, by corners, to a side of another; and where its label stands.

    `start` and `end` are a side and how far along it, from the left or from the top.
    """

    start: tuple[str, int]
    end: tuple[str, int]
    label: tuple[int, int]
    corners: tuple[tuple[int, int], ...] = ()
    anchor: str = "start"


# (From, to) -> the way between them.
_ROUTES: Mapping[tuple[str, str], Route] = {
    ("te:Edition", "te:Fair"): Route(("top", 95), ("bottom", 95), (418, 172), anchor="end"),
    ("te:Edition", "te:Edition"): Route(
        ("top", 20), ("left", 14), (388, 200), ((350, 206), (308, 206), (308, 244)), "end"
    ),
    ("te:Edition", "te:Organizer"): Route(("left", 42), ("bottom", 75), (133, 252), ((125, 272),)),
    ("te:Fair", "te:Organizer"): Route(("left", 36), ("right", 16), (187, 54)),
    ("te:Edition", "te:City"): Route(("left", 86), ("right", 16), (187, 310)),
    ("te:City", "te:Country"): Route(("bottom", 75), ("top", 75), (133, 376)),
    ("te:Edition", "te:Country"): Route(("left", 126), ("right", 20), (257, 396), ((250, 356), (250, 430))),
    ("te:Metric", "te:Edition"): Route(("left", 50), ("right", 90), (530, 301)),
    ("te:Metric", "te:Change"): Route(("top", 40), ("bottom", 40), (692, 243), anchor="end"),
    ("te:Change", "te:Metric"): Route(("bottom", 130), ("top", 130), (798, 237)),
    ("te:Change", "te:Edition"): Route(("left", 110), ("top", 150), (490, 144), ((480, 150),)),
    ("te:Metric", "te:AlternateAmount"): Route(("right", 15), ("left", 35), (866, 279), ((975, 285), (975, 235))),
    ("te:Metric", "prov:Agent"): Route(("right", 50), ("left", 15), (866, 314)),
    ("te:Metric", "te:Rule"): Route(("right", 110), ("left", 15), (866, 374)),
    ("te:Metric", "te:Evidence"): Route(("right", 160), ("left", 20), (866, 411), ((980, 430), (980, 590))),
    ("te:Deal", "te:Edition"): Route(("top", 95), ("bottom", 95), (432, 480)),
    ("te:Deal", "te:Organizer"): Route(("left", 40), ("left", 16), (256, 594), ((25, 600), (25, 76))),
    ("te:Deal", "te:Evidence"): Route(
        ("bottom", 95), ("left", 76), (560, 790), ((425, 796), (990, 796), (990, 646))
    ),
    ("te:Claim", "te:Edition"): Route(("left", 50), ("right", 142), (582, 712), ((575, 695), (575, 372))),
    ("te:Claim", "te:Evidence"): Route(("right", 50), ("left", 48), (864, 709), ((945, 695), (945, 618))),
    ("te:Difference", "te:Edition"): Route(("left", 30), ("right", 116), (611, 520), ((605, 565), (605, 346))),
    ("te:Difference", "te:Metric"): Route(("top", 60), ("bottom", 60), (728, 499)),
    ("te:Derivation", "te:Rule"): Route(("top", 95), ("bottom", 95), (1102, 424)),
    ("te:Evidence", "te:Article"): Route(("bottom", 95), ("top", 95), (1102, 694)),
    ("te:Article", "te:Edition"): Route(
        ("left", 105), ("bottom", 160), (660, 811), ((548, 830), (548, 430), (490, 430))
    ),
    ("te:Article", "te:Article"): Route(
        ("right", 40), ("bottom", 170), (1163, 873), ((1212, 765), (1212, 868), (1170, 868)), "end"
    ),
}
# Of several classes that a property may lead to, the arrow goes to the first in this order; its label names the others.
_FIRST = ("te:Edition", "te:Evidence", "te:Metric")


@dataclass(frozen=True, slots=True)
class _Arrow:
    source: str
    target: str
    labels: tuple[str, ...]


def diagram(vocabulary: Vocabulary) -> str:
    """Return the picture as an SVG element for a page of HTML. Raises `LayoutError`."""
    shapes = {target: shape for shape in vocabulary.shapes for target in shape.targets if len(shape.targets) == 1}
    if shapes.keys() != _PLACES.keys():
        raise LayoutError(f"the diagram has other classes than the shapes: {sorted(shapes.keys() ^ _PLACES.keys())}")
    arrows = {(each.source, each.target): each for each in _arrows(shapes)}
    if arrows.keys() != _ROUTES.keys():
        raise LayoutError(f"the diagram has other arrows than the shapes: {sorted(arrows.keys() ^ _ROUTES.keys())}")
    rows = {name: [each for each in shape.demands if _is_row(each, shapes)] for name, shape in shapes.items()}
    heights = {name: _HEAD + _ROW * len(rows[name]) + (_FOOT if rows[name] else 0) for name in shapes}
    parts = [
        f'<svg class="te-classes" viewBox="0 0 {_WIDTH} {_HEIGHT}" xmlns="http://www.w3.org/2000/svg">',
        "<title>Classes of the ontology, with their values and the properties that lead from one to another</title>",
        '<defs><marker id="te-arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" '
        'orient="auto-start-reverse"><path class="te-head" d="M0 0 10 5 0 10z"/></marker></defs>',
        *(_drawn(arrow, heights) for arrow in arrows.values()),
        *(_box(name, rows[name], heights[name]) for name in _PLACES),
        *_legend(),
        "</svg>",
    ]
    return "\n".join(parts)


def _arrows(shapes: Mapping[str, Shape]) -> Iterator[_Arrow]:
    """Read the arrows from the shapes: one for each pair of classes, with the names of all properties."""
    found: dict[tuple[str, str], list[str]] = {}
    for name, shape in shapes.items():
        for demand in shape.demands:
            classes = [each for each in demand.classes if each in shapes]
            if demand.path == "prov:wasDerivedFrom" and name == "te:Metric":
                classes = ["te:Evidence", "te:Metric"]  # the shape says so of the node as a whole
            if not classes or _is_row(demand, shapes):
                continue
            first = next((each for each in _FIRST if each in classes), classes[0])
            others = [_bare(each) for each in classes if each != first]
            label = _bare(demand.path) + (f" (or {', '.join(others)})" if others else "")
            found.setdefault((name, first), []).append(label)
    for (source, target), labels in found.items():
        yield _Arrow(source, target, tuple(labels))


def _is_row(demand: Demand, shapes: Mapping[str, Shape]) -> bool:
    """Whether a property is written into its box: it holds a value, a code or a name."""
    if demand.path == "rdfs:label" or " " in demand.path or demand.path == "prov:wasDerivedFrom":
        return False
    if demand.most is None and demand.least == 0 and not demand.classes and demand.path == "oa:start":
        return False  # the second shape of oa:start compares it with oa:end
    return bool(demand.values) or not any(each in shapes for each in demand.classes)


def _bare(name: str) -> str:
    return name.removeprefix("te:")


def _port(name: str, side: str, along: int, heights: Mapping[str, int]) -> tuple[int, int]:
    place = _PLACES[name]
    if side in ("top", "bottom"):
        return place.x + along, place.y + (heights[name] if side == "bottom" else 0)
    if along > heights[name]:
        raise LayoutError(f"an arrow misses {name}, which has got smaller")
    return place.x + (place.width if side == "right" else 0), place.y + along


def _drawn(arrow: _Arrow, heights: Mapping[str, int]) -> str:
    route = _ROUTES[arrow.source, arrow.target]
    points = [_port(arrow.source, *route.start, heights), *route.corners, _port(arrow.target, *route.end, heights)]
    for (x, y), (next_x, next_y) in zip(points, points[1:], strict=False):
        if x != next_x and y != next_y:
            raise LayoutError(f"the arrow from {arrow.source} to {arrow.target} is askew at {x},{y}")
    line = " ".join(f"{x},{y}" for x, y in points)
    x, y = route.label
    lines = _folded(arrow.labels)
    words = "".join(
        f'<tspan x="{x}" dy="{0 if number == 0 else 13}">{escape(text)}</tspan>' for number, text in enumerate(lines)
    )
    return (
        f'<polyline class="te-line" points="{line}" marker-end="url(#te-arrow)"/>'
        f'<text class="te-says" x="{x}" y="{y}" text-anchor="{route.anchor}">{words}</text>'
    )


def _folded(labels: tuple[str, ...]) -> list[str]:
    """Put labels into lines: two short ones beside each other; a list of classes stands below its property."""
    lines: list[str] = []
    for place, label in enumerate(labels):
        comma = "," if place + 1 < len(labels) else ""
        head, _, rest = label.partition(" (")
        if lines and len(lines[-1]) + len(head) < 24 and not rest:
            lines[-1] += f" {head}{comma}"
        else:
            lines.append(head + ("" if rest else comma))
        if rest and (len(labels) == 1 or place + 1 == len(labels)):
            lines.append(f"({rest}")
    return lines


def _box(name: str, rows: list[Demand], height: int) -> str:
    place = _PLACES[name]
    right = place.x + place.width
    box = f'x="{place.x}" y="{place.y}" width="{place.width}" height="{height}" rx="5"'
    title = f'<text class="te-name" x="{place.x + 10}" y="{place.y + 19}">{escape(_bare(name))}</text>'
    if name.startswith("te:"):
        title = f'<a href="#{_bare(name)}">{title}</a>'
    said = [
        f'<text class="te-value" x="{place.x + 10}" y="{y}">{escape(_bare(demand.path))}</text>'
        f'<text class="te-type" x="{right - 10}" y="{y}" text-anchor="end">{escape(_type(demand))}</text>'
        for y, demand in zip(range(place.y + _HEAD + 14, place.y + height, _ROW), rows, strict=False)
    ]
    if not rows:
        return f'<g class="te-{place.kind}"><rect class="te-top" {box}/>{title}</g>'
    return (
        f'<g class="te-{place.kind}"><rect class="te-box" {box}/>'
        f'<path class="te-top" d="M{place.x} {place.y + _HEAD - 1}v-{_HEAD - 6}q0 -5 5 -5h{place.width - 10}'
        f'q5 0 5 5v{_HEAD - 6}z"/>{title}{"".join(said)}</g>'
    )


def _type(demand: Demand) -> str:
    """Say in a word or two what a property holds, or nothing where the name tells it."""
    kinds = [value for value in demand.values if value.startswith("xsd:")]
    if demand.path.endswith(("Date", "datePublished")):
        return "date"
    names = [_bare(each) for each in demand.classes] + [each.removeprefix("xsd:") for each in kinds]
    return " or ".join({"gYear": "year", "string": "text", "anyURI": "URL"}.get(each, each) for each in names)


def _legend() -> Iterator[str]:
    x, y = 50, 690
    for number, (kind, said) in enumerate(_KINDS.items()):
        top = y + 24 * number
        yield (
            f'<g class="te-{kind}"><rect class="te-top te-key" x="{x}" y="{top}" width="16" height="16" rx="3"/>'
            f'<text class="te-says" x="{x + 24}" y="{top + 12}">{escape(said)}</text></g>'
        )
