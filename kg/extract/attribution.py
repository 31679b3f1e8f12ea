"""Which edition a number, date or place belongs to: a choice among the article's entries by a linear model.

The features of a candidate are those of `standing`. The numbers of an article are chosen for together: the best
sequence of editions, of all that there could be, where each step from one number to the next has features of its own
(`links`).
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.document import Document
from kg.extract.entries import Editions, Entry, described
from kg.extract.leanings import leans_of_editions
from kg.extract.linear import model
from kg.extract.links import Counted, Links, link_features
from kg.extract.pointers import Pointers
from kg.extract.standing import Standing
from kg.extract.trace import Option
from kg.model import Span

# No common article speaks of more editions; a yearbook does, and those far from a number are left out there.
_MANY = 24
_NUMBERS = frozenset(("amount", "percent"))


class Attribution:
    """The choice for one article; what does not depend on the span is prepared once."""

    def __init__(self, doc: Document, editions: Editions) -> None:
        self._doc = doc
        self._editions = editions
        self._ranks = {entry: rank for rank, entry in enumerate(editions.entries)}
        self.standing = Standing(doc, editions)
        self.links = Links(doc, self.standing)
        self.pointers = Pointers(editions)

    def choose(self, span: Span, kind: str) -> Entry | None:
        """Return the entry that a span belongs to; None stands for the fair in general.

        `kind` is the kind of thing at the span (`amount`, `percent`, `date`, `place`).
        """
        candidates = self.candidates(span, kind)
        if not candidates:
            return None
        scores = self._scores(span, kind, candidates)
        chosen = max(range(len(scores)), key=scores.__getitem__)
        if self._doc.trace is not None:
            features = [self.features(span, kind, entry) for entry in candidates]
            leans = self._leans(span, kind, candidates)
            options = zip(map(described, candidates), features, scores, leans, strict=True)
            self._doc.trace.chose("editions", span, [Option(*option) for option in options], chosen)
        return candidates[chosen]

    def choose_all(self, numbers: Sequence[Counted]) -> list[Entry | None]:
        """Return the entries of all numbers of an article, given in order: the sequence of the highest score."""
        if not self._editions.entries or not numbers:
            return [None] * len(numbers)
        options = [self.candidates(n.span, n.kind) for n in numbers]
        best = self._scores(numbers[0].span, numbers[0].kind, options[0])
        origins: list[list[int]] = []
        for i in range(1, len(numbers)):
            here = self._scores(numbers[i].span, numbers[i].kind, options[i])
            links = self._link_scores(numbers[i - 1], numbers[i], options[i - 1], options[i])
            ways = [[b + row[j] for b, row in zip(best, links, strict=True)] for j in range(len(options[i]))]
            origins.append([max(range(len(way)), key=way.__getitem__) for way in ways])
            best = [way[o] + h for way, o, h in zip(ways, origins[-1], here, strict=True)]
        at = max(range(len(best)), key=best.__getitem__)
        chosen = [options[-1][at]]
        for i in range(len(origins) - 1, -1, -1):
            at = origins[i][at]
            chosen.append(options[i][at])
        chosen.reverse()
        if self._doc.trace is not None:
            self._note(numbers, options, chosen)
        return chosen

    def _note(
        self, numbers: Sequence[Counted], options: Sequence[Sequence[Entry | None]], chosen: Sequence[Entry | None]
    ) -> None:
        """Note each choice of a sequence: what spoke for a candidate itself, and its link to the choice before."""
        weigh = model("editions").scores
        for i, (number, candidates) in enumerate(zip(numbers, options, strict=True)):
            features = [self.features(number.span, number.kind, entry) for entry in candidates]
            if i:
                step = self.links.step(numbers[i - 1], number)
                for own, entry in zip(features, candidates, strict=True):
                    own += link_features(step, self.links.relations(chosen[i - 1], entry, step))
            leans = self._leans(number.span, number.kind, candidates)
            noted = [
                Option(described(e), f, weigh(f)["yes"] + lean, lean)
                for e, f, lean in zip(candidates, features, leans, strict=True)
            ]
            assert self._doc.trace is not None
            self._doc.trace.chose("editions", number.span, noted, candidates.index(chosen[i]))

    def candidates(self, span: Span, kind: str) -> list[Entry | None]:
        """Return what a span can belong to: the entries, and for a number the fair in general too.

        A number in a table is of the edition that heads its column. Another can belong to the fair in general too; a
        date or a place that is of no edition is not asked for.
        """
        above = self.standing.around(span).column
        if above is not None:
            headed = [e for e in self._editions.entries if above in e.cues]
            if headed:
                return [*headed]
        return [*self.entries_near(span), *([None] if kind in _NUMBERS and self._editions.entries else [])]

    def entries_near(self, span: Span) -> list[Entry]:
        """Return the entries, or of very many those that are spoken of near a span."""
        entries = self._editions.entries
        if len(entries) <= _MANY:
            return [*entries]
        at = self.standing.index(span.start)
        near = {p.entry for p in self.standing.pointers[max(0, at - _MANY) : at + _MANY // 2]}
        for mention in self._doc.mentions_around(span.start, _MANY // 2):
            near |= {e for e in self._editions.of(mention.fair)[:1] if e.current}
        return sorted(near | {entries[0]}, key=self._ranks.__getitem__)

    def features(self, span: Span, kind: str, entry: Entry | None) -> list[str]:
        """Return the features of one candidate entry for one span (None: the fair in general)."""
        return self.standing.features(span, kind, entry)

    def _scores(self, span: Span, kind: str, candidates: Sequence[Entry | None]) -> list[float]:
        if len(candidates) == 1:
            return [0.0]
        weigh = model("editions").score
        leans = self._leans(span, kind, candidates)
        return [
            weigh(self.features(span, kind, entry), "yes") + lean
            for entry, lean in zip(candidates, leans, strict=True)
        ]

    def _leans(self, span: Span, kind: str, candidates: Sequence[Entry | None]) -> list[float]:
        """Return what speaks for each candidate beside its features: the encoder is asked of numbers only."""
        if kind not in _NUMBERS or len(candidates) < 2:
            return [0.0] * len(candidates)
        return leans_of_editions(self._doc.context, span, self.pointers.of(candidates))

    def _link_scores(
        self, before: Counted, after: Counted, ones: Sequence[Entry | None], others: Sequence[Entry | None]
    ) -> list[list[float]]:
        step = self.links.step(before, after)
        weigh = model("editions").score
        known: dict[tuple[str, ...], float] = {}
        table = []
        for one in ones:
            row = []
            for other in others:
                relations = self.links.relations(one, other, step)
                if relations not in known:
                    known[relations] = weigh(link_features(step, relations), "yes")
                row.append(known[relations])
            table.append(row)
        return table
