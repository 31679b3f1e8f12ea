import io
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from handmade import TWO_FAIRS
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Store
from rich.console import Console, RenderableType

from kg.graph.infer import infer
from kg.graph.store import load_store, make_store
from kg.graph.triples import triples
from kg.lookup import EditionLine, FairLine, find, list_fairs
from kg.model import (
    Article,
    AttributeFact,
    Bound,
    Change,
    Copies,
    CountryRef,
    Direction,
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
    Scope,
    ScopeKind,
    Span,
    Status,
)
from kg.registry import load_registry
from kg.show import edition_sheet, fair_sheet, fairs_table
from kg.statements import Growth
from kg.timelines import time_lines
from kg.wording import amount, growth

FAIR = FairId("ste")
SIXTH = EditionId(FAIR, "6")


def quote(words: str, article: str = "a") -> Evidence:
    start = sum(map(ord, words))  # somewhere else for other words, for a span has only one text
    return Evidence(article, Span(start, start + len(words)), words)


def metric(value: int | None, words: str, **changed: object) -> MetricFact:
    said: dict[str, object] = {
        "about": SIXTH,
        "indicator": Indicator.EXHIBITORS,
        "value": None if value is None else Decimal(value),
        "unit": None if value is None else "count",
        "bound": Bound.EXACT,
        "status": Status.ACTUAL,
        "scope": Scope(),
        "change": None,
        "compared_with": None,
        "also": None,
        "basis": None,
        "evidence": (quote(words),),
    }
    return MetricFact(**(said | changed))  # type: ignore[arg-type]


def attribute(predicate: Predicate, value: object, words: str, rank: Rank = Rank.PREFERRED) -> AttributeFact:
    return AttributeFact(SIXTH, predicate, value, (quote(words),), rank)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def store() -> Store:
    growth = Change(Direction.UP, percent=Decimal("12.5"))
    facts = Facts(
        articles=tuple(Article(name, "text") for name in "abcde"),
        fairs=(Fair(FAIR, "Shanghai Tea Expo", ("STE",)),),
        editions=(Edition(SIXTH, 6, 2023), Edition(EditionId(FAIR, "5"), 5, 2022)),
        attributes=(
            attribute(Predicate.CITY, Place("Shanghai", "CN"), "in Shanghai"),
            attribute(Predicate.CITY, Place("Hangzhou", "CN"), "in Hangzhou", Rank.NORMAL),
            attribute(Predicate.HOST, "Ministry of Tea", "hosted by the Ministry of Tea"),
            attribute(Predicate.THEME, "Leaf and Life", 'under the theme "Leaf\n and Life"'),
            attribute(Predicate.START_DATE, "2023-11-05", "from November 5"),
        ),
        metrics=(
            metric(900, "900 exhibitors were expected", status=Status.EXPECTED),
            metric(100, "100 from Japan", scope=Scope(ScopeKind.COUNTRY, "JP")),
            metric(3486, "3,486 exhibitors", change=growth, speakers=("Li Ming",), bound=Bound.MIN),
            metric(
                None, "up 30 percent", indicator=Indicator.VISITORS, change=Change(Direction.UP, percent=Decimal(30))
            ),
            metric(70, "a \x1b[2Jhall\u202e", indicator=Indicator.HALLS),
            metric(
                5,
                "five",
                indicator=Indicator.EVENTS,
                evidence=tuple(quote("five", article) for article in "abcde"),
            ),
            metric(40, "forty editions", about=FAIR, indicator=Indicator.EDITIONS),
            metric(7, "7", about=CountryRef("CN"), indicator=Indicator.TRADE_VALUE, unit="USD"),
        ),
    )
    store = make_store(triples(facts, load_registry()))
    infer(store)
    return store


def shown(content: RenderableType, width: int = 160) -> str:
    console = Console(file=io.StringIO(), width=width)
    console.print(content)
    assert isinstance(console.file, io.StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines())


def sixth(store: Store, width: int = 160) -> str:
    found = find(store, "ste/6")
    assert isinstance(found, EditionLine)
    return shown(edition_sheet(store, found), width)


