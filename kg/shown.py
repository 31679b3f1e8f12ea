"""Fairs and editions as JSON for programs: what the sheets show, with all quotes."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Store

from kg.lookup import EditionLine, FairLine
from kg.others import Other, deals_with, figures_about, links_to, read_told
from kg.records import decimal_text, quote_record, statement_record, to_json
from kg.sheets import Deal, Held, Sheet, Statement, held, make_sheet
from kg.timelines import TimeLine, time_lines


def fairs_json(fairs: Iterable[FairLine]) -> str:
    """Return all fairs with their editions."""
    return to_json(
        {"fairs": [{**_fair_head(fair), "editions": [*map(_edition_head, fair.editions)]} for fair in fairs]}
    )


def sheet_json(store: Store, found: FairLine | EditionLine) -> str:
    """Return what is known of a fair or an edition as one object; `kind` tells which of them it is."""
    return to_json(_fair_record(store, found) if isinstance(found, FairLine) else _edition_record(store, found))


def other_json(store: Store, other: Other) -> str:
    """Return what is known of a country, an organizer or an article as one object; `kind` tells which it is."""
    head = {"kind": other.kind, "iri": other.node.value, "label": other.label}
    if other.kind != "article":
        links = [
            {
                "relation": link.relation,
                "iri": link.iri,
                "label": link.label,
                "fair": link.fair,
                "year": link.year or None,
            }
            for link in links_to(store, other.node)
        ]
        figures = [statement_record(each) for each in figures_about(store, other.node)]
        deals = [_deal_record(each) for each in deals_with(store, other.node)]
        return to_json({**head, "links": links, "figures": figures, "deals": deals})
    told = read_told(store, other)
    known = {
        "id": told.id,
        "headline": told.headline or None,
        "publisher": told.publisher or None,
        "published": told.published or None,
        "url": told.url or None,
        "copy_of": told.copy_of or None,
    }
    statements = [statement_record(each) for each in told.statements]
    return to_json({**head, **known, "statements": statements, "deals": [_deal_record(each) for each in told.deals]})


def _fair_record(store: Store, fair: FairLine) -> dict[str, object]:
    places = held(store, [edition.node for edition in fair.editions])
    editions = [
        {**_edition_head(edition), **_held_record(places.get(edition.node.value))} for edition in fair.editions
    ]
    lines = [_line_record(line) for line in time_lines(store, fair)]
    sheet = _sheet_record(make_sheet(store, fair.node))
    return {"kind": "fair", **_fair_head(fair), "editions": editions, "time_lines": lines, **sheet}


def _edition_record(store: Store, edition: EditionLine) -> dict[str, object]:
    return {"kind": "edition", **_edition_head(edition), **_sheet_record(make_sheet(store, edition.node))}


def _fair_head(fair: FairLine) -> dict[str, object]:
    return {
        "iri": fair.node.value,
        "label": fair.label,
        "other_names": list(fair.other_names),
        "counts": {"figures": fair.figures, "articles": fair.articles},
    }


def _edition_head(edition: EditionLine) -> dict[str, object]:
    return {
        "iri": edition.node.value,
        "label": edition.label,
        "ordinal": edition.ordinal,
        "year": edition.year,
        "counts": {"figures": edition.figures, "deals": edition.deals, "articles": edition.articles},
    }


def _held_record(here: Held | None) -> dict[str, object]:
    opens, closes, place = (here.opens, here.closes, here.place) if here else ("", "", "")
    return {"opens": opens or None, "closes": closes or None, "place": place or None}


def _line_record(line: TimeLine) -> dict[str, object]:
    points = [
        {
            "edition": point.edition.node.value,
            "year": point.edition.year,
            "ordinal": point.edition.ordinal,
            "figure": None if point.figure is None else statement_record(point.figure),
        }
        for point in line.points
    ]
    return {"indicator": line.indicator, "unit": line.unit, "scope": "total", "points": points}


def _sheet_record(sheet: Sheet) -> dict[str, object]:
    differences = [
        {
            "iri": each.node,
            "kind": each.kind,
            "percent": decimal_text(each.percent),
            "preferred": each.preferred,
            "other": each.other,
        }
        for each in sheet.differences
    ]
    return {
        "statements": [_attribute_record(each) for each in sheet.statements],
        "figures": [statement_record(figure) for figure in sheet.figures],
        "deals": [_deal_record(deal) for deal in sheet.deals],
        "differences": differences,
    }


def _attribute_record(each: Statement) -> dict[str, object]:
    standing = each.claim.standing if each.claim else None
    return {
        "name": each.name,
        "value": each.value,
        "rank": each.rank,
        "ranked_by": standing.rule if standing else None,
        "independent_sources": standing.sources if standing else None,
        "derived": each.derived,
        "claim": each.claim.node if each.claim else None,
        "quotes": [quote_record(quote) for quote in each.quotes],
    }


def _deal_record(deal: Deal) -> dict[str, object]:
    return {
        "parties": list(deal.parties),
        "value": decimal_text(deal.value),
        "unit": deal.unit,
        "independent_sources": deal.sources,
        "quotes": [quote_record(quote) for quote in deal.quotes],
    }
