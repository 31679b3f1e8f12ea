"""Readings as bytes: how they are kept between builds, and go from one process to another.

They are JSON and no pickles, since a build's directory may come from anybody: what is read back can be wrong, but it
cannot run.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from kg.model import CountryRef
from kg.resolve import ResolvedReading

_StoredT = TypeVar("_StoredT")
_LEVEL = 1  # of compression, the fastest: it leaves a fifth of the size


@dataclass(frozen=True, slots=True)
class Summary:
    """What of a reading concerns other articles: its fairs and editions, and the countries that it has figures of."""

    reading: ResolvedReading
    countries: tuple[str, ...] = ()


def summary_of(reading: ResolvedReading) -> Summary:
    """Return what of a reading concerns other articles."""
    countries = {metric.about.alpha2 for metric in reading.metrics if isinstance(metric.about, CountryRef)}
    return Summary(replace(reading, claims=(), metrics=(), deals=(), findings=()), tuple(sorted(countries)))


def without_text(reading: ResolvedReading) -> ResolvedReading:
    """Return a reading as it is kept: its text has been read, where it lay may change, the rest is kept beside it."""
    return replace(reading, article=replace(reading.article, text="", source=""), findings=(), signature=b"")


def to_bytes(stored: ResolvedReading | Summary) -> bytes:
    """Write a reading or a summary as compressed JSON; equal ones give equal bytes."""
    return zlib.compress(_adapter(type(stored)).dump_json(stored), _LEVEL)


def reading_of_bytes(data: bytes) -> ResolvedReading:
    """Read a reading back. Raises `ValueError` where the bytes are none."""
    return _load(ResolvedReading, data)


def summary_of_bytes(data: bytes) -> Summary:
    """Read a summary back. Raises `ValueError` where the bytes are none."""
    return _load(Summary, data)


def _load(kind: type[_StoredT], data: bytes) -> _StoredT:
    try:
        found: _StoredT = _adapter(kind).validate_json(zlib.decompress(data))
    except (zlib.error, ValidationError) as error:
        raise ValueError("not what a build keeps") from error
    return found


def _adapter(kind: type) -> TypeAdapter[Any]:
    return _adapters()[kind]


@cache
def _adapters() -> dict[type, TypeAdapter[Any]]:
    return {ResolvedReading: TypeAdapter(ResolvedReading), Summary: TypeAdapter(Summary)}
