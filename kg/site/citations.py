"""The quotes behind a statement, each in the context of its article, with the article's headline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.answers import readable
from kg.graph.iris import segment
from kg.site.quotes import Context, in_context
from kg.site.source import Source
from kg.statements import Quote

_MOST = 12  # quotes of one statement that are told with their context
_HEADLINE = NamedNode("https://schema.org/headline")


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote with the words around it, and the headline of its article, empty where that has none."""

    quote: Quote
    context: Context
    headline: str


@dataclass(frozen=True, slots=True)
class Cited:
    """The first quotes of a statement, those of copies after all others; `more` are left out."""

    quotes: tuple[Citation, ...] = ()
    more: int = 0


class Citations:
    """Makes the citations of one page; a text or headline that many statements need is looked up once."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._texts: dict[str, str | None] = {}
        self._headlines: dict[str, str] = {}

    def cite(self, quotes: Iterable[Quote], most: int = _MOST) -> Cited:
        """Return the first of some quotes in their context."""
        ordered = sorted(quotes, key=lambda quote: (bool(quote.copy_of), quote.published or "9999", quote))
        return Cited(tuple(map(self._citation, ordered[:most])), max(0, len(ordered) - most))

    def _citation(self, quote: Quote) -> Citation:
        article = quote.article
        if article not in self._texts:
            self._texts[article] = self._source.text_of(article)
        context = in_context(self._texts[article], quote.start, quote.end, quote.words)
        return Citation(quote, context, self._headline(article))

    def _headline(self, article: str) -> str:
        if article not in self._headlines:
            node = NamedNode(f"{self._source.base}article/{segment(article)}")
            found = (quad.object for quad in self._source.store.quads_for_pattern(node, _HEADLINE, None, None))
            words = sorted(readable(each.value) for each in found if isinstance(each, Literal))
            self._headlines[article] = words[0] if words else ""
        return self._headlines[article]
