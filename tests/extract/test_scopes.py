from __future__ import annotations

import pytest
from tea_texts import document, read

from kg.extract.part_features import Relations
from kg.extract.parts import PartFinder
from kg.extract.scopes import named, options_for, scopes_of
from kg.extract.story import Figure, Story
from kg.model import Scope, ScopeKind

TEA = "The Shanghai Tea Expo closed. "


def offered(text: str, number: str, previous: Scope | None = None) -> set[Scope]:
    doc = document(TEA + text)
    amount = next(a for a in doc.amounts if number in a.span.of(doc.text))
    return {part.scope for part in PartFinder(doc).around(amount, [previous] if previous else [])}


def relations(text: str, number: str, of: str) -> set[str]:
    doc = document(TEA + text)
    amount = next(a for a in doc.amounts if a.number.of(doc.text) == number)
    story = Story(doc, [Figure(amount, "exhibitors", 1)])
    parts = story.finder.around(amount, [])
    [part] = [p for p in parts if p.scope.of == of and p.scope.kind is not ScopeKind.EVENT]
    return set(Relations(story, 0, parts, []).of(part))


@pytest.mark.parametrize(
    ("text", "number", "scope"),
    [
        ("Germany sent 120 exhibitors and France 90.", "120", Scope(ScopeKind.COUNTRY, "DE")),
        ("Germany sent 120 exhibitors and France 90.", "90", Scope(ScopeKind.COUNTRY, "FR")),
        ("There were 35 Brazilian exhibitors.", "35", Scope(ScopeKind.COUNTRY, "BR")),
        ("Some 300 buyers from Africa came.", "300", Scope(ScopeKind.REGION, "Africa")),
        ("The Peruvian growers were content. They wrote 40 orders.", "40", Scope(ScopeKind.COUNTRY, "PE")),
        ("At the brewing forum 300 guests drank.", "300", Scope(ScopeKind.EVENT, "brewing forum")),
        ("A delegation of Leaf Growers Ltd took 12 stands.", "12", Scope(ScopeKind.ORGANIZATION, "Leaf Growers Ltd")),
    ],
)
def test_what_the_words_around_name_is_offered(text: str, number: str, scope: Scope) -> None:
    assert scope in offered(text, number)


def test_what_a_number_counts_and_the_currency_of_a_sum_are_no_parts() -> None:
    assert not [s for s in offered("There were 14 brewing forums.", "14") if s.of and "forum" in s.of]
    assert Scope(ScopeKind.COUNTRY, "US") not in offered("Orders came to US$150 million.", "150 million")


def test_the_part_of_the_number_before_is_offered_where_nothing_names_it() -> None:
    peru = Scope(ScopeKind.COUNTRY, "PE")
    assert peru not in offered("They wrote 40 orders.", "40")
    assert peru in offered("They wrote 40 orders.", "40", peru)


def test_parts_of_every_kind_but_countries_are_offered_without_a_name() -> None:
    assert {s.kind for s in offered("It drew 300.", "300") if s.of is None} == set(ScopeKind) - {ScopeKind.COUNTRY}


def test_a_nearer_part_and_a_number_between_are_seen() -> None:
    text = "Germany sent 120 exhibitors and France 90."
    assert "place before free" in relations(text, "90", "FR")
    assert "place before free" not in relations(text, "90", "DE")
    assert "place before numbers=1 nearer=1" in relations(text, "90", "DE")


def test_the_words_between_a_part_and_a_number_make_a_pattern() -> None:
    assert "place after pattern=<exhibitor> from" in relations("It drew 120 exhibitors from Kenya.", "120", "KE")
    assert "place before possessive" in relations("Kenya's 120 exhibitors came.", "120", "KE")


def test_a_part_named_in_a_sentence_before_is_told_from_one_beside() -> None:
    found = relations("Kenya had a hall of its own. It held 120 exhibitors.", "120", "KE")
    assert "place back 1" in found
    assert "place back 1 then=it" in found
    assert not [f for f in found if f.startswith("place before")]


def test_the_story_knows_the_largest_figure_and_what_was_told() -> None:
    doc = document(TEA + "It drew 900 exhibitors. There were 120 exhibitors in hall 2.")
    story = Story(doc, [Figure(a, "exhibitors", 1) for a in doc.amounts[:2]])
    assert "rank first largest" in story.features(0, [])
    assert "first figure" in story.features(0, [])
    second = story.features(1, [Scope()])
    assert {"rank last", "size tenth", "below told", "total told", "before total next"} <= set(second)
    assert "total untold" in story.features(1, [Scope(ScopeKind.OVERSEAS)])


def test_figures_of_other_editions_are_no_rivals() -> None:
    doc = document(TEA + "It drew 900 exhibitors. There were 120 exhibitors before.")
    story = Story(doc, [Figure(doc.amounts[0], "exhibitors", 1), Figure(doc.amounts[1], "exhibitors", 2)])
    assert "rank only largest" in story.features(1, [Scope()])
    assert "about changes" in story.features(1, [Scope()])


def test_options_have_features_for_each_part() -> None:
    doc = document(TEA + "Germany sent 300 overseas exhibitors.")
    options = options_for(Story(doc, [Figure(doc.amounts[-1], "exhibitors", 1)]), 0, [])
    assert len(options.parts) == len(options.relations)
    [sign] = [i for i, p in enumerate(options.parts) if p.form == "sign" and p.scope.kind is ScopeKind.OVERSEAS]
    assert "sign np pattern=" in options.relations[sign]


@pytest.mark.parametrize("kind", [ScopeKind.TOTAL, ScopeKind.OVERSEAS, ScopeKind.ONLINE, ScopeKind.FIRST_TIME])
def test_parts_without_names_have_none(kind: ScopeKind) -> None:
    doc = document(TEA + "Germany sent 300 exhibitors to Acme Hall.")
    assert named(doc, doc.amounts[-1], Scope(kind)) == Scope(kind)


def test_a_part_that_nothing_names_bears_the_words_at_the_number() -> None:
    doc = document(TEA + "It drew 300 hosted buyers.")
    assert named(doc, doc.amounts[-1], Scope(ScopeKind.OTHER)) == Scope(ScopeKind.OTHER, "hosted buyers")


def test_an_article_without_figures_has_no_scopes() -> None:
    assert scopes_of(document(TEA), []) == []


@pytest.mark.parametrize(
    ("text", "number", "scope"),
    [
        ("The 6th Shanghai Tea Expo drew 3,486 exhibitors.", "3,486", Scope()),
        ("The 6th Shanghai Tea Expo drew 12,000 overseas buyers.", "12,000", Scope(ScopeKind.OVERSEAS)),
        (
            "The Shanghai Tea Expo drew 3,486 exhibitors, including 300 first-time exhibitors.",
            "300",
            Scope(ScopeKind.FIRST_TIME),
        ),
        ("The 6th Shanghai Tea Expo ended. Germany sent 120 exhibitors.", "120", Scope(ScopeKind.COUNTRY, "DE")),
    ],
)
def test_plain_words_for_the_part_are_read(text: str, number: str, scope: Scope) -> None:
    [metric] = [m for m in read(text).metrics if number in m.evidence.quote]
    assert metric.scope == scope
