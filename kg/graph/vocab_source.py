"""Writes `kg/graph/vocab.py` from the ontology: `python -m kg.graph.vocab_source`.

The ontology is the source of all names; a test writes the module anew and compares it with the one checked in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from kg.resources import resource

TE = "https://w3id.org/trade-event#"

# The prefixes of everything we write, in the order of the header of graph.ttl.
_PREFIXES = {
    "te": TE,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "unit": "http://qudt.org/vocab/unit/",
    "cur": "http://qudt.org/vocab/currency/",
}

# Constant of the module -> local name of the class whose members it lists.
_CODE_LISTS = {
    "INDICATORS": "Indicator",
    "BOUNDS": "Bound",
    "STATUSES": "Status",
    "SCOPES": "Scope",
    "MODES": "Mode",
    "RANK_RULES": "RankRule",
    "DIFFERENCE_KINDS": "DifferenceKind",
    "VERDICTS": "Verdict",
}
_RULE_PREFIX = "rule-"

_HEAD = '''\
"""The names of the ontology. Written by `python -m kg.graph.vocab_source` from ontology/*.ttl; do not edit.

`TE` is the vocabulary for rdflib; it is closed: a name that the ontology lacks is an `AttributeError`. `te` has the
same classes and properties as plain strings, for pyoxigraph. The code lists lead from a notation to its concept's
IRI, `RULES` from the name of a rule to its IRI; `LABELS` from these IRIs to their labels.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace
'''


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of the ontology by kind; local names are without the namespace."""

    names: tuple[str, ...]
    members: Mapping[str, Mapping[str, str]]
    rules: Mapping[str, str]
    labels: Mapping[str, str]


def read_terms(ontology: Path) -> Terms:
    """Read the terms of all Turtle files of a folder."""
    graph = Graph()
    for path in sorted(ontology.glob("*.ttl")):
        graph.parse(path)
    own = {node for node in graph.subjects(RDFS.isDefinedBy) if isinstance(node, URIRef)}
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    names = {_local(node) for kind in kinds for node in graph.subjects(RDF.type, kind) if node in own}
    members = {
        constant: {
            str(graph.value(node, SKOS.notation)): str(node) for node in graph.subjects(RDF.type, URIRef(TE + c))
        }
        for constant, c in _CODE_LISTS.items()
    }
    rules = {
        _local(node).removeprefix(_RULE_PREFIX): str(node) for node in graph.subjects(RDF.type, URIRef(TE + "Rule"))
    }
    individuals = [iri for codes in (*members.values(), rules) for iri in codes.values()]
    return Terms(
        tuple(sorted(names)),
        members,
        rules,
        {iri: str(graph.value(URIRef(iri), RDFS.label)) for iri in individuals},
    )


def module_text(terms: Terms) -> str:
    """Return the text of `kg/graph/vocab.py`, as `ruff format` would leave it."""
    individuals = sorted(iri.removeprefix(TE) for iri in terms.labels)
    closed = [
        "class TE(DefinedNamespace):",
        '    """The trade event vocabulary, for rdflib."""',
        "",
        f'    _NS = Namespace("{TE}")',
        "    _fail = True",
        "    _extras: ClassVar[list[str]] = [",
        *(f"        {_quoted(name)}," for name in individuals),
        "    ]",
        "",
        *(f"    {name}: URIRef" for name in terms.names),
    ]
    plain = [
        "class te:",
        '    """The classes and properties of the trade event vocabulary, as strings."""',
        "",
        *(f"    {name}: Final = {_quoted(TE + name)}" for name in terms.names),
    ]
    tables = {**terms.members, "RULES": terms.rules, "LABELS": terms.labels}
    blocks = [
        _HEAD,
        *_mapping("PREFIXES", _PREFIXES),
        "\n",
        *closed,
        "\n",
        *plain,
        "\n",
        *(line for name, table in tables.items() for line in (*_mapping(name, dict(sorted(table.items()))), "")),
    ]
    return "\n".join(blocks)


def _mapping(name: str, codes: Mapping[str, str]) -> Iterable[str]:
    yield f"{name}: Final[Mapping[str, str]] = {{"
    for key, value in codes.items():
        yield f"    {_quoted(key)}: {_quoted(value)},"
    yield "}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _local(node: object) -> str:
    return str(node).removeprefix(TE)


def main() -> None:
    """Write the module from the ontology of this checkout."""
    text = module_text(read_terms(resource("ontology")))
    Path(__file__).with_name("vocab.py").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
