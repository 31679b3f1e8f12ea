from __future__ import annotations

from tea_texts import document

from kg.extract.columns import columns_of


def above(text: str) -> dict[str, int | None]:
    doc = document("The Shanghai Tea Expo closed.\n\n" + text)
    return {span.of(doc.text).strip(): cue.year for span, cue in columns_of(doc).items()}


def test_the_year_above_a_number_is_its_column() -> None:
    text = "             2023     2021\nExhibitors    310      250\nVisitors   21,400   19,800"
    assert above(text) == {"310": 2023, "250": 2021, "21,400": 2023, "19,800": 2021}


def test_columns_parted_by_bars_are_counted_from_the_right() -> None:
    text = "| | 2021 | 2023 |\n| Exhibitors | 250 | 310 |\n| Buyers | n.a. | 90 |"
    assert above(text) == {"250": 2021, "310": 2023, "90": 2023}


def test_a_head_holds_for_its_table_only() -> None:
    text = (
        "          2023   2021\nFirms      310    250\n\n"
        + "It rained.\n\n" * 3
        + "Of tea,  400   tons,   500   bags"
    )
    assert set(above(text)) == {"310", "250"}


def test_a_sentence_with_two_years_heads_no_table() -> None:
    assert above("In 2021 and 2023 it rained.\n\nIn all, 310 firms came, 250 of them to sell.") == {}
