from __future__ import annotations

from datetime import date

import pytest

from kg.extract.cues import Cue, Relation, find_cues
from kg.extract.fairs import FairCluster
from kg.extract.names import find_names
from kg.model import Span

PUBLISHED = date(2023, 11, 10)


def cues(text: str, published: date | None = PUBLISHED) -> list[Cue]:
    return find_cues(text, [], published)


def pointed(text: str, published: date | None = PUBLISHED) -> list[tuple[int | None, int | None]]:
    return [(cue.ordinal, cue.year) for cue in cues(text, published)]


@pytest.mark.parametrize(
    ("text", "ordinal", "year"),
    [
        ("the 64th edition", 64, None),
        ("the twenty-first annual fair", 21, None),
        ("the inaugural expo", 1, None),
        ("the second edition", 2, None),
        ("edition number 12", 12, None),
        ("It was the 56th, and it rained", 56, None),
        ("The fifteenth will open in May", 15, None),
        ("the first, in 1968, had a roof", 1, None),
        ("2020: Sixty-first, with rain", 61, None),
        ("This was number twenty-two.", 22, None),
        ("What: 57th TEAFAIR", 57, None),
        ("the Tea Expo, the sixth, was larger", 6, None),
        ("the Tea Expo, the second, was larger", 2, None),
        ("the club staged the 28th from Thursday to Sunday", 28, None),
        ("the gates opened on the 143rd.", 143, None),
        ("the fifteenth, in January 1998, had 16", 15, None),
        ("And then the fourth, from 27 to 29 June", 4, None),
        ("organised by the guild for the seventh time", 7, None),
        ("Tea Expo, 9th time, in May", 9, None),
        ("It is the eighth time that the town plays host", 8, None),
        ("opened on Sunday for the third time", 3, None),
        ("first held in 1984", 1, 1984),
        ("the 2019 edition", None, 2019),
        ("the fair of 2019", None, 2019),
        ("back in 1998 it was small", None, 1998),
        ("two years ago", None, 2021),
        ("last year", None, 2022),
        ("a year earlier", None, 2022),
        ("next year", None, 2024),
        ("last September", None, 2023),
        ("last December", None, 2022),
        ("next March", None, 2024),
        ("last spring", None, 2023),
        ("two summers ago", None, 2021),
        ("the year before last", None, 2021),
        ("in '19 there were 300", None, 2019),
        ("a tenth more than in ’16; rain", None, 2016),
        ("In 1998 it had four halls. Two years before, it had been three.", None, 1996),
        ("In 1998 it had four halls, a year earlier three.", None, 1997),
        ("In 1998 it had four halls; ten years later, nine.", None, 2008),
        ("In 1998 it had four halls, the year after, six.", None, 1999),
        ("Two years ago it had four halls, and two years before that, two.", None, 2019),
        ("In 1998 it had four halls. That was a lot. Two years earlier it had been three.", None, 2021),
        ("last autumn", None, 2022),
        ("next spring", None, 2024),
    ],
)
def test_what_a_cue_points_at(text: str, ordinal: int | None, year: int | None) -> None:
    assert (ordinal, year) in pointed(text)


@pytest.mark.parametrize(
    "text",
    [
        "The gates open on the 4th, a Monday.",
        "It ran from the 4th to the 8th.",
        "It was held on June 5th, 6th and 7th.",
        "Come on Tuesday the 12th, or on the 13th.",
        "Tickets are sold until the 3rd of the month.",
        "The hall is on the 4th floor of the tower.",
        "The sixth largest firm came.",
        "A third of them came from abroad.",
    ],
)
def test_an_ordinal_that_counts_days_or_has_a_noun_of_its_own_points_at_no_edition(text: str) -> None:
    assert [cue.ordinal for cue in cues(text) if cue.ordinal] == []


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("this year's event", Relation.THIS),
        ("the current edition", Relation.THIS),
        ("the previous session", Relation.PREVIOUS),
        ("last time", Relation.PREVIOUS),
        ("two years ago", Relation.PREVIOUS),
        ("the next edition", Relation.NEXT),
        ("the upcoming fair", Relation.NEXT),
        ("each edition", Relation.GENERAL),
        ("in recent years", Relation.GENERAL),
    ],
)
def test_where_a_cue_stands_to_the_current_edition(text: str, relation: Relation) -> None:
    assert relation in {cue.relation for cue in cues(text)}


@pytest.mark.parametrize(
    "text",
    [
        "It drew 2,019 exhibitors.",
        "Some 3,000 square metres have gone so far, 40 stands to date.",
        "It drew 2019 exhibitors.",
        "Sales of 2019.5 tonnes.",
        "The firm was founded in 1998.",
        "the first online session",
        "First Lima Coffee Fair with online visitors",
        "They exhibit here for the seventh time.",
        "On the 28th, rain; until the 13th. Then sun.",
        "the fourth quarter and the fifth largest; the second, smaller hall",
        "a fifth of the exhibitors",
        "the month after the strength of earth",
        "",
    ],
)
def test_what_is_no_cue(text: str) -> None:
    assert [cue for cue in cues(text) if cue.ordinal or cue.year] == []


@pytest.mark.parametrize(
    ("text", "steps"),
    [("In the edition before last, it had three halls.", -2), ("It had three halls two shows ago.", -2)],
)
def test_how_many_editions_ago(text: str, steps: int) -> None:
    assert steps in {cue.steps for cue in cues(text) if cue.relation is Relation.PREVIOUS}


@pytest.mark.parametrize(
    ("text", "published", "year"),
    [
        ("In '52 he went again.", date(1953, 3, 1), 1952),
        ("In '52 he went again.", date(2023, 3, 1), 1952),
        ("In '26 it moves.", date(2023, 3, 1), 2026),
        ("In '19 it rained.", None, 2019),
    ],
)
def test_a_year_in_two_digits_is_near_the_publication(text: str, published: date | None, year: int) -> None:
    assert [cue.year for cue in cues(text, published)] == [year]


@pytest.mark.parametrize(
    "text", ["In the '90s it grew.", "Ten years later it moved.", "It is 5'10 long.", "'20 firms came'"]
)
def test_what_is_no_year_in_short(text: str) -> None:
    assert [cue for cue in cues(text) if cue.year] == []


def test_without_a_publication_date_relative_years_stay_open() -> None:
    assert [(cue.year, cue.relation) for cue in cues("last year", None)] == [(None, Relation.PREVIOUS)]


def test_a_name_with_its_ordinal_and_year_is_one_cue_at_its_place() -> None:
    text = "The 6th Shanghai Tea Expo 2023 opened; the 2022 edition was smaller."
    [name] = [n for n in find_names(text) if n.surface == "Shanghai Tea Expo"]
    fair = FairCluster("shanghai tea expo", [name.surface], [name])
    first, second = find_cues(text, [fair], PUBLISHED)
    assert (first.fair, first.ordinal, first.year) == (fair.key, 6, 2023)
    assert first.span.of(text) == "6th Shanghai Tea Expo 2023"
    assert (second.fair, second.year, second.span.of(text)) == (None, 2022, "2022 edition")


def test_cues_stand_in_order_where_their_words_stand() -> None:
    text = "The 5th edition was in 2022; last year 300 came, and the next fair is in 2024."
    found = cues(text)
    assert [cue.span for cue in found] == sorted(cue.span for cue in found)
    assert Span(4, 15) in [cue.span for cue in found]
    assert "last year" in [cue.span.of(text) for cue in found]
