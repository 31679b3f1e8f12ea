"""A neighbourhood as a picture: SVG that stands by itself, with labels, colours and shapes by kind, and a legend.

Everything in it that comes from an article is text. It brings its own background, since a notebook may show it as a
picture that knows nothing of the page, and follows the reader's choice of light or dark.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from rich.cells import cell_len

from kg.answers import readable
from kg.files import write_file
from kg.neighbours import Edge, Neighbourhood, Node
from kg.notebook.glance import in_words
from kg.notebook.layout import COLUMN, LINE, Place, places


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of node is drawn: its colour on light paper and on dark, and the name of its shape."""

    light: str
    dark: str
    shape: str


# Colours, and shapes for those who do not tell the colours apart.
LOOKS: Mapping[str, Look] = {
    "fair": Look("#b4232c", "#ff8a87", "hexagon"),
    "edition": Look("#d9650a", "#ffa95c", "square"),
    "organizer": Look("#7a3fb0", "#c79bf2", "pentagon"),
    "country": Look("#0f7a55", "#4fd0a0", "diamond"),
    "city": Look("#4f8a10", "#a4d65e", "triangle"),
    "metric": Look("#1f63c4", "#7fb2ff", "circle"),
    "deal": Look("#a3215f", "#ff8fc4", "star"),
    "article": Look("#5b6675", "#b3bdcb", "page"),
    "speaker": Look("#0b7a8a", "#5fd0df", "drop"),
}
SHAPES: Mapping[str, str] = {
    "hexagon": "M-7 0-3.5-6H3.5L7 0 3.5 6H-3.5Z",
    "square": "M-5.5-5.5h11v11h-11Z",
    "pentagon": "M0-7 6.6-2.2 4.1 5.6H-4.1L-6.6-2.2Z",
    "diamond": "M0-7 7 0 0 7-7 0Z",
    "triangle": "M0-7 6.6 5H-6.6Z",
    "circle": "M-5.5 0a5.5 5.5 0 1 1 11 0a5.5 5.5 0 1 1-11 0Z",
    "star": "M0-7.5 2-2.4 7.1-2.4 3 .9 4.5 6.1 0 3-4.5 6.1-3 .9-7.1-2.4-2-2.4Z",
    "page": "M-5-6.5h6.5l3.5 3.5v9.5h-10Z",
    "drop": "M0 7C-4 3-6 .5-6-2a6 6 0 1 1 12 0C6 .5 4 3 0 7Z",
}
# What an edge of the middle says that the kinds of its ends do not.
_TELLING = frozenset(
    {
        *("guest", "participant", "hosted by", "co organized by", "supported by", "preceded by", "compared with"),
        *("conflicts with", "differs from", "copy of", "derived from", "scope of", "party"),
    }
)
_CHARACTER = 6.7  # the width of one of 12 pixels in most fonts without serifs; a wide one is two
_MARGIN = 24.0
_LEGEND = 26.0
_HEAD = 40.0


class Drawing:
    """A picture of a neighbourhood, which shows itself in a notebook. `svg` is its text."""

    def __init__(self, around: Neighbourhood) -> None:
        self.around = around
        self.svg = to_svg(around)

    def save(self, path: str | Path) -> None:
        """Write the picture to an .svg file. Raises `OutputError` where it cannot be written."""
        write_file(Path(path), self.svg.encode())

    def _repr_svg_(self) -> str:
        return self.svg

    def __repr__(self) -> str:
        more = f", {self.around.left_out:,} more left out" if self.around.left_out else ""
        return f"<drawing of {self.around.nodes[0].label}: {len(self.around.nodes)} nodes{more}>"


def to_svg(around: Neighbourhood) -> str:
    """Draw a neighbourhood; the same one gives the same text."""
    return "".join(_Canvas(around).parts())


