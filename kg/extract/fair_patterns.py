"""What stands before, after and near the name of a trade event, and what stands around the names of others.

Each pattern has the name of the feature that it gives. Patterns of `BEFORE` end where the name starts, patterns of
`AFTER` start where it ends.
"""

from __future__ import annotations

import re

from kg.extract.lexicon import words


def _any(listed: str) -> str:
    """Return a pattern for any of the forms listed, parted by commas."""
    return "(?:" + "|".join(part.strip() for part in listed.split(",")) + ")"


_EDITION_NOUN = rf"(?:trade )?(?:{'|'.join(sorted(words('edition_noun')))})s?"
_FAIR_NOUN = r"(?:trade )?(?:fair|show|expo|exhibition|exposition|salon|airshow|tradeshow|congress)s?"
_MONTH = _any(
    "January, February, March, April, May, June, July, August, September, October, November, December, Jan, Feb, Mar"
    ", Apr, Jun, Jul, Aug, Sept?, Oct, Nov, Dec"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DAYS = rf"{_DAY}(?: ?(?:[-–—/&]|to|and|until|till) ?{_DAY})?"
_THE = r"(?: the)?"
_OPEN = r"[“\"‘]?\Z"
_CLOSE = r"[”\"’)]*"
_AUX = (
    r"(?:"
    + _any("which, that, has, had, have, is, was, were, will, would, to, be, been, being, once, again, itself")
    + " |(?:also|finally|officially|first) )*"
)
_PART = _any(
    "edition, session, version, instalment, installment, staging, running, outing, run, issue, opening, close"
    ", closing, eve, end, days?, organi[sz]ers?, exhibitors, visitors, halls, aisles, doors, gates, success, start"
)
_DONE_BY = _any(
    "organi[sz]ed, run, staged, held, hosted, owned, sponsored, supported, published, audited, released, said, put on"
)
_BODY = _any("organi[sz]ers?, company, firm, promoter, association, group, body, owner")
_SITE = _any(
    r"held, takes? place, took place, taking place, hosted, staged, opened, opens, moved?, venue, hall \w+"
    r", halls?(?: [\w–-]+)?, grounds?, home, floor, rooms?, stays?, square met(?:re|er)s, sq\.? ?m, m², complex"
    r", centre, center, site"
)
_VISIT = _any(
    r"visit(?:ed|ing|s)?, attend(?:ed|ing|s)?, exhibit(?:ed|ing|s)? (?:at|in), stand at, booth at, present(?:ed)? at"
    r", shown? at, showing at, part in, participat\w+ in, went to, go to, come to, came to, travel(?:led)? to"
    r", return to, pavilion at, days (?:at|of), launched at, during, ahead of, registered for"
    r", held (?:during|alongside|with)"
)
_OFFICE = _any(
    r"president, chairman, chairwoman, chair, director, manager, head, ceo, secretary, spokes\w+, member, members"
    r", analysts?, managing director"
)
_OFFICE_AFTER = _any(
    "president, chairman, chair, director, managing, chief, ceo, head, spokes, general manager, secretary, executive"
    ", vice, deputy, minister"
)
_TIME = _any("this year, last year, next year, this, next, last, previous, coming, latest")
_EVENT_STEM = _any(
    "open, clos, end, attract, dr[ae]w, t[ao]k, held, return, run, ran, kick, welcom, gather, conclud, celebrat"
    ", featur, host, began, begin, start, finish, wrap, bring, brought, come, came, cancel, postpon, mov, fill, occup"
    ", record, report, count, grow, grew, expect"
)
_HOLDING = _any(
    r"(?:took|takes?|taking) place, held, opens?\b, opened, clos(?:es|ed)\b, kick(?:s|ed) off, conclud, attract"
    r", dr[ae]ws?\b, drawn, ran from, runs (?:from|until|till|through), got under way, gets under way, beg[ai]ns?\b"
    r", ended, ends\b, wraps? up, wrapped up, drew, returns?\b, returned, cancelled, postponed, welcomed, gathered"
    r", brought together"
)
_SPEECH_STEM = _any(
    "said, says, announce, explain, told, stat, add, publish, predict, estimat, plan, want, hop, sign, buy, bought"
    ", sell, sold, produc, employ, invest, export, manufactur"
)
_FAIRS_OWN = _any(
    "exhibitors, visitors, organi[sz]ers, stands?, booths, week, participants, halls, edition, doors, fairground"
    ", attendees, attendance, catalogue, programme"
)

BEFORE = {
    "noun before": re.compile(rf"\b{_EDITION_NOUN},? (?:called |named |of |known as )?{_OPEN}"),
    "edition of before": re.compile(rf"\b{_PART} (?:of|at|to|in|from){_THE}(?: annual)? ?{_OPEN}", re.I),
    "relative": re.compile(rf"\b{_TIME}(?:['’]s)? \Z", re.I),
    "by organiser": re.compile(rf"\b{_DONE_BY}(?: jointly)? by{_THE} \Z", re.I),
    "organiser before": re.compile(rf"\b{_BODY},? \Z", re.I),
    "held at": re.compile(rf"\b{_SITE}(?: here| again| there)?,? (?:at|in|to|of|from){_THE} \Z", re.I),
    "attends": re.compile(rf"\b{_VISIT}{_THE} {_OPEN}", re.I),
    "at": re.compile(rf"\bat{_THE} {_OPEN}", re.I),
    "office before": re.compile(rf"\b{_OFFICE} (?:of|at|for|with){_THE} \Z", re.I),
    "from company": re.compile(rf"\b(?:from|of|at|with|by){_THE} \Z", re.I),
    "line start": re.compile(rf"(?:\A|\n)[\s*•·–—\d.)-]*{_OPEN}"),
    "and before": re.compile(rf"(?:\band|&|,|\bor) (?:the )?{_OPEN}"),
    "person before": re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|President|Minister|Premier)\.? \Z"),
}
AFTER = {
    "noun after": re.compile(rf"[”\"’]? (?:[a-z-]+ )?{_EDITION_NOUN}\b"),
    "fair noun after": re.compile(rf"[”\"’]? {_FAIR_NOUN}\b"),
    "apposition": re.compile(
        rf"{_CLOSE}(?:,| is| was|, which is) (?:the|a|an|one of)\b[^.;:()]{{0,70}}?\b{_EDITION_NOUN}\b"
    ),
    "fair's noun after": re.compile(rf"(?:['’]s)? {_FAIRS_OWN}\b"),
    "place after": re.compile(r"(?: \d{4})?,? (?:in|of|at) [A-ZÀ-Þ]"),
    "date after": re.compile(
        rf"(?: \d{{4}})?{_CLOSE}[ ,:(–—-]+(?:[A-ZÀ-Þ][\w.’'-]+,? ?){{0,3}}[(,:–—-]? ?(?:on |from |between )?"
        rf"(?:{_DAYS} (?:of )?{_MONTH}\b|{_MONTH}\.? {_DAYS}\b)"
    ),
    "year after, brackets": re.compile(r" ?\((?:19|20)\d\d\)"),
    "event verb": re.compile(rf"{_CLOSE},? (?:\d{{4}},? )?{_AUX}{_EVENT_STEM}"),
    "holding verb": re.compile(rf"{_CLOSE},? {_AUX}{_HOLDING}"),
    "speech verb": re.compile(rf"{_CLOSE},? {_AUX}{_SPEECH_STEM}"),
    "organises": re.compile(
        rf"{_CLOSE}(?:,? (?:which|who|that))? (?:jointly )?(?:organi[sz]e[sd]?|stages|runs|hosts|owns)\b(?! by)"
    ),
    "organiser after": re.compile(
        rf"{_CLOSE},? (?:the |as |an |its |is the )*(?:fair's |show's )?(?:organi[sz]er|owner|promoter)"
    ),
    "office after": re.compile(rf"(?:['’]s)?,? (?:the )?{_OFFICE_AFTER}", re.I),
    "and after": re.compile(rf"{_CLOSE}(?: and|,| or| &) (?:the )?[A-Z]"),
    "told a fair after": re.compile(
        rf"{_CLOSE}[.:;—–-]+ ?(?:The|This|It|A|An|One|the|a)\b[^.\n]{{0,60}}\b{_FAIR_NOUN}\b"
    ),
    "number after": re.compile(r"[ :]+\d[\d,. ]*(?:$|\n| exhibitors| visitors)"),
    "possession": re.compile(r"['’]s "),
}
# Found within reach of the name, on either side.
NEAR = {
    "noun": re.compile(rf"\b(?:the|this|its|our|a|whose|annual|biennial)\s(?:[\w-]+\s)?{_EDITION_NOUN}\b", re.I),
    "counts": re.compile(r"\b(?:exhibitors?|exhibited|visitors|stands?|booths?|attendance|halls?|buyers)\b", re.I),
    "month": re.compile(rf"\b{_MONTH}\b"),
    "edition": re.compile(r"\b(?:edition|version|instalment|installment|run|time)s?\b", re.I),
    "organiser": re.compile(r"\borgani[sz](?:er|ed|es|ing)|\bstaged?\b|\bpromoters?\b", re.I),
}
DEFINITE = re.compile(
    r"\b(?:the|this year['’]s|last year['’]s) (?:trade )?(?:fair|show|exhibition|expo|event|salon)\b", re.I
)
FAIR_WORD = re.compile(r"\b(?:trade fair|fair|expo|exhibition|show|exhibitors?|stands|booths)\b", re.I)
MORPHEME = re.compile(r"expo|fair|messe|show|tech|\bagri|pack|build|food|fest|feria|salon|mart\b|tex\b|\bjim|week")
