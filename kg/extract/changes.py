"""Changes against an earlier figure: "up 6.7% on the previous expo", "five fewer than in 2024", "doubled".

The words are in data/changes.toml. A change knows which amounts of the text it is made of, which figure it is about
and which one it is measured by, where the syntax tells.

>>> from kg.extract.amounts import find_amounts
>>> text = "It drew 2,240 firms, 14 percent more than the 1,965 of 2021."
>>> amounts = find_amounts(text)
>>> [c] = find_changes(text, 0, len(text), amounts)
>>> c.change.direction.value, c.change.percent, c.target, c.base, c.change.versus
('up', Decimal('14'), 0, 2, '2021')
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.extract.amounts import AmountMention
from kg.extract.change_patterns import ChangePatterns, change_patterns
from kg.extract.lexicon import ordinal_of
from kg.extract.numerals import read_digits, read_words
from kg.model import Bound, Change, Direction, Span


@dataclass(frozen=True, slots=True)
class ChangeMention:
    """A stated change.

    `change` is None where only the earlier figure is given ("up from 19,000"). `amount` is the index of the amount that
    states the change and so counts nothing itself; `target` that of the figure that changed; `base` that of the earlier
    figure. `years_back` is how many years before the figure the text goes back ("than four years earlier").
    """

    span: Span
    change: Change | None
    bound: Bound
    rule: str
    amount: int | None = None
    target: int | None = None
    base: int | None = None
    years_back: int | None = None

    @property
    def consumed(self) -> tuple[int, ...]:
        """The indices of amounts that state the change itself."""
        return () if self.amount is None else (self.amount,)


@dataclass(frozen=True, slots=True)
class _Cue:
    """Words that make an amount a change: where the whole expression starts and ends, and what they say."""

    start: int
    end: int
    direction: Direction
    rule: str
    compared: bool = False


@dataclass(frozen=True, slots=True)
class _Comparator:
    """What a figure is compared with: a year or the previous edition, the index of the earlier figure, and its end."""

    versus: str = "previous"
    years_back: int | None = None
    base: int | None = None
    end: int = 0


_BEFORE, _AFTER = 90, 110
_BEFORE_EARLIER = frozenset(("from", "to", "with", "against", "versus", "vs", "vs.", "the", "its", "a"))
# Words that say on which side of the earlier figure the later one lies; they need that figure after them.
_PLACES = frozenset(("above", "below", "over", "under", "ahead", "behind", "short", "up", "down"))
_MEASURED = frozenset(("count", "m2", "ft2", "ha", "percent"))


def find_changes(text: str, start: int, end: int, amounts: Sequence[AmountMention]) -> list[ChangeMention]:
    """Return the changes between two offsets, in order; `amounts` are those of this stretch, in order.

    A stretch of several sentences is better than one: "That is 38 more than last year" speaks of the sentence before.
    """
    reader = _Reader(text, start, end, amounts, change_patterns())
    return reader.read()


class _Reader:
    def __init__(
        self, text: str, start: int, end: int, amounts: Sequence[AmountMention], patterns: ChangePatterns
    ) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.amounts = amounts
        self.patterns = patterns
        self.found: list[ChangeMention] = []
        self.taken: set[int] = set()

    def read(self) -> list[ChangeMention]:
        previous: _Cue | None = None
        for i, amount in enumerate(self.amounts):
            cue = self._cue(i, amount)
            if cue is None and previous is not None:
                cue = self._carried(i, amount, previous)
            if cue is None:
                continue
            self.found.append(self._change(i, amount, cue))
            self.taken.add(i)
            previous = cue
        self._respective()
        self.found.extend(self._factors())
        self.found.extend(self._bases())
        self.found.sort(key=lambda c: (c.span.start, c.span.end))
        return self.found

    # --- what makes an amount a change ---

    def _cue(self, i: int, a: AmountMention) -> _Cue | None:
        if a.unit in ("days", "other") or a.upper is not None:
            return None
        relative = a.unit in ("percent", "points")
        before = self.text[max(self.start, a.span.start - _BEFORE) : a.span.start].rstrip("\"“'‘")
        after = self.text[a.span.end : min(self.end, a.span.end + _AFTER)]
        p = self.patterns
        words = before[-24:].split()
        last = words[-1].lower().lstrip("([\"“‘'") if words else ""
        if not (last in p.gate_before or last.endswith("ly") or last[-1:] in "+−–-"):
            return self._right(i, a, after, relative)
        sign = p.sign.search(before)
        if sign is not None and relative and not p.tax.match(after):
            down = (sign["mark"] or sign["word"]).lower() in ("-", "−", "–", "minus")
            return _Cue(
                a.span.start - len(sign.group()), a.span.end, Direction.DOWN if down else Direction.UP, "sign"
            )
        m = p.direction.search(before)
        if m is not None and not p.phrasal.search(before, 0, m.start()):
            if (relative and not p.share_of.match(after)) or p.direction_ends.match(after):
                return self._left(a, m, m["word"].lower() == "up", "direction")
        m = p.noun_of.search(before)
        if m is not None and not before[: m.start()].lower().endswith("no ") and (relative or not m["link"]):
            return self._left(a, m, m["noun"].lower() in p.up, "noun-of")
        m = p.verb.search(before)
        if m is not None and (
            m["by"] or (relative and m["verb"].lower() not in p.by_only and not p.share_of.match(after))
        ):
            return self._left(a, m, m["verb"].lower() in p.up, "verb")
        m = p.exceeded.search(before) if relative else None
        if m is not None:
            return self._left(a, m, True, "exceeded-by")
        m = p.by.search(before)
        if m is not None and relative:
            return self._left(a, m, m["word"].lower() in p.up, "adjective-by")
        return self._right(i, a, after, relative)

    def _right(self, i: int, a: AmountMention, after: str, relative: bool) -> _Cue | None:
        """The cues that follow the amount: "more than", "increase"."""
        p = self.patterns
        near = after[:48].lower().replace("-", " ").split()[:5]
        if p.gate_after.isdisjoint(word.rstrip(".,;:)]—–") for word in near):
            return None
        cue = self._comparison(i, a, after, relative)
        if cue is not None:
            return cue
        m = p.noun_after.match(after) if relative else p.added.match(after)
        if m is not None:
            up = not relative or m["noun"].lower() in p.up
            return _Cue(a.span.start, a.span.end + m.end(1), Direction.UP if up else Direction.DOWN, "noun-after")
        return None

    def _comparison(self, i: int, a: AmountMention, after: str, relative: bool) -> _Cue | None:
        """ "14 percent more than", "six fewer", "4.1% up on"."""
        p = self.patterns
        m = p.comparison.match(after)
        if m is None:
            return None
        if i + 1 < len(self.amounts) and self.amounts[i + 1].span.start <= a.span.end + m.start("adjective"):
            return None  # "Of 300 firms more than half": the words bound the next number
        adjective, comparator = m["adjective"].lower(), (m["comparator"] or "").lower()
        placed = adjective in _PLACES
        if m["open"] is not None and (
            not relative or placed or adjective in ("longer", "better", "over", "additional")
        ):
            return None
        if m["preposition"] is not None and not (
            placed and relative and adjective not in ("up", "down", "over", "under")
        ):
            return None
        if m["end"] is not None and not (self._apposed(a) or (relative and not placed) or adjective == "fewer"):
            return None
        if comparator:
            if (comparator == "to" and adjective in ("up", "down")) or (comparator == "of" and adjective != "short"):
                return None
            if adjective not in ("up", "down", "above", "below", "ahead", "behind", "short") and comparator in (
                "on",
                "from",
                "to",
                "of",
                "since",
            ):
                return None
            following = after[m.end("comparator") :]
            brk = p.clause_end.search(following)
            what = following[: brk.start()] if brk else following
            if p.hoped.match(what) or not p.temporal.search(what):
                return None
        stop = a.span.end + (m.end("comparator") if comparator else m.end("adjective"))
        up = adjective in p.up
        compared = bool(comparator) or m["preposition"] is not None
        return _Cue(a.span.start, stop, Direction.UP if up else Direction.DOWN, "comparison", compared)

    def _left(self, a: AmountMention, m: re.Match[str], up: bool, rule: str) -> _Cue:
        start = a.span.start - (m.end() - m.start())
        return _Cue(start, a.span.end, Direction.UP if up else Direction.DOWN, rule)

    def _apposed(self, a: AmountMention) -> bool:
        """Tell whether the amount follows a comma, dash or bracket, as in "27 countries, six more"."""
        return (
            self.patterns.apposition.search(self.text, max(self.start, a.span.start - 24), a.span.start) is not None
        )

    def _carried(self, i: int, a: AmountMention, previous: _Cue) -> _Cue | None:
        """The next item of a list of changes: "up 46.4 percent and those from Chile 25.3 percent"."""
        between = self.text[previous.end : a.span.start]
        if a.unit != "percent" or not (i - 1 in self.taken or between.endswith(" by ")):
            return None
        after = self.text[a.span.end : a.span.end + 12]
        if not self.patterns.list_gap.fullmatch(between) or self.patterns.share_of.match(after):
            return None
        return replace(previous, start=a.span.start, end=a.span.end, rule="list")

    # --- what the change is and what it is about ---

    def _change(self, i: int, a: AmountMention, cue: _Cue) -> ChangeMention:
        compared = self._comparator(i, cue)
        if a.unit == "percent":
            change = Change(cue.direction, percent=a.value, versus=compared.versus)
        else:
            change = Change(cue.direction, absolute=a.value, versus=compared.versus)
        target = self._target(i, a, cue, compared.base)
        return ChangeMention(
            Span(cue.start, max(compared.end, cue.end)), change, a.bound, cue.rule, amount=i, target=target,
            base=compared.base, years_back=compared.years_back,
        )  # fmt: skip

    def _comparator(self, i: int | None, cue: _Cue) -> _Comparator:
        """What the figure is compared with, as far as the words after the change say it."""
        stop = min(self.end, cue.end + _AFTER)
        following = self.text[cue.end : stop]
        brk = self.patterns.clause_end.search(following)
        if brk is not None:
            following = following[: brk.start()]
        m = self.patterns.compared.match(following) if not cue.compared else self.patterns.comparand.match(following)
        if m is None:
            return _Comparator()
        base = None
        first = 0 if i is None else i + 1
        for j in range(first, min(first + 2, len(self.amounts))):
            other = self.amounts[j]
            gap = self.text[cue.end + m.start("what") : other.span.start]
            if other.span.start >= cue.end + m.start("what") and self.patterns.base_gap.fullmatch(gap):
                if other.unit not in ("other", "days", "percent"):
                    base = j
                break
        year = self.patterns.year.search(following, m.start("what"))
        back = self.patterns.years_back.search(following, m.start("what"))
        edition = self.patterns.edition.search(following, m.start("what"))
        number = ordinal_of(edition["ordinal"]) if edition and not year else None
        versus = year.group() if year else str(number) if number else "previous"
        return _Comparator(versus, _count(back["count"]) if back else None, base, cue.end + len(following))

    def _target(self, i: int, a: AmountMention, cue: _Cue, base: int | None) -> int | None:
        j = i + 1
        if base == j:
            j += 1
        if j < len(self.amounts) and self._fits(a, j):
            gap = self.text[cue.end : self.amounts[j].span.start]
            if len(gap) < 110 and self.patterns.to.fullmatch(gap):
                return j
        return self._target_before(i, a, cue.start, base)

    def _target_before(self, i: int, a: AmountMention | None, position: int, base: int | None = None) -> int | None:
        """The figure that stands before the change and that it belongs to, or None where its subject has no figure."""
        p = self.patterns
        apposed = p.apposition.search(self.text, max(self.start, position - 40), position)
        pronoun = p.pronoun.search(self.text, max(self.start, position - 45), position)
        fallback = None
        for j in range(i - 1, max(-1, i - 7), -1):
            if j in self.taken or not self._fits(a, j):
                continue
            other = self.amounts[j]
            between = self.text[other.span.end : position]
            if len(between) > 200:
                break
            ended = p.sentence_end.search(between) is not None
            if pronoun is not None and not pronoun["which"]:
                if not ended:
                    continue
            elif ended or "\n" in between or (";" in between and apposed is None and pronoun is None):
                break
            elif apposed is None and pronoun is None and not p.predicate.fullmatch(between):
                if fallback is None and p.complement.search(
                    self.text, max(self.start, other.span.start - 16), other.span.start
                ):
                    continue
                break
            if base is not None and other.unit != self.amounts[base].unit:
                continue
            if p.complement.search(self.text, max(self.start, other.span.start - 16), other.span.start):
                fallback = j if fallback is None else fallback
                continue
            return j
        return fallback

    def _nearest_before(self, i: int, a: AmountMention) -> int | None:
        """The nearest figure of the same unit in the same sentence."""
        for j in range(i - 1, max(-1, i - 4), -1):
            between = self.text[self.amounts[j].span.end : a.span.start]
            if len(between) > 140 or self.patterns.sentence_end.search(between):
                return None
            if j not in self.taken and self.amounts[j].unit in (a.unit, "count") and self._fits(a, j):
                return j
        return None

    def _fits(self, a: AmountMention | None, j: int) -> bool:
        other = self.amounts[j]
        if other.unit in ("other", "days"):
            return False
        if a is None or a.unit == "percent":
            return other.unit != "percent"
        if a.unit == "points":
            return other.unit == "percent"
        return other.unit == a.unit or (a.unit == "count" and a.rule == "number" and other.unit in _MEASURED)

    # --- lists, factors, earlier figures ---

    def _respective(self) -> None:
        """Give the changes of a "respectively" list the figures before it, in order."""
        run: list[int] = []
        for k, change in enumerate([*self.found, None]):
            if change is not None and change.rule == "list" and run:
                run.append(k)
                continue
            if len(run) > 1 and self._is_respective(self.found[run[0]], self.found[run[-1]]):
                self._map_in_order(run)
            run = [k] if change is not None else []

    def _is_respective(self, first: ChangeMention, last: ChangeMention) -> bool:
        window = self.text[max(self.start, first.span.start - 30) : min(self.end, last.span.end + 40)]
        return self.patterns.respective.search(window) is not None

    def _map_in_order(self, run: list[int]) -> None:
        first = self.found[run[0]].amount or 0
        figures = [
            j for j in range(max(0, first - 8), first)
            if j not in self.taken and self.amounts[j].unit not in ("other", "days", "percent")
            and not self.patterns.sentence_end.search(self.text, self.amounts[j].span.end, self.found[run[0]].span.start)
        ]  # fmt: skip
        if len(figures) >= len(run):
            for k, j in zip(run, figures[-len(run) :], strict=True):
                self.found[k] = replace(self.found[k], target=j)

    def _factors(self) -> list[ChangeMention]:
        """ "doubled", "three times as many", "halved": changes without an amount of their own."""
        found: list[ChangeMention] = []
        if self.patterns.any_factor.search(self.text, self.start, self.end) is None:
            return found
        for m in self.patterns.factor.finditer(self.text, self.start, self.end):
            direction, percent, factor = Direction.UP, None, None
            word = (m["verb"] or m["half"] or m["times"] or "").lower()
            if m["again"]:
                percent = Decimal(50)
            elif m["half"]:
                direction, percent = Direction.DOWN, Decimal(50)
            elif m["verb"]:
                factor = Decimal(self.patterns.factors[word])
            else:
                count = Decimal(2) if word == "twice" else Decimal(3) if word == "thrice" else _times(word)
                if count is None:
                    continue
                factor = count
            bound = Bound.APPROX if m["about"] else Bound.MIN if m["over"] else Bound.EXACT
            whole = m["verb"] is None or self.text[m.end() : m.end() + 5].lower() in (" the ", " that", " what")
            cue = _Cue(m.start(), m.end(), direction, "factor", whole)
            following = next((j for j, a in enumerate(self.amounts) if a.span.start >= m.end()), len(self.amounts))
            compared = self._comparator(following - 1, cue)
            target = None
            if following < len(self.amounts):
                gap = self.text[m.end() : self.amounts[following].span.start]
                if len(gap) < 60 and self.patterns.factor_to.fullmatch(gap) and self._fits(None, following):
                    target = following
            if target is None and not (m["verb"] and not self._apposed_at(m.start())):
                target = self._target_before(following, None, m.start())
            change = Change(direction, percent=percent, factor=factor, versus=compared.versus)
            found.append(
                ChangeMention(
                    Span(m.start(), max(compared.end, m.end())),
                    change,
                    bound,
                    "factor",
                    None,
                    target,
                    compared.base,
                    compared.years_back,
                )  # fmt: skip
            )
        return found

    def _apposed_at(self, position: int) -> bool:
        return self.patterns.apposition.search(self.text, max(self.start, position - 24), position) is not None

    def _bases(self) -> list[ChangeMention]:
        """ "up from 19,000", "from 2,500 to 2,800", "compared with 2,500": an earlier figure and no stated change."""
        based = {c.base for c in self.found}
        found = []
        for j, a in enumerate(self.amounts):
            if j in based or j in self.taken or a.unit in ("other", "days"):
                continue
            words = self.text[max(self.start, a.span.start - 16) : a.span.start].split()
            if not words or not (
                words[-1].lower() in _BEFORE_EARLIER or words[-1].endswith(("'s", "’s", "s'", "s’"))
            ):
                continue
            m = self.patterns.earlier.search(self.text, max(self.start, a.span.start - 60), a.span.start)
            if m is None:
                continue
            target = None
            if m["from"] and j + 1 < len(self.amounts) and self._fits(a, j + 1):
                gap = self.text[a.span.end : self.amounts[j + 1].span.start]
                target = j + 1 if len(gap) < 60 and self.patterns.to.fullmatch(gap) else None
            if target is None and (m["side"] or m["against"]):
                if self.patterns.before_now.match(self.text, a.span.end, self.end):
                    target = self._nearest_before(j, a)
            if target is not None:
                found.append(ChangeMention(Span(m.start(), a.span.end), None, a.bound, "earlier", None, target, j))
        return found


def _count(written: str) -> int | None:
    if written.isdigit():
        return int(written)
    value = Decimal(1) if written.lower() in ("a", "one") else read_words(written)
    return int(value) if value is not None else None


def _times(word: str) -> Decimal | None:
    number = word.split()[0]
    return read_digits(number) if number[0].isdigit() else read_words(number)
