"""The page of checks: conflicts and growth that does not add up, and where else articles differ, as counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.checks import Comparison, GrowthClaim
from kg.site.source import MOST_CHECKS, Source
from kg.site.views import Asked, View
from kg.statements import ATTRIBUTES, Claimed, Figure, Standing
from kg.wording import amount, growth, recomputed, support

# What the kinds of differences mean, for those who read of them for the first time.
KINDS = {
    "conflict": "two statements that cannot both be right",
    "correction": "a later report sets the earlier figure right",
    "forecast": "what was expected or registered, and what came",
    "bound": "the figure keeps to the bound",
    "rounding": "the same within what was rounded",
    "refinement": "the same, one of them finer",
    "basis": "counted differently: net, gross or audited",
    "scope": "another part of the whole",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of two statements that differ: its value in words, and how many independent sources stand behind it."""

    words: str
    support: str
    statement: Figure | Claimed


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two statements of one thing; `about` is the node of the fair or edition, `standing` tells the deciding rule."""

    about: str
    label: str
    subject: str
    comparison: Comparison
    preferred: Side
    other: Side
    standing: Standing


@dataclass(frozen=True, slots=True)
class Sum:
    """Growth as an article states it beside that of the figures; `own` and `against` are what it was made from."""

    claim: GrowthClaim
    stated: str
    recomputed: str
    own: tuple[Side, ...]
    against: tuple[Side, ...]


def view(source: Source, asked: Asked) -> View | None:
    """Show the largest conflicts and growth claims in full, the rest as counts."""
    if asked.rest:
        return None
    values = {
        "checks": source.checks,
        "conflicts": conflicts(source),
        "sums": [_sum(claim) for claim in source.checks.growth],
        "kinds": KINDS,
        "most": MOST_CHECKS,
    }
    return View("checks.html", "Where articles disagree", values)


def conflicts(source: Source) -> Sequence[Conflict]:
    """Return the largest conflicts of a graph."""
    return [_conflict(each) for each in source.checks.comparisons]


def _conflict(each: Comparison) -> Conflict:
    preferred, other = each.preferred, each.other
    deciding = other.standing if other.standing.rule is not None else preferred.standing
    label, subject = preferred.about, _subject(preferred)
    return Conflict(each.difference.about, label, subject, each, _side(preferred), _side(other), deciding)


def _sum(claim: GrowthClaim) -> Sum:
    change, unit = claim.figure.change, claim.figure.unit
    stated = growth(change, unit) if change else ""
    found = recomputed(change, claim.verdict, unit) if change else ""
    own = claim.own or ((claim.figure,) if claim.figure.value is not None else ())
    return Sum(claim, stated, found, tuple(map(_side, own)), tuple(map(_side, claim.against)))


def _subject(statement: Figure | Claimed) -> str:
    if isinstance(statement, Figure):
        return statement.indicator
    return ATTRIBUTES.get(statement.predicate, statement.predicate)


def _side(statement: Figure | Claimed) -> Side:
    behind = support(statement.standing, statement.quotes)
    if isinstance(statement, Claimed):
        return Side(statement.value, behind, statement)
    return Side(amount(statement.value, statement.unit, statement.bound), behind, statement)
