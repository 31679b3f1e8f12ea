"""The notebooks run from start to end, and show what is committed below their cells."""

import difflib
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import nbformat
import pytest

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
_MOST_BYTES = 800_000


@pytest.fixture(scope="module")
def refresh() -> ModuleType:
    spec = importlib.util.spec_from_file_location("notebooks_refresh", ROOT / "notebooks" / "refresh.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_there_are_three() -> None:
    assert [path.name[:3] for path in NOTEBOOKS] == ["01-", "02-", "03-"]


# One starts in the root, the others beside themselves: both must find the articles.
@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_shows_what_is_committed(
    path: Path, refresh: ModuleType, recwarn: pytest.WarningsRecorder
) -> None:
    folder = ROOT if path.name.startswith("02") else path.parent
    committed = refresh.shown(nbformat.read(path, as_version=4))  # type: ignore[no-untyped-call]
    now = refresh.shown(refresh.executed(path, folder))
    assert list(difflib.unified_diff(committed, now, lineterm="", n=0)) == [], "run notebooks/refresh.py"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_is_committed_is_whole_and_clean(path: Path, refresh: ModuleType) -> None:
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    outputs = [output for cell in code for output in cell.outputs]
    assert len(outputs) >= len(code) / 2
    assert {output.output_type for output in outputs} <= {"stream", "display_data", "execute_result"}
    assert {output.get("name", "stdout") for output in outputs} == {"stdout"}
    assert path.stat().st_size < _MOST_BYTES
    told = "\n".join(line for line in refresh.shown(notebook) if "srcdoc=" not in line and len(line) < 2_000)
    assert not re.search(r"Warning|Traceback|/home/|/root/|/tmp/|/usr/|[A-Z]:\\", told)


def test_the_picture_of_the_readme_is_that_of_the_first_notebook(refresh: ModuleType) -> None:
    notebook = nbformat.read(NOTEBOOKS[0], as_version=4)  # type: ignore[no-untyped-call]
    assert refresh.PICTURE.read_text(encoding="utf-8") == refresh.drawings(notebook)[0] + "\n"


def test_pictures_are_there_and_the_library_is_embedded_once() -> None:
    texts = {path.name[:2]: path.read_text(encoding="utf-8") for path in NOTEBOOKS}
    assert sum(text.count("srcdoc=") for text in texts.values()) == 1
    assert all('"image/svg+xml"' in text for text in texts.values())
    assert '"image/png"' in texts["02"]
    assert '"image/png"' in texts["03"]
