"""The page of an article: its words, the quotes in them, and the facts beside them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import page, parse, words

from kg.graph.store import load_store
from kg.site.links import ServerLinks
from kg.site.marks import Place, paragraphs
from kg.site.site import Site
from kg.site.source import Source


def test_the_whole_text_is_shown_as_it_stands(sample: Site, sample_source: Source) -> None:
    for line in sample_source.articles[::4]:
        shown = page(sample, f"article/{line.id}").with_class("reading-text")[0]
        for mark in [each for each in shown.iter() if each.get("class") == "note-mark"]:
            mark.text = None
            for child in list(mark):
                mark.remove(child)
        text = sample_source.text_of(line.id)
        assert text is not None
        assert words(shown).removeprefix("Text ") == " ".join(text.split()), line.id


def test_each_quote_is_marked_where_links_look_for_it_and_leads_to_its_facts(sample: Site) -> None:
    shown = page(sample, "article/ciie-6-close")
    text = "".join(shown.with_id("char=449,465").itertext())
    assert text == ""  # an anchor of no width: quotes may overlap
    span = shown.with_id("char=449,465").get("data-span")
    marked = "".join("".join(m.itertext()) for m in shown.all("mark") if span in m.get("data-spans", "").split())
    assert marked == "3,486 exhibitors"
    note = next(each for each in shown.all("li") if "3,486 exhibitors" in words(each))
    assert "China International Import Expo 2023 (6th) exhibitors: 3,486" in words(note)
    back, edition, fact = (link.get("href") for link in note.iter() if link.get("href"))
    assert back == note.get("id", "").replace("note-", "#mark-")
    assert edition == "/edition/ciie/6"
    assert fact == "/edition/ciie/6#metric-76a3865e40594483"


def test_the_article_says_who_published_it_when_and_where(sample: Site) -> None:
    head = page(sample, "article/ciie-6-close").with_class("page-head")[0]
    assert "Harbour Wire Sixth CIIE sets a record with $78.41 billion 10 Nov 2023" in words(head)
    (link,) = (each for each in head.iter() if each.get("href", "").startswith("https:"))
    assert link.get("href") == "https://example.org/harbour-wire/ciie-6-close"
    assert "noreferrer" in link.get("rel", "").split()


def test_what_became_no_fact_is_told_with_its_reason(sample: Site) -> None:
    rows = [[words(cell) for cell in row] for row in page(sample, "article/autumn-2024-calendar").all("tr")]
    assert ["not understood", "100", "It was taken for no figure of a fair."] in rows


def test_without_its_text_an_article_shows_its_quotes(sample_source: Source) -> None:
    bare = Site(Source(sample_source.store, sample_source.base, lambda article: None), lambda path: ServerLinks())
    shown = page(bare, "article/ciie-6-close")
    assert "was not kept" in words(shown.with_class("notice")[0])
    assert shown.with_id("char=449,465") is not None
    assert "“3,486 exhibitors”" in shown.source or "3,486 exhibitors" in shown.text("q")


# --- cutting a text ---

LINES = st.text(st.sampled_from("ab \n\r\u2028é😀"), max_size=30)
PLACES = st.lists(st.builds(Place, st.integers(-1, 32), st.integers(-1, 32)), max_size=6)


@given(LINES, PLACES)
def test_pieces_give_the_text_back_and_each_quote_its_words(text: str, places: list[Place]) -> None:
    pieces = [piece for paragraph in paragraphs(text, places) for piece in paragraph.pieces]
    assert "".join("".join(piece.text for piece in pieces).split()) == "".join(text.split())
    for number, place in enumerate(places):
        is_within = 0 <= place.start < place.end <= len(text)
        quoted = text[place.start : place.end] if is_within else ""
        marked = "".join(piece.text for piece in pieces if number in piece.spans)
        assert "".join(marked.split()) == "".join(quoted.split())


@given(LINES, PLACES)
def test_a_quote_begins_once_and_ends_once(text: str, places: list[Place]) -> None:
    pieces = [piece for paragraph in paragraphs(text, places) for piece in paragraph.pieces]
    for number, place in enumerate(places):
        shown = [piece for piece in pieces if number in piece.spans]
        starts = [piece for piece in pieces if number in piece.starts]
        ends = [piece for piece in pieces if number in piece.ends]
        assert len(starts) == len(ends) == (1 if shown else 0), place
        if shown:
            assert starts[0] == shown[0]
            assert ends[0] == shown[-1]


# --- names that would do harm ---

HOSTILE = """
@prefix te: <https://w3id.org/trade-event#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> . @prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://example.org/kg/> .
<fair/x> a te:Fair ; rdfs:label "<script>alert(1)</script>" .
<fair/empty> a te:Fair ; rdfs:label "" .
<edition/x/1> a te:Edition ; te:editionOf <fair/x> ; rdfs:label "\\"; DROP TABLE fairs; --" ; te:ordinal 1 .
<edition/x/2> a te:Edition ; te:editionOf <fair/x> ; rdfs:label "abc\\u202Edef" ; te:organizer <organizer/o> ;
  te:city <city/XX/c> .
