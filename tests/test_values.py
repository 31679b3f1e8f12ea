"""The ranks of attribute values and the kinds of their differences, rule by rule; the fair is invented."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ledger.timing import Timing
from kg.ledger.values import Known, Question, RankedValues, Subject, Value, rank_values
from kg.model import (
    AttributeFact,
    AttributeValue,
    Copies,
    DifferenceKind,
    Edition,
    EditionId,
    Evidence,
    FairId,
    FindingCode,
    Place,
    Predicate,
    Span,
)

FAIR = FairId("harbour-expo")
HELD = EditionId(FAIR, "6")
KNOWN = Known({HELD: Edition(HELD, 6, 2023)})
DAYS = {
    "early": date(2022, 11, 1),
    "preview": date(2023, 3, 1),
    "closing": date(2023, 5, 8),
    "report": date(2023, 5, 20),
    "letter": date(2023, 6, 9),
}
TIMING = Timing(DAYS)


def value(said: AttributeValue, *articles: str) -> Value:
    return Value(said, tuple(Evidence(article, Span(0, 5), str(said)) for article in articles))


def ranked(
    predicate: Predicate,
    *values: Value,
    start: str | None = None,
    known: Known = KNOWN,
    timing: Timing = TIMING,
    subject: Subject = HELD,
) -> RankedValues:
    return rank_values(Question(subject, predicate, known, start), values, timing)


def told(found: RankedValues) -> list[str]:
    return [f"{f.rank} {f.value}" + (f", {f.rank_rule}" if f.rank_rule else "") for f in found.facts]


def kinds(found: RankedValues) -> list[str]:
    return [f"{d.other.value} {d.kind}" for d in found.differences if isinstance(d.other, AttributeFact)]


def test_a_lone_value_is_preferred_by_no_rule() -> None:
    assert told(ranked(Predicate.VENUE, value("Cais Hall", "report"))) == ["preferred Cais Hall"]


def test_what_the_edition_excludes_is_last_and_a_date_that_cannot_be_is_deprecated() -> None:
    found = ranked(
        Predicate.START_DATE, value("2022-05-05", "closing", "report"), value("2023-05-05", "letter")
    )  # fmt: skip
    assert told(found) == ["preferred 2023-05-05, fits-edition", "deprecated 2022-05-05, fits-edition"]
    found = ranked(
        Predicate.END_DATE,
        value("2023-05-04", "closing", "report"),
        value("2023-05-08", "letter"),
        start="2023-05-05",
    )
    assert told(found) == ["preferred 2023-05-08, fits-edition", "deprecated 2023-05-04, fits-edition"]
    assert kinds(found) == ["2023-05-04 conflict"]


def test_an_end_in_another_year_is_near_the_start_or_cannot_be() -> None:
    values = value("2024-04-04", "letter"), value("2023-05-08", "closing")
    for start in ("2023-05-05", "2023-05", None):
        found = ranked(Predicate.END_DATE, *values, start=start)
        assert told(found)[1] == "deprecated 2024-04-04, fits-edition" if start else found.preferred == "2024-04-04"
    over_the_year = ranked(Predicate.END_DATE, value("2024-03-31", "letter"), start="2023-10-01")
    assert over_the_year.preferred == "2024-03-31"
    assert ranked(Predicate.END_DATE, value("2023-12-30", "letter"), start="2023-02-01").preferred == "2023-12-30"


def test_where_no_date_can_be_none_is_preferred_and_the_reader_is_told() -> None:
    found = ranked(Predicate.START_DATE, value("2022-05-05", "closing"))
    assert told(found) == ["deprecated 2022-05-05, fits-edition"]
    assert (found.preferred, [f.code for f in found.findings]) == (None, [FindingCode.DATES_DISAGREE])


def test_the_registry_settles_the_year_of_an_edition_and_of_a_founding() -> None:
    by_registry = Known(KNOWN.editions, {FAIR: 1987}, frozenset({HELD}))
    years = value(2024, "closing", "report"), value(2023, "letter")
    assert told(ranked(Predicate.YEAR, *years))[0] == "preferred 2023, fits-edition"
    found = ranked(Predicate.YEAR, *years, known=by_registry)
    assert told(found) == ["preferred 2023, registry", "normal 2024, registry"]
    assert (kinds(found), found.findings) == (["2024 conflict"], ())  # the finding is with the editions
    found = ranked(
        Predicate.FOUNDED_YEAR,
        value(1988, "closing", "report"),
        value(1987, "letter"),
        known=by_registry,
        subject=FAIR,
    )
    assert told(found) == ["preferred 1987, registry", "normal 1988, registry"]


def test_the_date_on_which_it_was_held_goes_before_those_that_were_planned() -> None:
    found = ranked(
        Predicate.START_DATE, value("2023-04-02", "early", "preview"), value("2023-05-05", "closing")
    )  # fmt: skip
    assert told(found) == ["preferred 2023-05-05, result-over-forecast", "normal 2023-04-02, result-over-forecast"]
    assert (kinds(found), found.findings) == (["2023-04-02 forecast"], ())


def test_a_plan_that_the_later_dates_exclude_is_no_mistake() -> None:
    found = ranked(
        Predicate.END_DATE, value("2023-04-04", "early"), value("2023-05-08", "closing"), start="2023-05-05"
    )  # fmt: skip
    assert told(found)[1].startswith("normal 2023-04-04")
    assert kinds(found) == ["2023-04-04 forecast"]


def test_more_sources_go_before_a_later_one_and_copies_are_one() -> None:
    values = value("Cais Hall", "closing", "report"), value("Quay Hall", "letter")
    found = ranked(Predicate.VENUE, *values)
    assert told(found) == ["preferred Cais Hall, more-sources", "normal Quay Hall, more-sources"]
    assert kinds(found) == ["Quay Hall conflict"]
    copied = Timing(DAYS, Copies({"report": "closing"}))
    assert told(ranked(Predicate.VENUE, *values, timing=copied))[0] == "preferred Quay Hall, later-report"


def test_a_plan_of_the_venue_goes_behind_what_was_said_at_the_fair() -> None:
    values = value("Cais Hall", "early", "preview"), value("Quay Hall", "letter")
    found = ranked(Predicate.VENUE, *values, start="2023-05-05")
    assert told(found)[0] == "preferred Quay Hall, result-over-forecast"
    assert kinds(found) == ["Cais Hall forecast"]


@pytest.mark.parametrize(
    ("predicate", "coarse", "fine"),
    [
        (Predicate.START_DATE, "2023-05", "2023-05-05"),
        (Predicate.VENUE, "Cais Hall", "Cais Hall of Lisbon"),
        (Predicate.VENUE, "NEC", "National Exhibition Centre"),
        (Predicate.CITY, Place("Santa Cruz"), Place("Santa Cruz de la Sierra", "BO")),
    ],
)
def test_the_finer_value_goes_first_with_the_sources_of_the_coarser(
    predicate: Predicate, coarse: AttributeValue, fine: AttributeValue
) -> None:
    found = ranked(predicate, value(coarse, "closing", "report", "letter"), value(fine, "closing"))
    assert (found.preferred, [f.rank_rule for f in found.facts]) == (fine, ["finer", "finer"])
    assert [d.kind for d in found.differences] == [DifferenceKind.REFINEMENT]


def test_two_venues_of_one_article_are_parts_of_the_grounds() -> None:
    found = ranked(Predicate.VENUE, value("Cais Hall", "report", "letter"), value("Quay Hall", "letter"))
    assert kinds(found) == ["Quay Hall scope"]


def test_last_the_first_in_order() -> None:
    found = ranked(Predicate.THEME, value("Tides", "report"), value("Oceans", "report"))
    assert told(found) == ["preferred Oceans, first-in-order", "normal Tides, first-in-order"]


VALUES = st.lists(
    st.tuples(
        st.sampled_from(["2023-05-05", "2023-05-06", "2023-05", "2023-04-02", "2022-05-05", "2022-05"]),
        st.lists(st.sampled_from([*DAYS, "undated"]), min_size=1, max_size=3, unique=True),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda pair: pair[0],
)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(VALUES, st.randoms(use_true_random=False))
def test_order_has_no_effect_and_one_value_at_most_is_preferred(
    stated: Sequence[tuple[str, list[str]]], random: object
) -> None:
    values = [value(said, *sorted(articles)) for said, articles in stated]
    found = ranked(Predicate.START_DATE, *values)
    random.shuffle(values)  # type: ignore[attr-defined]
    assert ranked(Predicate.START_DATE, *values) == found
    preferred = [f.value for f in found.facts if f.rank == "preferred"]
    assert preferred == ([] if found.preferred is None else [found.preferred])
    assert len(found.differences) == (len(values) - 1 if preferred else 0)
    assert {f.code for f in found.findings} <= {FindingCode.CONFLICT, FindingCode.DATES_DISAGREE}


@settings(max_examples=150, derandomize=True, deadline=None)
@given(VALUES)
def test_an_article_that_agrees_never_makes_a_conflict(stated: Sequence[tuple[str, list[str]]]) -> None:
    values = [value(said, *sorted(articles)) for said, articles in stated]
    before = ranked(Predicate.START_DATE, *values)
    again = [
        Value(v.value, (*v.evidence, *value(v.value, "other").evidence)) if v.value == before.preferred else v
        for v in values
    ]
    after = ranked(Predicate.START_DATE, *again)
    assert after.preferred == before.preferred
    conflicts = [
        {d.other.value for d in found.differences if d.kind == "conflict" and isinstance(d.other, AttributeFact)}
        for found in (before, after)
    ]
    assert conflicts[1] <= conflicts[0]


def test_thousands_of_venues_are_ranked_in_time() -> None:
    values = [value(f"Hall {n} of the harbour", f"a{n}") for n in range(3000)]
    assert len(ranked(Predicate.VENUE, *values).differences) == 2999
