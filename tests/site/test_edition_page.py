from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup, Tag
from pyoxigraph import Literal, NamedNode, Quad
from sample_site import broken_links, ids, page, sample, site_of, store_of, texts, words

from kg.answers import readable
from kg.model import (
    Amount,
    Article,
    AttributeFact,
    Bound,
    Copies,
    DealFact,
    Edition,
    EditionId,
    Evidence,
    Facts,
    Fair,
    FairId,
    Indicator,
    MetricFact,
    Place,
    Predicate,
    Rank,
    RankRule,
    Scope,
    Span,
    Status,
)
from kg.sheets import make_sheet
from kg.statements import Quote
from kg.wording import amount, growth

SAMPLE = sorted(sample().source.edition_by_path)
EVIL = '<script>alert(1)</script>"; DROP TABLE fairs; \u202egnirts ' + "w" * 300
SIXTH = EditionId(FairId("ste"), "6")


def figures_of(path: str) -> list[tuple[str, tuple[Quote, ...]]]:
    """The anchors of the figures, claims and deals of an edition, with their quotes."""
    source = sample().source
    sheet = make_sheet(source.store, source.edition_by_path[path][1].node)
    told = [(figure.node, figure.quotes) for figure in sheet.figures]
    told += [(each.claim.node, each.quotes) for each in sheet.statements if each.claim]
    told += [(deal.node, deal.quotes) for deal in sheet.deals]
    return [(node.removeprefix(source.base).replace("/", "-"), quotes) for node, quotes in told]


def part(soup: BeautifulSoup, anchor: str) -> Tag:
    found = soup.find(id=anchor)
    assert isinstance(found, Tag), anchor
    return found


# --- what is shown of the sample ---


@pytest.mark.parametrize("path", SAMPLE)
def test_each_statement_shows_its_quotes_marked_in_their_sentences(path: str) -> None:
    soup = page(sample(), path)
    for anchor, quotes in figures_of(path):
        shown = part(soup, anchor).find_all("blockquote")
        assert len(shown) == len(quotes)
        by_link = {str(link["href"]): block for block in shown for link in block.select("a[href*='#char=']")}
        for quote in quotes:
            block = by_link[f"/article/{quote.article}#char={quote.start},{quote.end}"]
            before, after = (each.get_text() for each in block.find_all(class_="around"))
            text = readable(texts()[quote.article])
            assert block.mark is not None
            assert block.mark.get_text() == quote.words == text[quote.start : quote.end]
            assert text[quote.start - len(before) : quote.start] == before
            assert text[quote.end : quote.end + len(after)] == after
            assert quote.publisher in block.get_text()


@pytest.mark.parametrize("path", SAMPLE)
def test_all_that_a_sheet_knows_is_on_the_page(path: str) -> None:
    source = sample().source
    fair, edition = source.edition_by_path[path]
    sheet = make_sheet(source.store, edition.node)
    soup = page(sample(), path)
    said = words(soup)
    for figure in sheet.figures:
        if figure.value is not None:
            assert amount(figure.value, figure.unit, figure.bound) in said
        if figure.change is not None:
            assert growth(figure.change, figure.unit) in said
        for part_of in (figure.scope_of, *figure.speakers, figure.basis, figure.rule):
            assert part_of is None or " ".join(part_of.split()) in said
    for statement in sheet.statements:
        assert statement.name.capitalize() in said
        if statement.name not in ("opens", "closes"):  # days are written out
            assert " ".join(statement.value.split()) in said
    for deal in sheet.deals:
        assert all(party in said for party in deal.parties)
    assert soup.h1 is not None
    assert soup.h1.get_text() == edition.label
    assert fair.label in said


@pytest.mark.parametrize("path", SAMPLE)
def test_places_on_a_page_are_named_once_and_links_lead_somewhere(path: str) -> None:
    soup = page(sample(), path)
    assert len(ids(soup)) == len(set(ids(soup)))
    assert list(broken_links(sample(), soup, path)) == []
    assert not soup.find_all(style=True)
    assert all(script.get("src") for script in soup.find_all("script"))


def test_a_published_figure_has_the_others_beside_it_with_the_kind_of_difference() -> None:
    soup = page(sample(), "edition/ciie/6")
    exhibitors = part(soup, "metric-76a3865e40594483").find_parent(class_="rivalry")
    assert exhibitors is not None
    lead, beside = exhibitors.find(class_="fact"), exhibitors.find_all("li")
    assert isinstance(lead, Tag)
    assert words(lead).startswith("3,486 result preferred: exact before rounded · 4 independent sources")
    assert words(beside[0]).startswith(
        "at least 3,400 registered lower bound forecast · 2.47% apart · gives way: a result before a forecast"
    )
    assert words(beside[1]).startswith("about 3,500 result approximate rounding · 0.4% apart")


