"""The query page, and the saved queries with their answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from itertools import islice

from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryTriples, Store, Triple

from kg.answers import readable
from kg.graph.curies import compact, curie
from kg.graph.store import load_store
from kg.lookup import EditionLine, FairLine
from kg.query import PREFIXES, QueryResult, SavedQuery, run_query, saved_queries
from kg.resources import resource
from kg.site.source import Source
from kg.site.views import Asked, Data, View

DATA = "data/query.json"
_MOST = 300  # rows of an answer on its page; all of them are an answer of the endpoint
_NUMBERS = frozenset(PREFIXES["xsd"] + name for name in ("integer", "decimal", "double", "float"))
_PROPERTIES = ("owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty", "rdf:Property")


def editor(source: Source, asked: Asked) -> View | None:
    """Show the page on which a query is written and run."""
    if asked.rest:
        return None
    return View("query.html", "Query the graph", {"queries": _saved(), "chosen": asked.values.get("name", "")})


def view(source: Source, asked: Asked) -> View | None:
    """Show the list of the saved queries, or one of them with its answer."""
    if not asked.rest:
        return View("queries.html", "Saved queries", {"queries": _saved()})
    query = next((each for each in _saved() if each.name == asked.rest), None)
    if query is None:
        return None
    return View("saved.html", query.title, {"query": query, "found": _found(source, query)})


def data(source: Source, asked: Asked) -> Data | None:
    """Return what the editor needs to know: the saved queries, the prefixes and the terms to complete."""
    if asked.path != DATA:
        return None
    return Data(
        {
            "queries": [{"name": each.name, "title": each.title, "text": each.text} for each in _saved()],
            "prefixes": PREFIXES,
            "base": source.base,
            "classes": _terms("owl:Class"),
            "properties": sorted({term for kind in _PROPERTIES for term in _terms(kind)}),
        }
    )


def paths() -> Iterator[str]:
    """Return the paths of the query page and of the saved queries."""
    yield "query"
    yield "queries"
    yield from (f"queries/{each.name}" for each in _saved())


@cache
def _saved() -> tuple[SavedQuery, ...]:
    return saved_queries()


@cache
def _ontology() -> Store:
    return load_store(resource("ontology") / "trade-event.ttl")


def _terms(kind: str) -> list[str]:
    """Return the IRIs of the ontology that are of a kind, and which have a prefix in our queries."""
    quads = _ontology().quads_for_pattern(None, curie("rdf:type"), curie(kind), None)
    return sorted({each.subject.value for each in quads if isinstance(each.subject, NamedNode)})


# --- answers ---


@dataclass(frozen=True, slots=True)
class Cell:
    """A term of an answer as it is shown: `iri` where it is a node, `number` where it is one."""

    text: str
    iri: str | None = None
    number: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of an answer as far as they are shown; `count` is how many there are, `columns` are what they hold."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    count: int
    numbers: frozenset[str]


def _found(source: Source, query: SavedQuery) -> Answer:
    """Return the answer of a graph to a saved query; each is asked once, since some look at all there is."""
    answers = _answers_of(source)
    if query.name not in answers:
        answers[query.name] = _answer(run_query(source.store, query.text), _nodes_by_label(source))
    return answers[query.name]


@lru_cache(maxsize=1)
def _answers_of(source: Source) -> dict[str, Answer]:
    """Return the answers of the graph that is shown, as far as they have been asked for."""
    return {}


def _nodes_by_label(source: Source) -> Mapping[str, str]:
    """Return the fairs and editions by their labels, those that share one left out: most queries give labels."""
    found: dict[str, str | None] = {}
    for fair in source.fairs:
        lines: tuple[FairLine | EditionLine, ...] = (fair, *fair.editions)
        for each in lines:
            found[each.label] = None if each.label in found else each.node.value
    return {label: node for label, node in found.items() if node is not None}


def _answer(result: QueryResult, nodes: Mapping[str, str]) -> Answer:
    match result:
        case QueryBoolean():
            return Answer(("answer",), ((Cell("yes" if result else "no"),),), 1, frozenset())
        case QueryTriples():
            columns: tuple[str, ...] = ("subject", "predicate", "object")
            terms: Iterator[tuple[object, ...]] = (
                (each.subject, each.predicate, each.object) for each in sorted(result, key=str)
            )
        case _:
            columns = tuple(variable.value for variable in result.variables)
            terms = (tuple(solution[name] for name in columns) for solution in result)
    rows = tuple(tuple(_cell(term, nodes) for term in row) for row in islice(terms, _MOST))
    count = len(rows) + sum(1 for _ in terms)
    numbers = frozenset(
        name
        for place, name in enumerate(columns)
        if any(row[place].number for row in rows) and all(row[place].number or not row[place].text for row in rows)
    )
    return Answer(columns, rows, count, numbers)


def _cell(term: object, nodes: Mapping[str, str]) -> Cell:
    match term:
        case None:
            return Cell("")
        case NamedNode():
            return Cell(readable(compact(term.value) or term.value), term.value)
        case Literal():
            number = _number(term)
            if number is not None:
                return Cell(f"{number:,f}", number=True)
            text = readable(term.value)
            return Cell(text, nodes.get(text))
        case Triple():
            return Cell(readable(str(term)))
        case _:
            return Cell(str(term))


def _number(term: Literal) -> Decimal | None:
    """Return the number that a literal is, None where it is none or has no end.

    >>> decimal, year = (NamedNode(f"http://www.w3.org/2001/XMLSchema#{name}") for name in ("decimal", "gYear"))
    >>> _number(Literal("78410000000", datatype=decimal)), _number(Literal("2024", datatype=year))
    (Decimal('78410000000'), None)
    """
    try:
        number = Decimal(term.value) if term.datatype.value in _NUMBERS else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None
