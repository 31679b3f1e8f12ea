import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random
from time import perf_counter

import owlrl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryTriples, RdfFormat, Store, Triple, parse
from rdflib import RDF, Graph, URIRef

from kg.graph.infer import RULE_ORDER, SCHEMA, apply_rule, apply_schema, infer, schema
from kg.graph.vocab import PREFIXES, RULES, te
from kg.resources import resource

CASES = Path(__file__).parent / "rules"
RULE_FILES = resource("ontology") / "rules"
BASE = "https://example.org/kg/"
HEAD = f"@base <{BASE}> .\n" + "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
GENERATED_BY = NamedNode("http://www.w3.org/ns/prov#wasGeneratedBy")

# Two articles' worth of statements: all rules have something to do, one after another.
STATED = """
<fair/harbour-expo> a te:Fair ; rdfs:label "Harbour Expo" ; te:organizer <organizer/porto-aberto> .
<edition/harbour-expo/6> a te:Edition ; te:editionOf <fair/harbour-expo> ; te:ordinal 6 ; te:city <city/PT/lisbon> ;
    te:host <organizer/city-council> .
<edition/harbour-expo/7> a te:Edition ; te:editionOf <fair/harbour-expo> ; te:ordinal 7 .
<edition/river-fair/2018> a te:Edition ; te:editionOf <fair/river-fair> ; te:year "2018"^^xsd:gYear .
<edition/river-fair/2019> a te:Edition ; te:editionOf <fair/river-fair> ; te:year "2019"^^xsd:gYear .
<fair/river-fair> a te:Fair ; rdfs:label "River Fair" .
<organizer/porto-aberto> a te:Organizer . <organizer/city-council> a te:Organizer .
<city/PT/lisbon> a te:City ; te:country <country/PT> .
<country/PT> a te:Country ; te:alpha2 "PT" .
<article/a> a te:Article .
<article/a#char=0,9> a te:Evidence ; te:article <article/a> .
<claim/c> a te:Claim .
<metric/m> a te:Metric ; te:about <edition/harbour-expo/6> ; te:indicator te:indicator-deal-value ;
    te:value 7841 ; te:unit cur:USD ; te:bound te:bound-exact ; te:status te:status-actual ; te:scope te:scope-total ;
    te:change <metric/m#change> .
<metric/m#change> a te:Change ; te:percent 6.7 ; te:direction "up" .
<metric/n> a te:Metric ; te:about <edition/river-fair/2018> ; te:indicator te:indicator-visitors ;
    te:value 850 ; te:unit unit:NUM ; te:bound te:bound-exact ; te:status te:status-actual ; te:scope te:scope-total .
<metric/o> a te:Metric ; te:about <edition/river-fair/2019> ; te:indicator te:indicator-visitors ;
    te:bound te:bound-exact ; te:status te:status-actual ; te:scope te:scope-total ; te:change <metric/o#change> .
<metric/o#change> a te:Change ; te:percent 10 ; te:direction "up" .
<metric/p> a te:Metric ; te:about <edition/river-fair/2018> ; te:indicator te:indicator-visitors ;
    te:value 52 ; te:unit unit:NUM ; te:bound te:bound-exact ; te:status te:status-actual ;
    te:scope te:scope-overseas ; prov:wasDerivedFrom <article/a#char=10,19> .
<article/a#char=10,19> a te:Evidence ; te:article <article/a> ; oa:start 10 .
<article/a#char=0,9> oa:start 0 .
<metric/n> prov:wasDerivedFrom <article/a#char=0,9> .
te:indicator-deal-value a te:Indicator .
"""


def stored(turtle: str) -> Store:
    store = Store()
    store.load((HEAD + turtle).encode(), format=RdfFormat.TURTLE)
    return store


def contents(path: Path) -> set[Triple]:
    store = Store()
    store.load(path=path)
    return {quad.triple for quad in store}


def node(path: str) -> NamedNode:
    return NamedNode(BASE + path)


# --- rules, one at a time ---


def test_each_rule_has_a_file_a_term_an_order_and_a_test() -> None:
    names = set(RULE_ORDER)
    assert names == {path.stem for path in RULE_FILES.glob("*.rq")}
    assert names == set(RULES)
    assert names == {path.name for path in CASES.iterdir()}


