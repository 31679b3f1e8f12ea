"""The graph in other formats: the syntaxes of RDF, and GraphML and GEXF for programs that draw networks.

Each format gives the same bytes for the same graph.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter
from networkx.readwrite.graphml import write_graphml_xml
from pyoxigraph import Quad, RdfFormat, Store, serialize

from kg.errors import OutputError
from kg.graph.curies import compact, curie
from kg.graph.network import to_networkx
from kg.graph.store import all_triples, write_turtle
from kg.graph.vocab import PREFIXES

_TYPE = curie("rdf:type").value
# What XML 1.0, section 2.2, cannot hold in any spelling, and the carriage return, which its readers change.
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Format:
    """A format of `export`: what it is, in a few words, and how a graph is written in it."""

    about: str
    write: Callable[[Store], bytes]

    def __str__(self) -> str:
        return self.about


def export(store: Store, to: str, path: Path) -> None:
    """Write a graph to a file in the format named `to`; the file appears whole or not at all.

    A link is followed; a device or a pipe, such as /dev/stdout, is written to as it is. Raises `OutputError` where
    there is no such format or the file cannot be written.
    """
    if to not in FORMATS:
        raise OutputError(path, f"there is no format {to!r}; the formats are {', '.join(sorted(FORMATS))}")
    data = FORMATS[to].write(store)
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        target = path.resolve()
        with TemporaryDirectory(prefix=".kg-part-", dir=target.parent) as aside:
            part = Path(aside, target.name)
            part.write_bytes(data)
            part.replace(target)
    except OSError as error:
        raise OutputError(path, f"cannot be written ({(error.strerror or type(error).__name__).lower()})") from error


# --- RDF ---


def _lines(store: Store) -> bytes:
    """Write a statement a line, sorted. In a graph without graph names, N-Triples are N-Quads too."""
    lines = {f"{triple} .\n" for triple in all_triples(store)}
    return "".join(sorted(lines)).encode()


def _json_ld(store: Store) -> bytes:
    """Write flattened JSON-LD with the prefixes of graph.ttl as its context."""
    quads = sorted({Quad(t.subject, t.predicate, t.object) for t in all_triples(store)}, key=str)
    nodes = json.loads(serialize(quads, format=RdfFormat.JSON_LD) or b"[]")
    document = {"@context": dict(PREFIXES), "@graph": [_compacted(node) for node in nodes]}
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _compacted(value: Any) -> Any:
    if isinstance(value, list):
        return [_compacted(item) for item in value]
    if not isinstance(value, dict):
        return value
    named = {key: (compact(value[key]) or value[key]) for key in ("@id", "@type") if key in value}
    types = [_compacted(item)["@id"] for item in value.get(_TYPE, ())]
    rest = {compact(key) or key: _compacted(item) for key, item in value.items() if key not in (*named, _TYPE)}
    return {**named, **({"@type": types} if types else {}), **rest}


# --- networks ---


def _graphml(store: Store) -> bytes:
    """Write GraphML; edges are numbered, since the ids of an XML document must differ from each other."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number, edge in enumerate(_begin(network, to_networkx(store))):
        network.add_edge(edge.source, edge.target, key=f"e{number}", **edge.values)
    out = BytesIO()
    write_graphml_xml(network, out)
    return out.getvalue() + b"\n"


def _gexf(store: Store) -> bytes:
    """Write GEXF, without the day of writing that networkx would put in it."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for edge in _begin(network, to_networkx(store)):
        network.add_edge(edge.source, edge.target, key=edge.key, **edge.values)
    writer = GEXFWriter(graph=network)
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)
    out = BytesIO()
    writer.write(out)
    return out.getvalue() + b"\n"


@dataclass(frozen=True, slots=True)
class _Edge:
    source: str
    target: str
    key: str
    values: dict[str, Any]


def _begin(copy: nx.MultiDiGraph[str], network: nx.MultiDiGraph[str]) -> Iterator[_Edge]:
    """Copy the nodes of a network as XML can hold them, and give its edges."""
    copy.add_nodes_from((node, _for_xml(values)) for node, values in network.nodes(data=True))
    for source, target, key, values in network.edges(keys=True, data=True):
        yield _Edge(source, target, _NOT_XML.sub("\ufffd", key), _for_xml(values))


def _for_xml(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _NOT_XML.sub("\ufffd", v) if isinstance(v, str) else v for name, v in values.items()}


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "ttl": Format("Turtle, sorted and prefixed for reading", write_turtle),
        "nt": Format("N-Triples, a statement a line", _lines),
        "nq": Format("N-Quads, a statement a line", _lines),
        "trig": Format("TriG, of which Turtle is a part", write_turtle),
        "jsonld": Format("JSON-LD, flattened, with the prefixes as its context", _json_ld),
        "graphml": Format("GraphML, for networkx, Gephi, yEd and Cytoscape", _graphml),
        "gexf": Format("GEXF, for Gephi and networkx", _gexf),
    }
)
