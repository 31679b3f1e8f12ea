"""Writing single sentences about an edition, each with the facts that it tells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from random import Random

from benchmarks.stories import frames
from benchmarks.stories.drafts import Attribute, Deal, Growth, Said, Sentence
from benchmarks.stories.fairs import Holding, StoryFair
from benchmarks.stories.fillers import filler, firm
from benchmarks.stories.truth import Truth
from benchmarks.stories.wording import percent, worded
from kg.graph.triples import numeral

_TEENS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_OFFICES = ("the management", "the press office", "the fair company")
_KIND_WORDS = ("fair", "expo", "show", "exhibition")


class Pen:
    """Writes about one edition of a fair as one article does: `style` is how it says which edition that is.

    Styles: ordinal, year, date. `name` is what the article calls the fair.
    """

    def __init__(
        self, fair: StoryFair, truths: Sequence[Truth], edition: int, name: str, style: str, random: Random
    ) -> None:
        self.fair = fair
        self.truths = truths
        self.edition = edition
        self.name = name
        self.style = style
        self.random = random
        self.kind = next((k for k in _KIND_WORDS if name.lower().endswith(k)), "event")
        self.office = random.choice(_OFFICES)

    @property
    def holding(self) -> Holding:
        """When the edition was held, and its number."""
        return self.fair.holdings[self.edition]

    @property
    def start(self) -> date:
        """The first day of the edition."""
        return date(self.holding.year, self.holding.month, self.holding.day)

    @property
    def end(self) -> date:
        """The last day of the edition."""
        return self.start + timedelta(days=self.holding.length - 1)

    # --- naming the edition ---

    def reference(self) -> str:
        """Return how the article names the edition in full."""
        match self.style:
            case "ordinal":
                number = ordinal_words(self.holding.ordinal or 1, self.random)
                return self.random.choice(
                    (f"the {number} {self.name}", f"the {number} edition of {self.article_name}")
                )
            case "year":
                return self.random.choice(
                    (f"{self.name} {self.holding.year}", f"the {self.holding.year} {self.name}")
                )
            case _:
                return f"this year's {self.name}"

    @property
    def article_name(self) -> str:
        """The name in a sentence: with an article where it ends like a common noun."""
        return f"the {self.name}" if self.kind != "event" else self.name

    def named(self) -> tuple[Attribute, ...]:
        """Return what the reference says of the edition."""
        if self.style == "ordinal":
            return (Attribute(self.edition, "ordinal", self.holding.ordinal or 1),)
        return (Attribute(self.edition, "year", self.holding.year),)

    def past(self, place: int) -> tuple[str, tuple[Attribute, ...]]:
        """Return how another edition is named, and what that says of it."""
        held = self.fair.holdings[place]
        year = Attribute(place, "year", held.year)
        if held.ordinal is not None and self.style == "ordinal" and self.random.random() < 0.5:
            number = ordinal_words(held.ordinal, self.random)
            return f"the {number} edition in {held.year}", (year, Attribute(place, "ordinal", held.ordinal))
        return self.random.choice((f"the {held.year} edition", f"{self.name} {held.year}")), (year,)

    # --- sentences ---

    def lead(self, kind: str, published: date) -> Sentence:
        """Write the first sentence: what happened, where and when."""
        frame = self.random.choice(frames.LEADS[kind])
        dated = kind == "retrospective"
        text = self._filled(
            frame,
            start=_day(self.start, dated),
            end=_day(self.end, True) if kind == "preview" or dated else _day(self.end),
            weekday=f"{published:%A}",
            month=f"{published:%B}",
            day=str(published.day),
            length=str(self.holding.length),
        )
        facts = [*self.named(), Attribute(self.edition, "year", self.holding.year), self._city()]
        if kind == "opening" or "{start}" in frame or "{length}" in frame:
            facts.append(Attribute(self.edition, "start", self.start.isoformat()))
        if kind == "closing" or "{end}" in frame:
            facts.append(Attribute(self.edition, "end", self.end.isoformat()))
        return Sentence(text, attributes=tuple(facts))

    def city(self) -> Attribute:
        """Return that the edition is held in its city, as a dateline says."""
        return self._city()

    def dates(self) -> Sentence:
        """Write when the edition was held."""
        text = self._filled(self.random.choice(frames.DATES), start=_day(self.start), end=_day(self.end))
        days = (("start", self.start.isoformat()), ("end", self.end.isoformat()))
        return Sentence(text, attributes=tuple(Attribute(self.edition, field, value) for field, value in days))

    def organizer(self) -> Sentence:
        """Write who organises the fair."""
        organizer = self.fair.organizer or ""
        text = self._filled(self.random.choice(frames.ORGANIZERS), organizer=organizer)
        return Sentence(text, attributes=(Attribute(self.edition, "organizer", organizer),))

    def renamed(self) -> Sentence:
        """Write what the fair was called before."""
        former = self.fair.former or ""
        text = self._filled(
            self.random.choice(frames.RENAMED), former=former, year=str(self.fair.renamed), name=self.fair.name
        )
        return Sentence(text, aliases=(former,))

    def figure(
        self, indicator: str, status: str, view: str, value: Decimal | None = None, growth: Growth | None = None
    ) -> Sentence:
        """Write a figure of the edition, the true one unless another is given."""
        amount = self.truths[self.edition].totals[indicator] if value is None else value
        unit = {"exhibition-area": "m2", "deal-value": self._currency()}.get(indicator, "count")
        word = worded(amount, unit, view if view in ("rounded", "bound") else "exact", self.random)
        nouns = frames.NOUNS.get(indicator)
        n = f"{word.text} {self.random.choice(nouns)}" if nouns else word.text
        frame = self.random.choice(frames.FRAMES[indicator][status])
        text = self._filled(frame, n=n, N=_capital(n), change=growth.written if growth else "")
        quote = text.rstrip(".") if growth else _standing(n, text)
        said = Said(self.edition, indicator, word.value, word.unit, word.bound, status, view, quote, growth=growth)
        return Sentence(text, (said,), self._named_in(frame))

    def exhibitors_and_countries(self) -> Sentence:
        """Write two figures in one sentence."""
        totals = self.truths[self.edition].totals
        counted = [
            (name, worded(totals[name], "count", "exact", self.random)) for name in ("exhibitors", "countries")
        ]
        n, m = (f"{word.text} {self.random.choice(frames.NOUNS[name])}" for name, word in counted)
        frame = self.random.choice(frames.PAIRS)
        text = self._filled(frame, n=n, N=n, m=m)
        said = tuple(
            Said(self.edition, name, word.value, "count", "exact", "actual", "exact", quote)
            for (name, word), quote in zip(counted, (n, m), strict=True)
        )
        return Sentence(text, said, self._named_in(frame))

    def net_area(self) -> Sentence:
        """Write the area without aisles."""
        word = worded(self.truths[self.edition].net, "m2", "exact", self.random)
        text = self.random.choice(frames.NET).format(n=word.text)
        said = Said(self.edition, "exhibition-area", word.value, "m2", "exact", "actual", "net", word.text)
        return Sentence(text, (said,))

    def overseas(self, indicator: str) -> Sentence:
        """Write how many came from abroad."""
        word = worded(self.truths[self.edition].overseas[indicator], "count", "exact", self.random)
        frame = self.random.choice(frames.OVERSEAS)
        text = frame.format(what=frames.NOUNS[indicator][0], number=word.text, Number=word.text)
        said = Said(
            self.edition, indicator, word.value, "count", "exact", "actual", "exact", text.rstrip("."), "overseas"
        )
        return Sentence(text, (said,))

    def before(self, place: int, indicator: str) -> Sentence:
        """Write a figure of another edition."""
        past, facts = self.past(place)
        word = worded(self.truths[place].totals[indicator], "count", "exact", self.random)
        n = f"{word.text} {frames.NOUNS[indicator][0]}"
        text = self._filled(self.random.choice(frames.BEFORE), past=past, Past=_capital(past), n=n)
        said = Said(place, indicator, word.value, "count", "exact", "actual", "exact", text.rstrip("."))
        return Sentence(text, (said,), facts)

    def correction(self, indicator: str, wrong: Decimal) -> Sentence:
        """Write that a figure was wrong."""
        right = worded(self.truths[self.edition].totals[indicator], "count", "exact", self.random)
        noun = frames.NOUNS[indicator][0]
        n = f"{right.text} {noun}" if self.random.random() < 0.5 else right.text
        frame = self.random.choice(frames.CORRECTIONS)
        if "{noun}" not in frame:
            n = f"{right.text} {noun}"
        text = self._filled(frame, n=n, wrong=f"{wrong:,f}", noun=noun)
        said = Said(self.edition, indicator, right.value, "count", "exact", "actual", "corrected", n)
        return Sentence(text, (said,), self.named())

    def agreement(self) -> Sentence:
        """Write a named agreement."""
        value = Decimal(self.random.randint(3, 600)) * 100_000
        word = worded(value, self._currency(), "exact", self.random)
        a, b = firm(self.random), firm(self.random)
        while b == a:
            b = firm(self.random)
        text = self._filled(self.random.choice(frames.AGREEMENTS), a=a, b=b, money=word.text)
        return Sentence(text, deals=(Deal((a, b), word.value, word.unit, text.rstrip(".")),))

    def filler(self) -> Sentence:
        """Write a sentence that tells nothing of the fair."""
        return Sentence(filler(self.random))

    def growth(self, indicator: str, is_right: bool) -> Growth | None:
        """Make a growth claim against the edition before, None where there is none or nothing changed."""
        if self.edition == 0:
            return None
        now, then = (self.truths[place].totals[indicator] for place in (self.edition, self.edition - 1))
        direction = "up" if now > then else "down"
        than = self.random.choice(
            ("than at the previous edition", f"than in {self.fair.holdings[self.edition - 1].year}")
        )
        before = than.replace("than at the", "on the").replace(
            "than in", self.random.choice(("from", "compared with"))
        )
        if indicator in ("exhibitors", "visitors") and self.random.random() < 0.2:
            size = abs(now - then) + (0 if is_right else Decimal(round(then / 7)))
            frame = frames.GROWTH_ABSOLUTE[direction][0]
            written = frame.format(k=f"{size:,f}", than=than)
            return Growth(direction, size, False, self.edition - 1, written, is_right) if size else None
        places = self.random.choice((Decimal(1), Decimal("0.1"), Decimal("0.1")))
        size = (abs(now / then - 1) * 100).quantize(places, ROUND_HALF_EVEN)
        if not is_right:
            size += self.random.randint(6, 15)
        if size < 1:
            return None
        countable = indicator not in ("exhibition-area", "deal-value")
        fitting = [frame for frame in frames.GROWTH[direction] if countable or "{than}" not in frame]
        written = self.random.choice(fitting).format(p=percent(size, self.random), before=before, than=than)
        return Growth(direction, size, True, self.edition - 1, written, is_right)

    # --- filling frames ---

    def _filled(self, frame: str, **slots: str) -> str:
        ref, fair = self.reference(), f"the {self.kind}"
        slots |= {"ref": ref, "Ref": _capital(ref), "fair": fair, "Fair": _capital(fair), "city": self.fair.city}
        slots |= {"org": self.office, "Org": _capital(self.office)}
        return _capital(frame.format(**slots))

    def _named_in(self, frame: str) -> tuple[Attribute, ...]:
        return self.named() if "{ref}" in frame or "{Ref}" in frame else ()

    def _city(self) -> Attribute:
        return Attribute(self.edition, "city", self.fair.city)

    def _currency(self) -> str:
        return (
            self.fair.currency if self.fair.currency in ("USD", "EUR", "GBP", "CNY", "INR", "JPY", "ZAR") else "USD"
        )


def ordinal_words(number: int, random: Random) -> str:
    """Write an ordinal in figures, or in letters where it is small."""
    if number <= len(_TEENS) and random.random() < 0.6:
        return _TEENS[number - 1]
    return numeral(number)


def _day(day: date, with_year: bool = False) -> str:
    return f"{day:%B} {day.day}, {day.year}" if with_year else f"{day:%B} {day.day}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _standing(phrase: str, text: str) -> str:
    """Return a phrase as it stands in a text: at its start, it has a capital."""
    return phrase if phrase in text else _capital(phrase)
