"""Files, folders and standard input become articles, whose text never changes after."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg.directory import is_build
from kg.errors import SourceError
from kg.frontmatter import FrontMatter, date_in_furniture, parse_date, read_front_matter
from kg.model import Article, Finding, FindingCode

SUFFIXES = (".md", ".txt")
STDIN = "-"
_LARGEST = 20 * 1024 * 1024  # bytes; the longest news article is under 200 KB, so more is a dump of something else
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Sources:
    """The articles that inputs hold, sorted by id, and what could not be read of them."""

    articles: tuple[Article, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article can be read, and read again: a file, or what came on standard input."""

    source: str
    path: Path | None = None
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Listing:
    """The places of articles that inputs name, and what could not be listed of them."""

    origins: tuple[Origin, ...] = ()
    findings: tuple[Finding, ...] = ()


def list_origins(inputs: Sequence[str | Path], stdin: BinaryIO | None = None) -> Listing:
    """Find the places of articles that `inputs` name; a file named twice is there once. See `read_articles`."""
    paths: dict[Path, Path] = {}  # by where they really are
    findings: list[Finding] = []
    origins: list[Origin] = []
    for name in sorted({str(name) for name in inputs}):
        if name == STDIN:
            origins.append(Origin(STDIN, data=_bounded(stdin or sys.stdin.buffer)))
            continue
        path = Path(name)
        if not os.path.lexists(path):
            raise SourceError(_shown(path), "no such file or folder")
        found = _in_folder(path) if path.is_dir() else _Files((path,))
        findings.extend(found.findings)
        for file in found.paths:
            paths.setdefault(file.resolve(), file)
    origins.extend(Origin(_shown(path), path) for path in sorted(paths.values()))
    return Listing(tuple(origins), tuple(findings))


def read_origin(origin: Origin) -> Sources:
    """Read the article of one place; what cannot be read is a Finding."""
    if origin.path is None:
        return _parse(origin.data, "stdin", origin.source)
    return _read_file(origin.path)


def read_articles(inputs: Sequence[str | Path], stdin: BinaryIO | None = None) -> Sources:
    """Read the articles that `inputs` name; the result is the same in whatever order they are given.

    Args:
        inputs: files, folders (their .txt and .md files at any depth, without hidden files and read-mes), or `-` for
            one article on standard input.
        stdin: what `-` reads; `sys.stdin` if None.

    Raises:
        SourceError: no such file or folder. What is there and cannot be read is a Finding.
    """
    listing = list_origins(inputs, stdin)
    parsed = [read_origin(origin) for origin in listing.origins]
    unique = unique_articles(article for each in parsed for article in each.articles)
    found = (finding for each in parsed for finding in each.findings)
    return Sources(unique.articles, (*listing.findings, *found, *unique.findings))


def one_article(name: str | Path, stdin: BinaryIO | None = None) -> Article:
    """Read the article of one file, or of standard input for `-`.

    Raises:
        SourceError: no such file, a folder, or nothing that can be read as an article.
    """
    if str(name) != STDIN and Path(name).is_dir():
        raise SourceError(str(name), "a folder; give the file of one article")
    sources = read_articles([name], stdin)
    if not sources.articles:
        said = sources.findings[0].message if sources.findings else "there is no article in it"
        raise SourceError(str(name), said.removeprefix(f"{name}: ").rstrip("."), sources.findings)
    return sources.articles[0]


def parse_article(text: str, name: str, source: str = "") -> Sources:
    r"""Make an article of `text`: its front matter, if it has one, and its body.

    Args:
        text: the whole file; line ends of any kind.
        name: the article's id where the front matter gives none.
        source: the path to name in findings; `name` if empty.

    >>> parse_article("---\npublished: 2023-11-10\n---\nThe fair closed.\r\n", "a").articles[0].text
    'The fair closed.\n'
    >>> parse_article("", "a").findings[0].message
    'a: the file is empty.'
    """
    source = source or name
    folded = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    matter = read_front_matter(folded)
    findings = []
    if matter.problem:
        kept = ", ".join(key for key, _ in matter.fields) or "nothing"
        findings.append(
            _finding(
                FindingCode.BAD_FRONT_MATTER,
                source,
                f"the front matter {matter.problem}; the body was read, and of the front matter: {kept}.",
            )
        )
    published = matter.get("published")
    stated = parse_date(published) if published else None
    if published and stated is None:
        problem = f"`published: {published[:40]}` is not a date such as 2023-11-10; it was left out."
        findings.append(_finding(FindingCode.BAD_FRONT_MATTER, source, problem))
    body = folded[matter.body_start :]
    if not body.strip():
        what = "the file is empty." if not folded.strip() else "there is no text after the front matter."
        return Sources((), (*findings, _finding(FindingCode.EMPTY_FILE, source, what)))
    article = Article(
        id=matter.get("id") or name,
        text=body,
        title=matter.get("title"),
        publisher=matter.get("publisher"),
        published=stated or date_in_furniture(body),
        url=matter.get("url"),
        language=_language(matter),
        sha256=hashlib.sha256(body.encode()).hexdigest(),
        source=source,
    )
    return Sources((article,), tuple(findings))


def _language(matter: FrontMatter) -> str | None:
    language = matter.get("language")
    return language.lower() if language else None


def _finding(code: FindingCode, source: str, problem: str, article: str | None = None) -> Finding:
    return Finding(code, f"{source}: {problem}", article=article, source=source)


# --- files ---


@dataclass(frozen=True, slots=True)
class _Files:
    paths: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()


