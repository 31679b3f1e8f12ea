"""The pages of a graph by their paths, written as HTML: the same for a server and for a folder of files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kg.site import (
    about,
    article,
    disputes,
    edition,
    explorer,
    fair,
    indexes,
    nodes,
    organizers,
    places,
    queries,
    search,
    start,
)
from kg.site.filters import FILTERS
from kg.site.links import Links
from kg.site.paging import paths_of
from kg.site.source import Source
from kg.site.views import Asked, Data, View, Viewer

STATIC = Path(__file__).resolve().parent / "static"
_TEMPLATES = Path(__file__).resolve().parent / "templates"

# The view of each kind of page, by the first step of its path or the first two; a node of another kind is shown by
# its statements.
_VIEWS: Mapping[str, Viewer] = {
    "": start.view,
    "fairs": indexes.fairs,
    "editions": indexes.editions,
    "organizers": indexes.organizers,
    "articles": indexes.articles,
    "countries": places.countries,
    "country": places.country,
    "city": places.city,
    "organizer": organizers.view,
    "article": article.view,
    "checks": disputes.view,
    "search": search.view,
    "about": about.view,
    "fair": fair.view,
    "edition": edition.view,
    "explore": explorer.view,
    explorer.DATA: explorer.data,
    "query": queries.editor,
    "queries": queries.view,
    queries.DATA: queries.data,
    "data/search.json": search.data,
}

# The kinds of nodes that have a page in a folder too: of figures and claims there are too many to be files.
_IN_FOLDERS = frozenset({"fair", "edition", "country", "city", "organizer", "article"})


@dataclass(frozen=True, slots=True)
class Document:
    """A page, or the data that a page asks for, as bytes."""

    media_type: str
    body: bytes


@dataclass(frozen=True)
class Site:
    """The pages of one graph.

    `links` tells how the page at a path refers to others. `live` is true where a server answers queries; pages in a
    folder leave out what needs one.
    """

    source: Source
    links: Callable[[str], Links]
    live: bool = True

    def document(self, path: str, values: Mapping[str, str] | None = None) -> Document | None:
        """Return what stands at a path, None where nothing does. `values` are those of the address after `?`."""
        shown = self._view(Asked(path, values or {}))
        match shown:
            case None:
                return None
            case Data():
                return Document("application/json", shown.to_json())
            case View():
                return Document("text/html; charset=utf-8", self._render(path, shown).encode())

    def notice(self, title: str, words: str) -> Document:
        """Return a page that says why what was asked for is not shown."""
        view = View("notice.html", title, {"words": words})
        return Document("text/html; charset=utf-8", self._render("", view).encode())

    def paths(self) -> Iterator[str]:
        """Return the paths of all pages and data that stand by themselves, each once, in order."""
        yield from ("", "countries", "checks", "search", "about", "data/search.json")
        for name, lines in (
            ("fairs", self.source.fairs),
            ("editions", self.source.editions),
            ("organizers", self.source.organizers),
            ("articles", self.source.articles),
        ):
            yield from paths_of(name, len(lines))
        yield from (path for path in self.source.node_paths if path.partition("/")[0] in _IN_FOLDERS)
        yield from queries.paths()
        yield from explorer.paths(self.source)

    def _view(self, asked: Asked) -> View | Data | None:
        first, *rest = asked.path.split("/", 2)
        viewer = _VIEWS.get("/".join([first, *rest[:1]])) or _VIEWS.get(first, nodes.view)
        return viewer(self.source, asked)

    def _render(self, path: str, view: View) -> str:
        links = self.links(path)
        return (
            _environment()
            .get_template(view.template)
            .render(
                {
                    **view.values,
                    "title": view.title.strip() or "(no name)",
                    "path": path,
                    "live": self.live,
                    "program": _program(),
                    "page": links.page,
                    "asset": links.asset,
                    "node": lambda iri: self._node_link(links, iri),
                }
            )
        )

    def _node_link(self, links: Links, iri: str) -> str | None:
        """Return the link to the page about a node, None where this site has none."""
        path = self.source.path_of(iri)
        if path is None or not (self.live or path.partition("/")[0] in _IN_FOLDERS):
            return None
        return links.page(path)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(FILTERS)
    return made


@cache
def _program() -> str:
    return f"expograph {version('expograph')}"
