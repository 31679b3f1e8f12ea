"""Writing a file so that it appears whole or not at all."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from kg.errors import OutputError


def write_file(path: Path, data: bytes) -> None:
    """Write a file under a temporary name and rename it.

    A link is followed; a device or a pipe, such as /dev/stdout, is written to as it is. Raises `OutputError` where
    the file cannot be written, and `BrokenPipeError` where whoever reads a pipe has seen enough.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        target = path.resolve()
        with TemporaryDirectory(prefix=".kg-part-", dir=target.parent) as aside:
            part = Path(aside, target.name)
            part.write_bytes(data)
            part.replace(target)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(path, f"cannot be written ({(error.strerror or type(error).__name__).lower()})") from error
