"""Which program this is: what was kept by another one is not used again."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg.resources import resource

# Whose answers reach the graph; of other libraries a build uses no more than containers.
_LIBRARIES = ("expograph", "numpy", "pyoxigraph", "rdflib", "pyshacl", "shacl", "owlrl", "pydantic")


@cache
def fingerprint() -> str:
    """Return a digest of all that decides what an article says: code, rules, models, tables, shapes, libraries.

    It takes in every file of the package, since telling which of them matter would be one more thing to get wrong.
    """
    digest = hashlib.sha256(sys.version.encode())
    for library in _LIBRARIES:
        digest.update(f"{library} {_version(library)}\n".encode())
    package = Path(__file__).parent
    folders = [package, *(resource(name) for name in ("ontology", "shapes", "registry"))]
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if _counts(path)):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"  # there are systems on which one of them is not installed


def _counts(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts
