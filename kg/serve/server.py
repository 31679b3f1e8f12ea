"""The server: its socket, its signals, and the time that a connection may take to say what it wants."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from types import FrameType

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.errors import ServeError
from kg.serve.app import make_app
from kg.serve.engine import engine_program
from kg.serve.guard import Guard, name_of
from kg.serve.limits import Limits
from kg.serve.served import Served

_MOST_CONNECTIONS = 1000
_LONGEST_HEAD = 64 << 10  # bytes: of a query sent by GET, about
_LAST_ANSWERS = 3  # seconds for what is being answered when the server ends
_SILENCE = 20.0  # seconds
_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Asked:
    """How a server is to run. `log` is told each request, `say` what a person should know."""

    host: str
    port: int
    limits: Limits
    cors: bool
    say: Callable[[str], None]
    log: Callable[[str], None] | None


def serve(directory: Path, asked: Asked, ready: Callable[[str], None]) -> None:
    """Serve a build until a signal ends it; `ready` is told the address as soon as it answers.

    Raises:
        NotABuildError, SourceError: the directory holds no build that can be read.
        ServeError: the host has no such address, the port is taken, or the engine is missing.
        KeyboardInterrupt: it was ended from the keyboard.
    """
    engine_program()
    # To be ended by a signal is the usual way, and no failure.
    signal.signal(signal.SIGTERM, _end)
    listening = _listen(asked.host, asked.port)
    try:
        port = listening.getsockname()[1]
        served = Served(directory, asked.limits, asked.say)
        app = Guard(make_app(served, asked.say), _hosts(asked.host, served.build.base), asked.cors, asked.log)
        server = _Server(_config(app), lambda: ready(_address(asked.host, port)))
        asyncio.run(server.serve(sockets=[listening]))
        if server.lifespan.should_exit:
            raise ServeError("the SPARQL engine does not start")
    except _Ended:
        pass
    finally:
        listening.close()


def _config(app: Guard) -> uvicorn.Config:
    # Its words are for those who know it; what a person should know is said by `say`.
    logging.getLogger("uvicorn").setLevel(logging.CRITICAL)
    return uvicorn.Config(
        app,
        http=_Connection,
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=_LAST_ANSWERS,
        h11_max_incomplete_event_size=_LONGEST_HEAD,
    )


class _Server(uvicorn.Server):
    """A server that tells when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to answer."""
        await super().startup(sockets)
        if self.started:
            self._ready()


class _Connection(H11Protocol):
    """A connection that is closed where no request comes within a time: else a few idle ones could hold them all."""

    _clock: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._clock = self.loop.call_later(_SILENCE, self._end_if_silent)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        if self._clock is not None:
            self._clock.cancel()
        super().connection_lost(exc)

    def _end_if_silent(self) -> None:
        if self.cycle is None and not self.transport.is_closing():
            self.transport.close()


def _listen(host: str, port: int) -> socket.socket:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        listening = socket.socket(family, kind, protocol)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
        except OSError:
            listening.close()
            raise
        return listening
    except (OSError, OverflowError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        hint = "; give another --port, or 0 for any that is free" if "in use" in reason else ""
        raise ServeError(f"{host}:{port}: cannot be served from ({reason.lower()}){hint}") from error


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach an address.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0"), is_loopback("kg.example")
    (True, True, False, False)
    """
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _hosts(host: str, base: str) -> frozenset[str] | None:
    """Return the names under which it may be asked for: those of this machine, and that of the graph's own IRIs."""
    if not is_loopback(host):
        return None
    return _LOCAL_NAMES | {name_of(host), name_of(base.partition("://")[2].partition("/")[0])}


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


class _Ended(KeyboardInterrupt):
    """The signal by which a machine ends programs."""


def _end(number: int, frame: FrameType | None) -> None:
    raise _Ended
