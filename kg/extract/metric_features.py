"""What stands around a number: the named features by which its meaning is decided.

A feature is a short string; the models in `data/` give each a weight. All that is looked at is local: the noun phrase
after the number, the words before it, the sentence's verbs, the places and percentages beside it, and where in the
article the sentence stands.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

from kg.extract.amounts import AmountMention
from kg.extract.document import Document
from kg.extract.english import is_verb
from kg.extract.governor_features import cell_features, frame_features, governor_features
from kg.extract.governors import Governor, around
from kg.extract.nouns import classes_of, classes_of_phrase, singular
from kg.extract.phrases import Counted, counted
from kg.extract.sentences import BlockKind, Token
from kg.model import Span

_STOP = frozenset(
    (
        "of from in at on to for with by as than and or but which who whom that were was is are had has have will "
        "would came come took take takes signed registered attended visited showed shown showing exhibited exhibit "
        "displayed gathered joined participated applied present over under between during after before against while "
        "when where this last next the a an its his her their our your into out up down per through across until "
        "since not can could should may might must be been being did do does it they we he she there here against "
        "around about"
    ).split()
)
_PUNCT = frozenset(',.;:()!?–—“”"[]')


def noun_phrase(tokens: Sequence[Token], start: int) -> list[Token]:
    """Return the tokens of the noun phrase that begins at an index: until a stop word or a mark.

    >>> from kg.extract.sentences import tokenize
    >>> [t.text for t in noun_phrase(list(tokenize("new foreign exhibitors from Peru")), 0)]
    ['new', 'foreign', 'exhibitors']
    """
    phrase: list[Token] = []
    for token in tokens[start : start + 7]:
        if token.text in _PUNCT or (token.lower in _STOP and not (token.lower == "and" and phrase)):
            break
        if token.lower == "and":
            break
        phrase.append(token)
    return phrase


def amount_features(
    doc: Document, amount: AmountMention, governor: Governor, previous: str | None, labels: Mapping[int, str]
) -> list[str]:
    """Return the features of a number.

    `governor` is what governs it, `previous` the indicator of the number before it, if any, and `labels` what the
    numbers before it were found to count, by their index in `doc.amounts`.
    """
    f: list[str] = []
    index = doc.sentence_index(amount.span.start)
    sentence = doc.sentences[index]
    near = governor.near or around(doc, amount)
    before, after = near.before, near.after
    unit = amount.unit if amount.unit in ("count", "percent", "days", "m2", "ft2", "ha") else "money"
    if unit in ("m2", "ft2", "ha"):
        unit = "area"
    f.append("unit=" + unit)
    f.append(f"form={amount.form}")
    f.append("size=" + _size(amount))
    f.append("bound=" + amount.bound.value)
    if amount.unit == "count" and amount.value % 1:
        f.append("no whole number")  # a time of day, an index, or an amount whose unit is understood
    f.extend(_phrase_features(after, near.phrase, unit))
    f.extend(_before_features(before, unit))
    bare = "no phrase" in f
    f.extend(frame_features(near.lead, unit, bare))
    f.extend(governor_features(doc, amount, governor, unit, labels))
    f.extend(_sentence_features(before, after, unit))
    f.append("block=" + doc.block_at(amount.span.start).kind.value)
    f.extend(_line_features(doc, amount, unit))
    cell = doc.cell_at(amount.span.start)
    if cell is not None:
        f.extend(cell_features(cell))
    reach = "same sentence" if _same_sentence(doc, amount) else "earlier"
    f.append(f"prev={previous}")
    f.append(f"prev={previous}&unit={unit}")
    f.append(f"prev={previous}&{reach}")
    f.append(f"prev={previous}&{reach}&{'bare' if bare else 'phrase'}")
    nearby = doc.changes_in(Span(sentence.span.start, amount.span.end))
    if any(c.span.overlaps(amount.span) or c.span.contains(amount.span) for c in nearby):
        f.append("in change")
    if not doc.fairs:
        f.append("no fair")
    f.extend(_fair_distance(doc, index))
    f.extend(_owner_features(doc, amount))
    f.extend(_parallel_features(doc, amount, before, after, bare))
    f.extend(_topic_features(doc, index))
    return [*f, *_joint(f)]


_LONGEST_LINE = 2000  # characters; the head of a longer line says nothing of a number far behind it
_LINE_LABEL = re.compile(r"[ \t•·▪*>|#-]*(?P<label>[^\W\d][^\n:|]{0,60}?)(?:\s*[:|]|\s{2,}|\t|\s*\.{3,}| – | = )")


def _line_features(doc: Document, amount: AmountMention, unit: str) -> list[str]:
    """Return what a label at the head of the number's line counts, or what the line after a lone number says."""
    text = doc.text
    start = text.rfind("\n", max(0, amount.span.start - _LONGEST_LINE), amount.span.start) + 1
    if start == 0 and amount.span.start > _LONGEST_LINE:
        return []
    end = text.find("\n", amount.span.end, amount.span.end + _LONGEST_LINE)
    end = min(len(text), amount.span.end + _LONGEST_LINE) if end < 0 else end
    f = []
    label = _LINE_LABEL.match(text, start, min(amount.span.start + 2, len(text)))
    if label is not None:
        for word in label["label"].lower().split():
            f += [f"label={singular(word)}", *(f"labelclass={name}&{unit}" for name in classes_of(word))]
        f.append("labelled")
    if not text[amount.span.end : end].strip(" .:") and not text[start : amount.span.start].strip(" #*•"):
        following = text[end : end + 80].lower().split()[:8]
        f.append("alone on line")
        f += [f"below={name}" for word in following for name in classes_of(word.strip(".,;:()"))]
    return f


