from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from kg.encoder import Pointer, context_of, unaided
from kg.encoder.context import BOUNDS, INDICATORS, KINDS, MOST, ROLES, STATUSES, STEPS_TO_CURRENT, nearest
from kg.encoder.network import Network, gelu, network
from kg.encoder.pieces import vocabulary
from kg.model import Article, Span

TEXT = (
    "The 6th Shanghai Tea Expo drew 1,200 exhibitors and 45,000 visitors from 30 countries. "
    "The previous edition had 980 exhibitors. The next one is expected to draw 1,500 exhibitors."
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def best(weights: dict[str, float]) -> str:
    return max(weights, key=lambda label: weights[label])


def test_what_a_number_counts_is_seen_from_the_words_around_it() -> None:
    context = context_of(Article("a", TEXT))
    assert context is not None
    assert best(context.indicators(span("1,200"))) == "exhibitors"
    assert best(context.indicators(span("45,000"))) == "visitors"
    assert best(context.indicators(span("30"))) == "countries"


def test_what_is_expected_has_not_happened() -> None:
    context = context_of(Article("a", TEXT))
    assert context is not None
    assert best(context.statuses(span("1,200"))) == "actual"
    assert best(context.statuses(span("1,500"))) == "expected"


def test_a_number_is_of_the_edition_that_its_sentence_points_at() -> None:
    context = context_of(Article("a", TEXT))
    assert context is not None
    name = (span("Shanghai Tea Expo"),)
    now = Pointer(name, (span("6th"),), "current", True)
    before = Pointer(name, (span("previous edition"),), "before", True)
    for number, right in (("1,200", 0), ("980", 1)):
        weights = context.editions(span(number), [now, before, None])
        assert int(np.argmax(weights)) == right


def test_the_part_that_stands_beside_a_number_is_likelier_than_one_elsewhere() -> None:
    text = "The expo drew 400 exhibitors. Of these, 120 came from Italy, and the minister of Spain spoke."
    context = context_of(Article("a", text))
    assert context is not None
    number, italy, spain = (
        Span(at, at + n) for at, n in ((text.index("120"), 3), (text.index("Italy"), 5), (text.index("Spain"), 5))
    )
    near, far, total = context.part(
        number, [("country", "country", italy), ("country", "country", spain), ("total", "kind", None)]
    )
    assert near > far
    assert near > total


def test_names_of_fairs_weigh_more_than_those_of_firms() -> None:
    text = "The Shanghai Tea Expo opened on Monday. Globex Machines showed a press there."
    context = context_of(Article("a", text))
    assert context is not None
    assert context.fair([Span(4, 21)]) > context.fair([Span(text.index("Globex"), text.index(" showed"))])


def test_the_edition_told_of_is_the_one_that_opened() -> None:
    text = "The 6th Shanghai Tea Expo opened on Friday, 3 May. The 5th drew 980 exhibitors in 2021, organisers said."
    context = context_of(Article("a", text))
    assert context is not None
    now, before = (Span(text.index(words), text.index(words) + 3) for words in ("6th", "5th"))
    assert context.current([now], 0) > context.current([before], 0)
    assert context.current([before], 1) > context.current([now], 1)
    assert context.current([now, before], 0) == pytest.approx(
        (context.current([now], 0) + context.current([before], 0)) / 2
    )


def test_who_organises_weighs_more_than_who_exhibits() -> None:
    text = (
        "The 6th Tea Expo is organised by Foliage Fairs. Globex Machines showed a press. Foliage Fairs was pleased."
    )
    context = context_of(Article("a", text))
    assert context is not None
    fairs, globex = (Span(text.index(words), text.index(words) + len(words)) for words in ("Foliage Fairs", "Globex"))
    assert context.organizer([fairs]) > context.organizer([globex])


def test_a_date_bounds_and_a_city_holds_the_edition_that_stands_beside_them() -> None:
    text = (
        "The 6th Shanghai Tea Expo will be held in Shanghai from 3 to 6 May 2024. "
        "The Lima Coffee Fair took place in Lima from 8 to 9 March 2024."
    )
    context = context_of(Article("a", text))
    assert context is not None

    def of(words: str, start: int = 0) -> Span:
        at = text.index(words, start)
        return Span(at, at + len(words))

    tea = Pointer((of("Shanghai Tea Expo"),), (of("6th"),), "current", True)
    coffee = Pointer((of("Lima Coffee Fair"),), (), "current", False)
    first, second = context.dates(of("3 to 6 May 2024"), [tea, coffee])
    assert best(first) == "range"
    assert first["range"] > second["range"]
    held = of("Shanghai", text.index("held"))
    first_city, second_city = context.cities(held, [tea, coffee])
    assert first_city > second_city


def test_an_article_is_read_alike_whatever_was_asked_before() -> None:
    one, other = context_of(Article("a", TEXT)), context_of(Article("a", TEXT))
    assert one is not None
    assert other is not None
    other.fair([span("Shanghai Tea Expo")])
    other.indicators(span("980"))
    assert one.indicators(span("1,200")) == other.indicators(span("1,200"))


def test_what_is_kept_of_a_text_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = context_of(Article("a", TEXT))
    monkeypatch.setattr("kg.encoder.context._SPANS", 2)
    bounded = context_of(Article("a", TEXT))
    assert whole is not None
    assert bounded is not None
    name = (span("Shanghai Tea Expo"),)
    pointers = [Pointer(name, (span("6th"),), "current", True), Pointer(name, (span("previous"),), "before", True)]
    for number in ("1,200", "45,000", "980", "1,200"):
        assert bounded.editions(span(number), pointers) == whole.editions(span(number), pointers)
        assert len(bounded._vectors) <= 2


def test_a_long_article_is_read_window_by_window_as_one() -> None:
    text = "Buyers came and went. " * 400 + TEXT
    context = context_of(Article("a", text))
    assert context is not None
    at = text.index("1,200")
    assert best(context.indicators(Span(at, at + 5))) == "exhibitors"
    at = text.index("45,000")
    assert best(context.indicators(Span(at, at + 6))) == "visitors"


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_a_text_without_words_has_no_context(text: str) -> None:
    assert context_of(Article("a", text)) is None


def test_of_a_sign_that_is_no_word_there_are_answers_too() -> None:
    context = context_of(Article("a", "\u200b"))
    assert context is not None
    assert np.isfinite(list(context.indicators(Span(0, 1)).values())).all()


def test_nothing_aids_while_the_models_of_features_are_trained() -> None:
    with unaided():
        with unaided():
            pass
        assert context_of(Article("a", TEXT)) is None
    assert context_of(Article("a", TEXT)) is not None


def test_the_nearest_places_are_around_the_number() -> None:
    places = [Span(10 * i, 10 * i + 4) for i in range(40)]
    found = nearest(places, Span(201, 205))
    assert len(found) == MOST
    assert found[0].start < 201 < found[-1].start
    assert nearest(places, Span(0, 1))[0] == places[0]
    assert nearest(places, Span(900, 901))[-1] == places[-1]


def test_the_weights_fit_the_answers_and_the_vocabulary() -> None:
    of = network().of
    assert of["indicator"].shape[0] == len(INDICATORS)
    assert of["status"].shape[0] == len(STATUSES)
    assert of["kind"].shape[0] == len(KINDS)
    assert of["role"].shape[0] == of["held"].shape[0] == 2 * len(ROLES)
    assert of["bound"].shape[0] == len(BOUNDS)
    assert of["current"].shape[0] == len(STEPS_TO_CURRENT)
    ids = np.array([0, len(vocabulary()) - 1])
    assert np.isfinite(network().vectors(ids)).all()


def test_what_was_kept_as_whole_numbers_is_multiplied_by_its_factors() -> None:
    kept: dict[str, NDArray[np.generic]] = {
        "words": np.array([[1, 2]], dtype=np.int8),
        "words.factor": np.array([[0.5]], dtype=np.float32),
        "x": np.array([[4, -8]], dtype=np.int8),
        "x.factor": np.array([[0.25]], dtype=np.float32),
    }
    assert Network(kept).of["x"].tolist() == [[1.0, -2.0]]


def test_the_unit_is_the_usual_approximation() -> None:
    x = np.array([-3.0, -1.0, 0.0, 1.0, 3.0], dtype=np.float32)
    assert gelu(x) == pytest.approx([-0.00364, -0.15881, 0.0, 0.84119, 2.99636], abs=1e-4)
