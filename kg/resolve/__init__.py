"""From what one article says to statements about identified fairs and editions, with the registry's help.

`resolve` works on one article alone; that two articles mean the same unregistered fair, or the same edition by
ordinal and by year, is found in `kg.ledger`.
"""

from kg.resolve.fairs import FairMatch, match_fair
from kg.resolve.reading import ResolvedReading, SeenEdition, SeenFair, SeenHolding, YearSource
from kg.resolve.resolution import resolve

__all__ = [
    "FairMatch",
    "ResolvedReading",
    "SeenEdition",
    "SeenFair",
    "SeenHolding",
    "YearSource",
    "match_fair",
    "resolve",
]
