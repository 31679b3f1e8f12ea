"""The graph as a network in XML, for programs that draw networks: GraphML and GEXF."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter
from networkx.readwrite.graphml import write_graphml_xml
from pyoxigraph import Store

from kg.graph.network import to_networkx

# What XML 1.0, section 2.2, cannot hold in any spelling, and the carriage return, which its readers change.
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml(store: Store) -> bytes:
    """Write GraphML; edges are numbered, since the ids of an XML document must differ from each other."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number, edge in enumerate(_begin(network, to_networkx(store))):
        network.add_edge(edge.source, edge.target, key=f"e{number}", **edge.values)
    out = BytesIO()
    write_graphml_xml(network, out)
    return out.getvalue() + b"\n"


def gexf(store: Store) -> bytes:
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
