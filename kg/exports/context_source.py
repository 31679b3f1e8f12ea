"""Writes `ontology/context.jsonld` from the ontology: `python -m kg.exports.context_source` in a checkout.

A bare name is a term of schema.org unless it is one of those below. Our terms have their own names, typed by the
ranges of the ontology; a name that leads back (`editions`, `figures`) lets a fair hold its editions, and an edition
its figures.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from rdflib import OWL, RDF, RDFS, XSD, Graph, URIRef

from kg.graph.vocab import PREFIXES
from kg.graph.vocab_source import read_terms
from kg.resources import resource

Definition = str | float | dict[str, object]

FILE = "context.jsonld"

# The ontology gives no range where OWL 2 lacks the datatype; where there are two, each has a name of its own.
_UNRANGED: Mapping[str, Mapping[str, str]] = {
    "te:foundedYear": {"foundedYear": "xsd:gYear"},
    "te:year": {"year": "xsd:gYear"},
    "te:startDate": {"startDate": "xsd:date", "startMonth": "xsd:gYearMonth"},
    "te:endDate": {"endDate": "xsd:date", "endMonth": "xsd:gYearMonth"},
    "te:scopeOf": {"scopeOf": "", "scopeOfCountry": "@id"},
    "te:unit": {"unit": "@id"},
}
# The terms of others that the graph uses, with what their values are; a name that is a list stays one for one value.
_OTHERS: Mapping[str, str] = {
    "rdfs:label": "",
    "skos:notation": "",
    "skos:definition": "@en",
    "rdf:subject": "@id",
    "rdf:predicate": "@id",
    "rdf:object": "",
    "schema:identifier": "",
    "schema:headline": "",
    "schema:datePublished": "xsd:date",
    "schema:publisher": "",
    "schema:url": "xsd:anyURI",
    "prov:wasGeneratedBy": "@id",
    "oa:exact": "",
    "oa:start": "xsd:integer",
    "oa:end": "xsd:integer",
    "dcterms:title": "@en",
    "dcterms:description": "@en",
    "dcterms:rights": "@en",
    "dcterms:license": "@id",
    "dcterms:conformsTo": "@id",
    "dcterms:isPartOf": "@id",
    "void:uriSpace": "",
    "void:triples": "xsd:integer",
    "void:entities": "xsd:integer",
    "void:distinctSubjects": "xsd:integer",
    "void:classes": "xsd:integer",
    "void:properties": "xsd:integer",
    "void:class": "@id",
    "void:property": "@id",
}
_OTHER_LISTS: Mapping[str, str] = {
    "skos:altLabel": "",
    "schema:mentions": "@id",
    "prov:wasDerivedFrom": "@id",
    "prov:wasAttributedTo": "@id",
    "dcterms:source": "@id",
    "void:vocabulary": "@id",
    "void:classPartition": "@id",
    "void:propertyPartition": "@id",
}
_OTHER_CLASSES = ("skos:Concept", "rdf:Statement", "prov:Entity", "prov:Agent", "prov:Activity")
_SELECTORS = ("oa:TextQuoteSelector", "oa:TextPositionSelector")
_LISTS = frozenset(
    {
        *("te:country", "te:guestCountry", "te:participantCountry", "te:organizer", "te:host", "te:coOrganizer"),
        *("te:supporter", "te:party", "te:checkedAgainst"),
    }
)
# A prefix that would have the name of a property.
_RENAMED = {"unit": "units"}
REVERSES: Mapping[str, str] = {
    "editions": "te:editionOf",
    "figures": "te:about",
    "deals": "te:about",
    "differences": "te:about",
    "claims": "rdf:subject",
    "derivations": "rdf:subject",
    "quotes": "te:article",
}


def context(ontology: Path) -> dict[str, Definition]:
    """Return the terms of the context, for the ontology in a folder."""
    graph = Graph()
    for path in sorted(ontology.glob("*.ttl")):
        graph.parse(path)
    terms: dict[str, Definition] = {"@version": 1.1, "@vocab": PREFIXES["schema"], "id": "@id", "type": "@type"}
    terms |= {_RENAMED.get(prefix, prefix): iri for prefix, iri in PREFIXES.items()}
    own: dict[str, Definition] = {}
    for name in read_terms(ontology).names:
        node, term = URIRef(PREFIXES["te"] + name), f"te:{name}"
        if (node, RDF.type, OWL.Class) in graph:
            own[name] = term
        else:
            named = _UNRANGED.get(term) or {name: _kind(graph, node)}
            own |= {each: _definition(term, kind, term in _LISTS) for each, kind in named.items()}
    own |= {_local(term): term for term in (*_OTHER_CLASSES, *_SELECTORS)}
    own |= {_local(term): _definition(term, kind, False) for term, kind in _OTHERS.items()}
    own |= {_local(term): _definition(term, kind, True) for term, kind in _OTHER_LISTS.items()}
    own |= {name: {"@reverse": term, "@container": "@set"} for name, term in REVERSES.items()}
    return terms | dict(sorted(own.items(), key=lambda item: (item[0].casefold(), item[0])))


def _kind(graph: Graph, node: URIRef) -> str:
    """Return what the values of a property are: `@id` for nodes, a datatype, nothing for texts."""
    if (node, RDF.type, OWL.ObjectProperty) in graph:
        return "@id"
    datatype = graph.value(node, RDFS.range)
    return "" if datatype in (None, XSD.string, RDFS.Literal) else f"xsd:{str(datatype).removeprefix(str(XSD))}"


def _definition(term: str, kind: str, is_list: bool) -> Definition:
    said: dict[str, object] = {"@id": term}
    if kind.startswith("@") and kind != "@id":
        said["@language"] = kind.removeprefix("@")
    elif kind:
        said["@type"] = kind
    if is_list:
        said["@container"] = "@set"
    return term if len(said) == 1 else said


def _local(term: str) -> str:
    return term.partition(":")[2]


def file_text(ontology: Path) -> str:
    """Return the text of `ontology/context.jsonld`, a term a line."""
    terms = context(ontology)
    lines = (f"    {json.dumps(name)}: {json.dumps(definition)}" for name, definition in terms.items())
    return '{\n  "@context": {\n' + ",\n".join(lines) + "\n  }\n}\n"


def main() -> None:
    """Write the context of this checkout."""
    ontology = resource("ontology")
    (ontology / FILE).write_text(file_text(ontology), encoding="utf-8")


if __name__ == "__main__":
    main()
