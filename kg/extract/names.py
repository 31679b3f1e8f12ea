"""Names in the text: capitalised runs of words, and the ordinal and year that stand with them.

A name is told by its shape: words with a capital, joined by the small words that names hold ("of", "for", "&"). How
far it runs is decided in `name_runs`, what bears it in `name_words`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.lexicon import ordinal_of, words
from kg.extract.name_runs import INS, habits_of, run_end
from kg.extract.name_words import NameKind, Word, head_kind, is_capitalised, words_of
from kg.model import Span

__all__ = ["NameKind", "NameMention", "Word", "find_names", "head_kind", "is_capitalised", "words_of"]

YEAR = re.compile(r"(?:1[89]|20)\d\d\Z")
# "JIMTOF2018", "Innoprom-2017", "Ligna’19"
_GLUED_YEAR = re.compile(r"(?P<name>[^\W\d].*?)(?:[-–]?(?P<year>(?:19|20)\d\d)|[’'](?P<short>\d\d))\Z")
_YEAR_AFTER = re.compile(r"[ \u00a0]?[-–(]?((?:1[89]|20)\d\d)\b(?![,.]\d|\s?(?:exhibitors|visitors|stands))")
_SHORT_YEAR_AFTER = re.compile(r"[ \u00a0]?[’'](\d\d)\b")
_NUMBER_AFTER = re.compile(r"\.? (\d{1,3}\b(?![.,]\d)|[a-z]+)")
_SENTENCE_END = re.compile(r"[.!?:\n”\"]\s*[“\"'‘(]?\s*\Z")
# A sentence that starts without a capital starts with a name: "drupa opened its doors."
_SMALL_OPENING = re.compile(r"(?:[a-z)”\"][.?!] |\n[^\S\n]*\n)([^\W\d_]{4,}!?)(?=[ ,])")
_CENTURY_TURN = 50


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name where it stands; `span` is the name without the ordinal and year that go with it.

    `outer` covers those too. `possessive` is set where 's follows ("Gulfood's organisers").
    """

    span: Span
    outer: Span
    surface: str
    kind: NameKind
    ordinal: int | None = None
    year: int | None = None
    possessive: bool = False
    opens_sentence: bool = False


@dataclass(slots=True)
class _Edge:
    """One edge of a name: the word it starts or ends at, the ordinal and year there, how far they go."""

    word: int
    outer: int
    ordinal: int | None = None
    year: int | None = None


def find_names(text: str, small: frozenset[str] = frozenset()) -> list[NameMention]:
    """Return the names of a text, in order; `small` holds names that are written without a capital (`drupa`).

    >>> [(n.surface, n.ordinal, n.year) for n in find_names("the 6th China International Import Expo 2023 (CIIE)")]
    [('China International Import Expo', 6, 2023), ('CIIE', None, None)]
    >>> [n.surface for n in find_names("China International Fair for Trade in Services opened in Beijing on Friday.")]
    ['China International Fair for Trade in Services', 'Beijing']
    """
    found = words_of(text)
    habits = habits_of(found)
    uncapitalised = small | _small_names(text)
    names = []
    i = 0
    while i < len(found):
        if found[i].text in uncapitalised:
            j = i + 1
        elif is_capitalised(found[i].text):
            j = run_end(text, found, i, habits)
        else:
            i += 1
            continue
        name = _name(text, found, i, j)
        if name is not None:
            names.append(name)
        i = j
    return names


def _small_names(text: str) -> frozenset[str]:
    """Return the words without a capital that nevertheless open sentences, twice or more."""
    counts: dict[str, int] = {}
    for m in _SMALL_OPENING.finditer(text):
        word = m[1].removesuffix("!")
        if word.islower() and word not in words("opening") and word not in words("connector"):
            counts[word] = counts.get(word, 0) + 1
    return frozenset(word for word, count in counts.items() if count > 1)


