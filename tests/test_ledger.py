from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_fairs import registry

from kg.ledger import consolidate
from kg.model import (
    Amount,
    Article,
    AttributeValue,
    Bound,
    Change,
    Claim,
    CountryRef,
    DealClaim,
    Direction,
    Edition,
    EditionId,
    EditionRef,
    Evidence,
    Facts,
    Fair,
    FairId,
    FairRef,
    Finding,
    FindingCode,
    Indicator,
    MetricClaim,
    MetricFact,
    Place,
    Predicate,
    Rank,
    Reading,
    Scope,
    ScopeKind,
    Span,
    Status,
    Subject,
)
from kg.resolve import ResolvedReading, resolve
from kg.resolve.signatures import signature

REGISTRY = registry()
CIIE = FairRef("China International Import Expo", ("CIIE",))
CANTON = FairRef("Canton Fair")
CIFTIS = FairRef("CIFTIS")
BOOKS = FairRef("Vilnius Book Fair")


@dataclass
class Writer:
    """Writes the reading of one article, statement by statement, each with a quote at an offset of its own."""

    id: str
    published: date | None = None
    editions: list[EditionRef] = field(default_factory=list)
    fairs: list[FairRef] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    metrics: list[MetricClaim] = field(default_factory=list)
    deals: list[DealClaim] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    offset: int = 0

    def quote(self, quote: str) -> Evidence:
        self.offset += len(quote) + 1
        return Evidence(self.id, Span(self.offset - len(quote) - 1, self.offset - 1), quote)

    def edition(
        self,
        fair: FairRef,
        ordinal: int | None = None,
        year: int | None = None,
        *,
        stated: bool = True,
        season: str | None = None,
        before: EditionRef | None = None,
    ) -> EditionRef:
        key = f"e{len(self.editions) + 1}"
        relative, steps = (before.key, -1) if before is not None else (None, 0)
        ref = EditionRef(key, fair, ordinal, year, stated, season, relative, steps)
        self.editions.append(ref)
        return ref

    def claim(self, subject: EditionRef | FairRef, predicate: Predicate, *values: AttributeValue) -> None:
        for value in values:
            self.claims.append(Claim(subject, predicate, value, self.quote(f"{predicate} {value}"), "test"))

    def metric(
        self,
        about: Subject,
        value: str | None,
        *,
        indicator: Indicator = Indicator.EXHIBITORS,
        unit: str = "count",
        bound: Bound = Bound.EXACT,
        status: Status = Status.ACTUAL,
        scope: Scope = Scope(),  # noqa: B008  a frozen value
        change: Change | None = None,
        basis: str | None = None,
        speaker: str | None = None,
    ) -> None:
        amount = None if value is None else Amount(Decimal(value), unit, bound)
        evidence = self.quote(f"{indicator} {value}")
        self.metrics.append(
            MetricClaim(
                about, indicator, amount, status, scope, evidence, "test", bound, change, None, basis, speaker
            )
        )

    def deal(self, edition: EditionRef, parties: tuple[str, ...], value: str | None = None) -> None:
        amount = None if value is None else Amount(Decimal(value), "USD")
        self.deals.append(DealClaim(edition, parties, amount, self.quote(" and ".join(parties)), "test"))

    def reading(self) -> Reading:
        return Reading(
            Article(self.id, "x" * self.offset, published=self.published),
            tuple(self.editions),
            tuple(self.fairs),
            tuple(self.claims),
            tuple(self.metrics),
            tuple(self.deals),
            tuple(self.findings),
        )


def facts_of(*writers: Writer) -> Facts:
    return consolidate([resolve(writer.reading(), REGISTRY) for writer in writers], REGISTRY)


def keys(facts: Facts) -> list[str]:
    return [f"{edition.id.fair.slug}/{edition.id.key}" for edition in facts.editions]


def edition(facts: Facts, key: str) -> Edition:
    return next(e for e in facts.editions if e.id.key == key)


def values(facts: Facts, predicate: Predicate, rank: Rank = Rank.PREFERRED) -> list[AttributeValue]:
    return [f.value for f in facts.attributes if f.predicate == predicate and f.rank == rank]


def found(facts: Facts, code: FindingCode) -> list[dict[str, str]]:
    return [dict(f.detail) for f in facts.findings if f.code is code]


def only(facts: Facts) -> MetricFact:
    (fact,) = facts.metrics
    return fact


def fairs(*refs: FairRef | tuple[FairRef, Place]) -> tuple[Fair, ...]:
    """Return the fairs of articles that name one each, with the city of its edition where one is given."""
    writers = []
    for number, ref in enumerate(refs):
        writer = Writer(f"a{number}")
        fair, place = ref if isinstance(ref, tuple) else (ref, None)
        held = writer.edition(fair, 5, 2020)
        if place is not None:
            writer.claim(held, Predicate.CITY, place)
        writers.append(writer)
    return facts_of(*writers).fairs


# --- fairs ---


def test_a_registered_fair_is_one_under_all_its_names_and_keeps_them() -> None:
    (fair,) = fairs(FairRef("Canton Fair"), FairRef("China Import and Export Fair"), FairRef("the Canton fair"))
    assert (fair.id, fair.label, fair.registered) == (FairId("canton-fair"), "China Import and Export Fair", True)
    assert fair.alt_labels == ("Canton Fair", "Guangzhou Trade Fair", "the Canton fair")
    assert fair.founded == 1957


