"""A browser on the pages of a graph: it fails a test on any error of a page and on any request to another host."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, Store
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from watched import Watch

import kg
from kg.errors import QueryError
from kg.graph.store import base_of
from kg.query import run_query
from kg.site.links import ServerLinks
from kg.site.site import STATIC, Site
from kg.site.source import Source

CHROMIUM = Path("/usr/bin/chromium")
ROOT = Path(__file__).parents[2]
ARTICLES = ROOT / "sources" / "articles"
AXE = ROOT / "tests" / "clients" / "node_modules" / "axe-core" / "axe.min.js"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
_QUIET += ["--disable-component-update", "--disable-sync"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM.exists():
                item.add_marker(pytest.mark.skip(reason=f"{CHROMIUM} is missing"))


# --- what is shown ---


def app_of(store: Store) -> Starlette:
    """Return a server of the pages of a graph, as strict as the real one, with the least of an endpoint."""
    headers = {"Content-Security-Policy": POLICY}
    site = Site(Source(store, base_of(store), lambda article: None), lambda path: ServerLinks())

    def page(request: Request) -> Response:
        path = request.scope["raw_path"].decode().partition("?")[0].lstrip("/")
        found = site.document(path, dict(request.query_params))
        if found is None:
            return Response("nothing stands here", 404, headers=headers)
        return Response(found.body, media_type=found.media_type, headers=headers)

    async def sparql(request: Request) -> Response:
        body = parse_qs((await request.body()).decode())
        try:
            result = run_query(store, body["query"][0])
        except QueryError as error:
            return Response(str(error), 400)
        if isinstance(result, QueryTriples):
            return Response(result.serialize(format=RdfFormat.N_TRIPLES), media_type="application/n-triples")
        kind = "application/sparql-results+json"
        return Response(result.serialize(format=QueryResultsFormat.JSON), media_type=kind)

    static = Mount("/static", StaticFiles(directory=STATIC))
    return Starlette(routes=[Route("/sparql", sparql, methods=["POST"]), static, Route("/{path:path}", page)])


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Store], str]]:
    """Start servers of graphs; each gives its address."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(store: Store) -> str:
        server = uvicorn.Server(uvicorn.Config(app_of(store), port=0, log_level="error"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        running.append((server, thread))
        for _ in range(200):
            if server.started:
                return f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
            time.sleep(0.05)
        raise AssertionError("the server does not start")

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(timeout=10)


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The graph of the sample articles."""
    out = tmp_path_factory.mktemp("sample") / "out"
    return kg.build(ARTICLES, out).store


@pytest.fixture(scope="session")
def sample(serve: Callable[[Store], str], sample_store: Store) -> str:
    """The address of the pages of the sample articles."""
    return serve(sample_store)


# --- the browser ---


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(CHROMIUM), args=_QUIET)
        yield found
        found.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A window that moves nothing, so that tests need not wait for the end of a movement."""
    found = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    found.set_default_timeout(10_000)
    yield found
    found.close()


@pytest.fixture
def watch(context: BrowserContext) -> Iterator[Watch]:
    """Fail the test after its end if a page logged an error, threw one, or asked another host for anything."""
    found = Watch()

    def follow(page: Page) -> None:
        page.on("console", found.message)
        page.on("pageerror", found.error)

    context.on("page", follow)
    context.on("request", found.request)
    yield found
    assert not found.unexpected()


@pytest.fixture
def page(context: BrowserContext, watch: Watch) -> Page:
    """A page that is watched."""
    return context.new_page()


@pytest.fixture
def faults() -> Callable[[Page], list[str]]:
    """Return the serious faults that axe finds on a page for those who use keyboards and screen readers."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci in tests/clients")

    def look(page: Page) -> list[str]:
        page.evaluate(AXE.read_text(encoding="utf-8"))  # by the browser's own hand: the policy allows no such script
        found = page.evaluate("axe.run()")
        return [
            f"{each['id']}: {' '.join(node['target'][0] for node in each['nodes'])}"
            for each in found["violations"]
            if each["impact"] in ("serious", "critical")
        ]

    return look
