"""The graph as JSON-LD with short names: fairs hold their editions, editions their figures, articles their quotes.

The context of `ontology/context.jsonld` stands in the document itself, so that it is read without the web; every name
expands to the property or class that the graph has, and the triples are the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from kg.exports.context_source import FILE, REVERSES
from kg.graph.curies import curie
from kg.graph.store import all_triples, base_of
from kg.graph.turtle import BELOW_BASE, natural_key, reading_order
from kg.resources import resource

Term = NamedNode | BlankNode | Literal | Triple

_TYPE = curie("rdf:type")
_STRING, _INTEGER = curie("xsd:string").value, curie("xsd:integer").value
# The widest whole numbers that all readers of JSON keep exact.
_WHOLE = re.compile("0|-?[1-9][0-9]{0,14}", re.ASCII)

# Where a node of a class stands: under the object of this property, by the name that leads back.
_HOMES = (
    ("te:Edition", "te:editionOf", "editions"),
    ("te:Metric", "te:about", "figures"),
    ("te:Deal", "te:about", "deals"),
    ("te:Difference", "te:about", "differences"),
    ("te:Claim", "rdf:subject", "claims"),
    ("te:Derivation", "rdf:subject", "derivations"),
    ("te:Evidence", "te:article", "quotes"),
)
# A part of a figure stands in it.
_PARTS = ("te:change", "te:alternateValue")
# The nodes that stand under no other, in this order; all others follow.
_ROOTS = (
    "te:Fair",
    "te:Edition",
    "te:Country",
    "te:City",
    "te:Organizer",
    "prov:Agent",
    "te:Article",
    "skos:Concept",
)


def jsonld(store: Store) -> bytes:
    """Write the document."""
    base = base_of(store)
    writer = _Writer(base, _Names(_context()))
    for triple in sorted(set(all_triples(store)), key=_order):
        writer.described.setdefault(_name(triple.subject), {}).setdefault(triple.predicate.value, []).append(
            triple.object
        )
    document = {"@context": {"@base": base, **_context()}, "@graph": writer.graph()}
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass") + b"\n"


@cache
def _context() -> Mapping[str, Any]:
    found: dict[str, Any] = json.loads((resource("ontology") / FILE).read_text(encoding="utf-8"))
    context: dict[str, Any] = found["@context"]
    return context


def _order(triple: Triple) -> tuple[tuple[int, str], bytes]:
    return reading_order(triple.predicate.value), natural_key(str(triple.object))


def _name(term: Term) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


# --- names ---


class _Names:
    """What a context calls things."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._prefixes = {
            iri: prefix for prefix, iri in context.items() if isinstance(iri, str) and iri.endswith(("#", "/"))
        }
        self._terms: dict[str, dict[str, tuple[str, bool]]] = {}
        self._vocabulary = context["@vocab"]
        self._taken = set(context)
        for name, said in context.items():
            definition = said if isinstance(said, dict) else {"@id": said}
            keyword = name.startswith("@") or str(said).startswith("@")
            if keyword or name in self._prefixes.values() or "@id" not in definition:
                continue
            kind = definition.get("@type", f"@{definition['@language']}" if "@language" in definition else "")
            known = self._terms.setdefault(self._whole(definition["@id"], context), {})
            known[self._whole(kind, context)] = (name, "@container" in definition)

    @staticmethod
    def _whole(short: str, context: Mapping[str, Any]) -> str:
        prefix, colon, local = short.partition(":")
        return f"{context[prefix]}{local}" if colon and prefix in context else short

    def short(self, iri: str) -> str:
        """Return a compact IRI, else the IRI."""
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        prefix = self._prefixes.get(iri[:cut])
        return f"{prefix}:{iri[cut:]}" if prefix and not iri[cut:].startswith("//") else iri

    def kind(self, iri: str) -> str:
        """Return the name of a class."""
        known = self._terms.get(iri, {}).get("")
        if known:
            return known[0]
        local = iri.removeprefix(self._vocabulary)
        return self.short(iri) if local == iri or local in self._taken or not local.isalnum() else local

    def property(self, iri: str, kind: str) -> tuple[str, str, bool]:
        """Return the name of a property for values of a kind, the kind that it takes values for, if it is a list."""
        known = self._terms.get(iri, {})
        for found in (kind, ""):
            if found in known:
                return (known[found][0], found, known[found][1])
        return (self.short(iri), "", False)


