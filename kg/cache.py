"""What a build keeps: the texts of its articles for those who look, readings and parts of the graph for the next one.

It is a database, so that a build that is killed keeps what it has read, and a graph larger than memory is put in
order. Everything in it can be made anew: it is safe to delete, but quotes then stand without the text around them.
The copy that is published with a build has its rows in order, and so is the same, byte for byte, by whatever way the
build was reached; what is gone leaves no trace.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from kg.directory import finding_to_line
from kg.fragments import Fragment, Gathered
from kg.graph.turtle import Block
from kg.model import Finding
from kg.texts import pack

_FORMAT = "2"  # of the tables; a change of them raises it
_TABLES = {
    "about": "name TEXT, value TEXT",
    # What an article says, by the digest of the article and the program; `summary` is what concerns other articles.
    "readings": "digest TEXT, summary BLOB, signature BLOB, reading BLOB, lasting INTEGER",
    "remarks": "digest TEXT, line TEXT, code TEXT",
    # The texts of the articles, compressed, by their digests as the graph gives them.
    "texts": "sha256 TEXT, text BLOB",
    # The parts of the graph, by the digest of all that they are made of.
    "parts": "part TEXT, digest TEXT",
    "blocks": "place BLOB, part TEXT, subject TEXT, kind TEXT, prefixes TEXT, triples INTEGER, text TEXT,"
    " profile TEXT",
    "shared": "subject TEXT, part TEXT, data TEXT",
    "spellings": "subject TEXT, spelling TEXT, part TEXT, uses INTEGER",
    "faults": "part TEXT, line TEXT, code TEXT",
}
# By these the rows of a table are told apart, and stand in the copy that is published.
_KEYS = {
    "about": "name",
    "readings": "digest",
    "remarks": "digest, line",
    "texts": "sha256",
    "parts": "part",
    "blocks": "place, part",
    "shared": "subject, part",
    "spellings": "subject, spelling, part",
    "faults": "part, line",
}
_OF_PARTS = ("parts", "blocks", "shared", "spellings", "faults")
_INDEXED = ("blocks", "shared", "spellings")  # of the tables above, those whose rows are not sorted by part


@dataclass(frozen=True, slots=True)
class Kept:
    """The reading of an article as it is kept; `lasting` is false where it must be made anew next time."""

    digest: str
    summary: bytes
    signature: bytes
    reading: bytes
    findings: tuple[Finding, ...]
    lasting: bool = True


class Cache:
    """The database of one build. What is put in is kept when `commit` is called, also if the build is killed then."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    # --- readings ---

    def readings(self) -> set[str]:
        """Return the digests of the readings that need not be made anew."""
        return {row[0] for row in self._db.execute("SELECT digest FROM readings WHERE lasting")}

    def keep(self, kept: Kept) -> None:
        """Keep a reading."""
        row = kept.digest, kept.summary, kept.signature, kept.reading, kept.lasting
        self._db.execute("DELETE FROM remarks WHERE digest = ?", (kept.digest,))
        self._db.execute("INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?, ?)", row)
        rows = [(kept.digest, finding_to_line(each), each.code.value) for each in kept.findings]
        self._db.executemany("INSERT OR REPLACE INTO remarks VALUES (?, ?, ?)", rows)

    def summary(self, digest: str) -> bytes:
        """Return what a reading says that concerns other articles."""
        return self._blob("summary", digest)

    def signature(self, digest: str) -> bytes:
        """Return what the text of an article is compared with others by."""
        return self._blob("signature", digest)

    def reading(self, digest: str) -> bytes:
        """Return a reading."""
        return self._blob("reading", digest)

    def _blob(self, column: str, digest: str) -> bytes:
        row = self._db.execute(f"SELECT {column} FROM readings WHERE digest = ?", (digest,)).fetchone()
        return bytes(row[0])

    def forget_readings(self, but: Iterable[str]) -> None:
        """Forget all readings but some."""
        known = {row[0] for row in self._db.execute("SELECT digest FROM readings")}
        gone = [(digest,) for digest in known.difference(but)]
        self._db.executemany("DELETE FROM readings WHERE digest = ?", gone)
        self._db.executemany("DELETE FROM remarks WHERE digest = ?", gone)

    # --- texts ---

    def texts(self) -> set[str]:
        """Return the digests of the texts that are kept."""
        return {row[0] for row in self._db.execute("SELECT sha256 FROM texts")}

    def keep_text(self, sha256: str, text: str) -> None:
        """Keep the text of an article."""
        self._db.execute("INSERT OR REPLACE INTO texts VALUES (?, ?)", (sha256, pack(text)))

    def forget_texts(self, but: Iterable[str]) -> None:
        """Forget all texts but some."""
        self._db.executemany("DELETE FROM texts WHERE sha256 = ?", [(each,) for each in self.texts().difference(but)])

    # --- parts ---

    def parts(self) -> dict[str, str]:
        """Return the digest of each part of the graph."""
        return dict(self._db.execute("SELECT part, digest FROM parts"))

    def put(self, part: Fragment, digest: str) -> None:
        """Put a part in the place of the one that has its name."""
        self.forget_part(part.name)
        self._db.execute("INSERT INTO parts VALUES (?, ?)", (part.name, digest))
        self.add_blocks(part.name, part.blocks)
        self._db.executemany(
            "INSERT INTO shared VALUES (?, ?, ?)", [(each.subject, part.name, each.data) for each in part.shared]
        )
        self._db.executemany(
            "INSERT OR REPLACE INTO spellings VALUES (?, ?, ?, ?)",
            [(each.node, each.text, part.name, each.uses) for each in part.spellings],
        )
        rows = [(part.name, finding_to_line(each), each.code.value) for each in part.findings]
        self._db.executemany("INSERT OR REPLACE INTO faults VALUES (?, ?, ?)", rows)

    def add_blocks(self, part: str, written: Iterable[Block]) -> None:
        """Add nodes to a part."""
        self._db.executemany("INSERT INTO blocks VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _rows(part, written))

    def forget_part(self, part: str) -> None:
        """Forget a part of the graph; one that is not there is no error."""
        for table in _OF_PARTS:
            self._db.execute(f"DELETE FROM {table} WHERE part = ?", (part,))

    def shared(self) -> Iterator[Gathered]:
        """Return what all parts say of each node that they share, in the order of the nodes."""
        uses: dict[str, dict[str, int]] = {}
        counted = "SELECT subject, spelling, SUM(uses) FROM spellings GROUP BY subject, spelling"
        for subject, spelling, count in self._db.execute(counted):
            uses.setdefault(subject, {})[spelling] = count
        rows = self._db.execute("SELECT subject, data FROM shared ORDER BY subject, part")
        for subject, told in groupby(rows, key=itemgetter(0)):
            yield Gathered(subject, tuple(data for _, data in told), uses.get(subject, {}))

    # --- what is published ---

    def blocks(self) -> Iterator[Block]:
        """Return all nodes of the graph, each once, in the order of a document."""
        query = "SELECT place, MIN(part), subject, kind, text, prefixes, triples, profile FROM blocks GROUP BY place"
        for place, _, subject, kind, text, prefixes, triples, profile in self._db.execute(query):
            yield Block(place, subject, kind, text, tuple(prefixes.split()), triples, profile)

    def prefixes(self) -> set[str]:
        """Return the prefixes that any node is written with."""
        used = self._db.execute("SELECT DISTINCT prefixes FROM blocks")
        return {prefix for (prefixes,) in used for prefix in prefixes.split()}

    def counts(self) -> dict[str, int]:
        """Return the number of nodes of each kind, by CURIE, and that of triples as `triples`."""
        nodes = "SELECT kind, triples, MIN(part) FROM blocks GROUP BY place"
        query = f"SELECT kind, COUNT(*), SUM(triples) FROM ({nodes}) GROUP BY kind"
        rows = self._db.execute(query).fetchall()
        return {kind: number for kind, number, _ in rows} | {"triples": sum(row[2] for row in rows)}

    def profiles(self) -> Iterator[tuple[str, int]]:
        """Return the profiles of nodes, each with the number of nodes that have it."""
        nodes = "SELECT profile, MIN(part) FROM blocks GROUP BY place"
        yield from self._db.execute(f"SELECT profile, COUNT(*) FROM ({nodes}) GROUP BY profile")

    def finding_lines(self) -> Iterator[str]:
        """Return all findings as lines of JSON, sorted, each once."""
        return (line for line, _ in self._db.execute(f"{_FINDINGS} ORDER BY line"))

    def finding_counts(self) -> dict[str, int]:
        """Return the number of findings by their codes."""
        return dict(self._db.execute(f"SELECT code, COUNT(*) FROM ({_FINDINGS}) GROUP BY code"))

    def commit(self) -> None:
        """Make all that was put in lasting."""
        self._db.commit()

    def publish(self, path: Path) -> None:
        """Write a copy for the next build, its rows in order."""
        self.commit()
        self._db.execute("ATTACH ? AS copy", (str(path),))
        _settings(self._db, "copy")
        _make_tables(self._db, "copy.")
        for name in _TABLES:
            self._db.execute(f"INSERT INTO copy.{name} SELECT * FROM main.{name} ORDER BY {_KEYS[name]}")
        self.commit()
        self._db.execute("DETACH copy")


_FINDINGS = "SELECT line, code FROM remarks UNION SELECT line, code FROM faults"


@contextmanager
def open_cache(work: Path, last: Path, program: str) -> Iterator[Cache]:
    """Open the database of a build: what a killed build left at `work`, else a copy of what the `last` one published.

    One that another program made, or that is damaged, is of no use and is begun anew.
    """
    if not work.exists() and last.is_file():
        copy = work.with_name(f"{work.name}.copy")
        shutil.copyfile(last, copy)
        copy.replace(work)
    connection = _opened(work, program)
    try:
        yield Cache(connection)
    finally:
        connection.close()


def _opened(work: Path, program: str) -> sqlite3.Connection:
    if work.exists():
        connection = sqlite3.connect(work)
        try:
            _settings(connection, "main")
            known = dict(connection.execute("SELECT name, value FROM about"))
            if known == _about(program) and _is_sound(connection):
                return connection
        except sqlite3.DatabaseError:
            pass
        connection.close()
        for ending in ("", "-journal"):
            work.with_name(work.name + ending).unlink(missing_ok=True)
    connection = sqlite3.connect(work)
    _settings(connection, "main")
    _make_tables(connection, "")
    connection.executemany("INSERT INTO about VALUES (?, ?)", _about(program).items())
    connection.commit()
    return connection


def _about(program: str) -> dict[str, str]:
    return {"format": _FORMAT, "program": program}


def _is_sound(connection: sqlite3.Connection) -> bool:
    found: tuple[str] = connection.execute("PRAGMA quick_check(1)").fetchone()
    return found == ("ok",)


def _settings(connection: sqlite3.Connection, name: str) -> None:
    # What is deleted is overwritten: a removed article leaves no trace. A crash of the machine may cost the database,
    # never the build, so it need not wait for the disk.
    connection.execute(f"PRAGMA {name}.secure_delete = ON")
    connection.execute(f"PRAGMA {name}.synchronous = OFF")


def _make_tables(connection: sqlite3.Connection, schema: str) -> None:
    for name, columns in _TABLES.items():
        connection.execute(f"CREATE TABLE {schema}{name} ({columns}, PRIMARY KEY ({_KEYS[name]})) WITHOUT ROWID")
    for name in _INDEXED:
        connection.execute(f"CREATE INDEX {schema}{name}_part ON {name} (part)")


def _rows(part: str, written: Iterable[Block]) -> Iterator[tuple[object, ...]]:
    for block in written:
        prefixes = " ".join(block.prefixes)
        yield block.place, part, block.subject, block.kind, prefixes, block.triples, block.text, block.profile
