"""The start page, the lists, and the pages of countries, cities, organisations and checks."""

from pages import Page, page, words

from kg.site.links import ServerLinks
from kg.site.paging import page_of, paths_of
from kg.site.site import Site
from kg.site.source import Source
from kg.site.views import Asked


def rows(shown: Page) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in shown.all("tr")]


def section(shown: Page, name: str) -> str:
    return next(words(each) for each in shown.all("section") if each.get("aria-labelledby") == name)


def test_the_start_tells_what_there_is_and_how_to_go_on(sample: Site) -> None:
    shown = page(sample, "")
    figures = len({path for path in sample.source.node_paths if path.startswith("metric/")})
    numbers = f"In numbers fairs11 editions48 figures{figures} countries15 organisations25 articles32"
    assert section(shown, "numbers") == numbers
    assert section(shown, "newest").startswith(
        "Newest editionsAll editions China International Import Expo 2025 (8th) 5-10 Nov 2025"
    )
    assert section(shown, "fairs").startswith(
        "FairsAll 11 fairs China International Import Expo 8 editions, 2018 to 2025"
    )
    assert {"/explore", "/query", "/queries", "/about", "/checks"} <= set(shown.links())


def test_the_start_shows_a_conflict_with_both_values_and_their_words(sample: Site) -> None:
    shown = page(sample, "")
    left, right = (words(each) for each in shown.with_class("side"))
    assert left.startswith("366,000 m² preferred 1 independent source 366,000 square metersExhibition Data Desk")
    assert right.startswith("300,000 m² normal 1 independent source 300,000 square metersHarbour Wire")
    assert "/article/ciie-1-close#char=666,687" in shown.links()


def test_a_folder_offers_nothing_that_needs_a_server(sample_source: Source) -> None:
    folder = Site(sample_source, lambda path: ServerLinks(), live=False)
    links = {link for path in ("", "about", "fairs") for link in page(folder, path).links()}
    assert "/query" not in links
    assert "/graph.ttl" not in links
    assert "/queries" in links


def test_lists_hold_all_there_is(sample: Site, sample_source: Source) -> None:
    for name in ("fairs", "editions", "countries", "organizers", "articles"):
        assert len(rows(page(sample, name))) - 1 == len(getattr(sample_source, name)), name
    assert rows(page(sample, "editions"))[2] == ["GITEX Global 2025 (45th)", "Oct 2025", "", "0", "0", "1"]
    assert ["China", "CN", "22", "0", "3"] in rows(page(sample, "countries"))
    assert ["Samsung China", "0", "0", "1"] in rows(page(sample, "organizers"))


def test_editions_stand_newest_first_and_each_once(sample_source: Source) -> None:
    years = [row.held.opens[:4] or str(row.edition.year or "") for row in sample_source.editions]
    assert years == sorted(years, reverse=True)
    assert len({row.edition.node for row in sample_source.editions}) == len(years) == 48


def test_long_lists_come_in_pages_that_hold_each_line_once() -> None:
    lines = list(range(257))
    pages = [page_of(lines, Asked(path), 50) for path in paths_of("lines", len(lines), 50)]
    assert [each for paging in pages if paging is not None for each in paging.items] == lines
    ends = [(paging.before, paging.after) for paging in pages if paging is not None]
    assert ends[0] == (None, "lines/2")
    assert ends[-1] == ("lines/5", None)
    for wrong in ("lines/7", "lines/0", "lines/1", "lines/-1", "lines/x", "lines/02", "lines/²", "lines/" + "9" * 30):
        assert page_of(lines, Asked(wrong), 50) is None, wrong


def test_a_country_shows_what_is_held_there(sample: Site) -> None:
    shown = page(sample, "country/CN")
    assert section(shown, "cities") == "Cities Beijing 3Guangzhou 8Hangzhou 4Shanghai 7"
    assert "China International Import Expo 2024 (7th) 5-10 Nov 2024 2023 (6th)" in section(shown, "held")
    assert "372.7 billion USD" in section(shown, "about")
    assert "Country of honour" not in shown.source
    assert "Global Digital Trade Expo 2024 (3rd)" in section(page(sample, "country/KZ"), "guest")


def test_a_city_shows_its_editions_and_venues(sample: Site) -> None:
    shown = page(sample, "city/CN/shanghai")
    assert section(shown, "venues") == "Venues National Exhibition and Convention Center"
    assert section(shown, "held").count("(") == 7
    assert "/country/CN" in shown.links()


def test_an_organisation_shows_its_roles_and_deals(sample: Site) -> None:
    bureau = section(page(sample, "organizer/ciie-bureau"), "role-1")
    assert bureau.startswith("As organizer China International Import Expo 2024 (7th) 5-10 Nov 2024 2023 (6th)")
    ministry = page(sample, "organizer/ministry-of-commerce-of-china")
    assert section(ministry, "role-1").startswith("As host China Import and Export Fair autumn 2021 (130th)")
    assert section(ministry, "role-2").startswith("As organizer Of the fairs China Import and Export Fair, China Int")
    deals = section(page(sample, "organizer/samsung-china"), "deals")
    assert deals.casefold().startswith("deals 710 million usd with gome at china international import expo 2019")


def test_checks_show_growth_with_its_recomputation(sample: Site, contradicted: Site) -> None:
    growth = section(page(contradicted, "checks"), "growth")
    assert growth.startswith("Growth that does not add up: 1 Pune Textile Expo")
    assert "Stated down 5% on Pune Textile Expo" in growth
    assert "Recomputed down 9.95% 371" in growth
    shown = page(sample, "checks")
    assert section(shown, "growth").startswith("Growth that does not add up: 0 All growth")
    assert ["conflict", "1", "two statements that cannot both be right"] in rows(shown)
    assert ["confirmed", "14", ""] in rows(shown)


def test_a_statement_has_a_page_that_leads_to_where_it_is_shown(sample: Site) -> None:
    shown = page(sample, "metric/1de0832f8dbee3bb")
    assert "/edition/ciie/6#metric-1de0832f8dbee3bb" in shown.links()
    assert ["te:value", "442"] in rows(shown)
    assert shown.text("h1") == ["metric/1de0832f8dbee3bb"]
