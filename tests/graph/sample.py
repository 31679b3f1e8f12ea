"""Facts written by hand for the tests of `kg.graph`, and the gold file of their one article in the scorer's form."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

from kg.model import (
    Amount,
    Article,
    AttributeFact,
    AttributeValue,
    Bound,
    Change,
    CountryRef,
    DealFact,
    Direction,
    Edition,
    EditionId,
    Evidence,
    Facts,
    Fair,
    FairId,
    Indicator,
    MetricFact,
    Place,
    Predicate,
    Rank,
    Scope,
    ScopeKind,
    Span,
    Status,
)
from kg.registry import CountryRow, Registry

ID = "harbour-6 close"
TEXT = """\
The 6th Harbour Expo closed in Lisbon, Portugal on 10 November 2023. It had opened on 5 November under the theme
"Tides & Trade", at the Cais Hall, in the halls and online, run by Porto Aberto with Câmara do Mar, hosted by the
City Council. Brazil was guest of honour. Deals came to $7.84 billion (EUR 7.2 billion), up 6.7% on the fifth expo,
said Ana Sá, director. More than 3,400 exhibitors came, among them 120 from Brazil; the forum drew 900. 60 percent
were new. Space was 52,000.5 m2. Nordsee and Vento signed for EUR 12 million. Exports of Portugal were $90 billion.
In all its years it had 2,000,000 visits. The seventh expects twice the halls. In November it was Porto's.
"""

HARBOUR = FairId("harbour-expo")
FIFTH, SIXTH, SEVENTH = (EditionId(HARBOUR, key) for key in ("5", "6", "7"))


def quote(words: str) -> tuple[Evidence, ...]:
    start = TEXT.index(words)
    return (Evidence(ID, Span(start, start + len(words)), words),)


def _said(predicate: Predicate, value: AttributeValue, words: str, rank: Rank = Rank.PREFERRED) -> AttributeFact:
    return AttributeFact(SIXTH, predicate, value, quote(words), rank)


def metric(
    indicator: Indicator,
    value: str | None,
    words: str,
    unit: str | None = "count",
    about: EditionId | FairId | CountryRef = SIXTH,
    bound: Bound = Bound.EXACT,
    scope: Scope | None = None,
    status: Status = Status.ACTUAL,
    change: Change | None = None,
    compared_with: EditionId | None = None,
    also: Amount | None = None,
    speakers: tuple[str, ...] = (),
) -> MetricFact:
    number = None if value is None else Decimal(value)
    part = scope or Scope()
    return MetricFact(
        about, indicator, number, unit, bound, status, part, change, compared_with, also, None, quote(words), speakers
    )


ARTICLE = Article(
    id=ID,
    text=TEXT,
    title="Harbour Expo closes",
    publisher="The Quay",
    published=date(2023, 11, 11),
    url="https://example.com/harbour",
    sha256="ab" * 32,
)

METRICS = (
    metric(
        Indicator.DEAL_VALUE,
        "7.84E+9",
        "$7.84 billion (EUR 7.2 billion), up 6.7%",
        "USD",
        change=Change(Direction.UP, percent=Decimal("6.70")),
        compared_with=FIFTH,
        also=Amount(Decimal("7200000000"), "EUR"),
        speakers=("Ana Sá, director",),
    ),
    metric(Indicator.EXHIBITORS, "3400", "More than 3,400 exhibitors", bound=Bound.MIN),
    metric(Indicator.EXHIBITORS, "120", "120 from Brazil", scope=Scope(ScopeKind.COUNTRY, "BR")),
    metric(Indicator.ATTENDEES, "900", "the forum drew 900", scope=Scope(ScopeKind.EVENT, "forum")),
    metric(Indicator.EXHIBITORS, "60", "60 percent\nwere new", "percent", scope=Scope(ScopeKind.FIRST_TIME)),
    metric(Indicator.EXHIBITION_AREA, "52000.50", "52,000.5 m2", "m2"),
    metric(
        Indicator.TRADE_VALUE,
        "90000000000",
        "Exports of Portugal were $90 billion",
        "USD",
        about=CountryRef("PT"),
        scope=Scope(ScopeKind.OTHER, "exports"),
    ),
    metric(Indicator.VISITS, "2000000", "2,000,000 visits", about=HARBOUR),
    metric(
        Indicator.HALLS,
        None,
        "twice the halls",
        None,
        about=SEVENTH,
        status=Status.EXPECTED,
        change=Change(Direction.UP, factor=Decimal("2")),
        compared_with=SIXTH,
    ),
)

FACTS = Facts(
    articles=(ARTICLE,),
    fairs=(Fair(HARBOUR, "Harbour Expo", ("HX",), 2018, ("Porto Aberto",), registered=True),),
    editions=(Edition(SEVENTH, 7, 2024), Edition(SIXTH, 6, 2023)),
    attributes=(
        _said(Predicate.ORDINAL, 6, "6th"),
        _said(Predicate.YEAR, 2023, "2023"),
        _said(Predicate.START_DATE, "2023-11-05", "5 November"),
        _said(Predicate.START_DATE, "2023-11", "In November", Rank.NORMAL),
        _said(Predicate.END_DATE, "2023-11-10", "10 November 2023"),
        _said(Predicate.CITY, Place("Lisbon", "PT"), "Lisbon"),
        _said(Predicate.COUNTRY, CountryRef("PT"), "Portugal"),
        _said(Predicate.VENUE, "Cais Hall", "Cais Hall"),
        _said(Predicate.MODE, "hybrid", "in the halls and online"),
        _said(Predicate.THEME, "Tides & Trade", "Tides & Trade"),
        _said(Predicate.GUEST_COUNTRY, CountryRef("BR"), "Brazil was guest of honour"),
        _said(Predicate.ORGANIZER, "Porto Aberto", "Porto Aberto"),
        _said(Predicate.CO_ORGANIZER, "Câmara do Mar", "Câmara do Mar"),
        _said(Predicate.HOST, "City Council", "hosted by the\nCity Council"),
    ),
    metrics=METRICS,
    deals=(DealFact(SIXTH, ("Nordsee", "Vento"), Decimal("12000000"), "EUR", quote("Nordsee and Vento signed")),),
    mentions=((ID, SIXTH), (ID, SEVENTH)),
)


def gold() -> str:
    """Return the gold file of the article, written by hand; the month among the starts is left out of the facts."""
    sixth = {
        **{"key": "e1", "fair": "Harbour Expo", "aliases": ["HX"], "ordinal": 6, "year": 2023},
        **{"start": "2023-11-05", "end": "2023-11-10", "city": "Lisbon", "country": "PT", "venue": "Cais Hall"},
        **{"mode": "hybrid", "theme": "Tides & Trade", "guests": ["BR"]},
        "organizers": [
            {"name": "Porto Aberto", "role": "organizer"},
            {"name": "Câmara do Mar", "role": "co-organizer"},
            {"name": "City Council", "role": "host"},
        ],
    }
    seventh = {"key": "e2", "fair": "Harbour Expo", "aliases": ["HX"], "ordinal": 7, "year": None}
    up = {"pct": 6.7, "direction": "up", "vs": "previous"}
    twice = {"factor": 2, "direction": "up", "vs": "previous"}
    rows: list[tuple[str, str, float | None, str | None, str, str, str, dict[str, object] | None]] = [
        ("e1", "deal-value", 7840000000, "USD", "exact", "actual", "total", dict(up)),
        ("e1", "exhibitors", 3400, "count", "min", "actual", "total", None),
        ("e1", "exhibitors", 120, "count", "exact", "actual", "country:BR", None),
        ("e1", "attendees", 900, "count", "exact", "actual", "event:forum", None),
        ("e1", "exhibitors", 60, "percent", "exact", "actual", "first-time", None),
        ("e1", "exhibition-area", 52000.5, "m2", "exact", "actual", "total", None),
        ("country:PT", "trade-value", 90000000000, "USD", "exact", "actual", "other:exports", None),
        ("fair:Harbour Expo", "visits", 2000000, "count", "exact", "actual", "total", None),
        ("e2", "halls", None, None, "exact", "expected", "total", dict(twice)),
    ]
    names = ("about", "indicator", "value", "unit", "bound", "status", "scope", "change")
    metrics = [{**dict(zip(names, row, strict=True)), "quote": ""} for row in rows]
    deals = [{"edition": "e1", "parties": ["Nordsee", "Vento"], "value": 12000000, "unit": "EUR"}]
    return json.dumps({"id": ID, "editions": [sixth, seventh], "metrics": metrics, "deals": deals})


def registry() -> Registry:
    """Return a registry of two countries, so that the tests do not hang on the tables."""
    countries = tuple(
        CountryRow(alpha2, alpha3, name, (), (), None, False, ("test",))
        for alpha2, alpha3, name in (("PT", "PRT", "Portugal"), ("BR", "BRA", "Brazil"))
    )
    return Registry(Path(), (), countries, (), (), (), (), ())
