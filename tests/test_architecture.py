"""The river: a module imports only from lower floors, and rooms on one floor are strangers."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "ethnography"
FLOORS = [
    ["errors", "text"],
    ["corpus", "disk", "source"],
    ["codebook"],
    ["coding"],
    ["memo"],
    ["formats", "pseudonyms", "journal", "autocode", "units", "resampling", "style"],
    ["agreement", "analysis", "proposals", "quotes", "review", "storage", "teamwork"],
    ["report", "methods", "intake", "capture", "starter", "desk"],
    ["widget"],
    ["study"],
    ["cli"],
]
FLOOR_OF = {room: number for number, floor in enumerate(FLOORS) for room in floor}
HEAVY = {"pandas", "numpy", "matplotlib", "nltk", "pyarrow", "bs4", "lxml", "ruamel", "jinja2", "rich", "anywidget", "markdown_it"}


def room_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(file: Path) -> set[str]:
    rooms = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "ethnography" else [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        rooms |= {name.split(".")[1] for name in names if name.startswith("ethnography.")}
    return rooms - {"__version__"}


MODULES = [file for file in sorted(PACKAGE.rglob("*.py")) if file != PACKAGE / "__init__.py"]


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_flow_downwards(file: Path) -> None:
    room = room_of(file)
    assert room in FLOOR_OF, f"{room} has no floor: give it one in FLOORS"
    wrong = {other for other in imported_rooms(file) - {room} if FLOOR_OF[other] >= FLOOR_OF[room]}
    assert not wrong, f"{file.relative_to(PACKAGE)} imports {wrong}, which is not on a lower floor"


def test_the_walk_can_fail(tmp_path: Path) -> None:
    file = tmp_path / "corpus.py"
    file.write_text("from ethnography.study import Study\nfrom ethnography import journal\nimport ethnography.cli.screen\n")
    assert imported_rooms(file) == {"study", "journal", "cli"}


def public_functions(file: Path) -> set[str]:
    tree = ast.parse(file.read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")}


def test_no_public_function_bears_the_name_of_a_module() -> None:
    modules = {file.stem for file in MODULES} | {file.parent.name for file in MODULES}
    for file in MODULES:
        if room_of(file) != "cli":  # there a function bears the name of its command
            assert not public_functions(file) & modules, file


def test_modules_can_be_read_in_one_sitting() -> None:
    long = {str(file.relative_to(PACKAGE)): n for file in MODULES if (n := len(file.read_text("utf-8").splitlines())) > 350}
    assert not long


@pytest.mark.parametrize(
    "module", ["ethnography", "ethnography.study", "ethnography.cli", "ethnography.autocode", "ethnography.analysis"]
)
def test_imports_stay_light(module: str) -> None:
    script = f"import sys, {module}; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & HEAVY, f"import {module} loads {loaded & HEAVY}"
