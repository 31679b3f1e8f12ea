"""The explorer in a browser: it starts, grows, closes, filters and is found by keyboard, and shows text as text."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pyoxigraph import Literal, NamedNode, Quad, Store

import kg
from kg.graph.curies import curie
from kg.site import explorer
from kg.site.links import FileLinks, file_name
from kg.site.site import STATIC, Site
from kg.site.source import Source

BASE = "https://example.org/kg/"
HOSTILE = (
    "<img src=x onerror=alert(1)>\"; DROP TABLE fairs; --<script>alert(2)</script> ' \u202e {{7*7}} " + "long" * 60
)


def nodes(page: Page) -> Locator:
    return page.locator("#list li")


def in_list(page: Page, name: str) -> Locator:
    return page.locator("#list li").filter(has=page.get_by_role("button", name=name, exact=True))


def test_it_starts_at_a_fair_and_grows(page: Page, sample: str, picture: Callable[[Page, str], None]) -> None:
    page.goto(f"{sample}/explore")
    expect(page.locator("#panel-title")).to_have_text("China International Import Expo")
    expect(nodes(page)).to_have_count(11)
    expect(page.locator("[data-count=edition]")).to_have_text("8")
    in_list(page, "China International Import Expo 2023 (6th)").get_by_role("button", name="Open").click()
    expect(page.locator("[data-count=metric]")).not_to_have_text("0")
    grown = nodes(page).count()
    assert grown > 30
    page.locator("#explorer").evaluate("(each) => each.scrollIntoView()")
    picture(page, "explorer")
    in_list(page, "China International Import Expo 2023 (6th)").get_by_role("button", name="Close").click()
    expect(nodes(page)).to_have_count(11)


def test_more_of_what_had_no_room(page: Page, sample: str) -> None:
    page.goto(f"{sample}/explore?node=edition/ciie/6")
    expect(nodes(page)).to_have_count(31)
    page.get_by_role("button", name="more around it").click()
    expect(nodes(page)).to_have_count(38)
    expect(page.locator("#summary")).to_contain_text("38 nodes")


def test_the_drawing_holds_what_the_list_holds(page: Page, sample: str) -> None:
    page.goto(f"{sample}/explore?node=fair/ciie")
    expect(nodes(page)).to_have_count(11)
    canvas = page.locator("#canvas canvas").last
    box = canvas.bounding_box()
    assert box is not None
    assert box["height"] > 300
    # Cytoscape draws on three canvases; the one with the nodes is not blank.
    drawn = page.evaluate(
        """() => Math.max(...[...document.querySelectorAll("#canvas canvas")].map((each) => {
          const data = each.getContext("2d").getImageData(0, 0, each.width, each.height).data;
          return data.filter((value, place) => place % 4 === 3 && value > 0).length;
        }))"""
    )
    assert drawn > 2000


def test_clicks_in_the_drawing_choose_and_open(page: Page, sample: str) -> None:
    page.goto(f"{sample}/explore?node=fair/ciie")
    expect(nodes(page)).to_have_count(11)
    in_list(page, "China International Import Expo").get_by_role("button", name="Close").click()
    expect(nodes(page)).to_have_count(1)
    page.get_by_role("button", name="Fit").click()
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    # The one node is in the middle, with its name below it.
    page.locator("#canvas").dblclick(position={"x": box["width"] / 2, "y": box["height"] / 2 - 40})
    expect(nodes(page)).to_have_count(11)
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Zoom out").click()
    page.get_by_role("button", name="Arrange anew").click()


def test_quotes_lead_into_their_articles(page: Page, sample: str) -> None:
    page.goto(f"{sample}/explore?node=edition/ciie/6")
    quote = page.locator("#panel blockquote").first
    expect(quote.locator("mark")).not_to_be_empty()
    assert re.search(r"/article/[\w-]+#char=\d+,\d+$", quote.locator("a").get_attribute("href") or "")
    expect(page.get_by_role("link", name="Open page")).to_have_attribute("href", "/edition/ciie/6")


def test_kinds_can_be_left_out(page: Page, sample: str) -> None:
    page.goto(f"{sample}/explore?node=edition/ciie/6")
    expect(page.locator("[data-count=article]")).to_have_text("7")
    page.get_by_role("checkbox", name="Articles").uncheck()
    expect(page.locator("[data-count=article]")).to_have_text("0")
    page.reload()
    expect(page.get_by_role("checkbox", name="Articles")).not_to_be_checked()
    expect(page.locator("[data-count=article]")).to_have_text("0")


def test_the_address_holds_the_state_and_the_way_back_works(page: Page, sample: str) -> None:
    page.goto(f"{sample}/explore?node=fair/ciie")
    expect(nodes(page)).to_have_count(11)
    in_list(page, "Ministry of Commerce of China").get_by_role("button", name="Open").click()
    expect(nodes(page)).not_to_have_count(11)
    grown = nodes(page).count()
    page.go_back()
    expect(nodes(page)).to_have_count(11)
    page.go_forward()
    expect(nodes(page)).to_have_count(grown)
    page.reload()
    expect(nodes(page)).to_have_count(grown)
    in_list(page, "China International Import Expo 2018 (1st)").get_by_role("button").first.click()
    page.get_by_role("button", name="Start here").click()
    expect(page.locator("#list .is-chosen")).to_contain_text("2018 (1st)")
    assert "node=edition" in page.url


def test_an_iri_names_a_node_too_and_an_unknown_one_is_said_to_be(page: Page, sample: str) -> None:
    page.goto(f"{sample}/explore?node={BASE}country/CN")
    expect(page.locator("#panel-title")).to_have_text("China")
    page.goto(f"{sample}/explore?node=fair/<b>none</b>")
    expect(page.locator(".notice[role=status]")).to_have_text("This graph has no node “fair/<b>none</b>” to draw.")
    expect(nodes(page)).to_have_count(11)


def test_all_of_it_by_keyboard(page: Page, sample: str) -> None:
    page.goto(f"{sample}/explore?node=fair/ciie")
    expect(nodes(page)).to_have_count(11)
    page.locator("#canvas").focus()
    page.keyboard.press("ArrowRight")
    chosen = page.locator("#panel-title")
    expect(chosen).not_to_have_text("China International Import Expo")
    page.keyboard.press("Enter")
    expect(nodes(page)).not_to_have_count(11)
    page.keyboard.press("Enter")
    expect(nodes(page)).to_have_count(11)
    page.keyboard.press("Tab")  # into the panel, and on to the list
    for _ in range(60):
        if page.evaluate("document.activeElement.closest('#list') !== null"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")  # closes the fair, and the focus stays
    expect(nodes(page)).to_have_count(1)
    expect(page.locator(":focus")).to_have_attribute("aria-expanded", "false")


def test_a_node_is_found_by_its_name(page: Page, sample: str) -> None:
    page.goto(f"{sample}/explore")
    field = page.get_by_role("combobox", name="Start from")
    field.fill("hannover messe")
    expect(page.get_by_role("option").first).to_contain_text("Hannover Messe")
    field.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    expect(page.locator("#panel-title")).to_have_text("Hannover Messe")
    assert "node=fair" in page.url
    field.fill("<b>nothing of this name")
    expect(page.get_by_role("option")).to_have_text("Nothing is found")
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_text_from_articles_is_text(page: Page, serve: Callable[[Store], str]) -> None:
    page.goto(f"{serve(hostile_store())}/explore")
    expect(page.locator("#panel-title")).to_contain_text("<img src=x onerror=alert(1)>")
    expect(page.locator("#list")).to_contain_text("<script>alert(2)</script>")
    assert page.locator("main img, main script").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def hostile_store() -> Store:
    """A fair whose names are written to do harm, with so many editions that they cannot all be drawn."""
    store = Store()
    fair = NamedNode(f"{BASE}fair/x")
    quads = [Quad(fair, curie("rdf:type"), curie("te:Fair")), Quad(fair, curie("rdfs:label"), Literal(HOSTILE))]
    for number in range(1, 601):
        edition = NamedNode(f"{BASE}edition/x/{number}")
        quads += [
            Quad(edition, curie("rdf:type"), curie("te:Edition")),
            Quad(edition, curie("te:editionOf"), fair),
            Quad(edition, curie("rdfs:label"), Literal(f"{number} {HOSTILE}")),
        ]
    store.bulk_extend(quads)
    return store


def test_a_node_with_many_around_it_is_drawn_in_part(page: Page, serve: Callable[[Store], str]) -> None:
    page.goto(f"{serve(hostile_store())}/explore")
    expect(nodes(page)).to_have_count(31)
    expect(page.locator("#summary")).to_contain_text("570 more")
    page.get_by_role("button", name="more of 570 around it").click()
    expect(nodes(page)).to_have_count(61)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_no_serious_fault(
    page: Page, sample: str, faults: Callable[[Page], list[str]], scheme: str, width: int
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{sample}/explore?node=edition/ciie/6")
    expect(nodes(page)).to_have_count(31)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.fixture(scope="session")
def folder(sample_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The explorer of the sample articles in a folder of files, with all that it reads."""
    build = kg.open(sample_build)
    site = Site(Source(build.store, build.base, lambda article: None), FileLinks, live=False)
    out = tmp_path_factory.mktemp("folder")
    for path in (*explorer.paths(site.source), "data/search.json"):
        file, found = out / file_name(path), site.document(path)
        assert found is not None
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(found.body)
    shutil.copytree(STATIC, out / "static")
    return out


