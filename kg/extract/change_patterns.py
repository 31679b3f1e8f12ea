"""The compiled patterns of `changes`, made once from the words of data/changes.toml."""

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
    """Compiled patterns. Those that are searched for end where the amount begins; those that are matched begin at its end."""

    up: frozenset[str]
    gate_before: frozenset[str]
    gate_after: frozenset[str]
    any_factor: re.Pattern[str]
    by_only: frozenset[str]
    factors: dict[str, int]
    sign: re.Pattern[str]
    tax: re.Pattern[str]
    direction: re.Pattern[str]
    phrasal: re.Pattern[str]
    direction_ends: re.Pattern[str]
    noun_of: re.Pattern[str]
    verb: re.Pattern[str]
    exceeded: re.Pattern[str]
    by: re.Pattern[str]
    comparison: re.Pattern[str]
    temporal: re.Pattern[str]
    hoped: re.Pattern[str]
    added: re.Pattern[str]
    noun_after: re.Pattern[str]
    list_gap: re.Pattern[str]
    share_of: re.Pattern[str]
    compared: re.Pattern[str]
    comparand: re.Pattern[str]
    base_gap: re.Pattern[str]
    clause_end: re.Pattern[str]
    year: re.Pattern[str]
    edition: re.Pattern[str]
    years_back: re.Pattern[str]
    to: re.Pattern[str]
    apposition: re.Pattern[str]
    pronoun: re.Pattern[str]
    predicate: re.Pattern[str]
    complement: re.Pattern[str]
    sentence_end: re.Pattern[str]
    respective: re.Pattern[str]
    factor: re.Pattern[str]
    factor_to: re.Pattern[str]
    earlier: re.Pattern[str]
    before_now: re.Pattern[str]


# Last words before an amount that a change may have there, besides its verbs.
_BEFORE_CHANGE = (
    "up", "down", "by", "of", "to", "at", "was", "is", "exceeds", "exceeded", "plus", "minus", "whopping", "staggering",
    "record", "further", "full", "again", "only", "just", "year", "+", "−", "–", "-",
)  # fmt: skip


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))


@cache
def change_rules() -> tuple[ChangeRule, ...]:
    """Return the rules of the data file with their sentences, in its order."""
    with DATA.open("rb") as file:
        tables = tomllib.load(file)["rule"]
    return tuple(
        ChangeRule(t["name"], tuple((sentence, change) for sentence, change in t["reads"]), tuple(t["refuses"]))
        for t in tables
    )


