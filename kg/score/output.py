"""What a graph says, article by article, as the scorer compares it: an output to be judged."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class OutputEdition:
    """An edition, or a fair as a whole, under all its names; `node` is its IRI."""

    node: str
    names: frozenset[str]
    ordinal: int | None = None
    year: int | None = None
    is_fair: bool = False


@dataclass(frozen=True, slots=True)
class OutputChange:
    """A change, as `gold.GoldChange`."""

    direction: str | None
    percent: float | None
    absolute: float | None
    factor: float | None


@dataclass(frozen=True, slots=True)
class OutputMetric:
    """A quantity; `about` is the IRI of an edition, fair or country, `scope_of` a country's code or a name."""

    about: str
    indicator: str | None
    value: float | None
    unit: str | None
    bound: str | None
    status: str | None
    scope: str
    scope_of: str | None
    change: OutputChange | None

    @property
    def content(self) -> tuple[object, ...]:
        """Return what makes two statements one; whether the number is a bound does not tell them apart."""
        return (
            self.about, self.indicator, self.value, self.unit, self.scope, self.scope_of, self.status, self.change
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OutputAttribute:
    """One attribute of an edition: its name as in the annotations, and its value."""

    edition: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class OutputDeal:
    """An agreement; `parties` are all names of all parties."""

    parties: frozenset[str]
    value: float | None
    unit: str | None


@dataclass(slots=True)
class Output:
    """All that a graph says that is scored, by the article that it has it from.

    `editions` holds the editions and fairs by their IRIs, `countries` the alpha-2 codes by theirs. `spoken_of` are
    those that an article mentions, or states something about.
    """

    editions: dict[str, OutputEdition] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)
    articles: set[str] = field(default_factory=set)
    spoken_of: dict[str, set[str]] = field(default_factory=dict)
    metrics: dict[str, list[OutputMetric]] = field(default_factory=dict)
    attributes: dict[str, list[OutputAttribute]] = field(default_factory=dict)
    deals: dict[str, list[OutputDeal]] = field(default_factory=dict)
