"""How a number stands to a part that it may count: the named features of the pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.extract.metric_features import noun_phrase
from kg.extract.nouns import classes_of
from kg.extract.parts import PLACE_KINDS, Part, body_of, zones_of
from kg.extract.sentences import Token
from kg.extract.story import Story
from kg.model import Scope, ScopeKind, Span

_PLACES = frozenset(PLACE_KINDS.values())
_SMALL = frozenset(
    (
        "of from in at on to for with by as than and or but which who whom that were was is are had has have will "
        "would the a an its his her their our this these those it they we he she not no alone each own all both "
        "against over between among including such like being been be did do does"
    ).split()
)
_RECENT = 6  # figures before a number whose parts may go on
_SHORT = 5  # words between a number and a part that are looked at as one pattern


def token_class(token: Token) -> str:
    """Return what a word is in a pattern: itself if small, the class of a noun, `#` for a number, `X` for a name."""
    if token.lower in _SMALL or not token.text[0].isalnum():
        return token.lower
    if token.text[0].isdigit():
        return "#"
    known = classes_of(token.lower)
    if known:
        return f"<{known[0]}>"
    if token.text[0].isupper():
        return "X"
    return "ed" if token.lower.endswith("ed") else "w"


class Relations:
    """What stands between one number and the parts around it."""

    def __init__(self, story: Story, n: int, parts: Sequence[Part], told: Sequence[Scope]) -> None:
        doc, amount = story.doc, story.figures[n].amount
        self._story = story
        self._doc = doc
        self._amount = amount
        self._indicator = story.figures[n].indicator
        self._previous = told[-1] if told else None
        self._told = told
        self._last = story.figures[n - 1].amount.span if n else None
        twin = story.twin(n)
        self._twin = told[twin] if twin is not None else None
        self._counts = Counter(scope for scope in told if scope.of)
        self._recent = list(dict.fromkeys(scope for scope in reversed(told[-_RECENT:]) if scope.of))
        self._zones = zones_of(doc, amount)
        self._tokens = doc.sentence_at(amount.span.start).tokens
        after = [t for t in self._tokens if t.start >= amount.span.end]
        phrase = noun_phrase(after, 0)
        self._phrase_end = phrase[-1].end if phrase else amount.span.end
        self._bare = "phrase" if phrase else "bare"
        self._amounts = doc.amounts_in(self._zones[0])
        first = self._amounts[0].span.start if self._amounts else 0
        self._where = "same sentence" if first < amount.span.start else "new sentence"
        self._rivals = [p for p in parts if p.span is not None]
        self._owners = [
            p for p in self._rivals if p.span and p.scope.kind in _PLACES and self._zones[0].contains(p.span)
        ]

        self._side: str | None = None
        if self._previous is not None and self._last is not None:
            used = [p.span for p in self._rivals if p.scope == self._previous and p.span]
            if used and self._zones[0].contains(used[0]):
                self._side = "after" if used[0].start > self._last.start else "before"
        countries = {p.scope.of for p in self._owners if p.scope.kind is ScopeKind.COUNTRY}
        self._company = min(len(countries), 4)
        overseas = any(p.scope.kind is ScopeKind.OVERSEAS and p.form == "sign" for p in parts)
        self._foreign = "beside foreigners" if overseas else "without foreigners"

    def of(self, part: Part) -> list[str]:
        """Return the features of one part."""
        if part.span is None and part.scope.of is None:
            return []
        kind = part.scope.kind
        group = _group(part)
        f = self._carried(part, group)
        if part.span is None:
            return f
        if self._zones[0].contains(part.span):
            f += self._inside(part, part.span, group)
        else:
            f += self._outside(part, part.span, group)
        if group == "place":
            body = body_of(self._doc, part.span)
            if body is not None:
                fair = body.span in self._doc.fair_spans
                f.append("place in name of " + ("fair" if fair else body.kind.value))
            if part.scope.kind is ScopeKind.COUNTRY:
                host = "host" if part.scope.of == self._story.host else "guest"
                f += [f"{host} country", f"{host} among {self._company}", f"{host} {self._foreign}"]
            f.append("place form=" + part.form)
        else:
            f += [f"{kind} head={part.head}", f"{kind} form={part.form}"]
            f += [
                f"{kind} {x}"
                for x in f
                if x.startswith((f"{group} np", f"{group} after free", f"{group} before free"))
            ]
        return f

    def _carried(self, part: Part, group: str) -> list[str]:
        f = self._again(part, group) if part.scope.of else []
        return f + self._gone_on(part, group)

    def _again(self, part: Part, group: str) -> list[str]:
        """Return how often and how lately the figures before counted the part, and whether the title names it."""
        f = []
        times = self._counts[part.scope]
        most = max(self._counts.values(), default=0)
        f.append(f"{group} told {min(times, 3)}" + (" most" if times and times == most else ""))
        if times:
            f.append(f"{group} told share {round(4 * times / len(self._told))}")
        if part.scope in self._recent:
            f.append(f"{group} told recently {min(self._recent.index(part.scope), 3)} {part.form}")
        if self._twin is not None:
            f.append(f"{group} twin " + ("same" if part.scope == self._twin else "other"))
        if part.scope in self._story.topics:
            f += [f"{group} in title", f"{group} in title {part.form}", f"{group} in title {self._indicator}"]
        return f

    def _gone_on(self, part: Part, group: str) -> list[str]:
        if self._previous is None or part.scope.of is None:
            return []
        if part.scope == self._previous:
            return [
                f"{group} same as before",
                f"{group} same as before {self._where}",
                f"{group} same as before {self._where} {self._bare}",
                f"{group} same as before {part.form}",
            ]
        if part.scope.kind is self._previous.kind:
            return [f"{group} other of the kind before {self._where}"]
        return []

    def _inside(self, part: Part, span: Span, group: str) -> list[str]:
        doc, amount = self._doc, self._amount
        before = span.start < amount.span.start
        side = "before" if before else "np" if span.start < self._phrase_end else "after"
        zone = (
            Span(span.end, max(span.end, amount.span.start))
            if before
            else Span(amount.span.end, max(amount.span.end, span.start))
        )
        between = [t for t in self._tokens if zone.start <= t.start and t.end <= zone.end]
        others = sum(zone.start <= a.span.start < zone.end for a in self._amounts)
        nearer = sum(
            p.scope != part.scope and p.span is not None and zone.start <= p.span.start < zone.end
            for p in self._rivals
            if _group(p) == group
        )
        marks = [t.text for t in between if not t.text[0].isalnum()]
        strong = any(m in ";:–—()" for m in marks)
        mark = "strong" if strong else "comma" if "," in marks else "none"
        n = len(between)
        far = "0-1" if n < 2 else "2-3" if n < 4 else "4-6" if n < 7 else "7-12" if n < 13 else "13+"
        i = next((k for k, t in enumerate(self._tokens) if t.start >= span.start), 0)
        lead = self._tokens[i - 1].lower if i else "^"
        follow = next((t for t in self._tokens[i:] if t.start >= span.end), None)
        g = f"{group} {side}"
        f = [
            g,
            f"{g} far={far}",
            f"{g} mark={mark}",
            f"{g} numbers={min(others, 2)} nearer={min(nearer, 2)}",
            f"{g} numbers={min(others, 2)} mark={mark}",
            f"{g} {self._indicator}",
            f"{g} form={part.form}",
            f"{g} lead={lead}",
            f"{g} lead={lead} far={far}",
            f"{g} next={token_class(follow) if follow else '$'}",
            f"{g} {self._bare} numbers={min(others, 2)}",
        ]
        if not others and not nearer:
            f += [f"{g} free", f"{g} free lead={lead}", f"{g} free mark={mark}", f"{g} free far={far}"]
        if n <= _SHORT:
            f.append(f"{g} pattern=" + " ".join(token_class(t) for t in between))
        for t in between:
            if t.lower in _SMALL:
                f.append(f"{g} between={t.lower}")
        if doc.text.startswith(("'s", "’s"), span.end):
            f += [f"{g} possessive", f"{g} possessive far={far}"]
        if span.start - self._zones[0].start < 5:
            f.append(f"{g} opens sentence")
        if self._last is not None and self._zones[0].contains(self._last):
            f += self._parallel(part, span, g)
        if before and not others and follow is not None and follow.text in (":", "(", ",", "–", "—"):
            f.append(f"{g} label {follow.text}")
        if not self._owners or (len(self._owners) == 1 and group == "place"):
            f.append(f"{g} alone")
        return f

    def _parallel(self, part: Part, span: Span, g: str) -> list[str]:
        """Return how the part stands to the number before: "40 from Peru, 30" has used Peru up, "Peru 40, 30" not."""
        last = self._last
        if last is None:
            return []
        order = "after last" if span.start > last.start else "before last"
        mine = self._previous is not None and self._previous == part.scope
        f = [f"{g} {order}", f"{g} {order} {'used' if mine else 'unused'}"]
        if self._side is not None:
            f.append(f"{g} {order} list {self._side}")
        return f

    def _outside(self, part: Part, span: Span, group: str) -> list[str]:
        index = next((n for n, zone in enumerate(self._zones) if zone.contains(span)), 0)
        zone = self._zones[index]
        last = index == len(self._zones) - 1 and index > 0
        same_block = self._doc.block_at(span.start) is self._doc.block_at(self._amount.span.start)
        where = f"back {index}" if same_block else "heading" if last else f"back {index}"
        opens = "opens" if span.start - zone.start < 5 else "inside"
        lead = self._doc.text[max(zone.start, span.start - 8) : span.start].split()[-1:]
        alone = "alone" if not self._owners else "not alone"
        g = f"{group} {where}"
        f = [
            g,
            f"{g} {opens}",
            f"{g} {alone}",
            f"{g} {alone} {opens}",
            f"{g} {self._indicator}",
            f"{g} form={part.form}",
            f"{group} out lead={lead[0].lower() if lead else '^'}",
        ]
        opening = self._tokens[0].lower if self._tokens else ""
        if opening in ("it", "they", "its", "their", "the", "we", "our", "these", "those", "he", "she"):
            f.append(f"{g} then={opening}")
        return f


def _group(part: Part) -> str:
    """Return whether a part is a place, a sign or hint of a kind, or a body: a party or event."""
    if part.scope.kind in _PLACES:
        return "place"
    return part.form if part.form in ("sign", "hint") else "body"
