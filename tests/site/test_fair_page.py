from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from bs4 import Tag
from pyoxigraph import NamedNode
from sample_site import broken_links, cells, ids, page, sample, site_of, words

from kg.lookup import EditionLine
from kg.model import Edition, EditionId, Facts, Fair, FairId
from kg.site.fair import cycle_words
from kg.timelines import time_lines
from kg.wording import amount

SAMPLE = sorted(sample().source.fair_by_path)


@pytest.mark.parametrize("path", SAMPLE)
def test_each_point_of_a_time_line_is_a_link_and_a_row_of_a_table(path: str) -> None:
    source = sample().source
    lines = [
        line
        for line in time_lines(source.store, source.fair_by_path[path])
        if sum(point.figure is not None for point in line.points) > 1
    ]
    charts = page(sample(), path).find_all("figure")
    assert len(charts) == len(lines)
    for chart, line in zip(charts, lines, strict=True):
        points = [point for point in line.points if point.figure is not None]
        marks, rows = chart.select("svg a"), chart.select("tbody tr")
        assert len(marks) == len(points)
        assert len(rows) == len(line.points)
        for mark, row, point in zip(marks, rows, points, strict=False):
            assert point.figure is not None
            said = amount(point.figure.value, point.figure.unit, point.figure.bound)
            anchor = point.figure.node.removeprefix(source.base).replace("/", "-")
            assert mark["href"] == f"/{source.path_of(point.edition.node.value)}#{anchor}"
            assert said in str(mark["aria-label"])
            assert said in words(row)
            is_firm = point.figure.status == "actual" and point.figure.rule is None
            assert bool(mark.select(".shape-result")) == is_firm
            assert bool(mark.select(".shape-derived")) == bool(point.figure.rule)
            assert bool(mark.select(".bound")) == (point.figure.bound != "exact")


@pytest.mark.parametrize("path", SAMPLE)
def test_places_on_a_page_are_named_once_and_links_lead_somewhere(path: str) -> None:
    soup = page(sample(), path)
    assert len(ids(soup)) == len(set(ids(soup)))
    assert list(broken_links(sample(), soup, path)) == []
    assert not soup.find_all(style=True)
    levels = [int(tag.name[1]) for tag in soup.find_all(["h1", "h2", "h3", "h4"])]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("path", SAMPLE)
def test_all_editions_of_a_fair_are_in_its_table(path: str) -> None:
    fair = sample().source.fair_by_path[path]
    table = page(sample(), path).select_one("[aria-label='Table: Editions'] tbody")
    assert isinstance(table, Tag)
    shown = [str(link["href"]).removeprefix("/") for link in table.select("th a")]
    assert shown == [sample().source.path_of(edition.node.value) for edition in reversed(fair.editions)]


def test_a_fair_shows_its_newest_result_its_growth_and_its_conflicts() -> None:
    soup = page(sample(), "fair/ciie")
    assert "every year in China, Shanghai" in words(soup)
    assert "3,496 exhibitors" in " ".join(
        f"{words(each.dd)} {words(each.dt)}" for each in soup.select(".stats div") if each.dd and each.dt
    )
    growth = soup.select("[aria-label='Table: Stated growth'] tbody tr")
    assert cells(growth[0]).startswith("2024 (7th) deal value up 2% on China International Import Expo 2023 (6th)")
    assert "confirmed up 2.04%" in cells(growth[0])
    conflict = soup.select_one("[aria-label='Table: Conflicts'] tbody tr")
    assert conflict is not None
    assert "366,000 m²" in words(conflict)
    assert "300,000 m²" in words(conflict)
    assert "18.03% apart" in words(conflict)


def test_a_fair_without_editions_says_so() -> None:
    facts = Facts(fairs=(Fair(FairId("ste"), "Tea Expo"),))
    assert "No article that was read speaks of an edition" in words(page(site_of(facts), "fair/ste"))
    assert site_of(facts).document("fair/coffee") is None


def test_a_fair_whose_editions_have_no_figures_has_no_charts() -> None:
    fair = FairId("ste")
    facts = Facts(fairs=(Fair(fair, "Tea Expo"),), editions=(Edition(EditionId(fair, "6"), 6, 2023),))
    soup = page(site_of(facts), "fair/ste")
    assert not soup.find_all("figure")
    assert soup.select_one("[aria-label='Table: Editions'] tbody tr") is not None


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ((2018, 2019, 2020, 2021), "every year"),
        ((2018, 2019, 2021, 2022), "every year"),
        ((2019, 2021, 2023), "every two years"),
        ((2019, 2019, 2020, 2020, 2021), "twice a year"),
        ((2012, 2016, 2020), "every 4 years"),
        ((2012, 2013, 2020, 2030), ""),
        ((2019,), ""),
        ((), ""),
        ((None, 2020, 2021), "every year"),
    ],
)
def test_how_often_a_fair_is_held_follows_from_its_years(years: Sequence[int | None], said: str) -> None:
    node = NamedNode("https://example.org/kg/edition/tea/1")
    assert cycle_words([EditionLine(node, "", None, year, 0, 0, 0) for year in years]) == said


def test_in_a_folder_nothing_asks_for_a_server() -> None:
    assert "format=" not in str(page(replace(sample(), live=False), "fair/ciie"))
