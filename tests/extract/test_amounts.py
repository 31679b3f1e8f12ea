from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.amounts import AmountMention, find_amounts, find_numbers
from kg.model import Bound


def only(text: str, country: str | None = None, published: date | None = None) -> AmountMention:
    found = find_amounts(text, country=country, published=published)
    assert len(found) == 1, [m.span.of(text) for m in found]
    return found[0]


# Text, what the mention covers, its value, unit and bound.
AMOUNTS = [
    ("It drew 3,486 firms.", "3,486", "3486", "count", "exact"),
    ("It drew 1 663 firms.", "1 663", "1663", "count", "exact"),
    ("It drew 463.200 visitors.", "463.200", "463200", "count", "exact"),
    ("It drew 1,20,000 visitors.", "1,20,000", "120000", "count", "exact"),
    ("Some 1.55 million came.", "Some 1.55 million", "1550000", "count", "approx"),
    ("There were 2.67m of them.", "2.67m", "2670000", "count", "exact"),
    ("Deals of US$78.41bn were signed.", "US$78.41bn", "78410000000", "USD", "exact"),
    ("It cost Rs 3.2 crore.", "Rs 3.2 crore", "32000000", "INR", "exact"),
    ("Over 12 lakh came.", "Over 12 lakh", "1200000", "count", "min"),
    ("Worth Rs 15 lakh crore.", "Rs 15 lakh crore", "15000000000000", "INR", "exact"),
    ("Our 12.4k followers.", "12.4k", "12400", "count", "exact"),
    ("The 20k-plus of old.", "20k-plus", "20000", "count", "min"),
    ("Deals: ~US$800 mn.", "~US$800 mn", "800000000", "USD", "approx"),
    ("It drew 8,000-plus attendees.", "8,000-plus", "8000", "count", "min"),
    ("It has 1,300 plus exhibitors.", "1,300 plus", "1300", "count", "min"),
    ("Upward of 4,100 booths.", "Upward of 4,100", "4100", "count", "min"),
    ("No fewer than 1,432 contracts.", "No fewer than 1,432", "1432", "count", "min"),
    ("As many as 250 Americans.", "As many as 250", "250", "count", "max"),
    ("Just under 1,400 firms.", "Just under 1,400", "1400", "count", "approx"),
    ("Fewer than 30 stands.", "Fewer than 30", "30", "count", "max"),
    ("Sales did not exceed 90 million dollars.", "exceed 90 million dollars", "90000000", "USD", "max"),
    ("Eighty-eight companies signed.", "Eighty-eight", "88", "count", "exact"),
    ("A dozen firms came.", "A dozen", "12", "count", "approx"),
    ("Some two thousand square metres.", "Some two thousand square metres", "2000", "m2", "approx"),
    ("Half a million people came.", "Half a million", "500000", "count", "exact"),
    ("It let 2.67 million net square feet.", "2.67 million net square feet", "2670000", "ft2", "exact"),
    ("It covers 60,226 m² here.", "60,226 m²", "60226", "m2", "exact"),
    ("It covers 9,650 sq. m. net here.", "9,650 sq. m. net", "9650", "m2", "exact"),
    ("Two-thirds of them came.", "Two-thirds", "66.7", "percent", "exact"),
    ("A third of them came.", "A third", "33.3", "percent", "exact"),
    ("One in five was foreign.", "One in five", "20", "percent", "exact"),
    ("Nine in ten would return.", "Nine in ten", "90", "percent", "exact"),
    ("Six out of every seven decide.", "Six out of every seven", "85.7", "percent", "exact"),
    ("One exhibitor in three is new.", "One exhibitor in three", "33.3", "percent", "exact"),
    ("Three-quarters were foreign.", "Three-quarters", "75", "percent", "exact"),
    ("Half of our visitors paid.", "Half", "50", "percent", "exact"),
    ("A 6.7-percent surge.", "6.7-percent", "6.7", "percent", "exact"),
    ("Nearly 2.5 per cent stayed away.", "Nearly 2.5 per cent", "2.5", "percent", "approx"),
    ("Rp 208 billion or so was spent.", "Rp 208 billion or so", "208000000000", "IDR", "approx"),
    ("Sales of 600bn yuan.", "600bn yuan", "600000000000", "CNY", "exact"),
    ("Sales of 300 million Australian dollars.", "300 million Australian dollars", "300000000", "AUD", "exact"),
    ("Orders of 1 trillion 850 billion yen.", "1 trillion 850 billion yen", "1850000000000", "JPY", "exact"),
    ("It is a 500-odd million dollars trade.", "500-odd million dollars", "500000000", "USD", "approx"),
    ("Twelve million cedis were forecast.", "Twelve million cedis", "12000000", "GHS", "exact"),
    ("The tally of 2000 visitors.", "2000", "2000", "count", "exact"),
    ("Bangkok had been promised 7000.", "7000", "7000", "count", "exact"),
    ("A six-day event.", "six-day", "6", "days", "exact"),
    ("It took in 7,5 mld euros.", "7,5 mld euros", "7500000000", "EUR", "exact"),
]


@pytest.mark.parametrize(("text", "covers", "value", "unit", "bound"), AMOUNTS)
def test_amounts_that_must_be_read(text: str, covers: str, value: str, unit: str, bound: str) -> None:
    found = only(text)
    assert found.span.of(text) == covers
    assert (found.value, found.unit, found.bound) == (Decimal(value), unit, Bound(bound))


