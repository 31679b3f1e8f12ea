from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from kg.graph import vocab, vocab_source
from kg.graph.vocab import TE, te
from kg.model import Bound, DifferenceKind, Indicator, Mode, Predicate, RankRule, ScopeKind, Status, Verdict
from kg.resources import resource


def test_module_is_what_the_ontology_gives() -> None:
    written = Path(vocab.__file__).read_text(encoding="utf-8")
    anew = vocab_source.module_text(vocab_source.read_terms(resource("ontology")))
    assert written == anew, "run `python -m kg.graph.vocab_source` after a change of the ontology"


def test_a_new_term_of_the_ontology_reaches_the_module(tmp_path: Path) -> None:
    for path in resource("ontology").glob("*.ttl"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "more.ttl").write_text(
        "<https://w3id.org/trade-event#stand> a <http://www.w3.org/2002/07/owl#Class> ;"
        " <http://www.w3.org/2000/01/rdf-schema#isDefinedBy> <https://w3id.org/trade-event> ."
    )
    text = vocab_source.module_text(vocab_source.read_terms(tmp_path))
    assert "    stand: URIRef\n" in text
    assert '    stand: Final = "https://w3id.org/trade-event#stand"\n' in text


def test_namespace_is_closed() -> None:
    assert TE.editionOf == URIRef("https://w3id.org/trade-event#editionOf")
    assert TE["indicator-visits"] == URIRef(vocab.INDICATORS["visits"])
    with pytest.raises(AttributeError, match="edtionOf"):
        str(TE.edtionOf)


def test_strings_and_namespace_agree() -> None:
    strings = {name: value for name, value in vars(te).items() if not name.startswith("__")}
    assert strings
    assert {name: str(TE[name]) for name in strings} == strings


@pytest.mark.parametrize(
    ("codes", "listed"),
    [
        (Indicator, vocab.INDICATORS),
        (Bound, vocab.BOUNDS),
        (Status, vocab.STATUSES),
        (ScopeKind, vocab.SCOPES),
        (Mode, vocab.MODES),
        (RankRule, vocab.RANK_RULES),
        (DifferenceKind, vocab.DIFFERENCE_KINDS),
        (Verdict, vocab.VERDICTS),
    ],
)
def test_code_lists_are_those_of_the_model(codes: type[Indicator], listed: dict[str, str]) -> None:
    assert set(listed) == {code.value for code in codes}
    assert all(iri in vocab.LABELS for iri in listed.values())


def test_predicates_of_the_model_are_properties() -> None:
    assert {predicate.value for predicate in Predicate} <= set(vars(te))


def test_prefixes_are_those_of_the_ontology_files() -> None:
    graph = Graph(bind_namespaces="none")
    for path in sorted(resource("ontology").glob("*.ttl")):
        graph.parse(path)
    bound = {prefix: str(iri) for prefix, iri in graph.namespaces()}
    shared = set(bound) & set(vocab.PREFIXES)
    assert {"te", "schema", "prov", "oa", "skos"} <= shared
    assert {prefix: bound[prefix] for prefix in shared} == {prefix: vocab.PREFIXES[prefix] for prefix in shared}
