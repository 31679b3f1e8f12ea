import html.parser
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.articles import read_articles
from kg.export import export
from kg.graph.iris import DEFAULT_BASE, segment
from kg.pipeline import assemble
from kg.site.folder import write_pages
from kg.site.links import FileLinks, file_name
from kg.site.source import Source

SAMPLE = Path(__file__).parents[2] / "sources/articles/ciie-6-close.txt"


@pytest.fixture(scope="module")
def source() -> Source:
    sources = read_articles([SAMPLE])
    texts = {article.id: article.text for article in sources.articles}
    return Source(assemble(sources)[1], DEFAULT_BASE, texts.get)


class References(html.parser.HTMLParser):
    """All addresses that a page links to or loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src", "action") and value]


def broken_links(folder: Path) -> Iterator[tuple[str, str]]:
    for page in sorted(folder.rglob("*.html")):
        references = References()
        references.feed(page.read_text(encoding="utf-8"))
        for address in references.found:
            parts = urlsplit(address)
            if parts.scheme in ("http", "https"):
                continue
            if parts.path and not (page.parent / unquote(parts.path)).is_file():
                yield page.relative_to(folder).as_posix(), address


def test_every_link_of_the_folder_leads_to_a_file_of_it(source: Source, tmp_path: Path) -> None:
    write_pages(source, tmp_path)
    assert (tmp_path / "edition/ciie/6.html").is_file()
    assert "3,486 exhibitors</mark>" in (tmp_path / "article/ciie-6-close.html").read_text(encoding="utf-8")
    assert list(broken_links(tmp_path)) == []


def test_pages_are_an_export(source: Source, tmp_path: Path) -> None:
    export(source.store, "html", tmp_path / "pages", source.text_of)
    assert (tmp_path / "pages/index.html").is_file()
    export(source.store, "html", tmp_path / "pages")
    assert "3,486 exhibitors</mark>" not in (tmp_path / "pages/article/ciie-6-close.html").read_text(encoding="utf-8")


@given(st.text(), st.text())
def test_no_name_of_an_article_leaves_its_folder(one: str, other: str) -> None:
    here, there = (f"article/{segment(name)}" for name in (one, other))
    file = file_name(there)
    assert file.count("/") == 1
    assert len(Path(file).name.encode()) < 255
    # A browser decodes a link once, and finds the file.
    assert unquote(FileLinks(here).page(there)) == Path(file).name
    assert (file_name(here) == file) == (here == there)
