import re
from collections.abc import Iterator

import owlrl
import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kg.graph.vocab import (
    BOUNDS,
    DIFFERENCE_KINDS,
    INDICATORS,
    MODES,
    PREFIXES,
    RANK_RULES,
    SCOPES,
    STATUSES,
    TE,
    VERDICTS,
)
from kg.resources import resource

ONTOLOGY = URIRef("https://w3id.org/trade-event")
ERROR = Namespace("http://www.daml.org/2002/03/agents/agent-ont#")

CLASSES = """
    Fair Edition Organizer Country City Metric Change AlternateAmount Deal Article Evidence Claim Derivation Rule
    Indicator Bound Status Scope Mode RankRule DifferenceKind Difference Verdict
""".split()
PROPERTIES = """
    organizer foundedYear editionOf ordinal year startDate endDate city country venue mode theme guestCountry
    participantCountry host coOrganizer supporter precededBy followedBy alpha2 alpha3 about indicator value unit bound
    status scope scopeOf change percent absolute factor direction comparedWith alternateValue basis party rank article
    sha256 copyOf independentSources rankedBy preferredStatement otherStatement differenceKind relativeDifference
    verdict recomputed recomputedDirection checkedAgainst checkedFigure uncheckedBecause
""".split()

# OWL 2 RL, in the part that this ontology uses: https://www.w3.org/TR/owl2-profiles/#OWL_2_RL
PROPERTY_KINDS = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
ALLOWED_TYPES = PROPERTY_KINDS | {
    OWL.Ontology,
    OWL.Class,
    OWL.NamedIndividual,
    OWL.AsymmetricProperty,
    OWL.IrreflexiveProperty,
}
ALLOWED_AXIOMS = {OWL.disjointWith, OWL.inverseOf, OWL.versionInfo}
# Of the datatypes of section 4.2.1 those that we could use; xsd:date, gYear and gYearMonth are not among them.
ALLOWED_DATATYPES = {XSD.string, XSD.decimal, XSD.integer, XSD.boolean, XSD.dateTime, XSD.anyURI, RDFS.Literal}


def read(*names: str) -> Graph:
    graph = Graph()
    for name in names or ("trade-event", "alignments"):
        graph.parse(resource("ontology") / f"{name}.ttl")
    return graph


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return read()


def own_terms(graph: Graph) -> list[Node]:
    return list(graph.subjects(RDFS.isDefinedBy, ONTOLOGY))


# --- completeness ---


def test_classes_and_properties_are_those_of_the_design(ontology: Graph) -> None:
    terms = set(own_terms(ontology))
    assert {t for t in terms if (t, RDF.type, OWL.Class) in ontology} == {URIRef(TE._NS + name) for name in CLASSES}
    properties = {t for t in terms if any((t, RDF.type, kind) in ontology for kind in PROPERTY_KINDS)}
    assert properties == {URIRef(TE._NS + name) for name in PROPERTIES}


def test_every_node_of_the_namespace_is_a_published_term(ontology: Graph) -> None:
    used = {n for triple in ontology for n in triple if isinstance(n, URIRef) and n.startswith(str(TE._NS))}
    assert used == set(own_terms(ontology))


def test_each_term_has_one_label_and_one_definition(ontology: Graph) -> None:
    for term in own_terms(ontology):
        labels = list(ontology.objects(term, RDFS.label))
        [definition] = ontology.objects(term, SKOS.definition)
        assert len(labels) == 1, term
        assert isinstance(definition, Literal)
        assert definition.language == "en"
        assert definition.endswith("."), term


def test_labels_tell_terms_of_one_kind_apart(ontology: Graph) -> None:
    for kind in (
        OWL.Class,
        OWL.ObjectProperty,
        OWL.DatatypeProperty,
        TE.Indicator,
        TE.Bound,
        TE.Status,
        TE.Scope,
        TE.Mode,
        TE.RankRule,
        TE.DifferenceKind,
        TE.Verdict,
    ):
        labels = [str(ontology.value(t, RDFS.label)) for t in own_terms(ontology) if (t, RDF.type, kind) in ontology]
        assert len(labels) == len(set(labels)) > 0


