"""Gamma: coders who choose segments, by the best alignment of what they chose; segments of one coder may overlap.

Computed by the package pygamma-agreement (``pip install 'ethnography[gamma]'``); this file is its one door.
"""

from __future__ import annotations

import logging
from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from ethnography.agreement.nouns import Agreement
from ethnography.agreement.unitizing import Segments
from ethnography.errors import StudyProblem, TooLittle

GAMMA_KINDS = ("gamma", "gamma_cat")
SAMPLERS = {"shuffle": "ShuffleContinuumSampler", "statistical": "StatisticalContinuumSampler"}
SAMPLES = 100


def gamma_agreement(
    segments: Segments,
    *,
    length: float,
    coders: Iterable[str] | None = None,
    alpha: float = 3,
    beta: float = 1,
    delta_empty: float = 1,
    seed: int = 0,
    samples: int = SAMPLES,
    kind: str = "gamma",
    sampler: str = "shuffle",
) -> Agreement:
    """1 less the ratio of the disorder of the best alignment of the coders' segments to that of segments shifted at random.

    `segments`: ``(coder, code, start, end)``, half-open, in a continuum from 0 to `length`. Here those of one coder may
    overlap. `coders`: all of them, where one may have no segment. `kind`: ``gamma`` (where segments are and which code they
    have) or ``gamma_cat`` (which codes aligned segments have; what no other coder's segment is aligned with counts as
    pygamma-agreement has it). `alpha` weighs the difference of places, `beta` that of codes, `delta_empty` is what a segment
    costs that is aligned with none. `samples` are drawn with `seed`, both of which the result keeps; names and order of the
    coders change nothing. `sampler`: ``shuffle`` shifts a coder's own segments by whole numbers (section 5.2 of the paper),
    ``statistical`` invents segments of like number, length and distance (the package's own default).

    `observed` and `expected` are disorders; `n` is the number of segments. Undefined, with the reason, where nothing can
    differ. The work grows with the product of the coders' numbers of segments: take a comment or a thread at a time.
    Raises ``TooLittle`` for fewer than two coders, ``ValueError`` for what makes no sense, ``StudyProblem`` without the package.

    Source: Mathet, Widlöcher & Métivier 2015, Computational Linguistics 41(3), 437–479; gamma_cat: Mathet 2017.
    """
    if kind not in GAMMA_KINDS:
        raise ValueError(f"kind is one of {', '.join(GAMMA_KINDS)}, not {kind!r}")
    if sampler not in SAMPLERS:
        raise ValueError(f"sampler is one of {', '.join(SAMPLERS)}, not {sampler!r}")
    if samples < 1:
        raise ValueError(f"samples are 1 at least, not {samples}")
    found = list(dict.fromkeys((str(coder), code, float(start), float(end)) for coder, code, start, end in segments))
    names = list(dict.fromkeys([*map(str, coders or ()), *(one[0] for one in found)]))
    if len(names) < 2:
        missing = f"there {'is 1 coder' if len(names) == 1 else 'are no coders'}"
        raise TooLittle("gamma_agreement", missing, "Two at least are needed; name one without segments in coders=.")
    for coder, _, start, end in found:
        if not start < end:
            raise ValueError(f"gamma_agreement: the segment {start:g}:{end:g} of {coder} is empty")
        if start < 0 or end > length:
            raise ValueError(f"gamma_agreement: the segment {start:g}:{end:g} of {coder} lies outside the continuum 0:{length}")

    def result(value: float | None, observed: float | None, expected: float | None, reason: str = "") -> Agreement:
        return Agreement(kind, value, observed, expected, len(found), len(names), reason, "disagreement", seed, samples)

    if not found:
        return result(None, None, None, "nobody has a segment")
    if kind == "gamma_cat" and len({code for _, code, _, _ in found}) < 2:
        return result(None, None, None, "one code only: there is nothing to disagree about")
    observed, expected, aligned = _disorders(found, names, length, (alpha, beta, delta_empty), seed, samples, kind, sampler)
    if kind == "gamma_cat" and not aligned:
        return result(None, None, None, "no segments of two coders are aligned: there are no codes to compare")
    if expected <= 1e-12:
        return result(None, observed, expected, "chance has no disorder: there is nothing to disagree about")
    return result(1 - observed / expected, observed, expected)


def _disorders(
    found: list[tuple[str, Hashable, float, float]],
    names: list[str],
    length: float,
    weights: tuple[float, float, float],
    seed: int,
    samples: int,
    kind: str,
    sampler: str,
) -> tuple[float, float, bool]:
    """The disorder of the best alignment, the mean of those of the samples, and whether any segments are aligned."""
    import numpy as np

    package, segment = _package()
    alpha, beta, delta_empty = weights
    continuum = package.Continuum()
    for number, own in enumerate(sorted(_by_coder(found, names))):
        coder = f"{number:06d}"
        continuum.add_annotator(coder)
        for start, end, code in own:
            continuum.add(coder, segment(start, end), code)
    continuum.bound_inf, continuum.bound_sup = 0.0, float(length)
    apart = package.CombinedCategoricalDissimilarity(alpha=alpha, beta=beta, delta_empty=delta_empty)
    before = np.random.get_state()
    try:
        np.random.seed(seed)  # the package draws from numpy's one common generator
        with _quiet():
            drawn = continuum.compute_gamma(apart, n_samples=samples, sampler=getattr(package, SAMPLERS[sampler])())
    finally:
        np.random.set_state(before)
    best, chance = drawn.best_alignment, drawn.chance_alignments
    aligned = any(one.nb_units > 1 for one in best)
    if kind == "gamma":
        return float(best.disorder), float(np.mean([float(one.disorder) for one in chance])), aligned
    by_chance = [float(one.gamma_k_disorder(apart, None)) for one in chance]
    return float(best.gamma_k_disorder(apart, None)), float(np.mean(by_chance)), aligned


def _by_coder(found: list[tuple[str, Hashable, float, float]], names: list[str]) -> Iterator[list[tuple[float, float, str]]]:
    """Each coder's segments in order; codes as numbers in the order of their places, so that no name matters."""
    places: dict[Hashable, list[tuple[float, float]]] = {}
    for _, code, start, end in found:
        places.setdefault(code, []).append((start, end))
    codes = sorted(places, key=lambda code: (sorted(places[code]), str(code)))
    number = {code: f"{place:06d}" for place, code in enumerate(codes)}
    for name in names:
        yield sorted((start, end, number[code]) for coder, code, start, end in found if coder == name)


def _package() -> tuple[Any, Any]:
    try:
        import pygamma_agreement
        from pyannote.core import Segment
    except ModuleNotFoundError as error:
        advice = "Install it: pip install 'ethnography[gamma]'. Without it: unitizing_alpha."
        raise StudyProblem("gamma_agreement", f"it needs the package {error.name}, which is not here", advice) from None
    return pygamma_agreement, Segment


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the package's word, for each sample, on which solver it has, and without what that solver prints."""

    def other(record: logging.LogRecord) -> bool:
        return "pygamma_agreement" not in record.pathname

    with suppress(ImportError):
        from cvxopt import glpk

        glpk.options["msg_lev"] = "GLP_MSG_OFF"
    root = logging.getLogger()
    root.addFilter(other)
    try:
        yield
    finally:
        root.removeFilter(other)
