"""Two fairs under one name, one fair under two: stories of what articles tell of, and how many fairs it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telling import REGISTRY, TOWNS, Told, reading, world

from kg.ledger.fairs import index_fairs, index_seen_fairs
from kg.model import FindingCode
from kg.resolve import resolve

AMBIGUOUS = FindingCode.AMBIGUOUS_FAIR


# --- one fair under several names ---


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Expomáquina", "Expomaquina"),
        ("EXPO MÁQUINA", "Expomaquina"),
        ("Food & Drink Expo", "Food and Drink Exhibition"),
        ("Agro-Baltica", "Agrobaltica"),
        ("Kaunas International Trade Fair", "International Trade Fair of Kaunas"),
        ("Feria Internacional de Bogotá", "Bogotá International Fair"),
        ("12th Baltic Gifts Fair", "Baltic Gift Fair 2019"),
        ("Swaziland International Trade Fair", "Eswatini International Trade Fair"),
        ("Peking Optics Fair", "Beijing Optics Fair"),
    ],
)
def test_spellings_and_old_names_of_places_are_one_name(one: str, other: str) -> None:
    assert len(world(Told(one, year=2019), Told(other, year=2020)).fairs) == 1


def test_a_former_name_given_by_one_article_joins_those_that_use_either() -> None:
    joined = world(
        Told("Zemvita Harvest Fair", 12, 2019),
        Told("Grain and Tractor Days", year=2017),
        Told("Zemvita Harvest Fair", year=2018, aka=("Grain and Tractor Days",)),
    )
    assert joined.fairs == ["zemvita-harvest-fair"]


def test_an_acronym_introduced_by_one_article_is_used_alone_in_another() -> None:
    joined = world(Told("Kaunas Robotics and Automation Fair", 5, 2019, aka=("KRAF",)), Told("KRAF", year=2019))
    assert joined.editions == ["kaunas-robotics-and-automation-fair/5"]


def test_a_native_name_is_a_bridge() -> None:
    joined = world(
        Told("Icelandic Wool Fair", year=2019),
        Told("Ullarhátíð", year=2019, aka=("Icelandic Wool Fair",)),
        Told("Ullarhátíð", year=2018),
    )
    assert joined.editions == ["icelandic-wool-fair/2018", "icelandic-wool-fair/2019"]


def test_a_name_that_articles_add_to_a_registered_fair_finds_it() -> None:
    joined = world(
        Told("China International Import Expo", 6, aka=("Jinbo Trade Gathering",)),
        Told("Jinbo Trade Gathering", year=2023),
    )
    assert joined.editions == ["china-international-import-expo/6"]


def test_a_name_that_only_adds_the_place_is_that_fair_at_its_place() -> None:
    assert len(world(Told("Lumera", year=2019, town="Shanghai"), Told("Lumera Shanghai", year=2021)).fairs) == 1
    assert (
        len(
            world(
                Told("Toy Fair", year=2019, town="New York"), Told("American Toy Fair", year=2019, town="New York")
            ).fairs
        )
        == 1
    )
    assert len(world(Told("Lumera", year=2019, town="Leipzig"), Told("Lumera Shanghai", year=2021)).fairs) == 2


def test_a_town_that_is_misread_does_not_part_editions_of_one_day() -> None:
    joined = world(
        Told("Lumera", year=2019, town="Leipzig", start="2019-03-12"),
        Told("Lumera", year=2019, town="New York", start="2019-03-12"),
    )
    assert joined.editions == ["lumera/2019"]


def test_a_fair_that_moves_from_country_to_country_is_known_by_its_numbers() -> None:
    moving = world(
        Told("Nordoptik", 21, 2017, town="Riga"),
        Told("Nordoptik", 22, 2019, town="Tallinn"),
        Told("Nordoptik", 23, 2021),
    )
    assert moving.editions == ["nordoptik/21", "nordoptik/22", "nordoptik/23"]
    assert len(world(Told("Nordoptik", 21, 2017, town="Riga"), Told("Nordoptik", 4, 2018, town="Tallinn")).fairs) == 2


# --- several fairs under one name ---


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Expo Frisk Shanghai", "Expo Frisk Beijing"),
        ("Lumera", "Lumera Asia"),
        ("Lumera Frankfurt", "Lumera Shanghai"),
        ("Northern Wood Days", "Northern Woodworking Days"),
        ("Icelandic Fisheries Exhibition", "Iceland Fishing Expo"),
        ("Leipzig Spring Fair", "Leipzig Autumn Fair"),
        ("Lumera", "Lumera Logistics Forum"),
    ],
)
def test_names_that_differ_in_place_or_subject_are_two_fairs(one: str, other: str) -> None:
    assert len(world(Told(one, year=2019), Told(other, year=2019)).fairs) == 2


def test_places_in_names_part_what_one_article_takes_together() -> None:
    apart = world(
        Told("Lumera Shanghai", year=2019, aka=("Lumera",)),
        Told("Lumera Frankfurt", year=2019, aka=("Lumera",)),
        Told("Lumera", year=2020),
        Told("Lumera", year=2021, town="Frankfurt"),
    )
    assert apart.fairs == ["lumera", "lumera-frankfurt", "lumera-shanghai"]
    assert apart.nodes["d"] == ("lumera-frankfurt/2021",)
    assert apart.candidates(AMBIGUOUS) == ["lumera-frankfurt lumera-shanghai"]


def test_twins_under_one_roof_stay_two_though_an_article_names_them_together() -> None:
    twins = world(
        Told("Caspifood", 28, 2023, town="Riga", start="2023-05-17"),
        Told("Caspigrow", 16, 2023, town="Riga", start="2023-05-17", aka=("Caspifood",)),
    )
    assert twins.fairs == ["caspifood", "caspigrow"]


def test_an_acronym_of_two_fairs_alone_is_ambiguous() -> None:
    shared = world(
        Told("Lagos Agrarian Fair", year=2019, aka=("LAFA",), town="Lagos"),
        Told("Leipzig Antiquarian Fair", year=2019, aka=("LAFA",), town="Leipzig"),
        Told("LAFA", year=2019),
        Told("LAFA", year=2020, town="Leipzig"),
    )
    assert shared.fairs == ["lafa", "lagos-agrarian-fair", "leipzig-antiquarian-fair"]
    assert shared.nodes["d"] == ("leipzig-antiquarian-fair/2020",)
    assert shared.candidates(AMBIGUOUS) == ["lagos-agrarian-fair leipzig-antiquarian-fair"]


def test_the_organizer_tells_which_fair_of_a_name_is_meant() -> None:
    shared = world(
        Told("Lumera", year=2019, town="Leipzig", organizer="Pleisse Messen"),
        Told("Lumera", year=2019, town="New York", organizer="Hudson Shows"),
        Told("Lumera", year=2020, organizer="Hudson Shows"),
    )
    assert shared.fairs == ["lumera-leipzig", "lumera-new-york"]
    assert shared.nodes["c"] == ("lumera-new-york/2020",)
    assert shared.candidates(AMBIGUOUS) == []


def test_numbers_tell_two_fairs_of_one_name_in_one_town() -> None:
    assert len(world(Told("Indabo", 6, 1999, town="Lagos"), Told("Indabo", 6, 2019, town="Lagos")).fairs) == 2


def test_a_name_that_any_town_may_have_needs_its_town() -> None:
    assert (
        len(world(Told("Toy Fair", year=2019, town="London"), Told("Toy Fair", year=2019, town="New York")).fairs)
        == 2
    )
    assert len(world(Told("Toy Fair", year=2019), Told("Toy Fair", year=2020)).fairs) == 2
    assert (
        len(world(Told("Toy Fair", year=2019, town="London"), Told("Toy Fair", year=2020, town="London")).fairs) == 1
    )


def test_a_town_alone_names_no_fair() -> None:
    assert (
        len(world(Told("Leipzig", year=2019, town="Leipzig"), Told("Leipzig", year=2020, town="Leipzig")).fairs) == 2
    )


def test_a_name_cut_short_in_one_article_is_not_the_fair_of_that_name() -> None:
    apart = world(
        Told("Western Prairie Combine Show", year=2019, aka=("Prairie Combine Show",)),
        Told("Prairie Combine Show", year=2019, town="New York"),
    )
    assert len(apart.fairs) == 2


def test_one_misread_country_does_not_make_a_name_ambiguous() -> None:
    often = [Told("Lumera", year=2010 + n, town="Leipzig") for n in range(8)]
    found = world(*often, Told("Lumera", year=2019, town="Lagos"), Told("Lumera", year=2020))
    assert found.nodes["j"] == ("lumera-leipzig/2020",)
    assert found.fairs == ["lumera-lagos", "lumera-leipzig"]


# --- whatever the articles ---

NAMES = ("Lumera", "Lumera Asia", "Lumera Shanghai", "Shanghai Lumera Fair", "LUM", "Toy Fair", "Trade Fair", "CIIE",
         "London Toy Fair", "Indaba", "Canton Fair", "Guangzhou Trade Fair", "Leipzig")  # fmt: skip
TOLD = st.builds(
    Told,
    fair=st.sampled_from(NAMES),
    ordinal=st.none() | st.integers(1, 30),
    year=st.none() | st.integers(2015, 2021),
    start=st.none() | st.sampled_from(["2019-03-12", "2020-03-10"]),
    town=st.none() | st.sampled_from(sorted(TOWNS)),
    aka=st.lists(st.sampled_from(NAMES), max_size=2, unique=True).map(tuple),
    organizer=st.none() | st.sampled_from(["Hudson Shows", "Pleisse Messen"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(TOLD, max_size=7), st.randoms(use_true_random=False))
def test_the_order_of_articles_is_without_effect_and_summaries_suffice(told: list[Told], random: object) -> None:
    readings = [resolve(reading(f"a{n}", one), REGISTRY) for n, one in enumerate(told)]
    index = index_fairs(readings, REGISTRY)
    mixed = list(readings)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert index_fairs(mixed, REGISTRY) == index
    assert index_seen_fairs(((r.article.id, r.fairs) for r in mixed), REGISTRY) == index
    for read in readings:
        for fair in read.fairs:
            identity = index.of(read.article.id, fair.ref)
            assert not fair.registered or identity.slug == fair.slug
            assert identity in {each.id for each in index.fairs}


@settings(max_examples=100, deadline=None)
@given(st.lists(TOLD, min_size=1, max_size=6))
def test_articles_that_say_the_same_are_of_one_fair(told: list[Told]) -> None:
    first = [resolve(reading(f"a{n}", one), REGISTRY) for n, one in enumerate(told)]
    placed = [n for n, one in enumerate(told) if one.town and one.fair not in ("Trade Fair", "Leipzig")]
    again = [resolve(reading(f"b{n}", told[n]), REGISTRY) for n in placed]
    index = index_fairs([*first, *again], REGISTRY)
    for n, copy in zip(placed, again, strict=True):
        assert index.of(f"a{n}", first[n].fairs[0].ref) == index.of(f"b{n}", copy.fairs[0].ref)
