"""What is known beforehand: fairs, countries, regions, cities, currencies and units, as tables with sources.

The tables are the CSV files of `sources/registry/`; `load_registry` reads and checks them, and `Registry` answers by
name. Nothing here reads articles.
"""

from kg.registry.catalog import Registry, load_registry
from kg.registry.folding import fold_name, fold_place
from kg.registry.rows import (
    Cadence,
    CityRow,
    CountryRow,
    CurrencyRow,
    FairRow,
    KnownEdition,
    RegionRow,
    SubdivisionRow,
    UnitRow,
)

__all__ = [
    "Cadence",
    "CityRow",
    "CountryRow",
    "CurrencyRow",
    "FairRow",
    "KnownEdition",
    "RegionRow",
    "Registry",
    "SubdivisionRow",
    "UnitRow",
    "fold_name",
    "fold_place",
    "load_registry",
]
