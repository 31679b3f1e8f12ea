"""Which figures a page shows of a fair or edition that has more of them than anyone reads at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from kg.answers import select
from kg.checks import differences
from kg.site.source import Source
from kg.site.views import Asked
from kg.statements import Chosen

_MOST = 120  # figures of a page; beyond, each indicator shows its share
_RIVALS = 4  # beside each of them
_INDICATOR, _FROM = "figures", "from"  # what the address says after `?`


@dataclass(frozen=True, slots=True)
class Outline:
    """The figures that are shown, all where `chosen` is None. `more` counts those that are left out, by indicator.

    `only` is the indicator that was asked for, `start` the place of its first figure shown, `following` that of the
    next page, None on the last.
    """

    chosen: Chosen | None = None
    more: Mapping[str, int] = field(default_factory=dict)
    only: str = ""
    start: int = 0
    following: int | None = None


_ALL = """
SELECT ?node ?statement ?indicator ?rank ?rule ?scope WHERE {
  ?statement te:about ?node ; a te:Metric ; te:indicator/rdfs:label ?indicator .
  OPTIONAL { ?statement te:rank ?rank }
  OPTIONAL { ?statement prov:wasGeneratedBy ?rule }
  OPTIONAL { ?statement te:scope ?scope }
}"""


def outline_of(source: Source, node: NamedNode, figures: int, asked: Asked) -> Outline:
    """Choose the figures to show: all if they are few, else some of each indicator or, if asked for, those of one."""
    if figures <= _MOST:
        return Outline()
    grouped = _grouped(source, node)
    only = asked.values.get(_INDICATOR, "")
    if only in grouped:
        start = _start(asked, len(grouped[only]))
        following = start + _MOST if start + _MOST < len(grouped[only]) else None
        shown = grouped[only][start : start + _MOST]
        return Outline(Chosen.nodes(shown), {}, only, start, following)
    share = max(1, _MOST // len(grouped)) if grouped else 0
    shown = [statement for statements in grouped.values() for statement in statements[:share]]
    with_rivals = {*shown, *_rivals(source, node, shown)}
    more = {name: sum(each not in with_rivals for each in statements) for name, statements in grouped.items()}
    return Outline(Chosen.nodes(with_rivals), {name: count for name, count in more.items() if count})


def _grouped(source: Source, node: NamedNode) -> dict[str, list[str]]:
    """Return the figures of each indicator, those first that are published, totals before parts."""
    found: dict[str, set[tuple[bool, bool, bool, str]]] = defaultdict(set)
    for row in select(source.store, _ALL, node):
        is_part = not row.text("scope").endswith("scope-total")
        order = (row.optional("rule") is not None, row.optional("rank") not in (None, "preferred"), is_part)
        found[row.text("indicator")].add((*order, row.text("statement")))
    return {name: [statement for *_, statement in sorted(found[name])] for name in sorted(found)}


def _rivals(source: Source, node: NamedNode, shown: list[str]) -> set[str]:
    taken: Counter[str] = Counter()
    wanted, found = set(shown), set()
    for difference in differences(source.store, [node]):
        if difference.preferred in wanted and taken[difference.preferred] < _RIVALS:
            taken[difference.preferred] += 1
            found.add(difference.other)
    return found


def _start(asked: Asked, count: int) -> int:
    said = asked.values.get(_FROM, "")
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0
    return number if number < count else 0
