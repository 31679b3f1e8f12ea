"""The fast judge gives pySHACL's verdicts: on every planted fault, on the samples, on graphs damaged at random."""

from pathlib import Path
from random import Random

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, RDFS, SH, BNode, URIRef
from rdflib.term import Node
from sample import FACTS, registry
from test_shapes import ACCEPTED, FAULTS, HERE, edited, moved, neighbourhood, together

from kg.errors import KgError, SourceError
from kg.graph import fast_judge
from kg.graph.fast_judge import fast_validate
from kg.graph.infer import infer, schema
from kg.graph.judge import as_store, shapes_graph, validate
from kg.graph.report import Violation, render, report_turtle
from kg.graph.store import make_store
from kg.graph.triples import triples

GOOD = as_store(HERE / "good.ttl")
OTHER_DATATYPES = "string integer decimal double date gYear gYearMonth anyURI boolean".split()
OTHER_TEXTS = (
    "",
    " ",
    "0",
    "-7",
    "007",
    "1000",
    "12.50",
    "2023-02-30",
    "2100-13",
    "down",
    'a "b" \\ {?end}\t\u00e9\n!',
)
TYPE, SUBCLASS = ox.NamedNode(str(RDF.type)), ox.NamedNode(str(RDFS.subClassOf))
KINDS = [ox.NamedNode(kind) for kind in sorted({q.object.value for q in GOOD.quads_for_pattern(None, TYPE, None)})]  # type: ignore[union-attr]
COMPARISONS = {SH.lessThan, SH.minInclusive, SH.minExclusive, SH.maxInclusive, SH.maxExclusive}
XSD = "http://www.w3.org/2001/XMLSchema#"


def has_blank_node(store: ox.Store) -> bool:
    return any(isinstance(term, ox.BlankNode) for quad in store for term in (quad.subject, quad.object))


