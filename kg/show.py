"""How fairs and editions look in a terminal: tables and sheets, for rich to lay out at the terminal's width."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Store
from rich.console import Group as Stack
from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from kg.charts import Chart
from kg.checks import Difference
from kg.graph.triples import numeral
from kg.lookup import EditionLine, FairLine, independent_sources
from kg.others import Other, Told, deals_with, figures_about, links_to, read_told
from kg.sheets import Deal, Held, Sheet, Statement, held, make_sheet
from kg.statements import ATTRIBUTES, Claimed, Figure, Quote, Standing, count_articles
from kg.tables import Column, FittedTable, Group, Listed, Row, plain_table
from kg.timelines import TimeLine, key_figures, time_lines
from kg.wording import (
    amount,
    apart,
    chosen_by,
    counted,
    days,
    growth,
    part_words,
    short_label,
    support,
    verdict_words,
)

_MOST_DIFFERENCES = 3  # beside one value; `kg check` has them all
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
    heads = (Column("Edition"), *(Column(head, "right") for head in ("Year", "Figures", "Deals", "Articles")))
    return FittedTable(heads, tuple(Group(fair.label, tuple(_fair_rows(fair))) for fair in fairs), over="Fair")


def _fair_rows(fair: FairLine) -> Iterator[Row]:
    if not fair.editions or fair.figures:
        yield _row("", "", _count(fair.figures), "", _count(fair.articles))
    for edition in fair.editions:
        yield _row(
            numeral(edition.ordinal) if edition.ordinal else "",
            str(edition.year or ""),
            _count(edition.figures),
            _count(edition.deals),
            _count(edition.articles),
        )


def fair_sheet(store: Store, fair: FairLine) -> RenderableType:
    """Lay out what is known of a fair: its names, its editions side by side, and the figures about it as a whole."""
    names = f"also {', '.join(fair.other_names)}" if fair.other_names else "a fair"
    parts: list[RenderableType] = [Text(fair.label, style="bold"), Text(names), Text(fair.node.value, style="dim")]
    lines = time_lines(store, fair)
    if fair.editions:
        parts += [_heading("Editions"), _editions(store, fair, lines)]
    for line in lines:
        if sum(point.figure is not None for point in line.points) > 1:
            labels = tuple(short_label(point.edition.label, fair.label) for point in line.points)
            parts += [_heading(_line_title(line, lines)), Padding(Chart(line, labels), (0, 0, 0, 2))]
    return Stack(*parts, *_sections(make_sheet(store, fair.node)))


def _editions(store: Store, fair: FairLine, lines: Sequence[TimeLine]) -> RenderableType:
    columns = (*map(Column, ("Edition", "When", "Where")), *(Column(head, "right") for head in _COLUMNS))
    rows = []
    places = held(store, [edition.node for edition in fair.editions])
    best = key_figures(lines)
    for edition in fair.editions:
        here = places.get(edition.node.value, Held("", "", ""))
        known = best.get(edition.node.value, {})
        figures = [next((known[name] for name in names if name in known), None) for names in _COLUMNS.values()]
        when = days(here.opens, here.closes) or str(edition.year or "")
        rows.append(_row(short_label(edition.label, fair.label), when, here.place, *map(_key_figure, figures)))
    return plain_table(columns, rows)


def _line_title(line: TimeLine, lines: Iterable[TimeLine]) -> str:
    title = line.indicator.capitalize()
    units = {each.unit for each in lines if each.indicator == line.indicator}
    return f"{title}, {line.unit}" if len(units) > 1 else title


def edition_sheet(store: Store, edition: EditionLine) -> RenderableType:
    """Lay out what is known of an edition, each value with the words that prove it."""
    return Stack(
        Text(edition.label, style="bold"),
        Text(edition.node.value, style="dim"),
        *_independent(edition.articles, independent_sources(store, edition.node)),
        *_sections(make_sheet(store, edition.node)),
    )


# --- countries, organizers, articles ---

_RELATIONS = {"country": "held here", "takes part": "takes part in", "guest country": "guest at"}


def other_sheet(store: Store, other: Other) -> RenderableType:
    """Lay out what is known of a country, an organizer or an article."""
    if other.kind == "article":
        return _article_sheet(read_told(store, other))
    parts: list[RenderableType] = [Text(other.label, style="bold"), Text(other.node.value, style="dim")]
    links: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for link in links_to(store, other.node):
        links[_RELATIONS.get(link.relation, link.relation)][link.fair].append(link.label)
    rows = [(relation, _editions_of(fair, labels)) for relation, of in links.items() for fair, labels in of.items()]
    if rows:
        parts += [_heading("Fairs and editions"), _grid((name, text, ()) for name, text in rows)]
    own = Sheet((), figures_about(store, other.node), deals_with(store, other.node), ())
    return Stack(*parts, *_sections(own))


def _editions_of(fair: str, labels: Iterable[str]) -> Text:
    editions = ", ".join(short_label(label, fair) for label in labels if label != fair)
    return Text.assemble((fair, "bold"), f": {editions}" if editions else "")


def _article_sheet(told: Told) -> RenderableType:
    published = (told.id, told.publisher, told.published, f"copy of {told.copy_of}" if told.copy_of else "")
    parts: list[RenderableType] = [Text(told.headline or told.id, style="bold")]
    parts += [
        Text(", ".join(part for part in published if part)),
        *([Text(told.url, style="dim")] if told.url else []),
    ]
    about: dict[str, list[tuple[str, Text, tuple[Quote, ...]]]] = defaultdict(list)
    for each in told.statements:
        own = tuple(quote for quote in each.quotes if quote.article == told.id)
        about[each.about].append((*_statement_words(each), own))
    for subject, rows in about.items():
        parts += [_heading(subject), _grid(rows)]
    if told.deals:
        deals = ((amount(each.value, each.unit), _parties(each), each.quotes) for each in told.deals)
        parts += [_heading("Deals"), _grid(deals)]
    return Stack(*parts)


def _statement_words(each: Figure | Claimed) -> tuple[str, Text]:
    if isinstance(each, Claimed):
        name, words, notes = ATTRIBUTES.get(each.predicate, each.predicate), each.value, []
    else:
        change = growth(each.change, each.unit) if each.change and each.value is not None else ""
        name, words, notes = each.indicator, _figure_words(each), [*part_words(each), change]
    notes += [{"normal": "also said", "deprecated": "set aside"}.get(each.standing.rank or "", "")]
    noted = ", ".join(note for note in notes if note)
    return name, Text.assemble((words, "bold"), f" ({noted})" if noted else "")


# --- parts ---


def _sections(sheet: Sheet) -> Iterator[RenderableType]:
    values = _Values(sheet)
    if sheet.statements:
        yield _heading("What is said of it")
        yield _grid((each.name, values.statement(each), each.quotes) for each in sheet.statements)
    if sheet.figures:
        yield _heading("Figures")
        yield _grid((each.indicator, values.figure(each), each.quotes) for each in sheet.figures)
    if sheet.deals:
        yield _heading("Deals")
        yield _grid((amount(each.value, each.unit), _parties(each), each.quotes) for each in sheet.deals)


def _independent(articles: int, sources: int) -> Iterator[Text]:
    """Say that some articles are copies of others, if any are."""
    if sources < articles:
        yield Text(f"{counted(articles, 'article')}, {counted(sources, 'source')}")


class _Values:
    """The values of a sheet in words, each with its rank and what differs from it."""

    def __init__(self, sheet: Sheet) -> None:
        self._words = {figure.node: _figure_words(figure) for figure in sheet.figures}
        self._words |= {each.claim.node: each.value for each in sheet.statements if each.claim}
        self._standings = {figure.node: figure.standing for figure in sheet.figures}
        self._standings |= {each.claim.node: each.claim.standing for each in sheet.statements if each.claim}
        self._differences: dict[str, list[Difference]] = defaultdict(list)
        for difference in sheet.differences:
            self._differences[difference.preferred].append(difference)
            self._differences[difference.other].append(difference)

    def statement(self, each: Statement) -> Text:
        text = Text(each.value, style="bold" if each.rank == "preferred" else "")
        if each.rank != "preferred":
            text.append(" (also said)" if each.rank == "normal" else " (said, but set aside)", style="yellow")
        elif not each.quotes:
            text.append(" (derived)" if each.derived else " (registry)", style="dim")
        return self._with_differences(text, each.claim)

    def figure(self, each: Figure) -> Text:
        text = Text(_figure_words(each), style="bold" if each.standing.rank in (None, "preferred") else "")
        change = growth(each.change, each.unit) if each.change else ""
        checked = verdict_words(each.change, each.unit) if each.change else ""
        notes = [
            *part_words(each),
            change if each.value is not None else "",
            checked,
            f"said {' and '.join(each.speakers)}" if each.speakers else "",
            f"derived: {each.rule}" if each.rule else "",
            _rank_words(each.standing),
            _copied(each),
        ]
        if any(notes):
            style = "yellow" if each.rule or each.standing.rank not in (None, "preferred") else ""
            text.append(f" ({', '.join(note for note in notes if note)})", style=style)
        return self._with_differences(text, each)

    def _with_differences(self, text: Text, each: Figure | Claimed | None) -> Text:
        found = self._differences[each.node] if each else []
        for difference in found[:_MOST_DIFFERENCES]:
            text.append(f"\n{self._difference(difference, each.node if each else '')}", style="yellow")
        if len(found) > _MOST_DIFFERENCES:
            text.append(f"\nand {len(found) - _MOST_DIFFERENCES} more differences", style="yellow")
        return text

    def _difference(self, difference: Difference, node: str) -> str:
        is_other = node == difference.other
        rival = self._words.get(difference.preferred if is_other else difference.other, "another statement")
        standing = self._standings.get(difference.other, Standing(None, None, None))
        rule = chosen_by(standing) if is_other and standing.rule else ""
        notes = (rival, apart(difference.percent), rule)
        return f"{difference.kind}: {', '.join(note for note in notes if note)}"


def _figure_words(each: Figure) -> str:
    if each.value is None:
        return growth(each.change, each.unit) if each.change else ""
    return amount(each.value, each.unit, each.bound)


def _rank_words(standing: Standing) -> str:
    if standing.rank == "preferred":
        return chosen_by(standing)  # nothing, where nothing competes with it
    return {"normal": "also said", "deprecated": "set aside"}.get(standing.rank or "", "")


def _copied(each: Figure) -> str:
    """Say how many of the articles are independent, where some copy others."""
    is_copied = each.standing.sources is not None and each.standing.sources < count_articles(each.quotes)
    return support(each.standing, each.quotes) if is_copied else ""


def _parties(deal: Deal) -> Text:
    return Text(" with ".join(deal.parties), style="bold")


def _grid(rows: Iterable[tuple[str, Text, tuple[Quote, ...]]]) -> RenderableType:
    listed: list[tuple[str, RenderableType]] = []
    last = None
    for name, value, quotes in rows:
        listed.append((name if name != last else "", Stack(value, *_quotes(quotes))))
        last = name
    return Padding(Listed(tuple(listed)), (0, 0, 0, 2))


def _quotes(quotes: Sequence[Quote]) -> Iterator[Text]:
    for quote in quotes[:_MOST_QUOTES]:
        words = " ".join(quote.words.split())
        yield Text.assemble((f"“{words}”", "italic"), (f" {quote.article} {quote.start}-{quote.end}", "dim"))
    if len(quotes) > _MOST_QUOTES:
        yield Text(f"and {len(quotes) - _MOST_QUOTES} more", style="dim")


def _heading(text: str) -> RenderableType:
    return Padding(Text(text, style="bold underline"), (1, 0, 0, 0))


def _row(*cells: str) -> Row:
    return tuple(map(Text, cells))


def _key_figure(figure: Figure | None) -> str:
    if figure is None:
        return ""
    mark = {"min": "+", "max": " at most", "approx": " ca."}.get(figure.bound, "")
    return amount(figure.value, figure.unit) + mark + ("*" if figure.status != "actual" else "")


def _count(number: int) -> str:
    return str(number) if number else ""
