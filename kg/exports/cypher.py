"""The graph as a script of Cypher that fills an empty Neo4j, or brings one up to date that an earlier script filled.

Nodes and relationships are those of the network, see `kg.graph.network`: a label a kind, the IRI as the key. What
comes from articles stands in string literals only, a record a line; no name of a label, a relationship or a property
is made from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby, islice
from operator import itemgetter
from typing import NamedTuple

from pyoxigraph import Store

from kg.graph.network import KINDS, Value, to_networkx

_BATCH = 500  # records a statement: some hundred kilobytes, which every client takes
_DAYS = frozenset({"start_date", "end_date", "published"})
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_ESCAPES = {"'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\", "\\u": "\\\\' + 'u"}
# Quotes and backslashes; control characters, what some readers end a line at, and the marks of order and direction.
_ESCAPED = re.compile("\\\\u?|['\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def cypher(store: Store) -> bytes:
    """Write the script."""
    return "".join(_script(store)).encode("utf-8", "surrogatepass")


def _script(store: Store) -> Iterator[str]:
    network = to_networkx(store)
    kinds = {node: str(kind) for node, kind in network.nodes(data="kind")}
    yield "// Trade fairs, for Neo4j 5 and later: cypher-shell -f FILE. It may be run again.\n"
    for kind in KINDS:
        yield f"CREATE CONSTRAINT kg_{kind} IF NOT EXISTS FOR (n:{_label(kind)}) REQUIRE n.iri IS UNIQUE;\n"
    nodes = [(kinds[node], _record({"iri": node}, values)) for node, values in network.nodes(data=True)]
    for kind, records in groupby(nodes, key=itemgetter(0)):
        merge = f"MERGE (n:{_label(kind)} {{iri: row.iri}}) SET n += row.values"
        yield from _statements((record for _, record in records), merge)
    links = [
        (_Link(values["kind"], kinds[a], kinds[b]), _record({"a": a, "b": b, "key": key}, values))
        for a, b, key, values in network.edges(keys=True, data=True)
    ]
    for link, found in groupby(sorted(links, key=itemgetter(0)), key=itemgetter(0)):
        merge = (
            f"MATCH (a:{_label(link.source)} {{iri: row.a}}) MATCH (b:{_label(link.target)} {{iri: row.b}})\n"
            f"MERGE (a)-[r:{link.kind.upper()} {{key: row.key}}]->(b) SET r += row.values"
        )
        yield from _statements((record for _, record in found), merge)


class _Link(NamedTuple):
    kind: str
    source: str
    target: str


def _label(kind: str) -> str:
    return kind.capitalize()


def _statements(records: Iterator[str], end: str) -> Iterator[str]:
    """Write records in batches, each with what is done with it."""
    while batch := list(islice(records, _BATCH)):
        rows = ",\n  ".join(batch)
        yield f"UNWIND [\n  {rows}\n] AS row\n{end};\n"


# --- literals ---


def _record(keys: Mapping[str, str], values: Mapping[str, Value]) -> str:
    named = [f"{name}: {_text(value)}" for name, value in keys.items()]
    others = [f"{name}: {_literal(name, value)}" for name, value in values.items() if name not in ("kind", *keys)]
    return f"{{{', '.join(named)}, values: {{{', '.join(others)}}}}}"


def _literal(name: str, value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return repr(value).replace("e+", "e")  # a sign before the exponent is none of openCypher
    return f"date({_text(value)})" if name in _DAYS and _DAY.fullmatch(value) else _text(value)


def _text(text: str) -> str:
    r"""Write a string literal; control characters are escaped.

    Neo4j resolves escapes such as \u0027 before it reads literals, and the backslash that would guard one may be
    overlooked: a literal ends between a backslash and the "u" after it.

    >>> print(_text("an 'a'\nor C:\\dir"), _text("\\u0027"))
    'an \'a\'\nor C:\\dir' '\\' + 'u0027'
    """
    written = _ESCAPED.sub(lambda found: _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04x}", text)
    return f"'{written}'"
