"""The SPARQL 1.1 protocol: which query a request asks, and in which forms its answer may come."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from urllib.parse import parse_qsl

from starlette.requests import Request

from kg.errors import QueryError
from kg.query import PREFIXES, not_a_query, refuse_outside
from kg.serve.limits import MIB, Limits
from kg.serve.negotiation import best
from kg.serve.pool import Refused

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"

# What the engine calls the forms of answers, under all the names by which clients ask for them; the first of each
# kind is sent where everything is accepted.
_ROWS = {
    "application/sparql-results+json": "application/sparql-results+json",
    "application/json": "application/sparql-results+json",
    "application/sparql-results+xml": "application/sparql-results+xml",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
    "text/csv": "text/csv",
    "text/tab-separated-values": "text/tab-separated-values",
}
_TRIPLES = {
    "text/turtle": "text/turtle",
    "application/x-turtle": "text/turtle",
    "application/n-triples": "application/n-triples",
    "text/plain": "application/n-triples",
    "application/ld+json": "application/ld+json",
    "application/json": "application/ld+json",
    "application/rdf+xml": "application/rdf+xml",
    "application/xml": "application/rdf+xml",
    "text/xml": "application/rdf+xml",
    "application/n-quads": "application/n-quads",
    "application/trig": "application/trig",
    "text/n3": "text/n3",
}
# All in one line before the query, so that its lines keep their numbers; a declaration in the query comes later and
# holds instead.
_PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in PREFIXES.items())
_PLACE = re.compile(r"error at (\d+):(\d+)")
_LONGEST_REASON = 300
_MOST_PARAMETERS = 100
_READ_ONLY = "This graph can only be read here: updates are refused."
_ONE_GRAPH = "This graph has no other graphs in it: default-graph-uri and named-graph-uri are refused."


async def read_query(request: Request, limits: Limits) -> str | None:
    """Return the query that a request asks, None where it asks for the description of the service.

    Raises `Refused` where it is no request of the protocol, wants a change, or meets a limit.
    """
    parameters = _pairs(request.url.query)
    if request.method == "POST":
        media_type, _, rest = request.headers.get("Content-Type", "").partition(";")
        media_type = media_type.strip().lower()
        if media_type == UPDATE:
            raise Refused(403, _READ_ONLY)
        if media_type not in (FORM, QUERY):
            raise Refused(415, f"The body of a POST is {QUERY} or {FORM}, as Content-Type tells.")
        if (charset := _charset(rest)) not in ("utf-8", "utf8", "us-ascii"):
            raise Refused(415, f"A query is sent in UTF-8, not in {charset}.")
        body = _text(await _body(request, limits))
        parameters += [("query", body)] if media_type == QUERY else _pairs(body)
    elif not parameters:
        return None
    return _the_query(parameters, limits)


def _the_query(parameters: Iterable[tuple[str, str]], limits: Limits) -> str:
    given: dict[str, list[str]] = {}
    for name, value in parameters:
        given.setdefault(name, []).append(value)
    queries = given.get("query", [])
    if "update" in given:
        raise Refused(400, "A request is a query or an update, not both.") if queries else Refused(403, _READ_ONLY)
    if "default-graph-uri" in given or "named-graph-uri" in given:
        raise Refused(400, _ONE_GRAPH)
    if len(queries) != 1:
        problem = "several queries" if queries else "no query"
        raise Refused(400, f"The request has {problem}; it takes one, as the parameter `query` or as the body.")
    if len(queries[0].encode()) > limits.query_size:
        raise Refused(413, f"The query has more than {limits.query_size // MIB} MiB, the limit of this server.")
    try:
        refuse_outside(queries[0])
    except QueryError as error:
        raise Refused(400, _sentence(str(error))) from error
    return queries[0].removeprefix("\ufeff")


def with_prefixes(query: str) -> str:
    """Return a query for the engine, with the prefixes that need no declaration."""
    return _PROLOGUE + query


def reason_of(query: str, said: str) -> str:
    """Return as a sentence why the engine takes a text for no query; places are those in the text as it was sent."""
    line = " ".join(said.splitlines()[:1])
    if "expected one of" in line:  # the alternatives go on for lines, as classes of characters
        line = line[: line.index("expected one of")].rstrip(" :") + ": something else is expected here"

    def place(found: re.Match[str]) -> str:
        row, column = int(found[1]), int(found[2])
        return f"error at line {row}, column {column - len(_PROLOGUE) if row == 1 else column}"

    return _sentence(str(not_a_query(query, _PLACE.sub(place, line)[:_LONGEST_REASON])))


def forms(accept: str | None) -> dict[str, str]:
    """Return the media types that the engine may answer with, each with the name by which the client knows it.

    At most one is for rows and one for triples: the engine takes the one that fits the query.

    >>> forms("text/csv, application/json;q=0.5")
    {'text/csv': 'text/csv', 'application/ld+json': 'application/json'}
    """
    found = {}
    for table in (_ROWS, _TRIPLES):
        # Other names are for those who use them: `*/*` means none of them.
        used = (name for name, form in table.items() if name == form or name in (accept or "").lower())
        name = best(accept, tuple(used))
        if name is not None:
            found[table[name]] = name
    return found


def not_acceptable() -> Refused:
    """Return the refusal that names all forms."""
    rows, triples = (", ".join(dict.fromkeys(table.values())) for table in (_ROWS, _TRIPLES))
    return Refused(406, f"None of the accepted forms is there. Rows come as {rows}; graphs as {triples}.")


async def _body(request: Request, limits: Limits) -> bytes:
    too_large = Refused(413, f"The body has more than {limits.query_size // MIB} MiB, the limit of this server.")
    # Percent-encoding makes three bytes of one.
    most, parts, size = 3 * limits.query_size, [], 0
    try:
        if int(request.headers.get("Content-Length", "0")) > most:
            raise too_large
        async with asyncio.timeout(limits.request_time):
            async for part in request.stream():
                size += len(part)
                if size > most:
                    raise too_large
                parts.append(part)
    except TimeoutError as error:
        raise Refused(408, "The body of the request did not come in time.") from error
    except ValueError as error:
        raise Refused(400, "Content-Length is no number.") from error
    return b"".join(parts)


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS)
    except UnicodeDecodeError as error:
        raise Refused(400, "A parameter is not UTF-8.") from error
    except ValueError as error:
        raise Refused(400, f"The request has more than {_MOST_PARAMETERS} parameters.") from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, "The body is not UTF-8.") from error


def _charset(parameters: str) -> str:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip(" \t\"'").lower()
    return "utf-8"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."
