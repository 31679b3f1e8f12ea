"""What a change is about and measured by: the figure that changed, the earlier one, its year or edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.extract.amounts import AmountMention
from kg.extract.change_cues import Cue
from kg.extract.change_patterns import change_patterns
from kg.extract.lexicon import ordinal_of
from kg.extract.numerals import read_words


@dataclass(frozen=True, slots=True)
class Comparator:
    """What a figure is compared with (see `Change.versus`); the earlier figure's index; where the words end."""

    versus: str = "previous"
    years_back: int | None = None
    base: int | None = None
    end: int = 0


_AFTER = 110
_FARTHEST = 200
_MEASURED = frozenset(("count", "m2", "ft2", "ha", "percent"))
_UNCOUNTED = frozenset(("other", "days"))


class ChangeLinks:
    """Links changes to the amounts of a stretch of text; `taken` are the amounts that are changes themselves."""

    def __init__(self, text: str, start: int, end: int, amounts: Sequence[AmountMention]) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.amounts = amounts
        self.patterns = change_patterns()
        self.taken: set[int] = set()

    def comparator(self, first: int, cue: Cue) -> Comparator:
        """Return what the words after a change compare it with; `first` is the first amount that they may hold."""
        following = self.text[cue.end : min(self.end, cue.end + _AFTER)]
        brk = self.patterns.clause_end.search(following)
        if brk is not None:
            following = following[: brk.start()]
        m = (self.patterns.comparand if cue.compared else self.patterns.compared).match(following)
        if m is None:
            return Comparator()
        what = m.start("what")
        year = self.patterns.year.search(following, what)
        back = self.patterns.years_back.search(following, what)
        edition = self.patterns.edition.search(following, what)
        number = ordinal_of(edition["ordinal"]) if edition and not year else None
        years = _count(back["count"]) if back else None
        versus = year.group() if year else str(number) if number else "previous"
        if versus == "previous" and years is not None and years > 1:  # a year before is the edition before
            versus = f"{years} years earlier"
        base = self._base(first, cue.end + what)
        return Comparator(versus, years, base, cue.end + len(following))

    def _base(self, first: int, position: int) -> int | None:
        """The earlier figure, where one stands right after the comparing words."""
        for j in range(first, min(first + 2, len(self.amounts))):
            other = self.amounts[j]
            if other.span.start >= position:
                named = self.patterns.base_gap.fullmatch(self.text, position, other.span.start)
                return j if named and other.unit not in _UNCOUNTED and other.unit != "percent" else None
        return None

    def target(self, i: int, cue: Cue, base: int | None) -> int | None:
        """Return the figure that changed: one after "to", else one before the change."""
        j = i + 2 if base == i + 1 else i + 1
        if self.follows(j, cue.end) and self.fits(self.amounts[i], j):
            return j
        return self.target_before(i, self.amounts[i], cue.start, base)

    def follows(self, j: int, position: int) -> bool:
        """Tell whether only words such as "to" stand between a position and an amount."""
        if j >= len(self.amounts) or not 0 <= self.amounts[j].span.start - position < _AFTER:
            return False
        return self.patterns.to.fullmatch(self.text, position, self.amounts[j].span.start) is not None

    def target_before(self, i: int, a: AmountMention | None, position: int, base: int | None = None) -> int | None:
        """Return the figure before a change that it belongs to, or None where its subject has no figure.

        `i` is the first amount that is not before the change, `a` the amount of the change if it has one.
        """
        p = self.patterns
        apposed = p.apposition.search(self.text, max(self.start, position - 40), position) is not None
        pronoun = p.pronoun.search(self.text, max(self.start, position - 45), position)
        whole = pronoun is not None and not pronoun["which"]  # "That is 38 more": the sentence before
        fallback = None
        for j in range(i - 1, max(-1, i - 7), -1):
            other = self.amounts[j]
            if j in self.taken or not self.fits(a, j):
                continue
            if position - other.span.end > _FARTHEST:
                break
            between = self.text[other.span.end : position]
            complement = p.complement.search(self.text, max(self.start, other.span.start - 16), other.span.start)
            ended = p.sentence_end.search(between) is not None
            if whole:
                if not ended:
                    continue
            elif ended or "\n" in between or (";" in between and not apposed and pronoun is None):
                break
            elif not apposed and pronoun is None and not p.predicate.fullmatch(between):
                if fallback is None and complement is not None:
                    continue
                break
            if base is not None and other.unit != self.amounts[base].unit:
                continue
            if complement is None:
                return j
            # "buyers from 212 countries, 9 per cent fewer": the buyers, if they have a figure.
            fallback = j if fallback is None else fallback
        return fallback

    def nearest_before(self, i: int) -> int | None:
        """Return the nearest figure before an amount that may be its later one, in the same sentence."""
        a = self.amounts[i]
        for j in range(i - 1, max(-1, i - 4), -1):
            between = self.text[self.amounts[j].span.end : a.span.start]
            if len(between) > 140 or self.patterns.sentence_end.search(between):
                return None
            if j not in self.taken and self.amounts[j].unit in (a.unit, "count") and self.fits(a, j):
                return j
        return None

    def fits(self, a: AmountMention | None, j: int) -> bool:
        """Tell whether an amount can be what a change, stated by the amount `a` or by a word, is about."""
        other = self.amounts[j]
        if other.unit in _UNCOUNTED:
            return False
        if a is None or a.unit == "percent":
            return other.unit != "percent"
        if a.unit == "points":
            return other.unit == "percent"
        return other.unit == a.unit or (a.unit == "count" and a.rule == "number" and other.unit in _MEASURED)


def _count(written: str) -> int | None:
    if written.isdigit():
        return int(written)
    value = Decimal(1) if written.lower() in ("a", "one") else read_words(written)
    return int(value) if value is not None else None
