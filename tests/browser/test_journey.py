"""A reader's way through the pages: from the start to an edition, to a figure, to the words in the article."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from watched import Watch

# A page of each kind, by its path.
PAGES = {
    "start": "",
    "fairs": "fairs",
    "editions": "editions",
    "countries": "countries",
    "organizers": "organizers",
    "articles": "articles",
    "checks": "checks",
    "about": "about",
    "search": "search?q=import+expo",
    "fair": "fair/ciie",
    "edition": "edition/ciie/6",
    "country": "country/CN",
    "city": "city/CN/shanghai",
    "organizer": "organizer/ciie-bureau",
    "article": "article/ciie-6-close",
    "explore": "explore?node=fair/ciie",
    "query": "query",
    "queries": "queries",
    "saved-query": "queries/deal-value-by-edition",
    "missing": "no-such-page",
}
# What the browser logs for the page that says that there is none.
MISSING = "the server responded with a status of 404"


def test_from_the_start_to_the_words_of_an_article(
    page: Page, sample: str, picture: Callable[[Page, str], None]
) -> None:
    page.goto(sample)
    picture(page, "start")
    page.locator("main").get_by_role("link", name="China International Import Expo", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("China International Import Expo")
    picture(page, "fair")
    page.get_by_role("region", name="Editions").get_by_role("link", name="2023 (6th)").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("China International Import Expo 2023 (6th)")

    figure = page.locator("details", has_text="3,486 exhibitors").first
    figure.locator("summary").click()
    quote = figure.locator("blockquote").first
    expect(quote.locator("mark")).to_have_text("3,486 exhibitors")
    expect(quote).to_contain_text("In the business exhibition 3,486 exhibitors from 128 countries")
    expect(quote).to_contain_text("Harbour Wire, 10 Nov 2023")
    figure.scroll_into_view_if_needed()
    picture(page, "edition")

    quote.get_by_role("link", name="in the article").click()
    assert page.url.endswith("/article/ciie-6-close#char=449,465")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sixth CIIE sets a record with $78.41 billion")
    words = page.locator("mark:target, :target mark, :target + mark").first
    expect(words).to_have_text("3,486 exhibitors")
    expect(words).to_be_in_viewport()
    picture(page, "article")


def test_search_leads_to_a_fair_by_any_of_its_names(page: Page, sample: str) -> None:
    page.goto(sample)
    page.get_by_role("banner").get_by_role("searchbox").fill("canton fair")
    page.keyboard.press("Enter")
    page.locator("main").get_by_role("link", name="China Import and Export Fair", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("China Import and Export Fair")


def test_the_graph_grows_from_a_fair(page: Page, sample: str) -> None:
    page.goto(f"{sample}/fair/ciie")
    page.get_by_role("link", name="Explore the graph from here").click()
    shown = page.get_by_role("region", name="All nodes shown")
    edition = shown.get_by_role("listitem").filter(has_text="China International Import Expo 2023 (6th)")
    expect(edition).to_be_visible()
    before = shown.get_by_role("listitem").count()
    edition.get_by_role("button", name="Open").click()
    expect(shown.get_by_role("listitem").filter(has_text="Sixth CIIE sets a record")).to_be_visible()
    assert shown.get_by_role("listitem").count() > before


def test_a_saved_query_shows_its_rows(page: Page, sample: str) -> None:
    page.goto(f"{sample}/query")
    page.get_by_role("link", name="Deal value over the editions of each fair").click()
    expect(page.locator("table.answer tbody tr").first).to_be_visible()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_used_by_all(
    page: Page, sample: str, watch: Watch, faults: Callable[[Page], list[str]], name: str
) -> None:
    watch.expected.append(MISSING)
    page.goto(f"{sample}/{PAGES[name]}")
    page.wait_for_load_state("networkidle")
    by_day = faults(page)
    page.emulate_media(color_scheme="dark")
    by_night = faults(page)
    page.set_viewport_size({"width": 360, "height": 740})
    width = page.evaluate("document.documentElement.scrollWidth")
    assert (by_day, by_night) == ([], [])
    assert width <= 360, "the page does not fit a phone"


def test_pages_are_of_use_without_scripts(browser: Browser, sample: str) -> None:
    plain = browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.goto(f"{sample}/edition/ciie/6")
    page.locator("details summary").first.click()
    expect(page.locator("details[open] blockquote mark").first).to_be_visible()
    page.goto(f"{sample}/queries/deal-value-by-edition")
    expect(page.locator("main table tbody tr").first).to_be_visible()
    plain.close()
