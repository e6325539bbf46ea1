"""Run notebooks and store their outputs: ``python -m tests.notebooks notebooks/*.ipynb``."""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat


def run_notebook(path: Path, folder: Path | None = None) -> nbformat.NotebookNode:
    """The notebook with fresh outputs, run from top to bottom in its folder; raises where a cell fails."""
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(folder or path.parent)}}
    )
    client.execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", ()):
            # a screen without its kernel is an empty frame: what is stored is the sentence that says how to open it
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return notebook


if __name__ == "__main__":
    for name in sys.argv[1:]:
        nbformat.write(run_notebook(Path(name)), name)
        print(f"ran {name}")
