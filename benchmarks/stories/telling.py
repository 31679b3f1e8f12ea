"""All stories of a set: which editions have how many articles, and who copies or contradicts whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from benchmarks.stories.articles import KINDS, WEIGHTS, Deviation, copy_article, write_article
from benchmarks.stories.drafts import Draft
from benchmarks.stories.fairs import StoryFair, cast_fairs
from benchmarks.stories.truth import Truth, true_figures
from kg.registry import load_registry

_FAIRS = 300  # of a large set
_MOST = 40  # articles on one edition
_COPIES = 0.18
_DISPUTED = 0.3  # editions on which someone has another figure; of half of them, it is corrected later


@dataclass(frozen=True, slots=True)
class FairStory:
    """A fair with all articles about it."""

    fair: StoryFair
    drafts: tuple[Draft, ...]


def tell(count: int, seed: int = 0) -> Iterator[FairStory]:
    """Yield the stories of all fairs of a set, `count` articles in all, one fair at a time."""
    cast = cast_fairs(max(3, min(_FAIRS, round(count**0.58))), seed, load_registry())
    for fair, share in zip(cast, _shares(count, cast, seed), strict=True):
        yield _fair_story(fair, share, seed)


def _shares(count: int, cast: Sequence[StoryFair], seed: int) -> list[int]:
    """Deal articles out to fairs: a few have many, and none more than its editions can take."""
    random = Random(f"shares/{seed}/{count}")
    room = [_MOST * len(fair.holdings) for fair in cast]
    weights = [random.lognormvariate(0, 0.8) for _ in cast]
    shares = [1] * len(cast)
    for place in random.choices(range(len(cast)), weights, k=count - len(cast)):
        while shares[place] >= room[place]:
            place = (place + 1) % len(cast)
        shares[place] += 1
    return shares


def _fair_story(fair: StoryFair, count: int, seed: int) -> FairStory:
    truths = true_figures(fair, seed)
    random = Random(f"story/{seed}/{fair.key}")
    drafts: list[Draft] = []
    sizes = _sizes(len(fair.holdings), count, random)
    for edition, size in enumerate(sizes):
        drafts += _edition_story(fair, truths, edition, size, random)
    return FairStory(fair, tuple(drafts))


def _sizes(editions: int, count: int, random: Random) -> list[int]:
    """Deal the articles of a fair out to its editions, the later ones first to have any."""
    sizes = [0] * editions
    reach = min(editions, max(1, round(count / 9) + random.randint(0, 2)))
    for _ in range(count):
        place = editions - 1 - min(int(random.random() ** 1.5 * reach), reach - 1)
        while sizes[place] >= _MOST:
            place = (place - 1) % editions
        sizes[place] += 1
    return sizes


def _edition_story(fair: StoryFair, truths: Sequence[Truth], edition: int, size: int, random: Random) -> list[Draft]:
    """Write the articles on one edition."""
    told = _deviation(truths[edition], random) if size > 2 and random.random() < _DISPUTED else None
    stem = f"{fair.key}-{fair.holdings[edition].year}"
    drafts: list[Draft] = []
    waiting = told
    for number in range(1, size + 1):
        identity = f"{stem}-{number:02}"
        originals = [draft for draft in drafts if draft.kind != "correction" and draft.copy_of is None]
        if originals and random.random() < _COPIES:
            drafts.append(copy_article(random.choice(originals), identity, random))
            continue
        kind = random.choices(KINDS, WEIGHTS)[0]
        deviation = None
        if waiting is not None and kind in ("wire", "closing"):
            deviation, waiting = waiting, None
        elif told is not None and waiting is None and told.view == "superseded" and not _has_correction(drafts):
            kind, deviation = "correction", told
        drafts.append(write_article(identity, kind, fair, truths, edition, deviation, random))
    return drafts


def _has_correction(drafts: Sequence[Draft]) -> bool:
    return any(draft.kind == "correction" for draft in drafts)


def _deviation(truth: Truth, random: Random) -> Deviation:
    indicator = random.choice(("exhibitors", "visitors", "buyers"))
    true = truth.totals[indicator]
    value = Decimal(round(true * Decimal(random.choice(("0.88", "0.93", "1.06", "1.13"))))) + 3
    return Deviation(indicator, value, random.choice(("rival", "superseded")))
