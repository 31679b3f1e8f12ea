from __future__ import annotations

import pytest
from tea_texts import document, read

from kg.extract.scopes import scope_features, scope_of
from kg.model import Scope, ScopeKind


def scope(text: str, number: str, kind: ScopeKind) -> Scope:
    doc = document(text)
    amount = next(a for a in doc.amounts if a.number.of(text) == number)
    return scope_of(doc, amount, kind)


@pytest.mark.parametrize(
    ("text", "number", "kind", "of"),
    [
        ("Germany sent 120 exhibitors and France 90.", "120", ScopeKind.COUNTRY, "DE"),
        ("Germany sent 120 exhibitors; Kenya sent 90.", "90", ScopeKind.COUNTRY, "KE"),
        ("There were 35 Brazilian exhibitors.", "35", ScopeKind.COUNTRY, "BR"),
        ("Some 300 buyers from Africa came.", "300", ScopeKind.REGION, "Africa"),
    ],
)
def test_a_place_near_the_number_names_the_part(text: str, number: str, kind: ScopeKind, of: str) -> None:
    assert scope("The Shanghai Tea Expo closed. " + text, number, kind) == Scope(kind, of)


def test_a_part_without_a_place_to_name_it_is_the_whole() -> None:
    assert scope("It drew 300 exhibitors.", "300", ScopeKind.COUNTRY) == Scope()
    assert scope("It drew 300 exhibitors.", "300", ScopeKind.CITY) == Scope()


@pytest.mark.parametrize("kind", [ScopeKind.TOTAL, ScopeKind.OVERSEAS, ScopeKind.ONLINE, ScopeKind.FIRST_TIME])
def test_parts_without_names_have_none(kind: ScopeKind) -> None:
    assert scope("Germany sent 300 exhibitors to Acme Hall.", "300", kind) == Scope(kind)


@pytest.mark.parametrize("kind", sorted(ScopeKind))
def test_every_kind_gives_a_scope_of_that_kind_or_the_whole(kind: ScopeKind) -> None:
    for text in ("It drew 300.", "In all, 300 exhibitors of Acme Ltd came from Germany to the Leaf Forum in Berlin."):
        assert scope(text, "300", kind).kind in (kind, ScopeKind.TOTAL)


def test_features_see_where_the_part_is_named() -> None:
    def features(text: str, previous: str | None = None) -> set[str]:
        doc = document(text)
        return set(scope_features(doc, doc.amounts[-1], "exhibitors", previous))

    plain = features("The fair drew 300 exhibitors.")
    assert features("The fair drew 300 overseas exhibitors.") - plain
    assert features("The fair drew 300 exhibitors from Germany.") - plain
    assert features("The fair drew 300 exhibitors.", "country visitors") != plain


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("The 6th Shanghai Tea Expo drew 3,486 exhibitors.", "3,486", ScopeKind.TOTAL),
        ("The 6th Shanghai Tea Expo drew 12,000 overseas buyers.", "12,000", ScopeKind.OVERSEAS),
        (
            "The Shanghai Tea Expo drew 3,486 exhibitors, including 300 first-time exhibitors.",
            "300",
            ScopeKind.FIRST_TIME,
        ),
    ],
)
def test_plain_words_for_the_part_are_read(text: str, number: str, kind: ScopeKind) -> None:
    [metric] = [m for m in read(text).metrics if number in m.evidence.quote]
    assert metric.scope.kind is kind
