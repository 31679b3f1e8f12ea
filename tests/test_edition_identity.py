"""One edition by number, year, date, season and distance: stories of what articles tell of, and which node it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telling import REGISTRY, Told, reading, world

from kg.ledger import consolidate
from kg.model import EditionId, FindingCode, Predicate
from kg.resolve import resolve

AMBIGUOUS = FindingCode.AMBIGUOUS_EDITION
FAIR = "Vilnius Linen Fair"
SLUG = "vilnius-linen-fair"


def told(ordinal: int | None = None, year: int | None = None, **more: object) -> Told:
    return replace(Told(FAIR, ordinal, year), **more)  # type: ignore[arg-type]


# --- numbers, years and dates ---


def test_number_year_date_and_former_name_are_one_node() -> None:
    found = world(
        told(24),
        told(year=2024),
        told(start="2024-02-21", year=2024, stated=False),
        Told("Baltic Flax Days", year=2024),
        told(24, 2024, aka=("Baltic Flax Days",)),
    )
    assert found.editions == [f"{SLUG}/24"]
    assert found.candidates(AMBIGUOUS) == []


def test_number_and_year_that_nothing_links_are_a_finding() -> None:
    found = world(told(24), told(year=2024), told(year=2022))
    assert found.editions == [f"{SLUG}/2022", f"{SLUG}/2024", f"{SLUG}/24"]
    assert found.candidates(AMBIGUOUS) == ["2022 2024"]


def test_a_number_far_from_its_neighbours_may_be_no_year_beside_them() -> None:
    found = world(told(5, 2013), told(70), told(8), told(year=2014), told(year=2016))
    assert found.candidates(AMBIGUOUS) == ["2014 2016"]
    assert dict(found.facts.findings[0].detail)["ordinal"] == "8"
    assert world(told(5, 2013), told(60, 2024), told(30), told(year=2014)).candidates(AMBIGUOUS) == []
    assert world(told(5, 2013), told(60, 2024), told(30), told(year=2023)).candidates(AMBIGUOUS) == []


def test_what_one_article_tells_apart_is_not_one() -> None:
    found = world((told(24), told(year=2022)))
    assert found.editions == [f"{SLUG}/2022", f"{SLUG}/24"]
    assert found.candidates(AMBIGUOUS) == []


# --- counting between what articles state ---


def test_two_pairs_of_a_yearly_fair_number_the_years_between() -> None:
    found = world(told(20, 2015), told(24, 2019), told(year=2017), told(23), told(year=2018), told(year=2020))
    assert found.editions == [f"{SLUG}/20", f"{SLUG}/2020", f"{SLUG}/22", f"{SLUG}/23", f"{SLUG}/24"]


def test_two_pairs_that_are_not_one_a_year_number_nothing() -> None:
    for last in (2018, 2021, 2023):
        found = world(told(20, 2015), told(24, last), told(year=2016))
        assert f"{SLUG}/2016" in found.editions


def test_a_gap_of_many_years_is_not_counted_over() -> None:
    assert f"{SLUG}/2016" in world(told(1, 2001), told(19, 2019), told(year=2016)).editions


def test_every_second_year_must_be_shown_before_it_is_counted() -> None:
    assert f"{SLUG}/2017" in world(told(20, 2015), told(23, 2021), told(year=2017)).editions
    shown = world(told(19, 2013), told(20, 2015), told(23, 2021), told(year=2017))
    assert shown.editions == [f"{SLUG}/{number}" for number in (19, 20, 21, 23)]
    between = world(told(19, 2013), told(20, 2015), told(23, 2021), told(year=2017), told(year=2018))
    assert f"{SLUG}/2017" in between.editions


def test_a_number_that_was_jumped_is_no_edition() -> None:
    found = world(told(12, 2018), told(14, 2019), told(year=2018), told(year=2019))
    assert found.editions == [f"{SLUG}/12", f"{SLUG}/14"]


def test_articles_add_to_what_the_registry_knows() -> None:
    ciie = "China International Import Expo"
    found = world(Told(ciie, 10, 2027), Told(ciie, year=2025), Told(ciie, year=2028), Told(ciie, year=2023))
    assert [key.rsplit("/")[1] for key in found.editions] == ["10", "2028", "6", "8"]


def test_a_cancelled_year_of_the_registry_is_counted_over() -> None:
    fair = "Thessaloniki International Fair"
    found = world(Told(fair, 86, 2022), Told(fair, year=2023), Told(fair, year=2019))
    assert [key.rsplit("/")[1] for key in found.editions] == ["84", "86", "87"]


def test_the_next_edition_is_counted_from_one_that_another_article_numbers() -> None:
    found = world((told(year=2018), told(year=2019, after=0)), told(50, 2018), told(51), told(year=2019))
    assert found.editions == [f"{SLUG}/50", f"{SLUG}/51"]
    assert found.nodes["d"] == (f"{SLUG}/51",)


def test_an_edition_known_by_its_distance_alone_finds_its_number() -> None:
    found = world((told(year=2018), told(before=0)), told(50, 2018))
    assert found.nodes["a"] == (f"{SLUG}/49", f"{SLUG}/50")


# --- contradictions ---


def test_articles_that_contradict_each_other_are_decided_by_number_of_articles_and_told() -> None:
    found = world(told(24, 2023), told(24, 2024), told(24, 2024), told(year=2023))
    assert found.editions == [f"{SLUG}/2023", f"{SLUG}/24"]
    assert found.candidates(AMBIGUOUS) == ["2024 2023", "24"]
    assert found.facts.editions[1].year == 2024


def test_one_against_one_is_decided_by_the_editions_around_it() -> None:
    found = world(told(23, 2023), told(24, 2023), told(24, 2024), told(25, 2025))
    assert {edition.id.key: edition.year for edition in found.facts.editions} == {"23": 2023, "24": 2024, "25": 2025}


def test_a_wrong_number_yields_to_the_day_on_which_another_edition_began() -> None:
    found = world(
        told(23, 2023, start="2023-02-23"),
        told(24, 2024),
        told(24, 2024),
        told(24, 2023, start="2023-02-23"),
        told(23, 2023),
    )
    assert found.nodes["d"] == (f"{SLUG}/23",)
    assert "24 23" in found.candidates(AMBIGUOUS)


# --- one edition with two years ---


def test_an_edition_that_was_put_off_is_one_under_both_years() -> None:
    found = world(
        told(17, 2020, start="2021-06-08"),
        told(year=2020),
        told(year=2021, start="2021-06-08"),
        told(17),
        told(year=2021),
    )
    assert found.editions == [f"{SLUG}/17"]
    assert found.facts.editions[0].year == 2021


def test_a_year_in_which_another_edition_began_is_not_the_one_put_off() -> None:
    found = world(told(year=2020, start="2021-06-08"), told(year=2020, start="2020-03-01"), told(year=2020))
    assert found.editions == [f"{SLUG}/2020", f"{SLUG}/2021"]
    assert found.nodes["c"] == (f"{SLUG}/2020",)
    assert found.candidates(AMBIGUOUS) == ["2020 2021"]


def test_an_edition_that_runs_over_new_year_is_one() -> None:
    found = world(
        told(year=2019, start="2019-12-28", end="2020-01-05"),
        told(year=2020, start="2019-12-28", end="2020-01-05"),
        told(year=2020, end="2020-01-05"),
    )
    assert found.editions == [f"{SLUG}/2019"]


def test_an_inferred_year_yields_to_the_date_that_the_article_writes_out() -> None:
    found = world(told(year=2021, stated=False, start="2022-11-17"), told(26, 2022))
    assert found.editions == [f"{SLUG}/26"]


def test_a_year_without_words_yields_to_a_start_that_is_years_away() -> None:
    found = world(told(12, 2015, start="2017-09-13"), told(year=2017))
    assert found.editions == [f"{SLUG}/12"]
    assert found.facts.editions[0].year == 2017
    # But not where the article calls the edition by that year, or where the day does not show its own.
    one = resolve(reading("a", told(12, 2015, start="2017-09-13")), REGISTRY)
    day = one.claims[0]
    year = replace(day, predicate=Predicate.YEAR, value=2015)
    bare = replace(day, evidence=replace(day.evidence, quote="13 September"))
    for claims in ((day, year), (bare,)):
        (edition,) = consolidate([replace(one, claims=claims)], REGISTRY).editions
        assert edition.year == 2015


# --- several editions a year ---


def test_the_season_is_told_by_the_date_of_another_article() -> None:
    found = world(
        (told(year=2020, season="spring", start="2020-01-14"), told(year=2020, season="autumn", start="2020-07-21")),
        told(year=2020, start="2020-07-21"),
        told(year=2020, start="2020-01"),
        told(year=2020),
    )
    assert found.nodes["b"] == (f"{SLUG}/2020-autumn",)
    assert found.nodes["c"] == (f"{SLUG}/2020-spring",)
    assert found.nodes["d"] == (f"{SLUG}/2020",)
    assert found.candidates(AMBIGUOUS) == ["2020-autumn 2020-spring"]


def test_a_session_of_a_fair_held_twice_a_year_is_found_by_date_not_by_year() -> None:
    found = world(
        Told("Canton Fair", 127, start="2020-06-15"),
        Told("Canton Fair", year=2020),
        Told("Canton Fair", year=2020, start="2020-06-15"),
        Told("Canton Fair", year=2020, season="autumn"),
    )
    assert found.nodes["b"] == ("canton-fair/2020",)
    assert found.nodes["c"] == ("canton-fair/127",)
    assert found.nodes["d"] == ("canton-fair/128",)
    assert found.candidates(AMBIGUOUS) == ["127 128"]


def test_two_numbers_in_a_year_are_told_apart_by_date() -> None:
    found = world(
        (told(31, 2022, start="2022-02-10"), told(32, 2022, start="2022-09-08")),
        told(year=2022, start="2022-09-08"),
        told(year=2022),
    )
    assert found.nodes["b"] == (f"{SLUG}/32",)
    assert found.nodes["c"] == (f"{SLUG}/2022",)
    assert found.candidates(AMBIGUOUS) == ["31 32"]


@pytest.mark.parametrize("season", ["spring", "autumn"])
def test_numbered_seasons_are_counted_by_halves_of_years(season: str) -> None:
    found = world(
        told(10, 2015, season="spring"),
        told(17, 2018, season="autumn"),
        told(year=2016, season=season),
        told(year=2017, season="autumn"),
    )
    assert found.nodes["c"] == (f"{SLUG}/{12 if season == 'spring' else 13}",)


# --- whatever the articles ---

EDITION = st.builds(
    told,
    ordinal=st.none() | st.integers(1, 9),
    year=st.none() | st.integers(2015, 2023),
    start=st.none() | st.sampled_from(["2017-12-30", "2018-03-01", "2018-09-01", "2020-03-01", "2021-03-01"]),
    end=st.none() | st.sampled_from(["2018-01-04", "2020-03-05"]),
    season=st.none() | st.sampled_from(["spring", "autumn"]),
    stated=st.booleans(),
    before=st.none() | st.integers(0, 2),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(EDITION, min_size=1, max_size=3), max_size=5), st.randoms(use_true_random=False))
def test_order_is_without_effect_and_each_edition_has_one_node(articles: list[list[Told]], random: object) -> None:
    readings = [resolve(reading(f"a{n}", *several), REGISTRY) for n, several in enumerate(articles)]
    facts = consolidate(readings, REGISTRY)
    random.shuffle(readings)  # type: ignore[attr-defined]
    assert consolidate(readings, REGISTRY) == facts
    numbers = [edition.ordinal for edition in facts.editions if edition.ordinal is not None]
    assert len(numbers) == len(set(numbers))
    for edition in facts.editions:
        if edition.ordinal is not None:
            assert edition.id.key == str(edition.ordinal)


@settings(max_examples=100, deadline=None)
@given(
    st.integers(1, 40), st.integers(1, 3), st.lists(st.tuples(st.integers(0, 12), st.sampled_from("oyb")), max_size=8)
)
def test_what_articles_say_rightly_of_a_regular_fair_is_numbered_rightly(
    first: int, period: int, said: list[tuple[int, str]]
) -> None:
    """Whatever part of the truth they tell, no edition gets another's number, and equal ones meet."""
    true = {step: (first + step, 1990 + period * step) for step in range(13)}
    articles = [
        told(true[step][0] if form in "ob" else None, true[step][1] if form in "yb" else None) for step, form in said
    ]
    facts = consolidate([resolve(reading(f"a{n}", one), REGISTRY) for n, one in enumerate(articles)], REGISTRY)
    nodes = {article: identity for article, identity in facts.mentions if isinstance(identity, EditionId)}
    for edition in facts.editions:
        if edition.ordinal is not None and edition.year is not None:
            assert (edition.ordinal, edition.year) in true.values()
    for n, (step, form) in enumerate(said):
        for m, (other, same_form) in enumerate(said):
            if (step, form) == (other, same_form):
                assert nodes[f"a{n}"] == nodes[f"a{m}"]
            if step != other:
                assert nodes[f"a{n}"] != nodes[f"a{m}"]
