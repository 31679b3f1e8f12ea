"""How well and how fast copies of articles are found: `python -m benchmarks.copies [COUNT...]`, else 1000 and 20000.

The texts are made: stories of a few hundred fairs from one stock of sentences, so that stories of one fair share its
name, its boilerplate and phrases of the trade, and copies of some of them in each of the ways of `VARIANTS`. For each
way the share of the copies that were found is printed, for all that are none the false alarms, and the time of making
signatures and of finding. The last line has 5,000 copies of one story among the texts. Beside it, where `rensa` is
installed, stands MinHash with LSH on the same words: it finds whole copies as well, and shortened ones seldom.
"""

from __future__ import annotations

import importlib
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from kg.ledger.copies import Text, find_copies
from kg.resolve.signatures import signature

_SIZES = (1_000, 20_000)
_COPIES_OF_ONE = 5_000
_FAIRS = 300
_PER_STORY = 15
_STARTS = "Ar Bel Cas Dun Es Fjor Gal Har Il Jo Kes Lin Mor No Os Pel Quin Ros Sil Tor".split()
_MIDDLES = "va mo tre ka li ne so ri du la".split()
# Made names: as many as the world has, lest texts be alike by chance.
_PLACES = [f"{a}{b}{c}" for a in _STARTS for b in _MIDDLES for c in ("vik", "mere", "burg")]
_FIRMS = [f"{a}{b}{c}" for a in _STARTS for b in _MIDDLES for c in ("tec", "werk", "co")]
_FAMILIES = [f"{a}{b}{c}" for a in _STARTS for b in _MIDDLES for c in ("sen", "ova", "i")]
_TRADES = "Ceramics Timber Optics Bakery Textile Packaging Marine Garden Plastics Tool Furniture Railway".split()
_PEOPLE = "Ana Bruno Clara Dmitri Elif Farid Greta Hiro Ines Jonas Katya Lars Mina Noor Oskar Petra".split()

# What any report on any fair may say.
_SENTENCES = (
    "{fair} closed on {day} with {n} visitors, {p} percent more than at the last edition.",
    "Some {n} exhibitors from {k} countries had taken stands in the {place} halls.",
    "The organisers counted {n} trade visitors, of whom {p} percent came from abroad.",
    "{firm} of {place} signed an order over {m} million euros with {other} on {day}.",
    '"We had not expected so many serious buyers," said {who}, head of sales at {firm}.',
    "The exhibition area grew to {n} square metres after hall {k} was opened.",
    "{who}, who runs {firm}, brought {k} new machines to {place}.",
    "A delegation of {k} firms from {other_place} was there for the first time.",
    "The conference beside the fair drew {n} delegates and {k} speakers.",
    "{who} of the chamber of commerce in {place} put the orders at {m} million euros.",
    "In the first hours the queue at the gates reached {other_place} Street.",
    "{firm} and {other} will build a plant for {m} million euros near {other_place}.",
    "Hotels in {place} were booked out until {day}, said {who} of the tourist board.",
    "The prize for the best new product, worth {n} euros, went to {firm}.",
    "Next year the halls of {place} will be closed for {k} months, {who} said.",
    "Of the stands, {n} were let to newcomers, {k} of them from {other_place}.",
    "Prices of raw materials, up {p} percent since {day}, were the talk of the aisles.",
    "On {day} alone {n} people passed the gates, the organisers said.",
    "{other} showed a prototype that needs {p} percent less power than those of {firm}.",
    "{who} called the mood at {fair} good, though {k} regular exhibitors had stayed away.",
)
# What stands below every report on one fair.
_BOILERPLATE = "{fair} has been held at the {hall} halls in {place} since {year} and is run by {host}."


@dataclass(frozen=True, slots=True)
class Made:
    """A text that was made: a story of its own, or a copy of `original` in the way `variant`."""

    id: str
    text: str
    published: date
    original: str | None = None
    variant: str | None = None


