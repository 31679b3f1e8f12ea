from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sample_fairs import fair_row, registry

from kg.model import (
    Article,
    AttributeValue,
    Claim,
    CountryRef,
    EditionRef,
    Evidence,
    FairRef,
    Finding,
    FindingCode,
    Place,
    Predicate,
    Reading,
    Span,
)
from kg.resolve import ResolvedReading, SeenEdition, SeenHolding, YearSource, resolve

REGISTRY = registry()
CIIE = FairRef("China International Import Expo", ("CIIE",))
CANTON = FairRef("Canton Fair")
CIFTIS = FairRef("China Beijing International Fair for Trade in Services", ("CIFTIS",))


def claim(subject: EditionRef | FairRef, predicate: Predicate, value: AttributeValue, start: int = 0) -> Claim:
    quote = str(value)
    return Claim(subject, predicate, value, Evidence("a", Span(start, start + len(quote)), quote), "test")


def reading(
    *editions: EditionRef, text: str = "", claims: tuple[Claim, ...] = (), fairs: tuple[FairRef, ...] = ()
) -> Reading:
    return Reading(Article("a", text, published=date(2022, 5, 13)), editions, fairs, claims)


def resolved(*editions: EditionRef, claims: tuple[Claim, ...] = (), text: str = "") -> ResolvedReading:
    return resolve(reading(*editions, claims=claims, text=text), REGISTRY)


def edition(read: ResolvedReading, key: str = "e1") -> SeenEdition:
    return next(e for e in read.editions if e.ref.key == key)


def numbers(read: ResolvedReading, key: str = "e1") -> tuple[int | None, int | None]:
    seen = edition(read, key)
    return seen.ordinal, seen.year


def slug(ref: FairRef, text: str = "", claims: tuple[Claim, ...] = ()) -> str:
    read = resolved(EditionRef("e1", ref, 5, 2023), text=text, claims=claims)
    return read.fairs[0].slug


def codes(read: ResolvedReading) -> list[FindingCode]:
    return [f.code for f in read.findings]


# --- fairs ---


@pytest.mark.parametrize(
    "ref",
    [
        FairRef("China International Import Expo"),
        FairRef("the China International Import Expo"),
        FairRef("6th China International Import Expo"),
        FairRef("CIIE"),
        FairRef("China's import expo", ("CIIE",)),
    ],
)
def test_a_fair_is_found_by_any_of_its_names(ref: FairRef) -> None:
    read = resolved(EditionRef("e1", ref, ordinal=6))
    assert (read.fairs[0].slug, read.fairs[0].registered) == ("china-international-import-expo", True)
    assert codes(read) == []


def test_an_acronym_of_two_fairs_needs_a_second_sign() -> None:
    tif = FairRef("TIF")
    assert slug(tif) == "tif"
    assert slug(FairRef("TIF", ("TIF Helexpo",))) == "thessaloniki-international-fair"
    assert slug(FairRef("Tripoli International Fair", ("TIF",))) == "tripoli-international-fair"
    held = EditionRef("e1", tif, 5, 2023)
    assert slug(tif, claims=(claim(held, Predicate.CITY, Place("Tripoli", "LY")),)) == "tripoli-international-fair"
    assert slug(tif, claims=(claim(held, Predicate.COUNTRY, CountryRef("GR")),)) == "thessaloniki-international-fair"
    assert slug(tif, text="TIF opened its gates in Thessaloniki.") == "thessaloniki-international-fair"
    assert slug(tif, text="From Tripoli to Thessaloniki, all speak of TIF.") == "tif"


def test_an_ambiguous_name_is_a_finding_with_its_candidates() -> None:
    read = resolved(EditionRef("e1", FairRef("TIF"), year=2022))
    (finding,) = read.findings
    assert finding.code is FindingCode.AMBIGUOUS_FAIR
    assert dict(finding.detail) == {
        "fair": "TIF",
        "candidates": "thessaloniki-international-fair tripoli-international-fair",
    }
    assert not read.fairs[0].registered


def test_a_weak_name_needs_a_second_sign_though_only_one_fair_has_it() -> None:
    bio = FairRef("BIO")
    assert slug(bio) == "bio"
    assert slug(FairRef("BIO", ("BIO International Convention",))) == "bio-international-convention"
    held = EditionRef("e1", bio, 5, 2023)
    assert slug(bio, claims=(claim(held, Predicate.COUNTRY, CountryRef("US")),)) == "bio-international-convention"
    assert slug(bio, claims=(claim(held, Predicate.COUNTRY, CountryRef("DE")),)) == "bio"
    assert codes(resolved(EditionRef("e1", bio, year=2023))) == [FindingCode.AMBIGUOUS_FAIR]


