"""What an article is made of before it is written out: sentences that know which facts they tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Growth:
    """A growth claim: `size` in percent or absolutely, against the edition `versus` of the fair, as `written`."""

    direction: str
    size: Decimal
    is_percent: bool
    versus: int
    written: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One figure as told: `edition` is its place among the editions of the fair, `view` why it is as it is.

    Views: exact, rounded, bound, net, forecast, rival, superseded, corrected.
    """

    edition: int
    indicator: str
    value: Decimal
    unit: str
    bound: str
    status: str
    view: str
    quote: str
    scope: str = "total"
    growth: Growth | None = None


@dataclass(frozen=True, slots=True)
class Deal:
    """A named agreement as told."""

    parties: tuple[str, str]
    value: Decimal
    unit: str
    quote: str


@dataclass(frozen=True, slots=True)
class Attribute:
    """What a sentence says of an edition beside its figures, by the name of the field in the gold."""

    edition: int
    field: str
    value: str | int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and what it tells; one that tells nothing may be cut or reworded by another desk."""

    text: str
    figures: tuple[Said, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    deals: tuple[Deal, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def is_filler(self) -> bool:
        """Whether it tells nothing."""
        return not (self.figures or self.attributes or self.deals or self.aliases)


@dataclass(frozen=True, slots=True)
class Draft:
    """An article: `edition` is the place of its main edition, `name` what it calls the fair."""

    id: str
    kind: str
    title: str
    publisher: str
    published: date
    edition: int
    name: str
    style: str
    dateline: str
    paragraphs: tuple[tuple[Sentence, ...], ...]
    copy_of: str | None = None

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in their order."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph)

    @property
    def body(self) -> str:
        """The text under the front matter."""
        paragraphs = [" ".join(sentence.text for sentence in paragraph) for paragraph in self.paragraphs]
        return self.dateline + "\n\n".join(paragraphs) + "\n"
