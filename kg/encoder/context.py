"""What an article's words say around a place of it, as the encoder reads them: how much they speak for each answer.

The vectors of an article are computed window by window where they are asked for, and kept for the spans that were
asked for. All answers are sums of weights, as those of `kg.extract.linear`: the higher, the likelier.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from kg.encoder.layout import Layout, Spot, way
from kg.encoder.network import Array, Network, gelu, network
from kg.encoder.pieces import CLS, SEP, vocabulary
from kg.model import Article, Span

INDICATORS = tuple(
    "none deal other exhibitors brands visitors visits buyers attendees countries organizations delegations "
    "exhibition-area booths halls products new-products projects events speakers journalists deals deal-value "
    "investment editions trade-value".split()
)
STATUSES = ("actual", "registered", "expected")
KINDS = tuple(
    "total overseas domestic online onsite first-time startups fortune-500 country region city organization event "
    "sector other".split()
)
FORMS = tuple("kind country demonym region subdivision city name phrase sign hint carried topic other".split())
ROLES = ("general", "current", "before", "after", "other")
BOUNDS = ("day", "range", "start", "end", "length")
STEPS_TO_CURRENT = (0, -1, 1)  # from an edition that a place names to the one that the article is about
MOST = 16  # names and pointers of an edition that are looked at, the nearest ones
MOST_NAMES = 12  # of those of a fair, the first ones
_WINDOWS = 64  # windows whose vectors are kept at a time,
_SPANS = 1 << 14  # and spans: a book of statistics has more, and is read on without those of its beginning


@dataclass(frozen=True, slots=True)
class Pointer:
    """An edition as the text points at it: where its fair is named, where it is pointed at itself, and its role.

    `role` is one of `ROLES`, `main` tells whether its fair is the one that the article is about.
    """

    names: tuple[Span, ...]
    cues: tuple[Span, ...]
    role: str
    main: bool

    @property
    def place(self) -> int:
        """Return the place of its role among those of the main fair's editions and others'."""
        return self.main * len(ROLES) + ROLES.index(self.role)


class Context:
    """The words of one article in their contexts."""

    def __init__(self, layout: Layout, reader: Network) -> None:
        self._layout = layout
        self._network = reader
        self._windows: dict[int, Array] = {}
        self._vectors: dict[Span, Array] = {}
        self._spots: dict[Span, Spot] = {}
        self._keys: dict[tuple[str, Span], Array] = {}
        self._answered: dict[tuple[str, Span], list[float]] = {}

    def fair(self, names: Sequence[Span]) -> float:
        """Return how much speaks for names of one thing being those of a trade event, the first of them weighed."""
        return self._named("fair", names)

    def organizer(self, mentions: Sequence[Span]) -> float:
        """Return how much speaks for a body organising a fair, the first of its mentions weighed."""
        return self._named("organizer", mentions)

    def _named(self, head: str, names: Sequence[Span]) -> float:
        of = self._network.of
        vectors = np.stack([self._vector(span) for span in names[:MOST_NAMES]])
        inner = gelu(vectors @ of[f"{head}.inner"].T + of[f"{head}.inner.bias"])
        return float((inner @ of[f"{head}.outer"].T).mean()) + float(of[f"{head}.outer.bias"][0])

    def current(self, places: Sequence[Span], step: int) -> float:
        """Return how much speaks for the edition that an article is about being that of some places.

        With a `step`, it is the one before or after that.
        """
        at = STEPS_TO_CURRENT.index(step)
        weights = [self._answers("current", span)[at] for span in places[:MOST_NAMES]]
        return sum(weights) / len(weights)

    def indicators(self, number: Span) -> dict[str, float]:
        """Return how much speaks for each thing that a number may count."""
        return dict(zip(INDICATORS, self._answers("indicator", number), strict=True))

    def statuses(self, number: Span) -> dict[str, float]:
        """Return how much speaks for a figure having happened, being signed up for, and being expected."""
        return dict(zip(STATUSES, self._answers("status", number), strict=True))

    def part(self, number: Span, kinds: Sequence[tuple[str, str, Span | None]]) -> list[float]:
        """Return how much speaks for a number counting each of some parts: a kind, a form, where it is named."""
        of_kind = dict(zip(KINDS, self._answers("kind", number), strict=True))
        forms = dict(zip(FORMS, (float(x) for x in self._network.of["form"][:, 0]), strict=True))
        spans = [span for _, _, span in kinds if span is not None]
        links = dict(zip(spans, self._links("part", number, spans), strict=True))
        return [
            of_kind[kind] + forms.get(form, forms["other"]) + (links[span] if span is not None else 0.0)
            for kind, form, span in kinds
        ]

    def editions(self, number: Span, pointers: Sequence[Pointer | None]) -> list[float]:
        """Return how much speaks for a number being of each of some editions; None is the fair in general."""
        return self._pointed("role", number, pointers)

    def dates(self, date: Span, pointers: Sequence[Pointer]) -> list[dict[str, float]]:
        """Return how much speaks for a date or length being each bound of each edition, rather than none."""
        roles = self._answers("bound", date)
        return [
            {name: role + weight for name, role in zip(BOUNDS, roles, strict=True)}
            for weight in self._pointed("held", date, pointers)
        ]

    def cities(self, city: Span, pointers: Sequence[Pointer]) -> list[float]:
        """Return how much speaks for each edition being held in a city."""
        own = self._answers("city", city)[0]
        return [own + weight for weight in self._pointed("held", city, pointers)]

    def _pointed(self, head: str, number: Span, pointers: Sequence[Pointer | None]) -> list[float]:
        roles = self._answers(head, number)
        unlinked = float(self._network.of["unlinked"][0])
        named: dict[tuple[Span, ...], float] = {}
        found = []
        for pointer in pointers:
            if pointer is None:
                found.append(roles[len(ROLES) + ROLES.index("general")])
                continue
            if pointer.names not in named:
                named[pointer.names] = _joint(self._links("name", number, nearest(pointer.names, number)))
            cued = _joint(self._links("cue", number, nearest(pointer.cues, number))) if pointer.cues else unlinked
            found.append(roles[pointer.place] + named[pointer.names] + cued)
        return found

    def _answers(self, head: str, span: Span) -> list[float]:
        if (head, span) not in self._answered:
            of = self._network.of
            self._answered[head, span] = (of[head] @ self._vector(span) + of[f"{head}.bias"]).tolist()
        return self._answered[head, span]

    def _links(self, kind: str, number: Span, spans: Sequence[Span]) -> list[float]:
        """Return how much speaks for a number belonging to each of some places: their words, and the way there."""
        if not spans:
            return []
        asked = self._key(f"{kind}.asked", number)
        keys = np.stack([self._key(f"{kind}.key", span) for span in spans])
        agreed: list[float] = (keys @ asked / np.float32(math.sqrt(len(asked)))).tolist()
        lengths, borders, numbers = (self._network.of[f"{kind}.{x}"] for x in ("length", "borders", "numbers"))
        one = self._spot(number)
        ways = [way(one, self._spot(span)) for span in spans]
        return [a + float(lengths[x] + borders[y] + numbers[z]) for a, (x, y, z) in zip(agreed, ways, strict=True)]

    def _key(self, name: str, span: Span) -> Array:
        if (name, span) not in self._keys:
            of = self._network.of
            self._keys[name, span] = of[name] @ self._vector(span) + of[f"{name}.bias"]
        return self._keys[name, span]

    def _spot(self, span: Span) -> Spot:
        if span not in self._spots:
            self._spots[span] = self._layout.spot(span)
        return self._spots[span]

    def _vector(self, span: Span) -> Array:
        """Return the mean of the vectors of a span's pieces."""
        if span not in self._vectors:
            if len(self._vectors) >= _SPANS:
                for kept in (self._vectors, self._spots, self._keys, self._answered):
                    kept.clear()
            spot = self._spot(span)
            rows = [
                self._window(at)[first - self._layout.windows[at].first : last - self._layout.windows[at].first]
                for at, first, last in self._layout.windows_of(spot)
            ]
            self._vectors[span] = np.concatenate(rows).mean(axis=0)
        return self._vectors[span]

    def _window(self, at: int) -> Array:
        """Return the vectors of a window's own pieces."""
        if at not in self._windows:
            while len(self._windows) >= _WINDOWS:
                del self._windows[next(iter(self._windows))]
            window, known = self._layout.windows[at], vocabulary()
            ids = [known[CLS], *self._layout.pieces.ids[window.start : window.end], known[SEP]]
            before = 1 + window.first - window.start
            whole = self._network.vectors(np.array(ids))
            self._windows[at] = whole[before : before + window.last - window.first]
        return self._windows[at]


def nearest(spans: Sequence[Span], place: Span) -> Sequence[Span]:
    """Return the spans around a place, at most `MOST`; they are given in the order of the text.

    >>> [s.start for s in nearest([Span(i, i + 1) for i in range(100)], Span(3, 4))][-1]
    15
    """
    if len(spans) <= MOST:
        return spans
    at = bisect_left(spans, place)
    first = min(max(0, at - MOST // 2), len(spans) - MOST)
    return spans[first : first + MOST]


def _joint(weights: Sequence[float]) -> float:
    """Return the logarithm of the sum of the odds: what several places say together."""
    top = max(weights)
    return top + math.log(sum(math.exp(w - top) for w in weights))


_aided = True


def context_of(article: Article) -> Context | None:
    """Return the context of an article; None in a text without a word, and while nothing aids the features."""
    if not _aided:
        return None
    layout = Layout(article.text, article.title, article.published)
    return Context(layout, network()) if len(layout.pieces) else None


@contextmanager
def unaided() -> Iterator[None]:
    """Read without the encoder for a while: the features' own models are trained so, on articles that it knows."""
    global _aided
    before, _aided = _aided, False
    try:
        yield
    finally:
        _aided = before
