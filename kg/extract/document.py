"""One article, looked at once: blocks, sentences, names of fairs, cues, amounts and dates, for all later stages."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from kg.encoder import Context, context_of
from kg.extract.amounts import AmountMention, find_numbers
from kg.extract.changes import ChangeMention, find_changes
from kg.extract.cues import Cue, find_cues
from kg.extract.dates import DateMention, find_dates
from kg.extract.fairs import FairCluster, find_fairs, small_names
from kg.extract.labelled import with_label_units
from kg.extract.money import Setting
from kg.extract.names import NameMention, find_names
from kg.extract.places import PlaceMention, find_places
from kg.extract.sentences import Block, BlockKind, Sentence, segment
from kg.extract.tables import Cell, find_cells
from kg.extract.trace import Trace
from kg.model import Article, Span
from kg.registry import Registry


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A mention of a fair in the text: which cluster, and where."""

    fair: FairCluster
    name: NameMention


@dataclass(frozen=True)
class Document:
    """All that was seen in one article; every list is in the order of the text.

    `numbers` are all that stand in it, `amounts` those of them that measure or count something.
    """

    article: Article
    registry: Registry
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    block_of: tuple[int, ...]
    names: tuple[NameMention, ...]
    fairs: tuple[FairCluster, ...]
    mentions: tuple[Mentioned, ...]
    cues: tuple[Cue, ...]
    numbers: tuple[AmountMention, ...]
    amounts: tuple[AmountMention, ...]
    changes: tuple[ChangeMention, ...]
    dates: tuple[DateMention, ...]
    places: tuple[PlaceMention, ...]
    starts: tuple[int, ...]
    cells: tuple[Cell, ...] = ()
    trace: Trace | None = None
    context: Context | None = None

    @property
    def text(self) -> str:
        """Return the article's text."""
        return self.article.text

    @property
    def published(self) -> date | None:
        """Return the article's publication date."""
        return self.article.published

    def sentence_index(self, offset: int) -> int:
        """Return the index of the sentence at or before an offset (0 where none is)."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence at or before an offset."""
        return self.sentences[self.sentence_index(offset)]

    def amounts_in(self, zone: Span) -> tuple[AmountMention, ...]:
        """Return the amounts that begin within a span."""
        first = bisect_left(self.amounts, zone.start, key=lambda a: a.span.start)
        last = bisect_left(self.amounts, zone.end, first, key=lambda a: a.span.start)
        return self.amounts[first:last]

    def cell_at(self, offset: int) -> Cell | None:
        """Return the cell of a table that an offset lies in, or None."""
        index = bisect_left(self.cells, offset + 1, key=lambda c: c.span.start)
        cell = self.cells[index - 1] if index else None
        return cell if cell is not None and offset < cell.span.end else None

    def names_in(self, zone: Span) -> tuple[NameMention, ...]:
        """Return the names that begin within a span."""
        first = bisect_left(self.names, zone.start, key=lambda n: n.span.start)
        last = bisect_left(self.names, zone.end, first, key=lambda n: n.span.start)
        return self.names[first:last]

    def places_in(self, zone: Span) -> tuple[PlaceMention, ...]:
        """Return the places that begin within a span."""
        first = bisect_left(self.places, zone.start, key=lambda p: p.span.start)
        last = bisect_left(self.places, zone.end, first, key=lambda p: p.span.start)
        return self.places[first:last]

    def mentions_in(self, zone: Span) -> tuple[Mentioned, ...]:
        """Return the mentions of fairs that begin within a span."""
        first = bisect_left(self.mentions, zone.start, key=lambda m: m.name.span.start)
        last = bisect_left(self.mentions, zone.end, first, key=lambda m: m.name.span.start)
        return self.mentions[first:last]

    def mentions_around(self, offset: int, count: int) -> tuple[Mentioned, ...]:
        """Return the mentions of fairs next to an offset, at most so many on each side."""
        index = bisect_left(self.mentions, offset, key=lambda m: m.name.span.start)
        return self.mentions[max(0, index - count) : index + count]

    def mention_before(self, offset: int) -> Mentioned | None:
        """Return the last mention of a fair that begins before an offset, or None."""
        index = bisect_left(self.mentions, offset, key=lambda m: m.name.span.start)
        return self.mentions[index - 1] if index else None

    def cues_in(self, zone: Span) -> tuple[Cue, ...]:
        """Return the cues that begin within a span."""
        first = bisect_left(self.cues, zone.start, key=lambda c: c.span.start)
        last = bisect_left(self.cues, zone.end, first, key=lambda c: c.span.start)
        return self.cues[first:last]

    def dates_in(self, zone: Span) -> tuple[DateMention, ...]:
        """Return the dates that begin within a span."""
        first = bisect_left(self.dates, zone.start, key=lambda d: d.span.start)
        last = bisect_left(self.dates, zone.end, first, key=lambda d: d.span.start)
        return self.dates[first:last]

    def changes_in(self, zone: Span) -> tuple[ChangeMention, ...]:
        """Return the changes that begin within a span."""
        first = bisect_left(self.changes, zone.start, key=lambda c: c.span.start)
        last = bisect_left(self.changes, zone.end, first, key=lambda c: c.span.start)
        return self.changes[first:last]

    def last_fair(self, offset: int) -> FairCluster | None:
        """Return the fair named last at or before an offset in its block, else the first after it in its sentence.

        A block that names none speaks of the fair in the heading right above it.
        """
        before, block = self.mention_before(offset + 1), self.block_at(offset).span
        if before is not None and before.name.span.start >= block.start:
            return before.fair
        after = self.mentions_in(Span(offset + 1, max(offset + 1, self.sentence_at(offset).span.end)))
        return after[0].fair if after else self._headed.get(block.start)

    @cached_property
    def _headed(self) -> dict[int, FairCluster]:
        """The fairs named in headings, by the start of the block below each."""
        found = {}
        for above, block in pairwise(self.blocks):
            numbered = above.kind is BlockKind.LIST_ITEM and block.kind is BlockKind.PARAGRAPH  # "3. Tea Expo, Lima"
            if (numbered or above.kind is BlockKind.HEADING) and above.span.end - above.span.start <= _HEADING:
                for named in self.mentions_in(above.span)[:1]:
                    found[block.span.start] = named.fair
        return found

    @cached_property
    def dates_of(self) -> dict[str, tuple[DateMention, ...]]:
        """The dates that stand after the last mention of each fair, by the fair's key."""
        found: dict[str, list[DateMention]] = {}
        for mention in self.dates:
            fair = self.last_fair(mention.span.start)
            if fair is not None:
                found.setdefault(fair.key, []).append(mention)
        return {key: tuple(dates) for key, dates in found.items()}

    @cached_property
    def main_country(self) -> str | None:
        """The country that the text names most."""
        counts = Counter(p.country for p in self.places if p.country and p.kind in ("country", "demonym"))
        return min(counts, key=lambda country: (-counts[country], country), default=None)

    @cached_property
    def most_named(self) -> int:
        """The index of the fair with the most mentions, of equals the first."""
        return min(range(len(self.fairs)), key=lambda i: (-len(self.fairs[i].mentions), self.fairs[i].first))

    @cached_property
    def fair_names(self) -> str:
        """All names of the fairs, a line each, without case."""
        return "\n".join(name.casefold() for fair in self.fairs for name in fair.names)

    @cached_property
    def fair_words(self) -> frozenset[str]:
        """All words of the names of the fairs, without case."""
        return frozenset(self.fair_names.replace("-", " ").split())

    @cached_property
    def registered_organizers(self) -> frozenset[str]:
        """Who organises the fairs by the registry, without case."""
        rows = [self.registry.fair(fair.slug) for fair in self.fairs if fair.slug]
        return frozenset(name.casefold() for row in rows if row for name in row.organizers)

    @cached_property
    def dated_years(self) -> frozenset[int]:
        """The years that the dates of the text state, but for the day of publication."""
        now = self.published.isoformat() if self.published else None
        stated = (d for d in self.dates if d.year_stated and d.kind in ("range", "day", "month"))
        return frozenset(d.year for d in stated if d.year is not None and d.period.start != now)

    @cached_property
    def fair_spans(self) -> frozenset[Span]:
        """Where the fairs are named."""
        return frozenset(m.name.span for m in self.mentions)

    @cached_property
    def place_spans(self) -> frozenset[Span]:
        """Where the places are named."""
        return frozenset(p.span for p in self.places)

    def block_at(self, offset: int) -> Block:
        """Return the block of the sentence at or before an offset."""
        return self.blocks[self.block_of[self.sentence_index(offset)]]


