"""Why an article was read as it was: the choices of the models, collected on the way by who asks for them.

A `Trace` is handed to `analyse` and goes with the document; without one nothing is collected, and nothing costs time.
What is collected is what decided, not a second reckoning of it.

>>> trace = Trace()
>>> trace.answered("statuses", Span(0, 3), ("word=will", "word=draw"), "expected")
>>> trace.decisions[0].question, trace.decisions[0].answer, trace.decisions[0].other != "expected"
('statuses', 'expected', True)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.extract.linear import LEAN, NO_LEAN, Model, model
from kg.model import Span

_YES = "yes"


@dataclass(frozen=True, slots=True)
class Decision:
    """One choice: the model that was asked (`question`), the words it was about, its answer and the second best.

    `subject` is what the answer is about where that is more than the words (a candidate edition, a fair). `score` and
    `other_score` are sums of weights, or probabilities where `least` is given: the probability from which on the
    answer is yes. `reasons` are the features that set the answer apart from the other, strongest first, each with
    the difference that it makes.
    """

    question: str
    span: Span
    answer: str
    score: float
    other: str | None
    other_score: float | None
    reasons: tuple[str, ...]
    subject: str | None = None
    least: float | None = None


@dataclass(frozen=True, slots=True)
class Pointed:
    """Words that point at an edition, the form that read them, and the edition's key in the reading."""

    span: Span
    form: str
    edition: str


@dataclass(frozen=True, slots=True)
class Option:
    """One of the things that a model weighed against each other: what it is, its features and its score.

    `lean` is what spoke for it beside the features, a part of its score.
    """

    subject: str
    features: Sequence[str]
    score: float
    lean: float = 0.0


@dataclass(slots=True)
class Trace:
    """Collects what is decided about one article, in the order in which it happens."""

    decisions: list[Decision] = field(default_factory=list)
    pointed: list[Pointed] = field(default_factory=list)

    def answered(
        self, question: str, span: Span, features: Sequence[str], answer: str, lean: Mapping[str, float] = NO_LEAN
    ) -> None:
        """Note the answer of a model that has many to choose from."""
        asked = model(question)
        scores = asked.scores(features, lean)
        rest = [label for label in asked.labels if label != answer]
        other = max(rest, key=lambda label: scores[label]) if rest else None
        reasons = tuple(asked.explain(features, answer, other, lean))
        second = scores[other] if other is not None else None
        self.decisions.append(Decision(question, span, answer, scores[answer], other, second, reasons))

    def judged(
        self,
        question: str,
        span: Span,
        features: Sequence[str],
        chance: float,
        least: float,
        subject: str | None = None,
        lean: Mapping[str, float] = NO_LEAN,
    ) -> None:
        """Note a probability and the least that is enough."""
        no = _negative(model(question))
        answer, other = (_YES, no) if chance >= least else (no, _YES)
        reasons = tuple(model(question).explain(features, answer, other, lean))
        said = chance if answer == _YES else 1 - chance
        self.decisions.append(Decision(question, span, answer, said, other, 1 - said, reasons, subject, least))

    def chose(self, question: str, span: Span, options: Sequence[Option], chosen: int) -> None:
        """Note which of several things a model took; the other is the best of the rest."""
        taken = options[chosen]
        rest = [option for i, option in enumerate(options) if i != chosen]
        other = max(rest, key=lambda option: option.score) if rest else None
        # What both have in common decides nothing between them.
        asked = model(question)
        no = _negative(asked)
        common = set(other.features) if other is not None else set()
        reasons = asked.explain([f for f in taken.features if f not in common], _YES, no)
        if other is not None:
            against = asked.explain([f for f in other.features if f not in set(taken.features)], _YES, no)
            reasons += [f"other: {reason}" for reason in against]
        leans = taken.lean - (other.lean if other is not None else 0.0)
        if leans:
            reasons.append(f"{LEAN} {leans:+.2f}")
        name, score = (other.subject, other.score) if other is not None else (None, None)
        self.noted(question, span, (taken.subject, taken.score), (name, score), reasons)

    def noted(
        self,
        question: str,
        span: Span,
        taken: tuple[str, float],
        other: tuple[str | None, float | None],
        reasons: Sequence[str],
    ) -> None:
        """Note an answer and the second best, each with its score, and the reasons in any order."""
        ranked = sorted(reasons, key=lambda reason: (-abs(float(reason.rsplit(" ", 1)[1])), reason))
        self.decisions.append(Decision(question, span, *taken, *other, tuple(ranked)))


def _negative(asked: Model) -> str:
    """Return the label of a model of two that is not "yes"."""
    return next(label for label in asked.labels if label != _YES)


def best(
    trace: Trace | None, question: str, span: Span, features: Sequence[str], lean: Mapping[str, float] = NO_LEAN
) -> str:
    """Return a model's answer about some words, and note it where a trace is kept."""
    answer = model(question).best(features, lean)
    if trace is not None:
        trace.answered(question, span, features, answer, lean)
    return answer


def chance(
    trace: Trace | None,
    question: str,
    span: Span,
    features: Sequence[str],
    least: float,
    subject: str | None = None,
    lean: Mapping[str, float] = NO_LEAN,
) -> float:
    """Return how likely a model finds a yes, and note it where a trace is kept; `least` is what is enough."""
    likely = model(question).probability(features, _YES, lean)
    if trace is not None:
        trace.judged(question, span, features, likely, least, subject, lean)
    return likely
