"""Trade events are told from other names, and all names of one event are gathered. The fairs here are made up."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.clusters import FairCluster, cluster, initials
from kg.extract.fairs import candidates, find_fairs, small_names
from kg.extract.names import find_names
from kg.registry import Registry, load_registry


@cache
def registry() -> Registry:
    return load_registry()


def clusters(text: str) -> list[FairCluster]:
    return cluster(text, find_names(text), registry())


def fairs(text: str, title: str | None = None) -> list[list[str]]:
    names = find_names(text, small_names(registry()))
    return [fair.names for fair in find_fairs(text, title, registry(), names)]


@pytest.mark.parametrize(
    "text",
    [
        "the Zubrow Fruit and Seed Exhibition (ZFSE) opened",
        "Fruteka (Zubrow Fruit and Seed Exhibition) opened",
        "the Zubrow Fruit Exhibition, also known as Fruteka, opened",
        "the Zubrow Fruit Exhibition (hereinafter referred to as the “Fruit Exhibition”) opened",
        "Fruteka 2015, the Zubrow Fruit Exhibition, opened",
        "we saw Fruteka 2018, its Zubrow Fruit Exhibition, close",
        "the 26th Fruteka, International Exhibition for Fruit, opened",
        "the Zubrow Fisheries Exhibition, ZubFish (hall 3; page 4)",
        "the Feria Zubrowiana de Frutas (Fruteka, Zubrow Fruit Fair) opened",
        "the Zubrow Fruit Exhibition opened. It is said that ZFE is loud. The Fruit Exhibition ends.",
        "the 12th Zubrow Building Exhibition “ZubBuild” opened",
        "Fruteka 2019, 7th International Fruit & Seed Exhibition, hall 4",
        "Fruteka 2019 Fruit & Seed Exhibition opened",
        "ZISE 2024 was full. A Zubrow International Seed & Fruit Exhibition was never fuller.",
        "the Zubrow Seed Exposition opened. The Zubrow Seed Expo has doors.",
        "Fruteka Peru opened. At Fruteka nobody slept.",
    ],
)
def test_names_of_one_fair_are_gathered(text: str) -> None:
    assert len(clusters(text)) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("stands at Fruteka, Zubrow Fruit Exhibition and Polmek", 3),
        ("the Zubrow Fruit Exhibition, the Polmek Seed Fair and Fruteka", 3),
        ("the Zubrow Fruit Exhibition (Paris) opened", 2),
        ("the Zubrow Fruit Exhibition or Polish pears", 2),
        ("Fruteka Peru opened, so did Fruteka Chile. At Fruteka nobody slept.", 3),
        ("ZXQ opened. A Zubrow International Seed & Fruit Exhibition was fuller.", 2),
    ],
)
def test_names_of_two_things_stay_apart(text: str, count: int) -> None:
    assert len(clusters(text)) == count


def test_a_short_form_joins_the_one_name_that_it_shortens() -> None:
    assert clusters("the Fruteka Fruit Show opened. At Fruteka one eats.")[0].names == [
        "Fruteka Fruit Show",
        "Fruteka",
    ]
    two = "the Fruteka Fruit Show opened, and the Fruteka Seed Show. At Fruteka one eats."
    assert ["Fruteka"] in [c.names for c in clusters(two)]


def test_the_fullest_name_comes_first() -> None:
    text = "ZFSE opened. The Zubrow Fruit and Seed Exhibition (ZFSE) is large."
    assert clusters(text)[0].names == ["Zubrow Fruit and Seed Exhibition", "ZFSE"]


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("we met at Gulfood", "known in fairs"),
        ("we met at Gulfood Uusimaa", "opens like known fairs"),
        ("we met at KINTEX", "known in venues"),
    ],
)
def test_a_name_that_people_of_the_trade_know_says_so(text: str, feature: str) -> None:
    [found] = candidates(text, None, registry(), find_names(text))
    assert feature in found.features


def test_a_name_that_nobody_knows_says_nothing_of_it() -> None:
    [found] = candidates("we met at Fruteka", None, registry(), find_names("we met at Fruteka"))
    assert not [f for f in found.features if "known" in f]


def test_many_of_a_kind_are_no_candidates() -> None:
    text = "NGOs, PAHs and Fruteka"
    assert [c.names for c in candidates(text, None, registry(), find_names(text))] == [["Fruteka"]]


def test_initials_with_and_without_small_words() -> None:
    assert initials("Zubrow Fair for Trade in Services") == {"zfts", "zftis", "zffts", "zfftis"}


def test_an_unknown_fair_is_recognised_by_what_is_said_of_it() -> None:
    text = (
        "Fruteka 2019, the international trade fair for fruit, closed its doors in Zubrow on Friday. The fair drew "
        "310 exhibitors and 12,000 visitors.\n\nThe next edition of Fruteka will be held from 3 to 6 May 2021. "
        "Anna Bielska of Zubrow Orchards Ltd, who had a stand at the show, said she was content."
    )
    assert fairs(text, "Fruteka closes with more visitors") == [["Fruteka"]]


def test_a_text_that_speaks_of_no_fair_names_none() -> None:
    text = (
        "Zubrow Steel Group said on Monday that profit fell by 12% to 40 million euros in 2019. The company closed a "
        "mill in Polmek and Chairman Jan Bielski told shareholders that the board would sell its stake in Norsk Malm."
    )
    assert fairs(text, "Zubrow Steel sells its stake") == []


def test_an_organiser_that_is_called_after_a_fair_is_none() -> None:
    text = (
        "The eighth Zubrow Fruit Fair opened in Polmek on Monday. It is organised by PT Zubrow International Expo "
        "and by Messe Polmek; Adam Bielski of PT Zubrow International Expo said that 300 exhibitors had come."
    )
    assert fairs(text, "Zubrow Fruit Fair opens") == [["Zubrow Fruit Fair"]]


@given(
    st.lists(
        st.sampled_from(["Fruteka", "Zubrow Fair", " (", ")", ", ", ". ", "2019", " or ", "ZF", "\n\n", "Paris", "İ"])
    )
)
@settings(max_examples=60, derandomize=True, deadline=None)
def test_each_mention_is_in_one_cluster_and_in_order(parts: list[str]) -> None:
    text = " ".join(parts)
    mentions = find_names(text)
    found = candidates(text, None, registry(), mentions)
    gathered = [m for c in found for m in c.mentions]
    assert len(gathered) == len(set(gathered))
    assert set(gathered) <= set(mentions)
    for group in found:
        assert group.mentions == sorted(group.mentions, key=lambda m: m.span)
        assert {m.surface for m in group.mentions} == set(group.names)
    assert [c.first for c in found] == sorted(c.first for c in found)


@pytest.mark.parametrize(
    "text",
    [
        "Until 2018 known as the Grain and Tractor Show, the Zemvita Harvest Fair opened.",
        "The Zemvita Harvest Fair, which was called the Grain and Tractor Show until 2018, opened.",
        "The Zemvita Harvest Fair, which until May 2018 was called the Grain and Tractor Show, opened.",
        "The Grain and Tractor Show, renamed the Zemvita Harvest Fair in 2018, opened.",
        "The Grain and Tractor Show has since been rebranded as the Zemvita Harvest Fair.",
        "The Grain and Tractor Show has changed its name to the Zemvita Harvest Fair.",
        "The Zemvita Harvest Fair (until 2018 the Grain and Tractor Show) opened.",
        "The Zemvita Harvest Fair opened. Until 2018 the fair was called the Grain and Tractor Show.",
        "The Zemvita Harvest Fair opened in May. It was formerly known as the Grain and Tractor Show.",
        "The Zemvita Harvest Fair, the former Grain and Tractor Show, opened.",
    ],
)
def test_a_fair_that_was_renamed_has_both_names(text: str) -> None:
    (found,) = clusters(text)
    assert set(found.names) == {"Zemvita Harvest Fair", "Grain and Tractor Show"}


@pytest.mark.parametrize(
    "text",
    [
        "The Zemvita Harvest Fair replaced the Grain and Tractor Show.",
        "The Zemvita Harvest Fair was bigger than the Grain and Tractor Show.",
        "Until 2018 the Zemvita Harvest Fair, the Grain and Tractor Show and others shared the grounds.",
    ],
)
def test_two_fairs_in_one_sentence_are_two(text: str) -> None:
    assert all(len(found.names) == 1 for found in clusters(text))
