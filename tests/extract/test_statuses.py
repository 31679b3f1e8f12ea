from __future__ import annotations

import pytest
from tea_texts import document, read

from kg.extract.statuses import Before, status_features
from kg.model import Status


def features(text: str, before: Before | None = None, when: str = "before") -> set[str]:
    doc = document(text)
    return set(status_features(doc, doc.amounts[-1], when, "exhibitors", before))


def test_words_of_hope_and_of_signing_up_tell_the_status() -> None:
    plain = features("The fair drew 300 exhibitors.")
    assert features("The fair will draw 300 exhibitors.") - plain
    assert features("The fair expects 300 exhibitors.") - features("The fair registered 300 exhibitors.")


def test_the_nearest_verb_on_each_side_governs() -> None:
    found = features("It was planned that 300 exhibitors had registered.")
    assert {"left cue=modal", "left cue=modal near", "right cue=had"} <= found
    assert "left cue=registered" in features("It will be big. Registered so far: 300 exhibitors.")


def test_the_figure_before_and_its_edition_are_seen() -> None:
    text = "It drew 300 exhibitors and 4,000 buyers."
    assert "first figure" in features(text)
    assert "before=expected same same edition" in features(text, Before("expected", 8, same_edition=True))
    assert "before=expected same other edition" in features(text, Before("expected", 8, same_edition=False))


def test_the_heading_above_and_the_sentence_before_are_seen() -> None:
    found = features("Tea Expo targets\n\nIt will be big. There is room for 300 exhibitors.")
    assert {"above=targets", "sentence before=modal"} <= found


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The 6th Shanghai Tea Expo closed on Friday. It drew 3,486 exhibitors.", Status.ACTUAL),
        (
            "The 7th Shanghai Tea Expo will be held in May 2024. It is expected to draw 3,486 exhibitors.",
            Status.EXPECTED,
        ),
    ],
)
def test_plain_words_for_the_status_are_read(text: str, status: Status) -> None:
    [metric] = [m for m in read(text).metrics if "3,486" in m.evidence.quote]
    assert metric.status is status
