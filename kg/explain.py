"""Why an article is read as it is: each sentence with what was seen in it, what became of that, and by which choice.

Nothing is decided here. The article is read once, as `kg build` reads it, and what that reading saw, chose, stated
and left is laid beside the sentences.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extract.amounts import AmountMention
from kg.extract.changes import ChangeMention
from kg.extract.claims import read_document
from kg.extract.cues import Relation
from kg.extract.dates import DateMention
from kg.extract.document import Document, analyse
from kg.extract.trace import Decision, Trace
from kg.model import Article, Bound, Claim, DealClaim, Finding, MetricClaim, Reading, Span
from kg.registry import Registry
from kg.resolve import ResolvedReading, resolve

Statement = Claim | MetricClaim | DealClaim


@dataclass(frozen=True, slots=True)
class Seen:
    """Something seen at some words, and what became of it.

    `kind` is `fair`, `pointer` (at an edition), `date`, `place`, `number`, `change`, `name`, or for what only a fact
    shows the fact's own kind (`theme`, `venue`, `deal`, ...). `rule` is what recognised it, `meaning` what it was
    taken for. `facts` are the statements it proves, `findings` say why it was left, `decisions` are the choices that
    models made about it. `part_of` is set for a number that says how another one changed: the words of that one.
    """

    kind: str
    span: Span
    words: str
    rule: str
    meaning: str = ""
    facts: tuple[Statement, ...] = ()
    findings: tuple[Finding, ...] = ()
    decisions: tuple[Decision, ...] = ()
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence of an article and what was seen in it, in the order of the text."""

    span: Span
    text: str
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one article was read, and which fairs and editions of the registry it speaks of.

    `findings` are those about no words in particular: about an edition, or the article as a whole.
    """

    reading: Reading
    resolved: ResolvedReading
    sentences: tuple[ReadSentence, ...]
    findings: tuple[Finding, ...]


def explain(article: Article, registry: Registry) -> Explanation:
    """Read an article and return how it was read."""
    trace = Trace()
    doc = analyse(article, registry, trace)
    reading = read_document(doc)
    by_sentence: list[list[Seen]] = [[] for _ in doc.sentences]
    starts = doc.starts
    for seen in sorted(_Observer(doc, trace, reading).all(), key=lambda each: (each.span, each.kind, each.meaning)):
        if by_sentence:
            by_sentence[max(0, bisect_right(starts, seen.span.start) - 1)].append(seen)
    sentences = tuple(
        ReadSentence(sentence.span, sentence.span.of(article.text), tuple(seen))
        for sentence, seen in zip(doc.sentences, by_sentence, strict=True)
    )
    resolved = resolve(reading, registry)
    return Explanation(reading, resolved, sentences, tuple(f for f in resolved.findings if f.span is None))


class _Observer:
    """Lays statements, findings and decisions beside the words that they are about; each is given out once."""

    def __init__(self, doc: Document, trace: Trace, reading: Reading) -> None:
        self._doc = doc
        self._trace = trace
        self._facts: dict[int, list[Statement]] = defaultdict(list)
        statements: tuple[Statement, ...] = (*reading.claims, *reading.metrics, *reading.deals)
        for statement in statements:
            self._facts[statement.evidence.span.start].append(statement)
        self._findings: dict[int, list[Finding]] = defaultdict(list)
        for finding in reading.findings:
            if finding.span is not None:
                self._findings[finding.span.start].append(finding)
        self._decisions: dict[Span, list[Decision]] = defaultdict(list)
        for decision in trace.decisions:
            self._decisions[decision.span].append(decision)

    def all(self) -> Iterator[Seen]:
        """Yield all that was seen, kind by kind."""
        yield from self._numbers()
        yield from self._changes()
        yield from self._dates()
        yield from self._places()
        yield from self._fairs()
        yield from self._pointers()
        yield from self._stated()
        yield from self._left_names()

    def _seen(
        self,
        kind: str,
        span: Span,
        rule: str,
        meaning: str,
        facts: Iterable[Statement] = (),
        part_of: str | None = None,
    ) -> Seen:
        return Seen(
            kind=kind,
            span=span,
            words=span.of(self._doc.text),
            rule=rule,
            meaning=meaning,
            facts=tuple(facts),
            findings=tuple(self._findings.pop(span.start, ())) if kind == "number" else (),
            decisions=tuple(self._decisions.pop(span, ())),
            part_of=part_of,
        )

    def _take(self, span: Span, *kinds: type[Statement]) -> list[Statement]:
        """Return the statements that begin where a span does, and are not given out yet."""
        here = self._facts.get(span.start, [])
        taken = [statement for statement in here if isinstance(statement, kinds)]
        self._facts[span.start] = [statement for statement in here if not isinstance(statement, kinds)]
        return taken

    def _take_claims(self, span: Span) -> list[Statement]:
        """Return the claims whose words are exactly those at a span."""
        here = self._facts.get(span.start, [])
        taken = [s for s in here if isinstance(s, Claim) and s.evidence.span == span]
        self._facts[span.start] = [s for s in here if s not in taken]
        return list(taken)

    def _numbers(self) -> Iterator[Seen]:
        told = {c.amount: c for c in self._doc.changes if c.amount is not None}
        index = 0
        for number in self._doc.numbers:
            if number.excluded is not None:
                if number.span.start in self._findings:
                    yield self._seen("number", number.span, number.rule, f"no amount: {number.excluded}")
                continue
            change = told.get(index)
            part_of = None
            meaning = _amount(number)
            if change is not None:
                meaning = _change(self._doc, change)
                if change.target is not None:
                    part_of = self._doc.amounts[change.target].span.of(self._doc.text)
            yield self._seen(
                "number", number.span, number.rule, meaning, self._take(number.span, MetricClaim), part_of
            )
            index += 1

    def _changes(self) -> Iterator[Seen]:
        for change in self._doc.changes:
            if change.amount is None:  # else it is told with its number
                yield self._seen("change", change.span, change.rule, _change(self._doc, change))

    def _dates(self) -> Iterator[Seen]:
        for date in self._doc.dates:
            yield self._seen("date", date.span, date.rule, _date(date), self._take_claims(date.span))

    def _places(self) -> Iterator[Seen]:
        for place in self._doc.places:
            inside = self._doc.mentions_around(place.span.start, 1)
            if any(mention.name.span.contains(place.span) for mention in inside):
                continue  # a word of a fair's name
            meaning = f"{place.kind} {place.name}" + (f" ({place.country})" if place.country else "")
            yield self._seen("place", place.span, "registry", meaning, self._take_claims(place.span))

    def _fairs(self) -> Iterator[Seen]:
        for mention in self._doc.mentions:
            fair = mention.fair
            rule = "registry" if fair.slug else "the shape of the name"
            meaning = fair.names[0] if mention.name.surface != fair.names[0] else ""
            yield self._seen("fair", mention.name.span, rule, meaning)

    def _pointers(self) -> Iterator[Seen]:
        used = set()
        for pointed in self._trace.pointed:
            used.add(pointed.span)
            facts = self._take_claims(pointed.span)
            yield self._seen("pointer", pointed.span, pointed.form, f"edition {pointed.edition}", facts)
        for cue in self._doc.cues:
            if cue.span not in used:
                meaning = "the fair in general" if cue.relation is Relation.GENERAL else "no edition with facts"
                yield self._seen("pointer", cue.span, cue.form, meaning)

    def _stated(self) -> Iterator[Seen]:
        """Yield what stands in a statement and nowhere else: themes, venues, organisers, deals."""
        for start in sorted(self._facts):
            groups: dict[tuple[Span, str, str], list[Statement]] = defaultdict(list)
            for statement in self._facts[start]:
                kind = statement.predicate.value if isinstance(statement, Claim) else "deal"
                kind = "number" if isinstance(statement, MetricClaim) else kind
                groups[statement.evidence.span, kind, statement.rule].append(statement)
            for (span, kind, rule), statements in groups.items():
                yield self._seen(kind, span, rule, "", statements)
            self._facts[start] = []

    def _left_names(self) -> Iterator[Seen]:
        """Yield the names that were weighed as a fair, a place or an organiser and are nothing else here."""
        for span in sorted(self._decisions):
            if any(decision.question in ("fairs", "organizers", "cities") for decision in self._decisions[span]):
                yield self._seen("name", span, "capitals", "")


def _amount(number: AmountMention) -> str:
    upper = f" to {number.upper:,f}" if number.upper is not None else ""
    also = f", also {number.also.value:,f} {number.also.unit}" if number.also else ""
    bound = f", {number.bound.value}" if number.bound is not Bound.EXACT else ""
    return f"{number.value:,f}{upper} {number.unit}{bound}{also}"


def _change(doc: Document, mention: ChangeMention) -> str:
    change = mention.change
    if change is None:
        told = "an earlier figure"
    else:
        size = f"{change.percent:f}%" if change.percent is not None else f"{change.absolute or change.factor:f}"
        size += " times" if change.factor is not None else ""
        told = f"{change.direction.value} {size} on {change.versus}"
    if mention.target is None:
        return f"{told}, of no figure beside it"
    figure = doc.amounts[mention.target].span.of(doc.text)
    return f"{told}, of “{figure}”"


def _date(date: DateMention) -> str:
    if date.length_days is not None:
        return f"{date.length_days} days"
    start, end = date.period.start, date.period.end
    if start is None and end is None:
        return "a day without a year"
    return f"{start}" if start == end else f"{start} to {end}"
