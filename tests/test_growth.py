"""Stated changes against the figures of the edition that they name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kg.ledger.growth import check_growth
from kg.model import (
    Amount,
    Bound,
    Change,
    Copies,
    CountryRef,
    Direction,
    EditionId,
    Evidence,
    FactSubject,
    FairId,
    GrowthCheck,
    Indicator,
    MetricFact,
    Rank,
    Scope,
    ScopeKind,
    Span,
    Status,
    Unchecked,
    Verdict,
)

FAIR = FairId("harbour-expo")
THEN, NOW = EditionId(FAIR, "6"), EditionId(FAIR, "7")


def figure(
    about: FactSubject,
    value: str | None,
    *,
    unit: str = "count",
    bound: Bound = Bound.EXACT,
    status: Status = Status.ACTUAL,
    scope: Scope = Scope(),  # noqa: B008  a frozen value
    indicator: Indicator = Indicator.VISITORS,
    change: Change | None = None,
    basis: str | None = None,
    also: Amount | None = None,
    articles: Sequence[str] = ("a",),
) -> MetricFact:
    """Write a figure; its quote is what tells the words of two statements apart."""
    words = f"{about} {indicator} {value} {unit} {change}"
    evidence = tuple(Evidence(article, Span(0, len(words)), words) for article in articles)
    amount = None if value is None else Decimal(value)
    compared = THEN if change is not None else None
    return MetricFact(
        about,
        indicator,
        amount,
        unit if value else None,
        bound,
        status,
        scope,
        change,
        compared,
        also,
        basis,
        evidence,
    )


def change(size: str, bound: Bound = Bound.EXACT) -> Change:
    """Read "+6%", "-15%", "+12", "x2"."""
    direction = Direction.DOWN if size.startswith("-") else Direction.UP
    number = Decimal(size.strip("+-x%"))
    if size.endswith("%"):
        return Change(direction, percent=number, bound=bound)
    if size.startswith("x"):
        return Change(direction, factor=number, bound=bound)
    return Change(direction, absolute=number, bound=bound)


def verdict_of(*facts: MetricFact) -> GrowthCheck:
    (check,) = check_growth(facts)
    return check


def compared(now: str, stated: Change, then: str, **both: str) -> GrowthCheck:
    return verdict_of(figure(NOW, now, change=stated, **both), figure(THEN, then, **both, articles="b"))  # type: ignore[arg-type]


# --- what is stated against what the figures give ---

HOLDS = [
    ("8474", "+6%", "7990", "6.06"),
    ("12915", "+23%", "10500", "23"),
    ("10330", "-1.6%", "10498", "1.6"),
    ("211", "+10%", "192", "9.9"),
    ("7225", "-15%", "8500", "15"),
    ("11358", "-8.4%", "12401", "8.41"),
    ("40700", "+40%", "29000", "40.34"),
    ("250", "+12", "238", "12"),
    ("40000", "x2", "20500", "1.95"),
    ("1000", "+0.5%", "995", "0.5"),
]


@pytest.mark.parametrize(("now", "stated", "then", "recomputed"), HOLDS)
def test_a_change_that_holds_within_the_rounding_of_both(now: str, stated: str, then: str, recomputed: str) -> None:
    check = compared(now, change(stated), then)
    assert (check.verdict, check.reason, check.recomputed) == (Verdict.CONFIRMED, None, Decimal(recomputed))
    assert check.direction is (Direction.DOWN if stated.startswith("-") else Direction.UP)
    assert [fact.about for fact in check.against] == [THEN]
    assert check.figure is None


@pytest.mark.parametrize(
    ("now", "stated", "then", "recomputed", "direction"),
    [
        ("361", "-5%", "401", "9.98", Direction.DOWN),
        ("8474", "-6%", "7990", "6.06", Direction.UP),
        ("8474", "+7%", "7990", "6.06", Direction.UP),
        ("251", "+14", "239", "12", Direction.UP),
        ("311", "x2", "222", "1.4", Direction.UP),
        ("333", "+4%", "333", "0", None),
    ],
)
def test_a_change_that_does_not_hold(
    now: str, stated: str, then: str, recomputed: str, direction: Direction | None
) -> None:
    check = compared(now, change(stated), then)
    assert (check.verdict, check.recomputed, check.direction) == (
        Verdict.CONTRADICTED,
        Decimal(recomputed),
        direction,
    )


@pytest.mark.parametrize(
    ("size", "bound", "now", "then", "verdict"),
    [
        ("+20%", Bound.APPROX, "84510", "70120", Verdict.CONFIRMED),  # "a fifth more": 20.5 percent
        ("+20%", Bound.EXACT, "84510", "70120", Verdict.CONTRADICTED),
        ("+20%", Bound.APPROX, "89510", "70120", Verdict.CONTRADICTED),  # 27.7 percent
        ("+25%", Bound.APPROX, "89510", "70120", Verdict.CONFIRMED),  # "a quarter more"
        ("x3", Bound.APPROX, "2871", "1013", Verdict.CONFIRMED),  # "nearly tripled"
        ("x3", Bound.EXACT, "1871", "1013", Verdict.CONTRADICTED),
        ("x2", Bound.MIN, "2209", "1013", Verdict.CONFIRMED),  # "more than doubled"
        ("x2", Bound.MIN, "1909", "1013", Verdict.CONTRADICTED),
        ("+20%", Bound.MIN, "1249", "1013", Verdict.CONFIRMED),  # "over 20 percent": 23.3
        ("+20%", Bound.MIN, "1149", "1013", Verdict.CONTRADICTED),
        ("+20%", Bound.MIN, "1449", "1013", Verdict.NOT_CHECKABLE),  # 43 percent are over 20, but no one would say so
        ("-20%", Bound.MIN, "777", "1013", Verdict.CONFIRMED),
        ("-20%", Bound.MAX, "777", "1013", Verdict.CONTRADICTED),
        ("-20%", Bound.MAX, "837", "1013", Verdict.CONFIRMED),
    ],
)
def test_the_words_for_a_change_are_as_wide_as_they_are(
    size: str, bound: Bound, now: str, then: str, verdict: Verdict
) -> None:
    assert compared(now, change(size, bound), then).verdict is verdict


@pytest.mark.parametrize(
    ("now", "now_bound", "stated", "then", "then_bound", "verdict"),
    [
        ("50000", Bound.APPROX, "+6.2%", "47059", Bound.EXACT, Verdict.CONFIRMED),
        ("50000", Bound.APPROX, "+9%", "47059", Bound.EXACT, Verdict.NOT_CHECKABLE),
        ("8400", Bound.MIN, "+7%", "7891", Bound.EXACT, Verdict.CONFIRMED),
        ("8400", Bound.MIN, "+12%", "7891", Bound.EXACT, Verdict.NOT_CHECKABLE),
        ("8400", Bound.MIN, "+5%", "7891", Bound.EXACT, Verdict.CONTRADICTED),
        ("8400", Bound.MAX, "+8%", "7891", Bound.EXACT, Verdict.CONTRADICTED),
        ("50000", Bound.MIN, "+2%", "49031", Bound.EXACT, Verdict.NOT_CHECKABLE),
        ("8411", Bound.EXACT, "+5%", "8000", Bound.MIN, Verdict.NOT_CHECKABLE),
        ("8411", Bound.EXACT, "+7%", "8000", Bound.MIN, Verdict.CONTRADICTED),
        ("12000", Bound.EXACT, "+4.3%", "11500", Bound.EXACT, Verdict.CONFIRMED),
        ("12000", Bound.EXACT, "+12%", "11500", Bound.EXACT, Verdict.CONTRADICTED),
    ],
)
def test_the_bounds_of_figures_count(
    now: str, now_bound: Bound, stated: str, then: str, then_bound: Bound, verdict: Verdict
) -> None:
    check = verdict_of(
        figure(NOW, now, bound=now_bound, change=change(stated)), figure(THEN, then, bound=then_bound, articles="b")
    )
    assert check.verdict is verdict
    assert (check.reason is Unchecked.BOUNDS_TOO_WIDE) is (verdict is Verdict.NOT_CHECKABLE)


def test_a_share_may_grow_in_percent_or_in_points() -> None:
    for size, verdict in (("+5%", Verdict.CONFIRMED), ("+12.5%", Verdict.CONFIRMED), ("+9%", Verdict.CONTRADICTED)):
        assert compared("45", change(size), "40", unit="percent").verdict is verdict
    points = compared("45", change("+5"), "40", unit="percent")
    assert (points.verdict, points.recomputed) == (Verdict.CONFIRMED, Decimal(5))
    assert compared("45", change("+12"), "40", unit="percent").verdict is Verdict.CONTRADICTED


def test_areas_are_compared_in_one_unit() -> None:
    for unit, then in (("m2", "69300"), ("ha", "6.93"), ("ft2", "745900")):
        check = verdict_of(
            figure(NOW, "83160", unit="m2", change=change("+20%")), figure(THEN, then, unit=unit, articles="b")
        )
        assert check.verdict is Verdict.CONFIRMED, unit
    check = verdict_of(
        figure(NOW, "895130", unit="ft2", change=change("+149200")), figure(THEN, "69300", unit="m2", articles="b")
    )
    assert check.verdict is Verdict.CONFIRMED


def test_currencies_are_compared_by_a_second_amount_or_not_at_all() -> None:
    claim = figure(NOW, "46", unit="EUR", change=change("+15%"), indicator=Indicator.DEAL_VALUE)
    then = figure(THEN, "44", unit="USD", indicator=Indicator.DEAL_VALUE, articles="b")
    assert verdict_of(claim, then).reason is Unchecked.OTHER_UNIT
    both = replace(then, also=Amount(Decimal(40), "EUR"))
    assert verdict_of(claim, both).verdict is Verdict.CONFIRMED
    assert verdict_of(replace(claim, also=Amount(Decimal("50.6"), "USD")), then).verdict is Verdict.CONFIRMED


# --- which figure is compared with ---


def test_a_change_alone_is_checked_with_the_figures_of_both_editions() -> None:
    claim = figure(NOW, None, change=change("-15%"), articles="c")
    now, then = figure(NOW, "7225", articles="b"), figure(THEN, "8500")
    check = verdict_of(claim, now, then)
    assert (check.verdict, check.figure, check.against) == (Verdict.CONFIRMED, now, (then,))
    assert verdict_of(claim, now).reason is Unchecked.NO_FIGURE
    assert verdict_of(claim, then).reason is Unchecked.NO_FIGURE


def test_without_an_edition_nothing_is_compared() -> None:
    claim = figure(NOW, "8474", change=change("+6%"))
    for alone in (
        replace(claim, compared_with=None),
        replace(claim, about=CountryRef("LT")),
        replace(claim, about=FAIR),
    ):
        assert verdict_of(alone, figure(THEN, "7990")).reason is Unchecked.NO_EDITION


@pytest.mark.parametrize(
    "other",
    [
        figure(THEN, "7990", indicator=Indicator.BUYERS),
        figure(THEN, "7990", scope=Scope(ScopeKind.OVERSEAS)),
        figure(THEN, "7990", basis="net"),
        figure(THEN, "7990", status=Status.EXPECTED),
        figure(EditionId(FAIR, "5"), "7990"),
        figure(EditionId(FairId("river-fair"), "6"), "7990"),
        figure(THEN, None, change=change("+6%")),
        figure(THEN, "1990"),  # too far from what it would have to be, and so of something else
    ],
)
def test_what_counts_something_else_is_not_compared(other: MetricFact) -> None:
    claim = figure(NOW, "8474", change=change("+6%"))
    check = next(c for c in check_growth([claim, other]) if c.claim is claim)
    assert (check.verdict, check.reason, check.against) == (Verdict.NOT_CHECKABLE, Unchecked.NO_FIGURE, ())


def test_parts_are_compared_by_name() -> None:
    def of(name: str | None, kind: ScopeKind = ScopeKind.SECTOR) -> GrowthCheck:
        return verdict_of(
            figure(NOW, "8474", change=change("+6%"), scope=Scope(kind, name)),
            figure(THEN, "7990", scope=Scope(kind, "Boats & Yachts" if name else None)),
        )

    assert of("boats and yachts").verdict is Verdict.CONFIRMED
    assert of("Cranes").reason is Unchecked.NO_FIGURE
    assert of(None).reason is Unchecked.NO_FIGURE


def test_an_audited_figure_is_compared_with_one_that_was_not() -> None:
    assert verdict_of(
        figure(NOW, "8474", change=change("+6%"), basis="audited"), figure(THEN, "7990")
    ).verdict is Verdict.CONFIRMED  # fmt: skip


def test_a_basis_that_is_said_once_may_be_meant_of_both_figures() -> None:
    claim = figure(NOW, "8474", change=change("+6%"), basis="net")
    assert verdict_of(claim, figure(THEN, "7990")).verdict is Verdict.CONFIRMED
    assert verdict_of(claim, figure(THEN, "9990")).reason is Unchecked.NO_FIGURE
    assert verdict_of(claim, figure(THEN, "7990", basis="gross")).reason is Unchecked.NO_FIGURE
    assert verdict_of(claim, figure(THEN, "7990"), figure(THEN, "7991", basis="net")).against[0].basis == "net"


def test_an_expected_growth_holds_against_what_came_or_was_expected_before() -> None:
    claim = figure(NOW, "310", status=Status.EXPECTED, change=change("+12%"))
    came, hoped = figure(THEN, "277"), figure(THEN, "298", status=Status.EXPECTED, articles="b")
    assert verdict_of(claim, came).verdict is Verdict.CONFIRMED
    assert verdict_of(claim, came, hoped).against == (came,)
    assert verdict_of(claim, hoped).reason is Unchecked.NO_FIGURE
    assert verdict_of(claim, replace(came, status=Status.EXPECTED)).verdict is Verdict.CONFIRMED
    assert verdict_of(claim, replace(came, value=Decimal(298))).verdict is Verdict.CONTRADICTED


def test_what_is_registered_in_advance_is_not_contradicted_by_what_came_last_time() -> None:
    claim = figure(NOW, "310", status=Status.REGISTERED, change=change("+12%"))
    assert verdict_of(claim, figure(THEN, "277")).verdict is Verdict.CONFIRMED
    assert verdict_of(claim, figure(THEN, "401")).reason is Unchecked.NO_FIGURE
    assert verdict_of(claim, figure(THEN, "401", status=Status.REGISTERED)).verdict is Verdict.CONTRADICTED


def test_a_claim_may_be_checked_by_figures_of_its_own_article() -> None:
    claim = figure(NOW, "189", change=change("+10%"))
    assert verdict_of(claim, figure(THEN, "172")).verdict is Verdict.CONFIRMED
    # But not by its own words.
    same = replace(figure(THEN, "172"), evidence=claim.evidence)
    assert verdict_of(claim, same).reason is Unchecked.NO_FIGURE


def test_of_figures_that_agree_the_exact_one_is_taken() -> None:
    claim = figure(NOW, "8474", change=change("+6%"))
    exact = figure(THEN, "7990", articles="b")
    vague = [
        figure(THEN, "8000", articles="cd"),
        figure(THEN, "7900", bound=Bound.MIN, articles="ef"),
        figure(THEN, "8000", bound=Bound.APPROX, articles="gh"),
    ]
    check = verdict_of(claim, *vague, exact)
    assert (check.verdict, check.against) == (Verdict.CONFIRMED, (exact,))


def test_where_sources_disagree_on_the_figure_the_change_is_disputed() -> None:
    claim = figure(NOW, "8474", change=change("+6%"))
    right, wrong = figure(THEN, "7990", articles="b"), figure(THEN, "7530", articles="c")
    check = verdict_of(claim, right, wrong)
    assert (check.verdict, check.reason, check.recomputed) == (Verdict.NOT_CHECKABLE, Unchecked.DISPUTED, None)
    assert set(check.against) == {right, wrong}
    # The better supported figure decides, and what all rivals give is no matter of dispute.
    assert verdict_of(
        claim, right, replace(wrong, evidence=figure(THEN, "7530", articles="cd").evidence)
    ).verdict is (Verdict.CONTRADICTED)
    assert verdict_of(claim, figure(THEN, "7431"), wrong).verdict is Verdict.CONTRADICTED


def test_copies_are_no_further_sources_of_a_disputed_figure() -> None:
    claim = figure(NOW, "8474", change=change("+6%"))
    facts = (claim, figure(THEN, "7990", articles="b"), figure(THEN, "7530", articles="cd"))
    assert [check.verdict for check in check_growth(facts)] == [Verdict.CONTRADICTED]
    (check,) = check_growth(facts, Copies({"d": "c"}))
    assert check.reason is Unchecked.DISPUTED


def test_a_figure_that_lost_in_rank_may_prove_a_change_where_the_published_one_counts_something_else() -> None:
    claim = figure(NOW, "8474", change=change("+6%"))
    published = replace(figure(THEN, "31990", articles="b"), rank=Rank.PREFERRED)
    lost = replace(figure(THEN, "7990", articles="c"), rank=Rank.NORMAL)
    check = verdict_of(claim, published, lost)
    assert (check.verdict, check.against) == (Verdict.CONFIRMED, (lost,))
    # It refutes nothing, is not asked where the published one is alike, and is not believed where it was corrected.
    for rivals in (
        [published, replace(lost, value=Decimal(7530))],
        [published, replace(lost, rank=Rank.DEPRECATED)],
    ):
        assert verdict_of(claim, *rivals).reason is Unchecked.NO_FIGURE
    assert verdict_of(claim, replace(published, value=Decimal(7530)), lost).verdict is Verdict.CONTRADICTED


def test_every_change_gets_one_verdict_in_the_order_of_the_facts() -> None:
    claims = [figure(NOW, str(n), change=change("+6%")) for n in (8474, 8000, 9000)]
    facts = [*claims, figure(THEN, "7990")]
    assert [check.claim for check in check_growth(facts)] == claims


# --- whatever the numbers ---

counts = st.integers(11, 10**7).filter(lambda n: n % 10 != 0)


def rounded(now: int, then: int, places: int) -> Decimal:
    return round(Decimal(abs(now - then)) * 100 / then, places)


@given(now=counts, then=counts, places=st.integers(0, 2))
@settings(max_examples=200, derandomize=True, deadline=None)
def test_a_change_computed_from_exact_figures_is_confirmed(now: int, then: int, places: int) -> None:
    size = rounded(now, then, places)
    stated = Change(Direction.UP if now > then else Direction.DOWN, percent=size)
    assert compared(str(now), stated, str(then)).verdict is Verdict.CONFIRMED


@given(
    then=counts.filter(lambda n: n > 1000),
    permille=st.integers(-700, 500),
    places=st.integers(0, 2),
    off=st.integers(3, 20),
    more=st.booleans(),
)
@settings(max_examples=300, derandomize=True, deadline=None)
def test_a_change_that_is_off_by_more_than_two_of_its_last_digits_is_contradicted(
    then: int, permille: int, places: int, off: int, more: bool
) -> None:
    now = then + then * permille // 1000
    now += now % 10 == 0
    size = rounded(now, then, places) + (off if more else -off) * Decimal(1).scaleb(-places)
    # A zero at the end may be rounding: 4.0 percent is read as 4, and 150 may be 147.
    assume(size > 0 and size % Decimal(10).scaleb(-places) != 0)
    stated = Change(Direction.UP if now > then else Direction.DOWN, percent=size)
    assert compared(str(now), stated, str(then)).verdict is Verdict.CONTRADICTED


@given(order=st.permutations(range(7)))
@settings(max_examples=40, derandomize=True, deadline=None)
def test_verdicts_do_not_depend_on_the_order_of_statements(order: Sequence[int]) -> None:
    facts = [
        figure(NOW, "8474", change=change("+6%")),
        figure(NOW, None, change=change("+9%"), articles="b"),
        figure(NOW, "8700", articles="c"),
        figure(THEN, "7990"),
        figure(THEN, "8000", bound=Bound.APPROX, articles="bc"),
        figure(THEN, "7750", articles="d"),
        figure(THEN, "7749", articles="e"),
    ]
    straight = {check.claim: check for check in check_growth(facts)}
    assert {check.claim: check for check in check_growth([facts[i] for i in order])} == straight


def test_checking_takes_time_in_proportion_to_the_statements() -> None:
    def seconds(size: int) -> float:
        claims = [
            figure(NOW, str(8001 + i), change=change(f"+{i % 50 + 1}%"), articles=[f"a{i}"]) for i in range(size)
        ]
        before = [figure(THEN, str(7001 + i), articles=[f"b{i}"]) for i in range(size)]
        started = perf_counter()
        check_growth([*claims, *before])
        return perf_counter() - started

    assert min(seconds(800) for _ in range(2)) < 20 * min(seconds(100) for _ in range(2))
