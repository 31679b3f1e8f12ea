"""A small registry for the tests of resolution and ledger: shapes of fairs, not their full facts."""

from __future__ import annotations

from dataclasses import replace

from kg.registry import Cadence, FairRow, KnownEdition, Registry, load_registry


def fair_row(
    slug: str,
    label: str = "",
    *,
    cadence: Cadence = Cadence.ANNUAL,
    known: str = "",
    cancelled: tuple[int, ...] = (),
    acronym: str | None = None,
    aliases: tuple[str, ...] = (),
    weak: tuple[str, ...] = (),
    city: str | None = None,
    country: str | None = None,
    first_year: int | None = None,
    organizers: tuple[str, ...] = (),
) -> FairRow:
    """Make a fair; `known` is written as in the table: `127=2020-spring|128=2020-autumn`."""
    pairs = []
    for pair in filter(None, known.split("|")):
        ordinal, _, time = pair.partition("=")
        year, _, season = time.partition("-")
        pairs.append(KnownEdition(int(ordinal), int(year), season or None))
    return FairRow(
        slug=slug,
        label=label or slug.replace("-", " ").title(),
        acronym=acronym,
        aliases=aliases,
        native_label=None,
        native_lang=None,
        weak_names=weak,
        city=city,
        country=country,
        venue=None,
        organizers=organizers,
        first_year=first_year,
        cadence=cadence,
        known_editions=tuple(pairs),
        cancelled_years=cancelled,
        sectors=(),
        homepage=None,
        checked=True,
        sources=("https://example.org/",),
    )


CIIE = fair_row(
    "china-international-import-expo",
    "China International Import Expo",
    acronym="CIIE",
    known="1=2018|7=2024",
    city="Shanghai",
    country="CN",
    first_year=2018,
)
CANTON = fair_row(
    "canton-fair",
    "China Import and Export Fair",
    cadence=Cadence.TWICE_YEARLY,
    aliases=("Canton Fair", "Guangzhou Trade Fair"),
    known="1=1957-spring|127=2020-spring|128=2020-autumn|129=2021-spring|130=2021-autumn|136=2024-autumn",
    city="Guangzhou",
    country="CN",
    first_year=1957,
)
CIFTIS = fair_row(
    "china-international-fair-for-trade-in-services",
    "China International Fair for Trade in Services",
    acronym="CIFTIS",
    aliases=("China (Beijing) International Fair for Trade in Services",),
    city="Beijing",
    country="CN",
    first_year=2012,
)
AUTO_CHINA = fair_row(
    "auto-china",
    cadence=Cadence.BIENNIAL,
    known="14=2016|16=2020|18=2024",
    cancelled=(2022,),
    city="Beijing",
    country="CN",
)
AIRSHOW = fair_row(
    "airshow-china", cadence=Cadence.BIENNIAL, known="1=1996|13=2021|14=2022|15=2024", cancelled=(2020,), country="CN"
)
ISE = fair_row(
    "ise",
    "Integrated Systems Europe",
    acronym="ISE",
    weak=("ISE",),
    known="1=2004|16=2019|17=2020|20=2024",
    cancelled=(2021,),
    city="Barcelona",
    country="ES",
)
THESSALONIKI = fair_row(
    "thessaloniki-international-fair",
    "Thessaloniki International Fair",
    acronym="TIF",
    aliases=("TIF Helexpo",),
    known="84=2019|85=2021|88=2024",
    cancelled=(2020,),
    city="Thessaloniki",
    country="GR",
)
TRIPOLI = fair_row(
    "tripoli-international-fair",
    "Tripoli International Fair",
    acronym="TIF",
    known="46=2018|48=2022",
    city="Tripoli",
    country="LY",
)
BIO = fair_row(
    "bio-international-convention", "BIO International Convention", acronym="BIO", weak=("BIO",), country="US"
)
DRUPA = fair_row(
    "drupa",
    "drupa",
    cadence=Cadence.QUADRENNIAL,
    known="14=2008|15=2012|16=2016",
    cancelled=(2020,),
    city="Düsseldorf",
    country="DE",
)
DHAKA = fair_row(
    "dhaka-international-trade-fair",
    "Dhaka International Trade Fair",
    acronym="DITF",
    known="27=2023|28=2024",
    city="Dhaka",
    country="BD",
)
IRREGULAR = fair_row("china-south-asia-expo", cadence=Cadence.IRREGULAR, known="1=2013|4=2016|5=2018|7=2023|8=2024")

FAIRS = (AIRSHOW, AUTO_CHINA, BIO, CANTON, IRREGULAR, CIFTIS, CIIE, DHAKA, DRUPA, ISE, THESSALONIKI, TRIPOLI)


def registry(fairs: tuple[FairRow, ...] = FAIRS) -> Registry:
    """Make a registry of these fairs, with the places of the world as they are."""
    return replace(load_registry(), fairs=fairs)