def test_an_edition_says_what_is_known_in_the_order_of_a_sheet(store: Store) -> None:
    sheet = sixth(store)
    names = [line.split()[0] for line in sheet.splitlines() if line.startswith("  ") and line[2] != " "]
    assert names[:7] == ["number", "year", "opens", "city", "country", "theme", "host"]
    assert "organizer" not in names  # the host is one by inference: said once is enough


def test_an_edition_says_how_many_of_its_articles_are_sources() -> None:
    articles = tuple(Article(name, "text") for name in "abc")
    mentions = tuple((article.id, SIXTH) for article in articles)
    facts = Facts(
        articles, (Fair(FAIR, "Shanghai Tea Expo", ("STE",)),), (Edition(SIXTH, 6, 2023),), mentions=mentions
    )
    told = {}
    for copies in ({}, {"b": "a"}, {"b": "a", "c": "a"}):
        written = make_store(triples(replace(facts, copies=Copies(copies)), load_registry()))
        told[len(copies)] = [line for line in sixth(written).splitlines() if " source" in line]
    assert told == {0: [], 1: ["3 articles, 2 sources"], 2: ["3 articles, 1 source"]}


def test_values_stand_with_their_quotes_and_those_of_rivals_are_marked(store: Store) -> None:
    sheet = sixth(store)
    assert re.search(r"Shanghai\n +“in Shanghai” a \d+-\d+\n", sheet)
    assert sheet.index("Shanghai\n") < sheet.index("Hangzhou (also said)")
    assert "China (derived)" in sheet
    assert "2023 (registry)" in sheet
    assert '“under the theme "Leaf and Life"” a ' in sheet


def test_figures_say_how_they_are_to_be_understood(store: Store) -> None:
    sheet = sixth(store)
    exhibitors = sheet[sheet.index("exhibitors  ") :]
    assert "at least 3,486 (up 12.5% on the previous edition, said Li Ming)" in exhibitors
    assert "100 (Japan)" in exhibitors
    assert "900 (expected)" in exhibitors
    assert exhibitors.index("3,486") < exhibitors.index("900 (") < exhibitors.index("100 (Japan)")
    assert "up 30% on the previous edition" in sheet


def test_many_quotes_are_cut_short(store: Store) -> None:
    assert sixth(store).count("“five”") == 3
    assert "and 2 more" in sixth(store)


def test_words_of_an_article_cannot_drive_the_terminal(store: Store) -> None:
    sheet = sixth(store)
    assert "“a \ufffd[2Jhall\ufffd”" in sheet
    assert "\x1b" not in sheet


@pytest.mark.parametrize("width", [30, 60, 100])
def test_sheets_keep_to_the_width(store: Store, width: int) -> None:
    assert max(map(len, sixth(store, width).splitlines())) <= width


def test_a_fair_shows_its_editions_side_by_side(store: Store) -> None:
    fair = find(store, "STE")
    assert isinstance(fair, FairLine)
    sheet = shown(fair_sheet(store, fair))
    assert "2023 (6th)   5 Nov 2023   Shanghai       3,486+" in sheet
    assert "40" in sheet[sheet.index("Figures") :]
    assert re.search(r"2022 \(5th\) +2022 +3,099\+", sheet)


def test_the_list_counts_what_is_known(store: Store) -> None:
    rows = [row.split() for row in shown(fairs_table(list_fairs(store))).splitlines()[2:]]
    assert rows[0] == ["Shanghai", "Tea", "Expo", "1"]
    assert ["6th", "2023", "6"] in rows


@pytest.mark.parametrize(
    ("value", "unit", "bound", "words"),
    [
        ("0", "count", "exact", "0"),
        ("999999", "count", "exact", "999,999"),
        ("1000000", "count", "min", "at least 1 million"),
        ("1500000", "m2", "approx", "about 1.5 million m²"),
        ("1234500", "count", "exact", "1,234,500"),
        ("12.50", "percent", "max", "at most 12.5%"),
        ("2000000000000", "CNY", "exact", "2 trillion CNY"),
        ("6", "days", "exact", "6 days"),
    ],
)
def test_amounts(value: str, unit: str, bound: str, words: str) -> None:
    assert amount(Decimal(value), unit, bound) == words


