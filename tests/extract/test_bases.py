"""What the words around a figure say of how it was counted."""

from __future__ import annotations

import pytest

from kg.extract.bases import basis_of
from kg.model import Span

READS = [
    ("The net exhibition area was [12,950 square metres].", "exhibition-area", "net"),
    ("Net of aisles and cafés, the stands covered [9,400 m²].", "exhibition-area", "net"),
    ("The show took up [80,000 sqm] of gross space.", "exhibition-area", "gross"),
    ("Gross space was 30,000 m² and net space [14,200 m²].", "exhibition-area", "net"),
    ("An audited attendance of [41,200] was published.", "visitors", "audited"),
    ("The fair drew [41,200 visitors], audited by an independent body.", "visitors", "audited"),
]
REFUSES = [
    ("The show took up [80,000 sqm], gross.", "exhibition-area"),  # after a comma it may be of anything
    ("On a gross floor area of 30,000 m², stands filled [14,200 m²].", "exhibition-area"),
    ("The net result was positive on [12,950 square metres].", "exhibition-area"),
    ("The fair drew [41,200 visitors]; unaudited accounts followed.", "visitors"),
    ("Gross sales rose while [12,950 square metres] were let.", "exhibition-area"),
    ("The internet area had [300 square metres].", "exhibition-area"),
    ("Audited accounts show [1,200 products].", "products"),
]


def basis(marked: str, indicator: str) -> str | None:
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    return basis_of(text, Span(0, len(text)), Span(start, end), indicator)


@pytest.mark.parametrize(("marked", "indicator", "expected"), READS)
def test_basis_is_read(marked: str, indicator: str, expected: str) -> None:
    assert basis(marked, indicator) == expected


@pytest.mark.parametrize(("marked", "indicator"), REFUSES)
def test_other_words_give_no_basis(marked: str, indicator: str) -> None:
    assert basis(marked, indicator) is None
