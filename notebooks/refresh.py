"""Runs the notebooks from start to end and puts what they show below their cells.

    python notebooks/refresh.py           rewrites the notebooks
    python notebooks/refresh.py --check   changes nothing; exit code 1 and the differences where there are some

What is kept depends on the notebook and the graph alone: no times, no numbers of runs, nothing of the machine.
Pictures of matplotlib depend on its version and are not compared.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import sys
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

FOLDER = Path(__file__).resolve().parent
PICTURE = FOLDER.parent / "docs" / "neighbourhood.svg"  # that of the README: the first drawing of the first notebook
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
_SECONDS = 300  # of one cell; none takes a tenth of it


def executed(path: Path, folder: Path = FOLDER) -> nbformat.NotebookNode:
    """Run a notebook, starting in `folder`, and return it. Raises `CellExecutionError` where a cell fails."""
    notebook = nbformat.read(path, as_version=4)
    os.environ["PYTHONPATH"] = str(FOLDER.parent)  # the kernel inherits it: a checkout needs no installation
    NotebookClient(
        notebook,
        timeout=_SECONDS,
        kernel_name="python3",
        record_timing=False,
        extra_arguments=["--log-level=40"],  # errors only: it would warn that it listens on a port of this machine
        resources={"metadata": {"path": str(folder)}},
    ).execute()
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for number, cell in enumerate(notebook.cells, 1):
        cell.metadata = {}
        cell.id = f"step-{number:02d}"
    return notebook


def shown(notebook: nbformat.NotebookNode) -> list[str]:
    """Return what a notebook shows as lines, but for pictures, of which it is told that they are there."""
    lines: list[str] = []
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            lines.append(f"--- {cell.id}: {output.output_type} {output.get('name', '')}".rstrip())
            lines += output.get("text", "").splitlines()
            for kind, data in sorted(output.get("data", {}).items()):
                lines.append(kind)
                lines += [] if kind == "image/png" else _text(data).splitlines()
    return lines


def drawings(notebook: nbformat.NotebookNode) -> list[str]:
    """Return the drawings of a notebook as SVG."""
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", ()))
    return [output.data["image/svg+xml"] for output in outputs if "image/svg+xml" in output.get("data", {})]


def _text(data: Any) -> str:
    return data if isinstance(data, str) else json.dumps(data, sort_keys=True)


def main() -> int:
    """Rewrite the notebooks, or check them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing, show the differences")
    check = parser.parse_args().check
    different = False
    for path in NOTEBOOKS:
        try:
            after = executed(path)
        except CellExecutionError as error:
            sys.stderr.write(f"{path.name}: {error}\n")
            return 1
        before = shown(nbformat.read(path, as_version=4))
        lines = list(difflib.unified_diff(before, shown(after), path.name, "what it shows now", lineterm=""))
        different = different or bool(lines)
        sys.stdout.writelines(f"{line[:200]}\n" for line in lines)
        if not check:
            path.write_text(nbformat.writes(after) + "\n", encoding="utf-8")
            if path == NOTEBOOKS[0]:
                PICTURE.write_text(drawings(after)[0] + "\n", encoding="utf-8")
    return 1 if check and different else 0


if __name__ == "__main__":
    raise SystemExit(main())
