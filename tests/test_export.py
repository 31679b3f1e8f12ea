from __future__ import annotations

import json
import os
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import networkx as nx
import pyoxigraph
import pytest
import rdflib
from odd_graph import ODD, odd_store
from rdflib.compare import isomorphic

from kg.errors import OutputError
from kg.export import FORMATS, export
from kg.exports.networks import gexf
from kg.exports.rdf import nt, ttl
from kg.graph.network import to_networkx
from kg.graph.store import all_triples, make_store, to_rdflib

RDF = {"ttl": "turtle", "nt": "nt", "nq": "nquads", "trig": "trig", "jsonld": "json-ld"}


@pytest.fixture(scope="module")
def store() -> pyoxigraph.Store:
    return odd_store()


def test_every_format_is_tested_here() -> None:
    assert {*RDF, "graphml", "gexf", "cypher", "csv", "parquet", "html"} == set(FORMATS)
    assert all(each.about and str(each).startswith(each.about) for each in FORMATS.values())


# rdflib's own readers of data sets use what it has deprecated.
@pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph)[. ]:DeprecationWarning")
@pytest.mark.parametrize("to", RDF)
def test_rdflib_reads_the_same_triples(store: pyoxigraph.Store, tmp_path: Path, to: str) -> None:
    path = tmp_path / f"graph.{to}"
    export(store, to, path)
    dataset = rdflib.Dataset()
    dataset.parse(path, format=RDF[to])
    found = rdflib.Graph()
    found += [(s, p, o) for s, p, o, _ in dataset.quads()]
    assert len(found) == len(store)
    assert isomorphic(found, to_rdflib(store))


@pytest.mark.parametrize("to", RDF)
def test_oxigraph_reads_the_same_triples(store: pyoxigraph.Store, tmp_path: Path, to: str) -> None:
    path = tmp_path / f"graph.{to}"
    export(store, to, path)
    assert {quad.triple for quad in pyoxigraph.parse(path=str(path))} == set(all_triples(store))


def test_json_ld_is_short_and_nested(store: pyoxigraph.Store, tmp_path: Path) -> None:
    export(store, "jsonld", tmp_path / "g.jsonld")
    document = json.loads((tmp_path / "g.jsonld").read_text(encoding="utf-8"))
    assert document["@context"]["te"] == "https://w3id.org/trade-event#"
    (fair,) = [node for node in document["@graph"] if "Fair" in node.get("type", ())]
    assert (fair["id"], fair["label"], fair["altLabel"]) == ("fair/linen", ODD, ["Lin", "Linen Fair"])
    first, second = fair["editions"]
    assert (first["ordinal"], first["year"]) == (1, "2019")
    assert second["type"] == ["Edition", "ExhibitionEvent"]
    assert "editionOf" not in second
    figures = {figure.get("value"): figure for figure in second["figures"]}
    assert figures["7.25"]["change"]["percent"] == "6.7"
    assert figures["7.25"]["change"]["comparedWith"] == "edition/linen/1"
    (article,) = [node for node in document["@graph"] if node["id"] == "article/b"]
    assert [quote["exact"] for quote in article["quotes"]] == ["two"]


Values = tuple[tuple[str, object], ...]


def plain(values: dict[str, object]) -> Values:
    """Attributes as XML can hold them, without what readers add."""
    kept = {name: value for name, value in values.items() if name != "id"}
    changed = {
        n: v.replace("\x0c", "\ufffd").replace("\x01", "\ufffd") if isinstance(v, str) else v for n, v in kept.items()
    }
    return tuple(sorted(changed.items()))


def content(network: nx.MultiDiGraph[str]) -> tuple[dict[str, Values], list[tuple[str, str, Values]]]:
    nodes = {node: plain(values) for node, values in network.nodes(data=True)}
    edges = sorted(((s, t, plain(values)) for s, t, values in network.edges(data=True)), key=repr)
    return nodes, edges


def read_network(path: Path) -> nx.MultiDiGraph[str]:
    read = nx.read_graphml(path, force_multigraph=True) if path.suffix == ".graphml" else nx.read_gexf(path)
    assert isinstance(read, nx.MultiDiGraph)
    return read


@pytest.mark.parametrize("to", ["graphml", "gexf"])
def test_networkx_reads_back_every_node_edge_and_value(store: pyoxigraph.Store, tmp_path: Path, to: str) -> None:
    path = tmp_path / f"graph.{to}"
    export(store, to, path)
    read, network = read_network(path), to_networkx(store)
    assert read.is_directed()
    assert read.is_multigraph()
    assert (read.number_of_nodes(), read.number_of_edges()) == (len(network), network.number_of_edges())
    assert content(read) == content(network)
    assert network.number_of_edges() > 20


@pytest.mark.parametrize("to", ["graphml", "gexf"])
def test_no_two_edges_share_an_id(store: pyoxigraph.Store, tmp_path: Path, to: str) -> None:
    path = tmp_path / f"graph.{to}"
    export(store, to, path)
    ids = [element.get("id") for element in ET.parse(path).iter() if element.tag.endswith("}edge")]
    assert len(ids) == to_networkx(store).number_of_edges()
    assert len(set(ids)) == len(ids)
    assert None not in ids


