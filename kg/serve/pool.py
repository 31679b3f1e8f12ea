"""The engines of a server: as many as queries may run at once, each started when it is first needed.

A query that takes too long, or whose asker has gone, is ended together with its engine, since there is no other way
to take it back; the next one gets a new engine. So no query can take anything from the others but time.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from kg.errors import ServeError
from kg.serve.engine import Answer, Died, Engine, TooLarge, start_engine
from kg.serve.limits import MIB, Limits


class Refused(Exception):
    """A request that gets no answer: the status of HTTP, and the reason as a sentence."""

    def __init__(self, status: int, reason: str, headers: dict[str, str] | None = None) -> None:
        self.status = status
        self.reason = reason
        self.headers = headers or {}
        super().__init__(reason)


class Engines:
    """The engines that read one store."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self._store = store
        self._limits = limits
        self._turns = asyncio.Semaphore(limits.at_once)
        self._waiting = 0
        self._idle: list[Engine] = []
        self._all: set[Engine] = set()
        self._ending: set[asyncio.Task[None]] = set()
        self._closed = False

    @property
    def running(self) -> frozenset[Engine]:
        """The engines that there are now."""
        return frozenset(self._all)

    async def warm(self) -> None:
        """Start the first engine, to see that it does."""
        self._idle.append(await self._new())

    async def ask(self, query: str, accept: str) -> Answer:
        """Run a query when it is its turn. Raises `Refused` where it meets a limit."""
        await self._take_turn()
        try:
            for tries_left in (1, 0):
                try:
                    engine = self._idle.pop() if self._idle else await self._new()
                except ServeError as error:
                    raise Refused(500, f"{error}.") from error
                if not engine.alive and tries_left:
                    self._drop(engine)
                    continue
                return await self._ask(engine, query, accept)
            raise Refused(500, "The SPARQL engine ends as soon as it starts.")
        finally:
            self._turns.release()

    def close(self) -> None:
        """Stop the engines that are idle now, and the others when they have answered."""
        self._closed = True
        while self._idle:
            self._drop(self._idle.pop())

    async def kill(self) -> None:
        """Stop all engines at once, and see them end."""
        self._closed = True
        for engine in tuple(self._all):
            self._drop(engine)
        await asyncio.gather(*self._ending)

    async def _take_turn(self) -> None:
        busy = {"Retry-After": "5"}
        if self._waiting >= self._limits.waiting:
            raise Refused(503, "Too many queries are waiting; ask again in a few seconds.", busy)
        self._waiting += 1
        try:
            async with asyncio.timeout(self._limits.patience):
                await self._turns.acquire()
        except TimeoutError as error:
            raise Refused(503, "Other queries take all the time; ask again in a few seconds.", busy) from error
        finally:
            self._waiting -= 1

    async def _ask(self, engine: Engine, query: str, accept: str) -> Answer:
        limits, whole = self._limits, False
        try:
            async with asyncio.timeout(limits.query_time):
                answer = await engine.ask(query, accept, limits.answer_size)
            whole = True
            return answer
        except TimeoutError as error:
            reason = f"The query was ended after {limits.query_time:g} seconds, the limit of this server."
            raise Refused(504, reason) from error
        except TooLarge as error:
            most = limits.answer_size // MIB
            raise Refused(
                507, f"The answer has more than {most} MiB, the limit of this server; use LIMIT."
            ) from error
        except Died as error:
            most = limits.memory // MIB
            reason = f"The query was ended: it needs more than {most} MiB of memory, the limit of this server."
            raise Refused(507, reason) from error
        finally:
            if whole and not self._closed:
                self._idle.append(engine)
            else:
                self._drop(engine)

    async def _new(self) -> Engine:
        engine = await start_engine(self._store, self._limits.memory)
        self._all.add(engine)
        return engine

    def _drop(self, engine: Engine) -> None:
        if engine in self._all:
            self._all.remove(engine)
            ending = asyncio.create_task(engine.stop())
            self._ending.add(ending)
            ending.add_done_callback(self._ending.discard)
