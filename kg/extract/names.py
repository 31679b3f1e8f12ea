"""Names in the text: capitalised runs of words, what bears them, and the ordinal and year that stand with them.

A name is told by its shape: words with a capital, joined by the small words that names hold ("of", "for", "&"). What
bears it is told by the last noun before any "of" or "for": a `Fair for Trade in Services` is a fair, a `Ministry of
Commerce` an organisation, an `Exhibition Centre` a venue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.extract.lexicon import ordinal_of, words
from kg.model import Span

WORD = re.compile(r"[^\W_](?:[\w&+=/]|[-’'.!](?=\w))*")
YEAR = re.compile(r"(?:1[89]|20)\d\d\Z")
_GLUED_YEAR = re.compile(r"(?P<name>[^\W\d].*?)[-–]?(?P<year>(?:19|20)\d\d)\Z")  # "JIMTOF2018", "Innoprom-2017"
_MAX_WORDS = 14


class NameKind(StrEnum):
    """What bears a name, as far as its own words tell."""

    FAIR = "fair"
    WEAK = "weak"
    VENUE = "venue"
    ORGANIZATION = "organization"
    PERSON = "person"
    COINED = "coined"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text with its offsets."""

    start: int
    end: int
    text: str
    lower: str


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


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Return the words of `text` between two offsets.

    >>> [w.text for w in words_of("The 6th CIIE's US$78.41bn, O=MEGA & R+T.")]
    ['The', '6th', "CIIE's", 'US', '78.41bn', 'O=MEGA', 'R+T']
    """
    stop = len(text) if end is None else end
    return [Word(m.start(), m.end(), m[0], m[0].lower()) for m in WORD.finditer(text, start, stop)]


def is_capitalised(word: str) -> bool:
    """Tell whether a word looks like part of a name: a capital first, or inside ("i2i", "drupa" is not)."""
    return word[0].isupper() or (len(word) > 1 and any(c.isupper() for c in word[1:]) and not word[0].isdigit())


def head_kind(name_words: list[str]) -> NameKind:
    """Tell what bears a name from its words in lower case.

    >>> head_kind("china international fair for trade in services".split())
    <NameKind.FAIR: 'fair'>
    >>> head_kind("ministry of commerce".split()), head_kind("exhibition centre".split())
    (<NameKind.ORGANIZATION: 'organization'>, <NameKind.VENUE: 'venue'>)
    """
    if len(name_words) == 2 and name_words[0] in words("house"):
        return NameKind.ORGANIZATION  # "Messe Berlin" is the house that stages fairs
    heads = []
    for i, word in enumerate(name_words):
        if i and word in ("of", "for", "in", "de", "del", "on", "der", "des", "du", "di"):
            heads.append(name_words[i - 1])
    heads.append(name_words[-1])
    first = True
    for head in heads:
        if (head in words("venue") and not first) or (head in words("venue") and len(heads) == 1):
            return NameKind.VENUE
        if head in words("fair_strong"):
            return NameKind.FAIR
        if head in words("organization"):
            return NameKind.ORGANIZATION
        if head in words("venue"):
            return NameKind.VENUE
        if head in words("fair_weak") or head in words("sub_event"):
            return NameKind.WEAK
        first = False
    if name_words[0] in words("fair_strong") and len(name_words) > 1:
        return NameKind.FAIR  # "Salon International ...", "Feria ...", "Expo ..." put the head first
    return NameKind.COINED


def _joins(text: str, left: Word, right: Word) -> bool:
    gap = text[left.end : right.start]
    return gap in (" ", " & ", " – ", " - ", " + ", "/", " / ", "\u00a0") or gap == " (" or gap == ") "


def find_names(text: str, small: frozenset[str] = frozenset()) -> list[NameMention]:
    """Return the names of a text, in order; `small` holds names that are written without a capital (`drupa`).

    >>> [(n.surface, n.ordinal, n.year) for n in find_names("the 6th China International Import Expo 2023 (CIIE)")]
    [('China International Import Expo', 6, 2023), ('CIIE', None, None)]
    >>> [n.surface for n in find_names("China International Fair for Trade in Services opened in Beijing on Friday.")]
    ['China International Fair for Trade in Services', 'Beijing']
    """
    found = words_of(text)
    names = []
    i = 0
    while i < len(found):
        if found[i].text in small:
            names.extend(_pieces(text, found, i, i + 1))
            i += 1
            continue
        if not is_capitalised(found[i].text):
            i += 1
            continue
        j = _run_end(text, found, i)
        names.extend(_pieces(text, found, i, j))
        i = max(j, i + 1)
    return names


def _run_end(text: str, found: list[Word], i: int) -> int:
    """Return the index after the last word of the capitalised run that starts at `i`."""
    j = i + 1
    connector = words("connector")
    while j < len(found) and j - i < _MAX_WORDS:
        if not _joins(text, found[j - 1], found[j]) or found[j - 1].text.endswith(("'s", "’s")):
            break
        if " (" in text[found[j - 1].end : found[j].start]:
            close = text.find(")", found[j].start, found[j].end + 30)
            inner = text[found[j].start : close] if close > 0 else ""
            after = next((w for w in found[j : j + 5] if w.start > close), None)
            if not (close > 0 and after and text[close:].startswith(") ") and is_capitalised(after.text)
                    and inner.istitle()):  # fmt: skip
                break
        word = found[j]
        if is_capitalised(word.text):
            j += 1
            continue
        k = j
        while k < len(found) and k - j < 3 and found[k].lower in connector and _joins(text, found[k - 1], found[k]):
            k += 1
        if found[j].text.isupper() and len(found[j].text) > 1:
            break  # "SIAL FOR BEGINNERS" in capitals throughout
        if k == j or k >= len(found) or not _joins(text, found[k - 1], found[k]) or not is_capitalised(found[k].text):
            break
        if not _connects(found, i, j, k):
            break
        j = k + 1
    return _list_end(text, found, i, j)


def _list_end(text: str, found: list[Word], i: int, j: int) -> int:
    """Return the end of a name that lists things by commas ("Fair of Business, Processing and Sale of Meat")."""
    k = j
    while k < len(found) and k - i < _MAX_WORDS and text[found[k - 1].end : found[k].start] == ", ":
        k += 1
        while k < len(found) and is_capitalised(found[k].text) and _joins(text, found[k - 1], found[k]):
            k += 1
    if (
        k == j
        or k >= len(found)
        or found[k].lower not in ("and", "&")
        and text[found[k - 1].end : found[k].start] != " & "
    ):
        return j
    start = k + 1 if found[k].lower == "and" else k
    if start >= len(found) or not is_capitalised(found[start].text):
        return j
    end = _run_end(text, found, start)
    lowered = [w.lower for w in found[i:end]]
    opens_with_fair = any(w in words("fair_strong") for w in lowered[: j - i]) and {"of", "for"} & set(
        lowered[: j - i]
    )
    closes_with_fair = lowered[-1] in words("fair_strong") and not any(
        w in words("fair_strong") for w in lowered[:-1]
    )
    all_capitals = all(is_capitalised(w.text) or w.lower in words("connector") for w in found[j:end])
    return end if all_capitals and (opens_with_fair or closes_with_fair) else j


def _connects(found: list[Word], i: int, j: int, k: int) -> bool:
    """Tell whether the small words between `j` and `k` join one name rather than two."""
    small = found[j].lower
    before = [w.lower for w in found[i:j]]
    kind = head_kind(before)
    if found[k - 1].lower == "the" and kind is NameKind.COINED:
        return False  # "Issues of the Canton Fair" is no name
    if small in (
        "of",
        "for",
        "de",
        "del",
        "des",
        "du",
        "di",
        "der",
        "für",
        "della",
        "do",
        "da",
        "dos",
        "le",
        "la",
        "l",
    ):
        return True
    if small in ("and", "&", "e", "y", "et", "und"):
        # "Exhibition and Seminar" goes on, "Canton Fair and Messe" does not: after a fair's head only its fellow nouns
        after = {w.lower for w in found[k : k + 2]}
        fellow = bool(after & (words("fair_weak") | {"exhibition", "exposition", "expo", "partnerships"}))
        if small == "and" and kind is NameKind.COINED:
            last = k
            while last + 1 < min(len(found), k + _MAX_WORDS) and (is_capitalised(found[last + 1].text) or found[last + 1].lower == "and"):
                last += 1
            if head_kind([w.lower for w in found[k : last + 1]]) is NameKind.COINED:
                return False  # "Anuga and SIAL" are two names
        return kind is NameKind.ORGANIZATION or kind not in (NameKind.FAIR, NameKind.VENUE) or fellow
    if small in ("in", "on", "en"):
        return kind is NameKind.FAIR and "for" in before
    return small in ("the", "to", "with") and kind is not NameKind.COINED and k > j + 1


def _pieces(text: str, found: list[Word], i: int, j: int) -> Iterator[NameMention]:
    """Trim a run: opening words, ordinals and years go from its ends."""
    first = i
    sentence_start = i == 0 or bool(
        re.search(r"[.!?:\n”\"]\s*[“\"'‘(]?\s*$", text[max(0, found[i].start - 4) : found[i].start])
    )
    while i < j and (found[i].lower in words("opening") or found[i].lower in words("connector")):
        if ordinal_of(found[i].lower):
            break
        i += 1
    ordinal = year = None
    outer_start = found[i].start if i < j else 0
    if i < j and ordinal_of(found[i].lower):
        ordinal, i = ordinal_of(found[i].lower), i + 1
    elif i < j and i and text[found[i - 1].end : found[i].start] == " ":
        previous = found[i - 1]
        if YEAR.match(previous.text):
            year, outer_start = int(previous.text), previous.start
            previous = found[i - 2] if i > 1 and text[found[i - 2].end : found[i - 1].start] == " " else previous
        if ordinal_of(previous.lower):
            ordinal, outer_start = ordinal_of(previous.lower), previous.start
    while i < j and found[i].lower in ("edition", "annual"):
        i += 1
    if sentence_start and first == i and j - i > 2 and found[i + 1].lower in words("connector"):
        lowered = [w.lower for w in found[i:j]]
        if head_kind(lowered) is NameKind.COINED and is_capitalised(found[i + 2].text):
            i += 2  # "Target for SIAL": the first word has its capital from the sentence
            outer_start = found[i].start
    while j > i + 1 and (found[j - 1].lower in words("connector") or not is_capitalised(found[j - 1].text)):
        j -= 1
    if j <= i:
        return
    end = found[j - 1].end
    glued = _GLUED_YEAR.match(found[j - 1].text)
    if glued is not None:
        year, outer = int(glued["year"]), end
        end = found[j - 1].start + glued.end("name")
        yield NameMention(
            Span(found[i].start, end),
            Span(min(outer_start, found[i].start), outer),
            text[found[i].start : end],
            head_kind([w.lower for w in found[i : j - 1]] + [glued["name"].lower()]),
            ordinal,
            year,
            opens_sentence=sentence_start and first == i,
        )
        return
    possessive = text[:end].endswith(("'s", "’s"))
    if possessive:
        end -= 2
    outer_end = end
    tail = re.compile(r"[  ]?[-–(]?((?:1[89]|20)\d\d)\b(?![,.]\d|\s?(?:exhibitors|visitors|stands))").match(text, end)
    if year is None and tail:
        year, outer_end = int(tail[1]), tail.end(1)
    elif year is None and (short := re.compile(r"[  ]?[’'](\d\d)\b").match(text, end)):
        year, outer_end = 2000 + int(short[1]) if int(short[1]) < 50 else 1900 + int(short[1]), short.end()
    surface = text[found[i].start : end]
    lowered = [w.lower.removesuffix("'s").removesuffix("’s") for w in found[i:j]]
    yield NameMention(
        Span(found[i].start, end),
        Span(min(outer_start, found[i].start), outer_end),
        surface,
        head_kind(lowered),
        ordinal,
        year,
        possessive,
        sentence_start and first == i,
    )
