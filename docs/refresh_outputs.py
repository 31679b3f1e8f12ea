"""Runs the commands that README.md and the pages of docs/ show and puts what they print below them.

    python docs/refresh_outputs.py           rewrites the pages
    python docs/refresh_outputs.py --check   changes nothing; exit code 1 and the differences where there are some

A block that opens with ```console holds commands after `$ `, which may go on in lines after `> `, each followed by
what it prints. A ```python block is run by itself; a block ```text that comes right after it holds what it prints.
The README runs in a folder with a copy of the sample articles and of their annotations, and each other page in a copy
of what it left there.
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
# The README comes first: it builds the graph that the others look at.
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
# The width of tables; what fits on a page of a forge.
_COLUMNS = "118"
_CONSOLE = re.compile(r"^```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ .*(?:\n> .*)*", re.MULTILINE)
_PYTHON = re.compile(r"^```python\n(?P<code>.*?)^```$(?P<output>\n\n```text\n.*?^```$)?", re.MULTILINE | re.DOTALL)


def refreshed(page: str, folder: Path) -> str:
    """Return the text of a page with the outputs that its commands give now, run in `folder`."""
    page = _CONSOLE.sub(lambda block: _console(block["body"], folder), page)
    return _PYTHON.sub(lambda block: _python(block["code"], block["output"] is not None, folder), page)


def _console(body: str, folder: Path) -> str:
    shown = []
    for typed in _COMMAND.findall(body):
        command = re.sub(r"^[$>] ", "", typed, flags=re.MULTILINE)
        shown.append(f"{typed}\n{_run(['bash', '-o', 'pipefail', '-c', command], folder)}")
    return "```console\n" + "\n".join(shown) + "```"


def _python(code: str, shown: bool, folder: Path) -> str:
    printed = _run([sys.executable, "-c", code], folder)
    return f"```python\n{code}```" + (f"\n\n```text\n{printed}```" if shown else "")


def _run(command: list[str], folder: Path) -> str:
    """Run a command and return what it prints, without the blanks that end its lines.

    A command cut short by `head` fails with SIGPIPE, which is no fault here.
    """
    environment = {**os.environ, "COLUMNS": _COLUMNS, "NO_COLOR": "1", "PYTHONPATH": str(ROOT)}
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 141):
        raise SystemExit(f"{command[-1]}\nended with exit code {done.returncode}:\n{done.stderr}")
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    return "".join(f"{line}\n" for line in lines)


def main() -> int:
    """Rewrite the pages, or check them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing, show the differences")
    check = parser.parse_args().check
    different = False
    for page, before, after in _all():
        different = different or before != after
        if not check:
            page.write_text(after, encoding="utf-8")
            continue
        lines = difflib.unified_diff(before.splitlines(True), after.splitlines(True), page.name, "what is printed")
        sys.stdout.writelines(lines)
    return int(check and different)


def _all() -> Iterator[tuple[Path, str, str]]:
    """Yield each page with its text and the text that it ought to have."""
    texts = [page.read_text(encoding="utf-8") for page in PAGES]
    with TemporaryDirectory() as name, ThreadPoolExecutor(os.cpu_count()) as pool:
        start = Path(name, "start")
        shutil.copytree(ROOT / "sources" / "articles", start / "sources" / "articles")
        shutil.copytree(ROOT / "benchmarks" / "samples" / "gold", start / "gold")
        yield PAGES[0], texts[0], refreshed(texts[0], start)
        folders = [Path(name, str(number)) for number in range(1, len(PAGES))]
        for folder in folders:
            shutil.copytree(start, folder)
        yield from zip(PAGES[1:], texts[1:], pool.map(refreshed, texts[1:], folders), strict=True)


if __name__ == "__main__":
    sys.exit(main())