def story(random: Random, fair: int) -> str:
    """Make a report on the fair of a number: it shares its boilerplate, and nothing else but phrases, with others."""
    own = Random(fair)
    place, trade = own.choice(_PLACES), own.choice(_TRADES)
    name = f"The {place} {trade} Fair"
    boilerplate = _BOILERPLATE.format(
        fair=name, hall=own.choice(_FAMILIES), place=place, year=own.randint(1920, 2010), host=own.choice(_FIRMS)
    )

    def told(frame: str) -> str:
        firm, other = random.sample(_FIRMS, 2)
        day = date(2023, 1, 1) + timedelta(random.randrange(365))
        return frame.format(
            fair=name,
            place=place,
            other_place=random.choice(_PLACES),
            firm=firm,
            other=other,
            who=f"{random.choice(_PEOPLE)} {random.choice(_FAMILIES)}",
            day=f"{day:%d %B}",
            n=f"{random.randint(300, 90_000):,}",
            k=random.randint(3, 900),
            p=random.randint(2, 60),
            m=random.randint(2, 400),
        )

    return " ".join([*(told(frame) for frame in random.sample(_SENTENCES, _PER_STORY)), boilerplate])


# --- ways of copying ---


def sentences(text: str) -> list[str]:
    """Cut a made text into its sentences."""
    return re.split(r"(?<=[.!?])\s+", text)


def _cut(share: float) -> Callable[[str, Random], str]:
    def cut(text: str, random: Random) -> str:
        told = sentences(text)
        return " ".join(told[: max(1, round(len(told) * share))])

    return cut


def _thinned(text: str, random: Random) -> str:
    return " ".join(each for each in sentences(text) if random.random() < 0.6) or text


def _reordered(text: str, random: Random) -> str:
    told = sentences(text)
    return " ".join(random.sample(told, len(told)))


def _dated_anew(text: str, random: Random) -> str:
    told = re.sub(r"\bon \d\d [A-Z]\w+", lambda match: random.choice(("yesterday", "on Tuesday", match[0])), text)
    return f"{random.choice(_PLACES).upper()}, {random.randint(1, 28)} March ({random.choice(_FIRMS)} News) - {told}"


def _put_in(text: str, random: Random) -> str:
    told = sentences(text)
    told.insert(random.randrange(len(told)), sentences(story(random, random.randrange(_FAIRS)))[0])
    return " ".join(told)


def _reworded(rate: float) -> Callable[[str, Random], str]:
    stock = " ".join(_SENTENCES).replace("{", "").replace("}", "").split()

    def reworded(text: str, random: Random) -> str:
        return " ".join(random.choice(stock) if random.random() < rate else word for word in text.split())

    return reworded


def _dated_cut_reworded(text: str, random: Random) -> str:
    return _dated_anew(_reworded(0.05)(_cut(0.6)(text, random), random), random)


VARIANTS: Mapping[str, Callable[[str, Random], str]] = {
    "whole": lambda text, random: text,
    "dated anew": _dated_anew,
    "a sentence put in": _put_in,
    "in another order": _reordered,
    "first 60 %": _cut(0.6),
    "first 30 %": _cut(0.3),
    "sentences left out": _thinned,
    "5 % of words replaced": _reworded(0.05),
    "10 % of words replaced": _reworded(0.1),
    "15 % of words replaced": _reworded(0.15),
    "20 % of words replaced": _reworded(0.2),
    "60 %, dated, reworded": _dated_cut_reworded,
}


def quoting(text: str, quoted: str, random: Random) -> str:
    """Put one sentence of another text into a report of its own, which makes it no copy."""
    told = sentences(text)
    told.insert(1, f'According to a statement, "{random.choice(sentences(quoted))}"')
    return " ".join(told)


def make(count: int, seed: int = 0, copied: float = 0.2) -> Iterator[Made]:
    """Make texts: a share of them copies, in each way alike, and a tenth that quote one sentence of another."""
    random = Random(seed)
    originals: list[Made] = []
    ways = list(VARIANTS)
    for number in range(count):
        day = date(2023, 1, 1) + timedelta(number % 365)
        if originals and random.random() < copied:
            source, way = random.choice(originals), random.choice(ways)
            after = source.published + timedelta(random.randint(1, 9))
            yield Made(f"t{number}", VARIANTS[way](source.text, random), after, source.id, way)
            continue
        text = story(random, random.randrange(_FAIRS))
        if originals and random.random() < 0.1:
            text = quoting(text, random.choice(originals).text, random)
        originals.append(Made(f"t{number}", text, day))
        yield originals[-1]


