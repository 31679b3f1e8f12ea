"""What the graph holds, what it was made with, and how to take it along."""

from __future__ import annotations

from kg.site.source import Source
from kg.site.views import Asked, View

# The formats of `kg export --to`, for whom each is.
FORMATS = {
    "ttl": "Turtle, for people and for RDF stores",
    "nq": "N-Quads, for RDF stores",
    "trig": "TriG, for RDF stores",
    "jsonld": "JSON-LD, for programs of the web",
    "graphml": "GraphML, for yEd, Cytoscape and networkx",
    "gexf": "GEXF, for Gephi",
    "csv": "tables for spreadsheets and for R",
    "parquet": "typed tables for pandas, DuckDB and Spark",
    "cypher": "statements for Neo4j",
    "html": "these pages as a folder of files",
}


def view(source: Source, asked: Asked) -> View | None:
    """Show what the graph holds and how it is to be read."""
    if asked.rest:
        return None
    counts = source.checks.compared
    numbers = {
        "fairs": len(source.fairs),
        "editions": counts.editions,
        "figures": counts.figures,
        "claims": counts.claims,
        "articles": counts.articles,
        "organisations": len(source.organizers),
        "countries": len(source.countries),
        "triples": source.size,
    }
    return View("about.html", "About this graph", {"numbers": numbers, "base": source.base, "formats": FORMATS})
