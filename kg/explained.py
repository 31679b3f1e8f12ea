"""How an explanation of an article looks: in a terminal, laid out at any width, and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kg.answers import readable
from kg.explain import Explanation, ReadSentence, Seen, Statement
from kg.extract.trace import Decision
from kg.model import (
    Amount,
    Change,
    Claim,
    CountryRef,
    DealClaim,
    EditionRef,
    FairRef,
    Finding,
    Place,
    Scope,
    Subject,
)
from kg.records import to_json
from kg.resolve import SeenFair
from kg.wording import amount

_MOST_REASONS = 4  # of a decision in a terminal; JSON has all
_CLEAR = 0.05  # a name less likely than this to be anything is named among those left, and no more
# What a model is asked, in words.
_QUESTIONS = {
    "fairs": "a fair?",
    "currents": "the edition told of?",
    "dates": "when held?",
    "cities": "held here?",
    "organizers": "an organiser?",
    "indicators": "what is counted?",
    "scopes": "of which part?",
    "statuses": "has it happened?",
    "editions": "of which edition?",
}


# --- for people ---


def explanation_sheet(explanation: Explanation) -> RenderableType:
    """Lay out an explanation: the article, its fairs and editions, then each sentence with what was seen in it."""
    parts: list[RenderableType] = [*_head(explanation)]
    for sentence in explanation.sentences:
        parts += [Text(), *_sentence(sentence)]
    if explanation.findings:
        parts.append(Text())
        parts += [_left(finding) for finding in explanation.findings]
    return Group(*parts)


def _head(explanation: Explanation) -> Iterator[RenderableType]:
    article = explanation.reading.article
    yield Text(_line(article.title or article.id), style="bold")
    published = f"published {article.published.isoformat()}" if article.published else "without a publication date"
    yield Text(f"{article.id}, {published}", style="dim")
    seen = {ref.ref: ref for ref in explanation.resolved.fairs}
    grid = _grid()
    for edition in explanation.resolved.editions:
        told = [f"no. {edition.ordinal}" if edition.ordinal else "", str(edition.year or ""), edition.season or ""]
        name = ", ".join(part for part in (edition.ref.fair.name, *told) if part)
        fair = seen[edition.ref.fair]
        grid.add_row(Text(edition.ref.key), Text.assemble(_line(name), (_identity(fair), "dim")))
    named = {edition.ref.fair for edition in explanation.resolved.editions}
    for fair in explanation.resolved.fairs:
        if fair.ref not in named:
            grid.add_row(Text("fair"), Text.assemble(_line(fair.ref.name), (_identity(fair), "dim")))
    yield grid


def _identity(fair: SeenFair) -> str:
    return f" = {fair.slug}" + ("" if fair.registered else ", not in the registry")


def _grid() -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    return grid


def _sentence(sentence: ReadSentence) -> Iterator[RenderableType]:
    yield Text.assemble(
        (_line(sentence.text), "bold"), (f"  {_offsets(sentence.span.start, sentence.span.end)}", "dim")
    )
    grid = _grid()
    left: list[str] = []
    for seen in sentence.seen:
        decisions = [d for d in seen.decisions if _worth_telling(d)]
        if seen.kind == "name" and not decisions:
            left.append(_line(seen.words))
            continue
        grid.add_row(Text(seen.kind), Group(*_seen(seen, decisions)))
    if left:
        words = ", ".join(f"“{each}”" for each in dict.fromkeys(left))
        grid.add_row(Text("left"), Text(f"{words}: neither fair nor place nor organiser by far", style="dim"))
    if grid.row_count:
        yield Padding(grid, (0, 0, 0, 2))


def _worth_telling(decision: Decision) -> bool:
    """Tell whether a choice is of interest: not the no's that nothing spoke against."""
    return decision.least is None or decision.answer == "yes" or 1 - decision.score >= _CLEAR


def _seen(seen: Seen, decisions: Sequence[Decision]) -> Iterator[Text]:
    meaning = f" = {_line(seen.meaning)}" if seen.meaning else ""
    yield Text.assemble(f"“{_line(seen.words)}”{meaning}", (f"  by {seen.rule}", "dim"))
    if seen.part_of is not None:
        yield Text(f"states the change of “{_line(seen.part_of)}”", style="green")
    for statement in seen.facts:
        yield Text(f"fact: {_line(fact_words(statement))}", style="green")
    for finding in seen.findings:
        yield _left(finding)
    for decision in decisions:
        yield _decision(decision)


def _left(finding: Finding) -> Text:
    return Text(f"left: {finding.code.value}: {_line(finding.message)}", style="yellow")


def _decision(decision: Decision) -> Text:
    question = _QUESTIONS.get(decision.question, decision.question)
    about = f" {decision.subject}:" if decision.subject else ""
    if decision.least is not None:
        likely = decision.score if decision.answer == "yes" else 1 - decision.score
        told = f"{decision.answer}, {likely:.2f} likely (enough: {decision.least:.2f})"
    else:
        told = f"{decision.answer} {decision.score:+.2f}"
        if decision.other is not None and decision.other_score is not None:
            told += f", before {decision.other} {decision.other_score:+.2f}"
    reasons = "; ".join(decision.reasons[:_MOST_REASONS])
    return Text(_line(f"{question}{about} {told}" + (f" [{reasons}]" if reasons else "")), style="dim")


