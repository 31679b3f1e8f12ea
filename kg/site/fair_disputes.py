"""What of a fair does not add up, as its page tells it: growth that was recomputed, and articles that disagree."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kg.checks import CONFLICT, Checks, Comparison, GrowthClaim, Wanted
from kg.lookup import FairLine
from kg.site.citations import Citation, Citations
from kg.site.facts import Reference, anchor_of
from kg.site.source import Source
from kg.statements import ATTRIBUTES, Claimed, Figure
from kg.wording import amount, apart, chosen_by, growth, recomputed, short_label

CONFIRMED, CONTRADICTED, UNCHECKED = "confirmed", "contradicted", "not-checkable"
WANTED = Wanted(frozenset({CONFLICT}), frozenset({CONTRADICTED, CONFIRMED}), most=12)


@dataclass(frozen=True, slots=True)
class Side:
    """One of two statements that disagree: what it says, where it is shown, and its first quote."""

    words: str
    path: str
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two statements of one thing; `about` names the edition, `of` what they state of it."""

    about: str
    of: str
    preferred: Side
    other: Side
    apart: str
    rule: str


@dataclass(frozen=True, slots=True)
class StatedGrowth:
    """A stated change beside what its figures give; `code` is that of the verdict."""

    about: str
    of: str
    stated: Side
    code: str
    recomputed: str
    figures: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Disputes:
    """The growth claims and conflicts of a fair; `hidden` counts by verdict or kind those that are not told."""

    growth: tuple[StatedGrowth, ...]
    conflicts: tuple[Dispute, ...]
    hidden: Counter[str]


def disputes_of(source: Source, fair: FairLine, checks: Checks, citations: Citations) -> Disputes:
    """Tell of the checks that `WANTED` gave of a fair."""
    telling = _Telling(source, fair, citations)
    told = Counter([CONFLICT] * len(checks.comparisons) + [claim.verdict.code for claim in checks.growth])
    counts = {CONFLICT: checks.kinds.get(CONFLICT, 0), **checks.verdicts}
    return Disputes(
        growth=tuple(map(telling.growth, checks.growth)),
        conflicts=tuple(map(telling.dispute, checks.comparisons)),
        hidden=Counter(counts) - told,
    )


@dataclass(frozen=True, slots=True)
class _Telling:
    source: Source
    fair: FairLine
    citations: Citations

    def growth(self, claim: GrowthClaim) -> StatedGrowth:
        figure, change = claim.figure, claim.figure.change
        own = (figure,) if figure.value is not None else claim.own
        return StatedGrowth(
            about=self._name(figure.about),
            of=_figure_of(figure),
            stated=self._side(figure, figure.subject, growth(change, figure.unit) if change else ""),
            code=claim.verdict.code,
            recomputed=recomputed(change, claim.verdict, figure.unit) if change else "",
            figures=tuple(map(self._reference, (*own, *claim.against))),
        )

    def dispute(self, comparison: Comparison) -> Dispute:
        difference = comparison.difference
        of, about = _of(comparison.preferred), comparison.preferred.about
        return Dispute(
            about=self._name(about),
            of=of,
            preferred=self._side(comparison.preferred, difference.about, _words(comparison.preferred)),
            other=self._side(comparison.other, difference.about, _words(comparison.other)),
            apart=apart(difference.percent),
            rule=chosen_by(comparison.other.standing),
        )

    def _name(self, about: str) -> str:
        return short_label(about, self.fair.label) if about != self.fair.label else "the fair"

    def _side(self, statement: Figure | Claimed, subject: str, words: str) -> Side:
        told = self.citations.cite(statement.quotes, most=1).quotes
        return Side(words, self._path(subject, statement.node), told[0] if told else None)

    def _reference(self, figure: Figure) -> Reference:
        words = amount(figure.value, figure.unit, figure.bound)
        return Reference(words, self._name(figure.about), self._path(figure.subject, figure.node))

    def _path(self, subject: str, node: str) -> str:
        return f"{self.source.path_of(subject) or ''}#{anchor_of(self.source, node)}"


def _of(statement: Figure | Claimed) -> str:
    return _figure_of(statement) if isinstance(statement, Figure) else ATTRIBUTES.get(statement.predicate, "")


def _figure_of(figure: Figure) -> str:
    part = "" if figure.scope == "total" else f" ({figure.scope_of or figure.scope})"
    return f"{figure.indicator}{part}"


def _words(statement: Figure | Claimed) -> str:
    if isinstance(statement, Claimed):
        return statement.value
    return amount(statement.value, statement.unit, statement.bound)
