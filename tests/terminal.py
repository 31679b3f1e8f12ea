"""Commands run in a terminal: a pseudo-terminal of a given width, and what comes out of it."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import unicodedata
from collections.abc import Sequence

# All commands in one process, for a process takes longer than a command; each ends with a mark of its own.
_SCRIPT = """
import json, sys
from kg.cli import app
for arguments in json.loads(sys.argv[1]):
    try:
        app(arguments, prog_name="kg")
    except SystemExit:
        pass
    sys.stdout.flush()
    sys.stdout.buffer.write(b"\\x1e")
    sys.stdout.flush()
"""
_STYLE = re.compile(r"\x1b\[([\d;]*)m")


def in_terminal(commands: Sequence[Sequence[str]], width: int, **environment: str) -> list[str]:
    """Run commands in a terminal of so many columns, and return what each wrote, with its escape sequences."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    settings = termios.tcgetattr(theirs)
    settings[1] &= ~termios.OPOST  # a line ends as the command ends it
    termios.tcsetattr(theirs, termios.TCSANOW, settings)
    process = subprocess.Popen(
        _command(commands), stdin=theirs, stdout=theirs, stderr=theirs, env=_plain(environment)
    )
    os.close(theirs)
    read = bytearray()
    while True:
        try:
            chunk = os.read(ours, 1 << 16)
        except OSError as error:
            if error.errno != errno.EIO:  # which is how a terminal tells that nobody writes any more
                raise
            break
        if not chunk:
            break
        read += chunk
    os.close(ours)
    assert process.wait() == 0, read.decode()
    return read.decode().split("\x1e")[:-1]


def in_pipe(commands: Sequence[Sequence[str]], **environment: str) -> list[str]:
    """Run commands whose output is a pipe."""
    done = subprocess.run(_command(commands), capture_output=True, env=_plain(environment), check=True)
    assert done.stderr == b""
    return done.stdout.decode().split("\x1e")[:-1]


def _command(commands: Sequence[Sequence[str]]) -> list[str]:
    return [sys.executable, "-c", _SCRIPT, json.dumps(commands)]


def _plain(environment: dict[str, str]) -> dict[str, str]:
    """Return the environment of a plain terminal, whatever that of the tests says."""
    told = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "PYTHONIOENCODING")
    ours = {name: value for name, value in os.environ.items() if name not in told}
    return {**ours, "TERM": "xterm-256color", "PYTHONUTF8": "1", **environment}


def styles(written: str) -> set[int]:
    """Return the codes of all styles in what was written."""
    return {int(code or 0) for codes in _STYLE.findall(written) for code in codes.split(";")}


def without_styles(written: str) -> str:
    return _STYLE.sub("", written)


def columns(text: str) -> int:
    """Return how many columns a text takes, by the tables of Unicode and not by those of the program."""
    return sum(map(_columns, text))


def _columns(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
