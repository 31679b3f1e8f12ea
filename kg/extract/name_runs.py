"""How far a name runs: words with a capital, joined by the small words, brackets and commas that names hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.extract.lexicon import words
from kg.extract.name_words import NameKind, Word, head_kind, is_capitalised

_MAX_WORDS = 14
_LONGEST_BRACKET = 30
_LEAST_DESCRIBED = 3  # "International Exhibition of Agriculture and ..." goes on, "Fair of Poznan and ..." may not
_LEAST_HALF = 3  # two words and "and": "Anuga and SIAL fair" would be two names
_JOINING_GAPS = frozenset({" ", " & ", " + ", "/", " / ", "\u00a0", " (", ") "})
# Small words that join two halves of a name whatever bears it ("Sommet de l'Élevage", "Dar es Salaam").
_GENITIVES = frozenset("of for de del des du di der für della do da dos le la l es el al ul".split())
_ANDS = frozenset(("and", "e", "y", "et", "und"))
INS = frozenset(("in", "on", "en"))
_FELLOWS = frozenset(("exhibition", "exposition", "expo", "partnerships"))
_POSSESSIVES = ("'s", "’s")


@dataclass(frozen=True)
class Habits:
    """How often words stand alone and beside each other in a text: what always stands together is one name."""

    alone: Counter[str]
    beside: Counter[tuple[str, ...]]

    def together(self, *own: str) -> bool:
        """Tell whether the first and last word stand in the text twice or more, and only with each other."""
        count = self.beside[own]
        return count > 1 and self.alone[own[0]] == count and self.alone[own[-1]] == count


def habits_of(found: Sequence[Word]) -> Habits:
    """Count the words of a text, and the pairs and triples that could be names with a possessive or an "in"."""
    beside: Counter[tuple[str, ...]] = Counter()
    for a, b in pairwise(found):
        if a.text.endswith(_POSSESSIVES):
            beside[a.text, b.text] += 1
    for a, b, c in zip(found, found[1:], found[2:], strict=False):
        if b.text in INS:
            beside[a.text, b.text, c.text] += 1
    return Habits(Counter(w.text for w in found), beside)


def run_end(text: str, found: Sequence[Word], i: int, habits: Habits) -> int:
    """Return the index after the last word of the name that starts at word `i`, which has a capital."""
    end = _plain_end(text, found, i, habits)
    return _list_end(text, found, i, end, habits)


def _joins(text: str, left: Word, right: Word) -> bool:
    return text[left.end : right.start] in _JOINING_GAPS


def _plain_end(text: str, found: Sequence[Word], i: int, habits: Habits) -> int:
    connector = words("connector")
    j = i + 1
    while j < len(found) and j - i < _MAX_WORDS:
        last, word = found[j - 1], found[j]
        if not _joins(text, last, word):
            break
        if last.text.endswith(_POSSESSIVES) and last.lower[:-2] not in words("folk"):
            if not (j == i + 1 and habits.together(last.text, word.text)):
                break  # "Gulfood's Halls"; but "Canada's Farm Show" is called so throughout
        if " (" in text[last.end : word.start] and not _bracket_inside(text, found, j):
            break
        if word.lower in connector and word.text.isupper() and len(word.text) > 1:
            break  # "SIAL FOR BEGINNERS" in capitals throughout
        if is_capitalised(word.text):
            j += 1
            continue
        k = j
        while k < len(found) and k - j < 3 and found[k].lower in connector and _joins(text, found[k - 1], found[k]):
            k += 1
        if k == j or k >= len(found) or not _joins(text, found[k - 1], found[k]) or not is_capitalised(found[k].text):
            break
        if not _connects(text, found, i, j, k, habits):
            break
        j = k + 1
    return j


def _bracket_inside(text: str, found: Sequence[Word], j: int) -> bool:
    """Tell whether the bracket before word `j` belongs to the name ("China (Xiamen) International Fair")."""
    close = text.find(")", found[j].start, found[j].end + _LONGEST_BRACKET)
    if close < 0 or not text.startswith(") ", close):
        return False
    after = next((w for w in found[j : j + 5] if w.start > close), None)
    return after is not None and is_capitalised(after.text) and text[found[j].start : close].istitle()


def _connects(text: str, found: Sequence[Word], i: int, j: int, k: int, habits: Habits) -> bool:
    """Tell whether the small words between `j` and `k` join one name rather than two."""
    small = found[j].lower
    if found[k].lower in words("opening") or found[k].lower in words("company_prefix"):
        return False  # "the Expo of December", "Adam Bielski of PT Expo"
    before = [w.lower for w in found[i:j]]
    kind = head_kind(before)
    if found[k - 1].lower == "the" and kind is NameKind.COINED:
        return False  # "Issues of the Canton Fair" is no name
    if small in _GENITIVES:
        # "FITUR of Madrid" and "Seoul for Foodex" are no names, "Sommet de l'Élevage" is one
        return not (
            small in ("of", "for")
            and kind is NameKind.COINED
            and (j - i == 1 and (small == "for" or found[i].text.isupper()))
        )
    if small in _ANDS:
        described = "for" in before or ("of" in before and len(before) > _LEAST_DESCRIBED)
        if (kind is NameKind.FAIR and described) or _small_head(found, i, k):
            return True
        return _and_goes_on(text, found, k, small, kind)
    if small in INS:
        if kind is NameKind.FAIR and k == j + 1:
            acronym = found[k + 1].text if k + 1 < len(found) and text.startswith(" (", found[k].end) else ""
            return "for" in before or (acronym.isupper() and len(acronym) > 2)
        return kind is NameKind.COINED and habits.together(found[j - 1].text, found[j].text, found[k].text)
    return small in ("the", "to", "with") and kind is not NameKind.COINED and k > j + 1


def _small_head(found: Sequence[Word], i: int, k: int) -> bool:
    """Tell whether a fair's noun without a capital closes both halves ("Maritime and Aerospace exhibition")."""
    if k - i < _LEAST_HALF or k + 1 >= len(found):
        return False
    return found[k + 1].text.islower() and found[k + 1].text in words("fair_strong")


