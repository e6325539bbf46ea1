"""``Agreement``: one coefficient for one table, with what it is made of; undefined is a state with its reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """A coefficient and what it is made of.

    `value` is None where the coefficient is undefined, and `reason` says why. `observed` and `expected` are agreements, or
    disagreements where `of` says so (Krippendorff's family): the value is ``(observed - expected) / (1 - expected)`` or
    ``1 - observed / expected``. `n`: the units that were compared; `coders`: how many coders the table has. `seed` and
    `samples`: of what was drawn, where chance was drawn (gamma).
    """

    coefficient: str
    value: float | None
    observed: float | None
    expected: float | None
    n: int
    coders: int
    reason: str = ""
    of: str = "agreement"
    seed: int | None = None
    samples: int | None = None


def chance_corrected(coefficient: str, observed: float, expected: float, n: int, coders: int) -> Agreement:
    """The agreement beyond chance; undefined where chance alone explains everything."""
    if 1 - expected < 1e-12:
        return Agreement(coefficient, None, observed, expected, n, coders, "one value only: chance alone gives full agreement")
    return Agreement(coefficient, (observed - expected) / (1 - expected), observed, expected, n, coders)
