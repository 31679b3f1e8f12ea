"""The fairs that stories are told about: some of the registry, some invented, each with the editions it has had."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from kg.cadence import find_ordinal, find_year
from kg.registry import Cadence, FairRow, Registry

_STEPS = {Cadence.ANNUAL: 1, Cadence.BIENNIAL: 2, Cadence.TRIENNIAL: 3}
_LAST_YEAR = 2025
_EDITIONS = 14  # of one fair, at most

_SECTORS = (
    "Tea|Timber|Ceramics|Printing|Dairy|Bicycle|Packaging|Toy|Marine|Textile|Coffee|Furniture|Lighting|Stone|Wine"
    "|Poultry|Solar Energy|Medical Technology|Machine Tool|Rubber|Leather|Book|Flower|Jewellery|Paper"
    "|Water Technology|Railway|Elevator|Mining|Drone|Robotics|Seed|Fishing Gear|Welding|Glass|Carpet|Chocolate"
    "|Hardware|Pet Food|Camping"
).split("|")
_KINDS = ("Fair", "Expo", "Show", "Exhibition", "Trade Fair")
_TOWNS = (
    "Lyon FR EUR|Porto PT EUR|Graz AT EUR|Bremen DE EUR|Turin IT EUR|Bilbao ES EUR|Tampere FI EUR|Aarhus DK DKK"
    "|Leeds GB GBP|Cardiff GB GBP|Cork IE EUR|Lublin PL PLN|Brno CZ CZK|Cluj-Napoca RO RON|Plovdiv BG BGN"
    "|Izmir TR TRY|Nagoya JP JPY|Busan KR KRW|Tianjin CN CNY|Chengdu CN CNY|Kaohsiung TW TWD|Cebu PH PHP"
    "|Penang MY MYR|Surabaya ID IDR|Pune IN INR|Jaipur IN INR|Lahore PK PKR|Colombo LK LKR|Muscat OM OMR"
    "|Doha QA QAR|Amman JO JOD|Alexandria EG EGP|Tunis TN TND|Casablanca MA MAD|Accra GH GHS|Kumasi GH GHS"
    "|Mombasa KE KES|Arusha TZ TZS|Durban ZA ZAR|Windhoek NA NAD|Tampa US USD|Denver US USD|Calgary CA CAD"
    "|Monterrey MX MXN|Medellín CO COP|Curitiba BR BRL|Rosario AR ARS|Arequipa PE PEN|Perth AU AUD"
    "|Christchurch NZ NZD"
).split("|")
_ORGANIZERS = ("Chamber of Commerce", "Fairs Company", "Exhibition Board", "Trade Council", "Congress Bureau")


@dataclass(frozen=True, slots=True)
class Holding:
    """One edition of a fair as the stories have it; `ordinal` is None where nobody numbers them."""

    ordinal: int | None
    year: int
    month: int
    day: int
    length: int


@dataclass(frozen=True, slots=True)
class StoryFair:
    """A fair with its editions, in the order of time. `former` is its name before the year `renamed`."""

    key: str
    name: str
    city: str
    country: str
    currency: str
    holdings: tuple[Holding, ...]
    registered: bool
    acronym: str | None = None
    other_name: str | None = None
    former: str | None = None
    renamed: int | None = None
    organizer: str | None = None
    venue: str | None = None


def cast_fairs(count: int, seed: int, registry: Registry) -> list[StoryFair]:
    """Return fairs, about half of them registered, each different from the others: the same for the same seed."""
    random = Random(f"fairs/{seed}")
    rows = [row for row in registry.fairs if _is_usable(row)]
    random.shuffle(rows)
    known = [fair for row in rows if len((fair := _registered(row, random)).holdings) > 2]
    pairs = [(town, sector) for town in _TOWNS for sector in _SECTORS]
    random.shuffle(pairs)
    cast: list[StoryFair] = []
    while len(cast) < count:
        cast.append(known.pop() if known and random.random() < 0.5 else _invented(*pairs.pop(), random))
    return cast


def _is_usable(row: FairRow) -> bool:
    return row.cadence in _STEPS and bool(row.city and row.country) and " " in row.label


def _registered(row: FairRow, random: Random) -> StoryFair:
    step = _STEPS[row.cadence]
    month, day, length = _when(random)
    held = []
    for year in range(_LAST_YEAR - step * (_EDITIONS - 1), _LAST_YEAR + 1):
        found = find_year(row, year, None)
        if found is not None and found.safe and found.held and year not in row.cancelled_years:
            back = find_ordinal(row, found.ordinal)
            if back is not None and back.year == year:
                held.append(Holding(found.ordinal, year, month, day, length))
    return StoryFair(
        key=row.slug,
        name=row.label,
        city=row.city or "",
        country=row.country or "",
        currency="USD",
        holdings=tuple(held),
        registered=True,
        acronym=row.acronym if row.acronym != row.label else None,
        other_name=next((a for a in row.aliases if a.isascii() and " " in a and a not in row.weak_names), None),
        organizer=row.organizers[0] if row.organizers else None,
        venue=row.venue,
    )


def _invented(town: str, sector: str, random: Random) -> StoryFair:
    city, country, currency = town.rsplit(" ", 2)
    kind = random.choice(_KINDS)
    name = f"{city} {random.choice(('', '', 'International '))}{sector} {kind}"
    step = random.choice((1, 1, 1, 2))
    editions = random.randint(4, _EDITIONS)
    first = random.choice((1, 1, random.randint(2, 60)))
    month, day, length = _when(random)
    start = _LAST_YEAR - step * (editions - 1)
    years = range(start, _LAST_YEAR + 1, step)
    numbered = random.random() < 0.8
    is_renamed = random.random() < 0.2
    return StoryFair(
        key="-".join(name.lower().split()),
        name=name,
        city=city,
        country=country,
        currency=currency,
        holdings=tuple(
            Holding(first + place if numbered else None, year, month, day, length) for place, year in enumerate(years)
        ),
        registered=False,
        acronym="".join(word[0] for word in name.split()) if random.random() < 0.4 else None,
        former=f"{city} {sector} {random.choice(('Market', 'Days', 'Salon'))}" if is_renamed else None,
        renamed=random.choice(years[1:]) if is_renamed else None,
        organizer=f"{city} {random.choice(_ORGANIZERS)}",
        venue=f"{city} {random.choice(('Exhibition Centre', 'Fairgrounds', 'Congress Hall'))}",
    )


def _when(random: Random) -> tuple[int, int, int]:
    return random.randint(2, 11), random.randint(3, 22), random.randint(3, 6)
