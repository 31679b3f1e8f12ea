"""Where a link leads: on a server all pages stand at their paths; in a folder each is a file, reached from others."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol
from urllib.parse import quote

_LONGEST = 180  # characters of one step of a path
_HASH_DIGITS = 19


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
    >>> FileLinks("fair/ciie").page(""), FileLinks("fair/ciie").page("explore?node=fair/ciie")
    ('../index.html', '../explore.html?node=fair/ciie')
    >>> FileLinks("article/a").page("article/..%2Fb"), FileLinks("fair/ciie").asset("site.css")
    ('..%252Fb.html', '../static/site.css')
    """

    current: str

    def page(self, path: str) -> str:
        """Return the link to the page at a path."""
        cut = min((at for at in (path.find("?"), path.find("#")) if at >= 0), default=len(path))
        return self._from_here(file_name(path[:cut])) + path[cut:]

    def asset(self, name: str) -> str:
        """Return the link to a file of `static/`."""
        return self._from_here(f"static/{name}")

    def _from_here(self, file: str) -> str:
        return quote(posixpath.relpath(file, posixpath.dirname(file_name(self.current)) or "."))


def file_name(path: str) -> str:
    """Return the name of the file that holds the page at a path; paths of data keep their ending.

    What is percent-encoded in a path stays so in the name, which thus cannot leave the folder. A step that is longer
    than file systems allow is cut, and told apart by a hash.

    >>> file_name(""), file_name("edition/ciie/6"), file_name("data/search.json"), file_name("article/a%2F..")
    ('index.html', 'edition/ciie/6.html', 'data/search.json', 'article/a%2F...html')
    >>> len(file_name("article/" + "a" * 300))
    133
    """
    if not path:
        return "index.html"
    steps = [step if len(step) <= _LONGEST else _cut(step) for step in path.split("/")]
    return "/".join(steps) + ("" if path.startswith("data/") else ".html")


def _cut(step: str) -> str:
    stem, dot, ending = step.rpartition(".")
    kept = f"{dot}{ending}" if stem and len(ending) <= 8 else ""
    return f"{step[: _LONGEST - 80]}-{sha256(step.encode()).hexdigest()[:_HASH_DIGITS]}{kept}"
