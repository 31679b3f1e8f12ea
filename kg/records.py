"""Statements as records for JSON. Numbers that are measured are text, for JSON has no exact decimals."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal

from kg.graph.curies import compact
from kg.statements import Claimed, Figure, Growth, Quote, Standing


def statement_record(statement: Figure | Claimed) -> dict[str, object]:
    """Return a figure or claim as a record, with its standing and its quotes."""
    own = _claim_record(statement) if isinstance(statement, Claimed) else _figure_record(statement)
    return {
        "iri": statement.node,
        "about": statement.about,
        **own,
        **_standing_record(statement.standing),
        "quotes": [quote_record(quote) for quote in statement.quotes],
    }


def _claim_record(claim: Claimed) -> dict[str, object]:
    return {"kind": "claim", "predicate": compact(claim.predicate) or claim.predicate, "value": claim.value}


def _figure_record(figure: Figure) -> dict[str, object]:
    return {
        "kind": "figure",
        "indicator": figure.indicator,
        "value": decimal_text(figure.value),
        "unit": figure.unit,
        "bound": figure.bound,
        "status": figure.status,
        "scope": figure.scope,
        "scope_of": figure.scope_of,
        "basis": figure.basis,
        "speakers": list(figure.speakers),
        "derived_by": figure.rule,
        "change": None if figure.change is None else _growth_record(figure.change),
    }


def _growth_record(change: Growth) -> dict[str, object]:
    verdict = change.verdict
    return {
        "direction": change.direction,
        "percent": decimal_text(change.percent),
        "absolute": decimal_text(change.absolute),
        "factor": decimal_text(change.factor),
        "versus": change.versus,
        "verdict": None if verdict is None else {**asdict(verdict), "recomputed": decimal_text(verdict.recomputed)},
    }


def _standing_record(standing: Standing) -> dict[str, object]:
    return {"rank": standing.rank, "ranked_by": standing.rule, "independent_sources": standing.sources}


def quote_record(quote: Quote) -> dict[str, object]:
    """Return a quote as a record; what is not known of its article is null."""
    return {
        "article": quote.article,
        "publisher": quote.publisher or None,
        "published": quote.published or None,
        "copy_of": quote.copy_of or None,
        "start": quote.start,
        "end": quote.end,
        "words": quote.words,
    }


def decimal_text(value: Decimal | None) -> str | None:
    """Return a number as plain digits.

    >>> decimal_text(Decimal("7.5E+4")), decimal_text(None)
    ('75000', None)
    """
    return None if value is None else f"{value:f}"


def to_json(record: Mapping[str, object]) -> str:
    """Write a record as JSON for people and programs, with the line's end."""
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