def fact_words(statement: Statement) -> str:
    """Say a statement in words.

    >>> fact_words(DealClaim(EditionRef("e1", FairRef("Tea Expo")), ("Acme", "Globex"), None, None, "deal"))
    'deal of Acme with Globex at e1'
    """
    if isinstance(statement, Claim):
        return f"{statement.predicate.value} of {_about(statement.subject)} is {_value(statement.value)}"
    if isinstance(statement, DealClaim):
        worth = f": {_amount(statement.amount)}" if statement.amount else ""
        return f"deal of {' with '.join(statement.parties)} at {statement.edition.key}{worth}"
    parts = [
        _amount(statement.amount, statement.bound.value) if statement.amount else "",
        statement.status.value,
        _scope(statement.scope),
        _change(statement.change) if statement.change else "",
        f"also {_amount(statement.also)}" if statement.also else "",
        statement.basis or "",
        f"said {statement.speaker}" if statement.speaker else "",
    ]
    return f"{statement.indicator.value} of {_about(statement.about)}: {', '.join(part for part in parts if part)}"


def _about(subject: Subject) -> str:
    match subject:
        case EditionRef():
            return subject.key
        case FairRef():
            return f"the fair {subject.name}"
    return f"the country {subject.alpha2}"


def _value(value: object) -> str:
    match value:
        case Place():
            return f"{value.city} ({value.country})" if value.country else value.city
        case CountryRef():
            return value.alpha2
    return str(value)


def _amount(stated: Amount, bound: str = "exact") -> str:
    return amount(stated.value, stated.unit, bound)


def _scope(scope: Scope) -> str:
    return scope.kind.value + (f" {scope.of}" if scope.of else "")


def _change(change: Change) -> str:
    if change.percent is not None:
        size = f"{change.percent:f}%"
    else:
        size = f"by {change.absolute:,f}" if change.absolute is not None else f"{change.factor:f} times"
    return f"{change.direction.value} {size} on {change.versus}"


def _offsets(start: int, end: int) -> str:
    return f"{start}-{end}"


def _line(text: str) -> str:
    return " ".join(readable(text).split())


# --- for programs ---


def explanation_json(explanation: Explanation) -> str:
    """Return an explanation as JSON, the same for the same article."""
    article = explanation.reading.article
    record = {
        "article": {
            "id": article.id,
            "title": article.title,
            "published": article.published.isoformat() if article.published else None,
            "sha256": article.sha256,
        },
        "fairs": [
            {"name": f.ref.name, "aliases": list(f.ref.aliases), "slug": f.slug, "registered": f.registered}
            for f in explanation.resolved.fairs
        ],
        "editions": [
            {"key": e.ref.key, "fair": e.ref.fair.name, "ordinal": e.ordinal, "year": e.year, "season": e.season}
            for e in explanation.resolved.editions
        ],
        "sentences": [
            {
                "start": sentence.span.start,
                "end": sentence.span.end,
                "text": sentence.text,
                "seen": [_seen_record(seen) for seen in sentence.seen],
            }
            for sentence in explanation.sentences
        ],
        "findings": [_finding_record(finding) for finding in explanation.findings],
    }
    return to_json(record)


def _seen_record(seen: Seen) -> dict[str, object]:
    return {
        "kind": seen.kind,
        "start": seen.span.start,
        "end": seen.span.end,
        "words": seen.words,
        "rule": seen.rule,
        "meaning": seen.meaning or None,
        "changes": seen.part_of,
        "facts": [_fact_record(statement) for statement in seen.facts],
        "findings": [_finding_record(finding) for finding in seen.findings],
        "decisions": [_decision_record(decision) for decision in seen.decisions],
    }


def _fact_record(statement: Statement) -> dict[str, object]:
    words = {"start": statement.evidence.span.start, "end": statement.evidence.span.end, "rule": statement.rule}
    if isinstance(statement, Claim):
        return {
            "kind": "claim",
            "about": _about(statement.subject),
            "predicate": statement.predicate.value,
            "value": statement.value if isinstance(statement.value, int) else _value(statement.value),
            **words,
        }
    worth = _amount_record(statement.amount)
    if isinstance(statement, DealClaim):
        return {"kind": "deal", "about": statement.edition.key, "parties": list(statement.parties), **worth, **words}
    return {
        "kind": "metric",
        "about": _about(statement.about),
        "indicator": statement.indicator.value,
        **worth,
        "bound": statement.bound.value,
        "status": statement.status.value,
        "scope": statement.scope.kind.value,
        "scope_of": statement.scope.of,
        "change": _change(statement.change) if statement.change else None,
        "also": _amount_record(statement.also) if statement.also else None,
        "basis": statement.basis,
        "speaker": statement.speaker,
        **words,
    }


def _amount_record(stated: Amount | None) -> dict[str, object]:
    """Return value and unit; the value is text, for JSON has no exact decimals."""
    return {"value": f"{stated.value:f}" if stated else None, "unit": stated.unit if stated else None}


def _finding_record(finding: Finding) -> dict[str, object]:
    return {"code": finding.code.value, "message": finding.message}


def _decision_record(decision: Decision) -> dict[str, object]:
    return {
        "question": decision.question,
        "subject": decision.subject,
        "answer": decision.answer,
        "score": round(decision.score, 3),
        "other": decision.other,
        "other_score": None if decision.other_score is None else round(decision.other_score, 3),
        "least": decision.least,
        "reasons": list(decision.reasons),
    }
