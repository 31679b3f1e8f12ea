"""Train the models of `kg/extract/data` from the annotated corpus: `python -m benchmarks.train [MODEL...]`.

Each model is linear over the named features of `kg.extract`: a logistic regression where a probability is wanted (two
labels), a support vector machine, one label against the rest, where the best of many is. They are trained on the
corpus without its blind third. The figures printed are of cross-validation by article: no article is judged by a
model that has seen it. The weights are written as readable JSON, rounded, the same for the same corpus.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.svm import LinearSVC

from benchmarks import chains, choices
from benchmarks import labels as gold_labels
from benchmarks.choices import Choice
from benchmarks.corpus import Annotated, seed_ids, training_set
from benchmarks.edition_labels import Chain, edition_chains
from benchmarks.labels import Example
from kg.encoder import unaided
from kg.extract.document import Document, analyse
from kg.extract.lexicon import DATA
from kg.extract.linear import model, models_in
from kg.registry import Registry, load_registry

_SEED_WEIGHT = 6.0  # the five articles that the project was made for count as much as thirty others
_FOLDS = 3  # parts into which the articles are laid, so that each is looked at by models that have not seen it
# The models that must know how far to trust a name; those that read what is said of a fair learn it from true ones.
CROSSED = frozenset(("editions", "entries"))
_CHOICE_FOLDS = 2  # choices have many candidates: each fold more would take as long as all other models
_SMALLEST = 0.01  # weights below this change no decision and only lengthen the file


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one model is trained: its examples, the strength of its prior, how often a feature must occur."""

    examples: Callable[[list[Annotated], list[Document]], list[Example]]
    strength: float
    least: int = 3


@dataclass(frozen=True, slots=True)
class ChoiceRecipe:
    """How a model that chooses among candidates is trained; its weights for candidates go to a second file."""

    choices: Callable[[list[Annotated], list[Document]], list[Choice]]
    prior: float
    least: int = 3


@dataclass(frozen=True, slots=True)
class ChainRecipe:
    """How a model of chained choices is trained: its chains, the width of its prior, how rare a feature may be."""

    chains: Callable[[list[Annotated], list[Document]], list[Chain]]
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


def _scopes(data: list[Annotated], docs: list[Document]) -> list[Choice]:
    return [
        x
        for a, d in zip(data, docs, strict=True)
        for x in gold_labels.scope_choices(d, gold_labels.amount_labels(d, a.gold))
    ]


def _statuses(data: list[Annotated], docs: list[Document]) -> list[Example]:
    return [
        x
        for a, d in zip(data, docs, strict=True)
        for x in gold_labels.status_examples(d, a.gold, gold_labels.amount_labels(d, a.gold))
    ]


def _currents(data: list[Annotated], docs: list[Document]) -> list[Example]:
    return [x for a, d in zip(data, docs, strict=True) if d.fairs for x in gold_labels.current_examples(d, a.gold)]


def _editions(data: list[Annotated], docs: list[Document]) -> list[Chain]:
    return [
        x
        for a, d in zip(data, docs, strict=True)
        if d.fairs
        for x in edition_chains(d, a.gold, gold_labels.amount_labels(d, a.gold))
    ]


def _entries(data: list[Annotated], docs: list[Document]) -> list[Example]:
    return [x for a, d in zip(data, docs, strict=True) for x in gold_labels.entry_examples(d, a.gold)]


RECIPES: dict[str, Recipe | ChoiceRecipe | ChainRecipe] = {
    "fairs": Recipe(_fairs, 0.8, 4),
    "currents": Recipe(_currents, 0.5),
    "dates": Recipe(_dates, 0.05),
    "cities": Recipe(_cities, 0.3),
    "organizers": Recipe(_organizers, 0.3, 4),
    "deals": Recipe(_deals, 0.3),
    "indicators": Recipe(_indicators, 0.02, 3),
    "scopes": ChoiceRecipe(_scopes, 4.0, 3),
    "statuses": Recipe(_statuses, 0.02),
    "editions": ChainRecipe(_editions, 0.05, 10),
    "entries": Recipe(_entries, 0.3),
}


def train(
    name: str,
    recipe: Recipe | ChoiceRecipe | ChainRecipe,
    data: list[Annotated],
    docs: list[Document],
    folder: Path = DATA,
) -> str:
    """Train one model, write it, and return a line with its figures in cross-validation."""
    if isinstance(recipe, ChoiceRecipe):
        return _train_choice(name, recipe, data, docs, folder)
    if isinstance(recipe, ChainRecipe):
        return _train_chains(name, recipe, data, docs, folder)
    return _train(name, recipe, data, docs, folder)


def _train_chains(name: str, recipe: ChainRecipe, data: list[Annotated], docs: list[Document], folder: Path) -> str:
    found = recipe.chains(data, docs)
    seeds = seed_ids()
    weight = [_SEED_WEIGHT if c.article in seeds else 1.0 for c in found]
    groups = [c.article for c in found]
    right = total = 0
    for train_rows, test_rows in GroupKFold(2).split(found, None, groups):
        fitted = chains.fit(
            [found[i] for i in train_rows], [weight[i] for i in train_rows], recipe.strength, recipe.least
        )
        for chain in (found[i] for i in test_rows):
            path = chains.best_path(chain, fitted.weights)
            for choice, chosen in zip(chain.choices, path, strict=True):
                if len(choice.right) < len(choice.candidates):
                    total += 1
                    right += chosen in choice.right
    whole = chains.fit(found, weight, recipe.strength, recipe.least)
    rows = {feature: [0.0, w] for feature, w in whole.weights.items()}
    _write_rows(folder / f"{name}.json", ["no", "yes"], [0.0, 0.0], rows)
    return f"{name:12} {total:6} choices  {len(rows):5} features  accuracy {right / total:.4f}"


