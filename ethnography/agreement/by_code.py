"""The table of a study's agreement: a row a code, with intervals that draw whole threads, and one row for all codes together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ethnography.agreement.cohen import cohen_kappa
from ethnography.agreement.compared import Compared, prevalence
from ethnography.agreement.conger import conger_kappa
from ethnography.agreement.fleiss import fleiss_kappa
from ethnography.agreement.gwet import gwet_ac1
from ethnography.agreement.krippendorff import krippendorff_alpha
from ethnography.agreement.nouns import Agreement
from ethnography.agreement.on_characters import Line, line_up, u_alpha_of_code
from ethnography.agreement.percent import negative_agreement, percent_agreement, positive_agreement
from ethnography.agreement.pooled import described, pooled_row, sizes_of, what_to_draw
from ethnography.agreement.scott import scott_pi
from ethnography.agreement.uniform import brennan_prediger
from ethnography.codebook.nouns import Codebook
from ethnography.coding import Coding
from ethnography.corpus import Corpus
from ethnography.errors import StudyProblem, UnknownId
from ethnography.resampling import FEWEST, RESAMPLES, Interval, interval_of
from ethnography.units import number_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Array = npt.NDArray[np.float64]

Coefficient = Callable[..., Agreement]
COEFFICIENTS: dict[str, Coefficient] = {
    one.__name__: one
    for one in (
        krippendorff_alpha,
        cohen_kappa,
        scott_pi,
        fleiss_kappa,
        conger_kappa,
        brennan_prediger,
        gwet_ac1,
        percent_agreement,
    )
}


def agreement_by_code(
    found: Compared,
    codings: Iterable[Coding],
    corpus: Corpus,
    codebook: Codebook,
    *,
    coefficients: Sequence[str] = (),
    threshold: float | None = None,
    level: float = 0.95,
    resamples: int = RESAMPLES,
    seed: int = 0,
    include_children: bool = True,
) -> pd.DataFrame:
    """One row a code in tree order, and a last row ``(all codes)``; index ``code``.

    Columns: ``name``; ``n`` (units that two coders or more have seen) and ``threads`` they stand in; ``prevalence <coder>`` (share
    of those units with the code); ``percent``, ``positive``, ``negative`` (agreement); ``alpha`` (Krippendorff, nominal),
    ``low, high`` (its interval), ``below`` (share of resamples under `threshold`), ``interval`` (how it was made, or why there
    is none); ``u_alpha`` (on the characters of the comments that all coders have seen); ``undefined`` (why a coefficient has
    no value). NA where there is none. In the last row alpha is on the sets of codes of each unit, by Passonneau's MASI
    distance, percent is the share of equal sets, u_alpha is there only where no coder's codes overlap (it needs one partition of
    each text), and what makes no sense for sets is NA. A set holds codes without children, and those above them that were
    applied. `coefficients`: names of further ones (``cohen_kappa``, ``gwet_ac1`` …), a column each; NA where one is undefined,
    which ``undefined`` then says.

    Clusters are threads, or authors where their design effect is larger and there are 10 of them; below 10 threads there is
    no interval.
    ``attrs``: ``note, coders, unit, seed, level, threshold``.
    """
    import pandas as pd

    listed = list(codings)
    how = (threshold, level, resamples, seed)
    asked = [_named(name) for name in coefficients]
    line = line_up(found, corpus)
    rows = [_row(found, listed, line, codebook, code.id, *how, include_children, asked) for _, code in codebook.walk()]
    rows.append(pooled_row(found, listed, line, codebook, *how))
    table = pd.DataFrame(rows).set_index("code")
    words = {"name", "interval", "undefined"}
    for column in table.columns:
        table[column] = table[column].astype("str" if column in words else "Int64" if column in ("n", "threads") else "Float64")
    coders, n = ", ".join(found.coders), found.n
    threads = sizes_of(found)["threads"]
    drawn = f"with {level:.0%} intervals that resample threads or authors (seed {seed})"
    if threads < FEWEST:
        drawn = f"without intervals, for which {FEWEST} threads are needed"
    table.attrs.update({
        "coders": found.coders, "unit": found.unit, "seed": seed, "level": level, "threshold": threshold,
        "note": f"{number_of(n, found.unit)} in {number_of(threads, 'thread')} seen by two coders or more ({coders}); "
        f"Krippendorff’s alpha, nominal, {drawn}.",
    })  # fmt: skip
    return table


def _row(
    found: Compared, codings: list[Coding], line: Line, codebook: Codebook, code: str, threshold: float | None, level: float,
    resamples: int, seed: int, include_children: bool, asked: list[Coefficient],
) -> dict[str, Any]:  # fmt: skip
    table = found.ratings(code)
    alpha = krippendorff_alpha(table)
    positive, negative = positive_agreement(table), negative_agreement(table)
    by, interval = _interval(found, code, threshold, level, resamples, seed)
    codes = codebook.descendants(code) if include_children else [code]
    u_alpha, u_reason = u_alpha_of_code(found, line, codings, codes)
    more = [coefficient(table) for coefficient in asked]
    why = [("alpha", alpha.reason), ("positive", positive.reason), ("u-alpha", u_reason)]
    why += [(one.coefficient, one.reason) for one in more]
    reasons = [f"{name}: {reason}" for name, reason in why if reason]
    return {
        "code": code, "name": codebook.code(code).name, **sizes_of(found),
        **{f"prevalence {coder}": share for coder, share in prevalence(found, code).items()},
        "percent": percent_agreement(table).value, "positive": positive.value, "negative": negative.value, "alpha": alpha.value,
        "low": interval.low, "high": interval.high, "below": interval.below,
        "interval": described(interval, by) if alpha.value is not None else "", "u_alpha": u_alpha,
        **{one.coefficient: one.value for one in more}, "undefined": "; ".join(reasons),
    }  # fmt: skip


def _named(name: str) -> Coefficient:
    if name not in COEFFICIENTS:
        raise UnknownId("coefficient", name, COEFFICIENTS, "what can be asked for")
    return COEFFICIENTS[name]


def heading_of(approach: str, coefficients: Sequence[str]) -> str:
    """How a table of agreement is headed. A reflexive study computes none unless a coefficient is asked for by name.

    Raises ``StudyProblem`` then. Source: Braun & Clarke 2021: in reflexive thematic analysis coders who differ are no error.
    """
    if approach != "reflexive":
        return "Agreement"
    if not coefficients:
        found = "this study is reflexive, so where coders differ is material, and no agreement is computed"
        advice = 'Look at study.disagreements(); if you want a number all the same, name it: study.agreement("cohen_kappa").'
        raise StudyProblem("study.toml", found, advice)
    return "Disagreement as material"


def _interval(found: Compared, code: str, threshold: float | None, level: float, resamples: int, seed: int) -> tuple[str, Interval]:
    """The interval of the nominal alpha of a code, and what was drawn: threads, or authors where they matter more."""
    import numpy as np

    keep = found.common
    seen, times = found.seen[:, keep], found.sizes[keep]
    yes, values = (found.coded[code][:, keep] & seen).sum(axis=0).astype(float), seen.sum(axis=0).astype(float)
    no = values - yes
    per_unit = np.column_stack([yes * (yes - 1), yes * no, no * (no - 1)]) * (times / (values - 1))[:, None]
    by, clusters = what_to_draw(found, yes / values)
    sums = np.zeros((int(clusters.max()) + 1, 3))
    np.add.at(sums, clusters, per_unit)
    return by, interval_of(sums, _binary_alpha, by=by, level=level, resamples=resamples, seed=seed, threshold=threshold)


def _binary_alpha(sums: Array) -> Array:
    """Alpha from the coincidences yes-yes, yes-no and no-no."""
    both, apart, neither = sums.T
    yes, no = both + apart, neither + apart
    alpha: Array = 1 - (yes + no - 1) * apart / (yes * no)
    return alpha
