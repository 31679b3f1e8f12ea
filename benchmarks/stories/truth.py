"""What an edition really had: its figures, from which each article tells some, in its own way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from benchmarks.stories.fairs import StoryFair

# What is counted, with the smallest and the largest size of a fair's first edition in the stories.
_SIZES = {
    "exhibitors": (60, 2400),
    "visitors": (3_000, 180_000),
    "countries": (8, 70),
    "exhibition-area": (4_000, 160_000),
    "booths": (80, 4_000),
    "events": (11, 160),
    "journalists": (40, 900),
    "buyers": (700, 30_000),
    "new-products": (20, 700),
}
_MONEY = (900_000, 900_000_000)


@dataclass(frozen=True, slots=True)
class Truth:
    """The true figures of one edition, by what they count; `net` is its area without aisles, `overseas` a part."""

    totals: Mapping[str, Decimal]
    net: Decimal
    overseas: Mapping[str, Decimal]


def true_figures(fair: StoryFair, seed: int) -> Sequence[Truth]:
    """Return the figures of all editions of a fair, in their order, each grown or shrunk from the one before."""
    random = Random(f"truth/{seed}/{fair.key}")
    weight = random.random() ** 2
    size = {
        name: low * (high / low) ** (0.7 * weight + 0.3 * random.random()) for name, (low, high) in _SIZES.items()
    }
    money = _MONEY[0] * (_MONEY[1] / _MONEY[0]) ** weight
    truths = []
    for _ in fair.holdings:
        trend = random.uniform(0.86, 1.22)
        size = {name: max(4.0, value * trend * random.uniform(0.94, 1.06)) for name, value in size.items()}
        money *= trend * random.uniform(0.9, 1.1)
        size["countries"] = min(size["countries"], 120.0)
        totals = {name: Decimal(round(value)) for name, value in size.items()}
        totals["exhibition-area"] = Decimal(round(size["exhibition-area"], -1))
        totals["deal-value"] = Decimal(round(money, -5)) if money >= 10**7 else Decimal(round(money, -4))
        overseas = {
            name: Decimal(round(size[name] * random.uniform(0.1, 0.5))) for name in ("exhibitors", "visitors")
        }
        truths.append(Truth(totals, Decimal(round(size["exhibition-area"] * 0.55, -1)), overseas))
    return truths
