"""The graph over HTTP: its pages, its nodes by their IRIs, and SPARQL by the engine Oxigraph, all of it read only."""
