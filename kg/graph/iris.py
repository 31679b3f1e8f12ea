"""The sole minter of IRIs: every node of the graph gets its name here, and the same thing always gets the same one.

Names from articles are data. They reach an IRI only as a `slug` (ASCII letters, digits and hyphens) or as one
percent-encoded path segment, so no name can leave its place in the path, be it empty, `..` or full of slashes.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote, urlsplit

from pyoxigraph import NamedNode

from kg.errors import KgError
from kg.model import EditionId, Evidence, FairId

DEFAULT_BASE = "https://example.org/kg/"

# Where a city stands whose country is unknown: lower case, so that it is never taken for a code of ISO 3166-1.
_NO_COUNTRY = "xx"

_LONGEST_SLUG = 80
_HASH_DIGITS = 16

# Latin letters that Unicode does not decompose, as their languages write them in ASCII.
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ħ": "h",
        "ı": "i",
        "ŋ": "ng",
    }
)
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_NOT_SLUG = re.compile("[^a-z0-9]+")


def slug(name: str) -> str:
    """Fold a name to lower-case ASCII letters and digits with hyphens between; never empty.

    Where letters are lost that ASCII does not have, a hash of the name takes their place, so that two names in
    another script do not meet in one slug.

    >>> slug("Société des Fêtes & Expositions")
    'societe-des-fetes-and-expositions'
    >>> slug("../<script>")
    'script'
    >>> slug("广交会"), slug("广交会 Group")
    ('n-e82ef12e', 'group-aacfe4ce')
    """
    same = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    letters = unicodedata.normalize("NFKD", same.translate(_LETTERS).replace("&", " and "))
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    folded = _NOT_SLUG.sub("-", _APOSTROPHES.sub("", bare)).strip("-")
    lossy = any(c.isalnum() and not c.isascii() for c in bare)
    if folded and not lossy and len(folded) <= _LONGEST_SLUG:
        return folded
    digest = sha256(same.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{folded[: _LONGEST_SLUG - 9].strip('-') or 'n'}-{digest}"


def segment(text: str) -> str:
    """Write any text as one segment of a path: injective, and never empty, `.` or `..`.

    >>> segment("ciie-6.close"), segment("a/b?c"), segment("..")
    ('ciie-6.close', 'a%2Fb%3Fc', 'n-5ec1f7e700f37c3d')
    """
    if text.strip(".") == "":
        return f"n-{sha256(text.encode()).hexdigest()[:_HASH_DIGITS]}"
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def statement_hash(parts: Iterable[str | None]) -> str:
    """Return the hex digits that name a statement by its content: the same parts always give the same digits.

    >>> statement_hash(["edition/ciie/6", "exhibitors", "3486"])
    'a7238d4bcd1b11ca'
    """
    content = json.dumps(list(parts), ensure_ascii=True, separators=(",", ":"))
    return sha256(content.encode("ascii")).hexdigest()[:_HASH_DIGITS]


def check_base(base: str) -> str:
    """Return `base` where data IRIs can start with it.

    Raises `KgError` unless it is an absolute http or https IRI that ends in `/` or `#`, without a query and without
    `.` and `..` in its path.
    """
    fault = (
        f"{base!r} cannot be the base of the graph: give a web address that ends in / or #, such as {DEFAULT_BASE}"
    )
    try:
        NamedNode(base)
        parts = urlsplit(base)
        host = parts.hostname
    except ValueError as error:
        raise KgError(fault) from error
    ends_well = base.endswith("#") if "#" in base else base.endswith("/")
    dotted = any(step in (".", "..") for step in parts.path.split("/"))
    if parts.scheme not in ("http", "https") or not host or not ends_well or dotted or "?" in base or parts.fragment:
        raise KgError(fault)
    return base


@dataclass(frozen=True, slots=True)
class Iris:
    """The IRIs of a graph whose data IRIs start with `base`. Raises `KgError` where the base is not fit for that.

    Where the base ends in `#`, an IRI has its one fragment already: `/` then stands before `char=`, `change`, `also`.

    >>> Iris().edition(EditionId(FairId("ciie"), "6")).value
    'https://example.org/kg/edition/ciie/6'
    """

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        check_base(self.base)

    def fair(self, fair: FairId) -> NamedNode:
        """`fair/{slug}`."""
        return self._node(f"fair/{segment(fair.slug)}")

    def edition(self, edition: EditionId) -> NamedNode:
        """`edition/{fair}/{ordinal, else year}`."""
        return self._node(f"edition/{segment(edition.fair.slug)}/{segment(edition.key)}")

    def country(self, alpha2: str) -> NamedNode:
        """`country/{alpha2}`."""
        return self._node(f"country/{segment(alpha2)}")

    def city(self, name: str, alpha2: str | None) -> NamedNode:
        """`city/{alpha2}/{slug}`; `city/xx/{slug}` where the country is not known."""
        return self._node(f"city/{segment(alpha2 or _NO_COUNTRY)}/{slug(name)}")

    def organizer(self, name: str) -> NamedNode:
        """`organizer/{slug}`, for organizers and for all who are party to a deal."""
        return self._node(f"organizer/{slug(name)}")

    def agent(self, name: str) -> NamedNode:
        """`agent/{slug}`, for those who are quoted, people and bodies alike."""
        return self._node(f"agent/{slug(name)}")

    def article(self, article: str) -> NamedNode:
        """`article/{id}`."""
        return self._node(f"article/{segment(article)}")

    def evidence(self, evidence: Evidence) -> NamedNode:
        """`article/{id}#char={start},{end}`, the fragment of RFC 5147, section 2.1."""
        span = evidence.span
        return self._part(f"article/{segment(evidence.article)}", f"char={span.start},{span.end}")

    def metric(self, digits: str) -> NamedNode:
        """`metric/{hash}`."""
        return self._node(f"metric/{segment(digits)}")

    def change(self, digits: str) -> NamedNode:
        """`metric/{hash}#change`, the change that a metric states."""
        return self._part(f"metric/{segment(digits)}", "change")

    def alternate(self, digits: str) -> NamedNode:
        """`metric/{hash}#also`, the same amount in a second currency."""
        return self._part(f"metric/{segment(digits)}", "also")

    def deal(self, digits: str) -> NamedNode:
        """`deal/{hash}`."""
        return self._node(f"deal/{segment(digits)}")

    def claim(self, digits: str) -> NamedNode:
        """`claim/{hash}`."""
        return self._node(f"claim/{segment(digits)}")

    def difference(self, digits: str) -> NamedNode:
        """`difference/{hash}`."""
        return self._node(f"difference/{segment(digits)}")

    def dataset(self, part: str = "") -> NamedNode:
        """`dataset/graph`, the graph itself; `dataset/{part}`, a part of it."""
        return self._node(f"dataset/{segment(part) if part else 'graph'}")

    def partition(self, dataset: NamedNode, kind: str, name: str) -> NamedNode:
        """`dataset/graph#{kind}={name}`, what a dataset has of one class or property."""
        return self._part(dataset.value.removeprefix(self.base), f"{kind}={quote(name, safe=':')}")

    def _node(self, path: str) -> NamedNode:
        return NamedNode(self.base + path)

    def _part(self, path: str, part: str) -> NamedNode:
        return NamedNode(f"{self.base}{path}{'/' if self.base.endswith('#') else '#'}{part}")
