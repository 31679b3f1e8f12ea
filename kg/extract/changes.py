"""Changes against an earlier figure: "up 6.7% on the previous expo", "five fewer than in 2024", "doubled".

The words are in data/changes.toml. A change knows which amount of the text states it, which figure it is about and
which one it is measured by, where the syntax tells.

>>> from kg.extract.amounts import find_amounts
>>> text = "It drew 2,240 firms, 14 percent more than the 1,965 of 2021."
>>> amounts = find_amounts(text)
>>> [c] = find_changes(text, 0, len(text), amounts)
>>> c.change.direction.value, c.change.percent, c.target, c.base, c.change.versus
('up', Decimal('14'), 0, 2, '2021')
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.extract.amounts import AmountMention
from kg.extract.change_cues import Cue, CueReader
from kg.extract.change_links import ChangeLinks
from kg.extract.change_patterns import change_patterns
from kg.extract.numerals import read_digits, read_words
from kg.model import Bound, Change, Direction, Span


@dataclass(frozen=True, slots=True)
class ChangeMention:
    """A stated change.

    `change` is None where only the earlier figure is given ("up from 19,000"). `amount` is the index of the amount
    that states the change and so counts nothing itself; `target` that of the figure that changed; `base` that of the
    earlier figure. `years_back` is how many years before the figure the text goes back ("than four years earlier").
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


def find_changes(text: str, start: int, end: int, amounts: Sequence[AmountMention]) -> list[ChangeMention]:
    """Return the changes between two offsets, in order; `amounts` are those of this stretch, in order.

    A stretch of several sentences is better than one: "That is 38 more than last year" speaks of the sentence before.
    """
    cues = CueReader(text, start, end, amounts)
    links = ChangeLinks(text, start, end, amounts)
    found: list[ChangeMention] = []
    previous: Cue | None = None
    for i, amount in enumerate(amounts):
        cue = cues.cue(i)
        if cue is None and previous is not None:
            cue = cues.carried(i, previous, i - 1 in links.taken)
        if cue is not None:
            found.append(_stated(links, i, amount, cue))
            links.taken.add(i)
            previous = cue
    _map_respective(links, found)
    if cues.patterns.any_factor.search(text, start, end) is not None:
        found.extend(_factors(cues, links))
    found.extend(_earlier(links, {c.base for c in found}))
    return sorted(found, key=lambda c: (c.span.start, c.span.end))


def _stated(links: ChangeLinks, i: int, a: AmountMention, cue: Cue) -> ChangeMention:
    compared = links.comparator(i + 1, cue)
    relative = a.unit == "percent"
    # "A fifth more" is 20 percent in words, and no more precise than these.
    bound = Bound.APPROX if a.form == "fraction" and a.bound is Bound.EXACT else a.bound
    change = Change(
        cue.direction, a.value if relative else None, None if relative else a.value,
        versus=compared.versus, bound=bound,
    )  # fmt: skip
    return ChangeMention(
        Span(cue.start, max(compared.end, cue.end)), change, a.bound, cue.rule, i,
        links.target(i, cue, compared.base), compared.base, compared.years_back,
    )  # fmt: skip


def _map_respective(links: ChangeLinks, found: list[ChangeMention]) -> None:
    """Give the changes of a "respectively" list the figures before it, in order."""
    run: list[int] = []
    for k, change in enumerate([*found, None]):
        if change is not None and change.rule == "list" and run:
            run.append(k)
            continue
        if len(run) > 1:
            _map_run(links, found, run)
        run = [k] if change is not None else []


def _map_run(links: ChangeLinks, found: list[ChangeMention], run: list[int]) -> None:
    start, end = found[run[0]].span.start, found[run[-1]].span.end
    window = links.text[max(links.start, start - 30) : min(links.end, end + 40)]
    if links.patterns.respective.search(window) is None:
        return
    first = found[run[0]].amount or 0
    figures = [
        j
        for j in range(max(0, first - 8), first)
        if j not in links.taken
        and links.amounts[j].unit not in ("other", "days", "percent")
        and not links.patterns.sentence_end.search(links.text, links.amounts[j].span.end, start)
    ]
    if len(figures) >= len(run):
        for k, j in zip(run, figures[-len(run) :], strict=True):
            found[k] = replace(found[k], target=j)


