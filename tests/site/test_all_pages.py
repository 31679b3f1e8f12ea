"""What holds of every page: valid, linked, in order, and nothing in it that a strict policy would refuse."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from pages import Page, parse, tag

from kg.site.site import STATIC, Site

# There are many pages of single statements, all made alike: so many of each kind are looked at.
STATEMENTS = {"metric": 12, "claim": 12, "difference": 12}
# A server has these beside the pages.
SERVED = {"graph.ttl"}


@pytest.fixture(scope="module")
def pages(sample: Site) -> dict[str, Page]:
    """All pages that can be reached from the start by links and forms."""
    found: dict[str, Page] = {}
    ahead = [""]
    while ahead:
        path = ahead.pop()
        kind = path.partition("/")[0]
        if path in found or sum(each.startswith(f"{kind}/") for each in found) >= STATEMENTS.get(kind, 10_000):
            continue
        document = sample.document(path)
        assert document is not None, f"a link leads to {path!r}, where nothing stands"
        if not document.media_type.startswith("text/html"):
            continue
        found[path] = parse(document.body.decode())
        ahead += [urlsplit(link).path[1:] for link in inner(found[path]) if not_served(link)]
    return found


def inner(page: Page) -> Iterator[str]:
    for link in page.links():
        if link.startswith("/"):
            yield link
        else:
            assert urlsplit(link).scheme in ("", "http", "https"), link
    yield from (form.get("action", "") for form in page.all("form"))


def not_served(link: str) -> bool:
    parts = urlsplit(link)
    return parts.path[1:] not in SERVED and not parts.query.startswith("format=")


def test_every_page_is_reached_from_the_start(sample: Site, pages: dict[str, Page]) -> None:
    missed = {path for path in sample.paths() if not path.startswith("data/")} - set(pages)
    assert missed == set()


def test_every_fragment_of_a_link_names_a_place_on_its_page(pages: dict[str, Page]) -> None:
    places = {path: {element.get("id") for element in page.all()} for path, page in pages.items()}
    lost = {
        (path, link)
        for path, page in pages.items()
        for link in page.links()
        if (fragment := urlsplit(link).fragment)
        and (place := urlsplit(link).path[1:] if link.startswith("/") else path) in places
        and fragment not in places[place]
    }
    assert lost == set()


def test_a_page_has_one_first_heading_and_no_heading_skips_a_level(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        levels = [int(tag(each)[1]) for each in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(below <= above + 1 for above, below in pairwise(levels)), (path, levels)


def test_names_of_places_are_unique_on_a_page(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        twice = {name: n for name, n in Counter(each.get("id") for each in page.all()).items() if name and n > 1}
        assert not twice, path


def test_nothing_is_inline_and_nothing_is_loaded_from_elsewhere(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        for element in page.all():
            assert tag(element) not in ("style", "iframe", "object", "embed", "base"), path
            assert not any(name == "style" or name.startswith("on") for name in element.attrib), path
            if tag(element) == "script":
                assert element.get("src", "").startswith("/static/"), path
                assert not (element.text or "").strip(), path
            if tag(element) in ("link", "img", "script", "source"):
                address = element.get("href") or element.get("src") or ""
                assert address.startswith(("/static/", "data:image/")), (path, address)
                if address.startswith("/static/"):
                    assert (STATIC / address.removeprefix("/static/")).is_file(), address


def test_labels_name_what_they_are_of(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        names = {element.get("id") for element in page.all()}
        for element in page.all():
            for attribute in ("aria-labelledby", "aria-describedby", "for"):
                assert set(element.get(attribute, "").split()) <= names, (path, attribute, element.attrib)


def test_each_page_tells_where_it_stands(pages: dict[str, Page]) -> None:
    titles = Counter(page.text("title")[0] for page in pages.values())
    assert pages["fairs"].text("title") == ["Fairs · expograph"]
    current = {path: [e for e in page.all("a") if e.get("aria-current")] for path, page in pages.items()}
    assert [e.text for e in current["fairs"]] == ["Fairs"]
    assert [(e.text, e.get("aria-current")) for e in current["country/CN"]] == [("Countries", "true")]
    assert current[""] == []
    assert len(titles) > 100


def test_styles_use_colours_by_name_only() -> None:
    text = (STATIC / "site.css").read_text(encoding="utf-8")
    rules = re.sub(r":root \{.*?\n  ?\}", "", text, flags=re.DOTALL)
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b", re.sub(r"@media print.*", "", rules, flags=re.DOTALL))
    assert "url(" not in text
    assert "@import" not in text


def test_what_is_not_there_is_said(sample: Site) -> None:
    for path in (
        "nothing",
        "fair/none",
        "editions/99",
        "fairs/1",
        "article/none",
        "country/XX",
        "about/x",
        "//",
        "a b",
    ):
        assert sample.document(path) is None, path
    page = parse(sample.notice("Not found", "Nothing is called <script>.").body.decode())
    assert "Nothing is called <script>." in page.text("p")
