"""Which part of the whole each number counts: of the parts that the text offers around it, the likeliest."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.amounts import AmountMention
from kg.extract.document import Document
from kg.extract.leanings import leans_of_parts
from kg.extract.lexicon import words
from kg.extract.linear import LEAN, model
from kg.extract.metric_features import noun_phrase
from kg.extract.part_features import Relations
from kg.extract.part_words import setting_features, word_features
from kg.extract.parts import Part
from kg.extract.sentences import Token
from kg.extract.story import Figure, Story
from kg.extract.trace import Trace
from kg.model import Scope, ScopeKind, Span

_QUOTES = frozenset('"“”‘’')
_LONGEST_NAME = 8  # words in the name of a part
_PLAIN = frozenset(ScopeKind) - {
    ScopeKind.COUNTRY, ScopeKind.REGION, ScopeKind.CITY, ScopeKind.ORGANIZATION, ScopeKind.EVENT, ScopeKind.SECTOR,
    ScopeKind.OTHER,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Options:
    """The parts that a figure may count: features of the figure, which speak for kinds, and of each part."""

    context: list[str]
    parts: list[Part]
    relations: list[list[str]]


def options_for(story: Story, n: int, told: Sequence[Scope]) -> Options:
    """Return the parts that the `n`th figure of a story may count; `told` are the scopes of those before it."""
    doc, figure = story.doc, story.figures[n]
    previous = told[-1] if told else None
    parts = story.finder.around(figure.amount, told, story.topics)
    before = f"{previous.kind} {story.figures[n - 1].indicator}" if previous else None
    context = word_features(doc, figure.amount, figure.indicator, before)
    context += setting_features(doc, figure.amount, figure.indicator)
    context += story.features(n, told)
    relations = Relations(story, n, parts, told)
    return Options(list(dict.fromkeys(context)), parts, [list(dict.fromkeys(relations.of(part))) for part in parts])


def scopes_of(doc: Document, figures: Sequence[Figure], trace: Trace | None = None) -> list[Scope]:
    """Return the scope of each figure of an article, in order; `trace` notes what was weighed."""
    story = Story(doc, figures)
    told: list[Scope] = []
    for n, figure in enumerate(figures):
        options = options_for(story, n, told)
        offered = [(part.scope.kind.value, part.form, part.span) for part in options.parts]
        leans = leans_of_parts(doc.context, figure.amount.span, offered)
        scores = [score + lean for score, lean in zip(scores_of(options), leans, strict=True)]
        chosen = max(range(len(scores)), key=scores.__getitem__)
        if trace is not None:
            _note(trace, figure.amount.span, options, scores, leans, chosen)
        told.append(named(doc, figure.amount, options.parts[chosen].scope))
    return told


def scores_of(options: Options) -> list[float]:
    """Return what the features give each part."""
    kinds = model("scopes").scores(options.context)
    relations = model("parts").scores
    return [
        kinds[part.scope.kind] + (relations(own)["yes"] if own else 0.0)
        for part, own in zip(options.parts, options.relations, strict=True)
    ]


def _note(
    trace: Trace, span: Span, options: Options, scores: Sequence[float], leans: Sequence[float], chosen: int
) -> None:
    """Note a choice: what spoke for the kind of a part, and what for the part itself."""
    taken, kinds, parts = options.parts[chosen].scope, model("scopes"), model("parts")
    rest = [i for i in range(len(scores)) if options.parts[i].scope != taken]
    reasons: list[str] = []
    other = max(rest, key=scores.__getitem__) if rest else None
    against = options.parts[other].scope if other is not None else None
    if against is None or against.kind is not taken.kind:
        reasons += kinds.explain(options.context, taken.kind, against.kind if against else None)
    mine = options.relations[chosen]
    theirs = options.relations[other] if other is not None else []
    reasons += parts.explain([f for f in mine if f not in theirs], "yes")
    reasons += [f"other: {reason}" for reason in parts.explain([f for f in theirs if f not in mine], "yes")]
    lean = leans[chosen] - (leans[other] if other is not None else 0.0)
    if lean:
        reasons.append(f"{LEAN} {lean:+.2f}")
    second = scores[other] if other is not None else None
    trace.noted(
        "scopes", span, (_told(taken), scores[chosen]), (_told(against) if against else None, second), reasons
    )


def _told(scope: Scope) -> str:
    return f"{scope.kind}:{scope.of}" if scope.of else str(scope.kind)


def named(doc: Document, amount: AmountMention, scope: Scope) -> Scope:
    """Return a scope with a name, where its kind has one and no name or phrase of the text stood for it."""
    if scope.of or scope.kind in _PLAIN:
        return scope
    after = [t for t in doc.sentence_at(amount.span.start).tokens if t.start >= amount.span.end]
    return Scope(scope.kind, _phrase(after) or _subject(doc, amount))


_VERB = re.compile(
    r"\w+(?:ed|ew|ose)\Z|is|are|was|were|fell|came|went|stood|made|took|has|have|had|will|would|can|rise|fall"
)


def _subject(doc: Document, amount: AmountMention) -> str:
    """Return what a number without a noun of its own is said of: its clause's subject, without its place."""
    before = [t for t in doc.sentence_at(amount.span.start).tokens if t.end <= amount.span.start]
    marks = [i for i, t in enumerate(before) if t.text in (",", ";", ":", "(", "–", "—")]
    clauses = [before[i:j] for i, j in itertools.pairwise([0, *(i + 1 for i in marks), len(before)])]
    for clause in reversed(clauses):
        words_before_verb = list(itertools.takewhile(lambda t: not _VERB.fullmatch(t.lower), clause))
        kept = [t for t in words_before_verb if any(c.isalpha() for c in t.text)]
        while kept and (kept[0].lower in words("opening") or _is_place(doc, kept[0])):
            kept = kept[1:]
        if kept and len(kept) < len(clause):
            return " ".join(t.text for t in kept[:_LONGEST_NAME])
    around = doc.sentence_at(amount.span.start).tokens[:_LONGEST_NAME]
    return " ".join(t.text for t in around)


def _is_place(doc: Document, token: Token) -> bool:
    return any(p.kind in ("country", "demonym") for p in doc.places_in(Span(token.start, token.start + 1)))


def _phrase(after: Sequence[Token]) -> str:
    """Return the noun phrase after a number, with the relative clause that narrows it ("firms that import ...")."""
    start = 1 if after and after[0].lower == "of" else 0
    tokens = [t for t in after[start:] if t.text not in _QUOTES]
    phrase = noun_phrase(tokens, 0)
    rest = tokens[len(phrase) : len(phrase) + _LONGEST_NAME]
    if phrase and rest and rest[0].lower in ("that", "who", "which"):
        phrase += itertools.takewhile(lambda t: any(c.isalnum() for c in t.text), rest)
    return " ".join(t.text for t in phrase)
