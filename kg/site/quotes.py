"""A quote in its context: the words of an article that prove something, marked in the sentences that hold them."""

from __future__ import annotations

from dataclasses import dataclass

from kg.answers import readable
from kg.extract.sentences import split_sentences

_REACH = 320  # characters on either side: a long sentence of a newspaper
_PARAGRAPH = "\n\n"


@dataclass(frozen=True, slots=True)
class Context:
    """The words of a quote with those around them; `cut_before` and `cut_after` tell where a sentence goes on."""

    words: str
    before: str = ""
    after: str = ""
    cut_before: bool = False
    cut_after: bool = False


def in_context(text: str | None, start: int, end: int, words: str, reach: int = _REACH) -> Context:
    """Return a quote with the rest of its sentences; alone, where the text is not at hand or says something else.

    Args:
        text: the article's text, which the offsets count in.
        start: the first character of the quote.
        end: the first character after it.
        words: what the graph quotes, as `kg.answers.readable` gives it.
        reach: how many characters are shown on either side at most.

    >>> in_context("It rained. Some 300 firms came. They left.", 11, 25, "Some 300 firms")
    Context(words='Some 300 firms', before='', after=' came.', cut_before=False, cut_after=False)
    >>> in_context(None, 11, 25, "Some 300 firms")
    Context(words='Some 300 firms', before='', after='', cut_before=False, cut_after=False)
    """
    if text is None or not 0 <= start < end <= len(text) or readable(text[start:end]) != words:
        return Context(words)
    # Sentences are looked for a little further than is shown, so that a cut one is known for what it is.
    low = max(_paragraph_start(text, start), start - 2 * reach)
    high = min(_paragraph_end(text, end), end + 2 * reach)
    spans = [span for span in split_sentences(text, low, high) if span.end > start and span.start < end]
    first = min((span.start for span in spans), default=start)
    last = max((span.end for span in spans), default=end)
    before, cut_before = _last_words(text[min(first, start) : start], reach)
    after, cut_after = _first_words(text[end : max(last, end)], reach)
    return Context(words, readable(before), readable(after), cut_before, cut_after)


def _paragraph_start(text: str, start: int) -> int:
    found = text.rfind(_PARAGRAPH, 0, start)
    return 0 if found < 0 else found + len(_PARAGRAPH)


def _paragraph_end(text: str, end: int) -> int:
    found = text.find(_PARAGRAPH, end)
    return len(text) if found < 0 else found


def _last_words(text: str, most: int) -> tuple[str, bool]:
    """Cut a text at its start, between two words where there are any, and tell whether it was."""
    if len(text) <= most:
        return text, False
    kept = text[-most:]
    blank = kept.find(" ")
    return kept[blank + 1 :] if 0 <= blank < most - 1 else kept, True


def _first_words(text: str, most: int) -> tuple[str, bool]:
    if len(text) <= most:
        return text, False
    kept = text[:most]
    blank = kept.rfind(" ")
    return kept[:blank] if blank > 0 else kept, True
