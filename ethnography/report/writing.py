"""From a study's pieces to the file a supervisor opens."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from ethnography import __version__
from ethnography.codebook import Codebook
from ethnography.corpus import Corpus
from ethnography.memo import Memo
from ethnography.report.html import render_html
from ethnography.report.outline import TextMask, build_outline
from ethnography.storage import Settings, write_whole
from ethnography.text import digest

if TYPE_CHECKING:
    import pandas as pd

SHOWN_PACKAGES = ("pandas", "matplotlib", "nltk", "beautifulsoup4", "ahocorasick_rs")
_SUGGESTED = (
    "NOBODY HAS DECIDED ON WHAT IS SHOWN HERE: these are suggestions of the codebook's rules, not codings. "
    "A suggestion becomes a coding when a person accepts it."
)


def write_report(
    path: Path,
    *,
    settings: Settings,
    corpus: Corpus,
    codebook: Codebook,
    codings: pd.DataFrame,
    memos: Iterable[Memo],
    provenance: Sequence[Mapping[str, Any]],
    problems: Iterable[str],
    mask: TextMask,
    made_at: str,
    suggested: bool = False,
    agreement: pd.DataFrame | None = None,
    no_agreement: str = "",
) -> Path:
    """Write the report on these codings (or, if `suggested`, suggestions) as one HTML file; returns where it is.

    `agreement`: the table of ``agreement_by_code``, drawn as a figure; without it, `no_agreement` says why there is none.
    The same pieces and the same `made_at` give the same bytes. Raises ``StudyProblem`` where the file cannot be written.
    """
    from ethnography.analysis import count_codes

    frequency = count_codes(codings, corpus, codebook)
    outline = build_outline(
        name=settings.name,
        approach=settings.approach,
        disguise=settings.disguise,
        description="\n\n".join(text for text in (_SUGGESTED if suggested else "", settings.description) if text),
        corpus=corpus,
        codebook=codebook,
        codings=codings,
        memos=memos,
        provenance=provenance,
        frequency=frequency,
        figures=_figures(codings, corpus, codebook, frequency, agreement),
        agreement=no_agreement if agreement is None else f"{agreement.attrs['note']} It is drawn below, code by code.",
        versions=_versions(corpus, codebook),
        problems=problems,
        mask=mask,
        made_at=made_at,
    )
    write_whole(path, render_html(outline).encode("utf-8"))
    return path


def _figures(
    codings: pd.DataFrame, corpus: Corpus, codebook: Codebook, frequency: pd.DataFrame, agreement: pd.DataFrame | None
) -> dict[str, tuple[str, str]]:
    """The figures of the report as SVG, with their captions; none where nothing is coded."""
    from ethnography.agreement.figures import plot_agreement
    from ethnography.analysis import count_codes, count_pairs, plot_codes, plot_pairs

    if codings.empty:
        return {}
    by_post_author = count_codes(codings, corpus, codebook, by="post_author")
    pairs = count_pairs(codings, corpus, codebook)
    drawn = {"How many comments carry each code": (plot_codes(frequency), frequency)}
    if by_post_author["post_author"].nunique() > 1:
        drawn["Post authors and the others"] = (plot_codes(by_post_author), by_post_author)
    if len(set(codings["code"])) > 1:
        drawn["Codes in the same comment"] = (plot_pairs(pairs), pairs)
    if agreement is not None:
        drawn["How far the coders agree, code by code"] = (plot_agreement(agreement), agreement)
    return {title: (_svg(axes), str(table.attrs.get("note", ""))) for title, (axes, table) in drawn.items()}


def _svg(axes: Any) -> str:
    """The figure as SVG text; it is closed, so that a notebook does not show it too."""
    from ethnography.analysis import save_figure
    from ethnography.style import close_figure

    with TemporaryDirectory() as folder:
        text = save_figure(axes, Path(folder) / "figure.svg").read_text("utf-8")
    close_figure(axes)
    return text


def _versions(corpus: Corpus, codebook: Codebook) -> dict[str, str]:
    """What the numbers depend on: programs, the codebook and the texts."""
    found = {"ethnography": __version__, "Python": platform.python_version()}
    for package in SHOWN_PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:  # pragma: no cover - a core dependency
            found[package] = "not found"
    found["codebook"] = f"{codebook.name} {codebook.version}, digest {codebook.digest[:16]}"
    found["texts"] = f"{len(corpus)} texts, digest {digest(chr(0).join(comment.text for comment in corpus))[:16]}"
    return found
