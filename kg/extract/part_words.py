"""What the words around a number tell of the part that it counts: the kind of part, whichever its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.amounts import AmountMention
from kg.extract.document import Document
from kg.extract.lexicon import words
from kg.extract.metric_features import clause_of, noun_phrase
from kg.extract.names import words_of
from kg.extract.nouns import classes_of, singular
from kg.extract.part_features import token_class
from kg.extract.parts import heading_above
from kg.extract.sentences import Token
from kg.model import Span


def word_features(doc: Document, amount: AmountMention, indicator: str, previous: str | None) -> list[str]:
    """Return the features that tell which part of the whole a number counts.

    `previous` is the kind of scope of the metric before it, with its indicator (`country exhibitors`), if any.
    """
    sentence = doc.sentence_at(amount.span.start)
    clause = clause_of(doc, amount.span)
    tokens = sentence.tokens
    after = [t for t in tokens if t.start >= amount.span.end]
    before = [t for t in tokens if t.end <= amount.span.start]
    phrase = noun_phrase(after, 0)
    f = [f"indicator={indicator}", f"unit={amount.unit if len(amount.unit) != 3 else 'money'}"]
    for token in phrase:
        f.append("np=" + singular(token.lower))
    if phrase:
        f.append("head=" + singular(phrase[-1].lower))
    end = phrase[-1].end if phrase else amount.span.end
    rest = [t for t in after if t.start >= end]
    for i, token in enumerate(rest[:4]):
        f.append(f"r{i}={token.lower}" if i < 2 else f"r={token.lower}")
    for i, token in enumerate(reversed(before[-6:])):
        f.append(f"l{i}={token.lower}" if i < 2 else f"l={token.lower}")
    zones = {
        "np": Span(amount.span.end, end),
        "close after": Span(end, max(end, min(end + 45, sentence.span.end))),
        "clause": clause,
        "sentence": sentence.span,
    }
    f += _list_features(doc, amount, before, phrase, previous)
    f += _place_features(doc, amount, zones, indicator)
    f += _name_features(doc, amount, clause, sentence.span)
    if after[:1] and after[0].lower == "of":
        f.append("of")
    if any(t.lower in ("them", "whom", "which", "these", "those") for t in after[:4]):
        f.append("part of")
    if any(t.lower in ("them", "whom", "which", "these", "those", "including", "among") for t in before[-6:]):
        f.append("part of before")
    f.append("block=" + doc.block_at(amount.span.start).kind.value)
    return f


def _list_features(
    doc: Document, amount: AmountMention, before: Sequence[Token], phrase: Sequence[Token], previous: str | None
) -> list[str]:
    """Return whether the number goes on a list ("textiles nine, furs four"), and what the list was about."""
    earlier = doc.amounts_in(Span(doc.sentence_at(amount.span.start).span.start, amount.span.start))
    where = "same sentence" if earlier else "new sentence"
    kind, _, indicator = (previous or "none none").partition(" ")
    f = [f"previous={kind}", f"previous={kind} {where}", f"previous {indicator} {where}"]
    f.append(f"previous={kind} {where} {'phrase' if phrase else 'bare'}")
    if before and not phrase:
        last = before[-1].lower
        known = bool(classes_of(last))
        f.append(
            "bare after "
            + ("counted noun" if known else "other noun" if last.isalpha() and len(last) > 3 else "mark")
        )
    if amount.unit == "percent":
        f.append(f"percent previous={kind}")
    block = doc.block_at(amount.span.start).span
    line = doc.text[block.start : min(block.end, block.start + 60)]
    label = line.split(":")[0].lower() if ":" in line else ""
    f += [f"label={w}" for w in label.split()[:5]]
    return f


def _place_features(doc: Document, amount: AmountMention, zones: dict[str, Span], indicator: str) -> list[str]:
    f = []
    for zone_name in ("np", "close after"):
        zone = zones[zone_name]
        for place in doc.places_in(zone)[:1]:
            f += [f"{place.kind} in {zone_name}", f"{place.kind} in {zone_name}&{indicator}"]
            lead = doc.text[max(0, place.span.start - 8) : place.span.start].split()[-1:]
            f.append(f"{place.kind} in {zone_name} after {lead[0].lower() if lead else ''}")
    left = doc.places_in(Span(zones["clause"].start, amount.span.start))
    if left:
        place = left[-1]
        gap = amount.span.start - place.span.end
        near = "near" if gap < 15 else "mid" if gap < 50 else "far"
        f += [f"{place.kind} before {near}", f"{place.kind} before {near}&{indicator}"]
        if doc.text[place.span.end : place.span.end + 2] in ("'s", "’s"):
            f.append(f"{place.kind} possessive before {near}")
        if left[0].span.start - zones["sentence"].start < 6:
            f.append(f"{left[0].kind} opens sentence")
    named = any(place.kind in ("country", "demonym") for place in left)
    if named and len(doc.places_in(zones["sentence"])) > 2:
        f.append("list of places")
    return f


def _name_features(doc: Document, amount: AmountMention, clause: Span, sentence: Span) -> list[str]:
    f = []
    for name in doc.names_in(clause):
        if name.span in doc.fair_spans or name.span in doc.place_spans:
            continue
        side = "before" if name.span.start < amount.span.start else "after"
        f.append(f"name {name.kind.value} {side}")
        if set(name.surface.lower().split()) & words("sub_event"):
            f.append(f"sub-event name {side}")
        if name.possessive:
            f.append(f"possessive name {side}")
    for token in doc.sentence_at(amount.span.start).tokens:
        if token.lower in words("sub_event") or token.lower.rstrip("s") in words("sub_event"):
            f.append("sub-event=" + token.lower.rstrip("s"))
            f.append("sub-event in sentence")
    return sorted(set(f))


_PRONOUNS = frozenset("it they we he she there this that these those its their our i you".split())
_FIRST_PERSON = frozenset("we our us i my".split())
_DETERMINERS = frozenset("the these those a its their his our another further other all only just some".split())
_WORDY = frozenset(("trade-value", "deal-value", "exhibition-area", "investment", "other"))


def setting_features(doc: Document, amount: AmountMention, indicator: str) -> list[str]:
    """Return the features of the noun phrase, the sentence's frame and what stands above it."""
    sentence = doc.sentence_at(amount.span.start)
    after = [t for t in sentence.tokens if t.start >= amount.span.end]
    before = [t for t in sentence.tokens if t.end <= amount.span.start]
    phrase = noun_phrase(after, 0)
    f = list(_phrase_features(phrase, indicator))
    end = phrase[-1].end if phrase else amount.span.end
    rest = [token_class(t) for t in after if t.start >= end][:3]
    left = [token_class(t) for t in before[-3:]]
    f += ["rp=" + " ".join(rest[:k]) for k in range(1, len(rest) + 1)]
    f += ["lp=" + " ".join(left[-k:]) for k in range(1, len(left) + 1)]
    if not any(t.isalnum() or t[0] == "<" for t in rest):
        f.append("ends sentence")
    f += _opening_features(doc, sentence.tokens)
    f.append(f"subject={next((c for t in before[:14] for c in classes_of(t.lower)[:1]), None)}")
    mentions = doc.mentions_in(sentence.span)
    early = any(m.name.span.start < amount.span.start for m in mentions)
    f.append("fair before" if early else "fair after" if mentions else "no fair in sentence")
    f.append(f"amounts={min(len(doc.amounts_in(sentence.span)), 5)}")
    if before and before[-1].lower in _DETERMINERS:
        f.append("determiner=" + before[-1].lower)
    clause = clause_of(doc, amount.span)
    for t in sentence.tokens:
        if t.text.isalpha() and len(t.text) > 2:
            if clause.start <= t.start < clause.end:
                f.append("clause=" + singular(t.lower))
            if indicator in _WORDY:
                f.append(f"{indicator} word={singular(t.lower)}")
    return f + _above_features(doc, amount)


