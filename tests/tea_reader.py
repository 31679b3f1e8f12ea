"""A reader of articles for tests: it understands a few set sentences, so that the stages around reading have input.

The 6th Shanghai Tea Expo (STE) was held in Shanghai in 2023.
It drew 3,486 exhibitors.            It hopes for 4,000 exhibitors.
Deals were worth US$78 million, up 6.7 percent.
Acme Tea signed with Globex Leaf for US$5 million.
"""

import re
from decimal import Decimal

from kg.model import (
    Amount,
    Article,
    AttributeValue,
    Change,
    Claim,
    DealClaim,
    Direction,
    EditionRef,
    Evidence,
    FairRef,
    Finding,
    FindingCode,
    Indicator,
    MetricClaim,
    Place,
    Predicate,
    Reading,
    Scope,
    Span,
    Status,
)
from kg.registry import Registry

FAIR = re.compile(
    r"The (?P<n>\d+)\w\w (?P<name>[\w ]+) \((?P<short>\w+)\) was held in (?P<city>\w+) in (?P<year>\d{4})\."
)
EXHIBITORS = re.compile(r"It (?P<verb>drew|hopes for) (?P<n>[\d,]+) exhibitors\.")
VALUE = re.compile(r"Deals were worth US\$(?P<n>\d+) million(?:, up (?P<up>[\d.]+) percent)?\.")
DEAL = re.compile(r"(?P<a>[A-Z]\w+ [A-Z]\w+) signed with (?P<b>[A-Z]\w+ [A-Z]\w+) for US\$(?P<n>\d+) million\.")


def read_article(article: Article, registry: Registry) -> Reading:
    def evidence(found: re.Match[str]) -> Evidence:
        return Evidence(article.id, Span(*found.span()), found[0])

    def usd(found: re.Match[str]) -> Amount:
        return Amount(Decimal(found["n"]) * 10**6, "USD")

    fair = FAIR.search(article.text)
    if "CRASH" in article.text:
        raise ZeroDivisionError("a fault")
    if fair is None:
        return Reading(article, findings=(Finding(FindingCode.NO_FAIR, "No fair is named.", article=article.id),))
    edition = EditionRef("e1", FairRef(fair["name"], (fair["short"],)), int(fair["n"]), int(fair["year"]))
    stated: dict[Predicate, AttributeValue] = {
        Predicate.ORDINAL: int(fair["n"]),
        Predicate.YEAR: int(fair["year"]),
        Predicate.CITY: Place(fair["city"]),
    }
    metrics = [
        MetricClaim(
            edition,
            Indicator.EXHIBITORS,
            Amount(Decimal(found["n"].replace(",", ""))),
            Status.ACTUAL if found["verb"] == "drew" else Status.EXPECTED,
            Scope(),
            evidence(found),
            "test",
        )
        for found in EXHIBITORS.finditer(article.text)
    ]
    for found in VALUE.finditer(article.text):
        change = Change(Direction.UP, percent=Decimal(found["up"])) if found["up"] else None
        metrics.append(
            MetricClaim(
                edition,
                Indicator.DEAL_VALUE,
                usd(found),
                Status.ACTUAL,
                Scope(),
                evidence(found),
                "test",
                change=change,
            )
        )
    return Reading(
        article,
        editions=(edition,),
        claims=tuple(Claim(edition, name, value, evidence(fair), "test") for name, value in stated.items()),
        metrics=tuple(metrics),
        deals=tuple(
            DealClaim(edition, (found["a"], found["b"]), usd(found), evidence(found), "test")
            for found in DEAL.finditer(article.text)
        ),
    )