def test_an_unregistered_fair_is_one_by_name_and_by_acronym() -> None:
    (fair,) = fairs(
        FairRef("Copperbelt Mining Networking Enterprise", ("CAMINEX",)),
        FairRef("CAMINEX"),
        FairRef("Copperbelt Mining Networking Expo", ("CAMINEX",)),
        FairRef("Copperbelt Mining Networking Expo"),
    )
    assert fair.label == "Copperbelt Mining Networking Expo"
    assert fair.id == FairId("copperbelt-mining-networking-expo")
    assert fair.alt_labels == ("CAMINEX", "Copperbelt Mining Networking Enterprise")


def test_a_former_name_is_a_bridge() -> None:
    (fair,) = fairs(
        FairRef("Eswatini International Trade Fair", ("EITF",)),
        FairRef("EITF", ("Swaziland International Trade Fair",)),
        FairRef("Swaziland International Trade Fair"),
    )
    assert fair.alt_labels == ("EITF", "Eswatini International Trade Fair")


def test_two_fairs_of_similar_name_stay_two() -> None:
    two = fairs(
        FairRef("Icelandic Fisheries Exhibition", ("IceFish",)), FairRef("Iceland Fishing Expo"), FairRef("IceFish")
    )
    assert [fair.label for fair in two] == ["Iceland Fishing Expo", "Icelandic Fisheries Exhibition"]


def test_an_acronym_in_two_places_is_two_fairs_and_a_bare_one_stands_alone() -> None:
    autos = (FairRef("Algiers Food Fair", ("AFFA",)), Place("Algiers", "DZ"))
    other = (FairRef("Annual Fodder Fair", ("AFFA",)), Place("Berne", "CH"))
    assert [fair.id.slug for fair in fairs(autos, other)] == ["algiers-food-fair", "annual-fodder-fair"]
    three = fairs(autos, other, FairRef("AFFA"))
    assert [fair.id.slug for fair in three] == ["affa", "algiers-food-fair", "annual-fodder-fair"]
    assert len(fairs(autos, FairRef("AFFA"))) == 1
    assert len(fairs(autos, other, (FairRef("AFFA"), Place("Berne", "CH")))) == 2


def test_two_full_names_with_one_acronym_in_two_cities_of_a_country_are_two_fairs() -> None:
    berlin = (FairRef("Berlin Bicycle Fair", ("BIBI",)), Place("Berlin", "DE"))
    munich = (FairRef("Bavarian Bird Fair", ("BIBI",)), Place("Munich", "DE"))
    assert len(fairs(berlin, munich)) == 2


def test_a_fair_that_moves_within_its_country_is_one() -> None:
    assert (
        len(fairs((FairRef("LAMMA"), Place("Peterborough", "GB")), (FairRef("LAMMA"), Place("Birmingham", "GB"))))
        == 1
    )
    assert (
        len(fairs((FairRef("Toy Fair"), Place("London", "GB")), (FairRef("Toy Fair"), Place("New York", "US")))) == 2
    )


def test_names_too_short_or_too_general_merge_only_at_one_place() -> None:
    assert len(fairs(FairRef("Trade Fair"), FairRef("Trade Fair"))) == 2
    assert len(fairs((FairRef("Trade Fair"), Place("Pula", "HR")), (FairRef("Trade Fair"), Place("Pula", "HR")))) == 1
    assert len(fairs(FairRef("Zorro Fair", ("ZF",)), FairRef("Zebra Fair", ("ZF",)))) == 2
    assert len(fairs(FairRef("TIF"), FairRef("TIF"))) == 2  # Thessaloniki or Tripoli, and not shown to be one


def test_an_unproven_fair_is_not_merged_with_the_registered_one() -> None:
    two = fairs(FairRef("Tripoli International Fair", ("TIF",)), FairRef("TIF"))
    assert [(fair.id.slug, fair.registered) for fair in two] == [("tif", False), ("tripoli-international-fair", True)]


def test_a_founding_year_that_articles_state_fills_the_record() -> None:
    a = Writer("a", fairs=[BOOKS])
    a.claim(BOOKS, Predicate.FOUNDED_YEAR, 2000)
    assert facts_of(a).fairs[0].founded == 2000


# --- editions ---


def test_ordinal_and_year_are_one_edition_by_an_article_that_has_both() -> None:
    a, b, c = Writer("a"), Writer("b"), Writer("c")
    a.edition(BOOKS, ordinal=24)
    b.edition(BOOKS, year=2024)
    assert keys(facts_of(a, b)) == ["vilnius-book-fair/2024", "vilnius-book-fair/24"]
    c.edition(BOOKS, 24, 2024)
    facts = facts_of(a, b, c)
    assert facts.editions == (Edition(EditionId(FairId("vilnius-book-fair"), "24"), 24, 2024),)
    assert {identity for _, identity in facts.mentions} == {facts.editions[0].id}


def test_ordinal_and_year_are_one_edition_by_the_registry() -> None:
    a, b = Writer("a"), Writer("b")
    a.edition(CIIE, ordinal=6)
    b.edition(CIIE, year=2023)
    assert facts_of(a, b).editions == (Edition(EditionId(FairId("china-international-import-expo"), "6"), 6, 2023),)


