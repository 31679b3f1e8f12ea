"""Deals of several articles: which of them are one."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations

import pytest

from kg.ledger.deals import IdentifiedDeal, gather_deals
from kg.model import Amount, Copies, DealClaim, EditionId, EditionRef, Evidence, FairId, FairRef, Span

EDITION = EditionId(FairId("harbour-expo"), "7")
COPIES = Copies({"copy": "wire"})


def deal(article: str, value: str | None = None, *parties: str) -> IdentifiedDeal:
    """Write a deal: "12 EUR", None where its value is not told."""
    words = " and ".join(parties or ("Nordsee", "Vento"))
    amount = None if value is None else Amount(Decimal(value.split()[0]), value.split()[1])
    evidence = Evidence(article, Span(0, len(words)), words)
    ref = EditionRef("e1", FairRef("Harbour Expo"), 7)
    return IdentifiedDeal(EDITION, DealClaim(ref, parties or ("Nordsee", "Vento"), amount, evidence, "test"))


ONE = [
    ([deal("a", "12 EUR"), deal("b", "12.0 EUR", "VENTO", "Nordsee")], ["12 EUR"]),
    ([deal("a"), deal("b", "12 EUR"), deal("c")], ["12 EUR"]),
    ([deal("wire", "12 EUR"), deal("copy", "13 USD")], ["12 EUR"]),
    ([deal("wire", "12 EUR"), deal("copy", "13 USD"), deal("b", "12 EUR")], ["12 EUR"]),
]
SEVERAL = [
    # Which of two is meant is not told.
    ([deal("a"), deal("b", "12 EUR"), deal("c", "5 EUR")], ["", "12 EUR", "5 EUR"]),
    # Whoever writes for himself may tell of another deal; and so does a copy that has another sum.
    ([deal("a", "12 EUR"), deal("b", "13 USD")], ["12 EUR", "13 USD"]),
    ([deal("wire", "12 EUR"), deal("copy", "21 EUR")], ["12 EUR", "21 EUR"]),
    ([deal("wire", "12 EUR"), deal("wire", "5 EUR"), deal("copy", "13 USD")], ["12 EUR", "13 USD", "5 EUR"]),
    ([deal("a", "12 EUR"), deal("b", None, "Nordsee", "Albatros")], ["", "12 EUR"]),
]


@pytest.mark.parametrize(("told", "expected"), ONE + SEVERAL)
def test_what_several_articles_tell_of_deals(told: list[IdentifiedDeal], expected: list[str]) -> None:
    facts = gather_deals(told, COPIES)
    assert sorted("" if fact.value is None else f"{fact.value} {fact.unit}" for fact in facts) == expected
    assert {e for fact in facts for e in fact.evidence} == {one.claim.evidence for one in told}
    assert all(gather_deals(order, COPIES) == facts for order in permutations(told))