def test_a_label_in_full_is_not_weak_though_a_shorter_form_is() -> None:
    row = fair_row("pack-expo", "PACK EXPO International", weak=("PACK EXPO",), aliases=("PACK EXPO",))
    weak = registry((row,))
    for name, slug_wanted in (("Pack Expo International", "pack-expo"), ("PACK EXPO", "pack-expo-unlisted")):
        read = resolve(reading(EditionRef("e1", FairRef(name), year=2014)), weak)
        assert read.fairs[0].slug == slug_wanted


def test_an_acronym_in_common_does_not_make_another_full_name_the_same_fair() -> None:
    assert slug(FairRef("Douala International Trade Fair", ("DITF",))) == "douala-international-trade-fair"
    assert slug(FairRef("Dhaka Trade Fair 2024", ("DITF",))) == "dhaka-international-trade-fair"


def test_a_fair_in_another_country_is_not_taken_for_the_one_of_an_alias() -> None:
    held = EditionRef("e1", FairRef("Guangzhou Trade Fair"), 5, 2023)
    elsewhere = (claim(held, Predicate.COUNTRY, CountryRef("KE")),)
    assert slug(held.fair) == "canton-fair"
    assert slug(held.fair, claims=elsewhere) == "guangzhou-trade-fair"


def test_a_sister_fair_in_another_city_is_not_the_registered_one() -> None:
    row = fair_row("pack-expo", "PACK EXPO International", city="Chicago", country="US")
    sister = EditionRef("e1", FairRef("PACK EXPO Las Vegas", ("PACK EXPO International",)), year=2015)
    assert resolve(reading(sister), registry((row,))).fairs[0].slug == "pack-expo-las-vegas"


def test_a_name_without_its_town_is_known_by_the_town_where_the_fair_is_held() -> None:
    fair = FairRef("85th International Fair", ("Fair",))
    held = EditionRef("e1", fair, 5, 2023)
    at = {town: (claim(held, Predicate.CITY, Place(town)),) for town in ("Thessaloniki", "Tripoli", "Vilnius")}
    assert slug(fair, claims=at["Thessaloniki"]) == "thessaloniki-international-fair"
    assert slug(fair, claims=at["Tripoli"]) == "tripoli-international-fair"
    assert slug(fair, claims=at["Vilnius"]) == slug(fair) == "international-fair"
    # Nor is it another fair of the town, or one that has the town in its name only.
    assert slug(FairRef("Boat Show"), claims=at["Thessaloniki"]) == "boat-show"
    moved = registry((fair_row("tripoli-fair", "Tripoli International Fair", city="Misrata", country="LY"),))
    assert not resolve(reading(held, claims=at["Tripoli"]), moved).fairs[0].registered


def test_what_tells_a_fair_apart_is_kept_in_short() -> None:
    held = EditionRef("e1", FairRef("Zemvita"), 12, 2019)
    claims = (
        claim(held, Predicate.START_DATE, "2019-05-03"),
        claim(held, Predicate.ORGANIZER, "Zemvita Ltd."),
        claim(held, Predicate.CITY, Place("Vilnius", "LT")),
    )
    (seen,) = resolved(held, EditionRef("e2", held.fair, None, 2018), claims=claims).fairs
    assert seen.holdings == (SeenHolding(12, 2019, "2019-05-03"),)
    assert (seen.organizers, seen.cities, seen.countries) == (("zemvita ltd",), ("vilnius",), ("LT",))


def test_an_unknown_fair_has_a_slug_of_its_fullest_name_without_number_and_year() -> None:
    read = resolved(EditionRef("e1", FairRef("32nd Sommet de l'Élevage 2023", ("Sommet",)), 32, 2023))
    assert (read.fairs[0].slug, read.fairs[0].registered) == ("sommet-de-lelevage", False)
    assert codes(read) == []


def test_an_unproven_fair_never_takes_the_slug_of_a_registered_one() -> None:
    held = EditionRef("e1", FairRef("Airshow China"), 5, 2023)
    twin = replace(REGISTRY, fairs=(*REGISTRY.fairs, replace(REGISTRY.fairs[0], slug="airshow-china-2")))
    read = resolve(reading(held), twin)
    assert read.fairs[0].slug == "airshow-china-unlisted"


# --- editions ---


def test_an_ordinal_gets_its_year_from_the_registry_without_a_publication_date() -> None:
    second = EditionRef("e1", CIIE, ordinal=2)
    read = resolve(Reading(Article("a", ""), (second,)), REGISTRY)
    assert edition(read) == SeenEdition(second, 2, 2019, None, YearSource.REGISTRY)


def test_a_fair_without_known_editions_keeps_the_stated_year() -> None:
    read = resolved(EditionRef("e1", CIFTIS, year=2020))
    assert read.fairs[0].slug == "china-international-fair-for-trade-in-services"
    assert numbers(read) == (None, 2020)


