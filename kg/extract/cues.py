"""Words that point at an edition: "the 64th edition", "this year", "the 2012 show", "last time", "next September".

A cue says nothing of facts; it says which holding of a fair the words near it are about.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date
from decimal import Decimal

from kg.extract.cue import Cue, Relation
from kg.extract.cue_anchors import anchored
from kg.extract.fairs import FairCluster
from kg.extract.lexicon import ordinal_of, words
from kg.extract.numerals import read_words
from kg.model import Span

__all__ = ["Cue", "Relation", "find_cues"]


_NOUN = r"(?:" + "|".join(sorted(words("edition_noun"), key=lambda w: (-len(w), w))) + r")"
_YEAR = r"(?:1[89]\d\d|20[0-4]\d)"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan\.?|feb\.?|mar\.?|apr\.?|jun\.?|jul\.?|aug\.?|sept?\.?|oct\.?|nov\.?|dec\.?)"
)
_SEASON_ENDS = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11, "winter": 2}  # the last month of each
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_COUNT = r"(?:two|three|four|five|six|ten|\d\d?)"
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}

_LONG_ORDINAL = r"(?<![\w-])[\w-]{1,30}(?:st|nd|rd|th|ieth)|first|second|third|inaugural"
_UNITS = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
# An ordinal in words, above the third: lower ones count too much else.
_WORDY = (
    rf"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-{_UNITS}|fourth|fifth|sixth|seventh|eighth|ninth"
    r"|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth"
    r"|(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ieth|hundredth)"
)
_HIGH = rf"(?:\d{{1,3}}(?:st|nd|rd|th)|{_WORDY})"
_STOP = r"\s*(?:[,.;:)–—(]|\Z)|\s+(?:in|of)\s+(?:1[89]|20)\d\d\b"
_NO_DAY = r"(?:3[2-9]|[4-9]\d|[1-9]\d\d)(?:st|nd|rd|th)"  # "the 42nd" is no day of a month
_HOLDS = (
    r"(?:held|holds|hold|staged|stages|hosted|hosts|organi[sz]ed|organi[sz]es|opened|opens|closed|ran|celebrated"
    r"|launched|inaugurated|announced|planned|plans|convened)"
)
_FOLLOWED = (
    rf"{_STOP}|\s+(?:will|is|was|has|had|opens?|opened|closed|closes|drew|draws|took|takes|attracted|saw|brought|ran"
    r"|runs|ended|ends|began|begins|comes|came|follows|followed|counted|gathered|welcomed|one)\b"
    r"|\s+(?:from|between)\s+(?:\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|\s+in\s+[a-z]+\s+(?:1[89]|20)\d\d\b"
)
_NUMBER = r"(?:[a-z]+(?:-[a-z]+)?|\d{1,3})"
_ONE_BEFORE = r"(?:last|the previous|the prior|the preceding|the year)\s+(?:year|before)(?:['’]s)?"
_YEAR_AGO = r"(?:a|one)\s+year\s+(?:ago|earlier|before|previously)|twelve\s+months\s+(?:ago|earlier|before)"
_LAST = r"(?:last|previous|past|preceding|former|prior|foregoing)"
_NEXT = r"(?:next|coming|following|upcoming|forthcoming)"
# A capitalised word that an edition's name may begin with, and no century, street or regiment.
_NAME = (
    r"(?-i:(?!(?:Century|Street|Avenue|Floor|Army|Fleet|Division|Regiment|Anniversary|Birthday|Amendment|Congress"
    r"|Party|Plan|Five|President|Parliament|Republic|Dynasty|World|District|Ward)\b)[A-Z][\w&+-]+)"
)
_COUNTED = r"(?:exhibitors|visitors|stands|firms|companies|booths|people)"

# The first pattern that fits at a place wins, so the more telling ones come first.
_PATTERNS = (
    ("ordinal noun", rf"(?P<ord>{_LONG_ORDINAL})\s+(?:[a-z-]+\s+){{0,2}}?{_NOUN}\b"),
    (
        "number noun",
        r"\b(?:edition|session|version)\s+(?:number\s+|no\.\s*)?(?P<num>\d{1,3})\b(?![,.]?\d|\s*(?:%|per))",
    ),
    (
        "bare ordinal",
        rf"\b(?:is|was|be|being|been|becomes?|became|as)\s+(?:the|its|our|their)\s+(?P<ord2>{_HIGH})(?={_STOP})"
        rf"|\b(?:for|at|since|before|after|over|on|than)\s+the\s+(?P<ord3>{_WORDY})(?={_STOP})"
        rf"|\bthe\s+(?P<ord4>{_HIGH})(?=\s+(?:will|is|was|has|had|opens?|opened|closed|drew|took|takes)\b)"
        rf"|\bthe\s+(?P<ord5>{_HIGH}|first|second|third)(?=,?\s+(?:held\s+)?in\s+{_YEAR}\b)"
        rf"|(?:(?m:^)(?:[-–—•*]\s+)?|(?<=[–—:]\s))(?P<ord6>{_HIGH})(?=[,:]\s)"
        rf"|\b(?:the|this)\s+(?P<ord8>{_WORDY}|{_NO_DAY})(?={_FOLLOWED})"
        rf"|\b{_HOLDS}\s+(?:the|its|our|their)\s+(?P<ord9>{_HIGH}|first|second|third)(?={_FOLLOWED})"
        r"|(?<=\w),\s+the\s+(?P<ord10>first|second|third)(?=,)",
    ),
    (
        "time",
        rf"(?:\bfor\s+(?:the|its)\s+|\b(?:is|was|be|being)\s+(?:the|its)\s+|(?m:^)|(?<=[,;:/–—]\s))"
        rf"(?P<ord11>{_HIGH}|second|third)\s+time\b",
    ),
    ("capital ordinal", rf"\b(?P<ord7>{_HIGH}|first|second|third)\s+(?={_NAME})"),
    (
        "bare number",
        rf"\b(?:was|is|be|becomes?)\s+number\s+(?P<num2>{_NUMBER})\b(?={_STOP})"
        rf"|(?:(?m:^)|(?<=[.!?–—]\s))number\s+(?P<num3>{_NUMBER})\b(?=\s*[,.;:)–—(]|\s+(?:is|was|will)\b)",
    ),
    ("year noun", rf"\b(?P<y1>{_YEAR})(?:\s+[a-z-]+)?\s+{_NOUN}\b"),
    ("noun year", rf"\b{_NOUN}\s+(?:of|in)\s+(?P<y2>{_YEAR})\b"),
    ("year before last", r"\bthe\s+year\s+before\s+last\b"),
    ("before last", rf"\b(?:the\s+)?(?:{_NOUN}|time|one|outing|meet)\s+before\s+last\b"),
    ("years ago", rf"\b(?P<n>{_COUNT})\s+(?:year|{_SEASON})s\s+(?:ago|earlier|before|previously|back)\b"),
    ("editions ago", rf"\b(?P<n3>{_COUNT})\s+{_NOUN}s\s+(?:ago|earlier|before|back)\b"),
    ("years later", rf"\bin\s+(?P<n2>{_COUNT})\s+years(?:['’]\s+time)?\b"),
    (
        "years on",
        rf"\b(?P<n4>a|one|{_COUNT})\s+years?\s+(?:later|afterwards|on)\b|\bthe\s+(?:year\s+after|following\s+year)\b",
    ),
    ("relative month", rf"\b(?P<rel>last|next|this)\s+(?P<mon>{_MONTH}|{_SEASON})\b"),
    ("last year", rf"\b(?:{_ONE_BEFORE}|{_YEAR_AGO})\b"),
    (
        "previous",
        rf"\b{_LAST}\s+(?:[a-z-]+\s+)?(?:{_NOUN}|time|one|outing|meet)\b"
        r"|\bthe\s+time\s+before\b|\bits\s+predecessor\b|\bthe\s+(?:one|version|edition)\s+before\b",
    ),
    ("next year", r"\bnext\s+year(?:['’]s)?\b"),
    ("next", rf"\b{_NEXT}\s+(?:[a-z-]+\s+)?(?:{_NOUN}|time|one)\b"),
    (
        "this",
        rf"\bthis\s+(?:year(?:['’]s)?|time|{_NOUN})\b|\bthe\s+(?:current|present|latest|newest)\s+{_NOUN}\b",
    ),
    (
        "general",
        rf"\b(?:each|every)\s+(?:year|(?:(?-i:[A-Z])[\w-]+\s+){{0,4}}{_NOUN}|time)\b"
        rf"|\b(?:typical|usual|normal|average)\s+(?:year|{_NOUN})\b|\busually\b|\bnormally\b"
        r"|\bin\s+recent\s+years\b|\bover\s+the\s+(?:years|past|last)\b|\bsince\s+its\b|\bannually\b"
        r"|\bcumulatively\b|\baltogether\s+since\b"
        rf"|\b(?:over|across|during|in)\s+(?:(?:the|its|all|these|those|past|first|last|previous)\s+)*{_COUNT}"
        r"\s+(?:editions|sessions|shows|fairs|expos)\b",
    ),
    ("fiscal", rf"\b(?P<y4>{_YEAR})[-/–]\d\d\b(?![-/]\d)"),
    (
        "short year",
        r"(?:(?<=\bin\s)|(?<=\bof\s)|(?<=\bfrom\s)|(?<=\bfor\s)|(?<=\bsince\s)|(?<=\bthan\s)|(?<=\bto\s)|(?<=\band\s)"
        r"|(?<=\bafter\s)|(?<=\bbefore\s)|(?<=\())['’](?P<y5>\d\d)\b(?!['’]?[s\d])",
    ),
    ("year", rf"(?<![\d.,/–-])(?P<y3>{_YEAR})\b(?![,.]\d|[-/]\d|[^\S\n]*{_COUNTED})"),
)
_CUE = re.compile("|".join(f"(?P<p{i}>{pattern})" for i, (_, pattern) in enumerate(_PATTERNS)), re.IGNORECASE)


def find_cues(text: str, fairs: list[FairCluster], published: date | None) -> list[Cue]:
    """Return the cues of a text in order; those that a name mention carries come first at their place.

    >>> [(c.form, c.ordinal, c.year) for c in find_cues("the 64th edition, six more than in 2023", [], None)]
    [('ordinal noun', 64, None), ('year', None, 2023)]
    """
    cues = []
    taken: list[Span] = []
    for fair in fairs:
        for m in fair.mentions:
            ordinal = None if m.ordinal == 1 and _ONLY_A_KIND.match(text, m.outer.end) else m.ordinal
            if ordinal or m.year:
                cues.append(Cue(m.outer, "name", fair.key, ordinal, m.year))
                taken.append(m.outer)
    taken.sort()
    starts = [s.start for s in taken]
    for match in _CUE.finditer(text):
        span = Span(match.start(), match.end())
        at = bisect_left(starts, span.end)
        if at and taken[at - 1].end > span.start:
            continue
        form = next(name for i, (name, _) in enumerate(_PATTERNS) if match[f"p{i}"] is not None)
        if _no_edition(text, match, form):
            continue
        if form == "year":
            before = text[max(0, match.start() - 40) : match.start()]
            if _FIRST_HELD.search(before):
                form = "founding"
            elif _FOUNDED.search(before):
                continue
        cue = _cue(match, span, form, published)
        if cue is not None:
            cues.append(cue)
    return anchored(text, sorted(cues, key=lambda c: (c.span, c.form)))


_FOUNDED = re.compile(
    r"\b(?:since|founded|established|establishment|launched|began|started|created|inception|founding"
    r"|first held|held first|dates? back to|dating from|goes back to)"
    r"(?: (?:its|the|it|was|in|back|first|of|edition|year))*\s*\Z",
    re.IGNORECASE,
)
_FIRST_HELD = re.compile(
    r"\b(?:first held|held first|launched|began|started|first (?:opened|took place|staged|organi[sz]ed))"
    r"(?: (?:its|the|it|was|in|back|first|of|edition|year))*\s*\Z",
    re.IGNORECASE,
)
# "The first Canton Fair without visitors" is no first edition, only the first of its kind.
_ONLY_A_KIND = re.compile(
    r"\s(?:without|since|after|under|with|online|in\s(?:[\w-]+\s){0,2}(?:years|decades)"
    r"|to\s(?:be\s)?(?:held\s)?(?:online|virtual|in\sperson))\b"
)
_CAPITALS = re.compile(r"[A-Z][\w&’'-]*(?:\s[A-Z][\w&’'-]*)*")
# "Organised for the seventh time by the chamber": what takes place so often, and not who takes part.
_TAKES_PLACE = re.compile(
    r"\b(?:held|organi[sz]ed|staged|reali[sz]ed|(?:took|takes|taking) place|host(?:s|ed|ing)?|mounted|convened"
    r"|celebrated|put on|was on|opens?|opened)"
    r"\b[^.;:!?\n]*\Z",
    re.IGNORECASE,
)
_SAID_OF = 80  # characters before
# "Two years earlier", but not "two years ago", is reckoned from what was spoken of before.
_EARLIER = re.compile(r"\b(?:earlier|before|previously)\Z", re.I)
_AHEAD = 5  # years after the publication that are written short
_NO_DATE = 2025  # the year that texts without a date are taken to be of, for years written short
_WHOLE = frozenset(("annual", "international", "joint", "ever", "biennial", "national"))


def _no_edition(text: str, match: re.Match[str], form: str) -> bool:
    """Tell whether a "first" counts only a kind ("the first online session", "first Canton Fair in four years")."""
    if form == "ordinal noun" and match["ord"].lower() in ("first", "second", "third"):
        between = match[0].lower().split()[1:-1]
        return any(word not in _WHOLE for word in between)
    if form == "capital ordinal" and match["ord7"].lower() == "first":
        run = _CAPITALS.match(text, match.end())
        return run is not None and _ONLY_A_KIND.match(text, run.end()) is not None
    if form == "time" and match[0].lower().startswith("for "):
        before = text[max(0, match.start() - _SAID_OF) : match.start()]
        return _TAKES_PLACE.search(before) is None
    return False


_BARE = tuple(f"ord{n}" for n in range(2, 12))


def _cue(match: re.Match[str], span: Span, form: str, published: date | None) -> Cue | None:
    this_year = published.year if published else None
    year = next((int(match[g]) for g in ("y1", "y2", "y3", "y4") if match[g]), None)
    if form == "founding":
        return Cue(span, form, ordinal=1, year=year)
    if year is not None:
        return Cue(span, form, year=year)
    match form:
        case "bare ordinal" | "capital ordinal" | "time":
            number = ordinal_of(next(match[g] for g in _BARE if match[g]))
            return Cue(span, form, ordinal=number) if number else None
        case "bare number":
            written = match["num2"] or match["num3"]
            value = Decimal(written) if written.isdecimal() else read_words(written)
            number = int(value) if value is not None and 0 < value < 1000 else None
            return Cue(span, form, ordinal=number) if number else None
        case "ordinal noun":
            number = ordinal_of(match["ord"])
            return Cue(span, form, ordinal=number) if number else None
        case "number noun":
            return Cue(span, form, ordinal=int(match["num"]))
        case "short year":
            return Cue(span, "year", year=_in_full(int(match["y5"]), this_year))
        case "years ago" | "years later":
            count = _counted(match["n"] or match["n2"])
            ago = form == "years ago"
            there = this_year + (-count if ago else count) if this_year else None
            apart = -count if ago and _EARLIER.search(match[0]) else None
            return Cue(span, form, year=there, relation=Relation.PREVIOUS if ago else Relation.NEXT, apart=apart)
        case "year before last":
            return Cue(span, "last year", year=this_year - 2 if this_year else None, relation=Relation.PREVIOUS)
        case "before last" | "editions ago":
            steps = -_counted(match["n3"]) if match["n3"] else -2
            return Cue(span, "previous", relation=Relation.PREVIOUS, steps=steps)
        case "years on":
            return Cue(span, "years later", apart=_counted(match["n4"]) if match["n4"] else 1)
        case "relative month":
            return _relative_month(match, span, published)
        case "last year":
            apart = -1 if _EARLIER.search(match[0]) else None
            there = this_year - 1 if this_year else None
            return Cue(span, form, year=there, relation=Relation.PREVIOUS, apart=apart)
        case "next year":
            return Cue(span, form, year=this_year + 1 if this_year else None, relation=Relation.NEXT)
    relation = {"previous": Relation.PREVIOUS, "next": Relation.NEXT, "general": Relation.GENERAL}
    return Cue(span, form, relation=relation.get(form, Relation.THIS))


def _counted(count: str) -> int:
    return _COUNTS.get(count.lower()) or int(count)


def _in_full(short: int, this_year: int | None) -> int:
    """Return the year that two digits stand for: the last one that is not far ahead of the publication."""
    newest = (this_year or _NO_DATE) + _AHEAD
    return newest - (newest - short) % 100


def _relative_month(match: re.Match[str], span: Span, published: date | None) -> Cue | None:
    which, name = match["rel"].lower(), match["mon"].lower()
    if which == "this":
        return Cue(span, "this", relation=Relation.THIS)
    relation = Relation.PREVIOUS if which == "last" else Relation.NEXT
    if published is None or (name not in _SEASON_ENDS and name[:3] not in _MONTHS):
        return Cue(span, "relative month", relation=relation)
    month = _SEASON_ENDS.get(name) or _MONTHS.index(name[:3]) + 1
    if which == "last":
        year = published.year if month < published.month else published.year - 1
    else:
        year = published.year if month > published.month else published.year + 1
    return Cue(span, "relative month", year=year, relation=relation)
