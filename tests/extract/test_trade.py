from __future__ import annotations

from functools import cache

import pytest

from kg.extract.document import analyse
from kg.extract.trade import Trade
from kg.model import Article
from kg.registry import Registry, load_registry


@cache
def registry() -> Registry:
    return load_registry()


def trade_of(text: str, figure: str) -> str | None:
    doc = analyse(Article("a", text), registry())
    (amount,) = [a for a in doc.amounts if doc.text.startswith(figure, a.span.start)]
    return Trade(doc).country_of(amount.span)


LIMA = "LIMA - The Tea Expo opened in Lima on Monday. Buyers from China, Chinese banks and China's envoy came.\n\n"


@pytest.mark.parametrize(
    ("sentence", "country"),
    [
        ("Chile's exports were worth 5 billion dollars.", "CL"),
        ("In 2019 Chilean wine earned 5 billion dollars.", "CL"),
        ("Goods from Chile to Peru were worth 5 billion dollars.", "CL"),
        ("Tea exports were worth 5 billion dollars.", "PE"),
        ("Tea exports to China were worth 5 billion dollars.", "PE"),
        ("Trade with China was worth 5 billion dollars.", "PE"),
        ("Tea imported from China cost 5 billion dollars.", "PE"),
    ],
)
def test_whose_trade_a_figure_is_of(sentence: str, country: str) -> None:
    assert trade_of(LIMA + sentence, "5 billion") == country


def test_a_figure_in_a_text_without_a_place_is_of_no_country() -> None:
    assert trade_of("Tea exports were worth 5 billion dollars.", "5 billion") is None


def test_a_partner_is_taken_where_no_other_country_is_named() -> None:
    assert trade_of("Tea exports to Peru were worth 5 billion dollars.", "5 billion") == "PE"


def test_the_country_of_a_known_fair_is_its_home() -> None:
    text = "The Canton Fair opened. Buyers from France came. Tea exports were worth 5 billion dollars."
    assert trade_of(text, "5 billion") == "CN"
