"""The row for all codes together: the sets of codes of each unit, and what the rows of single codes share with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ethnography.agreement.compared import Compared
from ethnography.agreement.krippendorff import disagreements_of, krippendorff_alpha
from ethnography.agreement.on_characters import Line, u_alpha_of_all
from ethnography.agreement.percent import percent_agreement
from ethnography.agreement.ratings import Ratings
from ethnography.codebook.nouns import Codebook
from ethnography.coding import Coding
from ethnography.resampling import Interval, interval_of, level_to_draw

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]

ALL = "(all codes)"
MASI = "masi_passonneau"


def pooled_row(
    found: Compared, codings: list[Coding], line: Line, codebook: Codebook, threshold: float | None, level: float, resamples: int,
    seed: int,
) -> dict[str, Any]:  # fmt: skip
    """All codes together: the sets of codes of each unit, by MASI distance; a code above others is in them where it was applied
    itself."""
    applied = {coding.code for coding in codings if coding.coder in found.coders}
    leaves = [code.id for code in codebook if code.id in applied or not codebook.children(code.id)]
    sets = found.set_ratings(leaves)
    alpha = krippendorff_alpha(sets, distance=MASI)
    sums, by, statistic = _set_sums(found, sets)
    interval = interval_of(sums, statistic, by=by, level=level, resamples=resamples, seed=seed, threshold=threshold)
    u_alpha, u_reason = u_alpha_of_all(found, line, codings, leaves)
    reasons = [f"{name}: {reason}" for name, reason in (("alpha", alpha.reason), ("u-alpha", u_reason)) if reason]
    return {
        "code": ALL, "name": "sets of codes (MASI, Passonneau 2006)", **sizes_of(found), "percent": percent_agreement(sets).value,
        "alpha": alpha.value, "low": interval.low, "high": interval.high, "below": interval.below,
        "interval": described(interval, by) if alpha.value is not None else "", "u_alpha": u_alpha,
        "undefined": "; ".join(reasons),
    }  # fmt: skip


def sizes_of(found: Compared) -> dict[str, int]:
    """``n`` units that two coders or more have seen, and the ``threads`` they stand in."""
    return {"n": found.n, "threads": int(found.clusters["thread"].max()) + 1}


def described(interval: Interval, by: str) -> str:
    """How an interval was made, or why there is none."""
    if interval.method == "none":
        return f"none: {interval.reason}"
    undefined = f", {interval.undefined} undefined" if interval.undefined else ""
    return f"{interval.method}, {interval.clusters} {by}s{undefined}"


def what_to_draw(found: Compared, share: Array) -> tuple[str, npt.NDArray[np.int64]]:
    """What to draw, and the cluster of each unit that is compared: threads, or authors where there are enough and their design
    effect is larger. `share`: of the coders of each of these units, how many gave the code."""
    by = level_to_draw(share, found.clusters, found.sizes[found.common])
    return by, found.clusters[by]


def _set_sums(found: Compared, sets: Ratings) -> tuple[Array, str, Any]:
    """Sums per cluster from which the alpha of sets follows: the disagreement within units, the number of values, and which cluster
    it is; what the values of any two clusters disagree by is known beforehand."""
    import numpy as np

    keep = found.common
    values, times = sets.values[keep], sets.times[keep]
    empty = [place for place, one in enumerate(sets.categories) if not one]
    coded = (sets.codes[:, keep] >= 0) & ~np.isin(sets.codes[:, keep], empty)
    by, clusters = what_to_draw(found, coded.sum(axis=0) / values)
    within, between = disagreements_of(sets, "nominal", MASI, clusters)
    per_unit = [np.bincount(clusters, weights=one * times) for one in (within, values)]
    sums = np.column_stack([*per_unit, np.eye(len(between))])

    def statistic(drawn: Array) -> Array:
        n, times_drawn = drawn[:, 1], drawn[:, 2:]
        expected = ((times_drawn @ between) * times_drawn).sum(axis=1) / (n * (n - 1))
        value: Array = 1 - drawn[:, 0] / n / np.where(expected > 0, expected, np.nan)
        return value

    return sums, by, statistic
