"""A conditional random field over chains of choices: which edition each number of an article belongs to.

The score of a sequence is the sum of the weights of its candidates' features and of its steps' features. The weights
are those under which the annotated sequences are likeliest, with a Gaussian prior. A choice whose right candidate is
not known is summed over. Chains are padded and reckoned together, in groups of about the same width.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from benchmarks.edition_labels import Chain

_Array = np.ndarray[Any, Any]
_NEVER = -1e9
# Up to how many candidates, and how many choices, the chains of one group have.
_WIDTHS = (2, 4, 6, 9, 14)
_LENGTHS = (1, 6, 12, 20, 30)
_STEPS = 150


@dataclass(slots=True)
class _Group:
    """Chains of about the same width: where the scores of their candidates and steps stand among all rows."""

    nodes: _Array  # chain, place, candidate: row, or -1
    edges: _Array  # chain, place, candidate before, candidate: row, or -1
    right: _Array  # chain, place, candidate: may it be right?
    weight: _Array  # chain: how much it counts


@dataclass(frozen=True, slots=True)
class Fitted:
    """The weights of the features."""

    weights: dict[str, float]


class _Rows:
    """All rows of features as one sparse matrix."""

    def __init__(self, chains: Sequence[Chain], weight: Sequence[float], names: dict[str, int]) -> None:
        self.indices: list[int] = []
        self.starts = [0]
        self._names = names
        sized: dict[tuple[int, int], list[int]] = {}
        for i, chain in enumerate(chains):
            wide = max(len(c.candidates) for c in chain.choices)
            size = bisect_left(_WIDTHS, wide), bisect_left(_LENGTHS, len(chain.choices))
            sized.setdefault(size, []).append(i)
        self.groups = [
            self._group([chains[i] for i in chosen], [weight[i] for i in chosen])
            for _, chosen in sorted(sized.items())
        ]
        ones = np.ones(len(self.indices))
        shape = (len(self.starts) - 1, len(names))
        self.matrix = csr_matrix((ones, self.indices, self.starts), shape=shape)

    def _row(self, features: Sequence[str]) -> int:
        self.indices.extend(sorted(self._names[f] for f in set(features) if f in self._names))
        self.starts.append(len(self.indices))
        return len(self.starts) - 2

    def _group(self, chains: Sequence[Chain], weight: Sequence[float]) -> _Group:
        long = max(len(c.choices) for c in chains)
        wide = max(len(x.candidates) for c in chains for x in c.choices)
        nodes = np.full((len(chains), long, wide), -1)
        edges = np.full((len(chains), long, wide, wide), -1)
        right = np.zeros((len(chains), long, wide), dtype=bool)
        for i, chain in enumerate(chains):
            for t, choice in enumerate(chain.choices):
                for k, features in enumerate(choice.candidates):
                    nodes[i, t, k] = self._row(features)
                right[i, t, list(choice.right)] = True
                steps = [self._row(features) for features in choice.steps]
                for j, row in enumerate(choice.links):
                    edges[i, t, j, : len(row)] = [steps[n] for n in row]
        return _Group(nodes, edges, right, np.array(weight))


def fit(chains: Sequence[Chain], weight: Sequence[float], strength: float, least: int) -> Fitted:
    """Return the weights of all features that occur in `least` rows; `weight` says how much each chain counts."""
    counts = Counter(f for c in chains for x in c.choices for row in (*x.candidates, *x.steps) for f in set(row))
    names = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= least))}
    rows = _Rows(chains, weight, names)

    def loss(w: _Array) -> tuple[float, _Array]:
        scores = rows.matrix @ w
        gradient = np.zeros(rows.matrix.shape[0])
        total = 0.0
        for group in rows.groups:
            free, free_nodes, free_edges = _sums(group, scores, group.nodes >= 0)
            held, held_nodes, held_edges = _sums(group, scores, group.right)
            share = group.weight[:, None, None]
            total += float(((free - held) * group.weight).sum())
            _spread(gradient, group.nodes, (free_nodes - held_nodes) * share)
            _spread(gradient, group.edges, (free_edges - held_edges) * share[:, :, :, None])
        return total + float(w @ w) / (2 * strength), rows.matrix.T @ gradient + w / strength

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    return Fitted({f: float(found.x[i]) for f, i in names.items()})


def _spread(gradient: _Array, rows: _Array, values: _Array) -> None:
    inside = rows >= 0
    gradient += np.bincount(rows[inside], values[inside], len(gradient))


def _sums(group: _Group, scores: _Array, allowed: _Array) -> tuple[_Array, _Array, _Array]:
    """Return the log of the sum over all allowed sequences of each chain, and the chance of each row in them."""
    nodes, edges = group.nodes, group.edges
    node = np.where(allowed, scores[nodes], _NEVER)
    present: _Array = np.any(nodes >= 0, axis=2)
    edge = np.where(edges >= 0, scores[edges], _NEVER)
    length = nodes.shape[1]
    forward = [node[:, 0]]
    for t in range(1, length):
        ahead = _log_sum(forward[-1][:, :, None] + edge[:, t], 1) + node[:, t]
        forward.append(np.where(present[:, t, None], ahead, forward[-1]))
    whole = _log_sum(forward[-1], 1)
    node_chance = np.zeros(nodes.shape)
    edge_chance = np.zeros(edges.shape)
    backward = np.zeros(nodes[:, 0].shape)
    for t in range(length - 1, -1, -1):
        here = present[:, t, None]
        node_chance[:, t] = np.where(here, np.exp(np.minimum(forward[t] + backward - whole[:, None], 0)), 0)
        if t:
            onward = (node[:, t] + backward)[:, None, :] + edge[:, t]
            chance = np.exp(np.minimum(forward[t - 1][:, :, None] + onward - whole[:, None, None], 0))
            edge_chance[:, t] = np.where(here[:, :, None], chance, 0)
            backward = np.where(here, _log_sum(onward, 2), backward)
    return whole, node_chance, edge_chance


def _log_sum(values: _Array, axis: int) -> _Array:
    top = values.max(axis=axis, keepdims=True)
    found: _Array = np.log(np.exp(values - top).sum(axis=axis)) + top.squeeze(axis)
    return found


def best_path(chain: Chain, weights: dict[str, float]) -> list[int]:
    """Return the candidates of the likeliest sequence."""

    def weigh(features: Sequence[str]) -> float:
        return sum(weights.get(f, 0.0) for f in set(features))

    best: list[float] = []
    origins: list[list[int]] = []
    for choice in chain.choices:
        here = [weigh(c) for c in choice.candidates]
        if choice.links:
            steps = [weigh(s) for s in choice.steps]
            ways = [[b + steps[row[k]] for b, row in zip(best, choice.links, strict=True)] for k in range(len(here))]
            origins.append([max(range(len(way)), key=way.__getitem__) for way in ways])
            here = [h + max(way) for h, way in zip(here, ways, strict=True)]
        best = here
    path = [max(range(len(best)), key=best.__getitem__)]
    for origin in reversed(origins):
        path.append(origin[path[-1]])
    return path[::-1]
