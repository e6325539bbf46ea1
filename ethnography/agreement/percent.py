"""Percent agreement: how often two coders agree, chance not taken into account; and agreement on one category alone."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from ethnography.agreement.nouns import Agreement
from ethnography.agreement.ratings import Table, UnitWeights, rate


def percent_agreement(
    table: Table,
    *,
    categories: Iterable[Hashable] | None = None,
    weighting: str = "units",
    unit_weights: UnitWeights = None,
) -> Agreement:
    """The share of pairs of coders who gave a unit the same value.

    `table`: ``(M, N)`` coders × units, None or NaN for missing. `weighting`: ``units`` gives each unit with two values or more
    the same weight (Gwet 2014); ``pairs`` each pair of values, as Krippendorff's alpha does. One where nothing is missing.
    `unit_weights`: how many units each column stands for. `expected` is None: it is not corrected for chance.
    Raises ``TooLittle``.

    Source: Krippendorff 2004, p. 224: 10 units, 2 coders, .6.

    >>> percent_agreement([[1, 1, 0, 0, 0, 0, 0, 0, 0, 0], [0, 1, 1, 0, 0, 1, 0, 1, 0, 0]]).value
    0.6
    """
    if weighting not in ("units", "pairs"):
        raise ValueError(f"weighting is units or pairs, not {weighting!r}")
    ratings = rate(table, "percent_agreement", categories, unit_weights=unit_weights)
    here, times = ratings.pairable, ratings.times[ratings.pairable]
    values = ratings.values[here]
    agreeing = 2.0 * sum(((one == other) & (one >= 0))[here] for one, other in ratings.pairs())
    if weighting == "units":
        value = float((agreeing / (values * (values - 1))) @ times / times.sum())
    else:
        value = float((agreeing / (values - 1)) @ times / (values @ times))
    return Agreement("percent_agreement", value, value, None, ratings.n, ratings.coders)


def positive_agreement(table: Table, *, positive: Hashable = True, unit_weights: UnitWeights = None) -> Agreement:
    """Agreement on one value: of the pairs in which one coder gave it, how often the other did too (weighted by giver).

    For two coders ``2a / (2a + b + c)``, which is also the F1 of one against the other. Rare codes look well agreed in percent,
    because both left them out nearly everywhere; this does not look at those units. Undefined where nobody gave the value.

    Source: Spitzer & Fleiss 1974; Cicchetti & Feinstein 1990.

    >>> positive_agreement([[True, True, False, False], [True, False, False, False]]).value
    0.6666666666666666
    """
    ratings = rate(table, "positive_agreement", unit_weights=unit_weights)
    counts, times = ratings.counts[ratings.pairable], ratings.times[ratings.pairable]
    if positive not in ratings.categories:
        reason = f"no coder gave the value {positive!r}"
        return Agreement("positive_agreement", None, None, None, ratings.n, ratings.coders, reason)
    given, values = counts[:, ratings.categories.index(positive)], counts.sum(axis=1)
    weight = float(given @ times)
    if not weight:
        reason = f"no coder gave the value {positive!r} to a unit that another saw"
        return Agreement("positive_agreement", None, None, None, ratings.n, ratings.coders, reason)
    value = float((given * (given - 1) / (values - 1)) @ times / weight)
    return Agreement("positive_agreement", value, value, None, ratings.n, ratings.coders)


def negative_agreement(table: Table, *, negative: Hashable = False, unit_weights: UnitWeights = None) -> Agreement:
    """Agreement on leaving out: :func:`positive_agreement` of the value that says no.

    >>> negative_agreement([[True, True, False, False], [True, False, False, False]]).value
    0.8
    """
    found = positive_agreement(table, positive=negative, unit_weights=unit_weights)
    return Agreement("negative_agreement", found.value, found.observed, None, found.n, found.coders, found.reason)
