"""What stands before and around the words of an article: its front matter, and the date in its page furniture."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import yaml

# The body starts right after the line that closes the front matter, as in the open corpus that the scores rest on.
_BLOCK = re.compile(r"---\n(?P<yaml>.*?\n)??---(?:\n|\Z)", re.DOTALL)
_LARGEST = 64 * 1024  # a page's metadata is under 2 KB; more is a file whose second `---` means something else
_DEEPEST = 20  # nested lists or mappings; ours needs one
_FIELDS = ("id", "title", "publisher", "published", "url", "language")
_NULLS = ("", "~", "null", "Null", "NULL")  # https://yaml.org/type/null.html
# A line that is the same to all of YAML: a name, and a text in quotes without escapes or one without indicators.
_SIMPLE = re.compile(
    r"(?P<key>[a-z]+): "
    r'(?:"(?P<quoted>[^"\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]*)"'
    r"|(?P<plain>[a-zA-Z0-9](?:[a-zA-Z0-9 .,()/_?=&%+~-]|:(?=[a-zA-Z0-9/]))*)) *"
)
_LINE = re.compile(rf"(?P<key>{'|'.join(_FIELDS)})[ \t]*:[ \t]+(?P<value>[^&*!|>\[{{\s].*)$")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields of an article's front matter, as text, and where its body starts.

    `problem` says, as the end of a sentence, what is wrong with the front matter; `fields` then holds what could be
    saved of it.
    """

    fields: tuple[tuple[str, str], ...] = ()
    body_start: int = 0
    problem: str | None = None

    def get(self, name: str) -> str | None:
        """Return the value of a field; None where it is absent, null or blank."""
        return next((value for key, value in self.fields if key == name), None)


def read_front_matter(text: str) -> FrontMatter:
    r"""Read the front matter that opens `text`, whose line ends are folded to line feeds.

    It is never trusted: its size and depth are bounded, aliases are refused and no value is interpreted.

    >>> read_front_matter("---\ntitle: A fair\n---\nBody").get("title")
    'A fair'
    >>> read_front_matter("No front matter").body_start
    0
    >>> read_front_matter("---\ntitle: Sweets: a fair\n---\nBody").get("title")
    'Sweets: a fair'
    """
    block = _BLOCK.match(text)
    if block is None:
        return FrontMatter()
    source = block["yaml"] or ""
    if len(source) > _LARGEST:
        return FrontMatter((), block.end(), f"is longer than {_LARGEST // 1024} KB")
    try:
        pairs = dict(_simple_pairs(source) or _top_level_scalars(source))
        problem = None
    except yaml.MarkedYAMLError as error:
        pairs = dict(_pairs_by_line(source))
        line = "" if error.problem_mark is None else f" (line {error.problem_mark.line + 2})"
        problem = f"is not YAML{line}"
    except (yaml.YAMLError, ValueError) as error:
        pairs = dict(_pairs_by_line(source))
        problem = str(error) if isinstance(error, _RefusedError) else "is not YAML"
    clean = {name: _printable(value) for name, value in pairs.items()}
    fields = tuple((name, clean[name]) for name in _FIELDS if clean.get(name))
    return FrontMatter(fields, block.end(), problem)


def _simple_pairs(source: str) -> list[tuple[str, str]]:
    """Return the pairs of YAML so plain that it can be read line by line, in a tenth of the time; else none."""
    pairs = []
    for line in source.splitlines():
        found = _SIMPLE.fullmatch(line)
        if found is None:
            return []
        plain = (found["plain"] or "").rstrip()
        quoted = found["quoted"]
        pairs.append((found["key"], quoted if quoted is not None else "" if plain in _NULLS else plain))
    return pairs


class _RefusedError(ValueError):
    """YAML that is well formed and still not what front matter may hold."""


