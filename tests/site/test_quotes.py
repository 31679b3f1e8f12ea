from hypothesis import example, given
from hypothesis import strategies as st

from kg.answers import readable
from kg.site.quotes import in_context

TEXT = "The fair closed. It drew 3,486 exhibitors from 128 countries, said Mr. Li. They left.\n\nThe next is near."


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def test_a_quote_stands_in_its_sentence() -> None:
    told = in_context(TEXT, *span("3,486 exhibitors"), "3,486 exhibitors")
    assert (told.before, told.after) == ("It drew ", " from 128 countries, said Mr. Li.")
    assert not told.cut_before
    assert not told.cut_after


def test_a_quote_over_two_sentences_shows_both() -> None:
    told = in_context(TEXT, *span("Mr. Li. They"), "Mr. Li. They")
    assert told.before.startswith("It drew")
    assert told.after == " left."


def test_a_quote_does_not_leave_its_paragraph() -> None:
    assert in_context(TEXT, *span("They left"), "They left").after == "."
    assert in_context(TEXT, *span("The next"), "The next").before == ""


def test_a_long_sentence_is_cut_between_words_and_says_so() -> None:
    text = "word " * 400 + "300 firms" + " more" * 400
    told = in_context(text, *span("300 firms", text), "300 firms", reach=50)
    assert told.cut_before
    assert told.cut_after
    assert set(told.before.split()) == {"word"}
    assert set(told.after.split()) == {"more"}
    assert len(told.before) <= 50 >= len(told.after)


def test_without_the_text_or_with_another_one_the_quote_stands_alone() -> None:
    for text, start in ((None, 4), (TEXT, 5), (TEXT, 10**6), (TEXT, -3), ("", 0)):
        told = in_context(text, start, start + 4, "fair")
        assert (told.before, told.words, told.after) == ("", "fair", "")


TEXTS = st.text(st.sampled_from("ab. \n\t!?”\"'1,A\u202e\x1b😀é"), max_size=300)


@given(TEXTS, st.integers(0, 300), st.integers(1, 60), st.integers(1, 40))
@example("😀😀 300 firms. No", 3, 9, 5)
def test_the_marked_words_are_those_of_the_text_and_stand_where_they_stand(
    text: str, start: int, length: int, reach: int
) -> None:
    end = min(start + length, len(text))
    if start >= end:
        return
    told = in_context(text, start, end, readable(text[start:end]), reach)
    assert told.words == readable(text[start:end])
    # What is shown is a piece of the text around the quote, unchanged but for control characters.
    shown = told.before + told.words + told.after
    assert readable(text)[start - len(told.before) : end + len(told.after)] == shown
    assert len(told.before) <= reach >= len(told.after)
    assert not any(mark in shown for mark in "\u202e\x1b")