@settings(max_examples=100, derandomize=True)
@given(value=st.decimals(min_value=0, max_value=10**15, places=2))
def test_no_amount_is_rounded(value: Decimal) -> None:
    words = amount(value, "USD").removesuffix(" USD").replace(",", "").split()
    scale = {"million": 10**6, "billion": 10**9, "trillion": 10**12}[words[1]] if len(words) > 1 else 1
    assert Decimal(words[0]) * scale == value


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Growth("down", None, Decimal(120), None, None), "down by 120 m² on the previous edition"),
        (Growth("up", None, None, Decimal(2), "Expo 2019"), "up 2 times on Expo 2019"),
    ],
)
def test_changes(change: Growth, words: str) -> None:
    assert growth(change, "m2") == words


# --- ranks, differences and time lines, on the graph made by hand ---


@pytest.fixture(scope="module")
def two_fairs() -> Store:
    return load_store(TWO_FAIRS)


def lantern(store: Store, width: int = 120, encoding: str = "utf-8") -> list[str]:
    fair = find(store, "Lantern Fair")
    assert isinstance(fair, FairLine)
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="replace")
    Console(file=file, width=width).print(fair_sheet(store, fair))
    file.seek(0)
    return [line.rstrip() for line in file.read().splitlines()]


def chart(lines: list[str], title: str) -> list[list[str]]:
    rows = [*lines[lines.index(title) + 1 :], ""]
    return [re.split(r" {2,}", row.strip()) for row in rows[: rows.index("")]]


def test_a_time_line_has_the_preferred_figure_of_each_edition(two_fairs: Store) -> None:
    rows = chart(lantern(two_fairs), "Visitors")
    assert [(row[0], row[1]) for row in rows if len(row) > 1] == [
        ("2021 (11th)", "~ 60,000"),
        ("2022 (12th)", "65,400"),
        ("2023 (13th)", "64,380"),
        ("2025 (15th)", "≥ 80,000"),
    ]


def test_results_forecasts_registrations_and_derived_figures_are_told_apart(two_fairs: Store) -> None:
    lines = lantern(two_fairs)
    visitors = {row[0]: row[2:] for row in chart(lines, "Visitors")}
    assert set(visitors["2022 (12th)"][0]) == {"█"}
    assert set(visitors["2025 (15th)"][0]) == {"░", ">"}  # at least so many: the bar is open
    assert visitors["2025 (15th)"][1:] == ["expected", "a3"]
    assert visitors["2021 (11th)"][1:] == ["derived"]
    exhibitors = {row[0]: row[2:] for row in chart(lines, "Exhibitors")}
    assert set(exhibitors["2025 (15th)"][0]) == {"▒"}
    assert exhibitors["2025 (15th)"][1:] == ["registered", "a3"]


def test_bars_are_as_long_as_the_figures_are_large(two_fairs: Store) -> None:
    lengths = [len(row[2].rstrip(">")) for row in chart(lantern(two_fairs), "Visitors") if len(row) > 2]
    assert lengths[3] == max(lengths)
    for length, value in zip(lengths, (60000, 65400, 64380, 80000), strict=True):
        assert abs(length / lengths[3] - value / 80000) < 0.02


def test_gaps_stay_gaps() -> None:
    editions = "".join(
        f'<edition/kite/{year}> a te:Edition ; te:editionOf <fair/kite> ; rdfs:label "Kite Show {year}" ;'
        f' te:year "{year}"^^xsd:gYear .\n'
        for year in (2020, 2021)
    )
    figure = (
        "<metric/k-2020> a te:Metric ; te:about <edition/kite/2020> ; te:indicator te:indicator-exhibitors ;"
        " te:value 300.0 ; te:unit unit:NUM ; te:bound te:bound-exact ; te:status te:status-actual ;"
        ' te:scope te:scope-total ; te:rank "preferred" .\n'
    )
    store = Store()
    store.load(f"{TWO_FAIRS.read_text()}\n{editions}{figure}".encode(), format=RdfFormat.TURTLE)
    fair = find(store, "Kite Show")
    assert isinstance(fair, FairLine)
    (line,) = [line for line in time_lines(store, fair) if line.indicator == "exhibitors"]
    assert [(point.edition.year, point.figure and point.figure.value) for point in line.points] == [
        (2020, 300),
        (2021, None),
        (2022, 202),
        (2023, 172),
    ]
    assert re.search(r"^  2021 +–$", shown(fair_sheet(store, fair)), re.MULTILINE)


