"""What holds for every request and every answer: who may ask, the headers that protect a browser, the log."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_FOR_OTHERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Link, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "86400",
}


@dataclass(frozen=True)
class Guard:
    """Stands before an application.

    `hosts` are the names under which it may be asked for, without ports; None where any will do. A page of another
    site whose name leads to this machine has another one (DNS rebinding). `cors` lets such pages ask nevertheless.
    `log` is told each request in a line.
    """

    app: ASGIApp
    hosts: frozenset[str] | None
    cors: bool
    log: Callable[[str], None] | None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), 500

        async def guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                if self.cors:
                    headers.update(_FOR_OTHERS)
                    if scope["method"] == "OPTIONS":
                        headers.update(_PREFLIGHT)
            await send(message)

        refusal = self._refusal(Headers(scope=scope))
        try:
            await (self.app if refusal is None else refusal)(scope, receive, guarded)
        finally:
            if self.log is not None:
                self.log(f"{_line(scope)} {status} {(time.perf_counter() - started) * 1000:.1f} ms")

    def _refusal(self, headers: Headers) -> Response | None:
        host = name_of(headers.get("Host", ""))
        if self.hosts is not None and host not in self.hosts:
            return _plain(421, "This server does not answer to that name; see --host.")
        # Other sites may link here; but their scripts and pictures must not set this machine to work.
        foreign = headers.get("Sec-Fetch-Site") == "cross-site" and headers.get("Sec-Fetch-Mode") != "navigate"
        if foreign and not self.cors:
            return _plain(403, "Pages of other sites may not ask here; see --cors.")
        return None


def name_of(host: str) -> str:
    """Return the name in a Host header, without the port.

    >>> name_of("LOCALHOST:8000"), name_of("[::1]:8000"), name_of("kg.example.org.")
    ('localhost', '::1', 'kg.example.org')
    """
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].rstrip(".").lower()


def _plain(status: int, reason: str) -> Response:
    return Response(f"{reason}\n", status, media_type="text/plain")


def _line(scope: Scope) -> str:
    client = (scope.get("client") or ("-",))[0]
    query = scope["query_string"]
    raw = scope["raw_path"] + (b"?" + query if query else b"")
    return f"{client} {scope['method']} {raw.decode('ascii', 'backslashreplace')}"
