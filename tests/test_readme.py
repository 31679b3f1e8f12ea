"""The README and docs/: what commands print is what is shown, links lead somewhere, promises are kept in the tree."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[1]
_README = (_ROOT / "README.md").read_text(encoding="utf-8")
_PAGES = [_ROOT / "README.md", *sorted((_ROOT / "docs").rglob("*.md"))]


@pytest.mark.slow
def test_the_commands_print_what_the_pages_show() -> None:
    script = _ROOT / "docs" / "refresh_outputs.py"
    done = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"run docs/refresh_outputs.py and read what changed:\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.relative_to(_ROOT).as_posix())
def test_no_output_is_missing(page: Path) -> None:
    for block in re.findall(r"^```console\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        lines = block.splitlines()
        assert any(not line.startswith("$ ") for line in lines), f"nothing shown below {lines[0]}"


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.relative_to(_ROOT).as_posix())
def test_links_lead_to_files(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (page.parent / target).exists(), target


def test_make_knows_the_two_commands() -> None:
    makefile = (_ROOT / "Makefile").read_text(encoding="utf-8")
    commands = re.findall(r"^    make (\w+)", _README, re.MULTILINE)
    assert commands == ["demo", "test"]
    for command in commands:
        assert re.search(rf"^{command}:", makefile, re.MULTILINE)


def test_the_namespace_is_said_to_be_unregistered() -> None:
    assert re.search(r"w3id\.org/trade-event#`.*not registered", _README, re.DOTALL)


def test_the_number_of_sample_articles_is_right() -> None:
    assert "thirty-two sample articles" in _README
    assert len(list((_ROOT / "sources" / "articles").glob("*.txt"))) == 32
