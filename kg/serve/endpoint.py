"""The SPARQL endpoint: requests are checked here and answered by the engine."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.serve.description import RDF_FORMS, describe_service, form_named
from kg.serve.engine import Answer
from kg.serve.limits import Limits
from kg.serve.negotiation import best
from kg.serve.pool import Engines, Refused
from kg.serve.protocol import forms, not_acceptable, read_query, reason_of, with_prefixes

PLAIN = "text/plain; charset=utf-8"
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
_HTML = "text/html"
_GONE = 499  # what servers write down for an asker who did not wait; nobody receives it


async def answer(request: Request, engines: Engines, limits: Limits, triples: int) -> Response:
    """Answer a request of the SPARQL protocol; `triples` is how many the graph has."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": ", ".join(METHODS)})
    try:
        query = await read_query(request, limits)
        if query is None:
            return _describe(request, triples)
        return await _ask(request, query, engines)
    except Refused as refused:
        return Response(f"{refused.reason}\n", refused.status, refused.headers, PLAIN)


def _describe(request: Request, triples: int) -> Response:
    """Answer one who does not ask anything: a person gets the page for queries, a program what the service can do."""
    headers = {"Vary": "Accept"}
    asked = best(request.headers.get("Accept"), ("text/turtle", _HTML, *RDF_FORMS))
    if asked == _HTML:
        return RedirectResponse("/query", 303, headers)
    if asked is None:
        raise Refused(406, f"The service describes itself as {', '.join(RDF_FORMS)}.", headers)
    form = form_named(asked)
    address = str(request.url.replace(query="", fragment=""))
    return Response(describe_service(address, triples, form), 200, headers, form.content_type)


async def _ask(request: Request, query: str, engines: Engines) -> Response:
    names = forms(request.headers.get("Accept"))
    if not names:
        raise not_acceptable()
    said = await _unless_gone(request, engines.ask(with_prefixes(query), ", ".join(names)))
    if said is None:
        return Response(status_code=_GONE)
    if said.status == 406:
        raise not_acceptable()
    if said.status >= 500:
        raise Refused(500, f"The engine failed: {said.body.decode(errors='replace')[:200]}")
    if said.status >= 400:
        raise Refused(400, reason_of(query, said.body.decode(errors="replace")))
    media_type = said.media_type.partition(";")[0].strip()
    name = names.get(media_type, media_type)
    charset = "; charset=utf-8" if name.startswith("text/") else ""
    headers = {"Vary": "Accept", "Cache-Control": "no-cache", "Content-Type": name + charset}
    return Response(said.body, said.status, headers)


async def _unless_gone(request: Request, work: Coroutine[None, None, Answer]) -> Answer | None:
    """Return what `work` gives, None where the client closes its connection before: the work is then given up."""
    doing = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_until_gone(request))
    try:
        await asyncio.wait((doing, leaving), return_when=asyncio.FIRST_COMPLETED)
        return doing.result() if doing.done() else None
    finally:
        leaving.cancel()
        if not doing.done():
            doing.cancel()
            await asyncio.wait((doing,))


async def _until_gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
