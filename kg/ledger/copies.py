"""Which articles repeat another's text: syndicated stories, reprints, shortened versions, releases in print.

An article is a copy where enough of its words stand in an earlier one. Whether it is depends on the two texts alone,
so that an article that has nothing to do with them changes nothing. Of the texts that go back to one, all are copies
of the first.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from math import ceil

from kg.model import Copies
from kg.resolve import ResolvedReading
from kg.resolve.signatures import Sketch, read_signature

# How much of the later text stands in the earlier one. Measured on 858 independent articles, 368,000 pairs: none has
# more than 0.27 of the smaller text in common, two more than 0.2. Copies made of them keep, 95 in 100 of each way:
# 0.72 with a twentieth of the words replaced, 0.56 with a tenth, 0.43 with 15 percent; 0.65 in another order, 0.82
# with sentences left out.
COPIED = 0.4
# Or the earlier text was taken over almost whole, as when a story is printed in short first: how much of the earlier
# one stands in the later, and how much of the later that must make up at least.
TAKEN_OVER = 0.7
TAKEN_OVER_OF_LATER = 0.33
# Runs of words in common, below which there is too little to go by: some 25 words, more than one quoted sentence has.
FEWEST_RUNS = 16
_FEWEST_HASHES = 4
# How many copies of one story a text is compared with, where it does not repeat the first: those that have most of
# its words. It bounds the work where thousands of copies each have something of their own.
_MOST_COPIES = 8
# Two texts are compared where they share a quarter of the later one's first hashes; at most so many of these are
# looked up. Of a text of which 0.4 stands in another the first 48 share 19, and fewer than 12 in 1 case of 50.
_LOOKED_UP = 48
_LEAST_SHARED = 0.25


@dataclass(frozen=True, slots=True)
class Text:
    """What of an article is needed to tell whether it repeats another."""

    article: str
    published: date | None
    signature: bytes

    @classmethod
    def of(cls, reading: ResolvedReading) -> Text:
        """Take it from the reading of an article."""
        return cls(reading.article.id, reading.article.published, reading.signature)


def find_copies(texts: Iterable[Text]) -> Copies:
    """Find for each article that repeats another the first one of its story, whatever the order of `texts`.

    First is what was published first; of one day, or where no day is known, the longer text, then the lesser id. An
    article without a day comes after those with one. Texts are compared where they share enough of the words that few
    others have, so that the time grows with their number and not with its square.
    """
    ordered = sorted(texts, key=_place)
    finder = _Finder(_shared(ordered), _levels(ordered))
    found = {text.article: finder.original(text) for text in ordered}
    return Copies({article: original for article, original in found.items() if original is not None})


def _place(text: Text) -> tuple[date, int, str]:
    return text.published or date.max, -read_signature(text.signature).size, text.article


def _shared(texts: Iterable[Text]) -> frozenset[int]:
    """Return the hashes that more than one text has; to remember the others would take memory for nothing."""
    found = array("I")
    for text in texts:
        found.extend(read_signature(text.signature).hashes)
    ordered = sorted(found)
    return frozenset(h for h, following in pairwise(ordered) if h == following)


def _levels(texts: Iterable[Text]) -> tuple[int, ...]:
    return tuple(sorted({read_signature(text.signature).level for text in texts}))


# --- two texts ---


def copied_share(later: Sketch, earlier: Sketch) -> float:
    """Return how much of a text stands in an earlier one where that makes it a copy, else 0."""
    level = max(later.level, earlier.level)
    own, other = later.at(level), earlier.at(level)
    common = len(set(own).intersection(other))
    if common < _fewest(level):
        return 0.0
    share = common / len(own)
    taken_over = common >= TAKEN_OVER * len(other) and share >= TAKEN_OVER_OF_LATER
    return share if share >= COPIED or taken_over else 0.0


def _fewest(level: int) -> int:
    return max(_FEWEST_HASHES, FEWEST_RUNS >> level)


# --- many texts ---


@dataclass(frozen=True, slots=True)
class _Story:
    """A text that repeats none; `brought` leads from a hash that it lacks to the first of its copies that has it."""

    original: Text
    level: int
    brought: dict[int, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Finder:
    """Takes texts in their order and remembers the stories that it has seen.

    `shared` are the hashes that several texts have, `levels` those of all sketches; `tellers` leads from a hash to
    the stories of which some text has it, in their order, each once however many copies there are.
    """

    shared: frozenset[int]
    levels: Sequence[int]
    stories: list[_Story] = field(default_factory=list)
    tellers: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def original(self, text: Text) -> str | None:
        """Return the original of a text that is a copy, None for one that is none."""
        sketch = read_signature(text.signature)
        shared = [h for h in sketch.hashes if h in self.shared]
        found = self._best(sketch)
        if found is None:
            for h in shared:
                self.tellers[h].append(len(self.stories))
            self.stories.append(_Story(text, sketch.level))
            return None
        story = self.stories[found]
        known = set(read_signature(story.original.signature).hashes)
        for h in shared:
            if h not in known and h not in story.brought:
                story.brought[h] = text
                insort(self.tellers[h], found)
        return story.original.article

    def _best(self, sketch: Sketch) -> int | None:
        """Return the story that has most of a text, of equals the first."""
        shares = {place: self._share(sketch, self.stories[place]) for place in self._candidates(sketch)}
        best = min(shares, key=lambda place: (-shares[place], place), default=None)
        return best if best is not None and shares[best] else None

    def _share(self, sketch: Sketch, story: _Story) -> float:
        share = copied_share(sketch, read_signature(story.original.signature))
        if share or not story.brought:
            return share
        having = Counter(story.brought[h] for h in sketch.hashes if h in story.brought)
        nearest = sorted(having, key=lambda copy: (-having[copy], _place(copy)))[:_MOST_COPIES]
        return max((copied_share(sketch, read_signature(copy.signature)) for copy in nearest), default=0.0)

    def _candidates(self, sketch: Sketch) -> set[int]:
        """Return the stories that share enough of the first hashes of a text to be compared with it.

        Half of what must be shared may be among the commonest hashes: phrases of the trade, which lead to every other
        story. These are not followed, only looked up for the stories that have the other half.
        """
        found: set[int] = set()
        for level in {max(sketch.level, other) for other in self.levels}:
            first = sketch.at(level)[:_LOOKED_UP]
            need = max(1, ceil(_LEAST_SHARED * len(first)))
            known = sorted((h for h in first if h in self.tellers), key=lambda h: (len(self.tellers[h]), h))
            aside = len(known) - need // 2
            hits: Counter[int] = Counter()
            for h in known[: max(0, aside)]:
                hits.update(self.tellers[h])
            common = [self.tellers[h] for h in known[max(0, aside) :]]
            likely = [place for place, count in hits.items() if count >= need - need // 2]
            for place in likely:
                enough = hits[place] + sum(_has(places, place) for places in common) >= need
                if enough and level == max(sketch.level, self.stories[place].level):
                    found.add(place)
        return found


def _has(places: Sequence[int], place: int) -> bool:
    """Tell whether a place is among places in ascending order."""
    at = bisect_left(places, place)
    return at < len(places) and places[at] == place
