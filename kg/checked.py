"""How checks look: conflicts and growth that does not add up in a terminal, and all of it as JSON for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kg.checks import CONFLICT, CONTRADICTED, FORECAST, Checks, Compared, Comparison, GrowthClaim
from kg.records import decimal_text, statement_record, to_json
from kg.statements import ATTRIBUTES, Claimed, Figure, Quote, Standing
from kg.wording import amount, apart, chosen_by, counted, growth, part_words, reason, recomputed, short_label, support

_MOST_QUOTES = 2  # under one value: the JSON has them all
_LEAST_WIDTH = 60  # for two columns; below it the two values stand one under the other
_GAP = 3
_NAMES_WIDTH = 13  # of kinds and verdicts in the counts
_KINDS = {
    "conflict": ("Conflicts", "two statements that cannot both be right"),
    "correction": ("Corrections", "a later report sets the earlier figure right"),
    "forecast": ("Forecasts", "what was expected or registered, and what came"),
    "bound": ("Bounds", "the figure keeps to the bound"),
    "rounding": ("Roundings", "the same within what was rounded"),
    "refinement": ("Refinements", "the same, one of them finer"),
    "basis": ("Counting bases", "counted differently"),
    "scope": ("Scopes", "another part of the whole"),
}
_VERDICTS = {
    CONTRADICTED: "Growth that does not add up",
    "confirmed": "Growth that adds up",
    "not-checkable": "Growth that cannot be checked",
}

_ToldT = TypeVar("_ToldT", Comparison, GrowthClaim)


# --- for people ---


def check_sheet(checks: Checks) -> RenderableType:
    """Lay out checks: conflicts first, then growth that does not add up, then the counts.

    Where `checks` holds fewer of a kind than it counts, a line says how many more there are.
    """
    parts: list[RenderableType] = []
    for kind, told in _grouped(checks.comparisons, lambda each: each.difference.kind).items():
        title, meaning = _KINDS.get(kind, (kind.capitalize(), "differ"))
        parts += [_heading(f"{title}: {checks.kinds[kind]:,}", meaning), Text()]
        for each in told:
            parts += [_comparison(each), Text()]
        parts += _more(checks.kinds[kind] - len(told))
    for verdict, claims in _grouped(checks.growth, lambda claim: claim.verdict.code).items():
        parts += [_heading(f"{_VERDICTS.get(verdict, verdict)}: {checks.verdicts[verdict]:,}", ""), Text()]
        for claim in claims:
            parts += [_growth(claim), Text()]
        parts += _more(checks.verdicts[verdict] - len(claims))
    return Group(*parts, *_closing(checks))


def _grouped(told: Iterable[_ToldT], name: Callable[[_ToldT], str]) -> dict[str, list[_ToldT]]:
    found: dict[str, list[_ToldT]] = {}
    for each in told:
        found.setdefault(name(each), []).append(each)
    return found


def _heading(title: str, meaning: str) -> Text:
    return Text.assemble((title, "bold underline"), (f" ({meaning})" if meaning else "", "dim"))


def _more(number: int) -> list[RenderableType]:
    return [Text(f"and {number:,} more: see --limit", style="dim"), Text()] if number > 0 else []


def _comparison(each: Comparison) -> RenderableType:
    notes = ", ".join(note for note in (apart(each.difference.percent), chosen_by(_deciding(each))) if note)
    title = Text.assemble((f"{each.preferred.about}: {_subject(each.preferred)}", "bold"))
    left, right = _statement(each.preferred), _statement(each.other)
    return Group(title, *([Text(notes, style="yellow")] if notes else []), _SideBySide(left, right))


def _deciding(each: Comparison) -> Standing:
    """Return the standing that tells the rule of this pair: of the other one, by which it lost."""
    return each.other.standing if each.other.standing.rule is not None else each.preferred.standing


def _subject(statement: Figure | Claimed) -> str:
    if isinstance(statement, Figure):
        return statement.indicator
    return ATTRIBUTES.get(statement.predicate, statement.predicate)


def _statement(statement: Figure | Claimed, at: str = "") -> RenderableType:
    """Lay out a statement with its standing and quotes; `at` names the edition where that is not said above it."""
    if isinstance(statement, Claimed):
        value, notes = statement.value, []
    else:
        value = amount(statement.value, statement.unit, statement.bound) if statement.value is not None else ""
        notes = part_words(statement) + ([f"derived: {statement.rule}"] if statement.rule else [])
    words = Text.assemble((value, "bold"), f" ({', '.join(notes)})" if notes else "", f" at {at}" if at else "")
    standing = (statement.standing.rank, support(statement.standing, statement.quotes))
    return Group(
        *([words] if words.plain else []),
        Text(", ".join(part for part in standing if part)),
        *_quotes(statement.quotes),
    )


def _growth(claim: GrowthClaim) -> RenderableType:
    figure, change = claim.figure, claim.figure.change
    assert change is not None  # a claim of growth is made of one
    versus = short_label(change.versus, figure.about) if change.versus else None
    verdict = claim.verdict
    told = [f"recomputed: {recomputed(change, verdict, figure.unit)}"] if verdict.recomputed is not None else []
    told += [reason(verdict.because)] if verdict.because else []
    left = Group(Text(f"stated: {growth(replace(change, versus=versus), figure.unit)}"), _statement(figure))
    right: list[RenderableType] = [Text(", ".join(told))]
    right += [_statement(each, "this edition") for each in claim.own]
    right += [_statement(each, short_label(each.about, figure.about)) for each in claim.against]
    title = Text(f"{figure.about}: {figure.indicator}", style="bold")
    return Group(title, _SideBySide(left, Group(*right)))


def _quotes(quotes: Sequence[Quote]) -> Iterator[Text]:
    originals_first = sorted(quotes, key=lambda quote: bool(quote.copy_of))
    for quote in originals_first[:_MOST_QUOTES]:
        yield Text(f"“{' '.join(quote.words.split())}”", style="italic")
        source = ", ".join(part for part in (quote.publisher, quote.published) if part)
        place = f"{quote.article} {quote.start}-{quote.end}"
        copied = f" (copy of {quote.copy_of})" if quote.copy_of else ""
        yield Text(f"{source}{', ' if source else ''}{place}{copied}", style="dim")
    if len(quotes) > _MOST_QUOTES:
        yield Text(f"and {len(quotes) - _MOST_QUOTES} more", style="dim")


@dataclass(frozen=True, slots=True)
class _SideBySide:
    """Two things in columns of the same width, or one under the other where the terminal is too narrow."""

    left: RenderableType
    right: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        if options.max_width < _LEAST_WIDTH:
            yield Padding(self.left, (0, 0, 0, 2))
            yield Padding(self.right, (0, 0, 0, 2))
            return
        width = (options.max_width - _GAP - 2) // 2
        grid = Table.grid(padding=0)
        grid.add_column(width=2)
        grid.add_column(width=width, overflow="fold")
        grid.add_column(width=_GAP)
        grid.add_column(width=width, overflow="fold")
        grid.add_row("", self.left, "", self.right)
        yield grid


# --- the counts ---


def _closing(checks: Checks) -> Iterator[RenderableType]:
    if not checks.kinds and not checks.verdicts:
        yield Text(_nothing(checks.compared))
        return
    if CONFLICT not in checks.kinds:
        yield Text(f"No conflicts among {_words(checks.compared)}.")
    if checks.kinds:
        targets = ", ".join(f"{number:,} {outcome}" for outcome, number in checks.targets.items())
        yield Text("Differences by kind")
        yield _counts(checks.kinds, {FORECAST: f"targets: {targets}" if targets else ""})
    if checks.verdicts:
        because = ", ".join(f"{number:,} since {reason(code)}" for code, number in checks.unchecked.items())
        yield Text("Growth claims")
        yield _counts(checks.verdicts, {"not-checkable": because})


def _nothing(compared: Compared) -> str:
    if compared.figures and not compared.ranked:
        return (
            f"Nothing was compared: the graph has {_words(compared)}, but no ranks of figures. "
            "An older version built it; build it again."
        )
    return f"No two statements differ: {_words(compared)} were compared, and no growth is stated of any."


def _words(compared: Compared) -> str:
    counts = (
        (compared.figures, "figure"),
        (compared.claims, "claim"),
        (compared.editions, "edition"),
        (compared.articles, "article"),
    )
    figures, claims, editions, articles = (counted(*each) for each in counts)
    return f"{figures} and {claims} about {editions} in {articles}"


def _counts(counts: Mapping[str, int], notes: Mapping[str, str]) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(width=_NAMES_WIDTH)
    grid.add_column(justify="right")
    grid.add_column()
    for name, number in counts.items():
        grid.add_row(name.replace("-", " "), f"{number:,}", Text(notes.get(name, ""), style="dim"))
    return Padding(grid, (0, 0, 0, 2))


# --- for programs ---


def checks_json(checks: Checks) -> str:
    """Return checks as one JSON object; docs/checking.md says what its fields are."""
    record = {
        "compared": {
            "articles": checks.compared.articles,
            "editions": checks.compared.editions,
            "figures": checks.compared.figures,
            "claims": checks.compared.claims,
        },
        "summary": {
            "differences": dict(checks.kinds),
            "targets": dict(checks.targets),
            "growth": dict(checks.verdicts),
            "unchecked": dict(checks.unchecked),
        },
        "differences": [_comparison_record(each) for each in checks.comparisons],
        "growth": [_growth_record(claim) for claim in checks.growth],
    }
    return to_json(record)


def _comparison_record(each: Comparison) -> dict[str, object]:
    return {
        "iri": each.difference.node,
        "kind": each.difference.kind,
        "about": {"iri": each.difference.about, "label": each.preferred.about},
        "subject": _subject(each.preferred),
        "percent": decimal_text(each.difference.percent),
        "rule": _deciding(each).rule,
        "preferred": statement_record(each.preferred),
        "other": statement_record(each.other),
    }


def _growth_record(claim: GrowthClaim) -> dict[str, object]:
    return {
        "iri": claim.node,
        "verdict": claim.verdict.code,
        "because": claim.verdict.because,
        "recomputed": decimal_text(claim.verdict.recomputed),
        "recomputed_direction": claim.verdict.direction,
        "figure": statement_record(claim.figure),
        "own": [statement_record(figure) for figure in claim.own],
        "against": [statement_record(figure) for figure in claim.against],
    }
