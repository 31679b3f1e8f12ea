"""Each constraint of each shape finds its fault, and lets through what it should.

The faults are planted one by one in copies of one good graph; each copy has IRIs of its own, so that all of them are
judged in one go.
"""

import re
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import yaml
from rdflib import RDF, SH, Graph, URIRef

from kg.graph.judge import as_store, ontology
from kg.graph.report import SHAPES, ValidationReport, Violation, read_report
from kg.graph.validate import shapes_graph, validate
from kg.graph.vocab import PREFIXES, TE
from kg.model import Indicator, ScopeKind
from kg.resources import resource

HERE = Path(__file__).parent / "shapes"
BASE = "https://example.org/kg/"
PROLOGUE = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in {**PREFIXES, "currency": PREFIXES["cur"]}.items())
COMPONENTS = {
    parameter: f"{parameter[:1].upper()}{parameter[1:]}"
    for parameter in (
        "minCount maxCount class datatype nodeKind in pattern minLength maxLength minInclusive maxInclusive "
        "minExclusive maxExclusive lessThan lessThanOrEquals equals disjoint hasValue uniqueLang or and xone not "
        "node closed qualifiedValueShape"
    ).split()
}

Edits = list[str]


def load(name: str) -> dict[str, Edits]:
    data: dict[str, dict[str, Edits] | Edits] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    flat: dict[str, Edits] = {}
    for key, value in data.items():
        flat |= {f"{key} {k}": v for k, v in value.items()} if isinstance(value, dict) else {key: value}
    return flat


FAULTS = load("faults.yaml")
ACCEPTED = load("accepted.yaml")


def edited(edits: Edits) -> ox.Store:
    """Return good.ttl after edits in the notation that faults.yaml explains."""
    store = as_store(HERE / "good.ttl")
    for edit in edits:
        if edit.startswith("+"):
            store.update(f"{PROLOGUE} INSERT DATA {{ {edit[1:]} }}", base_iri=BASE)
            continue
        subject, predicate, *values = edit.split(maxsplit=2)
        had = store.query(f"{PROLOGUE} ASK {{ {subject} ?p ?o }}", base_iri=BASE)
        assert isinstance(had, ox.QueryBoolean)
        assert had, f"good.ttl has no {subject}"
        store.update(f"{PROLOGUE} DELETE WHERE {{ {subject} {predicate} ?o }}", base_iri=BASE)
        for value in values:
            store.update(f"{PROLOGUE} INSERT DATA {{ {subject} {predicate} {value} }}", base_iri=BASE)
    return store