@cache
def change_patterns() -> ChangePatterns:
    """Return the patterns, compiled at the first call."""
    with DATA.open("rb") as file:
        w = tomllib.load(file)["words"]
    verbs = _either((*w["up_verbs"], *w["down_verbs"]))
    nouns = _either((*w["up_nouns"], *w["down_nouns"]))
    adjectives = _either((*w["up_adjectives"], *w["down_adjectives"]))
    up = frozenset(v.lower() for v in (*w["up_verbs"], *w["up_nouns"], *w["up_adjectives"]))

    def c(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    begin, stop = r"(?<![^\W_])", r"(?![^\W_])"
    than = r"than|on|from|over|compared\s+(?:with|to)|as\s+compared\s+(?:with|to)|against|versus|vs\.?|of|in\s+comparison\s+(?:with|to)|relative\s+to|to|since|as\s+against"
    return ChangePatterns(
        up=up,
        gate_before=frozenset(v.split()[-1].lower() for v in (*w["up_verbs"], *w["down_verbs"], *_BEFORE_CHANGE)),
        gate_after=frozenset(
            v.split()[0].lower() for k in ("up_nouns", "down_nouns", "up_adjectives", "down_adjectives") for v in w[k]
        )
        | {"added"},
        any_factor=c(rf"{_either(w['factors'])}|{_either(w['halves'])}|half\s+as|twice|thrice|times\s"),
        # Verbs that need "by" before the number: "cut 40 ribbons", "beat 30 percent of rivals".
        by_only=frozenset(
            (
                "cut",
                "lost",
                "beat",
                "beats",
                "raised",
                "reduced",
                "boosted",
                "lifted",
                "put on",
                "added",
                "shed",
                "trimmed",
                "lowered",
                "multiplied",
                "enlarged",
            )
        ),
        factors=dict(w["factors"]),
        sign=c(rf"(?:(?:(?<=[\s(])|\A)(?P<mark>[+−–-])\s?|{begin}(?P<word>plus|minus)\s+)\Z"),
        tax=c(r"\s*(?:tax|VAT|GST|duty)"),
        direction=c(
            rf"{begin}(?P<word>up|down)(?:\s+by)?(?:\s+a\s+(?:whopping|staggering|record|further|full))?\s+\Z"
        ),
        phrasal=c(
            rf"{begin}(?:took|takes?|taken|taking|ma[kd]es?|making|signed|lined|puts?|set|came|comes?|coming|snapped|turns?|turned|rings?|rang|adds?|added|adding|sums?|summed|ends?|ended|opens?|opened|give|gave|filled|booked|brought|pil(?:es?|ed|ing))\s+\Z"
        ),
        direction_ends=c(r"(?:[^\S\n]*(?:[.,;:)\]–—]|\Z)|\s+(?:on|from|over|compared|against|year)(?![^\W_]))"),
        noun_of=c(
            rf"{begin}(?P<noun>{nouns})(?:\s+(?:in|on|for)\s+[^,.;:]{{1,40}}?(?<!number)(?<!total)(?<!area)(?<!value)(?<!volume)(?<!share)(?<!favour)(?<!favor)(?<!form)(?<!excess))?\s+(?:was\s+|is\s+)?(?:of|by|(?P<link>was|is|exceeds|exceeded|came\s+to|stood\s+at)|amounting\s+to|equal\s+to|in\s+the\s+order\s+of|of\s+the\s+order\s+of|put\s+at|equivalent\s+to)\s+\Z"
        ),
        verb=c(
            rf"{begin}(?P<verb>{verbs})(?:\s+(?:[a-z]+ly|again|only|just|further|year[\s-]on[\s-]year|in\s+\w+|beyond\s+\w+))*(?P<by>(?:,?\s+(?!to\s)[a-z-]+){{0,4}},?\s+by)?(?:\s+a\s+(?:whopping|staggering|record|further|full))?\s+\Z"
        ),
        exceeded=c(
            rf"{begin}(?:exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|topp?(?:s|ed|ing)?|beats?|outstripp?(?:s|ed)|outdid|bettered|ahead\s+of)\s+[^.;:\n]{{1,60}}?\s+by\s+\Z"
        ),
        by=c(rf"{begin}(?P<word>{adjectives})\s+by\s+\Z"),
        comparison=c(
            rf"(?P<noun>(?:[\s-]+(?!of\s|and\s|or\s|were\s|was\s|are\s|is\s|in\s|from\s|had\s|have\s|that\s|which\s|to\s|with\s|came\s)[a-z][a-z'’-]*){{0,2}}?)\s+(?P<adjective>{adjectives}){stop}(?!\s+(?:likely|or\s+less|and\s+more|expensive|education))"
            r"(?:(?P<preposition>(?:\s+of)?)(?=\s+(?:the|last|that|its|those|what|in|(?:19|20)\d\d|a\s+year|year|US|June|[$€£]|\d))"
            rf"|(?P<rest>(?:\s+(?!but\s)[a-z][\w'’-]*){{0,9}}?)\s+(?P<comparator>{than}){stop}"
            r"|(?P<end>[^\S\n]*(?:[.,;:)\]–—]|\Z))|(?P<open>(?=\s+[a-z])))"
        ),
        temporal=c(
            r"(?<![\d,.])(?:19|20)\d\d(?![\d%]|[.,]\d)|(?<![^\W_])(?:last|previous|previously|before|ago|earlier|predecessor|prior|preceding|then|first|usual|inaugural|debut|premi[eè]re|pandemic|time|spring|autumn|summer|winter"
            r"|january|february|march|april|may|june|july|august|september|october|november|december|year['’]?s?|years|month|edition|session|show|fair|expo|event|ever|now|yesterday|twelve\s+months|12\s+months|past|\d{1,3}(?:st|nd|rd|th)|[a-z]+-?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eenth|ieth))(?![^\W_])"
        ),
        hoped=c(
            r"(?:\s+[a-z]+){0,2}?\s*(?:hoped|expected|planned|forecast|predicted|targeted|anticipated|aimed|budgeted|feared|thought|believed|needed|wanted)(?![^\W_])"
        ),
        added=c(r"(?:\s+(?:of\s+space|of\s+floor))?\s+(?P<word>added)\s+(?:since|to)(?![^\W_])"),
        noun_after=c(
            rf"(?:[\s-]+(?:year[\s-]on[\s-]year|annual|yearly|real|net|overall|annualised|annualized|further))?[\s-]+(?P<noun>{nouns}){stop}(?!\s+(?:companies|markets|firms|rate|industries|stocks|sectors|areas))"
        ),
        list_gap=c(
            r"(?:\s*(?:,|;|\band\b|,\s*and\b)\s*(?:(?!was\b|were\b|had\b|are\b|is\b|have\b|made\b|accounted\b|said\b)[^,.;:%\d\n]){0,70}?\(?)|[^.%\n]{0,90}?(?:,|;|\band\b|\bbut\b)[^.%\n]{0,60}?\sby\s"
        ),
        share_of=c(r"\s+of\s"),
        compared=c(
            rf"(?:\s+(?:year[\s-]on[\s-]year|on\s+the\s+year|annually))?\s*,?\s+(?:(?:in|for|to)\s+[^,.;]{{1,30}}\s+)?(?:{than})\s+(?P<what>.+)"
        ),
        comparand=c(r"\s*(?P<what>.+)"),
        base_gap=c(
            r"\s*(?:in\s+|at\s+)?(?:the|its|their|last\s+year['’]s|(?:19|20)\d\d['’]s?|the\s+previous\s+[a-z]+['’]s|a)?\s*(?:figure\s+of\s+|total\s+of\s+|record\s+)?"
        ),
        clause_end=c(r"[;:)\]\n]|\.\s|,\s+(?!(?:when|the\s+last|which)\s)|\s+(?:and|but|while|whereas|to)\s"),
        year=re.compile(r"(?<![\d,.])(?:19|20)\d\d(?![\d%]|[.,]\d)"),
        edition=c(
            r"(?P<ordinal>\d{1,3}(?:st|nd|rd|th)|[a-z]+(?:-[a-z]+)?(?:first|second|third|th))\s+(?:show|fair|edition|session|expo|exhibition|event|holding|one|version)(?![^\W_])"
        ),
        years_back=c(
            r"(?P<count>one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\s+years?\s+(?:ago|earlier|before|previously)"
        ),
        to=c(
            r"(?:\s+(?:year[\s-]on[\s-]year|on\s+the\s+year|from\s+[^,.;:]{1,40}?|over\s+[^,.;:]{1,40}?|on\s+[^,.;:]{1,40}?|compared\s+[^,.;:]{1,40}?|in\s+[^,.;:]{1,30}?)){0,2}(?:\s*,[^,.;:]{1,50})?"
            r"\s*,?\s+(?:and\s+)?(?:to(?:\s+(?:reach|stand\s+at|hit|total|about|a\s+record|a\s+total\s+of|a\s+mere|just|a))?|reached|reaching|came\s+to|comes\s+to|stood\s+at|standing\s+at|totall?ed|hit|hitting)\s+"
        ),
        apposition=c(
            r"(?:[,(–—:-]|\s-)\s*(?:an?\s+[a-z-]+(?:\s+[a-z-]+){0,2}\s+and\s+)?(?:(?:or|i\.e\.|so|and|with|for|representing|marking|meaning|showing|posting|making|equal\s+to|equivalent\s+to|that\s+is|these\s+are|this\s+is|which\s+(?:is|was|are|were|means|makes|represents|marks|meant)|some|about|almost|a\s+figure\s+that\s+(?:has|had)|call\s+it|hence|nearly|this\s+is|that\s+is)\s+)*"
            r"(?:(?:an?|the|its|a\s+net|a\s+year-on-year|an\s+annual)\s+)?(?:year[\s-]on[\s-]year\s+)?\Z"
        ),
        pronoun=c(
            r"(?:\A|[.!?]['\"”’)]*\s+|\n)(?:That|This|It|These|Those)(?:['’]s|\s+(?:is|was|are|were|means|meant|represents|represented|marks|marked|makes|made|compares|would\s+be|figure\s+is|will\s+be))\s+(?:also\s+|about\s+|nevertheless\s+|nonetheless\s+|still\s+)?(?:an?\s+)?(?:year[\s-]on[\s-]year\s+)?\Z"
            r"|(?:\A|[.!?]['\"”’)]*\s+|\n)(?:(?:The|An?)\s+(?:net\s+)?|(?:The|That|This)\s+(?:number|figure|tally|total|sum|result|turnout)\s+(?:is|was|has|had)\s+(?:nevertheless\s+|nonetheless\s+|still\s+|also\s+)?|Call\s+(?:it|that)\s+)\Z"
            r"|[,;]\s+(?P<which>which|that\s+sum|that\s+figure|that)\s+(?:(?:is|was|are|were|means|makes|represents|marks)\s+)?(?:an?\s+)?\Z"
        ),
        predicate=c(
            r"(?:\s+(?!and\b|but\b|while\b|whereas\b)[a-z][a-z'’-]*){0,4}?(?:\s*,\s*|\s+-\s+|\s+)?(?:(?:was|were|is|are|has\s+been|had\s+been|represents?|represented|marks?|marked|means|meant|shows?|showed)\s+)?(?:an?\s+|also\s+|nonetheless\s+|nevertheless\s+)?(?:year[\s-]on[\s-]year\s+)?"
            r"|(?:\s+(?!and\b|but\b|while\b|whereas\b)[a-z][a-z'’-]*){0,10}?(?:,[^,;.]{1,60},)?\s*,?\s*(?:was|were|is|are)\s+(?:an?\s+|also\s+|nonetheless\s+|nevertheless\s+)?"
        ),
        complement=c(
            r"(?<![^\W_])(?:from|representing|in|across|on|by|of|out\s+of|at|with|among|for|covering)\s+(?:the\s+|its\s+)?\Z"
        ),
        sentence_end=re.compile(r"[.!?]['\"”’)]*\s+(?=[A-Z\"“‘(\d])|\n"),
        respective=c(r"respective(?:ly)?(?![^\W_])"),
        factor=c(
            rf"{begin}(?:(?P<over>more\s+than\s+|over\s+|at\s+least\s+)|(?P<about>nearly\s+|almost\s+|about\s+|close\s+to\s+|roughly\s+))?"
            rf"(?:(?P<verb>{_either(w['factors'])}){stop}(?=\s+(?:its|their|the|that|what|to|from|in|last|since|over|compared|on|against|as\s|this|within|by)(?![^\W_])|[^\S\n]*(?:[.,;)]|\Z))(?!\s+(?:in\s+size\s+room|the\s+fun))"
            rf"|(?P<half>{_either(w['halves'])}){stop}"
            r"|(?P<again>half\s+as\s+(?:many|much|large|big)\s+again)(?![^\W_])"
            r"|(?P<times>twice|thrice|(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}(?:\.\d)?)\s+times)\s+(?=(?:as\s+(?:many|much|large|big|high|long)|what|the\s+(?:number|size|volume|figure|area|amount|total|level|sum|pace|rate|space|turnover|turnout)|that\s+(?:of|area)|its|last)(?![^\W_])))"
        ),
        factor_to=c(
            r"(?:\s+(?:its|their|the|in)\s+[a-z\s]{1,40}?)?\s+(?:to(?:\s+(?:reach|about|a\s+record|a\s+total\s+of))?|reaching)\s+"
        ),
        earlier=c(
            r"(?:(?P<verb>(?<![^\W_])(?:rose|grew|increased|climbed|jumped|fell|dropped|declined|expanded|went|shrank|surged|swelled|rising|growing|falling|slipped|slid|raised|cut|gone|moved)"
            r"(?:\s+(?!to\b)[a-z]+){0,3}?\s+)|(?P<side>(?<![^\W_])(?:up|down)\s+))(?P<from>from)\s+(?:the\s+|a\s+|last\s+year['’]s\s+|(?:19|20)\d\d['’]s?\s+)?\Z"
            r"|(?<![^\W_])(?P<against>compared\s+(?:with|to)|as\s+against|against|versus|vs\.?)\s+(?:the\s+|its\s+|last\s+year['’]s\s+|(?:19|20)\d\d['’]s?\s+)?\Z"
        ),
        before_now=c(
            r"[^.;:\n]{0,45}?(?<![^\W_])(?:(?:19|20)\d\d|last|previous|ago|earlier|before|preceding|then|prior)(?![^\W_])|\Z"
        ),
    )
