"""Finding a fair or edition in a graph by the names that people use, and listing all there are."""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from pyoxigraph import NamedNode, Store

from kg.answers import select
from kg.errors import KgError
from kg.registry import fold_name


@dataclass(frozen=True, slots=True)
class EditionLine:
    """An edition in a list: its name, its numbers, and how much is known of it."""

    node: NamedNode
    label: str
    ordinal: int | None
    year: int | None
    figures: int
    deals: int
    articles: int


@dataclass(frozen=True, slots=True)
class FairLine:
    """A fair in a list, with its editions, the earliest first; `figures` are those about the fair as a whole."""

    node: NamedNode
    label: str
    other_names: tuple[str, ...]
    editions: tuple[EditionLine, ...]
    figures: int
    articles: int

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the fair, and its slug."""
        return (self.label, *self.other_names, local_name(self.node))


# --- lists ---

_FAIRS = "SELECT ?node ?label { ?node a te:Fair ; rdfs:label ?label }"
_OTHER_NAMES = "SELECT ?node ?name { ?node a te:Fair ; skos:altLabel ?name }"
_EDITIONS = """
SELECT ?node ?label ?fair ?ordinal ?year WHERE {
  ?node a te:Edition ; te:editionOf ?fair ; rdfs:label ?label .
  OPTIONAL { ?node te:ordinal ?ordinal }
  OPTIONAL { ?node te:year ?year }
}"""
# Each count by itself: counted together, the figures of an edition would be multiplied by its articles.
_FIGURES = "SELECT ?node (COUNT(?each) AS ?count) { ?each a te:Metric ; te:about ?node } GROUP BY ?node"
_DEALS = "SELECT ?node (COUNT(?each) AS ?count) { ?each a te:Deal ; te:about ?node } GROUP BY ?node"
_ARTICLES = "SELECT ?node (COUNT(DISTINCT ?each) AS ?count) { ?each schema:mentions ?node } GROUP BY ?node"
_ARTICLES_OF_FAIRS = """
SELECT ?node (COUNT(DISTINCT ?each) AS ?count) {
  { ?each schema:mentions ?node } UNION { ?each schema:mentions ?edition . ?edition te:editionOf ?node }
} GROUP BY ?node"""


def list_fairs(store: Store) -> tuple[FairLine, ...]:
    """Return the fairs of a graph with their editions, sorted by name."""
    figures, deals, articles = (_counts(store, query) for query in (_FIGURES, _DEALS, _ARTICLES))
    articles_of_fairs = _counts(store, _ARTICLES_OF_FAIRS)
    editions: dict[str, dict[str, EditionLine]] = defaultdict(dict)
    for row in select(store, _EDITIONS):
        node = row.node("node")
        counts = (figures[node.value], deals[node.value], articles[node.value])
        line = EditionLine(node, row.text("label"), row.whole("ordinal"), row.whole("year"), *counts)
        editions[row.node("fair").value].setdefault(line.node.value, line)
    other_names: dict[str, set[str]] = defaultdict(set)
    for row in select(store, _OTHER_NAMES):
        other_names[row.node("node").value].add(row.text("name"))
    fairs = {}
    for row in select(store, _FAIRS):
        node = row.node("node")
        names = sorted(other_names[node.value], key=lambda name: (len(name), name))
        lines = sorted(editions[node.value].values(), key=_edition_order)
        numbers = (figures[node.value], articles_of_fairs[node.value])
        fairs[node.value] = FairLine(node, row.text("label"), tuple(names), tuple(lines), *numbers)
    return tuple(sorted(fairs.values(), key=lambda fair: (fair.label.casefold(), fair.node.value)))


def _counts(store: Store, query: str) -> Counter[str]:
    return Counter({row.text("node"): row.whole("count") or 0 for row in select(store, query)})


_SOURCES = """
SELECT ?node (COUNT(DISTINCT ?source) AS ?sources) WHERE {
  ?article schema:mentions ?node .
  OPTIONAL { ?article te:copyOf ?original }
  BIND(COALESCE(?original, ?article) AS ?source)
} GROUP BY ?node"""


def independent_sources(store: Store, node: NamedNode) -> int:
    """Return how many independent articles mention a fair or edition, copies counted with their original."""
    return next((row.whole("sources") or 0 for row in select(store, _SOURCES, node)), 0)


def _edition_order(edition: EditionLine) -> tuple[int, int, str]:
    return (edition.year or 9999, edition.ordinal or 0, edition.node.value)


# --- finding by name ---

_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_ORDINAL = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\b", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"\b(\d{1,3})\s*$")
_SEASON = re.compile(r"\b(spring|autumn|fall)\b", re.IGNORECASE)
_PADDING = re.compile(r"\b(?:the|edition|session|of)\b", re.IGNORECASE)
_WORDS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_ORDINAL_WORD = re.compile(rf"\b({'|'.join(_WORDS)})\b", re.IGNORECASE)


def find(store: Store, name: str) -> FairLine | EditionLine:
    """Find the fair or edition that `name` means: "CIIE", "CIIE 2023", "6th CIIE", "ciie/6", its full label, its IRI.

    Raises `KgError` where there is none, with the nearest names, or where there are several.
    """
    fairs = list_fairs(store)
    found = _nodes(fairs, name) or _fairs_named(fairs, name) or _editions_named(fairs, name)
    if not found:
        raise KgError(f"nothing is known of {name!r}; {_near(fairs, name)}")
    if len(found) > 1:
        raise KgError(f"{name!r} may be any of {_listed(each.label for each in found)}; name one of them")
    return found[0]


def _nodes(fairs: Iterable[FairLine], iri: str) -> list[FairLine | EditionLine]:
    every: list[FairLine | EditionLine] = []
    for fair in fairs:
        every += [fair, *fair.editions]
    return [each for each in every if each.node.value == iri]


def _fairs_named(fairs: Iterable[FairLine], name: str) -> list[FairLine | EditionLine]:
    key = fold_name(name)
    return [fair for fair in fairs if key and any(fold_name(each) == key for each in fair.names)]


def _editions_named(fairs: tuple[FairLine, ...], name: str) -> list[FairLine | EditionLine]:
    exact: list[FairLine | EditionLine] = [
        edition
        for fair in fairs
        for edition in fair.editions
        if fold_name(name) == fold_name(edition.label) or name.strip("/ ") == local_name(edition.node)
    ]
    if exact:
        return exact
    years = {int(each) for each in _YEAR.findall(name)}
    rest = _YEAR.sub(" ", name)
    numbers = {int(each) for each in _ORDINAL.findall(rest)}
    numbers |= {_WORDS.index(each.lower()) + 1 for each in _ORDINAL_WORD.findall(rest)}
    rest = _ORDINAL_WORD.sub(" ", _ORDINAL.sub(" ", rest))
    seasons = {each.lower().replace("fall", "autumn") for each in _SEASON.findall(rest)}
    rest = _PADDING.sub(" ", _SEASON.sub(" ", rest))
    if not numbers and not years:
        numbers = {int(each) for each in _BARE_NUMBER.findall(rest)}
        rest = _BARE_NUMBER.sub(" ", rest)
    if not (years or numbers or seasons):
        return []
    meant = [fair for fair in _fairs_named(fairs, rest) if isinstance(fair, FairLine)]
    found: list[FairLine | EditionLine] = [
        edition
        for fair in meant
        for edition in fair.editions
        if years <= {edition.year} and numbers <= {edition.ordinal} and all(each in edition.label for each in seasons)
    ]
    if meant and not found:
        known = _listed(edition.label for fair in meant for edition in fair.editions)
        raise KgError(f"no edition of {meant[0].label} is {name!r}; there are {known or 'none'}")
    return found


def _near(fairs: Iterable[FairLine], name: str) -> str:
    names = {each.casefold(): each for fair in fairs for each in fair.names}
    names |= {edition.label.casefold(): edition.label for fair in fairs for edition in fair.editions}
    inside = sorted(each for key, each in names.items() if name.casefold() in key) if len(name) > 2 else []
    near = inside[:3] or [names[key] for key in difflib.get_close_matches(name.casefold(), names, n=3, cutoff=0.5)]
    return f"the nearest names are {_listed(near)}" if near else "`kg show DIR` lists all fairs"


def _listed(names: Iterable[str]) -> str:
    shown = list(dict.fromkeys(names))
    more = f" and {len(shown) - 8} more" if len(shown) > 8 else ""
    return ", ".join(shown[:8]) + more


def local_name(node: NamedNode) -> str:
    """Return what names a node after its kind: `ciie` of `.../fair/ciie`, `ciie/6` of `.../edition/ciie/6`."""
    return unquote(re.split(r"(?:fair|edition)/", node.value)[-1])