def _same_sentence(doc: Document, amount: AmountMention) -> bool:
    return bool(doc.amounts_in(Span(doc.sentence_at(amount.span.start).span.start, amount.span.start)))


_JOINED = (
    ("headclass=", "left1="),
    ("headclass=", "right1="),
    ("headclass=", "prev="),
    ("headclass=", "mod="),
    ("no phrase", "lastbefore="),
    ("no phrase", "prev="),
    ("next=", "prev="),
    ("next=", "lastbefore="),
    ("left1=", "lastbefore="),
    ("owner", "headclass="),
    ("block=", "headclass="),
    ("no fair", "unit="),
    ("in change", "lastbefore="),
)


def _joint(features: Sequence[str]) -> list[str]:
    """Return pairs of features that mean more together than apart."""
    plain = [f for f in features if "&" not in f]
    groups = {start: [f for f in plain if f.startswith(start)] for start in sorted({*itertools.chain(*_JOINED)})}
    return [f"{x}&{y}" for one, other in _JOINED for x in groups[one] for y in groups[other]]


_COMPARED = frozenset("than from against to versus vs on and or with of".split())


def _parallel_features(
    doc: Document, amount: AmountMention, before: Sequence[Token], after: Sequence[Token], bare: bool
) -> list[str]:
    """Return what the number before this one in the sentence counted, and how the two are joined."""
    zone = doc.sentence_at(amount.span.start).span
    earlier = [a for a in doc.amounts_in(zone) if a.span.end <= amount.span.start]
    f = []
    if earlier:
        last = earlier[-1]
        between = [t for t in before if t.start >= last.span.end]
        phrase = counted(between).words
        if phrase:
            f.append("sibling=" + singular(phrase[-1].lower))
            for name in classes_of(phrase[-1].lower):
                f += [f"siblingclass={name}", f"siblingclass={name}&{'bare' if bare else 'phrase'}"]
        f.append("sibling unit " + ("same" if last.unit == amount.unit else "other"))
        joint = " ".join(t.lower for t in between) if len(between) < 4 else "far"
        f.append("joint=" + joint)
    if before and before[-1].lower in _COMPARED and bare:
        f.append("compared " + before[-1].lower)
    if before and before[-1].text == "(" and after and after[0].text == ")":
        f.append("in brackets")
    if before and before[-1].text == ":" and len(before) > 1 and before[-2].text.isdigit():
        f.append("year and colon")
    return f


def _topic_features(doc: Document, index: int) -> list[str]:
    """Return what the heading above and the sentence before speak of."""
    f = []
    block = doc.block_of[index]
    for above in range(block - 1, max(-1, block - 4), -1):
        if doc.blocks[above].kind is BlockKind.HEADING:
            for token in doc.blocks[above].sentences[0].tokens:
                f += [f"heading={name}" for name in classes_of(token.lower)]
            break
    if index and doc.block_of[index - 1] == block:
        for token in doc.sentences[index - 1].tokens:
            f += [f"sentence before={name}" for name in classes_of(token.lower)]
    return sorted(set(f))