def _name(text: str, found: Sequence[Word], first: int, stop: int) -> NameMention | None:
    """Trim a run: opening words, ordinals and years go from its ends; None where nothing is left."""
    opens = first == 0 or bool(_SENTENCE_END.search(text[max(0, found[first].start - 4) : found[first].start]))
    left = _left_edge(text, found, first, stop, opens)
    i, j = left.word, _trimmed(found, left.word, stop)
    if j <= i:
        return None
    opens = opens and first == i
    start, end = found[i].start, found[j - 1].end
    lowered = [w.lower.removesuffix("'s").removesuffix("’s") for w in found[i:j]]
    glued = _GLUED_YEAR.match(found[j - 1].text)
    if glued is not None:
        right = _Edge(j, end, None, int(glued["year"]) if glued["year"] else _full_year(glued["short"]))
        end = found[j - 1].start + glued.end("name")
        lowered[-1] = glued["name"].lower()
        possessive = False
    else:
        possessive = text.endswith(("'s", "’s"), start, end)
        end -= 2 * possessive
        right = _right_edge(text, found, j, stop, end, left)
    return NameMention(
        span=Span(start, end),
        outer=Span(min(left.outer, start), right.outer),
        surface=text[start:end],
        kind=head_kind(lowered),
        ordinal=left.ordinal or right.ordinal,
        year=right.year or left.year,
        possessive=possessive,
        opens_sentence=opens,
    )


def _left_edge(text: str, found: Sequence[Word], i: int, stop: int, opens: bool) -> _Edge:
    first = i
    while i < stop and _opens_only(found, i, stop):
        i += 1
    edge = _Edge(i, found[i].start if i < stop else 0)
    if i < stop and ordinal_of(found[i].lower):
        edge.ordinal, i = ordinal_of(found[i].lower), i + 1
    else:
        _look_before(text, found, i, edge)
    while i < stop and found[i].lower in ("edition", "annual"):
        i += 1
    if opens and first == i and stop - i > 2 and found[i + 1].lower in words("connector") - INS:
        lowered = [w.lower for w in found[i:stop]]
        if head_kind(lowered) is NameKind.COINED and is_capitalised(found[i + 2].text):
            i += 2  # "Target for SIAL": the first word has its capital from the sentence
            edge.outer = found[i].start
    edge.word = i
    return edge


def _look_before(text: str, found: Sequence[Word], i: int, edge: _Edge) -> None:
    """Note the ordinal and year before word `i`, also over a month ("the 34th September Jewellery Fair")."""
    at = i
    while 0 < at < len(found) and text[found[at - 1].end : found[at].start] == " ":
        at -= 1
        word = found[at]
        if YEAR.match(word.text) and edge.year is None:
            edge.year, edge.outer = int(word.text), word.start
        elif ordinal_of(word.lower):
            edge.ordinal, edge.outer = ordinal_of(word.lower), word.start
            return
        elif word.lower not in words("season") and word.lower not in words("month"):
            return


def _opens_only(found: Sequence[Word], i: int, stop: int) -> bool:
    """Tell whether a word has its capital from the sentence or the headline, and is no part of the name."""
    word = found[i].lower
    if ordinal_of(word) or (word not in words("opening") and word not in words("connector")):
        return False
    return not (word in words("season") and i + 1 < stop and found[i + 1].lower in words("fair_strong"))


def _trimmed(found: Sequence[Word], i: int, j: int) -> int:
    """Return the end of a run without the small words and number words that close it."""
    dropped = words("connector") | words("number_word")
    while j > i and (found[j - 1].lower in dropped or not is_capitalised(found[j - 1].text)) and j > i + 1:
        j -= 1
    return j


def _right_edge(text: str, found: Sequence[Word], j: int, stop: int, end: int, left: _Edge) -> _Edge:
    """Return the year or number after a name that ends at the offset `end`, before word `j`."""
    edge = _Edge(j, end)
    if left.year is None:
        if tail := _YEAR_AFTER.match(text, end):
            edge.year, edge.outer = int(tail[1]), tail.end(1)
        elif short := _SHORT_YEAR_AFTER.match(text, end):
            edge.year, edge.outer = _full_year(short[1]), short.end()
    if edge.year is None and j < len(found) and found[j].lower in words("number_word"):
        number = _NUMBER_AFTER.match(text, found[j].end)
        if number and number[1].isdecimal() and text[end : found[j].start] == " ":
            edge.ordinal, edge.outer = int(number[1]), number.end(1)
    return edge


def _full_year(digits: str) -> int:
    """Return the year that two digits stand for: 19 is 2019, 86 is 1986."""
    return int(digits) + (2000 if int(digits) < _CENTURY_TURN else 1900)
