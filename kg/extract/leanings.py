"""What an article's words lean to, beside what the features say: the encoder's answers, as weights of the models.

Each question has its own trust: by how much the encoder's answer counts, the best in articles that neither it nor the
models of features had seen.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.encoder import Context, Pointer
from kg.extract.clusters import FairCluster
from kg.model import Span

FAIRS, INDICATORS, STATUSES, PARTS, EDITIONS = 0.25, 0.4, 1.0, 1.0, 1.0  # the trust in each answer

Lean = dict[str, float]


def lean_of_fair(context: Context | None, fair: FairCluster) -> Lean:
    """Return what speaks for names being those of a trade event, and against."""
    if context is None:
        return {}
    half = FAIRS * context.fair([m.span for m in fair.mentions]) / 2
    return {"yes": half, "no": -half}


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
