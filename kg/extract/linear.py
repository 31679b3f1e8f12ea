"""Linear models over named features: weights from a readable file, decisions that explain themselves.

A model file is JSON: `labels`, and for each feature the weight it gives to each label. Training is
`benchmarks/train.py`; here is only inference, in plain Python, deterministic.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kg.extract import lexicon

DATA = lexicon.DATA
NO_LEAN: Mapping[str, float] = MappingProxyType({})
LEAN = "words in context"  # how the encoder's part in a decision is called


@dataclass(frozen=True, slots=True)
class Model:
    """A linear classifier: `weights[feature]` are the weights of the labels, in the order of `labels`."""

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    weights: dict[str, tuple[float, ...]]

    def scores(self, features: Iterable[str], lean: Mapping[str, float] = NO_LEAN) -> dict[str, float]:
        """Return the sum of weights for each label; features the model has not seen weigh nothing.

        `lean` is what speaks for labels beside the features.

        >>> Model(("no", "yes"), (0.0, -1.0), {"x": (0.0, 3.0)}).scores(["x", "unseen"])
        {'no': 0.0, 'yes': 2.0}
        """
        totals: Sequence[float] = self.bias
        for feature in features:
            row = self.weights.get(feature)
            if row is not None:
                totals = [total + weight for total, weight in zip(totals, row, strict=True)]
        if lean:
            totals = [total + lean.get(label, 0.0) for label, total in zip(self.labels, totals, strict=True)]
        return dict(zip(self.labels, totals, strict=True))

    def score(self, features: Iterable[str], label: str) -> float:
        """Return the sum of weights for one label.

        >>> Model(("no", "yes"), (0.0, -1.0), {"x": (0.0, 3.0)}).score(["x", "unseen"], "yes")
        2.0
        """
        i, weights = self.labels.index(label), self.weights
        return self.bias[i] + sum(weights[feature][i] for feature in features if feature in weights)

    def best(self, features: Iterable[str], lean: Mapping[str, float] = NO_LEAN) -> str:
        """Return the label of the highest score; of equals the first in the order of `labels`."""
        scores = self.scores(features, lean)
        return max(self.labels, key=lambda label: scores[label])

    def probability(self, features: Iterable[str], label: str, lean: Mapping[str, float] = NO_LEAN) -> float:
        """Return the softmax probability of one label, between 0 and 1."""
        scores = self.scores(features, lean)
        top = max(scores.values())
        return math.exp(scores[label] - top) / sum(math.exp(s - top) for s in scores.values())

    def explain(
        self,
        features: Iterable[str],
        label: str,
        against: str | None = None,
        lean: Mapping[str, float] = NO_LEAN,
    ) -> list[str]:
        """Return the features that spoke for a label, strongest first, as `feature +1.25`, and the lean among them.

        With `against`, the weights are what a feature gives to the one label more than to the other.
        """
        i = self.labels.index(label)
        seen = {f: self.weights[f][i] for f in features if f in self.weights}
        if against is not None:
            j = self.labels.index(against)
            seen = {f: weight - self.weights[f][j] for f, weight in seen.items()}
        if lean:
            seen[LEAN] = lean.get(label, 0.0) - (lean.get(against, 0.0) if against is not None else 0.0)
        ranked = sorted(seen.items(), key=lambda item: (-abs(item[1]), item[0]))
        return [f"{feature} {weight:+.2f}" for feature, weight in ranked if weight]


def load_model(path: Path) -> Model:
    """Read a model file.

    Raises `OSError` where there is none and `KeyError` where it lacks a part.
    """
    data = json.loads(path.read_text(encoding="utf-8"))
    return Model(
        tuple(data["labels"]),
        tuple(data["bias"]),
        {feature: tuple(row) for feature, row in data["weights"].items()},
    )


@contextmanager
def models_in(folder: Path) -> Iterator[None]:
    """Read the models from another folder for a while; for training."""
    global DATA
    usual = DATA
    DATA = folder
    model.cache_clear()
    try:
        yield
    finally:
        DATA = usual
        model.cache_clear()


@cache
def model(name: str) -> Model:
    """Return the model `data/{name}.json` of the package, read once."""
    return load_model(DATA / f"{name}.json")
