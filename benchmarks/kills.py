"""Kill builds: `python -m benchmarks.kills [KILLS] [--articles N] [--seed S]`.

A directory holds a build of N generated articles. `kg build` is started on it with one article more and is killed at
a random moment, together with its workers. Then the directory must hold the old build or the new one, whole;
`kg show` and `kg query` must work; and a build that is let run to its end must give what a build from nothing gives.
What was lost is printed, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.generate import generate
from kg.directory import FILES, locate

KG = (sys.executable, "-c", "from kg.cli import main; main()")


@dataclass(frozen=True, slots=True)
class Scene:
    """Articles, a build of all but one of them (`old`), and one of all of them, from nothing (`new`)."""

    few: tuple[Path, ...]
    every: tuple[Path, ...]
    old: Path
    new: Path
    seconds: float  # that the new one took

    @property
    def states(self) -> dict[str, dict[str, bytes]]:
        """Return the files of both builds."""
        return {"old": published(self.old), "new": published(self.new)}


def published(directory: Path) -> dict[str, bytes]:
    """Return the files of a build as the commands find them; of one that is not whole, those that are there."""
    found = {name: locate(directory, name) for name in FILES}
    return {name: path.read_bytes() for name, path in found.items() if path.exists()}


@contextmanager
def scene(articles: int, seed: int = 0) -> Iterator[Scene]:
    """Make the articles and the two builds in a folder of their own."""
    with TemporaryDirectory(prefix="kg-kills-") as folder:
        place = Path(folder)
        generate(articles + 1, place, seed)
        every = tuple(sorted((place / "articles").iterdir()))
        few = every[:-1]
        _build(few, place / "old")
        start = time.monotonic()
        _build(every, place / "new")
        yield Scene(few, every, place / "old", place / "new", time.monotonic() - start)


def kill(scene: Scene, place: Path, after: float) -> str | None:
    """Kill a build so many seconds after its start, and return what was lost, None if nothing was.

    `place` is where the build is tried; it is made anew.
    """
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(scene.old, place)
    command = [*KG, "build", *map(str, scene.every), "-o", str(place), "--workers", "2"]
    build = subprocess.Popen(
        command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_environment()
    )
    try:
        build.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(build.pid, signal.SIGKILL)
        build.wait()
    return lost(scene, place)


def lost(scene: Scene, place: Path) -> str | None:
    """Return what a killed build has lost: of the two builds, of the commands that read one, or of the next build."""
    if published(place) not in scene.states.values():
        return "neither the old build nor the new one is there"
    for command in (("show", str(place)), ("query", str(place), "ASK { ?edition a te:Edition }")):
        done = subprocess.run([*KG, *command], capture_output=True, text=True, check=False, env=_environment())
        if done.returncode != 0:
            return f"kg {command[0]} fails: {done.stderr.strip()}"
    done = _build(scene.every, place, check=False)
    if done.returncode != 0:
        return f"the next build fails: {done.stderr.strip()}"
    if published(place) != scene.states["new"]:
        return "the next build is not what a build from nothing is"
    left = sorted(path.name for path in place.iterdir() if path.name not in {p.name for p in scene.new.iterdir()})
    return f"left behind: {', '.join(left)}" if left else None


def _build(articles: Sequence[Path], out: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    command = [*KG, "build", *map(str, articles), "-o", str(out)]
    return subprocess.run(command, capture_output=True, text=True, check=check, env=_environment())


def _environment() -> dict[str, str]:
    return {**os.environ, "NO_COLOR": "1", "COLUMNS": "200"}


def main(arguments: Sequence[str]) -> int:
    """Kill builds at random moments and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills", description="kill builds at random moments")
    parser.add_argument("kills", type=int, nargs="?", default=100, help="how many; 100 if not given")
    parser.add_argument("--articles", type=int, default=40, help="in the build")
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args(arguments)
    random = Random(chosen.seed)
    came_of_it: Counter[str] = Counter()
    with scene(chosen.articles, chosen.seed) as made:
        print(f"{chosen.articles} articles; a build from nothing takes {made.seconds:.1f} s")
        for number in range(1, chosen.kills + 1):
            after = random.uniform(0, 1.1 * made.seconds)
            loss = kill(made, made.old.parent / "tried", after)
            came_of_it[loss or "nothing lost"] += 1
            if loss is not None:
                print(f"kill {number}, after {after:.3f} s: {loss}")
    for result, times in came_of_it.most_common():
        print(f"{times:4} {result}")
    return 0 if set(came_of_it) == {"nothing lost"} else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
