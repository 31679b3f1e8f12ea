"""The texts of articles as a build keeps them, for those who look at quotes where they stand."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path


def pack(text: str) -> bytes:
    """Return a text as it is kept."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"))


def read_text(path: Path, sha256: str) -> str | None:
    """Return the text of an article from a published copy; None where the copy or the text is not there.

    A text is checked by its digest: the offsets of all quotes depend on it.
    """
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            row = connection.execute("SELECT text FROM texts WHERE sha256 = ?", (sha256,)).fetchone()
        data = b"" if row is None else zlib.decompress(row[0])
    except (sqlite3.Error, zlib.error, TypeError):
        return None
    sound = row is not None and hashlib.sha256(data).hexdigest() == sha256
    return data.decode("utf-8", "surrogatepass") if sound else None
