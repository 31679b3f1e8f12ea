from __future__ import annotations

import pytest

from kg.extract.joints import joint


@pytest.mark.parametrize(
    ("gap", "shape"),
    [
        (" firms, against ", "_ , against"),
        (" (2021: ", "( # :"),
        (" exhibitors from abroad in ", "_ from _ in"),
        ("", ""),
        (" and " * 40, "far"),
    ],
)
def test_the_small_words_and_marks_of_a_gap(gap: str, shape: str) -> None:
    assert joint(gap) == shape
