"""Deals: what articles tell of one agreement meets in one fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.ledger.sameness import plain_number, text_key
from kg.model import NO_COPIES, Copies, DealClaim, DealFact, EditionId

# The unit and the number of a value as they are compared; both empty where none is told.
_Value = tuple[str, str]
_UNTOLD: _Value = ("", "")


@dataclass(frozen=True, slots=True)
class IdentifiedDeal:
    """A deal claim with the edition that its article means."""

    edition: EditionId
    claim: DealClaim


def gather_deals(deals: Iterable[IdentifiedDeal], copies: Copies = NO_COPIES) -> tuple[DealFact, ...]:
    """Bring deals of one edition with the same parties and value together.

    Parties are compared without case and punctuation. Who tells a deal without its value means the one of these
    parties, if they made one only; and a copy that gives the value in the other currency means that of its original.
    """
    alike: dict[tuple[str, ...], dict[_Value, list[IdentifiedDeal]]] = defaultdict(lambda: defaultdict(list))
    for deal in deals:
        parties = sorted({text_key(party) for party in deal.claim.parties})
        alike[deal.edition.fair.slug, deal.edition.key, *parties][_value(deal.claim)].append(deal)
    return tuple(fact for _, by_value in sorted(alike.items()) for fact in _told_apart(by_value, copies))


def _value(claim: DealClaim) -> _Value:
    return _UNTOLD if claim.amount is None else (claim.amount.unit, str(plain_number(claim.amount.value)))


def _told_apart(by_value: Mapping[_Value, Sequence[IdentifiedDeal]], copies: Copies) -> Iterable[DealFact]:
    """Yield the deals of some parties at one edition, in the order of their values."""
    told: dict[str, set[_Value]] = defaultdict(set)
    for value, said in by_value.items():
        for deal in said:
            told[deal.claim.evidence.article].add(value)
    several = len(by_value.keys() - {_UNTOLD}) > 1
    meant: dict[_Value, list[IdentifiedDeal]] = defaultdict(list)
    for value, said in by_value.items():
        for deal in said:
            article = deal.claim.evidence.article
            original = told.get(copies.source(article), set())
            if value == _UNTOLD and not several:
                meant[max(by_value)].append(deal)
            elif len(told[article]) == len(original) == 1 and _in_two_currencies(value, min(original)):
                meant[min(original)].append(deal)
            else:
                meant[value].append(deal)
    return (_deal(value, said) for value, said in sorted(meant.items()))


def _in_two_currencies(one: _Value, other: _Value) -> bool:
    return _UNTOLD not in (one, other) and one[0] != other[0]


def _deal(value: _Value, said: Sequence[IdentifiedDeal]) -> DealFact:
    first = min((deal for deal in said if _value(deal.claim) == value), key=lambda deal: deal.claim.evidence)
    amount = first.claim.amount
    return DealFact(
        edition=first.edition,
        parties=first.claim.parties,
        value=plain_number(amount.value) if amount is not None else None,
        unit=amount.unit if amount is not None else None,
        evidence=tuple(sorted({deal.claim.evidence for deal in said})),
    )