def test_a_fair_held_twice_a_year_has_its_season_in_the_key() -> None:
    a = Writer("a")
    unnumbered = FairRef("Pitti Filati")
    a.edition(unnumbered, None, 2020, season="spring")
    a.edition(unnumbered, None, 2020, season="autumn")
    a.edition(CANTON, None, 2020, season="autumn")
    assert keys(facts_of(a)) == ["canton-fair/128", "pitti-filati/2020-autumn", "pitti-filati/2020-spring"]


def test_a_season_of_a_yearly_fair_is_not_part_of_its_key() -> None:
    a, b = Writer("a"), Writer("b")
    a.edition(BOOKS, None, 2020, season="spring")
    b.edition(BOOKS, None, 2020)
    assert facts_of(a, b).editions == (Edition(EditionId(FairId("vilnius-book-fair"), "2020"), None, 2020, "spring"),)


def test_a_year_without_season_of_a_fair_held_twice_a_year_is_ambiguous() -> None:
    a, b = Writer("a"), Writer("b")
    a.edition(CANTON, 127)
    b.edition(CANTON, None, 2020)
    facts = facts_of(a, b)
    assert keys(facts) == ["canton-fair/127", "canton-fair/2020"]
    assert found(facts, FindingCode.AMBIGUOUS_EDITION)[0]["candidates"] == "127"


def test_a_contradicted_link_goes_to_what_most_articles_state() -> None:
    a, b, c = Writer("a"), Writer("b"), Writer("c")
    a.edition(BOOKS, 24, 2023)
    b.edition(BOOKS, 24, 2024)
    c.edition(BOOKS, 24, 2024)
    facts = facts_of(a, b, c)
    assert edition(facts, "24").year == 2024
    (finding,) = found(facts, FindingCode.AMBIGUOUS_EDITION)
    assert (finding["candidates"], finding["taken"], finding["articles"]) == ("2024 2023", "2024", "a b c")


def test_a_pair_that_the_registry_knows_comes_before_a_majority() -> None:
    a, b, c = Writer("a"), Writer("b"), Writer("c")
    a.edition(CIIE, 7, 2025)
    b.edition(CIIE, 7, 2025)
    c.edition(CIIE, 7)
    assert edition(facts_of(a, b), "7").year == 2025  # no article has the registry's year
    assert edition(facts_of(a, b, c), "7").year == 2024


def test_two_editions_of_one_number_in_one_article_stay_two() -> None:
    a = Writer("a")
    a.edition(BOOKS, 30, 2023)
    a.edition(BOOKS, 30, 2020)
    facts = facts_of(a)
    assert [(e.id.key, e.ordinal, e.year) for e in facts.editions] == [("2020", None, 2020), ("30", 30, 2023)]


def test_a_year_of_two_numbers_goes_to_the_one_that_most_articles_have() -> None:
    a, b, c, d = (Writer(name) for name in "abcd")
    a.edition(BOOKS, 25, 2022)
    b.edition(BOOKS, 26, 2022)
    c.edition(BOOKS, None, 2022)
    facts = facts_of(a, b, c)
    assert dict(facts.mentions)["c"] == EditionId(FairId("vilnius-book-fair"), "2022")
    d.edition(BOOKS, 26, 2022)
    facts = facts_of(a, b, c, d)
    assert dict(facts.mentions)["c"] == EditionId(FairId("vilnius-book-fair"), "26")
    assert found(facts, FindingCode.AMBIGUOUS_EDITION)[0]["candidates"] == "25 26"


def test_editions_without_number_and_year_stand_by_themselves() -> None:
    a, b = Writer("a"), Writer("b")
    a.edition(BOOKS)
    a.edition(BOOKS)
    b.edition(BOOKS)
    facts = facts_of(a, b)
    assert keys(facts) == [
        "vilnius-book-fair/undated-a",
        "vilnius-book-fair/undated-a-e2",
        "vilnius-book-fair/undated-b",
    ]
    assert len([f for f in facts.findings if f.code is FindingCode.UNRESOLVED_EDITION]) == 3


def test_editions_that_an_article_tells_apart_by_their_dates_stay_apart() -> None:
    a, b = Writer("a"), Writer("b")
    for ordinal, start in ((None, "2020-09-14"), (47, "2020-08-11"), (None, "2020-09-07"), (None, None)):
        held = a.edition(BOOKS, ordinal, 2020)
        if start is not None:
            a.claim(held, Predicate.START_DATE, start)
    b.claim(b.edition(BOOKS, None, 2020), Predicate.START_DATE, "2020-08")
    facts = facts_of(a, b)
    assert [(e.id.key, e.year) for e in facts.editions] == [("2020-09", 2020), ("2020-09-07", 2020), ("47", 2020)]
    assert found(facts, FindingCode.CONFLICT) == []
    assert dict(facts.mentions)["b"] == EditionId(FairId("vilnius-book-fair"), "47")


# --- attributes ---