class _Canvas:
    def __init__(self, around: Neighbourhood) -> None:
        self.around = around
        self.places = places(around)
        self.kinds = Counter(node.kind for node in around.nodes)
        self.telling = _telling(around)
        xs = [place.x for place in self.places.values()]
        reach = max(-min(xs), max(xs))
        self.half = reach + COLUMN - 60 + _MARGIN if len(xs) > 1 else 260.0
        heights = [place.y for place in self.places.values()]
        self.top = min([*heights, -2 * LINE]) - LINE - _HEAD
        self.bottom = max([*heights, 2 * LINE]) + LINE + _LEGEND * len(self._legend_rows()) + _MARGIN

    def parts(self) -> Iterator[str]:
        width, height = 2 * self.half, self.bottom - self.top
        title = f"What stands around {self.around.nodes[0].label}"
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="kg-drawing" role="img" '
            f'viewBox="{-self.half:g} {self.top:g} {width:g} {height:g}" width="{width:g}" height="{height:g}" '
            f'style="max-width:100%;height:auto"><title>{_text(title)}</title><style>{_style(self.kinds)}</style>'
        )
        yield (
            f'<rect class="paper" x="{-self.half:g}" y="{self.top:g}" width="{width:g}" height="{height:g}" rx="10"/>'
        )
        yield f'<text class="head" x="{-self.half + _MARGIN:g}" y="{self.top + 28:g}">{_text(title)}</text>'
        for edge in sorted(self.around.edges, key=self._is_near):
            yield self._edge(edge)
        for node in reversed(self.around.nodes):
            yield self._node(node)
        yield from self._legend()
        yield "</svg>"

    # --- edges ---

    def _is_near(self, edge: Edge) -> bool:
        return self.around.nodes[0].iri in (edge.source, edge.target)

    def _edge(self, edge: Edge) -> str:
        a, b = self.places[edge.source], self.places[edge.target]
        names = {node.iri: node.label for node in self.around.nodes}
        told = f"{names[edge.source]} – {edge.label} – {names[edge.target]}"
        told += "".join(f"\n“{quote}”" for quote in edge.quotes)
        kind = "near" if self._is_near(edge) else "far"
        if edge.label == "conflicts with":
            kind += " conflict"
        return f'<path class="{kind}" d="{_line(a, b)}"><title>{_text(told)}</title></path>'

    # --- nodes ---

    def _node(self, node: Node) -> str:
        place = self.places[node.iri]
        size = ' transform="scale(1.7)"' if place.side == 0 else ""
        mark = f'<path class="mark" d="{SHAPES[LOOKS[node.kind].shape]}"{size}/>'
        title = _text(f"{node.kind}: {node.label}\n{node.iri}")
        return (
            f'<g class="{node.kind}" transform="translate({place.x:g} {place.y:g})">'
            f"<title>{title}</title>{mark}{self._label(node, place)}</g>"
        )

    def _label(self, node: Node, place: Place) -> str:
        if place.side == 0:
            return f'<text class="middle" y="-20">{_text(_cut(node.label, 44))}</text>'
        note = self.telling.get(node.iri, "")
        room = int((COLUMN - 60) / _CHARACTER) - (cell_len(note) + 2 if note else 0)
        label = _cut_inside(node.label, room) if node.kind == "edition" else _cut(node.label, room)
        said = _text(label) + (f'<tspan class="note" dx="6">{_text(note)}</tspan>' if note else "")
        return f'<text class="{"left" if place.side < 0 else "right"}" x="{12 * place.side}" y="4">{said}</text>'

    # --- legend ---

    def _legend_rows(self) -> list[list[str]]:
        """Share the kinds out over lines that are no wider than the drawing."""
        rows: list[list[str]] = [[]]
        used = 0.0
        for kind in LOOKS:
            if kind in self.kinds:
                width = _legend_width(in_words(kind, self.kinds[kind]))
                if rows[-1] and used + width > 2 * (self.half - _MARGIN):
                    rows.append([])
                    used = 0.0
                rows[-1].append(kind)
                used += width
        return [*rows, []] if self.around.left_out else rows

    def _legend(self) -> Iterator[str]:
        rows = self._legend_rows()
        y = self.bottom - _MARGIN - _LEGEND * (len(rows) - 1)
        for row in rows:
            x = -self.half + _MARGIN
            for kind in row:
                told = in_words(kind, self.kinds[kind])
                yield (
                    f'<g class="{kind}" transform="translate({x + 8:g} {y:g})">'
                    f'<path class="mark" d="{SHAPES[LOOKS[kind].shape]}"/><text x="14" y="4">{told}</text></g>'
                )
                x += _legend_width(told)
            if not row:
                yield f'<text class="note" x="{x:g}" y="{y + 4:g}">{self.around.left_out:,} more are left out</text>'
            y += _LEGEND