def _in_folder(folder: Path) -> _Files:
    """Find the article files of a folder, but not in builds within it. Links that lead out of it are findings."""
    inside = folder.resolve()
    paths: list[Path] = []
    findings: list[Finding] = []

    def unreadable(error: OSError) -> None:
        problem = f"the folder cannot be read ({_reason(error)})."
        findings.append(_finding(FindingCode.UNREADABLE_FILE, _shown(Path(error.filename)), problem))

    for parent, folders, files in os.walk(folder, onerror=unreadable):
        # The report of a build among the articles is no article: else a second build would read the first.
        kept = (name for name in folders if not name.startswith(".") and not is_build(Path(parent, name)))
        folders[:] = sorted(kept)
        for name in sorted((*files, *folders)):
            path = Path(parent, name)
            is_article = (
                path.suffix.lower() in SUFFIXES and not name.startswith(".") and path.stem.lower() != "readme"
            )
            if path.is_symlink() and (is_article or path.is_dir()) and not path.resolve().is_relative_to(inside):
                problem = (
                    "a link that leads out of the folder is not followed; name its target as an input of its own."
                )
                findings.append(_finding(FindingCode.UNREADABLE_FILE, _shown(path), problem))
            elif name not in folders and is_article:
                paths.append(path)
    if not paths and not findings:
        problem = f"the folder holds no article, that is no {' or '.join(SUFFIXES)} file."
        findings.append(_finding(FindingCode.EMPTY_FILE, _shown(folder), problem))
    return _Files(tuple(paths), tuple(findings))


def _read_file(path: Path) -> Sources:
    source = _shown(path)
    try:
        # A named pipe among a folder's files would wait for a writer for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            return Sources(
                (), (_finding(FindingCode.UNREADABLE_FILE, source, "not a regular file; it was skipped."),)
            )
        with path.open("rb") as file:
            data = _bounded(file)
    except OSError as error:
        problem = f"the file cannot be read ({_reason(error)}); it was skipped."
        return Sources((), (_finding(FindingCode.UNREADABLE_FILE, source, problem),))
    return _parse(data, Path(source).stem, source)


def _bounded(file: BinaryIO) -> bytes:
    """Read one byte more than the largest article at most, so that `_parse` can tell what is too long."""
    return file.read(_LARGEST + 1)


def _shown(path: Path) -> str:
    """Return the path as text that can be written, for a file's name need not be UTF-8."""
    return os.fsencode(path).decode("utf-8", errors="replace")


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


# --- bytes ---


def _parse(data: bytes, name: str, source: str) -> Sources:
    if len(data) > _LARGEST:
        problem = f"longer than {_LARGEST // 1024**2} MB, so hardly one article; it was skipped, split it first."
        return Sources((), (_finding(FindingCode.UNREADABLE_FILE, source, problem),))
    decoded = _decode(data)
    if decoded is None:
        problem = "not text but binary data; it was skipped."
        return Sources((), (_finding(FindingCode.BINARY_FILE, source, problem),))
    parsed = parse_article(decoded.text, name, source)
    if decoded.assumed is None:
        return parsed
    problem = f"not UTF-8; it was read as {decoded.assumed}. Save it as UTF-8 if letters come out wrong."
    article = parsed.articles[0].id if parsed.articles else None
    return Sources(
        parsed.articles, (_finding(FindingCode.WRONG_ENCODING, source, problem, article), *parsed.findings)
    )


@dataclass(frozen=True, slots=True)
class _Decoded:
    """The text of some bytes, and the encoding that was assumed where they are not UTF-8."""

    text: str
    assumed: str | None = None


def _decode(data: bytes) -> _Decoded | None:
    """Decode bytes, or return None where they are no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return _Decoded(data.decode("utf-16"), "UTF-16")
        except UnicodeDecodeError:
            return None
    if b"\x00" in data:
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(data)
    return None if _is_noise(text) else _Decoded(text)


def _decode_legacy(data: bytes) -> _Decoded | None:
    repaired = data.decode("utf-8", errors="replace")
    damaged = repaired.count("\ufffd")
    whole = sum(1 for character in repaired if character > "\x7f") - damaged
    # One stray byte among many good UTF-8 characters is damage; Windows-1252 hardly ever forms even one.
    if whole > damaged and not _is_noise(repaired):
        return _Decoded(repaired, "UTF-8 with some damaged letters")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return None if _is_noise(text) else _Decoded(text, "Windows-1252")


def _is_noise(text: str) -> bool:
    """Tell binary data that happens to decode: text holds next to no control characters."""
    return len(_CONTROL.findall(text)) > len(text) // 100


# --- ids ---


def unique_articles(articles: Iterable[Article]) -> Sources:
    """Keep one article of each id, the first by its source, so that the order of the inputs does not matter."""
    kept: dict[str, Article] = {}
    findings: list[Finding] = []
    for article in sorted(articles, key=lambda each: (each.id, each.source)):
        first = kept.setdefault(article.id, article)
        if first is not article:
            findings.append(_duplicate(first, article))
    return Sources(tuple(kept.values()), tuple(findings))


def _duplicate(first: Article, second: Article) -> Finding:
    same = first.sha256 == second.sha256
    what = "the same text" if same else "another text"
    mend = "" if same else " Rename it or give it an `id:` in its front matter."
    problem = f"has the same id as {first.source}, {first.id!r}, and {what}; it was left out.{mend}"
    return _finding(FindingCode.DUPLICATE_ID, second.source, problem, first.id)
