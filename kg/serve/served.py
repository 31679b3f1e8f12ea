"""The build that is being served now, with its pages and engines, and the change to a newer one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

from kg.directory import graph_file
from kg.errors import KgError
from kg.serve.limits import Limits
from kg.serve.opened import Opened, Stamp, opened, stamp_of
from kg.serve.pool import Engines
from kg.serve.rendered import Pages
from kg.serve.stored import remove_unused

_LOOK = 1.0  # seconds between looks at the file
_IDLE = 0.05
_MOST_AHEAD = 500  # pages rendered before they are asked for
_THREADS = 2  # rendering keeps a processor busy; more threads would only take turns


class Showing:
    """One build, as it is served until the next takes its place."""

    def __init__(self, held: AbstractContextManager[Opened], build: Opened, limits: Limits) -> None:
        self._held = held
        self._threads = ThreadPoolExecutor(_THREADS, "render")
        self.build = build
        self.pages = Pages(limits.pages, self._threads)
        self.engines = Engines(build.database, limits)
        self.requests = 0  # that are being answered from it

    async def close(self) -> None:
        """Give back what it holds."""
        await self.engines.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._held.__exit__(None, None, None)


class Served:
    """What a server shows now. `say` is told what a person should know."""

    def __init__(self, directory: Path, limits: Limits, say: Callable[[str], None]) -> None:
        self.limits = limits
        self._directory = directory
        self._say = say
        self._now = _open(directory, limits)
        self._all = [self._now]
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def build(self) -> Opened:
        """The build that is shown now."""
        return self._now.build

    @contextmanager
    def request(self) -> Iterator[Showing]:
        """Hold what a request is answered from: to its end the build that it began with."""
        showing = self._now
        showing.requests += 1
        try:
            yield showing
        finally:
            showing.requests -= 1

    async def start(self) -> None:
        """Start an engine, and look after what is served from now on."""
        await self._now.engines.warm()
        self._do(self._watch())
        self._do(self._render_ahead(self._now))

    async def stop(self) -> None:
        """End all that was started."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for showing in self._all:
            await showing.close()

    async def _watch(self) -> None:
        seen = self.build.stamp
        while True:
            await asyncio.sleep(_LOOK)
            seen = await self._follow(seen)

    async def _follow(self, seen: Stamp) -> Stamp:
        """Show the build that stands in the directory now; `seen` is the last one that was looked at."""
        try:
            stamp = stamp_of(graph_file(self._directory))
        except KgError:
            return seen  # it is just being replaced, or was removed: what was read goes on being shown
        if stamp == seen:
            return seen
        try:
            new = await asyncio.to_thread(_open, self._directory, self.limits)
        except KgError as error:
            self._say(f"{error}; the build before is still served")
            return stamp
        former, self._now = self._now, new
        self._all.append(new)
        self._do(self._close(former))
        self._do(self._render_ahead(new))
        self._say("the build has changed, and the new one is served")
        return new.build.stamp

    async def _close(self, former: Showing) -> None:
        former.engines.close()
        while former.requests or former.pages.busy:
            await asyncio.sleep(_IDLE)
        self._all.remove(former)
        await former.close()
        await asyncio.to_thread(remove_unused, self.build.database)

    async def _render_ahead(self, showing: Showing) -> None:
        """Render the first pages while nobody asks for any."""
        paths = await asyncio.to_thread(lambda: list(showing.build.site.paths()))
        for path in paths[:_MOST_AHEAD]:
            while showing.requests or showing.pages.busy:
                await asyncio.sleep(_IDLE)
            if showing is not self._now or showing.pages.full:
                return
            await showing.pages.get((path,), partial(showing.build.site.document, path))

    def _do(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _open(directory: Path, limits: Limits) -> Showing:
    held = opened(directory)
    return Showing(held, held.__enter__(), limits)
