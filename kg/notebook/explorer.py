"""A neighbourhood as a picture that can be moved, searched, filtered, opened node by node: Cytoscape.js in a frame.

The frame stands by itself: library, style and data are in it, its policy allows no request, and its sandbox keeps it
away from the notebook around it. Names and quotes are data in it, set as text.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections import Counter
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from kg.files import write_file
from kg.neighbours import Neighbourhood
from kg.notebook.drawing import LOOKS, SHAPES
from kg.notebook.glance import in_words
from kg.notebook.layout import places

_HERE = Path(__file__).resolve().parent
_LIBRARY = _HERE.parent / "site" / "static" / "vendor" / "cytoscape.min.js"
# The shapes of a drawing in Cytoscape.js: some have other names there, some are made of points.
_SHAPES = {"square": "rectangle", "circle": "ellipse"}
_POINTS = {
    "page": "-0.75 -1 0.2 -1 0.75 -0.5 0.75 1 -0.75 1",
    "drop": "0 1 -0.8 0.2 -0.85 -0.4 -0.5 -0.9 0 -1 0.5 -0.9 0.85 -0.4 0.8 0.2",
}


class Explorer:
    """A picture to explore, which shows itself in a notebook. `page` is its HTML page."""

    def __init__(self, around: Neighbourhood, height: int = 600) -> None:
        self.around = around
        self.height = height
        self.page = to_page(around)

    def save(self, path: str | Path) -> None:
        """Write the page, which needs nothing else, to an .html file. Raises `OutputError` where that fails."""
        write_file(Path(path), self.page.encode())

    def _repr_html_(self) -> str:
        title = escape(_title(self.around))
        style = f"width:100%;height:{self.height}px;border:1px solid rgba(127,127,127,.35);border-radius:8px"
        return (
            f'<iframe sandbox="allow-scripts" title="{title}" style="{style}" srcdoc="{escape(self.page)}"></iframe>'
        )

    def __repr__(self) -> str:
        return f"<explorer of {self.around.nodes[0].label}: {len(self.around.nodes)} nodes>"


def to_page(around: Neighbourhood) -> str:
    """Return the page of a neighbourhood; the same one gives the same text."""
    library = _library()
    script = (_HERE / "explorer.js").read_text(encoding="utf-8")
    sources = " ".join(f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in (library, script))
    policy = (
        f"default-src 'none'; script-src {sources}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    )
    return Template((_HERE / "explorer.html").read_text(encoding="utf-8")).substitute(
        policy=policy, title=escape(_title(around)), data=_data(around), library=library, script=script
    )


def _title(around: Neighbourhood) -> str:
    return f"What stands around {around.nodes[0].label}"


@cache
def _library() -> str:
    return _LIBRARY.read_text(encoding="utf-8")


def _data(around: Neighbourhood) -> str:
    """Return the neighbourhood as JSON in which nothing can end the script that it stands in."""
    where = places(around)
    numbers = Counter(node.kind for node in around.nodes)
    data: dict[str, Any] = {
        "kinds": [
            {
                "name": kind,
                "words": in_words(kind, numbers[kind]),
                "light": look.light,
                "dark": look.dark,
                "path": SHAPES[look.shape],
                "shape": _SHAPES.get(look.shape, look.shape),
                "points": _POINTS.get(look.shape, ""),
            }
            for kind, look in LOOKS.items()
            if kind in numbers
        ],
        "nodes": [
            {
                "id": node.iri,
                "kind": node.kind,
                "label": node.label,
                "side": where[node.iri].side,
                "x": where[node.iri].x,
                "y": where[node.iri].y,
            }
            for node in around.nodes
        ],
        "edges": [
            {"source": edge.source, "target": edge.target, "label": edge.label, "quotes": edge.quotes}
            for edge in around.edges
        ],
        "leftOut": around.left_out,
    }
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return written.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
