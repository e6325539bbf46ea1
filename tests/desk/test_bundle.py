"""The committed bundle is what its sources give, and the sources reach for nothing outside."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

SOURCES = ROOT / "ethnography" / "desk" / "js"
BUNDLE = ROOT / "ethnography" / "desk" / "static" / "widget.js"
SCRIPTS = sorted(SOURCES.glob("*.js"))

FORBIDDEN = {
    "an address": r"https?://(?!www\.w3\.org/)",  # those of w3.org name XML vocabularies and are never loaded
    "a request": r"\bfetch\s*\(|\b(?:XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts)\b",
    "text run as code": r"\beval\s*\(|\bnew\s+Function\b|\bset(?:Timeout|Interval)\s*\(\s*[\"'`]",
    "text taken as HTML": r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|createContextualFragment|DOMParser|srcdoc)\b"
    r"|\bdocument\s*\.\s*write",
}


def breaches(script: str) -> list[str]:
    return [what for what, pattern in FORBIDDEN.items() if re.search(pattern, script)]


def run(*command: str) -> None:
    done = subprocess.run(command, cwd=SOURCES, capture_output=True, text=True)
    assert done.returncode == 0, f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}"


def test_the_bundle_is_fresh(tmp_path: Path) -> None:
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        pytest.skip("building the widget needs node and npm (apt-get install nodejs npm)")
    if not (SOURCES / "node_modules").is_dir():
        run(npm, "install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error")
    built = tmp_path / "widget.js"
    run(npm, "run", "--silent", "build", "--", f"--outfile={built}")
    assert BUNDLE.is_file(), f"{BUNDLE} is missing: run make widget"
    assert built.read_bytes() == BUNDLE.read_bytes(), f"{BUNDLE} is not what its sources give: run make widget"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_the_widget_loads_nothing_and_runs_no_text(script: Path) -> None:
    assert not breaches(script.read_text("utf-8"))


@pytest.mark.parametrize(
    ("script", "what"),
    [
        ('import x from "https://example.org/x.js"', "an address"),
        ("await fetch (place)", "a request"),
        ("new XMLHttpRequest()", "a request"),
        ("eval(code)", "text run as code"),
        ('setTimeout("alert()", 1)', "text run as code"),
        ("node.innerHTML = comment", "text taken as HTML"),
        ("node.insertAdjacentHTML('beforeend', comment)", "text taken as HTML"),
        ("node.outerHTML = comment", "text taken as HTML"),
        ("document.write(comment)", "text taken as HTML"),
    ],
)
def test_the_search_for_breaches_can_fail(script: str, what: str) -> None:
    assert breaches(script) == [what]


def test_harmless_scripts_pass() -> None:
    assert not breaches(
        'createElementNS("http://www.w3.org/2000/svg", "path"); prefetch(); node.textContent = text; setTimeout(f, 5)'
    )


def test_nothing_of_others_is_bundled() -> None:
    package = (SOURCES / "package.json").read_text("utf-8")
    assert '"dependencies"' not in package
    assert re.findall(r'"\d+\.\d+\.\d+"', package)
    assert not re.search(r'"[\^~>*]', package), "versions are exact"
    for script in SCRIPTS:
        imported = re.findall(r"""(?:\bfrom|\bimport)\s*\(?\s*["']([^"']+)""", script.read_text("utf-8"))
        assert all(name.startswith("./") for name in imported), f"{script.name} imports {imported}"