def test_equal_values_meet_with_all_evidence() -> None:
    a, b = Writer("a"), Writer("b")
    for writer, venue, city in (
        (a, "Litexpo Centre", Place("Vilnius")),
        (b, "LITEXPO centre", Place("Vilnius", "LT")),
    ):
        held = writer.edition(BOOKS, 24, 2024)
        writer.claim(held, Predicate.VENUE, venue)
        writer.claim(held, Predicate.CITY, city)
    facts = facts_of(a, b)
    assert [(f.predicate, f.value) for f in facts.attributes] == [
        (Predicate.CITY, Place("Vilnius", "LT")),
        (Predicate.VENUE, "LITEXPO centre"),
    ]
    assert [[e.article for e in f.evidence] for f in facts.attributes] == [["a", "b"], ["a", "b"]]


def test_cities_of_one_name_in_two_countries_are_two_values() -> None:
    a = Writer("a")
    held = a.edition(BOOKS, 24, 2024)
    a.claim(held, Predicate.CITY, Place("Tripoli", "LY"), Place("Tripoli", "LB"), Place("Tripoli"))
    assert len(facts_of(a).attributes) == 3


def dated(*starts: tuple[str, date | None]) -> Facts:
    writers = []
    for number, (start, published) in enumerate(starts):
        writer = Writer(f"a{number}", published)
        writer.claim(writer.edition(BOOKS, 24, 2024), Predicate.START_DATE, start)
        writers.append(writer)
    return facts_of(*writers)


def test_the_preferred_date_is_what_most_articles_say() -> None:
    facts = dated(("2024-02-22", None), ("2024-02-23", date(2024, 9, 1)), ("2024-02-22", None))
    assert values(facts, Predicate.START_DATE) == ["2024-02-22"]
    assert values(facts, Predicate.START_DATE, Rank.NORMAL) == ["2024-02-23"]
    (finding,) = found(facts, FindingCode.CONFLICT)
    assert (finding["value"], finding["other-value"]) == ("2024-02-22", "2024-02-23")
    assert (finding["quote"], finding["other-quote"]) == ("startDate 2024-02-22", "startDate 2024-02-23")
    assert (finding["article"], finding["other-article"]) == ("a0", "a1")


def test_then_what_was_published_later() -> None:
    facts = dated(("2024-02-22", date(2023, 9, 1)), ("2024-02-23", date(2024, 2, 1)))
    assert values(facts, Predicate.START_DATE) == ["2024-02-23"]


def test_then_the_first_in_order() -> None:
    assert values(dated(("2024-02-23", None), ("2024-02-22", None)), Predicate.START_DATE) == ["2024-02-22"]


def test_a_month_counts_for_the_dates_in_it_and_contradicts_none() -> None:
    facts = dated(("2024-02", None), ("2024-02", None), ("2024-02-22", None))
    assert values(facts, Predicate.START_DATE) == ["2024-02-22"]
    assert found(facts, FindingCode.CONFLICT) == []


def test_a_start_in_another_year_than_the_editions_is_a_claim_only() -> None:
    facts = dated(("2023-02-22", None))
    assert values(facts, Predicate.START_DATE) == []
    assert values(facts, Predicate.START_DATE, Rank.DEPRECATED) == ["2023-02-22"]
    assert [f["value"] for f in found(facts, FindingCode.DATES_DISAGREE)] == ["2023-02-22"]


def test_an_end_before_the_start_is_a_claim_only() -> None:
    a, b, c = Writer("a"), Writer("b"), Writer("c")
    for writer, end in ((a, "2024-02-20"), (b, "2024-02-20"), (c, "2024-02-25")):
        held = writer.edition(BOOKS, 24, 2024)
        writer.claim(held, Predicate.START_DATE, "2024-02-22")
        writer.claim(held, Predicate.END_DATE, end)
    facts = facts_of(a, b, c)
    assert values(facts, Predicate.END_DATE) == ["2024-02-25"]
    assert values(facts_of(a, b), Predicate.END_DATE) == []
    assert len(found(facts_of(a, b), FindingCode.DATES_DISAGREE)) == 1


@pytest.mark.parametrize("end", ["2024-02", "2024-02-22", "2024-03"])
def test_an_end_known_by_its_month_is_compared_by_month(end: str) -> None:
    a = Writer("a")
    held = a.edition(BOOKS, 24, 2024)
    a.claim(held, Predicate.START_DATE, "2024-02-22")
    a.claim(held, Predicate.END_DATE, end)
    assert values(facts_of(a), Predicate.END_DATE) == [end]


def test_ordinal_and_year_that_are_preferred_are_those_of_the_edition() -> None:
    a, b, c = Writer("a"), Writer("b"), Writer("c")
    for writer, year in ((a, 2023), (b, 2024), (c, 2024)):
        held = writer.edition(BOOKS, 24, year)
        writer.claim(held, Predicate.ORDINAL, 24)
        writer.claim(held, Predicate.YEAR, year)
    facts = facts_of(a, b, c)
    assert (values(facts, Predicate.YEAR), values(facts, Predicate.YEAR, Rank.NORMAL)) == ([2024], [2023])
    assert values(facts, Predicate.ORDINAL) == [24]
    assert [f.code for f in facts.findings] == [FindingCode.AMBIGUOUS_EDITION]


