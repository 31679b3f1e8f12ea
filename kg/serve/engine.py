"""One process of the SPARQL engine, the server of Oxigraph, which answers one query at a time."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import httpx

from kg.errors import ServeError

_LAUNCH = Path(__file__).with_name("launch.py")
_LISTENING = b"Listening for requests"
_FAILED = re.compile(rb"^Internal server error while streaming results: (.*)", re.MULTILINE)
_TRIES = 5
_START = 20.0  # seconds; it takes some 50 ms, but the machine may be at its limit
_GLANCE = 0.005


class TooLarge(Exception):
    """An answer beyond the limit."""


class Died(Exception):
    """The engine ended while it was at work on a query."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine said, whole."""

    status: int
    media_type: str
    body: bytes


def engine_program() -> Path:
    """Return the program `oxigraph` that comes with the package of that name. Raises `ServeError` without it."""
    folders = (Path(sys.executable).parent, Path(sysconfig.get_path("scripts")))
    for folder in folders:
        found = shutil.which("oxigraph", path=str(folder))
        if found is not None:
            return Path(found)
    found = shutil.which("oxigraph")
    if found is None:
        raise ServeError("the SPARQL engine is missing: install it with `pip install oxigraph`")
    return Path(found)


class Engine:
    """A running engine; made by `start_engine`."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self._process = process
        # No time limit of its own: whoever asks keeps one, and kills the engine. No proxy of the environment either,
        # and no certificates, which take longer to read than an engine takes to start.
        address = f"http://127.0.0.1:{port}"
        self._client = httpx.AsyncClient(base_url=address, timeout=None, trust_env=False, verify=False)

    @property
    def alive(self) -> bool:
        """Whether it could answer."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    async def ask(self, query: str, accept: str, most: int) -> Answer:
        """Run a query and return its answer, of `most` bytes.

        Whatever it raises, the engine may still be at work, and is to be stopped.

        Raises:
            TooLarge: the answer has more bytes.
            Died: the engine did not live to the end of it.
        """
        headers = {"Content-Type": "application/sparql-query", "Accept": accept, "Accept-Encoding": "identity"}
        self._heard()
        try:
            async with self._client.stream("POST", "/query", content=query.encode(), headers=headers) as response:
                parts, size = [], 0
                async for part in response.aiter_raw():
                    size += len(part)
                    if size > most:
                        raise TooLarge
                    parts.append(part)
        except httpx.TransportError as error:
            raise Died from error
        media_type = response.headers.get("Content-Type", "application/octet-stream")
        # What goes wrong amid an answer stands in it like a row, under a status that tells of success.
        failed = _FAILED.search(self._heard())
        if failed is not None:
            return Answer(500, "text/plain; charset=utf-8", failed[1])
        return Answer(response.status_code, media_type, b"".join(parts))

    async def stop(self) -> None:
        """End the process at once; it has nothing to lose, since it only reads."""
        self._process.kill()
        await self._client.aclose()
        assert self._process.stderr is not None
        self._process.stderr.close()
        await asyncio.to_thread(self._process.wait)  # to give back gigabytes takes a while

    def _heard(self) -> bytes:
        """Return what it has said on standard error since it was last listened to."""
        assert self._process.stderr is not None
        return _read(self._process.stderr.fileno())


async def start_engine(store: Path, memory: int) -> Engine:
    """Start an engine that reads a store of Oxigraph and may take so many bytes of memory.

    It ends when this process ends, however that happens, and when the thread ends that has called this.
    Raises `ServeError` where it does not start.
    """
    program, said = engine_program(), b""
    for _ in range(_TRIES):
        port = _free_port()
        process = _spawn(program, store, port, memory)
        try:
            said = await _until_it_listens(process)
        except BaseException as error:
            process.kill()
            if isinstance(error, TimeoutError):
                raise ServeError(f"the SPARQL engine does not start within {_START:g} seconds") from error
            raise
        if process.poll() is None:
            return Engine(process, port)
        if b"in use" not in said.lower():
            break
    reason = said.decode(errors="replace").strip().splitlines() or ["no reason given"]
    raise ServeError(f"the SPARQL engine does not start: {reason[-1]}")


def _spawn(program: Path, store: Path, port: int, memory: int) -> subprocess.Popen[bytes]:
    reads = ("serve-read-only", "--location", str(store), "--bind", f"127.0.0.1:{port}")
    launch = (sys.executable, "-I", "-S", str(_LAUNCH), str(os.getpid()), str(memory))
    process = subprocess.Popen(
        (*launch, str(program), *reads),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C in the terminal is for the server, which stops its engines
    )
    assert process.stderr is not None
    os.set_blocking(process.stderr.fileno(), False)
    return process


async def _until_it_listens(process: subprocess.Popen[bytes]) -> bytes:
    """Wait until an engine listens or has ended, and return what it said."""
    assert process.stderr is not None
    said = b""
    async with asyncio.timeout(_START):
        while True:
            ended = process.poll() is not None
            said += _read(process.stderr.fileno())
            if ended or _LISTENING in said:
                return said
            await asyncio.sleep(_GLANCE)


def _read(descriptor: int) -> bytes:
    parts = []
    try:
        while part := os.read(descriptor, 1 << 16):
            parts.append(part)
    except BlockingIOError:
        pass
    return b"".join(parts)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
