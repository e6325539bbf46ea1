"""The table of a study's agreement: a row a code, with intervals that draw whole threads, and one row for all codes together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ethnography.agreement.cohen import cohen_kappa
from ethnography.agreement.compared import Compared, prevalence, spans_by_comment
from ethnography.agreement.conger import conger_kappa
from ethnography.agreement.fleiss import fleiss_kappa
from ethnography.agreement.gwet import gwet_ac1
from ethnography.agreement.krippendorff import krippendorff_alpha
from ethnography.agreement.nouns import Agreement
from ethnography.agreement.percent import negative_agreement, percent_agreement, positive_agreement
from ethnography.agreement.scott import scott_pi
from ethnography.agreement.uniform import brennan_prediger
from ethnography.agreement.unitizing import Continuum, alpha_of, lay_out
from ethnography.codebook.nouns import Codebook
from ethnography.coding import Coding
from ethnography.corpus import Corpus
from ethnography.errors import StudyProblem, UnknownId
from ethnography.resampling import FEWEST, RESAMPLES, Interval, design_effect, interval_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Array = npt.NDArray[np.float64]

ALL = "(all codes)"
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
    distance, percent is the share of equal sets, and what makes no sense for sets is NA. `coefficients`: names of further ones
    (``cohen_kappa``, ``gwet_ac1`` …), a column each; NA where one is undefined, which ``undefined`` then says.

    Clusters are threads, or authors where their design effect is larger and there are 10 of them; below 10 threads there is
    no interval.
    ``attrs``: ``note, coders, unit, seed, level, threshold``.
    """
    import pandas as pd

    listed = list(codings)
    how = (threshold, level, resamples, seed)
    asked = [_named(name) for name in coefficients]
    rows = [_row(found, listed, corpus, codebook, code.id, *how, include_children, asked) for _, code in codebook.walk()]
    rows.append(_pooled(found, codebook, *how))
    table = pd.DataFrame(rows).set_index("code")
    words = {"name", "interval", "undefined"}
    for column in table.columns:
        table[column] = table[column].astype("str" if column in words else "Int64" if column in ("n", "threads") else "Float64")
    coders, n = ", ".join(found.coders), int(found.common.sum())
    threads = len({thread for thread, common in zip(found.threads, found.common, strict=True) if common})
    drawn = f"with {level:.0%} intervals that resample threads or authors (seed {seed})"
    if threads < FEWEST:
        drawn = f"without intervals, for which {FEWEST} threads are needed"
    table.attrs.update({
        "coders": found.coders, "unit": found.unit, "seed": seed, "level": level, "threshold": threshold,
        "note": f"{n} {found.unit}s in {threads} threads seen by two coders or more ({coders}); "
        f"Krippendorff’s alpha, nominal, {drawn}.",
    })  # fmt: skip
    return table


