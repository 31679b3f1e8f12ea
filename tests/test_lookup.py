import re

import pytest
from pyoxigraph import Store

from kg.errors import KgError
from kg.graph.store import make_store
from kg.graph.triples import triples
from kg.lookup import EditionLine, FairLine, find, list_fairs
from kg.model import Edition, EditionId, Facts, Fair, FairId
from kg.registry import load_registry

CANTON, TRIPOLI, SALONICA, EXPO = (
    FairId("canton-fair"),
    FairId("tif-tripoli"),
    FairId("tif-thessaloniki"),
    FairId("expo-2020"),
)
FACTS = Facts(
    fairs=(
        Fair(CANTON, "Canton Fair", ("China Import and Export Fair", "广交会")),
        Fair(TRIPOLI, "Tripoli International Fair", ("TIF",)),
        Fair(SALONICA, "Thessaloniki International Fair", ("TIF",)),
        Fair(EXPO, "Expo 2020 Dubai"),
    ),
    editions=(
        Edition(EditionId(CANTON, "127"), 127, 2020, "spring"),
        Edition(EditionId(CANTON, "128"), 128, 2020, "autumn"),
        Edition(EditionId(CANTON, "9"), 9, 1961, "spring"),
        Edition(EditionId(TRIPOLI, "2019"), None, 2019),
        Edition(EditionId(SALONICA, "undated-a")),
        Edition(EditionId(EXPO, "2021"), None, 2021),
    ),
)


@pytest.fixture(scope="module")
def store() -> Store:
    return make_store(triples(FACTS, load_registry()))


def test_fairs_are_sorted_by_name_and_editions_by_time(store: Store) -> None:
    fairs = list_fairs(store)
    assert [fair.label for fair in fairs] == [
        "Canton Fair",
        "Expo 2020 Dubai",
        "Thessaloniki International Fair",
        "Tripoli International Fair",
    ]
    assert [edition.ordinal for edition in fairs[0].editions] == [9, 127, 128]
    assert fairs[0].names == ("Canton Fair", "广交会", "China Import and Export Fair", "canton-fair")


def test_every_fair_and_edition_is_found_by_its_own_names(store: Store) -> None:
    for fair in list_fairs(store):
        assert find(store, fair.label) == fair
        for edition in fair.editions:
            assert find(store, edition.label) == edition
            assert find(store, edition.node.value.split("/edition/")[1]) == edition


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("canton fair", "Canton Fair"),
        ("the China Import & Export Fair", "Canton Fair"),
        ("广交会", "Canton Fair"),
        ("127th Canton Fair", "Canton Fair spring 2020 (127th)"),
        ("Canton Fair 127", "Canton Fair spring 2020 (127th)"),
        ("the ninth session of the Canton Fair", "Canton Fair spring 1961 (9th)"),
        ("autumn Canton Fair 2020", "Canton Fair autumn 2020 (128th)"),
        ("Canton Fair fall 2020", "Canton Fair autumn 2020 (128th)"),
        ("Canton Fair 1961", "Canton Fair spring 1961 (9th)"),
        ("Expo 2020 Dubai", "Expo 2020 Dubai"),
    ],
)
def test_names_that_people_use(store: Store, name: str, label: str) -> None:
    assert find(store, name).label == label


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("TIF", "'TIF' may be any of Thessaloniki International Fair, Tripoli International Fair; name one of them"),
        (
            "Canton Fair 2020",
            "may be any of Canton Fair spring 2020 (127th), Canton Fair autumn 2020 (128th); name one",
        ),
        (
            "Canton Fair 2031",
            "no edition of Canton Fair is 'Canton Fair 2031'; there are Canton Fair spring 1961 (9th), ",
        ),
        ("128th Canton Fair 1961", "no edition of Canton Fair is '128th Canton Fair 1961'"),
        ("Kanton Fair", "nothing is known of 'Kanton Fair'; the nearest names are Canton Fair"),
        ("Dubai", "the nearest names are Expo 2020 Dubai"),
        ("xyzzy", "nothing is known of 'xyzzy'; `kg show DIR` lists all fairs"),
        ("2020", "nothing is known of '2020'"),
        ("...", "nothing is known of '...'"),
    ],
)
def test_names_that_mean_nothing_or_too_much(store: Store, name: str, sentence: str) -> None:
    with pytest.raises(KgError, match=re.escape(sentence)):
        find(store, name)


def test_a_graph_without_fairs() -> None:
    assert list_fairs(Store()) == ()
    with pytest.raises(KgError):
        find(Store(), "CIIE")


def test_kinds(store: Store) -> None:
    assert isinstance(find(store, "Canton Fair"), FairLine)
    assert isinstance(find(store, "canton-fair/127"), EditionLine)
