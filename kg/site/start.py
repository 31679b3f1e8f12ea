"""The page to start from: what is in the graph, what is new in it, and where its articles disagree."""

from __future__ import annotations

from kg.site.disputes import conflicts
from kg.site.source import Source
from kg.site.views import Asked, View

_MOST_FAIRS = 12
_MOST_EDITIONS = 8
_MOST_CONFLICTS = 3


def view(source: Source, asked: Asked) -> View | None:
    """Show the numbers, the fairs that most is known of, the newest editions and the largest conflicts."""
    if asked.path:
        return None
    fairs = sorted(source.fairs, key=lambda fair: (-fair.articles, fair.label.casefold(), fair.node.value))
    values = {
        "compared": source.checks.compared,
        "fair_count": len(source.fairs),
        "country_count": len(source.countries),
        "organizer_count": len(source.organizers),
        "fairs": fairs[:_MOST_FAIRS],
        "editions": source.editions[:_MOST_EDITIONS],
        "conflicts": conflicts(source)[:_MOST_CONFLICTS],
        "conflict_count": source.checks.kinds.get("conflict", 0),
    }
    return View("start.html", "Trade fairs, with their sources", values)