def _train(name: str, recipe: Recipe, data: list[Annotated], docs: list[Document], folder: Path) -> str:
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
    _write_linear(folder / f"{name}.json", list(whole.classes_), whole, list(vectorizer.get_feature_names_out()))
    return f"{name:12} {len(examples):6} examples  {matrix.shape[1]:5} features  accuracy {right / len(examples):.4f}"


def _train_choice(name: str, recipe: ChoiceRecipe, data: list[Annotated], docs: list[Document], folder: Path) -> str:
    found = recipe.choices(data, docs)
    seeds = seed_ids()
    weights = [_SEED_WEIGHT if x.article in seeds else 1.0 for x in found]
    groups = [x.article for x in found]
    right = 0
    for train_rows, test_rows in GroupKFold(_CHOICE_FOLDS).split(groups, groups, groups):
        fold = choices.fit(
            [found[i] for i in train_rows], [weights[i] for i in train_rows], recipe.prior, recipe.least
        )
        right += sum(fold.best(found[i]) in found[i].right for i in test_rows)
    whole = choices.fit(found, weights, recipe.prior, recipe.least)
    _write_rows(folder / f"{name}.json", whole.kinds, whole.bias, whole.of_kinds)
    own = {name: (0.0, row[0]) for name, row in whole.of_parts.items()}
    _write_rows(folder / "parts.json", ["no", "yes"], [0.0, 0.0], own)
    features = len(whole.of_kinds) + len(whole.of_parts)
    return f"{name:12} {len(found):6} choices   {features:5} features  accuracy {right / len(found):.4f}"


def _learner(recipe: Recipe, target: np.ndarray[Any, Any]) -> LogisticRegression | LinearSVC:
    if len(set(target)) == 2:
        return LogisticRegression(C=recipe.strength, solver="liblinear", random_state=0)
    return LinearSVC(C=recipe.strength, random_state=0)


def _write_linear(
    path: Path, classes: Sequence[str], fitted: LogisticRegression | LinearSVC, names: Sequence[str]
) -> None:
    coefficients = np.asarray(fitted.coef_)
    bias = np.asarray(fitted.intercept_)
    if len(classes) == 2:  # scikit-learn keeps one row for two classes
        coefficients, bias = np.vstack([np.zeros_like(coefficients), coefficients]), np.array([0.0, bias[0]])
    weights = {name: coefficients[:, i] for i, name in enumerate(names)}
    _write_rows(path, list(map(str, classes)), bias, weights)


def _write_rows(
    path: Path, labels: Sequence[str], bias: Iterable[float], weights: Mapping[str, Iterable[float]]
) -> None:
    rows = {name: [round(float(w), 3) for w in row] for name, row in weights.items()}
    kept = sorted((name, row) for name, row in rows.items() if max(map(abs, row)) >= _SMALLEST)
    lines = ",\n".join(f"{json.dumps(n, ensure_ascii=False)}: {json.dumps(w)}" for n, w in kept)
    head = f'"labels": {json.dumps(labels)},\n"bias": {json.dumps([round(float(b), 3) for b in bias])}'
    path.write_text(f'{{{head},\n"weights": {{\n{lines}\n}}}}\n', encoding="utf-8")


def crossed_documents(data: list[Annotated], registry: Registry, folder: Path = DATA) -> list[Document]:
    """Return the articles looked at with models of fairs that have not seen them.

    What is trained on these meets fairs that were missed and names taken for fairs as often as in a new article.
    `folder` holds the other models.
    """
    docs: dict[str, Document] = {}
    for fold in range(_FOLDS):
        with TemporaryDirectory() as name:
            own = Path(name)
            for path in folder.glob("*.json"):
                shutil.copy(path, own)
            train("fairs", RECIPES["fairs"], [a for a in data if _fold(a) != fold], [], own)
            with models_in(own):
                docs.update({a.article.id: analyse(a.article, registry) for a in data if _fold(a) == fold})
    return [docs[a.article.id] for a in data]


def _fold(item: Annotated) -> int:
    return hashlib.sha256(b"fold " + item.article.id.encode()).digest()[0] % _FOLDS


def train_all(names: Sequence[str], data: list[Annotated], registry: Registry, folder: Path = DATA) -> None:
    """Train the named models, or all in the order in which they build on each other, on articles without the encoder.

    The encoder knows these articles; on new ones its answers are worth less than they would seem to be here.
    """
    docs: list[Document] = []
    crossed: list[Document] = []
    with unaided():
        for name, recipe in RECIPES.items():
            if names and name not in names:
                continue
            if name in CROSSED:
                crossed = crossed or crossed_documents(data, registry, folder)
            elif name != "fairs":
                docs = docs or [analyse(a.article, registry) for a in data]
            print(train(name, recipe, data, crossed if name in CROSSED else docs, folder), flush=True)
            model.cache_clear()


def main(names: Sequence[str]) -> None:
    """Train the named models, or all."""
    train_all(names, training_set(), load_registry())


if __name__ == "__main__":
    main(sys.argv[1:])