def _row(
    found: Compared, codings: list[Coding], corpus: Corpus, codebook: Codebook, code: str, threshold: float | None, level: float,
    resamples: int, seed: int, include_children: bool, asked: list[Coefficient],
) -> dict[str, Any]:  # fmt: skip
    table = found.table(code)
    alpha = krippendorff_alpha(table, categories=[False, True])
    positive, negative = positive_agreement(table), negative_agreement(table)
    by, interval = _interval(found, code, threshold, level, resamples, seed)
    codes = codebook.descendants(code) if include_children else [code]
    u_alpha, u_reason = _u_alpha(found, codings, corpus, codes)
    more = [coefficient(table, categories=[False, True]) for coefficient in asked]
    why = [("alpha", alpha.reason), ("positive", positive.reason), ("u-alpha", u_reason)]
    why += [(one.coefficient, one.reason) for one in more]
    reasons = [f"{name}: {reason}" for name, reason in why if reason]
    return {
        "code": code, "name": codebook.code(code).name, **_sizes(found),
        **{f"prevalence {coder}": share for coder, share in prevalence(found, code).items()},
        "percent": percent_agreement(table).value, "positive": positive.value, "negative": negative.value, "alpha": alpha.value,
        "low": interval.low, "high": interval.high, "below": interval.below,
        "interval": _described(interval, by) if alpha.value is not None else "", "u_alpha": u_alpha,
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


def _sizes(found: Compared) -> dict[str, int]:
    common = found.common
    return {"n": int(common.sum()), "threads": len({t for t, here in zip(found.threads, common, strict=True) if here})}


def _described(interval: Interval, by: str) -> str:
    if interval.method == "none":
        return f"none: {interval.reason}"
    undefined = f", {interval.undefined} undefined" if interval.undefined else ""
    return f"{interval.method}, {interval.clusters} {by}s{undefined}"


def _interval(found: Compared, code: str, threshold: float | None, level: float, resamples: int, seed: int) -> tuple[str, Interval]:
    """The interval of the nominal alpha of a code, and what was drawn: threads, or authors where they matter more."""
    import numpy as np

    seen = np.where(found.seen, 1.0, 0.0)
    yes = (found.coded[code] * seen).sum(axis=0)
    values = seen.sum(axis=0)
    pairs = np.maximum(values - 1, 1)
    no = values - yes
    keep = found.common
    per_unit = np.column_stack([yes * (yes - 1) / pairs, yes * no / pairs, no * (no - 1) / pairs])[keep]
    by, clusters = _clusters(found, yes / np.maximum(values, 1))
    sums = np.zeros((int(clusters.max()) + 1, 3))
    np.add.at(sums, clusters, per_unit)
    return by, interval_of(sums, _binary_alpha, by=by, level=level, resamples=resamples, seed=seed, threshold=threshold)


def _binary_alpha(sums: Array) -> Array:
    """Alpha from the coincidences yes-yes, yes-no and no-no."""
    both, apart, neither = sums.T
    yes, no = both + apart, neither + apart
    alpha: Array = 1 - (yes + no - 1) * apart / (yes * no)
    return alpha


def _clusters(found: Compared, share: Array) -> tuple[str, npt.NDArray[np.int64]]:
    """What to draw, and the cluster of each unit that is compared: the level with the larger design effect."""
    import numpy as np

    keep = found.common
    effects = {}
    for by, names in (("thread", found.threads), ("author", found.authors)):
        kept = [name for name, here in zip(names, keep, strict=True) if here]
        number = {name: place for place, name in enumerate(dict.fromkeys(kept))}
        of = np.array([number[name] for name in kept], dtype=np.int64)
        hits, sizes = np.bincount(of, weights=share[keep]), np.bincount(of).astype(np.float64)
        effects[by] = (design_effect(hits, sizes), of)
    enough = min(int(of.max()) + 1 for _, of in effects.values()) >= FEWEST
    by = "author" if enough and effects["author"][0] > effects["thread"][0] else "thread"
    return by, effects[by][1]


def _u_alpha(found: Compared, codings: list[Coding], corpus: Corpus, codes: Sequence[str]) -> tuple[float | None, str]:
    """The unitizing alpha of one code on the comments that all coders have seen, and why it is undefined."""
    if found.unit != "comment":
        return None, ""  # characters are compared in comments
    spans = spans_by_comment(codings, codes, found.coders)
    whole: Continuum | None = None
    lengths = dict(zip(corpus.comments.index, map(len, corpus.comments["text"]), strict=True))
    n, bare = 0, 0
    for place, comment in enumerate(found.units):
        length = lengths[comment]
        if not found.seen[:, place].all() or not length:
            continue
        if comment not in spans:
            bare += length  # all gap, for everybody: no need to lay it out
            continue
        segments = [(coder, "code", start, end) for coder, start, end in spans[comment]]
        n += len(segments)
        here = lay_out(segments, length, coders=found.coders, codes=["code"])
        whole = here if whole is None else whole + here
    if bare:
        here = lay_out([], bare, coders=found.coders, codes=["code"])
        whole = here if whole is None else whole + here
    if whole is None:
        return None, "no comment was seen by all coders"
    alpha = alpha_of(whole, "u", n)
    return alpha.value, alpha.reason


def _pooled(
    found: Compared, codebook: Codebook, threshold: float | None, level: float, resamples: int, seed: int
) -> dict[str, Any]:
    """All codes together: the sets of codes of each unit, by MASI distance."""
    leaves = [code.id for code in codebook if not codebook.children(code.id)]
    sets = found.sets(leaves)
    alpha = krippendorff_alpha(sets, distance="masi_passonneau")
    sums, by, statistic = _set_sums(found, sets)
    interval = interval_of(sums, statistic, by=by, level=level, resamples=resamples, seed=seed, threshold=threshold)
    return {
        "code": ALL, "name": "sets of codes (MASI, Passonneau 2006)", **_sizes(found), "percent": percent_agreement(sets).value,
        "alpha": alpha.value, "low": interval.low, "high": interval.high, "below": interval.below,
        "interval": _described(interval, by) if alpha.value is not None else "", "undefined": alpha.reason,
    }  # fmt: skip


def _set_sums(found: Compared, sets: list[list[frozenset[str] | None]]) -> tuple[Array, str, Any]:
    """Sums per cluster from which the alpha of sets follows: observed disagreement, then how often each set was given."""
    import numpy as np

    from ethnography.agreement.distances import distance_matrix
    from ethnography.agreement.ratings import rate

    ratings = rate(sets, "krippendorff_alpha")
    counts = ratings.counts[ratings.pairable]
    apart = distance_matrix("nominal", "masi_passonneau", ratings.categories, counts.sum(axis=0))
    values = counts.sum(axis=1)
    within = ((counts @ apart) * counts).sum(axis=1) / (values - 1)
    coded = np.array([[bool(one) for one in row] for row in sets]).mean(axis=0)
    by, clusters = _clusters(found, coded)
    sums = np.zeros((int(clusters.max()) + 1, 1 + counts.shape[1]))
    np.add.at(sums, clusters, np.column_stack([within, counts]))

    def statistic(drawn: Array) -> Array:
        totals = drawn[:, 1:]
        n = totals.sum(axis=1)
        expected = ((totals @ apart) * totals).sum(axis=1) / (n * (n - 1))
        value: Array = 1 - drawn[:, 0] / n / np.where(expected > 0, expected, np.nan)
        return value

    return sums, by, statistic
