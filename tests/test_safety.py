"""A build that is killed, that meets another one or a full disk leaves the old build or the new one, whole."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from benchmarks.kills import KG, Scene, kill, lost, published, scene

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="no signals to kill with")]

# Counts what Python reports of renaming, removing and writing in a directory, and ends the process at the change that
# `stop` numbers, as a kill would. Where `stop` is "wait", it waits at the writing of a graph until `go` exists.
HOOK = """
import os, signal, sys, time
out, stop, go, seen = "", 0, "", 0
def hook(event, arguments):
    global seen
    if event not in ("os.rename", "os.remove", "os.rmdir", "os.symlink", "os.link", "os.mkdir", "open"):
        return
    paths = [os.fsdecode(a) for a in arguments[:2] if isinstance(a, (str, bytes, os.PathLike))]
    if not out or not any(path.startswith(out) for path in paths):
        return
    if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)):
        return
    seen += 1
    if stop == seen:
        os.kill(os.getpid(), signal.SIGKILL)
    if stop == "wait" and event == "open" and "graph" in os.path.basename(paths[0]):
        open(go + ".here", "w").close()
        while not os.path.exists(go):
            time.sleep(0.02)
sys.addaudithook(hook)
"""
# Builds in one directory after the other, and is killed in each at a later change, until a build comes to its end.
# The processes are forked, which saves most of their time.
KILLED_AT_EACH = (
    HOOK
    + """
from kg.build import build
from kg.registry import load_registry
load_registry()
outs, articles = sys.argv[1].split("|"), sys.argv[2].split("|")
for number, each in enumerate(outs, 1):
    child = os.fork()
    if child == 0:
        out, stop = each, number
        build(articles, each)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    print(os.waitstatus_to_exitcode(status), flush=True)
    if status == 0:
        break
"""
)
WAITING = (
    HOOK
    + """
out, stop, go = os.environ["OUT"], "wait", os.environ["GO"]
from kg.cli import main
main()
"""
)


@pytest.fixture(scope="module")
def made() -> Iterator[Scene]:
    with scene(3) as ready:
        yield ready


@pytest.fixture(scope="module")
def killed(made: Scene, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return directories in which a build was killed: at its first change of a file, at its second, and so on."""
    folder = tmp_path_factory.mktemp("killed")
    outs = [folder / f"out-{number}" for number in range(1, 81)]
    for out in outs:
        shutil.copytree(made.old, out)
    command = [sys.executable, "-c", KILLED_AT_EACH, "|".join(map(str, outs)), "|".join(map(str, made.every))]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    codes = [int(line) for line in done.stdout.split()]
    assert codes[-1] == 0, "the build changes its files too often to try each change"
    assert set(codes[:-1]) == {-signal.SIGKILL}
    return outs[: len(codes) - 1]


def assert_one_sentence(done: subprocess.CompletedProcess[str]) -> None:
    lines = done.stderr.strip().splitlines()
    assert (done.returncode, len(lines)) == (1, 1), f"ended with {done.returncode}, said at last: {lines[-1:]}"


def limit_file_size() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (8_192, 8_192))


# --- killed ---


def test_killed_at_random_moments_loses_nothing(made: Scene, tmp_path: Path) -> None:
    random = Random(4)
    for _ in range(2):
        assert kill(made, tmp_path / "tried", random.uniform(0.2, 1) * made.seconds) is None


def test_killed_at_each_change_of_its_files_loses_nothing(made: Scene, killed: list[Path]) -> None:
    """Random moments seldom meet the instant in which files take their places: here each is met."""
    assert len(killed) > 5
    assert [out.name for out in killed if published(out) not in made.states.values()] == []


def test_next_build_goes_on_after_a_kill_while_files_change(made: Scene, killed: list[Path]) -> None:
    for out in (killed[len(killed) // 2], killed[-1]):
        assert lost(made, out) is None


# --- two at once ---


def test_second_build_into_a_directory_is_told(made: Scene, tmp_path: Path) -> None:
    out, go = tmp_path / "out", tmp_path / "go"
    shutil.copytree(made.old, out)
    first = subprocess.Popen(
        [sys.executable, "-c", WAITING, "build", *map(str, made.every), "-o", str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "OUT": str(out), "GO": str(go)},
    )
    try:
        deadline = time.monotonic() + 60
        while not Path(f"{go}.here").exists():
            assert time.monotonic() < deadline
            assert first.poll() is None
            time.sleep(0.02)
        second = subprocess.run(
            [*KG, "build", *map(str, made.few), "-o", str(out)], capture_output=True, text=True, check=False
        )
    finally:
        go.touch()
        first.communicate(timeout=120)
    assert_one_sentence(second)
    assert str(out) in second.stderr
    assert first.returncode == 0
    assert published(out) == made.states["new"]


# --- a full disk ---


def test_no_room_is_one_sentence_and_the_old_build_stays(made: Scene, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(made.old, out)
    done = subprocess.run(
        [*KG, "build", *map(str, made.every), "-o", str(out)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit_file_size,
    )
    assert_one_sentence(done)
    assert published(out) == made.states["old"]
    assert lost(made, out) is None


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of half a megabyte, where one may mount such a thing."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    if (
        mount is None
        or subprocess.run(
            [mount, "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(disk)], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("no file system can be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_full_disk_is_one_sentence_and_the_old_build_stays(made: Scene, small_disk: Path) -> None:
    out = small_disk / "out"
    shutil.copytree(made.old, out)
    room = shutil.disk_usage(small_disk).free
    (small_disk / "ballast").write_bytes(b"x" * (room - 16_384))
    done = subprocess.run(
        [*KG, "build", *map(str, made.every), "-o", str(out)], capture_output=True, text=True, check=False
    )
    assert_one_sentence(done)
    assert "no space left" in done.stderr.lower()
    assert published(out) == made.states["old"]
