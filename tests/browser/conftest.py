"""A browser on the pages of a graph: it fails a test on any error of a page and on any request to another host."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pyoxigraph import Store
from watched import Watch

import kg
from kg.graph.store import write_turtle

CHROMIUM = Path("/usr/bin/chromium")
ROOT = Path(__file__).parents[2]
ARTICLES = ROOT / "sources" / "articles"
AXE = ROOT / "tests" / "clients" / "node_modules" / "axe-core" / "axe.min.js"
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


@pytest.fixture(scope="session")
def serve_build() -> Iterator[Callable[[Path], str]]:
    """Start `kg serve` for the folders of builds; each gives its address."""
    running: list[subprocess.Popen[str]] = []

    def start(build: Path) -> str:
        command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", str(build), "--port", "0"]
        server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        running.append(server)
        assert server.stdout is not None
        address = server.stdout.readline().strip().rstrip("/")
        assert address.startswith("http://127.0.0.1:"), "the server does not start"
        return address

    yield start
    for server in running:
        server.terminate()
        server.communicate(timeout=20)


@pytest.fixture(scope="session")
def sample_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build of the sample articles."""
    out = tmp_path_factory.mktemp("sample") / "out"
    kg.build(ARTICLES, out)
    return out


@pytest.fixture
def serve(serve_build: Callable[[Path], str], sample_build: Path, tmp_path: Path) -> Callable[[Store], str]:
    """Serve a graph that a test has made, as if it were that of a build."""

    def start(store: Store) -> str:
        out = tmp_path / "out"
        shutil.copytree(sample_build, out, ignore=shutil.ignore_patterns(".kg-serve"))
        (out / "graph.ttl").write_bytes(write_turtle(store))
        return serve_build(out)

    return start


@pytest.fixture(scope="session")
def sample(serve_build: Callable[[Path], str], sample_build: Path) -> str:
    """The address of the pages of the sample articles."""
    return serve_build(sample_build)


# --- the browser ---


# Not for the whole session: as long as Playwright runs, no test can run a loop of asyncio.
@pytest.fixture(scope="module")
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
def picture() -> Callable[[Page, str], None]:
    """Take a picture of what is in view, for the docs: `KG_PICTURES=docs/pictures pytest -m browser` renews them."""
    folder = os.environ.get("KG_PICTURES")

    def take(page: Page, name: str) -> None:
        if folder:
            page.screenshot(path=ROOT / folder / f"{name}.png")

    return take


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