@pytest.mark.parametrize("name", RULE_ORDER)
def test_rule_says_what_it_does(name: str) -> None:
    head = (RULE_FILES / f"{name}.rq").read_text(encoding="utf-8").partition("PREFIX")[0]
    assert re.match(rf"# Name:    {name}\n# Derives: .", head)
    assert "\n# Why:     " in head


@pytest.mark.parametrize("name", RULE_ORDER)
def test_rule_derives_what_is_expected_and_nothing_else(name: str) -> None:
    store = Store()
    store.load(path=CASES / name / "input.ttl")
    assert set(apply_rule(store, name)) == contents(CASES / name / "expected.ttl")
    assert contents(CASES / name / "expected.ttl") <= {quad.triple for quad in store}


@pytest.mark.parametrize("name", RULE_ORDER)
def test_rule_applied_again_adds_nothing(name: str) -> None:
    store = Store()
    store.load(path=CASES / name / "input.ttl")
    apply_rule(store, name)
    assert apply_rule(store, name) == []


@pytest.mark.parametrize("name", RULE_ORDER)
def test_rdflib_derives_the_same(name: str) -> None:
    given_, rule = CASES / name / "input.ttl", URIRef(RULES[name])
    expected = {t for t in Graph().parse(CASES / name / "expected.ttl") if t[0] != rule}
    result = Graph().parse(given_).query((RULE_FILES / f"{name}.rq").read_text(encoding="utf-8"))
    assert result.graph is not None
    assert {valued(t) for t in result.graph} == {valued(t) for t in expected}


def valued(triple: Iterable[object]) -> tuple[object, ...]:
    """Compare numbers by value: 2400 and 2400.0 are one."""
    return tuple(getattr(term, "value", None) or term for term in triple)


def test_rule_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError, match="no-such-rule"):
        apply_rule(Store(), "no-such-rule")


# --- figures ---


def derived_figure(value: Decimal, change: str, unit: str = "unit:NUM") -> Decimal | None:
    store = stored(f"""
        <edition/f/5> te:editionOf <fair/f> . <edition/f/6> te:editionOf <fair/f> .
        <metric/m> te:about <edition/f/6> ; te:indicator te:indicator-visits ; te:value "{value:f}"^^xsd:decimal ;
            te:unit {unit} ; te:bound te:bound-exact ; te:status te:status-actual ; te:scope te:scope-total ;
            te:change <metric/m#change> .
        <metric/m#change> te:comparedWith <edition/f/5> ; {change} .""")
    values = [t.object for t in apply_rule(store, "previous-figure") if t.predicate == NamedNode(te.value)]
    assert len(values) <= 1
    return Decimal(values[0].value) if values and isinstance(values[0], Literal) else None


def rounded(exact: Decimal, value: Decimal) -> Decimal:
    """Round as previous-figure should: as the value's significant digits, at least three, no finer than its last."""
    _, digits, exponent = value.normalize().as_tuple()
    assert isinstance(exponent, int)
    place = max(exact.adjusted() + 1 - max(len(digits), 3), min(exponent, 0))
    return (exact / Decimal(10) ** place).quantize(Decimal(1), ROUND_HALF_UP) * Decimal(10) ** place


@given(
    value=st.decimals("0.5", "9e12", places=2, allow_nan=False),
    percent=st.decimals("0.1", "400", places=1),
    direction=st.sampled_from(["up", "down"]),
)
@settings(max_examples=80, derandomize=True, deadline=None)
def test_figure_before_a_percentage_is_as_computed(value: Decimal, percent: Decimal, direction: str) -> None:
    share = 1 + (percent if direction == "up" else -percent) / 100
    figure = derived_figure(value, f'te:percent {percent} ; te:direction "{direction}"')
    if share <= 0:
        assert figure is None
    else:
        expected = rounded(value / share, value)
        assert figure == (expected if expected > 0 else None)


