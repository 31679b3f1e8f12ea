"""The graph in the form that the engine reads: a database beside the build, made once and kept for the next start."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path

from kg.errors import ServeError, SourceError
from kg.serve.engine import engine_program

_FOLDER = ".kg-serve"  # builds leave alone what is named so
_STORE, _IN_USE = "store", "in-use"
_DIGITS = 16
_TRIES = 3


def digest_of(graph: Path) -> str:
    """Return the digits that name a graph by its bytes."""
    with graph.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()[:_DIGITS]


@contextmanager
def stored(directory: Path, graph: Path, digest: str) -> Iterator[Path]:
    """Hold a database of the graph in a file, which lies in `directory`, or elsewhere where that cannot be written.

    Those of other graphs that no server holds any more are removed. Raises `SourceError` where the graph cannot be
    read, `ServeError` where there is no room.
    """
    with _folder(directory) as folder:
        place = folder / f"{digest}-{version('oxigraph')}"
        for _ in range(_TRIES):
            if not (place / _STORE).is_dir():
                _make(folder, place, graph)
            with suppress(FileNotFoundError), (place / _IN_USE).open("rb") as mark:
                fcntl.flock(mark, fcntl.LOCK_SH)
                if (place / _STORE).is_dir():  # else another server has just removed it as unused
                    remove_unused(place / _STORE)
                    yield place / _STORE
                    return
        raise ServeError(f"{place}: the database of the graph is removed as soon as it is made")


@contextmanager
def _folder(directory: Path) -> Iterator[Path]:
    folder = directory / _FOLDER
    try:
        folder.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        with tempfile.TemporaryDirectory(prefix="kg-serve-") as elsewhere:
            yield Path(elsewhere)
    else:
        yield folder


def _make(folder: Path, place: Path, graph: Path) -> None:
    """Load the graph aside, and give the database its name when it is whole."""
    try:
        with tempfile.TemporaryDirectory(prefix="new-", dir=folder, ignore_cleanup_errors=True) as aside:
            new = Path(aside) / "whole"
            new.mkdir()
            (new / _IN_USE).touch()
            _load(graph, new / _STORE)
            with suppress(OSError):  # another server has made it meanwhile
                new.rename(place)
    except OSError as error:
        raise ServeError(f"{folder}: cannot be written ({(error.strerror or str(error)).lower()})") from error


def _load(graph: Path, store: Path) -> None:
    command = (str(engine_program()), "load", "--location", str(store), "--file", str(graph))
    # Files of builds are not named by those who serve them: the syntax is told, not guessed.
    done = subprocess.run((*command, "--format", "ttl"), stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines() or ["the SPARQL engine does not say why"]
        raise SourceError(str(graph), f"cannot be loaded: {lines[-1][:200]}")


def remove_unused(store: Path) -> None:
    """Remove the databases beside one that is held, where no server holds them."""
    for mark in store.parent.parent.glob(f"*/{_IN_USE}"):
        with suppress(OSError), mark.open("rb") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(mark.parent, ignore_errors=True)