def _top_level_scalars(source: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs of the mapping that `source` is, in order; values that are not scalars are passed over.

    It reads the parser's events rather than a loaded value: a loader would build what aliases multiply, and would
    turn the id `007` into 7 and the date 2023-02-30 into an exception.
    """
    depth = 0
    key: str | None = None
    for event in yaml.parse(source, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise _RefusedError("uses YAML aliases, which are not read")
        if isinstance(event, yaml.CollectionStartEvent):
            if depth == 0 and not isinstance(event, yaml.MappingStartEvent):
                raise _RefusedError("is not a list of `name: value` lines")
            depth += 1
            if depth > _DEEPEST:
                raise _RefusedError("is nested too deeply")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            if depth == 1:
                key = None if key is not None else ""
        elif isinstance(event, yaml.ScalarEvent):
            if depth == 0 and event.value:
                raise _RefusedError("is not a list of `name: value` lines")
            if depth != 1:
                continue
            if key is None:
                key = event.value
            else:
                is_null = event.style is None and event.value in _NULLS
                yield key, "" if is_null else event.value
                key = None


def _printable(value: str) -> str:
    """Return `value` on one line, without the control characters and lone surrogates that YAML escapes can write."""
    return "".join(c for c in " ".join(value.split()) if unicodedata.category(c) not in ("Cc", "Cs"))


def _pairs_by_line(source: str) -> Iterator[tuple[str, str]]:
    """Yield what can be saved of front matter that is not YAML: `name: value` lines of the known names."""
    for line in source.splitlines():
        found = _LINE.match(line)
        if found and found["value"].strip() not in _NULLS:
            yield found["key"], found["value"].strip("\"' ")


# --- dates ---

_HEAD = 600  # characters; the furniture above the text of the articles seen ends before 200
_MONTH = r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_WEEKDAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,?\s+)?"
_DATES = tuple(
    re.compile(_WEEKDAY + pattern + r"(?![\d/-])", re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]{_MONTH},?[\s-](?P<year>\d{{4}})",
        rf"{_MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}})",
    )
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = re.compile(
    r"(?:(?:[T,\s-]|at)*\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?\s*", re.IGNORECASE
)
_ZONE = re.compile(r"\(?(?:Z|[A-Z]{2,4})?\s*(?:[+-]\d{1,2}:?\d{0,2})?\)?[.,;]?\s*")
_LABEL = re.compile(
    r"(?:(?P<first>(?:release|publication|publish(?:ed)?|post(?:ed|ing)?)\s+(?:date|time)|date|released|published|posted)"
    r"|(?P<later>(?:last\s+)?(?:updated?|modified)(?:\s+(?:date|time))?))"
    r"(?:\s+(?:on|at))?\s*[:：]?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _DateAt:
    """A date and the offset at which it ends."""

    date: date
    end: int


def parse_date(text: str) -> date | None:
    """Return the date that `text` holds and nothing else, a time of day aside; None where there is none.

    >>> parse_date("2023-11-10"), parse_date("Friday, Nov. 10, 2023 9:30 am")
    (datetime.date(2023, 11, 10), datetime.date(2023, 11, 10))
    >>> parse_date("5-10 November 2023"), parse_date("2023-02-30"), parse_date("11/10/2023")
    (None, None, None)
    """
    stripped = text.strip()
    found = _date_at(stripped, 0)
    return found.date if found and _is_only_time(stripped[found.end :]) else None


def date_in_furniture(body: str) -> date | None:
    r"""Return the publication date that the furniture at the head of a page states.

    It is one that follows a label ("release time:", also on the line before) or stands alone on its line or between
    bars; the date of an update counts where no other is given. A date within a sentence never does.

    >>> date_in_furniture("News\nrelease time:\n\n2022-05-13 11:59\n\nOn June 9th, 2020 the spokesperson said")
    datetime.date(2022, 5, 13)
    >>> date_in_furniture("Daily News | Updated: Nov. 6, 2023 09:12\nThe fair opened.")
    datetime.date(2023, 11, 6)
    >>> date_in_furniture("The fair opens on November 5, 2023 in Shanghai.")
    """
    updated = None
    for furniture in _furniture(body):
        if furniture.is_update:
            updated = updated or furniture.date
        else:
            return furniture.date
    return updated


@dataclass(frozen=True, slots=True)
class _FurnitureDate:
    date: date
    is_update: bool


def _furniture(body: str) -> Iterator[_FurnitureDate]:
    carried: re.Match[str] | None = None  # a label whose date stands on a line below
    for part in _parts(body):
        label = _LABEL.match(part)
        if label is not None and label.end() == len(part):
            carried = label
            continue
        stated = _date_at(part, label.end()) if label else None
        if stated is not None and label is not None:
            yield _FurnitureDate(stated.date, label["later"] is not None)
        elif (alone := parse_date(part)) is not None:
            yield _FurnitureDate(alone, carried is not None and carried["later"] is not None)
        carried = None


def _parts(body: str) -> Iterable[str]:
    """Return the parts, divided by bars, of the lines that begin in the head of a page."""
    head_end = body.find("\n", _HEAD)
    lines = body[: head_end if head_end >= 0 else len(body)].splitlines()
    parts = (part.strip() for line in lines for part in re.split(r"[|｜·•]", line))
    return [part for part in parts if part]


def _date_at(text: str, start: int) -> _DateAt | None:
    for pattern in _DATES:
        found = pattern.match(text, start)
        if found is None:
            continue
        month = found["month"]
        number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
        try:
            return _DateAt(date(int(found["year"]), number, int(found["day"])), found.end())
        except ValueError:  # the 30th of February is no date
            return None
    return None


def _is_only_time(rest: str) -> bool:
    time = _TIME.match(rest)
    return _ZONE.fullmatch(rest, time.end() if time else 0) is not None
