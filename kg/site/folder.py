"""All pages of a graph as files of a folder, to be put on any web server: the same pages as those of `kg serve`."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from kg.errors import OutputError
from kg.site.links import FileLinks, file_name
from kg.site.site import STATIC, Site
from kg.site.source import Source

_MARK = "static/site.css"  # what every folder of pages has, by which it is known as one


def write_folder(source: Source, out: Path, progress: Callable[[str, int, int], None]) -> int:
    """Write all pages into the folder `out`, which appears whole or not at all, and return how many there are.

    A folder that holds pages already is replaced. `progress` is called with the stage, how many pages are written,
    and how many there are.

    Raises `OutputError` where the folder cannot be written, or holds something else.
    """
    _check(out)
    target = out.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(mkdtemp(prefix=".kg-part-", dir=target.parent))
    except OSError as error:
        raise OutputError(out, _reason(error)) from error
    try:
        count = _write(Site(source, FileLinks, live=False), aside / "new", progress)
        _put(aside / "new", target, aside / "old")
    except FileExistsError as error:
        fault = "two pages have names that differ in their case only, which this disk takes for one"
        raise OutputError(out, fault) from error
    except OSError as error:
        raise OutputError(out, _reason(error)) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return count


def _put(new: Path, target: Path, old: Path) -> None:
    """Put a folder in the place of another, which stays where that fails."""
    if target.exists():
        target.rename(old)
    try:
        new.rename(target)
    except BaseException:
        if old.exists():
            old.rename(target)
        raise


def _write(site: Site, folder: Path, progress: Callable[[str, int, int], None]) -> int:
    shutil.copytree(STATIC, folder / "static")
    paths = list(site.paths())
    for done, path in enumerate(paths):
        progress("pages", done, len(paths))
        document = site.document(path)
        if document is None:
            raise ValueError(f"the site has no page at {path!r}, which it lists")
        file = folder / file_name(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as stream:
            stream.write(document.body)
    progress("pages", len(paths), len(paths))
    return len(paths)


def _check(out: Path) -> None:
    if out.is_dir():
        if any(out.iterdir()) and not (out / _MARK).is_file():
            raise OutputError(out, "not empty and no pages of a graph, so it is left as it is; give another -o")
    elif out.exists() or out.is_symlink():
        raise OutputError(out, "a file stands where the folder of pages should go; give a folder with -o")


def _reason(error: OSError) -> str:
    return f"cannot be written ({(error.strerror or type(error).__name__).lower()})"
