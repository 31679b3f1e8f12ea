"""What the files of ontology/ and shapes/ say, as plain values: terms, code lists, rules, shapes, in the files' order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import NamespaceManager
from rdflib.term import Node

VANN = Namespace("http://purl.org/vocab/vann/")
TE = Namespace("https://w3id.org/trade-event#")
TES = Namespace("https://w3id.org/trade-event/shapes#")
ONTOLOGY = URIRef("https://w3id.org/trade-event")

# A term where it is first a subject, or the heading of the terms below it.
_LINE = re.compile(r"^(?:te:(?P<term>\S+) a |# --- (?P<heading>.+) ---$)", re.MULTILINE)
_SAID = re.compile(r"^# (Name|Derives|Why): +(.+(?:\n# {5,}.+)*)", re.MULTILINE)
_BOUNDS = (
    (SH.minInclusive, "at least {}"),
    (SH.minExclusive, "more than {}"),
    (SH.maxInclusive, "at most {}"),
    (SH.maxExclusive, "less than {}"),
)


@dataclass(frozen=True, slots=True)
class Term:
    """What all terms have; `name` is the local name, `group` the heading that it stands under in the file."""

    name: str
    group: str
    label: str
    definition: str
    note: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Class:
    """A class; names of other vocabularies are written with their prefix."""

    term: Term
    within: tuple[str, ...]
    near: tuple[str, ...]
    disjoint: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Property:
    """A property; `within` and `near` are the wider and the similar terms of other vocabularies."""

    term: Term
    kind: str
    domains: tuple[str, ...]
    ranges: tuple[str, ...]
    part_of: tuple[str, ...]
    inverse: tuple[str, ...]
    traits: tuple[str, ...]
    within: tuple[str, ...]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """A member of a code list."""

    term: Term
    notation: str
    same: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodeList:
    """A code list and the class of its members."""

    term: Term
    of: str
    concepts: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, with what its query says of itself and the query."""

    term: Term
    identifier: str
    derives: str
    why: str
    query: str


