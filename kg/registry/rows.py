"""The rows of the registry's tables, as frozen types: one class a table, one field a column."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kg.registry.folding import fold_name


class Cadence(StrEnum):
    """How often a fair is held."""

    TWICE_YEARLY = "twice-yearly"
    ANNUAL = "annual"
    BIENNIAL = "biennial"
    TRIENNIAL = "triennial"
    QUADRENNIAL = "quadrennial"
    IRREGULAR = "irregular"


@dataclass(frozen=True, slots=True)
class KnownEdition:
    """An ordinal and the year it was held in; `season` is `spring` or `autumn` for a fair held twice a year."""

    ordinal: int
    year: int
    season: str | None = None


@dataclass(frozen=True, slots=True)
class FairRow:
    """A fair of `fairs.csv`.

    `city`, `country` and `venue` are the usual place, None where the fair moves. `known_editions` are in the order of
    their ordinals; between two of them counting is safe only where the cadence fits both. `cancelled_years` are years
    without an edition though the cadence would have one. `weak_names` are those of its names that are too short or
    too common to mean this fair without other signs of it in the text (`K`, `BIO`, `Green Week`).
    """

    slug: str
    label: str
    acronym: str | None
    aliases: tuple[str, ...]
    native_label: str | None
    native_lang: str | None
    weak_names: tuple[str, ...]
    city: str | None
    country: str | None
    venue: str | None
    organizers: tuple[str, ...]
    first_year: int | None
    cadence: Cadence
    known_editions: tuple[KnownEdition, ...]
    cancelled_years: tuple[int, ...]
    sectors: tuple[str, ...]
    homepage: str | None
    checked: bool
    sources: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the fair, the label first, each once."""
        named = (self.label, self.acronym, *self.aliases, self.native_label)
        return tuple(dict.fromkeys(name for name in named if name))

    def is_weak(self, surface: str) -> bool:
        """Tell whether `surface` is one of the names that need other signs of the fair in the text."""
        return fold_name(surface) in {fold_name(name) for name in self.weak_names}


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A country or territory of ISO 3166-1, Kosovo (`XK`), or a state that is gone, by its former code (`SU`).

    `demonyms` are adjectives and words for its people. `ambiguous` marks a name that is also a person's name or the
    name of another place.
    """

    alpha2: str
    alpha3: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str | None
    ambiguous: bool
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region of the world or a community of states that news use as a part of the whole: `ASEAN`, `Africa`."""

    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SubdivisionRow:
    """A state, province or other large part of a country."""

    name: str
    country: str
    aliases: tuple[str, ...]
    ambiguous: bool
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CityRow:
    """A city or town; `ambiguous` marks a name that is also a common word or a person's name."""

    name: str
    country: str
    population: int
    aliases: tuple[str, ...]
    ambiguous: bool
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CurrencyRow:
    """A currency of ISO 4217.

    `words` are its names in running text, bare ones (`dollars`) among them; `symbols` stand beside the number.
    `countries` use or used it, the issuing one first. `until` is the last year of its use, None for a current one.
    """

    code: str
    name: str
    words: tuple[str, ...]
    symbols: tuple[str, ...]
    countries: tuple[str, ...]
    until: int | None
    sources: tuple[str, ...]

    @property
    def historic(self) -> bool:
        """Whether the currency is no longer in use."""
        return self.until is not None


@dataclass(frozen=True, slots=True)
class BareWordRow:
    """A currency word or sign that several currencies share, and the one meant where nothing else tells."""

    word: str
    default: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A way of writing a unit; an amount in that form times `factor` is an amount in `unit`."""

    unit: str
    form: str
    factor: Decimal
    sources: tuple[str, ...]
