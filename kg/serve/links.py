"""The files of `static/`, and links that name them with a digest, so that a browser need not ask for them again."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from kg.site.links import ServerLinks
from kg.site.site import STATIC

_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of `static/`."""

    path: Path
    body: bytes
    digest: str
    zipped: bytes | None


@cache
def assets() -> dict[str, Asset]:
    """Return the files of `static/` by their names; no other file is ever sent."""
    found = {}
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            body = path.read_bytes()
            digest, zipped = sha256(body).hexdigest()[:_DIGITS], gzip.compress(body, mtime=0)
            name = path.relative_to(STATIC).as_posix()
            found[name] = Asset(path, body, digest, zipped if len(zipped) < len(body) else None)
    return found


class VersionedLinks(ServerLinks):
    """Links of a server, those to files with the digest of what is in them.

    >>> VersionedLinks().asset("site.css").partition("=")[0], VersionedLinks().page("fair/ciie")
    ('/static/site.css?v', '/fair/ciie')
    """

    def asset(self, name: str) -> str:
        """Return the link to a file of `static/`."""
        found = assets().get(name)
        link = ServerLinks.asset(self, name)
        return link if found is None else f"{link}?v={found.digest}"
