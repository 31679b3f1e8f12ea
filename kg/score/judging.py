"""Judging an output by annotations: for each article, what of it is right, what is wrong, and what is missed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from kg.score.fits import attribute_fits, comparable, core_fits, deal_fits, edition_fits, full_fits, scope_fits
from kg.score.gold import Gold, GoldChange, GoldEdition, GoldMetric
from kg.score.output import Output, OutputAttribute, OutputChange, OutputEdition, OutputMetric

# The kinds of facts that are scored, in the order in which they are shown.
FACTS = ("edition", "attribute", "metric core", "metric full", "deal")
_UNSCORED = "other"  # the indicator of what no indicator fits
_Gold = TypeVar("_Gold")
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found out about one fact of one article.

    `fact` is one of `FACTS`. It may be right and wrong and missed at once only as a full metric whose core is right:
    then it is wrong as it stands and missed as it should be. `indicator` is set for metrics, `note` says what is
    not right.
    """

    article: str
    fact: str
    right: int = 0
    wrong: int = 0
    missed: int = 0
    indicator: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class _Paired(Generic[_Gold, _Found]):
    """Annotated items with the found ones that fit them, and what is left on either side."""

    pairs: list[tuple[_Gold, _Found]]
    missed: list[_Gold]
    extra: list[_Found]


def judge(output: Output, gold: Gold) -> Iterator[Verdict]:
    """Yield a verdict for each fact of one article, annotated or found."""
    yield from _editions(output, gold)
    yield from _metrics(output, gold)
    yield from _deals(output, gold)


def _paired(
    wanted: Sequence[_Gold],
    found: Sequence[_Found],
    fits: Callable[[_Gold, _Found], bool],
    better: Callable[[_Gold, _Found], int] = lambda _, __: 0,
) -> _Paired[_Gold, _Found]:
    """Pair each annotated item with at most one found item, the best pairs first; of equals the first in order."""
    options = [(i, j) for i, one in enumerate(wanted) for j, other in enumerate(found) if fits(one, other)]
    options.sort(key=lambda pair: -better(wanted[pair[0]], found[pair[1]]))
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for i, j in options:
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    return _Paired(
        [(wanted[i], found[j]) for i, j in partner.items()],
        [item for i, item in enumerate(wanted) if i not in partner],
        [item for j, item in enumerate(found) if j not in taken],
    )


# --- editions and their attributes ---


def _editions(output: Output, gold: Gold) -> Iterator[Verdict]:
    nodes = sorted(output.spoken_of.get(gold.id, ()))
    found = [output.editions[node] for node in nodes]
    paired = _paired(gold.editions, found, edition_fits, _agreement)
    for edition, match in paired.pairs:
        yield Verdict(gold.id, "edition", right=1)
        own = [each for each in output.attributes.get(gold.id, ()) if each.edition == match.node]
        yield from _attributes(edition, own, gold.id)
    for extra in paired.extra:
        if not extra.is_fair:
            yield Verdict(gold.id, "edition", wrong=1, note=f"edition wrong: {extra.node}")
    for edition in paired.missed:
        if edition.ordinal or edition.year or _stated(edition):
            note = f"edition missed: {edition.fair} {edition.ordinal} {edition.year}"
            yield Verdict(gold.id, "edition", missed=1, note=note)


def _agreement(gold: GoldEdition, found: OutputEdition) -> int:
    return (gold.ordinal == found.ordinal) + (gold.year == found.year)


def _stated(edition: GoldEdition) -> bool:
    """Tell whether an annotated edition has a time or a place; without these it is only a fair that is named."""
    return any(name in ("start", "end", "city", "country") for name, _ in edition.attributes)