def test_a_year_gets_its_ordinal_only_where_the_registry_is_sure() -> None:
    assert numbers(resolved(EditionRef("e1", CIIE, year=2023))) == (6, 2023)
    assert numbers(resolved(EditionRef("e1", CIIE, year=2025))) == (None, 2025)
    assert numbers(resolved(EditionRef("e1", CANTON, year=2020))) == (None, 2020)
    assert numbers(resolved(EditionRef("e1", CANTON, year=2020, season="autumn"))) == (128, 2020)


def test_a_year_assumed_from_the_publication_date_gives_way_and_takes_the_dates_along() -> None:
    held = EditionRef("e1", CANTON, 127, 2022, year_stated=False)
    claims = (
        claim(held, Predicate.ORDINAL, 127, 3),
        claim(held, Predicate.YEAR, 2022, 5),
        claim(held, Predicate.START_DATE, "2022-06-15", 9),
        claim(held, Predicate.END_DATE, "2022-06-24", 9),
        claim(held, Predicate.MODE, "online", 2),
    )
    read = resolved(held, claims=claims)
    assert edition(read) == SeenEdition(held, 127, 2020, "spring", YearSource.REGISTRY)
    assert [c.value for c in read.claims] == [127, 2020, "2020-06-15", "2020-06-24", "online"]
    assert [c.evidence for c in read.claims] == [c.evidence for c in claims]
    (finding,) = read.findings
    assert finding.code is FindingCode.DATES_DISAGREE
    assert (finding.article, finding.span) == ("a", Span(5, 9))
    assert dict(finding.detail)["assumed"] == "2022"
    assert dict(finding.detail)["kept"] == "2020"


def test_the_dates_of_other_editions_stay() -> None:
    held, other = EditionRef("e1", CANTON, 127, 2022, year_stated=False), EditionRef("e2", CIIE, 5, 2022)
    read = resolved(held, other, claims=(claim(other, Predicate.START_DATE, "2022-11-05"),))
    assert read.claims[0].value == "2022-11-05"


def test_a_stated_year_stays_against_a_known_pair_and_is_reported() -> None:
    held = EditionRef("e1", CIIE, 7, 2023)
    read = resolved(held, claims=(claim(held, Predicate.START_DATE, "2023-11-05"),))
    assert numbers(read) == (7, 2023)
    assert read.claims[0].value == "2023-11-05"
    assert codes(read) == [FindingCode.DATES_DISAGREE]
    assert dict(read.findings[0].detail)["registry"] == "2024"


def test_a_year_that_no_words_show_gives_way_to_a_start_in_the_next() -> None:
    held = EditionRef("e1", CIIE, None, 2022, year_stated=False)
    start = claim(held, Predicate.START_DATE, "2023-11-05", 9)
    read = resolved(held, claims=(start,))
    assert (numbers(read), edition(read).year_source) == ((6, 2023), YearSource.INFERRED)
    assert codes(read) == []
    # But words for the year stand, and so does the year where the start lies before it or is in doubt.
    assert numbers(resolved(held, claims=(start, claim(held, Predicate.YEAR, 2022, 5)))) == (5, 2022)
    assert numbers(resolved(replace(held, year_stated=True), claims=(start,))) == (5, 2022)
    assert numbers(resolved(replace(held, year=2024), claims=(start,))) == (7, 2024)
    other = claim(held, Predicate.START_DATE, "2022-11-05", 12)
    assert numbers(resolved(held, claims=(start, other))) == (5, 2022)


def test_an_extrapolated_year_overrules_nothing() -> None:
    read = resolved(EditionRef("e1", CIIE, 8, 2026, year_stated=False))
    assert numbers(read) == (8, 2026)
    assert codes(read) == []


def test_an_extrapolated_year_fills_a_gap_only_near_the_known_editions() -> None:
    assert numbers(resolved(EditionRef("e1", CIIE, 10))) == (10, 2027)
    assert edition(resolved(EditionRef("e1", CIIE, 10))).year_source is YearSource.CADENCE
    assert numbers(resolved(EditionRef("e1", CIIE, 11))) == (11, None)
    assert numbers(resolved(EditionRef("e1", FairRef("Auto China"), 19))) == (19, None)


def test_a_start_date_tells_the_year_where_nothing_else_does() -> None:
    held = EditionRef("e1", CIIE)
    read = resolved(held, claims=(claim(held, Predicate.START_DATE, "2023-11-05"),))
    assert numbers(read) == (6, 2023)
    assert edition(read).year_source is YearSource.INFERRED