def test_all_values_of_an_attribute_that_has_many_are_preferred() -> None:
    a = Writer("a")
    held = a.edition(BOOKS, 24, 2024)
    a.claim(held, Predicate.GUEST_COUNTRY, CountryRef("FI"), CountryRef("ZA"))
    a.claim(held, Predicate.HOST, "Ministry of Culture", "The Ministry of Culture", "Publishers' Association")
    facts = facts_of(a)
    assert values(facts, Predicate.GUEST_COUNTRY) == [CountryRef("FI"), CountryRef("ZA")]
    assert values(facts, Predicate.HOST) == ["Publishers' Association", "The Ministry of Culture"]


def test_two_venues_of_one_article_are_no_contradiction_and_a_short_name_is_none_either() -> None:
    a, b, c = Writer("a"), Writer("b"), Writer("c")
    a.claim(a.edition(BOOKS, 24, 2024), Predicate.VENUE, "Litexpo Exhibition Centre", "Town Hall")
    b.claim(b.edition(BOOKS, 24, 2024), Predicate.VENUE, "Litexpo")
    facts = facts_of(a, b)
    assert values(facts, Predicate.VENUE) == ["Litexpo Exhibition Centre"]
    assert found(facts, FindingCode.CONFLICT) == []
    a.claim(a.editions[0], Predicate.CITY, Place("Santa Cruz"))
    b.claim(b.editions[0], Predicate.CITY, Place("Santa Cruz de la Sierra", "BO"))
    assert found(facts_of(a, b), FindingCode.CONFLICT) == []
    c.claim(c.edition(BOOKS, 24, 2024), Predicate.VENUE, "Siemens Arena")
    assert [f["other-value"] for f in found(facts_of(a, b, c), FindingCode.CONFLICT)] == ["Siemens Arena"]


# --- metrics ---


def test_the_same_figure_of_two_articles_meets_with_both_speakers() -> None:
    a, b = Writer("a"), Writer("b")
    a.metric(a.edition(CIIE, 6), "3486", speaker="Sun Chenghai")
    b.metric(b.edition(CIIE, None, 2023), "3486.0", speaker="An official")
    fact = only(facts_of(a, b))
    assert (str(fact.value), fact.unit, fact.about) == (
        "3486",
        "count",
        EditionId(FairId("china-international-import-expo"), "6"),
    )
    assert ([e.article for e in fact.evidence], fact.speakers) == (["a", "b"], ("An official", "Sun Chenghai"))


@pytest.mark.parametrize(
    "difference",
    [
        {"bound": Bound.MIN},
        {"status": Status.EXPECTED},
        {"scope": Scope(ScopeKind.OVERSEAS)},
        {"unit": "percent"},
        {"indicator": Indicator.VISITORS},
        {"basis": "net"},
        {"change": Change(Direction.UP, percent=Decimal(5))},
    ],
)
def test_figures_of_different_content_stay_apart(difference: dict[str, object]) -> None:
    a, b = Writer("a"), Writer("b")
    a.metric(a.edition(CIIE, 6), "50")
    b.metric(b.edition(CIIE, 6), "50", **difference)  # type: ignore[arg-type]
    facts = facts_of(a, b)
    assert len(facts.metrics) == 2
    assert facts.findings == ()


def test_a_figure_repeated_in_short_by_its_article_is_the_same_statement() -> None:
    a, b = Writer("a"), Writer("b")
    up = Change(Direction.UP, percent=Decimal("6.7"))
    for writer, changes in ((a, (None, up, None)), (b, (None,))):
        held = writer.edition(CIIE, 6)
        for change in changes:
            writer.metric(held, "50", change=change)
    brief, full = facts_of(a, b).metrics
    assert (brief.change, [e.article for e in brief.evidence]) == (None, ["b"])
    assert (full.change, [e.article for e in full.evidence]) == (up, ["a", "a", "a"])


def test_two_changes_of_one_figure_stay_two() -> None:
    a = Writer("a")
    held = a.edition(CIIE, 6)
    a.metric(held, "50", change=Change(Direction.UP, percent=Decimal(5)))
    a.metric(held, "50", change=Change(Direction.UP, percent=Decimal(20), versus="2018"))
    a.metric(held, None, change=Change(Direction.UP, percent=Decimal(3)))
    assert len(facts_of(a).metrics) == 3


def test_a_figure_of_a_fair_and_of_a_country() -> None:
    a = Writer("a")
    a.edition(CANTON, 127)
    a.metric(CANTON, "25000")
    a.metric(CountryRef("CN"), "372.7", indicator=Indicator.TRADE_VALUE, unit="USD")
    assert [fact.about for fact in facts_of(a).metrics] == [CountryRef("CN"), FairId("canton-fair")]


def compared(
    fair: FairRef, ordinal: int | None, year: int | None, versus: str, season: str | None = None
) -> Edition | None:
    a = Writer("a")
    held = a.edition(fair, ordinal, year, season=season)
    a.metric(held, "10", change=Change(Direction.UP, percent=Decimal("6.7"), versus=versus))
    facts = facts_of(a)
    identity = only(facts).compared_with
    return None if identity is None else next(e for e in facts.editions if e.id == identity)