def _attributes(edition: GoldEdition, found: Sequence[OutputAttribute], article: str) -> Iterator[Verdict]:
    wanted = dict.fromkeys((name, comparable(name, value)) for name, value in edition.attributes)
    got = dict.fromkeys((each.name, comparable(each.name, each.value)) for each in found)
    for name, value in wanted:
        right = any(name == other and attribute_fits(name, value, said) for other, said in got)
        note = None if right else f"attribute missed: {name} {value}"
        yield Verdict(article, "attribute", right=int(right), missed=int(not right), note=note)
    for name, value in got:
        if not any(name == other and attribute_fits(name, said, value) for other, said in wanted):
            yield Verdict(article, "attribute", wrong=1, note=f"attribute wrong: {name} {value}")


# --- metrics ---


def _metrics(output: Output, gold: Gold) -> Iterator[Verdict]:
    wanted = [metric for metric in gold.metrics if metric.indicator != _UNSCORED]
    found = {each.content: each for each in output.metrics.get(gold.id, ()) if each.indicator != _UNSCORED}
    paired = _paired(wanted, list(found.values()), lambda one, other: core_fits(one, other, gold, output), _nearness)
    for one, match in paired.pairs:
        yield Verdict(gold.id, "metric core", right=1, indicator=one.indicator)
        full = full_fits(one, match)
        yield Verdict(
            gold.id, "metric full", int(full), int(not full), int(not full), one.indicator,
            None if full else f"metric not full: {one.quote} | want {_rest(one)} | got {_rest_found(match)}",
        )  # fmt: skip
    for missed in paired.missed:
        value, unit = missed.amounts[0] if missed.amounts else (None, None)
        told = f"{missed.about} {missed.indicator} {_shown(value)} {unit} {missed.scope} | {missed.quote}"
        yield Verdict(gold.id, "metric core", missed=1, indicator=missed.indicator, note=f"metric missed: {told}")
        yield Verdict(gold.id, "metric full", missed=1, indicator=missed.indicator)
    for extra in paired.extra:
        told = f"{extra.about} {extra.indicator} {_shown(extra.value)} {extra.unit} {extra.scope}"
        yield Verdict(gold.id, "metric core", wrong=1, indicator=extra.indicator, note=f"metric wrong: {told}")
        yield Verdict(gold.id, "metric full", wrong=1, indicator=extra.indicator)


def _nearness(wanted: GoldMetric, found: OutputMetric) -> int:
    """Return how far two metrics agree beyond their core: fully, in scope, in status."""
    return 4 * full_fits(wanted, found) + 2 * scope_fits(wanted, found) + (wanted.status == found.status)


def _rest(metric: GoldMetric) -> str:
    return f"{metric.scope}, {metric.status}, {metric.bound}, {_change(metric.change)}"


def _rest_found(metric: OutputMetric) -> str:
    scope = f"{metric.scope}:{metric.scope_of}" if metric.scope_of else metric.scope
    return f"{scope}, {metric.status}, {metric.bound}, {_change(metric.change)}"


def _change(change: GoldChange | OutputChange | None) -> str:
    if change is None:
        return "no change"
    sizes = (("%", change.percent), ("", change.absolute), (" times", change.factor))
    return f"{change.direction} " + " ".join(f"{_shown(size)}{mark}" for mark, size in sizes if size is not None)


def _shown(number: float | None) -> str:
    return "no value" if number is None else f"{number:.12g}"


# --- deals ---


def _deals(output: Output, gold: Gold) -> Iterator[Verdict]:
    paired = _paired(gold.deals, output.deals.get(gold.id, []), deal_fits)
    for _ in paired.pairs:
        yield Verdict(gold.id, "deal", right=1)
    for missed in paired.missed:
        note = f"deal missed: {', '.join(missed.parties)}: {_shown(missed.value)} {missed.unit or ''}"
        yield Verdict(gold.id, "deal", missed=1, note=note.rstrip())
    for extra in paired.extra:
        note = f"deal wrong: {', '.join(sorted(extra.parties))}: {_shown(extra.value)} {extra.unit or ''}"
        yield Verdict(gold.id, "deal", wrong=1, note=note.rstrip())