# --- nodes ---


@dataclass(slots=True)
class _Writer:
    base: str
    names: _Names
    described: dict[str, dict[str, list[Term]]] = field(default_factory=dict)
    # By node: what stands under it, by the name that leads there.
    below: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    home: dict[str, tuple[str, str]] = field(default_factory=dict)

    def graph(self) -> list[dict[str, Any]]:
        """Return all nodes, each where it stands."""
        for node in sorted(self.described, key=natural_key):
            self._settle(node)
            self._hold_parts(node)
        roots = [node for node in self.described if node not in self.home]
        return [self._node(node) for node in sorted(roots, key=self._place)]

    def _place(self, node: str) -> tuple[int, bytes]:
        kinds = [place for place, name in enumerate(_ROOTS) if self._is_a(node, name)]
        return (min(kinds, default=len(_ROOTS)), natural_key(node))

    def _is_a(self, node: str, name: str) -> bool:
        return curie(name) in self.described[node].get(_TYPE.value, ())

    def _settle(self, node: str) -> None:
        """Find the one place under another node where a node stands, if there is one."""
        for kind, link, back in _HOMES:
            if self._is_a(node, kind):
                for term in self.described[node].get(curie(link).value, ()):
                    if self._may_stand(node, _name(term)):
                        self.home[node] = (_name(term), curie(link).value)
                        self.below.setdefault(_name(term), {}).setdefault(back, []).append(node)
                        return

    def _hold_parts(self, node: str) -> None:
        for link in _PARTS:
            for term in self.described[node].get(curie(link).value, ()):
                part = _name(term)
                if part not in self.home and self._may_stand(part, node):
                    self.home[part] = (node, curie(link).value)

    def _may_stand(self, node: str, above: str) -> bool:
        if above not in self.described or node not in self.described:
            return False
        while above != node:
            if above not in self.home:
                return True
            above = self.home[above][0]
        return False

    def _node(self, node: str) -> dict[str, Any]:
        described = self.described[node]
        written: dict[str, Any] = {"id": self._reference(node)}
        kinds = [term for term in described.get(_TYPE.value, ()) if isinstance(term, NamedNode)]
        if kinds:
            written["type"] = sorted(self.names.kind(term.value) for term in kinds)
        for predicate, terms in described.items():
            others = [term for term in terms if not (predicate == _TYPE.value and isinstance(term, NamedNode))]
            above = self.home.get(node)
            for term in others:
                if above is None or above != (_name(term), predicate) or isinstance(term, Literal):
                    self._add(written, node, predicate, term)
        for back in REVERSES:
            if back in self.below.get(node, {}):
                written[back] = [self._node(each) for each in self.below[node][back]]
        return written

    def _add(self, written: dict[str, Any], node: str, predicate: str, term: Term) -> None:
        kind, value = self._value(term)
        name, taken, is_list = self.names.property(predicate, kind)
        if kind == "@id":
            within = self.home.get(_name(term)) == (node, predicate)
            said: Any = self._node(_name(term)) if within else value if taken else {"id": value}
        elif taken == kind:
            said = value
        else:
            said = {"@value": value, **self._marked(kind)}
        if is_list or name in written:
            there = written.setdefault(name, [])
            if not isinstance(there, list):
                there = written[name] = [there]
            there.append(said)
        else:
            written[name] = said

    def _marked(self, kind: str) -> dict[str, str]:
        if kind.startswith("@"):
            return {"@language": kind[1:]}
        return {"@type": self.names.short(kind)} if kind else {}

    def _value(self, term: Term) -> tuple[str, Any]:
        """Return what kind of value a term is, nothing for a plain text, and how it is written."""
        if not isinstance(term, Literal):
            return "@id", self._reference(_name(term))
        if term.language:
            return f"@{term.language}", term.value
        datatype = term.datatype.value
        if datatype == _STRING:
            return "", term.value
        return datatype, int(term.value) if datatype == _INTEGER and _WHOLE.fullmatch(term.value) else term.value

    def _reference(self, node: str) -> str:
        below = node.removeprefix(self.base)
        if self.base.endswith("/") and below != node and BELOW_BASE.fullmatch(below):
            return below
        return self.names.short(node)
