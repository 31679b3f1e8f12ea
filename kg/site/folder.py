"""All pages of a graph as files of a folder, to be put on any web server: the same pages as those of `kg serve`."""

from __future__ import annotations

import shutil
from pathlib import Path

from kg.errors import KgError
from kg.site.links import FileLinks, file_name
from kg.site.site import STATIC, Site
from kg.site.source import Source


def write_pages(source: Source, folder: Path) -> None:
    """Write all pages into an empty folder.

    Raises:
        KgError: two pages have names that differ in their case only, and the disk takes them for one.
        OSError: the folder cannot be written.
    """
    shutil.copytree(STATIC, folder / "static")
    site = Site(source, FileLinks, live=False)
    for path in site.paths():
        document = site.document(path)
        if document is None:
            raise ValueError(f"the site has no page at {path!r}, which it lists")
        file = folder / file_name(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            with file.open("xb") as stream:
                stream.write(document.body)
        except FileExistsError as error:
            raise KgError(f"this disk takes {path} and another page, whose name differs in case, for one") from error
