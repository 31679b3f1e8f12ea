"""The graph in the hand of an analyst: opened, asked, handed to pandas and networkx, drawn in a notebook.

What only a notebook needs is imported when it is asked for.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Store

from kg.graph.store import load_store, to_rdflib
from kg.query import QueryResult, run_query

if TYPE_CHECKING:
    import networkx
    import pandas
    import rdflib

    from kg.notebook.drawing import Drawing
    from kg.notebook.explorer import Explorer


class Graph:
    """A graph of trade fairs. As the last line of a cell in a notebook it shows what is in it.

    `store` is the graph itself, of pyoxigraph.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    @classmethod
    def open(cls, path: str | Path) -> Graph:
        """Open the graph of a build's directory, or an RDF file whose name tells its syntax (.ttl, .nq, .jsonld).

        Args:
            path: the directory or the file.

        Raises:
            NotABuildError: a directory without a graph.
            SourceError: a file that cannot be read, or is not of its syntax.
        """
        return cls(load_store(path))

    # --- asking ---

    def query(self, query: str | Path) -> QueryResult:
        """Run a saved query by its name, a .rq file or SPARQL text; see `kg.query.run_query`.

        Returns pyoxigraph's result: solutions for SELECT, a boolean for ASK, triples for CONSTRUCT and DESCRIBE.

        Raises:
            QueryError: no such query, not SPARQL, or one that reads anything but this graph.
        """
        return run_query(self.store, query)

    def table(self, query: str | Path) -> pandas.DataFrame:
        """Run a SELECT query as `query` does, and return its solutions as a DataFrame, a column a variable.

        Whole numbers and years come as Int64, days as datetime64, IRIs and words as string. Decimals come as float64,
        to count and draw with; `query` has them to the last digit. A column of values of several types is text, and
        so is one in which some days are known to the month only.

        Raises:
            QueryError: as for `query`, and for one that is no SELECT query.
            KgError: pandas is missing.
        """
        from kg.notebook.tables import to_table

        return to_table(self.query(query))

    def find(self, name: str) -> str:
        """Return the IRI of the node that `name` means.

        Args:
            name: a fair or an edition as people call it ("CIIE", "sixth CIIE", "CIIE 2023"), or the IRI of any node.

        Raises:
            KgError: there is none, with the nearest names, or there are several.
        """
        from kg.neighbours import find_node

        return find_node(self.store, name)

    # --- handing over ---

    def rdflib(self) -> rdflib.Graph:
        """Return the graph as one of rdflib."""
        return to_rdflib(self.store)

    def networkx(self) -> networkx.MultiDiGraph[str]:
        """Return the graph as a typed MultiDiGraph: kind, label and values are attributes of its nodes."""
        from kg.graph.network import to_networkx

        return to_networkx(self.store)

    def save(self, path: str | Path) -> None:
        """Write the graph to a file, in the format that its name ends in: .ttl, .nq, .jsonld, .graphml, .gexf.

        Raises `OutputError` where there is no such format or the file cannot be written.
        """
        from kg.export import export

        export(self.store, Path(path).suffix.removeprefix(".").lower(), Path(path))

    # --- showing ---

    def plot(self, node: str, depth: int = 1, most: int = 40) -> Drawing:
        """Draw what stands around a node; the drawing shows itself in a notebook.

        Args:
            node: as for `find`.
            depth: how many steps away from it nodes may be.
            most: how many nodes are drawn; of what has no room the number is told.

        Raises:
            KgError: as for `find`.
        """
        from kg.neighbours import neighbourhood
        from kg.notebook.drawing import Drawing

        return Drawing(neighbourhood(self.store, self.find(node), depth, most))

    def explore(self, node: str, depth: int = 2, most: int = 150) -> Explorer:
        """Show what stands around a node as a picture that can be moved, searched, and opened node by node.

        Args:
            node: as for `find`.
            depth: how many steps away from it nodes may be.
            most: how many nodes it holds; it starts with those beside `node`.

        Raises:
            KgError: as for `find`.
        """
        from kg.neighbours import neighbourhood
        from kg.notebook.explorer import Explorer

        return Explorer(neighbourhood(self.store, self.find(node), depth, most))

    def __len__(self) -> int:
        return len(self.store)

    def __repr__(self) -> str:
        from kg.notebook.glance import counts, in_words

        told = [in_words(kind, number) for kind, number in counts(self.store).items()]
        return f"<kg.Graph: {', '.join([*told, f'{len(self):,} triples'])}>"

    def _repr_html_(self) -> str:
        from kg.notebook.glance import to_html

        return to_html(self.store)
