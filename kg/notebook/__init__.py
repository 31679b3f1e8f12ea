"""How a graph shows itself in a notebook: as tables of pandas, at a glance, drawn, and to explore."""
