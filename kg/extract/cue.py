"""One pointer at an edition, as `cues` finds them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.model import Span


class Relation(StrEnum):
    """Where an edition stands to the one that the article is about."""

    THIS = "this"
    PREVIOUS = "previous"
    NEXT = "next"
    GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Cue:
    """A pointer at an edition; what it does not say is None. `form` names the pattern that read it.

    `fair` is the key of the fair's cluster where the cue itself names the fair. `inferred` is set where the year is
    that of a date which the text gives without a year, or is reckoned. `steps` counts editions from the one that the
    article is about, where that is more than one ("two shows ago"); `apart` years from the one spoken of before ("two
    years earlier").
    """

    span: Span
    form: str
    fair: str | None = None
    ordinal: int | None = None
    year: int | None = None
    relation: Relation | None = None
    inferred: bool = False
    steps: int | None = None
    apart: int | None = None
