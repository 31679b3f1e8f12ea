"""Turtle for reading: sections, one block a node, a meaningful order of properties, and always the same bytes.

Oxigraph's own writer changes the order of its header from run to run and escapes every slash; rdflib's takes some
fifty times as long as this one (220,000 triples: 155 s, 3 s) and cannot order nodes by number. Each term is written
by pyoxigraph or is a name that needs no escape; the tests read the text back with other programs and compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.graph.curies import compact, curie
from kg.graph.vocab import PREFIXES, te

Term = NamedNode | BlankNode | Literal | Triple
NaturalKey = tuple[tuple[str | tuple[int, str], ...], str]

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
    ("Code lists", ("te:Indicator", "te:Bound", "te:Status", "te:Scope", "te:Mode", "te:Verdict")),
    ("Articles", ("te:Article",)),
    ("Evidence", ("te:Evidence",)),
    ("Claims", ("te:Claim",)),
    ("Rules and derivations", ("te:Rule", "te:Derivation")),
)
_OTHERS = len(_SECTIONS)

# Properties in the order in which a reader asks; all others follow by name.
_PROPERTIES = (
    *("rdf:type", "rdfs:label", "skos:altLabel", "skos:notation", "skos:definition", "schema:identifier"),
    *("te:editionOf", "te:ordinal", "te:year", "te:startDate", "te:endDate", "te:venue", "te:city", "te:country"),
    *("te:about", "te:indicator", "te:party", "te:value", "te:unit", "te:alternateValue", "te:bound", "te:status"),
    *("te:scope", "te:scopeOf", "te:basis", "te:change", "te:direction", "te:percent", "te:absolute", "te:factor"),
    *("te:comparedWith", "te:verdict", "te:uncheckedBecause", "te:recomputed", "te:recomputedDirection"),
    *("te:checkedFigure", "te:checkedAgainst", "rdf:subject", "rdf:predicate", "rdf:object", "te:rank"),
    *("te:copyOf", "te:independentSources"),
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
_SHORT_FORMS = {
    curie("xsd:integer").value: re.compile("[+-]?[0-9]+", re.ASCII),
    curie("xsd:decimal").value: re.compile(r"[+-]?[0-9]*\.[0-9]+", re.ASCII),
}
# What a base that ends in a slash can be cut from: no reader may take it for anything but a path below the base.
_BELOW = re.compile(r"[a-z]+(?:/(?!\.{1,2}(?:[/#]|\Z))[^/?#:]+)+(?:#[^#]*)?")


@lru_cache(maxsize=1 << 16)
def natural_key(text: str) -> NaturalKey:
    """Return a key that orders numbers within texts by their size.

    >>> sorted(["edition/ciie/10", "edition/ciie/2", "edition/arab-health/10"], key=natural_key)
    ['edition/arab-health/10', 'edition/ciie/2', 'edition/ciie/10']
    """
    parts = _DIGITS.split(text)
    digits = [part.lstrip("0") for part in parts]
    return tuple((len(digits[i]), digits[i]) if i % 2 else part for i, part in enumerate(parts)), text


def turtle(triples: Iterable[Triple], base: str) -> bytes:
    """Write triples as Turtle; data IRIs that start with `base` are written relative to it where that is safe."""
    nodes: dict[str, _Node] = {}
    for triple in triples:
        name = str(triple.subject)
        nodes.setdefault(name, _Node(name)).add(triple.predicate.value, triple.object)
    writer = _Writer(base)
    body = "".join(writer.section(heading, block) for heading, block in _sections(nodes))
    return (writer.header() + body).encode()


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
    def section(self) -> int:
        types = {str(term) for term in self.objects.get(_TYPE.value, ())}
        return min((place for name, place in _SECTION_OF.items() if name in types), default=_OTHERS)


_SECTION_OF: Mapping[str, int] = {
    str(curie(name)): place for place, (_, names) in enumerate(_SECTIONS) for name in names
}


def _sections(nodes: Mapping[str, _Node]) -> Iterable[tuple[str, list[_Node]]]:
    wholes = {
        str(part): node for node in nodes.values() for predicate in _PARTS for part in node.objects.get(predicate, ())
    }
    placed: dict[int, list[_Node]] = {}
    for node in sorted(nodes.values(), key=lambda node: _place(node, wholes)):
        placed.setdefault(node.section, []).append(node)
    headings = [heading for heading, _ in _SECTIONS] + ["Other nodes"]
    return [(headings[place], placed[place]) for place in sorted(placed)]


def _place(node: _Node, wholes: Mapping[str, _Node]) -> tuple[tuple[NaturalKey, ...], NaturalKey, NaturalKey]:
    whole = wholes.get(node.name, node)
    groups = tuple(natural_key(whole.first(name)) for name in _GROUPED_BY)
    return groups, natural_key(whole.name.strip("<>")), natural_key("" if whole is node else node.name)


@dataclass(slots=True)
class _Writer:
    base: str
    prefixes: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)

    def header(self) -> str:
        """Write the base and the prefixes that were used; to be called last."""
        lines = [f"@base <{self.base}> ."] if self.base.endswith("/") else []
        lines += [f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items() if prefix in self.prefixes]
        return "\n".join(lines) + "\n"

    def section(self, heading: str, nodes: Iterable[_Node]) -> str:
        return f"\n# {heading}\n" + "".join(self._block(node) for node in nodes)

    def _block(self, node: _Node) -> str:
        predicates = sorted(node.objects, key=lambda iri: (_RANK.get(iri, len(_PROPERTIES)), iri))
        lines = [self._line(predicate, node.objects[predicate]) for predicate in predicates]
        subject = self._iri(node.name[1:-1]) if node.name.startswith("<") else node.name
        return f"\n{subject} " + " ;\n    ".join(lines) + " .\n"

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
        return self.names[iri]

    def _name(self, iri: str) -> str:
        below = iri.removeprefix(self.base)
        if self.base.endswith("/") and below != iri and _BELOW.fullmatch(below):
            return f"<{below}>"
        short = compact(iri)
        if short is None:
            return f"<{iri}>"
        self.prefixes.add(short.partition(":")[0])
        return short
