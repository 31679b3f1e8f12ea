import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, RenderableType
from rich.text import Text
from terminal import columns

from kg.tables import Column, FittedTable, Group, Listed, plain_table

WORDS = st.text("abcdefgh 进", max_size=60).map(lambda text: " ".join(text.split()))
NUMBERS = st.integers(0, 10**15).map(lambda number: f"{number:,}")


def shown(content: RenderableType, width: int) -> list[str]:
    console = Console(file=io.StringIO(), width=width, markup=False, emoji=False)
    console.print(content)
    assert isinstance(console.file, io.StringIO)
    return [line.rstrip() for line in console.file.getvalue().splitlines()]


def table(*rows: tuple[str, str, str]) -> FittedTable:
    heads = (Column("name"), Column("number", "right"), Column("said"))
    return plain_table(heads, (tuple(map(Text, row)) for row in rows))


@given(rows=st.lists(st.tuples(WORDS, NUMBERS, WORDS), min_size=1, max_size=6), width=st.integers(24, 200))
def test_nothing_is_lost_and_no_number_is_cut_at_any_width(rows: list[tuple[str, str, str]], width: int) -> None:
    lines = shown(table(*rows), width)
    assert max(map(columns, lines)) <= width
    standing = " ".join(lines).split()
    for name, number, said in rows:
        assert number in standing
        for sign in set(name + said) - {" "}:
            assert sum(line.count(sign) for line in lines) >= (name + said).count(sign)


def test_there_is_one_line_a_row_where_there_is_room() -> None:
    lines = shown(table(("Tea Expo", "1,234", "so many words as that"), ("CES", "5", "few")), 60)
    assert lines == [
        "name       number   said",
        "─────────────────────────────────────────",
        "Tea Expo    1,234   so many words as that",
        "CES             5   few",
    ]


def test_a_row_without_room_is_a_block() -> None:
    assert shown(table(("Tea Expo", "1,234,567,890", "so many words"), ("CES", "5", "")), 24) == [
        "name",
        "  Tea Expo",
        "number",
        "  1,234,567,890",
        "said",
        "  so many words",
        "",
        "name",
        "  CES",
        "number",
        "  5",
    ]
    assert shown(table(("Tea Expo", "5", "a mere dozen of words")), 30)[-2:] == [
        "Tea          5  a mere dozen",
        "Expo            of words",
    ]


@pytest.mark.parametrize("width", [20, 40, 80, 160])
def test_names_of_groups_stand_once_wherever_they_stand(width: int) -> None:
    names = ("International Tea Expo of the Far East and West", "CES")
    rows = tuple((Text(f"{number}th"), Text(f"{number:,}")) for number in (1000, 2000))
    content = FittedTable(
        (Column("Edition"), Column("Figures", "right")), tuple(Group(n, rows) for n in names), "Fair"
    )
    page = " ".join(" ".join(shown(content, width)).split())
    assert page.count("CES") == 1
    assert len(re.findall(r"\b1,000\b", page)) == 2


def test_names_above_their_rows_save_lines() -> None:
    rows = ((Text("1st"), Text("12")),)
    groups = (Group("A fair with a name of very many words that all have their room", rows),)
    content = FittedTable((Column("Edition"), Column("Articles", "right")), groups, "Fair")
    assert shown(content, 34)[2:] == [
        "A fair with a name of very many",
        "words that all have their room",
        "1st             12",
    ]
    assert len(shown(content, 120)) == 3


@pytest.mark.parametrize(("width", "lines"), [(60, ["coverage  How many articles stand behind each edition?"])])
def test_meanings_stand_beside_names_where_there_is_room(width: int, lines: list[str]) -> None:
    listed = Listed((("coverage", Text("How many articles stand behind each edition?")),))
    assert shown(listed, width) == lines
    assert shown(listed, 24)[:2] == ["coverage", "  How many articles"]


def test_a_number_longer_than_the_terminal_is_all_there() -> None:
    number = "1" * 50
    assert "".join(shown(table(("a", number, "b")), 30)).count("1") == 50


def test_a_number_that_just_has_no_room_makes_blocks_and_is_not_cut() -> None:
    number = "1,000,000,000,000,000"
    assert f"number  {number}" in shown(table(("Tea Expo", number, "so many words")), 30)
