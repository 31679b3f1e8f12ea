"""Becomes the engine: `python launch.py PARENT MEMORY PROGRAM ARGUMENT...` sets limits and then runs the program.

Run by its path in a Python of its own, since what is set here cannot be set from the parent without a fork of all
its threads. It imports nothing but the standard library.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys

_PR_SET_PDEATHSIG = 1
_NICER = 5  # pages are answered first


def main(parent: int, memory: int, command: list[str]) -> None:
    """Limit the memory of this process, bind its life to its parent's, and become the program."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    if os.getppid() != parent:  # it died before the line above
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(_NICER)
    os.execv(command[0], command)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
