"""Which of the forms that there are of something a client wants, as its Accept header tells (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Range:
    """`text/*;q=0.5`: a kind of media types, and how much they are wanted."""

    kind: str
    subkind: str
    quality: float

    def fits(self, media_type: str) -> int:
        """Return how closely a media type is meant: 0 not at all, 3 by its name."""
        kind, _, subkind = media_type.partition("/")
        if self.kind == "*":
            return 1
        if self.kind != kind:
            return 0
        return 2 if self.subkind == "*" else 3 * (self.subkind == subkind)


def best(accept: str | None, offers: Sequence[str]) -> str | None:
    """Return the offer that is wanted most, the first of several equals, None where none is wanted.

    Without the header everything is wanted.

    >>> best("text/turtle;q=0.5, application/ld+json", ["text/html", "text/turtle", "application/ld+json"])
    'application/ld+json'
    >>> best("text/*, text/html;q=0", ["text/html", "text/turtle"]), best("*/*", ["text/html", "text/turtle"])
    ('text/turtle', 'text/html')
    >>> best("image/png", ["text/html"]) is best("text/html;q=0", ["text/html"]) is None
    True
    """
    ranges = _ranges(accept)
    wanted, found = 0.0, None
    for offer in offers:
        quality = _quality(offer, ranges)
        if quality > wanted:
            wanted, found = quality, offer
    return found


def _quality(offer: str, ranges: Sequence[_Range]) -> float:
    """Return how much an offer is wanted: what the closest range says of it."""
    closest, quality = 0, 0.0
    for each in ranges:
        fits = each.fits(offer)
        if fits > closest or (fits == closest > 0 and each.quality > quality):
            closest, quality = fits, each.quality
    return quality


def _ranges(accept: str | None) -> list[_Range]:
    if accept is None or not accept.strip():
        return [_Range("*", "*", 1.0)]
    ranges = []
    for part in accept.lower().split(","):
        name, *parameters = (each.strip() for each in part.split(";"))
        kind, slash, subkind = name.partition("/")
        if slash or kind == "*":  # some old programs write a bare star
            ranges.append(_Range(kind, subkind or "*", _stated_quality(parameters)))
    return ranges


def _stated_quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0
