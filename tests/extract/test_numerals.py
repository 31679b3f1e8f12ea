from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.numerals import read_digits, read_words


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("3,486", "3486"),
        ("1,420,400", "1420400"),
        ("1,20,000", "120000"),
        ("1 663", "1663"),
        ("1\u00a0663", "1663"),
        ("1\u202f663\u202f000", "1663000"),
        ("1'663", "1663"),
        ("1’663", "1663"),
        ("1.420.400", "1420400"),
        ("6.7", "6.7"),
        ("0.125", "0.125"),
        ("115,9", "115.9"),
        ("1.234,56", "1234.56"),
        ("3,486.50", "3486.50"),
        ("2019", "2019"),
    ],
)
def test_digits_with_any_separators(raw: str, value: str) -> None:
    assert read_digits(raw) == Decimal(value)


@pytest.mark.parametrize("raw", ["1,2,3", "1.2.3", "12,34,5", "9" * 41, "1,,2", "1.234.56"])
def test_digits_whose_separators_make_no_sense_are_no_number(raw: str) -> None:
    assert read_digits(raw) is None


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("eighty-eight", "88"),
        ("a hundred and nine", "109"),
        ("twelve hundred", "1200"),
        ("a dozen", "12"),
        ("two dozen", "24"),
        ("a baker's dozen", "13"),
        ("half a dozen", "6"),
        ("half a million", "500000"),
        ("one and a half million", "1500000"),
        ("a million and a half", "1500000"),
        ("two and a half thousand", "2500"),
        ("two thousand and five hundred", "2500"),
        ("three point five million", "3500000"),
        ("fifteen lakh crore", "15000000000000"),
        ("one lakh twenty thousand", "120000"),
        ("two hundred and ninety-nine million", "299000000"),
        ("three score", "60"),
        ("two thousand five hundred million", "2500000000"),
        ("three hundred thousand", "300000"),
        ("Three Hundred", "300"),
        ("one hundred and eighty-six", "186"),
        ("seventy\nfive", "75"),
    ],
)
def test_numbers_in_words(raw: str, value: str) -> None:
    assert read_words(raw) == Decimal(value)


@pytest.mark.parametrize(
    "raw", ["", "and", "hundreds", "sixth", "five and ten", "twenty thirty", "million million", "firms"]
)
def test_words_that_are_not_one_number(raw: str) -> None:
    assert read_words(raw) is None


@settings(max_examples=80, derandomize=True, deadline=None)
@given(st.integers(0, 10**12))
def test_grouped_digits_give_the_number_back(number: int) -> None:
    assert read_digits(f"{number:,}") == number
    if number >= 10**6:
        assert read_digits(f"{number:,}".replace(",", ".")) == number
    assert read_digits(f"{number:,}".replace(",", "\u202f")) == number
