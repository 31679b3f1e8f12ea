from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tea_texts import article, read, registry

from kg.extract.attribution import Attribution
from kg.extract.claims import read_document
from kg.extract.document import Document, analyse
from kg.extract.leavings import left_numbers, misfit, outcome_of
from kg.extract.metrics import Measured, read_metrics
from kg.model import (
    Amount,
    Bound,
    Claim,
    DealClaim,
    Finding,
    FindingCode,
    Indicator,
    MetricClaim,
    Reading,
    Scope,
    Span,
    Status,
)

FAIR = "The 6th Shanghai Tea Expo drew 3,486 exhibitors."
ROOT = Path(__file__).parents[2]


def left(text: str) -> dict[str, FindingCode]:
    """Return what is left of a text after a sentence about a fair, with the reasons."""
    return {f.quote or "": f.code for f in read(f"{FAIR} {text}").findings if f.span is not None}


@pytest.mark.parametrize(
    ("text", "number", "code"),
    [
        ("Doors open at 10:30 a.m. for all.", "10:30 a.m.", FindingCode.DATE_PART),
        ("The rules date from 1954.", "1954", FindingCode.DATE_PART),
        ("The queue began in hall 5.", "5", FindingCode.LABEL),
        ("Call +49 511 89 31 32 3.", "+49 511 89 31 32 3", FindingCode.LABEL),
        ("Ann Brown, 47, said so.", "47", FindingCode.AGE),
        ("Her stall came in the 3rd row.", "3rd", FindingCode.RANK),
        ("The walk took 40 minutes.", "40 minutes", FindingCode.UNIT_UNKNOWN),
        ("Rooms went for 90 euros a night.", "90 euros", FindingCode.PRICE),
        ("A ticket costs 12 yuan.", "12 yuan", FindingCode.PRICE),
        ("Silver stood at $31/oz and at $2 per kg.", "$2", FindingCode.PRICE),
    ],
)
def test_a_number_is_left_with_its_reason(text: str, number: str, code: FindingCode) -> None:
    assert left(text)[number] is code


def test_what_became_a_fact_is_no_finding() -> None:
    text = "The 6th Shanghai Tea Expo was held from November 5 to 10, 2023. It drew 3,486 exhibitors, up 5% on 2022."
    found = {finding.quote for finding in read(text).findings}
    assert not found & {"3,486", "5%", "6th", "November 5 to 10, 2023", "2023"}


def test_each_reason_is_one_sentence_about_the_number() -> None:
    [finding] = [f for f in read(f"{FAIR} A ticket costs 12 yuan.").findings if f.quote == "12 yuan"]
    assert finding.message == "It is a price, a fee, a cost or a rate."


# --- reasons that hang on what a number was taken for ---


def reasons(text: str, label: str, amount: Amount | None = None) -> list[Finding]:
    """Return the findings of a text all of whose amounts were taken for one thing, and became no fact."""
    doc = analyse(article(text), registry())
    looked_at = [
        Measured(
            a.span, label, amount or Amount(a.value, a.unit), Bound.EXACT, Status.ACTUAL, Scope(), None
        )
        for a in doc.amounts
    ]  # fmt: skip
    return list(left_numbers(doc, outcome_of(looked_at, (), (), ())))


@pytest.mark.parametrize(
    ("text", "label", "code"),
    [
        ("Of 80 beds none was free.", "other", FindingCode.NO_INDICATOR),
        ("A contract for 80 million euros was signed.", "deal", FindingCode.NO_PARTIES),
        ("Trade grew to 80 million euros.", "trade-value", FindingCode.NO_COUNTRY),
        ("It filled 80 stands of floor.", "exhibition-area", FindingCode.UNIT_MISFIT),
        ("Somehow 80 beds were free.", "none", FindingCode.NOT_UNDERSTOOD),
        ("Acme Group owns 80 vans.", "none", FindingCode.SOMEONE_ELSES_FIGURE),
        ("The staff is 80 strong.", "none", FindingCode.SOMEONE_ELSES_FIGURE),
        ("Director Ann Brown has 80 vans.", "none", FindingCode.SOMEONE_ELSES_FIGURE),
        ("Acme Group said the fair has 80 vans.", "none", FindingCode.NOT_UNDERSTOOD),
    ],
)
def test_the_reason_is_what_the_reading_and_the_clause_show(text: str, label: str, code: FindingCode) -> None:
    [finding] = reasons(text, label)
    assert finding.code is code
    assert finding.span is not None
    assert finding.span.of(text) == finding.quote


