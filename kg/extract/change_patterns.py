"""The compiled patterns of `changes`, made once from the words of data/changes.toml.

In the patterns below a blank stands for white space of any length.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data" / "changes.toml"


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """A named rule with sentences that it must read, each with its change, and sentences that it must leave alone."""

    name: str
    reads: tuple[tuple[str, str], ...]
    refuses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangePatterns:
    """Compiled patterns, and the words that tell at little cost whether it is worth trying them."""

    up: frozenset[str]
    by_only: frozenset[str]
    factors: dict[str, int]
    gate_before: frozenset[str]
    gate_after: frozenset[str]
    # Searched in what stands before an amount; they end where it begins.
    sign: re.Pattern[str]
    direction: re.Pattern[str]
    phrasal: re.Pattern[str]
    noun_of: re.Pattern[str]
    verb: re.Pattern[str]
    exceeded: re.Pattern[str]
    by: re.Pattern[str]
    apposition: re.Pattern[str]
    pronoun: re.Pattern[str]
    complement: re.Pattern[str]
    agent: re.Pattern[str]
    earlier: re.Pattern[str]
    # Matched from where an amount or a change ends.
    tax: re.Pattern[str]
    direction_ends: re.Pattern[str]
    share_of: re.Pattern[str]
    comparison: re.Pattern[str]
    added: re.Pattern[str]
    noun_after: re.Pattern[str]
    compared: re.Pattern[str]
    comparand: re.Pattern[str]
    hoped: re.Pattern[str]
    before_now: re.Pattern[str]
    # Matched on all that stands between two of them.
    list_gap: re.Pattern[str]
    base_gap: re.Pattern[str]
    to: re.Pattern[str]
    factor_to: re.Pattern[str]
    predicate: re.Pattern[str]
    # Searched for anywhere.
    temporal: re.Pattern[str]
    clause_end: re.Pattern[str]
    sentence_end: re.Pattern[str]
    year: re.Pattern[str]
    years_back: re.Pattern[str]
    edition: re.Pattern[str]
    respective: re.Pattern[str]
    any_factor: re.Pattern[str]
    factor: re.Pattern[str]


# Last words before an amount that a change may have there, besides its verbs.
_BEFORE_CHANGE = (
    "up", "down", "by", "of", "to", "at", "was", "is", "exceeds", "exceeded", "plus", "minus", "whopping",
    "staggering", "record", "further", "full", "again", "only", "just", "year", "+", "−", "–", "-",
)  # fmt: skip


@cache
def change_rules() -> tuple[ChangeRule, ...]:
    """Return the rules of the data file with their sentences, in its order."""
    with DATA.open("rb") as file:
        tables = tomllib.load(file)["rule"]
    return tuple(
        ChangeRule(t["name"], tuple((sentence, change) for sentence, change in t["reads"]), tuple(t["refuses"]))
        for t in tables
    )


def _either(words: Iterable[str]) -> str:
    """An alternation of words, the longest first, with blanks for white space."""
    return "|".join(re.escape(w).replace(r"\ ", " ") for w in sorted(words, key=lambda w: (-len(w), w)))


def _compile(*parts: str) -> re.Pattern[str]:
    return re.compile("".join(parts).replace(" ", r"\s+"), re.IGNORECASE)


# --- parts that several patterns share ---

_BEGIN, _END = r"(?<![^\W_])", r"(?![^\W_])"
_YEAR = r"(?:19|20)\d\d"
_ANNUAL = r"year[\s-]on[\s-]year"
_EMPHATIC = r"(?: a (?:whopping|staggering|record|further|full))?"
_ADVERB = r"(?:also |about |nevertheless |nonetheless |still )?"
_SENTENCE = r"(?:\A|[.!?]['\"”’)]*\s+|\n)"
_STOP = r"[^\S\n]*(?:[.,;:)\]–—]|\Z)"
_COUNT = r"one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}"
# A word that neither starts a clause nor governs the next noun.
_PLAIN = r"(?!(?:of|and|or|were|was|are|is|in|from|had|have|that|which|to|with|came)\s)[a-z][a-z'’-]*"
_NO_CLAUSE = r"(?!(?:and|but|while|whereas)\b)[a-z][a-z'’-]*"
_NO_VERB = r"(?:(?!(?:was|were|had|are|is|have|made|accounted|said)\b)[^,.;:%\d\n])"
# "an increase in the number of 300 firms" is none of 300.
_NOT_MEASURED = "".join(
    f"(?<!{word})"
    for word in ("number", "total", "area", "value", "volume", "share", "favour", "favor", "form", "excess")
)


@cache
def change_patterns() -> ChangePatterns:
    """Return the patterns, compiled at the first call."""
    with DATA.open("rb") as file:
        w = tomllib.load(file)["words"]
    verbs, nouns = _either((*w["up_verbs"], *w["down_verbs"])), _either((*w["up_nouns"], *w["down_nouns"]))
    adjectives, than = _either((*w["up_adjectives"], *w["down_adjectives"])), _either(w["than"])
    being, reach, factors = _either(w["being"]), _either(w["reach"]), _either(w["factors"])
    leading = [v.split()[0] for key in ("nouns", "adjectives") for v in (*w["up_" + key], *w["down_" + key])]
    trailing = [v.split()[-1] for v in (*w["up_verbs"], *w["down_verbs"], *_BEFORE_CHANGE)]
    return ChangePatterns(
        up=frozenset((*w["up_verbs"], *w["up_nouns"], *w["up_adjectives"])),
        by_only=frozenset(w["by_only"]),
        factors=dict(w["factors"]),
        gate_before=frozenset(trailing),
        gate_after=frozenset((*leading, "added")),
        sign=_compile(rf"(?:(?:(?<=[\s(])|\A)(?P<mark>[+−–-])\s?|{_BEGIN}(?P<word>plus|minus) )\Z"),
        direction=_compile(rf"{_BEGIN}(?P<word>up|down)(?: by)?{_EMPHATIC} \Z"),
        phrasal=_compile(rf"{_BEGIN}(?:{_either(w['phrasal'])}) \Z"),
        noun_of=_compile(
            rf"{_BEGIN}(?P<noun>{nouns})(?: (?:in|on|for) [^,.;:]{{1,40}}?{_NOT_MEASURED})? (?:was |is )?",
            r"(?:of|by|amounting to|equal to|in the order of|of the order of|put at|equivalent to",
            r"|(?P<link>was|is|exceeds|exceeded|came to|stood at)) \Z",
        ),
        verb=_compile(
            rf"{_BEGIN}(?P<verb>{verbs})(?: (?:[a-z]+ly|again|only|just|further|{_ANNUAL}|in \w+|beyond \w+)){{0,4}}",
            rf"(?P<by>(?:,? (?!to\s)[a-z-]+){{0,4}},? by)?{_EMPHATIC} \Z",
        ),
        exceeded=_compile(rf"{_BEGIN}(?:{_either(w['exceeding'])}) [^.;:\n]{{1,60}}? by \Z"),
        by=_compile(rf"{_BEGIN}(?P<word>{adjectives}) by \Z"),
        apposition=_compile(
            r"(?:[,(–—:-]|\s-)\s*(?:an? [a-z-]+(?: [a-z-]+){0,2} and )?",
            rf"(?:(?:{_either(w['apposing'])}) ){{0,4}}",
            rf"(?:(?:an?|the|its|a net|a year-on-year|an annual) )?(?:{_ANNUAL} )?\Z",
        ),
        pronoun=_compile(
            rf"{_SENTENCE}(?:(?:That|This|It|These|Those)(?:['’]s| (?:{being})) {_ADVERB}(?:an? )?(?:{_ANNUAL} )?",
            rf"|(?:The|An?) (?:net )?|(?:The|That|This) (?:{_either(w['standing'])}) (?:is|was|has|had) {_ADVERB}",
            r"|Call (?:it|that) )\Z",
            rf"|[,;] (?P<which>which|that sum|that figure|that) (?:(?:{being}) )?(?:an? )?\Z",
        ),
        complement=_compile(rf"{_BEGIN}(?:{_either(w['complements'])}) (?:the |its )?\Z"),
        agent=_compile(rf"{_BEGIN}[a-z]+ed by (?:the |its )?\Z"),
        earlier=_compile(
            rf"(?:(?P<verb>{_BEGIN}(?:{_either(w['moving'])})(?: (?!to\b)[a-z]+){{0,3}}? )",
            rf"|(?P<side>{_BEGIN}(?:up|down) ))",
            rf"(?P<from>from) (?:the |a |last year['’]s |{_YEAR}['’]s? )?\Z",
            rf"|{_BEGIN}(?P<against>compared (?:with|to)|as against|against|versus|vs\.?) ",
            rf"(?:the |its |last year['’]s |{_YEAR}['’]s? )?\Z",
        ),
        tax=_compile(r"\s*(?:tax|VAT|GST|duty)"),
        direction_ends=_compile(rf"(?:{_STOP}| (?:on|from|over|compared|against|year){_END})"),
        share_of=_compile(r" of\s"),
        comparison=_compile(
            rf"(?P<noun>(?:[\s-]+{_PLAIN}){{0,2}}?) (?P<adjective>{adjectives}){_END}",
            r"(?! (?:likely|or less|and more|expensive|education))",
            r"(?:(?P<preposition>(?: of)?)",
            rf"(?= (?:the|last|that|its|those|what|in|{_YEAR}|a year|year|US|June|[$€£]|\d))",
            rf"|(?P<rest>(?: (?!but\s)[a-z][\w'’-]*){{0,9}}?) (?P<comparator>{than}){_END}",
            rf"|(?P<end>{_STOP})|(?P<open>(?= [a-z])))",
        ),
        added=_compile(rf"(?: (?:of space|of floor))? (?P<word>added) (?:since|to){_END}"),
        noun_after=_compile(
            rf"(?:[\s-]+(?:{_ANNUAL}|annual|yearly|real|net|overall|annuali[sz]ed|further))?",
            rf"[\s-]+(?P<noun>{nouns}){_END}(?! (?:{_either(w['not_changing'])}))",
        ),
        compared=_compile(
            rf"(?: (?:{_ANNUAL}|on the year|annually))?\s*,? (?:(?:in|for|to) [^,.;]{{1,30}} )?",
            rf"(?:{than}) (?P<what>.+)",
        ),
        comparand=_compile(r"\s*(?P<what>.+)"),
        hoped=_compile(rf"(?: [a-z]+){{0,2}}?\s*(?:{_either(w['hoped'])}){_END}"),
        before_now=_compile(
            rf"[^.;:\n]{{0,45}}?{_BEGIN}(?:{_YEAR}|last|previous|ago|earlier|before|preceding|then|prior){_END}|\Z"
        ),
        list_gap=_compile(
            rf"(?:\s*(?:,|;|\band\b|,\s*and\b)\s*{_NO_VERB}{{0,70}}?\(?)",
            r"|[^.%\n]{0,90}?(?:,|;|\band\b|\bbut\b)[^.%\n]{0,60}?\sby\s",
        ),
        base_gap=_compile(
            rf"\s*(?:in |at )?(?:the|its|their|last year['’]s|{_YEAR}['’]s?|the previous [a-z]+['’]s|a)?\s*",
            r"(?:figure of |total of |record )?",
        ),
        to=_compile(
            rf"(?: (?:{_ANNUAL}|on the year|(?:from|over|on|compared|in) [^,.;:]{{1,40}}?)){{0,2}}",
            rf"(?:\s*,[^,.;:]{{1,50}})?\s*,? (?:and )?(?:{reach}) ",
        ),
        factor_to=_compile(rf"(?: (?:its|their|the|in) [a-z\s]{{1,40}}?)? (?:{reach}) "),
        predicate=_compile(
            rf"(?: {_NO_CLAUSE}){{0,4}}?(?:\s*,\s*| - |\s+)?(?:(?:{being}) )?(?:an? )?{_ADVERB}(?:{_ANNUAL} )?",
            rf"|(?: {_NO_CLAUSE}){{0,10}}?(?:,[^,;.]{{1,60}},)?\s*,?\s*(?:was|were|is|are) (?:an? )?{_ADVERB}",
        ),
        temporal=_compile(
            rf"(?<![\d,.]){_YEAR}(?![\d%]|[.,]\d)|{_BEGIN}(?:{_either(w['temporal'])}|\d{{1,3}}(?:st|nd|rd|th)",
            rf"|[a-z]*-?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eenth|ieth)){_END}",
        ),
        clause_end=_compile(r"[;:)\]\n]|\.\s|, (?!(?:when|the last|which)\s)| (?:and|but|while|whereas|to)\s"),
        sentence_end=re.compile(r"[.!?]['\"”’)]*\s+(?=[A-Z\"“‘(\d])|\n"),
        year=_compile(rf"(?<![\d,.]){_YEAR}(?![\d%]|[.,]\d)"),
        years_back=_compile(rf"(?P<count>{_COUNT}) years? (?:ago|earlier|before|previously)"),
        edition=_compile(
            r"(?P<ordinal>\d{1,3}(?:st|nd|rd|th)|[a-z]{0,9}(?:-[a-z]{1,9})?(?:first|second|third|th)) ",
            rf"(?:{_either(w['editions'])}){_END}",
        ),
        respective=_compile(rf"respective(?:ly)?{_END}"),
        any_factor=_compile(rf"{factors}|{_either(w['halves'])}|half as|twice|thrice|times\s"),
        factor=_compile(
            rf"{_BEGIN}(?:(?P<over>(?:more than|over|at least) )",
            r"|(?P<about>(?:nearly|almost|about|close to|roughly) ))?",
            rf"(?:(?P<verb>{factors}){_END}",
            r"(?:(?= (?:its|their|the|that|what|to|from|in|last|since|over|compared|on|against|as|this|within|by)",
            rf"{_END})|(?={_STOP}))",
            rf"|(?P<half>{_either(w['halves'])}){_END}|(?P<again>half as (?:many|much|large|big) again){_END}",
            rf"|(?P<times>twice|thrice|(?:{_COUNT}|\d{{1,2}}\.\d) times) ",
            r"(?=(?:as (?:many|much|large|big|high|long)|what|its|last|that (?:of|area)",
            rf"|the (?:{_either(w['sizes'])})){_END}))",
        ),
    )
