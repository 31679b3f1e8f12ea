"""Runs the commands that README.md and the pages of docs/ show and puts what they print below them.

    python docs/refresh_outputs.py           rewrites the pages
    python docs/refresh_outputs.py --check   changes nothing; exit code 1 and the differences where there are some

A block that opens with ```console holds commands after `$ `, each followed by what it prints. Python of ```python
blocks is run in one session; a block ```text that comes right after one holds what it prints. Everything runs in a
folder of its own, with a copy of the sample articles in it.
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# In this order: the README builds the graph that the others look at.
PAGES = (
    ROOT / "README.md",
    *(ROOT / "docs" / name for name in ("reading-the-graph.md", "checking.md", "exporting.md")),
)
# The width of tables; what fits on a page of a forge.
_COLUMNS = "118"
_CONSOLE = re.compile(r"^```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_PYTHON = re.compile(r"^```python\n(?P<code>.*?)^```\n\n```text\n(?P<output>.*?)^```$", re.MULTILINE | re.DOTALL)


def refreshed(page: str, folder: Path) -> str:
    """Return the text of a page with the outputs that its commands give now, run in `folder`."""
    page = _CONSOLE.sub(lambda block: _console(block["body"], folder), page)
    return _PYTHON.sub(lambda block: _python(block["code"], folder), page)


def _console(body: str, folder: Path) -> str:
    commands = [line[2:] for line in body.splitlines() if line.startswith("$ ")]
    shown = [f"$ {command}\n{_run(['bash', '-o', 'pipefail', '-c', command], folder)}" for command in commands]
    return "```console\n" + "\n".join(shown) + "```"


def _python(code: str, folder: Path) -> str:
    return f"```python\n{code}```\n\n```text\n{_run([sys.executable, '-c', code], folder)}```"


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
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "sources" / "articles", folder / "sources" / "articles")
        for page in PAGES:
            before = page.read_text(encoding="utf-8")
            after = refreshed(before, folder)
            different = different or before != after
            if not check:
                page.write_text(after, encoding="utf-8")
                continue
            lines = difflib.unified_diff(
                before.splitlines(True), after.splitlines(True), page.name, "what is printed"
            )
            sys.stdout.writelines(lines)
    return int(check and different)


if __name__ == "__main__":
    sys.exit(main())
