"""Tables that fit any terminal: room is shared by need, numbers stay whole, rows without room become blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

_GAPS = (3, 2)  # columns between columns: less, and cells of several words run into each other
_WHOLE = 16  # the longest word with letters that is never cut; numbers are not, however long
_LEAST_MEANING = 20  # columns beside a name; where there are fewer, the meaning stands under it
_INDENT = 2
_BLANK = ("", Text())  # between the blocks of a list


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, and on which side its cells stand."""

    head: str
    side: Literal["left", "right"] = "left"


Row = tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one name."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class FittedTable:
    """A table laid out for the width there is, in whichever way takes the fewest lines.

    `over` is the head of the column that names the groups. It may stand as the first column or, where that saves
    lines, each name above its rows; a table without it has one group, whose name is not shown.
    """

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    over: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        """Yield the best layout; where two are as short, the one that keeps more side by side."""
        yield min(self._layouts(options.max_width), key=lambda layout: layout.lines).content

    def _layouts(self, width: int) -> Iterator[_Layout]:
        if self.over:
            yield from self._with_names(width)
        found = _fit(self.columns, [row for group in self.groups for row in group.rows], width)
        if found:
            yield self._under_names(found)
        yield self._blocks(width)

    def _with_names(self, width: int) -> Iterator[_Layout]:
        columns = (Column(self.over), *self.columns)
        groups = [
            [(Text(group.name if number == 0 else ""), *row) for number, row in enumerate(group.rows)]
            for group in self.groups
        ]
        found = _fit(columns, [row for rows in groups for row in rows], width)
        if found:
            table = _table(columns, found)
            for rows in groups:
                for row in rows:
                    table.add_row(*row)
                table.add_section()
            yield _Layout(found.lines + len(groups), table)

    def _under_names(self, found: _Fit) -> _Layout:
        if not self.over:
            table = _table(self.columns, found)
            for row in self.groups[0].rows:
                table.add_row(*row)
            return _Layout(found.lines, table)
        parts: list[RenderableType] = [_table(self.columns, found)]
        for group in self.groups:
            body = _table(self.columns, found)
            body.show_header = False
            for row in group.rows:
                body.add_row(*row)
            parts += [Text(group.name, style="bold"), body, Text()]
        return _Layout(found.lines + 2 * len(self.groups), _Stack(tuple(parts[:-1])))

    def _blocks(self, width: int) -> _Layout:
        listed: list[tuple[str, RenderableType]] = []
        lines = 0
        beside = width - _widest(column.head for column in self.columns) - _INDENT
        for group in self.groups:
            for row in group.rows:
                if listed:
                    listed.append(_BLANK)
                if self.over:
                    listed.append((self.over, Text(group.name, style="bold")))
                for column, cell in zip(self.columns, row, strict=True):
                    if cell.plain:
                        listed.append((column.head, cell))
                        lines += _height(cell, beside)
                lines += 1
        return _Layout(lines, Listed(tuple(listed), "dim"))


def plain_table(columns: Sequence[Column], rows: Iterable[Row]) -> FittedTable:
    """Return a table whose rows stand in no groups."""
    return FittedTable(tuple(columns), (Group("", tuple(rows)),))


@dataclass(frozen=True, slots=True)
class Listed:
    """Names with what they mean beside them, or under them where the terminal is too narrow for that."""

    rows: tuple[tuple[str, RenderableType], ...]
    style: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        """Yield the rows."""
        room = options.max_width - _widest(name for name, _ in self.rows) - _INDENT
        whole = max((_whole(meaning) for _, meaning in self.rows if isinstance(meaning, Text)), default=0)
        if room < max(_LEAST_MEANING, whole):
            for name, meaning in self.rows:
                if name:
                    yield Text(name, style=self.style, overflow="fold")
                yield Padding(meaning, (0, 0, 0, _INDENT))
            return
        grid = Table.grid(padding=(0, _INDENT, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        for name, meaning in self.rows:
            grid.add_row(Text(name, style=self.style), meaning)
        yield grid


@dataclass(frozen=True, slots=True)
class _Layout:
    lines: int
    content: RenderableType


@dataclass(frozen=True, slots=True)
class _Stack:
    """Parts one under the other."""

    parts: tuple[RenderableType, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        yield from self.parts


# --- sharing the room ---


@dataclass(frozen=True, slots=True)
class _Fit:
    """Widths of columns, the gap between them, and about how many lines the rows take."""

    widths: tuple[int, ...]
    gap: int
    lines: int


def _fit(columns: Sequence[Column], rows: Sequence[Row], width: int) -> _Fit | None:
    """Share `width` out, each column first getting what keeps its words whole; None where that is too much."""
    least = [_whole(Text(column.head)) for column in columns]
    most = [cell_len(column.head) for column in columns]
    for row in rows:
        for place, cell in enumerate(row):
            most[place] = max(most[place], cell_len(cell.plain))
            least[place] = max(least[place], _whole(cell))
    for gap in _GAPS:
        room = width - gap * (len(columns) - 1)
        if sum(most) <= room or (gap == _GAPS[-1] and sum(least) <= room):
            widths = _shared(least, most, room)
            lines = sum(max(map(_height, row, widths)) for row in rows)
            return _Fit(tuple(widths), gap, lines)
    return None


def _shared(least: Sequence[int], most: Sequence[int], room: int) -> list[int]:
    """Give what room is left to the columns whose cells take the most lines.

    >>> _shared([4, 8, 8], [4, 10, 60], 40)
    [4, 8, 28]
    """
    if sum(most) <= room:
        return list(most)
    widths = list(least)
    for _ in range(room - sum(least)):
        widths[max(range(len(widths)), key=lambda place: most[place] / max(widths[place], 1))] += 1
    return widths


def _whole(text: Text) -> int:
    """Return the width at which no number of a text is cut, and no word but very long ones."""
    return max(
        (
            cell_len(word) if not any(map(str.isalpha, word)) else min(cell_len(word), _WHOLE)
            for word in text.plain.split()
        ),
        default=0,
    )


def _height(cell: Text, width: int) -> int:
    return max(1, -(-cell_len(cell.plain) // max(width, 1)))


def _widest(names: Iterable[str]) -> int:
    return max(map(cell_len, names), default=0)


def _table(columns: Sequence[Column], fit: _Fit) -> Table:
    """Return a table without rows; its rule is one of the columns of each gap."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, fit.gap - 2))
    for column, width in zip(columns, fit.widths, strict=True):
        table.add_column(Text(column.head), justify=column.side, width=width, overflow="fold")
    return table
