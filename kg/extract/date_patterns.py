"""The written forms of dates, periods and durations, as one compiled pattern with named parts."""

from __future__ import annotations

import re

from kg.extract.months import DAY, MONTH, WEEKDAY
from kg.extract.numerals import ONES

_YEAR = r"(?:(?:19|20)\d\d(?![\d%]|[.,-]\d|['’]?s?[^\W_])|(?:of\s)?(?:this|last|next)\syear(?!['’]))"
_JOIN = r"(?:\s?[-–—]{1,2}\s?|\s(?:to|until|till|through|thru|up\sto|and|&)\s|/)"
# "the first of February": the ordinals in words that days have.
_DAY_WORDS = (
    r"(?:twenty-|thirty-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth"
    r"|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
)
_TURN = rf"(?:\s\({WEEKDAY}\))?"  # "5 (Sunday) November"


def _weekday(end: str) -> str:
    return rf"(?:(?P<w{end}>{WEEKDAY}),?\s)?"


def _day_month(end: str) -> str:
    """Day, month and year of one date written with the day first; `end` names its groups."""
    return (
        rf"{_weekday(end)}(?:the\s)?(?P<d{end}>{DAY}|(?i:{_DAY_WORDS})(?=\sof\s)){_TURN}"
        rf"\s{{1,2}}(?:of\s)?(?P<m{end}>{MONTH})(?:,?\s(?P<y{end}>{_YEAR}))?"
    )


def _month_day(end: str) -> str:
    """Weekday, month, day and year of one date written with the month first."""
    return (
        rf"(?:(?P<l{end}>(?i:next|last|this))\s)?{_weekday(end)}(?P<m{end}>{MONTH}),?\s\(?(?:the\s)?"
        rf"(?P<d{end}>{DAY}){_TURN}(?:,?\s(?P<y{end}>{_YEAR}))?"
    )


