"""What binds two names to an agreement: the verbs, small words and sums between and beside them, as features.

>>> binding_of("", " sold a press to ", "."), binding_of("", " and ", " signed a contract.")
('trade', 'signed')
"""

from __future__ import annotations

import re

from kg.extract.bodies import Body
from kg.extract.document import Document
from kg.extract.lexicon import words
from kg.model import Span

_SIGN = (
    r"sign(?:ed|s|ing)?|ink(?:ed|s|ing)?|initial(?:l?ed|s)|conclud(?:ed|es|ing)|seal(?:ed|s|ing)?|struck|strikes?"
    r"|agree(?:d|s|ing)|reach(?:ed|es)|clinch(?:ed|es)|put(?:s|ting)? its name to|closed"
)
_TRADE = (
    r"order(?:ed|s|ing)?|buys?|bought|purchas(?:ed|es)|sells?|sold|award(?:ed|s)|won|wins?|land(?:ed|s)|picks?|picked"
    r"|hand(?:ed|s)?|plac(?:ed|es)|takes?|took|taken|suppl(?:y|ies|ied)|deliver(?:s|ed)?|furnish(?:es|ed)?|pa(?:ys|id)"
    r"|contract(?:ed|s)|exchang(?:ed|es)|enter(?:ed|s)|provid(?:ed|es)|ship(?:s|ped)?|dispos(?:ed|es)|got|gets?|part(?:ed|s)"
    r"|extend(?:ed|s)?|prolong(?:ed|s)|renew(?:ed|s)|team(?:ed|s)|commit(?:s|ted)|undert(?:ook|akes?)|book(?:ed|s)"
    r"|confirm(?:ed|s)|receiv(?:ed|es)|acquir(?:ed|es)|commission(?:ed|s)|build(?:s)?|install(?:ed|s)?|develops?|tapped"
    r"|merg(?:ed|es)|licens(?:ed|es)|leas(?:ed|es)|lends?|lent|appoint(?:ed|s)|distribut(?:es|ed)"
    r"|secur(?:ed|es)|fits? out|covers"
)
_PACT = (
    r"agreements?|memorand(?:um|a)|mou|contracts?|deals?|pact|accord|partnership|letters? of intent|orders?|protocol"
    r"|arrangement|terms|credit line|convention|distribution|agency|purchase"
)
SIGNING = re.compile(rf"(?<![\w-])(?:{_SIGN})(?![\w-])", re.I)
TRADING = re.compile(rf"(?<![\w-])(?:{_TRADE})(?![\w-])", re.I)
PACTS = re.compile(rf"(?<![\w-])(?:{_PACT})(?![\w-])", re.I)
MANY = re.compile(
    r"(?<![\w-])(?:deals|orders|contracts|agreements|memoranda|sales|accords|transactions|total|all)(?![\w-])", re.I
)
_TO = re.compile(r"(?:^|[\s,])(?:with|to|from|for|by|off|towards)\s(?:[\w’'-]+\s){0,4}?\Z")
_DIRECT = re.compile(
    r"(?:furnish(?:es)?|pa(?:id|ys)|lends?|award(?:s|ed)|hand(?:s|ed)|suppl(?:y|ies)|ma[dk]e) (?:the )?\Z"
)
_WILL = re.compile(r",?(?: (?:have|has|had|shall|will|are to|today|also|jointly|then))* ")
_AND = re.compile(r"(?:[^.;:]{0,45},)? (?:and|together with) (?:the |its )?(?:[a-z]+ ){0,4}?")
_BETWEEN = re.compile(r"(?<![\w-])between (?:the )?(?:[a-z]+ ){0,3}?\Z")
_ITEM = re.compile(r"(?:.*[•)*] |[-–] )(?:the )?", re.S)  # the mark of an item of a list
_LISTED = re.compile(r"(?: [–—] ?|/| / | with (?:the )?)")
_SPOKE = re.compile(r",? (?:said|says|told|announced|reports?|noted|added|explained|according)(?![\w-])", re.I)
_SAID = re.compile(r"\b(?:said|says|told|announced|added|explained|according to) (?:the )?\Z", re.I)
_MONEY = re.compile(r"[$€£¥₹]|\b(?:USD|EUR|dollars|euros|pounds|yuan|yen|crore|million|mln|m)\b")
_QUANTITY = re.compile(
    r"\b\d[\d.,]*\b|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty)\b"
)
_BEFORE_NAME = re.compile(
    r"\b(with|to|from|for|by|off|of|and|into|at|as|via|between|against|like|including)(?: [\w’'-]+){0,4}\s*\Z", re.I
)


def binding_of(before: str, between: str, after: str) -> str | None:
    """Return `signed` or `trade` where the words around two names bind them by an agreement or a trade, else None."""
    if _BETWEEN.search(before) and _AND.fullmatch(between):
        near = before[-90:] + after[:40]
        return "signed" if PACTS.search(near) else None
    joined = _AND.fullmatch(between)
    if joined:
        will = _WILL.match(after)
        return "signed" if will and SIGNING.match(after, will.end()) else None
    if _LISTED.fullmatch(between) and after[:1] in (":", ",") and _ITEM.fullmatch(before):
        return "signed"
    if _DIRECT.search(between):
        return "trade"
    if not _TO.search(between) or MANY.search(between):
        return None
    if SIGNING.search(between) or PACTS.search(between):
        return "signed"
    return "trade" if TRADING.search(between) else None


