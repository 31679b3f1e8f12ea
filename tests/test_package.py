"""The wheel, installed in an empty environment and used away from the checkout."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "sources/articles/ciie-6-close.txt"

pytestmark = pytest.mark.slow


def run(*command: object, cwd: Path, code: int = 0) -> str:
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    result = subprocess.run(
        [str(each) for each in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == code, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", place, ROOT, cwd=place)
    (path,) = place.glob("expograph-*.whl")
    return path


@pytest.fixture(scope="module")
def kg(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel with the locked versions of what it needs, and return the command."""
    place = tmp_path_factory.mktemp("empty")
    run(sys.executable, "-m", "venv", place / "venv", cwd=place)
    pip = (place / "venv/bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*pip, "--require-hashes", "-r", ROOT / "requirements.lock", cwd=place)
    run(*pip, "--no-deps", wheel, cwd=place)
    return place / "venv/bin/kg"


@pytest.mark.parametrize(
    ("folder", "inside"),
    [
        ("ontology", "kg/data/ontology"),
        ("shapes", "kg/data/shapes"),
        ("sources/registry", "kg/data/registry"),
        ("kg/queries", "kg/queries"),
        ("kg/extract/data", "kg/extract/data"),
        ("kg/site", "kg/site"),
        ("kg/notebook", "kg/notebook"),
    ],
)
def test_the_wheel_carries_the_data_files(wheel: Path, folder: str, inside: str) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    files = [path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert files
    assert {f"{inside}/{path.relative_to(ROOT / folder)}" for path in files} <= names


def test_the_wheel_is_typed_and_carries_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "kg/py.typed" in names
    assert not [name for name in names if name.startswith("tests/") or "__pycache__" in name]


def test_the_installed_command_does_the_whole_path(kg: Path, tmp_path: Path) -> None:
    shutil.copy(ARTICLE, tmp_path / "a.txt")
    assert "out: 1 article, " in run(kg, "build", "a.txt", "-o", "out", cwd=tmp_path)
    assert "deal-value-by-edition" in run(kg, "query", "--list", cwd=tmp_path)
    assert "China International Import Expo" in run(kg, "query", "out", "coverage", cwd=tmp_path)
    assert "conforms" in run(kg, "validate", "out", cwd=tmp_path)
    assert "China International Import Expo" in run(kg, "show", "out", "CIIE", cwd=tmp_path)
    run(kg, "export", "out", "--to", "graphml", "-o", "out.graphml", cwd=tmp_path)
    assert (tmp_path / "out.graphml").stat().st_size > 0


def test_the_installed_package_is_the_wheel(kg: Path, tmp_path: Path) -> None:
    code = "import kg; print(kg.__file__); print(len(kg.saved_queries()))"
    where, queries = run(kg.parent / "python", "-c", code, cwd=tmp_path).split()
    assert "site-packages" in where
    assert int(queries) == len(list((ROOT / "kg/queries").glob("*.rq")))