# "5 to 10 November 2023", "31 January to 2 February"
_RANGE_DAY_FIRST = (
    rf"{_weekday('1')}(?:the\s)?(?P<d1>{DAY}){_TURN}(?:\s{{1,2}}(?:of\s)?(?P<m1>{MONTH})(?:,?\s(?P<y1>{_YEAR}))?)?"
    rf"{_JOIN}{_day_month('2')}"
)
# "November 5 to 10", "Feb. 28-March 3, 2024"
_RANGE_MONTH_FIRST = (
    rf"{_month_day('3')},?{_JOIN}{_weekday('4')}(?:(?P<m4>{MONTH})\s)?(?:the\s)?(?P<d4>{DAY})"
    rf"(?![%/]|\s(?:per\s?cent|million|billion|thousand)){_TURN}(?:,?\s(?P<y4>{_YEAR}))?"
)
_ORDINAL_DAY = r"(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)(?![^\W_])"
# What follows a day that names no month: a mark or a small word, as "the 23rd to 26th editions" are no days.
_DAYS_END = r"(?=\s*(?:[.,;:)\]—–\n]|\Z|(?:and|with|in|at|for|after|when|but|as|by|on)(?![^\W_])))"
# "Tuesday the 4th to Thursday the 6th", "Trondheim, 23rd to 26th."
_RANGE_OF_ORDINALS = (
    rf"(?:(?P<w5>{WEEKDAY}),?\s(?:the\s)?(?P<d5>{DAY}){_JOIN}(?P<w6>{WEEKDAY}),?\s(?:the\s)?(?P<d6>{DAY})"
    rf"|{_weekday('0')}(?:(?P<the>the)\s)?(?P<d0>{_ORDINAL_DAY}){_JOIN}"
    rf"{_weekday('9')}(?:the\s)?(?P<d9>{_ORDINAL_DAY}){_DAYS_END})"
)
# "until the 22nd", "Thursday the 15th", but not "on the 5th floor"
_ORDINAL_ALONE = (
    rf"(?:(?P<w7>{WEEKDAY}),?\s(?:the\s)?|(?i:on|until|till|by|from|since|through|to)\sthe\s)(?P<d7>{_ORDINAL_DAY})"
    r"(?=\s*(?:[.,;:)\]—–]|\Z|(?:and|to|of\s(?:this|last|next|the)|with|in|at|for|after|when|but|as|by)(?![^\W_])))"
    r"(?:\sof\s(?P<m7>this|last|next|the)\s(?:same\s)?month)?"
)
_MONTH = (
    r"(?:(?P<lead>(?i:last|next|this\spast|this\scoming|this|early|mid|late))[\s-])?"
    rf"(?P<m8>{MONTH})(?:,?\s(?:of\s)?(?P<y8>{_YEAR}))?"
)
_SEASON = (
    r"(?:(?P<when>(?i:last|next|this|the))\s)?(?P<name>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
    rf"(?:,?\s(?:of\s)?(?P<y9>{_YEAR}))?(?![^\W_])"
)
_WEEKDAY = rf"(?:(?P<which>(?i:last|next|this\scoming|this\spast|this|coming))\s)?(?P<w8>{WEEKDAY})"
_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(sorted(ONES, key=lambda w: (-len(w), w)))}|twenty|thirty|an?)"
_RELATIVE = (
    r"(?P<word>today|yesterday|tomorrow|tonight|last\snight|the\sday\sbefore\syesterday)"
    r"|(?P<shift>last|this|next|previous|past|current)\s(?P<span>week(?:end)?|month|year)(?:['’]s)?"
    rf"|(?P<count>{_NUMBER})[\s-](?P<unit>day|week|month|year)s?\s"
    r"(?:(?P<ago>ago|earlier|before|previously)|from\snow|later|hence)"
    rf"|in\s(?P<in>{_NUMBER})\s(?P<inunit>day|week|month|year)s?(?=\s*(?:[.,;]|\Z|['’]|time))"
)
_DURATION = (
    rf"(?P<length>{_NUMBER})[\s-](?:(?:full|whole|consecutive|busy|show|long|straight)[\s-])?"
    r"(?P<lunit>day|week|fortnight)s?(?:[\s-]long)?"
    r"|(?P<long>day|week|fortnight|month)[\s-]?long"
)

# "the day after", "a day later"
_DAY_AFTER = r"the\s(?:day\safter|day\sbefore|following\sday|next\sday)|(?:a|one)\sday\s(?:later|earlier)"
_ISO = r"(?P<iy>(?:19|20)\d\d)(?P<sep>[-/.])(?P<im>0?[1-9]|1[0-2])(?P=sep)(?P<id>3[01]|[12]\d|0?[1-9])(?!\d)"
_NUMERIC = r"(?P<n1>\d{1,2})(?P<mark>[./-])(?P<n2>\d{1,2})(?P=mark)(?P<n3>(?:19|20)\d\d)(?![\d,])"