def test_a_change_shows_its_verdict_and_the_figure_that_it_was_checked_with() -> None:
    fact = part(page(sample(), "edition/ciie/7"), "metric-b390acc9c7b628a7").find_parent(class_="fact")
    assert fact is not None
    change = fact.find(class_="fact-change")
    assert isinstance(change, Tag)
    assert words(change) == (
        "up 2% on China International Import Expo 2023 (6th) confirmed: up 2.04% "
        "against 78.41 billion USD (China International Import Expo 2023 (6th))"
    )
    assert change.a is not None
    assert change.a["href"] == "/edition/ciie/6#metric-3f2d43c1f1f74ea0"


def test_a_derived_figure_tells_the_rule_and_leads_to_what_it_is_derived_from() -> None:
    fact = part(page(sample(), "edition/canton-fair/129"), "metric-derived-6a2d946ffdf566b8").parent
    assert fact is not None
    assert "derived" in words(fact)
    note = fact.find(string=lambda said: "Derived by the rule" in said)
    assert note is not None
    assert fact.find("a", href="/edition/canton-fair/130#metric-e0216b1489a6eb85") is not None


def test_editions_lead_to_those_before_and_after() -> None:
    soup = page(sample(), "edition/ciie/6")
    assert [link["href"] for link in soup.select("nav.neighbours a")] == ["/edition/ciie/5", "/edition/ciie/7"]
    assert soup.select_one('a[href="/explore?node=edition/ciie/6"]') is not None
    assert soup.select_one('a[href="/edition/ciie/6?format=ttl"]') is not None
    in_folder = replace(sample(), live=False)
    assert "format=ttl" not in str(page(in_folder, "edition/ciie/6"))


# --- by hand ---


def evidence(text: str, quoted: str, article: str = "a") -> Evidence:
    return Evidence(article, Span(text.index(quoted), text.index(quoted) + len(quoted)), quoted)


def metric(value: int, said: tuple[Evidence, ...], **changed: object) -> MetricFact:
    given: dict[str, object] = {
        "about": SIXTH,
        "indicator": Indicator.EXHIBITORS,
        "value": Decimal(value),
        "unit": "count",
        "bound": Bound.EXACT,
        "status": Status.ACTUAL,
        "scope": Scope(),
        "change": None,
        "compared_with": None,
        "also": None,
        "basis": None,
        "evidence": said,
        "rank": Rank.PREFERRED,
    }
    return MetricFact(**(given | changed))  # type: ignore[arg-type]


