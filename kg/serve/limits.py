"""How much one request may cost; what goes beyond is refused with a reason, never cut off in silence."""

from __future__ import annotations

import os
from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a server. Times are in seconds, sizes in bytes.

    `at_once` queries are run at one time, each in a process of its own that may take `memory`; `waiting` more wait
    for their turn, no longer than `patience`.
    """

    query_time: float = 30.0
    query_size: int = MIB
    answer_size: int = 64 * MIB
    memory: int = 2048 * MIB
    at_once: int = max(2, min(4, os.cpu_count() or 2))
    waiting: int = 64
    patience: float = 20.0
    request_time: float = 15.0
    pages: int = 128 * MIB