DATES = re.compile(
    rf"""
    (?<![^\W_]) (?:
      (?P<iso> (?-x:{_ISO}) )
    | (?P<numeric> (?<![\d.,]) (?-x:{_NUMERIC}) )
    | (?P<range_day_first> (?<![\d.,/]) (?-x:{_RANGE_DAY_FIRST}) )
    | (?P<range_month_first> (?-x:{_RANGE_MONTH_FIRST}) )
    | (?P<day_month> (?<![\d.,/]) (?-x:{_day_month("a")}) )
    | (?P<month_day> (?-x:{_month_day("b")}) )
    | (?P<range_of_ordinals> (?-x:{_RANGE_OF_ORDINALS}) )
    | (?P<ordinal_alone> (?-x:{_ORDINAL_ALONE}) )
    | (?P<month> (?-x:{_MONTH}) )
    | (?P<season> (?-x:{_SEASON}) )
    | (?P<weekday> (?-x:{_WEEKDAY}) )
    | (?P<day_after> (?-x:(?i:{_DAY_AFTER})) (?![^\W_]) (?!\syesterday) )
    | (?P<relative> (?-x:(?i:{_RELATIVE})) (?![^\W_]) )
    | (?P<duration> (?-x:(?i:{_DURATION})) (?![^\W_]) )
    | (?P<years> (?<![\d.,]) (?P<from>(?:19|20)\d\d) \s? [-–/] \s? (?P<to>(?:19|20)\d\d|\d\d) (?![\d%]|[.,]\d) )
    | (?P<year> (?<![\d.,]) (?:19|20)\d\d (?![\d%]|[.,]\d) )
    )""",
    re.VERBOSE,
)
# Where a date may begin: a cheap test, so that the long pattern is tried at few places.
DATE_HINT = re.compile(
    r"(?<![^\W_])(?:\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    r"|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|Mon|Tue|Wed|Thu|Fri|Sat|Sun|MON|TUE|WED|THU|FRI|SAT|SUN)"
    r"|(?i:(?:on|until|till|by|from|since|through|to)\sthe\s\d"
    r"|the\s(?=\d|day\s|next\sd|following\sd|spring|summer|autumn|fall|winter"
    rf"|(?:{_DAY_WORDS})\sof\s)|(?:last|next|this|previous|past|current|coming|early|mid|late)[\s-]"
    r"|today|tonight|yesterday|tomorrow|spring|summer|autumn|fall|winter|(?:day|week|fortnight|month)[\s-]?long"
    r"|in\s(?=\S{1,12}\s(?:day|week|month|year))"
    rf"|{_NUMBER}[\s-]+(?=(?:full|whole|consecutive|busy|show|long|straight|day|week|fortnight|month|year))))"
)
# Further runs of days after a range with the month first: "Oct. 15-19, 23-27 and ..."
PHASE = re.compile(
    r"(?:,|;)?\s(?:and\s|&\s)?(?P<first>3[01]|[12]\d|[1-9])\s?[-–—]\s?"
    r"(?P<last>3[01]|[12]\d|[1-9])(?![\d.,]\d|[^\W_]|%)"
)
# Words before a month that show it to be one ("May" and "March" are other words too).
BEFORE_MONTH = re.compile(
    r"(?:(?<![^\W_])(?:in|since|until|till|of|by|from|to|every|each|during|through|for|and|between|or|mid|early|late"
    r"|end|the|month|after|before|around|this|last|next|on|year|as|a|fair['’]s|that|previous)[\s-]|[(,;:–—-]\s?)\Z",
    re.IGNORECASE,
)
# Between two days: the first begins what the second ends.
BETWEEN_DAYS = re.compile(
    r",?\s?[-–—]{1,2}\s?|,?\s(?:to|until|till|through|thru|up\sto|lasting\suntil|running\suntil)\s(?:the\s)?",
    re.IGNORECASE,
)
STARTS = re.compile(
    r"(?<![^\W_])(?:from|since|start(?:s|ed|ing)?|begin(?:s|ning)?|began|open(?:s|ed|ing)?|kick(?:s|ed)?\soff"
    r"|under\sway|launched|inaugurated)"
    r"(?:\s(?:in\s[A-Z]\w+\s)?(?:on|from|in))?\s(?:the\s)?\Z",
    re.IGNORECASE,
)
ENDS = re.compile(
    r"(?<![^\W_])(?:until|till|through|to|up\sto|end(?:s|ed|ing)?|clos(?:es?|ed|ing)|conclud(?:es?|ed|ing)"
    r"|finish(?:es|ed)?|wrap(?:s|ped)\sup|wound\sup|came\sto\san\send)"
    r"(?:\s(?:in\s[A-Z]\w+\s)?(?:on|in))?\s(?:the\s)?\Z",
    re.IGNORECASE,
)
# A part of the whole: "the first two days", "the last three days".
PART = re.compile(
    r"(?<![^\W_])(?:first|last|final|opening|closing|past|previous|next|coming|other|every|each|within)\s\Z",
    re.IGNORECASE,
)
