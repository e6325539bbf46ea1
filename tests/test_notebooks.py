"""Every notebook runs from top to bottom on the bundled study, holds no logic, and is stored with its outputs."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import nbformat
import pytest

from tests.conftest import ROOT
from tests.notebooks import run_notebook

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_they_are_all_here() -> None:
    names = ["01-import", "02-coding", "03-frequency", "04-quotes", "05-agreement", "06-threads"]
    assert [path.stem for path in NOTEBOOKS] == names


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_and_shows_what_is_stored(path: Path, bundled: object, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    fresh, stored = run_notebook(tmp_path / "notebooks" / path.name), nbformat.read(path, as_version=4)
    for new, old in zip(fresh.cells, stored.cells, strict=True):
        if new.cell_type == "code":
            assert [o.output_type for o in new.outputs] == [o.output_type for o in old.outputs], new.source
            assert [text_of(o) for o in new.outputs] == [text_of(o) for o in old.outputs], new.source


def text_of(output: nbformat.NotebookNode) -> str:
    if output.output_type == "error":
        return str(output.evalue)
    if "text/html" in output.get("data", {}):
        return str(output.data["text/html"])
    if "image/png" in output.get("data", {}):
        return "a picture"
    return str(output.get("data", {}).get("text/plain", output.get("text", "")))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_holds_no_logic_and_no_machine_path(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            tree = ast.parse("\n".join(line for line in cell.source.split("\n") if not line.startswith("%")))
            logic = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.If, ast.Try)
            assert not any(isinstance(node, logic) for node in ast.walk(tree)), cell.source
    assert str(ROOT) not in path.read_text("utf-8")
    assert notebook.cells[0].cell_type == "markdown"