@pytest.mark.parametrize(
    ("fair", "ordinal", "year", "versus", "expected"),
    [
        (CIIE, 6, None, "previous", ("5", 5, 2022)),
        (CIIE, 9, 2026, "previous", ("8", 8, 2025)),
        (CIIE, 1, None, "previous", None),
        (BOOKS, 24, 2024, "previous", ("23", 23, None)),
        (BOOKS, None, 2024, "previous", None),
        (CIFTIS, None, 2020, "previous", ("2019", None, 2019)),
        (CIIE, 6, None, "2018", ("1", 1, 2018)),
        (BOOKS, 24, 2024, "2019", ("2019", None, 2019)),
        (BOOKS, 24, 2024, "2024", None),
        (CIIE, 6, None, "4th", ("4", 4, 2021)),
        (CIIE, 6, None, "two years ago", None),
        (CIIE, 6, None, "4 years earlier", ("2", 2, 2019)),
        (BOOKS, 24, 2024, "5 years earlier", ("2019", None, 2019)),
        (BOOKS, 24, None, "5 years earlier", None),
        (FairRef("Auto China"), 18, 2024, "previous", ("16", 16, 2020)),
    ],
)
def test_what_a_change_compares_with(
    fair: FairRef,
    ordinal: int | None,
    year: int | None,
    versus: str,
    expected: tuple[str, int | None, int | None] | None,
) -> None:
    there = compared(fair, ordinal, year, versus)
    assert (None if there is None else (there.id.key, there.ordinal, there.year)) == expected


def test_a_change_against_another_year_keeps_the_season() -> None:
    there = compared(CANTON, 133, 2023, "2020", season="spring")
    assert there is not None
    assert there.id.key == "127"
    there = compared(CANTON, 133, 2023, "autumn 2020", season="spring")
    assert there is not None
    assert there.id.key == "128"


def test_the_article_tells_which_edition_is_the_previous_one_where_nothing_else_does() -> None:
    a = Writer("a")
    held = a.edition(BOOKS, None, 2024)
    a.edition(BOOKS, None, 2022, before=held)
    a.metric(held, "10", change=Change(Direction.UP, percent=Decimal(5)))
    assert only(facts_of(a)).compared_with == EditionId(FairId("vilnius-book-fair"), "2022")


def test_the_previous_edition_may_be_one_that_articles_have_by_its_year_alone() -> None:
    a, b = Writer("a"), Writer("b")
    a.metric(a.edition(CIIE, 9), "10", change=Change(Direction.UP, percent=Decimal(5)))
    b.edition(CIIE, None, 2025)
    ciie = FairId("china-international-import-expo")
    assert only(facts_of(a)).compared_with == EditionId(ciie, "8")
    assert only(facts_of(a, b)).compared_with == EditionId(ciie, "2025")


def test_digits_that_only_the_conversion_of_a_unit_left_are_no_part_of_a_figure() -> None:
    a = Writer("a")
    a.metric(a.edition(BOOKS, 24, 2024), "40000.00000000000000000002", unit="ha")
    assert only(facts_of(a)).value == Decimal(40000)


@pytest.mark.parametrize(
    ("held", "others", "expected"),
    [
        # No year lies between.
        ((None, 2024), [(None, 2023)], "2023"),
        ((None, 2024), [(None, 2022)], None),
        ((None, 2024), [(23, 2023)], "23"),
        ((24, 2024), [(None, 2023)], "2023"),
        ((24, 2024), [(23, None), (None, 2023)], "23"),
        ((24, 2024), [(None, 2022)], "23"),
        # Held every second year.
        ((None, 2024), [(None, 2022), (None, 2020), (None, 2018)], "2022"),
        ((None, 2024), [(None, 2020), (None, 2018), (None, 2022), (None, 2019)], None),
        ((None, 2024), [(None, 2021), (None, 2019), (None, 2017)], None),
        ((None, 2024), [(None, 2025)], None),
    ],
)
def test_the_edition_before_is_found_by_what_other_articles_know(
    held: tuple[int | None, int | None], others: list[tuple[int | None, int | None]], expected: str | None
) -> None:
    a, b = Writer("a"), Writer("b")
    a.metric(a.edition(BOOKS, *held), "10", change=Change(Direction.UP, percent=Decimal(5)))
    for other in others:
        b.metric(b.edition(BOOKS, *other), "9", indicator=Indicator.HALLS)
    before = next(f for f in facts_of(a, b).metrics if f.change is not None).compared_with
    assert (None if before is None else before.key) == expected


def test_totals_that_contradict_each_other_are_found() -> None:
    a, b, c = Writer("a"), Writer("b"), Writer("c")
    for writer, value in ((a, "71250"), (b, "63400"), (c, "63400")):
        writer.metric(writer.edition(BOOKS, 24), value, indicator=Indicator.VISITORS)
    facts = facts_of(a, b, c)
    assert len(facts.metrics) == 2
    (finding,) = found(facts, FindingCode.CONFLICT)
    assert finding == {
        "subject": "vilnius-book-fair/24",
        "indicator": "visitors",
        "value": "63400 count",
        "article": "b",
        "quote": "visitors 63400",
        "other-value": "71250 count",
        "other-article": "a",
        "other-quote": "visitors 71250",
    }


def test_of_totals_that_as_many_articles_give_the_later_one_stands_first() -> None:
    a, b, c = Writer("a", date(2018, 3, 21)), Writer("b", date(2018, 4, 5)), Writer("c", date(2018, 3, 19))
    a.metric(a.edition(BOOKS, 24), "71250", indicator=Indicator.VISITORS)
    b.metric(b.edition(BOOKS, 24), "64380", indicator=Indicator.VISITORS)
    assert [f["value"] for f in found(facts_of(a, b), FindingCode.CONFLICT)] == ["64380 count"]
    c.metric(c.edition(BOOKS, 24), "71250", indicator=Indicator.VISITORS)
    assert [f["value"] for f in found(facts_of(a, b, c), FindingCode.CONFLICT)] == ["71250 count"]


