"""What a new study folder holds: settings, a codebook, a first notebook, and a .gitignore that keeps names out of git."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ethnography.codebook import read_codebook
from ethnography.errors import StudyProblem
from ethnography.journal import coder_mistake
from ethnography.storage import write_whole

DEFAULT_CODEBOOK = "nhs-online.yaml"

_SETTINGS = """\
# What this study is. Everything below can be changed; `ethnography check` tells of mistakes.
name = {name}
description = ""
approach = "codebook"       # "codebook": a shared codebook, agreement is computed; "reflexive": it is not unless asked for
# blind = true              # whether coders do not see each other's work (so where several coders share a codebook)
disguise = "pseudonyms"     # "pseudonyms": names are masked in all that is shown; "none"
codebook = {codebook}
coders = {coders}
seed = 1                    # for everything drawn at random
"""

_IGNORED = """\
# names of real people: never in git
private/
corpus/sources/
# made anew at any time
reports/
corpus/codings/.*
codebooks/.*
.ipynb_checkpoints/
"""

_NOTEBOOK = (
    ("markdown", "# First look\n\nOpen the study, see what is in it, and look at what the rules propose."),
    ("code", 'from ethnography import Study\n\nstudy = Study.open("..")\nstudy'),
    ("code", "study.corpus.threads"),
    ("markdown", "## Code\n\nThe coding screen. Select words, press `c`, choose a code; `?` lists all keys."),
    ("code", "study.coder().open()"),
    ("markdown", "## What the rules propose"),
    ("code", 'study.suggestions()[["code", "quote", "words", "rule"]].head(10)'),
    ("code", 'study.frequency(of="suggestions")[["name", "comments", "authors", "threads"]].query("comments > 0")'),
)


def packaged_codebook() -> Path:
    """The codebook that comes with the package (in a checkout, the one in ``codebooks/``)."""
    here = Path(__file__).parent
    for place in (here / "codebooks" / DEFAULT_CODEBOOK, here.parent / "codebooks" / DEFAULT_CODEBOOK):
        if place.is_file():
            return place
    raise StudyProblem(DEFAULT_CODEBOOK, "the package was installed without its codebook", "Pass --codebook FILE.")


def lay_out(root: Path, *, name: str | None = None, coder: str | None = None, codebook: str | Path | None = None) -> None:
    """Make the folder. Raises ``StudyProblem`` where a study is there already; other files are left as they are."""
    if (root / "study.toml").exists():
        raise StudyProblem(root, "there is a study here already", "Open it, or choose another folder.")
    if root.exists() and not root.is_dir():
        raise StudyProblem(root, "it is a file", "Choose another name for the folder.")
    if coder and (mistake := coder_mistake(coder)):
        raise StudyProblem(root, mistake, "Nothing was made. Give another name.")
    book = Path(codebook) if codebook else packaged_codebook()
    read_codebook(book)
    coders = [coder] if coder else []
    texts = {
        f"codebooks/{book.name}": book.read_text("utf-8"),
        ".gitignore": _IGNORED,
        "notebooks/first-look.ipynb": _notebook(),
        "study.toml": _SETTINGS.format(
            name=json.dumps(name or root.resolve().name, ensure_ascii=False),
            codebook=json.dumps(f"codebooks/{book.name}", ensure_ascii=False),
            coders=json.dumps(coders, ensure_ascii=False),
        ),
    }
    for place in ("corpus/sources", "corpus/codings", "reports"):
        try:
            (root / place).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            found = f"the folder cannot be made ({error.strerror})"
            raise StudyProblem(root, found, "Choose a place where you may write.") from error
    for place, text in texts.items():
        if not (root / place).exists():
            write_whole(root / place, text.encode())


def _notebook() -> str:
    cells: list[dict[str, Any]] = [
        {"cell_type": kind, "id": f"cell-{n}", "metadata": {}, "source": source} for n, (kind, source) in enumerate(_NOTEBOOK)
    ]
    for cell in cells:
        if cell["cell_type"] == "code":
            cell |= {"execution_count": None, "outputs": []}
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}, indent=1) + "\n"