@pytest.mark.parametrize(
    ("value", "change", "figure"),
    [
        ("78410000000", 'te:percent 6.7 ; te:direction "up"', "73490000000"),
        ("3400", 'te:percent 10 ; te:direction "up"', "3090"),
        ("7", 'te:percent 40 ; te:direction "up"', "5"),
        ("0.05", 'te:percent 25 ; te:direction "up"', "0.04"),
        ("300", 'te:absolute 300 ; te:direction "up"', None),
        ("300", 'te:absolute 300 ; te:direction "down"', "600"),
        ("300", 'te:factor 0 ; te:direction "up"', None),
    ],
)
def test_figure_before_a_change(value: str, change: str, figure: str | None) -> None:
    assert derived_figure(Decimal(value), change) == (None if figure is None else Decimal(figure))


# --- all together ---


def test_rules_build_on_one_another() -> None:
    store = stored(STATED)
    report = infer(store)
    fifth = node("edition/harbour-expo/5")
    [metric] = [q.subject for q in store.quads_for_pattern(None, NamedNode(te.about), fifth, None)]
    [figure] = [q.object for q in store.quads_for_pattern(metric, NamedNode(te.value), None)]
    assert figure == Literal("7349", datatype=NamedNode(PREFIXES["xsd"] + "decimal"))
    chain = [(node("edition/harbour-expo/5"), node("edition/harbour-expo/6"))]
    chain += [(node("edition/harbour-expo/6"), node("edition/harbour-expo/7"))]
    chain += [(node("edition/river-fair/2018"), node("edition/river-fair/2019"))]
    followed = {(q.subject, q.object) for q in store.quads_for_pattern(None, NamedNode(te.followedBy), None)}
    assert followed == set(chain)
    assert all(report.counts[name] > 0 for name in (SCHEMA, *RULE_ORDER))
    assert sum(report.counts.values()) == len(report.derived)


def test_report_holds_all_that_was_added() -> None:
    store = stored(STATED)
    before = {quad.triple for quad in store}
    report = infer(store)
    after = {quad.triple for quad in store}
    assert set(report.derived) == after - before
    assert list(report.derived) == sorted(report.derived, key=str)


def test_second_inference_adds_nothing() -> None:
    store = stored(STATED)
    infer(store)
    assert infer(store).derived == ()


@given(st.randoms(use_true_random=False))
@settings(max_examples=10, derandomize=True, deadline=None)
def test_order_of_statements_does_not_matter(random: Random) -> None:
    quads = list(parse((HEAD + STATED).encode(), format=RdfFormat.TURTLE))
    random.shuffle(quads)
    store = Store()
    for quad in quads:
        store.add(quad)
    assert infer(store) == infer(stored(STATED))


def test_base_may_end_in_a_hash() -> None:
    """An IRI has one fragment: the parts of a node then stand behind a slash, as those of kg.graph.iris do."""
    under_hash = re.sub(r"<([a-z]+/[^>#]*)#?([^>]*)>", lambda m: f"<#{m[1]}{'/' if m[2] else ''}{m[2]}>", STATED)
    store = stored(under_hash)
    report = infer(store)
    made = {str(quad.subject)[1:-1] for quad in store.quads_for_pattern(None, GENERATED_BY, None)}
    assert {BASE + "#edition/harbour-expo/5", BASE + "#edition/harbour-expo/6/country-PT"} <= made
    assert all(iri.count("#") == 1 for iri in made)
    assert report.counts == infer(stored(STATED)).counts


def test_each_derived_statement_is_marked() -> None:
    """What was derived is of a node that a rule made, or has a note; the rest follows from these by the schema."""
    store = stored(STATED)
    derived = set(infer(store).derived)
    made = {quad.subject for quad in store.quads_for_pattern(None, GENERATED_BY, None)}
    made |= {NamedNode(iri) for iri in RULES.values()}
    noted = {t for t in derived if t.subject in made} | notes(store)
    assert notes(store) <= derived
    without_schema = stored(STATED)
    without_schema.extend(Quad(t.subject, t.predicate, t.object) for t in noted)
    assert derived - noted <= set(apply_schema(without_schema))


def notes(store: Store) -> set[Triple]:
    """Find the triples that a te:Derivation speaks of."""
    parts = (str(RDF.subject), str(RDF.predicate), str(RDF.object))
    found = store.query(
        "CONSTRUCT {{ ?s ?p ?o }} {{ ?n a <{}> ; <{}> ?s ; <{}> ?p ; <{}> ?o }}".format(te.Derivation, *parts)
    )
    assert isinstance(found, QueryTriples)
    return set(found)


