"""The names of the ontology. Written by `python -m kg.graph.vocab_source` from ontology/*.ttl; do not edit.

`TE` is the vocabulary for rdflib; it is closed: a name that the ontology lacks is an `AttributeError`. `te` has the
same classes and properties as plain strings, for pyoxigraph. The code lists lead from a notation to its concept's
IRI, `RULES` from the name of a rule to its IRI; `LABELS` from these IRIs to their labels.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace

PREFIXES: Final[Mapping[str, str]] = {
    "te": "https://w3id.org/trade-event#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "unit": "http://qudt.org/vocab/unit/",
    "cur": "http://qudt.org/vocab/currency/",
}


class TE(DefinedNamespace):
    """The trade event vocabulary, for rdflib."""

    _NS = Namespace("https://w3id.org/trade-event#")
    _fail = True
    _extras: ClassVar[list[str]] = [
        "bound-approx",
        "bound-exact",
        "bound-max",
        "bound-min",
        "difference-kind-basis",
        "difference-kind-bound",
        "difference-kind-conflict",
        "difference-kind-correction",
        "difference-kind-forecast",
        "difference-kind-refinement",
        "difference-kind-rounding",
        "difference-kind-scope",
        "indicator-attendees",
        "indicator-booths",
        "indicator-brands",
        "indicator-buyers",
        "indicator-countries",
        "indicator-deal-value",
        "indicator-deals",
        "indicator-delegations",
        "indicator-editions",
        "indicator-events",
        "indicator-exhibition-area",
        "indicator-exhibitors",
        "indicator-halls",
        "indicator-investment",
        "indicator-journalists",
        "indicator-new-products",
        "indicator-organizations",
        "indicator-other",
        "indicator-products",
        "indicator-projects",
        "indicator-speakers",
        "indicator-trade-value",
        "indicator-visitors",
        "indicator-visits",
        "mode-hybrid",
        "mode-in-person",
        "mode-online",
        "rank-rule-correction",
        "rank-rule-exact-over-rounded",
        "rank-rule-finer",
        "rank-rule-first-in-order",
        "rank-rule-fits-edition",
        "rank-rule-later-report",
        "rank-rule-more-sources",
        "rank-rule-registry",
        "rank-rule-result-over-forecast",
        "rule-chain-by-ordinal",
        "rule-chain-by-year",
        "rule-country-from-city",
        "rule-current-figure",
        "rule-previous-edition",
        "rule-previous-figure",
        "rule-remainder",
        "scope-city",
        "scope-country",
        "scope-domestic",
        "scope-event",
        "scope-first-time",
        "scope-fortune-500",
        "scope-online",
        "scope-onsite",
        "scope-organization",
        "scope-other",
        "scope-overseas",
        "scope-region",
        "scope-sector",
        "scope-startups",
        "scope-total",
        "status-actual",
        "status-expected",
        "status-registered",
        "verdict-confirmed",
        "verdict-contradicted",
        "verdict-not-checkable",
    ]

    AlternateAmount: URIRef
    Article: URIRef
    Bound: URIRef
    Change: URIRef
    City: URIRef
    Claim: URIRef
    Country: URIRef
    Deal: URIRef
    Derivation: URIRef
    Difference: URIRef
    DifferenceKind: URIRef
    Edition: URIRef
    Evidence: URIRef
    Fair: URIRef
    Indicator: URIRef
    Metric: URIRef
    Mode: URIRef
    Organizer: URIRef
    RankRule: URIRef
    Rule: URIRef
    Scope: URIRef
    Status: URIRef
    Verdict: URIRef
    about: URIRef
    absolute: URIRef
    alpha2: URIRef
    alpha3: URIRef
    alternateValue: URIRef
    article: URIRef
    basis: URIRef
    bound: URIRef
    change: URIRef
    checkedAgainst: URIRef
    checkedFigure: URIRef
    city: URIRef
    coOrganizer: URIRef
    comparedWith: URIRef
    copyOf: URIRef
    country: URIRef
    differenceKind: URIRef
    direction: URIRef
    editionOf: URIRef
    endDate: URIRef
    factor: URIRef
    followedBy: URIRef
    foundedYear: URIRef
    guestCountry: URIRef
    host: URIRef
    independentSources: URIRef
    indicator: URIRef
    mode: URIRef
    ordinal: URIRef
    organizer: URIRef
    otherStatement: URIRef
    participantCountry: URIRef
    party: URIRef
    percent: URIRef
    precededBy: URIRef
    preferredStatement: URIRef
    rank: URIRef
    rankedBy: URIRef
    recomputed: URIRef
    recomputedDirection: URIRef
    relativeDifference: URIRef
    scope: URIRef
    scopeOf: URIRef
    sha256: URIRef
    startDate: URIRef
    status: URIRef
    supporter: URIRef
    theme: URIRef
    uncheckedBecause: URIRef
    unit: URIRef
    value: URIRef
    venue: URIRef
    verdict: URIRef
    year: URIRef


class te:
    """The classes and properties of the trade event vocabulary, as strings."""

    AlternateAmount: Final = "https://w3id.org/trade-event#AlternateAmount"
    Article: Final = "https://w3id.org/trade-event#Article"
    Bound: Final = "https://w3id.org/trade-event#Bound"
    Change: Final = "https://w3id.org/trade-event#Change"
    City: Final = "https://w3id.org/trade-event#City"
    Claim: Final = "https://w3id.org/trade-event#Claim"
    Country: Final = "https://w3id.org/trade-event#Country"
    Deal: Final = "https://w3id.org/trade-event#Deal"
    Derivation: Final = "https://w3id.org/trade-event#Derivation"
    Difference: Final = "https://w3id.org/trade-event#Difference"
    DifferenceKind: Final = "https://w3id.org/trade-event#DifferenceKind"
    Edition: Final = "https://w3id.org/trade-event#Edition"
    Evidence: Final = "https://w3id.org/trade-event#Evidence"
    Fair: Final = "https://w3id.org/trade-event#Fair"
    Indicator: Final = "https://w3id.org/trade-event#Indicator"
    Metric: Final = "https://w3id.org/trade-event#Metric"
    Mode: Final = "https://w3id.org/trade-event#Mode"
    Organizer: Final = "https://w3id.org/trade-event#Organizer"
    RankRule: Final = "https://w3id.org/trade-event#RankRule"
    Rule: Final = "https://w3id.org/trade-event#Rule"
    Scope: Final = "https://w3id.org/trade-event#Scope"
    Status: Final = "https://w3id.org/trade-event#Status"
    Verdict: Final = "https://w3id.org/trade-event#Verdict"
    about: Final = "https://w3id.org/trade-event#about"
    absolute: Final = "https://w3id.org/trade-event#absolute"
    alpha2: Final = "https://w3id.org/trade-event#alpha2"
    alpha3: Final = "https://w3id.org/trade-event#alpha3"
    alternateValue: Final = "https://w3id.org/trade-event#alternateValue"
    article: Final = "https://w3id.org/trade-event#article"
    basis: Final = "https://w3id.org/trade-event#basis"
    bound: Final = "https://w3id.org/trade-event#bound"
    change: Final = "https://w3id.org/trade-event#change"
    checkedAgainst: Final = "https://w3id.org/trade-event#checkedAgainst"
    checkedFigure: Final = "https://w3id.org/trade-event#checkedFigure"
    city: Final = "https://w3id.org/trade-event#city"
    coOrganizer: Final = "https://w3id.org/trade-event#coOrganizer"
    comparedWith: Final = "https://w3id.org/trade-event#comparedWith"
    copyOf: Final = "https://w3id.org/trade-event#copyOf"
    country: Final = "https://w3id.org/trade-event#country"
    differenceKind: Final = "https://w3id.org/trade-event#differenceKind"
    direction: Final = "https://w3id.org/trade-event#direction"
    editionOf: Final = "https://w3id.org/trade-event#editionOf"
    endDate: Final = "https://w3id.org/trade-event#endDate"
    factor: Final = "https://w3id.org/trade-event#factor"
    followedBy: Final = "https://w3id.org/trade-event#followedBy"
    foundedYear: Final = "https://w3id.org/trade-event#foundedYear"
    guestCountry: Final = "https://w3id.org/trade-event#guestCountry"
    host: Final = "https://w3id.org/trade-event#host"
    independentSources: Final = "https://w3id.org/trade-event#independentSources"
    indicator: Final = "https://w3id.org/trade-event#indicator"
    mode: Final = "https://w3id.org/trade-event#mode"
    ordinal: Final = "https://w3id.org/trade-event#ordinal"
    organizer: Final = "https://w3id.org/trade-event#organizer"
    otherStatement: Final = "https://w3id.org/trade-event#otherStatement"
    participantCountry: Final = "https://w3id.org/trade-event#participantCountry"
    party: Final = "https://w3id.org/trade-event#party"
    percent: Final = "https://w3id.org/trade-event#percent"
    precededBy: Final = "https://w3id.org/trade-event#precededBy"
    preferredStatement: Final = "https://w3id.org/trade-event#preferredStatement"
    rank: Final = "https://w3id.org/trade-event#rank"
    rankedBy: Final = "https://w3id.org/trade-event#rankedBy"
    recomputed: Final = "https://w3id.org/trade-event#recomputed"
    recomputedDirection: Final = "https://w3id.org/trade-event#recomputedDirection"
    relativeDifference: Final = "https://w3id.org/trade-event#relativeDifference"
    scope: Final = "https://w3id.org/trade-event#scope"
    scopeOf: Final = "https://w3id.org/trade-event#scopeOf"
    sha256: Final = "https://w3id.org/trade-event#sha256"
    startDate: Final = "https://w3id.org/trade-event#startDate"
    status: Final = "https://w3id.org/trade-event#status"
    supporter: Final = "https://w3id.org/trade-event#supporter"
    theme: Final = "https://w3id.org/trade-event#theme"
    uncheckedBecause: Final = "https://w3id.org/trade-event#uncheckedBecause"
    unit: Final = "https://w3id.org/trade-event#unit"
    value: Final = "https://w3id.org/trade-event#value"
    venue: Final = "https://w3id.org/trade-event#venue"
    verdict: Final = "https://w3id.org/trade-event#verdict"
    year: Final = "https://w3id.org/trade-event#year"


INDICATORS: Final[Mapping[str, str]] = {
    "attendees": "https://w3id.org/trade-event#indicator-attendees",
    "booths": "https://w3id.org/trade-event#indicator-booths",
    "brands": "https://w3id.org/trade-event#indicator-brands",
    "buyers": "https://w3id.org/trade-event#indicator-buyers",
    "countries": "https://w3id.org/trade-event#indicator-countries",
    "deal-value": "https://w3id.org/trade-event#indicator-deal-value",
    "deals": "https://w3id.org/trade-event#indicator-deals",
    "delegations": "https://w3id.org/trade-event#indicator-delegations",
    "editions": "https://w3id.org/trade-event#indicator-editions",
    "events": "https://w3id.org/trade-event#indicator-events",
    "exhibition-area": "https://w3id.org/trade-event#indicator-exhibition-area",
    "exhibitors": "https://w3id.org/trade-event#indicator-exhibitors",
    "halls": "https://w3id.org/trade-event#indicator-halls",
    "investment": "https://w3id.org/trade-event#indicator-investment",
    "journalists": "https://w3id.org/trade-event#indicator-journalists",
    "new-products": "https://w3id.org/trade-event#indicator-new-products",
    "organizations": "https://w3id.org/trade-event#indicator-organizations",
    "other": "https://w3id.org/trade-event#indicator-other",
    "products": "https://w3id.org/trade-event#indicator-products",
    "projects": "https://w3id.org/trade-event#indicator-projects",
    "speakers": "https://w3id.org/trade-event#indicator-speakers",
    "trade-value": "https://w3id.org/trade-event#indicator-trade-value",
    "visitors": "https://w3id.org/trade-event#indicator-visitors",
    "visits": "https://w3id.org/trade-event#indicator-visits",
}

BOUNDS: Final[Mapping[str, str]] = {
    "approx": "https://w3id.org/trade-event#bound-approx",
    "exact": "https://w3id.org/trade-event#bound-exact",
    "max": "https://w3id.org/trade-event#bound-max",
    "min": "https://w3id.org/trade-event#bound-min",
}

STATUSES: Final[Mapping[str, str]] = {
    "actual": "https://w3id.org/trade-event#status-actual",
    "expected": "https://w3id.org/trade-event#status-expected",
    "registered": "https://w3id.org/trade-event#status-registered",
}

SCOPES: Final[Mapping[str, str]] = {
    "city": "https://w3id.org/trade-event#scope-city",
    "country": "https://w3id.org/trade-event#scope-country",
    "domestic": "https://w3id.org/trade-event#scope-domestic",
    "event": "https://w3id.org/trade-event#scope-event",
    "first-time": "https://w3id.org/trade-event#scope-first-time",
    "fortune-500": "https://w3id.org/trade-event#scope-fortune-500",
    "online": "https://w3id.org/trade-event#scope-online",
    "onsite": "https://w3id.org/trade-event#scope-onsite",
    "organization": "https://w3id.org/trade-event#scope-organization",
    "other": "https://w3id.org/trade-event#scope-other",
    "overseas": "https://w3id.org/trade-event#scope-overseas",
    "region": "https://w3id.org/trade-event#scope-region",
    "sector": "https://w3id.org/trade-event#scope-sector",
    "startups": "https://w3id.org/trade-event#scope-startups",
    "total": "https://w3id.org/trade-event#scope-total",
}

MODES: Final[Mapping[str, str]] = {
    "hybrid": "https://w3id.org/trade-event#mode-hybrid",
    "in-person": "https://w3id.org/trade-event#mode-in-person",
    "online": "https://w3id.org/trade-event#mode-online",
}

RANK_RULES: Final[Mapping[str, str]] = {
    "correction": "https://w3id.org/trade-event#rank-rule-correction",
    "exact-over-rounded": "https://w3id.org/trade-event#rank-rule-exact-over-rounded",
    "finer": "https://w3id.org/trade-event#rank-rule-finer",
    "first-in-order": "https://w3id.org/trade-event#rank-rule-first-in-order",
    "fits-edition": "https://w3id.org/trade-event#rank-rule-fits-edition",
    "later-report": "https://w3id.org/trade-event#rank-rule-later-report",
    "more-sources": "https://w3id.org/trade-event#rank-rule-more-sources",
    "registry": "https://w3id.org/trade-event#rank-rule-registry",
    "result-over-forecast": "https://w3id.org/trade-event#rank-rule-result-over-forecast",
}

DIFFERENCE_KINDS: Final[Mapping[str, str]] = {
    "basis": "https://w3id.org/trade-event#difference-kind-basis",
    "bound": "https://w3id.org/trade-event#difference-kind-bound",
    "conflict": "https://w3id.org/trade-event#difference-kind-conflict",
    "correction": "https://w3id.org/trade-event#difference-kind-correction",
    "forecast": "https://w3id.org/trade-event#difference-kind-forecast",
    "refinement": "https://w3id.org/trade-event#difference-kind-refinement",
    "rounding": "https://w3id.org/trade-event#difference-kind-rounding",
    "scope": "https://w3id.org/trade-event#difference-kind-scope",
}

VERDICTS: Final[Mapping[str, str]] = {
    "confirmed": "https://w3id.org/trade-event#verdict-confirmed",
    "contradicted": "https://w3id.org/trade-event#verdict-contradicted",
    "not-checkable": "https://w3id.org/trade-event#verdict-not-checkable",
}

RULES: Final[Mapping[str, str]] = {
    "chain-by-ordinal": "https://w3id.org/trade-event#rule-chain-by-ordinal",
    "chain-by-year": "https://w3id.org/trade-event#rule-chain-by-year",
    "country-from-city": "https://w3id.org/trade-event#rule-country-from-city",
    "current-figure": "https://w3id.org/trade-event#rule-current-figure",
    "previous-edition": "https://w3id.org/trade-event#rule-previous-edition",
    "previous-figure": "https://w3id.org/trade-event#rule-previous-figure",
    "remainder": "https://w3id.org/trade-event#rule-remainder",
}

LABELS: Final[Mapping[str, str]] = {
    "https://w3id.org/trade-event#bound-approx": "approximately",
    "https://w3id.org/trade-event#bound-exact": "exact",
    "https://w3id.org/trade-event#bound-max": "at most",
    "https://w3id.org/trade-event#bound-min": "at least",
    "https://w3id.org/trade-event#difference-kind-basis": "basis",
    "https://w3id.org/trade-event#difference-kind-bound": "bound",
    "https://w3id.org/trade-event#difference-kind-conflict": "conflict",
    "https://w3id.org/trade-event#difference-kind-correction": "correction",
    "https://w3id.org/trade-event#difference-kind-forecast": "forecast",
    "https://w3id.org/trade-event#difference-kind-refinement": "refinement",
    "https://w3id.org/trade-event#difference-kind-rounding": "rounding",
    "https://w3id.org/trade-event#difference-kind-scope": "scope",
    "https://w3id.org/trade-event#indicator-attendees": "attendees",
    "https://w3id.org/trade-event#indicator-booths": "booths",
    "https://w3id.org/trade-event#indicator-brands": "brands",
    "https://w3id.org/trade-event#indicator-buyers": "buyers",
    "https://w3id.org/trade-event#indicator-countries": "countries",
    "https://w3id.org/trade-event#indicator-deal-value": "deal value",
    "https://w3id.org/trade-event#indicator-deals": "deals",
    "https://w3id.org/trade-event#indicator-delegations": "delegations",
    "https://w3id.org/trade-event#indicator-editions": "editions",
    "https://w3id.org/trade-event#indicator-events": "events",
    "https://w3id.org/trade-event#indicator-exhibition-area": "exhibition area",
    "https://w3id.org/trade-event#indicator-exhibitors": "exhibitors",
    "https://w3id.org/trade-event#indicator-halls": "halls",
    "https://w3id.org/trade-event#indicator-investment": "investment",
    "https://w3id.org/trade-event#indicator-journalists": "journalists",
    "https://w3id.org/trade-event#indicator-new-products": "new products",
    "https://w3id.org/trade-event#indicator-organizations": "organizations",
    "https://w3id.org/trade-event#indicator-other": "other",
    "https://w3id.org/trade-event#indicator-products": "products",
    "https://w3id.org/trade-event#indicator-projects": "projects",
    "https://w3id.org/trade-event#indicator-speakers": "speakers",
    "https://w3id.org/trade-event#indicator-trade-value": "trade value",
    "https://w3id.org/trade-event#indicator-visitors": "visitors",
    "https://w3id.org/trade-event#indicator-visits": "visits",
    "https://w3id.org/trade-event#mode-hybrid": "hybrid",
    "https://w3id.org/trade-event#mode-in-person": "in person",
    "https://w3id.org/trade-event#mode-online": "online",
    "https://w3id.org/trade-event#rank-rule-correction": "correction",
    "https://w3id.org/trade-event#rank-rule-exact-over-rounded": "exact over rounded",
    "https://w3id.org/trade-event#rank-rule-finer": "finer",
    "https://w3id.org/trade-event#rank-rule-first-in-order": "first in order",
    "https://w3id.org/trade-event#rank-rule-fits-edition": "fits the edition",
    "https://w3id.org/trade-event#rank-rule-later-report": "later report",
    "https://w3id.org/trade-event#rank-rule-more-sources": "more sources",
    "https://w3id.org/trade-event#rank-rule-registry": "registry",
    "https://w3id.org/trade-event#rank-rule-result-over-forecast": "result over forecast",
    "https://w3id.org/trade-event#rule-chain-by-ordinal": "chain by ordinal",
    "https://w3id.org/trade-event#rule-chain-by-year": "chain by year",
    "https://w3id.org/trade-event#rule-country-from-city": "country from city",
    "https://w3id.org/trade-event#rule-current-figure": "current figure",
    "https://w3id.org/trade-event#rule-previous-edition": "previous edition",
    "https://w3id.org/trade-event#rule-previous-figure": "previous figure",
    "https://w3id.org/trade-event#rule-remainder": "remainder",
    "https://w3id.org/trade-event#scope-city": "of a city",
    "https://w3id.org/trade-event#scope-country": "of a country",
    "https://w3id.org/trade-event#scope-domestic": "domestic",
    "https://w3id.org/trade-event#scope-event": "of a sub-event",
    "https://w3id.org/trade-event#scope-first-time": "first-time",
    "https://w3id.org/trade-event#scope-fortune-500": "Fortune 500",
    "https://w3id.org/trade-event#scope-online": "online",
    "https://w3id.org/trade-event#scope-onsite": "on site",
    "https://w3id.org/trade-event#scope-organization": "of an organization",
    "https://w3id.org/trade-event#scope-other": "of another part",
    "https://w3id.org/trade-event#scope-overseas": "overseas",
    "https://w3id.org/trade-event#scope-region": "of a region",
    "https://w3id.org/trade-event#scope-sector": "of a sector",
    "https://w3id.org/trade-event#scope-startups": "start-ups",
    "https://w3id.org/trade-event#scope-total": "total",
    "https://w3id.org/trade-event#status-actual": "actual",
    "https://w3id.org/trade-event#status-expected": "expected",
    "https://w3id.org/trade-event#status-registered": "registered",
    "https://w3id.org/trade-event#verdict-confirmed": "confirmed",
    "https://w3id.org/trade-event#verdict-contradicted": "contradicted",
    "https://w3id.org/trade-event#verdict-not-checkable": "not checkable",
}