@pytest.mark.parametrize(
    ("value", "change"),
    [
        ("50000", {}),
        ("50200", {}),
        ("49000", {"bound": Bound.APPROX}),
        ("71250", {"status": Status.EXPECTED}),
        ("71250", {"scope": Scope(ScopeKind.OVERSEAS)}),
        ("71250", {"basis": "audited"}),
        ("71250", {"indicator": Indicator.VISITS}),
        ("71250", {"unit": "percent"}),
    ],
)
def test_rounding_and_other_bases_are_no_contradiction(value: str, change: dict[str, object]) -> None:
    a, b = Writer("a"), Writer("b")
    a.metric(a.edition(BOOKS, 24), "50213", indicator=Indicator.VISITORS)
    b.metric(b.edition(BOOKS, 24), value, **{"indicator": Indicator.VISITORS, **change})  # type: ignore[arg-type]
    assert found(facts_of(a, b), FindingCode.CONFLICT) == []


def test_figures_that_may_count_anything_are_not_compared() -> None:
    a, b = Writer("a"), Writer("b")
    a.metric(a.edition(BOOKS, 24), "361", indicator=Indicator.OTHER)
    b.metric(b.edition(BOOKS, 24), "1150", indicator=Indicator.OTHER)
    assert facts_of(a, b).findings == ()


def test_two_totals_of_one_article_are_no_contradiction() -> None:
    a = Writer("a")
    held = a.edition(BOOKS, 24)
    a.metric(held, "31", indicator=Indicator.COUNTRIES)
    a.metric(held, "29", indicator=Indicator.COUNTRIES)
    assert facts_of(a).findings == ()


def test_an_article_that_has_several_totals_counts_several_things() -> None:
    a, b, c = Writer("a"), Writer("b"), Writer("c")
    for writer, counts in ((a, ("181", "64")), (b, ("32",)), (c, ("50213", "50000", "63"))):
        for count in counts:
            indicator = Indicator.COUNTRIES if len(count) < 4 else Indicator.VISITORS
            writer.metric(writer.edition(BOOKS, 24), count, indicator=indicator)
    assert [(f["value"], f["other-value"]) for f in found(facts_of(a, b), FindingCode.CONFLICT)] == []
    (finding,) = found(facts_of(a, b, c), FindingCode.CONFLICT)
    assert (finding["value"], finding["other-value"]) == ("63 count", "32 count")


# --- deals, mentions, findings ---


def test_the_same_deal_of_two_articles_meets() -> None:
    a, b = Writer("a"), Writer("b")
    a.deal(a.edition(CIIE, 2), ("Gome", "Samsung China"), "710000000")
    held = b.edition(CIIE, 2)
    b.deal(held, ("SAMSUNG China", "Gome"), "7.1E+8")
    b.deal(held, ("Gome", "Samsung China"), "5")
    first, second = facts_of(a, b).deals
    assert (first.parties, str(first.value), len(first.evidence)) == (("Gome", "Samsung China"), "5", 1)
    assert (second.parties, str(second.value), second.unit) == (("Gome", "Samsung China"), "710000000", "USD")
    assert [e.article for e in second.evidence] == ["a", "b"]


def test_each_edition_listed_and_each_fair_without_one_is_a_mention() -> None:
    a = Writer("a", fairs=[BOOKS])
    a.edition(CIIE, 6)
    a.edition(CIIE, 7)
    ciie = FairId("china-international-import-expo")
    assert facts_of(a).mentions == (
        ("a", EditionId(ciie, "6")),
        ("a", EditionId(ciie, "7")),
        ("a", FairId("vilnius-book-fair")),
    )


def test_findings_of_the_readings_pass_through() -> None:
    noted = Finding(FindingCode.NOT_UNDERSTOOD, "odd", article="a")
    assert facts_of(Writer("a", findings=[noted, noted])).findings == (noted,)


# --- copies ---

REPORT = """The fair in Vilnius drew 479 firms from 31 countries, said Rasa Balsyte on 24 February 2024.
Norvik of Oslo sold 12 presses to Kaunas Print for 3.6 million euros. The halls had 14,000 square metres."""


def told(words: str, *writers: Writer) -> list[ResolvedReading]:
    return [replace(resolve(writer.reading(), REGISTRY), signature=signature(words)) for writer in writers]


def test_copies_of_one_report_do_not_outvote_an_independent_one() -> None:
    a, b, c, own = (Writer(name, date(2024, 2, day)) for name, day in (("a", 1), ("b", 2), ("c", 3), ("own", 4)))
    for writer, venue in ((a, "Litexpo"), (b, "Litexpo"), (c, "Litexpo"), (own, "Town Hall")):
        writer.claim(writer.edition(BOOKS, 24, 2024), Predicate.VENUE, venue)
    independent = [resolve(own.reading(), REGISTRY)]
    each = consolidate([*told("", a, b, c), *independent], REGISTRY)
    once = consolidate([*told(REPORT, a, b, c), *independent], REGISTRY)
    preferred = [
        [f.value for f in facts.attributes if f.rank == "preferred" and f.predicate == Predicate.VENUE]
        for facts in (each, once)
    ]
    assert preferred == [["Litexpo"], ["Town Hall"]]  # three against one, or one against one: then the later
    assert once.copies.originals == {"b": "a", "c": "a"}
    assert not each.copies.originals


