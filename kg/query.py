"""Asking a graph: saved queries by name, files, and SPARQL text, all of which only read the graph they are given."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store

from kg.errors import QueryError
from kg.graph.vocab import PREFIXES as VOCABULARY_PREFIXES

_FOLDER = Path(__file__).resolve().parent / "queries"
_NAME = re.compile(r"[\w.-]+")

# A query may use these without declaring them: the prefixes of graph.ttl.
PREFIXES = {**VOCABULARY_PREFIXES, "sh": "http://www.w3.org/ns/shacl#"}

# Oxigraph fetches what SERVICE names. The two keywords are looked for wherever they could be read as such, without
# telling strings and comments apart: a second reader that took a string's end for elsewhere would be a way around it.
# Keywords need no blank before them ("1SERVICE"), so only the names that may end in one are passed over.
_BLANK = r"(?:\s|\#[^\r\n]*(?:[\r\n]|\Z))*"
_OUTSIDE = re.compile(
    rf"[?$:]\w+"
    rf"|(?P<service>SERVICE{_BLANK}(?:SILENT{_BLANK})?(?:[<?$]|[^\s\"'{{}}()<>]*:))"
    rf"|(?P<dataset>FROM{_BLANK}(?:NAMED{_BLANK})?(?:<|[^\s\"'{{}}()<>]*:))",
    re.IGNORECASE,
)
# Without a quote in it, a line that starts so is a comment or the inside of a long string: nothing that is run.
_COMMENT_LINE = re.compile(r"^[ \t]*#[^\r\n\"']*$", re.MULTILINE)
_UPDATE = re.compile(r"(?:^|[;>\s])(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\s", re.IGNORECASE)

QueryResult = QuerySolutions | QueryBoolean | QueryTriples


@dataclass(frozen=True, slots=True, order=True)
class SavedQuery:
    """A query that comes with the package; `answers` is the question that it answers."""

    name: str
    title: str
    answers: str
    text: str


def saved_queries() -> tuple[SavedQuery, ...]:
    """Return the saved queries, sorted by name."""
    return tuple(_read_saved(path) for path in sorted(_FOLDER.glob("*.rq")))


def _read_saved(path: Path) -> SavedQuery:
    text = path.read_text(encoding="utf-8")
    said = dict(re.findall(r"^# (title|answers): (.+)$", text, re.MULTILINE))
    return SavedQuery(path.stem, said.get("title", path.stem), said.get("answers", ""), text)


def query_text(query: str | Path) -> str:
    """Return the SPARQL text that `query` stands for: a .rq file, the name of a saved query, or the text itself.

    Raises `QueryError` where there is no such file or saved query.

    >>> query_text("ASK { ?s ?p ?o }")
    'ASK { ?s ?p ?o }'
    """
    if isinstance(query, Path) or (query.endswith(".rq") and "\n" not in query):
        try:
            return Path(query).read_text(encoding="utf-8-sig")
        except (OSError, ValueError) as error:
            reason = error.strerror.lower() if isinstance(error, OSError) and error.strerror else "not UTF-8 text"
            raise QueryError(f"{query}: the query file cannot be read ({reason})") from error
    if not _NAME.fullmatch(query.strip()):
        return query
    saved = {each.name: each.text for each in saved_queries()}
    if query.strip() not in saved:
        near = difflib.get_close_matches(query.strip(), saved, n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else "`kg query --list` shows them all"
        raise QueryError(f"there is no saved query {query.strip()!r}; {hint}")
    return saved[query.strip()]


def run_query(store: Store, query: str | Path) -> QueryResult:
    """Run a SELECT, ASK, CONSTRUCT or DESCRIBE query, and return pyoxigraph's result for it.

    Args:
        store: the graph; its default graph is asked.
        query: as for `query_text`; the prefixes of `PREFIXES` need no declaration.

    Raises:
        QueryError: no such query, not SPARQL, or one that reads or writes anything but this graph.
    """
    text = query_text(query)
    refuse_outside(text)
    try:
        return store.query(text, prefixes=PREFIXES)
    except SyntaxError as error:
        raise not_a_query(text, _first_line(error)) from error
    except (OSError, ValueError) as error:
        raise QueryError(f"the query cannot be run: {_first_line(error)}") from error


def not_a_query(text: str, reason: str) -> QueryError:
    """Return the error for a text that an engine does not take for a query; `reason` is what it says."""
    update = _UPDATE.search(_COMMENT_LINE.sub("", text))
    if update is not None:
        return QueryError(f"queries only read the graph; {update[1].upper()} would change one")
    return QueryError(f"the query is not SPARQL: {reason}")


def refuse_outside(text: str) -> None:
    """Raise `QueryError` where a query reads anything but the graph that it is given."""
    for found in _OUTSIDE.finditer(_COMMENT_LINE.sub("", text)):
        if found["service"]:
            raise QueryError("SERVICE is refused: a query reads this graph only, nothing from elsewhere")
        if found["dataset"]:
            raise QueryError("FROM is refused: a query reads this graph, which has no other graphs in it")


def _first_line(error: Exception) -> str:
    lines = str(error).splitlines()
    return lines[0][:200] if lines else type(error).__name__
