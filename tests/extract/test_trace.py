from __future__ import annotations

import pytest
from tea_texts import article, document, registry

from kg.extract.claims import read_article, read_document
from kg.extract.document import analyse
from kg.extract.linear import model
from kg.extract.trace import Option, Trace, best, chance
from kg.model import Span

TEXT = (
    "The 6th Shanghai Tea Expo, organised by the Tea Guild, opened in Shanghai on November 5, 2023. It drew 3,486"
    " exhibitors, up 5 percent on 2022. The previous edition had 3,320 exhibitors."
)


def traced(text: str) -> Trace:
    trace = Trace()
    read_document(analyse(article(text), registry(), trace))
    return trace


def test_a_reading_is_the_same_with_and_without_a_trace() -> None:
    trace = Trace()
    assert read_document(analyse(article(TEXT), registry(), trace)) == read_article(article(TEXT), registry())
    assert trace.decisions


def test_each_model_that_chooses_leaves_its_choices() -> None:
    asked = {decision.question for decision in traced(TEXT).decisions}
    assert asked == {
        "fairs", "currents", "dates", "cities", "organizers", "indicators", "scopes", "statuses", "editions",
        "entries",
    }  # fmt: skip


def test_a_choice_is_the_one_that_was_acted_on() -> None:
    trace = Trace()
    doc = analyse(article(TEXT), registry(), trace)
    reading = read_document(doc)
    told = {d.span.start: d.answer for d in trace.decisions if d.question == "indicators"}
    assert {m.evidence.span.start: m.indicator.value for m in reading.metrics}.items() <= told.items()


def test_the_answer_stands_before_the_second_best() -> None:
    for decision in traced(TEXT).decisions:
        if decision.least is None and decision.other_score is not None:
            assert decision.score >= decision.other_score, decision
        assert decision.answer != decision.other


def test_reasons_are_the_weights_of_the_model_strongest_first() -> None:
    trace = Trace()
    features = ["head=exhibitor", "unit=count", "never seen by any model"]
    answer = best(trace, "indicators", Span(0, 1), features)
    [decision] = trace.decisions
    asked = model("indicators")
    assert decision.answer == answer == asked.best(features)
    assert decision.other is not None
    one, two = asked.labels.index(answer), asked.labels.index(decision.other)
    weights = [float(reason.rsplit(" ", 1)[1]) for reason in decision.reasons]
    assert weights == sorted(weights, key=lambda weight: -abs(weight))
    for reason in decision.reasons:
        row = asked.weights[reason.rsplit(" ", 1)[0]]
        assert float(reason.rsplit(" ", 1)[1]) == pytest.approx(row[one] - row[two], abs=0.006)


@pytest.mark.parametrize(("least", "answer"), [(0.0, "yes"), (1.1, "no")])
def test_a_probability_is_a_yes_from_the_least_that_is_enough(least: float, answer: str) -> None:
    trace = Trace()
    likely = chance(trace, "cities", Span(0, 1), ["registry city"], least, "Tea Expo")
    [decision] = trace.decisions
    assert (decision.answer, decision.least, decision.subject) == (answer, least, "Tea Expo")
    assert decision.score == pytest.approx(likely if answer == "yes" else 1 - likely)


def test_what_two_candidates_share_is_no_reason_for_either() -> None:
    trace = Trace()
    shared, own, other = "main fair", "edition current", "edition before"
    trace.chose("editions", Span(0, 1), [Option("e1", [shared, own], 2.0), Option("e2", [shared, other], 1.0)], 0)
    [decision] = trace.decisions
    assert (decision.answer, decision.other) == ("e1", "e2")
    said = {reason.rsplit(" ", 1)[0] for reason in decision.reasons}
    assert shared not in said
    assert said <= {own, f"other: {other}"}


def test_the_only_candidate_has_no_rival() -> None:
    trace = Trace()
    trace.chose("editions", Span(0, 1), [Option("e1", ["main fair"], 2.0)], 0)
    assert trace.decisions[0].other is None


def test_words_that_point_at_an_edition_name_it_by_its_key() -> None:
    trace = Trace()
    reading = read_document(analyse(article(TEXT), registry(), trace))
    assert {pointed.edition for pointed in trace.pointed} == {edition.key for edition in reading.editions}
    words = {pointed.span.of(TEXT): pointed.edition for pointed in trace.pointed}
    assert words["6th Shanghai Tea Expo"] == "e1"


def test_nothing_is_collected_where_nobody_asks() -> None:
    assert document(TEXT).trace is None
