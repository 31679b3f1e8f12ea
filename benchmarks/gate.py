"""The gate of reading: `python -m benchmarks.gate`, or `make gate`.

Reads the annotated corpus, prints its figures, and fails with exit code 1 where an F1 is below its floor in
benchmarks/floors.toml, or where README.md or docs/scores.md state other figures than those of today. Nothing lowers a
floor but `--lower`, which is for whoever means it, and says in the commit why.

    --write   put the figures into README.md and docs/scores.md (`make scores`)
    --raise   lift the floors to the figures of today, where these are higher
    --lower   set the floors that are not reached to the figures of today
"""

from __future__ import annotations

import argparse
import math
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import figures
from benchmarks.figures import PAGE, README, TITLES, Part
from kg.score import FACTS

FLOORS = Path(__file__).resolve().parent / "floors.toml"
_HEAD = """\
# The F1 below which `make gate` fails, by part and kind of fact. Figures are reproducible to the last digit, so a
# floor is the figure of the day on which it was set, cut after the third decimal.
# Raised by `python -m benchmarks.gate --raise`; lowered only by `--lower`, with the reason in the commit.
"""

Floors = dict[str, dict[str, float]]


def read_floors(path: Path = FLOORS) -> Floors:
    """Read the floors; a part or kind of fact without one has none."""
    with path.open("rb") as file:
        return tomllib.load(file)


def write_floors(floors: Floors, path: Path = FLOORS) -> None:
    """Write the floors."""
    blocks = [
        f"[{name}] # {TITLES[name][0].lower()}{TITLES[name][1:]}\n"
        + "".join(f'"{fact}" = {floors[name][fact]:.3f}\n' for fact in FACTS if fact in floors[name])
        for name in TITLES
        if name in floors
    ]
    path.write_text(_HEAD + "\n" + "\n".join(blocks), encoding="utf-8")


def measured(found: Sequence[Part]) -> Floors:
    """Return the F1 of each part and kind of fact, cut after the third decimal."""
    return {
        part.name: {fact: math.floor(tally.f1 * 1000) / 1000 for fact, tally in part.scores.by_fact().items()}
        for part in found
    }


def fallen(floors: Floors, now: Floors) -> list[str]:
    """Return a line for each figure below its floor; what is not measured today is not judged."""
    return [
        f"{TITLES[name]}: {fact} has fallen to F1 {now[name][fact]:.3f}, below its floor of {floor:.3f}"
        for name, own in floors.items()
        if name in now
        for fact, floor in own.items()
        if now[name][fact] < floor
    ]


def lowered(floors: Floors, now: Floors) -> Floors:
    """Return the floors with those that are not reached set to what is measured."""
    return {
        name: {fact: min(floor, now.get(name, own).get(fact, floor)) for fact, floor in own.items()}
        for name, own in floors.items()
    }


def raised(floors: Floors, now: Floors) -> Floors:
    """Return the floors lifted to what is measured, where that is higher."""
    kept = {name: dict(own) for name, own in floors.items()}
    for name, own in now.items():
        for fact, figure in own.items():
            before = kept.setdefault(name, {}).get(fact, 0.0)
            kept[name][fact] = max(before, figure)
    return kept


def stale(pages: Mapping[Path, str]) -> list[str]:
    """Return a line for each page that is not as it should be."""
    return [
        f"{path.name} states other figures than those of today: run make scores"
        for path, text in pages.items()
        if path.read_text(encoding="utf-8") != text
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures, judge them, and change pages or floors where that is wished."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gate", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="put the figures into README.md and docs/scores.md")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to the figures of today")
    parser.add_argument("--lower", action="store_true", help="set the floors not reached to the figures of today")
    options = parser.parse_args(arguments)
    found = figures.parts()
    figures.show(found)
    pages = {PAGE: figures.page(found), README: figures.readme(found, README.read_text(encoding="utf-8"))}
    now = measured(found)
    if options.write:
        for path, text in pages.items():
            path.write_text(text, encoding="utf-8")
    if options.lift:
        write_floors(raised(read_floors(), now))
    if options.lower:
        write_floors(lowered(read_floors(), now))
    problems = [*fallen(read_floors(), now), *stale(pages)]
    print()
    for problem in problems:
        print(f"gate: {problem}")
    if not problems:
        print("gate: no figure is below its floor")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
