from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize
from rdflib.compare import isomorphic
from sample import FACTS, registry

from kg.graph.curies import curie
from kg.graph.iris import slug
from kg.graph.triples import triples
from kg.graph.turtle import natural_key, turtle

BASE = "https://example.org/kg/"
XSD = "http://www.w3.org/2001/XMLSchema#"
LABEL = curie("rdfs:label")


def facts_graph(base: str = BASE) -> set[Triple]:
    return set(triples(FACTS, registry(), base))


def read(text: bytes) -> set[Triple]:
    return {quad.triple for quad in parse(text, format=RdfFormat.TURTLE)}


def ntriples(found: set[Triple]) -> list[str]:
    return sorted((serialize(found, format=RdfFormat.N_TRIPLES) or b"").decode().splitlines())


def blocks(text: bytes) -> list[str]:
    return [part.split(" ")[0] for part in text.decode().split("\n\n") if part.startswith(("<", "te:"))]


# --- others read it ---


@pytest.mark.parametrize("base", [BASE, "https://example.org/fairs#", "http://localhost:8000/"])
def test_oxigraph_and_rdflib_read_the_same_triples_back(base: str) -> None:
    found = facts_graph(base)
    text = turtle(found, base)
    assert read(text) == found
    plain = rdflib.Graph().parse(data="\n".join(ntriples(found)), format="nt")
    assert isomorphic(rdflib.Graph().parse(data=text, format="turtle"), plain)


@pytest.mark.parametrize(
    ("program", "options"),
    [("rapper", ["-q", "-i", "turtle", "-o", "ntriples"]), ("serdi", ["-q", "-o", "ntriples"])],
)
def test_readers_that_share_no_code_with_ours_agree(program: str, options: list[str], tmp_path: Path) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    path = tmp_path / "graph.ttl"
    path.write_bytes(turtle(facts_graph(), BASE))
    done = subprocess.run([program, *options, str(path)], capture_output=True, check=True)
    assert {quad.triple for quad in parse(done.stdout, format=RdfFormat.N_TRIPLES)} == facts_graph()


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
PATHS = st.sampled_from(
    [
        *[
            "fair/a",
            "fair/../b",
            "fair/.",
            "fair//a",
            "a:b/c",
            "fair/a:b",
            "",
            "fair/",
            "#x",
            "?q",
            "fair/a?b=/c",
            "//x/y",
        ],
        *[
            "article/a#char=1,2",
            "fair/é",
            "fair/%2E%2E",
            "fair/..",
            "fair/...",
            "../x",
            "/x",
            "fair/a/./b",
            "metric/a#b?c",
        ],
    ]
)


def literals() -> st.SearchStrategy[Literal]:
    lexical = st.one_of(
        st.sampled_from(["6", "007", "-0", "+5", "6.70", ".5", "5.", "1e3", "٣", " 6", "", "6\n"]), TEXTS
    )
    kinds = st.sampled_from(["integer", "decimal", "gYear", "string", "anyURI", "boolean", "double"])
    typed = st.builds(lambda text, kind: Literal(text, datatype=NamedNode(XSD + kind)), lexical, kinds)
    return st.one_of(typed, st.builds(Literal, TEXTS), st.builds(lambda text: Literal(text, language="en-gb"), TEXTS))


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.lists(st.tuples(PATHS, PATHS, literals()), max_size=6))
def test_any_terms_come_back_as_they_were(rows: list[tuple[str, str, Literal]]) -> None:
    found = {Triple(NamedNode(BASE + path), NamedNode(BASE + "p/" + slug(path)), term) for path, _, term in rows}
    found |= {Triple(NamedNode(BASE + path), LABEL, NamedNode(BASE + other)) for path, other, _ in rows}
    assert read(turtle(found, BASE)) == found


@settings(max_examples=40, derandomize=True, deadline=None)
@given(st.lists(st.tuples(PATHS, PATHS), min_size=1, max_size=6))
def test_rdflib_resolves_names_to_the_same_iris(rows: list[tuple[str, str]]) -> None:
    found = {Triple(NamedNode(BASE + path), LABEL, NamedNode(BASE + other)) for path, other in rows}
    names = {(str(s), str(o)) for s, _, o in rdflib.Graph().parse(data=turtle(found, BASE), format="turtle")}
    assert names == {(BASE + path, BASE + other) for path, other in rows}


