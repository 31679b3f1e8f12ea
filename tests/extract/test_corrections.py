import pytest

from kg.extract.corrections import is_correction
from kg.model import Span


def corrects(sentence: str, figure: str) -> bool:
    start = sentence.index(figure)
    return is_correction(sentence, Span(0, len(sentence)), Span(start, start + len(figure)))


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("The organiser's corrected total is 8,120 visitors.", "8,120"),
        ("Revised attendance figures show 8,120 visitors.", "8,120"),
        ("The number of stands was corrected to 612.", "612"),
        ("The visitor total has since been revised from 9,000 to 8,120.", "8,120"),
        ("The correct figure is 612 stands.", "612"),
        ("There were 612 stands, not 700 as reported last week.", "612"),
        ("There were 612 stands, not the 700 stands initially announced.", "612"),
        ("Properly counted, the buyers were 340.", "340"),
        ("We wrongly reported 700 stands; there were 612.", "612"),
        ("The 612 stands of the show were printed as 700 in error; 700 was given by mistake.", "612"),
    ],
)
def test_words_of_correction_are_heard(sentence: str, figure: str) -> None:
    assert corrects(sentence, figure)


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("The show had 612 stands.", "612"),
        ("Under the revised customs law, 612 exhibitors came.", "612"),
        ("The fair helps to correct a trade deficit of $4 billion.", "4"),
        ("The final figure is 8,120 visitors.", "8,120"),
        ("The hall was rightly full with 8,120 visitors.", "8,120"),
        ("There were not 700 stands but 612.", "612"),
    ],
)
def test_other_words_are_none(sentence: str, figure: str) -> None:
    assert not corrects(sentence, figure)


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("There were 612 stands, not 700 as reported last week.", "700"),
        ("The visitor total has since been revised from 9,000 to 8,120.", "9,000"),
        ("We wrongly reported 700 stands; there were 612.", "700"),
    ],
)
def test_the_figure_that_is_taken_back_corrects_nothing(sentence: str, figure: str) -> None:
    assert not corrects(sentence, figure)