def test_figures_of_copies_count_once_too() -> None:
    writers = [Writer(name, date(2024, 2, day)) for name, day in (("a", 1), ("b", 2), ("own", 3))]
    for writer, value in zip(writers, ("31", "31", "29"), strict=True):
        writer.metric(writer.edition(BOOKS, 24, 2024), value, indicator=Indicator.COUNTRIES)
    both = told(REPORT, *writers[:2])
    for copied, best in ((False, "31"), (True, "29")):
        readings = both if copied else [replace(reading, signature=b"") for reading in both]
        facts = consolidate([*readings, resolve(writers[2].reading(), REGISTRY)], REGISTRY)
        (conflict,) = [f for f in facts.findings if f.code is FindingCode.CONFLICT]
        assert dict(conflict.detail)["value"] == f"{best} count"


# --- order ---


def library() -> list[Writer]:
    """Return articles that agree, contradict and complete each other in all ways that the tests above use."""
    a = Writer("a", date(2024, 2, 1))
    first = a.edition(BOOKS, 24, 2024)
    a.claim(first, Predicate.START_DATE, "2024-02-22")
    a.claim(first, Predicate.CITY, Place("Vilnius"))
    a.claim(first, Predicate.VENUE, "Litexpo Centre")
    a.metric(first, "1E+3", speaker="X", change=Change(Direction.UP, percent=Decimal("6.70")))
    a.deal(first, ("Acme", "Bolt"), "5")
    b = Writer("b", date(2024, 3, 1), fairs=[CIFTIS])
    second = b.edition(BOOKS, None, 2024)
    b.claim(second, Predicate.START_DATE, "2024-02-23")
    b.claim(second, Predicate.CITY, Place("Vilnius", "LT"))
    b.claim(second, Predicate.VENUE, "LITEXPO centre")
    b.metric(second, "1000", speaker="Y", change=Change(Direction.UP, percent=Decimal("6.7")))
    b.deal(second, ("BOLT", "Acme"), "5.0")
    c = Writer("c", date(2024, 4, 1))
    third = c.edition(FairRef("Vilnius Book Fair", ("VBF",)), 24, 2023)
    c.metric(third, "1300")
    c.edition(FairRef("VBF"))
    d = Writer("d")
    d.claim(d.edition(FairRef("VBF"), 25, 2024), Predicate.CITY, Place("Kaunas", "LT"))
    d.edition(CANTON, 127, 2022, stated=False)
    e = Writer("e")
    e.claim(e.edition(FairRef("Vale Beef Fair", ("VBF",)), 3, 2024), Predicate.CITY, Place("Vale", "GB"))
    e.edition(CANTON, None, 2020)
    return [a, b, c, d, e]


@settings(max_examples=30, derandomize=True, deadline=None)
@given(order=st.permutations(range(5)), twice=st.lists(st.integers(0, 4), max_size=3))
def test_neither_order_nor_repetition_of_articles_matters(order: Sequence[int], twice: Sequence[int]) -> None:
    readings = [resolve(writer.reading(), REGISTRY) for writer in library()]
    assert consolidate([readings[i] for i in [*order, *twice]], REGISTRY) == consolidate(readings, REGISTRY)


@settings(max_examples=20, derandomize=True, deadline=None)
@given(order=st.permutations(range(5)))
def test_the_order_of_statements_within_an_article_does_not_matter(order: Sequence[int]) -> None:
    readings = [writer.reading() for writer in library()]
    turned = [
        replace(r, claims=r.claims[::-1], metrics=r.metrics[::-1], deals=r.deals[::-1])
        for r in (readings[i] for i in order)
    ]
    straight = consolidate([resolve(r, REGISTRY) for r in readings], REGISTRY)
    assert consolidate([resolve(r, REGISTRY) for r in turned], REGISTRY) == straight


def test_every_statement_is_in_the_facts_with_its_evidence() -> None:
    writers = library()
    facts = facts_of(*writers)
    assert {e for f in facts.attributes for e in f.evidence} == {c.evidence for w in writers for c in w.claims}
    assert {e for f in facts.metrics for e in f.evidence} == {c.evidence for w in writers for c in w.metrics}
    assert {e for f in facts.deals for e in f.evidence} == {c.evidence for w in writers for c in w.deals}


def test_every_subject_is_among_the_editions_and_fairs() -> None:
    facts = facts_of(*library())
    editions, fairs_seen = {e.id for e in facts.editions}, {f.id for f in facts.fairs}
    subjects = {
        *(f.subject for f in facts.attributes),
        *(f.about for f in facts.metrics),
        *(f.compared_with for f in facts.metrics if f.compared_with),
        *(f.edition for f in facts.deals),
        *(s for _, s in facts.mentions),
    }
    assert {s for s in subjects if isinstance(s, EditionId)} <= editions
    assert {
        s.fair if isinstance(s, EditionId) else s for s in subjects if not isinstance(s, CountryRef)
    } <= fairs_seen
