"""The figures of an article in their order: what was told before a figure tells which part of the whole it counts.

The first and largest number of exhibitors is that of all exhibitors; a smaller one that follows is likely a part of
it; a number that was told before counts the same part again.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from kg.extract.amounts import AmountMention
from kg.extract.document import Document
from kg.extract.parts import PLACE_KINDS, PartFinder
from kg.extract.places import find_places
from kg.model import Scope, ScopeKind, Span

_UNITS = {"m2": "area", "ft2": "area", "ha": "area", "count": "count", "percent": "percent", "days": "days"}
_SIZES = (("half", 2), ("tenth", 10))  # a figure against the largest of its rivals
_NEAR = 3  # sentences from a figure within which the one it is set beside stands
_LEAD = 4  # sentences at the beginning in which the city of the fair is named
_CHANCE = 12  # a number above this that is told twice is the same figure


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts and what it is about; figures about the same edition have an equal `about`."""

    amount: AmountMention
    indicator: str
    about: Hashable


class Story:
    """The figures of one article; a figure's rivals are those of the same indicator, edition and kind of unit."""

    def __init__(self, doc: Document, figures: Sequence[Figure]) -> None:
        self.doc = doc
        self.figures = figures
        groups: dict[Hashable, list[int]] = {}
        for n, figure in enumerate(figures):
            groups.setdefault(_group(figure), []).append(n)
        self._groups = groups
        self._kinds: dict[Hashable, list[int]] = {}
        for n, figure in enumerate(figures):
            self._kinds.setdefault(_counted(figure), []).append(n)
        self.finder = PartFinder(doc)
        self.host = host_of(doc)
        self.topics = topics_of(doc)

    def features(self, n: int, told: Sequence[Scope]) -> list[str]:
        """Return the features of a figure in the story; `told` are the scopes of the figures before it."""
        return (
            self._rank(n)
            + self._told(n, told)
            + self._twin_features(n, told)
            + (self._before(n, told) if n else ["first figure"])
        )

    def _rank(self, n: int) -> list[str]:
        """Return where a figure stands among its rivals in order and in size."""
        figure = self.figures[n]
        group = self._groups[_group(figure)]
        value, most = figure.amount.value, max(self.figures[k].amount.value for k in group)
        order = "only" if len(group) == 1 else "first" if group[0] == n else "last" if group[-1] == n else "later"
        size = "largest" if value >= most else next((s for s, k in _SIZES if value * k > most), "small")
        return [
            f"rank {order}",
            f"size {size}",
            f"rank {order} {size}",
            f"rank {order} {size}&{figure.indicator}",
            f"size {size}&{figure.indicator}",
        ]

    def _told(self, n: int, told: Sequence[Scope]) -> list[str]:
        """Return what the rivals before a figure counted, and whether they were more."""
        figure = self.figures[n]
        value = figure.amount.value
        earlier = [k for k in self._groups[_group(figure)] if k < n]
        if not earlier:
            return ["total untold"]
        most = max(self.figures[k].amount.value for k in earlier)
        size = "below" if value < most else "same" if value == most else "above"
        last = earlier[-1]
        step = "below" if value < self.figures[last].amount.value else "above"
        f = [f"{size} told", f"rival before={told[last].kind}", f"rival before={told[last].kind} {step}"]
        same = [k for k in earlier if self.figures[k].amount.value == value]
        if same and value > _CHANCE:
            f.append(f"repeat of {told[same[-1]].kind}")
        if any(told[k].kind is ScopeKind.TOTAL for k in earlier):
            f += ["total told", f"total told {size}", f"total told&{figure.indicator}"]
        else:
            f.append("total untold")
        return f

    def twin(self, n: int) -> int | None:
        """Return the figure of another edition that a figure is set beside ("300 buyers against 250 last year")."""
        figure = self.figures[n]
        place = self._kinds[_counted(figure)].index(n)
        if not place:
            return None
        last = self._kinds[_counted(figure)][place - 1]
        here = self.doc.sentence_index(figure.amount.span.start)
        there = self.doc.sentence_index(self.figures[last].amount.span.start)
        return last if self.figures[last].about != figure.about and here - there < _NEAR else None

    def _twin_features(self, n: int, told: Sequence[Scope]) -> list[str]:
        last = self.twin(n)
        if last is None:
            return ["no twin"]
        step = "next" if last == n - 1 else "far"
        return [f"twin={told[last].kind}", f"twin={told[last].kind} {step}"]

    def _before(self, n: int, told: Sequence[Scope]) -> list[str]:
        """Return what the figure right before counted and how far back it stands."""
        figure, last = self.figures[n], self.figures[n - 1]
        here = self.doc.sentence_index(figure.amount.span.start)
        there = self.doc.sentence_index(last.amount.span.start)
        block = self.doc.block_of[here] == self.doc.block_of[there]
        far = "same" if here == there else "far" if not block else "next" if here == there + 1 else "block"
        kind = told[n - 1].kind
        f = [
            f"before {last.indicator} {kind} then {figure.indicator}",
            f"before {kind} {far}",
            f"before {kind} {far} {'same' if last.indicator == figure.indicator else 'other'}",
        ]
        if last.about != figure.about:
            f += ["about changes", f"about changes {kind}"]
        return f


def _counted(figure: Figure) -> Hashable:
    return figure.indicator, _UNITS.get(figure.amount.unit, "money")


def host_of(doc: Document) -> str | None:
    """Return the country where the main fair is held, as far as its name, the registry or the first city tells."""
    if doc.fairs:
        fair = doc.fairs[doc.most_named]
        row = doc.registry.fair(fair.slug) if fair.slug else None
        if row is not None and row.country:
            return row.country
        for mention in fair.mentions[:3]:
            for place in doc.places_in(mention.span):
                if place.country:
                    return place.country
    lead = Span(0, doc.sentences[min(_LEAD, len(doc.sentences)) - 1].span.end) if doc.sentences else Span(0, 0)
    cities = (place.country for place in doc.places_in(lead) if place.kind == "city" and place.country)
    return next(cities, doc.main_country)


def topics_of(doc: Document) -> tuple[Scope, ...]:
    """Return the places that the title names: an article on one country's stand says so there."""
    title = doc.article.title or ""
    found = [
        Scope(PLACE_KINDS[p.kind], p.country if PLACE_KINDS[p.kind] is ScopeKind.COUNTRY else p.name)
        for p in find_places(title, doc.registry)
    ]
    return tuple(dict.fromkeys(found))


def _group(figure: Figure) -> Hashable:
    return figure.indicator, figure.about, _UNITS.get(figure.amount.unit, "money")
