"""Metric facts: equal figures of several articles meet in one, and different ones stay."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.ledger.sameness import plain_number, text_key
from kg.model import (
    Amount,
    Bound,
    Change,
    CountryRef,
    EditionId,
    FactSubject,
    FairId,
    MetricClaim,
    MetricFact,
    Scope,
    ScopeKind,
)

Key = tuple[str, ...]

# How far a bound leaves a number open, the least first.
_LOOSER = (Bound.EXACT, Bound.MAX, Bound.MIN, Bound.APPROX)


@dataclass(frozen=True, slots=True)
class IdentifiedMetric:
    """A metric claim with what it is about, and the edition that its change compares with where that is known."""

    about: FactSubject
    claim: MetricClaim
    compared_with: EditionId | None = None


def gather_metrics(metrics: Iterable[IdentifiedMetric]) -> tuple[MetricFact, ...]:
    """Bring claims of the same content together, with all evidence and speakers; different content stays apart.

    An article that repeats a figure in short, without the change or the second currency that it gave with it
    elsewhere, repeats that statement.
    """
    by_figure: dict[tuple[Key, str], list[IdentifiedMetric]] = defaultdict(list)
    for metric in metrics:
        by_figure[_figure(metric), metric.claim.evidence.article].append(metric)
    groups: dict[Key, list[IdentifiedMetric]] = defaultdict(list)
    for (figure, _), said in by_figure.items():
        fullest = _fullest(said)
        for metric in said:
            groups[(*figure, *_additions(fullest[_wanted(metric)]))].append(metric)
    return tuple(_fact(said) for _, said in sorted(groups.items()))


def _fullest(said: Iterable[IdentifiedMetric]) -> dict[tuple[Key | None, Key | None], IdentifiedMetric]:
    """Return, of the statements of one figure in one article, the fullest that repeats each: by `_wanted`.

    A statement is repeated by any that has the change and the second currency that it gives, if it gives them.
    """
    fullest: dict[tuple[Key | None, Key | None], IdentifiedMetric] = {}
    for metric in said:
        change, also = _change_key(metric), _also_key(metric.claim.also)
        for wanted in ((change, also), (change, None), (None, also), (None, None)):
            best = fullest.get(wanted)
            if best is None or _fullness(metric) < _fullness(best):
                fullest[wanted] = metric
    return fullest


def _wanted(metric: IdentifiedMetric) -> tuple[Key | None, Key | None]:
    """Return the change and the second currency that another statement must have to repeat this one."""
    claim = metric.claim
    return (
        None if claim.change is None else _change_key(metric),
        None if claim.also is None else _also_key(claim.also),
    )


def _fullness(metric: IdentifiedMetric) -> tuple[int, Key]:
    claim = metric.claim
    return -((claim.change is not None) + (claim.also is not None)), _additions(metric)


def _fact(said: Sequence[IdentifiedMetric]) -> MetricFact:
    claim = min(said, key=_fullness).claim
    amount = claim.amount
    compared = {metric.compared_with for metric in said if metric.compared_with is not None}
    return MetricFact(
        about=said[0].about,
        indicator=claim.indicator,
        value=plain_number(amount.value) if amount is not None else None,
        unit=amount.unit if amount is not None else None,
        bound=_bound(claim),
        status=claim.status,
        scope=_scope([metric.claim.scope for metric in said]),
        change=_change(claim, said),
        compared_with=min(compared, default=None),
        also=replace(claim.also, value=plain_number(claim.also.value)) if claim.also is not None else None,
        basis=claim.basis,
        evidence=tuple(sorted({metric.claim.evidence for metric in said})),
        speakers=tuple(sorted({metric.claim.speaker for metric in said if metric.claim.speaker})),
        correcting=tuple(sorted({metric.claim.evidence.article for metric in said if metric.claim.correcting})),
    )


def _figure(metric: IdentifiedMetric) -> Key:
    """Return what a statement counts and finds; who says it and where is not part of it."""
    claim = metric.claim
    return (
        *subject_key(metric.about),
        claim.indicator,
        *_amount_key(claim.amount),
        _bound(claim),
        claim.status,
        *scope_key(claim.scope),
        claim.basis or "",
    )


def _additions(metric: IdentifiedMetric) -> Key:
    """Return what a statement adds to its figure: a change and the same amount in a second currency."""
    return (*_change_key(metric), *_also_key(metric.claim.also))


def subject_key(subject: FactSubject) -> Key:
    """Return a key that puts editions, fairs and countries in one fixed order."""
    match subject:
        case EditionId(fair, key):
            return "edition", fair.slug, key
        case FairId(slug):
            return "fair", slug, ""
        case CountryRef(alpha2):
            return "country", alpha2, ""


def scope_key(scope: Scope) -> tuple[ScopeKind, str]:
    """Return the key under which equal parts of the whole meet, however they are written."""
    return scope.kind, text_key(scope.of or "")


def _amount_key(amount: Amount | None) -> Key:
    return ("", "") if amount is None else (amount.unit, str(plain_number(amount.value)))


def _also_key(also: Amount | None) -> Key:
    return (*_amount_key(also), also.bound if also is not None else "")


def _change_key(metric: IdentifiedMetric) -> Key:
    """Return what a change states; by which words it names the edition compared with is not part of it."""
    plain = _plain_change(metric.claim.change)
    if plain is None:
        return ("", "", "", "", "")
    sizes = (plain.percent, plain.absolute, plain.factor)
    compared = "" if metric.compared_with is None else metric.compared_with.key
    return plain.direction, *("" if size is None else str(size) for size in sizes), compared


def _change(fullest: MetricClaim, said: Iterable[IdentifiedMetric]) -> Change | None:
    """Return the change of the fullest statement, with the loosest bound that any of them gives its size."""
    plain = _plain_change(fullest.change)
    if plain is None:
        return None
    changes = [metric.claim.change for metric in said if metric.claim.change is not None]
    bound = max((change.bound for change in changes), key=_LOOSER.index)
    return replace(plain, versus=min(change.versus for change in changes), bound=bound)


def _plain_change(change: Change | None) -> Change | None:
    if change is None:
        return None
    percent, absolute, factor = (
        None if size is None else plain_number(size) for size in (change.percent, change.absolute, change.factor)
    )
    return replace(change, percent=percent, absolute=absolute, factor=factor)


def _bound(claim: MetricClaim) -> Bound:
    """Return the bound of a claim, which may stand with the claim or with its amount."""
    if claim.bound is Bound.EXACT and claim.amount is not None:
        return claim.amount.bound
    return claim.bound


def _scope(scopes: Sequence[Scope]) -> Scope:
    """Return the scope in the writing that is used most."""
    uses = Counter(scopes)
    return min(uses, key=lambda scope: (-uses[scope], scope.of or ""))