def test_header_claims_no_redirect(ontology: Graph) -> None:
    said = " ".join(str(text) for text in ontology.objects(ONTOLOGY, RDFS.comment))
    assert "not registered" in said
    assert ontology.value(ONTOLOGY, OWL.versionInfo)


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("Indicator", INDICATORS),
        ("Bound", BOUNDS),
        ("Status", STATUSES),
        ("Scope", SCOPES),
        ("Mode", MODES),
        ("RankRule", RANK_RULES),
        ("DifferenceKind", DIFFERENCE_KINDS),
        ("Verdict", VERDICTS),
    ],
)
def test_code_list(ontology: Graph, kind: str, codes: dict[str, str]) -> None:
    scheme = URIRef(f"{TE._NS}{kind}List")
    assert (scheme, RDF.type, SKOS.ConceptScheme) in ontology
    concepts = {URIRef(iri) for iri in codes.values()}
    assert set(ontology.subjects(SKOS.inScheme, scheme)) == concepts
    assert set(ontology.subjects(SKOS.topConceptOf, scheme)) == concepts
    assert set(ontology.subjects(RDF.type, URIRef(TE._NS + kind))) == concepts
    for notation, iri in codes.items():
        assert list(ontology.objects(URIRef(iri), SKOS.notation)) == [Literal(notation)]
        assert iri == f"{TE._NS}{re.sub('(?<=[a-z])(?=[A-Z])', '-', kind).lower()}-{notation}"
        assert (URIRef(iri), RDF.type, SKOS.Concept) in ontology


def test_standards_are_cited_with_the_name_of_their_term(ontology: Graph) -> None:
    """A clause number alone cannot be checked by a reader, nor by us when the standard is renumbered."""
    form = re.compile(
        r"ISO 25639-1:(2008|2025), \d[\d.]*( to \d[\d.]*)? \([^)]+\)|ISO 3166-1|RFC 5147, \d[\d.]* \([^)]+\)"
        r"|UFI Calculation Standards and Definitions, [A-Z][\d.]* \([^)]+\)|UFI Auditing Rules"
        r"|CENTREX Exhibition Statistics and Auditing Rules \(2021\), [\w./]+ \([^)]+\)"
    )
    sources = [str(source) for source in ontology.objects(None, DCTERMS.source)]
    assert len(sources) > 20
    assert [source for source in sources if not form.fullmatch(source)] == []


@pytest.mark.parametrize(
    "name", ["Fair", "Organizer", "indicator-exhibitors", "indicator-visitors", "indicator-buyers"]
)
def test_notions_of_the_standard_cite_it(ontology: Graph, name: str) -> None:
    sources = [str(source) for source in ontology.objects(URIRef(TE._NS + name), DCTERMS.source)]
    assert any(source.startswith("ISO 25639-1") for source in sources)


# --- OWL 2 RL ---


def outside_of_rl(graph: Graph) -> Iterator[str]:
    """Find what keeps a graph of axioms out of OWL 2 RL, as far as an ontology without class expressions can be."""
    for s, p, o in graph:
        if isinstance(s, BNode) or isinstance(o, BNode):
            yield f"class expression or list: {s} {p} {o}"
        if p == RDF.type and str(o).startswith(str(OWL)) and o not in ALLOWED_TYPES:
            yield f"kind: {o}"
        if str(p).startswith(str(OWL)) and p not in ALLOWED_AXIOMS:
            yield f"axiom: {p}"
        if p in (RDFS.domain, RDFS.subClassOf, OWL.disjointWith) and (o, RDF.type, OWL.Class) not in graph:
            yield f"not a class: {o}"
        if p == RDFS.subPropertyOf and kinds(graph, s) != kinds(graph, o):
            yield f"properties of two kinds: {s} {o}"
        if p == RDFS.range:
            data = OWL.DatatypeProperty in kinds(graph, s)
            if data and o not in ALLOWED_DATATYPES:
                yield f"datatype: {o}"
            if not data and (o, RDF.type, OWL.Class) not in graph:
                yield f"not a class: {o}"
    for term in own_terms(graph):
        if len(kinds(graph, term)) + ((term, RDF.type, OWL.Class) in graph) > 1:
            yield f"of two kinds: {term}"


