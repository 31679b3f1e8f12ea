"""Renews the libraries in kg/site/static/vendor/ from npm: `python tests/vendored.py`.

`versions.json` there says which package in which version, and which of its files are shipped. To take a newer one,
change its version there and run this. Files are shipped as they are published, but without the line that tells
browsers of a source map: the map is not shipped, and each browser with its tools open would ask for it.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

VENDOR = Path(__file__).resolve().parents[1] / "kg" / "site" / "static" / "vendor"
MANIFEST = VENDOR / "versions.json"
_SOURCE_MAP = re.compile(rb"\n?(?://[#@] ?sourceMappingURL=\S+|/\*[#@] ?sourceMappingURL=[^*]*\*/)\s*\Z")
# The package of Yasgui carries no text of its licence; this is the file of its repository.
_LICENCE_OF_YASGUI = """\
The MIT License (MIT)

Copyright © 2018 Ruben Taelman

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE."""
_LICENCE = re.compile(r"(?:licen[cs]e|notice)(?:[.-](?:md|txt|mit|apache|icons))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shipped:
    """One file: the package and its version, where the file is in it, what it is called here, and its SHA-256."""

    package: str
    version: str
    source: str
    file: str
    licence: str
    licence_file: str
    sha256: str


def manifest() -> tuple[Shipped, ...]:
    """Return what is shipped, as the manifest has it."""
    return tuple(Shipped(**row) for row in json.loads(MANIFEST.read_text(encoding="utf-8")))


def without_source_map(data: bytes) -> bytes:
    """Return a script or a style sheet without the line that leads to its source map."""
    return _SOURCE_MAP.sub(b"\n", data)


def main() -> None:
    """Fetch the packages of the manifest, and write their files, their licences and the manifest."""
    rows = manifest()
    with tempfile.TemporaryDirectory() as folder:
        wanted = sorted({f"{row.package}@{row.version}" for row in rows})
        command = ["npm", "install", "--ignore-scripts", "--no-save", "--no-audit", "--no-fund", "--prefix", folder]
        subprocess.run([*command, *wanted], check=True, stdout=subprocess.DEVNULL)
        modules = Path(folder) / "node_modules"
        written = []
        for row in rows:
            data = without_source_map((modules / row.package / row.source).read_bytes())
            (VENDOR / row.file).write_bytes(data)
            told = json.loads((modules / row.package / "package.json").read_text(encoding="utf-8"))
            changed = {"licence": told["license"], "sha256": hashlib.sha256(data).hexdigest()}
            written.append({**asdict(row), **changed})
        for name in sorted({row.licence_file for row in rows}):
            shipped = [row for row in rows if row.licence_file == name]
            (VENDOR / name).write_text(_licences(modules, shipped), encoding="utf-8")
    MANIFEST.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")


def _licences(modules: Path, rows: list[Shipped]) -> str:
    """Return the licence of a package, and those of all packages that its files hold a copy of."""
    package = rows[0].package
    inside = {each for row in rows for each in _bundled(modules / package / f"{row.source}.map")}
    parts = []
    for name in (package, *sorted(inside - {package})):
        folder = modules / name
        told = json.loads((folder / "package.json").read_text(encoding="utf-8")) if folder.is_dir() else {}
        texts = sorted(each for each in folder.glob("*") if each.is_file() and _LICENCE.fullmatch(each.name))
        words = [each.read_text(encoding="utf-8", errors="replace").strip() for each in texts]
        if name == "@zazuko/yasgui" and not words:
            words = [_LICENCE_OF_YASGUI]
        author = told.get("author", "")
        author = author.get("name", "") if isinstance(author, dict) else author
        said = f"Licence: {told.get('license', 'see the package')}" + (f"; author: {author}" if author else "")
        parts.append("\n\n".join([f"{name}\n{'-' * len(name)}\n{said}", *words]))
    return "\n\n\n".join(parts) + "\n"


def _bundled(source_map: Path) -> Iterator[str]:
    """Return the packages whose code the source map of a file lists."""
    if source_map.is_file():
        sources = json.loads(source_map.read_bytes())["sources"]
        inside = (re.findall(r"node_modules/((?:@[^/]+/)?[^/]+)/", source)[-1:] for source in sources)
        yield from (each[0] for each in inside if each)


if __name__ == "__main__":
    if shutil.which("npm") is None:
        raise SystemExit("npm is needed to fetch the packages")
    main()