def _telling(around: Neighbourhood) -> Mapping[str, str]:
    """Return what the edges between the middle and other nodes say, where it is not plain."""
    middle = around.nodes[0].iri
    said: dict[str, list[str]] = defaultdict(list)
    for edge in around.edges:
        if middle in (edge.source, edge.target) and edge.label in _TELLING:
            other = edge.target if edge.source == middle else edge.source
            follows = edge.label == "preceded by" and edge.target == middle
            said[other].append("next" if follows else "before" if edge.label == "preceded by" else edge.label)
    return {node: ", ".join(sorted(set(labels))) for node, labels in said.items()}


def _legend_width(told: str) -> float:
    return 36 + _CHARACTER * cell_len(told)


def _line(a: Place, b: Place) -> str:
    """Draw a line between two nodes: straight to the middle, else bent towards it."""
    if 0 in (a.side, b.side):
        return f"M{a.x:g} {a.y:g}L{b.x:g} {b.y:g}"
    x = (a.x + b.x) * 0.22
    if a.side == b.side:
        x = min(a.x, b.x, key=abs) - a.side * min(abs(a.y - b.y) * 0.4, 90)
    y = (a.y + b.y) * 0.5
    return f"M{a.x:g} {a.y:g}Q{round(x, 1):g} {y:g} {b.x:g} {b.y:g}"


def _style(kinds: Mapping[str, int]) -> str:
    root = ".kg-drawing"
    shown: Sequence[str] = [kind for kind in LOOKS if kind in kinds]
    light = "".join(f"{root} .{kind} .mark{{fill:{LOOKS[kind].light}}}" for kind in shown)
    dark = "".join(f"{root} .{kind} .mark{{fill:{LOOKS[kind].dark}}}" for kind in shown)
    return (
        f"{root}{{font:12px system-ui,'Segoe UI','DejaVu Sans',sans-serif}}"
        f"{root} .paper{{fill:#fdfdfc;stroke:#d8dade}}{root} text{{fill:#1c2027}}"
        f"{root} .left,{root} .right{{paint-order:stroke;stroke:#fdfdfc;stroke-width:4px;stroke-linejoin:round}}"
        f"{root} .left{{text-anchor:end}}{root} .middle{{font-size:14px;font-weight:600;text-anchor:middle;"
        f"paint-order:stroke;stroke:#fdfdfc;stroke-width:5px}}{root} .head{{font-size:14px;font-weight:600}}"
        f"{root} .note{{fill:#666d78}}{root} .mark{{stroke:#fdfdfc;stroke-width:1px}}"
        f"{root} .near,{root} .far{{fill:none;stroke:#8b93a0;stroke-width:1.2}}"
        f"{root} .far{{stroke:#aab1bc;stroke-width:.8;stroke-opacity:.45}}"
        f"{root} .conflict{{stroke:#c81e1e;stroke-opacity:1;stroke-width:1.6;stroke-dasharray:5 3}}{light}"
        f"@media (prefers-color-scheme:dark){{{root} .paper{{fill:#16191f;stroke:#343a44}}{root} text{{fill:#e8eaee}}"
        f"{root} .left,{root} .right,{root} .middle,{root} .mark{{stroke:#16191f}}{root} .note{{fill:#a2a9b4}}"
        f"{root} .near{{stroke:#717a88}}{root} .far{{stroke:#5b6470}}{root} .conflict{{stroke:#ff7b7b}}{dark}}}"
    )


def _cut(label: str, room: int) -> str:
    """Cut a label to so many columns of characters, wide ones counted twice.

    >>> _cut("China International Import Expo", 12), _cut("CIIE", 12)
    ('China Inter…', 'CIIE')
    """
    label = " ".join(label.split())
    if cell_len(label) <= room:
        return label
    while cell_len(label) > room - 1:
        label = label[:-1]
    return label.rstrip() + "…"


def _cut_inside(label: str, room: int) -> str:
    """Cut a label in its middle: the year and the number of an edition stand at its end.

    >>> _cut_inside("China Import and Export Fair spring 2024 (135th)", 30)
    'China Import a…ng 2024 (135th)'
    """
    if cell_len(label) <= room:
        return label
    end = label[-(room // 2) :]
    return f"{_cut(label, room - cell_len(end)).removesuffix('…').rstrip()}…{end.lstrip()}"


def _text(text: str) -> str:
    r"""Escape a text for XML, without what XML cannot hold.

    >>> _text("<b> & \x1b \ufffe")
    '&lt;b&gt; &amp; \ufffd \ufffd'
    """
    return escape(readable(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd"))
