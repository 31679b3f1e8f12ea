from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal

import pytest
from tea_texts import read

from kg.model import Amount, CountryRef, EditionRef, FindingCode, Indicator, Place, Predicate

NEWS = (
    "The 6th Shanghai Tea Expo (STE) closed in Shanghai on Friday.\n\n"
    "The six-day expo drew 3,486 exhibitors from 45 countries, said Sun Li, head of the STE Bureau. "
    "The previous edition had 2,900 exhibitors.\n\n"
    'It was held under the theme "New Leaves", and Brazil was the guest country of honor. '
    "Acme Tea Ltd signed a contract with Globex Leaf worth US$5 million."
)


def test_a_reading_names_the_main_edition_first_and_each_once() -> None:
    reading = read(NEWS)
    first, second = reading.editions
    assert (first.key, first.ordinal, first.year, first.fair.name) == ("e1", 6, 2023, "Shanghai Tea Expo")
    assert (second.key, second.ordinal, second.year) == ("e2", 5, 2022)
    assert "STE" in first.fair.aliases
    assert first.fair == second.fair


def test_attributes_are_claimed_of_the_main_edition_with_their_words() -> None:
    reading = read(NEWS)
    claimed = {c.predicate: (c.value, c.evidence.quote) for c in reading.claims if c.subject == reading.editions[0]}
    assert claimed[Predicate.ORDINAL][0] == 6
    assert claimed[Predicate.CITY] == (Place("Shanghai", "CN"), "Shanghai")
    assert claimed[Predicate.COUNTRY][0] == CountryRef("CN")
    assert claimed[Predicate.END_DATE] == ("2023-11-10", "Friday")
    assert claimed[Predicate.START_DATE][0] == "2023-11-05"
    assert claimed[Predicate.THEME] == ("New Leaves", "New Leaves")
    assert claimed[Predicate.GUEST_COUNTRY] == (CountryRef("BR"), "Brazil")


def test_countries_of_which_something_is_counted_take_part() -> None:
    reading = read(
        "The 6th Shanghai Tea Expo closed in Shanghai on Friday. Italy sent 41 exhibitors, Spain 33 and Norway none. "
        "For the next edition, 12 exhibitors are expected from Peru. The previous edition had 30 from Kenya."
    )
    now, before = reading.editions[0], next(e for e in reading.editions if e.ordinal == 5)
    part = [(c.subject, c.value, c.evidence) for c in reading.claims if c.predicate is Predicate.PARTICIPANT_COUNTRY]
    assert {(e, c) for e, c, _ in part} == {
        (now, CountryRef("IT")), (now, CountryRef("ES")), (before, CountryRef("KE")),
    }  # fmt: skip
    assert [e.quote for _, c, e in part if c == CountryRef("IT")] == ["41 exhibitors"]


def test_figures_stand_with_their_edition_and_speaker() -> None:
    reading = read(NEWS)
    figures = {m.evidence.quote: m for m in reading.metrics}
    assert figures["3,486 exhibitors"].about == reading.editions[0]
    assert figures["2,900 exhibitors"].about == reading.editions[1]
    assert figures["3,486 exhibitors"].speaker == "Sun Li, head of the STE Bureau"
    assert figures["2,900 exhibitors"].speaker is None


def test_a_deal_has_its_parties_and_value_and_is_no_metric() -> None:
    reading = read(NEWS)
    [deal] = reading.deals
    assert deal.edition == reading.editions[0]
    assert set(deal.parties) == {"Acme Tea Ltd", "Globex Leaf"}
    assert deal.amount == Amount(Decimal(5_000_000), "USD")
    assert not any(m.amount == deal.amount for m in reading.metrics)


def test_the_same_figure_said_twice_is_one_statement_whatever_is_said_beside_it() -> None:
    text = (
        "The 6th Shanghai Tea Expo drew 3,486 exhibitors. It was full. In all, 3,486 exhibitors came to the expo, "
        "5 percent more than in 2022."
    )
    metrics = [m for m in read(text).metrics if m.evidence.quote.startswith("3,486")]
    assert len({replace(m, evidence=metrics[0].evidence) for m in metrics}) == 1
    assert metrics[0].evidence.span.start == text.index("3,486")
    assert metrics[0].change is not None


def test_a_quote_holds_the_number_with_what_it_counts() -> None:
    [metric] = read("The 6th Shanghai Tea Expo drew 3,486 foreign exhibitors from all over.").metrics
    assert metric.evidence.quote == "3,486 foreign exhibitors"


def test_a_fair_without_any_fact_is_named_and_has_no_edition() -> None:
    reading = read(
        "The 6th Shanghai Tea Expo opened in Shanghai on Sunday and drew 3,486 exhibitors."
        " The expo drew 5,000 visitors. Many of them had been to the Lima Coffee Fair."
    )
    assert {edition.fair.name for edition in reading.editions} == {"Shanghai Tea Expo"}
    assert "Lima Coffee Fair" in {fair.name for fair in reading.fairs}


def test_an_edition_known_only_by_its_distance_says_from_which() -> None:
    reading = read(
        "The Shanghai Tea Expo drew 300 exhibitors. "
        "The previous edition had 250 exhibitors in 3 halls and 41,000 visitors.",
        None,
    )
    current, previous = reading.editions
    assert (previous.relative_to, previous.steps) == (current.key, -1)
    assert (previous.ordinal, previous.year) == (None, None)


@pytest.mark.parametrize("text", ["", "   ", "The leaves unfold.", "12 of 30 leaves fell in 2019.", "Berlin"])
def test_a_text_of_no_fair_says_so_in_one_finding(text: str) -> None:
    reading = read(text)
    [finding] = reading.findings
    assert (finding.code, finding.article) == (FindingCode.NO_FAIR, "tea")
    assert not any((reading.editions, reading.fairs, reading.claims, reading.metrics, reading.deals))


def test_of_a_text_without_a_fair_only_the_trade_of_countries_is_told() -> None:
    reading = read(
        "Brazil's exports reached US$137.5 billion in 2006, the ministry said. Its 500 offices were closed."
    )
    [metric] = reading.metrics
    assert (metric.about, metric.indicator) == (CountryRef("BR"), Indicator.TRADE_VALUE)
    assert not any((reading.editions, reading.fairs, reading.claims, reading.deals))
    assert [finding.code for finding in reading.findings] == [FindingCode.NO_FAIR]


def test_the_registry_lends_an_unknown_words_fair_its_name() -> None:
    [edition] = read("CIIE drew 3,486 exhibitors to Shanghai in 2023.").editions
    assert (edition.fair.name, edition.year) == ("CIIE", 2023)


def test_claims_and_figures_are_about_editions_of_the_reading() -> None:
    reading = read(NEWS)
    for claim in reading.claims:
        assert claim.subject in reading.editions
        assert claim.rule
    for metric in reading.metrics:
        assert not isinstance(metric.about, EditionRef) or metric.about in reading.editions
        assert metric.rule


def test_a_reading_is_the_same_under_another_hash_seed() -> None:
    script = (
        "import sys; from datetime import date; from kg.extract.claims import read_article;"
        "from kg.model import Article; from kg.registry import load_registry;"
        "print(repr(read_article(Article('tea', sys.argv[1], published=date(2023, 11, 10)), load_registry())))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", script, NEWS],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        ).stdout
        for seed in ("1", "4711")
    ]
    assert runs[0] == runs[1] == repr(read(NEWS)) + "\n"
