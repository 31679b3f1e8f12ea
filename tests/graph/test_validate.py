"""The judge, its report in words and in RDF, and the gate: what conforms stays, what does not is named."""

import logging
import random
import re
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, SH, XSD, BNode, Graph, Literal, URIRef
from sample import FACTS, registry
from test_shapes import BASE, FAULTS, HERE, Edits, edited, moved

from kg.errors import KgError, SourceError
from kg.graph.infer import infer
from kg.graph.report import SHAPES, Violation, read_report
from kg.graph.store import make_store
from kg.graph.triples import triples
from kg.graph.validate import Gate, ValidationReport, quarantine, render, report_turtle, validate
from kg.model import Finding, FindingCode, Span

GOOD = HERE / "good.ttl"
WHOLE_COUNT = "<metric/exhibitors> te:value 500.5"


def faulty(*names: str) -> ox.Store:
    return edited([edit for name in names for edit in FAULTS[name]])


# --- the judge ---


def test_a_file_a_store_and_a_graph_are_judged_alike(tmp_path: Path) -> None:
    store = edited([WHOLE_COUNT, '<country/DE> te:alpha2 "de"', "<edition/toy/6> rdfs:label"])
    path = tmp_path / "graph.ttl"
    store.dump(path, ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph())
    judged = validate(store)
    assert len(judged.violations) == 3
    assert validate(path).violations == judged.violations
    assert validate(Graph().parse(path)).violations == judged.violations


def test_named_graphs_are_judged_too(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_text('<https://x.org/c> <https://w3id.org/trade-event#alpha2> "de" <https://x.org/g> .\n', "utf-8")
    with path.open("a", encoding="utf-8") as lines:
        lines.write(f"<https://x.org/c> <{RDF.type}> <https://w3id.org/trade-event#Country> <https://x.org/h> .\n")
    assert {v.focus for v in validate(path).violations} == {"https://x.org/c"}


def test_judging_changes_nothing() -> None:
    store = faulty("Edition-label MinCount")
    before = set(store)
    graph = Graph().parse(data=store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()))
    size = len(graph)
    validate(store)
    validate(graph)
    assert (set(store), len(graph)) == (before, size)


def test_an_empty_graph_conforms() -> None:
    assert validate(ox.Store()).conforms


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("missing.ttl", None, "cannot be read"),
        ("broken.ttl", "<a <b> .", "is not RDF"),
        ("page.html", "<html></html>", "is not RDF"),
    ],
)
def test_a_file_that_is_no_graph_is_named(tmp_path: Path, name: str, content: str | None, problem: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=problem) as error:
        validate(path)
    assert name in str(error.value)


def test_triples_about_triples_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "star.ttl"
    path.write_text("<https://x.org/a> <https://x.org/says> <<( <https://x.org/b> a <https://x.org/C> )>> .", "utf-8")
    with pytest.raises(KgError, match="triples about triples"):
        validate(path)


