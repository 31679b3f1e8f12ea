"""Pages read back by an HTML5 parser that takes no fault for granted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import html5lib

from kg.site.site import Site

_HTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True)
class Page:
    """A page: its text, and its elements in their order."""

    source: str
    root: Element

    def all(self, *tags: str) -> Iterator[Element]:
        """The elements with these tags; all where none are named."""
        for element in self.root.iter():
            if isinstance(element.tag, str) and (not tags or element.tag.removeprefix(_HTML) in tags):
                yield element

    def text(self, *tags: str) -> list[str]:
        """The words of elements, blanks folded."""
        return [words(element) for element in self.all(*tags)]

    def with_class(self, name: str) -> list[Element]:
        return [element for element in self.all() if name in element.get("class", "").split()]

    def with_id(self, name: str) -> Element:
        (found,) = (element for element in self.all() if element.get("id") == name)
        return found

    def links(self) -> list[str]:
        return [element.get("href", "") for element in self.all("a")]


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def tag(element: Element) -> str:
    return element.tag.removeprefix(_HTML)


def parse(text: str) -> Page:
    """Read a page. Fails at the first thing that the standard calls a parse error."""
    return Page(text, html5lib.HTMLParser(strict=True).parse(text))


def page(site: Site, path: str, **values: str) -> Page:
    """The page at a path."""
    document = site.document(path, values)
    assert document is not None, f"nothing stands at {path}"
    assert document.media_type.startswith("text/html")
    return parse(document.body.decode())
