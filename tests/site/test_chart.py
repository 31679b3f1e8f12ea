from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg.lookup import EditionLine
from kg.site.axis import axis_of, round_ticks
from kg.site.chart import Drawing, Other, draw
from kg.statements import Figure, Standing
from kg.timelines import Point, TimeLine


def edition(number: int, ordinal: int | None = None, year: int | None = None) -> EditionLine:
    node = NamedNode(f"https://example.org/kg/edition/tea/{number}")
    return EditionLine(node, f"Tea Expo {year or number}", ordinal, year, 1, 0, 1)


def figure(value: str, bound: str = "exact", status: str = "actual", rule: str | None = None) -> Figure:
    return Figure(
        node=f"https://example.org/kg/metric/{value}{bound}{status}",
        subject="",
        about="",
        indicator="exhibitors",
        value=Decimal(value),
        unit="count",
        bound=bound,
        status=status,
        scope="total",
        scope_of=None,
        change=None,
        basis=None,
        speakers=(),
        rule=rule,
        standing=Standing(None, None, None),
        quotes=(),
    )


def line(*points: tuple[EditionLine, Figure | None]) -> TimeLine:
    return TimeLine("exhibitors", "count", tuple(Point(*point) for point in points))


def yearly(*values: Figure | None, first: int = 2018) -> TimeLine:
    return line(*((edition(place, place + 1, first + place), each) for place, each in enumerate(values)))


def drawn(asked: TimeLine) -> Drawing:
    return draw(asked, "Tea Expo", {})


# --- the axis ---

AMOUNTS = st.decimals(0, 10**14, allow_nan=False, places=2) | st.integers(0, 10**14).map(Decimal)


@given(AMOUNTS, st.booleans())
@example(Decimal("0.01"), True)
@example(Decimal("1E+26"), False)
def test_ticks_are_round_and_even_and_cover_all_values(most: Decimal, whole: bool) -> None:
    ticks = round_ticks(most, whole=whole)
    assert ticks[0] == 0
    assert ticks[-1] >= most
    assert 2 <= len(ticks) <= 6
    steps = {after - before for before, after in pairwise(ticks)}
    assert len(steps) == 1
    step = steps.pop()
    assert str(step.normalize().as_tuple().digits) in ("(1,)", "(2,)", "(2, 5)", "(5,)")
    assert not whole or step == step.to_integral_value()
    assert most == 0 or most > ticks[-2]  # no tick more than is needed


@given(AMOUNTS, st.sampled_from(["count", "USD", "m2", "days"]))
def test_labels_of_ticks_say_the_value_with_the_unit(most: Decimal, unit: str) -> None:
    axis = axis_of(most, unit)
    scale = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
    factor = Decimal(10) ** next((scale[word] for word in axis.unit.split() if word in scale), 0)
    said = [Decimal(label.replace(",", "")) * factor for label in axis.labels]
    assert said == list(axis.ticks)


# --- drawings ---


@st.composite
def time_lines(give: st.DrawFn) -> TimeLine:
    count = give(st.integers(1, 70))
    years: list[int | None] = give(st.lists(st.integers(1890, 2030) | st.none(), min_size=count, max_size=count))
    if give(st.booleans()):
        years = [*sorted(year or 2000 for year in years)]
    ordinals: list[int | None] = give(st.lists(st.integers(1, 150) | st.none(), min_size=count, max_size=count))
    if give(st.booleans()):
        ordinals = list(range(1, count + 1))
    bounds, statuses = st.sampled_from(["exact", "min", "max", "approx"]), st.sampled_from(["actual", "expected"])
    made = st.builds(figure, AMOUNTS.map(str), bounds, statuses, st.none() | st.just("previous figure"))
    figures = give(st.lists(st.none() | made, min_size=count, max_size=count))
    if not any(figures):
        figures[0] = figure("1")
    return line(
        *((edition(n, *named), f) for n, (*named, f) in enumerate(zip(ordinals, years, figures, strict=True)))
    )


