"""The docs site: built with warnings as errors, complete, without a dead link, and without a request to anywhere."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import typer
from typer.core import TyperGroup

import kg
from kg.cli import app
from kg.graph.vocab import LABELS, te
from kg.model import FindingCode

pytest.importorskip("furo", reason="the docs extra is not installed")
pytestmark = pytest.mark.slow

_ROOT = Path(__file__).parents[1]
_IRIS = (*(value for name, value in vars(te).items() if not name.startswith("_")), *LABELS)
_TERMS = {iri.rpartition("#")[2] for iri in _IRIS}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass
class _Page(HTMLParser):
    """What the tests ask of a page."""

    text: str
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    assets: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    tables: list[list[str]] = field(default_factory=list)
    language: str | None = None

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "html":
            self.language = given.get("lang")
        elif tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag in _HEADINGS:
            self.headings.append(int(tag[1]))
        elif tag == "table":
            self.tables.append([])
        elif tag in ("th", "td") and self.tables:
            self.tables[-1].append(tag)
        if tag in ("script", "img", "iframe", "source", "audio", "video") and "src" in given:
            self.assets.append(given["src"])
        if tag == "link" and given.get("rel") not in ("next", "prev", "index", "search"):
            self.assets.append(given.get("href", ""))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-n", "-q", "-d", str(folder / "trees")]
    done = subprocess.run(
        [*command, str(_ROOT / "docs"), str(folder / "site")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder / "site"


@cache
def _page(path: Path) -> _Page:
    return _Page(path.read_text(encoding="utf-8"))


def _pages(site: Path) -> list[Path]:
    found = sorted(site.rglob("*.html"))
    assert len(found) > 20
    return found


def test_links_within_the_site_lead_somewhere(site: Path) -> None:
    dead = []
    for path in _pages(site):
        for link in _page(path).links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.is_file():
                dead.append(f"{path.relative_to(site)}: {link}")
            elif parts.fragment and unquote(parts.fragment) not in _page(target).ids:
                dead.append(f"{path.relative_to(site)}: {link}, no such place in it")
    assert dead == []


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for path in _pages(site):
        for asset in _page(path).assets:
            parts = urlsplit(asset)
            assert parts.scheme in ("", "data"), f"{path.relative_to(site)}: {asset}"
            assert not parts.netloc, f"{path.relative_to(site)}: {asset}"
    for path in site.rglob("*.css"):
        assert not re.search(r"(url\(|@import)\s*[\"']?(https?:)?//", path.read_text(encoding="utf-8")), path


def test_all_public_names_are_described(site: Path) -> None:
    assert {f"kg.{name}" for name in kg.__all__} - set(_page(site / "reference" / "python.html").ids) == set()


def test_all_commands_and_options_are_described(site: Path) -> None:
    page = _page(site / "reference" / "commands.html")
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    assert {f"kg-{name}" for name, each in group.commands.items() if not each.hidden} - set(page.ids) == set()
    for command in group.commands.values():
        for parameter in command.params:
            for option in (each for each in parameter.opts if each.startswith("--")):
                assert option in page.text, f"{command.name} {option}"


@pytest.mark.parametrize("name", ["ontology.html", "trade-event.html"])
def test_each_term_has_its_place_under_its_own_name(site: Path, name: str) -> None:
    assert len(_TERMS) > 150
    assert _TERMS - set(_page(site / "reference" / name).ids) == set()


def test_the_stand_alone_page_needs_no_other_file(site: Path) -> None:
    page = _page(site / "reference" / "trade-event.html")
    assert page.assets == []
    assert all(link.startswith(("#", "https://")) for link in page.links)


def test_all_shapes_rules_and_saved_queries_are_shown(site: Path) -> None:
    ontology = _page(site / "reference" / "ontology.html").text
    for path in (*(_ROOT / "shapes").glob("*.ttl"), *(_ROOT / "ontology" / "rules").glob("*.rq")):
        if path.stem != "prefixes":
            assert path.name in ontology, path
    queries = _page(site / "reference" / "queries.html")
    assert {query.name for query in kg.saved_queries()} - set(queries.ids) == set()


def test_all_findings_are_explained(site: Path) -> None:
    text = _page(site / "bad-input.html").text
    assert [code.value for code in FindingCode if f">{code.value}<" not in text] == []


def test_pages_can_be_read_by_ear(site: Path) -> None:
    """Headings go down one step at a time, tables have headers, names of places are unique, the language is told."""
    for path in _pages(site):
        page, name = _page(path), path.relative_to(site).as_posix()
        assert page.language, name
        assert page.headings.count(1) == 1 or name == "search.html", name  # whose heading comes with the results
        steps = zip(page.headings, page.headings[1:], strict=False)
        assert all(later <= earlier + 1 for earlier, later in steps), f"{name}: {page.headings}"
        assert all("th" in cells for cells in page.tables), name
        assert len(page.ids) == len(set(page.ids)), f"{name}: {[i for i in page.ids if page.ids.count(i) > 1]}"