def moved(store: ox.Store, case: str) -> list[ox.Quad]:
    """Give all nodes of a graph names of the case's own."""

    def term(old: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> ox.NamedNode | ox.BlankNode | ox.Literal:
        match old:
            case ox.NamedNode():
                return ox.NamedNode(old.value.replace(BASE, f"{BASE}{case}/"))
            case ox.BlankNode():
                return ox.BlankNode(f"{case}x{old.value}")
            case ox.Literal():
                return old
            case _:
                raise TypeError(old)

    return [ox.Quad(term(q.subject), q.predicate, term(q.object)) for q in store]  # type: ignore[arg-type]


def neighbourhood(store: ox.Store) -> ox.Store:
    """Keep the nodes that edits touched and those they lead to: pySHACL takes long for the rest."""
    good = set(as_store(HERE / "good.ttl"))
    touched = {quad.subject for quad in good.symmetric_difference(store)}
    kept = touched | {quad.object for quad in store if quad.subject in touched}
    near = ox.Store()
    near.extend(quad for quad in store if quad.subject in kept)
    return near


def together(cases: dict[str, Edits]) -> list[dict[str, Edits]]:
    """Gather cases that touch different nodes, so that one graph can have them all."""
    groups: list[dict[str, Edits]] = []
    for name, edits in cases.items():
        subjects = {edit.removeprefix("+ ").split()[0] for edit in edits}
        for group in groups:
            if subjects.isdisjoint(
                edit.removeprefix("+ ").split()[0] for others in group.values() for edit in others
            ):
                group[name] = edits
                break
        else:
            groups.append({name: edits})
    return groups


def judged(graphs: dict[str, ox.Store]) -> dict[str, list[Violation]]:
    """Judge many small graphs in one go."""
    cases = {f"case{i}": name for i, name in enumerate(graphs)}
    everything = ox.Store()
    for case, name in cases.items():
        everything.extend(moved(graphs[name], case))
    found: dict[str, list[Violation]] = {name: [] for name in graphs}
    for violation in validate(everything).violations:
        case_of = re.match(f"(?:_:|{BASE})(case[0-9]+)", violation.focus)
        assert case_of, violation
        found[cases[case_of[1]]].append(violation)
    return found


@pytest.fixture(scope="module")
def verdicts() -> dict[str, list[Violation]]:
    """What is found in the neighbourhood of each fault."""
    whole = {name: edited(edits) for name, edits in FAULTS.items()}
    return judged({n: g if n.endswith("SPARQL") else neighbourhood(g) for n, g in whole.items()})


def described(violations: list[Violation]) -> set[str]:
    """Name the constraints that were violated as faults.yaml names them."""
    shapes = shapes_graph()
    names = set()
    for violation in violations:
        shape = URIRef(violation.shape)
        component = violation.constraint.removeprefix(str(SH)).removesuffix("ConstraintComponent")
        sources = [
            query
            for query in shapes.objects(shape, SH.sparql)
            if component == "SPARQL" and as_pattern(str(shapes.value(query, SH.message))).fullmatch(violation.message)
        ]
        names |= {f"{str(source).removeprefix(SHAPES)} {component}" for source in sources or [shape]}
    return names


def as_pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{\\\?\w+\\}", "[^{}]+", re.escape(template)))


def all_constraints() -> set[str]:
    shapes = shapes_graph()
    named = [s for s in set(shapes.subjects()) if isinstance(s, URIRef)]
    queries = [q for q in set(shapes.objects(None, SH.sparql)) if isinstance(q, URIRef)]
    core = {
        f"{shape.removeprefix(SHAPES)} {component}"
        for shape in named
        for parameter, component in COMPONENTS.items()
        if shapes.value(shape, SH[parameter]) is not None
    }
    return core | {f"{query.removeprefix(SHAPES)} SPARQL" for query in queries}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_by_its_constraint(fault: str, verdicts: dict[str, list[Violation]]) -> None:
    assert fault in described(verdicts[fault])


@pytest.mark.parametrize("fault", FAULTS)
def test_the_message_of_a_fault_is_the_rule(fault: str, verdicts: dict[str, list[Violation]]) -> None:
    shape, component = fault.split()
    template = str(shapes_graph().value(URIRef(SHAPES + shape), SH.message))
    messages = [v.message for v in verdicts[fault] if fault in described([v])]
    assert messages
    assert all(as_pattern(template).fullmatch(message) for message in messages), component


def test_what_is_right_is_accepted() -> None:
    groups = together(ACCEPTED)
    assert sum(map(len, groups)) == len(ACCEPTED)
    found = judged({" / ".join(group): edited([e for edits in group.values() for e in edits]) for group in groups})
    assert {names: violations for names, violations in found.items() if violations} == {}


def test_the_good_graph_conforms() -> None:
    assert validate(HERE / "good.ttl").violations == ()


def test_every_constraint_has_a_fault_that_it_finds() -> None:
    assert all_constraints() - FAULTS.keys() == set()
    assert FAULTS.keys() - all_constraints() == set()


def test_the_shapes_are_valid_shacl() -> None:
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=shapes_graph(), meta_shacl=True, inference="none")
    assert conforms, text