def test_a_folder_of_files_can_be_explored(page: Page, folder: Path) -> None:
    handler = partial(QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        page.goto(f"{address}/explore.html?node=edition/ciie/6")
        expect(nodes(page)).to_have_count(31)
        expect(page.get_by_role("link", name="Open page")).to_have_attribute("href", "edition/ciie/6.html")
        # A folder has no data and no pages of single figures: they are shown and not opened.
        figure = page.locator("#list li").filter(has_text="exhibitors: 3,486")
        expect(figure.get_by_role("button")).to_have_count(1)
        figure.get_by_role("button").click()
        expect(page.locator("#panel-title")).to_have_text("exhibitors: 3,486")
        expect(page.get_by_role("link", name="Open page")).to_have_count(0)
        page.get_by_role("combobox").fill("canton")
        expect(page.get_by_role("option").first).to_contain_text("China Import and Export Fair")
        server.shutdown()


class QuietHandler(SimpleHTTPRequestHandler):
    """Answers with the files of a folder, and logs nothing."""

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_files_opened_from_a_disk_say_what_they_need(page: Page, folder: Path) -> None:
    page.goto((folder / "explore.html").as_uri())
    expect(page.locator("#explorer-notice")).to_contain_text("Open this folder through a web server")
    expect(page.locator("#canvas")).to_be_hidden()


def test_without_javascript_there_is_a_way_on(browser: Browser, sample: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{sample}/explore?node=fair/ciie")
    assert "switched off" in page.content()
    assert page.locator("noscript a").get_attribute("href") == "/fair/ciie"
    expect(page.locator("#explorer")).to_be_hidden()
    context.close()