def analyse(article: Article, registry: Registry, trace: Trace | None = None) -> Document:
    """Look at an article once; a trace, where one is given, goes with the document to all who decide."""
    text = article.text
    blocks = tuple(b for b in segment(text) if b.sentences)
    sentences = tuple(s for b in blocks for s in b.sentences)
    block_of = tuple(i for i, b in enumerate(blocks) for _ in b.sentences)
    names = tuple(find_names(text, small_names(registry)))
    context = context_of(article)
    fairs = tuple(find_fairs(text, article.title, registry, names, trace, context))
    mentions = sorted((Mentioned(f, m) for f in fairs for m in f.mentions), key=lambda m: m.name.span)
    places = tuple(find_places(text, registry))
    cells = tuple(find_cells(text))
    home = _home(places)
    numbers = tuple(find_numbers(text, country=home, published=article.published))
    setting = Setting(home, article.published.year if article.published else None)
    counted = [number for number in numbers if number.excluded is None]
    amounts = tuple(with_label_units(text, counted, cells, setting))
    return Document(
        article=article,
        registry=registry,
        blocks=blocks,
        sentences=sentences,
        block_of=block_of,
        names=names,
        fairs=fairs,
        mentions=tuple(mentions),
        cues=tuple(find_cues(text, list(fairs), article.published)),
        numbers=numbers,
        amounts=amounts,
        cells=cells,
        changes=tuple(find_changes(text, 0, len(text), amounts)),
        dates=tuple(find_dates(text, 0, len(text), published=article.published)),
        places=places,
        starts=tuple(s.span.start for s in sentences),
        trace=trace,
        context=context,
    )


_HEADING = 110  # characters at most
_LEAD = 3  # how often the first place of a text counts: a dateline or the host of the fair
_HOME_SHARE = 0.4  # of all places named, so many must lie in a country for its currency to be meant


def _home(places: Sequence[PlaceMention]) -> str | None:
    """The country whose currency a bare "$" or "Rs" means: the one that most of the places named lie in, if any."""
    inside = [p.country for p in places if p.country and not p.doubtful]
    if not inside:
        return None
    counts = Counter(inside + inside[:1] * (_LEAD - 1))
    country = min(counts, key=lambda c: (-counts[c], c))
    return country if counts[country] >= _HOME_SHARE * counts.total() else None
