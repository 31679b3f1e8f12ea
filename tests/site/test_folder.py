import html.parser
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.articles import read_articles
from kg.errors import OutputError
from kg.graph.iris import DEFAULT_BASE, segment
from kg.pipeline import assemble
from kg.site.folder import write_folder
from kg.site.links import FileLinks, file_name
from kg.site.source import Source

SAMPLE = Path(__file__).parents[2] / "sources/articles/ciie-6-close.txt"


@pytest.fixture(scope="module")
def source() -> Source:
    sources = read_articles([SAMPLE])
    texts = {article.id: article.text for article in sources.articles}
    return Source(assemble(sources)[1], DEFAULT_BASE, texts.get)


def silent(stage: str, done: int, total: int) -> None:
    pass


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
    count = write_folder(source, tmp_path / "pages", silent)
    assert count >= 5
    assert (tmp_path / "pages/edition/ciie/6.html").is_file()
    assert list(broken_links(tmp_path / "pages")) == []


def test_a_folder_of_pages_is_replaced(source: Source, tmp_path: Path) -> None:
    out = tmp_path / "pages"
    write_folder(source, out, silent)
    (out / "fair/of-last-year.html").write_text("old")
    write_folder(source, out, silent)
    assert not (out / "fair/of-last-year.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["pages"]


def test_a_folder_of_something_else_is_left_alone(source: Source, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("dear")
    with pytest.raises(OutputError, match="not empty"):
        write_folder(source, tmp_path / "mine", silent)
    with pytest.raises(OutputError, match="a file stands"):
        write_folder(source, tmp_path / "mine/letter.txt", silent)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_what_fails_leaves_the_old_pages(source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "pages"
    write_folder(source, out, silent)
    before = sorted(path.relative_to(out) for path in out.rglob("*"))
    rename = Path.rename

    def full(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(OutputError, match="no space left"):
        write_folder(source, out, silent)
    assert sorted(path.relative_to(out) for path in out.rglob("*")) == before
    assert [path.name for path in tmp_path.iterdir()] == ["pages"]


@given(st.text(), st.text())
def test_no_name_of_an_article_leaves_its_folder(one: str, other: str) -> None:
    here, there = (f"article/{segment(name)}" for name in (one, other))
    file = file_name(there)
    assert file.count("/") == 1
    assert len(Path(file).name.encode()) < 255
    # A browser decodes a link once, and finds the file.
    assert unquote(FileLinks(here).page(there)) == Path(file).name
    assert (file_name(here) == file) == (here == there)
