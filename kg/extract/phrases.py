"""What a number stands with: the noun phrase after it, and the subject and verb of the clause before it.

No parser is at work here, only the kinds of words: a phrase ends where a verb, a preposition or a mark begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.english import is_verb, kind_of
from kg.extract.nouns import classes_of
from kg.extract.sentences import Token, tokenize

_SUBSTITUTES = frozenset(("ones", "others", "apiece"))
_PRONOUNS = frozenset("them these those whom which it us you they that this ones one others".split())
_SMALL = frozenset(
    (
        "of from in on at to for with by as than and or but nor which who whom whose that were was are is be "
        "been being am had has have having do does did will would can could should may might must shall not "
        "under over between during after before against while when where if because since until till across "
        "through into out up down per about around here there they we he she it i you them us this these "
        "those last next each every both either neither so then now also already still yet again only just "
        "even too very more fewer less most much many including among amid within without despite versus via "
        "plus worth today yesterday tomorrow"
    ).split()
)
_DETERMINERS = frozenset("the a an all its their our his her your my no some any such other another".split())
_SKIPPED = frozenset("more fewer less other further additional extra or so odd plus whole full".split())
_BE = frozenset("is are was were be been being am ’s 's isn't aren't wasn't weren't".split())
_HAVE = frozenset("has have had having".split())
_TRAILING = ("participle", "adverb")
_LONGEST = 8  # tokens of a noun phrase
_FARTHEST = 40  # tokens looked at before a number
# Nouns that stand for the number itself: what is counted follows them ("the number of visitors").
_SUMS = frozenset(
    (
        "number numbers total totals count counts tally figure figures sum share proportion percentage part majority "
        "half third quarter rest list roster quota volume amount range host record"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Counted:
    """The noun phrase after a number: its words, the last of them the head, and where it ends among the tokens.

    `anaphor` is the pronoun that stands in its place ("of them"), if any; `part` tells that "of" leads to it.
    """

    words: tuple[Token, ...]
    end: int
    anaphor: str | None = None
    part: bool = False


def counted(after: Sequence[Token]) -> Counted:
    """Return the noun phrase that follows a number.

    >>> from kg.extract.sentences import tokenize
    >>> [t.text for t in counted(list(tokenize("firms arrived from Peru"))).words]
    ['firms']
    >>> counted(list(tokenize("of them came back"))).anaphor
    'them'
    """
    i = 0
    while i < len(after) and i < 3 and after[i].lower in _SKIPPED:
        i += 1
    part = i < len(after) and after[i].lower == "of"
    if part:
        i += 1
        while i < len(after) and after[i].lower in _DETERMINERS:
            i += 1
    if i < len(after) and part and after[i].lower in _PRONOUNS:
        following = after[i + 1].lower if i + 1 < len(after) else ""
        if after[i].lower not in ("these", "those", "this", "that") or not _nominal(following, first=True):
            return Counted((), i + 1, after[i].lower, part)
        i += 1
    words: list[Token] = []
    while i < len(after) and len(words) < _LONGEST and _goes_on(after, i, words):
        words.append(after[i])
        i += 1
    end = _head_end(words)
    if end and words[end - 1].lower in _SUBSTITUTES:  # "nine others", "four state ones"
        return Counted((), i - len(words) + end, words[end - 1].lower, part)
    return Counted(tuple(words[:end]), i - len(words) + end, None, part)


def _head_end(words: Sequence[Token]) -> int:
    """Where a phrase ends: at its last plural noun of a known class, unless the last noun is of a known class."""
    end = len(words)
    while end > 1 and kind_of(words[end - 1].lower) in _TRAILING:
        end -= 1
    if end > 1 and not classes_of(words[end - 1].lower):
        plural = [i for i in range(end - 1) if words[i].lower.endswith("s") and classes_of(words[i].lower)]
        end = plural[-1] + 1 if plural else end
    return end


def _goes_on(tokens: Sequence[Token], i: int, words: Sequence[Token]) -> bool:
    word = tokens[i].lower
    if word in _SMALL or word in _DETERMINERS or not word[0].isalpha():
        return False
    if words and word.endswith(("ing", "ed")) and classes_of(words[-1].lower) and not classes_of(word):
        return False  # "exhibitors attending", not "exhibiting companies"
    if kind_of(word) in _TRAILING:  # "registered exhibitors", but "exhibitors registered"
        return not words and i + 1 < len(tokens) and _nominal(tokens[i + 1].lower, first=True)
    return _nominal(word, first=not any(classes_of(w.lower) for w in words))


def _nominal(word: str, first: bool) -> bool:
    """Tell whether a word may be part of a noun phrase; right after a number, "stands" is a noun."""
    if not word or word in _SMALL or not word[0].isalpha() or word.endswith(("n't", "n’t")):
        return False
    if is_verb(word):
        return first and word.endswith("s") and not word.endswith("ss") and word not in _BE and word not in _HAVE
    kind = kind_of(word)
    return kind not in ("preposition", "adverb") and (kind != "verb" or bool(classes_of(word)))


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands before a number in its clause: the subject's phrase, the verb, the first and last phrase after it.

    The phrases are words in lower case. `opening` tells that nothing stands before the number.
    """

    subject_words: tuple[str, ...]
    verb: str | None
    object_words: tuple[str, ...]
    nearest_words: tuple[str, ...]
    opening: bool

    @property
    def subject(self) -> str | None:
        """The head of the subject."""
        return self.subject_words[-1] if self.subject_words else None

    @property
    def nearest(self) -> str | None:
        """The last noun before the number."""
        return self.nearest_words[-1] if self.nearest_words else None

    @property
    def object(self) -> str | None:
        """The first noun between the verb and the number."""
        return self.object_words[-1] if self.object_words else None


