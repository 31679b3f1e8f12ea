"""A server in a process of its own, as the command line starts it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

COMMAND = (sys.executable, "-c", "from kg.cli import main; main()")


@dataclass(frozen=True)
class Running:
    url: str  # ends in a slash
    process: subprocess.Popen[str]

    @property
    def sparql(self) -> str:
        return f"{self.url}sparql"


def start(directory: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, "serve", str(directory), "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": ""},
    )


@contextmanager
def running(directory: Path, *options: str) -> Iterator[Running]:
    with start(directory, *options) as process:
        try:
            assert process.stdout is not None
            yield Running(process.stdout.readline().strip(), process)
        finally:
            process.terminate()
