from __future__ import annotations

from decimal import Decimal

import pytest
from tea_texts import document, read

from kg.extract.attribution import Attribution
from kg.extract.editions import find_editions
from kg.extract.metrics import Measured, read_metrics, time_of
from kg.model import Amount, Bound, CountryRef, Direction, Indicator, MetricClaim, Reading, Status

FAIR = "The 6th Shanghai Tea Expo"


def measured(text: str) -> list[Measured]:
    doc = document(text)
    return list(read_metrics(doc, Attribution(doc, find_editions(doc))))


def metrics(text: str) -> list[MetricClaim]:
    return list(read(text).metrics)


@pytest.mark.parametrize(
    ("words", "indicator", "value", "unit"),
    [
        ("drew 3,486 exhibitors", Indicator.EXHIBITORS, 3486, "count"),
        ("drew 120,000 visitors", Indicator.VISITORS, 120_000, "count"),
        ("drew buyers from 45 countries", Indicator.COUNTRIES, 45, "count"),
        ("covered 367,000 square meters", Indicator.EXHIBITION_AREA, 367_000, "m2"),
        ("filled 12 halls", Indicator.HALLS, 12, "count"),
        ("had 1,200 booths", Indicator.BOOTHS, 1200, "count"),
        ("drew 500 journalists", Indicator.JOURNALISTS, 500, "count"),
        ("brought deals worth US$2.5 billion", Indicator.DEAL_VALUE, 2_500_000_000, "USD"),
    ],
)
def test_what_a_number_counts(words: str, indicator: Indicator, value: int, unit: str) -> None:
    assert [(m.indicator, m.amount) for m in metrics(f"{FAIR} {words}.")] == [
        (indicator, Amount(Decimal(value), unit))
    ]


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("3,000 exhibitors", Bound.EXACT),
        ("more than 3,000 exhibitors", Bound.MIN),
        ("about 3,000 exhibitors", Bound.APPROX),
        ("up to 3,000 exhibitors", Bound.MAX),
    ],
)
def test_the_bound_is_that_of_the_words(words: str, bound: Bound) -> None:
    assert [m.bound for m in metrics(f"{FAIR} drew {words}.")] == [bound]


def test_a_range_is_two_figures_a_lower_and_an_upper() -> None:
    found = metrics(f"{FAIR} drew between 3,000 and 4,000 exhibitors.")
    assert [(m.amount, m.bound) for m in found] == [
        (Amount(Decimal(3000)), Bound.MIN),
        (Amount(Decimal(4000)), Bound.MAX),
    ]


def test_a_change_goes_with_the_figure_that_changed() -> None:
    [metric] = metrics(f"Deals worth US$78.41 billion were signed at {FAIR}, up 6.7% on the previous edition.")
    assert metric.change is not None
    assert (metric.change.direction, metric.change.percent) == (Direction.UP, Decimal("6.7"))
    assert metric.amount == Amount(Decimal(78_410_000_000), "USD")


def test_a_change_alone_is_a_figure_without_a_value() -> None:
    found = [m for m in metrics(f"{FAIR} closed. The number of overseas buyers grew by a quarter.") if m.change]
    assert [(m.amount, m.change and m.change.percent) for m in found] == [(None, Decimal(25))]


def test_what_is_hoped_for_has_not_happened() -> None:
    [metric] = metrics(f"{FAIR} will open in Shanghai next week. Some 3,000 exhibitors are expected to attend.")
    assert metric.status is Status.EXPECTED


def test_a_figure_of_a_countrys_trade_is_about_the_country() -> None:
    [metric] = metrics(
        f"{FAIR} opened in Shanghai. China's foreign trade with Brazil reached 150 billion yuan in 2022."
    )
    assert metric.indicator is Indicator.TRADE_VALUE
    assert metric.about == CountryRef("CN")


def test_two_figures_of_one_sentence_count_each_their_own() -> None:
    found = metrics(f"{FAIR} drew 3,486 exhibitors from 45 countries and 120,000 visitors.")
    assert [(m.indicator.value, int(m.amount.value)) for m in found if m.amount] == [
        ("exhibitors", 3486),
        ("countries", 45),
        ("visitors", 120_000),
    ]


def test_every_number_is_looked_at_once_in_order() -> None:
    text = f"{FAIR} drew 3,486 exhibitors in 12 halls. A cup of tea costs 3 yuan, and 7 leaves make one."
    spans = [m.span for m in measured(text)]
    assert spans == sorted(spans)
    assert len({m.span for m in measured(text)}) == len(spans)
    left = {m.span.of(text) for m in measured(text) if m.label == "none"}
    assert not left & {"3,486", "12"}


def test_the_articles_place_in_time_follows_the_editions_dates() -> None:
    doc = document(
        "The 6th Shanghai Tea Expo opened. The previous edition was small; the next edition will be large."
    )
    by_steps = {entry.steps: entry for entry in find_editions(doc).entries}
    assert [time_of(doc, by_steps[steps]) for steps in (-1, 0, 1)] == ["past", "unknown", "future"]
    assert time_of(doc, None) == "general"
    current = by_steps[0]
    for start, end, expected in (
        ("2023-11-20", "2023-11-25", "before"),
        ("2023-11-09", "2023-11-12", "during"),
        ("2023-11-05", "2023-11-10", "after"),
    ):
        current.start, current.end = start, end
        assert time_of(doc, current) == expected


def test_numbers_that_count_nothing_of_a_fair_become_findings() -> None:
    reading: Reading = read(f"{FAIR} drew 3,486 exhibitors. A legend tells of 17 leaves.")
    assert [m.evidence.quote for m in reading.metrics] == ["3,486 exhibitors"]
    assert "17" in {finding.quote for finding in reading.findings}