def kinds(graph: Graph, node: Node) -> set[Node]:
    return set(graph.objects(node, RDF.type)) & PROPERTY_KINDS


def test_ontology_is_in_owl_2_rl(ontology: Graph) -> None:
    assert list(outside_of_rl(ontology)) == []
    assert list(outside_of_rl(read("trade-event"))) == []


@pytest.mark.parametrize(
    "axiom",
    [
        "te:Edition rdfs:subClassOf [ owl:onProperty te:editionOf ; owl:someValuesFrom te:Fair ] .",
        "te:year rdfs:range xsd:gYear .",
        "te:editionOf a owl:ReflexiveProperty .",
        "te:host rdfs:subPropertyOf te:theme .",
        "te:Deal owl:disjointUnionOf te:Metric .",
        "te:city a owl:DatatypeProperty .",
        "te:city rdfs:range te:Town .",
    ],
)
def test_axiom_outside_of_rl_would_be_found(axiom: str) -> None:
    prefixes = "".join(f"@prefix {prefix}: <{iri}> . " for prefix, iri in PREFIXES.items())
    assert list(outside_of_rl(read().parse(data=prefixes + axiom)))


def closure_errors(data: str = "") -> list[str]:
    """Close the axioms with some data under OWL 2 RL; labels and code lists, which prove nothing, only cost time."""
    axioms = Graph().parse(data=f"@prefix te: <{TE._NS}> . {data}", publicID="https://example.org/kg/")
    logical = {
        RDF.type,
        RDFS.subClassOf,
        RDFS.subPropertyOf,
        RDFS.domain,
        RDFS.range,
        OWL.disjointWith,
        OWL.inverseOf,
    }
    axioms += [
        (s, p, o) for s, p, o in read() if p in logical and not (p == RDF.type and o in (SKOS.Concept, TE.Rule))
    ]
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(axioms)
    return [str(text) for text in axioms.objects(None, ERROR.error)]


def test_closure_is_consistent() -> None:
    assert closure_errors() == []


@pytest.mark.parametrize(
    "data",
    [
        "<x> a te:Fair, te:Edition .",
        "<x> te:precededBy <x> .",
        "<x> te:precededBy <y> . <y> te:precededBy <x> .",
        "<x> te:host <y> . <y> a te:Country .",
        "<x> te:editionOf <y> . <y> te:ordinal 6 .",
    ],
)
def test_closure_finds_contradictions(data: str) -> None:
    assert closure_errors(data)


# --- alignments ---


def test_alignments_are_of_published_terms(ontology: Graph) -> None:
    own = set(own_terms(read("trade-event")))
    links = {RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso, RDFS.range, SKOS.exactMatch}
    aligned = [(s, p, o) for s, p, o in read("alignments") if p in links and s != URIRef(f"{ONTOLOGY}/alignments")]
    assert {s for s, _, _ in aligned} <= own
    assert all(str(o).startswith(_TARGETS) for _, _, o in aligned)
    assert {prefix for prefix in _TARGETS if any(str(o).startswith(prefix) for _, _, o in aligned)} == set(_TARGETS)


_TARGETS = (
    "https://schema.org/",
    "http://www.w3.org/ns/prov#",
    "http://www.w3.org/ns/oa#",
    "http://qudt.org/schema/qudt/",
    "http://www.w3.org/2004/02/skos/core#",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
)


def test_schema_org_is_always_https() -> None:
    for path in resource("ontology").rglob("*.*"):
        assert "http://schema.org" not in path.read_text(encoding="utf-8")