def frame(before: Sequence[Token]) -> Frame:
    """Return the frame of the clause that leads to a number.

    >>> from kg.extract.sentences import tokenize
    >>> f = frame(list(tokenize("The number of trade visitors from abroad rose to")))
    >>> f.subject_words, f.verb
    (('trade', 'visitors'), 'rose')
    >>> frame(list(tokenize("Booths:"))).nearest
    'booths'
    """
    clause = _clause(before)
    at = next((i for i in range(len(clause) - 1, -1, -1) if _verbal(clause, i)), None)
    subjects = _phrases(clause[:at]) if at is not None else []
    objects = _phrases(clause if at is None else clause[at + 1 :])
    return Frame(
        subject_words=subjects[0] if subjects else (),
        verb=None if at is None else clause[at].lower,
        object_words=objects[0] if objects else (),
        nearest_words=objects[-1] if objects else (),
        opening=not clause,
    )


def _clause(before: Sequence[Token]) -> Sequence[Token]:
    """The tokens since the last mark that parts clauses; a colon does so only where a clause stands behind it."""
    start = max(0, len(before) - _FARTHEST)
    for i in range(len(before) - 2, start - 1, -1):
        if before[i].text in (";", ".", "!", "?", "•") or before[i].lower in ("while", "whereas", "but"):
            return before[i + 1 :]
    return before[start:]


def _verbal(tokens: Sequence[Token], i: int) -> bool:
    word = tokens[i].lower
    if word in _BE or word in _HAVE or is_verb(word):
        # "the visits", "foreign stands": what follows a determiner or adjective is no verb
        return not (i and tokens[i - 1].lower in _DETERMINERS)
    kind = kind_of(word)
    if kind == "participle":  # "visitors registered", not "registered visitors"
        following = tokens[i + 1].lower if i + 1 < len(tokens) else ""
        return bool(i) and (not following or not _nominal(following, first=True))
    return kind == "verb" and bool(i) and tokens[i - 1].lower in ("to", "would", "will", "could", "may", "might")


def phrases_of(text: str) -> list[tuple[str, ...]]:
    """Return the noun phrases of a short text, as words in lower case.

    >>> phrases_of("Countries (exhibitors)")
    [('countries',), ('exhibitors',)]
    """
    return _phrases(list(tokenize(text)))


def _phrases(tokens: Sequence[Token]) -> list[tuple[str, ...]]:
    """The noun phrases among some tokens, in order; of "the number of visitors" it is the visitors."""
    phrases: list[tuple[str, ...]] = []
    words: list[str] = []
    for word in [*(token.lower for token in tokens), ","]:
        verbal = bool(words) and word.endswith(("ed", "ing")) and not classes_of(word)  # "contracts inked"
        if word not in _DETERMINERS and kind_of(word) != "participle" and not verbal and _named(word):
            words.append(word)
        elif words:
            if words[-1] not in _SUMS or word != "of":
                phrases.append(tuple(words))
            words = []
    return phrases


def _named(word: str) -> bool:
    plural = word.endswith("s") and is_verb(word) and word not in _BE and word not in _HAVE
    return word in _PRONOUNS or plural or _nominal(word, first=False)