@dataclass(frozen=True, slots=True)
class Demand:
    """What a shape demands of one property; `classes` and `values` say what it leads to or holds."""

    path: str
    least: int
    most: int | None
    classes: tuple[str, ...]
    values: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Shape:
    """All that one file of shapes/ demands of the nodes of some classes.

    `whole` are demands on a node as a whole; `refused` what its queries find, as their messages have it.
    """

    name: str
    file: str
    targets: tuple[str, ...]
    message: str
    demands: tuple[Demand, ...]
    whole: tuple[str, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The whole ontology with its shapes."""

    title: str
    description: str
    version: str
    licence: str
    namespace: str
    classes: tuple[Class, ...]
    properties: tuple[Property, ...]
    code_lists: tuple[CodeList, ...]
    rules: tuple[Rule, ...]
    shapes: tuple[Shape, ...]

    def names(self) -> frozenset[str]:
        """Return the local names of all terms."""
        concepts = (concept for codes in self.code_lists for concept in codes.concepts)
        groups: tuple[Iterable[Class | Property | CodeList | Rule | Concept], ...] = (
            self.classes,
            self.properties,
            self.code_lists,
            self.rules,
            concepts,
        )
        return frozenset(each.term.name for group in groups for each in group)

    def shape_of(self, name: str) -> Shape | None:
        """Return the shape that is made for a class alone."""
        return next((shape for shape in self.shapes if shape.targets == (f"te:{name}",)), None)


def read_vocabulary(root: Path) -> Vocabulary:
    """Read the ontology, its alignments, rules and shapes from a checkout."""
    own, text = Graph(), (root / "ontology" / "trade-event.ttl").read_text(encoding="utf-8")
    own.parse(data=text, format="turtle")
    aligned = Graph().parse(root / "ontology" / "alignments.ttl")
    return _Reader(own, aligned, _groups(text)).read(root)


def _groups(text: str) -> dict[str, str]:
    """Return the term names in the order of the file, with the heading above each."""
    groups, heading = {}, ""
    for match in _LINE.finditer(text):
        heading = match["heading"] or heading
        if match["term"]:
            groups[match["term"]] = heading
    return groups


@dataclass(frozen=True)
class _Reader:
    own: Graph
    aligned: Graph
    groups: dict[str, str]

    def read(self, root: Path) -> Vocabulary:
        return Vocabulary(
            title=self._text(ONTOLOGY, DCTERMS.title),
            description=self._text(ONTOLOGY, DCTERMS.description),
            version=self._text(ONTOLOGY, OWL.versionInfo),
            licence=self._text(ONTOLOGY, DCTERMS.license),
            namespace=self._text(ONTOLOGY, VANN.preferredNamespaceUri),
            classes=tuple(self._class(node) for node in self._all(OWL.Class)),
            properties=tuple(self._properties()),
            code_lists=tuple(self._code_list(node) for node in self._all(SKOS.ConceptScheme)),
            rules=tuple(self._rule(node, root) for node in self._all(TE.Rule)),
            shapes=tuple(_shapes(root / "shapes")),
        )

    def _all(self, kind: URIRef) -> list[URIRef]:
        """Return the own terms of a kind, in the order of the file."""
        nodes = {TE[name]: place for place, name in enumerate(self.groups)}
        found = (node for node in self.own.subjects(RDF.type, kind) if isinstance(node, URIRef) and node in nodes)
        return sorted(found, key=nodes.__getitem__)

    def _term(self, node: URIRef) -> Term:
        name = node.removeprefix(TE)
        return Term(
            name,
            self.groups[name],
            self._text(node, RDFS.label),
            self._text(node, SKOS.definition),
            self._text(node, SKOS.scopeNote),
            tuple(sorted(str(source) for source in self.own.objects(node, DCTERMS.source))),
        )

    def _text(self, node: URIRef, predicate: URIRef) -> str:
        value = self.own.value(node, predicate)
        return "" if value is None else str(value)

    def _class(self, node: URIRef) -> Class:
        apart = {*self.own.objects(node, OWL.disjointWith), *self.own.subjects(OWL.disjointWith, node)}
        disjoint = _short(self.own, apart)
        return Class(
            self._term(node),
            _short(self.aligned, self.aligned.objects(node, RDFS.subClassOf)),
            _short(self.aligned, self.aligned.objects(node, RDFS.seeAlso)),
            tuple(f"te:{name}" for name in self.groups if f"te:{name}" in disjoint),
        )

    def _properties(self) -> Iterator[Property]:
        kinds = {
            OWL.ObjectProperty: "leads to a node",
            OWL.DatatypeProperty: "holds a value",
            OWL.AnnotationProperty: "leads to a node or holds a value",
        }
        found = {node: said for kind, said in kinds.items() for node in self._all(kind)}
        for name in self.groups:
            if (node := TE[name]) in found:
                yield self._property(node, found[node])

    def _property(self, node: URIRef, kind: str) -> Property:
        traits = ((OWL.AsymmetricProperty, "asymmetric"), (OWL.IrreflexiveProperty, "irreflexive"))
        inverse = {*self.own.objects(node, OWL.inverseOf), *self.own.subjects(OWL.inverseOf, node)}
        return Property(
            self._term(node),
            kind,
            _short(self.own, self.own.objects(node, RDFS.domain)),
            _short(self.own, {*self.own.objects(node, RDFS.range), *self.aligned.objects(node, RDFS.range)}),
            _short(self.own, self.own.objects(node, RDFS.subPropertyOf)),
            _short(self.own, inverse),
            tuple(said for trait, said in traits if (node, RDF.type, trait) in self.own),
            _short(self.aligned, self.aligned.objects(node, RDFS.subPropertyOf)),
            _short(self.aligned, self.aligned.objects(node, RDFS.seeAlso)),
        )

    def _code_list(self, node: URIRef) -> CodeList:
        term = self._term(node)
        members = set(self.own.subjects(SKOS.inScheme, node))
        concepts = (self._concept(each) for each in self._all(SKOS.Concept) if each in members)
        return CodeList(term, term.name.removesuffix("List"), tuple(concepts))

    def _concept(self, node: URIRef) -> Concept:
        same = _short(self.aligned, self.aligned.objects(node, SKOS.exactMatch))
        return Concept(self._term(node), self._text(node, SKOS.notation), same)

    def _rule(self, node: URIRef, root: Path) -> Rule:
        identifier = self._text(node, DCTERMS.identifier)
        query = (root / "ontology" / "rules" / f"{identifier}.rq").read_text(encoding="utf-8")
        said = {key: re.sub(r"\n# +", " ", text) for key, text in _SAID.findall(query)}
        body = query[query.index("PREFIX") :]
        return Rule(self._term(node), identifier, said["Derives"], said["Why"], body)


def _short(graph: Graph, nodes: Iterable[Node]) -> tuple[str, ...]:
    """Return names with prefixes, sorted."""
    names: NamespaceManager = graph.namespace_manager
    return tuple(sorted(names.normalizeUri(str(node)) for node in nodes))


# --- shapes ---


def _shapes(folder: Path) -> Iterator[Shape]:
    for path in sorted(folder.glob("*.ttl")):
        graph = Graph().parse(path)
        names = re.findall(r"^tes:(\S+) a ", path.read_text(encoding="utf-8"), re.MULTILINE)
        order = [TES[name] for name in names]
        if order:  # prefixes.ttl has none
            yield _shape(graph, order, f"shapes/{path.name}")


def _shape(graph: Graph, order: list[URIRef], file: str) -> Shape:
    """Read the shapes of one file, whose first is the one with the properties."""
    nodes = [each for each in order if (each, RDF.type, SH.NodeShape) in graph]
    main = nodes[0]
    demands = [_demand(graph, each) for each in order if (main, SH.property, each) in graph]
    whole = [str(message) for node in nodes[1:] for message in graph.objects(node, SH.message)]
    refused = [
        str(graph.value(query, SH.message)) for query in order if (query, RDF.type, SH.SPARQLConstraint) in graph
    ]
    return Shape(
        name=str(main).rpartition("#")[2],
        file=file,
        targets=_short(graph, graph.objects(main, SH.targetClass)),
        message=str(graph.value(main, SH.message)),
        demands=tuple(demands),
        whole=tuple(whole),
        refused=tuple(re.sub(r"\{\?(\w+)\}", r"(\1)", message) for message in refused),
    )


def _demand(graph: Graph, node: Node) -> Demand:
    branches = [
        part
        for some in (SH["or"], SH.xone)
        for chosen in graph.objects(node, some)
        for part in Collection(graph, chosen)
    ]
    parts = [node, *branches]
    most = graph.value(node, SH.maxCount)
    return Demand(
        path=_path(graph, graph.value(node, SH.path)),
        least=int(str(graph.value(node, SH.minCount, default=Literal(0)))),
        most=None if most is None else int(str(most)),
        classes=_short(graph, (found for part in parts for found in graph.objects(part, SH["class"]))),
        values=tuple(value for part in parts for value in _values(graph, part)),
        message=str(graph.value(node, SH.message)),
    )


def _path(graph: Graph, path: Node | None) -> str:
    assert path is not None
    for choice in graph.objects(path, SH.alternativePath):
        return " or ".join(_short(graph, Collection(graph, choice)))
    if (path, RDF.first, None) in graph:
        return " / ".join(_path(graph, step) for step in Collection(graph, path))
    return _short(graph, [path])[0]


def _values(graph: Graph, part: Node) -> Iterator[str]:
    yield from _short(graph, graph.objects(part, SH.datatype))
    for listed in graph.objects(part, SH["in"]):
        yield "one of " + ", ".join(
            str(each) if isinstance(each, Literal) else _short(graph, [each])[0] for each in Collection(graph, listed)
        )
    for bound, said in _BOUNDS:
        for value in graph.objects(part, bound):
            yield said.format(value)
