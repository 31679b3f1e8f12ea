"""The graph as tables with typed columns: what CSV and Parquet have in common.

A table has a row for each node of a class, sorted, and a column for each of its properties that has one value. What
may have several, such as the organizers of an edition, stands in the table `links`; the quotes behind each statement
stand in `evidence`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from pyoxigraph import Literal, NamedNode, Store

from kg.graph.curies import curie
from kg.graph.index import Index
from kg.graph.turtle import natural_key

Value = str | int | bool | Decimal | date


_MOST_DIGITS = 18  # of a whole number: all readers have room for these


class Kind(StrEnum):
    """What the values of a column are, named as in XML Schema."""

    TEXT = "string"
    IRI = "anyURI"
    WHOLE = "integer"
    NUMBER = "decimal"
    DAY = "date"
    MONTH = "gYearMonth"
    YEAR = "gYear"
    TRUTH = "boolean"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds, and the path of properties that leads from the row's node to its value.

    `table` is the one whose rows the values name, where they name any.
    """

    name: str
    about: str
    kind: Kind = Kind.TEXT
    path: tuple[str, ...] = ()
    table: str = ""


Row = tuple[Value | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns and rows; the first column names each row, where `is_keyed` says so."""

    name: str
    about: str
    columns: tuple[Column, ...]
    is_keyed: bool
    rows: Callable[[Index], Iterator[Row]]


def tables(store: Store) -> Iterator[tuple[Table, Sequence[Row]]]:
    """Return all tables with their rows."""
    index = Index.of(store)
    for table in TABLES:
        yield table, list(table.rows(index))


def named_by(table: str) -> str:
    """Return the column that names the rows of a table."""
    return next(each.columns[0].name for each in TABLES if each.name == table)


# --- cells ---


def _cell(index: Index, node: str, column: Column) -> Value | None:
    """Return what stands in a column, None where there is nothing of its kind."""
    *steps, last = column.path
    for step in steps:
        node = next(iter(index.nodes(node, step)), "")
    if column.kind is Kind.TRUTH:
        return bool(index.get(node, last))
    for term in index.get(node, last):
        value = _value(index, term, column.kind)
        if value is not None:
            return value
    return None


def _value(index: Index, term: NamedNode | Literal, kind: Kind) -> Value | None:
    if kind is Kind.IRI:
        return term.value if isinstance(term, NamedNode) or term.datatype == curie("xsd:anyURI") else None
    if kind is Kind.TEXT:
        return index.words(term)
    if isinstance(term, NamedNode):
        return None
    try:
        match kind:
            case Kind.DAY:
                return date.fromisoformat(term.value)
            case Kind.MONTH:
                return date.fromisoformat(f"{term.value[:7]}-01").isoformat()[:7]
            case Kind.NUMBER:
                number = Decimal(term.value)
                return number if number.is_finite() else None
            case _:
                return int(term.value) if len(term.value) <= _MOST_DIGITS else None
    except (ValueError, InvalidOperation):
        return None


def _of_class(name: str, columns: Sequence[Column]) -> Callable[[Index], Iterator[Row]]:
    def rows(index: Index) -> Iterator[Row]:
        for node in sorted(index.instances(name), key=natural_key):
            yield (node, *(_cell(index, node, column) for column in columns[1:]))

    return rows


def _table(name: str, about: str, of: str, *columns: Column) -> Table:
    return Table(name, about, columns, True, _of_class(of, columns))


# --- rows of tables that are not of one class ---

_STATEMENTS = {"te:Metric": "metric", "te:Claim": "claim", "te:Deal": "deal"}
# What leads from one node to any number of others, by the kind of node.
_LINKS = {
    "te:Fair": ("te:organizer", "te:host", "te:coOrganizer", "te:supporter"),
    "te:Edition": (
        *("te:organizer", "te:host", "te:coOrganizer", "te:supporter", "te:country", "te:guestCountry"),
        "te:participantCountry",
    ),
    "te:Metric": ("prov:wasAttributedTo",),
    "te:Deal": ("te:party",),
    "te:Article": ("schema:mentions",),
}
_NAMED = {"te:Fair": "fair", "te:Organizer": "organizer", "prov:Agent": "speaker", "te:City": "city"}


def _evidence(index: Index) -> Iterator[Row]:
    for of, kind in _STATEMENTS.items():
        for node in sorted(index.instances(of), key=natural_key):
            for proof in index.nodes(node, "prov:wasDerivedFrom"):
                for article in index.nodes(proof, "te:article"):
                    span = (index.whole(proof, "oa:start"), index.whole(proof, "oa:end"))
                    yield (node, kind, proof, article, *span, index.text(proof, "oa:exact"))


def _links(index: Index) -> Iterator[Row]:
    for of, links in _LINKS.items():
        for node in sorted(index.instances(of), key=natural_key):
            for link in links:
                for other in index.nodes(node, link):
                    yield (node, link.partition(":")[2], other, index.text(other, "rdfs:label") or None)


def _names(index: Index) -> Iterator[Row]:
    for of, kind in _NAMED.items():
        for node in sorted(index.instances(of), key=natural_key):
            for prop, is_first in (("rdfs:label", True), ("skos:altLabel", False)):
                for term in index.get(node, prop):
                    yield (node, kind, term.value, is_first)


def _derived(index: Index) -> Iterator[Row]:
    for node in sorted(index.instances("te:Metric"), key=natural_key):
        for change in index.nodes(node, "te:change"):
            for link in ("te:checkedAgainst", "te:checkedFigure"):
                for other in index.nodes(change, link):
                    yield (node, link.partition(":")[2], other)
        if index.get(node, "prov:wasGeneratedBy"):
            for other in index.nodes(node, "prov:wasDerivedFrom"):
                yield (node, "wasDerivedFrom", other)


_NODE = "The IRI of the {} in the graph."
_RANKS = (
    Column("rank", "preferred, normal or deprecated, among statements of one thing.", path=("te:rank",)),
    Column("ranked_by", "The rule by which the rank was given.", path=("te:rankedBy",)),
    Column(
        "independent_sources",
        "Articles behind it, copies counted with their original.",
        Kind.WHOLE,
        ("te:independentSources",),
    ),
)
_MONEY = (
    Column("value", "The number, in full.", Kind.NUMBER, ("te:value",)),
    Column("unit", "count, percent, m2, ft2, ha, days or a currency of ISO 4217.", path=("te:unit",)),
)

TABLES: tuple[Table, ...] = (
    _table(
        *("fairs", "Trade fairs.", "te:Fair"),
        Column("fair", _NODE.format("fair"), Kind.IRI),
        Column("label", "Its name.", path=("rdfs:label",)),
        Column("founded", "The year in which it was first held or set up.", Kind.YEAR, ("te:foundedYear",)),
    ),
    _table(
        *("editions", "Holdings of fairs.", "te:Edition"),
        Column("edition", _NODE.format("edition"), Kind.IRI),
        Column("label", "Its name.", path=("rdfs:label",)),
        Column("fair", "The fair that it is a holding of.", Kind.IRI, ("te:editionOf",), "fairs"),
        Column("fair_label", "The name of the fair.", path=("te:editionOf", "rdfs:label")),
        Column("ordinal", "The number by which the fair counts it.", Kind.WHOLE, ("te:ordinal",)),
        Column("year", "The year in which it is held.", Kind.YEAR, ("te:year",)),
        Column("start_date", "Its first day; empty where only the month is known.", Kind.DAY, ("te:startDate",)),
        Column("start_month", "The month of its first day.", Kind.MONTH, ("te:startDate",)),
        Column("end_date", "Its last day; empty where only the month is known.", Kind.DAY, ("te:endDate",)),
        Column("end_month", "The month of its last day.", Kind.MONTH, ("te:endDate",)),
        Column("city", "Where it is held.", path=("te:city", "rdfs:label")),
        Column(
            "country",
            "The country, by its code of ISO 3166-1; all countries are in `links` where there are several.",
            path=("te:country", "te:alpha2"),
        ),
        Column("venue", "The fairground or building.", path=("te:venue",)),
        Column("mode", "in-person, online or hybrid.", path=("te:mode",)),
        Column("theme", "Its motto.", path=("te:theme",)),
        Column("preceded_by", "The edition before.", Kind.IRI, ("te:precededBy",), "editions"),
    ),
    _table(
        *("metrics", "Figures about editions, fairs and countries.", "te:Metric"),
        Column("metric", _NODE.format("figure"), Kind.IRI),
        Column("about", "The edition, fair or country that is measured.", Kind.IRI, ("te:about",)),
        Column("about_label", "The name of that.", path=("te:about", "rdfs:label")),
        Column("fair", "The fair, where it is about an edition.", Kind.IRI, ("te:about", "te:editionOf"), "fairs"),
        Column("year", "The year, where it is about an edition.", Kind.YEAR, ("te:about", "te:year")),
        Column("indicator", "What is counted.", path=("te:indicator",)),
        *_MONEY,
        Column("bound", "exact, min, max or approx.", path=("te:bound",)),
        Column("status", "actual, registered or expected.", path=("te:status",)),
        Column("scope", "The part that is counted; total for the whole.", path=("te:scope",)),
        Column("scope_of", "What a part is called; a country by its code.", path=("te:scopeOf",)),
        Column("basis", "net, gross or audited, where it is said.", path=("te:basis",)),
        Column("change_direction", "up or down, on another edition.", path=("te:change", "te:direction")),
        Column("change_percent", "By how many percent.", Kind.NUMBER, ("te:change", "te:percent")),
        Column("change_absolute", "By how much.", Kind.NUMBER, ("te:change", "te:absolute")),
        Column("change_factor", "By which factor.", Kind.NUMBER, ("te:change", "te:factor")),
        Column("compared_with", "The other edition.", Kind.IRI, ("te:change", "te:comparedWith"), "editions"),
        Column("verdict", "confirmed, contradicted or not-checkable.", path=("te:change", "te:verdict")),
        Column("unchecked_because", "Why it is not checkable.", path=("te:change", "te:uncheckedBecause")),
        Column("recomputed", "The change between the figures.", Kind.NUMBER, ("te:change", "te:recomputed")),
        Column("recomputed_direction", "up, down or none.", path=("te:change", "te:recomputedDirection")),
        Column("also_value", "The same sum in another currency.", Kind.NUMBER, ("te:alternateValue", "te:value")),
        Column("also_unit", "That currency.", path=("te:alternateValue", "te:unit")),
        Column(
            "derived", "Whether a rule computed it, and no article states it.", Kind.TRUTH, ("prov:wasGeneratedBy",)
        ),
        *_RANKS,
    ),
    _table(
        *("deals", "Agreements reached at editions.", "te:Deal"),
        Column("deal", _NODE.format("deal"), Kind.IRI),
        Column("about", "The edition or fair at which it was reached.", Kind.IRI, ("te:about",)),
        Column("about_label", "The name of that.", path=("te:about", "rdfs:label")),
        *_MONEY,
        _RANKS[-1],
    ),
    _table(
        *("claims", "What articles state of an attribute of an edition or fair.", "te:Claim"),
        Column("claim", _NODE.format("claim"), Kind.IRI),
        Column("subject", "The edition or fair.", Kind.IRI, ("rdf:subject",)),
        Column("subject_label", "The name of that.", path=("rdf:subject", "rdfs:label")),
        Column("predicate", "The attribute, by its IRI.", Kind.IRI, ("rdf:predicate",)),
        Column("value", "What is stated, in words.", path=("rdf:object",)),
        Column("value_iri", "The node that is stated, if it is one.", Kind.IRI, ("rdf:object",)),
        *_RANKS,
    ),
    _table(
        *("differences", "Statements of one thing that differ from the one that is published.", "te:Difference"),
        Column("difference", _NODE.format("difference"), Kind.IRI),
        Column("about", "The edition or fair.", Kind.IRI, ("te:about",)),
        Column("about_label", "The name of that.", path=("te:about", "rdfs:label")),
        Column("kind", "Why they differ; conflict where nothing explains it.", path=("te:differenceKind",)),
        Column("preferred", "The statement that is published.", Kind.IRI, ("te:preferredStatement",)),
        Column("other", "The other one.", Kind.IRI, ("te:otherStatement",)),
        Column("percent", "How far two numbers lie apart.", Kind.NUMBER, ("te:relativeDifference",)),
    ),
    _table(
        *("articles", "The articles that were read.", "te:Article"),
        Column("article", _NODE.format("article"), Kind.IRI),
        Column("identifier", "Its id.", path=("schema:identifier",)),
        Column("headline", "Its headline.", path=("schema:headline",)),
        Column("published", "The day of publication.", Kind.DAY, ("schema:datePublished",)),
        Column("publisher", "Who published it.", path=("schema:publisher",)),
        Column("url", "Its address on the web.", Kind.IRI, ("schema:url",)),
        Column("sha256", "The digest of its text.", path=("te:sha256",)),
        Column("copy_of", "The article whose text it repeats.", Kind.IRI, ("te:copyOf",), "articles"),
    ),
    _table(
        *("cities", "Where editions are held.", "te:City"),
        Column("city", _NODE.format("city"), Kind.IRI),
        Column("label", "Its name.", path=("rdfs:label",)),
        Column("country", "The country where it lies.", Kind.IRI, ("te:country",), "countries"),
    ),
    _table(
        *("countries", "Countries and regions of ISO 3166-1.", "te:Country"),
        Column("country", _NODE.format("country"), Kind.IRI),
        Column("label", "Its name.", path=("rdfs:label",)),
        Column("alpha2", "Its code of two letters.", path=("te:alpha2",)),
        Column("alpha3", "Its code of three letters.", path=("te:alpha3",)),
    ),
    Table(
        *("evidence", "The words that prove a figure, claim or deal; one row for each statement and quote."),
        (
            Column("statement", "The figure, claim or deal.", Kind.IRI),
            Column("kind", "metric, claim or deal."),
            Column("evidence", "The quote's IRI.", Kind.IRI),
            Column("article", "The article where the words stand.", Kind.IRI, table="articles"),
            Column("start", "The place of the first character in its text, from 0.", Kind.WHOLE),
            Column("end", "The place after the last character.", Kind.WHOLE),
            Column("quote", "The words."),
        ),
        is_keyed=False,
        rows=_evidence,
    ),
    Table(
        *(
            "links",
            "What there may be several of: who organises, takes part, signs or speaks; what is mentioned.",
        ),
        (
            Column("subject", "The fair, edition, figure, deal or article.", Kind.IRI),
            Column("link", "The property, such as organizer, guestCountry, party, wasAttributedTo or mentions."),
            Column("object", "What it leads to.", Kind.IRI),
            Column("object_label", "The name of that."),
        ),
        is_keyed=False,
        rows=_links,
    ),
    Table(
        *("sources", "The figures that a figure was derived from, or its change checked against."),
        (
            Column("metric", "The figure.", Kind.IRI, table="metrics"),
            Column("link", "wasDerivedFrom, checkedAgainst or checkedFigure."),
            Column("source", "The other figure.", Kind.IRI, table="metrics"),
        ),
        is_keyed=False,
        rows=_derived,
    ),
    Table(
        *("names", "All names of fairs, organizers, speakers and cities."),
        (
            Column("node", "What is named.", Kind.IRI),
            Column("kind", "fair, organizer, speaker or city."),
            Column("name", "A name."),
            Column("is_label", "Whether it is the one that is shown.", Kind.TRUTH),
        ),
        is_keyed=False,
        rows=_names,
    ),
)
