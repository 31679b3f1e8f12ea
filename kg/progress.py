"""How long a build goes on, shown in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


class Bar:
    """Shows the stages of a build, one line that changes."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._task = bars.add_task("reading", total=None)

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show that a stage has got so far."""
        self._bars.update(self._task, description=stage, completed=done, total=total)


@contextmanager
def progress_bar() -> Iterator[Bar | None]:
    """Show how long work goes on, where standard error is a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        yield Bar(bars)
