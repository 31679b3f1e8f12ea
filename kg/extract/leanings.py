"""What an article's words lean to, beside what the features say: the encoder's answers, as weights of the models.

Each question has its own trust: by how much the encoder's answer counts, the best in articles that neither it nor the
models of features had seen.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.encoder import Context, Pointer
from kg.extract.clusters import FairCluster
from kg.model import Span

# The trust in each answer.
ONLY_FAIR = 1.0
FAIRS, INDICATORS, STATUSES, PARTS, EDITIONS = 0.5, 0.3, 0.5, 0.6, 1.0
CURRENTS, DATES, CITIES, ORGANIZERS = 1.5, 0.5, 0.5, 0.75

Lean = dict[str, float]


def lean_of_fair(context: Context | None, fair: FairCluster) -> Lean:
    """Return what speaks for names being those of a trade event, and against."""
    if context is None:
        return {}
    return _either(FAIRS * context.fair([m.span for m in fair.mentions]), "no")


def lean_of_only_fair(context: Context | None, fair: FairCluster) -> Lean:
    """Return the same for names of a text that is about a trade event, where none looks like one by its features."""
    if context is None:
        return {}
    return _either(ONLY_FAIR * context.fair([m.span for m in fair.mentions]), "no")


def lean_of_current(context: Context | None, places: Sequence[Span], step: int) -> Lean:
    """Return what speaks for the edition an article is about being `step` from that of some places, and against."""
    if context is None or not places:
        return {}
    return _either(CURRENTS * context.current(places, step), "no")


def lean_of_organizer(context: Context | None, mentions: Sequence[Span]) -> Lean:
    """Return what speaks for a body organising a fair, and against."""
    if context is None:
        return {}
    return _either(ORGANIZERS * context.organizer(mentions), "none")


def leans_of_dates(context: Context | None, date: Span, pointers: Sequence[Pointer]) -> list[Lean]:
    """Return what speaks for each bound that a date may be of each of some editions."""
    if context is None:
        return [{} for _ in pointers]
    return [{role: DATES * weight for role, weight in found.items()} for found in context.dates(date, pointers)]


def leans_of_cities(context: Context | None, city: Span, pointers: Sequence[Pointer]) -> list[Lean]:
    """Return what speaks for each of some editions being held in a city, and against."""
    if context is None:
        return [{} for _ in pointers]
    return [_either(CITIES * weight, "no") for weight in context.cities(city, pointers)]


def _either(weight: float, no: str) -> Lean:
    return {"yes": weight / 2, no: -weight / 2}


def lean_of_number(context: Context | None, number: Span) -> Lean:
    """Return what speaks for each thing that a number may count."""
    if context is None:
        return {}
    return {label: INDICATORS * weight for label, weight in context.indicators(number).items()}


def lean_of_status(context: Context | None, number: Span) -> Lean:
    """Return what speaks for a figure having happened, being signed up for, and being expected."""
    if context is None:
        return {}
    return {label: STATUSES * weight for label, weight in context.statuses(number).items()}


def leans_of_parts(
    context: Context | None, number: Span, parts: Sequence[tuple[str, str, Span | None]]
) -> list[float]:
    """Return what speaks for each part that a number may count: its kind and form, and where it is named."""
    if context is None:
        return [0.0] * len(parts)
    return [PARTS * weight for weight in context.part(number, parts)]


def leans_of_editions(context: Context | None, number: Span, pointers: Sequence[Pointer | None]) -> list[float]:
    """Return what speaks for each edition that a number may be about; None stands for the fair in general."""
    if context is None:
        return [0.0] * len(pointers)
    return [EDITIONS * weight for weight in context.editions(number, pointers)]
