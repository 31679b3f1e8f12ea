"""A model that chooses among candidates: trained so that the right one is the likeliest of those it stands among.

Each choice has features of its own, which speak for kinds of candidates, and each candidate has features of how it
stands to the choice. The likelihood of a candidate is the softmax of its kind's weights and its own (a conditional
logit); where several candidates are right, their likelihoods add up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

_ROUNDS = 60  # steps of the minimisation: more change no decision

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of the training set: its features, the kind and features of each candidate, which ones are right."""

    context: list[str]
    kinds: list[str]
    relations: list[list[str]]
    right: list[int]
    article: str


@dataclass(frozen=True, slots=True)
class Fitted:
    """The weights of a trained model: of the choice's features for each kind, and of the candidates' features."""

    kinds: list[str]
    bias: Array
    of_kinds: dict[str, Array]
    of_parts: dict[str, Array]

    def best(self, choice: Choice) -> int:
        """Return the index of the likeliest candidate."""
        zero = np.zeros(len(self.kinds))
        base = self.bias + sum((self.of_kinds.get(f, zero) for f in choice.context), zero)
        own = [sum(float(self.of_parts[f][0]) for f in fs if f in self.of_parts) for fs in choice.relations]
        scores = [base[self.kinds.index(kind)] + weight for kind, weight in zip(choice.kinds, own, strict=True)]
        return int(np.argmax(scores))


def fit(choices: Sequence[Choice], weights: Sequence[float], prior: float, least: int) -> Fitted:
    """Train a model; features that occur less than `least` times are left out.

    `weights` say how much each choice counts, `prior` how strongly all weights are held to zero.
    """
    kinds = sorted({kind for x in choices for kind in x.kinds})
    context = _table([x.context for x in choices], least)
    relations = _table([fs for x in choices for fs in x.relations], least)
    owner = np.array([n for n, x in enumerate(choices) for _ in x.kinds])
    kind = np.array([kinds.index(k) for x in choices for k in x.kinds])
    start = np.concatenate([[0], np.cumsum([len(x.kinds) for x in choices])[:-1]])
    right = np.zeros(len(owner), dtype=bool)
    for first, x in zip(start, choices, strict=True):
        right[[first + i for i in x.right]] = True
    weight = np.array(weights)
    k, n = len(kinds), len(context.names)
    context_rows, relation_rows = context.matrix.T.tocsr(), relations.matrix.T.tocsr()

    def loss(w: Array) -> tuple[float, Array]:
        of_kinds, bias, of_parts = w[: n * k].reshape(n, k), w[n * k : n * k + k], w[n * k + k :]
        score = (context.matrix @ of_kinds + bias)[owner, kind] + relations.matrix @ of_parts
        odds = np.exp(score - np.maximum.reduceat(score, start)[owner])
        of_right = np.where(right, odds, 0)
        whole, won = np.add.reduceat(odds, start), np.add.reduceat(of_right, start)
        slope = (odds / whole[owner] - of_right / won[owner]) * weight[owner]
        by_kind = csr_matrix((slope, (owner, kind)), shape=(len(choices), k))
        gradient = [(context_rows @ by_kind).toarray().ravel(), by_kind.sum(axis=0).A1, relation_rows @ slope]
        held = w.copy()
        held[n * k : n * k + k] = 0
        value = float((weight * (np.log(whole) - np.log(won))).sum() + prior / 2 * (held @ held))
        return value, np.concatenate(gradient) + prior * held

    size = n * k + k + len(relations.names)
    w = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS}).x
    return Fitted(
        kinds,
        w[n * k : n * k + k],
        dict(zip(context.names, w[: n * k].reshape(n, k), strict=True)),
        dict(zip(relations.names, w[n * k + k :].reshape(-1, 1), strict=True)),
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """Features of rows as a sparse matrix with their names."""

    names: list[str]
    matrix: Any


def _table(rows: Sequence[Sequence[str]], least: int) -> _Table:
    counts = Counter(f for row in rows for f in set(row))
    names = sorted(f for f, count in counts.items() if count >= least)
    index = {f: i for i, f in enumerate(names)}
    columns = [sorted({index[f] for f in row if f in index}) for row in rows]
    ends = np.concatenate([[0], np.cumsum([len(c) for c in columns])])
    flat = np.array([i for c in columns for i in c], dtype=np.int32)
    return _Table(names, csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(rows), len(names))))
