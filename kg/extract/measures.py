"""Units after a number: percent, floor space, days, and other measures that count nothing of a fair.

>>> m = unit_after("2.67 million net square feet", 12)
>>> m.unit, m.basis, m.end
('ft2', 'net', 28)
>>> unit_after("six-day event", 3).unit
'days'
>>> unit_after("40 acres", 2).factor
Decimal('0.40468564224')
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class UnitMark:
    """A unit in a text: where it ends, the unit it is counted in, and by what the number is to be multiplied.

    `basis` is `net` or `gross` where the text says so; `name` is the unit as written, for units without a code.
    """

    end: int
    unit: str
    name: str
    factor: Decimal = ONE
    basis: str | None = None


_PATTERN = re.compile(
    r"""
    (?: [\s‐‑-]{0,2}
        (?P<percent> % | ％ | per[\s-]?cent(?![^\W_]|age) | percent(?![^\W_]) | p\.?c\.?(?![^\W_]) | percentage[\s-]points?(?![^\W_]) | pct(?![^\W_])\.? )
    )
    | (?: [\s‐‑-]{0,2} (?: \(? (?P<basis> net | gross ) \)? [\s-] )? (?: of\s+ )? (?: contiguous\s | indoor\s | covered\s | outdoor\s | floor\s )?
        (?: (?P<m2> sq(?:uare|\.)? [\s‐‑-]{0,2} m(?:et(?:er|re)s?|trs?|ts)? (?:\.(?=\s*(?-i:[a-z,;)])))? (?![^\W_]) | sqm(?:tr)?s?(?![^\W_]) | m(?:2|²|\^2)(?![^\W_])
                | (?:met(?:er|re)s|m)[\s-](?:squared|carr[eé]s) | qm(?![^\W_]) | nsm(?![^\W_]) | ㎡ )
          | (?P<ft2> (?: sq(?:uare|\.)? [\s‐‑-]{0,2} (?: feet | foot | ft ) (?![^\W_]) (?:\.(?=\s*(?-i:[a-z,;)])))? ) | sqft(?![^\W_]) | n?sf(?![^\W_]) | ft(?:2|²)(?![^\W_]) | (?:ft|feet)[\s-]squared )
          | (?P<ha> hectares? (?![^\W_]) | ha (?![^\W_]) | has (?=[.,;)]) )
          | (?P<acre> acres? (?![^\W_]) )
          | (?P<km2> sq(?:uare|\.)? [\s‐‑-]{0,2} (?: kilomet(?:er|re)s? | km ) (?![^\W_]) | km(?:2|²)(?![^\W_]) )
          | (?P<yd2> sq(?:uare|\.)? [\s‐‑-]{0,2} (?: yards? | yds? ) (?![^\W_]) )
        )
        (?: [\s,]{1,2} \(? (?P<after> net | gross ) (?![^\W_]) \)? )?
    )
    | (?: [\s‐‑-]{1,2} (?P<days> (?:full[\s-]|whole[\s-]|consecutive[\s-]|show[\s-]|exhibition[\s-])? days? (?![^\W_]) ) )
    | (?: [\s‐‑-]{0,2}
        (?P<other> (?: (?:metric[\s-])? (?:tons?|tonnes?) | kg | kilos? | kilogram(?:me)?s? | grams? | litres? | liters? | gallons? | barrels?
          | kilomet(?:er|re)s? | kms? | miles? | met(?:er|re)s? | centimet(?:er|re)s? | cm | mm | millimet(?:er|re)s? | inch(?:es)? | feet | foot | ft | yards?
          | cubic[\s-]met(?:er|re)s? | degrees? | hours? | hrs? | h | minutes? | mins? | seconds? | weeks? | months? | years? | yrs? | decades? | centur(?:y|ies)
          | nights? | weekends? | fortnights? | megawatts? | gigawatts? | kilowatts? | MW | GW | kW | kWh | GWh | TWh | horsepower | hp | volts? | watts?
          | megabytes? | gigabytes? | GB | MB | TB | terabytes? | mph | km/h | teu | carats? | storeys? | stories\ high | floors | o'clock
          | times | fold | quarter-hours? | am | pm | a\.m | p\.m | bhp | cc | rpm | decibels | nautical\ miles | knots )
          (?![^\W_]) | ° | ["″′] (?=\s) )
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FACTORS = {
    "acre": Decimal("0.40468564224"),  # international acre of 4,046.8564224 square metres, in hectares
    "km2": Decimal(1_000_000),
    "yd2": Decimal("0.83612736"),
}
_UNITS = {"m2": "m2", "ft2": "ft2", "ha": "ha", "acre": "ha", "km2": "m2", "yd2": "m2"}


def unit_after(text: str, position: int) -> UnitMark | None:
    """Return the unit that begins at `position` (or a space or hyphen after it), or None."""
    m = _PATTERN.match(text, position, position + 48)
    if m is None:
        return None
    kind = m.lastgroup or ""
    if kind in ("basis", "after") or m["basis"] or m["after"]:
        kind = next(k for k in _UNITS if m[k])
    name = m[kind].lower()
    if kind == "percent":
        return UnitMark(m.end(), "points" if "point" in name else "percent", name)
    if kind == "days":
        return UnitMark(m.end(), "days", name)
    if kind == "other":
        return UnitMark(m.end(), "other", name)
    factor = _FACTORS.get(kind, ONE)
    return UnitMark(m.end(), _UNITS[kind], name, factor, m["basis"] or m["after"])
