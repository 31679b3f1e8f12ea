"""Where a link leads: on a server all pages stand at their paths; in a folder each is a file, reached from others."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote, unquote


class Links(Protocol):
    """How one page refers to other pages and to the files that come with the package."""

    def page(self, path: str) -> str:
        """Return the link to the page at a path, which may end in a fragment."""

    def asset(self, name: str) -> str:
        """Return the link to a file of `static/`."""


@dataclass(frozen=True, slots=True)
class ServerLinks:
    """Links of a server that stands at the root of its host.

    >>> ServerLinks().page("edition/ciie/6#facts"), ServerLinks().page(""), ServerLinks().asset("site.css")
    ('/edition/ciie/6#facts', '/', '/static/site.css')
    """

    def page(self, path: str) -> str:
        """Return the link to the page at a path."""
        return f"/{path}"

    def asset(self, name: str) -> str:
        """Return the link to a file of `static/`."""
        return f"/static/{name}"


@dataclass(frozen=True, slots=True)
class FileLinks:
    """Links from the page at the path `current` to the other files of a folder, wherever that folder lies.

    >>> FileLinks("edition/ciie/6").page("fair/ciie"), FileLinks("").page("edition/ciie/6#facts")
    ('../../fair/ciie.html', 'edition/ciie/6.html#facts')
    >>> FileLinks("fair/ciie").page(""), FileLinks("fair/ciie").asset("site.css")
    ('../index.html', '../static/site.css')
    """

    current: str

    def page(self, path: str) -> str:
        """Return the link to the page at a path."""
        place, mark, fragment = path.partition("#")
        return self._from_here(file_name(place)) + mark + fragment

    def asset(self, name: str) -> str:
        """Return the link to a file of `static/`."""
        return self._from_here(f"static/{name}")

    def _from_here(self, file: str) -> str:
        return quote(posixpath.relpath(file, posixpath.dirname(file_name(self.current)) or "."))


def file_name(path: str) -> str:
    """Return the name of the file that holds the page at a path; paths of data keep their ending.

    >>> file_name(""), file_name("edition/ciie/6"), file_name("data/search.json"), file_name("article/a%20b")
    ('index.html', 'edition/ciie/6.html', 'data/search.json', 'article/a b.html')
    """
    if not path:
        return "index.html"
    name = unquote(path)
    return name if name.startswith("data/") else f"{name}.html"