def test_nodes_without_names_are_still_turtle() -> None:
    found = {Triple(BlankNode("b1"), LABEL, BlankNode("b2"))}
    assert len(read(turtle(found, BASE))) == 1


# --- the same bytes, in an order for readers ---


def test_the_order_of_input_does_not_matter() -> None:
    found = sorted(facts_graph(), key=str)
    assert turtle(found, BASE) == turtle(reversed(found), BASE) == turtle(found + found, BASE)


def test_the_hash_seed_does_not_matter() -> None:
    program = "import sys, test_turtle as t; sys.stdout.buffer.write(t.turtle(t.facts_graph(), t.BASE))"
    texts = []
    for seed in ("1", "2"):
        paths = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[2])])
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths}
        texts.append(
            subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True).stdout
        )
    assert texts[0] == texts[1] == turtle(facts_graph(), BASE)


def test_sections_stand_in_their_order() -> None:
    headings = [line for line in turtle(facts_graph(), BASE).decode().splitlines() if line.startswith("# ")]
    assert headings == [
        *[
            "# Fairs",
            "# Editions",
            "# Figures",
            "# Deals",
            "# Organisations",
            "# Speakers",
            "# Cities",
            "# Countries",
        ],
        *["# Code lists", "# Articles", "# Evidence", "# Claims"],
    ]


def test_editions_stand_by_number_and_figures_by_edition() -> None:
    edition = curie("te:Edition")
    found = {Triple(NamedNode(f"{BASE}edition/x/{n}"), curie("rdf:type"), edition) for n in (10, 9, 100, 2)}
    assert blocks(turtle(found, BASE)) == [f"<edition/x/{n}>" for n in (2, 9, 10, 100)]
    shorter_first = {Triple(NamedNode(f"{BASE}fair/{name}"), LABEL, Literal("x")) for name in ("a-uk", "a", "a/b")}
    assert blocks(turtle(shorter_first, BASE)) == ["<fair/a>", "<fair/a-uk>", "<fair/a/b>"]
    figures = set()
    for name, number in (("a", 10), ("b", 9)):
        node = NamedNode(f"{BASE}metric/{name}")
        figures |= {
            Triple(node, curie("rdf:type"), curie("te:Metric")),
            Triple(node, curie("te:about"), NamedNode(f"{BASE}edition/x/{number}")),
        }
    assert blocks(turtle(figures, BASE)) == ["<metric/b>", "<metric/a>"]


def test_a_change_stands_after_its_figure() -> None:
    order = blocks(turtle(facts_graph(), BASE))
    parts = [name for name in order if name.endswith(("#change>", "#also>"))]
    assert len(parts) == 3
    for part in parts:
        figure = part.partition("#")[0] + ">"
        assert order.index(part) > order.index(figure)
        between = order[order.index(figure) + 1 : order.index(part)]
        assert all(other.startswith(figure[:-1]) for other in between)


def test_a_block_starts_with_its_class_and_its_label() -> None:
    text = turtle(facts_graph(), BASE).decode()
    assert (
        "<edition/harbour-expo/7> a te:Edition, schema:ExhibitionEvent ;\n"
        '    rdfs:label "Harbour Expo 2024 (7th)" ;\n'
        "    te:editionOf <fair/harbour-expo> ;\n"
        "    te:ordinal 7 ;\n"
        '    te:year "2024"^^xsd:gYear .\n'
    ) in text


def test_only_prefixes_that_are_used_are_declared() -> None:
    text = turtle({Triple(NamedNode(BASE + "fair/a"), LABEL, Literal("A"))}, BASE).decode()
    assert text == (
        f"@base <{BASE}> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\n"
        '# Other nodes\n\n<fair/a> rdfs:label "A" .\n'
    )


def test_numbers_of_any_length_are_ordered() -> None:
    texts = ["a9" + "9" * 5000, "a10", "a2", "a02", "b1", "a"]
    assert sorted(texts, key=natural_key) == ["a", "a02", "a2", "a10", "a9" + "9" * 5000, "b1"]