def facts(text: str, *metrics: MetricFact, **changed: object) -> Facts:
    made = Facts(
        articles=(Article("a", text, title="The tea fair", publisher="The Leaf", published=date(2023, 5, 1)),),
        fairs=(Fair(SIXTH.fair, "Tea Expo"),),
        editions=(Edition(SIXTH, 6, 2023),),
        metrics=metrics,
        mentions=(("a", SIXTH),),
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def test_names_from_articles_are_shown_and_never_run() -> None:
    text = f"{EVIL} It drew 300 firms, said {EVIL}."
    said = (evidence(text, "300 firms"),)
    evil = facts(
        text,
        metric(300, said, speakers=(EVIL,), basis=EVIL, scope=Scope()),
        articles=(Article("a/../<b>", text, title=EVIL, publisher=EVIL, published=date(2023, 5, 1)),),
        fairs=(Fair(SIXTH.fair, EVIL, (EVIL + "2",)),),
        attributes=(
            AttributeFact(SIXTH, Predicate.THEME, EVIL, said, Rank.PREFERRED),
            AttributeFact(SIXTH, Predicate.CITY, Place(EVIL, "CN"), said, Rank.PREFERRED),
            AttributeFact(SIXTH, Predicate.ORGANIZER, EVIL, said, Rank.NORMAL),
        ),
        deals=(DealFact(SIXTH, (EVIL, "B"), Decimal(5), "EUR", said),),
        mentions=(("a/../<b>", SIXTH),),
    )
    evil = replace(
        evil,
        metrics=tuple(replace(m, evidence=(replace(said[0], article="a/../<b>"),)) for m in evil.metrics),
        attributes=tuple(replace(m, evidence=(replace(said[0], article="a/../<b>"),)) for m in evil.attributes),
        deals=tuple(replace(m, evidence=(replace(said[0], article="a/../<b>"),)) for m in evil.deals),
    )
    site = site_of(evil, {"a/../<b>": text})
    for path in ("edition/ste/6", "fair/ste"):
        soup = page(site, path)
        assert all(script.get("src") for script in soup.find_all("script"))
        assert "\u202e" not in str(soup)
        assert "<script>alert(1)</script>" in soup.get_text()
        for link in soup.find_all("a", href=True):
            assert str(link["href"]).startswith(("/", "#"))
            assert "<" not in str(link["href"])
    around = page(site, "edition/ste/6").select_one(".around")
    assert around is not None


def test_a_copy_and_who_said_it_stand_at_the_quote() -> None:
    text = "It drew 300 firms."
    both = (evidence(text, "300 firms"), evidence(text, "300 firms", "b"))
    articles = (Article("a", text, publisher="The Leaf"), Article("b", text, publisher="The Cup"))
    told = facts(text, metric(300, both, speakers=("Li Ming",)), articles=articles, copies=Copies({"b": "a"}))
    soup = page(site_of(told, {"a": text, "b": text}), "edition/ste/6")
    first, second = soup.select(".rivalry blockquote")
    assert "copy" not in words(first)
    assert "repeats a" in words(second)
    assert "said by Li Ming" in words(first)
    assert "1 independent source" in words(soup)


def test_without_its_text_a_quote_stands_alone() -> None:
    text = "It drew 300 firms."
    soup = page(site_of(facts(text, metric(300, (evidence(text, "300 firms"),)))), "edition/ste/6")
    quote = soup.select_one(".rivalry blockquote p")
    assert quote is not None
    assert words(quote) == "300 firms"


def test_the_same_amount_as_a_forecast_and_in_another_currency_stands_beside_the_result() -> None:
    text = "It drew 300 firms, as hoped. Deals were worth $5, or 4 euros."
    hoped = metric(
        300,
        (evidence(text, "hoped"),),
        status=Status.EXPECTED,
        rank=Rank.NORMAL,
        rank_rule=RankRule.RESULT_OVER_FORECAST,
    )
    deals = metric(
        5, (evidence(text, "$5"),), indicator=Indicator.DEAL_VALUE, unit="USD", also=Amount(Decimal(4), "EUR")
    )
    soup = page(site_of(facts(text, metric(300, (evidence(text, "300 firms"),)), hoped, deals)), "edition/ste/6")
    beside = soup.select(".rivals li")
    assert [words(each).split(" “")[0].split("hoped")[0].strip() for each in beside] == [
        "300 forecast same amount · gives way: a result before a forecast"
    ]
    assert "also given as 4 EUR" in words(soup)


def test_an_edition_without_figures_says_so() -> None:
    soup = page(site_of(facts("x")), "edition/ste/6")
    assert "No article that was read gives a figure" in words(soup)


def test_what_is_no_edition_has_no_page() -> None:
    assert sample().document("edition/ciie/600") is None
    assert sample().document("edition") is None


# --- many ---


def many(count: int) -> Facts:
    text = "It drew firms."
    scopes = (metric(n + 1, (evidence(text, "firms"),), basis=f"basis {n}") for n in range(count))
    return facts(text, *scopes)


def test_of_very_many_figures_a_share_is_shown_with_the_way_to_the_others() -> None:
    site = site_of(many(500))
    soup = page(site, "edition/ste/6")
    assert len(soup.select(".rivalry")) == 120
    link = soup.select_one('a[href="/edition/ste/6?figures=exhibitors#figures"]')
    assert link is not None
    assert words(link) == "380 more figures"
    seen: set[str] = set()
    values = {"figures": "exhibitors"}
    for _ in range(5):
        shown = page(site, "edition/ste/6", values)
        seen |= {each for each in ids(shown) if each.startswith("metric-")}
        following = shown.select_one(".notice a[rel=next]")
        if following is None:
            break
        values["from"] = str(following["href"]).partition("from=")[2].partition("#")[0]
    assert len(seen) == 500
    assert "?figures" not in str(page(replace(site, live=False), "edition/ste/6"))


@pytest.mark.parametrize("start", ["-1", "x", "99999999999", "²", ""])
def test_a_page_of_figures_that_is_not_there_is_the_first(start: str) -> None:
    shown = page(site_of(many(130)), "edition/ste/6", {"figures": "exhibitors", "from": start})
    assert "from number 1 on" in words(shown)


def test_of_very_many_quotes_the_first_are_shown_with_the_way_to_the_others() -> None:
    text = "It drew 300 firms."
    told = store_of(facts(text, metric(300, (evidence(text, "300 firms"),))))
    node = next(told.quads_for_pattern(None, NamedNode("https://w3id.org/trade-event#value"), None, None)).subject
    evidence_node = next(
        told.quads_for_pattern(node, NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom"), None, None)
    ).object
    assert isinstance(evidence_node, NamedNode)
    for number in range(499):
        other = NamedNode(f"{evidence_node.value}{number}")
        told.add(Quad(node, NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom"), other))
        for quad in told.quads_for_pattern(evidence_node, None, None, None):
            value = Literal(str(number + 100)) if quad.predicate.value.endswith("#start") else quad.object
            told.add(Quad(other, quad.predicate, value))
    soup = page(site_of(told), "edition/ste/6")
    assert len(soup.select(".rivalry blockquote")) == 12
    assert "And 488 more quotes: all that is stated of it." in words(soup)