@pytest.fixture(autouse=True, scope="module")
def owlrl_has_run() -> None:
    """A build infers before it judges, and owlrl makes rdflib stricter with literals for the rest of the process."""
    schema()


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the fast judge leave nothing to pySHACL: else the two could agree because they are one."""

    def refuse(_: ox.Store) -> None:
        raise AssertionError("left to pySHACL")

    monkeypatch.setattr(fast_judge, "validate", refuse)


def agree(store: ox.Store) -> tuple[Violation, ...]:
    """Compare the two judges on a graph; return the violations."""
    ours, theirs = fast_validate(store), validate(store)
    assert ours == theirs
    assert render(ours) == render(theirs)
    return ours.violations


# --- every constraint, what is accepted, the samples ---


@pytest.mark.usefixtures("alone")
def test_every_planted_fault_is_judged_alike() -> None:
    planted = {name: edited(edits) for name, edits in FAULTS.items()}
    kept = [name for name, store in planted.items() if not has_blank_node(store)]
    assert len(kept) > len(planted) * 3 / 4
    everything = ox.Store()
    for number, name in enumerate(kept):
        store = planted[name] if name.endswith("SPARQL") else neighbourhood(planted[name])
        everything.extend(moved(store, f"case{number}"))
    assert len(agree(everything)) >= len(kept)


@pytest.mark.usefixtures("alone")
def test_the_report_in_rdf_is_the_same() -> None:
    store = edited([*FAULTS["Edition-length-query SPARQL"], *FAULTS["Deal-value Datatype"]])
    assert report_turtle(fast_validate(store)) == report_turtle(validate(store))


@pytest.mark.usefixtures("alone")
def test_what_is_right_is_accepted() -> None:
    for group in together(ACCEPTED):
        store = edited([edit for edits in group.values() for edit in edits])
        if not has_blank_node(store):
            assert fast_validate(store).violations == ()
    assert fast_validate(GOOD).conforms
    assert fast_validate(ox.Store()).conforms


@pytest.mark.usefixtures("alone")
def test_the_graph_of_the_samples_conforms() -> None:
    store = make_store(triples(FACTS, registry()))
    infer(store)
    assert fast_validate(store).conforms


# --- damage at random ---


def damaged(seed: int, wounds: int) -> ox.Store:
    """Return the good graph after some triples were dropped, copied to other nodes, or had their objects changed."""
    random = Random(seed)
    quads = sorted(GOOD, key=str)
    nodes = sorted({quad.subject for quad in quads}, key=str)
    store = ox.Store()
    store.extend(quads)
    for _ in range(wounds):
        s, p, o, _ = quad = random.choice(quads)
        other = random.choice(quads)
        wound = random.choice(("drop", "copy", "move", "retype", "rewrite", "speak", "reclass", "subclass", "lead"))
        match wound:
            case "drop":
                store.remove(quad)
            case "copy":
                store.add(ox.Quad(random.choice(nodes), p, o))
            case "move":
                store.remove(quad)
                store.add(ox.Quad(s, p, other.object))
            case "retype" if isinstance(o, ox.Literal):
                datatype = random.choice(OTHER_DATATYPES)
                store.add(ox.Quad(s, p, ox.Literal(o.value, datatype=ox.NamedNode(XSD + datatype))))
            case "rewrite" if isinstance(o, ox.Literal):
                store.remove(quad)
                store.add(ox.Quad(s, p, ox.Literal(random.choice(OTHER_TEXTS), datatype=o.datatype)))
            case "speak" if isinstance(o, ox.Literal):
                store.add(ox.Quad(s, p, ox.Literal(f"{o.value}!", language=random.choice(("en", "fr-CA")))))
            case "reclass":
                store.add(ox.Quad(s, TYPE, random.choice(KINDS)))
            case "subclass":
                store.add(ox.Quad(random.choice(KINDS), SUBCLASS, random.choice(KINDS)))
            case _:
                store.add(ox.Quad(s, other.predicate, random.choice(nodes)))
    return store


def compares(violation: Violation) -> bool:
    """Tell whether a shape, or a part of it, compares values: rdflib puts some of different kinds in an order."""
    shapes = shapes_graph()
    pending: list[Node] = [URIRef(violation.shape)]
    seen = set(pending)
    while pending:
        for _, predicate, term in shapes.triples((pending.pop(), None, None)):
            if predicate in COMPARISONS:
                return True
            if isinstance(term, BNode) and term not in seen:
                seen.add(term)
                pending.append(term)
    return False


# rdflib warns of some literals and takes them; as an error the warning would make them ill-typed.
@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.usefixtures("alone")
@settings(max_examples=8, derandomize=True, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 60))
def test_damage_at_random_is_judged_alike(seed: int, wounds: int) -> None:
    store = damaged(seed, wounds)
    ours, theirs = fast_validate(store), validate(store)
    patterns = {
        (v.focus, v.path, v.value) for v in ours.violations if v.constraint.endswith("#PatternConstraintComponent")
    }
    missed = set(theirs.violations) - set(ours.violations)
    # The engine takes any text as an xsd:gYear; such a value breaks the shape's pattern all the same.
    assert {
        v for v in missed if not (v.value or "").endswith("#gYear>") or (v.focus, v.path, v.value) not in patterns
    } == set()
    assert ours.conforms == theirs.conforms
    assert {v for v in set(ours.violations) - set(theirs.violations) if not compares(v)} == set()


# --- where the two differ, or one stands in for the other ---


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(
            '<country/DE> te:alpha2 "DE\\n"', id="a pattern's $ is the very end, not a line break before it"
        ),
        pytest.param(
            '<edition/toy/6> te:ordinal "2023-11-05"^^xsd:date', id="no day is less than a number, nor is it greater"
        ),
    ],
)
def test_the_fast_judge_is_the_stricter_where_they_differ(edit: str) -> None:
    store = edited([edit])
    assert set(fast_validate(store).violations) > set(validate(store).violations)


def test_a_graph_with_blank_nodes_is_left_to_pyshacl() -> None:
    for name in ("Fair NodeKind", "Article-publisher NodeKind"):
        store = edited(FAULTS[name])
        assert has_blank_node(store)
        found = [v for v in fast_validate(store).violations if "_:" in (v.focus + (v.value or ""))]
        assert found
        names = {str(term) for quad in store for term in (quad.subject, quad.object)}
        assert {v.focus if v.focus.startswith("_:") else v.value for v in found} <= names


def test_words_that_look_like_a_blank_node_are_not_one() -> None:
    text = "\n_:b <https://x.org/> _:c .\n"
    store = edited([f"<edition/toy/6> te:theme {ox.Literal(text)}", f"<claim/theme> rdf:object {ox.Literal(text)}"])
    assert fast_judge._BLANK_NODE.search(fast_judge._n_triples(store)) is None


def test_pyshacl_judges_where_there_is_no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    store = edited(FAULTS["Country-alpha2 Pattern"])
    expected = fast_validate(store)
    monkeypatch.setattr(fast_judge, "shacl", None)
    assert fast_validate(store) == expected


def test_a_file_and_named_graphs_are_judged_too(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_text('<https://x.org/c> <https://w3id.org/trade-event#alpha2> "de" <https://x.org/g> .\n', "utf-8")
    with path.open("a", encoding="utf-8") as lines:
        lines.write(f"<https://x.org/c> <{RDF.type}> <https://w3id.org/trade-event#Country> <https://x.org/h> .\n")
    assert {v.focus for v in fast_validate(path).violations} == {"https://x.org/c"}
    store = ox.Store()
    store.load(path=path)
    assert fast_validate(store).violations == fast_validate(path).violations
    with pytest.raises(SourceError, match="cannot be read"):
        fast_validate(tmp_path / "missing.ttl")


def test_triples_about_triples_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "star.ttl"
    path.write_text("<https://x.org/a> <https://x.org/says> <<( <https://x.org/b> a <https://x.org/C> )>> .", "utf-8")
    with pytest.raises(KgError, match="triples about triples"):
        fast_validate(path)
    assert fast_validate(edited(['<edition/toy/5> rdfs:label "a <<( b"'])).conforms


def test_judging_changes_nothing() -> None:
    store = edited(FAULTS["Edition-label MinCount"])
    before = set(store)
    fast_validate(store)
    assert set(store) == before