def _factors(cues: CueReader, links: ChangeLinks) -> Iterator[ChangeMention]:
    """Yield "doubled", "three times as many", "halved": changes that a word states."""
    text, amounts = links.text, links.amounts
    for m in links.patterns.factor.finditer(text, links.start, links.end):
        change = _change_of_word(m)
        if change is None:
            continue
        after = next((j for j, a in enumerate(amounts) if a.span.start >= m.end()), len(amounts))
        said = text[m.end() : m.end() + 5].lower()
        cue = Cue(
            m.start(), m.end(), change.direction, "factor", not m["verb"] or said in (" the ", " that", " what")
        )
        compared = links.comparator(after, cue)
        target = None
        if after < len(amounts) and amounts[after].span.start - m.end() < 60 and links.fits(None, after):
            leads = links.patterns.factor_to.fullmatch(text, m.end(), amounts[after].span.start)
            target = after if leads else None
        own = next((j for j, a in enumerate(amounts) if m.start() <= a.span.start < m.end()), None)
        if target is None and (not m["verb"] or cues.apposed(m.start())):
            target = links.target_before(after if own is None else own, None, m.start())
        yield ChangeMention(
            Span(m.start(), max(compared.end, m.end())), replace(change, versus=compared.versus), _bound(m), "factor",
            own, target, compared.base, compared.years_back,
        )  # fmt: skip


def _bound(m: re.Match[str]) -> Bound:
    return Bound.APPROX if m["about"] else Bound.MIN if m["over"] else Bound.EXACT


def _change_of_word(m: re.Match[str]) -> Change | None:
    bound = _bound(m)
    if m["again"] or m["half"]:
        half = bound if bound is Bound.MIN else Bound.APPROX  # a word for 50 percent, and no more precise than that
        return Change(Direction.UP if m["again"] else Direction.DOWN, percent=Decimal(50), bound=half)
    if m["verb"]:
        return Change(Direction.UP, factor=Decimal(change_patterns().factors[m["verb"].lower()]), bound=bound)
    number = m["times"].split()[0].lower()
    if number in ("twice", "thrice"):
        return Change(Direction.UP, factor=Decimal(2 if number == "twice" else 3), bound=bound)
    factor = read_digits(number) if number[0].isdigit() else read_words(number)
    return None if factor is None else Change(Direction.UP, factor=factor, bound=bound)


# The last words before an earlier figure; a genitive ("last year's 2,500") may stand there too.
_BEFORE_EARLIER = frozenset(("from", "to", "with", "against", "versus", "vs", "vs.", "the", "its", "a"))
_GENITIVES = ("'s", "’s", "s'", "s’")


def _earlier(links: ChangeLinks, based: set[int | None]) -> Iterator[ChangeMention]:
    """Yield "up from 19,000", "from 2,500 to 2,800", "against 2,500 in 2019": an earlier figure alone."""
    for j, a in enumerate(links.amounts):
        if j in based or j in links.taken or a.unit in ("other", "days"):
            continue
        words = links.text[max(links.start, a.span.start - 16) : a.span.start].split()
        if not words or not (words[-1].lower() in _BEFORE_EARLIER or words[-1].endswith(_GENITIVES)):
            continue
        m = links.patterns.earlier.search(links.text, max(links.start, a.span.start - 60), a.span.start)
        if m is None:
            continue
        target = None
        if m["from"] and links.follows(j + 1, a.span.end) and links.fits(a, j + 1):
            target = j + 1
        elif (m["side"] or m["against"]) and links.patterns.before_now.match(links.text, a.span.end, links.end):
            target = links.nearest_before(j)
        if target is not None:
            yield ChangeMention(Span(m.start(), a.span.end), None, a.bound, "earlier", None, target, j)
