"""The annotations of articles: what a careful reader would put in the graph after reading one of them alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import SourceError


@dataclass(frozen=True, slots=True)
class GoldChange:
    """An annotated change: one of percent, absolute and factor, and its direction."""

    direction: str | None
    percent: float | None
    absolute: float | None
    factor: float | None


@dataclass(frozen=True, slots=True)
class GoldEdition:
    """An annotated edition. `attributes` are its other values by name; one that is not stated is missing there."""

    key: str
    fair: str
    aliases: tuple[str, ...]
    ordinal: int | None
    year: int | None
    attributes: tuple[tuple[str, str], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return all names of its fair."""
        return (self.fair, *self.aliases)


@dataclass(frozen=True, slots=True)
class GoldMetric:
    """An annotated quantity; `amounts` is its value with its unit, and the same in a second currency where stated.

    There is no amount where only a change is stated.
    """

    about: str
    indicator: str
    amounts: tuple[tuple[float, str], ...]
    bound: str
    status: str
    scope: str
    change: GoldChange | None
    quote: str


@dataclass(frozen=True, slots=True)
class GoldDeal:
    """An annotated agreement."""

    parties: tuple[str, ...]
    value: float | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotations of one article."""

    id: str
    published: str | None
    editions: tuple[GoldEdition, ...]
    metrics: tuple[GoldMetric, ...]
    deals: tuple[GoldDeal, ...]


def read_gold(folder: Path) -> tuple[Gold, ...]:
    """Read the annotations of a folder, one .json file an article, in the order of their names.

    Raises:
        SourceError: no folder, no annotation in it, or a file that is none.
    """
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise SourceError(str(folder), "no annotation, that is no .json file, is there")
    return tuple(_read(path) for path in paths)


def _read(path: Path) -> Gold:
    try:
        return gold_of(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise SourceError(str(path), f"cannot be read ({(error.strerror or str(error)).lower()})") from error
    except KeyError as error:
        raise SourceError(str(path), f"is no annotation: {error.args[0]!r} is missing") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise SourceError(str(path), f"is no annotation ({error})") from error


def gold_of(record: Mapping[str, Any]) -> Gold:
    """Return the annotations that the JSON of one file holds. Raises `KeyError` where a part is missing."""
    return Gold(
        id=str(record["id"]),
        published=record.get("published"),
        editions=tuple(_edition(each) for each in record["editions"]),
        metrics=tuple(_metric(each) for each in record["metrics"]),
        deals=tuple(_deal(each) for each in record["deals"]),
    )


def _edition(record: Mapping[str, Any]) -> GoldEdition:
    attributes = [(name, record.get(name)) for name in ("start", "end", "country", "mode", "city", "theme")]
    attributes += [("guest", code) for code in record.get("guests") or ()]
    attributes += [("organizer", body["name"]) for body in record.get("organizers") or ()]
    return GoldEdition(
        key=record["key"],
        fair=record["fair"],
        aliases=tuple(record.get("aliases") or ()),
        ordinal=record.get("ordinal"),
        year=record.get("year"),
        attributes=tuple((name, value) for name, value in attributes if value),
    )


def _metric(record: Mapping[str, Any]) -> GoldMetric:
    amounts = [] if record["value"] is None else [(float(record["value"]), str(record["unit"]))]
    if amounts and record.get("also"):
        amounts.append((float(record["also"]["value"]), str(record["also"]["unit"])))
    return GoldMetric(
        about=record["about"],
        indicator=record["indicator"],
        amounts=tuple(amounts),
        bound=record["bound"],
        status=record["status"],
        scope=record["scope"],
        change=_change(record.get("change")),
        quote=record.get("quote") or "",
    )


def _change(record: Mapping[str, Any] | None) -> GoldChange | None:
    if not record:
        return None
    percent, absolute, factor = (
        None if record.get(name) is None else float(record[name]) for name in ("pct", "abs", "factor")
    )
    return GoldChange(record.get("direction"), percent, absolute, factor)


def _deal(record: Mapping[str, Any]) -> GoldDeal:
    value = record.get("value")
    return GoldDeal(tuple(record["parties"]), None if value is None else float(value), record.get("unit"))
