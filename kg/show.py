"""How fairs and editions look in a terminal: tables and sheets, for rich to lay out at the terminal's width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Store
from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kg.lookup import EditionLine, FairLine
from kg.sheets import Deal, Sheet, Statement, make_sheet
from kg.statements import Figure, Quote
from kg.wording import amount, days, growth

_MOST_QUOTES = 3  # under one value: the first few prove it, and the graph has them all
# The figures by which editions of a fair are compared, and the indicators that stand for each, the best first.
_COLUMNS = {
    "Exhibitors": ("exhibitors",),
    "Visitors": ("visitors", "visits", "attendees", "buyers"),
    "Area": ("exhibition area",),
    "Deal value": ("deal value",),
}


def fairs_table(fairs: Iterable[FairLine]) -> RenderableType:
    """Lay out all fairs with their editions."""
    table = _table("Fair", "Edition", ">Year", ">Figures", ">Deals", ">Articles")
    for fair in fairs:
        name = fair.label
        if not fair.editions or fair.figures:
            table.add_row(name, "", "", _count(fair.figures), "", _count(fair.articles))
            name = ""
        for edition in fair.editions:
            table.add_row(
                name,
                f"{_th(edition.ordinal)}" if edition.ordinal else "",
                str(edition.year or ""),
                _count(edition.figures),
                _count(edition.deals),
                _count(edition.articles),
            )
            name = ""
        table.add_section()
    return table


def fair_sheet(store: Store, fair: FairLine) -> RenderableType:
    """Lay out what is known of a fair: its names, its editions side by side, and the figures about it as a whole."""
    names = f"also {', '.join(fair.other_names)}" if fair.other_names else "a fair"
    parts: list[RenderableType] = [Text(fair.label, style="bold"), Text(names), Text(fair.node.value, style="dim")]
    sheet = make_sheet(store, fair.node)
    if fair.editions:
        table = _table("Edition", "When", "Where", *(f">{column}" for column in _COLUMNS))
        for edition in fair.editions:
            each = make_sheet(store, edition.node)
            table.add_row(
                _short_label(edition, fair),
                _when(each, edition),
                _first(each, "city") or _first(each, "country"),
                *(_key_figure(each.figures, names) for names in _COLUMNS.values()),
            )
        parts += [_heading("Editions"), table]
    return Group(*parts, *_sections(sheet))


def edition_sheet(store: Store, edition: EditionLine) -> RenderableType:
    """Lay out what is known of an edition, each value with the words that prove it."""
    return Group(
        Text(edition.label, style="bold"),
        Text(edition.node.value, style="dim"),
        *_sections(make_sheet(store, edition.node)),
    )


# --- parts ---


def _sections(sheet: Sheet) -> Iterator[RenderableType]:
    if sheet.statements:
        yield _heading("What is said of it")
        yield _grid((each.name, _statement(each), each.quotes) for each in sheet.statements)
    if sheet.figures:
        yield _heading("Figures")
        yield _grid((each.indicator, _figure(each), each.quotes) for each in sheet.figures)
    if sheet.deals:
        yield _heading("Deals")
        yield _grid((amount(each.value, each.unit), _parties(each), each.quotes) for each in sheet.deals)


def _statement(each: Statement) -> Text:
    text = Text(each.value, style="bold" if each.rank == "preferred" else "")
    if each.rank != "preferred":
        text.append(" (also said)" if each.rank == "normal" else " (said, but set aside)", style="yellow")
    elif not each.quotes:
        text.append(" (derived)" if each.derived else " (registry)", style="dim")
    return text


def _figure(each: Figure) -> Text:
    value = amount(each.value, each.unit, each.bound) if each.value is not None else ""
    change = growth(each.change, each.unit) if each.change else ""
    text = Text(value or change, style="bold")
    notes = [
        each.scope_of or each.scope if each.scope != "total" else "",
        each.status if each.status != "actual" else "",
        change if value else "",
        each.basis or "",
        f"said {' and '.join(each.speakers)}" if each.speakers else "",
        f"derived: {each.rule}" if each.rule else "",
    ]
    if any(notes):
        text.append(f" ({', '.join(note for note in notes if note)})", style="yellow" if each.rule else "")
    return text


def _parties(deal: Deal) -> Text:
    return Text(" with ".join(deal.parties), style="bold")


def _grid(rows: Iterable[tuple[str, Text, tuple[Quote, ...]]]) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    last = None
    for name, value, quotes in rows:
        grid.add_row(Text(name if name != last else ""), Group(value, *_quotes(quotes)))
        last = name
    return Padding(grid, (0, 0, 0, 2))


def _quotes(quotes: Sequence[Quote]) -> Iterator[Text]:
    for quote in quotes[:_MOST_QUOTES]:
        words = " ".join(quote.words.split())
        yield Text.assemble((f"“{words}”", "italic"), (f" {quote.article} {quote.start}-{quote.end}", "dim"))
    if len(quotes) > _MOST_QUOTES:
        yield Text(f"and {len(quotes) - _MOST_QUOTES} more", style="dim")


def _heading(text: str) -> RenderableType:
    return Padding(Text(text, style="bold underline"), (1, 0, 0, 0))


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(column.removeprefix(">"), justify="right" if column.startswith(">") else "left")
    return table


def _key_figure(figures: Iterable[Figure], indicators: Sequence[str]) -> str:
    """Return the figure that best stands for an edition: what happened, before plans; more articles before fewer."""
    totals = [each for each in figures if each.indicator in indicators and each.scope == "total" and each.value]
    best = min(
        totals,
        key=lambda each: (
            indicators.index(each.indicator),
            each.status != "actual",
            each.rule is not None,
            -len({quote.article for quote in each.quotes}),
            -(each.value or 0),
        ),
        default=None,
    )
    if best is None:
        return ""
    mark = {"min": "+", "max": " at most", "approx": " ca."}.get(best.bound, "")
    return amount(best.value, best.unit) + mark + ("*" if best.status != "actual" else "")


def _when(sheet: Sheet, edition: EditionLine) -> str:
    return days(_first(sheet, "opens"), _first(sheet, "closes")) or str(edition.year or "")


def _first(sheet: Sheet, name: str) -> str:
    return next((each.value for each in sheet.statements if each.name == name), "")


def _short_label(edition: EditionLine, fair: FairLine) -> str:
    return edition.label.removeprefix(fair.label).strip() or edition.label


def _count(number: int) -> str:
    return str(number) if number else ""


def _th(ordinal: int) -> str:
    ending = "th" if 10 <= ordinal % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(ordinal % 10, "th")
    return f"{ordinal}{ending}"
