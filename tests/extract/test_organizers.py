from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.encoder import unaided
from kg.extract.bodies import find_bodies
from kg.extract.claims import read_article
from kg.extract.document import analyse
from kg.extract.names import find_names
from kg.extract.organizer_frames import frames_in
from kg.extract.organizers import named_bodies, party_features
from kg.model import Article, Predicate
from kg.registry import Registry, load_registry

ROLES = (Predicate.ORGANIZER, Predicate.HOST, Predicate.CO_ORGANIZER, Predicate.SUPPORTER)


@cache
def registry() -> Registry:
    return load_registry()


def parties(text: str) -> dict[object, Predicate]:
    reading = read_article(Article("a", text), registry())
    return {c.value: c.predicate for c in reading.claims if c.predicate in ROLES}


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "The 6th Lyon Cheese Fair is organised by the Cheesemakers Association and opened on May 3, 2022.",
            "Cheesemakers Association",
            Predicate.ORGANIZER,
        ),
        (
            "The 6th Lyon Cheese Fair opened on May 3, 2022. The organiser, Fromalia, counts 300 stands at the fair.",
            "Fromalia",
            Predicate.ORGANIZER,
        ),
        (
            "The 6th Lyon Cheese Fair opened on May 3, 2022. Fromalia, which organises the fair, counts 300 stands.",
            "Fromalia",
            Predicate.ORGANIZER,
        ),
        (
            "The 6th Lyon Cheese Fair, hosted by the Ministry of Agriculture, opened on May 3, 2022.",
            "Ministry of Agriculture",
            Predicate.HOST,
        ),
    ],
)
def test_who_organises(text: str, name: str, role: Predicate) -> None:
    assert parties(text) == {name: role}


def test_a_list_of_organisers() -> None:
    text = (
        "The 6th Lyon Cheese Fair was organised by the Ministry of Agriculture and the Cheesemakers Association. "
        "It opened on May 3, 2022."
    )
    assert set(parties(text)) == {"Ministry of Agriculture", "Cheesemakers Association"}


def test_the_full_name_stands_for_the_short_one() -> None:
    text = (
        "Visitors came in crowds, the Cheesemakers Association of Savoy (CAS) says. The 6th Lyon Cheese Fair opened "
        "on May 3, 2022. CAS, which organises the fair, had hoped for fewer."
    )
    assert set(parties(text)) == {"Cheesemakers Association of Savoy"}


def test_the_first_word_of_a_name_stands_for_it_later() -> None:
    text = (
        "The 6th Lyon Cheese Fair opened on May 3, 2022. Fromalia Events of Lyon, the organiser, counts 300 stands. "
        "Fromalia, which organises the fair, had hoped for more, and so had Lyon and the Fair Council."
    )
    with unaided():
        bodies = {named.name: len(named.mentions) for named in named_bodies(analyse(Article("a", text), registry()))}
    assert bodies["Fromalia Events of Lyon"] == 2
    assert "Fromalia" not in bodies
    assert {"Lyon", "Fair Council"} <= set(bodies)


@pytest.mark.parametrize(
    "text",
    [
        "The 6th Lyon Cheese Fair opened on May 3, 2022. Acme Dairies and Globex Foods showed new machines.",
        "The 6th Lyon Cheese Fair opened on May 3, 2022. Walmart and the Bank of Savoy sent buyers.",
    ],
)
def test_those_who_exhibit_do_not_organise(text: str) -> None:
    assert parties(text) == {}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the Ministry of Industry and Trade", ["Ministry of Industry and Trade"]),
        ("the Society of Bakers and Reed Exhibitions", ["Society of Bakers", "Reed Exhibitions"]),
        ("the Japan Potters' Association", ["Japan Potters' Association"]),
        ("France's Ministry of Trade", ["France", "Ministry of Trade"]),
        ("the Fujian provincial government", ["Fujian provincial government"]),
        ("the People's Government of Fujian Province", ["People's Government of Fujian Province"]),
    ],
)
def test_names_of_bodies_are_parted_and_completed(text: str, names: list[str]) -> None:
    assert [b.surface for b in find_bodies(text, find_names(text), frozenset())] == names


PIECES = st.sampled_from(
    [
        "the ",
        "Ministry of Trade",
        " and ",
        "People",
        "'s ",
        "Government",
        " provincial government",
        ", ",
        "Lyon",
        " – ",
        "X",
    ]
)


@settings(max_examples=80, derandomize=True)
@given(st.lists(PIECES, max_size=9).map("".join))
def test_a_body_is_the_text_at_its_span(text: str) -> None:
    bodies = find_bodies(text, find_names(text), frozenset())
    assert all(b.span.of(text) == b.surface for b in bodies)
    assert all(a.span.end <= b.span.start for a, b in pairwise(bodies))


@pytest.mark.parametrize(
    ("before", "after", "frame", "kind"),
    [
        ("The fair is organised by ", ", as ever.", "by", "organize"),
        ("The organiser, ", ", counts 300 stands.", "noun", "organize"),
        ("", ", which stages the fair, counts 300 stands.", "relative", "organize"),
        ("Mr. ", ", who runs the fair, was pleased.", "who", "run"),
        ("", ", the ministry that hosts it, was pleased.", "described", "host"),
        ("", ", the company behind the show, was pleased.", "behind", ""),
        ("", ", whose show it is, was pleased.", "whose", ""),
        ("The guild stages the fair jointly with ", ".", "with", "organize"),
        ("He directs the fair for ", ".", "for", ""),
    ],
)
def test_frames_of_an_organiser(before: str, after: str, frame: str, kind: str) -> None:
    assert (frame, kind) in {(f.name, f.kind) for f in frames_in(before, after)}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The Dutch organiser of ", ", a flower fair, was pleased."),
        ("Buyers from ", " walked the halls."),
        ("", ", which makes vats, was pleased."),
    ],
)
def test_what_is_no_frame(before: str, after: str) -> None:
    assert frames_in(before, after) == []


def test_a_list_shares_the_frame_of_its_first_name() -> None:
    text = "The 6th Lyon Cheese Fair is organised by Fromalia, Lactis and the Guild of Savoy. It drew 300 exhibitors."
    doc = analyse(Article("a", text), registry())
    listed = {n.name: {f.kind for frames in n.listed for f in frames} for n in named_bodies(doc)}
    assert listed["Lactis"] == {"organize"}
    assert listed["Guild of Savoy"] == {"organize"}


def test_what_is_organised_tells_a_part_from_the_fair() -> None:
    text = "The 6th Lyon Cheese Fair opened. The fair was organised by Fromalia. A seminar was organised by Lactis."
    doc = analyse(Article("a", text), registry())
    features = {n.name: party_features(doc, n) for n in named_bodies(doc)}
    assert "frame=by of the event" in features["Fromalia"] or "frame=by of a fair" in features["Fromalia"]
    assert "frame=by of a part" in features["Lactis"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Organiser Fromalia counts 300 stands.", "Fromalia"),
        ("The stands were let by Senape srl for a year.", "Senape srl"),
        ("A press went to Turin-based Globex Foods on Friday.", "Globex Foods"),
    ],
)
def test_roles_and_legal_forms_beside_a_name(text: str, name: str) -> None:
    assert name in [b.surface for b in find_bodies(text, find_names(text), frozenset())]