def test_time_grows_with_the_graph_and_not_with_its_square() -> None:
    """A quadratic join in one of the rules would take minutes here; as it is, two or three seconds."""
    store = Store()
    store.load((HEAD + "".join(many_fairs(60))).encode(), format=RdfFormat.TURTLE)
    assert len(store) > 40_000
    start = perf_counter()
    infer(store)
    assert perf_counter() - start < 30


def many_fairs(number: int) -> Iterator[str]:
    for f in range(number):
        yield f'<fair/{f}> a te:Fair ; rdfs:label "Fair {f}" . <city/{f}> te:country <country/PT> .\n'
        for year in range(1990, 2020):
            key = year - 1989 if f % 2 else year
            yield f"""<edition/{f}/{key}> a te:Edition ; te:editionOf <fair/{f}> ; te:city <city/{f}> ;
                te:year "{year}"^^xsd:gYear {f"; te:ordinal {key}" if f % 2 else ""} .\n"""
            for indicator in ("visitors", "exhibitors"):
                yield f"""<metric/{f}-{key}-{indicator}> a te:Metric ; te:about <edition/{f}/{key}> ;
                    te:indicator te:indicator-{indicator} ; te:value {1000 + year} ; te:unit unit:NUM ;
                    te:bound te:bound-exact ; te:status te:status-{"actual" if key % 3 else "expected"} ;
                    te:scope te:scope-total ; te:change <metric/{f}-{key}-{indicator}#change> .
                    <metric/{f}-{key}-{indicator}#change> a te:Change ; te:percent 5 ; te:direction "up" .\n"""


# --- the schema ---


def test_schema_gives_what_owlrl_gives() -> None:
    """Of the full closure of data and ontology, the part that we publish is what we add, and no more."""
    store = stored(STATED)
    apply_schema(store)
    ours = {(q.subject.value, q.predicate.value, q.object.value) for q in store}
    full = Graph().parse(data=HEAD + STATED)
    data = {str(s) for s, _, _ in full}
    for path in resource("ontology").glob("*.ttl"):
        full.parse(path)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(full)
    theirs = {(str(s), str(p), str(o)) for s, p, o in full if str(s) in data and published(str(p), str(o))}
    assert theirs == {(s, p, o) for s, p, o in ours if s in data and published(p, o)}


def published(predicate: str, value: str) -> bool:
    """Tell what of the closure is of use to readers: not that all is a thing and the same as itself."""
    if predicate == str(RDF.type):
        return not value.startswith((PREFIXES["owl"], PREFIXES["rdfs"]))
    return predicate in (te.organizer, te.host, te.precededBy, te.followedBy)


def test_also_a_classes_are_those_of_the_design() -> None:
    also = {
        c.value.removeprefix(PREFIXES["te"]): {d.value for d in supers} for c, supers in schema().superclasses.items()
    }
    https, oa, skos = PREFIXES["schema"], PREFIXES["oa"], PREFIXES["skos"]
    assert also["Fair"] == {https + "EventSeries"}
    assert also["Edition"] == {https + "ExhibitionEvent"}
    assert also["Organizer"] == {https + "Organization"}
    assert also["Country"] == {https + "Country"}
    assert also["Metric"] == {https + "Observation"}
    assert also["Article"] == {https + "NewsArticle", PREFIXES["prov"] + "Entity"}
    assert also["Evidence"] == {oa + "TextQuoteSelector", oa + "TextPositionSelector"}
    assert also["Claim"] == {PREFIXES["rdf"] + "Statement"}
    assert {c for c, supers in also.items() if supers == {skos + "Concept"}} == {
        "Indicator",
        "Bound",
        "Status",
        "Scope",
        "Mode",
        "Verdict",
    }
    assert not {"Deal", "Change"} & set(also)


def test_domains_and_ranges_type_nothing() -> None:
    store = stored("<edition/f/6> te:editionOf <fair/f> .")
    assert infer(store).derived == ()


def test_literal_where_a_node_belongs_has_no_inverse() -> None:
    store = stored('<edition/f/6> te:precededBy "the fifth" .')
    assert infer(store).derived == ()