def _and_goes_on(text: str, found: Sequence[Word], k: int, small: str, kind: NameKind) -> bool:
    """Tell whether a name goes on after "and": "Exhibition and Seminar" does, "Canton Fair and Messe" does not."""
    if small == "and" and kind is NameKind.COINED:
        last = k
        stop = min(len(found), k + _MAX_WORDS)
        while last + 1 < stop and (is_capitalised(found[last + 1].text) or found[last + 1].lower == "and"):
            if text[found[last].end : found[last + 1].start] not in (" ", " & "):
                break
            last += 1
        if head_kind([w.lower for w in found[k : last + 1]]) is NameKind.COINED:
            return False  # "Anuga and SIAL" are two names
    after = {w.lower for w in found[k : k + 2]}
    fellow = bool(after & (words("fair_weak") | _FELLOWS))
    return kind not in (NameKind.FAIR, NameKind.VENUE) or fellow


def _list_end(text: str, found: Sequence[Word], i: int, j: int, habits: Habits) -> int:
    """Return the end of a name that lists things by commas ("Fair of Business, Processing and Sale of Meat")."""
    k, last_part = j, j
    while k < len(found) and k - i < _MAX_WORDS and text[found[k - 1].end : found[k].start] == ", ":
        if not is_capitalised(found[k].text):
            break
        last_part = k
        k += 1
        while k < len(found) and is_capitalised(found[k].text) and _joins(text, found[k - 1], found[k]):
            k += 1
    if k == j:
        return j
    lowered = [w.lower for w in found[i:k]]
    strong = words("fair_strong")
    acronym = text.startswith(" (", found[k - 1].end) and text[found[k - 1].end + 2 : found[k - 1].end + 4].isupper()
    if acronym or "&" in text[found[last_part].start : found[k - 1].end]:  # "International Diamond, Gem & Pearl Show"
        closes = lowered[-1] in strong and not strong & set(lowered[:-1])
        return k if closes and all(is_capitalised(w.text) for w in found[i:k]) else j
    if k >= len(found) or found[k].lower != "and":
        return j
    start = k + 1
    if start >= len(found) or not is_capitalised(found[start].text):
        return j
    end = _plain_end(text, found, start, habits)
    lowered = [w.lower for w in found[i:end]]
    opens_with_fair = any(w in strong for w in lowered[: j - i]) and {"of", "for"} & set(lowered[: j - i])
    closes_with_fair = lowered[-1] in strong and not strong & set(lowered[:-1])
    all_capitals = all(is_capitalised(w.text) or w.lower in words("connector") for w in found[j:end])
    return end if all_capitals and (opens_with_fair or closes_with_fair) else j
