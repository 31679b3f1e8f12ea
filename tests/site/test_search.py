"""Searching by the names that people use: the same answers from a server and from a folder of pages."""

import json
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import page, words

from kg.registry import fold_name
from kg.site.index import Index, make_entry
from kg.site.links import FileLinks, file_name
from kg.site.search import index_of
from kg.site.site import STATIC, Site
from kg.site.source import Source

CHROMIUM = Path("/usr/bin/chromium")
QUESTIONS = (
    *("CIIE", "ciie 2023", "sixth CIIE", "the 6th import expo", "canton fair", "广交会", "Shanghai", "china", "AE"),
    *("harbour wire", "record", "Expo", "import", "hannover messe 2024", "nothing at all", "!!", "fair trade"),
)


def first(source: Source, question: str, number: int = 1) -> list[str]:
    return [entry.path for entry in index_of(source).find(question)[:number]]


def test_people_find_what_they_mean(sample_source: Source) -> None:
    for question, path in {
        "CIIE": "fair/ciie",
        "进博会": "fair/ciie",
        "the China International Import Expo": "fair/ciie",
        "CIIE 2023": "edition/ciie/6",
        "sixth CIIE": "edition/ciie/6",
        "6th ciie": "edition/ciie/6",
        "Canton Fair 133": "edition/canton-fair/133",
        "China": "country/CN",
        "shanghai": "city/CN/shanghai",
        "samsung": "organizer/samsung-china",
        "sets a record": "article/ciie-6-close",
        "Hanover Mese": "fair/hannover-messe",
        "Gitexx": "fair/gitex-global",
    }.items():
        assert first(sample_source, question) == [path], question


def test_nothing_is_found_for_nothing(sample_source: Source) -> None:
    for question in ("", "   ", "!!", "zzzzqqqq", "…"):
        assert first(sample_source, question) == [], question


def test_exact_names_come_before_beginnings_phrases_and_words() -> None:
    labels = ["Big Tea Expo", "Expo of Big Tea", "Tea Expo", "Tea Expo World", "Expo Tea"]
    index = Index(tuple(make_entry(str(n), label, "fair", "") for n, label in enumerate(labels)))
    assert [entry.label for entry in index.find("tea expo")] == [
        "Tea Expo",
        "Tea Expo World",
        "Big Tea Expo",
        *labels[1::3],
    ]


@given(st.text(max_size=20))
def test_every_name_finds_itself_first_whatever_its_letters(name: str) -> None:
    index = Index((make_entry("other", f"{name} and more", "fair", ""), make_entry("itself", name, "fair", "")))
    found = [entry.path for entry in index.find(name)]
    assert found[:1] == (
        ["itself"] if fold_name(name) and fold_name(name) != fold_name(f"{name} and more") else found[:1]
    )


def test_the_page_shows_what_is_found_and_how_much(sample: Site) -> None:
    shown = page(sample, "search", q="sixth CIIE")
    assert shown.text("h1") == ["Results for sixth CIIE"]
    found = [words(each) for each in shown.with_class("lines")[0]]
    assert found[0] == "China International Import Expo 2023 (6th) edition5-10 Nov 2023, Shanghai"
    assert "/edition/ciie/6" in shown.links()
    assert "Nothing is known under this name." in page(sample, "search", q="zzzzqqqq").text("p")


def test_programs_get_the_index(sample: Site, sample_source: Source) -> None:
    document = sample.document("data/search.json")
    assert document is not None
    entries = json.loads(document.body)["entries"]
    assert [entry[0] for entry in entries] == [entry.path for entry in index_of(sample_source).entries]
    assert ["fair/ces", "CES", "fair", "3 editions"] in [entry[:4] for entry in entries]


@pytest.mark.slow
def test_ten_thousand_editions_are_searched_in_a_blink() -> None:
    entries = [
        make_entry(f"e/{n}", f"Tea and Coffee Fair {n % 700} {1990 + n % 40} ({n}th)", "edition", "")
        for n in range(10_000)
    ]
    index = Index(tuple(entries))
    index.find("warm up")
    start = time.perf_counter()
    found = index.find("coffee 2010")
    assert time.perf_counter() - start < 0.1
    assert len(found) >= 250


@pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium here")
def test_a_folder_of_pages_finds_the_same_as_a_server(sample_source: Source, tmp_path: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    folder = Site(sample_source, FileLinks, live=False)
    document = folder.document("search")
    assert document is not None
    (tmp_path / file_name("search")).write_bytes(document.body)
    (tmp_path / "static").symlink_to(STATIC)
    faults: list[str] = []
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page()
        tab.on("console", lambda message: faults.append(message.text))
        tab.on("pageerror", lambda error: faults.append(str(error)))
        for question in QUESTIONS:
            tab.goto(f"{(tmp_path / 'search.html').as_uri()}?q={quote(question)}")
            found = tab.eval_on_selector_all("#found li a", "links => links.map(link => link.getAttribute('href'))")
            expected = [FileLinks("search").page(entry.path) for entry in index_of(sample_source).find(question)[:60]]
            assert found == expected, question
        browser.close()
    assert faults == []