def _phrase_features(phrase: Sequence[Token], indicator: str) -> Iterator[str]:
    if not phrase:
        yield from ("bare", f"bare&{indicator}")
        return
    known = classes_of(phrase[-1].lower)[:2]
    for name in known:
        yield from (f"headclass={name}", f"headclass={name}&{indicator}")
    yield f"head={singular(phrase[-1].lower)}&{indicator}"
    if not known:
        yield from ("head unknown", f"head unknown&{indicator}")
    size = min(len(phrase) - 1, 3)
    yield from (f"modifiers={size}", f"modifiers={size}&{indicator}")
    for token in phrase[:-1]:
        classes = classes_of(token.lower)[:2]
        yield "mod=" + token.lower
        yield from (f"modclass={name}" for name in classes)
        if token.text[0].isupper():
            yield "capital modifier"
        if not classes:
            yield "unknown modifier"


def _opening_features(doc: Document, tokens: Sequence[Token]) -> list[str]:
    if not tokens:
        return []
    first = tokens[0]
    plain = first.lower in _PRONOUNS or not first.text[0].isupper()
    f = ["opens=" + (first.lower if plain else token_class(first))]
    for name in doc.names_in(Span(first.start, first.start + 5))[:1]:
        fair, place = name.span in doc.fair_spans, name.span in doc.place_spans
        f.append("opens name " + ("fair" if fair else "place" if place else name.kind.value))
    if any(t.lower in _FIRST_PERSON for t in tokens):
        f.append("first person")
    return f


def _above_features(doc: Document, amount: AmountMention) -> list[str]:
    """Return where in the article the sentence stands, and the words of the heading above."""
    index = doc.sentence_index(amount.span.start)
    block = doc.block_of[index]
    f = ["sentence " + ("0" if index == 0 else "1-2" if index < 3 else "3-8" if index < 9 else "9+")]
    above = heading_above(doc, block)
    if above is not None:
        f += ["above=" + singular(w.lower) for w in words_of(doc.text, above.start, above.end)[:10]]
    return f
