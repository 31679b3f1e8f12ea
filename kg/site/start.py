"""The page to start from."""

from __future__ import annotations

from kg.site.source import Source
from kg.site.views import Asked, View


def view(source: Source, asked: Asked) -> View:
    """Show the fairs."""
    return View("start.html", "Trade fairs", {"fairs": source.fairs})