def _owner_features(doc: Document, amount: AmountMention) -> list[str]:
    """Return whether a name that is no fair and no place stands before the number in its clause, as its owner."""
    clause = clause_of(doc, amount.span)
    f = set()
    for name in doc.names_in(Span(clause.start, max(clause.start, amount.span.start))):
        if name.span not in doc.place_spans:
            if name.span in doc.fair_spans:
                f.add("owner fair")
            else:
                f.add(f"owner {name.kind.value}" + (" possessive" if name.possessive else ""))
    return sorted(f)


def _size(amount: AmountMention) -> str:
    value = amount.value
    for limit, name in (
        (10, "<10"),
        (100, "<100"),
        (1000, "<1k"),
        (10_000, "<10k"),
        (100_000, "<100k"),
        (10**7, "<10m"),
    ):
        if value < limit:
            return name
    return "<1bn" if value < 10**9 else "big"


def _phrase_features(after: Sequence[Token], found: Counted, unit: str) -> list[str]:
    f = ["of"] if found.part else []
    if found.anaphor is not None:
        f += ["anaphor", "of=" + found.anaphor]
    phrase = found.words
    if phrase:
        head = singular(phrase[-1].lower)
        f += [f"ending={head[-3:]}", f"ending={head[-4:]}"] if len(head) > 5 else []
        f += [f"head={head}", f"head={head}&{unit}"]
        names = classes_of_phrase([t.lower for t in phrase])
        for name in names:
            f += ["headclass=" + name, f"headclass={name}&{unit}"]
        if not names:
            f.append("head unclassed")
        if phrase[-1].text[0].isupper():
            f.append("head capital")
        for token in phrase[:-1]:
            f.append("mod=" + singular(token.lower))
            f.extend("modclass=" + name for name in classes_of(token.lower))
        f.append(f"phrase={len(phrase)}")
    else:
        f.append("no phrase")
        if after:
            f.append("next=" + after[0].lower)
    rest = after[found.end : found.end + 5]
    for i, token in enumerate(rest):
        f.append(("right1=" if i == 0 else "right=") + token.lower)
        if i < 4:
            f.extend("rightclass=" + name for name in classes_of(token.lower))
    if len(rest) > 1:
        f.append(f"right12={rest[0].lower} {rest[1].lower}")
    later = after[found.end : found.end + 12]
    verb = next((t.lower for t in later if is_verb(t.lower) or t.lower.endswith("ed")), None)
    if verb:
        f.append("verb=" + verb)
    if len(rest) > 1 and rest[0].lower == "and":  # "3,107 companies and organizations"
        fellow = counted(after[found.end + 1 :]).words
        f.extend("andclass=" + name for name in (classes_of(fellow[-1].lower) if fellow else ()))
    return f


def _before_features(before: Sequence[Token], unit: str) -> list[str]:
    f = []
    for i, token in enumerate(reversed(before[-5:])):
        f.append(("left1=" if i == 0 else "left2=" if i == 1 else "left=") + token.lower)
    if len(before) > 1:
        f.append(f"left12={before[-2].lower} {before[-1].lower}")
    seen = 0
    for distance, token in enumerate(reversed(before[-14:])):
        for name in classes_of(token.lower):
            near = "near" if distance < 4 else "mid" if distance < 8 else "far"
            f.append(f"before {near}={name}")
            if seen == 0:
                f.append(f"lastbefore={name}")
                f.append(f"lastbefore={name}&{unit}")
            seen += 1
    if not before:
        f.append("opens sentence")
    return f


def _sentence_features(before: Sequence[Token], after: Sequence[Token], unit: str) -> list[str]:
    f = set()
    for token in (*before, *after):
        for name in classes_of(token.lower):
            f.add(f"sentence={name}&{unit}")
        if unit == "money":
            f.add("word=" + singular(token.lower))
    return sorted(f)


def _fair_distance(doc: Document, index: int) -> list[str]:
    span = doc.sentences[index].span
    if doc.mentions_in(span):
        return ["fair in sentence"]
    block = doc.block_at(span.start).span
    if doc.mentions_in(block):
        return ["fair in block"]
    return ["fair elsewhere"]


def clause_of(doc: Document, span: Span) -> Span:
    """Return the clause around a span: between semicolons, dashes, colons, brackets or joining words."""
    sentence = doc.sentence_at(span.start)
    start, end = sentence.span.start, sentence.span.end
    for token in sentence.tokens:
        if token.text in (";", "–", "—", ":", "(", ")") or token.lower in ("while", "whereas", "but"):
            if token.end <= span.start:
                start = token.end
            elif token.start >= span.end:
                end = min(end, token.start)
                break
    return Span(start, max(end, start))
