"""The query page in a browser: saved queries run and show rows, on this host only, and text is text."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pyoxigraph import Literal, NamedNode, Quad, Store
from watched import Watch

from kg.graph.curies import curie
from kg.query import saved_queries

BASE = "https://example.org/kg/"
HOSTILE = '<img src=x onerror=alert(1)>"; DROP TABLE <script>alert(2)</script> \u202e {{fair}}'


def ready(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#editor[data-ready]").wait_for()


def typed(page: Page, query: str) -> None:
    """Write a query into the editor as a person would, in place of what stands there."""
    page.locator("#editor .CodeMirror-scroll").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(query)


def test_a_saved_query_runs_and_its_rows_are_shown(page: Page, sample: str) -> None:
    ready(page, f"{sample}/query")
    page.get_by_role("link", name="Deal value over the editions of each fair").click()
    expect(page.locator("table.answer tbody tr")).to_have_count(18)
    expect(page.locator("table.answer thead th").first).to_have_text("edition")
    expect(page.locator("#query-status")).to_have_text("The answer has 18 rows.")
    assert page.url.endswith("?name=deal-value-by-edition")
    expect(page.locator("#saved [aria-current]")).to_have_count(1)


def test_a_name_in_the_address_opens_a_saved_query(page: Page, sample: str) -> None:
    ready(page, f"{sample}/query?name=time-lines")
    expect(page.locator("#editor .CodeMirror-code")).to_contain_text("# title: Time lines")
    ready(page, f"{sample}/query?name=<b>none")
    expect(page.locator("#query-notice")).to_have_text("There is no saved query “<b>none”.")


def test_prefixes_are_declared_where_they_are_used_and_nodes_lead_to_their_pages(page: Page, sample: str) -> None:
    ready(page, f"{sample}/query")
    typed(page, "SELECT ?fair ?type { ?fair a te:Fair, ?type ; rdfs:label 'Hannover Messe' } ORDER BY ?type")
    page.keyboard.press("Control+Enter")
    expect(page.locator("table.answer tbody tr")).to_have_count(2)
    code = page.locator("#editor .yasqe .CodeMirror-code")
    expect(code).to_contain_text("PREFIX te: <https://w3id.org/trade-event#>")
    expect(code).to_contain_text("PREFIX rdfs:")
    link = page.locator("table.answer tbody a").first
    assert (link.get_attribute("href") or "").startswith("/fair/")
    expect(page.locator("table.answer tbody tr").first).to_contain_text("schema:EventSeries")
    assert "#query=" in page.url
    page.reload()
    page.locator("#editor[data-ready]").wait_for()
    expect(code).to_contain_text("Hannover Messe")


def test_yes_or_no_and_graphs_are_answers_too(page: Page, sample: str) -> None:
    ready(page, f"{sample}/query")
    typed(page, "ASK { ?fair a te:Fair }")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".yes-or-no")).to_have_text("Yes")
    typed(page, "CONSTRUCT { ?fair a te:Fair } WHERE { ?fair a te:Fair ; rdfs:label 'Hannover Messe' }")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".yasr_results")).to_contain_text("trade-event#Fair")


def test_a_query_that_cannot_be_run_tells_why(page: Page, sample: str, watch: Watch) -> None:
    watch.expected.append("the server responded with a status of 400")
    ready(page, f"{sample}/query")
    typed(page, "SELECT * { SERVICE <https://example.org/sparql> { ?s ?p ?o } }")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".errorResult")).to_contain_text("SERVICE is refused")


def test_terms_of_the_ontology_are_completed(page: Page, sample: str) -> None:
    ready(page, f"{sample}/query")
    typed(page, "PREFIX te: <https://w3id.org/trade-event#>\nSELECT * { ?edition te:edi")
    page.keyboard.press("Control+Space")
    expect(page.locator(".CodeMirror-hints")).to_contain_text("te:editionOf")


def test_the_tab_key_leads_out_of_the_editor(page: Page, sample: str) -> None:
    ready(page, f"{sample}/query")
    page.locator("#editor .CodeMirror-scroll").click()
    before = page.locator("#editor .CodeMirror-code").inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Run query")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.CodeMirror')") is None
    assert page.locator("#editor .CodeMirror-code").inner_text() == before


def test_the_editor_asks_this_host_whatever_is_stored_in_the_browser(page: Page, sample: str) -> None:
    ready(page, f"{sample}/query")
    elsewhere = {"val": {"query": "ASK {}", "requestConfig": {"endpoint": "https://example.org/sparql"}}}
    page.evaluate(
        """(text) => { for (const key of ["expograph-query", "expograph-query_query", "yagui__config"]) {
          localStorage.setItem(key, text);
        } }""",
        json.dumps(elsewhere),
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    ready(page, f"{sample}/query#query=ASK%20%7B%7D&endpoint=https://example.org/sparql")
    page.get_by_role("button", name="Run query").click()
    expect(page.locator(".yes-or-no")).to_have_text("Yes")
    assert f"{sample}/sparql" in asked


def test_text_from_articles_is_text(page: Page, serve: Callable[[Store], str]) -> None:
    store = Store()
    fair = NamedNode(f"{BASE}fair/x")
    store.extend(
        [Quad(fair, curie("rdf:type"), curie("te:Fair")), Quad(fair, curie("rdfs:label"), Literal(HOSTILE))],
    )
    ready(page, f"{serve(store)}/query")
    typed(page, "SELECT ?fair ?name { ?fair rdfs:label ?name }")
    page.keyboard.press("Control+Enter")
    shown = page.locator("table.answer tbody td").nth(1)
    expect(shown).to_have_text(HOSTILE.replace("\u202e", "\ufffd"))
    assert page.locator("#editor img, #editor script").count() == 0
    page.locator(".yasr_btnGroup button").nth(1).click()
    expect(page.locator(".yasr_results .CodeMirror-code")).to_contain_text("DROP TABLE")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["query", "queries", "queries/time-lines"])
def test_axe_finds_no_serious_fault(
    page: Page, sample: str, faults: Callable[[Page], list[str]], path: str, scheme: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{sample}/{path}")
    if path == "query":
        page.locator("#editor[data-ready]").wait_for()
        page.get_by_role("link", name="Deal value over the editions of each fair").click()
        expect(page.locator("table.answer tbody tr")).to_have_count(18)
    assert faults(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_javascript_the_saved_queries_lead_to_their_answers(browser: Browser, sample: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{sample}/query")
    page.get_by_role("link", name="Deal value over the editions of each fair").click()
    assert page.url == f"{sample}/queries/deal-value-by-edition"
    expect(page.locator("table.answer tbody tr")).to_have_count(18)
    context.close()


def test_all_saved_queries_have_a_page_with_their_rows(page: Page, sample: str) -> None:
    empty = []
    for query in saved_queries():
        page.goto(f"{sample}/queries/{query.name}")
        expect(page.locator("h1")).to_have_text(query.title)
        if page.locator("table.answer tbody tr").count() == 0:
            empty.append(query.name)
            expect(page.locator("main")).to_contain_text("This graph has no rows for it.")
    assert empty == ["copies"]  # no sample article copies another


def test_a_server_that_is_gone_is_said_to_be(page: Page, sample: str, watch: Watch) -> None:
    watch.expected.append("Failed to load resource")

    def gone(route: Route) -> None:
        route.abort()

    page.route("**/data/neighbours/**", gone)
    page.goto(f"{sample}/explore")
    expect(page.locator("#explorer-notice")).to_have_text("The data could not be read. Is the server still running?")