<organizer/o> a te:Organizer ; rdfs:label "' onmouseover='alert(1)" .
<city/XX/c> a te:City ; rdfs:label "LONGLONGLONGLONGLONGLONGLONGLONG" .
<country/XX> a te:Country ; rdfs:label "{{ 7 * 7 }}{% raw %}" .
<article/a%2Fb> a te:Article ; schema:identifier "a/b" ; schema:headline "</title><img src=x onerror=alert(1)>" ;
  schema:publisher "\\u0000\\u0007 & Sons" ; schema:url "javascript:alert(1)" ; schema:mentions <edition/x/1> .
<article/c> a te:Article ; schema:identifier "c" ; te:copyOf <article/a%2Fb> ; schema:url "https://[" .
<article/a%2Fb#char=0,8> a te:Evidence ; te:article <article/a%2Fb> ; oa:start 0 ; oa:end 8 ; oa:exact "<script>" .
<article/a%2Fb#char=4,13> a te:Evidence ; te:article <article/a%2Fb> ; oa:start 4 ; oa:end 13 ; oa:exact "ipt>alert" .
"""
TEXT = "<script>alert(1)</script>\nand\u202e more"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    path: Path = tmp_path_factory.mktemp("hostile") / "graph.ttl"
    path.write_text(HOSTILE, encoding="utf-8")
    source = Source(load_store(path), "https://example.org/kg/", {"a/b": TEXT}.get)
    return Site(source, lambda path: ServerLinks())


def test_hostile_names_are_shown_and_never_run(hostile: Site) -> None:
    for path in (*hostile.paths(), "metric/none"):
        document = hostile.document(path)
        if document is None or document.media_type == "application/json":
            continue
        shown = parse(document.body.decode())
        assert not [each for each in shown.all("img") if each.get("src") == "x"], path
        assert not [name for each in shown.all() for name in each.attrib if name.startswith("on")], path
        assert all(each.get("src", "").startswith("/static/") for each in shown.all("script")), path
        assert not [link for link in shown.links() if "javascript:" in link.replace("\t", "").lower()], path
        assert "\u202e" not in shown.source, path
        assert "\x07" not in shown.source, path


def test_hostile_names_are_shown_as_they_are(hostile: Site) -> None:
    assert "<script>alert(1)</script>" in page(hostile, "fairs").text("th")
    assert '"; DROP TABLE fairs; --' in page(hostile, "editions").text("th")
    assert "{{ 7 * 7 }}{% raw %}" in page(hostile, "country/XX").text("h1")
    assert "' onmouseover='alert(1)" in page(hostile, "organizer/o").text("h1")
    article = page(hostile, "article/a%2Fb")
    assert article.text("h1") == ["</title><img src=x onerror=alert(1)>"]
    assert "javascript:alert(1)" in words(article.with_class("page-head")[0])
    assert "/article/c" in article.links()
    assert "/article/a%2Fb" in page(hostile, "article/c").links()


def test_overlapping_quotes_are_both_marked(hostile: Site) -> None:
    shown = page(hostile, "article/a%2Fb")
    marks = [("".join(each.itertext()), each.get("data-spans")) for each in shown.all("mark")]
    assert marks == [("<scr", "0"), ("ipt>", "0 1"), ("alert", "1")]
    assert shown.with_id("char=0,8").get("data-span") == "0"
    assert shown.with_id("char=4,13").get("data-span") == "1"


def test_hostile_questions_are_shown_and_never_run(hostile: Site) -> None:
    for question in ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "\u202e", "a" * 5000, "%00\x00"):
        shown = page(hostile, "search", q=question)
        assert all(each.get("src", "").startswith("/static/") for each in [*shown.all("script"), *shown.all("img")])
        assert len(shown.source) < 20_000
