"""Documentation is tested: docstring examples, the README's Python and commands, and the paths it names."""

from __future__ import annotations

import ast
import doctest
import importlib
import re
from pathlib import Path

import pytest

from ethnography.study import Study
from tests.conftest import ROOT

MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "ethnography").rglob("*.py")
)
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("module", MODULES)
def test_examples_in_docstrings_run(module: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(module))
    assert failed == 0


def test_enough_examples() -> None:
    n = sum(len(doctest.DocTestFinder().find(importlib.import_module(m))) for m in MODULES)
    with_examples = sum(bool(t.examples) for m in MODULES for t in doctest.DocTestFinder().find(importlib.import_module(m)))
    assert n > 100
    assert with_examples > 20


def public(tree: ast.Module) -> list[ast.FunctionDef | ast.ClassDef]:
    found: list[ast.FunctionDef | ast.ClassDef] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            found.append(node)
            if isinstance(node, ast.ClassDef):
                inherited = {"sniff", "read"} if any(ast.unparse(base) == "Format" for base in node.bases) else set()
                methods = [n for n in node.body if isinstance(n, ast.FunctionDef)]
                found += [n for n in methods if not n.name.startswith("_") and n.name not in inherited]
    return found


@pytest.mark.parametrize("path", sorted((ROOT / "ethnography").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_public_functions_say_what_comes_out(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree), path
    for node in public(tree):
        trivial = isinstance(node, ast.FunctionDef) and len(node.body) <= 2
        assert ast.get_docstring(node) or trivial, f"{path.name}: {node.name} has no docstring"


def test_the_readmes_python_runs(bundled: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert blocks
    monkeypatch.chdir(bundled.folder.root)
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})  # the README is ours
    assert (bundled.folder.reports / "report.html").stat().st_size > 10_000


def test_the_readmes_commands_and_paths_exist() -> None:
    from ethnography.cli import app

    commands = {command.name for command in app.registered_commands}
    named = set(re.findall(r"^ethnography (\w+)", README, re.MULTILINE)) | set(re.findall(r"`ethnography (\w+)", README))
    assert named <= commands
    assert {"new", "import", "autocode", "frequency", "quotes", "report"} <= named
    for target in ("demo", "test", "lab"):
        assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    for path in re.findall(r"`(ethnography/[\w/]+(?:\.py|/))`", README) + re.findall(r"\]\(([\w./-]+)\)", README):
        assert (ROOT / path).exists(), path
