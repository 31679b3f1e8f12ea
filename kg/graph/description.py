"""What a graph tells of itself, in VoID and DCAT: title, licence, sources, vocabularies, and how much of what it has.

All of it follows from the graph, so that the same articles give the same description; when it was made is not told.
The counts leave the description itself out: they are of the graph that it describes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from kg.graph.curies import compact, curie
from kg.graph.iris import Iris
from kg.graph.literals import integer_literal, text_literal
from kg.graph.nodes import typed
from kg.graph.vocab import PREFIXES

LICENSE = "https://www.apache.org/licenses/LICENSE-2.0"
SHAPES = "https://w3id.org/trade-event/shapes"

_VOCABULARIES = ("te", "schema", "prov", "oa", "skos", "dcterms", "void", "dcat")
_TITLE = "Trade fairs, their editions, figures and deals, as told by"
_ABOUT = (
    "Built by expograph from the articles named as sources; each figure, claim and deal leads to the words that prove"
    " it. The counts are those of the graph without this description."
)
_RIGHTS = (
    "The licence is for the graph as it was put together here, with its terms and codes. The words that are quoted"
    " from an article remain those of its publisher."
)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of what is in a graph; classes and properties by their IRIs."""

    triples: int
    nodes: int
    classes: Mapping[str, int]
    properties: Mapping[str, int]

    @classmethod
    def of(cls, triples: Iterable[Triple]) -> Counts:
        """Count triples, each of which comes once."""
        nodes, classes, properties = set(), Counter[str](), Counter[str]()
        for triple in triples:
            nodes.add(triple.subject)
            properties[triple.predicate.value] += 1
            if triple.predicate == curie("rdf:type") and isinstance(triple.object, NamedNode):
                classes[triple.object.value] += 1
        return cls(properties.total(), len(nodes), classes, properties)

    @classmethod
    def of_profiles(cls, profiles: Iterable[tuple[str, int]]) -> Counts:
        """Count nodes by their profiles (see `kg.graph.turtle.Block`) and how many nodes have each."""
        nodes, classes, properties = 0, Counter[str](), Counter[str]()
        for profile, number in profiles:
            nodes += number
            kinds, _, uses = profile.partition(" | ")
            for kind in kinds.split():
                classes[_iri(kind)] += number
            for use in uses.split():
                times, _, name = use.partition("*")
                properties[_iri(name)] += number * int(times)
        return cls(properties.total(), nodes, classes, properties)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is described: the whole graph, or a `part` of it, which has a name and is called `of` something."""

    part: str = ""
    of: str = ""


WHOLE = Subject()


def describe(
    iris: Iris, counts: Counts, articles: Iterable[NamedNode], subject: Subject = WHOLE, license: str = LICENSE
) -> Iterator[Triple]:
    """Describe a graph that was made from articles."""
    sources = sorted(set(articles), key=str)
    node = iris.dataset(subject.part)
    title = f"{_TITLE} {len(sources)} article{'' if len(sources) == 1 else 's'}{subject.of and f': {subject.of}'}"
    yield from typed(node, curie("void:Dataset"), curie("dcat:Dataset"))
    yield Triple(node, curie("rdfs:label"), text_literal(title))
    yield Triple(node, curie("dcterms:title"), Literal(title, language="en"))
    yield Triple(node, curie("dcterms:description"), Literal(_ABOUT, language="en"))
    yield Triple(node, curie("dcterms:license"), NamedNode(license))
    yield Triple(node, curie("dcterms:rights"), Literal(_RIGHTS, language="en"))
    yield Triple(node, curie("dcterms:conformsTo"), NamedNode(SHAPES))
    if subject.part:
        yield Triple(node, curie("dcterms:isPartOf"), iris.dataset())
    for source in sources:
        yield Triple(node, curie("dcterms:source"), source)
    for prefix in _VOCABULARIES:
        yield Triple(node, curie("void:vocabulary"), NamedNode(PREFIXES[prefix]))
    yield Triple(node, curie("void:uriSpace"), text_literal(iris.base))
    for name, number in (
        ("void:triples", counts.triples),
        ("void:distinctSubjects", counts.nodes),
        ("void:classes", len(counts.classes)),
        ("void:properties", len(counts.properties)),
    ):
        yield Triple(node, curie(name), integer_literal(number))
    for kind, counted, found in (
        ("class", "void:entities", counts.classes),
        ("property", "void:triples", counts.properties),
    ):
        for iri in sorted(found):
            part = iris.partition(node, kind, compact(iri) or iri)
            yield Triple(node, curie(f"void:{kind}Partition"), part)
            yield from typed(part, curie("void:Dataset"))
            yield Triple(part, curie(f"void:{kind}"), NamedNode(iri))
            yield Triple(part, curie(counted), integer_literal(found[iri]))


def _iri(short: str) -> str:
    """Return the IRI that a profile names, in short or in full."""
    prefix, _, name = short.partition(":")
    return f"{PREFIXES[prefix]}{name}" if prefix in PREFIXES else short