def can_bind(sentence: str) -> bool:
    """Tell whether a sentence can state an agreement: by a verb or noun of dealing, a sum, or the dash of a list.

    >>> can_bind("Acme sold a press to Globex."), can_bind("Acme and Globex showed presses.")
    (True, False)
    """
    return any(p.search(sentence) for p in (SIGNING, TRADING, PACTS, _MONEY, _QUANTITY, _LISTED))


def said_by(before: str) -> bool:
    """Tell whether the words before a name make it a speaker's.

    >>> said_by("Orders were signed, said "), said_by("It was signed by ")
    (True, False)
    """
    return _SAID.search(before) is not None


def pair_features(doc: Document, zone: Span, one: Body, other: Body, passed: int) -> list[str]:
    """Return the features of two names of a sentence as the parties of one agreement.

    `passed` counts the names between them.
    """
    text = doc.text
    before, between, after = (
        text[zone.start : one.span.start],
        text[one.span.end : other.span.start],
        text[other.span.end : zone.end],
    )
    binding = binding_of(before, between, after)
    f = [f"binding={binding}", f"passed={passed}", f"kinds={one.kind.value} {other.kind.value}"]
    f.append(
        "apart=" + ("0" if len(between) < 12 else "1" if len(between) < 40 else "2" if len(between) < 80 else "3")
    )
    words_between = [w.lower() for w in re.findall(r"[^\W\d_]+", between)]
    f += [f"between {w}" for w in set(words_between)]
    f.append("between: " + (" ".join(words_between) if len(words_between) < 3 else "more"))
    left, right = re.findall(r"[^\W\d_]+|[:;,.(]", before)[-3:], re.findall(r"[^\W\d_]+|[:;,.(]", after)[:4]
    f += [f"left {w.lower()}" for w in left] + [f"right {w.lower()}" for w in right] + ([] if left else ["left ^"])
    small = _BEFORE_NAME.search(between)
    f.append(f"joined by {small[1].lower() if small else 'nothing'}")
    for name, pattern in (("sign", SIGNING), ("trade", TRADING), ("pact", PACTS)):
        for where, part in (("before", before[-80:]), ("between", between), ("after", after[:80])):
            if pattern.search(part):
                f += [f"{name} {where}", f"{name} {where}, joined by {small[1].lower() if small else 'nothing'}"]
    for where, part in (("before", before[-60:]), ("between", between), ("after", after[:90])):
        f += [f"money {where}"] if _MONEY.search(part) else []
        f += [f"quantity {where}"] if _QUANTITY.search(part) else []
        f += [f"many {where}"] if MANY.search(part) else []
    f += [f"{mark} between" for mark in ",;:(–—/.+" if mark in between]
    f += ["first speaks"] if _SPOKE.match(between) else []
    f += ["second speaks"] if _SPOKE.match(after) else []
    f += ["first possessive"] if one.possessive else []
    f += ["second possessive"] if other.possessive else []
    tokens = {t.lower for t in doc.sentence_at(zone.start).tokens}
    f += ["fair in sentence"] if doc.mentions_in(zone) else []
    f += ["edition noun in sentence"] if tokens & words("edition_noun") else []
    f += [f"first {k}" for k in _kinds_of(doc, one)] + [f"second {k}" for k in _kinds_of(doc, other)]
    return f


_TRADER = re.compile(
    r"\b(?:firm|company|house|maker|chain|dealer|buyer|importer|exporter|yard|shipyard|cooperative|co-operative|operator"
    r"|producer|processor|retailer|distributor|supplier|manufacturer|builder|carmaker|airline|carrier|grower|brewer|mill"
    r"|partner|client|customer|start-?up|agency|group|bank|fund|contractor|developer|outfit|publisher|studio|agent|wholesaler"
    r"|trader|institute|university|tannery|dairy|winery|farm|lessor|broker|giant|brand|business|concern|works|enterprise"
    r"|federation|association|ministry|society) \Z"
)


def _kinds_of(doc: Document, body: Body) -> list[str]:
    lowered = {w.strip(".,'’").lower() for w in body.surface.split()}
    f = [
        f"word {name}"
        for name in ("organization", "person_title", "venue", "fair_weak", "sub_event")
        if lowered & words(name)
    ]
    f += ["single word"] if len(lowered) == 1 else []
    f += ["capitals"] if body.surface.isupper() else []
    f += ["described"] if _TRADER.search(doc.text, max(0, body.span.start - 20), body.span.start) else []
    f += (
        ["small word before"]
        if re.search(r"\b[a-z]{3,} \Z", doc.text[max(0, body.span.start - 12) : body.span.start])
        else []
    )
    return f