# --- measuring ---


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found of made texts: copies by way, found and made, and texts that were taken for copies wrongly."""

    found: Mapping[str, int]
    made: Mapping[str, int]
    false_alarms: int

    @property
    def recall(self) -> float:
        """Return the share of all copies that were found with their original."""
        return sum(self.found.values()) / max(1, sum(self.made.values()))


def judged(made: Sequence[Made], originals: Mapping[str, str]) -> Outcome:
    """Compare what was found with how the texts were made."""
    known = {each.id: each for each in made}
    copies = [each for each in made if each.variant is not None]
    right = [each for each in copies if originals.get(each.id) == each.original]
    wrong = sum(1 for copy, original in originals.items() if known[copy].original != original)
    return Outcome(
        Counter(each.variant or "" for each in right), Counter(each.variant or "" for each in copies), wrong
    )


def texts_of(made: Sequence[Made]) -> list[Text]:
    """Return what the finder needs of made texts."""
    return [Text(each.id, each.published, signature(each.text)) for each in made]


def peer(made: Sequence[Made]) -> dict[str, str] | None:
    """Find copies as rensa does, by MinHash of all runs of four words with LSH; None where it is not installed."""
    try:
        rensa: Any = importlib.import_module("rensa")
    except ImportError:
        return None
    index = rensa.RMinHashLSH(threshold=0.4, num_perm=128, num_bands=32)
    kept: list[tuple[Made, Any]] = []
    found = {}
    for each in sorted(made, key=lambda m: (m.published, -len(m.text), m.id)):
        words = re.findall(r"\w+", each.text.casefold())
        sketch = rensa.RMinHash(num_perm=128, seed=42)
        sketch.update([" ".join(words[i : i + 4]) for i in range(len(words) - 3)])
        likely = [(kept[place][1].jaccard(sketch), -place) for place in index.query(sketch)]
        best = max(likely, default=(0.0, 0))
        if best[0] >= 0.4:
            found[each.id] = kept[-best[1]][0].id
        else:
            index.insert(len(kept), sketch)
            kept.append((each, sketch))
    return found


def main(arguments: Sequence[str]) -> None:
    """Print what is found, what is taken for a copy wrongly, and how long it takes."""
    for count in [int(argument) for argument in arguments] or _SIZES:
        _measure(f"{count:,} texts", list(make(count)))
    count = max(_SIZES) - _COPIES_OF_ONE
    made = list(make(count))
    first, random = made[0], Random(1)
    ways = list(VARIANTS)
    for number in range(_COPIES_OF_ONE):
        way = ways[number % len(ways)]
        day = first.published + timedelta(1 + number % 300)
        made.append(Made(f"c{number}", VARIANTS[way](first.text, random), day, first.id, way))
    _measure(f"{len(made):,} texts, {_COPIES_OF_ONE:,} of them copies of one", made)


def _measure(title: str, made: Sequence[Made]) -> None:
    start = time.process_time()
    texts = texts_of(made)
    signed = time.process_time()
    originals = find_copies(texts).originals
    done = time.process_time()
    bytes_each = sum(len(text.signature) for text in texts) / len(texts)
    print(
        f"\n{title}: signatures {signed - start:.2f} s ({bytes_each:,.0f} bytes each), finding {done - signed:.2f} s"
    )
    ours = judged(made, originals)
    start = time.process_time()
    theirs = None if (found := peer(made)) is None else judged(made, found)
    beside = "" if theirs is None else f"; MinHash with LSH {time.process_time() - start:.2f} s"
    print(f"  {'':<26}{'copies':>8}{'found':>8}{'' if theirs is None else '  MinHash'}{beside}")
    for way, number in ours.made.items():
        shares = [ours.found.get(way, 0) / number, *([] if theirs is None else [theirs.found.get(way, 0) / number])]
        print(f"  {way:<26}{number:>8,}" + "".join(f"{share:>8.1%}" for share in shares))
    alarms = [ours.false_alarms, *([] if theirs is None else [theirs.false_alarms])]
    print(f"  {'taken for copies wrongly':<26}{len(made) - sum(ours.made.values()):>8,}", end="")
    print("".join(f"{number:>8,}" for number in alarms))


if __name__ == "__main__":
    main(sys.argv[1:])
