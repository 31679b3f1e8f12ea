"""Turtle for reading: sections, one block a node, a meaningful order of properties, and always the same bytes.

Oxigraph's own writer changes the order of its header from run to run and escapes every slash; rdflib's takes some
fifty times as long as this one (220,000 triples: 155 s, 3 s) and cannot order nodes by number. Each term is written
by pyoxigraph or is a name that needs no escape; the tests read the text back with other programs and compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.graph.curies import compact, curie
from kg.graph.vocab import PREFIXES, te

Term = NamedNode | BlankNode | Literal | Triple

_WIDTH = 118
_TYPE = curie("rdf:type")

# Sections in their order: the heading, and the classes of the nodes under it.
_SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Fairs", ("te:Fair",)),
    ("Editions", ("te:Edition",)),
    ("Figures", ("te:Metric", "te:Change", "te:AlternateAmount")),
    ("Deals", ("te:Deal",)),
    ("Organisations", ("te:Organizer",)),
    ("Speakers", ("prov:Agent",)),
    ("Cities", ("te:City",)),
    ("Countries", ("te:Country",)),
    (
        "Code lists",
        (
            "te:Indicator",
            "te:Bound",
            "te:Status",
            "te:Scope",
            "te:Mode",
            "te:RankRule",
            "te:DifferenceKind",
            "te:Verdict",
        ),
    ),
    ("Articles", ("te:Article",)),
    ("Evidence", ("te:Evidence",)),
    ("Claims", ("te:Claim",)),
    ("Differences", ("te:Difference",)),
    ("Rules and derivations", ("te:Rule", "te:Derivation")),
    ("About this graph", ("void:Dataset",)),
)
_OTHERS = len(_SECTIONS)

# Properties in the order in which a reader asks; all others follow by name.
_PROPERTIES = (
    *(
        "rdf:type",
        "rdfs:label",
        "dcterms:title",
        "dcterms:description",
        "skos:altLabel",
        "skos:notation",
        "skos:definition",
        "schema:identifier",
    ),
    *("te:editionOf", "te:ordinal", "te:year", "te:startDate", "te:endDate", "te:venue", "te:city", "te:country"),
    *("te:about", "te:indicator", "te:party", "te:value", "te:unit", "te:alternateValue", "te:bound", "te:status"),
    *("te:scope", "te:scopeOf", "te:basis", "te:change", "te:direction", "te:percent", "te:absolute", "te:factor"),
    *("te:comparedWith", "rdf:subject", "rdf:predicate", "rdf:object", "te:rank", "te:rankedBy"),
    *("te:verdict", "te:uncheckedBecause", "te:recomputed", "te:recomputedDirection"),
    *("te:checkedFigure", "te:checkedAgainst"),
    *("te:copyOf", "te:independentSources"),
    *("te:differenceKind", "te:preferredStatement", "te:otherStatement", "te:relativeDifference"),
    *("te:article", "oa:start", "oa:end", "oa:exact"),
)
_LAST = ("prov:wasAttributedTo", "prov:wasGeneratedBy", "prov:wasDerivedFrom")
_RANK = {curie(name).value: place for place, name in enumerate(_PROPERTIES)} | {
    curie(name).value: len(_PROPERTIES) + 1 + place for place, name in enumerate(_LAST)
}

# Figures stand by what they are about, claims by their subject; a part of a figure stands after the figure.
_GROUPED_BY = ("te:about", "te:indicator", "rdf:subject", "rdf:predicate")
_PARTS = frozenset({te.change, te.alternateValue})

_DIGITS = re.compile("([0-9]+)")
# Within keys: what ends a text, and what stands before a number. Both sort before all that stands in texts.
_END, _NUMBER = "\0", "\1"
_SPACE = ord(" ")  # a number's length is the character that is so many places after it
_SHORT_FORMS = {
    curie("xsd:integer").value: re.compile("[+-]?[0-9]+", re.ASCII),
    curie("xsd:decimal").value: re.compile(r"[+-]?[0-9]*\.[0-9]+", re.ASCII),
}
# What a base that ends in a slash can be cut from: no reader may take it for anything but a path below the base.
BELOW_BASE = re.compile(r"[a-z]+(?:/(?!\.{1,2}(?:[/#]|\Z))[^/?#:]+)+(?:#[^#]*)?")


def reading_order(predicate: str) -> tuple[int, str]:
    """Return a key that puts the properties of a node in the order in which a reader asks."""
    return (_RANK.get(predicate, len(_PROPERTIES)), predicate)


@lru_cache(maxsize=1 << 16)
def natural_key(text: str) -> bytes:
    """Return a key that orders numbers within texts by their size.

    >>> sorted(["edition/ciie/10", "edition/ciie/2", "edition/arab-health/10"], key=natural_key)
    ['edition/arab-health/10', 'edition/ciie/2', 'edition/ciie/10']
    """
    return _by_size(text) + text.encode("utf-8", "surrogatepass")


def _by_size(text: str) -> bytes:
    """Return a key of the same order, in which numbers that differ in leading zeros only are equal."""
    parts = _DIGITS.split(text)
    for i in range(1, len(parts), 2):
        digits = parts[i].lstrip("0")
        parts[i] = f"{_NUMBER}{chr(_SPACE + len(digits))}{digits}"
    return f"{''.join(parts)}{_END}".encode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """A node as it stands in a document, which is blocks in the order of `place`, of whatever parts of a graph.

    `kind` is the class by which the node has its section, as a CURIE; `prefixes` are those that `text` uses; `profile`
    has the node's classes, and how often it has which property: `schema:City te:City | 2*rdf:type 1*rdfs:label`.
    """

    place: bytes
    subject: str
    kind: str
    text: str
    prefixes: tuple[str, ...]
    triples: int
    profile: str


def blocks(triples: Iterable[Triple], base: str) -> list[Block]:
    """Write each node of a graph; data IRIs that start with `base` are written relative to it where that is safe."""
    nodes: dict[str, _Node] = {}
    for triple in triples:
        name = str(triple.subject)
        nodes.setdefault(name, _Node(name)).add(triple.predicate.value, triple.object)
    wholes = {
        str(part): node for node in nodes.values() for predicate in _PARTS for part in node.objects.get(predicate, ())
    }
    writer = _Writer(base)
    return sorted(writer.block(node, _place(node, wholes)) for node in nodes.values())


def document(written: Iterable[Block], prefixes: Iterable[str], base: str) -> Iterator[str]:
    """Put blocks together as a document, piece by piece; they come in the order of their places."""
    used = set(prefixes)
    lines = [f"@base <{base}> ."] if base.endswith("/") else []
    lines += [f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items() if prefix in used]
    yield "\n".join(lines) + "\n"
    section = -1
    for block in written:
        if block.place[0] != section:
            section = block.place[0]
            yield f"\n# {_HEADINGS[section]}\n"
        yield block.text


def turtle(triples: Iterable[Triple], base: str) -> bytes:
    """Write triples as one Turtle document, see `blocks`."""
    written = blocks(triples, base)
    prefixes = {prefix for block in written for prefix in block.prefixes}
    return "".join(document(written, prefixes, base)).encode()


@dataclass(slots=True)
class _Node:
    """A subject, as it is written in N-Triples, with its objects by predicate."""

    name: str
    objects: dict[str, set[Term]] = field(default_factory=dict)

    def add(self, predicate: str, term: Term) -> None:
        self.objects.setdefault(predicate, set()).add(term)

    def first(self, curied: str) -> str:
        return min((str(term) for term in self.objects.get(curie(curied).value, ())), default="")

    @property
    def kind(self) -> str:
        types = {str(term) for term in self.objects.get(_TYPE.value, ())}
        return next((name for written, name in _KINDS.items() if written in types), "")

    @property
    def profile(self) -> str:
        types = [term.value for term in self.objects.get(_TYPE.value, ()) if isinstance(term, NamedNode)]
        kinds = sorted(compact(iri) or iri for iri in types)
        uses = sorted(f"{len(terms)}*{compact(iri) or iri}" for iri, terms in self.objects.items())
        return f"{' '.join(kinds)} | {' '.join(uses)}"


_HEADINGS = (*(heading for heading, _ in _SECTIONS), "Other nodes")
_KINDS: Mapping[str, str] = {str(curie(name)): name for _, names in _SECTIONS for name in names}
_SECTION_OF: Mapping[str, int] = {name: place for place, (_, names) in enumerate(_SECTIONS) for name in names}


def _place(node: _Node, wholes: Mapping[str, _Node]) -> bytes:
    whole = wholes.get(node.name, node)
    part = "" if whole is node else node.name
    texts = (*(whole.first(name) for name in _GROUPED_BY), whole.name.strip("<>"), part)
    order = b"".join(_by_size(text) for text in texts)
    return bytes([_SECTION_OF.get(node.kind, _OTHERS)]) + order + node.name.encode("utf-8", "surrogatepass")


@dataclass(slots=True)
class _Writer:
    base: str
    prefixes: set[str] = field(default_factory=set)
    names: dict[str, tuple[str, str]] = field(default_factory=dict)

    def block(self, node: _Node, place: bytes) -> Block:
        self.prefixes.clear()
        predicates = sorted(node.objects, key=reading_order)
        lines = [self._line(predicate, node.objects[predicate]) for predicate in predicates]
        subject = self._iri(node.name[1:-1]) if node.name.startswith("<") else node.name
        text = f"\n{subject} " + " ;\n    ".join(lines) + " .\n"
        size = sum(len(terms) for terms in node.objects.values())
        prefixes = tuple(sorted(self.prefixes))
        return Block(place, node.name.strip("<>"), node.kind, text, prefixes, size, node.profile)

    def _line(self, predicate: str, terms: Iterable[Term]) -> str:
        verb = "a" if predicate == _TYPE.value else self._iri(predicate)
        written = [self._term(term) for term in terms]
        if len(written) > 1:
            written.sort(key=lambda text: (not text.startswith("te:"), natural_key(text)))
        line = f"{verb} {', '.join(written)}"
        return line if len(written) == 1 or len(line) <= _WIDTH else f"{verb}\n        " + ",\n        ".join(written)

    def _term(self, term: Term) -> str:
        if isinstance(term, NamedNode):
            return self._iri(term.value)
        return self._literal(term) if isinstance(term, Literal) else str(term)

    def _literal(self, literal: Literal) -> str:
        datatype = literal.datatype.value
        if literal.language or datatype == curie("xsd:string").value:
            return str(literal)
        short = _SHORT_FORMS.get(datatype)
        if short is not None and short.fullmatch(literal.value):
            return literal.value
        return f"{Literal(literal.value)}^^{self._iri(datatype)}"

    def _iri(self, iri: str) -> str:
        if iri not in self.names:
            self.names[iri] = self._name(iri)
        name, prefix = self.names[iri]
        if prefix:
            self.prefixes.add(prefix)
        return name

    def _name(self, iri: str) -> tuple[str, str]:
        """Return how an IRI is written, and the prefix that it is written with."""
        below = iri.removeprefix(self.base)
        if self.base.endswith("/") and below != iri and BELOW_BASE.fullmatch(below):
            return f"<{below}>", ""
        short = compact(iri)
        return (f"<{iri}>", "") if short is None else (short, short.partition(":")[0])
