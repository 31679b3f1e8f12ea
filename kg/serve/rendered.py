"""Pages that were rendered, kept compressed as long as there is room: asked for again they cost nothing."""

from __future__ import annotations

import asyncio
import gzip
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from kg.site.site import Document

Key = tuple[str, ...]
_LEVEL = 6
_OVERHEAD = 500  # bytes that a page takes beside its own


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as it is kept."""

    media_type: str
    zipped: bytes

    def body(self, zipped: bool) -> bytes:
        """Return the page, compressed or not."""
        return self.zipped if zipped else gzip.decompress(self.zipped)


class Pages:
    """The pages of one graph. It is used from one thread; rendering is done in others, each page once."""

    def __init__(self, room: int, threads: ThreadPoolExecutor) -> None:
        self._room = room
        self._threads = threads
        self._kept: OrderedDict[Key, Rendered] = OrderedDict()
        self._coming: dict[Key, asyncio.Future[Rendered | None]] = {}
        self._size = 0

    @property
    def full(self) -> bool:
        """Whether there is hardly room for more."""
        return self._size > 0.9 * self._room

    @property
    def busy(self) -> bool:
        """Whether pages are being rendered."""
        return bool(self._coming)

    async def get(self, key: Key, render: Callable[[], Document | None]) -> Rendered | None:
        """Return the page of a key, rendered where it is not kept; None where there is no such page."""
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
            return kept
        coming = self._coming.get(key)
        if coming is None:
            coming = asyncio.ensure_future(self._render(key, render))
            self._coming[key] = coming
            coming.add_done_callback(lambda _: self._coming.pop(key))
        # One asker who goes away must not take the page from the others.
        return await asyncio.shield(coming)

    async def _render(self, key: Key, render: Callable[[], Document | None]) -> Rendered | None:
        loop = asyncio.get_running_loop()
        rendered = await loop.run_in_executor(self._threads, _zipped, render)
        if rendered is not None:
            self._keep(key, rendered)
        return rendered

    def _keep(self, key: Key, page: Rendered) -> None:
        if _size(page) > self._room:
            return
        self._kept[key] = page
        self._size += _size(page)
        while self._size > self._room:
            _, dropped = self._kept.popitem(last=False)
            self._size -= _size(dropped)


def _zipped(render: Callable[[], Document | None]) -> Rendered | None:
    document = render()
    if document is None:
        return None
    return Rendered(document.media_type, gzip.compress(document.body, _LEVEL, mtime=0))


def _size(page: Rendered) -> int:
    return len(page.zipped) + _OVERHEAD
