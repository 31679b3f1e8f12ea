"""The application: which address is answered by what."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.serve import endpoint, pages
from kg.serve.served import Served, Showing

_Handler = Callable[[Request], Awaitable[Response]]


def make_app(served: Served, say: Callable[[str], None]) -> Starlette:
    """Return the application for what is served; `say` is told of faults of this program."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await served.start()
        try:
            yield
        finally:
            await served.stop()

    def from_now(answer: Callable[[Request, Showing], Awaitable[Response]]) -> _Handler:
        async def handle(request: Request) -> Response:
            with served.request() as showing:
                return await answer(request, showing)

        return handle

    async def sparql(request: Request, showing: Showing) -> Response:
        return await endpoint.answer(request, showing.engines, served.limits, showing.build.triples)

    async def static(request: Request, showing: Showing) -> Response:
        found = pages.static_file(request)
        return await pages.not_found(request, showing.build) if found is None else found

    async def graph(request: Request, showing: Showing) -> Response:
        return pages.graph_as_file(request, showing.build)

    async def page(request: Request, showing: Showing) -> Response:
        return await pages.page_or_node(request, showing.build, showing.pages)

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        words = {404: "Nothing stands here.", 405: f"{request.method} is not answered here."}
        sentence = words.get(error.status_code, str(error.detail))
        answer = await pages.notice(request, served.build, error.status_code, error.detail, sentence)
        answer.headers.update(error.headers or {})
        return answer

    async def failed(request: Request, error: Exception) -> Response:
        say(f"/{pages.path_of(request)}: {type(error).__name__}: {error}{_where(error)}")
        words = "This page cannot be shown: a fault of the program, which has been noted where it runs."
        return await pages.notice(request, served.build, 500, "A fault", words)

    read = list(pages.METHODS)
    return Starlette(
        routes=[
            *(Route(path, from_now(sparql), methods=list(endpoint.METHODS)) for path in ("/sparql", "/sparql/")),
            Route("/graph.ttl", from_now(graph), methods=read),
            Route("/static/{name:path}", from_now(static), methods=read),
            Route("/{path:path}", from_now(page), methods=read),
        ],
        exception_handlers={HTTPException: refused, 500: failed},
        lifespan=lifespan,
    )


def _where(error: Exception) -> str:
    """Return the place in the text of the program where an error arose."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "" if trace is None else f" ({trace.tb_frame.f_code.co_filename}:{trace.tb_lineno})"
