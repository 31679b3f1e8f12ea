"""The encoder's layers in NumPy: ids of pieces in, a vector for each out.

A transformer with self-attention (Vaswani et al., Attention is all you need, 2017), its layers as BERT has them. The
weights are kept as whole numbers of eight bits with a factor for each row, a quarter of their size, and read once.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.encoder.pieces import DATA

Array = NDArray[np.float32]
HEADS = 12  # parts that a vector is cut into for attention
_TINY = 1e-12
_ROOT = math.sqrt(2 / math.pi)


class Network:
    """The layers with their weights; `weights` holds them by name, as `benchmarks.train_encoder` writes them."""

    def __init__(self, weights: Mapping[str, NDArray[np.generic]]) -> None:
        self._words = weights["words"].astype(np.int8)
        self._word_factors = weights["words.factor"].astype(np.float32)
        self.of = {
            name: _whole(weights, name)
            for name in weights
            if not name.endswith(".factor") and name not in ("words", "labels")
        }
        self.layers = sum(name.startswith("layer") and name.endswith(".inner") for name in self.of)

    def vectors(self, ids: NDArray[np.intp]) -> Array:
        """Return the vectors of at most 512 pieces, a row each."""
        of = self.of
        x = self._words[ids] * self._word_factors[ids] + of["positions"][: len(ids)]
        x = _normal(x, of["start.gain"], of["start.bias"])
        for i in range(self.layers):
            name = f"layer{i}"
            seen = self._attention(x, name)
            x = _normal(x + seen, of[f"{name}.gain1"], of[f"{name}.bias1"])
            inner = gelu(x @ of[f"{name}.inner"].T + of[f"{name}.inner.bias"])
            x = _normal(
                x + inner @ of[f"{name}.outer"].T + of[f"{name}.outer.bias"], of[f"{name}.gain2"], of[f"{name}.bias2"]
            )
        return x

    def _attention(self, x: Array, name: str) -> Array:
        """Return what each piece takes from the others."""
        count, width = x.shape
        size = width // HEADS
        asked = x @ self.of[f"{name}.asked"].T + self.of[f"{name}.asked.bias"]
        query, key, value = asked.reshape(count, 3, HEADS, size).transpose(1, 2, 0, 3)
        weight = query @ key.transpose(0, 2, 1)
        weight *= np.float32(1 / math.sqrt(size))
        weight -= weight.max(axis=-1, keepdims=True)
        np.exp(weight, out=weight)
        weight /= weight.sum(axis=-1, keepdims=True)
        taken = (weight @ value).transpose(1, 0, 2).reshape(count, width)
        joined: Array = taken @ self.of[f"{name}.joined"].T + self.of[f"{name}.joined.bias"]
        return joined


def _whole(weights: Mapping[str, NDArray[np.generic]], name: str) -> Array:
    """Return a weight as numbers of 32 bits, whether it was kept as whole numbers or not."""
    kept = weights[name].astype(np.float32)
    factor = f"{name}.factor"
    return kept * weights[factor].astype(np.float32) if factor in weights else kept


def _normal(x: Array, gain: Array, bias: Array) -> Array:
    x = x - x.mean(axis=-1, keepdims=True)
    x /= np.sqrt((x * x).mean(axis=-1, keepdims=True) + np.float32(_TINY))
    return x * gain + bias


def gelu(x: Array) -> Array:
    """Return the Gaussian error linear unit of numbers, by its usual approximation with a hyperbolic tangent."""
    cubic = x * x * x
    bent: Array = x * np.float32(0.5) * (1 + np.tanh(np.float32(_ROOT) * (x + np.float32(0.044715) * cubic)))
    return bent


@cache
def network(path: Path = DATA / "weights.npz") -> Network:
    """Return the network of the package, read once."""
    with np.load(path, allow_pickle=False) as file:
        return Network({name: file[name] for name in file.files})
