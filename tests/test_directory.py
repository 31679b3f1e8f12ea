import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.directory import (
    FILES,
    Manifest,
    check_output,
    findings_from_lines,
    findings_to_lines,
    graph_file,
    read_manifest,
    write_directory,
)
from kg.errors import NotABuildError, OutputError
from kg.model import Finding, FindingCode, Report, Span

MANIFEST = Manifest(
    "0.1.0",
    "https://example.org/kg/",
    (("a", "00ff"), ("进博会", "ff00")),
    Report(2, 100, 10, 3, 1, 0, (("conflict", 2), ("no-fair", 1))),
)
CONTENTS = {name: name.encode() for name in FILES} | {"build.json": MANIFEST.to_json()}


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_manifest_is_read_back(tmp_path: Path) -> None:
    (tmp_path / "build.json").write_bytes(MANIFEST.to_json())
    assert read_manifest(tmp_path) == MANIFEST
    assert json.loads(MANIFEST.to_json())["articles"] == [["a", "00ff"], ["进博会", "ff00"]]


@pytest.mark.parametrize("text", ["", "{}", "[]", '"x"', "null", '{"format": 99}', '{"format": 1, "report": []}'])
def test_another_programs_manifest_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "build.json").write_text(text)
    with pytest.raises(NotABuildError, match="is not a build"):
        read_manifest(tmp_path)


def test_a_directory_without_a_graph_is_no_build(tmp_path: Path) -> None:
    with pytest.raises(NotABuildError, match="make one with `kg build"):
        graph_file(tmp_path)
    with pytest.raises(NotABuildError):
        graph_file(tmp_path / "nowhere")


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
FINDINGS = st.builds(
    Finding,
    code=st.sampled_from(FindingCode),
    message=TEXT,
    article=st.none() | TEXT,
    span=st.none() | st.builds(lambda start, n: Span(start, start + n), st.integers(0, 99), st.integers(0, 9)),
    quote=st.none() | TEXT,
    source=st.none() | TEXT,
    detail=st.lists(st.tuples(TEXT, TEXT), max_size=3, unique_by=lambda pair: pair[0]).map(tuple),
)


@settings(max_examples=50, derandomize=True, deadline=None)
@given(findings=st.lists(FINDINGS, max_size=5))
def test_findings_are_read_back_whatever_they_hold_and_in_one_order(findings: list[Finding]) -> None:
    lines = findings_to_lines(findings)
    assert set(findings_from_lines(lines)) == set(findings)
    assert findings_to_lines(reversed(findings)) == lines
    assert len(lines.decode().splitlines()) == lines.count(b"\n") == len(set(findings))


def test_a_new_directory_holds_the_files_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "deep/er/out"
    write_directory(out, CONTENTS)
    assert snapshot(tmp_path / "deep") == {f"er/out/{name}": data for name, data in CONTENTS.items()}


def test_an_existing_build_is_replaced_and_other_files_stay(tmp_path: Path) -> None:
    write_directory(tmp_path / "out", CONTENTS)
    (tmp_path / "out/mine.graphml").write_text("mine")
    write_directory(tmp_path / "out", CONTENTS | {"graph.ttl": b"new"})
    assert snapshot(tmp_path / "out") == CONTENTS | {"graph.ttl": b"new", "mine.graphml": b"mine"}


def test_the_graph_is_replaced_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_directory(tmp_path / "out", CONTENTS)
    order: list[str] = []
    plain = Path.replace

    def recording(path: Path, target: Path) -> Path:
        order.append(target.name)
        return plain(path, target)

    monkeypatch.setattr(Path, "replace", recording)
    write_directory(tmp_path / "out", CONTENTS)
    assert order[-1] == "graph.ttl"
    assert sorted(order) == sorted(FILES)


def test_a_directory_of_something_else_is_refused_and_untouched(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("somebody's own")
    (tmp_path / "thesis.txt").write_text("ten years of work")
    before = snapshot(tmp_path)
    with pytest.raises(OutputError, match="not empty and not a build"):
        write_directory(tmp_path, CONTENTS)
    assert snapshot(tmp_path) == before


def test_a_file_in_the_place_of_the_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="a file stands where the build should go"):
        check_output(tmp_path / "out")
    with pytest.raises(OutputError, match="cannot be written"):
        write_directory(tmp_path / "out/below", CONTENTS)
    assert snapshot(tmp_path) == {"out": b"a file"}


def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").symlink_to(tmp_path / "gone")
    with pytest.raises(OutputError, match="leads nowhere"):
        check_output(tmp_path / "out")


def test_what_a_killed_build_left_behind_does_not_stop_the_next(tmp_path: Path) -> None:
    (tmp_path / "out/.kg-part-abc/build").mkdir(parents=True)
    (tmp_path / "out/findings.jsonl").write_text("")
    write_directory(tmp_path / "out", CONTENTS)
    assert (tmp_path / "out/graph.ttl").read_bytes() == b"graph.ttl"


@pytest.mark.parametrize("exists", [True, False])
def test_a_disk_that_fills_up_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exists: bool
) -> None:
    if exists:
        write_directory(tmp_path / "out", CONTENTS)
    before = snapshot(tmp_path)
    plain = Path.write_bytes

    def failing(path: Path, data: bytes) -> int:
        if path.name == "graph.ttl":
            raise OSError(28, "No space left on device")
        return plain(path, data)

    monkeypatch.setattr(Path, "write_bytes", failing)
    with pytest.raises(OutputError, match=r"out: cannot be written \(no space left on device\)"):
        write_directory(tmp_path / "out", dict.fromkeys(CONTENTS, b"new"))
    assert snapshot(tmp_path) == before
    assert os.listdir(tmp_path) == (["out"] if exists else [])  # noqa: PTH208 - hidden names too
