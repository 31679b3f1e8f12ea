"""What an amount of a text is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kg.model import Amount, Bound, Span


@dataclass(frozen=True, slots=True)
class AmountMention:
    """A number that measures or counts something, with all that belongs to it in the text.

    `span` covers bound, currency, number, unit and a second currency; `number` the bare number. `unit` is `count`,
    `percent`, `points` (percentage points), `m2`, `ft2`, `ha`, `days`, an ISO 4217 code (`XXX` where the text leaves
    the currency open), or `other` for what no fair is measured in (hours, tonnes). `upper` is the higher end of a
    range whose lower end is `value`. `form` is `digits`, `words` or `fraction`. `scale` is what a scale word
    multiplied the number by, 1 without one: "480 million dollars ... timber 75" leaves it to the reader; `factor`
    what its unit did (acres to hectares). `measure` is the unit as written.
    `excluded` names why a number is no amount (`year`, `label`, `date`, ...); such mentions come from `find_numbers`
    only.
    """

    span: Span
    number: Span
    value: Decimal
    unit: str
    bound: Bound
    rule: str
    form: str
    upper: Decimal | None = None
    also: Amount | None = None
    basis: str | None = None
    scale: int = 1
    factor: Decimal = Decimal(1)
    measure: str | None = None
    excluded: str | None = None