# Numbers that count nothing, and why.
EXCLUDED = [
    ("Founded in 1957.", "year"),
    ("The 2023 edition was large.", "year"),
    ("The 2019 fair had guests.", "year"),
    ("On 10 November it closed.", "date"),
    ("From Nov. 5 to 10.", "date"),
    ("It was the 127th.", "ordinal"),
    ("The twenty-fourth session.", "ordinal"),
    ("In Hall 5.", "label"),
    ("At stand 412.", "label"),
    ("At gate four.", "label"),
    ("A 3D show.", "label"),
    ("The Boeing 737 flew.", "label"),
    ("The COVID-19 years.", "label"),
    ("At 10.30 a.m. sharp.", "time"),
    ("At 16:00 sharp.", "time"),
    ("In the 1990s.", "years"),
    ("In 2019-20.", "years"),
    ("Call +86 21 1234 5678.", "phone"),
    ("See http://example.org/2000/12.", "url"),
    ("A few thousand came.", "vague"),
    ("One of them left.", "pronoun"),
    ("Jo Penhale, 43, said so.", "age"),
    ("1. The first item.", "item"),
    ("Open on 05/11/2023.", "date"),
]


@pytest.mark.parametrize(("text", "reason"), EXCLUDED)
def test_numbers_that_are_no_amounts_say_why(text: str, reason: str) -> None:
    assert [m.excluded for m in find_numbers(text)] == [reason]
    assert find_amounts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Hundreds of firms and dozens of buyers came.",
        "In the first half of the year.",
        "At half past two.",
        "The third quarter was weak.",
        "A third hall opened.",
        "Thousands upon thousands.",
        "",
        "No numbers here.",
    ],
)
def test_texts_without_amounts(text: str) -> None:
    assert find_amounts(text) == []


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("It expects 25 to 30 exhibitors.", 25, 30),
        ("It expects 25-30 exhibitors.", 25, 30),
        ("Between 60,000 and 70,000 came.", 60000, 70000),
        ("Seven or eight firms left.", 7, 8),
        ("Some 1.5 to 2 million came.", 1500000, 2000000),
        ("It cost $40-50 million.", 40000000, 50000000),
    ],
)
def test_ranges(text: str, lower: int, upper: int) -> None:
    found = only(text)
    assert found.value == lower
    assert found.upper == upper


@pytest.mark.parametrize(
    "text",
    [
        "Attendance rose from 2,500 to 2,800.",
        "Attendance rose by 12% to 4,500.",
        "Attendance grew 300 to 4,500.",
        "30 firms and 40 stands.",
    ],
)
def test_a_change_and_a_list_are_no_ranges(text: str) -> None:
    found = find_amounts(text)
    assert len(found) == 2
    assert all(m.upper is None for m in found)


@pytest.mark.parametrize(
    ("text", "unit", "also_value", "also_unit"),
    [
        ("Worth 2 trillion yuan ($282 billion) now.", "CNY", 282000000000, "USD"),
        ("Worth RM2.13 billion or US$500m now.", "MYR", 500000000, "USD"),
        ("Worth $192bn (about €164bn) now.", "USD", 164000000000, "EUR"),
        ("On 3,207 net square meters (34,519 net square feet).", "m2", 34519, "ft2"),
    ],
)
def test_one_amount_in_two_units(text: str, unit: str, also_value: int, also_unit: str) -> None:
    found = only(text)
    assert found.also is not None
    assert (found.unit, found.also.unit) == (unit, also_unit)
    assert found.also.value == also_value
    assert found.span.of(text).count("(") == found.span.of(text).count(")")


def test_acres_are_hectares_exactly() -> None:
    assert only("It has 40 acres.").value == Decimal("16.1874256896")


@pytest.mark.parametrize(
    ("text", "country", "unit"),
    [
        ("$5m", None, "USD"),
        ("$5m", "NZ", "NZD"),
        ("Rs 500", "PK", "PKR"),
        ("K1.2 million", "ZM", "ZMW"),
        ("30 million dirhams", "MA", "MAD"),
    ],
)
def test_shared_symbols_follow_the_country(text: str, country: str | None, unit: str) -> None:
    assert only(text, country=country).unit == unit


def test_the_year_tells_currencies_apart_that_followed_one_another() -> None:
    assert only("30 million francs", country="FR", published=date(1995, 3, 1)).unit == "FRF"


def test_net_and_gross_are_kept() -> None:
    assert only("It let 3,000 gross sq m.").basis == "gross"
    assert only("It let 3,000 sq m net.").basis == "net"


def test_decimal_commas_are_read_by_the_style_of_the_text() -> None:
    assert find_amounts("It sold R$ 2,547 billions, 10,6% more.")[0].value == 2547000000
    assert find_amounts("It sold R$ 2,547 billions, 10.6% more.")[0].value == 2547000000000


_PIECES = [
    "12",
    "3,486",
    "1.5",
    "million",
    " ",
    "US$",
    "€",
    "%",
    "per cent",
    "two",
    "hundred",
    "and",
    "half",
    "a",
    "third",
    "-",
    "–",
    "to",
    "over",
    "some",
    "plus",
    "(",
    ")",
    "sq m",
    "2023",
    "May",
    "5",
    "th",
    ".",
    ",",
    "\n",
    "up to",
    "crore",
    "m",
    "bn",
    "one in",
    "between",
    "or so",
    "é",
    "中",
    "½",
]


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join) | st.text(max_size=60))
def test_any_text_gives_mentions_in_order_at_their_offsets(text: str) -> None:
    last = 0
    for mention in find_numbers(text):
        assert last <= mention.span.start <= mention.number.start
        assert mention.number.end <= mention.span.end <= len(text)
        assert mention.value.is_finite()
        assert mention.upper is None or mention.upper > mention.value
        last = mention.span.end
