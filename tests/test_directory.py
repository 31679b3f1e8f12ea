import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.directory import (
    FILES,
    Manifest,
    check_output,
    finding_from_line,
    finding_to_line,
    graph_file,
    is_build,
    locate,
    output,
    read_findings,
    read_manifest,
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
    """All files below a folder, but for the empty ones by which builds keep out of each other's way."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".kg-lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def fill(folder: Path, contents: Mapping[str, bytes] = CONTENTS) -> None:
    for name, data in contents.items():
        (folder / name).write_bytes(data)


def write(directory: Path, contents: Mapping[str, bytes] = CONTENTS) -> None:
    with output(directory) as place:
        place.publish(lambda folder: fill(folder, contents))


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
@given(finding=FINDINGS)
def test_a_finding_is_read_back_from_one_line_whatever_it_holds(finding: Finding) -> None:
    line = finding_to_line(finding)
    assert finding_from_line(line) == finding
    assert len(line.splitlines()) == 1


def test_findings_are_read_back(tmp_path: Path) -> None:
    findings = (Finding(FindingCode.VAGUE, "several"), Finding(FindingCode.PRICE, "5 \u2028 euros", article="a"))
    (tmp_path / "findings.jsonl").write_text("".join(f"{finding_to_line(each)}\n" for each in findings))
    assert tuple(read_findings(tmp_path)) == findings
    (tmp_path / "findings.jsonl").write_text('{"code": "vague"}\n')
    with pytest.raises(NotABuildError):
        tuple(read_findings(tmp_path))


# --- writing ---


def test_a_new_directory_holds_the_files_and_nothing_else(tmp_path: Path) -> None:
    write(tmp_path / "deep/er/out")
    assert snapshot(tmp_path / "deep") == {f"er/out/{name}": data for name, data in CONTENTS.items()}


def test_an_existing_build_is_replaced_and_other_files_stay(tmp_path: Path) -> None:
    write(tmp_path / "out")
    (tmp_path / "out/mine.graphml").write_text("mine")
    write(tmp_path / "out", CONTENTS | {"graph.ttl": b"new"})
    assert snapshot(tmp_path / "out") == CONTENTS | {"graph.ttl": b"new", "mine.graphml": b"mine"}


def test_a_directory_of_something_else_is_refused_and_untouched(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("somebody's own")
    (tmp_path / "thesis.txt").write_text("ten years of work")
    before = snapshot(tmp_path)
    with pytest.raises(OutputError, match="not empty and not a build"):
        write(tmp_path)
    assert snapshot(tmp_path) == before


def test_a_file_in_the_place_of_the_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="a file stands where the build should go"):
        check_output(tmp_path / "out")
    with pytest.raises(OutputError, match="cannot be written"):
        write(tmp_path / "out/below")
    assert snapshot(tmp_path) == {"out": b"a file"}


def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").symlink_to(tmp_path / "gone")
    with pytest.raises(OutputError, match="leads nowhere"):
        check_output(tmp_path / "out")


# --- what goes wrong on the way ---


@pytest.mark.parametrize("exists", [True, False])
def test_a_failing_build_leaves_what_was_there(tmp_path: Path, exists: bool) -> None:
    if exists:
        write(tmp_path / "out")
    before = snapshot(tmp_path)

    def failing(folder: Path) -> None:
        (folder / "graph.ttl").write_bytes(b"half")
        raise OSError(28, "No space left on device")

    with (
        pytest.raises(OutputError, match=r"out: cannot be written \(no space left on device\)"),
        output(tmp_path / "out") as place,
    ):
        place.publish(failing)
    assert snapshot(tmp_path) == before
    assert os.listdir(tmp_path) == (["out"] if exists else [])  # noqa: PTH208 - hidden names too


class Killed(BaseException):
    """What stops a build wherever it is."""


@pytest.mark.parametrize("moment", range(len(FILES) + 2))
def test_a_build_that_is_killed_while_files_take_their_places_is_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    new = {name: b"new " + name.encode() for name in FILES} | {"build.json": CONTENTS["build.json"]}
    write(tmp_path / "out")
    left = moment
    plain, plain_rename = Path.replace, Path.rename

    def step() -> None:
        nonlocal left
        if left == 0:
            raise Killed
        left -= 1

    def replace(path: Path, target: Path) -> Path:
        step()
        return plain(path, target)

    def rename(path: Path, target: Path) -> Path:
        step()
        return plain_rename(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        patch.setattr(Path, "rename", rename)
        patch.setattr("kg.directory.shutil.rmtree", lambda *_, **__: None)
        with suppress(Killed):
            write(tmp_path / "out", new)
    now = {name: locate(tmp_path / "out", name).read_bytes() for name in FILES}
    assert now == (CONTENTS if moment == 0 else new)
    assert is_build(tmp_path / "out")
    with output(tmp_path / "out"):
        pass
    assert snapshot(tmp_path / "out") == now


def test_what_a_killed_build_left_behind_does_not_stop_the_next(tmp_path: Path) -> None:
    (tmp_path / "out/.kg-part").mkdir(parents=True)
    (tmp_path / "out/.kg-part/graph.ttl").write_text("half")
    (tmp_path / "out/.kg-work.sqlite").write_text("what was read")
    write(tmp_path / "out")
    assert snapshot(tmp_path / "out") == CONTENTS


@pytest.mark.parametrize("exists", [True, False])
def test_an_interrupted_build_leaves_what_it_has_read_for_the_next(tmp_path: Path, exists: bool) -> None:
    if exists:
        write(tmp_path / "out")
    before = snapshot(tmp_path)

    def interrupted(folder: Path) -> None:
        (folder.parent / ".kg-work.sqlite").write_bytes(b"what was read")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), output(tmp_path / "out") as place:
        place.publish(interrupted)
    assert snapshot(tmp_path) == before | {"out/.kg-work.sqlite": b"what was read"}
    write(tmp_path / "out")
    assert snapshot(tmp_path / "out") == CONTENTS


def test_a_second_build_into_one_directory_is_told(tmp_path: Path) -> None:
    with output(tmp_path / "out") as place:
        with pytest.raises(OutputError, match="another build is writing here"):
            write(tmp_path / "out")
        place.publish(fill)
    assert snapshot(tmp_path / "out") == CONTENTS
    write(tmp_path / "out", CONTENTS | {"graph.ttl": b"later"})
    assert (tmp_path / "out/graph.ttl").read_bytes() == b"later"
