"""Long lists in pages: `editions`, `editions/2`, `editions/3`, so that files in a folder can hold them too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from kg.site.views import Asked

SIZE = 100

_EachT = TypeVar("_EachT")


@dataclass(frozen=True, slots=True)
class Paging(Generic[_EachT]):
    """One page of a list: its items, which they are of all, counted from 1, and the paths of the pages beside it."""

    items: Sequence[_EachT]
    first: int
    last: int
    total: int
    before: str | None
    after: str | None
    before_words: str = "Previous"
    after_words: str = "Next"


def page_of(all_items: Sequence[_EachT], asked: Asked, size: int = SIZE) -> Paging[_EachT] | None:
    """Return the page of a list that a path asks for, None where the list is not as long.

    >>> page_of("abcde", Asked("letters/2"), 2)
    Paging(items='cd', first=3, last=4, total=5, before='letters', after='letters/3', before_words='Previous', \
after_words='Next')
    >>> page_of("abcde", Asked("letters/4"), 2), page_of("abcde", Asked("letters/1"), 2)
    (None, None)
    """
    name, _, rest = asked.path.partition("/")
    number = _number(rest)
    total = len(all_items)
    pages = _count(total, size)
    if number is None or number > pages:
        return None
    start = (number - 1) * size
    items = all_items[start : start + size]
    before = None if number == 1 else _path(name, number - 1)
    after = None if number == pages else _path(name, number + 1)
    return Paging(items, start + 1 if items else 0, start + len(items), total, before, after)


def paths_of(name: str, total: int, size: int = SIZE) -> Iterator[str]:
    """Return the paths of the pages of a list.

    >>> list(paths_of("letters", 5, 2)), list(paths_of("letters", 0))
    (['letters', 'letters/2', 'letters/3'], ['letters'])
    """
    return (_path(name, number) for number in range(1, _count(total, size) + 1))


def _count(total: int, size: int) -> int:
    return max(1, -(-total // size))


def _path(name: str, number: int) -> str:
    return name if number == 1 else f"{name}/{number}"


def _number(rest: str) -> int | None:
    """Read the number of a page; the first has none, so that each page has one path."""
    if not rest:
        return 1
    if not (rest.isascii() and rest.isdigit() and len(rest) < 10) or rest.startswith("0") or rest == "1":
        return None
    return int(rest)
