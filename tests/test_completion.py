"""What shells are offered: by the protocol of each, and in bash itself."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from handmade import TWO_FAIRS, build_of
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from kg.cli import app
from kg.commands import completion
from kg.export import FORMATS
from kg.query import saved_queries

# Words that end a command, start another, are expanded or evaluated, in one shell or another.
WICKED = (
    "$(touch pwned)",
    "`touch pwned`",
    "a;touch pwned",
    "\\$(touch pwned)",
    "*",
    "~",
    "-rf",
    "a\nb",
    "\"'",
    "x|y",
    "{a,b}",
    "(x)",
    "\x1b[2J",
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a build in it, whose fairs have names that a shell would run, and a folder that is none."""
    where = tmp_path_factory.mktemp("place")
    names = ", ".join(json.dumps(name) for name in (*WICKED, "LF", "灯会"))
    graph = TWO_FAIRS.read_text(encoding="utf-8").replace('skos:altLabel "LF"', f"skos:altLabel {names}")
    graph = graph.replace('"Kite Show"', json.dumps("Kite " + " ".join(WICKED)))
    build_of(graph, where)
    (where / "papers").mkdir()
    return where


def offered(shell: str, words: str, where: Path) -> str:
    """Ask as the script of a shell asks, the last of the words being incomplete."""
    asked = {"_KG_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": words}
    asked |= {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
    asked |= {"_TYPER_COMPLETE_FISH_ACTION": "get-args", "PYTHONUTF8": "1"}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(where)
        result = CliRunner().invoke(app, [], env=asked, prog_name="kg")
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return result.stdout


def bash(words: str, where: Path) -> list[str]:
    return offered("bash", words, where).split()


def test_names_of_fairs_and_editions_are_offered(place: Path) -> None:
    assert bash("kg show out ", place) == ["lantern", "LF", "灯会", "kite"]
    assert bash("kg show out l", place) == ["lantern"]
    assert bash("kg check out --fair L", place) == ["LF"]
    assert bash("kg show out lantern/", place) == ["lantern/11", "lantern/12", "lantern/13", "lantern/15"]
    assert bash("kg show out Nothing", place) == []


def test_builds_are_offered_where_one_is_wanted(place: Path) -> None:
    for command in ("show", "check", "query", "export", "validate", "score", "build a.txt -o"):
        assert bash(f"kg {command} ", place) == ["out"], command
    assert bash("kg show pap", place) == []  # and the shell offers its files
    assert bash(f"kg show {place}/o", Path("/")) == [f"{place}/out"]


def test_saved_queries_and_formats_are_offered(place: Path) -> None:
    assert bash("kg query out ", place) == [each.name for each in saved_queries()]
    assert bash("kg query out deal-", place) == ["deal-value-by-edition"]
    assert bash("kg export out --to ", place) == sorted(FORMATS)
    assert set(bash("kg query out coverage --format ", place)) == {"table", "csv", "json", "turtle"}
    assert "show" in bash("kg s", place)


def test_zsh_and_fish_are_told_what_each_is(place: Path) -> None:
    assert '"deal-value-by-edition":"Deal value over the editions of each fair"' in offered(
        "zsh", "kg query out d", place
    )
    assert "lantern\tLantern Fair" in offered("fish", "kg show out l", place).splitlines()
    assert offered("zsh", "kg show out Nothing", place).strip() == "_files"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    "words",
    ["kg show ", "kg show nowhere ", "kg show papers C", "kg check papers --fair ", "kg show out 'Canton F", "kg "],
)
def test_nothing_goes_wrong_aloud(place: Path, shell: str, words: str) -> None:
    assert "Traceback" not in offered(shell, words, place)


def test_a_graph_that_is_none_gives_no_names(place: Path, tmp_path: Path) -> None:
    shutil.copytree(place / "out", tmp_path / "out")
    for text in (b"<fair/x> a te:Fair", b"\xff\xfe", b""):
        (tmp_path / "out/graph.ttl").write_bytes(text)
        assert bash("kg show out ", tmp_path) == []
    (tmp_path / "out/graph.ttl").unlink()
    assert bash("kg show out ", tmp_path) == []


def test_no_name_can_be_run_by_a_shell(place: Path) -> None:
    for shell in ("bash", "zsh", "fish"):
        told = offered(shell, "kg show out ", place).removeprefix("_arguments '*: :")
        assert "kite" in told
        for sign in "$`;|*~{}\\\x1b":
            assert sign not in told, shell
    assert '"kite":"Kite touch pwned touch pwned' in offered("zsh", "kg show out k", place)


@settings(max_examples=200)
@given(words=st.lists(st.tuples(st.text(), st.text())))
def test_offers_are_harmless_words(words: list[tuple[str, str]]) -> None:
    for word, about in completion._safe(iter(words)):
        assert re.fullmatch(r"[^-][\w./-]*", word)
        assert not re.search(r"[^\w ,./-]", about)


def test_only_the_head_of_a_graph_is_read(place: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copytree(place / "out", tmp_path / "out")
    graph = tmp_path / "out/graph.ttl"
    head = TWO_FAIRS.read_text(encoding="utf-8").split("# --- articles")[0]
    graph.write_text(f"{head}\n<metric/1> a te:Metric .\nthis is no Turtle", encoding="utf-8")
    assert "lantern" in bash("kg show out ", tmp_path)


# --- in a shell ---

_COMPLETED = """
source <(kg --show-completion)
COMP_WORDS=(kg show out "$1")
COMP_CWORD=3
_kg_completion kg
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
def test_bash_completes_with_the_script_that_is_shown(place: Path, tmp_path: Path) -> None:
    kg = tmp_path / "kg"
    kg.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c 'from kg.cli import main; main()' \"$@\"\n")
    kg.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1"}
    environment["PYTHONPATH"] = str(Path(__file__).parents[1])
    script = _COMPLETED.replace("kg --show-completion", "_KG_COMPLETE=source_bash kg")

    def completed(begun: str) -> list[str]:
        done = subprocess.run(
            ["bash", "--norc", "-c", script, "bash", begun],
            cwd=place, env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert done.stderr == ""
        return done.stdout.split()

    assert completed("lan") == ["lantern"]
    assert completed("") == ["lantern", "LF", "灯会", "kite"]
    assert not (place / "pwned").exists()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_each_shell_can_be_shown(shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("typer._completion_shared._get_shell_name", lambda: shell)
    monkeypatch.setattr("typer.completion._get_shell_name", lambda: shell)
    result = CliRunner().invoke(app, ["--show-completion"], prog_name="kg")
    assert result.exit_code == 0
    assert f"_KG_COMPLETE=complete_{shell}" in result.stdout