def test_the_one_whose_figure_it_is_is_named() -> None:
    [finding] = reasons("Acme Group owns 80 vans.", "none")
    assert "“Acme Group”" in finding.message


def test_a_change_of_no_figure_is_no_figure_either() -> None:
    codes = {f.quote: f.code for f in reasons("Rents were 80 euros, up 7 percent.", "none")}
    assert codes["7 percent"] is FindingCode.LONE_CHANGE


@pytest.mark.parametrize(
    ("label", "value", "unit", "wrong"),
    [
        ("exhibitors", "3486", "count", False),
        ("exhibitors", "19.5", "count", True),
        ("exhibitors", "61", "percent", False),
        ("exhibitors", "161", "percent", True),
        ("visitors", "5", "EUR", True),
        ("exhibition-area", "40000", "m2", False),
        ("exhibition-area", "40000", "count", True),
        ("exhibition-area", "80", "percent", False),
        ("deal-value", "5", "EUR", False),
        ("deal-value", "5", "count", True),
        ("deal-value", "5", "m2", True),
        ("none", "5.5", "count", False),
        ("deal", "5", "EUR", False),
    ],
)
def test_units_that_do_not_fit(label: str, value: str, unit: str, wrong: bool) -> None:
    assert misfit(label, Amount(Decimal(value), unit)) is wrong


def test_a_change_alone_has_no_unit_to_fit() -> None:
    assert not misfit("exhibitors", None)


def test_every_indicator_has_its_units() -> None:
    for indicator in set(Indicator) - {Indicator.OTHER}:
        fits = [unit for unit in ("count", "m2", "EUR") if not misfit(indicator, Amount(Decimal(5), unit))]
        assert len(fits) == 1, indicator


# --- nothing is dropped ---


def check_all_told(doc: Document, reading: Reading) -> None:
    """Each number is within the words of a statement or pointer, says how a figure changed, or is a finding."""
    told = {finding.span for finding in reading.findings}
    statements: tuple[Claim | MetricClaim | DealClaim, ...] = (*reading.claims, *reading.metrics, *reading.deals)
    proofs: list[Span] = [each.evidence.span for each in statements]
    proofs += [cue.span for cue in doc.cues] + [mention.name.outer for mention in doc.mentions]
    changing = {doc.amounts[c.amount].span for c in doc.changes if c.amount is not None}
    worth = {a.span for a in doc.amounts if any(d.amount and d.amount.value == a.value for d in reading.deals)}
    for number in doc.numbers:
        within = any(span.contains(number.number) for span in proofs)
        assert number.span in told or within or number.span in changing | worth, number


PIECES = (
    """
The 6th Shanghai Tea Expo|the fair|in 2019|from Nov 5 to 10|3,486|exhibitors|stands|US$78 million|up 6.7 percent|3 to
5 percent|signed with|Acme|Globex|. |hall 5|aged 47|40 minutes|one of the|a ticket|the 3rd|10:30|1.5|half of|twelve|m²
""".strip()
    .replace("\n", " ")
    .split("|")
)


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join))
def test_no_number_of_any_text_is_dropped(text: str) -> None:
    doc = analyse(article(f"{FAIR} {text}"), registry())
    check_all_told(doc, read_document(doc))


@pytest.mark.parametrize("path", sorted((ROOT / "sources/articles").glob("*.txt")), ids=lambda path: path.stem)
def test_no_number_of_the_samples_is_dropped(path: Path) -> None:
    doc = analyse(article(path.read_text(encoding="utf-8").split("---\n", 2)[2]), registry())
    check_all_told(doc, read_document(doc))


def test_a_figure_that_does_not_fit_is_no_statement(monkeypatch: pytest.MonkeyPatch) -> None:
    doc = analyse(article(f"{FAIR} It had 19.5 visitors."), registry())

    def taken(doc: Document, attribution: Attribution) -> Iterator[Measured]:
        for measured in read_metrics(doc, attribution):
            yield replace(measured, label="visitors")

    monkeypatch.setattr("kg.extract.claims.read_metrics", taken)
    reading = read_document(doc)
    assert [m.amount for m in reading.metrics] == [Amount(Decimal(3486))]
    assert [(f.quote, f.code) for f in reading.findings] == [("19.5", FindingCode.UNIT_MISFIT)]
