"""Writing a graph to a file or a folder in one of the formats of `kg.exports`: the same bytes for the same graph."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from pyoxigraph import Store

from kg.errors import OutputError
from kg.exports import rdf
from kg.exports.csv_files import csv_files
from kg.exports.cypher import cypher
from kg.exports.json_ld import jsonld
from kg.exports.networks import gexf, graphml
from kg.exports.parquet import parquet
from kg.files import write_file
from kg.graph.store import base_of
from kg.site.folder import write_pages
from kg.site.source import Source

_MARK = ".kg-export"  # in a folder that was written here, which may be replaced

TextOf = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Exported:
    """What is exported: a graph, and the text of each article by its id, None where it is not at hand."""

    store: Store
    text_of: TextOf


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A format that is one file: what it is, in a few words, and how a graph is written in it."""

    about: str
    write: Callable[[Store], bytes]

    def __str__(self) -> str:
        return self.about


@dataclass(frozen=True, slots=True)
class FolderFormat:
    """A format that is several files: what it is, in a few words, and how a graph is written into an empty folder."""

    about: str
    write: Callable[[Exported, Path], None]

    def __str__(self) -> str:
        return f"{self.about}; a folder"


def _no_text(article: str) -> None:
    """Give no text of any article."""


def export(store: Store, to: str, path: Path, text_of: TextOf = _no_text) -> None:
    """Write a graph in the format named `to`; the file or folder appears whole or not at all.

    Pages show quotes in the texts that `text_of` gives. A link is followed; a device or a pipe, such as /dev/stdout,
    is written to as it is. A folder is replaced only where it is empty or was written here. Raises `OutputError`
    where there is no such format or the place cannot be written.
    """
    if to not in FORMATS:
        raise OutputError(path, f"there is no format {to!r}; the formats are {', '.join(sorted(FORMATS))}")
    form = FORMATS[to]
    if isinstance(form, FileFormat):
        write_file(path, form.write(store))
        return
    try:
        _write_folder(form, to, Exported(store, text_of), path)
    except OSError as error:
        raise OutputError(path, f"cannot be written ({(error.strerror or type(error).__name__).lower()})") from error


def _write_folder(form: FolderFormat, to: str, exported: Exported, path: Path) -> None:
    if path.exists() and not path.is_dir():
        raise OutputError(path, f"{to} is a folder of files, and something else stands there; give another -o")
    target = path.resolve()
    if target.is_dir() and os.listdir(target) and not (target / _MARK).is_file():  # noqa: PTH208 - names only
        raise OutputError(path, "a folder that `kg export` did not write is left as it is; give another -o")
    with TemporaryDirectory(prefix=".kg-part-", dir=target.parent) as aside:
        part, old = Path(aside, target.name), Path(aside, "old")
        part.mkdir()
        form.write(exported, part)
        (part / _MARK).write_text(f"{to}\n", encoding="utf-8")
        if target.exists():
            target.rename(old)
        try:
            part.rename(target)
        except OSError:
            if old.exists():
                old.rename(target)
            raise


def _csv(exported: Exported, folder: Path) -> None:
    csv_files(exported.store, folder)


def _parquet(exported: Exported, folder: Path) -> None:
    parquet(exported.store, folder)


def _html(exported: Exported, folder: Path) -> None:
    write_pages(Source(exported.store, base_of(exported.store), exported.text_of), folder)


FORMATS: Mapping[str, FileFormat | FolderFormat] = MappingProxyType(
    {
        "ttl": FileFormat("Turtle, sorted and prefixed for reading", rdf.ttl),
        "nt": FileFormat("N-Triples, a statement a line", rdf.nt),
        "nq": FileFormat("N-Quads, what each article says in a graph of its own", rdf.nq),
        "trig": FileFormat("TriG, what each article says in a graph of its own", rdf.trig),
        "jsonld": FileFormat("JSON-LD with short names, nested, its context in it", jsonld),
        "graphml": FileFormat("GraphML, for networkx, Gephi, yEd and Cytoscape", graphml),
        "gexf": FileFormat("GEXF, for Gephi and networkx", gexf),
        "cypher": FileFormat("Cypher, a script that fills Neo4j", cypher),
        "csv": FolderFormat("CSV, a file a table, with the types of the columns as CSVW", _csv),
        "parquet": FolderFormat("Parquet, a file a table, with typed columns", _parquet),
        "html": FolderFormat("the pages of `kg serve` for any web server", _html),
    }
)