def test_every_shape_has_a_message_and_a_severity() -> None:
    shapes = shapes_graph()
    for kind in (SH.NodeShape, SH.PropertyShape):
        for shape in shapes.subjects(RDF.type, kind):
            rules = list(shapes.objects(shape, SH.sparql)) or [shape]
            assert shapes.value(shape, SH.severity) == SH.Violation, shape
            for rule in rules:
                message = str(shapes.value(rule, SH.message))
                assert re.fullmatch(r"[A-Z].{20,}\.", message), (rule, message)


def test_every_message_is_of_one_shape_only() -> None:
    messages = [str(message) for message in shapes_graph().objects(None, SH.message)]
    assert len(messages) == len(set(messages))


def test_every_class_has_a_shape_in_a_file_of_its_name() -> None:
    for path in sorted(resource("shapes").glob("*.ttl")):
        if path.stem == "prefixes":
            continue
        targets = set(Graph().parse(path).objects(None, SH.targetClass))
        names = {re.sub("(?<=[a-z])(?=[A-Z])", "-", re.split("[#/]", str(t))[-1]).lower() for t in targets}
        assert path.stem in names or (path.stem == "concept" and {"indicator", "verdict"} < names), (path, names)
    targeted = set(shapes_graph().objects(None, SH.targetClass))
    classes = {name for name in vars(TE)["__annotations__"] if name[0].isupper()}
    assert {TE[name] for name in classes} - targeted == set()


def test_the_shapes_and_the_ontology_use_the_same_names() -> None:
    ours = {str(term) for triple in shapes_graph() for term in triple if str(term).startswith(TE.Fair[:-4])} - {
        TE.Fair[:-4]
    }
    known = {term.value for quad in ontology() for term in quad.triple if isinstance(term, ox.NamedNode)}
    assert ours - known == set()


def test_every_property_of_the_ontology_is_in_some_shape() -> None:
    paths = set(shapes_graph().objects(None, SH.path))
    properties = {name for name in vars(TE)["__annotations__"] if name[0].islower()}
    assert {TE[name] for name in properties} - paths == set()


def test_every_scope_either_has_a_name_or_has_none() -> None:
    lists = [scopes_of("Metric-scope-with-name"), scopes_of("Metric-scope-without-name")]
    assert sorted(lists[0] + lists[1]) == sorted(lists[0]) + sorted(set(lists[1])) or not set(lists[0]) & set(
        lists[1]
    )
    assert {*lists[0], *lists[1]} == {f"scope-{kind}" for kind in ScopeKind}


def scopes_of(shape: str) -> list[str]:
    text = (resource("shapes") / "metric.ttl").read_text(encoding="utf-8")
    block = text.split(f"tes:{shape} ")[1].split(" .\n")[0]
    return re.findall(r"[ (]te:(scope-[a-z0-9-]+)", block)


def test_indicators_named_in_the_shapes_exist() -> None:
    text = (resource("shapes") / "metric.ttl").read_text(encoding="utf-8")
    assert set(re.findall(r"te:indicator-([a-z-]+)", text)) <= set(Indicator)


def by_rdflib_alone(store: ox.Store) -> ValidationReport:
    merged = as_store(store)
    merged.extend(ontology())
    graph = Graph().parse(data=bytes(merged.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b""))
    _, results, _ = pyshacl.validate(graph, shacl_graph=shapes_graph(), inference="none")
    return read_report(results, {})


def test_pyshacl_on_rdflib_alone_says_the_same() -> None:
    faults = (
        "Edition-length-query SPARQL",
        "Edition-evidence-query SPARQL",
        "Edition-chain-order-query SPARQL",
        "Evidence-length-query SPARQL",
        "Derivation-stands-query SPARQL",
        "Change-direction In",
        "Metric-value-or-change MinCount",
        "Country-alpha2 Datatype",
        "Deal-value Datatype",
    )
    store = edited([edit for fault in faults for edit in FAULTS[fault]])
    ours, theirs = validate(store), by_rdflib_alone(store)
    assert described(list(ours.violations)) >= set(faults)
    assert ours.violations == theirs.violations
