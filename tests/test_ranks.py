"""The ranks of figures and the kinds of their differences, rule by rule; the numbers are invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ledger.differences import FigureLedger, kind_of, rank_figures
from kg.ledger.figures import families
from kg.ledger.ranks import rank_family
from kg.ledger.timing import Timing
from kg.model import (
    Amount,
    Bound,
    Change,
    Copies,
    CountryRef,
    DifferenceKind,
    Direction,
    EditionId,
    Evidence,
    FactSubject,
    FairId,
    Indicator,
    MetricFact,
    Rank,
    RankRule,
    Scope,
    ScopeKind,
    Span,
    Status,
)

FAIR = FairId("harbour-expo")
HELD = EditionId(FAIR, "6")
SIGNS = {">": Bound.MIN, "<": Bound.MAX, "~": Bound.APPROX}
# The edition ran from 5 to 8 May; the articles came out on these days.
DAYS = {
    "preview": date(2023, 3, 1),
    "opening": date(2023, 5, 5),
    "midway": date(2023, 5, 6),
    "closing": date(2023, 5, 8),
    "report": date(2023, 5, 20),
    "letter": date(2023, 6, 9),
}
TIMING = Timing(DAYS, starts={HELD: "2023-05-05"}, ends={HELD: "2023-05-08"})


def figure(
    value: str | None,
    *articles: str,
    about: FactSubject = HELD,
    indicator: Indicator = Indicator.EXHIBITORS,
    unit: str = "count",
    status: Status = Status.ACTUAL,
    scope: Scope = Scope(),  # noqa: B008  a frozen value
    basis: str | None = None,
    also: Amount | None = None,
    change: Change | None = None,
    correcting: bool = False,
    at: int = 0,
) -> MetricFact:
    """Write a figure: "~300" is about 300, ">300" at least and "<300" at most."""
    bound = SIGNS.get(value[0], Bound.EXACT) if value else Bound.EXACT
    evidence = tuple(Evidence(article, Span(at, at + 5), "words") for article in articles)
    return MetricFact(
        about,
        indicator,
        Decimal(value.lstrip("~<>")) if value else None,
        unit if value else None,
        bound,
        status,
        scope,
        change,
        None,
        also,
        basis,
        evidence,
        correcting=articles if correcting else (),
    )


def said(ledger: FigureLedger) -> list[str]:
    """Write the figures as "preferred 300, more-sources"."""
    return [f"{fact.rank} {fact.value}" + (f", {fact.rank_rule}" if fact.rank_rule else "") for fact in ledger.facts]


def kinds(*facts: MetricFact, timing: Timing = TIMING) -> list[str]:
    return [
        f"{d.other.value} {d.kind}"
        for d in rank_figures(facts, timing).differences
        if isinstance(d.other, MetricFact)
    ]


def ranks(*facts: MetricFact, timing: Timing = TIMING) -> list[str]:
    return said(rank_figures(facts, timing))


# --- rules ---


def test_a_lone_figure_is_preferred_by_no_rule() -> None:
    assert ranks(figure("226", "closing")) == ["preferred 226"]


def test_a_result_goes_before_what_was_registered_and_that_before_what_was_expected() -> None:
    facts = (
        figure(">220", "preview", "report", "letter", status=Status.EXPECTED),
        figure("231", "opening", "midway", status=Status.REGISTERED),
        figure("226", "closing"),
    )
    assert ranks(*facts) == [
        "normal 220, result-over-forecast",
        "normal 231, result-over-forecast",
        "preferred 226, result-over-forecast",
    ]
    assert kinds(*facts) == ["231 forecast", "220 forecast"]
    assert ranks(*facts[:2])[1] == "preferred 231, result-over-forecast"


def test_what_was_said_before_the_edition_began_is_no_result() -> None:
    early, late = figure("300", "preview"), figure("226", "closing")
    assert ranks(early, late) == ["normal 300, result-over-forecast", "preferred 226, result-over-forecast"]
    assert kinds(early, late) == ["300 forecast"]


def test_a_correction_goes_before_all_that_it_corrects_however_many_say_it() -> None:
    facts = (
        figure("450", "closing", "report", "opening"),
        figure("545", "letter", correcting=True),
        figure("~550", "midway"),
    )
    assert ranks(*facts) == [
        "deprecated 450, correction",
        "preferred 545, exact-over-rounded",
        "normal 550, exact-over-rounded",
    ]
    assert kinds(*facts) == ["550 rounding", "450 correction"]


def test_of_two_corrections_the_later_holds() -> None:
    first, second = figure("545", "report", correcting=True), figure("560", "letter", correcting=True)
    assert ranks(first, second) == ["deprecated 545, correction", "preferred 560, correction"]


def test_what_comes_after_a_correction_is_not_corrected_by_it() -> None:
    corrected, later = figure("545", "report", correcting=True), figure("560", "letter")
    assert ranks(corrected, later) == ["normal 545, later-report", "preferred 560, later-report"]
    assert kinds(corrected, later) == ["545 conflict"]


def test_a_closing_report_goes_before_more_sources_of_the_opening_day() -> None:
    opening, closing = figure("231", "opening", "midway"), figure("226", "closing")
    assert ranks(opening, closing) == ["normal 231, later-report", "preferred 226, later-report"]


def test_after_the_end_more_sources_go_before_a_later_one() -> None:
    early, late = figure("226", "closing", "report"), figure("240", "letter")
    assert ranks(early, late) == ["preferred 226, more-sources", "normal 240, more-sources"]
    assert kinds(early, late) == ["240 conflict"]


def test_of_as_many_sources_the_later_goes_first() -> None:
    assert ranks(figure("226", "report"), figure("240", "letter"))[1] == "preferred 240, later-report"


def test_copies_are_one_source_and_as_old_as_their_original() -> None:
    facts = (figure("31", "closing", "letter"), figure("29", "report"))
    assert ranks(*facts)[0] == "preferred 31, more-sources"
    copied = replace(TIMING, copies=Copies({"letter": "closing"}))
    assert ranks(*facts, timing=copied) == ["normal 31, later-report", "preferred 29, later-report"]


def test_figures_that_can_all_be_true_support_each_other() -> None:
    facts = (
        figure("3486", "closing"),
        figure(">3400", "opening"),
        figure("~3500", "midway"),
        figure("4100", "letter"),
    )
    assert ranks(*facts) == [
        "preferred 3486, more-sources",
        "normal 3400, exact-over-rounded",
        "normal 3500, exact-over-rounded",
        "normal 4100, more-sources",
    ]
    assert sorted(kinds(*facts)) == ["3400 bound", "3500 rounding", "4100 conflict"]


def test_exact_figures_do_not_stand_behind_their_rounding() -> None:
    facts = (figure("50213", "closing"), figure("50400", "report"), figure("50000", "letter"))
    assert ranks(*facts)[2] == "normal 50000, exact-over-rounded"


@pytest.mark.parametrize(
    ("worse", "better"),
    [("~545", "545"), (">545", "545"), (">545", "~545"), ("50000", "50213"), ("7.8E+9", "7.84E+9")],
)
def test_an_exact_figure_goes_before_a_rounded_one_though_that_is_later(worse: str, better: str) -> None:
    facts = figure(worse, "letter"), figure(better, "closing")
    assert [fact.split()[0] for fact in ranks(*facts)] == ["normal", "preferred"]
    assert ranks(*facts)[1].endswith("exact-over-rounded")


def test_a_figure_with_its_change_goes_before_the_bare_one() -> None:
    up = Change(Direction.UP, percent=Decimal(5))
    facts = figure("226", "report"), figure("226", "letter", change=up)
    assert ranks(*facts) == ["normal 226, finer", "preferred 226, finer"]
    assert kinds(*facts) == []


def test_last_the_largest_total_or_the_part_that_stands_first_in_its_article() -> None:
    facts = figure("64", "report", at=10), figure("181", "report", at=90)
    assert ranks(*facts) == ["normal 64, first-in-order", "preferred 181, first-in-order"]
    parts = (replace(fact, scope=Scope(ScopeKind.OVERSEAS)) for fact in facts)
    assert ranks(*parts) == ["preferred 64, first-in-order", "normal 181, first-in-order"]


def test_of_a_fair_in_general_the_latest_word_holds_and_nothing_is_a_conflict() -> None:
    facts = figure("900", "opening", "closing", about=FAIR), figure("1200", "letter", about=FAIR)
    assert ranks(*facts) == ["normal 900, later-report", "preferred 1200, later-report"]
    assert kinds(*facts) == []


def test_an_article_without_a_day_is_taken_to_know_the_end() -> None:
    assert ranks(figure("231", "opening"), figure("226", "undated"))[1] == "preferred 226, later-report"


# --- what is compared ---


@pytest.mark.parametrize(
    "other",
    [
        {"indicator": Indicator.VISITORS},
        {"about": EditionId(FAIR, "5")},
        {"unit": "percent"},
        {"scope": Scope(ScopeKind.OVERSEAS)},
        {"basis": "net"},
    ],
)
def test_each_thing_has_its_own_preferred_figure(other: dict[str, object]) -> None:
    facts = figure("60", "report"), figure("40", "letter", **other)  # type: ignore[arg-type]
    assert ranks(*facts) == ["preferred 60", "preferred 40"]


def test_what_is_not_compared_has_no_rank() -> None:
    facts = (
        figure(None, "report", change=Change(Direction.UP, percent=Decimal(5))),
        figure("5", "report", indicator=Indicator.OTHER),
        figure("7", "report", about=CountryRef("PT"), indicator=Indicator.TRADE_VALUE, unit="USD"),
    )
    assert {fact.rank for fact in rank_figures(facts, TIMING).facts} == {None}


def test_areas_are_compared_in_square_metres() -> None:
    area = Indicator.EXHIBITION_AREA
    facts = (
        figure("83740", "closing", indicator=area, unit="m2"),
        figure("~900000", "report", indicator=area, unit="ft2"),
        figure("8.4", "letter", indicator=area, unit="ha"),
    )
    assert ranks(*facts)[0] == "preferred 83740, exact-over-rounded"
    assert sorted(kinds(*facts)) == ["8.4 rounding", "900000 rounding"]
    assert kinds(facts[0], replace(facts[2], value=Decimal(9))) == ["83740 conflict"]


def test_currencies_meet_only_through_a_second_amount() -> None:
    value = {"indicator": Indicator.DEAL_VALUE}
    both = figure("3600000", "closing", unit="AZN", also=Amount(Decimal(2100000), "USD"), **value)  # type: ignore[arg-type]
    dollars = figure("2100000", "report", unit="USD", **value)  # type: ignore[arg-type]
    more = figure("2500000", "letter", unit="USD", **value)  # type: ignore[arg-type]
    manat = figure("9900000", "letter", unit="AZN", **value)  # type: ignore[arg-type]
    assert ranks(both, dollars)[0] == "preferred 3600000, finer"
    assert kinds(both, dollars, more) == ["2500000 conflict"]
    assert kinds(dollars, manat) == []


# --- kinds ---


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("50213", "50000", "rounding"),
        ("50213", "50200", "rounding"),
        ("479", "480", "rounding"),
        ("545", "~540", "rounding"),
        ("17420", "~17500", "rounding"),
        ("31", "30", "conflict"),
        ("63000", "64000", "conflict"),
        ("130000", "140000", "conflict"),
        ("300000", "340000", "conflict"),
        ("63400", "71250", "conflict"),
        ("4310", "4130", "conflict"),
        ("50213", "~71000", "conflict"),
        ("3486", ">3400", "bound"),
        ("27", ">25", "bound"),
        ("71250", ">3400", "bound"),
        ("3893", "~320", "scope"),
        ("3893", "~2000", "conflict"),
        ("545", ">550", "conflict"),
        ("189", "<190", "bound"),
        ("195", "<190", "conflict"),
        (">500", ">600", "bound"),
    ],
)
def test_figures_of_two_reports_differ_by_what_their_digits_and_words_allow(one: str, other: str, kind: str) -> None:
    for first, second in ((one, other), (other, one)):
        ((_, found),) = [words.split() for words in kinds(figure(first, "report"), figure(second, "letter"))]
        assert found == kind


def test_a_small_conflict_is_given_with_its_size() -> None:
    (difference,) = rank_figures((figure("545", "closing"), figure(">550", "letter")), TIMING).differences
    assert (difference.kind, difference.relative) == (DifferenceKind.CONFLICT, Decimal("0.91"))


@pytest.mark.parametrize(("indicator", "kind"), [(Indicator.VISITORS, "bound"), (Indicator.EXHIBITORS, "conflict")])
def test_visitors_are_still_counted_while_the_edition_runs(indicator: Indicator, kind: str) -> None:
    day, end = figure("12480", "opening", indicator=indicator), figure("20480", "closing", indicator=indicator)
    assert kinds(day, end) == [f"12480 {kind}"]
    assert kinds(replace(day, value=Decimal(30000)), end) == ["30000 conflict"]


def test_an_article_that_gives_several_figures_counts_several_things() -> None:
    facts = (figure("181", "report", at=3), figure("64", "report", at=9), figure("32", "letter"))
    assert ranks(*facts)[2] == "preferred 32, more-sources"
    assert kinds(*facts) == ["181 scope", "64 scope"]
    assert kinds(*facts, figure("63", "closing")) == ["63 conflict", "181 scope", "64 scope"]


def test_far_figures_of_two_sources_each_are_a_conflict() -> None:
    facts = figure("900", "report", "closing"), figure("3100", "letter", "other")
    assert kinds(*facts) == ["900 conflict"]
    assert kinds(*facts, timing=replace(TIMING, copies=Copies({"letter": "other"}))) == ["3100 scope"]


def test_a_part_of_one_article_is_no_rival_to_the_whole_of_another() -> None:
    whole, part = figure("842", "report"), figure("61", "letter", scope=Scope(ScopeKind.OVERSEAS))
    assert kinds(whole, part) == ["61 scope"]
    assert kinds(whole, replace(part, evidence=whole.evidence)) == []


def test_another_way_of_counting_is_no_conflict() -> None:
    area = {"indicator": Indicator.EXHIBITION_AREA, "unit": "m2"}
    gross = figure("22400", "report", basis="gross", **area)  # type: ignore[arg-type]
    net = figure("12950", "letter", basis="net", **area)  # type: ignore[arg-type]
    assert kinds(net, gross) == ["12950 basis"]
    assert kinds(net, gross, figure("21000", "closing", **area)) == ["22400 basis", "12950 basis"]  # type: ignore[arg-type]


def test_two_forecasts_are_no_conflict() -> None:
    plans = (figure(v, a, status=Status.EXPECTED) for v, a in (("300", "preview"), ("400", "opening")))
    assert kinds(*plans) == ["300 forecast"]
    paid, asked = (figure(v, "preview", status=Status.REGISTERED) for v in ("23", "80"))
    assert kinds(paid, asked) == ["23 scope"]


def test_only_conflicts_are_findings_with_both_quotes() -> None:
    facts = (figure("226", "closing", "report"), figure("240", "letter"), figure("~230", "opening"))
    (finding,) = rank_figures(facts, TIMING).findings
    assert dict(finding.detail) == {
        "subject": "harbour-expo/6",
        "indicator": "exhibitors",
        "value": "226 count",
        "article": "closing",
        "quote": "words",
        "other-value": "240 count",
        "other-article": "letter",
        "other-quote": "words",
    }


def test_the_findings_of_a_part_name_it() -> None:
    part = Scope(ScopeKind.COUNTRY, "FI")
    (finding,) = rank_figures(
        (figure("48", "report", scope=part), figure("84", "letter", scope=part)), TIMING
    ).findings
    assert finding.message.startswith("exhibitors of harbour-expo/6 (country: FI): 84 count in article letter")


# --- properties ---

ARTICLES = [*DAYS, "undated", "other"]
VALUES = st.builds(
    lambda sign, digits, zeros: f"{sign}{digits}{'0' * zeros}",
    st.sampled_from(["", "", "", "~", ">", "<"]),
    st.integers(1, 130),
    st.integers(0, 3),
)
FIGURES = st.builds(
    lambda value, articles, status, scope, correcting, at: figure(
        value, *articles, status=status, scope=scope, correcting=correcting, at=at
    ),
    VALUES,
    st.lists(st.sampled_from(ARTICLES), min_size=1, max_size=3, unique=True),
    st.sampled_from([Status.ACTUAL, Status.ACTUAL, Status.EXPECTED]),
    st.sampled_from([Scope(), Scope(), Scope(ScopeKind.OVERSEAS)]),
    st.sampled_from([False, False, False, True]),
    st.integers(0, 9),
)


def identity(fact: MetricFact) -> MetricFact:
    return replace(fact, rank=None, rank_rule=None, evidence=(), correcting=())


def outcome(facts: Sequence[MetricFact]) -> set[object]:
    ledger = rank_figures(facts, TIMING)
    return {*ledger.facts, *((d.preferred, d.other, d.kind, d.relative) for d in ledger.differences)}


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.lists(FIGURES, max_size=9, unique_by=identity), st.randoms(use_true_random=False))
def test_the_order_of_figures_has_no_effect(facts: list[MetricFact], random: object) -> None:
    shuffled = list(facts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert outcome(facts) == outcome(shuffled)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.lists(FIGURES, min_size=1, max_size=9, unique_by=identity))
def test_one_figure_of_each_thing_is_preferred_and_each_other_differs_from_it_once(facts: list[MetricFact]) -> None:
    ledger = rank_figures(facts, TIMING)
    groups = [family.figures for family in families(facts, TIMING)]
    assert sum(map(len, groups)) == len(facts)
    assert [f.rank for f in ledger.facts].count(Rank.PREFERRED) == len(groups)
    assert len(ledger.differences) <= len(facts)
    others = [d.other for d in ledger.differences]
    assert len(others) == len(set(others))
    assert all(d.preferred.rank is Rank.PREFERRED for d in ledger.differences)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.lists(FIGURES, min_size=2, max_size=7, unique_by=identity))
def test_the_kind_of_a_difference_is_the_same_from_both_sides(facts: list[MetricFact]) -> None:
    for family in families(facts, TIMING):
        for one, other in combinations(rank_family(family, TIMING).ranked, 2):
            assert kind_of(one, other, TIMING) == kind_of(other, one, TIMING)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.lists(st.tuples(VALUES, st.sampled_from([*DAYS])), min_size=1, max_size=6, unique_by=lambda pair: pair[1]))
def test_an_article_that_agrees_never_makes_a_conflict(stated: list[tuple[str, str]]) -> None:
    facts = [figure(value, article) for value, article in {v: (v, a) for v, a in stated}.values()]
    before = rank_figures(facts, TIMING)
    (preferred,) = [f for f in before.facts if f.rank is Rank.PREFERRED]
    again = [
        replace(f, evidence=(*f.evidence, Evidence("other", Span(0, 5), "words")))
        if identity(f) == identity(preferred)
        else f
        for f in facts
    ]
    assert conflicts(rank_figures(again, TIMING)) <= conflicts(before)


def conflicts(ledger: FigureLedger) -> set[MetricFact]:
    found = (d.other for d in ledger.differences if d.kind is DifferenceKind.CONFLICT)
    return {identity(other) for other in found if isinstance(other, MetricFact)}


def test_ten_thousand_figures_of_one_thing_are_ranked_in_time() -> None:
    facts = [figure(str(n), f"a{n}") for n in range(100, 10_100)]
    ledger = rank_figures(facts, Timing())
    assert len(ledger.differences) == len(facts) - 1
    assert RankRule.MORE_SOURCES in {fact.rank_rule for fact in ledger.facts}
