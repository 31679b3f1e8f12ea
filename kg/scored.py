"""How scores look: in a terminal, and as JSON for programs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from rich.console import Group, RenderableType
from rich.text import Text

from kg.answers import readable
from kg.records import to_json
from kg.score import FACTS, Gold, Output, Tally, Verdict, judge, kind_of, tallies
from kg.tables import Column, plain_table


class Grouping(StrEnum):
    """By what else than the kind of fact scores are shown."""

    INDICATOR = "indicator"
    KIND = "kind"


class Scores:
    """The verdicts on the articles of some annotations, counted as one asks for them."""

    def __init__(self, output: Output, golds: Sequence[Gold]) -> None:
        self.golds = tuple(golds)
        self.verdicts: tuple[Verdict, ...] = tuple(verdict for gold in golds for verdict in judge(output, gold))

    def by_fact(self) -> dict[str, Tally]:
        """Return the tally of each kind of fact, in the order of `FACTS`."""
        return _in_order(tallies(self.verdicts, lambda verdict: verdict.fact))

    def by_article(self) -> dict[str, dict[str, Tally]]:
        """Return the tallies of each article, by its id."""
        counted = tallies(self.verdicts, lambda verdict: (verdict.article, verdict.fact))
        return {
            gold.id: _in_order({fact: tally for (article, fact), tally in counted.items() if article == gold.id})
            for gold in self.golds
        }

    def by_indicator(self) -> dict[str, Tally]:
        """Return the tally of the core of the metrics of each indicator, the most frequent first."""
        core = [verdict for verdict in self.verdicts if verdict.fact == "metric core"]
        counted = tallies(core, lambda verdict: verdict.indicator or "")
        return dict(sorted(counted.items(), key=lambda item: (-(item[1].right + item[1].missed), item[0])))

    def by_kind(self) -> dict[str, dict[str, Tally]]:
        """Return the tallies of each kind of article, by the name of the kind."""
        kinds = {gold.id: kind_of(gold) for gold in self.golds}
        counted = tallies(self.verdicts, lambda verdict: (kinds[verdict.article], verdict.fact))
        return {
            kind: _in_order({fact: tally for (name, fact), tally in counted.items() if name == kind})
            for kind in sorted(set(kinds.values()))
        }

    def errors(self) -> dict[str, list[str]]:
        """Return what is not right, by the id of the article."""
        found: dict[str, list[str]] = defaultdict(list)
        for verdict in self.verdicts:
            if verdict.note is not None:
                found[verdict.article].append(verdict.note)
        return dict(sorted(found.items()))


def _in_order(counted: Mapping[str, Tally]) -> dict[str, Tally]:
    return {fact: counted.get(fact, Tally()) for fact in FACTS}


# --- for people ---


def scores_sheet(scores: Scores, by: Sequence[Grouping], each: bool, errors: bool) -> RenderableType:
    """Lay out scores: by kind of fact, and by what else is asked for."""
    parts: list[RenderableType] = [Text(f"{len(scores.golds)} annotated articles"), _table("fact", scores.by_fact())]
    if Grouping.INDICATOR in by:
        parts += [Text("The core of the metrics by what they count"), _table("indicator", scores.by_indicator())]
    if Grouping.KIND in by:
        parts += [Text("F1 by kind of article"), _grid("kind of article", scores.by_kind(), _sizes(scores))]
    if each:
        parts += [Text("F1 by article"), _grid("article", scores.by_article(), {})]
    if errors:
        for article, notes in scores.errors().items():
            parts.append(Text(readable(article), style="bold"))
            parts += [Text(f"  {' '.join(readable(note).split())}") for note in notes]
    return Group(*parts)


def _sizes(scores: Scores) -> dict[str, int]:
    kinds = [kind_of(gold) for gold in scores.golds]
    return {kind: kinds.count(kind) for kind in kinds}


def _table(head: str, rows: Mapping[str, Tally]) -> RenderableType:
    lines = []
    for name, tally in rows.items():
        precision = f"{tally.precision:.3f}" if tally.right + tally.wrong else "–"  # of nothing, no share is right
        recall = f"{tally.recall:.3f}" if tally.right + tally.missed else "–"
        f1 = f"{tally.f1:.3f}" if tally.right + tally.wrong + tally.missed else "–"
        lines.append((name, precision, recall, f1, str(tally.right), str(tally.wrong), str(tally.missed)))
    return _lines((head, "precision", "recall", "F1", "right", "wrong", "missed"), lines)


def _grid(head: str, rows: Mapping[str, Mapping[str, Tally]], sizes: Mapping[str, int]) -> RenderableType:
    lines = []
    for name, counted in rows.items():
        size = [str(sizes[name])] if sizes else []
        lines.append((name, *size, *(_f1(counted[fact]) for fact in FACTS)))
    return _lines((head, *(["articles"] if sizes else []), *FACTS), lines)


def _f1(tally: Tally) -> str:
    return f"{tally.f1:.2f}" if tally.right + tally.wrong + tally.missed else "–"


def _lines(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> RenderableType:
    columns = (Column(heads[0]), *(Column(head, "right") for head in heads[1:]))
    return plain_table(columns, (tuple(Text(readable(cell)) for cell in row) for row in rows))


# --- for programs ---


def scores_json(scores: Scores, by: Sequence[Grouping], each: bool, errors: bool) -> str:
    """Return scores as JSON: an object for each kind of fact, and further ones by what else is asked for."""
    record: dict[str, object] = _records(scores.by_fact())
    if Grouping.INDICATOR in by:
        record["indicators"] = _records(scores.by_indicator())
    if Grouping.KIND in by:
        record["kinds"] = {kind: _records(counted) for kind, counted in scores.by_kind().items()}
    if each:
        record["articles"] = {article: _records(counted) for article, counted in scores.by_article().items()}
    if errors:
        record["errors"] = scores.errors()
    return to_json(record)


def _records(counted: Mapping[str, Tally]) -> dict[str, object]:
    return {
        name: {
            "p": round(tally.precision, 4),
            "r": round(tally.recall, 4),
            "f1": round(tally.f1, 4),
            "tp": tally.right,
            "fp": tally.wrong,
            "fn": tally.missed,
        }
        for name, tally in counted.items()
    }
