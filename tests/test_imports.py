"""The order of the modules, read from their import statements: a module imports only what stands above it."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "kg"

# In the order of the data flow. `kg` itself, the front door, stands below all; nothing imports it.
ORDER = (
    "model",
    "errors",
    "resources",
    "registry",
    "directory",
    "frontmatter",
    "articles",
    "encoder",
    "extract",
    "cadence",
    "resolve",
    "explain",
    "ledger",
    "graph",
    "files",
    "query",
    "answers",
    "score",
    "lookup",
    "described",
    "selection",
    "statements",
    "checks",
    "timelines",
    "sheets",
    "others",
    "wording",
    "tables",
    "neighbours",
    "site",
    "exports",
    "export",
    "notebook",
    "opened",
    "fingerprint",
    "readers",
    "stored",
    "texts",
    "fragments",
    "cache",
    "parts",
    "pipeline",
    "build",
    "charts",
    "records",
    "show",
    "shown",
    "checked",
    "explained",
    "scored",
    "progress",
    "serve",
    "results",
    "console",
    "commands",
    "cli",
)
RDF_LIBRARIES = {"rdflib", "pyoxigraph", "pyshacl", "shacl", "owlrl", "networkx"}
MODULES = {
    ".".join(("kg", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}


@cache
def syntax(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


@cache
def imports(module: str) -> frozenset[str]:
    """All modules that a module imports anywhere in its text, within functions and type checks too."""
    return frozenset(_imports(module))


def _imports(module: str) -> Iterator[str]:
    for node in ast.walk(syntax(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            source = node.module or ""
            names = [f"{source}.{alias.name}" for alias in node.names]
            yield from (name if name in MODULES else source for name in names)


def place(module: str) -> int:
    return ORDER.index(module.split(".")[1])


@pytest.mark.parametrize("module", [name for name in MODULES if name != "kg"])
def test_a_module_imports_only_what_stands_above_it(module: str) -> None:
    for imported in imports(module):
        if imported.split(".")[0] == "kg":
            assert imported != "kg", f"{module} imports the front door"
            assert imported in MODULES, f"{module} imports {imported}, which does not exist"
            same_package = imported.split(".")[1] == module.split(".")[1]
            assert same_package or place(imported) < place(module), f"{module} imports {imported}"


def test_every_module_has_a_place_in_the_order() -> None:
    assert {name.split(".")[1] for name in MODULES if name != "kg"} == set(ORDER)


def test_no_module_imports_itself_by_way_of_others() -> None:
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " -> ".join((*path, module))
        if module not in done and module in MODULES:
            for imported in sorted(imports(module)):
                visit(imported, (*path, module))
            done.add(module)

    for module in MODULES:
        visit(module, ())


def reached(module: str) -> set[str]:
    """All modules that are imported, directly or not, by the module's own text."""
    found: set[str] = set()
    ahead = [module]
    while ahead:
        for imported in imports(ahead.pop()) - found:
            found.add(imported)
            if imported in MODULES:
                ahead.append(imported)
    return found


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("kg.extract")])
def test_extract_reads_without_any_rdf_library(module: str) -> None:
    assert not {name.split(".")[0] for name in reached(module)} & RDF_LIBRARIES


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("kg.graph")])
def test_graph_knows_nothing_of_extract(module: str) -> None:
    assert not [name for name in reached(module) if name.startswith("kg.extract")]


PRINTING = {"print", "exit", "quit", "input", "breakpoint"}
PRINTING_PARTS = {("sys", "exit"), ("os", "_exit"), ("sys", "stdout"), ("sys", "stderr"), ("typer", "echo")}


# `vocab_source` is a tool of the developers, run as a module of its own; `console` is how the command line prints.
@pytest.mark.parametrize("module", sorted(set(MODULES) - {"kg.cli", "kg.console", "kg.graph.vocab_source"}))
def test_only_the_command_line_prints_and_exits(module: str) -> None:
    for node in ast.walk(syntax(module)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in PRINTING, f"{module}, line {node.lineno}"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert (node.value.id, node.attr) not in PRINTING_PARTS, f"{module}, line {node.lineno}"
        if isinstance(node, ast.Name):
            assert node.id != "SystemExit", f"{module}, line {node.lineno}"


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"kg.graph.vocab", "kg.model"}))
def test_a_module_is_short(module: str) -> None:
    # `vocab` is generated, and `model` is a list of types: both are as long as what they list.
    lines = len(MODULES[module].read_text(encoding="utf-8").splitlines())
    assert lines <= 400


# `kg --help`, a wrong option and a completion in the shell are answered at once, and a look at a build soon after.
@pytest.mark.parametrize("module", ["kg.cli", "kg.build"])
def test_the_front_doors_import_nothing_slow(module: str) -> None:
    script = f"import {module}, sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert module in loaded
    slow = {"networkx", "pyshacl", "owlrl", "kg.extract", "kg.pipeline", "pandas", "matplotlib", "starlette"}
    assert not slow & set(loaded)
