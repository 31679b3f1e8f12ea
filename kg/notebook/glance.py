"""A graph at a glance: what is in it, as a line of text and as HTML that stands by itself in a notebook.

The HTML has no script and asks for nothing. It takes the colours of what stands around it, so that it can be read on
white and on black.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from pyoxigraph import Store

from kg.answers import readable, select
from kg.graph.network import KINDS
from kg.lookup import EditionLine, FairLine, list_fairs
from kg.wording import counted

_MOST_FAIRS = 12
_MOST_EDITIONS = 6
_PLURALS = {"country": "countries", "city": "cities", "metric": "figures"}
_COUNT = "SELECT (COUNT(DISTINCT ?each) AS ?count) { ?each a %s }"


def counts(store: Store) -> dict[str, int]:
    """Return how many nodes of each kind there are, without the kinds of which there is none.

    >>> counts(Store())
    {}
    """
    found = {}
    for kind, class_ in KINDS.items():
        number = next(row.whole("count") for row in select(store, _COUNT % class_))
        if number:
            found[kind] = number
    return found


def in_words(kind: str, number: int) -> str:
    """Say how many there are of a kind.

    >>> in_words("country", 1), in_words("country", 2), in_words("metric", 2000)
    ('1 country', '2 countries', '2,000 figures')
    """
    noun = {"metric": "figure"}.get(kind, kind)
    return counted(number, noun) if number == 1 or kind not in _PLURALS else f"{number:,} {_PLURALS[kind]}"


# --- HTML ---

_STYLE = """
.kg-glance{font:14px/1.45 system-ui,sans-serif;max-width:60rem;color:inherit}
.kg-glance .kg-counts{display:flex;flex-wrap:wrap;gap:.4rem;margin:0 0 1rem;padding:0;list-style:none}
.kg-glance .kg-counts li{margin:0;padding:.3rem .75rem;border:1px solid rgba(127,127,127,.35);border-radius:.5rem;
  background:rgba(127,127,127,.08)}
.kg-glance .kg-counts b{font-size:1.15em;font-variant-numeric:tabular-nums}
.kg-glance table{border-collapse:collapse;margin:0 0 .8rem;color:inherit;font-size:13px}
.kg-glance caption{caption-side:top;text-align:left;font-weight:600;padding:.2rem 0;color:inherit}
.kg-glance tr,.kg-glance tr:nth-child(even){background:none}
.kg-glance th,.kg-glance td{text-align:left;vertical-align:top;padding:.25rem 1rem .25rem 0;background:none;
  border:0;border-bottom:1px solid rgba(127,127,127,.25);white-space:normal}
.kg-glance thead th{font-weight:400;opacity:.72}
.kg-glance tbody th{font-weight:600}
.kg-glance .kg-number{text-align:right;font-variant-numeric:tabular-nums}
.kg-glance .kg-quiet{opacity:.72}
""".strip()


def to_html(store: Store) -> str:
    """Return the graph at a glance: how much there is of what, its fairs, the newest editions that have figures."""
    fairs = list_fairs(store)
    parts = [f"<style>{_STYLE}</style>", *_counts(store), *_fairs(fairs), *_editions(fairs)]
    return f'<div class="kg-glance">{"".join(parts)}</div>'


def _counts(store: Store) -> Iterator[str]:
    yield '<ul class="kg-counts">'
    for kind, number in counts(store).items():
        figure, _, noun = in_words(kind, number).partition(" ")
        yield f"<li><b>{figure}</b> {noun}</li>"
    yield f"<li><b>{len(store):,}</b> triples</li></ul>"


def _fairs(fairs: tuple[FairLine, ...]) -> Iterator[str]:
    if not fairs:
        return
    told = sorted(fairs, key=lambda fair: (-len(fair.editions), -fair.articles))
    yield _open_table("Fairs", ("fair", "also called", "editions", "years", "articles"))
    for fair in told[:_MOST_FAIRS]:
        yield (
            f'<tr><th scope="row">{_text(fair.label)}</th>'
            f'<td class="kg-quiet">{_text(", ".join(fair.other_names[:2]))}</td>'
            f"{_number(len(fair.editions))}<td>{_years(fair.editions)}</td>{_number(fair.articles)}</tr>"
        )
    yield "</tbody></table>"
    if len(told) > _MOST_FAIRS:
        yield f'<p class="kg-quiet">and {counted(len(told) - _MOST_FAIRS, "more fair")}</p>'


def _editions(fairs: tuple[FairLine, ...]) -> Iterator[str]:
    editions = [edition for fair in fairs for edition in fair.editions if edition.figures or edition.deals]
    newest = sorted(editions, key=lambda edition: (-(edition.year or 0), edition.label))[:_MOST_EDITIONS]
    if not newest:
        return
    yield _open_table("Newest editions with figures", ("edition", "figures", "deals", "articles"))
    for edition in newest:
        numbers = (edition.figures, edition.deals, edition.articles)
        yield f'<tr><th scope="row">{_text(edition.label)}</th>{"".join(map(_number, numbers))}</tr>'
    yield "</tbody></table>"


_NUMBERS = frozenset({"editions", "articles", "figures", "deals"})


def _open_table(caption: str, names: tuple[str, ...]) -> str:
    heads = (f'<th scope="col"{_CLASS if name in _NUMBERS else ""}>{name}</th>' for name in names)
    return f"<table><caption>{caption}</caption><thead><tr>{''.join(heads)}</tr></thead><tbody>"


_CLASS = ' class="kg-number"'


def _number(number: int) -> str:
    return f"<td{_CLASS}>{number:,}</td>"


def _years(editions: tuple[EditionLine, ...]) -> str:
    years = sorted({edition.year for edition in editions if edition.year is not None})
    return "" if not years else str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"


def _text(text: str) -> str:
    return escape(readable(text))
