"""Names are found by their shape: how far each runs, what bears it, which ordinal and year go with it."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.names import NameKind, find_names, head_kind


def surfaces(text: str) -> list[str]:
    return [name.surface for name in find_names(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the Dar es Salaam Trade Fair opened", ["Dar es Salaam Trade Fair"]),
        ("at the Salon de l'Agriculture in Lyon", ["Salon de l'Agriculture", "Lyon"]),
        ("the Gold Coast Diamond, Gem & Pearl Show drew", ["Gold Coast Diamond, Gem & Pearl Show"]),
        ("a Fair of Growing, Packing and Sale of Fruit is", ["Fair of Growing, Packing and Sale of Fruit"]),
        ("a China (Xiangshan) Fair for Tools and Trade was", ["China (Xiangshan) Fair for Tools and Trade"]),
        ("the Penang Maritime and Aerospace exhibition was", ["Penang Maritime and Aerospace"]),
        ("the Fruit Show in Morocco (FSM) closed", ["Fruit Show in Morocco", "FSM"]),
        ("stands at Agrama and Polmek sold", ["Agrama", "Polmek"]),
        ("the Spring Expo of December was", ["Spring Expo"]),
        ("Agrama's Halls are full", ["Agrama", "Halls"]),
        ("AGRAMA FOR BEGINNERS", ["AGRAMA", "BEGINNERS"]),
        ("Here Spring Fair opened. Autumn Fair has none.", ["Spring Fair", "Autumn Fair"]),
        ("the gates (Plough – Seed) are", ["Plough", "Seed"]),
        ("AGRAMA of Polmek", ["AGRAMA", "Polmek"]),
        ("Polmek for Agrama", ["Polmek", "Agrama"]),
        ("the Fruit, Seed & Plough Show, known as Agrama", ["Fruit, Seed & Plough Show", "Agrama"]),
        ("the Fruit, Seed, Plough Show (FSP Show)", ["Fruit, Seed, Plough Show", "FSP Show"]),
        ("a National Exhibition of Fruit and Garden Seed was", ["National Exhibition of Fruit and Garden Seed"]),
        ("the Polmek Children's Book Fair", ["Polmek Children's Book Fair"]),
        ("Polmek's Book Fair", ["Polmek", "Book Fair"]),
    ],
)
def test_how_far_a_name_runs(text: str, names: list[str]) -> None:
    assert surfaces(text) == names


def test_words_that_always_stand_together_are_one_name() -> None:
    once = "Crops in Motion opened. Nobody else did."
    assert surfaces(once) == ["Crops", "Motion", "Nobody"]
    assert surfaces(once + " We saw Crops in Motion.")[:1] == ["Crops in Motion"]
    assert surfaces("at Norway's Boat Days. To Norway's Boat Days we")[0] == "Norway's Boat Days"
    # Norway also stands elsewhere with its genitive, so the genitive is no part of the name.
    assert surfaces("at Norway's Boat Days. To Norway's Boat Days in Norway's north")[0] == "Norway"


def test_a_name_without_a_capital_is_seen_where_it_opens_sentences() -> None:
    text = "It was full. brunch! had 500 stands. We liked it. brunch! will return. Nobody misses brunch at home."
    assert surfaces(text).count("brunch") == 3
    assert "brunch" not in surfaces("It was full. brunch! had 500 stands. Nobody misses brunch.")


@pytest.mark.parametrize(
    ("text", "ordinal", "year"),
    [
        ("the 34th September Jewellery Fair", 34, None),
        ("the 34th 2019 Spring Jewellery Fair", 34, 2019),
        ("the sixth Jewellery Fair 2023 in", 6, 2023),
        ("the 2023 Jewellery Fair", None, 2023),
        ("at Agrama’19 we", None, 2019),
        ("at AGRAMA2018 we", None, 2018),
        ("Agrama No. 17 is", 17, None),
        ("Jewellery Fair 2000 exhibitors", None, None),
    ],
)
def test_the_ordinal_and_the_year_of_a_name(text: str, ordinal: int | None, year: int | None) -> None:
    name = find_names(text)[0]
    assert (name.ordinal, name.year) == (ordinal, year)
    assert not any(c.isdigit() for c in name.surface)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("china international fair for trade in services", NameKind.FAIR),
        ("salon international du cuir", NameKind.FAIR),
        ("pt surabaya international expo", NameKind.ORGANIZATION),
        ("messe stuttgart", NameKind.ORGANIZATION),
        ("feria de valencia", NameKind.ORGANIZATION),
        ("fiera di bologna", NameKind.ORGANIZATION),
        ("badger expo solutions", NameKind.ORGANIZATION),
        ("fish international", NameKind.COINED),
        ("exhibition centre", NameKind.VENUE),
        ("world steel congress", NameKind.WEAK),
    ],
)
def test_what_bears_a_name(name: str, kind: NameKind) -> None:
    assert head_kind(name.split()) is kind


WORDS = st.sampled_from(
    "Agrama Fair Expo of and the & ( ) , . 's 2019 34th No. 17 International – \n brunch SHOW l'Air für".split(" ")
)


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
@settings(max_examples=150, derandomize=True, deadline=None)
def test_every_name_stands_where_it_says(text: str) -> None:
    names = find_names(text, frozenset({"brunch"}))
    for name in names:
        assert 0 <= name.outer.start <= name.span.start < name.span.end <= name.outer.end <= len(text)
        assert text[name.span.start : name.span.end] == name.surface
    assert all(a.span.end <= b.span.start for a, b in pairwise(names))


@pytest.mark.parametrize("piece", ["A and ", "Alpha, ", "Alpha's ", "THE FAIR OF ", "Alpha (Beta ", "A in B "])
def test_time_grows_with_the_length_of_the_text(piece: str) -> None:
    start = time.perf_counter()
    find_names(piece * 3_000)
    once = time.perf_counter() - start
    start = time.perf_counter()
    find_names(piece * 12_000)
    assert time.perf_counter() - start < 12 * once + 0.1
