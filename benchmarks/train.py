"""Train the models of `kg/extract/data` from the annotated corpus: `python -m benchmarks.train [MODEL...]`.

Each model is linear over the named features of `kg.extract`: a logistic regression where a probability is wanted (two
labels), a support vector machine, one label against the rest, where the best of many is. They are trained on the
corpus without its blind third. The figures printed are of cross-validation by article: no article is judged by a
model that has seen it. The weights are written as readable JSON, rounded, the same for the same corpus.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.svm import LinearSVC

from benchmarks import labels as gold_labels
from benchmarks.corpus import Annotated, seed_ids, training_set
from benchmarks.labels import Example
from kg.extract.document import Document, analyse
from kg.extract.lexicon import DATA
from kg.registry import load_registry

_SEED_WEIGHT = 6.0  # the five articles that the project was made for count as much as thirty others
_SMALLEST = 0.01  # weights below this change no decision and only lengthen the file


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one model is trained: its examples, the strength of its prior, how often a feature must occur."""

    examples: Callable[[list[Annotated], list[Document]], list[Example]]
    strength: float
    least: int = 3


def _fairs(data: list[Annotated], docs: list[Document]) -> list[Example]:
    registry = load_registry()
    return [x for a in data for x in gold_labels.fair_examples(a.article, a.gold, registry)]


def _dates(data: list[Annotated], docs: list[Document]) -> list[Example]:
    return [x for a, d in zip(data, docs, strict=True) if d.fairs for x in gold_labels.date_examples(d, a.gold)]


def _cities(data: list[Annotated], docs: list[Document]) -> list[Example]:
    return [x for a, d in zip(data, docs, strict=True) if d.fairs for x in gold_labels.city_examples(d, a.gold)]


def _organizers(data: list[Annotated], docs: list[Document]) -> list[Example]:
    return [x for a, d in zip(data, docs, strict=True) if d.fairs for x in gold_labels.organizer_examples(d, a.gold)]


def _deals(data: list[Annotated], docs: list[Document]) -> list[Example]:
    return [x for a, d in zip(data, docs, strict=True) if d.fairs for x in gold_labels.deal_examples(d, a.gold)]


def _indicators(data: list[Annotated], docs: list[Document]) -> list[Example]:
    return [
        x
        for a, d in zip(data, docs, strict=True)
        for x in gold_labels.indicator_examples(d, gold_labels.amount_labels(d, a.gold))
    ]


def _scopes(data: list[Annotated], docs: list[Document]) -> list[Example]:
    return [
        x
        for a, d in zip(data, docs, strict=True)
        for x in gold_labels.scope_examples(d, gold_labels.amount_labels(d, a.gold))
    ]


def _statuses(data: list[Annotated], docs: list[Document]) -> list[Example]:
    return [
        x
        for a, d in zip(data, docs, strict=True)
        for x in gold_labels.status_examples(d, a.gold, gold_labels.amount_labels(d, a.gold))
    ]


def _currents(data: list[Annotated], docs: list[Document]) -> list[Example]:
    return [x for a, d in zip(data, docs, strict=True) if d.fairs for x in gold_labels.current_examples(d, a.gold)]


def _editions(data: list[Annotated], docs: list[Document]) -> list[Example]:
    return [
        x
        for a, d in zip(data, docs, strict=True)
        for x in gold_labels.edition_examples(d, a.gold, gold_labels.amount_labels(d, a.gold))
    ]


RECIPES = {
    "fairs": Recipe(_fairs, 0.8, 4),
    "currents": Recipe(_currents, 0.5),
    "dates": Recipe(_dates, 0.05),
    "cities": Recipe(_cities, 0.3),
    "organizers": Recipe(_organizers, 0.3, 4),
    "deals": Recipe(_deals, 0.3),
    "indicators": Recipe(_indicators, 0.03, 2),
    "scopes": Recipe(_scopes, 0.05, 5),
    "statuses": Recipe(_statuses, 0.05),
    "editions": Recipe(_editions, 0.5, 5),
}


def train(name: str, recipe: Recipe, data: list[Annotated], docs: list[Document], folder: Path = DATA) -> str:
    """Train one model, write it, and return a line with its figures in cross-validation."""
    examples = recipe.examples(data, docs)
    seeds = seed_ids()
    counts = Counter(f for x in examples for f in set(x.features))
    rows = [{f: 1.0 for f in x.features if counts[f] >= recipe.least} for x in examples]
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(rows)
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)  # for liblinear
    target = np.array([x.label for x in examples])
    groups = [x.article for x in examples]
    weight = np.array([_SEED_WEIGHT if x.article in seeds else 1.0 for x in examples])
    right = 0
    for train_rows, test_rows in GroupKFold(4).split(matrix, target, groups):
        fold = _learner(recipe, target).fit(matrix[train_rows], target[train_rows], weight[train_rows])
        right += int((fold.predict(matrix[test_rows]) == target[test_rows]).sum())
    whole = _learner(recipe, target).fit(matrix, target, weight)
    _write(folder / f"{name}.json", list(whole.classes_), whole, list(vectorizer.get_feature_names_out()))
    return f"{name:12} {len(examples):6} examples  {matrix.shape[1]:5} features  accuracy {right / len(examples):.4f}"


def _learner(recipe: Recipe, target: np.ndarray[Any, Any]) -> LogisticRegression | LinearSVC:
    if len(set(target)) == 2:
        return LogisticRegression(C=recipe.strength, solver="liblinear", random_state=0)
    return LinearSVC(C=recipe.strength, random_state=0)


def _write(path: Path, classes: Sequence[str], fitted: LogisticRegression | LinearSVC, names: Sequence[str]) -> None:
    coefficients = np.asarray(fitted.coef_)
    bias = np.asarray(fitted.intercept_)
    if len(classes) == 2:  # scikit-learn keeps one row for two classes
        coefficients, bias = np.vstack([np.zeros_like(coefficients), coefficients]), np.array([0.0, bias[0]])
    weights = {
        name: [round(float(w), 3) for w in coefficients[:, i]]
        for i, name in enumerate(names)
        if np.abs(coefficients[:, i]).max() >= _SMALLEST
    }
    lines = ",\n".join(f"{json.dumps(n, ensure_ascii=False)}: {json.dumps(w)}" for n, w in sorted(weights.items()))
    head = (
        f'"labels": {json.dumps(list(map(str, classes)))},\n"bias": {json.dumps([round(float(b), 3) for b in bias])}'
    )
    path.write_text(f'{{{head},\n"weights": {{\n{lines}\n}}}}\n', encoding="utf-8")


def main(names: Sequence[str]) -> None:
    """Train the named models, or all in the order in which they build on each other."""
    data = training_set()
    registry = load_registry()
    docs: list[Document] = []
    for name, recipe in RECIPES.items():
        if names and name not in names:
            continue
        if name != "fairs" and not docs:
            docs = [analyse(a.article, registry) for a in data]
        print(train(name, recipe, data, docs), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
