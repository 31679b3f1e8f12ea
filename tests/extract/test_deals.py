from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.claims import read_article
from kg.extract.deals import Sum, candidate_pairs, find_deals, parties_of
from kg.extract.document import Document, analyse
from kg.model import Amount, Article, Span
from kg.registry import Registry, load_registry

OPENING = "The 6th Lyon Cheese Fair opened in Lyon on May 3, 2022. "


@cache
def registry() -> Registry:
    return load_registry()


def document(text: str) -> Document:
    return analyse(Article("a", text), registry())


def read(text: str) -> list[tuple[tuple[str, ...], Decimal | None, str | None]]:
    doc = document(OPENING + text)
    sums = [Sum(a.span, Amount(a.value, a.unit), False) for a in doc.amounts if a.unit in ("USD", "EUR")]
    deals = find_deals(doc, sums)
    assert all(OPENING + text == doc.text and d.parties[0] in d.span.of(doc.text) for d in deals)
    return [(d.parties, d.amount.value if d.amount else None, d.amount.unit if d.amount else None) for d in deals]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Acme Dairies signed a contract worth US$5 million with Globex Foods.", 5_000_000),
        ("Acme Dairies sold three churns to Globex Foods for US$70,000.", 70_000),
        ("A US$2 million agreement between Acme Dairies and Globex Foods covers five years.", 2_000_000),
        ("Acme Dairies and the cooperative Globex Foods signed for US$2 million.", 2_000_000),
        ("Acme Dairies put its name to a contract with Globex Foods of Turin. Worth: US$3 million.", 3_000_000),
        ("In the notebook:\n\n• Acme Dairies – Globex Foods, two vats: US$90,000", 90_000),
        ("Acme Dairies signed a memorandum with Globex Foods.", None),
        ("Acme Dairies and Globex Foods agreed to share a hall.", None),
    ],
)
def test_deals_of_two_named_parties(text: str, value: int | None) -> None:
    [(parties, worth, _)] = read(text)
    assert parties == ("Acme Dairies", "Globex Foods")
    assert worth == value


@pytest.mark.parametrize(
    "text",
    [
        "Acme Dairies and Globex Foods showed new churns.",
        "Orders worth US$5 million were signed, said Acme Dairies to Globex Foods.",
        "Twelve agreements were signed in all.",
        "Acme Dairies, like Globex Foods, signed the visitors' book.",
        "Acme Dairies employs 300 people, Globex Foods 500.",
    ],
)
def test_what_is_no_deal(text: str) -> None:
    assert read(text) == []


def test_the_total_of_many_is_not_the_value_of_one() -> None:
    text = "Of the deals worth US$9 million one was signed by Acme Dairies with Globex Foods."
    assert all(worth is None for _, worth, _ in read(text))


def test_a_sum_goes_to_the_nearer_of_two_agreements() -> None:
    text = (
        "Acme Dairies sold three churns to Globex Foods for US$70,000, and Wayne Farms signed a contract worth "
        "US$5 million with Initech Vats."
    )
    assert [(parties, worth) for parties, worth, _ in read(text)] == [
        (("Acme Dairies", "Globex Foods"), Decimal(70_000)),
        (("Wayne Farms", "Initech Vats"), Decimal(5_000_000)),
    ]


def test_two_firms_joined_in_one_name_are_two_parties() -> None:
    doc = document(OPENING + "The signing was between Acme Dairies and Turin-based Globex Foods.")
    zone = doc.sentence_at(len(OPENING)).span
    inside = [b for b in parties_of(doc) if zone.contains(b.span)]
    found = {(one.surface, other.surface) for one, other, _ in candidate_pairs(doc, zone, inside)}
    assert ("Acme Dairies", "Globex Foods") in found


def test_one_counterparty_one_deal() -> None:
    text = (
        "Acme Dairies signed a memorandum with Globex Foods. Acme Dairies signed a contract worth US$5 million with "
        "Globex Foods."
    )
    assert read(text) == [(("Acme Dairies", "Globex Foods"), Decimal(5_000_000), "USD")]


def test_a_deal_takes_its_sum_from_the_metrics() -> None:
    text = OPENING + "Acme Dairies signed a contract worth US$5 million with Globex Foods. It drew 300 exhibitors."
    reading = read_article(Article("a", text), registry())
    assert [(d.parties, d.amount and d.amount.value) for d in reading.deals] == [
        (("Acme Dairies", "Globex Foods"), Decimal(5_000_000))
    ]
    assert not [m for m in reading.metrics if m.amount is not None and m.amount.unit == "USD"]


PIECES = st.sampled_from(
    [
        "Acme Dairies", "Globex Foods", "Wayne Farms", " signed ", " with ", " and ", "between ", " sold a vat to ",
        ", ", " for US$5 million", ". ", "• ", " – ", "an agreement ", "Of ", "\n\n",
    ]
)  # fmt: skip


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_parties_stand_in_the_text_and_no_sum_is_used_twice(text: str) -> None:
    doc = document(OPENING + text)
    sums = [Sum(a.span, Amount(a.value, a.unit), True) for a in doc.amounts if a.unit == "USD"]
    deals = find_deals(doc, sums)
    whole = Span(0, len(doc.text))
    assert all(whole.contains(d.span) and all(p in doc.text for p in d.parties) for d in deals)
    stated = [d.stated for d in deals if d.stated is not None]
    assert len(stated) == len(set(stated))
