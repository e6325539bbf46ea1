"""The study: a folder opened. A table of contents; every verb calls the module named after the job.

=============  =================================================================================
``opened``     what it holds: corpus, codebook, codings, memos, the mask of names, problems
``bringing``   imports, and the corpus made anew from the sources
``working``    coding, memos, suggestions; samples and differences of several coders
``people``     who wrote what, what it answers, who is one person
``counting``   tables: frames, counts, words in context, agreement
``judging``    the quality of rules, which codings stand together, cases × codes
``writing``    quotes, a coded thread as a page, the report, the methods section
=============  =================================================================================
"""

from __future__ import annotations

from pathlib import Path

from ethnography.study.bringing import Bringing
from ethnography.study.writing import Writing

__all__ = ["Study", "new_study"]


class Study(Bringing, Writing):
    """A study folder: its corpus, codebook and codings, and what is done with them. Open one with ``Study.open(path)``."""


def new_study(path: str | Path, *, name: str | None = None, coder: str | None = None, codebook: str | Path | None = None) -> Study:
    """Make a study folder with study.toml, a codebook and a first notebook, and open it. Nothing existing is overwritten."""
    from ethnography.starter import lay_out

    lay_out(Path(path), name=name, coder=coder, codebook=codebook)
    return Study.open(path)
