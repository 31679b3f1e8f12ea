"""The page of an edition: when and where it was held, and all that articles say of it, each with its words."""

from __future__ import annotations

from kg.lookup import EditionLine, FairLine, independent_sources
from kg.sheets import held, make_sheet
from kg.site import nodes
from kg.site.attributes import attributes_of, deals_of, first
from kg.site.citations import Citations
from kg.site.facts import anchor_of, facts_of, key_figures
from kg.site.mentions import mentions_of_edition
from kg.site.outline import outline_of
from kg.site.source import Source
from kg.site.views import Asked, View
from kg.wording import days, short_label


def view(source: Source, asked: Asked) -> View | None:
    """Show an edition."""
    found = source.edition_by_path.get(asked.path)
    if found is None:
        return nodes.view(source, asked)
    fair, edition = found
    outline = outline_of(source, edition.node, edition.figures, asked)
    sheet = make_sheet(source.store, edition.node, outline.chosen)
    citations = Citations(source)
    attributes = attributes_of(source, edition.node, sheet.statements, sheet.differences, citations)
    here = held(source.store, [edition.node])[edition.node.value]
    values = {
        "fair": fair,
        "fair_path": source.path_of(fair.node.value) or "",
        "edition": edition,
        "name": short_label(edition.label, fair.label),
        **_neighbours(fair, edition),
        "when": days(here.opens, here.closes) or str(edition.year or ""),
        "city": first(attributes, "city"),
        "country": first(attributes, "country"),
        "venue": first(attributes, "venue"),
        "mode": first(attributes, "mode"),
        "theme": first(attributes, "theme"),
        "attributes": attributes,
        "tiles": [(figure, anchor_of(source, figure.node)) for figure in key_figures(sheet.figures)],
        "indicators": facts_of(source, sheet.figures, sheet.differences, citations),
        "deals": deals_of(source, edition.node, sheet.deals, citations),
        "outline": outline,
        "mentions": mentions_of_edition(source, edition.node),
        "sources": independent_sources(source.store, edition.node),
    }
    return View("edition.html", edition.label, values)


def _neighbours(fair: FairLine, edition: EditionLine) -> dict[str, EditionLine | None]:
    """Return the editions that the graph has before and after one, by the names of a template."""
    place = fair.editions.index(edition)
    return {
        "before": fair.editions[place - 1] if place else None,
        "after": fair.editions[place + 1] if place + 1 < len(fair.editions) else None,
    }
