"""What makes an amount a change: "up 6.7%", "an increase of 3,135", "14 percent more than", "a 6.7-percent surge"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extract.amounts import AmountMention
from kg.extract.change_patterns import change_patterns
from kg.model import Direction


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that make an amount a change: where the whole expression starts and ends, and what they say.

    `compared` tells that the expression ends with its "than": what follows is what the figure is compared with.
    """

    start: int
    end: int
    direction: Direction
    rule: str
    compared: bool = False


_BEFORE, _AFTER = 90, 110
# Words that say on which side of the earlier figure the later one lies; they need that figure after them.
_PLACES = frozenset(("above", "below", "over", "under", "ahead", "behind", "short", "up", "down"))
_SIDES = _PLACES - {"over", "under"}
_PLACE_WORDS = frozenset(("on", "from", "to", "of", "since"))
_VAGUE = frozenset(("longer", "better", "over", "additional"))
_MINUS = frozenset(("-", "−", "–", "minus"))


class CueReader:
    """Finds the cues of the amounts of a stretch of text."""

    def __init__(self, text: str, start: int, end: int, amounts: Sequence[AmountMention]) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.amounts = amounts
        self.patterns = change_patterns()

    def cue(self, i: int) -> Cue | None:
        """Return the cue of an amount, or None where it is no change."""
        a, p = self.amounts[i], self.patterns
        if a.unit in ("days", "other") or a.upper is not None:
            return None
        before = self.text[max(self.start, a.span.start - _BEFORE) : a.span.start].rstrip("\"“'‘")
        after = self.text[a.span.end : min(self.end, a.span.end + _AFTER)]
        words = before[-24:].split()
        last = words[-1].lower().lstrip("([\"“‘'") if words else ""
        if last in p.gate_before or last.endswith("ly") or last[-1:] in "+−–-":
            found = self._left(a, before, after)
            if found is not None:
                return found
        near = after[:48].lower().replace("-", " ").split()[:5]
        if p.gate_after.isdisjoint(word.rstrip(".,;:)]—–") for word in near):
            return None
        return self._comparison(i, after) or self._noun_after(a, after)

    def carried(self, i: int, previous: Cue, listed: bool) -> Cue | None:
        """Return the cue that an amount shares with the one before it in a list, or None.

        `listed` tells that the amount before is the change with the cue `previous`: "up 46.4 percent and those from
        Chile 25.3 percent".
        """
        a = self.amounts[i]
        between = self.text[previous.end : a.span.start]
        if a.unit != "percent" or not (listed or between.endswith(" by ")):
            return None
        after = self.text[a.span.end : a.span.end + 12]
        if not self.patterns.list_gap.fullmatch(between) or self.patterns.share_of.match(after):
            return None
        return replace(previous, start=a.span.start, end=a.span.end, rule="list")

    def apposed(self, position: int) -> bool:
        """Tell whether a comma, dash or bracket stands before a position, as in "27 countries, six more"."""
        return self.patterns.apposition.search(self.text, max(self.start, position - 24), position) is not None

    def _left(self, a: AmountMention, before: str, after: str) -> Cue | None:
        """The cues that stand before the amount."""
        p = self.patterns
        relative = a.unit in ("percent", "points")
        share = relative and p.share_of.match(after) is not None
        m = p.sign.search(before)
        if m is not None and relative and not p.tax.match(after):
            return _before(a, m, (m["mark"] or m["word"]).lower() not in _MINUS, "sign")
        m = p.direction.search(before)
        ends = (relative and not share) or p.direction_ends.match(after) is not None
        if m is not None and ends and not p.phrasal.search(before, 0, m.start()):
            return _before(a, m, m["word"].lower() == "up", "direction")
        m = p.noun_of.search(before)
        if m is not None and not before[: m.start()].lower().endswith("no ") and (relative or not m["link"]):
            return _before(a, m, m["noun"].lower() in p.up, "noun-of")
        m = p.verb.search(before)
        if m is not None and (m["by"] or (relative and not share and m["verb"].lower() not in p.by_only)):
            return _before(a, m, m["verb"].lower() in p.up, "verb")
        if not relative:
            return None
        m = p.exceeded.search(before)
        if m is not None:
            return _before(a, m, True, "exceeded-by")
        m = p.by.search(before)
        return None if m is None else _before(a, m, m["word"].lower() in p.up, "adjective-by")

    def _comparison(self, i: int, after: str) -> Cue | None:
        """ "14 percent more than", "six fewer", "4.1% up on"."""
        a, p = self.amounts[i], self.patterns
        m = p.comparison.match(after)
        if m is None:
            return None
        if i + 1 < len(self.amounts) and self.amounts[i + 1].span.start <= a.span.end + m.start("adjective"):
            return None  # "Of 300 firms more than half": the words bound the next number
        adjective, comparator = m["adjective"].lower(), (m["comparator"] or "").lower()
        relative, placed = a.unit in ("percent", "points"), adjective in _PLACES
        if m["open"] is not None and (not relative or placed or adjective in _VAGUE):
            return None
        if m["preposition"] is not None and not (
            relative and adjective in ("above", "below", "ahead", "behind", "short")
        ):
            return None
        if m["end"] is not None and not (
            self.apposed(a.span.start) or (relative and not placed) or adjective == "fewer"
        ):
            return None
        if comparator and not self._comparable(adjective, comparator, after[m.end("comparator") :]):
            return None
        stop = a.span.end + (m.end("comparator") if comparator else m.end("adjective"))
        direction = Direction.UP if adjective in p.up else Direction.DOWN
        return Cue(a.span.start, stop, direction, "comparison", bool(comparator) or m["preposition"] is not None)

    def _comparable(self, adjective: str, comparator: str, following: str) -> bool:
        """Tell whether the words after the comparator name an earlier time or edition."""
        if comparator in _PLACE_WORDS and adjective not in _SIDES:
            return False
        if (comparator == "to" and adjective in ("up", "down")) or (comparator == "of" and adjective != "short"):
            return False
        brk = self.patterns.clause_end.search(following)
        what = following[: brk.start()] if brk else following
        return not self.patterns.hoped.match(what) and self.patterns.temporal.search(what) is not None

    def _noun_after(self, a: AmountMention, after: str) -> Cue | None:
        """ "a 6.7-percent surge", "20,000 square metres added since"."""
        if a.unit in ("percent", "points"):
            m = self.patterns.noun_after.match(after)
            up = m is not None and m["noun"].lower() in self.patterns.up
        else:
            m, up = self.patterns.added.match(after), True
        if m is None:
            return None
        return Cue(a.span.start, a.span.end + m.end(1), Direction.UP if up else Direction.DOWN, "noun-after")


def _before(a: AmountMention, m: re.Match[str], up: bool, rule: str) -> Cue:
    start = a.span.start - (m.end() - m.start())
    return Cue(start, a.span.end, Direction.UP if up else Direction.DOWN, rule)