@given(time_lines())
def test_marks_stand_in_the_box_in_the_order_of_editions(asked: TimeLine) -> None:
    drawing = drawn(asked)
    known = [point for point in asked.points if point.figure is not None]
    assert [mark.edition for mark in drawing.marks] == [point.edition for point in known]
    assert len(drawing.gaps) == len(asked.points) - len(known)
    for mark in drawing.marks:
        assert drawing.left <= mark.x <= drawing.right
        assert drawing.top <= mark.y <= drawing.bottom
        assert 0 <= mark.words_y <= drawing.height
        tip = mark.y + {"min": -mark.arrow, "max": mark.arrow}.get(mark.bound, 0)
        assert 0 <= tip <= drawing.bottom
    places = sorted([mark.x for mark in drawing.marks] + [gap.x for gap in drawing.gaps])
    assert [mark.x for mark in drawing.marks] == sorted(mark.x for mark in drawing.marks)
    assert drawing.left <= places[0] <= places[-1] <= drawing.right <= drawing.width
    for tick in drawing.ticks:
        assert drawing.top <= tick.y <= drawing.bottom
    for labels, room in ((drawing.years, 30), (drawing.ordinals, 30)):
        assert all(after.x - before.x >= room for before, after in pairwise(labels))


@given(time_lines())
def test_a_larger_figure_never_stands_lower(asked: TimeLine) -> None:
    ranked = sorted(drawn(asked).marks, key=lambda mark: mark.figure.value or Decimal(0))
    assert all(before.y >= after.y for before, after in pairwise(ranked))


def test_a_result_a_forecast_and_a_derived_figure_have_forms_of_their_own() -> None:
    told = drawn(
        yearly(
            figure("10"),
            figure("12", status="registered"),
            figure("14", status="expected"),
            figure("15", rule="previous figure"),
        )
    )
    assert [mark.form for mark in told.marks] == ["result", "registered", "forecast", "derived"]
    assert [stretch.firm for stretch in told.stretches] == [False, False, False]


@pytest.mark.parametrize(("bound", "has_arrow"), [("exact", False), ("approx", False), ("min", True), ("max", True)])
def test_only_a_bound_has_an_arrow(bound: str, has_arrow: bool) -> None:
    mark = drawn(yearly(figure("10"), figure("9", bound))).marks[1]
    assert (mark.arrow > 0) == has_arrow


def test_an_edition_without_a_figure_is_a_gap_in_the_line() -> None:
    told = drawn(yearly(figure("10"), None, figure("12"), figure("13")))
    assert [gap.name for gap in told.gaps] == ["2019"]
    assert len(told.stretches) == 1
    assert told.stretches[0].firm


def test_an_edition_that_the_graph_does_not_know_is_a_gap_in_the_line() -> None:
    told = drawn(line((edition(1, 5, 2019), figure("10")), (edition(2, 7, 2021), figure("12"))))
    assert told.stretches == ()


def test_years_stand_as_far_apart_as_they_are_and_a_long_time_is_a_break() -> None:
    told = drawn(
        line(
            *((edition(place, None, year), figure("5")) for place, year in enumerate((1957, 2019, 2020, 2021, 2023)))
        )
    )
    apart = [after.x - before.x for before, after in pairwise(told.marks)]
    assert apart[1] == pytest.approx(apart[2], abs=0.2)
    assert apart[3] == pytest.approx(2 * apart[1], abs=0.3)
    assert apart[0] < 5 * apart[1]
    assert len(told.breaks) == 1
    assert told.marks[0].x < told.breaks[0] < told.marks[1].x


def test_two_editions_of_a_year_share_its_label() -> None:
    points = [(edition(n, n, 2018 + n // 2), figure(str(n + 1))) for n in range(6)]
    told = drawn(line(*points))
    assert [label.text for label in told.years] == ["2018", "2019", "2020"]
    assert told.years[0].x == pytest.approx((told.marks[0].x + told.marks[1].x) / 2, abs=0.2)
    assert [label.text for label in told.ordinals][-1] == "5th"


def test_other_figures_are_ghosts_unless_they_would_press_the_line_to_the_ground() -> None:
    asked = yearly(figure("100"), figure("120"))
    others = [Other(Decimal(number), "count", "exact") for number in (100, 110, 179, 10**6)]
    others.append(Other(Decimal(90), "USD", "exact"))
    first = asked.points[0].figure
    assert first is not None
    told = draw(asked, "Tea Expo", {first.node: others})
    assert [ghost.words for ghost in told.ghosts] == ["110", "179"]
    assert {ghost.x for ghost in told.ghosts} == {told.marks[0].x}
    assert told.marks[0].others == ("110", "179", "1 million", "90 USD")  # the table has them all
    assert told.ticks[-1].label == "200"


def test_marks_are_named_by_their_edition_beside_the_fair() -> None:
    told = drawn(yearly(figure("10")))
    assert told.marks[0].name == "2018"
    assert told.marks[0].words == "10"
    assert replace(told, marks=()).forms == frozenset()