def test_what_is_not_preferred_stands_in_no_time_line() -> None:
    rival = (
        "<metric/k-pounds> a te:Metric ; te:about <edition/kite/2023> ; te:indicator te:indicator-deal-value ;"
        " te:value 3000000.0 ; te:unit cur:GBP ; te:bound te:bound-exact ; te:status te:status-actual ;"
        ' te:scope te:scope-total ; te:rank "normal" .\n'
    )
    store = Store()
    store.load(f"{TWO_FAIRS.read_text()}\n{rival}".encode(), format=RdfFormat.TURTLE)
    fair = find(store, "Kite Show")
    assert isinstance(fair, FairLine)
    assert [line.unit for line in time_lines(store, fair) if line.indicator == "deal value"] == ["EUR"]


def test_an_edition_that_the_graph_does_not_know_is_a_gap_too(two_fairs: Store) -> None:
    assert [row[0] for row in chart(lantern(two_fairs), "Exhibitors")] == [
        "2022 (12th)",
        "2023 (13th)",
        "...",
        "2025 (15th)",
    ]


def test_a_terminal_without_unicode_gets_a_chart_in_ascii(two_fairs: Store) -> None:
    lines = lantern(two_fairs, encoding="ascii")
    visitors = {row[0]: row[1:] for row in chart(lines, "Visitors")}
    assert visitors["2025 (15th)"][0] == ">= 80,000"
    assert set(visitors["2025 (15th)"][1]) == {"-", ">"}
    assert set(visitors["2022 (12th)"][1]) == {"#"}
    assert "?" not in "".join(lines[lines.index("Exhibitors") :])


@pytest.mark.parametrize("width", [24, 40, 71, 72, 100])
def test_charts_keep_to_the_width(two_fairs: Store, width: int) -> None:
    lines = lantern(two_fairs, width)
    assert max(map(len, lines)) <= width
    assert any("█" in line for line in lines) == (width >= 40)
    assert any(line.endswith("a1 +1") for line in lines) == (width >= 72)


def test_a_graph_without_ranks_has_time_lines_of_the_best_figures(store: Store) -> None:
    fair = find(store, "STE")
    assert isinstance(fair, FairLine)
    (line,) = [line for line in time_lines(store, fair) if line.indicator == "exhibitors"]
    assert [point.figure and point.figure.value for point in line.points] == [3099, 3486]


def test_figures_of_an_edition_say_what_differs_and_which_is_preferred(two_fairs: Store) -> None:
    edition = find(two_fairs, "lantern/13")
    assert isinstance(edition, EditionLine)
    sheet = shown(edition_sheet(two_fairs, edition))
    visitors = sheet[sheet.index("  visitors ") :]
    assert visitors.index("64,380") < visitors.index("71,250 (set aside)") < visitors.index("70,000 (expected")
    assert "64,380 (up 9% on Lantern Fair 2022 (12th), contradicted: down 1.56%, preferred: a correction)" in visitors
    assert "conflict: 71,250, 9.6% apart" in visitors
    assert "and 2 more differences" in visitors
    assert "conflict: 64,380, 9.6% apart, preferred: a correction" in visitors
    assert "63,400 (set aside, 1 independent source)" in visitors  # two articles, one of them a copy
    assert "confirmed: up 10.1%" in sheet
    assert "not checkable: that edition has no such figure" in sheet
    assert "conflict: Light for All, preferred: more independent sources" in sheet
    assert "31 (no rule decides, 1 independent source)" in sheet
