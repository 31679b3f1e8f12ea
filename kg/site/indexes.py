"""The lists of all fairs, editions, organisations and articles, each in pages."""

from __future__ import annotations

from kg.site.paging import page_of
from kg.site.source import Source
from kg.site.views import Asked, View


def fairs(source: Source, asked: Asked) -> View | None:
    """Show the fairs by name."""
    paging = page_of(source.fairs, asked)
    return None if paging is None else View("fairs.html", _title("Fairs", paging.first), {"paging": paging})


def editions(source: Source, asked: Asked) -> View | None:
    """Show the editions, the newest first."""
    paging = page_of(source.editions, asked)
    return None if paging is None else View("editions.html", _title("Editions", paging.first), {"paging": paging})


def organizers(source: Source, asked: Asked) -> View | None:
    """Show the organisations by name."""
    paging = page_of(source.organizers, asked)
    return None if paging is None else View("organizers.html", _title("Organizers", paging.first), {"paging": paging})


def articles(source: Source, asked: Asked) -> View | None:
    """Show the articles, the newest first."""
    paging = page_of(source.articles, asked)
    return None if paging is None else View("articles.html", _title("Articles", paging.first), {"paging": paging})


def _title(name: str, first: int) -> str:
    """Tell the pages of a list apart by their titles.

    >>> _title("Fairs", 1), _title("Fairs", 101)
    ('Fairs', 'Fairs from no. 101')
    """
    return name if first <= 1 else f"{name} from no. {first:,}"
