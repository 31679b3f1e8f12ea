"""The page of an article: its text with the quotes marked, and beside it the facts that were taken from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from pyoxigraph import NamedNode

from kg.answers import readable, select, values
from kg.graph.vocab import te
from kg.model import Finding
from kg.site.facts import anchor_of
from kg.site.marks import Place, paragraphs
from kg.site.source import Source
from kg.site.views import Asked, View
from kg.statements import ATTRIBUTES, Chosen, Figure, claims, figures, unit_of
from kg.wording import amount, days, growth, part_words

_MOST_FINDINGS = 100
_DATES = (te.startDate, te.endDate)


@dataclass(frozen=True, slots=True)
class Told:
    """A fact that words of an article prove; `path` leads to it."""

    name: str
    value: str
    notes: str
    path: str
    rank: str


@dataclass(frozen=True, slots=True)
class About:
    """A fair, edition or country with the facts about it that the same words prove."""

    subject: str
    label: str
    facts: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Quoted words with their facts. `anchor` is the name by which links to the words know them."""

    number: int
    anchor: str
    words: str
    about: tuple[About, ...]


def view(source: Source, asked: Asked) -> View | None:
    """Show an article with what was taken from it."""
    node = source.node(asked.path)
    line = None if node is None else source.article_lines.get(node.value)
    if node is None or line is None:
        return None
    spans = _spans(source, node)
    facts = _facts(source, spans)
    places = sorted(spans, key=lambda place: (place.start, -place.end))
    notes = [
        Note(number, f"char={place.start},{place.end}", spans[place].words, _of(spans[place], facts))
        for number, place in enumerate(places, 1)
    ]
    text = source.text_of(line.id)
    shown = {
        "line": line,
        "link": _web_link(line.url),
        "original": source.article_lines.get(line.copy_of or ""),
        "copies": source.copies.get(node.value, ()),
        "mentions": _mentions(source, node),
        "paragraphs": None if text is None else list(paragraphs(readable(text), places)),
        "notes": notes,
        "findings": [_seen(finding) for finding in source.findings_of(line.id)[:_MOST_FINDINGS]],
        "finding_count": len(source.findings_of(line.id)),
    }
    return View("article.html", line.headline or line.id, shown)


def _web_link(url: str) -> str | None:
    """Return an address that a browser may be led to, None for any other kind.

    >>> _web_link("https://example.org/a"), _web_link("javascript:alert(1)"), _web_link("http://[")
    ('https://example.org/a', None, None)
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


# --- quotes and what they prove ---


@dataclass(frozen=True, slots=True)
class _Span:
    """Quoted words, and the nodes of what they prove, each with the fair or edition that it is about."""

    words: str
    statements: dict[str, tuple[str, str]]


_SPANS = """
SELECT ?node ?evidence ?start ?end ?words {
  ?evidence te:article ?node ; oa:start ?start ; oa:end ?end ; oa:exact ?words .
}"""
# One property at a time: the two in one path would be looked up for all statements of the graph.
_PROVEN = """
SELECT ?evidence ?statement ?subject ?label {
  %s ?statement prov:wasDerivedFrom ?evidence ; %s ?subject . OPTIONAL { ?subject rdfs:label ?label }
}"""


def _spans(source: Source, node: NamedNode) -> dict[Place, _Span]:
    found: dict[Place, _Span] = {}
    spans: dict[str, _Span] = {}
    for row in select(source.store, _SPANS, node):
        place = Place(row.whole("start") or 0, row.whole("end") or 0)
        spans[row.text("evidence")] = found.setdefault(place, _Span(row.text("words"), {}))
    proofs = values("evidence", map(NamedNode, spans))
    for property_ in ("te:about", "rdf:subject"):
        for row in select(source.store, _PROVEN % (proofs, property_)):
            spans[row.text("evidence")].statements[row.text("statement")] = (row.text("subject"), row.text("label"))
    return found


def _of(span: _Span, facts: dict[str, Told]) -> tuple[About, ...]:
    grouped: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for node, (subject, label) in span.statements.items():
        if node in facts:
            grouped[label, subject].append(facts[node])
    return tuple(
        About(subject, label or subject, tuple(sorted(told, key=lambda each: (each.name, each.value))))
        for (label, subject), told in sorted(grouped.items(), key=lambda item: item[0])
    )


def _facts(source: Source, spans: dict[Place, _Span]) -> dict[str, Told]:
    subjects = {node: about for span in spans.values() for node, about in span.statements.items()}
    chosen = Chosen.nodes(subjects)
    facts = {each.node: _figure(source, each) for each in figures(source.store, chosen)}
    for claim in claims(source.store, chosen):
        subject = subjects[claim.node][0]
        name = ATTRIBUTES.get(claim.predicate, claim.predicate)
        path = _place_of(source, subject, claim.node)
        value = days(claim.value, "") if claim.predicate in _DATES else claim.value
        facts[claim.node] = Told(name, value, "", path, claim.standing.rank or "")
    deals: dict[str, list[str]] = defaultdict(list)
    for row in select(source.store, _DEALS % chosen.pattern):
        node = row.text("statement")
        deals[node].append(row.text("party"))
        size = row.number("value")
        words = "" if size is None else amount(size, unit_of(row))
        parties = ", ".join(deals[node])
        facts[node] = Told("deal", parties, words, _place_of(source, subjects[node][0], node), "")
    return facts


_DEALS = """
SELECT ?statement ?party ?value ?unit {
  %s ?statement a te:Deal ; te:party/rdfs:label ?party .
  OPTIONAL { ?statement te:value ?value }
  OPTIONAL { ?statement te:unit ?unit }
} ORDER BY ?statement ?party"""


def _figure(source: Source, figure: Figure) -> Told:
    value = "" if figure.value is None else amount(figure.value, figure.unit, figure.bound)
    change = growth(figure.change, figure.unit) if figure.change else ""
    notes = [*part_words(figure), *(f"said {speaker}" for speaker in figure.speakers)]
    if value and change:
        notes.insert(0, change)
    path = _place_of(source, figure.subject, figure.node)
    rank = figure.standing.rank or ""
    return Told(figure.indicator, value or change, ", ".join(notes), path, rank)


def _place_of(source: Source, subject: str, statement: str) -> str:
    """Return where a statement is shown: at its place on the page of what it is about."""
    return f"{source.path_of(subject) or ''}#{anchor_of(source, statement)}"


# --- what else there is ---


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen in an article and did not become a fact, and why."""

    code: str
    words: str
    message: str


def _seen(finding: Finding) -> Seen:
    return Seen(finding.code.value.replace("-", " "), readable(finding.quote or ""), readable(finding.message))


@dataclass(frozen=True, slots=True, order=True)
class Mentioned:
    """A fair or edition that an article speaks of."""

    label: str
    iri: str


_MENTIONS = "SELECT ?node ?each ?label { ?node schema:mentions ?each . ?each rdfs:label ?label }"


def _mentions(source: Source, node: NamedNode) -> Sequence[Mentioned]:
    rows: Iterable[Mentioned] = (
        Mentioned(row.text("label"), row.text("each")) for row in select(source.store, _MENTIONS, node)
    )
    return sorted(set(rows))