def test_previous_and_next_are_counted_from_the_other_edition() -> None:
    main = EditionRef("e1", CIIE, ordinal=6)
    before = EditionRef("e2", CIIE, relative_to="e1", steps=-1)
    after = EditionRef("e3", CIIE, relative_to="e1", steps=1)
    read = resolved(main, before, after)
    assert [numbers(read, k) for k in ("e1", "e2", "e3")] == [(6, 2023), (5, 2022), (7, 2024)]


def test_a_chain_of_distances_is_followed_whatever_its_order() -> None:
    refs = (
        EditionRef("e1", CIIE, relative_to="e2", steps=-1),
        EditionRef("e2", CIIE, relative_to="e3", steps=-1),
        EditionRef("e3", CIIE, ordinal=7),
    )
    assert [numbers(resolved(*refs), k) for k in ("e1", "e2")] == [(5, 2022), (6, 2023)]


def test_distances_that_go_in_a_circle_end() -> None:
    read = resolved(
        EditionRef("e1", CIIE, relative_to="e2", steps=1), EditionRef("e2", CIIE, relative_to="e1", steps=1)
    )
    assert codes(read) == [FindingCode.UNRESOLVED_EDITION, FindingCode.UNRESOLVED_EDITION]


def test_the_previous_edition_by_cadence_where_ordinals_are_unknown() -> None:
    main = EditionRef("e1", CIFTIS, year=2020)
    read = resolved(main, EditionRef("e2", CIFTIS, relative_to="e1", steps=-1))
    assert numbers(read, "e2") == (None, 2019)
    drupa = FairRef("drupa")
    read = resolved(EditionRef("e1", drupa, year=2024), EditionRef("e2", drupa, relative_to="e1", steps=-1))
    assert [numbers(read, key) for key in ("e1", "e2")] == [(None, 2024), (16, 2016)]


@pytest.mark.parametrize(("start", "ordinal"), [("2020-10-15", 128), ("2020-04", 127), ("2020-06-15", None)])
def test_the_month_of_the_start_tells_the_season_where_it_does_so_for_every_fair(
    start: str, ordinal: int | None
) -> None:
    held = EditionRef("e1", CANTON, year=2020)
    assert numbers(resolved(held, claims=(claim(held, Predicate.START_DATE, start),))) == (ordinal, 2020)


def test_two_editions_of_one_year_are_spring_and_autumn() -> None:
    fair = FairRef("Sapica")
    later, earlier = EditionRef("e1", fair, year=2019), EditionRef("e2", fair, year=2019)
    starts = (
        claim(later, Predicate.START_DATE, "2019-08-27"),
        claim(earlier, Predicate.START_DATE, "2019-03"),
    )
    read = resolved(later, earlier, claims=starts)
    assert [e.season for e in read.editions] == ["autumn", "spring"]
    assert [e.season for e in resolved(later, earlier, claims=starts[:1]).editions] == [None, None]


def test_of_an_unknown_fair_only_ordinals_are_counted() -> None:
    fair = FairRef("Vilnius Book Fair")
    read = resolved(EditionRef("e1", fair, 24, 2024), EditionRef("e2", fair, relative_to="e1", steps=-1))
    assert numbers(read, "e2") == (23, None)
    read = resolved(EditionRef("e1", fair, None, 2024), EditionRef("e2", fair, 25, relative_to="e1", steps=1))
    assert numbers(read, "e1") == (24, 2024)


def test_an_edition_without_number_and_year_is_a_finding() -> None:
    fair = FairRef("Vilnius Book Fair")
    held = EditionRef("e1", fair)
    read = resolved(held, claims=(claim(held, Predicate.CITY, Place("Vilnius", "LT"), 4),))
    (finding,) = read.findings
    assert finding.code is FindingCode.UNRESOLVED_EDITION
    assert (finding.article, finding.span, finding.quote) == (
        "a",
        read.claims[0].evidence.span,
        read.claims[0].evidence.quote,
    )


# --- the rest of a reading ---


def test_what_is_not_resolved_here_passes_through() -> None:
    noted = Finding(FindingCode.NOT_UNDERSTOOD, "x", article="a")
    given = replace(reading(EditionRef("e1", CIIE, 6), fairs=(CANTON,)), findings=(noted,))
    read = resolve(given, REGISTRY)
    assert read.findings == (noted,)
    assert read.mentioned == (CANTON,)
    assert [f.slug for f in read.fairs] == ["china-international-import-expo", "canton-fair"]


def test_an_edition_that_only_a_statement_names_is_resolved_too() -> None:
    hidden = EditionRef("e2", CIIE, 5)
    read = resolve(reading(EditionRef("e1", CIIE, 6), claims=(claim(hidden, Predicate.ORDINAL, 5),)), REGISTRY)
    assert numbers(read, "e2") == (5, 2022)
