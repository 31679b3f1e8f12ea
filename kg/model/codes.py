"""The closed lists that statements are made of; their values are the notations of the ontology's code lists."""

from __future__ import annotations

from enum import StrEnum


class Bound(StrEnum):
    """How a stated number relates to the true one; the values are the notations of `te:Bound`."""

    EXACT = "exact"
    MIN = "min"
    MAX = "max"
    APPROX = "approx"


class Status(StrEnum):
    """Whether a figure happened, was signed up for, or is still expected; notations of `te:Status`."""

    ACTUAL = "actual"
    REGISTERED = "registered"
    EXPECTED = "expected"


class Mode(StrEnum):
    """How an edition is attended; notations of `te:Mode`."""

    IN_PERSON = "in-person"
    ONLINE = "online"
    HYBRID = "hybrid"


class Direction(StrEnum):
    """The direction of a change; literals of `te:direction`."""

    UP = "up"
    DOWN = "down"


class Verdict(StrEnum):
    """What came of recomputing a stated change; notations of `te:Verdict`."""

    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    NOT_CHECKABLE = "not-checkable"


class Unchecked(StrEnum):
    """Why a stated change could not be checked; literals of `te:uncheckedBecause`."""

    NO_EDITION = "no-edition"
    NO_FIGURE = "no-figure"
    OTHER_UNIT = "other-unit"
    BOUNDS_TOO_WIDE = "bounds-too-wide"
    DISPUTED = "disputed"


class Indicator(StrEnum):
    """What a metric counts; notations of `te:Indicator`, defined in the ontology."""

    EXHIBITORS = "exhibitors"
    BRANDS = "brands"
    VISITORS = "visitors"
    VISITS = "visits"
    BUYERS = "buyers"
    ATTENDEES = "attendees"
    COUNTRIES = "countries"
    ORGANIZATIONS = "organizations"
    DELEGATIONS = "delegations"
    EXHIBITION_AREA = "exhibition-area"
    BOOTHS = "booths"
    HALLS = "halls"
    PRODUCTS = "products"
    NEW_PRODUCTS = "new-products"
    PROJECTS = "projects"
    EVENTS = "events"
    SPEAKERS = "speakers"
    JOURNALISTS = "journalists"
    DEALS = "deals"
    DEAL_VALUE = "deal-value"
    INVESTMENT = "investment"
    EDITIONS = "editions"
    TRADE_VALUE = "trade-value"
    OTHER = "other"


class ScopeKind(StrEnum):
    """The part of the whole that a figure counts; notations of `te:Scope`."""

    TOTAL = "total"
    OVERSEAS = "overseas"
    DOMESTIC = "domestic"
    ONLINE = "online"
    ONSITE = "onsite"
    FIRST_TIME = "first-time"
    STARTUPS = "startups"
    FORTUNE_500 = "fortune-500"
    COUNTRY = "country"
    REGION = "region"
    CITY = "city"
    ORGANIZATION = "organization"
    EVENT = "event"
    SECTOR = "sector"
    OTHER = "other"


class Predicate(StrEnum):
    """An attribute of an edition or fair; the values are the local names of the ontology's properties."""

    ORDINAL = "ordinal"
    YEAR = "year"
    START_DATE = "startDate"
    END_DATE = "endDate"
    CITY = "city"
    COUNTRY = "country"
    VENUE = "venue"
    MODE = "mode"
    THEME = "theme"
    GUEST_COUNTRY = "guestCountry"
    PARTICIPANT_COUNTRY = "participantCountry"
    ORGANIZER = "organizer"
    HOST = "host"
    CO_ORGANIZER = "coOrganizer"
    SUPPORTER = "supporter"
    FOUNDED_YEAR = "foundedYear"


class Rank(StrEnum):
    """How a value stands among its rivals; literals of `te:rank`, the best first."""

    PREFERRED = "preferred"
    NORMAL = "normal"
    DEPRECATED = "deprecated"


class RankRule(StrEnum):
    """Why one of several values is preferred to another; notations of `te:RankRule`."""

    REGISTRY = "registry"
    RESULT_OVER_FORECAST = "result-over-forecast"
    CORRECTION = "correction"
    LATER_REPORT = "later-report"
    MORE_SOURCES = "more-sources"
    EXACT_OVER_ROUNDED = "exact-over-rounded"
    FINER = "finer"
    FITS_EDITION = "fits-edition"
    FIRST_IN_ORDER = "first-in-order"


class DifferenceKind(StrEnum):
    """Why two statements of one thing differ; notations of `te:DifferenceKind`."""

    ROUNDING = "rounding"
    BOUND = "bound"
    SCOPE = "scope"
    BASIS = "basis"
    FORECAST = "forecast"
    CORRECTION = "correction"
    REFINEMENT = "refinement"
    CONFLICT = "conflict"


class FindingCode(StrEnum):
    """Why something that was seen did not become a fact, or became one with a reservation."""

    UNREADABLE_FILE = "unreadable-file"
    EMPTY_FILE = "empty-file"
    BINARY_FILE = "binary-file"
    WRONG_ENCODING = "wrong-encoding"
    BAD_FRONT_MATTER = "bad-front-matter"
    DUPLICATE_ID = "duplicate-id"
    NO_FAIR = "no-fair"
    DATES_DISAGREE = "dates-disagree"
    UNRESOLVED_EDITION = "unresolved-edition"
    AMBIGUOUS_EDITION = "ambiguous-edition"
    AMBIGUOUS_FAIR = "ambiguous-fair"
    NOT_UNDERSTOOD = "not-understood"
    NO_INDICATOR = "no-indicator"
    SOMEONE_ELSES_FIGURE = "someone-elses-figure"
    UNIT_UNKNOWN = "unit-unknown"
    UNIT_MISFIT = "unit-misfit"
    LONE_CHANGE = "lone-change"
    PRICE = "price"
    NO_COUNTRY = "no-country"
    NO_PARTIES = "no-parties"
    DATE_PART = "date-part"
    RANK = "rank"
    LABEL = "label"
    AGE = "age"
    VAGUE = "vague"
    CONFLICT = "conflict"
    QUARANTINED = "quarantined"