def test_networks_hold_no_day_of_writing(store: pyoxigraph.Store) -> None:
    assert b"lastmodified" not in gexf(store)
    assert str(date.today()).encode() not in gexf(store)


@pytest.mark.parametrize("to", FORMATS)
def test_the_same_graph_gives_the_same_bytes(store: pyoxigraph.Store, tmp_path: Path, to: str) -> None:
    export(store, to, tmp_path / "one")
    export(make_store(sorted(all_triples(store), key=str, reverse=True)), to, tmp_path / "other")
    one, other = contents(tmp_path / "one"), contents(tmp_path / "other")
    assert one
    assert one == other


def contents(path: Path) -> dict[str, bytes]:
    files = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file())
    return {str(file.relative_to(path)): file.read_bytes() for file in files}


@pytest.mark.parametrize("to", FORMATS)
def test_an_empty_graph_is_written_too(tmp_path: Path, to: str) -> None:
    export(pyoxigraph.Store(), to, tmp_path / "empty")
    assert (tmp_path / "empty").exists()


# --- files ---


def test_an_unknown_format_names_those_there_are(store: pyoxigraph.Store, tmp_path: Path) -> None:
    with pytest.raises(
        OutputError,
        match="no format 'xlsx'; the formats are csv, cypher, gexf, graphml, html, jsonld, nq, nt, parquet, trig",
    ):
        export(store, "xlsx", tmp_path / "x.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_stands_there_is_replaced_and_nothing_else_is_left(
    store: pyoxigraph.Store, tmp_path: Path
) -> None:
    (tmp_path / "g.nt").write_text("old")
    with (tmp_path / "g.nt").open() as someone_reading:
        export(store, "nt", tmp_path / "g.nt")
        assert someone_reading.read() == "old"
    assert (tmp_path / "g.nt").read_bytes() == nt(store)
    assert [path.name for path in tmp_path.iterdir()] == ["g.nt"]


def test_a_failed_write_leaves_the_old_file(
    store: pyoxigraph.Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    (tmp_path / "g.nt").write_text("old")
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputError, match="no space left"):
        export(store, "nt", tmp_path / "g.nt")
    assert (tmp_path / "g.nt").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["g.nt"]


def test_a_link_is_followed(store: pyoxigraph.Store, tmp_path: Path) -> None:
    (tmp_path / "real.nt").write_text("old")
    (tmp_path / "link.nt").symlink_to("real.nt")
    export(store, "nt", tmp_path / "link.nt")
    assert (tmp_path / "link.nt").is_symlink()
    assert (tmp_path / "real.nt").read_bytes() == nt(store)


def test_a_pipe_is_written_to(store: pyoxigraph.Store) -> None:
    read, write = os.pipe()
    with os.fdopen(read, "rb") as source:
        empty = pyoxigraph.Store()
        export(empty, "ttl", Path(f"/dev/fd/{write}"))
        os.close(write)
        assert source.read() == ttl(empty)


@pytest.mark.parametrize("where", ["no/such/folder/g.nt", "."])
def test_a_place_that_cannot_be_written(store: pyoxigraph.Store, tmp_path: Path, where: str) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        export(store, "nt", tmp_path / where)


# --- folders ---


def test_a_folder_is_made_and_replaced_whole(store: pyoxigraph.Store, tmp_path: Path) -> None:
    export(store, "csv", tmp_path / "tables")
    (tmp_path / "tables/old.csv").write_text("of an earlier version")
    export(store, "csv", tmp_path / "tables")
    names = {path.name for path in (tmp_path / "tables").iterdir()}
    assert {"editions.csv", "csv-metadata.json"} <= names
    assert "old.csv" not in names
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def test_an_empty_folder_is_filled(store: pyoxigraph.Store, tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    export(store, "csv", tmp_path / "tables")
    assert (tmp_path / "tables/editions.csv").is_file()


def test_a_folder_of_someone_else_is_left_alone(store: pyoxigraph.Store, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("dear")
    with pytest.raises(OutputError, match="did not write is left as it is"):
        export(store, "csv", tmp_path / "mine")
    assert contents(tmp_path / "mine") == {"letter.txt": b"dear"}


def test_a_file_where_a_folder_should_go(store: pyoxigraph.Store, tmp_path: Path) -> None:
    (tmp_path / "g").write_text("old")
    with pytest.raises(OutputError, match="something else stands there"):
        export(store, "csv", tmp_path / "g")
    assert (tmp_path / "g").read_text() == "old"


def test_a_failed_folder_leaves_the_old_one(
    store: pyoxigraph.Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    export(store, "csv", tmp_path / "tables")
    before = contents(tmp_path / "tables")
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputError, match="no space left"):
        export(pyoxigraph.Store(), "csv", tmp_path / "tables")
    assert contents(tmp_path / "tables") == before
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]
