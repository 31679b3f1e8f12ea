from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.encoder.layout import FAR, NUMBERS, OVERLAP, STEPS, WINDOW, Layout, Spot, way, windows
from kg.model import Span

SPOTS = st.builds(
    Spot, st.integers(0, 10**6), st.just(10**6), st.integers(0, 99), st.integers(0, 99), st.integers(0, 99)
)


@settings(derandomize=True, max_examples=200)
@given(st.integers(0, 5000))
def test_windows_share_out_all_pieces_and_see_some_on_both_sides(count: int) -> None:
    found = list(windows(count))
    assert [i for w in found for i in range(w.first, w.last)] == list(range(count))
    for window in found:
        assert window.end - window.start <= WINDOW
        assert window.start == max(0, window.first - OVERLAP) or len(found) == 1
        assert window.end == min(count, window.last + OVERLAP) or len(found) == 1


@settings(derandomize=True, max_examples=300)
@given(SPOTS, SPOTS)
def test_every_way_has_its_place_in_the_tables(one: Spot, other: Spot) -> None:
    length, borders, numbers = way(one, other)
    assert 0 <= length < FAR
    assert 0 <= borders < STEPS
    assert 0 <= numbers < NUMBERS


def test_a_way_tells_direction_sentences_and_numbers_between() -> None:
    text = "It drew 300 firms. The year before, 280 came.\nNext: 310."
    layout = Layout(text, None, None)
    one, two, three = (
        layout.spot(Span(at, at + 3)) for at in (text.index("300"), text.index("280"), text.index("310"))
    )
    assert way(one, two)[0] > FAR // 2 > way(two, one)[0]
    assert (two.sentence - one.sentence, two.line - one.line, two.number - one.number) == (1, 0, 1)
    assert three.line - two.line == 1


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(alphabet="ab1 .\n-é", min_size=1, max_size=2000), st.data())
def test_the_windows_of_a_place_have_all_its_pieces(text: str, data: st.DataObject) -> None:
    layout = Layout(text, "A title", date(2024, 5, 1))
    start = data.draw(st.integers(0, len(text) - 1))
    spot = layout.spot(Span(start, data.draw(st.integers(start + 1, len(text)))))
    assert spot.first < spot.last <= len(layout.pieces)
    found = [i for _, first, last in layout.windows_of(spot) for i in range(first, last)]
    assert found == list(range(spot.first, spot.last))


def test_the_heading_stands_before_the_text() -> None:
    layout = Layout("It opened.", "Tea Expo", date(2024, 5, 1))
    assert layout.spot(Span(0, 2)).first == len(layout.pieces) - 3
    assert max(end for end in layout.pieces.ends if end <= 0) == -1