def test_what_rdflib_logs_of_bad_literals_is_left_to_the_report(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert not validate(faulty("Edition-startDate Or")).conforms
    assert caplog.records == []


def test_the_graph_of_the_samples_conforms_with_all_that_follows_from_it() -> None:
    store = make_store(triples(FACTS, registry()))
    infer(store)
    gate = quarantine(store)
    assert gate.findings == ()
    assert set(gate.graph) == set(store)


# --- the report ---


def test_a_violation_says_where_and_what() -> None:
    (violation,) = validate(faulty("Country-alpha2 Pattern")).violations
    assert violation == Violation(
        focus=f"{BASE}country/DE",
        path="https://w3id.org/trade-event#alpha2",
        value='"De"',
        shape=f"{SHAPES}Country-alpha2",
        constraint=str(SH.PatternConstraintComponent),
        message="A country has exactly one alpha-2 code of ISO 3166-1, two capital letters.",
        severity=str(SH.Violation),
    )


def test_a_report_in_words_names_the_node_the_value_the_rule_and_the_cure() -> None:
    words = render(validate(edited(['<country/DE> te:alpha2 "De"', "<metric/share> te:value 120.0"])))
    assert words.startswith("The graph does not conform to the shapes: 2 faults.\n")
    _, country, metric = words.split("\n\n")
    assert "Germany (https://example.org/kg/country/DE)" in country
    assert 'te:alpha2 has a value of the wrong form: "De".' in country
    assert "exactly one alpha-2 code of ISO 3166-1, two capital letters." in country
    assert "To mend it: Write the value in the right form (shape tes:Country-alpha2)." in country
    assert "https://example.org/kg/metric/share\n" in metric
    assert "A share (unit:PERCENT) is a number from 0 to 100." in metric


WORDS = {
    "Edition-label MinCount": "rdfs:label has too few values.",
    "Edition-ordinal MaxCount": "te:ordinal has too many values.",
    "Edition-year Datatype": 'te:year has a value of the wrong datatype: "2023" (xsd:integer).',
    "Edition-city Class": "not of the right class: https://example.org/kg/fair/unknown.",
    "Metric-unit Pattern": "te:unit has a value of the wrong form: unit:KiloGM.",
    "Edition-dates-in-order-query SPARQL": 'te:endDate breaks a rule: "2023-11-04" (xsd:date).',
    "Article-publisher NodeKind": "schema:publisher is the wrong kind of node: a blank node.",
    "City NodeKind": "a blank node\n  The node is the wrong kind of node.",
    "Metric-value-or-change MinCount": "https://example.org/kg/metric/exhibitors\n  The node has too few values.",
}


def test_every_kind_of_fault_has_words() -> None:
    words = render(validate(faulty(*WORDS)))
    assert [name for name, said in WORDS.items() if said not in words] == []


def test_every_constraint_in_the_shapes_has_words_of_its_own() -> None:
    components = {name.split()[1] for name in FAULTS} - {"SPARQL"}
    for component in components:
        violation = Violation("urn:x", None, None, "urn:s", f"{SH}{component}ConstraintComponent", "Rule.", "")
        assert "breaks a rule" not in render(ValidationReport(False, (violation,), Graph())), component


def test_a_graph_that_conforms_is_told_so() -> None:
    report = validate(GOOD)
    assert report.conforms
    assert render(report) == "The graph conforms to the shapes.\n"
    conforms = set(Graph().parse(data=report_turtle(report)).objects(None, SH.conforms))
    assert conforms == {Literal(True)}


def results_in_rdf(order: int) -> Graph:
    """Write two results the way an engine does, in another order and with other blank nodes for each `order`."""
    rows = [
        (f"urn:node:{focus}", SH.MinCountConstraintComponent, f"{focus} lacks a name.") for focus in ("a", "b", "c")
    ]
    random.Random(order).shuffle(rows)
    graph, report = Graph(), BNode()
    graph.add((report, RDF.type, SH.ValidationReport))
    for focus, component, message in rows:
        result = BNode()
        graph.add((report, SH.result, result))
        graph.add((result, RDF.type, SH.ValidationResult))
        graph.add((result, SH.focusNode, URIRef(focus)))
        graph.add((result, SH.value, BNode()))
        graph.add((result, SH.sourceShape, URIRef(f"{SHAPES}Fair-label")))
        graph.add((result, SH.sourceConstraintComponent, component))
        graph.add((result, SH.resultSeverity, SH.Violation))
        graph.add((result, SH.resultMessage, Literal(message, datatype=XSD.string)))
    return graph


def test_a_report_in_rdf_is_the_same_bytes_whatever_the_engine_called_its_nodes() -> None:
    reports = [read_report(results_in_rdf(order), {"urn:node:a": "A"}) for order in range(4)]
    assert len({report_turtle(report) for report in reports}) == 1
    assert len({render(report) for report in reports}) == 1
    again = Graph().parse(data=report_turtle(reports[0]))
    assert not [term for triple in again for term in triple if isinstance(term, BNode)]
    assert len(set(again.objects(None, SH.result))) == 3


def test_a_report_in_rdf_can_be_read_as_a_report() -> None:
    report = validate(faulty("Edition-ordinal MaxCount", "Deal-party Class", "Metric-value-or-change MinCount"))
    again = read_report(Graph().parse(data=report_turtle(report)), {})
    assert [v for v in again.violations if v.path] == [v for v in report.violations if v.path]
    assert len(again.violations) == len(report.violations)


# --- the gate ---

CLAIMS = "city co-organizer end guest host mode ordinal participant start start-month supporter theme venue year"
OF_SIXTH = {f"claim/{name}" for name in CLAIMS.split()} | {
    "derivation/chain",
    "derivation/country",
    "city/DE/toytown",
}
EXHIBITORS = {"metric/exhibitors", "metric/exhibitors#change", "metric/derived", "person/ann-lee"}
AT_SIXTH = (
    EXHIBITORS
    | {"metric/orders", "metric/orders#also", "metric/share", "metric/length", "deal/bears", "organizer/bears"}
    | OF_SIXTH
)

# The edits; the nodes that go; the values that go from nodes that stay, by node and property.
CASES: dict[str, tuple[Edits, set[str], set[str]]] = {
    "a metric goes with its change, its speaker and what was derived from it": ([WHOLE_COUNT], EXHIBITORS, set()),
    "a metric goes with a change that is wrong": (FAULTS["Change-direction In"], EXHIBITORS, set()),
    "a metric goes with an alternate amount that is wrong": (
        FAULTS["AlternateAmount-value MinInclusive"],
        {"metric/orders", "metric/orders#also"},
        set(),
    ),
    "a verdict goes with a figure that it rests on": (
        ["<metric/visitors-before> te:value 401.5"],
        {"metric/visitors-before"},
        {
            f"metric/claimed#change {name}"
            for name in ("verdict", "recomputed", "recomputedDirection", "checkedFigure", "checkedAgainst")
        },
    ),
    "what was derived from a change and a figure goes with either": (
        [
            "<metric/visitors-before> te:value 401.5",
            "+ <metric/now> a te:Metric ; te:about <edition/other/1> ; te:indicator te:indicator-visitors ;"
            " te:value 381.0 ; te:unit unit:NUM ; te:bound te:bound-approx ; te:status te:status-actual ;"
            " te:scope te:scope-total ; prov:wasGeneratedBy te:rule-current-figure ;"
            " prov:wasDerivedFrom <metric/visitors-before>, <metric/claimed> .",
        ],
        {"metric/visitors-before", "metric/now"},
        {
            f"metric/claimed#change {name}"
            for name in ("verdict", "recomputed", "recomputedDirection", "checkedFigure", "checkedAgainst")
        },
    ),
    "a derived metric goes alone": (["<metric/derived> te:value 400.5"], {"metric/derived"}, set()),
    "a metric about a country goes with the country": (
        FAULTS["Country-alpha3 MinCount"],
        {"country/DE", "metric/growth-only", "metric/growth-only#change", "derivation/country"},
        {"edition/toy/6 country", "city/DE/toytown country"},
    ),
    "a deal without parties goes": (
        FAULTS["Deal-party MinCount"],
        {"deal/bears"},
        set(),
    ),
    "a deal goes with its parties": (["<deal/bears> te:value -1.0"], {"deal/bears", "organizer/bears"}, set()),
    "a claim takes its attribute with it": (FAULTS["Claim-rank In"], {"claim/venue"}, {"edition/toy/6 venue"}),
    "a claim of the ordinal leaves the registry's ordinal": (
        ['<claim/ordinal> te:rank "best"'],
        {"claim/ordinal"},
        set(),
    ),
    "an attribute takes its claims with it": (
        ['<edition/toy/6> te:theme ""', '<claim/theme> rdf:object ""'],
        {"claim/theme"},
        {"edition/toy/6 theme"},
    ),
    "a city takes the country derived from it with it": (
        [
            "<edition/toy/6> te:city <city/DE/toytown>, <city/DE/old>",
            '+ <city/DE/old> a te:City ; rdfs:label "Old" .',
        ],
        {"claim/city", "derivation/country", "city/DE/toytown", "city/DE/old"},
        {"edition/toy/6 city", "edition/toy/6 country"},
    ),
    "dates out of order go both": (
        ['<edition/toy/6> te:endDate "2023-11-04"^^xsd:date', '<claim/end> rdf:object "2023-11-04"^^xsd:date'],
        {"claim/start", "claim/end"},
        {"edition/toy/6 startDate", "edition/toy/6 endDate"},
    ),
    "a derivation takes its triple and the inverse with it": (
        FAULTS["Derivation-rule Class"],
        {"derivation/chain"},
        {"edition/toy/6 precededBy", "edition/toy/5 followedBy"},
    ),
    "an ordinal takes the chain with it": (
        FAULTS["Edition-ordinal MinInclusive"],
        {"derivation/chain"},
        {"edition/toy/6 ordinal", "edition/toy/6 precededBy", "edition/toy/5 followedBy"},
    ),
    "a label too many goes alone": (
        ['<edition/toy/6> rdfs:label "Toy Fair 2023 (6th)", " "'],
        set(),
        {"edition/toy/6 label"},
    ),
    "a fair keeps all but a bad year": (
        ["<fair/toy> te:foundedYear 1987"],
        set(),
        {"fair/toy foundedYear"},
    ),
    "an edition takes all that is about it with it": (
        FAULTS["Edition-label MinCount"],
        AT_SIXTH | {"edition/toy/6"},
        {"article/toy-close mentions", "edition/toy/5 followedBy"},
    ),
    "a node goes at once where its only label is bad": (
        ['<organizer/bears> rdfs:label " "'],
        {"organizer/bears", "deal/bears"},
        set(),
    ),
    "a fair takes its editions with it": (
        FAULTS["Fair-label MinCount"],
        AT_SIXTH
        | {"edition/toy/6", "edition/toy/5", "fair/toy", "claim/founded", "metric/area", "organizer/guild"}
        | {"article/toy-close#char=0,22", "article/toy-close#char=30,38"} - {"article/toy-close#char=0,22"},
        {"article/toy-close mentions"},
    ),
    "a quote takes what stands on it alone with it": (
        [
            "<article/toy-close#char=0,22> oa:end 23",
            "<metric/share> prov:wasDerivedFrom <article/toy-close#char=0,22>, <article/toy-close#char=30,38>",
        ],
        EXHIBITORS
        | {"metric/orders", "metric/orders#also", "metric/length", "metric/growth-only", "metric/growth-only#change"}
        | {"metric/claimed", "metric/claimed#change", "metric/visitors", "metric/visitors-before"}
        | {"deal/bears", "organizer/bears", "article/toy-close#char=0,22"},
        {"metric/share wasDerivedFrom"},
    ),
    "a node without a name goes": (FAULTS["Metric NodeKind"], {""}, set()),
}


@dataclass(frozen=True)
class Passage:
    """What a case had before the gate and after it, and what was found; nodes by the ends of their IRIs."""

    before: set[ox.Quad]
    after: set[ox.Quad]
    faults: list[Violation]
    findings: list[Finding]


def local(node: object) -> str:
    return re.sub("^.*/case[0-9]+/", "", node.value) if isinstance(node, ox.NamedNode) else ""


def case_of(text: str) -> int:
    found = re.search("case([0-9]+)[/x]", text)
    assert found, text
    return int(found[1])


@pytest.fixture(scope="module")
def passages() -> dict[str, Passage]:
    """All cases sent through the gate side by side."""
    everything = ox.Store()
    for number, (edits, _, _) in enumerate(CASES.values()):
        everything.extend(moved(edited(edits), f"case{number}"))
    reports: list[ValidationReport] = []

    def judge(store: ox.Store) -> ValidationReport:
        reports.append(validate(store))
        return reports[-1]

    gate = quarantine(everything, judge)
    assert gate.report is reports[-1]
    assert gate.report.conforms
    return {
        name: Passage(
            {quad for quad in everything if case_of(str(quad.subject)) == number},
            {quad for quad in gate.graph if case_of(str(quad.subject)) == number},
            [fault for fault in reports[0].violations if case_of(fault.focus) == number],
            [found for found in gate.findings if number in cases_told_by(found)],
        )
        for number, name in enumerate(CASES)
    }


def cases_told_by(finding: Finding) -> set[int]:
    """A node without an IRI is in the last case only."""
    nodes = [value for name, value in finding.detail if name == "node"]
    return {len(CASES) - 1 if "case" not in node else case_of(node) for node in nodes}


@pytest.mark.parametrize("case", CASES)
def test_what_goes_and_what_stays(case: str, passages: dict[str, Passage]) -> None:
    passage = passages[case]
    _, nodes, values = CASES[case]
    gone = {local(quad.subject) for quad in passage.before} - {local(quad.subject) for quad in passage.after}
    assert gone == nodes
    lost = {quad for quad in passage.before - passage.after if local(quad.subject) not in nodes}
    properties = {f"{local(q.subject)} {re.split('[#/]', q.predicate.value)[-1]}" for q in lost}
    assert properties == values
    assert passage.after < passage.before


@pytest.mark.parametrize("case", CASES)
def test_each_loss_is_reported(case: str, passages: dict[str, Passage]) -> None:
    passage = passages[case]
    assert {finding.code for finding in passage.findings} == {FindingCode.QUARANTINED}
    told = " ".join(finding.message for finding in passage.findings)
    assert all(fault.message in told for fault in passage.faults)
    shapes = {value for finding in passage.findings for name, value in finding.detail if name == "shape"}
    assert {fault.shape for fault in passage.faults} <= shapes
    told_of = {value for finding in passage.findings for name, value in finding.detail if name == "node"}
    lost = {quad.subject for quad in passage.before} - {quad.subject for quad in passage.after}
    assert {node.value for node in lost if isinstance(node, ox.NamedNode) and is_a_fact(node)} <= told_of


def is_a_fact(node: ox.NamedNode) -> bool:
    return local(node).split("/")[0] in {"metric", "deal", "edition", "fair"} and "#" not in node.value


@pytest.mark.parametrize(
    "case",
    [
        "a metric goes with a change that is wrong",
        "a metric goes with an alternate amount that is wrong",
        "a metric about a country goes with the country",
        "a claim takes its attribute with it",
        "a derivation takes its triple and the inverse with it",
        "a node goes at once where its only label is bad",
        "an edition takes all that is about it with it",
        "a fair takes its editions with it",
        "a quote takes what stands on it alone with it",
    ],
)
def test_one_fault_is_told_once_and_all_else_as_its_consequence(case: str, passages: dict[str, Passage]) -> None:
    names = [{name for name, _ in finding.detail} for finding in passages[case].findings]
    assert [bool(row & {"shape", "because"}) for row in names] == [True] * len(names)
    assert sum("shape" in row for row in names) == 1
    assert not any("Change " in f.message or "AlternateAmount " in f.message for f in passages[case].findings)


def test_the_claims_of_an_edition_that_goes_are_reported(passages: dict[str, Passage]) -> None:
    findings = passages["an edition takes all that is about it with it"].findings
    claims = [f for f in findings if any(name == "node" and "/claim/" in value for name, value in f.detail)]
    assert len(claims) == len(CLAIMS.split())
    assert {(finding.article, finding.quote) for finding in claims} == {("toy-close", "Toy Hall")}


def finding_of(gate: Gate, node: str) -> Finding:
    (found,) = (f for f in gate.findings if ("node", BASE + node) in f.detail)
    return found


def test_a_finding_tells_the_article_and_the_words() -> None:
    gate = quarantine(edited([WHOLE_COUNT]))
    assert finding_of(gate, "metric/exhibitors") == Finding(
        FindingCode.QUARANTINED,
        "Left out the figure 500.5 for exhibitors of Toy Fair 2023 (6th): A count (unit:NUM) is a whole number.",
        article="toy-close",
        span=Span(0, 22),
        quote="500 exhibitors, up 25%",
        detail=(
            ("constraint", str(SH.OrConstraintComponent)),
            ("node", f"{BASE}metric/exhibitors"),
            ("shape", f"{SHAPES}Metric-whole-count"),
        ),
    )
    derived = finding_of(gate, "metric/derived")
    assert derived.message == (
        "Left out the figure 400 for exhibitors of Toy Fair 2022 (5th), "
        "since the figure 500.5 for exhibitors of Toy Fair 2023 (6th) was left out."
    )
    assert (derived.article, derived.quote) == ("toy-close", "500 exhibitors, up 25%")


def test_a_finding_of_an_attribute_tells_the_words_of_its_claim(passages: dict[str, Passage]) -> None:
    findings = passages["dates out of order go both"].findings
    start = next(f for f in findings if "te:startDate" in f.message)
    assert start.message == (
        'Left out te:startDate "2023-11-05" of Toy Fair 2023 (6th): '
        "The edition starts on 2023-11-05, after its end on 2023-11-04; one of the two dates is wrong."
    )
    assert (start.article, start.span, start.quote) == ("toy-close", Span(30, 38), "Toy Hall")
    assert ("path", "https://w3id.org/trade-event#startDate") in start.detail


def test_a_finding_of_an_article_names_the_article() -> None:
    gate = quarantine(faulty("Article-sha256 MinCount"))
    assert finding_of(gate, "article/toy-close").article == "toy-close"
    assert not [q for q in gate.graph if "/metric/" in str(q.subject) or "/claim/" in str(q.subject)]


def test_what_conforms_comes_through_untouched() -> None:
    gate = quarantine(GOOD)
    good = ox.Store()
    good.load(path=GOOD, format=ox.RdfFormat.TURTLE)
    assert (set(gate.graph), gate.findings) == (set(good), ())


def test_the_gate_leaves_its_input_as_it_is() -> None:
    store = edited([WHOLE_COUNT])
    before = set(store)
    quarantine(store)
    assert set(store) == before


def test_another_judge_can_stand_in_front() -> None:
    seen: list[int] = []

    def judge(store: ox.Store) -> ValidationReport:
        seen.append(len(store))
        return validate(store)

    gate = quarantine(edited([WHOLE_COUNT]), judge)
    assert seen == [len(edited([WHOLE_COUNT])), len(gate.graph)]


def test_a_fault_outside_the_graph_stops_the_gate() -> None:
    elsewhere = Violation("urn:elsewhere", None, None, "urn:s", "urn:c", "It is wrong.", str(SH.Violation))
    with pytest.raises(KgError, match=r"cannot be made to conform: urn:elsewhere lies outside it\. It is wrong"):
        quarantine(GOOD, lambda _: ValidationReport(False, (elsewhere,), Graph()))


def test_what_is_told_of_nodes_without_names_is_the_same_each_time() -> None:
    # Each reading of a Turtle file gives its blank nodes other names.
    names = ("Article-publisher NodeKind", "Claim-object NodeKind", "Metric NodeKind", "Edition-ordinal MaxCount")
    gates = [quarantine(faulty(*names)) for _ in range(2)]
    assert gates[0].findings == gates[1].findings
    reports = [validate(faulty(*names)) for _ in range(2)]
    assert report_turtle(reports[0]) == report_turtle(reports[1])
    assert render(reports[0]) == render(reports[1])


def shuffled(store: ox.Store, seed: int) -> ox.Store:
    quads = sorted(store, key=str)
    random.Random(seed).shuffle(quads)
    other = ox.Store()
    for quad in quads:
        other.add(quad)
    return other


@settings(max_examples=3, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(sorted(FAULTS)), min_size=2, max_size=6, unique=True), st.integers(0, 9))
def test_any_faults_are_taken_out_whatever_the_order(names: list[str], seed: int) -> None:
    store = faulty(*names)
    gate = quarantine(store)
    assert gate.report.conforms
    assert gate.findings
    assert set(gate.graph) < set(store)
    again = quarantine(shuffled(store, seed))
    assert set(again.graph) == set(gate.graph)
    assert again.findings == gate.findings
