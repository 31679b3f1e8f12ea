"""By how much the encoder's answers should count: `python -m benchmarks.trusts`; some ten minutes.

The models of features are trained without the articles that were held out from the encoder, and both are asked about
these. For each question it prints how often they are right together, by the trust in the encoder: 0 is the features
alone. The trusts in kg/extract/leanings.py are chosen from this. Earlier answers are given, so that each question is
judged by itself.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks import train
from benchmarks.corpus import is_held_out, training_set
from benchmarks.encoder_labels import Lesson, lessons_of
from benchmarks.labels import NONE
from kg.encoder import context_of
from kg.encoder.context import BOUNDS, INDICATORS, STATUSES
from kg.extract.linear import DATA, models_in
from kg.registry import load_registry

_TRUSTS = (0.0, 0.1, 0.25, 0.5, 0.75, 1.0, 2.0)
_ONLY = 1e6  # so much trust leaves nothing to the features


def answers(learnt: Lesson) -> Iterator[tuple[str, Sequence[float], Sequence[float], Sequence[int]]]:
    """Yield each question of an article: its name, the weights of features and encoder, which answers are right."""
    context = context_of(learnt.article)
    if context is None:
        return
    for name in learnt.names:
        yield "fairs", (0.0, name.weight), (0.0, context.fair(name.spans)), [int(name.right)]
    for body in learnt.bodies:
        yield "organizers", (0.0, body.weight), (0.0, context.organizer(body.spans)), [int(body.right)]
    for option in learnt.currents:
        found = [0.0, context.current(option.spans, option.step)]
        yield "currents", (0.0, option.weight), found, [int(option.right)]
    for date in learnt.dates:
        (bounds,) = context.dates(date.span, [date.pointer])
        names = (NONE, *BOUNDS)
        own = [date.weights.get(name, -9.0) for name in names]
        yield "dates", own, [bounds.get(name, 0.0) for name in names], [names.index(date.right)]
    for city in learnt.cities:
        own = [city.weights["no"], city.weights["yes"]]
        yield "cities", own, [0.0, *context.cities(city.span, [city.pointer])], [int(city.right == "yes")]
    for number in learnt.numbers:
        own = [number.weights.get(label, -9.0) for label in INDICATORS]
        theirs = list(context.indicators(number.span).values())
        yield "indicators", own, theirs, [INDICATORS.index(number.indicator)]
        if number.status is not None:
            found = [context.statuses(number.span)[label] for label in STATUSES]
            own = [number.status.weights[label] for label in STATUSES]
            yield "statuses", own, found, [STATUSES.index(number.status.right)]
        if number.parts is not None:
            found = context.part(number.span, number.parts.offered)
            yield "parts", number.parts.weights, found, number.parts.right
        if number.editions is not None:
            found = context.editions(number.span, number.editions.offered)
            yield "editions", number.editions.weights, found, number.editions.right


def main() -> None:
    """Print the table."""
    data, registry = training_set(), load_registry()
    with TemporaryDirectory() as name:
        folder = Path(name)
        for path in DATA.glob("*.json"):
            shutil.copy(path, folder)
        with models_in(folder):
            train.train_all((), [a for a in data if not is_held_out(a.article.id)], registry, folder)
            lessons = lessons_of([a for a in data if is_held_out(a.article.id)], registry)
    right: dict[str, dict[float, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for learnt in lessons:
        for question, own, theirs, wanted in answers(learnt):
            for trust in (*_TRUSTS, _ONLY):
                together = np.array(own) + trust * np.array(theirs)
                right[question][trust].append(int(together.argmax()) in wanted)
    for question, by_trust in right.items():
        told = " ".join(f"{'alone' if t == _ONLY else t}: {np.mean(found):.4f}" for t, found in by_trust.items())
        print(f"{question:11} {len(by_trust[0.0]):5} {told}")


if __name__ == "__main__":
    main()
